"""German and Dutch sentences: the verb is second, and what else belongs to it ends the clause."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, PERSONS, VERB, spread
from mtcheck.lexicon.grammar import BRACKET, DETERMINER, NOUN, PREPOSITION
from mtcheck.rules.fluency.agreement.lines import Clash, Line, Mask, Page, later

_FINITE = sum(VERB[person] for person in PERSONS)
_NOT_FINITE = VERB["inf"] | VERB["ppart"] | VERB["ger"]
_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_NOMINATIVE = spread(cases=("nom",))
_NO_SUBJECT = spread(cases=("gen", "dat"))
_LONGEST = 14  # tokens of a clause
_ENDS = (".", "!", ",", ";", ":", "?")


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(BRACKET):
        word = line.low(index)
        if word in grammar.openers | grammar.opening_adverbs and line.starts(index):
            yield from _main_clause(line, index)
        elif word in grammar.subordinators:
            yield from _main_clause(line, index) if line.starts(index) else _subordinate(line, index)
        elif word in grammar.modals:
            yield from _modal(line, index)
        elif word in grammar.perfects:
            yield from _perfect(line, index)
        elif word in grammar.more and line.joined(index):
            yield from _compared(line, index)


def counted(line: Line) -> Iterator[Clash]:
    """A number in words and a noun in the singular: drei neue Haus; not: drei Glas Wein, Satz zwei."""
    grammar = line.grammar
    for noun in line.candidates(NOUN):
        number = noun - 1
        while number > noun - 3 and line.joined(number) and _is_attribute(line, number):
            number -= 1
        if (
            line.low(number) not in grammar.plural_numbers
            or not line.joined(number)
            or not line.joined(noun - 1)
        ):
            continue
        slots, word = grammar.noun[line.place(noun)], line.low(noun)
        after = line.core(noun + 1) if line.joined(noun) else ""
        if slots & _PLURAL or word.endswith(tuple(grammar.measures)) or not line.only(noun, "noun", "name"):
            continue
        if (line.is_pos(noun, "name") and number == noun - 1) or line.core(noun).isupper() or "-" in word:
            continue
        if after[:1].isupper() or after[:1].isdigit() or line.is_pos(number - 1, "noun", "adj"):
            continue  # Absatz zwei Satz 1; die letzten zwei
        if grammar.adj_reading(word):
            continue  # drei Richtige
        yield Clash(noun, noun, "number", f"after {line.core(number)!r} stands a plural")


def _is_attribute(line: Line, index: int) -> bool:
    word = line.core(index)
    is_adjective = line.is_pos(index, "adj") and not line.is_pos(index, "prep", "conj", "pron", "det", "adv")
    return is_adjective and word.islower() and word.endswith(("e", "en"))


def _is_small(line: Line, index: int) -> bool:
    return line.core(index).islower()


def _finite(line: Line, index: int) -> bool:
    """Whether a word in small letters is a finite verb and nothing else."""
    grammar, bits = line.grammar, line.grammar.verb[line.place(index)]
    word = line.core(index)
    sure = word in grammar.copulas or word in grammar.modals or line.only(index, "verb")
    return word.islower() and sure and bool(bits & _FINITE) and not bits & _NOT_FINITE


def _noun_phrase(line: Line, index: int) -> int:
    """The noun of an article and a noun that may be a subject, no genitive or dative; else -1."""
    grammar, noun = line.grammar, index + 1
    article = grammar.det[line.place(index)]
    if not article or not line.joined(index):
        return -1
    if grammar.bracket and line.is_pos(noun, "adj") and _is_small(line, noun) and line.joined(noun):
        noun += 1
    slots = article & grammar.noun[line.place(noun)]
    if not slots & _NOMINATIVE or (grammar.capital_nouns and slots & _NO_SUBJECT):
        return -1
    return noun if line.joined(noun) and line.is_pos(noun, "noun") else -1


def _subject(line: Line, index: int) -> int:
    """The last token of a subject that begins at a place, -1 where there is none."""
    if line.core(index) in line.grammar.subjects and line.joined(index):
        return index
    return _noun_phrase(line, index)


def _goes_on(line: Line, verb: int) -> bool:
    """Whether something that no clause may begin with follows a verb."""
    grammar, after = line.grammar, verb + 1
    if not line.joined(verb) or line.low(after) in grammar.joining or line.low(after) in grammar.not_before:
        return False
    is_verb = line.grammar.verb[line.place(after)] & (_FINITE | _NOT_FINITE)
    return not is_verb or bool(line.grammar.det[line.place(after)]) or line.is_pos(after, "noun", "adv")


def _main_clause(line: Line, index: int) -> Iterator[Clash]:
    """A subject before the verb where something else opens the sentence: am Montag die Polizei fand."""
    grammar, place = line.grammar, index + 1
    if line.low(index) in grammar.opening_adverbs:
        place = index
    elif line.low(index) in grammar.subordinators:
        place = _clause_end(line, index)
        if place < 0 or not grammar.verb[line.place(place)] & (_FINITE | _NOT_FINITE):
            return
        if any(line.low(each).startswith(grammar.saying) for each in range(index + 1, place + 1)):
            return  # wenn jemand sagt, er habe Zeit
        if line.is_pos(place, "noun") and grammar.capital_nouns and line.core(place)[:1].isupper():
            return  # wenn Leute, die Kinder haben
    else:
        if not line.joined(index) or not _is_phrase(line, place):
            return
    subject = _subject(line, place + 1)
    if line.low(subject) in grammar.time_nouns:
        return  # vandaag de dag
    if subject < 0 or not (line.joined(place) or line.low(index) in grammar.subordinators):
        return
    if line.low(index) not in grammar.subordinators and subject == place + 1 and place > index:
        return  # am Montag er ist
    if _finite(line, subject + 1) and _goes_on(line, subject + 1) and _agree(line, subject, subject + 1):
        why = "the verb stands before the subject"
        yield Clash(place + 1, subject + 1, "order", why)


def _agree(line: Line, subject: int, verb: int) -> bool:
    slots, bits = line.grammar.noun[line.place(subject)], line.grammar.verb[line.place(verb)]
    is_plural = not bits & VERB["3sg"]
    return line.core(subject) in line.grammar.subjects or bool(slots & (_PLURAL if is_plural else _SINGULAR))


def _is_phrase(line: Line, noun: int) -> bool:
    """Whether a noun and nothing more follows a preposition that holds an article: am Montag."""
    plain = line.is_pos(noun, "noun") and not line.is_pos(noun, "adj", "verb")
    return (plain or line.low(noun) in line.grammar.time_nouns) and line.joined(noun)


def _clause_end(line: Line, index: int) -> int:
    """The token before the comma that ends a clause, -1 where it has other commas or none."""
    for place in range(index + 1, min(index + _LONGEST, len(line) - 2)):
        if line.tokens[place].endswith(","):
            return place
        if line.tokens[place].endswith(_ENDS) or line.low(place) in line.grammar.joining:
            return -1
    return -1


def _subordinate(line: Line, index: int) -> Iterator[Clash]:
    """The verb right after the subject: dass er hat keine Zeit; not: dass er hat kommen wollen."""
    grammar, subject = line.grammar, _subject(line, index + 1)
    verb = subject + 1
    if subject < 0 or not line.joined(index) or not line.joined(subject):
        return
    if not _finite(line, verb) or not _goes_on(line, verb) or not _agree(line, subject, verb):
        return
    if line.low(verb) not in grammar.copulas | grammar.modals and not _object(line, verb + 1):
        return
    after = line.place(verb + 1)
    plain = grammar.det[after] or line.low(verb + 1) in grammar.negations | grammar.middle_adverbs
    if plain and _ends_clause(line, verb):
        yield Clash(index + 1, verb, "order", "the verb ends this clause")


def _ends_clause(line: Line, verb: int) -> bool:
    """Whether no other verb follows up to the end of the clause, or a participle that ends it."""
    grammar = line.grammar
    for place in range(verb + 1, min(verb + _LONGEST, len(line))):
        ends = line.tokens[place].endswith(_ENDS)
        known = line.core(place)[:1].islower() and not grammar.det[line.place(place)]
        bits = grammar.verb[line.place(place)] if known else 0
        if bits:
            with_have = line.low(verb) in grammar.perfects and ends
            return bool(with_have and bits & VERB["ppart"] and line.low(place).startswith("ge"))
        if line.low(place) in grammar.joining:
            return False
        if ends:
            return True
    return False


def _modal(line: Line, index: int) -> Iterator[Clash]:
    """Sie möchte kaufen ein Auto; die Stadt will neue Schulen baut."""
    grammar, verb = line.grammar, index + 1
    if not line.joined(index) or not _after_subject(line, index):
        return
    marked = _marked(line, verb)
    if marked > verb:
        why = f"no {line.core(marked - 1)!r} after {line.core(index)!r}"
        yield Clash(marked - 1, marked, "verb-form", why)
        return
    bits = grammar.verb[line.place(verb)]
    if bits & VERB["inf"] and line.only(verb, "verb") and _is_small(line, verb) and _object(line, verb + 1):
        if any(line.low(place) in ("zu", "te") for place in range(verb, len(line))):
            return  # je moet proberen het licht te zien
        yield Clash(index, verb, "order", "the infinitive ends this clause")
        return
    for place in range(verb, min(verb + _LONGEST, len(line))):
        if line.low(place) in grammar.joining or line.is_pos(place, "conj"):
            return
        if line.tokens[place].endswith((".", "!")):
            if place > verb and _finite(line, place) and line.only(place, "verb"):
                yield Clash(place, place, "verb-form", f"an infinitive belongs to {line.core(index)!r}")
            return
        if line.tokens[place].endswith(_ENDS) or (place > verb and _finite(line, place)):
            return
        if grammar.verb[line.place(place)] & VERB["inf"] and _is_small(line, place):
            return


def _marked(line: Line, start: int) -> int:
    """The infinitive that ends the clause behind `zu`, where no other verb may want one; else -1."""
    grammar = line.grammar
    for place in range(start, min(start + _LONGEST, len(line) - 1)):
        word, after = line.low(place), place + 1
        if word in grammar.infinitive_marks:
            bits = grammar.verb[line.place(after)]
            ends = line.tokens[after].endswith(_ENDS) and line.joined(place)
            return after if ends and bits & VERB["inf"] and _is_small(line, after) else -1
        if grammar.verb[line.place(place)] or not line.joined(place) or word in grammar.with_infinitive:
            return -1
    return -1


def _object(line: Line, index: int) -> bool:
    """Whether an article and a noun follow in the clause of the verb before."""
    grammar = line.grammar
    slots = grammar.det[line.place(index)] & grammar.noun[line.place(index + 1)]
    joined = line.joined(index - 1) and line.joined(index)
    return bool(slots) and joined and line.low(index + 1) not in grammar.time_nouns


def _after_subject(line: Line, index: int) -> bool:
    """Whether a subject that begins the sentence is before a verb."""
    before = index - 1
    if not line.joined(before):
        return False
    if line.starts(before):
        return line.low(before) in line.grammar.subjects
    return (
        line.starts(before - 1)
        and bool(line.grammar.det[line.place(before - 1)])
        and line.is_pos(before, "noun")
    )


def _perfect(line: Line, index: int) -> Iterator[Clash]:
    """Er hat nach Berlin gegangen; but: er hat viele Ziele, er ist gegangen."""
    grammar, after = line.grammar, index + 1
    if not line.joined(index):
        return
    if line.low(after) in grammar.with_be and line.joined(after) and line.is_pos(after + 1, "prep"):
        yield Clash(index, after, "verb-form", f"{line.core(after)!r} forms its perfect with another verb")
        return
    if not _after_subject(line, index) and not _inverted(line, index):
        return
    for place in range(index + 1, min(index + _LONGEST, len(line))):
        if line.low(place) in grammar.with_be and line.tokens[place].endswith((".", "!", ",")):
            yield Clash(
                place,
                place,
                "verb-form",
                f"this verb forms its past with another verb than {line.core(index)!r}",
            )
            return
        if line.tokens[place].endswith(_ENDS) or line.low(place) in grammar.joining:
            return


def _inverted(line: Line, verb: int) -> bool:
    """Whether a pronoun that can only be the subject follows a verb in the second place: gestern hat er."""
    after = verb + 1
    return line.core(after) in line.grammar.subjects and line.joined(after)


def _compared(line: Line, index: int) -> Iterator[Clash]:
    """mehr schnell als das alte; not: mehr tot als lebendig."""
    grammar, word = line.grammar, index + 1
    if (
        not line.only(word, "adj", "adv")
        or not line.is_pos(word, "adj")
        or line.low(word + 1) not in grammar.than
        or not line.joined(word)
    ):
        return
    if not line.joined(word + 1) or not (
        grammar.det[line.place(word + 2)] or line.core(word + 2) in grammar.subjects
    ):
        return
    yield Clash(index, word, "comparison", "an adjective has a comparative of its own")


def _may_open(page: Page) -> Mask:
    """A preposition that begins a sentence, with an article behind it."""
    return page.starts & page.joined & (page.roles & PREPOSITION != 0) & (later(page.roles) & DETERMINER != 0)


def opened(line: Line) -> Iterator[Clash]:
    """A phrase with a preposition before subject and verb: trotz des Protests die Verwaltung bleibt hart."""
    for index in line.candidates(_may_open):
        noun = index + 2
        while line.joined(noun) and _is_attribute(line, noun):
            noun += 1
        if not line.is_pos(noun, "noun") or not line.joined(noun) or not line.joined(index + 1):
            continue
        subject = _noun_phrase(line, noun + 1)
        verb = subject + 1
        if subject < 0 or line.low(subject) in line.grammar.time_nouns:
            continue
        if _finite(line, verb) and _goes_on(line, verb) and _agree(line, subject, verb):
            yield Clash(noun + 1, verb, "order", "the verb stands before the subject")
