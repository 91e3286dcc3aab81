"""Whether a sign, an entity or a placeholder is spoken of: `the entity &nbsp;`, `die Zeichen ¿ und ¡`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mtcheck import lazyre
from mtcheck.resources import language_facts
from mtcheck.tags import tag
from mtcheck.text.view import View

# How far around a sign, in characters, a word of programs is looked for; a word that names signs in front
# and behind.
_REACH, _BEFORE, _BEHIND = 80, 28, 14
_WORD = lazyre.compile(r"[^\W\d_]+")


@cache
def _words(lang: str, key: str) -> tuple[str, ...]:
    """Stems of a language under one key of its table ``mentions``."""
    table: dict[str, Any] = language_facts(lang).get("mentions", {})
    return tuple(str(table.get(key, "")).split())


def _has(text: str, lang: str, key: str) -> bool:
    stems = _words("und", key) + _words(lang, key)
    if tag(lang).spaceless:
        return any(stem in text for stem in stems)
    if key == "signs":
        return any(is_sign_word(word, lang) for word in _WORD.findall(text)) if stems else False
    return any(word.startswith(stems) for word in _WORD.findall(text)) if stems else False


def mentioned(word: str, lang: str, key: str) -> bool:
    """Whether a whole word in small letters is among those of a language under one key.

    >>> mentioned("press", "en", "presses"), mentioned("pressure", "en", "presses")
    (True, False)
    """
    return bool(word) and word in _words(lang, key)


def shows_signs(view: View, start: int, end: int) -> bool:
    """Whether a paragraph tells what to write for something, and what is shown for it.

    It has a word such as write, type, code or tag; or `use` right before what stands in ``[start, end)``, or
    what is got or shown.
    """
    line = view.paragraph_at(start)
    if line.start in view.once(_telling, view):
        return True
    return _USE.search(view.lowered, max(line.start, start - _BEFORE), start) is not None


def _telling(view: View) -> frozenset[int]:
    """Where the paragraphs begin that have a word such as write, type, code or tag."""
    low, words = view.lowered, _words("en" if view.tag.base == "und" else view.tag.base, "shows")
    return frozenset(
        line.start
        for line in view.paragraphs
        if _SHOWN_AS.search(low, line.start, line.end)
        or any(word in words for word in _WORD.findall(low, line.start, line.end))
    )


_SHOWN_AS = lazyre.compile(r"\b(?:shown|displayed|printed|appears?) as\b")
_USE = lazyre.compile(r"\b(?:use|uses|using|put|insert|add) [\"'“‘(]?$")


@cache
def _phrases(key: str) -> re.Pattern[str]:
    phrases = (re.escape(phrase).replace("_", " ").replace(":", " ?:") for phrase in _words("und", key))
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def tells_of_faults(line: str) -> bool:
    """Whether a line speaks of faults, so that what it quotes may have one.

    >>> tells_of_faults("Find the error: “the end .”"), tells_of_faults("The end: “he left .”")
    (True, False)
    """
    return _phrases("faults").search(line) is not None


def asks_to_mend(line: str) -> bool:
    """Whether a line asks to mend what follows it, as exercises do.

    >>> asks_to_mend("Correct the punctuation:"), asks_to_mend("The correct time:")
    (True, False)
    """
    return line.rstrip().endswith((":", ".", "!", "：")) and _phrases("exercises").search(line) is not None


# What may be added to a stem that names signs: знаками, Zeichens; market is no form of mark.
_LONGEST_ENDING = 3
_WHOLE = frozenset(("en",))


def is_sign_word(word: str, lang: str) -> bool:
    """Whether a word in small letters names signs: a stem of the table with no more than an ending.

    >>> is_sign_word("marks", "en"), is_sign_word("market", "en"), is_sign_word("знаками", "ru")
    (True, False, True)
    """
    stems = _words("und", "signs") + _words(lang, "signs")
    if lang in _WHOLE:
        return word in stems
    return any(word.startswith(stem) and len(word) <= len(stem) + _LONGEST_ENDING for stem in stems)


def is_spoken_of(view: View, start: int, end: int) -> bool:
    """Whether a text speaks of what stands in ``[start, end)`` of one line.

    A word of programs (HTML, entity, placeholder) is somewhere near, or a word that names signs right before
    or behind it; each language's words are the table ``mentions`` of its file.
    """
    line = view.paragraph_at(start)
    low, lang = view.lowered, view.tag.base
    lang = "en" if lang == "und" else lang  # programs speak it
    before = low[max(line.start, start - _REACH) : start]
    behind = low[end : min(line.end, end + _REACH)]
    return _has(f"{before} {behind}", lang, "programs") or is_beside_sign_word(view, start, end)


def is_beside_sign_word(view: View, start: int, end: int) -> bool:
    """Whether a word that names signs is right before or behind: the mark ; is not."""
    line, low = view.paragraph_at(start), view.lowered
    before = low[max(line.start, start - _BEFORE) : start]
    lang = "en" if view.tag.base == "und" else view.tag.base
    return _has(f"{before} {low[end : min(line.end, end + _BEHIND)]}", lang, "signs")


def names_signs(view: View, place: int) -> bool:
    """Whether a line has a word that names signs, such as question mark or Zeichen."""
    return _has(view.lowered[slice(*view.paragraph_at(place))], view.tag.base, "signs")


def is_named(view: View, start: int, end: int) -> bool:
    """Whether a word for commands and their parts is right before or behind what is in ``[start, end)``."""
    low, lang = view.lowered, view.tag.base
    words = [
        *_WORD.findall(low, max(0, start - _BEFORE), start)[-1:],
        *_WORD.findall(low, end, end + _BEFORE)[:1],
    ]
    stems = _words(lang, "commands")
    return any(word.startswith(stems) for word in words) if stems else False
