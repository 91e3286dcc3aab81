"""Words that say what form the next word has: puedo hago, posso mi fare, ho mangiare, mucho canciones."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import NUMBERS, PERSONS, POS, VERB, spread
from mtcheck.lexicon.grammar import LEADING, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_VERB_ONLY = POS["verb"]
_FINITE = sum(VERB[person] for person in PERSONS)
_NOT_FINITE = VERB["inf"] | VERB["ppart"] | VERB["ger"]
_SINGULAR, _PLURAL = (spread(numbers=(number,)) for number in NUMBERS)
_MASCULINE, _FEMININE = spread("mi"), spread("f")
_KINDS = (_MASCULINE & _SINGULAR, _FEMININE & _SINGULAR, _MASCULINE & _PLURAL, _FEMININE & _PLURAL)
_BACK = 5  # tokens in which a word may open the clause that a verb ends


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(LEADING):
        if not line.joined(index):
            continue
        word = line.low(index)
        if word in grammar.modals:
            yield from _modal(line, index)
        elif word in grammar.perfects:
            yield from _perfect(line, index)
        elif word in grammar.quantities:
            yield from _quantity(line, index)
        elif word in grammar.shortened:
            yield from _shortened(line, index)
        elif word in grammar.accented:
            yield from _accented(line, index)
        if word in grammar.before_infinitives:
            yield from _preposition(line, index)


def _bits(line: Line, index: int) -> int:
    """The forms that a word in small letters may be, 0 where it may be something else than a verb."""
    grammar, place = line.grammar, line.place(index)
    if grammar.pos[place] != _VERB_ONLY:
        return 0
    word = line.core(index)
    return line.verb(index) if word.islower() and word not in grammar.apart else 0


def _only_finite(line: Line, index: int) -> bool:
    bits = _bits(line, index)
    return bool(bits & _FINITE) and not bits & _NOT_FINITE


def _modal(line: Line, index: int) -> Iterator[Clash]:
    grammar, after = line.grammar, index + 1
    if line.low(after) in grammar.clitics:
        if line.joined(after) and _bits(line, after + 1) & VERB["inf"] and not _opens(line, index):
            why = "the pronoun goes before the first verb or to the end of the second"
            yield Clash(index, after + 1, "order", why)
    elif line.low(after) in grammar.nominal_infinitives | grammar.modals or line.low(after).endswith(
        tuple(grammar.noun_ends)
    ):
        return
    elif _only_finite(line, after) and not _has_pronoun(line, after) and not _opens(line, index):
        yield Clash(index, after, "verb-form", f"an infinitive follows {line.core(index)!r}")


def _has_pronoun(line: Line, index: int) -> bool:
    """Whether a word ends as infinitives with a pronoun do: farci, which is a form of farcire too."""
    return any(line.low(index).endswith(f"r{clitic}") for clitic in line.grammar.clitics)


def _opens(line: Line, index: int) -> bool:
    """Whether a clause before may end with the verb: se vuoi vieni."""
    for before in range(index - 1, max(-1, index - _BACK), -1):
        if not line.joined(before):
            return False
        if line.low(before) in line.grammar.subordinate:
            return True
    return False


def _perfect(line: Line, index: int) -> Iterator[Clash]:
    grammar, after = line.grammar, index + 1
    is_infinitive = _bits(line, after) & VERB["inf"] and not _bits(line, after) & ~VERB["inf"]
    if line.core(index) == "A":
        return  # À without its accent: A noter
    if is_infinitive and line.low(after) not in grammar.nominal_infinitives:
        yield Clash(index, after, "verb-form", f"a participle follows {line.core(index)!r}")


def _preposition(line: Line, index: int) -> Iterator[Clash]:
    """antes de empezando; a finite verb there is too often a noun that no table has."""
    bits = _bits(line, index + 1)
    if bits & VERB["ger"] and not bits & (VERB["inf"] | VERB["ppart"]):
        yield Clash(index, index + 1, "verb-form", f"an infinitive follows {line.core(index)!r}")


def _noun(line: Line, index: int) -> int:
    """The slots of a word in small letters that is a noun and nothing else."""
    grammar, place = line.grammar, line.place(index)
    word = line.core(index)
    if grammar.pos[place] != POS["noun"] or not word.islower() or word in grammar.apart:
        return 0
    return grammar.noun[place]


def _quantity(line: Line, index: int) -> Iterator[Clash]:
    """mucho canciones, molto persone; but: sono molto amici."""
    slots = _noun(line, index + 1)
    before = line.place(index - 1)
    if not slots or slots & _KINDS[0] or line.grammar.verb[before] or line.grammar.adj[before]:
        return
    forms = line.grammar.quantities[line.low(index)]
    fitting = [form for form, kind in zip(forms, _KINDS[1:], strict=True) if slots & kind]
    better = line.shown_with(index, index + 1, index, fitting[0]) if len(fitting) == 1 else None
    yield Clash(index, index + 1, "agreement", "it agrees with a noun", better)


def _shortened(line: Line, index: int) -> Iterator[Clash]:
    """uno perro, el primero día."""
    grammar = line.grammar
    slots = _noun(line, index + 1)
    short, *rest = grammar.shortened[line.low(index)]
    if not slots & _KINDS[0] or (rest and not grammar.det[line.place(index - 1)]):
        return
    if line.joined(index - 1) or not rest:
        better = line.shown_with(index, index + 1, index, short)
        yield Clash(index, index + 1, "form", f"{short!r} before a noun", better)


def _accented(line: Line, index: int) -> Iterator[Clash]:
    """el tiene, tu puedes."""
    grammar = line.grammar
    bits = _bits(line, index + 1)
    if not bits or bits & _NOT_FINITE or not _begins(grammar, line, index):
        return
    right, person = grammar.accented[line.low(index)]
    if bits & VERB[person]:
        better = line.shown_with(index, index + 1, index, right)
        yield Clash(index, index + 1, "accent", f"the pronoun is {right!r}", better)


def _begins(grammar: Grammar, line: Line, index: int) -> bool:
    return line.starts(index) or not line.joined(index - 1) or line.low(index - 1) in grammar.subordinate
