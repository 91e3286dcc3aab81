"""Read other projects' figures: n-gram frequencies and word frequencies, as counts of symbols.

- The wheel of lingua-language-detector 1.3.5 holds, for 75 languages, the probability of each letter
  after up to four others inside a word, as exact fractions. Counts follow from the fractions, and the
  edges of words from the counts: what does not go on, ends; what nothing precedes, begins.
- langdetect's profiles hold counts of 1- to 3-grams with the spaces in place.
- wordfreq holds word frequencies.

Only figures are taken; see corpora/SOURCES.toml.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import brotli
import numpy as np
from numpy.typing import NDArray

from mtcheck.languages.ngrams import EDGE, FIRST_LETTER, LONGEST
from mtcheck.lexicon.scripts import NAMES, code_points, scripts_of

Keys: TypeAlias = NDArray[np.uint64]
Counts: TypeAlias = NDArray[np.float64]
Symbols: TypeAlias = NDArray[np.uint8]
#: For each length: sorted keys of n-grams (eight bits a symbol) and how often each was seen.
Model: TypeAlias = dict[int, tuple[Keys, Counts]]

BYTE = np.uint64(8)
_ORDERS = ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams")
#: A letter rarer than this in every language of the script gets no symbol of its own.
RAREST_LETTER = 1e-5
#: wordfreq's lists that serve under another code. Its "sh" is Serbo-Croatian in Latin letters.
WORD_LISTS = {"tl": "fil", "hr": "sh", "bs": "sh"}

Fractions: TypeAlias = list[tuple[list[str], list[float]]]


def lingua_fractions(wheel: Path, language: str) -> tuple[Fractions, int]:
    """For each length, the n-grams and their conditional probabilities; and the letters counted."""
    orders: Fractions = []
    total = 1
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for length, order in enumerate(_ORDERS, 1):
            name = f"lingua/language-models/{language}/{order}.json.br"
            grams: list[str] = []
            shares: list[float] = []
            if name in names:
                for fraction, joined in json.loads(brotli.decompress(archive.read(name)))["ngrams"].items():
                    above, below = map(int, fraction.split("/"))
                    if length == 1:
                        total = max(total, below)
                    found = [gram for gram in joined.split(" ") if len(gram) == length]
                    grams += found
                    shares += [above / below] * len(found)
            orders.append((grams, shares))
    return orders, total


def alphabet(orders: Iterable[Fractions], script: str) -> str:
    """The letters of a script that some language uses, most used first; at most 250."""
    best: dict[str, float] = {}
    for fractions in orders:
        for letter, share in zip(*fractions[0], strict=True):
            if share > RAREST_LETTER and NAMES[int(scripts_of(code_points(letter))[0])] == script:
                best[letter] = max(best.get(letter, 0.0), share)
    return "".join(sorted(best, key=lambda letter: (-best[letter], letter))[:250])


def _keys(grams: list[str], length: int, symbols: Symbols) -> tuple[Keys, NDArray[np.bool_]]:
    points = np.minimum(code_points("".join(grams)), len(symbols) - 1).reshape(-1, length)
    letters = symbols[points].astype(np.uint64)
    keys = np.zeros(len(letters), np.uint64)
    for place in range(length):
        keys = (keys << BYTE) | letters[:, place]
    return keys, (letters > 0).all(axis=1)


def symbol_array(letters: str) -> Symbols:
    """The symbol of each code point, 0 for none."""
    symbols = np.zeros(0x10001, np.uint8)
    for number, letter in enumerate(letters, FIRST_LETTER):
        symbols[ord(letter)] = number
    return symbols


def lookup(keys: Keys, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where the wanted keys stand among sorted keys, and which of them do."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted


def _without(keys: Keys, counts: Counts, longer: Keys, taken: Counts) -> Counts:
    """The counts less what the longer n-grams account for; never below zero."""
    left = counts.copy()
    places, found = lookup(keys, longer)
    np.subtract.at(left, places[found], taken[found])
    return np.maximum(left, 0.0)


def suffixes(keys: Keys, length: int) -> Keys:
    """The keys of n-grams of ``length`` symbols without their first symbol."""
    return keys & np.uint64((1 << 8 * (length - 1)) - 1)


def lingua_model(fractions: Fractions, total: int, symbols: Symbols) -> Model:
    """Counts of all n-grams of one language, those with a word's edge included."""
    inner: list[tuple[Keys, Counts]] = []
    for length, (grams, shares) in enumerate(fractions, 1):
        keys, inside = _keys(grams, length, symbols)
        order = np.argsort(keys[inside], kind="stable")
        keys, counts = keys[inside][order], np.array(shares)[inside][order]
        if length == 1:
            counts = counts * total
        else:
            places, found = lookup(inner[-1][0], keys >> BYTE)
            keys, counts = keys[found], counts[found] * inner[-1][1][places[found]]
        inner.append((keys, counts))
    return _with_edges(inner)


