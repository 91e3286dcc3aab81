"""What surrounds a notice of machine translation: whether it may be the author's own.

A page about translation says in many lines what a notice says in one; a list of features has an item for it;
a letter says it of itself, and rules for translators forbid it. Such a sentence is shown, and stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from mtcheck import lazyre, resources
from mtcheck.document import Span
from mtcheck.rules.boilerplate.about import is_about_this, is_general, is_of_a_case, is_of_all, is_quoted
from mtcheck.rules.boilerplate.disclaimer_data import Language, languages
from mtcheck.rules.phrases import Lines, fold, required

_COMMON = "disclaimers/common.toml"
_ITEM = lazyre.compile(r"[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_MARKS = " \t\r\n*_>#-"
# A page that speaks of translation in so many other lines is about it.
_FEWEST_LINES = 3
# So short a rest of the line may speak of the translation in a word of evidence alone.
_FEW_WORDS = 10


@cache
def _phrases(key: str) -> tuple[str, ...]:
    """Folded phrases of one who tells others what to do, ``forbids``, or what he did, ``himself``."""
    return tuple(fold(each) for each in required(resources.read_toml(_COMMON), key, _COMMON))


def _has(said: str, key: str, language: Language) -> bool:
    return any((phrase if language.spaced else phrase.strip()) in said for phrase in _phrases(key))


@cache
def language_of(lang: str) -> Language:
    """The slots of one language."""
    return next(each for each in languages() if each.lang == lang)


def may_be_own(view: Lines, span: Span, language: Language, noticed: Sequence[Span]) -> bool:
    """Whether a notice may be the author's own; ``noticed`` are all notices of the text."""
    said = fold(view.text[slice(*span)])
    if _has(said, "forbids", language) or (_has(said, "himself", language) and not _is_outermost(view, span)):
        return True
    bare = view.text[slice(*span)]
    spoken = [each for each in languages() if each.lang == language.lang]  # sr and uz have two scripts
    if not any(is_about_this(bare, each) and not is_quoted(bare, each) for each in spoken):
        return True
    if is_of_a_case(bare, language) or (len(noticed) == 1 and is_of_all(bare, language)):
        return True
    index = bisect_right(view.lines, span.start, key=lambda line: line.start) - 1
    return (
        _is_half(view, index, language, noticed)
        or (_is_among_others(view, index, noticed) and all(is_general(bare, each) for each in spoken))
        or _is_item(view, index, noticed)
        or (not _points_here(said, language) and _is_the_subject(view, language, noticed))
    )


def _is_outermost(view: Lines, span: Span) -> bool:
    """Whether nothing is above a notice, or nothing under it."""
    return not view.text[: span.start].strip(_MARKS) or not view.text[span.end :].strip(_MARKS)


def _points_here(said: str, language: Language) -> bool:
    """Whether a notice names the text that it stands in: this page, この記事."""
    if not language.spaced:
        return any(stem in said for stem in language.text)
    return not language.this.isdisjoint(said.split())


def _rest_of_line(view: Lines, index: int, noticed: Sequence[Span]) -> str:
    """What a line says beside its notices."""
    start, end = view.lines[index]
    rest, done = "", start
    for a, b in noticed:
        if start <= a < end:
            rest += view.text[done:a]
            done = min(b, end)
    return rest + view.text[done:end]


def _is_half(view: Lines, index: int, language: Language, noticed: Sequence[Span]) -> bool:
    """Whether the rest of the line speaks of the translation too: half of a notice would be left."""
    said = fold(_rest_of_line(view, index, noticed))
    few = len(said.split()) <= _FEW_WORDS  # You may correct it!
    return any(stem in said for stem in (*language.translated, *(language.evidence if few else ())))


# So many letters of a line beside its notices are a sentence.
_A_SENTENCE = 12


def _is_among_others(view: Lines, index: int, noticed: Sequence[Span]) -> bool:
    """Whether a line has a sentence of its own beside its notices."""
    return sum(map(str.isalpha, _rest_of_line(view, index, noticed))) >= _A_SENTENCE


def _is_item(view: Lines, index: int, noticed: Sequence[Span]) -> bool:
    """Whether a line is an item beside one that is no notice."""
    if not _ITEM.match(view.text, *view.lines[index]):
        return False
    for at in (index - 1, index + 1):
        if 0 <= at < len(view.lines):
            start, end = view.lines[at]
            told = any(a < end and start < b for a, b in noticed)
            if not told and _ITEM.match(view.text, start, end):
                return True
    return False


def _is_the_subject(view: Lines, language: Language, noticed: Sequence[Span]) -> bool:
    """Whether other lines speak of translating, as a page about a translator does."""
    marks = tuple(stem.strip() for stem in language.translated if len(stem.strip()) > 1)
    count = 0
    for start, end in view.lines:
        if any(a < end and start < b for a, b in noticed):
            continue
        line = view.lowered[start:end]
        if any(mark in line for mark in marks) or any(mark in fold(line) for mark in marks):
            count += 1
            if count == _FEWEST_LINES:
                return True
    return False


# `**Disclaimer**:  ` right over a notice.
_LABEL = lazyre.compile(r"[ \t>]*(?:\*\*|__)[^*_\n]{3,60}(?:\*\*|__)[ \u00a0]?[:：]?(?:\*\*|__)?[ \t\\]*")


def with_label(view: Lines, span: Span) -> Span:
    """A notice that is all of its line, with the label right above that names it."""
    index = bisect_right(view.lines, span.start, key=lambda line: line.start) - 1
    line = view.lines[index]
    whole = not (view.text[line.start : span.start] + view.text[span.end : line.end]).strip(" \t>")
    if not whole or not index or "\n" in view.text[slice(*span)]:
        return span
    above = view.lines[index - 1]
    label = view.text[slice(*above)]
    if _LABEL.fullmatch(label) and (":" in label or "：" in label):
        return Span(above.start, span.end)
    return span
