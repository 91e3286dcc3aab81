"""Slips of English verbs and their subjects, near and far: my question are; scientists from Oslo has.

What stands between the start of a clause and a verb is read as a noun phrase, with phrases behind its head.
See english.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from mtcheck.lexicon.features import POS, spread
from mtcheck.lexicon.forms import forms
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_subjects import opens
from mtcheck.rules.fluency.grammar.english_verbs import is_plain
from mtcheck.rules.fluency.grammar.english_words import (
    OPENING,
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    lexicon,
    slip,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, frozenset[str] | None]
_LONGEST = 14  # tokens of a subject with phrases
_NEAR = 4  # tokens of one without
_BACK = 12  # tokens back to a verb of wishing, and to a verb before `, and`
_SG, _PL = spread(numbers=("sg",)), spread(numbers=("pl",))


def _with_not(verbs: str) -> frozenset[str]:
    """Verbs, and those that have a not: is, isn't, isn’t."""
    return frozenset(verb + end for verb in verbs.split() for end in ("", "n't", "n’t"))


_SINGULAR_VERBS, _PLURAL_VERBS = _with_not("is was has does"), _with_not("are were have do")
_MODALS = frozenset("will can could would must should may might had did".split())
_FINITE = _SINGULAR_VERBS | _PLURAL_VERBS | _MODALS


def subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """The slip of a verb and the noun phrase before it, or of that phrase alone."""
    noun = index - 1
    while noun > 0 and tokens[noun] in word_set("en", "between-subjects"):
        noun -= 1
    if noun < 0 or not _nominal(tokens[noun], True):
        return None
    found = determined(tokens, noun, known) if noun == index - 1 else None
    if found or tokens[index] in _MODALS:
        return found
    return near_head(tokens, index, noun, known) or far_head(tokens, index, noun, known)


def far_head(tokens: Tokens, index: int, noun: int, known: Lexicon) -> Slip | None:
    """The price of the tickets for students are; scientists from Oslo has."""
    found = _with_phrases(tokens, noun)
    if found is None:
        return None
    start, head = found
    is_led = _determines(tokens[start])
    number = noun_number(tokens[head], head == start + 1) if is_led else _bare_number(tokens, start, head)
    if not number or not _begins_clause(tokens, start, is_led, known):
        return None
    return _disagree(tokens, index, start, head, number, known)


def near_head(tokens: Tokens, index: int, noun: int, known: Lexicon) -> Slip | None:
    """But my question are; where the tents was."""
    word = tokens[noun]
    number = noun_number(word, True)
    if number != (SINGULAR if core(tokens[index]) in _plurals_of(known) else PLURAL):
        return None
    start = _start(tokens, noun, _leads)
    is_led = _determines(tokens[start]) and start < noun
    if not is_led:
        start = _start(tokens, noun, _is_modifier)
        number = _bare_number(tokens, start, noun)
    elif noun > start + 1 and kind(tokens[noun - 1]) != ADJECTIVE:
        number = noun_number(word, False)
    if not number or not _begins_clause(tokens, start, is_led, known):
        return None
    return _disagree(tokens, index, start, noun, number, known)


@cache
def _plurals_of(known: Lexicon) -> frozenset[str]:
    """The verbs of plural subjects."""
    plain = frozenset(filter(is_plain, known.verb)) | word_set("en", "plain-or-noun") | {"need"}
    return plain | _PLURAL_VERBS


def _leads(word: str) -> bool:
    return _determines(word) or _nominal(word)


def _is_modifier(word: str) -> bool:
    return kind(word) in (ADJECTIVE, SINGULAR)


def _start(tokens: Tokens, noun: int, may_stand: Callable[[str], bool]) -> int:
    """The first token of the phrase that a noun ends: its determiner, or the last word that may stand."""
    start = noun
    while start > 0 and noun - start < _NEAR and not _determines(tokens[start]):
        if closed(tokens[start - 1]) or not may_stand(tokens[start - 1]):
            break
        start -= 1
    return start


def determined(tokens: Tokens, noun: int, known: Lexicon) -> Slip | None:
    """This letters will, these picture can: a noun and its determiner, with a verb behind."""
    number = kind(tokens[noun])
    if number not in (SINGULAR, PLURAL):
        return None
    start = noun - 1
    while start > 0 and noun - start < _NEAR and kind(tokens[start]) == ADJECTIVE:
        if tokens[start] in word_set("en", "counting"):
            return None  # a few boats
        start -= 1
    if start < 0:
        return None
    first = tokens[start].lstrip(OPENING)
    if first not in (_PLURAL_ONLY if number == SINGULAR else _SINGULAR_ONLY):
        return None
    if at(tokens, start - 1) in ("all", "of") or any(map(closed, tokens[start:noun])):
        return None
    if number == SINGULAR and not _is_quantity(tokens, noun, noun, known):
        return slip(tokens, start, noun, "number", "a plural must follow")._replace(head=noun)
    is_amount = tokens[noun] in word_set("en", "measured") or tokens[noun].endswith("ics")
    if number == PLURAL and not is_amount:
        return slip(tokens, start, noun, "number", "a singular must follow")._replace(head=noun)
    return None