def _with_edges(inner: list[tuple[Keys, Counts]]) -> Model:
    edge = np.uint64(EDGE)
    parts: dict[int, list[tuple[Keys, Counts]]] = {n: [inner[n - 1]] for n in range(1, LONGEST + 1)}
    begun: list[Counts] = []
    for length in range(1, LONGEST):
        keys, counts = inner[length - 1]
        longer, taken = inner[length]
        ends = _without(keys, counts, longer >> BYTE, taken)
        begun.append(_without(keys, counts, suffixes(longer, length + 1), taken))
        first = edge << np.uint64(8 * length)
        parts[length + 1] += [((keys << BYTE) | edge, ends), (keys | first, begun[-1])]
    for length in range(1, LONGEST - 1):
        keys = inner[length - 1][0]
        whole = _without(keys, begun[length - 1], inner[length][0] >> BYTE, begun[length])
        parts[length + 2].append((((keys | edge << np.uint64(8 * length)) << BYTE) | edge, whole))
    parts[1].append((np.array([EDGE], np.uint64), np.array([begun[0].sum()])))
    return {length: _merged(found, 0.5 if length > 1 else 0.0) for length, found in parts.items()}


def _merged(parts: list[tuple[Keys, Counts]], least: float) -> tuple[Keys, Counts]:
    keys = np.concatenate([part[0] for part in parts])
    counts = np.concatenate([part[1] for part in parts])
    kept = counts > least
    order = np.argsort(keys[kept], kind="stable")
    return keys[kept][order], counts[kept][order]


#: Habits of writing that corpora of edited text lack: letters of the wrong code page, still common in
#: Turkish and Romanian on the web. All Latin languages are also typed without their marks.
CODE_PAGES = {"tr": str.maketrans("ışğ", "ýþð"), "ro": str.maketrans("ăţ", "ãþ")}
#: Share of text written so: enough to be known again, too little to blur neighbours.
HABIT_SHARE = 0.02


def without_marks(letters: str) -> dict[int, str]:
    """From each letter with a mark to its base letter."""
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    plain = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ə": "e"}
    return {ord(letter): plain.get(letter, base) for letter, base in bases.items()}


def with_habit(model: Model, letters: str, habit: dict[int, str]) -> Model:
    """The model of a language, a small share of which is written with other letters."""
    symbols = symbol_array(letters)
    renamed = np.arange(256, dtype=np.uint64)
    for number, letter in enumerate(letters, FIRST_LETTER):
        other = symbols[ord(letter.translate(habit))]
        renamed[number] = other or number
    result: Model = {}
    for length, (keys, counts) in model.items():
        written = np.zeros_like(keys)
        for place in range(length):
            shift = np.uint64(8 * place)
            written |= renamed[(keys >> shift) & np.uint64(255)] << shift
        parts = np.concatenate([keys, written])
        found, places = np.unique(parts, return_inverse=True)
        weights = np.concatenate([counts * (1 - HABIT_SHARE), counts * HABIT_SHARE])
        result[length] = (found, np.bincount(places, weights))
    return result


def profile_counts(path: Path) -> dict[str, int]:
    """The counts of one langdetect profile."""
    profile: dict[str, dict[str, int]] = json.loads(path.read_text("utf-8"))
    return profile["freq"]


def profile_model(counted: dict[str, int], symbols: Symbols) -> Model:
    """The same from a langdetect profile, whose spaces are the edges of words."""
    edged = symbols.copy()
    edged[ord(" ")] = EDGE
    model: Model = {}
    words = sum(count for gram, count in counted.items() if len(gram) == 2 and gram[0] == " ")
    for length in range(1, LONGEST + 1):
        found = {gram: count for gram, count in counted.items() if len(gram) == length}
        keys, inside = _keys(list(found), length, edged)
        counts = np.array(list(found.values()), float)
        parts = [(keys[inside], counts[inside])]
        if length == 1:
            parts.append((np.array([EDGE], np.uint64), np.array([float(words)])))
        model[length] = _merged(parts, 0.0)
    return model


def word_list(language: str, letters: set[str], most: int) -> dict[str, float]:
    """The most frequent words of these letters and their shares; empty where wordfreq has no list."""
    import wordfreq

    name = WORD_LISTS.get(language, language)
    if name not in wordfreq.available_languages("best"):
        return {}
    found: dict[str, float] = {}
    for word in wordfreq.top_n_list(name, 2 * most):
        if len(found) < most and letters.issuperset(word):
            found[word] = wordfreq.word_frequency(word, name)
    return found
