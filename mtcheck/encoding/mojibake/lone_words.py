"""Words of one accented letter, garbled, among Latin words: `il va Г Paris`, `è` as `УЈ`, `é` as `ĂŠ`.

Two letters are little to go by, so all of it is shown, not written: no space or other letter of the alphabet
may be near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, proof, suspicion
from mtcheck.encoding.mojibake.verdict import Reading
from mtcheck.lexicon import char_model

_WORDS = "éèêóòôíáâúùýåÉÈÀÅ"  # à and its no-break space have a way of their own
_LEAD = 0xC3
_AROUND = 400  # characters on both sides that say which language a line is in
_WORD = lazyre.compile(r"[^\W\d_]{2,}")
_WITH_A = ("fr", "it", "ca", "pt")  # languages that have the word à
_OTHERS = ("en", "de", "es", "nl", "sv", "pl", "ro", "hu", "tr")
_GAIN = 12.0


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The pairs of letters that show for a lone word in some table, and what finds one between spaces."""
    found: dict[str, tuple[str, str]] = {}
    for name in sorted(codecs.CODECS, key=lambda n: -codecs.CODECS[n]):
        shown = codecs.shown()[name]
        for word in _WORDS:
            pair = "".join(shown[byte - 0x80] for byte in word.encode())
            if pair.isalpha() and not pair.islower() and not _is_usual(pair):
                found.setdefault(pair, (word, name))
    leads = suspicion.char_class({pair[0] for pair in found})
    rest = suspicion.char_class({pair[1] for pair in found})
    # The lead comes first: the pattern is tried at no other character.
    before = "(?:(?<=[a-zà-ÿ0-9,;:] .)|(?<=[a-z]['’].))"
    return lazyre.compile(rf"{leads}{before}{rest}(?=[ ,.;:!?)])"), found


def _is_usual(pair: str) -> bool:
    """Whether a pair begins with a letter of Western European languages, which have words of two capitals."""
    return pair[0] in "ÃÂÄÅÇÑÖÜ" or char_model.SCRIPTS[pair[0]] not in ("LATI", "CYRI", "GREE", "THAI")


@cache
def _leads() -> dict[str, str]:
    """What leads à, and in which table: where its second byte is a no-break space."""
    found: dict[str, str] = {}
    for name in sorted(codecs.CODECS, key=lambda n: -codecs.CODECS[n]):
        shown = codecs.shown()[name]
        if shown[0xA0 - 0x80] == "\xa0" and (lead := shown[_LEAD - 0x80]).isalpha() and lead != "Ã":
            found.setdefault(lead, name)
    return found


@cache
def _lone_a() -> re.Pattern[str]:
    lead = suspicion.char_class(set(_leads()))
    rest = r"(?:\xa0(?: ?(?= )|(?=[a-z]))| (?= )|(?= [^\W\d_]))"
    return lazyre.compile(rf"{lead}(?<=[a-zà-ÿ0-9’'] .){rest}")


def find(text: str) -> Iterator[Reading]:
    """Lone words, from left to right in each of the two ways."""
    pattern, pairs = _pairs()
    for match in pattern.finditer(text):
        if match[0] in pairs and _is_foreign(text, *match.span()):
            word, name = pairs[match[0]]
            yield Reading(match.start(), match.end(), word, name, _GAIN, 1, 0, 1, 1, True)
    for match in _lone_a().finditer(text):
        if _is_foreign(text, *match.span()) and (_is_certain(text, match) or _has_a(text, match)):
            end = match.end() - match[0].endswith("\xa0 ")
            yield Reading(match.start(), end, "à", _leads()[match[0][0]], _GAIN, 1, 0, 1, 1, True)


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Whether the letters around a stretch are Latin, and none of them is one that it has."""
    around = text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]
    script = char_model.SCRIPTS[text[start]]
    if script == "LATI":
        return text[start] not in around and text[start].lower() not in around
    return not any(char_model.SCRIPTS[c] == script for c in around)


def _is_certain(text: str, match: re.Match[str]) -> bool:
    """Whether the no-break space of à is still there, before a space or the rest of a word: às."""
    if "\xa0" not in match[0]:
        return False
    if (rest := _WORD.match(text, match.end())) is None:
        return True  # a space, or a letter that is no word: às
    return proof.is_word_anywhere(f"à{rest[0]}", "LATI") and not proof.is_word_anywhere(rest[0], "LATI")


def _has_a(text: str, match: re.Match[str]) -> bool:
    """Whether most words around are frequent ones of a language that has the word à."""
    if char_model.SCRIPTS[match[0][0]] == "LATI":
        return False
    words = _WORD.findall(text[max(0, match.start() - _AROUND) : match.end() + _AROUND].lower())
    known = {n: sum(proof.is_frequent(w, n) for w in words) for n in (*_OTHERS, *_WITH_A)}
    return max(known, key=lambda n: known[n]) in _WITH_A
