"""Letters that the search guessed, in words: each is open again, and the word lists say which it was.

The search sees four letters back; `гортините` looks well to it where the list has `гостинице`. A guessed
letter is marked by standing in plane 15, at its own code point there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from mtcheck import lazyre
from mtcheck.lexicon import char_model, wordlists

_PLANE = 0xF0000
_OPEN = lazyre.compile("[\U000f0000-\U000fffff]")
_EDGES = lazyre.compile(r"^[\W\d_]+|[\W\d_]+$")
_KEPT = 8  # spellings of one word that go on
_GLANCE = 10  # letters that one letter before them lets through
_ORDER = 5  # letters of an n-gram

#: Spellings of the beginning of a word, the likeliest first, each with its log probability.
Spellings = list[tuple[float, str]]


def opened(char: str) -> str:
    """A guessed letter with its mark.

    >>> bare(opened("с") + "то")
    'сто'
    """
    return chr(_PLANE + ord(char)) if char < "\uffff" and char_model.SCRIPTS[char] else char


def bare(text: str) -> str:
    """A text without these marks."""
    return _OPEN.sub(lambda m: chr(ord(m[0]) - _PLANE), text) if is_open(text) else text


def is_open(text: str) -> bool:
    """Whether a text has a guessed letter."""
    return not text.isascii() and _OPEN.search(text) is not None


def without(text: str) -> str:
    """The letters that were not guessed; all of them where no other is outside ASCII."""
    known = _OPEN.sub("", text)
    return known if any(char_model.SCRIPTS[c] for c in known if c > "\x7f") else bare(text)


@lru_cache(maxsize=5_000)
def _options(char: str, lang: str, lost: tuple[int, ...]) -> tuple[str, ...]:
    """What a guessed letter may be besides: letters of the language whose last byte is one of those lost."""
    letters = char_model.model(lang).letters
    lead = char.encode()[:-1]
    found = ((lead + bytes((byte,))).decode("utf-8", "replace") for byte in lost)
    kept = tuple(c for c in found if c.lower() in letters or unicodedata.category(c)[0] == "M")
    return kept or (char,)


@lru_cache(maxsize=20_000)
def _likely(char: str, before: str, lang: str, lost: tuple[int, ...]) -> tuple[str, ...]:
    """The likeliest of these after one letter: a glance that spares the model long looks."""
    options, logs = _options(char, lang, lost), char_model.model(lang).logs
    return tuple(sorted(options, key=lambda c: -logs[before + c.lower()])[:_GLANCE])


@lru_cache(maxsize=20_000)
def _priced(char: str, context: str, lang: str, lost: tuple[int, ...]) -> tuple[tuple[float, str], ...]:
    """The same after some letters, each with its log probability there."""
    options = _likely(char, context[-1], lang, lost)
    logs = char_model.model(lang).logs.after(context, [option.lower()[:1] for option in options])
    return tuple(zip(logs, options, strict=True))


def grown(known: Spellings, chunk: str, lang: str, lost: tuple[int, ...]) -> Spellings:
    """The spellings with the next letters of the word."""
    logs = char_model.model(lang).logs
    for char in chunk:
        if char < "\U000f0000":
            contexts = [_context(word) for _, word in known]
            if char_model.SCRIPTS[char] and any(context != contexts[0] for context in contexts):
                low = char.lower()
                known = [
                    (score + logs[context + low], word + char)
                    for (score, word), context in zip(known, contexts, strict=True)
                ]
            else:  # what costs all of them the same
                known = [(score, word + char) for score, word in known]
            continue
        guessed = chr(ord(char) - _PLANE)
        more: Spellings = []
        for score, word in sorted(known, reverse=True):
            if len(more) == _KEPT and score <= more[-1][0]:
                break  # letters only make it less likely
            priced = _priced(guessed, _context(word), lang, lost)
            more += [(score + log, word + other) for log, other in priced]
            more.sort(reverse=True)
            del more[_KEPT:]
        known = more
    return known


def _context(word: str) -> str:
    """The letters that the model looks at for the next one."""
    return f" {word}"[1 - _ORDER :].lower()


def likeliest(known: Spellings, lang: str, value: Callable[[str, str], float]) -> tuple[float, str]:
    """The best of the spellings that are words of the list, and of the likeliest one."""
    if len(known) > 1:
        logs, listed = char_model.model(lang).logs, wordlists.wordlist(lang)
        first = max(known, key=lambda row: row[0] + logs[f" {row[1]} "[-_ORDER:].lower()])
        known = [first, *(r for r in known if listed and _EDGES.sub("", r[1]).lower() in listed)]
    return max((value(word, lang), word) for _, word in known)
