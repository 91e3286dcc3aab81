"""The damaged regions of a line: walked through, their spaces settled, and searched again where in doubt."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import (
    beam,
    codecs,
    guessed_words,
    likelihood,
    regions,
    suspicion,
    word_spaces,
)
from mtcheck.encoding.mojibake.verdict import Reading

MAX_AGAIN = 120  # characters of a region that is searched again in the languages it may be in
_CONTEXT = 40  # characters on either side that tell the language
_ENDINGS = lazyre.compile("’(?:s|t|re|ve|ll|d|m)(?![^\\W\\d_])")  # of English words, after an apostrophe
_CJK = r"\u3000-\u30ff\u3400-\u9fff\uff01-\uff60"  # ideographs, kana and their marks know no spaces
_IDEOGRAPHS_APART = lazyre.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
_SURER = 6  # nats, for a space that was no no-break space after all
_WIDE_LEAD = lazyre.compile("[\xe3-\xed]")
_FOLLOWER = lazyre.compile("[\x80-\xbf]")
_CLOSING = lazyre.compile("([\"'])[,;:)\\]}]*$")
_MANY_WIDE = 3
_HOPE = 0.8  # bytes that are there of the two behind each lead; with fewer, nothing was ever read right
_LEAD_AND_SPACE = lazyre.compile("[\xc2-\xdf] (?![\x80-\xbf])")


class Work(NamedTuple):
    """A region that one table may explain, to be searched."""

    table: codecs.Table
    data: str
    region: regions.Region
    lowered: bool


def lead_before_space(work: Work) -> bool:
    """Whether a space may have been a no-break space, and so a continuation: `PovodГ who`."""
    start, end = work.region.start, work.region.end
    return _LEAD_AND_SPACE.search(work.data, start, min(end + 1, len(work.data))) is not None


def is_hopeless(work: Work) -> bool:
    """Whether characters of three bytes, as Chinese, Japanese and Korean are, lost most of theirs."""
    part = work.data[work.region.start : work.region.end]
    leads = len(_WIDE_LEAD.findall(part))
    return leads >= _MANY_WIDE and len(_FOLLOWER.findall(part)) < _HOPE * leads


def explains_anything(reading: Reading) -> bool:
    """Whether lost capitals go with many lost bytes, or leave text as garbled as it was."""
    return reading.guesses * 3 > reading.units or next(suspicion.hits(reading.text), None) is not None


def search_again(line: str, work: Work, found: beam.Found, lang: str) -> Reading:
    """The reading of a region where bytes were lost, in the language that suits it best."""
    around = around_of(line, work.region.start, work.region.end)
    lost = work.table.lost
    best = word_spaces.resolve(found.marked, first=lang, around=around, lost=lost)
    _, lang, value = best
    if lang and work.region.end - work.region.start <= MAX_AGAIN and lead_before_space(work):
        kept = walk(line, work, "", no_break=False)
        for other in word_spaces.best_languages(kept.marked)[:1] if kept else ():
            again = walk(line, work, other, no_break=False)
            if again is None:
                continue
            resolved = word_spaces.resolve(again.marked, other, around=around, lost=lost)
            if resolved[2] - 3 * again.guesses > value - 3 * found.guesses + _SURER:
                found, best = again, (resolved[0], other, resolved[2])
    return reading_of(line, work, found, best)


def around_of(line: str, start: int, end: int) -> str:
    """The words beside a region that are no garbled ones, as far as they say what language it is in."""
    before, after = line[max(0, start - _CONTEXT) : start], line[end : end + _CONTEXT]
    return " ".join(part for part in (before, after) if part.isascii())


def reading_of(line: str, work: Work, found: beam.Found, resolved: tuple[str, str, float]) -> Reading:
    """What a search found, with its spaces settled and its evidence."""
    start, end = work.region.start, work.region.end
    text, lang, _ = resolved
    if found.repairs:
        text = _IDEOGRAPHS_APART.sub("", text)
    before = line[start - 1] if start else " "
    words = bool(lang) and word_spaces.all_words(text, lang)
    gain = likelihood.score(text, before) - likelihood.score(line[start:end], before) + work.table.prior
    repairs = found.repairs
    if repairs and not work.lowered and text == regions.partial(line[start:end], work.data[start:end]):
        repairs = 0  # every space was real after all
    gain -= 0.5 * repairs + 3 * found.guesses
    if repairs and before == " " and line[: start - 1][-1:].isalpha() and _ENDINGS.match(text):
        start -= 1  # wasn â € ™ t
    return Reading(start, end, text, work.table.name, gain, found.units, repairs, found.guesses, 1, words)


def _before_quote(line: str, start: int, end: int) -> int:
    """The end of a piece without the straight mark that closes a quotation begun right before it."""
    match = _CLOSING.search(line, start, end)
    if match is None:
        return end
    mark, place = match[1], match.start()
    begins = line[start] == mark or line[start - 1 : start] == mark
    inner = line.count(mark, start + (line[start] == mark), place)
    return place if begins and not inner and place > start + 1 else end


def walk(line: str, work: Work, lang: str, *, no_break: bool = True) -> beam.Found | None:
    """One search through the damaged pieces of a region; the others are decoded as they are."""
    start, end = work.region.start, work.region.end
    parts: list[str] = []
    units = repairs = guesses = 0
    last, done = (line[start - 1] if start else " "), start
    for piece in regions.pieces(line, work.data, start, end, lowered=work.lowered):
        parts.append(line[done : piece.start])
        if piece.start > done:
            last = " "
        done = piece.end
        text = piece.text
        if text is None:
            stop = _before_quote(line, piece.start, piece.end)
            if stop - piece.start > regions.MAX_REGION:
                return None
            found = beam.search(
                work.table,
                line[piece.start : stop],
                last,
                lowered=work.lowered,
                lang=lang,
                no_break=no_break,
            )
            if found is None:
                text = line[piece.start : piece.end]
            else:
                text = found.marked + line[stop : piece.end]
                units, repairs, guesses = (
                    units + found.units,
                    repairs + found.repairs,
                    guesses + found.guesses,
                )
        else:
            units += sum(not c.isascii() for c in text)
        parts.append(text)
        last = guessed_words.bare(text[-1:]) or last
    return beam.Found("".join(parts), 0.0, units, repairs + work.lowered, guesses)
