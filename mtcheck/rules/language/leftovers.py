"""Single words that a translator left in the source language, by the word lists of both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from mtcheck.document import Span
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.resources import language_facts, read_toml
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.tags import tag
from mtcheck.text.view import View

# Log frequency in the other language, in nats, from which a word is told by itself: of English and of any
# other language, each where the text's own list is rich and where it is not; and of the source's language.
_ENGLISH_IN_RICH, _ENGLISH, _OTHER_IN_RICH, _OTHER, _TOLD = -12.5, -11.0, -12.9, -10.0, -13.5
# Side by side, a rare word and one that is this much more frequent in the other language tell more.
_FREQUENT, _CONTRAST, _STRONG_CONTRAST = -7.0, 2.0, 3.5
# The words around a lone function word are at least as frequent as this.
_RARE_HOST = -10.0
# What the long list has, the short one has not; and what neither has.
_SELDOM, _NOWHERE = -14.5, -17.0
# A word of the other language so frequent that a long list has it as a slip: nach, regarding.
_VERY_FREQUENT = -6.5
_SHORTEST, _SHORTEST_PAIR, _SHORTEST_SPELT = 4, 7, 6
# A word spelt out in Latin letters is at least as frequent as this.
_SPELT = -12.0
_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"
_OPENING, _CLOSING = "“„«‹‘([", "”»›’)]"
_QUOTED_REACH = 60


class _Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: str
    kin: tuple[str, ...]
    rich: str
    rich_of_english: str
    scripts: str
    spelt: str
    weak: str
    english: str


@cache
def _facts() -> _Facts:
    return msgspec.convert(read_toml("languages/leftovers.toml"), _Facts)


@cache
def _others(lang: str, told: str) -> tuple[tuple[WordList, float], ...]:
    """Word lists of the languages a leftover may be of, each with the least log frequency there."""
    kin = {name for group in _facts().kin if lang in group.split() for name in group.split()}
    wanted = [name for name in _facts().sources.split() if name != lang and name not in kin]
    if told not in ("und", lang):
        wanted = [told]
    found = []
    for name in wanted:
        known = wordlist(name)
        if known is not None:
            english = _ENGLISH_IN_RICH if lang in _facts().rich_of_english.split() else _ENGLISH
            other = _OTHER_IN_RICH if lang in _facts().rich.split() else _OTHER
            least = _TOLD if name == told else english if name == "en" else other
            found.append((known, least))
    return tuple(found)


@lru_cache(maxsize=50_000)
def _lists_with(word: str, lang: str, told: str) -> tuple[WordList, ...]:
    """Of the other languages' lists those that have a word."""
    return tuple(known for known, _ in _others(lang, told) if word in known)


def leftover_words(view: View) -> Iterator[tuple[Span, str]]:
    """Words in small letters that the language lacks and another one has, with the code of that language."""
    lang = view.tag.base
    known = lexicon(lang)
    if known is None or lang in _facts().weak.split():
        yield from _latin_runs(view, lang)
        return
    yield from _lone_function_words(view, lang)
    unknown = known.unknown(view.tokens)
    if not unknown:
        return
    told = tag(view.told_source_lang).base
    done = -1
    for index, token in enumerate(view.tokens):
        if index <= done or token not in unknown:
            continue
        word = token.strip(_MARKS)
        code, last = _single(word, known.log(word), lang, told), index
        if code is None:
            code, first, last = _pair(view, index, word, known.log(word), _lists_with(word, lang, told))
            index = first
        if code is None:
            continue
        span = _span(view, index, last)
        if not view.text[slice(*span)].islower() or _is_set_apart(view, span):
            continue
        if code == "en" or (_is_host(view, index - 1) and _is_host(view, last + 1)):
            done = last
            yield span, code


@lru_cache(maxsize=50_000)
def _single(word: str, own: float, lang: str, told: str) -> str | None:
    """The language of a word that is told by itself; remembered, since names come back."""
    others = _others(lang, told)
    if len(word) < _SHORTEST:
        return None
    listed = own > _NOWHERE  # by the long list, which has slips; not by the short one
    if not listed and (code := _spelt_out(word)) and any(known.lang == code for known, _ in others):
        return code
    best = max(
        ((known.log(word) or -99.0) - (_VERY_FREQUENT if listed else least), known.lang)
        for known, least in others
    )
    return best[1] if best[0] > 0 else None


@cache
def _spellings() -> tuple[tuple[WordList, re.Pattern[str], dict[str, str]], ...]:
    """For each language of another script: its words, and how its letters are spelt in Latin ones."""
    found = []
    for name in _facts().spelt.split():
        known = wordlist(name)
        pairs = [tuple(pair.split("=")) for pair in language_facts(name)["latin-letters"]["spelt"].split()]
        letters = dict(pairs)
        if known is not None:
            longest = sorted(letters, key=len, reverse=True)
            found.append((known, re.compile("|".join(longest)), letters))
    return tuple(found)


