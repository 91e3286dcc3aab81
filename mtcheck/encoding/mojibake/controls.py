"""Controls that were letters or marks: cp1252 read as Latin-1 (`don\\x92t`), judged by the words around them.

A page of a Mac or of DOS has letters in those bytes, so `tur\\x92stico` is no tur’stico.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mtcheck.edits import Edit
from mtcheck.encoding.mojibake import codecs, proof
from mtcheck.lexicon import char_model, wordlists

CODEC = "cp1252 as latin-1"
_RIVALS = ("mac_roman", "cp437", "cp850")
_JOINING = frozenset("–—…")  # marks between two words without a space
_OPENING, _CLOSING = frozenset("“‘„‚‹"), frozenset("”›")
_LONGEST = 40  # letters of a word
_SHORT = 2  # letters of a word that elides a vowel: l’été
_SELDOM = -16.0  # nats: no frequent word
_LEAST = 3  # letters of a word that speaks for another table


def apart(line: str, edit: Edit) -> Iterator[Edit]:
    """An edit that changes nothing but controls, control by control; any other as it is."""
    old = line[edit.start : edit.end]
    changed = [i for i, (a, b) in enumerate(zip(old, edit.text, strict=False)) if a != b]
    if len(old) != len(edit.text) or not all("\x7f" < old[i] < "\xa0" for i in changed):
        yield edit
        return
    for i in changed:
        yield Edit(edit.start + i, edit.start + i + 1, edit.text[i])


def is_control(line: str, edit: Edit) -> bool:
    """Whether an edit is a character for a control."""
    return edit.end - edit.start == 1 == len(edit.text) and "\x7f" < line[edit.start] < "\xa0"


def is_sure(line: str, edit: Edit) -> bool | None:
    """Whether the words around a control say that it was this character; None where it was another.

    >>> [is_sure(line, Edit(3, 4, "’")) for line in ("can\\x92t", "aqu\\x92", "Xoq\\x92vy")]
    [True, None, False]
    """
    char, control = edit.text, line[edit.start]
    left = _letters(line[max(0, edit.start - _LONGEST) : edit.start][::-1])[::-1]
    right = _letters(line[edit.end : edit.end + _LONGEST])
    if char_model.SCRIPTS[char]:
        sure: bool | None = _is_word(f"{left}{char}{right}")
    elif left and right:
        sure = _joins(left, char, right)
    elif left:
        sure = char not in _OPENING
    else:
        sure = not right or char not in _CLOSING
    is_one_word = sure and (char_model.SCRIPTS[char] or _is_word(f"{left}'{right}"))
    return None if not is_one_word and _has_rival(left, control, right) else sure


def _letters(text: str) -> str:
    """The letters that a text begins with, controls that are letters in cp1252 among them."""
    end = 0
    while end < len(text) and char_model.SCRIPTS[_shown(text[end])]:
        end += 1
    return "".join(map(_shown, text[:end]))


def _shown(char: str) -> str:
    return codecs.shown()["cp1252"][ord(char) - 0x80] if "\x7f" < char < "\xa0" else char


@lru_cache(maxsize=1_000)
def _is_word(word: str) -> bool:
    return proof.is_word_anywhere(word.lower(), char_model.SCRIPTS[word[-1]])


def _joins(left: str, mark: str, right: str) -> bool | None:
    """Whether a mark may stand between two words; None for one that never does."""
    if mark == "’":
        if _is_word(f"{left}'{right}") or (right == "s" and len(left) > 1):
            return True
        elided = len(left) <= _SHORT or _is_word(left) or left.lower().endswith(("qu", "ll"))
        return elided and (_is_word(right) or right.istitle())
    return _is_word(left) and _is_word(right) if mark in _JOINING else None


@lru_cache(maxsize=1_000)
def _has_rival(left: str, control: str, right: str) -> bool:
    """Whether another table makes a word of it, in a language where one of the sides is less frequent."""
    sides = [side.lower() for side in (left, right) if side]
    for name in _RIVALS:
        letter = codecs.shown()[name][ord(control) - 0x80]
        word = f"{left}{letter}{right}".lower()
        if not (left and char_model.SCRIPTS[letter] and len(word) >= _LEAST and _is_word(word)):
            continue
        langs = [lang for lang in char_model.languages_of("LATI") if proof.is_word(word, lang)]
        if any(_frequency(word, lang) > min(_frequency(side, lang) for side in sides) for lang in langs):
            return True
    return False


def _frequency(word: str, lang: str) -> float:
    """Log probability of a word in a language, by its list of frequent ones."""
    listed = wordlists.wordlist(lang)
    return (listed.log(word) if listed and len(word) > 1 else 0.0) or _SELDOM
