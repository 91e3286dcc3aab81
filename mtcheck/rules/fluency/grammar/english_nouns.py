"""Slips of English noun phrases: numbers, determiners and the nouns after them. See english.py.

A word is what english.json says it mostly is; what stands around it leaves no other reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.lexicon.forms import forms
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_words import (
    BARE,
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    ends_noun,
    lexicon,
    slip,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
SINGULAR, PLURAL, ADJECTIVE = 1, 2, 4
_ADJECTIVES = 2  # before a noun, at most
_ARTICLES = frozenset(("the", "a", "an"))
_BOTH = 9  # tokens from `both` to its `and`
_AROUND = 30  # tokens in which a text that has articles has one


def kind(word: str) -> int:
    """What a word in small letters mostly is: a noun that counts, its plural, an adjective, else 0.

    >>> kind("situation") == SINGULAR, kind("students") == PLURAL, kind("of"), kind("recent") == ADJECTIVE
    (True, True, 0, True)
    """
    known = lexicon()
    if word in known.singulars:
        return SINGULAR
    if word in known.plurals:
        return PLURAL
    return ADJECTIVE if word in known.adjectives else 0


def noun_after(tokens: Tokens, index: int, known: Lexicon) -> int:
    """The place of the noun that ends the phrase after a determiner, -1 where it is not plain."""
    for place in range(index + 1, min(index + 2 + _ADJECTIVES, len(tokens))):
        if closed(tokens[place - 1]):
            return -1
        found = kind(core(tokens[place]))
        if found in (SINGULAR, PLURAL):
            joined = at(tokens, place + 1) in ("and", "or")  # two demand and supply curves
            return place if ends_noun(tokens, place, known) and not joined else -1
        if found != ADJECTIVE or tokens[place] in word_set("en", "counting"):
            return -1
    return -1


def bare_noun(tokens: Tokens, index: int) -> int:
    """The place of a noun without an article that ends the phrase after a preposition or verb; else -1."""
    for place in range(index + 1, min(index + 2 + _ADJECTIVES, len(tokens))):
        if closed(tokens[place - 1]):
            return -1
        word = core(tokens[place])
        found = kind(word)
        if found == SINGULAR:
            whole = ends_noun(tokens, place, lexicon()) and tokens[place].startswith(word)
            twice = word == at(tokens, index - 1)  # piece by piece
            joined = twice or _joins(tokens, index, place)
            of_kind = tokens[index] == "of" and at(tokens, index - 1) in word_set("en", "kinds")
            is_verb = tokens[index] == "to" and place == index + 1 and forms("en").is_a(word, "verb")
            return place if whole and not (joined or of_kind or is_verb) else -1
        if found != ADJECTIVE or word in word_set("en", "counting"):
            return -1
    return -1


def _joins(tokens: Tokens, index: int, place: int) -> bool:
    """Whether a noun is one of two: from farmer to farmer, for driver and guide; not: is engineer, and."""
    if closed(tokens[place]) and tokens[index] in ("is", "was"):
        return False
    return at(tokens, place + 1) in word_set("en", "joins-nouns")


def missing_article(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """influence of gadget on brain: a noun that never is without an article, in a text that has articles."""
    place = bare_noun(tokens, index)
    noun = core(tokens[place]) if place >= 0 else ""
    counts = noun in known.countable or noun in word_set("en", "never-bare")
    if not counts or noun in word_set("en", "may-be-bare"):
        return None
    if f"{tokens[index]}_{noun}" in known.idioms:
        return None  # on site
    if tokens[index] == "have" and at(tokens, index - 1) == "must":
        return None  # a must have gadget
    if not _ARTICLES & set(tokens[max(0, place - _AROUND) : place + _AROUND]):
        return None  # a headline
    return slip(tokens, place, place, "article", BARE)


def plural_wanted(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """two location, many different problem, both population."""
    word, before = tokens[index], at(tokens, index - 1)
    place = noun_after(tokens, index, known)
    noun = core(tokens[place]) if place >= 0 else ""
    if kind(noun) != SINGULAR or noun in known.collective or noun in word_set("en", "counting"):
        return None
    if word == "both" and (
        {"and", "&"} & set(tokens[place : place + _BOTH]) or at(tokens, place + 1) == "of"
    ):
        return None
    if before in known.letters_before or before in (
        "a",
        "the",
        "one",
        "or",
        "chapter",
        "number",
        "top",
        "most",
    ):
        return None
    return Slip(place, place, "number", f"“{core(tokens[place])}”: after {word!r} stands a plural")


def singular_wanted(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """a different ways, every important decisions."""
    place = noun_after(tokens, index, known)
    if place <= index + 1 or kind(core(tokens[place])) != PLURAL or at(tokens, index - 1) == "such":
        return None
    if at(tokens, place + 1).startswith("("):
        return None  # a human resources (HR) consultant
    if tokens[place - 1] in known.plural or core(tokens[place]).endswith("ics"):
        return None
    return slip(tokens, index, index, "number", f"a plural follows: “{core(tokens[place])}”")


def lots(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """lots of destination."""
    place = noun_after(tokens, index + 1, known) if at(tokens, index + 1) == "of" else -1
    if place < 0 or core(tokens[place]) not in known.countable:
        return None
    return slip(tokens, place, place, "number", f"after “{tokens[index]} of” stands a plural")


def first_noun(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """First chart shows."""
    noun, before = at(tokens, index + 1), at(tokens, index - 1)
    verb = core(at(tokens, index + 2))
    if noun not in known.countable or verb not in known.third | {"is", "was", "has"}:
        return None
    if (before and before[-1] not in ".!?") or not _ARTICLES & set(tokens[index + 2 : index + _AROUND]):
        return None
    return slip(tokens, index, index, "article", "“the” is missing", f"the {tokens[index]}")


def opening_head(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Amount of waste rises in the city. But not a label: Number of rooms: 5."""
    before, rest = at(tokens, index - 1), tokens[index + 2 : index + _AROUND]
    if at(tokens, index + 1) != "of" or not before or before[-1] not in ".!?":
        return None
    verbs = {"is", "are", "was", "were", "has", "have", "will", "can"} & set(rest[:8])
    if not verbs or not _ARTICLES & set(rest):
        return None
    return slip(tokens, index, index, "article", BARE)


