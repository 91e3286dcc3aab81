"""What a message of a program is by its looks: a name of one, a list of search words, one partly kept."""

from __future__ import annotations

import re
from typing import Final

from mtcheck import lazyre
from mtcheck.bitext.untranslated import is_one_word

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


def is_piece(source: str) -> bool:
    """Whether a program may join a source to other texts, so that a blank at its end may be needed.

    Such are those with a blank of their own, brackets that do not pair up, one or two words in small
    letters, which may be a key as well, and what begins with a mark.

    >>> is_piece(" boats"), is_piece("th boat)"), is_piece("errors"), is_piece(", by")
    (True, True, True, True)
    >>> is_piece("Boats"), is_piece("the boat sails"), is_piece("%s boats")
    (False, False, False)
    """
    if source.strip(" \t\u00a0") != source:
        return True
    if source.count("(") != source.count(")") or source[:1] in _BEFORE_PIECES:
        return True
    words = source.split()
    return source[:1].islower() and len(words) <= _LONGEST_PIECE


_BEFORE_PIECES: Final = (",", ".", ";", ":", ")", "-", "–", "—", "/")
_LONGEST_PIECE: Final = 2


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


def is_usage(source: str) -> bool:
    """Whether a source shows how a command is called, with names of options that stay as they are.

    >>> is_usage("boat sail [-q] [--speed <knots>] [<harbour>]"), is_usage("Sail with --speed or without it")
    (True, False)
    """
    if not _OPTION.search(source):
        return False
    words = _OF_USAGE.sub(" ", source).split()
    return len(words) <= _LONGEST_COMMAND and all(word.islower() for word in words)


# The option of a command: systemctl enable --now
_OPTION: Final = lazyre.compile(r"(?<![^\s\[(|])--?[a-z]")
_OF_USAGE: Final = lazyre.compile(r"<[^<>\n]{1,60}>|(?<![\w-])--?[a-zA-Z][\w-]*|[\[\](){}|=.…]+")
# A command and what it shall do: git remote add
_LONGEST_COMMAND: Final = 3


def is_slug(record: str, source: str) -> bool:
    """Whether a unit is a part of an address, by its name: routes.boats

    >>> is_slug("unit routes.boats", "boats"), is_slug("unit menu.boats", "boats")
    (True, False)
    """
    return " " not in source.strip() and _SLUG.search(record) is not None


_SLUG: Final = lazyre.compile(r"(?<![a-z])(?:routes?|routing|slugs?|urls?|paths?)(?![a-z])")


def is_no_text(text: str, source: str) -> bool:
    """Whether what is in another language is names and terms, of which no language can be told.

    >>> is_no_text("Boatyard Pro", "Boat Pro"), is_no_text("the boat is in the harbour", "a boat")
    (True, False)
    """
    if is_translated_around(text, source) or is_usage(source):
        return True
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    if text.strip() == source.strip():
        return len(words) < _FEWEST_LEFT
    if is_one_word(text):
        return True
    small = [word for word in words if len(word) > 1 and word.islower()]
    if len(words) < _FEWEST_LEFT:
        return True
    return len(small) < (_FEWEST_LEFT if _OTHER_SCRIPT.search(text) else _FEWEST_SMALL)


_ADDRESS: Final = lazyre.compile(r"(?:https?://|www\.)\S+|\w+/\d+")
_OTHER_SCRIPT: Final = lazyre.compile(r"[^\W\d_A-Za-zÀ-ɏ]{3}")
# So many words of a source make a run of it something that was left behind, and no terms.
_FEWEST_LEFT: Final = 3
# So many words in small letters make a message a text: `GNU General Public License v2.0 of later` is none.
_FEWEST_SMALL: Final = 5


def is_no_run(text: str, source: str, start: int, end: int) -> bool:
    """Whether words in another language are terms, or quoted: only what the source has was left.

    >>> is_no_run('Tippen Sie "boat add --all"', 'Type "boat add --all"', 12, 26)
    True
    """
    run = text[start:end].strip(" .,:;!?")
    words = _WORD.findall(run)
    if len(words) < _FEWEST_LEFT or run not in source or _OPTION.search(run):
        return True
    quoted = _COMMAND.fullmatch(f"{text[start - 1 : start]}{text[start:end]}{text[end : end + 1]}".strip())
    if quoted and any(f"{mark}{quoted[1]}{mark}" in source for mark in "\"'`"):
        return True
    return len(words) < _A_CLAUSE and all(len(word) > _SHORT for word in words)


# A command in quotation marks: "boat add now"
_COMMAND: Final = lazyre.compile(
    r"[\"'`“”‘’«»「」]+([a-z][a-z\d_-]*(?: [a-z\d_./-]+){1,4})[\"'`“”‘’«»「」]+\S?"
)
# A run of fewer words without a short one among them is a term: raytraced occlusion culling.
_A_CLAUSE, _SHORT = 5, 3


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
