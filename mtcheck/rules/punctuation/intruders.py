"""Marks and digits of another writing system in a text whose language has none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.text.conventions import conventions
from mtcheck.text.mentions import is_spoken_of, names_signs
from mtcheck.text.view import View

# Marks of full width, of Arabic script, and the Spanish ones that open, with what stands for them elsewhere.
_INSTEAD = {
    "，": ",", "、": ",", "。": ".", "！": "!", "？": "?", "；": ";", "：": ":", "（": "(", "）": ")",
    "،": ",", "؛": ";", "؟": "?", "٪": "%", "¿": "", "¡": "",
}  # fmt: skip
_OPENING = "¿¡"
_WIDE, _ARABIC = "，、。！？；：（）", "،؛؟٪"
_MARKS = lazyre.compile(f"[{''.join(_INSTEAD)}]")
_WIDE_DIGITS = lazyre.compile("[０-９]+")
_TO_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
# Scripts in which those marks are at home: a stretch of them in another text has its own marks.
_WIDE_HOME = lazyre.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_ARABIC_HOME = lazyre.compile(r"[\u0590-\u08ff]")
# Korean sets brackets and question marks of full width, and the marks of Chinese beside ideographs only.
_KOREAN_HAS_NO = lazyre.compile("[，。]")
_IN_HANGUL = lazyre.compile(r"[，。](?<=[가-힣].)(?=\s*[가-힣]|\s*$)")
_SPACED_LANGUAGES_OF_WIDE_MARKS = ("zh", "ja", "ko", "yue", "wuu", "lzh")
_LANGUAGES_OF_ARABIC_MARKS = ("ar", "fa", "ur", "ps", "sd", "ug", "ckb", "ku", "dv", "he", "yi")
# Languages beside Spanish that may open a question with a mark.
_MAY_OPEN = ("es", "gl", "ca", "ast", "eu", "fil", "tl", "an", "ext", "war", "qu", "ay", "gn")


def intruders(view: View) -> Iterator[Hit]:
    """Foreign marks beside letters of the text's own script, and digits of full width."""
    if view.is_ascii:
        return
    text, base = view.text, view.tag.base
    wide = base in _SPACED_LANGUAGES_OF_WIDE_MARKS or conventions(view.lang).full_width
    arabic = base in _LANGUAGES_OF_ARABIC_MARKS or conventions(view.lang).comma == "،"
    opens = base in _MAY_OPEN or bool(conventions(view.lang).opening)
    strange = _not_at_home(wide, arabic, opens)
    for match in strange.finditer(text) if strange.search(view.characters) else ():
        mark = match[0]
        if not _is_beside_own_script(text, match.start(), mark):
            continue
        if mark in _OPENING and view.lang_at(match.start()).startswith(_MAY_OPEN):
            continue
        if mark in _OPENING and _is_quoted_abroad(view, match.end()):
            continue
        alone = not text[match.start() - 1 : match.start()].strip() and not text[
            match.end() : match.end() + 1
        ].strip(" \n\t\u00a0.,;)")
        if alone and (is_spoken_of(view, *match.span()) or names_signs(view, match.start())):
            continue
        instead = _INSTEAD[mark]
        yield Hit(*match.span(), f"{mark} is no mark of this language", instead, LIKELY)
    for match in _IN_HANGUL.finditer(text) if base == "ko" and _KOREAN_HAS_NO.search(view.characters) else ():
        yield Hit(*match.span(), f"{match[0]} is no mark of this language", _INSTEAD[match[0]], LIKELY)
    if not wide and _WIDE_DIGITS.search(view.characters):
        for match in _WIDE_DIGITS.finditer(text):
            if not _WIDE_HOME.search(
                text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 2]
            ):
                yield Hit(*match.span(), "digits of full width", match[0].translate(_TO_ASCII), LIKELY)


# In quotation marks a word less frequent than this (nats) is no word of the text's language: “¡Basta!”
_OWN_WORD = -9.5
_WORD = lazyre.compile(r"[^\W\d_]+")
_EXCLAMATION = lazyre.compile(r"[^!?\n]{0,100}")


def _is_quoted_abroad(view: View, place: int) -> bool:
    """Whether an exclamation in another language begins right behind a quotation mark."""
    if view.text[place - 2 : place - 1] not in tuple("“\"„«‘'"):
        return False
    known = wordlist(view.tag.base)
    said = _EXCLAMATION.match(view.lowered, place)
    words = _WORD.findall(said[0]) if said else []
    return known is None or not words or not all(_OWN_WORD < known.log(word) < 0 for word in words)


@cache
def _not_at_home(wide: bool, arabic: bool, opens: bool) -> re.Pattern[str]:
    """The marks that a language does without: of full width, of Arabic, those that open a question."""
    marks = (m for m in _INSTEAD if not (wide if m in _WIDE else arabic if m in _ARABIC else opens))
    return lazyre.compile(f"[{''.join(marks)}]|(?!)" if (wide, arabic, opens) != (True,) * 3 else "(?!)")


def _is_beside_own_script(text: str, place: int, mark: str) -> bool:
    """Whether the letters around a mark are of none of the scripts it belongs to."""
    home = _ARABIC_HOME if mark in _ARABIC else _WIDE_HOME
    before, after = text[max(0, place - 2) : place], text[place + 1 : place + 3]
    if not (before + after).strip() or mark in before + after:
        return False
    without = _MARKS.sub("", before + after)
    return any(c.isalnum() for c in without) and not home.search(without)