def amount(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """the amount of people."""
    place = index + 2
    place += kind(at(tokens, place)) == ADJECTIVE
    if at(tokens, index + 1) == "of" and core(at(tokens, place)) in word_set("en", "counted-people"):
        return slip(tokens, index, index, "function-word", "what can be counted has a number", "number")
    return None


def bare_head(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """rise in number of visitors."""
    before = at(tokens, index - 1)
    if at(tokens, index + 1) != "of" or before not in word_set("en", "before-heads"):
        return None
    if before == "of" and at(tokens, index - 2) == "terms":
        return None
    return slip(tokens, index, index, "article", f"“the {tokens[index]}” is meant")


def one_of(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """one of problems, one of most popular."""
    after = core(at(tokens, index + 2))
    if at(tokens, index + 1) != "of" or after in word_set("en", "numbers-of"):
        return None
    if after == "most" and kind(core(at(tokens, index + 3))) == ADJECTIVE:
        return slip(tokens, index + 2, index + 2, "article", "“one of the” is meant", "the most")
    if kind(after) == PLURAL and ends_noun(tokens, index + 2, known):
        return slip(tokens, index + 2, index + 2, "article", "“one of the” is meant", f"the {after}")
    return None


def same(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """with same level, have same problem."""
    noun = core(at(tokens, index + 1))
    if at(tokens, index - 1) not in word_set("en", "before-same") or closed(tokens[index]):
        return None
    if noun not in word_set("en", "after-same") or not ends_noun(tokens, index + 1, known):
        return None
    return slip(tokens, index, index, "article", "“the same”", "the same")


def such(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """by such method."""
    noun = core(at(tokens, index + 1))
    if noun not in word_set("en", "countable") or not ends_noun(tokens, index + 1, known):
        return None
    if closed(tokens[index]) or at(tokens, index - 1) in word_set("en", "before-such"):
        return None
    return slip(tokens, index, index, "article", f"“such a {noun}”", "such a")


def counted(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """much more problems, less people."""
    place = index + 1 + (tokens[index] == "much")
    noun, before = core(at(tokens, place)), at(tokens, index - 1)
    plural = kind(noun) == PLURAL or noun == "people"
    if not plural or not ends_noun(tokens, place, known) or closed(tokens[place - 1]) or noun.endswith("ics"):
        return None
    if before in ("no", "or", "than", "the", "in", "any", "and"):
        return None
    if kind(before) == PLURAL:
        return None  # exports less imports
    better = "many" if tokens[index] == "much" else "fewer"
    return slip(tokens, index, index, "number", f"“{better}” goes with a plural", better)


def there_is(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """there is problems, there are a school."""
    verb, place = at(tokens, index + 1), index + 2
    if verb in ("are", "were"):
        noun = noun_after(tokens, place, known) if at(tokens, place) in ("a", "an") else -1
        if noun < 0 or kind(core(tokens[noun])) != SINGULAR or closed(tokens[noun]):
            return None
        word, after = core(tokens[noun]), at(tokens, noun + 1)
        if after in ("and", "or", "of") or word in known.collective or not after:
            return None
        return slip(tokens, index + 1, index + 1, "agreement", f"“{word}” is singular")
    if at(tokens, place) in ("little", "few", "much", "nothing"):
        return None  # there was little doctors could do
    place += at(tokens, place) in ("some", "no", "only", "also", "more")
    noun = noun_after(tokens, place - 1, known)
    if noun < 0 or kind(core(tokens[noun])) != PLURAL or core(tokens[noun]).endswith("ics"):
        return None
    return slip(tokens, index + 1, index + 1, "agreement", f"“{core(tokens[noun])}” is plural")


def millions(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """5 millions people, 2.3 billions."""
    before, after, word = core(at(tokens, index - 1)), core(at(tokens, index + 1)), core(tokens[index])
    digits = before.replace(".", "").replace(",", "").isdigit() and word != "hundreds"
    named = kind(after) in (PLURAL, SINGULAR) or after in ("people", "dollar", "dollars", "euro", "euros")
    spelt = before in word_set("en", "small-numbers") and named and not closed(tokens[index])
    if not (digits or spelt) or after == "of":
        return None
    return slip(tokens, index, index, "number", "no plural after a number", word[:-1])


def by_number(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """fell on 5 percent, decreased for 2.4%."""
    number, unit = core(at(tokens, index + 2)), core(at(tokens, index + 3))
    if not number[:1].isdigit():
        return None
    with_it = at(tokens, index + 1) == "with"  # come up with 38%; grown with 70 % less water
    after = at(tokens, index + 3 + {"per": 2, "percent": 1, "points": 1}.get(unit, 0))
    if with_it and (
        tokens[index] in ("up", "down") or after in ("of", "less", "more", "fewer", "lower", "higher")
    ):
        return None
    if not number.endswith("%") and unit not in ("percent", "per", "%", "points", "times"):
        return None
    return slip(tokens, index + 1, index + 1, "function-word", "“by” says how much", "by")


def bare_usa(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Sweden and USA."""
    if at(tokens, index - 1) not in ("and", "or", "than") or "the" in tokens[max(0, index - 4) : index]:
        return None
    name = core(tokens[index]).upper()
    return slip(tokens, index, index, "article", f"“the” is missing before {name!r}", f"the {name}")


def year(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """in 2005 year."""
    number = at(tokens, index - 1)
    if len(number) != 4 or not number.isdigit() or number[:2] not in ("18", "19", "20"):
        return None
    if at(tokens, index - 2) not in ("in", "from", "to", "of", "until", "since", "by"):
        return None
    if not ends_noun(tokens, index, known):
        return None
    return slip(tokens, index, index, "function-word", f"“{number}” or “the year {number}”", "")


def its(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """because of it's location."""
    if at(tokens, index - 1) not in word_set("en", "before-its") or closed(tokens[index]):
        return None
    if not kind(core(at(tokens, index + 1))) & (SINGULAR | PLURAL):
        return None
    return slip(tokens, index, index, "confusion", "“its” is the possessive", "its")


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    numbers = " ".join(word_set("en", "small-numbers"))
    bare = known.countable | known.adjectives | word_set("en", "never-bare")
    nominal = known.singulars | known.adjectives
    yield f"{numbers} both these those many several various numerous", plural_wanted, nominal
    yield "a an this every each another", singular_wanted, known.adjectives
    yield " ".join(word_set("en", "before-bare")), missing_article, bare
    yield "amount", amount, frozenset(("of",))
    yield " ".join(word_set("en", "bare-heads")), bare_head, frozenset(("of",))
    yield "level rate", opening_head, frozenset(("of",))
    yield " ".join(word_set("en", "bare-heads")), opening_head, frozenset(("of",))
    yield "lot lots", lots, frozenset(("of",))
    yield "first second third fourth main", first_noun, known.countable
    yield "one", one_of, frozenset(("of",))
    yield "same", same, word_set("en", "after-same")
    yield "such", such, word_set("en", "countable")
    yield "much", counted, frozenset(("more", "less"))
    yield "less", counted, known.plurals | {"people"}
    yield "there", there_is, frozenset("is was are were".split())
    yield (
        "millions thousands hundreds billions millions. thousands. billions. millions, billions,",
        millions,
        None,
    )
    yield " ".join(word_set("en", "changes")), by_number, frozenset(("on", "for", "with"))
    yield "usa uk usa. uk. usa, uk,", bare_usa, None
    yield "year year, year. years", year, None
    yield "it's it’s", its, None
