"""Grammar of English function words, for FLU004: agreement, confusion sets, prepositions, articles.

Every check starts at a function word and asks its neighbours, with lists of words that leave no doubt.
The lists are corpora/grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import cache, lru_cache
from itertools import compress, count

from mtcheck.lexicon.features import POS, VERB
from mtcheck.lexicon.forms import forms
from mtcheck.resources import word_set
from mtcheck.rules.fluency.grammar import english_clauses as clauses
from mtcheck.rules.fluency.grammar import english_frames as frames_of
from mtcheck.rules.fluency.grammar import english_heads as heads_of
from mtcheck.rules.fluency.grammar import english_more as more
from mtcheck.rules.fluency.grammar import english_nouns as nouns_of
from mtcheck.rules.fluency.grammar import english_quantities as quantities_of
from mtcheck.rules.fluency.grammar import english_subjects as subjects_of
from mtcheck.rules.fluency.grammar import english_verbs as verbs_of
from mtcheck.rules.fluency.grammar.english_words import (
    CLOSING,
    Lexicon,
    Slip,
    Tokens,
    at,
    closed,
    core,
    ends_noun,
    lexicon,
    slip,
    starts_clause,
)

Check = Callable[[Tokens, int, Lexicon], Slip | None]


def slips(tokens: Tokens) -> Iterator[Slip]:
    """The slips of an English text, given what is between white space in lower case.

    >>> [found.message for found in slips("he have a more better car".split())]
    ['“he have”: the verb does not agree', '“more better”: compared twice']
    """
    known = lexicon()
    done = -1
    begun = list(map(_checks().__contains__, tokens))
    wanted = list(map(_checks_of, compress(tokens, begun), compress((*tokens[1:], ""), begun)))
    for index, checks in compress(zip(compress(count(), begun), wanted, strict=False), wanted):
        for check in checks:
            found = check(tokens, index, known)
            if found and found.first > done:
                done = found.last
                yield found
                break


def third_person(verb: str) -> str:
    """The -s form of a verb.

    >>> third_person("carry"), third_person("have"), third_person("watch")
    ('carries', 'has', 'watches')
    """
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


@lru_cache(maxsize=20_000)
def is_third(word: str) -> bool:
    """Whether a word in small letters is a form of the third person, and nothing but a verb.

    >>> is_third("suffers"), is_third("works")
    (True, False)
    """
    known = forms("en")
    place = known.class_of(word)
    return int(known.pos[place]) == POS["verb"] and bool(int(known.verb[place]) & VERB["3sg"])


class _Thirds:
    """Words, and the third person of any verb."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return word in self._words or is_third(str(word))


def _singular_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    verb_at = index + 1 + (at(tokens, index + 1) in known.adverbs)
    verb = core(at(tokens, verb_at))
    if verb not in known.verb or verb in known.past or verb in known.same_form:
        return None
    before = core(at(tokens, index - 1))
    if before in word_set("en", "inverting") or before.endswith(("n't", "n’t")):
        return None
    if verb == "like" and (before in ("is", "was", "be", "been") or before.endswith(("'s", "’s"))):
        return None  # Who is she like?
    if tokens[index] == "it" and (not starts_clause(tokens, index, known) or before == "and"):
        return None
    if known.subjunctive.intersection(core(t) for t in tokens[max(0, index - 7) : index]):
        return None
    return slip(tokens, index, verb_at, "agreement", "the verb does not agree")._replace(first=verb_at)


