"""Single words that a translator left in the source language, by the word lists of both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, count

from mtcheck import lazyre
from mtcheck.document import Span, overlaps
from mtcheck.lexicon.judged import Judged
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.wordlists import WordList, logs, wordlist
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.rules.language.leftover_terms import (
    english_nouns,
    english_runs,
    is_borrowed_plural,
    is_in_name,
    is_in_term,
    is_international,
    is_own_form,
)
from mtcheck.rules.language.lone_words import facts, lone_words, no_nouns
from mtcheck.rules.language.noticed import noticed_language
from mtcheck.rules.language.spelt_out import spelt_out
from mtcheck.tags import tag
from mtcheck.text.view import View

# Log frequency in the other language, in nats, from which a word is told by itself: of English and of any
# other language, each where the text's own list is rich and where it is not; and of the source's language.
_ENGLISH_IN_RICH, _ENGLISH, _OTHER_IN_RICH, _OTHER, _TOLD = -12.5, -11.0, -12.9, -10.0, -13.5
# English borrows from these, plurals and all: chansons.
_LENDERS, _LENT = ("fr", "it", "es"), -9.7
# Side by side, a rare word and one that is this much more frequent in the other language tell more.
_FREQUENT, _CONTRAST, _STRONG_CONTRAST = -7.0, 2.0, 3.5
_AT_HOME = -9.5
# Languages that write nouns with a capital.
_CAPITAL_NOUNS = ("de", "lb")
# What the long list has, the short one has not; and what neither has.
_SELDOM, _NOWHERE = -14.5, -17.0
# A word of the other language so frequent that a long list has it as a slip: nach, regarding.
_VERY_FREQUENT = -6.5
# A word that the long list has, as a slip or a name, is so much more frequent in the language of the notice.
_NOTICED = 5.5
_SHORTEST, _SHORTEST_PAIR = 4, 7
_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"
_OPENING, _CLOSING = "“„«‹‘([", "”»›’)]"
_QUOTED_REACH = 60


@cache
def _others(lang: str, told: str) -> tuple[tuple[WordList, float], ...]:
    """Word lists of the languages a leftover may be of, each with the least log frequency there.

    A language that only a notice names, told as `?ru`, does not stand for the others.
    """
    kin = {name for group in facts().kin if lang in group.split() for name in group.split()}
    wanted = [name for name in facts().sources.split() if name != lang and name not in kin]
    guessed, told = told[:1] == "?", told.removeprefix("?")
    if told not in ("und", lang) and not guessed:
        wanted = [told]
    elif guessed and told not in wanted and not any(lang in group and told in group for group in _kin()):
        wanted.append(told)
    found = []
    for name in wanted:
        known = wordlist(name)
        if known is not None:
            english = _ENGLISH_IN_RICH if lang in facts().rich_of_english.split() else _ENGLISH
            other = _OTHER_IN_RICH if lang in facts().rich.split() else _OTHER
            if lang == "en" and name in _LENDERS:
                other = _LENT
            least = _TOLD if name == told else english if name == "en" else other
            found.append((known, least))
    return tuple(found)


def _kin() -> list[list[str]]:
    return [group.split() for group in facts().kin]


@lru_cache(maxsize=50_000)
def _lists_with(word: str, lang: str, told: str) -> tuple[WordList, ...]:
    """Of the other languages' lists those that have a word."""
    lists = [known for known, _ in _others(lang, told)]
    return tuple(known for known, log in zip(lists, logs(word, lists), strict=True) if log)


