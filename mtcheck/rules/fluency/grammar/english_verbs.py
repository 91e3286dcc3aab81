"""Slips of English verbs: a noun and its verb, what stands after modals, prepositions and have.

See english.py.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache

from mtcheck.lexicon.features import POS, VERB
from mtcheck.lexicon.forms import forms
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar.english_nouns import ADJECTIVE, PLURAL, SINGULAR, kind
from mtcheck.rules.fluency.grammar.english_words import (
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    slip,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]
Row = tuple[str, Check, Container[str] | None]
_OTHER_FORMS = VERB["ppart"] | VERB["pastm"] | VERB["3sg"] | VERB["ger"]
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LONGEST = 4  # tokens of a noun phrase before its verb
_BACK = 9  # tokens back to a verb of wishing
_WISHES = frozenset(("suppose", "imagine", "if", "though", "wish"))
_FAR = 14  # tokens from `although` to the clause that it belongs to


@lru_cache(maxsize=20_000)
def is_plain(word: str) -> bool:
    """Whether a word in small letters is the plain form of a verb and nothing else.

    >>> is_plain("improve"), is_plain("work"), is_plain("become")
    (True, False, False)
    """
    known = forms("en")
    place = known.class_of(word)
    bits = int(known.verb[place])
    return int(known.pos[place]) == POS["verb"] and bool(bits & VERB["inf"]) and not bits & _OTHER_FORMS


def _subject(tokens: Tokens, verb: int, known: Lexicon) -> tuple[int, frozenset[str]]:
    """The place of the noun before a verb and the words between it and the start of its clause; else -1."""
    noun = verb - 1
    if noun < 0 or closed(tokens[noun]) or not (kind(tokens[noun]) or tokens[noun] == "people"):
        return -1, frozenset()
    if kind(tokens[noun]) == ADJECTIVE:
        return -1, frozenset()
    start = noun
    while start and noun - start < _LONGEST and not closed(tokens[start - 1]):
        word = tokens[start - 1]
        is_part = word in word_set("en", "determining") or kind(word) in (ADJECTIVE, SINGULAR)
        if not is_part:
            break
        start -= 1
    before = at(tokens, start - 1)
    opens = not before or _ends(before) or before in word_set("en", "opens-clauses")
    if before == "if" and tokens[verb] == "were":
        return -1, frozenset()
    if start < noun and (tokens[start].endswith("ing") or tokens[start] in ("term", "word")):
        return -1, frozenset()  # testing employees is
    return (noun, frozenset(tokens[start:noun])) if opens else (-1, frozenset())


def _ends(token: str) -> bool:
    """Whether a sentence ends with a token, and it is not U.S."""
    return token.endswith(_SENTENCE_ENDS) and "." not in token[:-1]


def noun_and_verb(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Art courses seems, the pollution affect."""
    if not index or tokens[index - 1] not in known.subjects:
        return None
    noun, before = _subject(tokens, index, known)
    if noun < 0 or tokens[noun] in known.collective or tokens[noun].endswith("ics"):
        return None
    if before & {"each", "every"} and kind(tokens[noun]) == PLURAL:
        return None  # the noun is what is wrong: every patients receives
    verb = core(tokens[index])
    is_plural = kind(tokens[noun]) == PLURAL or tokens[noun] == "people"
    if is_plural and (verb in known.third or verb in ("is", "was")):
        return slip(tokens, index, index, "agreement", f"“{tokens[noun]}” is plural")
    plural_verb = verb in ("are", "were", "have") or (is_plain(verb) and verb in known.verb)
    is_single = bool(before & word_set("en", "singular-determiners")) and not before & {"and", "or"}
    if plural_verb and is_single and not is_plural:
        earlier = tokens[max(0, noun - _BACK) : noun]
        if not known.subjunctive.isdisjoint(earlier) or not _WISHES.isdisjoint(earlier):
            return None  # require that an employee notify
        return slip(tokens, index, index, "agreement", f"“{tokens[noun]}” is singular")
    return None


