"""A word that has another form before some sounds: il studente, k kamarádce, padre y hijo, que il."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.lexicon.features import POS, VERB
from mtcheck.lexicon.grammar import OPENING, SOUNDING, Grammar
from mtcheck.rules.fluency.agreement.lines import Clash, Line

_NOMINAL = POS["noun"] | POS["adj"]
_LEAST = 3  # letters: shorter words are often read by their letters


def clashes(line: Line) -> Iterator[Clash]:
    grammar = line.grammar
    for index in line.candidates(SOUNDING):
        word, after = line.low(index), line.core(index + 1)
        others = grammar.by_sound.get(word) if line.joined(index) else None
        short = len(after) < _LEAST and after not in grammar.before_elided
        if not others or short or not after.isalpha() or _is_ending(line.tokens[index + 1]):
            continue
        right = next((others.get(kind) for kind, start in grammar.sounds if start.match(after.lower())), None)
        if right and _may_be_told(line, index, after, right):
            better = right.capitalize() if line.core(index)[:1].isupper() else right
            shown = f"{better}{after}" if better.endswith("'") else f"{better} {after}"
            yield Clash(index, index + 1, "sound", f"{right!r} stands before this word", shown)


def _is_ending(token: str) -> bool:
    """Whether a token is the ending of a file's name, which is read by its letters: .ogg"""
    return token.lstrip(OPENING).startswith(".")


def _may_be_told(line: Line, index: int, after: str, right: str) -> bool:
    """Whether the next word is a word of the language and, after an article, a noun or adjective."""
    grammar = line.grammar
    # French le and la lose their vowel as pronouns too: whatever follows, it is l'.
    anyway = bool(grammar.before_elided) and right.endswith("'")
    if grammar.det[line.place(index)] and not anyway:
        return after.islower() and _is_nominal(grammar, line, index)
    if line.low(index) in grammar.pronouns and grammar.verb[line.place(index + 1)] & VERB["inf"]:
        return False  # a question without its hyphen: puis je aller
    if len(line.core(index)) > 1:  # names keep the whole word at times: de Airbus
        return after.islower() and (line.place(index + 1) > 0 or after in grammar.before_elided)
    # A letter that begins a sentence may be the mark of an item: k, y.
    return after[-1:].islower() and not line.starts(index)


def _is_nominal(grammar: Grammar, line: Line, index: int) -> bool:
    place = line.place(index + 1)
    pos = grammar.pos[place]
    if grammar.verb[place] & (VERB["inf"] | VERB["ger"]) or not pos & _NOMINAL:
        return False
    if line.low(index + 1) in grammar.by_sound:  # gli dei
        return False
    # What may be a pronoun too: uno vecchio, quello nuovo.
    return grammar.kind[line.place(index)] != "c" or (pos == POS["noun"] and not grammar.det[place])
