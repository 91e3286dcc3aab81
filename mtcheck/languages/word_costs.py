"""What the words of a mixed text cost in each language, by the scripts that they are in."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mtcheck.languages import ngrams
from mtcheck.languages.codes import SOLE_LANGUAGE
from mtcheck.languages.evidence import TABLES
from mtcheck.languages.memo import LONGEST_KEPT, memo
from mtcheck.languages.ngrams import HIGHEST, PER_NAT
from mtcheck.lexicon.scripts import COMMON, DEVANAGARI, HAN, KANA, LATIN, NAMES, Bytes, CodePoints

#: Costs of a word in a script that the language does not write. A Latin word may be a name or an
#: abbreviation anywhere; a word in another script is foreign to English, but for symbols such as α.
NAME_IN_LATIN: Final = 2 * PER_NAT
SHORT_IN_LATIN: Final = 3 * PER_NAT
WORD_IN_LATIN: Final = 6 * PER_NAT
OTHER_SCRIPT: Final = 29 * PER_NAT // 2

#: No single word of a script speaks for one of its languages over another by more than this.
WORD_LIMIT: Final = 10 * PER_NAT
#: The same for words of one letter and of two; of Han and kana, each two characters are a word.
SHORT_OTHER_SCRIPT: Final = (3 * PER_NAT, 8 * PER_NAT)
#: A word that costs more than this a symbol in every language is mojibake or a key, and speaks for little.
WORST_SPELLING: Final = 7 * PER_NAT // 2
#: The table of Devanagari has three letters at most, from small profiles: its words say this much less.
COARSE: Final = 2

#: Starts, ends and costs of words.
Part: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], ngrams.Costs]


def foreign(lengths: NDArray[np.int64], letters_a_word: float) -> NDArray[np.int16]:
    """What words of these lengths cost in languages that are not written in their script."""
    each = np.minimum(OTHER_SCRIPT * np.maximum(1.0, lengths / letters_a_word), HIGHEST)
    costs: NDArray[np.int16] = each.astype(np.int16)
    for length, cost in enumerate(SHORT_OTHER_SCRIPT, 1):
        costs[lengths == length] = cost
    return costs


def of_one_table(script: int, points: CodePoints, scripts: Bytes) -> Part:
    """The words of a text that is in the script of one table, and may be in any of its languages."""
    known = memo(TABLES[script])
    symbols = known.table.symbols(points)
    symbols *= scripts == script
    words = known.words(symbols)
    costs = _limited(script, words.costs)
    garbled = words.best > WORST_SPELLING * (words.ends - words.starts + 1)
    costs[garbled] = np.minimum(costs[garbled], NAME_IN_LATIN)
    return words.starts, words.ends, costs


def _limited(script: int, costs: ngrams.Costs) -> ngrams.Costs:
    np.minimum(costs, WORD_LIMIT, out=costs)
    if script == DEVANAGARI:
        costs //= COARSE
    return costs


def of_alphabets(
    present: tuple[int, ...],
    points: CodePoints,
    scripts: Bytes,
    original: CodePoints,
    languages: tuple[str, ...],
) -> Part:
    """The words of all scripts of a text but Han and kana, in order."""
    edges = np.zeros(len(scripts) + 2, np.uint8)
    edges[1:-1] = scripts
    if HAN in present or KANA in present:
        edges[(edges == HAN) | (edges == KANA)] = COMMON
    turns = (edges[1:] != edges[:-1]).nonzero()[0]
    written = edges[1:].take(turns)
    inside = written.nonzero()[0]
    starts, ends, written = turns[inside], turns[inside + 1], written[inside]
    lengths = ends - starts
    said = foreign(lengths, 10.0)
    if LATIN in present:
        latin = written == LATIN
        said[latin] = np.where(lengths[latin] < 3, SHORT_IN_LATIN, WORD_IN_LATIN)
        said[latin & (original[starts] != points[starts])] = NAME_IN_LATIN
    costs = np.empty((len(starts), len(languages)), np.int16)
    costs[:] = said[:, None]
    for script in present:
        rows = (written == script).nonzero()[0]
        if script in TABLES:
            _write_costs(script, points, scripts, (rows, lengths[rows]), costs, languages)
        elif (code := SOLE_LANGUAGE.get(NAMES[script], "")) in languages:
            costs[rows, languages.index(code)] = 0
    return starts, ends, costs


def _write_costs(
    script: int,
    points: CodePoints,
    scripts: Bytes,
    places: tuple[NDArray[np.int64], NDArray[np.int64]],
    costs: ngrams.Costs,
    languages: tuple[str, ...],
) -> None:
    """Write what the words of one table cost; ``places`` are their rows and lengths."""
    rows, lengths = places
    known = memo(TABLES[script])
    symbols = known.table.symbols(points)
    symbols *= scripts == script
    words = list(filter(None, symbols.tobytes().split(b"\0"))) if lengths.max() <= LONGEST_KEPT else []
    best, relative = (words and known.known(words)) or known.table.words(symbols)[2:]
    ours, theirs = _columns(languages, known.table.languages)
    if ours:
        relative = _limited(script, relative)
        costs[rows[:, None], ours] = relative if len(theirs) == relative.shape[1] else relative[:, theirs]
    garbled = rows[best > WORST_SPELLING * (lengths + 1)]
    if len(garbled):
        costs[garbled] = np.minimum(costs[garbled], NAME_IN_LATIN)


@lru_cache(maxsize=256)
def _columns(languages: tuple[str, ...], known: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Where the languages that a table knows stand in the text's columns, and in the table's."""
    shared = [code for code in languages if code in known]
    return [languages.index(code) for code in shared], [known.index(code) for code in shared]