def leftover_words(view: View) -> Iterator[tuple[Span, str]]:
    """Words in small letters that the language lacks and another one has, with the code of that language."""
    lang = view.tag.base
    known = lexicon(lang)
    if known is None or lang in facts().weak.split():
        yield from _latin_runs(view, lang)
        return
    unknown = view.once(known.unknown, view.distinct_tokens)
    runs = [(span, "en") for span in english_runs(view) if not _is_set_apart(view, span)]
    lone = [
        each for each in _lone_words(view, lang, unknown) if not overlaps(each[0], [run for run, _ in runs])
    ]
    lone = sorted(runs + lone)
    yield from lone
    lone_spans = [span for span, _ in lone]
    wanted = unknown & view.distinct_written  # most words that a list lacks are names, with a capital
    if not wanted:
        return
    told = tag(view.told_source_lang).base
    if told == "und" and (noticed := noticed_language(view)):
        told = f"?{noticed}"
    wanted = _telling(lang, told).among(wanted)
    done = -1
    for index in compress(count(), map(wanted.__contains__, view.written)) if wanted else ():
        word = view.tokens[index].strip(_MARKS)
        if index <= done or not view.written[index].islower():
            continue
        code, last = _single(word, known.log(word), lang, told), index
        if code is None:
            code, first, last = _pair(view, index, word, known.log(word), _lists_with(word, lang, told))
            index = first
        if code is None:
            continue
        span = _span(view, index, last)
        if not view.text[slice(*span)].islower() or overlaps(span, lone_spans) or _is_set_apart(view, span):
            continue
        if is_in_name(view, index, code) or is_in_term(view, index):
            continue
        sure = code == "en" and (last > index or _is_usual_english(word))
        if sure or (_is_host(view, index - 1) and _is_host(view, last + 1)):
            done = last
            yield span, code


@lru_cache(maxsize=256)
def _telling(lang: str, told: str) -> Judged:
    """Tokens in small letters that another language has, by themselves or with the word beside them."""
    known = lexicon(lang)

    def judge(token: str) -> bool:
        word = token.strip(_MARKS)
        own = known.log(word) if known else 0.0
        return _single(word, own, lang, told) is not None or bool(_lists_with(word, lang, told))

    return Judged(judge)


def _is_usual_english(word: str) -> bool:
    """Whether a word is among the frequent ones of English."""
    english = wordlist("en")
    return english is not None and word in english


@lru_cache(maxsize=50_000)
def _single(word: str, own: float, lang: str, told: str) -> str | None:
    """The language of a word that is told by itself; remembered, since names come back."""
    others = _others(lang, told)
    if len(word) < _SHORTEST:
        return _short_word(word, own, others) if len(word) == _SHORTEST - 1 else None
    if is_own_form(word, lang):
        return None
    listed = own > _NOWHERE  # by the long list, which has slips; not by the short one
    if not listed and (code := spelt_out(word)) and any(known.lang == code for known, _ in others):
        return code
    noticed = told[1:] if told[:1] == "?" else ""
    best = max(
        (
            (log or -99.0)
            - (least if not listed else own + _NOTICED if known.lang == noticed else _VERY_FREQUENT),
            known.lang,
        )
        for (known, least), log in zip(others, logs(word, (known for known, _ in others)), strict=True)
    )
    if (
        best[1] == "en"
        and best[0] < _NOUN_GAIN
        and told.removeprefix("?") != "en"
        and word in english_nouns()
    ):
        return None  # the loan of a trade: une appliance
    if best[0] > 0:
        return best[1]
    rare = not listed and len(word) >= _SHORTEST_RARE and not is_borrowed_plural(word, lang)
    rare = rare and lang in facts().borrow_little.split()
    rare = rare and not (lang == "fr" and word.endswith(tuple(facts().alike_in_french.split())))
    english = known_words("en") if rare and word.isascii() else None
    return "en" if english is not None and word in english else None


# A noun of English is told from a frequency on that is this much higher (nats): trades borrow nouns.
_NOUN_GAIN = 1.0


def _short_word(word: str, own: float, others: tuple[tuple[WordList, float], ...]) -> str | None:
    """The language of a word of three letters that is among its most frequent ones and rare here: `muy`."""
    # What English has so short is told by its place: Smoke on the Water.
    lists = [known for known, _ in others if known.lang != "en"]
    told = ((log or -99.0, known.lang) for known, log in zip(lists, logs(word, lists), strict=True))
    found = max(told, default=(-99.0, ""))
    return found[1] if found[0] > _SHORT_WORD and own < _SELDOM else None


# No particle of names (der, los, las) is rarer than the words of this frequency that are none.
_SHORT_WORD = -7.2
# A word that only the long list of English has is this long: shorter ones are names and slips.
_SHORTEST_RARE = 7


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
            at_home = (
                known.lang != "en" and max(own, lists.log(beside)) > _AT_HOME
            )  # a word of the language too: two per mille
            least = _STRONG_CONTRAST + 1 if at_home else _CONTRAST
            if min(gains) > least and max(gains) > _STRONG_CONTRAST:
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


