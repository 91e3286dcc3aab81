"""Which repairs are safe: proven in the repaired text, and not garble that the text speaks about.

A repair is safe when what comes out is text (no control, private or unassigned character), nothing garbled
is left beside or inside it, and its words are words; several whole units of UTF-8 prove a name as well.
Garble that the text speaks about (mentioned.py) is shown and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from mtcheck import lazyre
from mtcheck.edits import Edit, apply
from mtcheck.encoding.mojibake import codecs, gaps, likelihood, proof, regions, suspicion
from mtcheck.encoding.mojibake.mentioned import NEAR, is_mention, line_around
from mtcheck.encoding.mojibake.verdict import LEFT_ALONE, case_breaks
from mtcheck.lexicon import char_model

_TOKEN_END = lazyre.compile(r"[ \t\n\r]")
_WORD = lazyre.compile(r"[^\W\d_]+")
# Marks that stand in clean text. Of Â¡ the Â alone goes, and the mark beside it is no residue.
_WRITTEN = LEFT_ALONE | frozenset("¡¿ºª§")
_ALPHABETS = frozenset(("CYRI", "GREE"))
# What may stand beside their letters: marks of running text, and the accents of stressed vowels.
_BESIDE_LETTERS = _WRITTEN | likelihood.KNOWN_MARKS.keys() | frozenset("„‚‹›‑−‰′″¨´¶†‡¬¦‐\xad")
_ACCENTS = frozenset("\u0300\u0301\u0302\u0306\u0308")
_NEXT_WORD = lazyre.compile(r"[^\W\d_]*(?: [^\W\d_]+)?")
_HALF_WIDTH = lazyre.compile("[\uff66-\uff9f]")
_FULL_WIDTH = lazyre.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
_WORD_NEAR = 60  # characters
# The rest of a unit that a space cut from its first character: `Ã ©` may be é. A quotation mark may open one.
_CUT_UNIT = lazyre.compile(r"Ã [\xa1-\xaa\xac-\xba\xbc-\xbf](?!\w)")
# A letter with a plain space behind it is a word of many languages: "Å ta", "À vous", "É o fim".
_LONE_WORD = lazyre.compile(r"[^\w]?[\u00c0-\u00d6\u00d8-\u00de] ")
# A word for letters near one that stands alone: the text speaks of it.
_LETTER_NAMED = lazyre.compile(
    r"(?<![^\W\d_])(?:letters?|lettres?|letras?|lletr\w{1,3}|letter[ae]|buchstaben?s?|letters|bokstav\w{0,5}"
    r"|bogstav\w{0,5}|kirja\w{1,6}|liter[aąeęyo]\w{0,3}|písmen\w{0,3}|slov[oaue]|betű\w{0,4}|harf\w{0,4}|huruf"
    r"|chữ|букв\w{1,3}|літер\w{1,3}|знак\w{0,3}|γράμμα\w{0,3}|vowels?|voyelle|vocal|vogal|vokal|alphabet\w{0,2})"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_LETTER_REACH = 40  # characters on both sides
_SPACED_UNIT = lazyre.compile("[\xc2-\xdf] [\x80-\xbf]")
_ORDINALS = frozenset("ªº")
_NO_TEXT = frozenset(map(chr, range(0x80, 0xA0))) | {"\ufffd"}
_UNIT = 3  # characters that a unit has before or behind one of its own
_PROVEN_UNITS = 3  # whole units of UTF-8, which chance does not write
_DOUBT = 0.75  # the most confidence a repair has that is not proven
MIXED = "utf-8, mixed"  # what ftfy's repairs are called: it does not name one codec for a line


class Repair(msgspec.Struct, frozen=True):
    """A garbled stretch of the original and what it becomes."""

    start: int
    end: int
    text: str
    kind: str
    codec: str
    layers: int
    confidence: float
    safe: bool


def leaves_residue(text: str, start: int, end: int) -> bool:
    """Whether in a repaired text something garbled is left inside a stretch or beside it.

    >>> leaves_residue("GrößŸe", 2, 4), leaves_residue("Größe", 2, 4), leaves_residue("así. ¡Ven!", 5, 5)
    (True, False, False)
    """
    first, last = _token(text, start, end)
    token = text[first:last]
    if not _NO_TEXT.isdisjoint(token) or next(suspicion.hits(token), None) is not None:
        return True
    for place in (start - 1, end):
        if not first <= place < last or (char := text[place]).isascii() or char in _WRITTEN:
            continue
        other = text[place + 1] if place < start else text[place - 1]
        if not char_model.SCRIPTS[char] or not char_model.SCRIPTS[other]:
            return True  # half an emoji, a currency sign
        if char_model.SCRIPTS[char] != char_model.SCRIPTS[other] and "MARK" not in (
            char_model.SCRIPTS[char],
            char_model.SCRIPTS[other],
        ):
            return True
        if case_breaks(text[max(first, place - 2) : place], char, text[place + 1 : place + 3]):
            return True
    return False


def _token(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the tokens that a stretch touches."""
    first = max(text.rfind(c, 0, start) for c in " \t\n\r") + 1
    found = _TOKEN_END.search(text, end)
    return first, found.start() if found else len(text)


