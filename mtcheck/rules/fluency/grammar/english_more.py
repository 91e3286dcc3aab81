"""More slips of English: bare nouns, subjects and their verbs, forms of verbs. See english.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from mtcheck.lexicon.forms import forms
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_words import (
    ARTICLE_SOUND,
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    ends_noun,
    slip,
    starts_clause,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, Container[str] | None]

_BARE_AFTER = frozenset("for with to from about of between among".split())
# Verbs that are nothing else.
_SINGULAR, _PLURAL = (
    frozenset("has is was does".split()),
    frozenset("are have do were need want know".split()),
)
_QUESTION = 20  # tokens in which a question mark says that a sentence is one
_HEDGES = frozenset("so as used kind sort type types all".split())


def bare_noun(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """for student, with other driver."""
    if closed(tokens[index]):
        return None
    place = index + 1 + (at(tokens, index + 1) in known.modifiers)
    noun = core(at(tokens, place))
    if (
        noun not in known.single
        or not ends_noun(tokens, place, known)
        or at(tokens, place + 1) in ("and", "or", "to")
    ):
        return None
    if (
        "-" in at(tokens, index - 1)
        or at(tokens, index - 1) in _HEDGES | known.single
        or (tokens[index] in ("of", "to") and noun in ("town", "city"))
    ):
        return None
    return slip(tokens, place, place, "number", "a singular noun without an article")


def missing_article(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    noun = core(at(tokens, index + 1))
    if (tokens[index], noun) not in known.articles:
        return None
    if tokens[index] == "of" and at(tokens, index - 1) in word_set("en", "kinds") | {
        "change",
        "variety",
        "end",
    }:
        return None  # what kind of world
    if noun == "same":
        return (
            slip(tokens, index, index + 1, "article", "“the” is missing")
            if not closed(at(tokens, index + 1))
            else None
        )
    if not ends_noun(tokens, index + 1, known):
        return None
    return slip(tokens, index, index + 1, "article", "“the” is missing")


def bare_lot(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    before = at(tokens, index - 1)
    if at(tokens, index + 1) != "of" or before in word_set("en", "lot") or not before.isalpha():
        return None
    return slip(tokens, index, index, "article", "“a lot of”", "a lot")


def named_country(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """in USA, from United States."""
    first = core(at(tokens, index + 1))
    if first not in known.articled_starts or closed(tokens[index]):
        return None
    for width in (1, 2, 3):
        place = index + width
        name = " ".join(core(token) for token in tokens[index + 1 : place + 1])
        if (
            name in known.articled
            and ends_noun(tokens, place, known)
            and at(tokens, place + 1) not in ("of", "to")
        ):
            return slip(tokens, index, place, "article", f"“the” is missing before {name!r}")
    return None


def noun_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Cars is, the details was; the car are: only where the subject begins its sentence."""
    verb, noun = tokens[index], tokens[index - 1]
    if (noun not in known.plural and noun not in known.noun) or not index or closed(noun):
        return None
    start = index - 1
    while start > 0 and at(tokens, start - 1) in word_set("en", "leads"):
        start -= 1
    before = at(tokens, start - 1)
    if start and (before[-1] not in ".!?" or "." in before[:-1]):
        return None  # not after U.S. either
    leads = tokens[start : index - 1]
    if verb in ("is", "was", "has") and noun in known.plural and not noun.endswith("ics"):
        return slip(tokens, index, index, "agreement", f"“{noun}” is plural")
    if (
        verb in ("are", "have")
        and noun in known.noun
        and "the" in leads
        and "and" not in leads[1:]
        and noun not in known.collective
    ):
        return slip(tokens, index, index, "agreement", f"“{noun}” is singular")
    return None


