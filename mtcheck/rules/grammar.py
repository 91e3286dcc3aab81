"""FLU004: grammar and spelling: our own checks of English, Harper's, and a spelling dictionary's."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.english import slips
from mtcheck.rules.english_order import places
from mtcheck.rules.english_words import core
from mtcheck.rules.harper import lints
from mtcheck.rules.spelling import misspelled
from mtcheck.view import View

NOT_PROSE = ("link", "code")
# Kinds that learners get wrong and translators hardly ever do, and what edited English leaves open: told only
# when asked for. In 16,200 segments of machine output they spoke of a real slip five times.
_STRICT = frozenset(("comma", "spelling", "verb-form", "number"))
# Of what Harper says of words it does not know, what begins with a capital is nearly always a name.
_SPELLING = "Spelling"


@rule(
    "FLU004",
    "grammar",
    category="linguistic/grammar",
    severity=Severity.MINOR,
    safety=Safety.DISPLAY,
    skip=NOT_PROSE,
    options={"harper": False, "spelling": False, "dictionaries": [], "strict": False},
    examples=(
        ("The result depends of the weather.", "The result depends on the weather."),
        ("She have a house in USA.", "She has a house in the USA."),
    ),
)
def grammar(view: View, options: Options) -> Iterator[Hit]:
    """A slip of grammar or spelling: `depends of`, `they was`, `its a`

    Without options English is checked for slips of function words: agreement, articles, prepositions, its and
    it's, than and then, word order. The kind stands first in the message. ``strict`` adds what learners get
    wrong and translators do not: numbers of nouns, forms of verbs, commas after opening phrases. ``harper``
    adds all that and the grammar checker
    Harper (English; `pip install 'mtcheck[grammar]'`), ``spelling`` the dictionaries of hunspell in any
    language (`pip install 'mtcheck[spelling]'`): those that ``dictionaries`` names (paths of .dic files or of
    folders), else those of the system. Names, stretches in other languages, links and code are left alone.
    """
    base = _base(view.lang)
    found: list[Hit] = []
    if base == "en":
        found += _own(view, bool(options.get("strict") or options.get("harper")))
        found += [Hit(each.start, each.end, f"{each.kind}: {each.message}") for each in places(view)]
        if options.get("harper"):
            found += _harper(view)
    if options.get("spelling"):
        found += [
            Hit(start, end, message, better)
            for start, end, message, better in misspelled(
                view, tuple(map(str, options.get("dictionaries", ())))
            )
        ]
    taken: list[Span] = []
    for hit in sorted(found, key=lambda hit: (hit.start, hit.end)):
        if taken and hit.start < taken[-1].end:
            continue
        if _base(view.lang_at(hit.start)) == base:
            taken.append(Span(hit.start, hit.end))
            yield hit


def _base(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _own(view: View, strict: bool) -> Iterator[Hit]:
    for slip in slips(view.tokens):
        if slip.kind in _STRICT and not strict:
            continue
        first, last = view.token_span(slip.first), view.token_span(slip.last)
        start = first.start + view.tokens[slip.first].index(
            core(view.tokens[slip.first]) or view.tokens[slip.first]
        )
        end = last.start + len(view.lowered[last.start : last.end].rstrip('”"’»“.,;:!?…)]'))
        if start < end and view.paragraph_at(start).end >= end:
            better = slip.better
            if better and view.text[start].isupper():
                better = better[0].upper() + better[1:]
            yield Hit(start, end, f"{slip.kind}: {slip.message}", better)


def _harper(view: View) -> Iterator[Hit]:
    """Harper's findings, less those on names."""
    for lint in lints(view.text):
        text = view.text[lint.start : lint.end]
        if not text.strip() or (lint.kind == _SPELLING and _is_name(view, lint.start, text)):
            continue
        if text.lower() in ("a", "an") and view.text[lint.end + 1 : lint.end + 2].isupper():
            continue  # an X17: letters are read by their names
        yield Hit(lint.start, lint.end, f"{lint.kind.lower()}: {lint.message}", lint.replacement, 0.8)


def _is_name(view: View, start: int, text: str) -> bool:
    """Whether a word that Harper does not know is a name: capitals, digits, foreign letters, or a term."""
    if not text.isascii() or any(character.isdigit() for character in text) or text[1:] != text[1:].lower():
        return True
    before = view.text[:start].rstrip(" “\"'(")[-1:]
    return text[:1].isupper() and before not in ("", "\n", *".!?:")
