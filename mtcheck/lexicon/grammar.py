"""The grammar of a language as rules on agreement read it: its forms, and its articles and prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, cast

from mtcheck.lexicon.classes import Classes, compound_class
from mtcheck.lexicon.features import POS, VERB, slots_of, spread
from mtcheck.lexicon.forms import Forms, forms, languages
from mtcheck.lexicon.government import objects
from mtcheck.lexicon.grammar_words import GrammarWords, participles
from mtcheck.lexicon.sounds import contractions_of, sounds_of
from mtcheck.resources import language_facts

OPENING, CLOSING = "“\"'‘«([„‚¿¡", '”"’»“.,;:!?…)]'
#: A mark opens before a token, one closes after it, a sentence ends with it.
CLOSES, OPENS, ENDS = 1, 2, 4
#: A word that an article stands beside or must not, and a verb whose subject comes after it.
ARTICLED, LIKES = 8, 16
#: A pronoun with a case, and an adjective or numeral that stands beside an article; capitals do not count.
CASED, BESIDE = 32, 64
#: A word with a capital, one whose other letters are small, one with ss, which Switzerland writes for ß.
CAPITAL, TITLE, DOUBLE_S = 128, 256, 4096
ENDING, ENDING_AT = 0xE00, 9  # the number of an adjective's ending in small letters, from 1 on
CLASS_AT = 13  # where the class begins in the number of a token, after these flags
#: What a class may be, so that a check looks at no other token.
NOUN, DETERMINER, PREPOSITION, PRONOUN, COPULA, ADJECTIVE, NUMERAL = 1, 2, 4, 8, 16, 32, 64
#: A word with another form before some sounds, one that says which form of a verb comes next, a noun that is
#: a nominative and nothing else, a form of be before a participle, a word before a number.
SOUNDING, LEADING, SUBJECT, PASSIVE, COUNTING = 128, 256, 512, 1024, 2048
#: A preposition that an article joins, a word at which the order of a verb-second sentence is asked.
CONTRACTING, BRACKET = 4096, 8192
#: A Slavic relative pronoun, a verb with an object in another case than the accusative, a word of quantity.
RELATIVE, GOVERNING, QUANTITY = 16384, 32768, 65536
#: A participle whose perfect has another verb, "been", a masculine with a feminine before a vowel: son école.
PARTICIPLE, BEEN, BEFORE_VOWELS = 131072, 262144, 524288
_NOMINATIVE, _NOUN_OR_NAME = spread(cases=("nom",)), POS["noun"] | POS["name"]
_ENDING = ".!?:…"
_KEPT = 60_000  # words with what they are; a batch repeats them


class Grammar(GrammarWords):
    """What every token of one language may be, by the number of its class."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.data: dict[str, Any] = language_facts(lang)["agreement"]
        self.forms: Forms = forms(lang)
        self.noun: list[int] = self.forms.noun.tolist()
        self.adj: list[int] = self.forms.adj.tolist()
        self.verb: list[int] = self.forms.verb.tolist()
        self.pos: list[int] = self.forms.pos.tolist()
        self.det = [0] * len(self.pos)
        self.kind = [""] * len(self.pos)
        self.prep = [0] * len(self.pos)
        self.cases: dict[str, int] = {}
        self.counted: dict[str, int] = {}
        self.own: dict[str, int] = {}
        self._stems: dict[str, str] = {}
        self._read_determiners()
        self._read_prepositions()
        self._read_verbs()
        self._read_cases()
        self._read_words()
        self._read_nouns()
        for word in (*self.pronouns, *self.copulas):
            self._add(word)
        #: The function words that models of neighbours take as themselves: what is added later is none.
        self.function = frozenset(self.own)
        self.copulas |= frozenset(str(self.data.get("more-copulas", "")).split())
        self._read_determiners("more-determiners")
        self.pronouns |= self._read_pronouns("more-pronouns")
        self._read_noun_slots()
        self._read_governors()
        self._read_nouns_not_verbs()
        self._read_what_follows()
        self.roles = self._roles()
        self._tokens: dict[str, int] = {}
        self.compounds = bool(self.data.get("compounds"))
        #: The verb is the second part of a sentence, and what else belongs to it ends the clause.
        self.bracket = bool(self.data.get("bracket"))
        self.capital_nouns = bool(self.data.get("capital-nouns"))
        self.sharp_s = bool(self.data.get("sharp-s"))
        self.titles_of_women = bool(self.data.get("titles-of-women"))

    def _read_words(self) -> None:
        """The words of the language file, by what they do."""
        # Slavic languages have none: there any noun may follow a preposition alone.
        self.articles = any(kind in ("c", "d", "x") for kind in self.kind)
        self.read_words(self.data)
        #: A singular verb whose subject comes after it, and its plural.
        self.likes = dict(pair.split(":") for pair in str(self.data.get("likes", "")).split())
        #: The end of a masculine and of its feminine, either way round: o:a a:o.
        self.alternations = [pair.split(":") for pair in str(self.data.get("alternations", "")).split()]
        #: Articles that are pronouns before a verb.
        self.pronominal = frozenset(word for word, place in self.own.items() if self.kind[place] == "c")
        self.flags = dict.fromkeys(self.likes, LIKES)
        #: Endings of adjectives after which article and noun are looked for, the longer ones first.
        self.endings = tuple(str(self.data.get("endings", "")).split())
        for word in self.wants_article | self.not_before_nouns | self.possessives:
            self.flags[word] = self.flags.get(word, 0) | ARTICLED
        #: What a noun may be after two to four, and after five, where the language tells them apart.
        counted = list(self.counted.values())
        self.few_and_many = (counted[0], counted[-1]) if counted else (0, 0)
        self.pronouns = self._read_pronouns()
        self.genders = self._read_slots("genders")
        #: Adjectives that stand between an article and its noun: nuevo, première.
        self.prenominal = self._read_slots("prenominal")
        #: Relative pronouns by the gender and number that they say: который.
        self.relatives = self._read_slots("relatives")
        #: Articles behind a preposition that are relative pronouns elsewhere: in die huis.
        self.demonstratives = self._read_slots("demonstratives")
        #: What stands before an article and agrees with its noun too: todos, toutes.
        self.before_articles = self._read_slots("before-articles")
        #: Flags of words whose capitals and marks do not count.
        self.beside = dict.fromkeys((*self.prenominal, *self.before_articles), BESIDE)
        for word in self.cases:
            self.beside[word] = self.beside.get(word, 0) | CASED

    def _read_slots(self, key: str) -> dict[str, int]:
        rows = map(str.split, str(self.data.get(key, "")).strip().splitlines())
        return {word: slots_of(notation) for notation, *words in rows for word in words}

    def _add(self, word: str) -> int:
        known = self.own.get(word)
        if known is None:
            base = self.forms.class_of(word)
            known = self.own[word] = len(self.pos)
            for table in (self.noun, self.adj, self.verb, self.pos):
                table.append(table[base])
            self.det.append(0)
            self.kind.append("")
            self.prep.append(0)
        return known

    def _roles(self) -> list[int]:
        found = []
        for noun, adj, det, prep in zip(self.noun, self.adj, self.det, self.prep, strict=True):
            found.append(
                NOUN * bool(noun) | ADJECTIVE * bool(adj) | DETERMINER * bool(det) | PREPOSITION * bool(prep)
            )
        for place, noun in enumerate(self.noun):
            if noun and not noun & ~_NOMINATIVE and not self.adj[place] and not self.det[place]:
                found[place] |= SUBJECT * (not self.pos[place] & ~_NOUN_OR_NAME)
        for role, words in (
            (PRONOUN, self.pronouns),
            (NUMERAL, self.counted),
            (COPULA, self.copulas),
            (PASSIVE, self.passives),
            (COUNTING, self.counting),
            (SOUNDING, self.by_sound),
            (BRACKET, self.brackets),
            (LEADING, self.leading),
            (CONTRACTING, [word for word, _ in self.contractions]),
            (RELATIVE, self.relatives),
            (GOVERNING, self.objects),
            (QUANTITY, self.quantifiers | self.of_genitives),
            (PARTICIPLE, self.with_be_forms | self.with_have_forms),
            (BEEN, self.been),
            (BEFORE_VOWELS, self.before_vowels),
        ):
            for word in words:
                found[self.own[word]] |= role
        return found

    def _read_what_follows(self) -> None:
        """Words that say what form they or the next word have."""
        self.sounds, self.by_sound = sounds_of(self.data)
        #: Words that stand as they are before adjectives and verbs, by their form before each kind of noun.
        self.quantities = self._read_families("quantities")
        #: The short form of words that lose their end before a noun: bueno, buen.
        self.shortened = self._read_families("shortened")
        #: Words that lack an accent before a verb: el tiene.
        self.accented = self._read_families("accented")
        #: One word for a preposition and an article: (de, el), del.
        self.contractions = contractions_of(self.data)
        self.personal_infinitive = bool(self.data.get("personal-infinitive"))
        self.leading = self.modals | self.perfects | self.before_infinitives | self.futures
        self.leading |= {*self.quantities, *self.shortened, *self.accented}
        #: Where the verb is second: what opens a sentence or clause, what a participle goes with.
        brackets = self.openers | self.opening_adverbs | self.subordinators | self.more | self.modals
        self.brackets = brackets | self.perfects if self.data.get("bracket") else frozenset()
        told = self.leading | self.copulas | self.passives | self.counting
        told |= self.that | self.brackets | self.clause_words | self.sentence_adverbs
        if self.data.get("bracket"):
            told |= self.degrees | self.joining | self.demonstratives.keys()
        self.with_be_forms = participles(self.being_participles, self.participle_ends)
        self.with_have_forms = participles(self.having_participles, self.participle_ends)
        told |= self.with_be_forms | self.with_have_forms | self.been
        for word in (*self.by_sound, *(word for word, _ in self.contractions), *told):
            self._add(word)
        for word in (self.clause_words | self.sentence_adverbs) & self.apart:
            self.noun[self.own[word]] = self.adj[self.own[word]] = self.pos[self.own[word]] = 0

    def _read_families(self, key: str) -> dict[str, tuple[str, ...]]:
        rows = (row.split(":") for row in str(self.data.get(key, "")).split())
        return {word: tuple(rest) for word, *rest in rows}

    def _read_determiners(self, key: str = "determiners") -> None:
        for line in self.data.get(key, "").strip().splitlines():
            word, kind, notation, *stem = line.split()
            self._stems[word] = stem[0] if stem else ""
            place = self._add(word)
            self.det[place] |= slots_of(notation)
            self.kind[place] = kind

    def _read_prepositions(self) -> None:
        for line in self.data.get("prepositions", "").strip().splitlines():
            cases, *words = line.split()
            for word in words:
                self.prep[self._add(word)] |= slots_of(cases)

    def _read_verbs(self) -> None:
        """Irregular verbs, whose endings do not tell the person."""
        for line in self.data.get("verbs", "").strip().splitlines():
            marks, *words = line.split()
            for word in words:
                place = self._add(word)
                self.pos[place] |= POS["verb"]
                for mark in marks.split("|"):
                    self.verb[place] |= VERB[mark]

    def _read_nouns(self) -> None:
        """Nouns that the tables know as adjectives too (tarte maison), and adjectives that they lack."""
        for word in str(self.data.get("only-nouns", "")).split():
            self.pos[self._add(word)], self.adj[self.own[word]] = POS["noun"], 0
        for word in self.also_adjectives:
            self.pos[self._add(word)] |= POS["adj"]

    def _read_nouns_not_verbs(self) -> None:
        """Nouns whose form is hardly ever a verb in edited text (personas, groupe), and the reverse."""
        for word in str(self.data.get("nouns-not-verbs", "")).split():
            self.pos[self._add(word)] &= ~POS["verb"]
        for word in self.plain_verbs | self.joining_subjects:  # было and и, which is a letter too
            self.noun[self._add(word)] = self.adj[self.own[word]] = 0
        for word in self.plain_verbs:
            self.pos[self.own[word]] = POS["verb"]

    def _read_noun_slots(self) -> None:
        """Nouns whose gender the tables do not tell: agua, gens."""
        slots, stressed = self._read_slots("noun-slots"), str(self.data.get("stressed", ""))
        for word, own in slots.items():
            self.noun[self._add(word)] = own
        #: Feminine nouns that take the article of a masculine: el agua fría.
        self.stressed_nouns = frozenset(word for word in slots if stressed and re.match(stressed, word))

    def _read_governors(self) -> None:
        """Slavic verbs by the cases of their objects, and words that only lead to another word."""
        self.objects = {word: slots_of(notation) for word, notation in objects(self.lang).items()}
        for word in (*self.objects, *self.quantifiers, *self.of_genitives):
            self._add(word)
        for word in (*self.relatives, *(self.quantifiers & self.apart)):
            place = self._add(word)
            for table in (self.noun, self.adj, self.verb, self.pos):
                table[place] = 0
        for word, slots in self._read_slots("plain-nouns").items():
            place = self._add(word)
            self.noun[place], self.adj[place], self.verb[place] = slots, 0, 0
            self.pos[place] = POS["noun"]

    def _read_cases(self) -> None:
        """Pronouns after a preposition, which have a case and no noun after them."""
        for line in self.data.get("pronoun-cases", "").strip().splitlines():
            notation, *words = line.split()
            for word in words:
                self.cases[word] = self.cases.get(word, 0) | slots_of(notation)
                place = self._add(word)
                for table in (self.noun, self.adj, self.verb, self.pos):
                    table[place] = 0
        for line in self.data.get("counted", "").strip().splitlines():
            notation, *words = line.split()
            self.counted |= dict.fromkeys(words, slots_of(notation))
            for word in words:
                self._add(word)

    def _read_pronouns(self, key: str = "pronouns") -> dict[str, int]:
        """The persons that a subject pronoun goes with, the past forms of Slavic verbs among them."""
        found: dict[str, int] = {}
        for line in self.data.get(key, "").strip().splitlines():
            marks, *words = line.split()
            for word in filter(self._add, words):
                for mark in marks.split("|"):
                    found[word] = found.get(word, 0) | VERB[mark]
        return found

    def tokens(self, raw: Sequence[str], firsts: Sequence[int] = (0,)) -> list[int]:
        """What each token is: its class, and below CLASS_AT its flags; ``firsts`` begin lines."""
        known = self._tokens
        if len(known) > _KEPT:
            known.clear()
        codes = list(map(known.get, raw))
        if None in codes:
            for token in {token for token, code in zip(raw, codes, strict=True) if code is None}:
                known[token] = self._look_up(token, False)
            codes = list(map(known.get, raw))
        found = cast("list[int]", codes)
        ended = [index for index, code in enumerate(found, 1) if code & ENDS]
        for index in {*firsts, *ended}:
            if index < len(raw):
                key = "\n" + raw[index]
                if key not in known:
                    known[key] = self._look_up(raw[index], True)
                found[index] = known[key]
        return found

    def _look_up(self, raw: str, first: bool) -> int:
        core, flags = raw, 0
        if not raw.isalpha():
            word = raw.lstrip(OPENING)
            core = word.rstrip(CLOSING)
            flags = OPENS * (len(word) < len(raw)) + CLOSES * (len(core) < len(word))
            if raw[-1] in _ENDING or (raw[-1] in CLOSING and raw[-2:-1] in _ENDING and len(raw) > 1):
                flags |= ENDS
        flags |= self.flags.get(core.lower(), 0) | self._look_of(raw.strip(OPENING + CLOSING))
        place = self.class_of(core, first or bool(flags & OPENS))
        if self.sharp_s and "ss" in core and core.lower() not in self.own:
            flags |= DOUBLE_S
            place = self._by_sharp_s(core, place, first or bool(flags & OPENS))
        return (place << CLASS_AT) + flags

    def _by_sharp_s(self, core: str, place: int, first: bool) -> int:
        """The class of a word with ss, which Switzerland writes for ß: Strasse is Straße, not several Strass.

        A word that would be another one with ß (Masse, Maße) may be either, so it has class 0.
        """
        twin = self.class_of(core.replace("ss", "ß"), first)
        if not twin or twin == place:
            return place
        return 0 if place else twin

    def _look_of(self, word: str) -> int:
        """What a word without marks is by its letters, as flags."""
        flags = self.beside.get(word.lower(), 0)
        if word[:1].isupper():
            is_title = word.istitle() and word.isalpha() and word[1:].islower()
            return flags | CAPITAL | TITLE * is_title
        if self.endings and word[:1].islower() and word not in self.apart and word not in self.degrees:
            flags |= self.ending_of(word) << ENDING_AT
        return flags

    def ending_of(self, word: str) -> int:
        """The number of an adjective's ending, from 1 on; 0 for a word without one."""
        for number, ending in enumerate(self.endings, 1):
            if word.endswith(ending):
                return number
        return 0

    @cached_property
    def classes(self) -> Classes:
        """What the checks ask of each class, as arrays."""
        return Classes(self)

    def class_of(self, core: str, first: bool) -> int:
        """The class of a word; a name or a word that is not known has class 0."""
        low = core.lower()
        own = self.own.get(low)
        if own is None and low in self.apart:
            return 0
        if own is not None and (first or core[:1].islower()):
            return own
        if not core.isalpha() and "-" not in core and "'" not in core and "’" not in core:
            return 0
        if not core[:1].isupper():
            return self.forms.class_of(core)
        if self.capital_nouns:
            if core in self.apart:
                return 0
            found = self.forms.class_of(core)
            if self.compounds and not (self.noun[found] if self.pos[found] == POS["noun"] else found):
                found = compound_class(self, core) or found
            if found or not first:
                return found
        return self.forms.class_of(low) if first else 0

    def siblings(self, word: str) -> list[str]:
        """The other forms of a determiner: those with the same stem, the whole article for one of its forms.

        >>> grammar("de").siblings("den")
        ['der', 'die', 'das', 'des', 'dem']
        """
        stem = self._stems.get(word)
        return [other for other, its in self._stems.items() if its == stem and other != word] if stem else []

    def adj_reading(self, word: str) -> bool:
        """Whether a word may be an adjective."""
        return bool(self.pos[self.forms.class_of(word)] & POS["adj"])


@cache
def grammars() -> frozenset[str]:
    """The languages that have a grammar."""
    return frozenset(lang for lang in languages() if "agreement" in language_facts(lang))


@cache
def grammar(lang: str) -> Grammar:
    return Grammar(lang)
