"""Which of the encodings that can read some bytes has written them: the likeliest whose text is text."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from itertools import islice
from math import inf
from typing import NamedTuple

from mtcheck.encoding.bytes import guess
from mtcheck.encoding.mojibake import likelihood, proof, suspicion, traditional
from mtcheck.lexicon import char_model

#: The wrong encodings that show as Latin letters and symbols, the likely ones first.
WRONG_LATIN = {
    "cp1252": 0.0,
    "cp1254": -2.0,
    "mac_roman": -4.0,
    "cp437": -4.0,
    "cp850": -4.0,
    "cp1250": -4.0,
    "cp852": -6.0,
}
MIN_GAIN = 20.0  # nats, for a stretch that the model alone prefers
MIN_GAIN_CHAR = 1.2  # nats, for each character outside ASCII; wrong readings gain less than 0.6
_MIN_GAIN_WORDS, _MIN_GAIN_WORDS_CHAR = 4.0, 0.4  # the same where words come out
_MIN_WORDS = 0.6  # share of the letters in words; the rest are names
# The same for three ideographs or syllables; a list of letters gains 3.4 a character.
_MIN_GAIN_FEW, _MIN_GAIN_FEW_CHAR = 30.0, 5.0
_MIN_GAIN_BIG5 = 4.0  # the model does not know the ideographs of Taiwan
_LONG = 12  # characters outside ASCII from which the model alone is listened to
_LIVING = -3.6  # nats a letter; running text has -2.5 to -3.2, a list of letters read as others below -4
_GLANCE, _FINALISTS = 60, 4  # characters scored for every encoding, and how many go on
SAMPLE = 300  # characters; a longer stretch is judged by its beginning and changed as a whole
_FEW_HITS = 30  # characters of good text to each pair in it that looks garbled (½ in Greek)


class Choice(NamedTuple):
    """What a stretch was, and what says so."""

    text: str
    codec: str  # "cp1251 as cp1252"
    gain: float
    words: bool  # made of words: safe


def texts(old: str, data: bytes, wrong: str, reals: Iterable[str], only: str) -> dict[str, str]:
    """What other encodings make of bytes, where that is text at all."""
    out: dict[str, str] = {}
    for real in reals:
        if real == wrong or (only and only != f"{real} as {wrong}"):
            continue
        text = guess.read(data, real)
        if text is not None and text != old and _sane(text[:SAMPLE]):
            out[f"{real} as {wrong}"] = text
    return out


def best(old: str, texts: dict[str, str]) -> Choice | None:
    """The reading of a stretch that is most likely, where it is made of words or likely by far."""
    rows = list(texts.items())
    if len(old) > _GLANCE:  # most are out of the question at a glance
        rows = [(name, text) for _, name, text in _ranked(rows, old, _GLANCE, _FINALISTS, -inf)]
    judged = sum(c > "\x7f" for c in old[:SAMPLE])
    least = max(_MIN_GAIN_WORDS, _MIN_GAIN_WORDS_CHAR * judged)
    # The best one alone is mostly the truth; the others are only asked for where it is no text.
    for most in (1, _FINALISTS):
        for gain, name, text in _ranked(rows, old, SAMPLE, most, least)[most > 1 :]:
            if gain < least:
                return None
            if (words := _credible(text, name, gain, judged)) is not None:
                return Choice(text, name, gain, words)
    return None


def _ranked(
    rows: list[tuple[str, str]], old: str, size: int, most: int, least: float
) -> list[tuple[float, str, str]]:
    """The best of the readings of a stretch, each with what it gains; below ``least`` that is not exact."""
    base = likelihood.score(old[:size].replace("\xad", ""))
    top: list[tuple[float, str, str]] = []
    for name, text in rows:
        prior = _prior(name) - base
        floor = max(least, top[-1][0]) if len(top) == most else least
        gain = _score(text, size / len(old), floor - prior) + prior
        insort(top, (gain, name, text), key=_by_gain)
        del top[most:]
    return top


def _by_gain(row: tuple[float, str, str]) -> float:
    return -row[0]


def _credible(text: str, name: str, gain: float, judged: int) -> bool | None:
    """Whether a reading is made of words; None where it is no text that can be believed."""
    if not proof.is_written(text.replace("\xad", "")):
        return None
    words = proof.share_of_words(text[:SAMPLE].replace("\xad", "")) >= _MIN_WORDS
    if words and proof.main_script(text[:SAMPLE]) == "THAI":  # no list, and an alphabet of one block
        words = gain >= MIN_GAIN_CHAR * judged
    by_far = gain >= max(MIN_GAIN, MIN_GAIN_CHAR * judged) and judged >= _LONG
    few = gain >= max(_MIN_GAIN_FEW, _MIN_GAIN_FEW_CHAR * judged) and proof.is_usual(text)
    if not words and name.startswith("big5 ") and gain >= max(_MIN_GAIN_FEW, _MIN_GAIN_BIG5 * judged):
        few = traditional.is_text(text[:SAMPLE])
        words = few and judged >= _LONG
    if not (words or by_far or few):
        return None
    most = len(text) * words // _FEW_HITS
    if next(islice(suspicion.hits(proof.unpointed(text)), most, None), None) is not None:
        return None  # still garbled: some other story
    return words if words or few or (by_far and _is_living(text)) else None


def _is_living(text: str) -> bool:
    """Whether the words of a text are such as some language writes."""
    part = text[:SAMPLE]
    return likelihood.score(part) >= _LIVING * len(part)


def _score(text: str, share: float, least: float) -> float:
    """Log likelihood of the same share of a text; one of wide characters is shorter."""
    part = text[: max(1, round(len(text) * min(1.0, share)))].replace("\xad", "")
    return likelihood.score(part, least=least)


def _prior(name: str) -> float:
    real, _, wrong = name.partition(" as ")
    return guess.LEGACY.get(real, -3.0) + WRONG_LATIN.get(wrong, 0.0)


def _sane(text: str) -> bool:
    """Whether the letters outside ASCII are of one script other than Latin, and known."""
    counts: dict[str, int] = {}
    odd = 0
    alphabet = char_model.all_letters()
    for char in proof.unpointed(text):
        if char > "\x7f" and (script := char_model.SCRIPTS[char]):
            group = "CJK" if script in ("HIRA", "KATA") else script
            counts[group] = counts.get(group, 0) + 1
            odd += group in ("LATI", "CYRI", "GREE", "ARAB", "HEBR") and char.lower() not in alphabet
    total = sum(counts.values())
    if total < 3 or max(counts.values()) < 0.9 * total or counts.get("LATI", 0) * 10 > total:
        return False
    return odd * 20 <= total
