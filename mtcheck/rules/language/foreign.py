"""Whether a stretch called foreign is text in another language, or names, titles, lists and quoted terms.

What the language engine calls French may be a row of French clubs in an English sentence. A capital says
that a word may be a name, and names travel; so do the words of a menu, Latin phrases and addresses. The
rules about foreign text ask here before they speak.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from mtcheck import lazyre
from mtcheck.languages.codes import BY_TABLE, chosen
from mtcheck.languages.identify import identified
from mtcheck.tags import tag

#: Languages that no text here is told apart from: naming one is no reproach to the other. Serbian in
#: Latin letters is called Croatian or Bosnian.
_TWINS: Final = (frozenset(("bs", "hr", "sr")), frozenset(("id", "ms")))

#: Latin is the language of species, mottoes, law and hymns in text of every language.
LEARNED: Final = frozenset(("la",))

#: A stretch by itself must be in the language found with this confidence. Lines of Czech and Ukrainian news
#: that were called Slovak, Polish or Russian had 0.57-0.85, lines that were Russian 0.995.
CERTAIN: Final = 0.95

#: Words that stand free: no part of an address, a hashtag or a word with a hyphen.
_FREE_WORD: Final = lazyre.compile(r"(?<![\w@#/.−-])[^\W\d_]{2,}(?![\w@#/−-]|\.\w)")
WORD: Final = lazyre.compile(r"[^\W\d_]+")
#: A shorter word in lower case may be a particle of a name: de, del, von, bin.
_LONG: Final = 4
#: So many words must be in lower case, one of them long, and one word in so many.
_LEAST_LOWER: Final = 2
_LOWER_SHARE: Final = 3
#: A list of three items or more, of three words each at most, is a menu, or terms.
_LIST_MARK: Final = lazyre.compile(
    r"[,;/•–—|]|\b(?:and|or|und|oder|et|ou|y|e|ed|i|a|и|та|і|og|och|en|ve|və)\b"
)
_LIST_ITEMS: Final = 3
_LIST_WORDS: Final = 3


@cache
def script_of(code: str) -> str:
    """The script a language is written in here, for those that share one; its own code for the others.

    >>> script_of("de") == script_of("en-GB"), script_of("ko")
    (True, 'ko')
    """
    base = next(iter(chosen([code])), code)
    return next((name for name, codes in BY_TABLE.items() if base in codes.split()), base)


@lru_cache(maxsize=1024)
def is_same(code: str, lang: str) -> bool:
    """Whether a language found is the one expected: regions and scripts do not count, nor do twins.

    >>> is_same("nb", "no"), is_same("hr", "sr-Latn"), is_same("sk", "cs")
    (True, True, False)
    """
    found, expected = tag(code).base, tag(lang).base
    known = chosen([lang])
    return (
        found in known
        or found == expected
        or any(found in twins and known.keys() & twins for twins in _TWINS)
    )


def is_certain(text: str, code: str, lang: str) -> bool:
    """Whether a stretch by itself is in the language found, and not in the one expected.

    Neighbours (Czech and Slovak, Russian and Bulgarian) share most words, and the change from one to the
    other is cheap for a whole line; asked for these two alone, the answer is calibrated.
    """
    language = identified(text, [code, lang])
    return language.code == code and language.confidence >= CERTAIN


def is_text(text: str, code: str, lang: str) -> bool:
    """Whether a stretch is text, and not a row of names, an address or a list of terms.

    A stretch in a script that the expected language does not use is foreign whatever it says.

    >>> is_text("Die Brücke wird im Herbst gesperrt.", "de", "en")
    True
    >>> is_text("FC Bayern München, VfB Stuttgart, 1. FC Köln", "de", "en")
    False
    >>> is_text("tiramisù, panna cotta, crema catalana", "it", "en")
    False
    """
    if script_of(code) not in ("latin", script_of(lang)):
        return True
    words = _FREE_WORD.findall(text)
    lower = words if text.isupper() else [word for word in words if not word[0].isupper()]
    if len(lower) < _LEAST_LOWER or len(lower) * _LOWER_SHARE < len(words):
        return False
    return any(len(word) >= _LONG for word in lower) and not _is_list(text)


def _is_list(text: str) -> bool:
    items = [len(WORD.findall(item)) for item in _LIST_MARK.split(text)]
    return len([item for item in items if item]) >= _LIST_ITEMS and max(items) <= _LIST_WORDS


def spoken_letters(text: str) -> int:
    """The letters of a stretch that say something about its language: those of words, not of names.

    >>> spoken_letters("Real Madrid won."), spoken_letters("BRIDGE CLOSED"), spoken_letters("橋は閉鎖")
    (3, 12, 4)
    """
    if text.isupper():
        return sum(map(str.isalpha, text))
    return sum(map(len, [word for word in WORD.findall(text) if not word[0].isupper()]))