def _spelt_out(word: str) -> str | None:
    """The language of a word of another script that was spelt out in Latin letters: `nazvanii`."""
    if len(word) < _SHORTEST_SPELT or not word.isascii():
        return None
    for known, pieces, letters in _spellings():
        own = "".join(letters[piece] for piece in pieces.findall(word))
        if not own.isascii() and _SPELT < known.log(own) < 0:
            return known.lang
    return None


def _pair(
    view: View, index: int, word: str, own: float, others: tuple[WordList, ...]
) -> tuple[str | None, int, int]:
    """The language of a rare word beside a frequent one of the same language, and both places.

    ``others`` are the word lists that have the word.
    """
    lists = lexicon(view.lang) if others else None
    for first, last in ((index - 1, index), (index, index + 1)):
        if first < 0 or last >= len(view.tokens) or lists is None:
            continue
        near = view.tokens[first + last - index]
        beside = near.strip(_MARKS) if near[:1].isalpha() and near[-1:].isalpha() else ""
        if not beside.isalpha() or len(word) + len(beside) < _SHORTEST_PAIR:
            continue
        for known in others:
            one, other = known.log(word), known.log(beside)
            if not other or max(one, other) < _FREQUENT:
                continue
            gains = one - own, other - (lists.words.log(beside) or lists.log(beside))
            if min(gains) > _CONTRAST and max(gains) > _STRONG_CONTRAST:
                return known.lang, first, last
    return None, index, index


def _span(view: View, first: int, last: int) -> Span:
    """The stretch of some tokens without the marks around them."""
    start, end = view.token_span(first).start, view.token_span(last).end
    piece = view.text[start:end]
    return Span(start + len(piece) - len(piece.lstrip(_MARKS)), end - len(piece) + len(piece.rstrip(_MARKS)))


def _is_host(view: View, index: int) -> bool:
    """Whether a token is a frequent word of the text's language, or none is there: names have parts."""
    lists = lexicon(view.lang)
    if lists is None or not 0 <= index < len(view.tokens):
        return True
    word = view.tokens[index].strip(_MARKS)
    return not word.isalpha() or word in lists.words


def _is_set_apart(view: View, span: Span) -> bool:
    """Whether the words are quoted, in brackets, or spoken of; a quotation is allowed its language."""
    text = view.text
    start = max(view.paragraph_at(span.start).start, span.start - _QUOTED_REACH)
    before = text[start : span.start]
    depth = sum(c in _OPENING for c in before) - sum(c in _CLOSING for c in before)
    odd = before.count('"') % 2 or before.count("*") % 2 or before.count("`") % 2
    return depth > 0 or bool(odd)


@cache
def _function_words(lang: str) -> frozenset[str]:
    """Frequent words of English that the language hardly has."""
    own, english = wordlist(lang), wordlist("en")
    words = _facts().english.split()
    if own is None or english is None or lang == "en":
        return frozenset()
    return frozenset(
        word for word in words if english.log(word) - (own.log(word) or _NOWHERE) > _STRONG_CONTRAST
    )


def _lone_function_words(view: View, lang: str) -> Iterator[tuple[Span, str]]:
    """A word such as `of`, `in` between words of the language, or at the start of a sentence."""
    tokens, wanted = view.tokens, _function_words(lang)
    if wanted.isdisjoint(tokens):
        return
    for index, token in enumerate(tokens[:-1]):
        if token not in wanted or not _is_usual(view, index + 1):
            continue
        start, end = view.token_span(index)
        word = view.text[start:end]
        opens = word.istitle() and (index == 0 or tokens[index - 1][-1] in ".!?")
        if (opens or (word.islower() and index and _is_usual(view, index - 1))) and not _is_set_apart(
            view, Span(start, end)
        ):
            yield Span(start, end), "en"


def _is_usual(view: View, index: int) -> bool:
    """Whether a token is a frequent word of the text's language, in small letters and without marks."""
    lists, token = lexicon(view.lang), view.tokens[index]
    word = token.strip(_MARKS)
    if lists is None or not word.isalpha() or not _RARE_HOST < lists.words.log(word) < 0:
        return False
    return view.text[view.token_starts[index] : view.token_span(index).end].strip(_MARKS).islower()


# Two words or more of small Latin letters: in a script of its own an English one among them is a leftover.
_LATIN_RUN = re.compile(r"[a-z](?<![\w.@/_-].)[a-z]*(?: [a-z]+){1,5}(?![\w.@/_-])")


def _latin_runs(view: View, lang: str) -> Iterator[tuple[Span, str]]:
    if lang not in _facts().scripts.split():
        return
    english, function = wordlist("en"), _facts().english.split()
    for match in _LATIN_RUN.finditer(view.text):
        words = match[0].split()
        known = english is not None and all(word in english for word in words)
        if known and not set(words).isdisjoint(function) and not _is_set_apart(view, Span(*match.span())):
            yield Span(*match.span()), "en"
