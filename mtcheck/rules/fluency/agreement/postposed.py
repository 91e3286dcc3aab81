"""Romance adjectives right behind their noun, where no other noun could own them: la justice français."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, POS, VERB, spread
from mtcheck.lexicon.grammar import NOUN
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later
from mtcheck.rules.fluency.agreement.pronominal import behind_elision, is_article, tail
from mtcheck.rules.fluency.agreement.romance import PARTICIPIAL

_NOUN_OR_NAME = POS["noun"] | POS["name"]
_NOMINAL = _NOUN_OR_NAME | POS["adj"]
#: Forms of a verb that cannot follow a noun: (yo) concreto; a participle agrees as an adjective does.
_NO_VERB_HERE = VERB["1sg"] | VERB["pres"] | VERB["subj"] | VERB["ppart"]
_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_MASCULINE, _FEMININE = spread("mi"), spread("f")
_FAR = 9  # tokens back to another noun of the phrase
#: What loses its vowel before a noun: l'année, dell'anno. Behind d' an earlier noun may own the adjective.
_ELIDED = frozenset("l un dell all nell dall sull quest quell".split())
#: Prepositions between the parts of one name for a thing: retours à la ligne automatiques.
_TO = frozenset("a al à au aux alla allo ai alle ao à às aos".split())
#: Ends of participles, which may stand far from their noun.
_PARTICIPIAL = (*PARTICIPIAL, "é", "ée", *(a + b for a in ("at", "it", "ut") for b in "oaie"))
#: What is a noun and hardly an adjective: fonctions composants, objetos contenedor.
_AGENTS = ("ant", "ants", "or", "ores")
#: Ends of adjectives of both genders, which no noun beside another has.
_EPICENE = {
    "es": ("al", "ales", "ble", "bles", "ense", "enses", "ar", "ares", "ista", "istas", "erior", "eriores"),
    "fr": ("ique", "iques", "able", "ables", "ible", "ibles", "aire", "aires", "iste", "istes"),
    "it": ("ale", "ali", "bile", "bili", "ense", "ensi", "are", "ari", "ese", "esi", "eriore", "eriori"),
    "pt": ("al", "ais", "vel", "veis", "ense", "enses", "ar", "ares", "ista", "istas", "erior", "eriores"),
}
#: Ends of a masculine and of its feminine that differ in more than one letter.
_PAIRS = (
    ("aux", "ales"), ("el", "elle"), ("els", "elles"), ("en", "enne"), ("ens", "ennes"), ("on", "onne"),
    ("if", "ive"), ("ifs", "ives"), ("eux", "euse"), ("eux", "euses"), ("er", "ère"), ("ers", "ères"),
    ("c", "que"), ("cs", "ques"), ("c", "che"), ("cs", "ches"), ("s", "se"), ("s", "ses"), ("n", "ne"),
    ("ns", "nes"), ("g", "gue"), ("gs", "gues"), ("r", "re"), ("rs", "res"), ("és", "esa"), ("eses", "esas"),
    ("ês", "esa"), ("eses", "esas"), ("ão", "ã"), ("án", "ana"),
)  # fmt: skip


def _may_clash(page: Page) -> Mask:
    """A noun and right behind it an adjective of another gender or number."""
    known, places = page.grammar.classes, page.places
    noun, adjective = known.noun[places], later(known.adj[places])
    return (noun != 0) & page.joined & (adjective != 0) & (adjective & noun == 0) & (page.roles & NOUN != 0)


def _may_clash_behind(page: Page) -> Mask:
    """The same, with an adjective between them that agrees: un parti politique indiennes."""
    known, places = page.grammar.classes, page.places
    noun, first, second = known.noun[places], later(known.adj[places]), later(known.adj[places], 2)
    joined = page.joined & later(page.joined)
    return (noun & first != 0) & (second != 0) & (second & (noun | first) == 0) & joined


def clashes(line: Line) -> Iterator[Clash]:
    adjective = line.grammar.adj
    for noun in line.candidates(_may_clash):
        if adjective[line.place(noun)] & adjective[line.place(noun + 1)]:
            continue  # aventuriers présents: the table has one gender of the noun
        if _is_noun(line, noun) and _is_adjective(line, noun + 1) and not _is_free(line, noun, noun + 1):
            yield Clash(noun, noun + 1, "agreement", "noun and adjective do not agree")
    for noun in line.candidates(_may_clash_behind):
        last = noun + 2
        if not line.only(noun, "noun") or not line.core(noun + 1).islower() or not _is_noun(line, noun):
            continue
        is_pure = line.only(noun + 1, "adj") or line.core(noun + 1).endswith(_EPICENE[line.grammar.lang])
        if is_pure and _is_adjective(line, last) and not _is_free(line, noun, last):
            yield Clash(noun, last, "agreement", "noun and adjective do not agree")


def _may_clash_elided(page: Page) -> Mask:
    """An adjective behind a word that no table has, and that may be elided."""
    adjective = later(page.grammar.classes.adj[page.places])
    return (page.places == 0) & page.joined & (adjective != 0)


def elided(line: Line) -> Iterator[Clash]:
    """An adjective right behind an article without its vowel and a noun: l'année prochain."""
    grammar = line.grammar
    for noun in line.candidates(_may_clash_elided):
        index, (article, _, bare) = noun + 1, line.core(noun).replace("’", "'").partition("'")
        if article.lower() not in _ELIDED or not bare.islower() or bare in grammar.apart:
            continue
        place = grammar.forms.class_of(bare)
        slots = grammar.noun[place] & _SINGULAR
        if not slots or grammar.pos[place] & ~_NOUN_OR_NAME or slots & grammar.adj[line.place(index)]:
            continue
        if _is_adjective(line, index) and not _is_free_elided(line, noun, index):
            yield Clash(noun, index, "agreement", "noun and adjective do not agree")


