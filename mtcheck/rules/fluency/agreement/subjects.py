"""A subject and its verb: a pronoun with the form of another person, a noun with that of another number."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, PERSONS, POS, VERB, slots_of, spread
from mtcheck.lexicon.grammar import COPULA, PRONOUN, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_PAST = {"sg": ("pastm", "pastf", "pastn"), "pl": ("pastpl",)}
_ANY_PAST = sum(VERB[mark] for marks in _PAST.values() for mark in marks)
_FINITE = sum(VERB[person] for person in PERSONS)
_NOT_FINITE = VERB["inf"] | VERB["ppart"] | VERB["ger"]
_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_FEMININE = spread("f")
_PARTICIPLES = {"es": ("ad", "id"), "pt": ("ad", "id"), "it": ("at", "it", "ut")}
_IBERIAN = tuple(zip(("os", "as", "o", "a"), map(slots_of, ("m.pl", "f.pl", "m.sg", "f.sg")), strict=True))
_ITALIAN = tuple(zip("oaie", map(slots_of, ("m.sg", "f.sg", "m.pl", "f.pl")), strict=True))
_ENDS = {"es": _IBERIAN, "pt": _IBERIAN, "it": _ITALIAN}
_OPENING = POS["adv"] | POS["conj"]  # what stands before a subject
_NOMINATIVE = spread(cases=("nom",))
# In a genitive plural nobody begins: der Lehrer haben.
_OBJECT = spread(cases=("acc", "dat")) | spread(numbers=("sg",), cases=("gen",))


def _may_be_subject(page: Page) -> Mask:
    """A pronoun, or an article at the start of a sentence with a noun and a verb behind it."""
    known, places = page.grammar.classes, page.places
    pronoun, subject = (page.roles & PRONOUN) != 0, known.det[places] & later(known.noun[places])
    finite = (known.verb[places] & _FINITE) != 0
    noun = (subject & _NOMINATIVE != 0) & page.starts & later(page.joined) & later(finite, 2)
    return page.joined & (pronoun | noun)


def clashes(line: Line) -> Iterator[Clash]:
    pronouns = line.grammar.pronouns
    for index in line.candidates(_may_be_subject):
        wanted = pronouns.get(line.low(index))
        if wanted:
            yield from _pronoun(line, index, wanted)
        elif line.starts(index):
            yield from _noun(line, index)


def _pronoun(line: Line, index: int, wanted: int) -> Iterator[Clash]:
    grammar = line.grammar
    if not _begins_clause(line, index):
        return
    verb = index + 1
    while line.low(verb) in grammar.between and line.joined(verb):
        verb += 1
    bits = line.verb(verb)
    if line.starts(index) and grammar.capital_nouns:
        bits &= ~VERB["inf"]  # er haben; but: alles, was er haben will
    if not bits & (_FINITE | _ANY_PAST) or bits & (_NOT_FINITE | wanted):
        return
    if not line.only(verb, "verb", "num") and line.low(verb) not in grammar.copulas | grammar.perfects:
        return
    if line.low(verb + 1) in ("que", "quem") and line.joined(verb) and grammar.lang != "fr":
        return  # nós é que pagámos, ellos puede que vengan
    yield Clash(index, verb, "agreement", f"not the form of the verb for {line.core(index)!r}")


def _begins_clause(line: Line, index: int) -> bool:
    """Whether the pronoun is a subject: no preposition before it, and nobody joined with it."""
    if not line.joined(index - 1):
        return True
    before = index - 1
    if line.grammar.prep[line.place(before)] or line.is_pos(before, "prep"):
        return False
    if line.grammar.contractions and line.grammar.det[line.place(before)]:
        return False  # behind an article it is a noun: os nós do grafo
    return line.low(before) not in line.grammar.not_before


def _noun(line: Line, index: int) -> Iterator[Clash]:
    """Article and noun at the start of a sentence, the verb right after them."""
    grammar = line.grammar
    is_question = grammar.kind[line.place(index)] == "i"
    if not grammar.copulas or is_question or line.low(index) in grammar.with_preposition:
        return
    noun = index + 1
    low = line.low(noun)
    if low in grammar.collective or low in grammar.time_nouns:
        return  # esta semana llegaron
    if not line.joined(noun) or not line.only(noun, "noun", "adj"):
        return
    both = grammar.det[line.place(index)] & grammar.noun[line.place(noun)]
    slots, bits = both & _NOMINATIVE, line.verb(noun + 1)
    sure = grammar.capital_nouns and not both & _OBJECT
    if sure:
        bits &= ~VERB["inf"]  # der Rat beschließen; but: die Datei speichern
    if not slots or not bits & _FINITE or bits & _NOT_FINITE:
        return
    if line.low(noun + 1) not in grammar.copulas and not _is_verb_here(line, noun + 1):
        return
    follows = grammar.verb[line.place(noun + 2)] if line.joined(noun + 1) else 0
    if follows & _FINITE and not follows & _NOT_FINITE and line.only(noun + 2, "verb"):
        return  # le variabili stringa vengono
    if not (sure and line.low(noun + 1) not in grammar.equating) and _is_inverted(line, noun + 1):
        return  # die Mängel hat er; quel métier ont tes frères ?
    if not slots & _PLURAL and bits & VERB["3pl"] and not bits & VERB["3sg"]:
        if line.low(noun + 1) in grammar.copulas and not (sure or _is_quality(line, noun + 2)):
            return  # el problema son los precios
        yield Clash(index, noun + 1, "agreement", "a singular subject, a plural verb")
    elif not slots & _SINGULAR and bits & VERB["3sg"] and not bits & VERB["3pl"]:
        yield Clash(index, noun + 1, "agreement", "a plural subject, a singular verb")


def _is_verb_here(line: Line, index: int) -> bool:
    """Whether a word is a verb, though it may be an adjective before a noun: die Fahrer diskutierte über."""
    if line.only(index, "verb"):
        return True
    after = index + 1
    is_adjective = line.grammar.capital_nouns and line.only(index, "verb", "adj") and line.joined(index)
    if line.low(after) == "von":
        return False  # die Pläne begründete von Berg
    return is_adjective and line.core(after)[:1].islower() and not line.is_pos(after, "adj", "verb")


def _is_quality(line: Line, index: int) -> bool:
    """Whether an adjective or participle is all that follows a form of be: la ley fueron aprobada."""
    grammar = line.grammar
    while line.low(index) in grammar.degrees and line.joined(index):
        index += 1
    is_participle = bool(grammar.verb[line.place(index)] & VERB["ppart"])
    is_adjective = line.joined(index - 1) and (is_participle or line.only(index, "adj", "verb"))
    after = index + 1
    has_noun = line.joined(index) and grammar.noun[line.place(after)] and not line.is_pos(after, "adv")
    return is_adjective and line.core(index).islower() and not has_noun


def _is_inverted(line: Line, verb: int) -> bool:
    """Whether the subject comes after the verb, as German may have it, and any question."""
    if line.grammar.capital_nouns:
        while line.joined(verb) and line.only(verb + 1, "adv"):
            verb += 1  # die Schlüssel hat gestern jemand gefunden
        return _has_subject_after(line, verb) and not _is_bare_noun(line, verb + 1)
    return any("?" in token for token in line.tokens[verb + 1 :]) and bool(
        line.grammar.det[line.place(verb + 1)]
    )


def _is_bare_noun(line: Line, index: int) -> bool:
    """Whether a noun needs an article as a subject: die Kinder spielt Fußball; not: Tabelle 3."""
    after = line.core(index + 1)
    is_noun = line.only(index, "noun") and line.grammar.noun[line.place(index)] & _SINGULAR
    return bool(is_noun) and (not line.joined(index) or after.islower())


def _has_subject_after(line: Line, verb: int) -> bool:
    after = line.core(verb + 1)
    place = line.place(verb + 1)
    return line.joined(verb) and (
        after in line.grammar.pronouns
        or (line.is_pos(verb + 1, "pron") and after not in line.grammar.reflexive)
        or after[:1].isupper()
        or bool(line.grammar.det[place] & _NOMINATIVE)
    )


def predicates(line: Line) -> Iterator[Clash]:
    """The adjective after a form of be: gender and number of the subject (Romance)."""
    grammar = line.grammar
    for index in line.candidates(COPULA):
        if not line.joined(index):
            continue
        if grammar.verb[line.place(index)] & _FINITE & ~VERB["2sg"] == VERB["1pl"]:
            subject = _PLURAL  # estamos contento: the verb has its subject in it
        else:
            subject = subject_before(line, index - 1) if line.joined(index - 1) else 0
            if subject and line.low(index - 1) in grammar.time_nouns and not subject & _SINGULAR:
                continue  # algunas veces es necesario
        adjective = index + 1
        while line.low(adjective) in grammar.degrees and line.joined(adjective):
            adjective += 1
        slots = _predicate(grammar, line, adjective)
        is_article = grammar.det[line.place(adjective + 1)] and line.joined(adjective)
        if is_article and line.low(adjective + 1) not in grammar.with_preposition:
            continue  # an adverb before what it is: è proprio la pancia
        if subject and slots and not subject & slots and not _is_indirect(line, index):
            yield Clash(adjective, adjective, "agreement", "the adjective does not agree with the subject")


def _is_indirect(line: Line, copula: int) -> bool:
    """Whether a participle has an object beside its pronoun: nous nous étions donné rendez-vous."""
    grammar, participle = line.grammar, copula + 1
    if line.low(copula - 1) != line.low(copula - 2) or not line.joined(copula - 2):
        return False
    while line.low(participle) in grammar.degrees and line.joined(participle):
        participle += 1
    after = line.place(participle + 1)
    has_object = line.joined(participle) and (grammar.det[after] or line.only(participle + 1, "noun"))
    return bool(has_object) or line.low(participle) in grammar.indirect


def _predicate(grammar: Grammar, line: Line, index: int) -> int:
    place = line.place(index)
    pos = grammar.pos[place]
    word = line.core(index)
    is_participle = bool(grammar.verb[place] & VERB["ppart"])
    if is_participle and word.islower() and word not in grammar.apart and not pos & ~POS["verb"]:
        return participle_slots(grammar.lang, word)
    is_adjective = line.low(index - 1) in grammar.degrees | grammar.states or _has_feminine(grammar, word)
    is_adjective = is_adjective or is_participle
    allowed = POS["adj"] | POS["verb"] | (POS["noun"] if is_adjective else 0)
    if not word.islower() or word in grammar.apart or not pos & POS["adj"] or pos & ~allowed:
        return 0
    if grammar.verb[place] & (VERB["inf"] | VERB["ger"]):
        return 0
    after = index + 1
    if line.joined(index) and line.is_pos(after, "noun") and line.low(after) not in grammar.not_before:
        return 0  # es buen profesor
    return grammar.adj[place]


def participle_slots(lang: str, word: str) -> int:
    """The gender and number that the end of a regular participle says, which tables lack in some languages.

    >>> participle_slots("es", "publicadas") == spread("f", ("pl",))
    True
    """
    stems = _PARTICIPLES.get(lang, ())
    return next(
        (slots for end, slots in _ENDS.get(lang, ()) if word.endswith(tuple(f"{s}{end}" for s in stems))), 0
    )


def _has_feminine(grammar: Grammar, word: str) -> bool:
    """Whether a masculine has a feminine beside it, as few nouns have: contento, content."""
    feminine = f"{word[:-1]}a" if word.endswith("o") else f"{word}e"
    place = grammar.forms.class_of(feminine)
    return bool(grammar.adj[place] & _FEMININE) and not grammar.pos[place] & POS["noun"]


def subject_before(line: Line, noun: int) -> int:
    """The slots of the subject that ends with a token: a pronoun, or an article and a noun at the start."""
    grammar = line.grammar
    pronoun = grammar.genders.get(line.low(noun))
    if pronoun:
        return pronoun if _begins_clause(line, noun) else 0
    if not line.only(noun, "noun", "adj", "verb"):
        return 0
    head = noun
    if not grammar.noun[line.place(head)] and line.joined(head - 1):
        head -= 1  # la casa blanca es
    article = head - 1
    if article < 0 or not line.joined(article) or not grammar.noun[line.place(head)]:
        return 0
    slots = grammar.det[line.place(article)] & grammar.noun[line.place(head)]
    before = article - 1
    if line.low(before) in grammar.before_articles and line.joined(before):
        before -= 1  # de todos os controles
    pos = grammar.pos[line.place(before)]
    if line.joined(before) and (not pos or pos & ~_OPENING) and line.low(before) not in grammar.that:
        return 0  # a name, or les méthodes qui ne renvoient aucune valeur
    if (
        slots
        and line.joined(before)
        and (
            line.is_pos(before, "prep", "noun")
            or line.low(before) in grammar.not_before
            or line.low(before) in grammar.with_preposition  # nenhuma das suas linhas está
            or grammar.verb[line.place(before)] & VERB["inf"]  # traverser la rivière est dangereux
        )
    ):
        return 0
    if line.low(article) in grammar.with_preposition or line.low(head) in grammar.collective:
        return 0
    return slots
