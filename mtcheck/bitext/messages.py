"""What a message of a program is by its looks: a name of one, a list of search words, one partly kept."""

from __future__ import annotations

import re
from typing import Final

from mtcheck import lazyre

# A source that only names the message: label_harbour_open, harbour.open.title; or its hash, 9fb3e6e.
_NAME = lazyre.compile(
    r"[a-z][a-z0-9]*(?:[._][A-Za-z0-9-]+)+|(?=[a-f]*[0-9])(?:[0-9a-f]{7}|(?=[0-9]*[a-f])[0-9a-f]{8,64})"
)
_FILES: Final = (".com", ".org", ".net", ".txt", ".json", ".html", ".xml", ".py")
_LIST = lazyre.compile(r"\s*\[.*\]\s*|[^;\s][^;]*(?:; ?[^;\s][^;]*){2,};?", re.DOTALL)
# What desktops find a program by: words in small letters between commas.
_KEYWORDS = lazyre.compile(r"[^\W\d_][\w-]*(?: [\w-]+)?(?:[,;] ?[^\W\d_][\w-]*(?: [\w-]+)?){3,}[;,]?")
# What a translation keeps: code and labels in quotation marks or brackets, names with a stop in them.
_KEPT = lazyre.compile(
    r"`[^`\n]{1,400}`_{0,2}|'[^'\n]{1,80}'|\"[^\"\n]{1,80}\"|\[[^\[\]\n]{1,80}\]|<[^<>\n]{1,200}>|\b\w+(?:\.\w+)+"
)
_WORD = lazyre.compile(r"[^\W\d_]+")


def names_message(source: str) -> bool:
    """Whether a source is no text, but what a program calls the message by.

    >>> names_message("harbour.open.title"), names_message("9fb3e6e"), names_message("example.com")
    (True, True, False)
    """
    source = source.strip()
    return bool(_NAME.fullmatch(source)) and not source.endswith(_FILES)


def is_list(source: str) -> bool:
    """Whether a source is a list of words to look for, of which a language may have more.

    >>> is_list("boat;ferry;harbour;"), is_list("boat, ferry, harbour, quay"), is_list("Boats, ferries.")
    (True, True, False)
    """
    return _LIST.fullmatch(source) is not None or is_list_of_keywords(source)


def is_list_of_keywords(source: str) -> bool:
    """Whether a source is what desktops find a program by: four or more terms in small letters.

    >>> is_list_of_keywords("boat, ferry, harbour, quay"), is_list_of_keywords("Boats, ferries and quays")
    (True, False)
    """
    words = _WORD.findall(source)
    return _KEYWORDS.fullmatch(source.strip()) is not None and sum(map(str.islower, words)) * 2 > len(words)


def is_translated_around(text: str, source: str) -> bool:
    """Whether a message is translated but for code and names that the source has too.

    >>> is_translated_around("No terminal, digite 'unlock-the-boat'", "At the prompt, type 'unlock-the-boat'")
    True
    """
    kept = [match[0] for match in _KEPT.finditer(text) if match[0] in source]
    rest = text
    for each in kept:
        rest = rest.replace(each, " ")
    theirs = set(_WORD.findall(source))
    words = _WORD.findall(rest)
    own = sum(len(word) for word in words if word not in theirs)
    return bool(kept) and own * 2 > sum(map(len, words))


def begins_term(text: str, source: str, start: int, end: int) -> bool:
    """Whether the last word of a stretch begins a term that is the source's, word for word: o data center.

    >>> begins_term("fora do data center", "outside the data center", 5, 12)
    True
    """
    following = _NEXT_WORD.match(text, end)
    last = text[start:end].split()[-1:]
    return following is not None and bool(last) and f"{last[0]} {following[1]}".lower() in source.lower()


def is_cut_compound(text: str, start: int, end: int) -> bool:
    """Whether a Dutch article, first in a stretch, is that of the word behind it: a compound cut in two.

    >>> is_cut_compound("het standaard thema", 0, 13), is_cut_compound("het haven van", 0, 9)
    (True, False)
    """
    following = _NEXT_WORD.match(text, end)
    if following is None or text[start:end].split()[0].lower() not in _DUTCH_ARTICLES:
        return False
    return following[1].islower() and following[1] not in _DUTCH_SMALL


def has_accelerator(text: str, source: str, start: int, end: int) -> bool:
    """Whether a word has the mark of a key to press in it, as a word of the source has.

    >>> has_accelerator("Boot _öffnen", "_Open the boat", 6, 8), has_accelerator("Boot öffnen", "_Open", 5, 7)
    (True, False)
    """
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    word = text[start:end]
    return any(mark in word and key.search(source) and key.search(word) for mark, key in _KEY.items())


_KEY: Final = {"&": lazyre.compile(r"&(?=[^\W_])(?![a-z]+;)"), "_": lazyre.compile(r"(?<!_)_(?=[^\W_])")}


def is_own_number(text: str, source: str, start: int, end: int) -> bool:
    """Whether a message may have a number of its own there: of a window's size, behind a name, in a note.

    A language may need more room for a window; a program is called by its version; years of a copyright
    go on; and a note in brackets tells what the source does not.

    >>> is_own_number("Quaymaster 4 läuft.", "Quaymaster runs.", 11, 12)
    True
    >>> is_own_number("Boote (0=keine)", "Boats", 8, 9), is_own_number("12 Boote", "Boats", 0, 2)
    (True, False)
    """
    if _SIZE.fullmatch(source) and _SIZE.fullmatch(text):
        return True
    name = _NAME_BEFORE.search(text, 0, start)
    if name and re.search(rf"(?<!\w){name[1]}(?! ?\d)(?!\w)", source):
        return True
    if _COPYRIGHT.search(source) and _YEAR.fullmatch(text[start:end]):
        return True
    return not any(mark in source for mark in "([（") and any(
        match.start() < start < match.end() for match in _NOTE.finditer(text)
    )


_SIZE = lazyre.compile(r"\s*(?:(?:min-|max-)?(?:width|height)\s*:\s*[\d.]+\s*(?:em|ex|ch|px|rem);?\s*)+")
_NAME_BEFORE = lazyre.compile(r"(?<![A-Za-z])([a-z]*[A-Z][A-Za-z]+) $")
_COPYRIGHT = lazyre.compile(r"©|\([cC]\)|[Cc]opyright")
_YEAR = lazyre.compile(r"(?:19|20)\d\d")
_NOTE = lazyre.compile(r"[(（][^()（）\n]{3,200}[)）]")
_NEXT_WORD = lazyre.compile(r" ([^\W\d_]{2,})")
_DUTCH_ARTICLES: Final = ("de", "het", "dit", "dat", "deze", "die")
_DUTCH_SMALL: Final = frozenset(
    "van in is zijn wordt worden op voor met aan en of die dat te om niet moet kan zal heeft hebben door bij"
    " als uit naar over tot wanneer waar waarin dan maar ook werd werden was waren mag".split()
)