def relative(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """people who has, a person who are."""
    noun, verb = at(tokens, index - 1), core(at(tokens, index + 1))
    back = set(tokens[max(0, index - 7) : index - 1])
    if noun in known.plural and verb in _SINGULAR and not {"one", "of", "number", "and"} & back:
        return slip(tokens, index + 1, index + 1, "agreement", f"“{noun}” is plural")
    single = (noun in known.noun or noun == "person") and tokens[index] == "who"
    if (
        single
        and verb in ("are", "have", "do", "were")
        and {"a", "an", "every", "each"} & set(tokens[max(0, index - 3) : index - 1])
    ):
        return slip(tokens, index + 1, index + 1, "agreement", f"“{noun}” is singular")
    return None


def someone(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """everyone have."""
    if closed(tokens[index]) or at(tokens, index - 1) in ("and", "than", "does", "did"):
        return None
    if not starts_clause(tokens, index, known):
        return None
    if any("?" in token for token in tokens[index : index + _QUESTION]):
        return None  # Anyone know a recipe?
    if core(at(tokens, index + 1)) not in _PLURAL and not _opens_sentence(tokens, index):
        return None  # they ask that everyone hope
    if at(tokens, index + 1) == "need" and core(at(tokens, index + 2)) in known.verb:
        return None  # nobody need worry
    return slip(tokens, index, index + 1, "agreement", "the verb does not agree")._replace(first=index + 1)


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    before = at(tokens, index - 1)
    told = not tokens[index].startswith(("any", "some"))
    return told and (not before or before[-1] in ".!?" or before in ("but", "because", "if", "when"))


def be_verb(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """can be utilize; is generate."""
    verb = core(at(tokens, index + 1))
    if verb in known.past or closed(tokens[index]):
        return None
    earlier = {core(t) for t in tokens[max(0, index - 12) : index]}
    if tokens[index] not in ("be", "been") and word_set("en", "cleft") & earlier:
        return None
    if tokens[index] in ("is", "are", "was", "were", "am") and at(tokens, index + 2) not in (
        "by",
        "to",
        "in",
        "for",
        "on",
        "from",
        "with",
    ):
        return None
    return slip(tokens, index + 1, index + 1, "verb-form", f"after {tokens[index]!r} stands a participle")


def made_to(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """make them to understand, must to go, enjoy to read."""
    verb = core(at(tokens, index + 1))
    if verb not in known.verb and verb != "be":
        return None
    before = at(tokens, index - 1)
    if before in word_set("en", "objects") and at(tokens, index - 2) in (
        "make",
        "makes",
        "made",
        "making",
        "let",
        "lets",
        "letting",
    ):
        return slip(tokens, index, index, "verb-form", "no “to” after make and let")
    if before == "avoided" and at(tokens, index - 2) in ("be", "been", "is", "are", "was", "were"):
        return None  # heat should be avoided to prevent damage
    if before in ("must", "should", "cannot"):
        return slip(tokens, index, index, "verb-form", f"no “to” after {before!r}")
    if before in ("not", "n't") and at(tokens, index - 2) in ("can", "ca", "must", "should", "could"):
        return slip(tokens, index, index, "verb-form", "no “to” after a modal verb")
    if before in known.enjoyed and verb != "be":
        return slip(tokens, index, index + 1, "verb-form", f"after {before!r} stands the -ing form")
    return None


def wants(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if closed(tokens[index]):
        return None
    return slip(tokens, index, index + 1, "verb-form", "“to” is missing")


def affect(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if at(tokens, index - 1) in (
        "an",
        "the",
        "great",
        "big",
        "bad",
        "negative",
        "positive",
        "no",
        "any",
        "huge",
        "good",
    ):
        if not ends_noun(tokens, index, known) and at(tokens, index + 1) not in ("on", "of"):
            return None
        return slip(
            tokens,
            index,
            index,
            "confusion",
            "“effect” is the noun",
            tokens[index].replace("affect", "effect"),
        )
    return None


def there_for_their(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    noun = core(at(tokens, index + 1))
    if (
        at(tokens, index - 1) in known.prepositions
        and (noun in known.plural or noun in known.noun)
        and not closed(tokens[index])
    ):
        return slip(tokens, index, index, "confusion", "“their” is the possessive", "their")
    return None


def lets(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    before, verb = at(tokens, index - 1), core(at(tokens, index + 1))
    if (not before or before[-1] in ".!?") and (verb in known.verb or verb == "not"):
        return slip(tokens, index, index, "confusion", "“let's” is meant", "let's")
    return None


def too(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if at(tokens, index - 1) not in (
        "is",
        "are",
        "was",
        "were",
        "way",
        "far",
        "looks",
        "seems",
        "them",
        "be",
    ):
        return None
    return slip(tokens, index, index, "confusion", "“too” is meant", "too")


def comma(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """For example the town; the word after the missing comma is the place."""
    for width in range(1, 5):
        start = index - width + 1
        if start < 0 or tuple(tokens[start : index + 1]) not in known.connectives:
            continue
        if start and at(tokens, start - 1)[-1] not in ".!?":
            return None
        if at(tokens, index + 2) in ("of", "which"):
            return None
        why = f"a comma is missing after {' '.join(tokens[start : index + 1])!r}"
        return Slip(index + 1, index + 1, "comma", f"{core(at(tokens, index + 1))!r}: {why}")
    return None


def its(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """its very expensive, but: its very existence."""
    if at(tokens, index + 1) == "very" and not ends_noun(tokens, index + 2, known):
        return None
    if at(tokens, index + 1) != "very" and not ends_noun(tokens, index + 1, known):
        return None
    if core(at(tokens, index + 2)) in word_set("en", "its-very") or not starts_clause(tokens, index, known):
        return None
    return slip(tokens, index, index, "confusion", "“it's” is meant", "it's")


def can_not(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if at(tokens, index + 2) in ("only", "just", "but", "merely"):
        return None
    return slip(tokens, index, index + 1, "spelling", "“cannot” is one word", "cannot")


class _Sounding:
    """The words that sound as a pattern says."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __contains__(self, word: object) -> bool:
        return self._pattern.fullmatch(core(str(word))) is not None


def article_sound(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """a apple, an ship; not: vitamin A enters. Words in capitals are left out later: an LED, an MIT study."""
    word, before = core(at(tokens, index + 1)), at(tokens, index - 1)
    listed = wordlist("en")
    if closed(tokens[index]) or word in known.letters_after:
        return None
    if before[-1:].isdigit():
        return None  # 1.5 A
    if before in known.letters_before or before[-1:] == "." or listed is None:
        return None
    if word not in listed and not forms("en").is_a(word, "noun"):
        return None
    better = "an" if tokens[index] == "a" else "a"
    return slip(tokens, index, index, ARTICLE_SOUND, f"“{better}” stands before {word!r}", better)


def misformed(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """rised, choosed."""
    right = known.misformed[tokens[index]]
    return slip(tokens, index, index, "form", f"the past is {right!r}", right)


def fixed(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """from one hand, how it looks like."""
    for wrong, right in known.fixed[tokens[index]]:
        last = index + len(wrong) - 1
        if len(wrong) > 2 and at(tokens, index + 1) != wrong[1]:
            continue
        said = (*tokens[index:last], core(at(tokens, last)))
        if said == wrong and (right[-1:] != "$" or ends_noun(tokens, last, known)):
            better = right.rstrip("$")
            return slip(tokens, index, last, "function-word", f"“{better}” is meant", better)
    return None


def such_like(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """such countries like Japan."""
    if core(at(tokens, index + 1)) in known.plural and at(tokens, index + 2) == "like":
        if closed(at(tokens, index + 1)) or at(tokens, index + 3).rstrip(",.") in ("this", "that", "these"):
            return None
        return slip(tokens, index + 2, index + 2, "function-word", "after “such” stands “as”", "as")
    return None


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    yield "am are is was were be been", be_verb, known.sure_verb
    yield "is was has are have", noun_subject, None
    yield " ".join(_BARE_AFTER), bare_noun, known.single | known.modifiers
    yield (
        " ".join(sorted({a for a, _ in known.articles})),
        missing_article,
        frozenset(b for _, b in known.articles),
    )
    yield " ".join(known.prepositions), named_country, known.articled_starts
    yield "lot", bare_lot, frozenset(("of",))
    yield "who which", relative, _SINGULAR | _PLURAL
    yield " ".join(known.someone), someone, _PLURAL | word_set("en", "after-everyone")
    yield "to", made_to, known.verb | {"be"}
    yield "to", too, word_set("en", "too")
    yield "want wants wanted", wants, word_set("en", "wanted")
    yield "affect affects", affect, None
    yield "there", there_for_their, known.noun | known.plural
    yield " ".join(sorted({phrase[-1] for phrase in known.connectives})), comma, known.clause_openers
    yield "its", its, known.its_adjectives
    yield "can", can_not, frozenset(("not",))
    for article, sound in known.sounds.items():
        yield article, article_sound, _Sounding(sound)
    yield " ".join(known.misformed), misformed, None
    yield "such", such_like, known.plural
    for first, phrases in known.fixed.items():
        yield first, fixed, frozenset(wrong[1] for wrong, _ in phrases)
    yield "lets", lets, known.verb | {"not"}
