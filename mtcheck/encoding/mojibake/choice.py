"""Which readings of a line are taken: the ones with the most evidence that do not touch one another."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

from mtcheck import lazyre
from mtcheck.encoding.mojibake import proof
from mtcheck.encoding.mojibake.verdict import SURE_PROOF, Reading, accepted
from mtcheck.encoding.mojibake.word_spaces import all_words
from mtcheck.lexicon import char_model

_WORD = lazyre.compile(r"[^\W\d_]+")
_TIE = 4.0  # nats between the readings of two codecs that leave both possible
_CHANGE = 8.0  # nats that a change of codec inside a text costs


def choose(readings: list[Reading]) -> list[Reading]:
    """The readings with the most evidence that do not touch one another."""
    chosen: list[Reading] = []
    taken = Taken()
    for reading in sorted(_by_words(readings), key=lambda r: (-r.gain, r.start)):
        if taken.is_free(reading.start, reading.end):
            chosen.append(reading)
            taken.add(reading.start, reading.end)
    return sorted((_doubted(r, readings) for r in chosen), key=lambda r: r.start)


def _doubted(reading: Reading, readings: list[Reading]) -> Reading:
    """A reading, as a guess where another codec is as likely to be right: `fĂĽr` is får or für."""
    for other in readings:
        if other[:2] != reading[:2] or other.text == reading.text or other.codec == reading.codec:
            continue
        lead = _lead(reading.codec, other.codec, readings)
        if lead < _TIE and not _has_the_words(reading.text, other.text):
            return reading._replace(guesses=max(1, reading.guesses))
    return reading


def _lead(codec: str, rival: str, readings: list[Reading]) -> float:
    """How much more evidence a codec has than another one, at all places of the line that both read."""
    gains = [{r[:2]: r.gain for r in readings if r.codec == name} for name in (codec, rival)]
    return sum(gains[0][place] - gains[1][place] for place in gains[0].keys() & gains[1].keys())


def _has_the_words(text: str, other: str) -> bool:
    """Whether, where two readings differ, the first has words and the second has none.

    >>> _has_the_words("każdy może", "kaťdy moťe"), _has_the_words("får vente", "für vente")
    (True, False)
    """
    ours, theirs = _WORD.findall(text.lower()), _WORD.findall(other.lower())
    differ = {pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]}
    return bool(differ) and all(_is_word(word) and not _is_word(rival) for word, rival in differ)


def _is_word(word: str) -> bool:
    return proof.is_word_anywhere(word, char_model.SCRIPTS[word[-1]])


def _by_words(readings: list[Reading]) -> list[Reading]:
    """The readings, where codecs tie those of listed words with somewhat more evidence: ченгета, чонгота."""
    best = {
        place: max(r.gain for r in group) for place, group in _by_place(readings).items() if len(group) > 1
    }
    return [
        r._replace(gain=r.gain + _TIE)
        if r.gain > best.get((r.start, r.end), r.gain + _TIE) - _TIE and all_words(r.text)
        else r
        for r in readings
    ]


def of_one_codec(readings: list[Reading], support: dict[str, float]) -> list[Reading]:
    """The readings, where several codecs read a place those of the one that says less about the rest of the
    text with less evidence: a text seldom changes its codec.
    """
    out: list[Reading] = []
    for group in _by_place(readings).values():
        if len(group) == 1:
            out += group
            continue
        here = support_of(group)
        rest = [
            max(support.get(codec, 0.0) - here.get(codec, 0.0) for codec in (r.codec, *r.also)) for r in group
        ]
        most = max(rest)
        out += [
            r._replace(gain=r.gain - min(most - other, _CHANGE)) for r, other in zip(group, rest, strict=True)
        ]
    return out


def support_of(readings: list[Reading]) -> dict[str, float]:
    """The evidence for each codec in a line, also of readings that it shares with others."""
    found: dict[str, float] = {}
    for codec in {codec for reading in readings for codec in (reading.codec, *reading.also)}:
        end = 0
        for reading in sorted(readings, key=lambda r: (r.start, -r.gain)):
            if reading.start >= end and reading.gain > 0 and codec in (reading.codec, *reading.also):
                found[codec] = found.get(codec, 0.0) + reading.gain
                end = reading.end
    return found


def _by_place(readings: list[Reading]) -> dict[tuple[int, int], list[Reading]]:
    found: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        found.setdefault((reading.start, reading.end), []).append(reading)
    return found


def with_kin(
    chosen: list[Reading], found: list[Reading], line: str, proven: dict[str, float]
) -> list[Reading]:
    """The readings, with those of the same codecs that only looked at home among garbled letters."""
    codecs = {reading.codec for reading in chosen}
    rest = [r for r in found if r.codec in codecs and r not in chosen]
    if not rest:
        return chosen
    letters = list(line)
    for reading in chosen:
        letters[reading.start : reading.end] = " " * (reading.end - reading.start)
    bare, taken = "".join(letters), Taken((reading.start, reading.end) for reading in chosen)
    evidence = support_of(chosen)
    sure = {codec for codec, gain in evidence.items() if gain >= SURE_PROOF}
    more = (r for r in rest if taken.is_free(*r[:2]) and accepted(r, bare, proven, sure=r.codec in sure))
    return choose([*chosen, *more])


class Taken:
    """Stretches that neither overlap nor touch, and whether another one fits between them."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches = sorted(stretches)

    def is_free(self, start: int, end: int) -> bool:
        index = bisect_right(self._stretches, (end, len(self._stretches) and self._stretches[-1][1]))
        return not index or self._stretches[index - 1][1] < start

    def add(self, start: int, end: int) -> None:
        insort(self._stretches, (start, end))