def _plural_subject(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    verb_at = index + 1 + (at(tokens, index + 1) in known.adverbs)
    verb, subject = core(at(tokens, verb_at)), tokens[index]
    wrong = verb in known.third or (subject in ("they", "we") and (verb in ("is", "was") or is_third(verb)))
    wrong = wrong or (subject == "i" and verb == "is" and verb_at == index + 1 and not at(tokens, index - 1))
    if not wrong or closed(tokens[index]) or at(tokens, index - 1) in ("of", "between", "than", "with"):
        return None
    if subject in ("you", "i") and at(tokens, index - 1) == "and":
        return None
    if subject in ("you", "i") and not starts_clause(tokens, index, known):
        return None
    return slip(tokens, index, verb_at, "agreement", "the verb does not agree")._replace(first=verb_at)


def _people(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    verb = core(at(tokens, index + 1))
    if (verb not in ("is", "was", "has") and not is_third(verb)) or closed(tokens[index]):
        return None
    before = at(tokens, index - 1)
    plain = before in ("many", "most", "some", "these", "those", "young", "old", "other", "few")
    if at(tokens, index - 2) == "of" or not (plain or not before or before[-1] in ".!?"):
        return None
    return slip(tokens, index, index + 1, "agreement", "the verb does not agree")._replace(first=index + 1)


def _modal(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if at(tokens, index - 1) in word_set("en", "noun-before") or closed(tokens[index]):
        return None
    if not at(tokens, index - 1) or at(tokens, index - 1)[-1] in ".!?:":
        return None  # a question: Can affected users …
    place = index + 1
    while at(tokens, place) in ("not", "n't") or at(tokens, place) in known.adverbs:
        place += 1
    verb = core(at(tokens, place))
    if verb in known.third or verb in known.past or verb in ("is", "was", "were", "are"):
        return slip(tokens, place, place, "verb-form", f"after {core(tokens[index])!r} stands the plain verb")
    return None


def _negated_do(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    place = index + 1
    if tokens[index] in ("do", "does", "did"):
        if at(tokens, place) not in ("not", "n't"):
            return None
        place += 1
    verb = core(at(tokens, place))
    regular = verb.endswith("ed") and place == index + 2 and _only_past(verb)
    if regular or verb in known.third or verb in known.past or verb in ("was", "were", "is", "are"):
        return slip(tokens, place, place, "verb-form", "after a negated do stands the plain verb")
    return None


def _only_past(verb: str) -> bool:
    """Whether a word is the past of a verb and no plain form: worked, but not need, feed or tired."""
    place = forms("en").class_of(verb)
    marks = int(forms("en").verb[place])
    return (
        int(forms("en").pos[place]) == POS["verb"] and bool(marks & VERB["pastm"]) and not marks & VERB["inf"]
    )


def _infinitive(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    verb = core(at(tokens, index + 1))
    if at(tokens, index - 1) in word_set("en", "wants-plain") and (
        verb in known.third or verb in known.past or verb in ("is", "was")
    ):
        return slip(tokens, index, index + 1, "verb-form", "after “to” stands the plain verb")
    return None


def _perfect(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    place = index + 1 + (at(tokens, index + 1) in known.adverbs)
    verb = core(at(tokens, place))
    better = known.participle.get(verb)
    return (
        slip(tokens, place, place, "verb-form", f"after have stands {better!r}", better) if better else None
    )


def _plural_determiner(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    noun = core(at(tokens, index + 1))
    before = at(tokens, index - 1)
    if noun not in known.noun or not ends_noun(tokens, index + 1, known) or closed(tokens[index]):
        return None
    if noun in word_set("en", "counting") or (tokens[index] == "few" and before in ("a", "the")):
        return None
    if at(tokens, index + 2) in ("and", "or"):
        return None  # these chest and knee supports
    return slip(tokens, index, index + 1, "number", "a plural must follow")._replace(first=index + 1)


def _singular_determiner(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    noun = core(at(tokens, index + 1))
    if noun not in known.plural or closed(tokens[index]) or not ends_noun(tokens, index + 1, known):
        return None
    if at(tokens, index - 1) == "straight" or (noun == "people" and tokens[index] != "this"):
        return None  # straight A students; a people
    if tokens[index] in ("a", "an") and at(tokens, index + 2) == "and":
        return None  # an arts and crafts fair
    return slip(tokens, index, index + 1, "number", "a singular must follow")


def _one_of(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    if at(tokens, index + 1) != "of" or at(tokens, index + 2) not in (
        "the",
        "my",
        "his",
        "her",
        "our",
        "their",
        "these",
    ):
        return None
    if at(tokens, index - 1) in word_set("en", "before-one-of"):
        return None  # it reminds one of the freedom
    place = index + 3
    if at(tokens, place) in ("most", "best", "main", "biggest", "largest"):
        place += 1 + (at(tokens, place) == "most")
    noun = core(at(tokens, place))
    if noun in known.noun and noun not in known.collective and ends_noun(tokens, place, known):
        return slip(tokens, place, place, "number", "after “one of” stands a plural")
    return None


def _quantity(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """lots of car, number of student, kinds of thing."""
    noun = core(at(tokens, index + 1))
    before = at(tokens, index - 1)
    counted = before in ("number", "numbers", "hundreds", "thousands", "millions")
    if before == "lot" and noun in (
        "car",
        "thing",
        "student",
        "problem",
        "country",
        "company",
        "book",
        "friend",
    ):
        counted = True
    if counted and noun in known.noun and ends_noun(tokens, index + 1, known):
        return slip(tokens, index + 1, index + 1, "number", f"after “{before} of” stands a plural")
    if before == "most" and at(tokens, index - 3) in _MAKING:
        return None  # make the most of apples
    if before in ("most", "some", "many") and noun in known.plural and ends_noun(tokens, index + 1, known):
        return slip(tokens, index, index, "article", f"“{before} {noun}” or “{before} of the {noun}”")
    return None


_MAKING = ("make", "makes", "made", "making", "get", "gets", "got", "getting")


def _much(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    noun = core(at(tokens, index + 1))
    if noun in known.plural and ends_noun(tokens, index + 1, known) and not closed(tokens[index]):
        return slip(tokens, index, index + 1, "number", "“many” goes with a plural")
    return None


# one more smaller boat: so many in addition
_HOW_MANY = ("one", "two", "three", "four", "five", "any", "no", "some", "several", "few", "many")


def _compared_twice(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    word = core(at(tokens, index + 1))
    if (
        word not in ("elder", "lesser", "lower", "higher", "former")
        and not closed(tokens[index])
        and at(tokens, index - 1) not in _HOW_MANY
    ):
        return slip(tokens, index, index + 1, "comparison", "compared twice", word)
    return None


def _then(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    before = at(tokens, index - 1)
    compares = before in known.comparative or before in ("more", "less")
    following = at(tokens, index + 1)
    if (
        compares
        and following
        and not closed(tokens[index])
        and (before not in ("more", "less") or following[0].isalnum())
    ):
        return slip(tokens, index, index, "confusion", "“than” compares", "than")
    return None


def _subject_be(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    """they are agree, it is depend."""
    verb = core(at(tokens, index + 1))
    subject = core(at(tokens, index - 1))
    if (
        subject in ("i", "they", "we", "you", "he", "she")
        and verb in known.sure_verb
        and starts_clause(tokens, index - 1, known)
    ):
        return slip(tokens, index, index + 1, "verb-form", "a form of be before a plain verb")
    return None


def _there(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    following = at(tokens, index + 2)
    if following in ("many", "several", "few", "two", "three"):
        return slip(tokens, index, index + 2, "agreement", "the verb does not agree")
    lot = following == "a" and tokens[index + 3 : index + 5] == ("lot", "of")
    if lot and core(at(tokens, index + 5)) in known.plural:
        return slip(tokens, index, index + 1, "agreement", "the verb does not agree")
    return None


_WITH_CHILDREN = frozenset(("children", "kids", "two", "three", "a", "no"))


def _phrase(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    found = known.phrases.get((tokens[index], core(at(tokens, index + 1))))
    if not found or closed(tokens[index]):
        return None
    if at(tokens, index + 2).startswith("course"):
        return None  # depends, of course
    if tokens[index + 1] == "then," or at(tokens, index - 1) == "each":
        return None  # if they know each other then, ...
    after = core(at(tokens, index + 2))
    if tokens[index + 1] == "to" and after in known.verb:
        return None  # the firemen arrived to help
    if after == "priori" or (tokens[index] == "married" and after in _WITH_CHILDREN):
        return None
    better, why = found
    return slip(tokens, index, index + 1, "function-word", why, better)


def _mass(tokens: Tokens, index: int, known: Lexicon) -> Slip | None:
    return slip(tokens, index, index, "number", "has no plural")


@cache
def _checks() -> dict[str, tuple[tuple[Check, Container[str] | None], ...]]:
    """The checks of each word that starts one, with the words one of which must follow (None: any)."""
    known = lexicon()
    table: dict[str, list[tuple[Check, Container[str] | None]]] = {}
    for words, check, needed in _rows(known):
        for word in words.split():
            table.setdefault(word, []).append((check, needed))
    return {word: tuple(checks) for word, checks in table.items()}


@lru_cache(maxsize=50_000)
def _checks_of(token: str, following: str) -> tuple[Check, ...]:
    """The checks that a word starts with this token behind it; remembered, since pairs of words come back."""
    bare = following.rstrip(CLOSING)
    return tuple(check for check, needed in _checks()[token] if needed is None or bare in needed)


def _rows(known: Lexicon) -> Iterator[tuple[str, Check, Container[str] | None]]:
    finite = known.third | known.past | frozenset("is are was were".split())
    nouns = known.noun | known.plural
    yield "he she it", _singular_subject, known.verb | known.adverbs
    yield "they we you i", _plural_subject, _Thirds(known.third | known.adverbs | {"is", "was"})
    yield "people", _people, _Thirds(frozenset(("is", "was", "has")))
    yield "can could would should must cannot might shall", _modal, finite | known.adverbs | {"not", "n't"}
    yield "do does did", _negated_do, frozenset(("not", "n't"))
    yield "don't doesn't didn't don’t doesn’t didn’t", _negated_do, finite
    yield "to", _infinitive, finite
    yield "have has had", _perfect, known.adverbs | known.participle.keys()
    yield "these those many several few various numerous", _plural_determiner, known.noun
    yield "this a an every each another", _singular_determiner, known.plural
    yield "one", _one_of, frozenset(("of",))
    yield "of", _quantity, nouns
    yield "much", _much, known.plural
    superlatives = frozenset(word[:-1] + "st" for word in known.comparative if word.endswith("r"))
    yield "more most", _compared_twice, known.comparative | superlatives | word_set("en", "comparatives")
    yield "then", _then, None
    yield "am are is was were", _subject_be, known.sure_verb
    yield "there", _there, frozenset(("is", "was"))
    yield " ".join(known.phrase_starts), _phrase, frozenset(second for _, second in known.phrases)
    yield " ".join(known.mass), _mass, None
    yield from more.rows(known)
    yield from nouns_of.rows(known)
    yield from verbs_of.rows(known)
    yield from clauses.rows(known)
    yield from frames_of.rows(known)
    yield from quantities_of.rows(known)
    yield from subjects_of.rows(known)
    yield from heads_of.rows(known)
