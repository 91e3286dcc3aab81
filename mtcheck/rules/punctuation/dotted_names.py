"""Names with a stop inside: `Web.Config`, `Gazeta.Ru`, `order.Close(`, `forms.Model`."""

from __future__ import annotations

import re

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import word_set
from mtcheck.tags import tag
from mtcheck.text.view import View

# The word has to be as frequent as this (nats): the longer row of sentences begins with such words.
BEGINS_OFTEN = -9.0
# A word that begins a sentence is far more frequent than one that ends a dotted name.
FREQUENT = -7.0
# Where every noun has a capital, the word in front may be one as frequent as this.
_CAPITAL_NOUNS, _NOUN = ("de", "lb"), -12.0
_WORD_BEFORE = lazyre.compile(r"[\w$*`]+$")
# The end and the head of a word that are no Hangul, kana or ideograph: Korean and Chinese touch names,
# 스타일Web.Config, Close를
_OWN_SCRIPT = lazyre.compile(r"[^\W\u1100-\u11ff\u2e80-\uffff]+$")
_OWN_HEAD = lazyre.compile(r"[^\W\u1100-\u11ff\u2e80-\uffff]+")
_WORD_AFTER = lazyre.compile(r"(?P<word>\w+)(?P<call>\()?(?P<emphasis>\*+|_+)?")


_CAMEL = lazyre.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
# A name of a site in capitals, and what may be its ending.
_PRODUCT_BEFORE, _ENDING = lazyre.compile(r"(?:[A-Z][a-z]+){2,}$"), 2
_CAMEL_BEFORE = lazyre.compile(r"[\"'`]?[a-z]{2,}[A-Z][a-z]{2,}$")


def is_dotted(view: View, place: int) -> bool:
    """Whether a stop parts the halves of a name: `Web.Config`, `Gazeta.Ru`, `order.Close(`, `**a.B**`."""
    text = view.text
    before, after = _WORD_BEFORE.search(text, max(0, place - 60), place), _WORD_AFTER.match(text, place + 1)
    if not before or not after:
        return False
    source, head = view.document.source, _OWN_HEAD.match(after["word"])
    if head and head[0] != after["word"]:
        return True  # a particle touches the name: base.Close를
    often = _is_often_dotted(text, before[0], place) and not view.once(_is_glued_prose, text)
    if text[before.start() - 2 : before.start()] == "[]" or often:
        return True  # models.Model, and models.Student elsewhere
    if (
        _CAMEL.match(after["word"])
        or _CAMEL_BEFORE.match(before[0])
        or (source and f"{before[0]}.{after['word']}" in source)
    ):
        return True  # int.MaxValue, miniCart.Items
    if _PRODUCT_BEFORE.match(before[0]) and len(after["word"]) == _ENDING:
        return True  # BoatClub.Me
    if (
        after["call"]
        or before[0][0] == "$"
        or (after["emphasis"] and before[0].startswith(after["emphasis"]))
    ):
        return True
    name = _OWN_SCRIPT.search(before[0].strip("*_`"))
    lang = tag(view.lang_at(place)).base
    known, word = wordlist(lang), after["word"].lower()
    if not name or not name[0][0].isupper():
        sure = known is not None and FREQUENT <= known.log(word) < 0
        if sure:  # Use errors.New for it
            return (
                name is not None and name[0].isascii() and _has_few(view, before.start()) and _has_code(view)
            )
        return _has_code(view) or _stands_alone(view, before.start(), after.end())
    if known is None:
        return True
    begins = known.log(word)
    if lang in _CAPITAL_NOUNS and _NOUN < known.log(name[0].lower()) < 0:
        return word in word_set("und", "name-ends") or not BEGINS_OFTEN < begins < 0
    # He calls System.Out; it is in the file Read.Me.
    return not FREQUENT <= begins < 0 or _ENDS_ALONE.match(text, place + 1) is not None


# A sentence of one word, behind a word with a capital, is rarer than a name of two.
_ENDS_ALONE = lazyre.compile(r"[^\W\d_]+[.;)](?:\s|\Z)")


# What a page about programs has: code between back-quotes or in brackets, a call, a dotted name.
_CODE = lazyre.compile(r"`[^`\n]+`|\w\(\)|</?[a-z]\w*>|\b[a-z_]\w*\.[a-z_]\w*\(|[{};]$", re.MULTILINE)
_FEWEST_BEFORE = 3
_SENTENCE = lazyre.compile(r"[^.!?\n]*$")


def _has_code(view: View) -> bool:
    """Whether the text is of programs, where a small word, a stop and a capital are a name: forms.Model."""
    return any(mark in view.characters for mark in "`(<{;") and view.once(_CODE.search, view.text) is not None


def _stands_alone(view: View, start: int, end: int) -> bool:
    """Whether too few words stand in front of a pair, or none behind it, to tell two sentences."""
    line = view.paragraph_at(start)
    return _has_few(view, start) or not view.text[end : line.end].strip(" \t.!?")


def _has_few(view: View, start: int) -> bool:
    """Whether too few words of a sentence stand in front of a place."""
    before = _SENTENCE.search(view.text, view.paragraph_at(start).start, start)
    return before is None or len(before[0].split()) < _FEWEST_BEFORE


# Sentences glued all over: so many different words with a stop and a capital, as in text without line breaks.
_GLUED_SENTENCE = lazyre.compile(r"(?<![\w.])([^\W\d_]{3,30})\.[^\W\d_](?=[^\W\d_]{0,20}[ ,])")
_MANY_GLUED = 6


def _is_glued_prose(text: str) -> bool:
    found = (match for match in _GLUED_SENTENCE.finditer(text) if match[0][-1].isupper())
    return len({match[1] for match in found if match[1].islower()}) >= _MANY_GLUED


# How far around a stop its word is looked for, with another word against it.
_NAMED_NEAR = 4_000


def _is_often_dotted(text: str, word: str, place: int) -> bool:
    """Whether another stop near by stands between the same word and one more: `models.Student`."""
    stem = word.lstrip("$*`_") + "."
    found = text.find(stem, max(0, place - _NAMED_NEAR), place + _NAMED_NEAR)
    while found >= 0:
        stop = found + len(stem)
        if stop - 1 != place and text[stop : stop + 1].isalpha() and not text[found - 1 : found].isalnum():
            return True
        found = text.find(stem, stop, place + _NAMED_NEAR)
    return False
