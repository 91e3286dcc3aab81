"""German prepositions that ask for no case of what is behind them: postpositions, was für, zu viele."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.lexicon.features import spread
from mtcheck.rules.fluency.agreement.lines import Line

if TYPE_CHECKING:
    from mtcheck.rules.fluency.agreement.german import Phrase

_REACH = 5  # tokens back to the "was" of: was war das doch für ein Irrtum


def not_governing(line: Line, phrase: Phrase) -> bool:
    """A preposition that belongs to what is before it, to an infinitive, or to a number."""
    word, before = line.low(phrase.preposition), phrase.preposition - 1
    quantity = (
        line.grammar.kind[line.place(phrase.article)] == "s" if phrase.article >= 0 else phrase.adjectives
    )
    if quantity and word in line.grammar.of_degree:
        return True  # zu große Autos; zu viele Autos; über hundert Autos
    if line.low(before - 1) == word and line.joined(before) and line.joined(before - 1):
        return True  # nach und nach
    if word in ("um", "seit", "bis") and _is_no_preposition(line, phrase):
        return True
    if word == "für" and _asks(line, phrase.preposition):
        return True  # was für ein Wirbel
    if word in line.grammar.after_noun and line.joined(before):
        return _is_postposition(line, phrase.preposition)
    if word in line.grammar.with_infinitive:
        rest = [line.low(index) for index in range(phrase.noun + 1, len(line))]
        return any(token == "zu" or "zu" in token[2:-3] for token in rest)
    return False


def _is_postposition(line: Line, index: int) -> bool:
    """Whether a preposition may belong to what is before it: seiner Meinung nach, von Berlin aus."""
    grammar, word, before = line.grammar, line.low(index), index - 1
    if word == "aus":
        return any(line.low(each) in ("von", "vom") for each in range(max(0, index - _FAR), index))
    if line.core(before)[:1].isupper():
        genitive = grammar.noun[line.place(before)] & _GENITIVE
        return bool(word != "wegen" or genitive)
    return line.low(before) in ("sich", "mir", "heraus") or bool(grammar.det[line.place(before)])


def _is_no_preposition(line: Line, phrase: Phrase) -> bool:
    """Whether the word goes with `willen` behind a genitive, or begins a clause: Seit die Brücke steht, …"""
    rest = [line.low(index) for index in range(phrase.noun + 1, min(len(line), phrase.noun + _FAR))]
    if line.low(phrase.preposition) == "um":
        return "willen" in rest
    opens = line.starts(phrase.preposition) or line.after_comma(phrase.preposition)
    return opens and bool(line.grammar.noun[line.place(phrase.noun)] & _NOMINATIVE)


_FAR = 7  # tokens: um der Partei oder des Systems willen
_NOMINATIVE, _GENITIVE = spread(cases=("nom",)), spread(cases=("gen",))


def _asks(line: Line, preposition: int) -> bool:
    """Whether the clause has a "was" or "in was" before: what stands after "für" is in any case then."""
    for before in range(preposition - 1, max(-1, preposition - 1 - _REACH), -1):
        if not line.joined(before):
            return False
        if line.low(before) in line.grammar.in_exclamations:
            return True
    return False


def closes(line: Line, preposition: int) -> bool:
    """Whether a preposition ends a phrase that another one began: von der aus die Karte kommt."""
    pair = f"{line.low(preposition - 2)}:{line.low(preposition)}" if preposition > 1 else ""
    return pair in str(line.grammar.data.get("circumpositions", "")).split()
