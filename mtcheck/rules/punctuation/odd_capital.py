"""PUN017: capitals where the language has none, and small letters where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress, count

import msgspec

from mtcheck import lazyre
from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import language_facts, word_set
from mtcheck.rules.punctuation.capital_runs import capital_titles, shouted
from mtcheck.rules.punctuation.german_case import german_case
from mtcheck.rules.punctuation.half_titles import half_titles
from mtcheck.rules.punctuation.shared import NOT_PROSE
from mtcheck.text.view import View


class _Row(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    small: str = ""
    capital: str = ""
    title: str = ""
    before_names: str = ""


@cache
def _words(lang: str) -> tuple[frozenset[str], frozenset[str], bool]:
    """Words that are small, words that have a capital, and whether headlines have none."""
    row = msgspec.convert(language_facts(lang).get("case", {}), _Row)
    return frozenset(row.small.split()), frozenset(row.capital.split()), row.title == "none"


@rule(
    "PUN017",
    "odd-capital",
    category="linguistic/mechanical",
    severity=Severity.MINOR,
    skip=NOT_PROSE,
)
def odd_capital(view: View, options: Options) -> Iterator[Hit]:
    """A capital where the language has a small letter, or the reverse: `said that He would`, `on monday`

    A translator keeps the source's capital. Reported are function words, days and months between small
    words; the second half of a term (`the survey Team`, `el consejo Municipal`); every word of a headline
    where the language writes headlines like sentences; several words in capitals inside a sentence (`the
    board WILL BUY A NEW boat`). Days, nations and countries need a capital
    in English, nouns in German, where adjectives have none. Words beside a mark or another capital, quoted
    titles and texts in capitals are left alone.
    """
    small, capital, plain_titles = _words(view.tag.base)
    present = view.distinct_tokens
    if not small.isdisjoint(present):
        yield from _capitals(view, small)
    if not capital.isdisjoint(present):
        yield from _small(view, capital)
    yield from half_titles(view)
    if view.tag.base == "de":
        yield from german_case(view, small)
    known = wordlist(view.tag.base)
    if plain_titles and known is not None:
        yield from capital_titles(view, known, small if view.tag.base in _CAPITAL_NOUNS else frozenset())
    if known is not None and view.shape.has("AA") and view.shape.has("A A"):
        yield from shouted(view, known)


def _written(view: View, index: int) -> str:
    start, end = view.token_span(index)
    return view.text[start:end]


def _capitals(view: View, small: frozenset[str]) -> Iterator[Hit]:
    """Function words with a capital between two words in small letters."""
    tokens, starts, text = view.tokens, view.token_starts, view.text
    wanted = (small & view.distinct_tokens) | {
        token for token in view.marked_tokens if token.rstrip(_MARKS) in small
    }
    with_capitals = view.distinct_written - view.distinct_tokens
    capitals = {word for word in with_capitals if word[0].isupper() and word.lower() in wanted}
    for index in compress(count(), map(capitals.__contains__, view.written)):
        start = starts[index]
        if not index or not text[start].isupper():
            continue
        last = tokens[index - 1][-1]
        if last != "," and not last.isalnum():
            continue
        match = _CAPITAL_INSIDE.match(text, start)
        word = match[0].lower() if match else ""
        if match is None or word not in small or tokens[index].rstrip(_MARKS) != word:
            continue
        end = match.end()
        if _CITED.match(text, end):
            continue  # Is. 40, 8
        before = _written(view, index - 1)
        # A line of its own, or a mark, may begin a sentence there.
        joined = not view.text[view.token_span(index - 1).end : start].strip(" \u00a0")
        plain = joined and before.removesuffix(",").isalpha() and before.islower()
        if view.tag.base == "de" and _is_made_a_noun(view, index, small):
            continue
        if plain and _goes_on(view, index, word) and not _is_in_name(view, index, small):
            yield Hit(start, end, f"capital inside a sentence: {view.text[start:end]!r}", word)


def _is_made_a_noun(view: View, index: int, small: frozenset[str]) -> bool:
    """Whether a small word of German is a noun there, or the second of two: das Für und Wider."""
    before = view.tokens[index - 1]
    if before in word_set("de", "before-nouns"):
        return True
    first = _written(view, index - 2) if before in ("und", "oder") and index > 1 else ""
    return first.istitle() and first.lower() in small


# A name may hold so many words between its capitals: Athlete of the Year.
_REACH = 3
_OPENING = "“„«‘\"'("


def _is_in_name(view: View, index: int, small: frozenset[str]) -> bool:
    """Whether one of the words just before has a capital of its own, or opens a quotation."""
    for place in range(max(0, index - _REACH), index):
        word = _written(view, place)
        excused = word.lower() in small or _opens_sentence(view, place)
        if word[0] in _OPENING or (word[0].isupper() and not excused and view.tag.base not in _CAPITAL_NOUNS):
            return True
    return False


def _opens_sentence(view: View, place: int) -> bool:
    """Whether a frequent word is at the start of a sentence: its capital tells nothing."""
    known = wordlist(view.tag.base)
    if place and view.tokens[place - 1][-1] not in ".!?…":
        return False
    least = _OFTEN_IN_ENGLISH if view.tag.base == "en" else _OFTEN
    return known is not None and least < known.log(view.tokens[place]) < 0


# English titles have capitals on nouns (Return to Manufacturer), so the first word has to be a frequent one.
_OFTEN_IN_ENGLISH, _OFTEN = -7.5, -13.0
_CAPITAL_NOUNS = ("de", "lb")


def _goes_on(view: View, index: int, word: str) -> bool:
    """Whether a mark ends the word, or a word in small letters follows: a name goes on with a capital."""
    if view.tokens[index] != word:
        return True
    return index + 1 < len(view.tokens) and _written(view, index + 1).rstrip(_MARKS).islower()


# A capital after a small letter, perhaps a comma, and a space.
_CAPITAL_INSIDE = lazyre.compile(
    r"[^\W\d_a-zа-яёà-ÿ](?:(?<=[^\W\d_A-ZА-ЯЁ][ \u00a0].)|(?<=[^\W\d_A-ZА-ЯЁ],[ \u00a0].))[^\W\d_A-ZА-ЯЁ]+"
)
_MARKS = ',.;:!?”"»)'
_CITED = lazyre.compile(r"\. \d")


def _small(view: View, capital: frozenset[str]) -> Iterator[Hit]:
    """Names of days, nations and countries in small letters."""
    if capital.isdisjoint(view.bare_words):
        return
    for index in compress(count(), map(_is_one_of(view, capital).__contains__, view.tokens)):
        token = view.tokens[index]
        word = token.strip(_STRIPPED)
        start = view.token_starts[index] + token.index(word)
        end = start + len(word)
        if view.text[start:end].islower() and not _is_in_small_text(view, start):
            yield Hit(start, end, f"no capital: {word!r}", word[0].upper() + word[1:])


_STRIPPED = _MARKS + "(“«\"'‘"


def _is_one_of(view: View, words: frozenset[str]) -> set[str]:
    """The tokens of the text that are one of the words, with their marks."""
    marked = {token for token in view.marked_tokens if token.strip(_STRIPPED) in words}
    return marked.union(words & view.distinct_tokens)


def _is_in_small_text(view: View, place: int) -> bool:
    """Whether the paragraph has no capital at all: chat, tags, a search."""
    return view.text[slice(*view.paragraph_at(place))].islower()