_PLURAL_ONLY = frozenset("these those many several few various both".split())


def that_third(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """The volunteers that comes, where a clause begins with them."""
    noun, verb = index - 1, core(at(tokens, index + 1))
    if noun < 0 or closed(tokens[noun]) or kind(tokens[noun]) != PLURAL:
        return None
    start = _start(tokens, noun, lambda word: _determines(word) or kind(word) in (ADJECTIVE, SINGULAR))
    if not _begins_clause(tokens, start, _determines(tokens[start]), known):
        return None
    if _is_quantity(tokens, start, noun, known) or not _is_sure_third(verb):
        return None
    why = f"“{tokens[noun]}” is plural"
    return slip(tokens, index + 1, index + 1, "agreement", why)._replace(head=noun)


def _bare_number(tokens: Tokens, start: int, noun: int) -> int:
    """The number of a noun without a determiner, 0 where it may be a verb: that jumps into my mind."""
    word, known = tokens[noun], forms("en")
    opens_text = not at(tokens, start - 1) or closed(tokens[start - 1])
    if word.endswith("ics") or (not opens_text and known.is_a(word, "verb")):
        return 0
    return PLURAL if word == "people" else kind(word)


def _disagree(tokens: Tokens, index: int, start: int, head: int, number: int, known: Lexicon) -> Slip | None:
    """The slip of a verb and a subject that begins and has its head at these places."""
    first, word, verb = tokens[start].lstrip(OPENING), tokens[head], core(tokens[index])
    if _is_quantity(tokens, start, head, known):
        return None
    if number == PLURAL:
        if first in _SINGULAR_ONLY or (verb not in _SINGULAR_VERBS and verb not in known.third):
            return None
        if not _is_sure_third(verb) and at(tokens, index + 1) not in word_set("en", "begins-objects"):
            return None
        return slip(tokens, index, index, "agreement", f"“{word}” is plural")._replace(head=head)
    if number != SINGULAR or start == head or not _leads_singular(first):
        return None
    if verb not in _PLURAL_VERBS and not _is_plain_verb(tokens, index, known):
        return None
    if not verb.startswith("are"):
        wishes = word_set("en", "wishing") if verb.startswith("were") else known.subjunctive
        if not wishes.isdisjoint(tokens[max(0, start - _BACK) : start]):
            return None
    return slip(tokens, index, index, "agreement", f"“{word}” is singular")._replace(head=head)


_SINGULAR_ONLY = frozenset("each every a an another one this".split())


def _is_sure_third(verb: str) -> bool:
    """Whether a form of the third person is no plural of a noun: says, but passes."""
    if verb in _SINGULAR_VERBS or verb in word_set("en", "thirds-or-nouns"):
        return True
    return not forms("en").is_a(verb, "noun")


def _is_plain_verb(tokens: Tokens, index: int, known: Lexicon) -> bool:
    """Whether a verb in its plain form stands there, and no noun: a security think tank."""
    verb, after = core(tokens[index]), at(tokens, index + 1)
    if is_plain(verb):
        return verb in known.verb
    if verb == "need":
        return after == "to"
    return (
        verb in word_set("en", "plain-or-noun")
        and not closed(tokens[index])
        and after not in _FINITE
        and core(after) not in ("of", "tank", "tanks")
    )


def _leads_singular(word: str) -> bool:
    return (
        word == "one"
        or (word in word_set("en", "singular-determiners") and word != "that")
        or _is_possessive(word)
    )


@lru_cache(maxsize=20_000)
def _determines(word: str) -> bool:
    word = word.lstrip(OPENING)
    is_listed = word in word_set("en", "determining") or word == "one"
    return (is_listed and word != "no") or _is_possessive(word)


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s")) and word[:-2] not in _NO_OWNERS


_NO_OWNERS = frozenset("it that he she there here what who where how when why let this one".split())


def _opens(tokens: Tokens, start: int, known: Lexicon) -> bool:
    return not at(tokens, start - 1) or opens(tokens, start, known, True)


def _begins_clause(tokens: Tokens, start: int, is_led: bool, known: Lexicon) -> bool:
    """Whether a clause begins at a place, where a noun phrase with or without a determiner stands."""
    before = at(tokens, start - 1)
    if _opens(tokens, start, known) or tokens[start][0] in OPENING:
        return True
    if tokens[start].endswith("ing"):
        return False  # testing employees is
    if before in word_set("en", "opens-questions") or before in ("said", "says"):
        return before != "how" or tokens[start] not in ("many", "few")
    if not is_led:
        return False
    if before in _THINKING:
        return at(tokens, start - 2) in _PERSONS
    if before == "and":
        return at(tokens, start - 2).endswith(",") and _has_verb(tokens, start - 2)
    return before.endswith(",")


def _has_verb(tokens: Tokens, index: int) -> bool:
    """Whether a clause with a verb and no other comma ends with a token."""
    for place in range(index - 1, max(-1, index - _BACK), -1):
        if tokens[place] in _FINITE:
            return True
        if closed(tokens[place]):
            return False
    return False


_THINKING = frozenset("think thinks thought believe believes hope guess".split())
_PERSONS = frozenset("i we they he she you".split())


def _with_phrases(tokens: Tokens, noun: int) -> tuple[int, int] | None:
    """The first token and the head of a subject that ends here; None where it has no phrase behind."""
    start, links = noun, []
    while start >= 0 and noun - start < _LONGEST and (start == noun or not closed(tokens[start])):
        word = tokens[start]
        if word in word_set("en", "behind-heads"):
            links.append(start)
        elif not _determines(word) and not _nominal(word):
            break
        start -= 1
    start += 1
    if not links or links[-1] <= start or noun - start >= _LONGEST - 1 or closed(tokens[noun]):
        return None
    ends = [noun, *(link - 1 for link in links)]
    begins = [*(link + 1 for link in links), start]
    if not all(_is_phrase(tokens, a, b) for a, b in zip(begins, ends, strict=True)):
        return None
    return start, links[-1] - 1


def _is_phrase(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a noun phrase is plain: a determiner at most at its start, and a noun or name at its end."""
    if first > last or any(map(_determines, tokens[first + 1 : last + 1])):
        return False
    return kind(tokens[last]) != ADJECTIVE and not _determines(tokens[last])


@lru_cache(maxsize=20_000)
def _nominal(word: str, ends: bool = False) -> bool:
    """Whether a word is a noun, an adjective or a name; ``ends``: a noun or name, or a verb too."""
    if kind(word) or word == "people":
        return not ends or kind(word) != ADJECTIVE
    if word in word_set("en", "no-names") or not word.isalpha():
        return word.isdigit()
    known = forms("en")
    pos = int(known.pos[known.class_of(word)])
    return bool(pos & POS["noun"]) if ends and pos else not pos & ~(POS["noun"] | POS["name"])


@lru_cache(maxsize=20_000)
def noun_number(word: str, sure: bool) -> int:
    """SINGULAR or PLURAL where a word is a noun of that number only, else 0.

    ``sure``: it can be nothing but a noun where it stands.

    >>> noun_number("curries", True) == PLURAL, noun_number("curries", False), noun_number("poor", True)
    (True, 0, 0)
    """
    found = kind(word)
    if found in (SINGULAR, PLURAL):
        return 0 if word.endswith("ics") else found
    if word in word_set("en", "uncounted") or word == "information":
        return SINGULAR
    if word == "people":
        return PLURAL
    known = forms("en")
    place = known.class_of(word)
    pos, bits = int(known.pos[place]), int(known.noun[place])
    if not pos & POS["noun"] or pos & (POS["adj"] | POS["adv"]) or word in lexicon().apart:
        return 0
    if not sure and pos != POS["noun"]:
        return 0
    if bits & _SG:
        return 0 if bits & _PL else SINGULAR
    return PLURAL if word.endswith("s") and not word.endswith("ics") else 0


def _is_quantity(tokens: Tokens, start: int, head: int, known: Lexicon) -> bool:
    """Whether what is counted stands behind the head, or an amount is taken as one.

    A number of students are; ten years in prison is long. But: the number of students is.
    """
    word, first = tokens[head], tokens[start].lstrip(OPENING)
    if first[:1].isdigit() or first in word_set("en", "small-numbers"):
        return True
    if word in ("number", "list", "amount", "quantity"):
        return first != "the" or head != start + 1
    names = ("measured", "quantity-heads", "no-head", "many-heads")
    return word in known.collective or any(word in word_set("en", name) for name in names)


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    verbs = known.third | _plurals_of(known) | _SINGULAR_VERBS | _MODALS
    yield " ".join(sorted(verbs)), subject, None
    yield "that", that_third, known.third | _SINGULAR_VERBS
