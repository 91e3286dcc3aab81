"""FLU016: a clause whose words stand in an order that the language does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.lexicon.order import TOKEN, broken, languages, order_of
from mtcheck.registry import Options, rule
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
# Shorter sentences are labels, titles and exclamations; longer ones are lists.
_FEWEST_WORDS, _MOST_WORDS = 8, 60
# Of a text with a source it may be a fragment that the program puts together.
_FEWEST_WORDS_OF_A_STRING = 12
_SENTENCE = lazyre.compile(r"""["“„«»‚‘'(¿¡–—-]*\s?[^\W\d_a-zа-яёіїєґ].*[.!?…]["”“»«’')]*\s*""", re.DOTALL)
# Placeholders, code and addresses.
_CODE = lazyre.compile(r"[#@|<>={}\[\]\\_~^*/]|\w\.\w|://")
# Verse: a line this short does not end where the page does.
_SHORT_LINE = lazyre.compile(r"^.{1,45}\n.*\S", re.MULTILINE)
# One native line in a hundred is nearly as bad; three in a text, and a seventh of it, have no such chance.
_NEARLY, _MANY, _SHARE = 0.75, 3, 0.15
_QUOTE = lazyre.compile('["“”„«»‹›「」『』]')
# More than this share of words with a capital: names, titles, lines of a table.
_NAMES = 0.4


@rule(
    "FLU016",
    "word-order",
    category="linguistic/grammar",
    severity=Severity.MAJOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    examples=(
        (
            "The teacher of the village the children to the forest with them took.",
            "The teacher of the village took the children to the forest.",
        ),
    ),
)
def word_order(view: View, options: Options) -> Iterator[Hit]:
    """A clause whose words stand in an order that the language does not have.

    A machine that lost its way keeps the order of the source, or leaves phrases where they fell: `the teacher
    the children to the forest took`. A small network per language, which learned to tell sentences from the
    same sentences out of order, gives each word the odds that it does not belong behind the one before it. A
    clause is told where several together are higher than in nearly all sentences of professional text, and
    sooner where one in seven is like that. How to mend it only the source says. Titles, verse, code,
    short sentences, quotations, sentences full of names and stretches in other languages are left alone.
    Languages, shares and limits: docs/fluency.md.
    """
    base = tag(view.lang).base
    if base not in languages() or view.document.is_message or view.once(is_nearest_only, view):
        return
    order = order_of(base)
    fewest = _FEWEST_WORDS if view.document.source is None else _FEWEST_WORDS_OF_A_STRING
    spans = [span for span in view.sentences if _is_prose(view.text[span.start : span.end], fewest)]
    sentences = [TOKEN.findall(view.text, start, end) for start, end in spans]
    found = [broken(odds) for odds in order.breaks(sentences)]
    limit = _limit([clause.score for clause in found if clause], len(spans), order.threshold)
    for span, clause in zip(spans, found, strict=True):
        if not clause or clause.score <= limit or tag(view.lang_at(span.start)).base != base:
            continue
        first, last = _place(view, span, clause.first, clause.last)
        if not _QUOTE.search(view.text, first, last):  # the line “It was closed” stood there
            yield Hit(first, last, "word order: the words of this clause stand in no order of the language")


def _limit(scores: list[float], sentences: int, threshold: float) -> float:
    """The score above which a clause is told: lower in a text with many clauses that are nearly as bad."""
    low = threshold * _NEARLY
    many = sum(score > low for score in scores)
    return low if many >= max(_MANY, _SHARE * sentences) else threshold


def _is_prose(sentence: str, fewest: int) -> bool:
    words = [word for word in sentence.split() if word[0].isalpha() or word[-1].isalpha()]
    if not fewest <= len(words) <= _MOST_WORDS or not _SENTENCE.fullmatch(sentence):
        return False
    names = sum(word[0].isupper() for word in words[1:])
    return names <= _NAMES * len(words) and not _CODE.search(sentence) and not _SHORT_LINE.search(sentence)


def _place(view: View, sentence: Span, first: int, last: int) -> tuple[int, int]:
    places = [match.span() for match in TOKEN.finditer(view.text, sentence.start, sentence.end)]
    while last > first and not view.text[places[last][0]].isalnum():
        last -= 1  # the stop that should not come yet
    return places[first][0], places[last][1]
