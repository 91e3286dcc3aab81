"""Every way to read the suspicious regions of one line.

A region is decoded strictly where that is possible, again for as long as it gives text; what is
damaged is searched, and where bytes were lost, searched again in the languages it may be in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.encoding import candidates, judge, legacy, search, spacing, tables
from mtcheck.encoding.gate import Hit
from mtcheck.encoding.verdict import LEFT_ALONE, MIN_GAIN, Reading, accepted

MAX_LAYERS = 5  # text garbled more often than that is not met
_STRAY = -3.0  # nats: a garbled character that a strict reading leaves as it is
_MAX_AGAIN = 120  # characters of a region that is searched again in the languages it may be in
_MAX_SEARCHES = 4  # of one stretch; the tables come in order of promise
_MIN_SHARE = 0.6  # of the bytes in units, from which a line is damaged UTF-8 rather than a legacy encoding
_SURE_LEGACY = 60.0  # nats; damaged UTF-8 read as a legacy encoding stays below
_PLENTY = 8  # units of a strict reading that settle the codec
_PRINTABLE = frozenset("\t\xa0\xad\u200b\u200c\u200d\u200e\u200f\ufeff\u3000")


def _clean(text: str) -> bool:
    """Whether a decoded text holds nothing that no text holds."""
    return all(c.isprintable() or c in _PRINTABLE for c in text)


def _complete(old: str, new: str) -> bool:
    """Whether a strict reading left nothing undecoded but marks that stand in clean text."""
    return all(c.isascii() or c in LEFT_ALONE or c not in old for c in new)


class _Work(NamedTuple):
    """A region that one table may explain, to be searched."""

    table: tables.Table
    data: str
    region: candidates.Region
    lowered: bool


def readings(line: str, hits: Sequence[Hit]) -> list[Reading]:
    """Every reading of every region, by every codec the hits speak for."""
    work: list[_Work] = []
    out: list[Reading] = []
    seen: set[tuple[int, int, str]] = set()
    throughout: set[tuple[int, int, str]] = set()  # what decodes as one codec from end to end

    def complete(reading: Reading) -> bool:
        start, end, text = reading[:3]
        return (start, end, text) in throughout or _complete(line[start:end], text)

    whole = False
    for name in candidates.codecs_of(line, hits):
        table = tables.table(name)
        data = line.translate(table.to_bytes)
        for region in candidates.regions(line, data, hits):
            strict = candidates.strict(data[region.start : region.end])
            if strict is not None:
                throughout.add((region.start, region.end, strict))
            else:
                if whole:
                    continue
                work.append(_Work(table, data, region, False))
                strict = candidates.partial(line[region.start : region.end], data[region.start : region.end])
            if (region.start, region.end, strict) in seen:
                continue
            seen.add((region.start, region.end, strict))
            if (reading := _layers(line, region, strict, table)) is not None:
                out.append(reading)
                if region.units >= _PLENTY and len(strict) < region.end - region.start - region.units // 2:
                    whole = whole or (complete(reading) and accepted(reading, line))
        if whole:  # so many bytes in units throughout: another codec may say so too, but no search is needed
            continue
        low = line.translate(table.low_to_bytes)
        if low != data:
            work += [
                _Work(table, low, r, True)
                for r in candidates.regions(line, low)
                if low[r.start : r.end] != data[r.start : r.end]
            ]
    if whole and all(any(r.start <= h.start < r.end for r in out) for h in hits):
        return out
    sure = [r for r in out if accepted(r, line) and (r.layers > 1 or complete(r))]
    if not sure and (other := _other_story(line, work)) is not None:
        return [*out, other]
    searched: list[tuple[Reading, _Work, search.Found]] = []
    tried: set[tuple[int, int, str, tuple[int, ...], bool]] = set()
    for item in sorted(work, key=_promise):
        # What decodes strictly and leaves nothing suspicious is never beaten by a search.
        start, end = item.region.start, item.region.end
        if any(r.start < end and start < r.end and (item.lowered or r.text != "?") for r in sure):
            continue
        key = (start, end, item.data[start:end], item.table.lost, item.lowered)
        if key in tried or sum(k[0] < end and start < k[1] for k in tried) >= (
            _MAX_SEARCHES if end - start <= _MAX_AGAIN else 1
        ):
            continue
        tried.add(key)
        found = _walk(line, item, "")
        if found is None or not found.units:
            continue
        reading = _reading(line, item, found, spacing.resolve(found.marked))
        searched.append((reading, item, found))
        if accepted(reading, line) and not item.lowered:
            sure.append(reading._replace(text="" if not reading.guesses else "?"))
    return out + _refined(line, searched)


def _refined(line: str, searched: list[tuple[Reading, _Work, search.Found]]) -> list[Reading]:
    """The readings of the searches, the best ones with guessed bytes searched again in likely languages."""
    out: list[Reading] = []
    for reading, work, found in sorted(searched, key=lambda row: -row[0].gain):
        best = all(other.end <= reading.start or reading.end <= other.start for other in out)
        out.append(_search_again(line, work, found) if best and reading.guesses else reading)
    return out


def _other_story(line: str, work: list[_Work]) -> Reading | None:
    """A legacy reading of a line of which little decodes as UTF-8: cheaper to find than nothing."""
    if next(legacy.places(line), None) is None:
        return None
    if any(_share(item) >= _MIN_SHARE for item in work if not item.lowered):
        return None
    found = legacy.read(line)
    if found is None or found.gain < _SURE_LEGACY:
        return None
    return Reading(found.start, found.end, found.text, found.codec, found.gain, _PLENTY, 0, 0, 1, False)


def _share(work: _Work) -> float:
    """Share of the bytes outside ASCII that lie in units."""
    part = work.data[work.region.start : work.region.end]
    return candidates.covered(part) / max(1, sum(c > "\x7f" for c in part))


def _promise(work: _Work) -> tuple[bool, float]:
    """Order of the searches: as written before lower-cased, the most bytes in units first."""
    return work.lowered, -_share(work) - work.table.prior / 20


def _layers(line: str, region: candidates.Region, text: str, table: tables.Table) -> Reading | None:
    """A strict reading, decoded again for as long as that gives text."""
    start, end = region.start, region.end
    old = line[start:end]
    before = line[start - 1] if start else " "
    layers, best, best_score = 1, text, judge.score(text, before) if _clean(text) else -1e9
    current = text
    for depth in range(2, MAX_LAYERS + 1):
        deeper = next(
            (
                d
                for t in _again(table)
                if (d := candidates.strict(current.translate(t.to_bytes))) not in (None, current)
            ),
            None,
        )
        if deeper is None:
            break
        current = deeper
        if _clean(current) and (value := judge.score(current, before)) > best_score:
            layers, best, best_score = depth, current, value
    if best == old or best_score < -1e8:
        return None
    gain = best_score - judge.score(old, before) + table.prior
    if layers == 1:
        gain += _STRAY * sum(not c.isascii() and c not in LEFT_ALONE and c in old for c in best)
    words = gain < MIN_GAIN and spacing.all_words(best)
    return Reading(start, end, best, table.name, gain, region.units, 0, 0, layers, words)


def _again(table: tables.Table) -> list[tables.Table]:
    """Tables worth trying for the layer below."""
    return [
        table,
        *(tables.table(n) for n in ("cp1252", "latin-1", "cp1251", "mac_roman") if n != table.name),
    ]


def _search_again(line: str, work: _Work, found: search.Found) -> Reading:
    """The reading of a region where bytes were lost, in the language that suits it best."""
    best = spacing.resolve(found.marked)
    _, lang, value = best
    if lang and work.region.end - work.region.start <= _MAX_AGAIN:
        for other in spacing.best_languages(found.marked)[:2]:
            again = _walk(line, work, other)
            if again is None:
                continue
            resolved = spacing.resolve(again.marked, other)
            if resolved[2] - 3 * again.guesses > value - 3 * found.guesses:
                found, best, value = again, (resolved[0], other, resolved[2]), resolved[2]
    return _reading(line, work, found, best)


def _reading(line: str, work: _Work, found: search.Found, resolved: tuple[str, str, float]) -> Reading:
    """What a search found, with its spaces settled and its evidence."""
    start, end = work.region.start, work.region.end
    text, lang, _ = resolved
    before = line[start - 1] if start else " "
    words = bool(lang) and spacing.all_words(text, lang)
    gain = judge.score(text, before) - judge.score(line[start:end], before) + work.table.prior
    gain -= 0.5 * found.repairs + 3 * found.guesses
    return Reading(
        start, end, text, work.table.name, gain, found.units, found.repairs, found.guesses, 1, words
    )


def _walk(line: str, work: _Work, lang: str) -> search.Found | None:
    """One search through the damaged pieces of a region; the others are decoded as they are."""
    start, end = work.region.start, work.region.end
    parts: list[str] = []
    units = repairs = guesses = 0
    last, done = (line[start - 1] if start else " "), start
    for piece in candidates.pieces(line, work.data, start, end, lowered=work.lowered):
        parts.append(line[done : piece.start])
        if piece.start > done:
            last = " "
        done = piece.end
        text = piece.text
        if text is None:
            if piece.end - piece.start > candidates.MAX_REGION:
                return None
            found = search.search(
                work.table, line[piece.start : piece.end], last, lowered=work.lowered, lang=lang
            )
            if found is None:
                text = line[piece.start : piece.end]
            else:
                text = found.marked
                units, repairs, guesses = (
                    units + found.units,
                    repairs + found.repairs,
                    guesses + found.guesses,
                )
        else:
            units += sum(not c.isascii() for c in text)
        parts.append(text)
        last = text[-1:] or last
    return search.Found("".join(parts), 0.0, units, repairs + work.lowered, guesses)
