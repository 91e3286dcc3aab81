"""Words that mix look-alike letters of two alphabets, such as Cyrillic о in a Latin word.

Only words that one alphabet can write throughout are found: a Latin stem with a Cyrillic ending or a
Greek letter in a chemical name is no mistake. Look-alikes: Unicode's confusables, those that are one
shape in common typefaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtcheck import lazyre
from mtcheck.lexicon import char_model, wordlists

_LATIN_CYRILLIC = dict(zip("aceopxyijskhëïABEKMHOPCTXYIJSËÏ", "асеорхуіјѕкһёїАВЕКМНОРСТХУІЈЅЁЇ", strict=True))
_LATIN_GREEK = dict(zip("ovkiuxpóíABEZHIKMNOPTYX", "ονκιυχρόίΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
_CYRILLIC_LATIN = {cyrillic: latin for latin, cyrillic in _LATIN_CYRILLIC.items()}
_GREEK_LATIN = {greek: latin for latin, greek in _LATIN_GREEK.items()}
_TO: dict[str, dict[str, str]] = {
    "LATI": _CYRILLIC_LATIN | _GREEK_LATIN,
    "CYRI": _LATIN_CYRILLIC
    | {g: _LATIN_CYRILLIC[c] for g, c in _GREEK_LATIN.items() if c in _LATIN_CYRILLIC},
    "GREE": _LATIN_GREEK | {c: _LATIN_GREEK[x] for c, x in _CYRILLIC_LATIN.items() if x in _LATIN_GREEK},
}
_LATIN, _OTHER = "A-Za-z\u00c0-\u024f", "\u0370-\u03ff\u0400-\u04ff"
_MIXED = lazyre.compile(
    f"[{_LATIN}\u0370-\u03ff](?:(?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff].)"
    f"|(?<=[{_LATIN}])(?=[\u0370-\u03ff])|(?<=[\u0370-\u03ff][{_LATIN}]))"
)
# The letter that is rarer in a line of Cyrillic comes first: the pattern is tried at no other.
_OTHER_REST = lazyre.compile(f"[{_OTHER}][^\n]*")
_WORD = lazyre.compile(r"[^\W\d_]+")
_MIN_LETTERS = 3  # a shorter word that a list happens to hold proves nothing


def find_mixed_script_words(text: str) -> list[tuple[int, int, str | None, bool]]:
    """Mixed words as (start, end, what it should be, whether a word list agrees), in order.

    The replacement is None when either alphabet could be meant.

    >>> find_mixed_script_words("in M\u043es\u0441ow, not SMSки")
    [(3, 9, 'Moscow', True)]
    """
    out: list[tuple[int, int, str | None, bool]] = []
    done = 0
    for match in _mixed_places(text):
        if match.start() < done:
            continue
        start, end = _bounds(text, match.start())
        done = end
        verdict = _verdict(text[start:end])
        if verdict is not None:
            out.append((start, end, *verdict))
    return out


def _mixed_places(text: str) -> Iterator[re.Match[str]]:
    """Where letters of two alphabets stand side by side; lines of Latin text alone cost next to nothing."""
    for rest in _OTHER_REST.finditer(text):
        yield from _MIXED.finditer(text, max(0, rest.start() - 1), rest.end())


def _bounds(text: str, place: int) -> tuple[int, int]:
    """The run of letters around a place."""
    start = end = place
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    # The letter of a placeholder against a word: %sслово, and ~aслово of Lisp.
    if text[start].isascii() and text[start - 1 : start] in ("%", "~"):
        start += 1
    return start, end


@lru_cache(maxsize=10_000)
def _verdict(word: str) -> tuple[str | None, bool] | None:
    """What a mixed word should be and whether that is safe; None when it is no mix of look-alikes."""
    counts: dict[str, int] = {}
    for char in word:
        script = char_model.SCRIPTS[char]
        counts[script] = counts.get(script, 0) + 1
    if not set(counts) <= set(_TO) or len(counts) < 2:
        return None
    readings = {script: _write(word, script) for script in counts}
    possible = {script: reading for script, reading in readings.items() if reading is not None}
    listed = [reading for script, reading in possible.items() if _listed(reading, script)]
    if len(listed) == 1 and len(word) >= _MIN_LETTERS:
        return listed[0], True
    if "GREE" in counts or not possible:
        return None  # a Greek letter in a Latin word is a symbol of science
    if len(possible) == 1:
        script, reading = next(iter(possible.items()))
        return (reading, False) if counts[script] * 2 > len(word) else None
    return None, False


def _write(word: str, script: str) -> str | None:
    """The word in one script, or None when a letter has no look-alike there."""
    out: list[str] = []
    for char in word:
        same = char if char_model.SCRIPTS[char] == script else _TO[script].get(char)
        if same is None:
            return None
        out.append(same)
    return "".join(out)


def _listed(word: str, script: str) -> bool:
    low = word.lower()
    return any(
        (known := wordlists.wordlist(n)) is not None and low in known for n in char_model.languages_of(script)
    )
