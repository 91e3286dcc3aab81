"""Proof that a text is made of words: what an edit needs before it is called safe.

A model of characters says what is likelier; it will always prefer something to a row of accented letters.
Words that a list has are another matter: chance does not write them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar

from mtcheck import lazyre
from mtcheck.lexicon import char_model, known_words, wordlists

_WORD = lazyre.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Vowel signs of Arabic and Hebrew, which most texts leave out, and the stroke that stretches an Arabic word.
_POINTS = lazyre.compile("[\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0652\u0670]")
_SHORTEST = 3  # letters; what is shorter is a word of some language whatever it says
_FEW_LETTERS = 6  # letters of different known words; below this only frequent words prove anything,
_LEAST_LETTERS = 4  # and below this none do
SPACELESS = frozenset(("CJK", "HIRA", "KATA", "THAI", "HANG"))
_GROUP = {"HIRA": "CJK", "KATA": "CJK"}
# Nats a character: nine in ten of clean text are likelier, three in four of what chance writes are not.
_RARE = {"CJK": -11.5, "HANG": -10.5, "THAI": -9.0}
_MAX_RARE = 0.12  # share of rare characters in a text of a script that has no word list
_LEAST_SPACELESS = 4  # characters of it
# A vowel or tone mark after no consonant, and a vowel that precedes one before none.
_THAI_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI_MISPLACED = lazyre.compile(
    f"(?<![\u0e01-\u0e2e{_THAI_MARK}])[{_THAI_MARK}]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])"
)
_NEVER = frozenset(("Cc", "Cn", "Co", "Cs"))
Answer = TypeVar("Answer")


class OfCharacters(dict[str, Answer]):
    """What a function says of characters, asked once of each."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, char: str) -> Answer:
        answer = self[char] = self._ask(char)
        return answer


def _main(char: str) -> str:
    """The script of a letter outside ASCII, those that are written together made one; else ""."""
    script = char_model.SCRIPTS[char] if char > "\x7f" else ""
    return "" if script == "MARK" else _GROUP.get(script, script)


_WRITTEN = OfCharacters(lambda char: unicodedata.category(char) not in _NEVER or char in "\n\r\t")
_MAIN = OfCharacters(_main)
# The script of a letter that has no case; else "".
_CASELESS = OfCharacters(lambda char: _MAIN[char] if unicodedata.category(char) == "Lo" else "")


@lru_cache(maxsize=50_000)
def is_word(word: str, lang: str) -> bool:
    """Whether a list of the language has a lower-case word.

    >>> is_word("straße", "de"), is_word("strasz", "de")
    (True, False)
    """
    return is_frequent(word, lang) or is_listed(word, lang)


def is_listed(word: str, lang: str) -> bool:
    """Whether the long list of the language, with its less frequent forms, has a lower-case word."""
    forms = known_words.known_words(lang)
    word = _spelt(word, lang)
    return forms is not None and len(word) >= _SHORTEST and word in forms


def listing(word: str, langs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some languages of which ``is_listed`` is true.

    >>> listing("wahrscheinlichste", ("de", "en"))
    ('de',)
    """
    if len(word) < _SHORTEST:
        return ()
    if "ё" in word and "ru" in langs:
        others = tuple(lang for lang in langs if lang != "ru")
        return (*known_words.having(word, others), *(("ru",) if is_listed(word, "ru") else ()))
    return known_words.having(word, langs)


def lowered(word: str, lang: str) -> str:
    """A word in small letters; I is ı in Turkish and Azerbaijani.

    >>> lowered("IŞIK", "tr"), lowered("İran", "en")
    ('ışık', 'iran')
    """
    if lang in ("tr", "az"):
        word = word.replace("I", "ı")
    return word.replace("İ", "i").lower()


def is_frequent(word: str, lang: str) -> bool:
    """Whether a lower-case word is among the 20,000 most frequent ones of the language."""
    listed = wordlists.wordlist(lang)
    return listed is not None and _spelt(word, lang) in listed


def _spelt(word: str, lang: str) -> str:
    """A word as the lists spell it: Russian ones have е for ё."""
    return word.replace("ё", "е") if lang == "ru" else word


@lru_cache(maxsize=50_000)
def is_word_anywhere(word: str, script: str) -> bool:
    """Whether some language of a script has a lower-case word."""
    langs = char_model.languages_of(script)
    return wordlists.anywhere(word, langs) or any(is_word(word, lang) for lang in langs)


def main_script(text: str) -> str:
    """The script of most letters outside ASCII; "" when there are none."""
    counts = Counter(map(_MAIN.__getitem__, text))
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""


def unpointed(text: str) -> str:
    """Arabic and Hebrew without vowel signs and strokes, as the lists spell it."""
    return _POINTS.sub("", text)


def words_of_script(text: str, script: str) -> list[str]:
    """The lower-case words of a text that hold letters of the script outside ASCII, without points."""
    if script in ("ARAB", "HEBR"):
        text = unpointed(text)
    return [
        word.lower()
        for word in _WORD.findall(text)
        if any(c > "\x7f" and char_model.SCRIPTS[c] == script for c in word)
    ]


def share_of_words(text: str) -> float:
    """Share of the letters, 0 to 1, that lie in words of one language; 0.0 where too few are known.

    Letters of ASCII words do not count. In scripts without a word list: 1.0 where hardly a character
    is rare.

    >>> share_of_words("Ирина Соколова"), share_of_words("абвгде")
    (1.0, 0.0)
    """
    script = main_script(text)
    if script in SPACELESS:
        return float(_is_living(text, script))
    words = [w for w in words_of_script(text, script) if len(w) >= _SHORTEST]
    if not words:
        return 0.0
    found = {lang: [w for w in words if is_word(w, lang)] for lang in char_model.languages_of(script)}
    lang, best = max(found.items(), key=lambda row: sum(map(len, row[1])), default=("", []))
    frequent = all(is_frequent(w, lang) for w in best)
    if sum(map(len, set(best))) < (_LEAST_LETTERS if frequent else _FEW_LETTERS):
        return 0.0
    return sum(map(len, best)) / sum(map(len, words))


def _is_living(text: str, script: str) -> bool:
    """Whether the characters of a script without word spaces are such as its texts are made of."""
    chars = [c for c in text if _CASELESS[c] == script]
    if len(set(chars)) < _LEAST_SPACELESS or (script == "THAI" and _THAI_MISPLACED.search(text)):
        return False
    return sum(map(_rare(script).__getitem__, chars)) <= _MAX_RARE * len(chars)


def is_usual(text: str) -> bool:
    """Whether a text is of three or more different ideographs or syllables, none of which is rare.

    >>> is_usual("逆置前："), is_usual("你好"), is_usual("привет")
    (True, False, False)
    """
    script = main_script(text)
    chars = {c for c in text if _CASELESS[c] == script}
    few = script not in ("CJK", "HANG") or len(chars) < _LEAST_SPACELESS - 1
    return not (few or any(map(_rare(script).__getitem__, chars)))


@cache
def _rare(script: str) -> OfCharacters[bool]:
    """Whether a character is rare in the languages of a script without word spaces."""
    models = [char_model.model(n) for n in {"CJK": ("zh", "ja"), "HANG": ("ko",), "THAI": ("th",)}[script]]
    return OfCharacters(lambda char: max(model.logs[char] for model in models) < _RARE[script])


def is_written(text: str) -> bool:
    """Whether a text holds no control, private-use or unassigned character.

    >>> is_written("слово"), is_written("x\\uf32e")
    (True, False)
    """
    return all(map(_WRITTEN.__getitem__, text))
