"""Every way to read the suspicious regions of one line.

A region is decoded strictly where that is possible, again for as long as it gives text; what is
damaged is searched, and where bytes were lost, searched again in the languages it may be in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from mtcheck.encoding.mojibake import (
    beam,
    codecs,
    gaps,
    guessed_words,
    legacy,
    likelihood,
    mixture,
    regions,
    word_spaces,
)
from mtcheck.encoding.mojibake.damaged import (
    MAX_AGAIN,
    Work,
    around_of,
    explains_anything,
    is_hopeless,
    lead_before_space,
    reading_of,
    search_again,
    walk,
)
from mtcheck.encoding.mojibake.lines import Known
from mtcheck.encoding.mojibake.suspicion import Hit
from mtcheck.encoding.mojibake.verdict import LEFT_ALONE, MIN_GAIN, Reading, accepted

MAX_LAYERS = 5  # text garbled more often than that is not met
_MIXED = -3.0  # nats: a mixture with cp1252, where one table may do
_DOUBT = -3.0  # nats: a word in which a mixture with cp1252 leaves both ways open
_CASE = -2.0  # nats: a capital inside a word
_STRAY = -3.0  # nats: a garbled character that a strict reading leaves as it is
_MAX_SEARCHES = 4  # of one stretch; the tables come in order of promise
_MIN_SHARE = 0.6  # of the bytes in units, from which a line is damaged UTF-8 rather than a legacy encoding
_SURE_LEGACY = 60.0  # nats; damaged UTF-8 read as a legacy encoding stays below
_SURE_WORDS = 30.0  # the same where all of it is made of words
_FEW_CODECS = 2  # tried for a line once that is used up
_PLENTY_GAIN = 4.0  # nats for each of them, where no stretch has so many by itself
_PLENTY = 8  # units of a strict reading that settle the codec
_PRINTABLE = frozenset("\t\xa0\xad\u200b\u200c\u200d\u200e\u200f\ufeff\u3000")


def _clean(text: str) -> bool:
    """Whether a decoded text holds nothing that no text holds."""
    return text.isprintable() or all(c.isprintable() or c in _PRINTABLE for c in set(text))


def _complete(old: str, new: str) -> bool:
    """Whether a strict reading left nothing undecoded but marks that stand in clean text."""
    return all(c.isascii() or c in LEFT_ALONE or c not in old for c in set(new))


class _Strict:
    """The strict readings of one line, and what is left to be searched."""

    def __init__(self, line: str, hits: Sequence[Hit]) -> None:
        self.line, self.hits = line, hits
        self.found: list[Reading] = []
        self.work: list[Work] = []
        self.whole = ""  # a codec in which so many bytes form units that no other need be searched
        self._seen: dict[tuple[int, int, str], int] = {}  # what was read before, and its place among them
        self._throughout: set[tuple[int, int, str]] = set()  # what decodes as one codec from end to end

    def complete(self, reading: Reading) -> bool:
        start, end, text = reading[:3]
        return (start, end, text) in self._throughout or _complete(self.line[start:end], text)

    def add(self, table: codecs.Table) -> None:
        """Read the line by one table."""
        line = self.line
        data = codecs.as_bytes(line, table.name)
        resolved = mixture.resolved(line, data, table)
        data = resolved.data
        if self.whole and not regions.decodes_anywhere(data):
            return  # it has no other story to tell
        searched = regions.with_straight_leads(line, data, table)
        found = regions.regions(line, searched, self.hits)
        mixed = _MIXED * (mixture.is_mixed(line, table) or mixture.contradicts(line, table))
        first = len(self.found)
        for region in found:
            start, end = region.start, region.end
            strict = regions.strict(data[start:end])
            if strict is not None:
                self._throughout.add((start, end, strict))
            elif self.whole:
                continue
            else:
                self.work.append(Work(table, searched, region, False))
                strict = regions.partial(line[start:end], data[start:end])
            if (place := self._seen.get((start, end, strict))) is not None:
                if place < len(self.found) and self.found[place][:2] == (start, end):
                    same = self.found[place]  # a reading that another codec gives as well
                    self.found[place] = same._replace(also=(*same.also, table.name))
                continue
            self._seen[start, end, strict] = len(self.found)
            if (reading := _layers(line, region, strict, table)) is not None:
                reading = _mended(line, data, reading._replace(gain=reading.gain + mixed))
                if doubts := sum(start <= place < end for place in resolved.doubts):
                    reading = reading._replace(guesses=1, gain=reading.gain + _DOUBT * doubts)
                self.found.append(reading)
                plenty = region.units >= _PLENTY and len(strict) < end - start - region.units // 2
                if plenty and not self.whole and self.complete(reading) and accepted(reading, line):
                    self.whole = table.name
        if not self.whole and self._explains_all(found, self.found[first:]):
            self.whole = table.name
        if not self.whole:
            low = line.translate(table.low_to_bytes)
            if low != data:
                self.work += [
                    Work(table, low, r, True)
                    for r in regions.regions(line, low)
                    if low[r.start : r.end] != data[r.start : r.end]
                ]

    def _explains_all(self, found: list[regions.Region], fresh: list[Reading]) -> bool:
        """Whether a table reads every suspicious pair strictly, in many units together."""
        units = sum(region.units for region in found)
        return (
            units >= _PLENTY
            and len(fresh) == len(found)
            and all(map(self.complete, fresh))
            and all((r.start, r.end, r.text) in self._throughout for r in fresh)
            and sum(reading.gain for reading in fresh) >= _PLENTY_GAIN * units
            and self.covers_all()
        )

    def may_differ(self, table: codecs.Table) -> bool:
        """Whether a table has other bytes for the line than the one that explains all of it."""
        if not self.whole:
            return True
        to_bytes = codecs.table(self.whole).to_bytes
        return any(
            table.to_bytes[c] not in (0x100, to_bytes[c]) for c in set(map(ord, self.line)) if c > 0x7F
        )

    def covers_all(self) -> bool:
        """Whether every suspicious pair lies in a reading."""
        covered = bytearray(len(self.line))
        for reading in self.found:
            covered[reading.start : reading.end] = b"\1" * (reading.end - reading.start)
        return all(covered[hit.start] for hit in self.hits)


def readings(line: str, hits: Sequence[Hit], known: Known | None = None) -> list[Reading]:
    """Every reading of every region, by every codec the hits speak for."""
    known = known or Known(len(line))
    if (legacy_before := known.usual_legacy()) and (again := _other_story(line, [], legacy_before)):
        return again
    strict = _Strict(line, hits)
    usual = known.usual()
    names = regions.codecs_of(line, hits)[: None if known.left > 0 else _FEW_CODECS]
    for name in sorted(names, key=lambda n: n != usual):
        table = codecs.table(name)
        if strict.may_differ(table):
            strict.add(table)
        if strict.whole and strict.whole == usual and strict.covers_all():
            break  # it explained the lines before as well
    if strict.whole and strict.covers_all():
        known.settled[strict.whole] += 1
        return strict.found
    sure = [r for r in strict.found if accepted(r, line) and (r.layers > 1 or strict.complete(r))]
    if not sure and (others := _other_story(line, strict.work)):
        known.legacy[others[0].codec] += 1
        return [*strict.found, *others]
    return strict.found + _searched(line, hits, strict.work, sure, known)


def _searched(
    line: str, hits: Sequence[Hit], work: list[Work], sure: list[Reading], known: Known
) -> list[Reading]:
    """Readings of the damaged regions that no strict reading settles."""
    settled = bytearray(len(line))  # 1 where a guess is accepted, 2 where a reading is
    for reading in sure:
        settled[reading.start : reading.end] = b"\2" * (reading.end - reading.start)
    places = [hit.start for hit in hits]
    counts = bytearray(len(line)), bytearray(len(line))  # searches of each stretch, lower-cased ones apart
    usual = known.usual()
    found: list[tuple[Reading, Work, beam.Found]] = []
    tried: set[tuple[int, int, str, tuple[int, ...], bool]] = set()
    explained: list[Work] = []  # what was searched and believed
    for item in sorted(work, key=lambda w: (w.lowered, w.table.name != usual, *_promise(w, line))):
        start, end = item.region.start, item.region.end
        if item.lowered and known.left <= 0:
            break
        # What decodes strictly and leaves nothing suspicious is never beaten by a search.
        if _is_settled(settled, places, start, end, 1 - item.lowered):
            continue
        most = _MAX_SEARCHES if end - start <= MAX_AGAIN and known.left > 0 else 1
        searches = counts[item.lowered]
        key = (start, end, item.data[start:end], item.table.lost, item.lowered)
        if any(_is_outdone(line, item, other) for other in explained) or is_hopeless(item):
            continue
        if guessed_words.is_open(line[start:end]):
            continue  # an icon font's own characters would be taken for guessed letters
        if key in tried or max(searches[start:end]) >= most:
            continue
        tried.add(key)
        searches[start:end] = bytes(count + 1 for count in searches[start:end])
        known.left -= end - start
        walked = walk(line, item, "")
        if walked is None or not walked.units:
            continue
        plain = guessed_words.bare(walked.marked)
        resolved = word_spaces.resolve(plain, first=known.lang, around=around_of(line, start, end))
        reading = reading_of(line, item, walked, resolved)
        if item.lowered and not reading.words and explains_anything(reading):
            continue
        found.append((reading, item, walked))
        if not item.lowered and accepted(reading, line):
            known.lang = resolved[1]
            explained.append(item)
            trusted = not reading.guesses or item.table.name == usual
            settled[start:end] = bytes(max(mark, 1 + trusted) for mark in settled[start:end])
    return _refined(line, found, known)


def _is_settled(settled: bytearray, places: Sequence[int], start: int, end: int, most: int) -> bool:
    """Whether readings that are believed explain all that is suspicious in a region."""
    if max(settled[start:end], default=2) <= most:
        return False
    return all(settled[place] > most for place in places if start <= place < end)


def _refined(line: str, searched: list[tuple[Reading, Work, beam.Found]], known: Known) -> list[Reading]:
    """The readings of the searches, the best ones with guessed bytes searched again in likely languages."""
    out: list[Reading] = []
    done = bytearray(len(line))
    for reading, work, found in sorted(searched, key=lambda row: -row[0].gain):
        start, end = work.region.start, work.region.end
        doubtful = reading.guesses or (not reading.words and lead_before_space(work))
        again = doubtful and known.left > 0 and not any(done[start:end])
        done[start:end] = b"\1" * (end - start)
        out.append(search_again(line, work, found, known.lang) if again else reading)
        known.left -= (end - start) * 2 * bool(again)
    return out


def _other_story(line: str, work: list[Work], only: str = "") -> list[Reading]:
    """A legacy reading of a line of which little decodes as UTF-8: cheaper to find than nothing."""
    if next(legacy.places(line), None) is None:
        return []
    if _is_damaged(work, sum(c > "\x7f" for c in line)):
        return []
    found = legacy.read(line, only)
    if not found or _is_damaged_there(line, work, found):
        return []
    sure = _SURE_WORDS if all(reading.words for reading in found) else _SURE_LEGACY
    if sum(reading.gain for reading in found) < sure:
        return []
    # What only the encoding that others prove makes letters of is as sure as they are.
    return [as_reading(r._replace(gain=r.gain or sure)) for r in found]


def _is_damaged(work: Sequence[Work], high: int) -> bool:
    """Whether one table makes units of most of so many characters outside ASCII."""
    units: Counter[tuple[str, int]] = Counter()
    for item in work:
        if not item.lowered:
            part = item.data[item.region.start : item.region.end]
            units[item.table.name, len(item.table.lost)] += regions.covered(part)
    return max(units.values(), default=0) >= _MIN_SHARE * high


def _is_damaged_there(line: str, work: list[Work], found: Sequence[legacy.Reading]) -> bool:
    """The same of one of the stretches that read as legacy text, or of a region elsewhere."""
    inside: list[list[Work]] = [[] for _ in found]
    for item in work:
        start, end = item.region.start, item.region.end
        index = next((i for i, r in enumerate(found) if r.start <= start and end <= r.end), None)
        if index is not None:
            inside[index].append(item)
        elif not item.lowered and _share(item) >= _MIN_SHARE:
            return True
    high = [sum(c > "\x7f" for c in line[r.start : r.end]) for r in found]
    return any(_is_damaged(*row) for row in zip(inside, high, strict=True))


def as_reading(found: legacy.Reading) -> Reading:
    """A legacy reading as one of the others; where no words come out of it, it is a guess."""
    start, end, text, codec, gain, words = found
    return Reading(start, end, text, codec, gain, _PLENTY, 0, int(not words), 1, words)


def _share(work: Work) -> float:
    """Share of the bytes outside ASCII that lie in units."""
    part = work.data[work.region.start : work.region.end]
    return regions.covered(part) / max(1, len(part) - len(part.encode("ascii", "ignore")))


def _promise(work: Work, line: str) -> tuple[float, int]:
    """Order of the searches: the most bytes in units first, then what seems to have lost its controls.

    Where a region shows a byte that another table has a control for, it has lost none.
    """
    start, end = work.region.start, work.region.end
    shown = set(zip(line[start:end], work.data[start:end], strict=True))
    shows = any("\x80" <= byte < "\xa0" <= char for char, byte in shown)
    shows = shows or regions.complete(work.data[start:end])
    lost = len(work.table.lost)
    return -_share(work) - work.table.prior / 20, lost if shows else -lost


def _is_outdone(line: str, work: Work, other: Work) -> bool:
    """Whether a search that is believed explained as many bytes of a region, and could guess as many.

    Or shows all of its characters itself, where this one has to borrow some of cp1252.
    """
    start, end = work.region.start, work.region.end
    if work.lowered or not (other.region.start <= start and end <= other.region.end):
        return False
    part = line[start:end]
    no_less = set(work.table.lost) <= set(other.table.lost) or (
        mixture.is_mixed(part, work.table) and not mixture.is_mixed(part, other.table)
    )
    return no_less and _share(work) <= _share(other)


def _layers(line: str, region: regions.Region, text: str, table: codecs.Table) -> Reading | None:
    """A strict reading, decoded again for as long as that gives text."""
    start, end = region.start, region.end
    old = line[start:end]
    before = line[start - 1] if start else " "
    layers, best, best_score = 1, text, likelihood.score(text, before) if _clean(text) else -1e9
    current = text
    for depth in range(2, MAX_LAYERS + 1):
        begun = (t for t in _again(table) if regions.may_begin(current, t))
        decoded = (regions.strict(current.translate(t.to_bytes)) for t in begun)
        deeper = next((d for d in decoded if d not in (None, current)), None)
        if deeper is None:
            break
        current = deeper
        if _clean(current) and (value := likelihood.score(current, before)) > best_score:
            layers, best, best_score = depth, current, value
    if best == old or best_score < -1e8:
        return None
    gain = best_score - likelihood.garbled(old, before) + table.prior + _CASE * mixture.case_breaks(best)
    if layers == 1:
        strays = {c for c in set(best).intersection(old) if not c.isascii() and c not in LEFT_ALONE}
        gain += _STRAY * sum(map(best.count, strays))
    words = (gain < MIN_GAIN or region.units <= 2) and word_spaces.all_words(_changed_words(old, best))
    return Reading(start, end, best, table.name, gain, region.units, 0, 0, layers, words)


def _changed_words(old: str, new: str) -> str:
    """The words of a strict reading that are not what they were."""
    before, after = old.split(" "), new.split(" ")
    if len(before) != len(after):
        return new
    return " ".join(word for word, other in zip(after, before, strict=True) if word != other)


def _mended(line: str, data: str, reading: Reading) -> Reading:
    """A strict reading without the spaces that a translator put beside symbols, where word lists are sure."""
    start, end = reading.start, reading.end
    old = line[start:end].split(" ")
    if len(old) < 2 or reading.layers > 1:
        return reading
    beside = {char for token in old if token for char in (token[0], token[-1])}
    apart = {char for char in beside if _set_apart(line[start:end], char)}
    doubtful = [
        bool(one and other) and (one[-1] in apart or other[0] in apart) for one, other in pairwise(old)
    ]
    words = reading.text.split(" ")
    if not any(doubtful) or len(words) != len(old):
        return reading
    mended = word_spaces.joined(words, doubtful)
    if len(mended) == len(words):
        return reading
    text = " ".join(mended)
    sure = word_spaces.all_words(text) and not any(
        open_ and one + other in mended and gaps.may_be_two(one, other)
        for (one, other), open_ in zip(pairwise(words), doubtful, strict=True)
    )
    return reading._replace(text=text, repairs=len(words) - len(mended), words=sure)


def _set_apart(text: str, char: str) -> bool:
    """Whether a symbol has a space on one side wherever it is: a translator's way, and no author's."""
    return regions.noisy(char) and text.count(char) == text.count(f"{char} ") + text.count(f" {char}")


def _again(table: codecs.Table) -> list[codecs.Table]:
    """Tables worth trying for the layer below."""
    return [
        table,
        *(codecs.table(n) for n in ("cp1252", "latin-1", "cp1251", "mac_roman") if n != table.name),
    ]