def _lone_words(view: View, lang: str, unknown: set[str]) -> Iterator[tuple[Span, str]]:
    """A word such as `of`, `should` between words of the language, or at the start of a sentence."""
    tokens = view.tokens
    if lang == "en":
        return
    words = no_nouns()
    lone, unborrowed = lone_words(lang)
    wanted = lone.among(view.distinct_tokens) | unborrowed.among(unknown)
    for index in compress(count(), map(wanted.__contains__, tokens)) if wanted else ():
        token, word = tokens[index], tokens[index].rstrip(_MARKS)
        start = view.token_starts[index]
        span = Span(start, start + len(word))
        written = view.text[slice(*span)]
        opens = written.istitle() and (index == 0 or tokens[index - 1][-1] in ".!?")
        inside = written.islower() and index > 0 and _is_usual(view, index - 1)
        # Between two capitals it is part of a name: Best of Berlin.
        after_first = word not in words and (index == 1 or (index > 1 and tokens[index - 2][-1] in ".!?"))
        inside = inside and (after_first or view.text[view.token_starts[index - 1]].islower())
        if word not in words and any(_is_rather_english(view, near) for near in (index - 1, index + 1)):
            continue  # a term of two words: dress code
        if is_in_term(view, index) or all(
            _is_rather_english(view, near, _LOAN) for near in (index - 1, index + 1)
        ):
            continue  # a loan of three: rock and roll
        goes_on = word != token or (index + 1 < len(tokens) and _is_usual(view, index + 1))
        named = opens and word not in facts().alone.split()
        if goes_on and (opens or inside) and not named and not _is_set_apart(view, span):
            yield span, "en"


def _is_rather_english(view: View, index: int, least: float = 1.0) -> bool:
    """Whether a token is ``least`` nats more frequent in English than in the language of the text."""
    lists, english = lexicon(view.lang), wordlist("en")
    if lists is None or english is None or not 0 <= index < len(view.tokens):
        return False
    word = view.tokens[index].strip(_MARKS)
    return english.log(word) < 0 and english.log(word) - lists.log(word) > least


# A loan is as frequent in English as where it came to.
_LOAN = 0.0


def _is_usual(view: View, index: int) -> bool:
    """Whether a token is a word of the text's language without marks; a noun may have a capital."""
    lists, token = lexicon(view.lang), view.tokens[index]
    word = token.strip(_MARKS)
    if lists is None or not word.isalpha() or not lists.is_word(word):
        return False
    written = view.text[view.token_starts[index] : view.token_span(index).end].strip(_MARKS)
    return written.islower() or (written.istitle() and (not index or view.tag.base in _CAPITAL_NOUNS))


# Small Latin letters in a script of its own: words of English, one of them no noun, or one word that a space
# parts from the text (the name of a program touches it).
_LATIN_RUN = lazyre.compile(r"[a-z](?<![\w.@/_-].)[a-z]*(?: [a-z]+){0,5}(?![\w.@/_-]|=[\"']|://)")
_USUAL_ENGLISH, _SHORTEST_ALONE = -12.5, 4


def _latin_runs(view: View, lang: str) -> Iterator[tuple[Span, str]]:
    english = wordlist("en")
    if lang not in facts().scripts.split() or english is None:
        return
    for match in _LATIN_RUN.finditer(view.text):
        words, span = match[0].split(), Span(*match.span())
        if not all(_USUAL_ENGLISH < english.log(word) < 0 for word in words):
            continue
        sure = not no_nouns().isdisjoint(words) and len(match[0]) >= _SHORTEST_ALONE
        # Chat in Chinese borrows nouns of English by the dozen.
        alone = len(words) == 1 and lang not in _MIXING and len(words[0]) >= _SHORTEST_ALONE
        alone = alone and not is_international(words[0])
        if (sure or (alone and _is_apart(view, span))) and not _is_set_apart(view, span):
            yield span, "en"


_MIXING = ("zh",)


def _is_apart(view: View, span: Span) -> bool:
    """Whether a space is on a side of a word, and no Latin letter or digit beyond it."""
    before, after = view.text[max(0, span.start - 2) : span.start], view.text[span.end : span.end + 2]
    latin = any(c.isascii() and c.isalnum() for c in before + after)
    return not latin and (before.endswith(" ") or after.startswith(" "))