def made_of_words(text: str, start: int, end: int) -> bool:
    """Whether every word that a stretch of a repaired text touches is a word of some language."""
    first, last = _token(text, start, end)
    for match in _WORD.finditer(text, first, last):
        if match.end() <= start or match.start() >= end:
            continue
        if (word := match[0].replace("İ", "i").lower()) in _ORDINALS:
            continue
        script = char_model.SCRIPTS[next((c for c in word if c > "\x7f"), word[0])]
        if not proof.is_word_anywhere(word, script):
            return False
    return True


def with_doubts(text: str, repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """The repairs of a text, those no longer safe that are not proven or that the text only speaks about.

    A letter that the text names as one is left out: `Ã is a letter`.
    """
    if not any(repair.safe for repair in repairs):
        return tuple(r for r in repairs if not (_stands_alone(text, r) and _is_named_letter(text, r)))
    edits = [Edit(r.start, r.end, r.text) for r in repairs]
    new = apply(text, edits)
    units: Counter[str] = Counter()
    for repair in repairs:
        if not _stands_alone(text, repair):
            units[repair.codec] += len(repair.text) - len(repair.text.encode("ascii", "ignore"))
    out: list[Repair] = []
    shift = 0
    for repair, edit in zip(repairs, edits, strict=True):
        start = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
        alone = _stands_alone(text, repair)
        if alone and _is_named_letter(text, repair):
            continue
        if repair.safe and not (
            _is_proven(new, start, start + len(edit.text), repair.codec, units[repair.codec])
            and not is_mention(text, edit)
            and not _is_half(text[repair.start : repair.end], repair)
            and not _leaves_lead(text, repair)
            and not _is_stranger(new, start, start + len(repair.text))
            and not _may_be_capital(text, new, repair, start)
            and not _has_open_gaps(text, new, repair, start)
            and not _is_toss_up(text[repair.start : repair.end], repair.text)
            and _CUT_UNIT.match(text, repair.end - 1) is None
            and (not alone or units[repair.codec] or (repair.codec == MIXED and units.total()))
        ):
            repair = msgspec.structs.replace(repair, safe=False, confidence=min(repair.confidence, _DOUBT))
        out.append(repair)
    return tuple(out)


def _stands_alone(text: str, repair: Repair) -> bool:
    """Whether a repair is of one capital with a space behind it, which many languages have as a word."""
    end = repair.end + (text[repair.end - 1] != " ")
    return _LONE_WORD.fullmatch(text, max(0, repair.start - 1), end) is not None


def _is_named_letter(text: str, repair: Repair) -> bool:
    """Whether a word for letters is near one that stands alone: `Ã is a letter of Portuguese`."""
    start, end = line_around(text, repair.start, repair.end)
    near = max(start, repair.start - _LETTER_REACH), min(end, repair.end + _LETTER_REACH)
    return _LETTER_NAMED.search(text, *near) is not None


def _is_half(old: str, repair: Repair) -> bool:
    """Whether a repair leaves a unit with a space in it (`С Ђ`)."""
    name = repair.codec.removeprefix("utf-8 as ")
    if name not in codecs.CODECS or " " not in repair.text:
        return False
    data = repair.text.translate(codecs.table(name).to_bytes)
    for match in _SPACED_UNIT.finditer(data):
        unit = repair.text[match.start() : match.end()]
        if unit[-1] not in LEFT_ALONE and unit in old:
            return True
    return False


def _may_be_capital(text: str, new: str, repair: Repair, start: int) -> bool:
    """Whether, in a line that has lost its capitals, one of them gives another word: vб»ѓ, vể or về."""
    name, end = repair.codec.removeprefix("utf-8 as "), start + len(repair.text)
    first, last = line_around(text, repair.start, repair.end)
    near = text[max(first, repair.start - NEAR) : min(last, repair.end + NEAR)]
    if name not in codecs.CODECS or repair.layers > 1 or near.lower() != near:
        return False
    old, table = text[repair.start : repair.end].replace(" ", ""), codecs.table(name)
    data = old.translate(table.to_bytes)
    first, last = _token(new, start, end)
    for place, char in enumerate(old):
        for byte in table.lowered.get(char, ()):
            other = regions.strict(f"{data[:place]}{chr(byte)}{data[place + 1 :]}")
            if other is None or other.lower() == repair.text.lower():
                continue
            whole = f"{new[first:start]}{other}{new[end:last]}"
            if made_of_words(whole, start - first, start - first + len(other)):
                return True
    return False


def _is_stranger(new: str, start: int, end: int) -> bool:
    """Whether a letter stands alone that is of another alphabet than all that is near: ל among Arabic."""
    first, last = _token(new, start, end)
    letters = [c for c in new[first:last] if c.isalpha()]
    if len(letters) != 1 or letters[0].isascii() or letters[0] in _ORDINALS:
        return False
    near = new[max(0, first - NEAR) : first] + new[last : last + NEAR]
    scripts = {char_model.SCRIPTS[c] for c in near if c.isalpha()}
    return bool(scripts) and char_model.SCRIPTS[letters[0]] not in scripts


def _has_open_gaps(text: str, new: str, repair: Repair, start: int) -> bool:
    """Whether a space in a repair or beside it may be no space, or one of another place."""
    name = repair.codec.removeprefix("utf-8 as ")
    if name not in codecs.CODECS or repair.layers > 1:
        return False
    left = text[max(0, repair.start - _WORD_NEAR) : repair.start]
    right = text[repair.end : repair.end + _WORD_NEAR]
    first, last = _two_words(left[::-1]), _two_words(right)
    old = text[repair.start - first : repair.end + last]
    return gaps.are_open(old, new[start - first : start + len(repair.text) + last], name)


def _two_words(text: str) -> int:
    """How long the rest of a word and the next one are, what is no letter left out."""
    match = _NEXT_WORD.match(text)
    return match.end() if match else 0


def _leaves_lead(text: str, repair: Repair) -> bool:
    """Whether letters stay, before a repaired one or inside, that lead a unit: `аа` of Где."""
    name = repair.codec.removeprefix("utf-8 as ")
    if name not in codecs.CODECS or repair.layers > 1 or repair.kind != "mojibake":
        return False
    start = max(0, repair.start - _UNIT)
    near = text[start : repair.end + _UNIT]
    first, end = repair.start - 1 - start, repair.end - start
    return any(
        char_model.SCRIPTS[near[i]] and (i == first or near[i] in repair.text)
        for i in regions.undecoded(near.translate(codecs.table(name).to_bytes))
        if first <= i < end
    )


def _is_toss_up(old: str, new: str) -> bool:
    """Whether something else is as likely: â" may have been – or —, В–2 is a name, Ã·x a product."""
    if any(mark in old for mark in "\"'"):
        return any(mark in new and mark not in old for mark in "–—")
    return new == "÷" or (not new and char_model.SCRIPTS[old[0]] != "LATI")


def _is_odd_beside(text: str, start: int, end: int) -> bool:
    """Whether something that no word has stands beside a Cyrillic or Greek letter: `и͚`, `४а`, `˚дому`."""
    near = {char for char in set(text[max(0, start - 1) : end + 1]) if char > "\x7f"}
    alphabets = _ALPHABETS.intersection(map(char_model.SCRIPTS.__getitem__, near))
    if not alphabets:
        return False
    odd = near - _BESIDE_LETTERS
    if len(alphabets) == 1 and char_model.all_letters().issuperset(map(str.lower, odd)):
        (alphabet,) = alphabets
        if all(char_model.SCRIPTS[char] == alphabet for char in odd):
            return False  # letters of one alphabet, and marks of running text
    for place in range(start, end):
        char = text[place]
        if char.isascii() or char in _BESIDE_LETTERS or char > "\U0001f000":
            continue
        script = char_model.SCRIPTS[char]
        if script in _ALPHABETS and char.lower() not in char_model.all_letters():
            return True
        around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        beside = {char_model.SCRIPTS[c] for c in around if not c.isascii()} & _ALPHABETS
        if beside and script not in beside and (script != "MARK" or char not in _ACCENTS):
            return True
    return False


def _has_narrow_kana(text: str, start: int, end: int) -> bool:
    """Whether a half-width kana stands beside a character of full width: `ﾅも近い` has lost a byte."""
    return any(
        _HALF_WIDTH.match(text, place) and _FULL_WIDTH.match(text, place + 1) for place in range(start, end)
    )


def _is_proven(text: str, start: int, end: int, codec: str, units: int) -> bool:
    """Whether a stretch of a repaired text is right without doubt.

    ``units`` are the characters that the codec gave in the whole text: many prove it where a name is none
    of the known words. A legacy reading has been proven by its words already.
    """
    if (
        not proof.is_written(text[start:end])
        or _is_odd_beside(text, start, end)
        or _has_narrow_kana(text, start, end)
        or leaves_residue(text, start, end)
    ):
        return False
    if not codec.startswith("utf-8"):
        return True
    return (units >= _PROVEN_UNITS and codec != MIXED) or made_of_words(text, start, end)
