"""How well a text is spelt in one language: the n-gram tables as a model of letters."""

from __future__ import annotations

from mtcheck.languages.codes import BY_TABLE


def spelling_cost(text: str, code: str) -> float:
    """Mean nats of a symbol (a letter or the end of a word) given up to four before it; lower is better.

    Text in its own language costs 1.0–2.6, a key mash or mojibake 4 and more. Only words in the
    language's script count; 0.0 where there are none, or where the language has no table.

    >>> spelling_cost("die Straße", "de") < spelling_cost("die StraÃŸe", "de")
    True
    """
    import numpy as np

    from mtcheck.languages.evidence import prepared
    from mtcheck.languages.ngrams import PER_NAT, table

    name = next((name for name, codes in BY_TABLE.items() if name != "han" and code in codes.split()), None)
    if name is None:
        return 0.0
    model = table(name)
    words = model.words(model.symbols(prepared(text)[0]))
    if not len(words.starts):
        return 0.0
    symbols = int(np.sum(words.ends - words.starts)) + len(words.starts)
    total = int(words.best.sum()) + int(words.costs[:, model.languages.index(code)].sum(dtype=np.int64))
    return total / PER_NAT / symbols