def _is_free_elided(line: Line, noun: int, index: int) -> bool:
    """The same as ``_is_free`` for a noun that is one token with its article: the article says its number."""
    grammar = line.grammar
    slots, after = grammar.adj[line.place(index)], line.place(index + 1)
    if line.joined(index):
        follows = line.core(index + 1)
        article = 0 if follows in grammar.with_preposition else grammar.det[after]
        if follows[:1].isupper() or not follows[:1].isalpha():
            return True
        if (grammar.noun[after] | grammar.adj[after] | article) & slots:
            return True
    return line.joined(noun - 1) and _earlier(line, noun, index, slots)


def _is_noun(line: Line, noun: int) -> bool:
    """Whether a word is a noun here: a verb or adjective is one behind an article or a preposition."""
    grammar, word, place = line.grammar, line.core(noun), line.place(noun)
    if not word.islower() or word in grammar.apart or "-" in word or len(word) < 3 or grammar.det[place]:
        return False
    if line.joined(noun - 1) and line.low(noun - 1) in grammar.pronouns:
        return False  # je vis seul
    pos = grammar.pos[place]
    if word in grammar.adverbial_nouns or line.verb(noun) & VERB["inf"]:
        return False  # a la vez, por defecto, al ser
    if not pos & ~_NOUN_OR_NAME:
        return True
    if (
        pos & POS["adj"]
        and not _follows_article(line, noun)
        and line.is_pos(noun + 1, "noun")
        and not line.core(noun + 1).endswith(_EPICENE[grammar.lang])
    ):
        return False  # propres données
    return not pos & ~(_NOMINAL | POS["verb"]) and _is_led(line, noun)


def _follows_article(line: Line, noun: int) -> bool:
    """Whether an article that is no pronoun stands before a word and agrees: un acteur allemandes."""
    before = line.place(noun - 1)
    agrees = line.grammar.det[before] & line.grammar.noun[line.place(noun)]
    if not agrees or not line.joined(noun - 1):
        return False
    return line.grammar.kind[before] != "c" or is_article(line, noun - 1, noun)


def _is_led(line: Line, noun: int) -> bool:
    """Whether an article that agrees or a preposition stands right before; la before a verb is no article."""
    grammar, before = line.grammar, noun - 1
    if not line.joined(before):
        return False
    place = line.place(before)
    if grammar.det[place]:
        if not grammar.det[place] & grammar.noun[line.place(noun)]:
            return False
        is_pronoun = grammar.kind[place] == "c" and not is_article(line, before, noun)
        return not is_pronoun or line.starts(before) or line.is_pos(before - 1, "prep")
    return line.is_pos(before, "prep") and not line.is_pos(before, "verb", "adj", "noun")


def _is_adjective(line: Line, index: int) -> bool:
    """Whether a word is an adjective; one that is a noun too has another form for the other gender."""
    grammar, word, place = line.grammar, line.core(index), line.place(index)
    if (
        not word.islower()
        or word in grammar.apart
        or "-" in word
        or grammar.det[place]
        or grammar.prep[place]
    ):
        return False
    pos, verb = grammar.pos[place], grammar.verb[place]
    if not pos & POS["adj"] or pos & ~(_NOMINAL | POS["verb"]) or verb & ~_NO_VERB_HERE & ~VERB["inf"]:
        return False
    if word.endswith(_EPICENE[grammar.lang]):
        return True
    if verb & VERB["inf"] or word.endswith(_AGENTS) or (pos & POS["noun"] and _is_participle(line, index)):
        return False  # fonctions composants; levar à mesa propostas
    if pos & POS["noun"] or verb:
        return _has_other_gender(line, index)
    return _has_other_gender(line, index) or _has_other_number(line, index)


def _has_other_number(line: Line, index: int) -> bool:
    """Whether the word has a form of the other number; online and zero have none."""
    grammar, word = line.grammar, line.core(index)
    own, classes = grammar.adj[line.place(index)], grammar.forms.class_of
    others = (
        f"{word}s",
        f"{word}es",
        word[:-1],
        word[:-2],
        f"{word[:-1]}i",
        f"{word[:-1]}e",
        f"{word[:-1]}is",
    )
    return any(grammar.adj[classes(other)] and not grammar.adj[classes(other)] & own for other in others)


