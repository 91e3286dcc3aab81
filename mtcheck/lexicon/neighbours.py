"""Does a word fit the words around it? A linear model over hashed n-grams of words and their forms.

``corpora/neighbours/LANG.bin`` holds one byte for each of 2**BITS features, made by
corpora/build/neighbours.py. A word is seen as itself, as its readings in ``corpora/forms``, and as its
ending; a feature is up to three of these within three words, or whether two or three words share a gender,
number and case. All words of a text are weighed in a few numpy calls.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np

from mtcheck import lazyre
from mtcheck.errors import CorpusError
from mtcheck.lexicon.features import spread
from mtcheck.lexicon.grammar import grammar
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.resources import list_names, map_bytes

MAGIC = b"mtneigh1"
# What a step of a weight is worth, the bias, the threshold, and whether function words are never told.
HEAD = struct.Struct("<fff?3x")
#: Bits of a feature's number.
BITS = 22
TOKEN = lazyre.compile(r"\w+(?:['’ʼ-]\w+)*|[^\w\s]")
#: Boundary rows before and after a sentence, as far as a feature looks.
PAD = 3
# Words as frequent as these stand for themselves: all of them, and those whose class is the word.
_FREQUENT, _FUNCTION = 2000, 150
_KEPT = 60_000
# Articles that number a paragraph of a law as well: punto i.
_NUMERALS = frozenset(("i",))
# Forms that stand before a vowel by the writer's ear: od essere.
_BY_EAR = frozenset(("ed", "od", "ancor"))
# After these only the writer knows whether an adjective is masculine or feminine.
_OF_THE_WRITER = frozenset(("estoy", "soy"))
# Nouns of two genders, one for each meaning: el modelo, la modelo.
_OF_TWO_GENDERS = frozenset(
    "modelo modelos cura curas capital capitales policía policías guía guías orden órdenes frente cometa"
    " corte editorial canal cámara trompeta radio pendiente fine fronte".split()
)
_FEMININE = spread("f", ("sg",))
_ARTICLES = frozenset("el la los las un una unos unas il lo i gli le uno".split())
# The attributes of a word: itself; itself or class and ending; class; ending; part of speech.
_ATTRIBUTES = "wfcsx"
_TEMPLATES = """
w0 f0 c0 s0 w-1,w0 w0,w1 f-1,f0 f0,f1 c-1,c0 c0,c1 w-1,c0 c-1,w0 w0,c1 c0,w1 s-1,s0 s0,s1
f-1,f0,f1 c-1,c0,c1 c-2,c-1,c0 c0,c1,c2 f-2,f-1,f0 f0,f1,f2 w-1,w0,w1 c-2,c0 c0,c2 w-2,w0 w0,w2
f-2,f0 f0,f2 c-3,c0 c0,c3 f-1,f1 c-1,c1 x-1,w0,x1 x-2,x-1,w0 w0,x1,x2 w0,f-1,c1 w0,c-1,f1
x-1,x0,x1 s-1,c0 c0,s1
"""
_ONE, _TWO, _THREE = (np.uint64(k) for k in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_SALT, _MIX = np.uint64(0xD6E8FEB86659FD93), np.uint64(0xBF58476D1CE4E5B9)
_WIDTH = len(_ATTRIBUTES)
_NOTHING = _WIDTH * (2 * PAD + 1)  # the row of zeros that a template of fewer parts takes


def _row(attribute: str, offset: int) -> int:
    return (offset + PAD) * _WIDTH + _ATTRIBUTES.index(attribute)


def _plan() -> Any:
    """For each template the rows of its three parts."""
    rows = []
    for template in _TEMPLATES.split():
        parts = [_row(part[0], int(part[1:])) for part in template.split(",")]
        rows.append(parts + [_NOTHING] * (3 - len(parts)))
    return np.array(rows).T


_PLAN = _plan()
_SALTS = np.arange(1, _PLAN.shape[1] + 10, dtype=np.uint64)[:, None] * _SALT


class Words:
    """The attributes of a language's words, remembered by number; number 0 is the edge of a sentence."""

    def __init__(self, lang: str) -> None:
        self._grammar = grammar(lang)
        self._list, self._known = wordlist(lang), known_words(lang)
        self._frequent, self._function = (
            self._list.rank(number) if self._list else 0.0 for number in (_FREQUENT, _FUNCTION)
        )
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: list[list[int]] = []
        self._slots: list[int] = []
        self._arrays: tuple[Any, Any] | None = None
        self._add("\n", [1, 2, 3, 4, 5], 0)

    def _add(self, token: str, row: list[int], slots: int) -> None:
        self._numbers[token] = len(self._rows)
        self._rows.append(row)
        self._slots.append(slots)
        self._arrays = None

    def make_room(self) -> None:
        """Forgets all words when there are too many; numbers given before are void then."""
        if len(self._rows) > _KEPT:
            self._clear()

    def numbers(self, tokens: list[str]) -> list[int]:
        known = self._numbers
        for token in tokens:
            if token not in known:
                self._look_up(token)
        return [known[token] for token in tokens]

    def arrays(self) -> tuple[Any, Any]:
        """The attributes and the slots of all words so far."""
        if self._arrays is None:
            self._arrays = np.array(self._rows, dtype=np.uint64), np.array(self._slots, dtype=np.uint64)
        return self._arrays

    def may_be_told(self, tokens: list[str], index: int) -> bool:
        """Whether a token is a word and no name: in small letters, the first of its sentence, or frequent."""
        token = tokens[index]
        if not token[0].isalpha() or token in _NUMERALS or token in _BY_EAR:
            return False
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if following.istitle() and following.lower() in _ARTICLES and self.is_function(token):
            return False  # ne La fenice: a title follows
        if any(each[0].isdigit() for each in tokens[max(0, index - 1) : index + 2]):
            return False  # dalle 10 alle 13
        if "mil" in tokens[max(0, index - 3) : index + 2]:
            return False  # las mil y una noches
        if not _OF_THE_WRITER.isdisjoint(tokens[max(0, index - 2) : index]):
            return False  # estoy muy cansado
        if token in _ARTICLES and not _OF_TWO_GENDERS.isdisjoint(tokens[index + 1 : index + 2]):
            return False
        if self._is_of_stressed(tokens, index):
            return False
        if token[0].islower() and not index:
            return False  # it goes on from the line before
        if token[0].islower() or not any(each[0].isalnum() for each in tokens[:index]):
            return True
        low = token.lower()
        frequency = self._list.log(low) if self._list and len(token) > 1 else 0.0
        return bool(frequency) and frequency >= self._frequent and bool(self._grammar.forms.class_of(low))

    def _is_of_stressed(self, tokens: list[str], index: int) -> bool:
        """Whether a token is a masculine article before a feminine, or a feminine behind: agua fría."""
        facts, begin = self._grammar, max(0, index - 2)
        low = [token.lower() for token in tokens[begin : index + 2]]
        for place, (article, noun) in enumerate(pairwise(low), begin):
            if article in facts.stressed_articles and noun in facts.stressed_nouns:
                adjective = facts.adj[facts.forms.class_of(tokens[index])]
                return index == place or (index == place + 2 and bool(adjective & _FEMININE))
        return False

    def is_function(self, token: str) -> bool:
        """Whether a word is among the most frequent, which are judged by their place in the whole clause."""
        frequency = self._list.log(token.lower()) if self._list and len(token) > 1 else 0.0
        return len(token) == 1 or bool(frequency and frequency >= self._function)

    def _look_up(self, token: str) -> None:
        low, facts = token.lower(), self._grammar
        if not low[0].isalpha():
            shape = low if not low[0].isalnum() else "1" if len(low) == 1 else "0"
            self._add(token, [crc32(f"m{shape}".encode("utf-8", "surrogatepass"))] * _WIDTH, 0)
            return
        place = facts.class_of(token, first=True)
        if low in facts.own and low not in facts.function:
            place = facts.forms.class_of(low)
        frequency = self._list.log(low) if self._list else 0.0
        listed = bool(frequency) or (self._known is not None and low in self._known)
        case = "C" if token[0].isupper() else "l"
        noun, adjective, article = facts.noun[place], facts.adj[place], facts.det[place]
        if (frequency and frequency >= self._function) or low in facts.function:
            kind = low
        elif place:
            kind = f"c{noun}.{adjective}.{facts.verb[place]}.{facts.pos[place]}"
        else:
            kind = f"N{low[-1:]}" if case == "C" else f"?{listed:d}{low[-2:]}"
        if facts.capital_nouns and case == "C":
            kind = f"C{kind}"
        word = low if frequency and frequency >= self._frequent else kind + low[-3:]
        shape = f"x{facts.pos[place]}{case}{listed:d}{bool(place):d}"
        parts = (f"w{low}", f"f{word}", f"k{kind}", f"s{low[-3:]}{case}", shape)
        self._add(
            token,
            [crc32(part.encode("utf-8", "surrogatepass")) for part in parts],
            noun | adjective | article,
        )


