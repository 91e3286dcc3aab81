"""Leads that lost their continuation beside garble that did not: `HistoriÄarima je vaÅ¾no`.

A table leaves some bytes without a character, and readers drop them. cp1252 lacks five, so in a line that it
garbled an Ä is ā, č, ď, Đ or ĝ: the language and its words tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs, latin_tables, proof, word_spaces
from mtcheck.encoding.mojibake.safety import Repair
from mtcheck.lexicon import char_model

#: What is left of letters of European languages, and of Vietnamese.
_LEFT = (b"\xc3", b"\xc4", b"\xc5", b"\xe1\xba", b"\xe1\xbb")
_FEWEST = 2  # letters of a line that show its table
_LANGUAGES = 2  # the likeliest ones of the line
_MOST_WAYS = 64  # of one word
_SURER = 3.0  # nats, for one letter rather than another where no list has the word
_CONTROL = lazyre.compile("[\x80-\x9f]")
_CONFIDENCE = 0.6
_UTF8 = "utf-8 as "


class _Lead(NamedTuple):
    """A lead in a repaired word, how long it is with the mark behind it, and its letters."""

    start: int
    size: int
    letters: tuple[str, ...]


def find(text: str, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """What the lone leads of a text are to become, in order; ``repairs`` are those that made the text, at
    their places in it.
    """
    of_line: dict[int, list[Repair]] = {}
    for repair in repairs:
        if repair.layers == 1 and repair.codec.removeprefix(_UTF8) in codecs.CODECS:
            of_line.setdefault(text.rfind("\n", 0, repair.start) + 1, []).append(repair)
    for start, made in of_line.items():
        letters: dict[str, int] = {}
        for repair in made:
            new = text[repair.start : repair.end]
            letters[repair.codec] = letters.get(repair.codec, 0) + sum(
                c > "\x7f" and c.isalpha() for c in new
            )
        codec = max(letters, key=lambda name: letters[name])
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        for first, last, letter in _of_line(line, codec.removeprefix(_UTF8), letters[codec] >= _FEWEST):
            yield Repair(start + first, start + last, letter, "mojibake", codec, 1, _CONFIDENCE, False)


def _of_line(line: str, name: str, sure: bool) -> Iterator[tuple[int, int, str]]:
    """The leads of a line, with the letter of each; of a table that is not sure only those of known words."""
    if name == "latin-1" and not _CONTROL.search(line):
        name = "cp1252"  # the same but for its controls, of which there are none
    table = codecs.table(name)
    shown = {"".join(table.chars[byte - 0x80] for byte in left): left for left in _LEFT}
    leads = {chars: left for chars, left in shown.items() if char_model.SCRIPTS[chars[0]] == "LATI"}
    if any(lead in line for lead in leads):
        yield from _found(line, leads, table.lost, sure)


@cache
def _words(leads: tuple[str, ...]) -> re.Pattern[str]:
    """Words, what is left of letters being part of them, and marks for lost bytes between letters."""
    long = "|".join(re.escape(lead) for lead in leads if len(lead) > 1)
    return re.compile(rf"(?:{long}|[^\W\d_])(?:{long}|[^\W\d_]|[?\ufffd](?=[^\W\d_]))*")


def _found(
    new: str, leads: dict[str, bytes], lost: Sequence[int], sure: bool
) -> Iterator[tuple[int, int, str]]:
    """Each lead of a repaired line whose word has one likeliest spelling, and its letter."""
    words = [m for m in _words(tuple(leads)).finditer(new) if any(lead in m[0] for lead in leads)]
    if not words:
        return
    clean = new
    for lead in leads:
        clean = clean.replace(lead, " ")
    langs = word_spaces.best_languages(clean)[:_LANGUAGES]
    for match in words:
        for lang in langs:
            if proof.is_word(proof.lowered(match[0], lang), lang):
                break  # as it should be
            parts = _leads_of(match[0], leads, lost, lang)
            best = _spelt(match[0], parts, lang, sure) if parts else None
            if best is not None:
                for part, letter in zip(parts, best, strict=True):
                    start = match.start() + part.start
                    yield start, start + part.size, letter
                break


def _leads_of(word: str, leads: dict[str, bytes], lost: Sequence[int], lang: str) -> list[_Lead]:
    """The leads of a word, each with the letters that it may have been; [] if one has none in a language."""
    known = latin_tables.alphabet(lang)
    out: list[_Lead] = []
    place = 0
    while place < len(word):
        lead = next((lead for lead in leads if word.startswith(lead, place)), "")
        end = place + max(1, len(lead))
        if lead:
            low = word[end:].lstrip("?\ufffd")[:1].islower() or word[place - 1 : place].islower()
            decoded = [(leads[lead] + bytes((byte,))).decode() for byte in lost]
            letters = tuple(c for c in decoded if c.lower() in known and (c.islower() or not (place and low)))
            if not letters:
                return []
            size = end - place + (word[end : end + 1] in ("?", "\ufffd"))
            out.append(_Lead(place, size, letters))
            end = place + size
        place = end
    return out


def _spelt(word: str, parts: list[_Lead], lang: str, sure: bool) -> tuple[str, ...] | None:
    """The letters that make a word of the language; without one the likeliest ones, where that is sure."""
    ways = list(product(*(part.letters for part in parts)))
    if len(ways) > _MOST_WAYS:
        return None
    spellings = {way: proof.lowered(_filled(word, parts, way), lang) for way in ways}
    for has in (proof.is_frequent, proof.is_listed):
        known = [way for way, spelling in spellings.items() if has(spelling, lang)]
        if len({spellings[way] for way in known}) == 1:
            return known[0]
    if not sure:
        return None
    model = char_model.model(lang)
    prices = {spelling: model.word(spelling) for spelling in set(spellings.values())}
    first, *others = sorted(ways, key=lambda way: -prices[spellings[way]])
    rest = [prices[spellings[way]] for way in others if spellings[way] != spellings[first]]
    return first if not rest or prices[spellings[first]] - max(rest) >= _SURER else None


def _filled(word: str, parts: list[_Lead], letters: Sequence[str]) -> str:
    out, done = "", 0
    for part, letter in zip(parts, letters, strict=True):
        out += word[done : part.start] + letter
        done = part.start + part.size
    return out + word[done:]