def relative(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """people who thinks, people which."""
    noun, verb = at(tokens, index - 1), core(at(tokens, index + 1))
    back = set(tokens[max(0, index - 7) : index - 1])
    plural = kind(noun) == PLURAL or noun == "people"
    is_third = verb in known.third and verb != "means"
    if plural and is_third and not {"one", "of", "number", "and", "only"} & back:
        return slip(tokens, index + 1, index + 1, "agreement", f"“{noun}” is plural")
    is_verb = verb in word_set("en", "after-which") or verb in known.third or is_plain(verb)
    if tokens[index] == "which" and noun in word_set("en", "persons") and is_verb:
        return slip(tokens, index, index, "confusion", "“who” is for persons", "who")
    return None


def after_preposition(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """for improve, without pay."""
    verb = core(at(tokens, index + 1))
    if (
        closed(tokens[index])
        or not is_plain(verb)
        or verb not in known.verb
        or at(tokens, index - 1) in _HEDGES
        or at(tokens, index + 2) == "and"
        or verb in _BEFORE_NOUNS
    ):
        return None
    return slip(tokens, index + 1, index + 1, "verb-form", f"after {tokens[index]!r} stands the -ing form")


_ASKING = frozenset("how what when where why which who".split())
# Plain verbs that stand before nouns too: cancel culture, write operations.
_BEFORE_NOUNS = frozenset("cancel write select follow".split())
_HEDGES = frozenset("so as used kind sort type types all what here there".split())


def modal(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """should watching, must became."""
    before = at(tokens, index - 1)
    if not before or closed(before) or before in word_set("en", "noun-before") | _ASKING:
        return None
    if closed(tokens[index]):
        return None
    place = index + 1 + (at(tokens, index + 1) == "not")
    verb = core(at(tokens, place))
    if _ASKING & set(tokens[max(0, index - 6) : index]):
        return None  # what effect would adopting it have
    if verb in known.gerund and kind(verb) != SINGULAR:
        return slip(tokens, place, place, "verb-form", f"after {tokens[index]!r} stands the plain verb")
    return None


def will(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """The work will continues, the bridge will finished; not: the will states, free will exists."""
    before, place = at(tokens, index - 1), index + 1
    is_subject = kind(before) in (SINGULAR, PLURAL) or before in _SUBJECTS
    if not is_subject or closed(tokens[index]):
        return None
    place += at(tokens, place) in ("not", "also", "never", "always", "only", "soon", "now")
    verb = core(at(tokens, place))
    if not _is_finite(verb) and verb not in ("is", "are", "was", "were", "has", "had"):
        return None
    why = f"after {tokens[index]!r} stands the plain verb"
    return slip(tokens, place, place, "verb-form", why)._replace(head=index)


_SUBJECTS = frozenset("i you he she it we they who which that people this these".split())


@lru_cache(maxsize=20_000)
def _is_finite(word: str) -> bool:
    """Whether a word is a third person or a past of a verb, and nothing else: supports is a noun too."""
    known = forms("en")
    place = known.class_of(word)
    bits = int(known.verb[place])
    if bits & (VERB["inf"] | VERB["ger"]):
        return False
    is_third = bool(bits & VERB["3sg"]) and word not in ("does", "always")
    is_verb = int(known.pos[place]) == POS["verb"] or word.endswith("ed")
    return is_third or (is_verb and bool(bits & VERB["pastm"]))


class _Finite:
    """The words that stand behind no modal verb."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return word in self._words or _is_finite(str(word))


def negated(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """The plan doesn't costs much; not: Don't cars stop here?"""
    place, before = index + 1, at(tokens, index - 1)
    verb = core(at(tokens, place))
    if not before or closed(before) or closed(tokens[index]) or not _is_finite(verb):
        return None
    return slip(tokens, place, place, "verb-form", "after a negated do stands the plain verb")


def to_past(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """difficult to became; but: the place he went to became a shop."""
    before = at(tokens, index - 1)
    if kind(before) != ADJECTIVE and before not in word_set("en", "wants-plain"):
        return None
    return slip(tokens, index + 1, index + 1, "verb-form", "after “to” stands the plain verb")


def built(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """have to built, ready to became."""
    if at(tokens, index - 1) not in word_set("en", "wants-plain") | {
        "have",
        "has",
        "had",
        "ready",
        "hard",
        "easy",
    }:
        return None
    return slip(tokens, index + 1, index + 1, "verb-form", "after “to” stands the plain verb")


def missing_be(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """we responsible for it, it important to know."""
    before = at(tokens, index - 1)
    starts = not before or _ends(before) or before in ("that", "because", "but")
    if not starts or closed(tokens[index]) or at(tokens, index + 2) not in ("to", "for", "that", "of", "in"):
        return None
    return slip(tokens, index, index + 1, "verb-form", "a form of “be” is missing")


def _only_past(verbs: Iterable[str]) -> frozenset[str]:
    """Those of the words that are a past form of a verb and nothing else."""
    known = forms("en")
    bits = VERB["inf"] | VERB["ger"]
    places = {word: known.class_of(word) for word in verbs}
    return frozenset(
        w for w, at in places.items() if int(known.pos[at]) == POS["verb"] and not known.verb[at] & bits
    )


def perfect(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """has improve."""
    place = index + 1 + (at(tokens, index + 1) in ("not", "also", "already", "never", "always"))
    verb = core(at(tokens, place))
    if closed(tokens[index]) or not is_plain(verb) or verb not in known.verb or verb in known.same_form:
        return None
    if at(tokens, index - 1) in ("to", "they", "we", "i", "you") and tokens[index] != "has":
        return None  # those we have help
    return slip(tokens, place, place, "verb-form", f"after {tokens[index]!r} stands a participle")


def lets_to(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """force people make."""
    verb = core(at(tokens, index + 2))
    if at(tokens, index + 1) not in word_set("en", "objects") or not (
        is_plain(verb) or verb in word_set("en", "wanted")
    ):
        return None
    return slip(tokens, index + 2, index + 2, "verb-form", f"“to” is missing after {tokens[index]!r}")


def influence_on(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """can influence on people, it affects on health."""
    verb = at(tokens, index - 1)
    is_verb = verb[6:] in ("s", "ed", "ing") or at(tokens, index - 2) in word_set("en", "before-verbs")
    if verb not in word_set("en", "with-object") or not is_verb:
        return None
    return slip(tokens, index, index, "function-word", f"no “on” after the verb {verb!r}", "")


def adverb_to(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """it is possibly to say."""
    before = at(tokens, index - 1 - (at(tokens, index - 1) == "not"))
    if at(tokens, index + 1) != "to" or before not in ("is", "was", "it's", "be"):
        return None
    return slip(tokens, index, index, "form", "an adjective is meant", word_pairs()[tokens[index]])


@lru_cache(maxsize=1)
def word_pairs() -> dict[str, str]:
    """The adverbs that are written for an adjective before `to`, and the adjective."""
    return dict(pair.split(":") for pair in word_set("en", "adverbs-to"))


def although(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Although it was late, but we went on."""
    before = at(tokens, index - (2 if at(tokens, index - 1) == "even" else 1))
    if before and not before.endswith(_SENTENCE_ENDS):
        return None
    for place in range(index + 1, min(index + _FAR, len(tokens) - 1)):
        if tokens[place].endswith(","):
            if tokens[place + 1] == "but":
                return slip(
                    tokens, place + 1, place + 1, "function-word", f"no “but” after {tokens[index]!r}", ""
                )
            return None
        if tokens[place].endswith(_SENTENCE_ENDS):
            return None
    return None


_QUESTION_WORDS = ("what", "where", "when", "why", "how", "who", "which")
_ASKED_SUBJECTS = ("i", "you", "he", "she", "we", "they")
_QUESTION = 14  # tokens in which a question mark says that a sentence is one


def _asked(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """Does your parents live here? Have you went there?"""
    word, before, verb = tokens[index], at(tokens, index - 1), core(at(tokens, index + 3))
    if before and before[-1] not in ".!?" and before not in _QUESTION_WORDS:
        return None
    if word in ("have", "has", "had"):
        place = index + 2
        better = (
            known.participle.get(core(at(tokens, place))) if tokens[index + 1] in _ASKED_SUBJECTS else None
        )
        why = f"after have stands {better!r}"
        return slip(tokens, place, place, "verb-form", why, better) if better else None
    noun = at(tokens, index + 2)
    if (
        tokens[index + 1] not in word_set("en", "determining")
        or kind(noun) != PLURAL
        or verb not in known.verb
    ):
        return None
    asks = any("?" in token for token in tokens[index : index + _QUESTION])
    return slip(tokens, index, index, "agreement", "the verb does not agree", "do") if asks else None


def rows(known: Lexicon) -> Iterator[Row]:
    """The words that start each check, the check, and the words one of which must follow (None: any)."""
    plain = frozenset(verb for verb in known.verb if is_plain(verb))
    verbs = known.third | plain | frozenset("is was are were have".split())
    yield " ".join(sorted(verbs)), noun_and_verb, None
    yield "who which", relative, None
    yield "by without of for about from before after", after_preposition, plain
    yield "can could will would should must may might", modal, known.gerund | {"not"}
    yield (
        "will may",
        will,
        _Finite(frozenset("not also never always only soon now is are was were has had".split())),
    )
    yield "don't doesn't didn't don’t doesn’t didn’t", negated, _Finite(frozenset())
    yield "to", to_past, word_set("en", "past-only")
    yield "to", built, _only_past(known.past)
    yield "he she it we they", missing_be, word_set("en", "predicates")
    yield "have has had", perfect, plain | {"not", "also", "already", "never", "always"}
    yield " ".join(word_set("en", "with-to")), lets_to, word_set("en", "objects")
    yield "on", influence_on, None
    yield "although though", although, None
    yield " ".join(word_pairs()), adverb_to, frozenset(("to",))
    yield "does have has had", _asked, frozenset(_ASKED_SUBJECTS) | word_set("en", "determining")