def _shared(*slots: Any) -> Any:
    """0 where one of the words has no gender, number or case, 1 where they share none, 2 where they do."""
    both, all_have = slots[0], slots[0] != 0
    for each in slots[1:]:
        both, all_have = both & each, all_have & (each != 0)
    return np.where(all_have, np.where(both != 0, np.uint64(2), np.uint64(1)), np.uint64(0))


def features(words: Words, numbers: list[int]) -> Any:
    """The features, below 2**BITS, of each word: an array (features, words).

    The numbers begin and end with PAD edges.
    """
    attributes, known = words.arrays()
    ids = np.array(numbers)
    count = len(ids) - 2 * PAD
    rows = np.zeros((_NOTHING + 1, count), np.uint64)
    for offset in range(2 * PAD + 1):
        rows[offset * _WIDTH : (offset + 1) * _WIDTH] = attributes[ids[offset : offset + count]].T
    joined = rows[_PLAN[0]] * _ONE + rows[_PLAN[1]] * _TWO + rows[_PLAN[2]] * _THREE
    slots = {offset: known[ids][PAD + offset : PAD + offset + count] for offset in (-2, -1, 0, 1, 2)}
    pos = {offset: rows[_row("x", offset)] for offset in (-2, -1, 0, 1, 2)}
    kind = {offset: rows[_row("c", offset)] for offset in (-1, 0, 1)}
    left, right = _shared(slots[-1], slots[0]), _shared(slots[0], slots[1])
    own = pos[0] * _TWO
    agreement = np.stack(
        (
            left * _ONE + own + pos[-1] * _THREE,
            right * _ONE + own + pos[1] * _THREE,
            left * _ONE + kind[-1] * _TWO,
            right * _ONE + kind[1] * _TWO,
            _shared(slots[-1], slots[0], slots[1]) * _ONE + own + pos[-1] * _THREE + pos[1],
            _shared(slots[-2], slots[-1], slots[0]) * _ONE + own + pos[-1] * _THREE + pos[-2],
            _shared(slots[0], slots[1], slots[2]) * _ONE + own + pos[1] * _THREE + pos[2],
            left * _ONE + kind[-1] * _TWO + kind[0] * _THREE,
            right * _ONE + kind[1] * _TWO + kind[0] * _THREE,
        )
    )
    mixed = np.concatenate((joined, agreement)) + _SALTS
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX
    return mixed >> np.uint64(64 - BITS)


