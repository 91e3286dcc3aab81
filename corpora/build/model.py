"""Counts to rows: a smoothed log-likelihood for each n-gram in each language, and which to keep."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from figures import BYTE, Keys, Model, lookup, suffixes
from numpy.typing import NDArray

from mtcheck.languages.ngrams import LONGEST

Rows: TypeAlias = NDArray[np.float32]
Table: TypeAlias = dict[int, tuple[Keys, Rows]]

#: Share of a letter that a language does not know at all.
UNSEEN = 1e-6
_CHUNK = 200_000


def union(models: list[Model]) -> dict[int, Keys]:
    """For each length, the n-grams of all languages and the suffixes of the longer ones."""
    keys: dict[int, Keys] = {}
    for length in range(LONGEST, 0, -1):
        parts = [model[length][0] for model in models]
        if length < LONGEST:
            parts.append(suffixes(keys[length + 1], length + 1))
        keys[length] = np.unique(np.concatenate(parts))
    return keys


def smoothed(models: list[Model]) -> Table:
    """Natural log of P(last symbol | the symbols before it), for each n-gram and language.

    Witten-Bell: a context that was followed by many different symbols leaves more to shorter contexts.
    """
    keys = union(models)
    table: Table = {}
    for length in range(1, LONGEST + 1):
        wanted = keys[length]
        rows = np.empty((len(wanted), len(models)), np.float32)
        if length > 1:
            shorter = lookup(keys[length - 1], suffixes(wanted, length))[0]
            contexts = np.unique(wanted >> BYTE, return_inverse=True)[1]
        for column, model in enumerate(models):
            counts = np.zeros(len(wanted))
            counts[lookup(wanted, model[length][0])[0]] = model[length][1]
            if length == 1:
                share = counts / counts.sum()
                rows[:, column] = (share + UNSEEN) / (1 + UNSEEN * len(wanted))
                continue
            back = np.exp(table[length - 1][1][shorter, column])
            seen = np.bincount(contexts, counts)[contexts]
            kinds = np.bincount(contexts, counts > 0)[contexts]
            rows[:, column] = np.where(seen > 0, (counts + kinds * back) / np.maximum(seen + kinds, 1), back)
        table[length] = (wanted, np.log(np.maximum(rows, 1e-9)))
    return table


def _posterior(rows: Rows) -> Rows:
    best = rows.max(axis=1, keepdims=True)
    total: Rows = best + np.log(np.exp(rows - best).sum(axis=1, keepdims=True))
    return rows - total


def gains(table: Table, models: list[Model]) -> dict[int, NDArray[np.float64]]:
    """How far each n-gram moves the posterior from what its suffix says, weighted by its use."""
    result = {}
    for length in range(2, LONGEST + 1):
        keys, rows = table[length]
        shorter = lookup(table[length - 1][0], suffixes(keys, length))[0]
        use = np.zeros(rows.shape, np.float32)
        for column, model in enumerate(models):
            symbols = model[1][1].sum()
            use[lookup(keys, model[length][0])[0], column] = model[length][1] / symbols
        gain = np.zeros(len(keys))
        for at in range(0, len(keys), _CHUNK):
            part = slice(at, at + _CHUNK)
            moved = _posterior(rows[part]) - _posterior(table[length - 1][1][shorter[part]])
            gain[part] = (use[part] * np.abs(moved)).sum(axis=1)
        result[length] = gain
    return result


def pruned(table: Table, models: list[Model], most: int) -> tuple[Keys, Rows]:
    """The most telling n-grams, all single symbols among them, and their rows."""
    gain = gains(table, models)
    ranked = np.sort(np.concatenate(list(gain.values())))
    least = ranked[-most] if most < len(ranked) else -1.0
    keys = [table[1][0]] + [table[n][0][gain[n] >= least] for n in range(2, LONGEST + 1)]
    rows = [table[1][1]] + [table[n][1][gain[n] >= least] for n in range(2, LONGEST + 1)]
    return np.concatenate(keys), np.concatenate(rows)
