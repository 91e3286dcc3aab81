"""Words that do not fit the words around them, for FLU004, by corpora/neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import BY_FORMS, Hit
from mtcheck.lexicon.neighbours import TOKEN, languages, neighbours
from mtcheck.rules.fluency.borrowed import keeps
from mtcheck.text.view import View

# A heading or a label has no words around it that could tell.
_SHORTEST = 4
# What a program says is said in another way than news, which the model knows.
_SHORTEST_STRING = 8


def misfits(view: View, base: str) -> Iterator[Hit]:
    """The words that a model of the language finds out of place."""
    # What a program says is put in another way than news, which the model knows.
    if base not in languages() or view.document.is_message:
        return
    model = neighbours(base)
    places, sentences = [], []
    shortest = _SHORTEST if view.document.source is None else _SHORTEST_STRING
    for start, end in view.sentences:
        tokens = TOKEN.findall(view.text, start, end)
        if len(tokens) >= shortest:
            places.append((start, end))
            sentences.append(tokens)
    for (start, end), tokens, scores in zip(places, sentences, model.scores(sentences), strict=True):
        told = (scores > model.threshold).nonzero()[0].tolist()
        if not told:
            continue
        spans = [match.span() for match in TOKEN.finditer(view.text, start, end)]
        for index in told:
            if model.may_be_told(tokens, index) and not keeps(view, tokens[index]):
                message = f"fit: “{tokens[index]}” does not fit the words around it"
                at, stop = spans[index]
                yield Hit(at, stop, message, None, BY_FORMS)