class Neighbours:
    """The model of one language."""

    def __init__(self, lang: str) -> None:
        name = f"neighbours/{lang}.bin"
        data = map_bytes(name)
        if bytes(data[:8]) != MAGIC:
            raise CorpusError(name, "no weights of neighbours; reinstall mtcheck")
        self._unit, self._bias, self.threshold, self.words_of_content = HEAD.unpack_from(data, 8)
        begin = 8 + HEAD.size
        self._weights = np.frombuffer(data[begin : begin + (1 << BITS)], dtype=np.int8)
        self.words = Words(lang)

    def may_be_told(self, tokens: list[str], index: int) -> bool:
        """Whether a token is a word of the kind that the model is told by."""
        only_content = self.words_of_content and self.words.is_function(tokens[index])
        return not only_content and self.words.may_be_told(tokens, index)

    def scores(self, sentences: list[list[str]]) -> list[Any]:
        """How ill each token of each sentence fits: above ``threshold`` it is told."""
        if not sentences:
            return []
        self.words.make_room()
        numbers, places = [0] * PAD, []
        for tokens in sentences:
            places.append(len(numbers) - PAD)
            numbers += self.words.numbers(tokens)
            numbers += [0] * PAD
        found = self._weights[features(self.words, numbers)]
        sums = found.sum(axis=0, dtype=np.int32) * self._unit + self._bias
        return [sums[at : at + len(tokens)] for at, tokens in zip(places, sentences, strict=True)]


@cache
def languages() -> frozenset[str]:
    """The languages that have a model."""
    return frozenset(name[11:-4] for name in list_names("neighbours", ".bin"))


@cache
def neighbours(lang: str) -> Neighbours:
    return Neighbours(lang)