def _has_other_gender(line: Line, index: int) -> bool:
    """Whether the word has a form of the other gender, as adjectives have: rojo, roja."""
    grammar, word = line.grammar, line.core(index)
    own = grammar.adj[line.place(index)]
    for one, two in (*grammar.alternations, *_PAIRS):
        for ending, other in ((one, two), (two, one)):
            if word.endswith(ending):
                slots = grammar.adj[grammar.forms.class_of(word.removesuffix(ending) + other)]
                # docente and docenti differ in number only
                if slots and not slots & own and _genders(slots) != _genders(own):
                    return True
    return False


def _genders(slots: int) -> tuple[bool, bool]:
    return bool(slots & _MASCULINE), bool(slots & _FEMININE)


def _is_free(line: Line, noun: int, index: int) -> bool:
    """Whether the adjective may speak of something else: an earlier noun, a later one, several things."""
    grammar = line.grammar
    slots, after = grammar.adj[line.place(index)], line.place(index + 1)
    if line.joined(index):
        follows = line.core(index + 1)
        if follows[:1].isupper() or not follows[:1].isalpha():
            return True
        if line.verb(index) and (grammar.det[after] or not after):
            return True  # la concurrence réduit l'effet
        article = 0 if follows in grammar.with_preposition else grammar.det[after]
        if (grammar.noun[after] | grammar.adj[after] | article) & slots:
            return True  # una vez leídas las páginas
        if line.core(index).endswith("o") and grammar.adj[after] & grammar.noun[line.place(noun)]:
            return True  # terapia medico psichiatrica
    if not grammar.noun[line.place(noun)] & _SINGULAR and not slots & _PLURAL and _has_company(line, index):
        return True
    return _earlier(line, noun, index, slots)


def _has_company(line: Line, index: int) -> bool:
    """Whether a second adjective may follow: les langues grecque et latine."""
    grammar, other = line.grammar, index + 2
    if not line.joined(index):
        return line.tokens[index][-1:] in ",;"
    if line.low(index + 1) not in grammar.joining:
        return False
    while line.low(other) in grammar.degrees:
        other += 1
    return not line.place(other) or bool(grammar.adj[line.place(other)])


def _earlier(line: Line, noun: int, index: int, slots: int) -> bool:
    """Whether an earlier noun of the phrase may own the adjective: una forma de gobierno democrática."""
    grammar = line.grammar
    is_participle = _is_participle(line, index)
    # An adjective with a complement may stand as far from its noun: procedentes de.
    after = line.low(index + 1) if line.joined(index) else ""
    is_far = after in grammar.of_words or after in _TO
    article = grammar.det[line.place(noun - 1)]
    hides = article and not is_far
    if article & slots and not article & grammar.noun[line.place(noun)]:
        return True  # the noun has a gender that no table knows
    before = noun - 1
    while line.joined(before) and before > noun - _FAR:
        place, word = behind_elision(line, before), line.low(before)
        if tail(word) in grammar.copulas and before < noun - 1:
            return not article  # est une rivière espagnols
        is_preposition = grammar.pos[place] & POS["prep"] or word in grammar.not_before
        if word in grammar.joining and article and not slots & _PLURAL and before == noun - 2:
            return False  # et les représentants britannique
        if word in grammar.joining or (is_participle and is_preposition):
            return True
        if word[:2] in ("d'", "d’"):
            if is_participle or _may_own(line, before, slots):
                return True  # systèmes d'acheminement d'eau séparés
            before -= 1
            continue
        if word in grammar.before_articles:
            before -= 1
            continue
        if word in grammar.of_words or word in _TO or (not hides and is_preposition):
            before -= 1
            if is_participle or line.low(before) in grammar.joining:
                return True  # noms de sociétés et de marques répertoriés
            if (is_far and line.is_pos(before, "noun")) or _may_own(line, before, slots):
                return True
            if line.is_pos(before, "verb") and not line.is_pos(before, "noun"):
                return False  # vive di barche
            before -= 1
        elif grammar.det[place] or grammar.pos[place] & POS["num"]:
            before -= 1
        elif grammar.pos[place] & POS["adj"] and not _may_own(line, before, slots):
            before -= 1  # sistemas de alta calidad propios
        elif grammar.pos[place] & POS["verb"] and not grammar.pos[place] & POS["noun"]:
            if article or not grammar.verb[place] & VERB["inf"]:
                return word in grammar.copulas and not article
            before -= 1  # métodos para dar formato disponibles
        else:
            return _may_own(line, before, slots) and not line.is_pos(before, "adv", "prep")
    return False


def _is_participle(line: Line, index: int) -> bool:
    """Whether a word is a participle, by the table or by its end."""
    verb = line.grammar.verb[line.place(index)]
    return bool(verb & VERB["ppart"]) or line.core(index).rstrip("s").endswith(_PARTICIPIAL)


def _may_own(line: Line, index: int, slots: int) -> bool:
    """Whether a word may be a noun that agrees: one that is not known may be."""
    grammar, place = line.grammar, behind_elision(line, index)
    return not place or bool((grammar.noun[place] | grammar.adj[place]) & slots)
