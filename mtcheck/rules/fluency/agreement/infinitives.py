"""A verb and its infinitive: aprender nadar, essayer à lire, posso di fare."""

from __future__ import annotations

from typing import TypeAlias

from mtcheck.lexicon.features import POS, VERB
from mtcheck.lexicon.government import Government
from mtcheck.lexicon.grammar import CLOSING, Grammar

NOTHING = "-"
_VERB = POS["verb"]
_OTHER = sum(POS.values()) - _VERB - POS["name"]


Told: TypeAlias = tuple[int, str, str]


def link(known: Government, forms: Grammar, tokens: tuple[str, ...], index: int) -> Told | None:
    """The last token, what is wrong, and what is meant, as ``governed_preposition`` says them."""
    head = known.infinitives[tokens[index]]
    between = NOTHING
    last = index + 1
    if last < len(tokens) and tokens[last] in head.wrong:
        between, last = tokens[last], last + 1
    if between not in head.wrong or last >= len(tokens):
        return None
    verb = tokens[last].rstrip(CLOSING)
    if between == NOTHING and "de" in head.wrong and verb[:2] in ("d'", "d’"):
        between, verb = "de", verb[2:]
    if between not in head.wrong or not _is_infinitive(forms, verb):
        return None
    said, right = tokens[index], head.right[0]
    better = f"{said} {verb}" if right == NOTHING else f"{said} {right} {verb}"
    if right in forms.by_sound:
        better = ""  # de or d'
    what = "an infinitive follows" if right == NOTHING else f"“{right}” stands before an infinitive"
    return last, f"after “{said}” {what}", better


def _is_infinitive(forms: Grammar, word: str) -> bool:
    place = forms.class_of(word, first=False)
    pos = forms.pos[place]
    return bool(pos & _VERB and not pos & _OTHER and forms.verb[place] & VERB["inf"])
