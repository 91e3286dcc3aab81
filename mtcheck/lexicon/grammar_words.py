"""The word lists of a language's grammar; docs/adding-a-language.md says what each is."""

from __future__ import annotations

from typing import Any


class GrammarWords:
    """A set of words by each key of the table ``agreement``; tuples are beginnings and ends of words."""

    apart: frozenset[str]
    between: frozenset[str]
    not_before: frozenset[str]
    copulas: frozenset[str]
    degrees: frozenset[str]
    also_adjectives: frozenset[str]
    ordinals: frozenset[str]
    before_clauses: frozenset[str]
    equating: frozenset[str]
    collective: frozenset[str]
    with_preposition: frozenset[str]
    true_prepositions: frozenset[str]
    before_vowels: frozenset[str]
    numerals: frozenset[str]
    relative: frozenset[str]
    after_noun: frozenset[str]
    with_infinitive: frozenset[str]
    of_degree: frozenset[str]
    in_exclamations: frozenset[str]
    plural_persons: frozenset[str]
    stressed_articles: frozenset[str]
    indirect: frozenset[str]
    small: frozenset[str]
    joining: frozenset[str]
    wants_article: frozenset[str]
    without_article: frozenset[str]
    not_before_nouns: frozenset[str]
    possessives: frozenset[str]
    reflexive: frozenset[str]
    modals: frozenset[str]
    clitics: frozenset[str]
    perfects: frozenset[str]
    before_infinitives: frozenset[str]
    nominal_infinitives: frozenset[str]
    subordinate: frozenset[str]
    joining_subjects: frozenset[str]
    no_subjects: frozenset[str]
    counting: frozenset[str]
    uncounted: frozenset[str]
    states: frozenset[str]
    passives: frozenset[str]
    time_nouns: frozenset[str]
    adverbial_nouns: frozenset[str]
    before_elided: frozenset[str]
    that: frozenset[str]
    of_words: frozenset[str]
    before_verbs: frozenset[str]
    openers: frozenset[str]
    opening_adverbs: frozenset[str]
    subordinators: frozenset[str]
    subjects: frozenset[str]
    negations: frozenset[str]
    with_be: frozenset[str]
    being_participles: frozenset[str]
    having_participles: frozenset[str]
    wrong_auxiliaries: frozenset[str]
    clause_words: frozenset[str]
    sentence_adverbs: frozenset[str]
    middle_adverbs: frozenset[str]
    infinitive_marks: frozenset[str]
    elided_articles: frozenset[str]
    been: frozenset[str]
    noun_participles: frozenset[str]
    before_participles: frozenset[str]
    clause_subjects: frozenset[str]
    participle_ends: tuple[str, ...]
    more: frozenset[str]
    than: frozenset[str]
    plural_numbers: frozenset[str]
    measures: frozenset[str]
    quantifiers: frozenset[str]
    long_times: frozenset[str]
    of_genitives: frozenset[str]
    men: frozenset[str]
    numerals_alike: frozenset[str]
    degrees_too: frozenset[str]
    inside: frozenset[str]
    able: frozenset[str]
    unchanging: frozenset[str]
    futures: frozenset[str]
    perfectives: frozenset[str]
    links: frozenset[str]
    plain_verbs: frozenset[str]
    linking: tuple[str, ...]
    saying: tuple[str, ...]
    intransitive: tuple[str, ...]
    kinds: tuple[str, ...]
    reflexive_ends: tuple[str, ...]
    noun_ends: tuple[str, ...]
    with_object: tuple[str, ...]
    compound_links: tuple[str, ...]
    adjective_ends: tuple[str, ...]

    def read_words(self, data: dict[str, Any]) -> None:
        """The lists of a language file; a key that it lacks is an empty set."""
        for name, kind in GrammarWords.__annotations__.items():
            words = str(data.get(name.replace("_", "-"), "")).split()
            setattr(self, name, tuple(words) if kind.startswith("tuple") else frozenset(words))


def participles(stems: frozenset[str], ends: tuple[str, ...]) -> frozenset[str]:
    """The forms of participles in the language's gender and number.

    >>> sorted(participles(frozenset(("venu",)), ("_", "e", "s", "es")))
    ['venu', 'venue', 'venues', 'venus']
    """
    return frozenset(stem + end.strip("_") for stem in stems for end in ends)
