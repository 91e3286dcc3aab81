"""Pieces that touch and should not, or should and do not: `photoThe`, `17billion`, `Atari -Spiel`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from mtcheck import lazyre
from mtcheck.lexicon.wordlists import WordList, wordlist
from mtcheck.resources import language_facts, word_set
from mtcheck.text.view import View

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩЁІЇЄҐА-Я"
# A small letter, a capital and small letters again, inside a word.
_HUMP = lazyre.compile(rf"[{_UPPER}](?<=[^\W\d_{_UPPER}].)[^\W\d_{_UPPER}]{{1,30}}(?![\w@/.-])")
# A name's 's with the next word glued to it: Anna'sLaden.
_POSSESSIVE = lazyre.compile(rf"['’](?<=[^\W\d_]{{2}}.)s([{_UPPER}][^\W\d_{_UPPER}]{{2,30}})(?![\w@/.-])")
_WHOLE_BEFORE = lazyre.compile(r"(?<![\w'’-])[^\W\d_]{2,30}$")
_LETTERS_BEFORE = lazyre.compile(rf"(?<![\w.@/#:'’-])[^\W\d_][^\W\d_{_UPPER}]*$")
_REACH = 40
# Log frequencies in nats. The words on both sides of a hump are listed; where English has both (userName,
# openOffice) it may be a name of a program, so the second one has to be a frequent word.
_LEFT, _BEGINS_CLAUSE, _ENGLISH = -12.5, -6.8, -10.5
_SHORTEST_LEFT, _SHORTEST_CAPITALISED = 3, 4
_NUMBER = lazyre.compile(r"\d(?<![\w.,:/@#-].)\d{0,5}([^\W\d_]{4,30})(?![\w.-])")
_COUNTED = -10.5
_HYPHEN = lazyre.compile(r"-(?<=[^\W_] .)[^\W\d_]{2,30}(?!\w)")
_WORD_BEFORE = lazyre.compile(r"(?<!\S)[^\s]{1,40} $")
_SCHEME = lazyre.compile(r"http(?<=[a-zà-ÿа-яё]{2}....)s?://", re.IGNORECASE)
# A Latin word against one of Arabic script: `برندElmira`. Prefixes and the article are glued to it by right.
_ARABIC_SCRIPT = ("ar", "fa", "ur", "ps", "sd", "ckb", "ug")
_ARABIC = "\u0620-\u064a\u0671-\u06d3"
_TWO_SCRIPTS = lazyre.compile(
    rf"[A-Za-z](?<=[{_ARABIC}]{{4}}.)(?<!(?:وبال|وكال|فبال|ولال).)[A-Za-z]{{2,30}}(?![\w@.:/])"
    rf"|[{_ARABIC}](?<=[A-Za-z]{{3}}.)[{_ARABIC}]{{2,30}}"
)
_WORD_OF_LINK = lazyre.compile(r"[^\W\d_]{2,40}$")


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    numbers: str | None = None
    joins: str = ""
    hyphens: str = ""


@cache
def _row(lang: str) -> _Row:
    return msgspec.convert(language_facts(lang).get("pieces", {}), _Row)


def glued_pieces(view: View) -> Iterator[tuple[int, int, str]]:
    """Stretches and what they should be; "" where that is not known."""
    lang = view.tag.base
    known = wordlist(lang)
    if known is not None:
        yield from _humps(view.text, lang, known)
        yield from _possessives(view)
        if _row(lang).numbers is not None and view.shape.has("0l"):
            yield from _numbers(view.text, lang, known)
    if lang in _ARABIC_SCRIPT and not view.is_ascii:
        for match in _TWO_SCRIPTS.finditer(view.text):
            yield match.start() - 1, match.end(), ""
    yield from _hyphens(view.text, lang, view.document.source or "")
    yield from _open_hyphens(view, lang)
    if "://" in view.text:
        for match in _SCHEME.finditer(view.text):
            word = _WORD_OF_LINK.search(view.text, max(0, match.start() - _REACH), match.start())
            if word:
                yield word.start(), match.start(), f"{word[0]} "


def _humps(text: str, lang: str, known: WordList) -> Iterator[tuple[int, int, str]]:
    """Two words of which the second begins with a capital: a button or a heading was glued on."""
    for match in _HUMP.finditer(text):
        before = _LETTERS_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if before is None:
            continue
        left, right = before[0], match[0]
        one, other = known.log(left.lower()), known.log(right.lower())
        small = left.islower()
        least = _SHORTEST_LEFT if small else _SHORTEST_CAPITALISED
        if not one and len(left) >= _LONGEST_LISTED and (cut := _cut(known, left.lower())):
            if other > _BEGINS_CLAUSE:
                yield before.start(), match.end(), f"{left[:cut]} {left[cut:]} {right}"
            continue
        if small and _is_glued_whole(lang, left, right, one, other):
            yield before.start(), match.end(), f"{left} {right}"
            continue
        if len(left) < least or not one or not other or one < _LEFT:
            continue
        begins = other > _BEGINS_CLAUSE and len(right) > 2 - small
        begins = begins or (lang == "en" and {left.lower(), right.lower()} <= word_set("en", "buttons"))
        if begins or (small and lang != "en" and not _are_english(left, right)):
            yield before.start(), match.end(), f"{left} {right}"


# Languages of so many forms that no list has them: any long one in front of a word that begins clauses.
_OF_MANY_FORMS, _LONG_FORM = ("fi", "et", "hu", "tr", "az", "kk", "lt", "lv", "sl", "cs", "pl"), 8
_BEGINS_OFTEN, _SHORTEST_BEFORE_FORM = -7.5, 5
# Conjunctions that begin no name: veNecati.
_CONJUNCTIONS = {"tr": ("ve",), "az": ("və",), "hu": ("és",), "fi": ("ja",), "et": ("ja",), "id": ("dan",)}


def _is_glued_whole(lang: str, left: str, right: str, one: float, other: float) -> bool:
    """Whether a conjunction, or a long form that no list has, is glued to a word with a capital.

    ``one`` and ``other`` are how frequent both are, 0.0 for a word that is not listed.
    """
    if left in _CONJUNCTIONS.get(lang, ()):
        return other != 0.0
    if lang not in _OF_MANY_FORMS:
        return False
    if not one:
        return len(left) >= _LONG_FORM and _BEGINS_OFTEN < other < 0
    if _are_english(left, left):
        return False
    return not other and len(right) >= _LONG_FORM and len(left) >= _SHORTEST_BEFORE_FORM and one > _LEFT


# Glued too, and to a frequent word: PreisefürIn. So long a form, its first part and the second one (nats).
_LONGEST_LISTED, _FIRST_PART, _SECOND_PART, _FIRST_LETTERS = 7, -11.5, -6.5, 4


def _cut(known: WordList, word: str) -> int | None:
    """Where a form falls into a word and one of the most frequent; None where it does not."""
    for cut in range(len(word) - 2, _FIRST_LETTERS - 1, -1):
        if (
            known.log(word[cut:]) > _SECOND_PART
            and known.log(word[cut:])
            and known.log(word[:cut]) > _FIRST_PART
        ):
            return cut if known.log(word[:cut]) else None
    return None


def _possessives(view: View) -> Iterator[tuple[int, int, str]]:
    """A word glued to the 's of a name."""
    text = view.text
    for match in _POSSESSIVE.finditer(text) if view.shape.has("'a", "’a") else ():
        name = _WHOLE_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if name:
            yield name.start(), match.end(), f"{name[0]}{match[0][:2]} {match[1]}"


def _are_english(left: str, right: str) -> bool:
    english = wordlist("en")
    return english is not None and all(_ENGLISH < english.log(word.lower()) < 0 for word in (left, right))


def _numbers(text: str, lang: str, known: WordList) -> Iterator[tuple[int, int, str]]:
    """A number with a word right after it: `17billion`; endings that numbers take are none."""
    endings = tuple(ending.rstrip("*") for ending in (_row(lang).numbers or "").split())
    for match in _NUMBER.finditer(text):
        word = match[1]
        is_ending = bool(endings) and word.lower().startswith(endings)
        if not is_ending and (word.islower() or word.istitle()) and _COUNTED < known.log(word.lower()) < 0:
            yield match.start(), match.end(), f"{match[0][: -len(word)]} {word}"


def _hyphens(text: str, lang: str, source: str) -> Iterator[tuple[int, int, str]]:
    """A hyphen with a space before it only: `Atari -Spiel`, `the plant -the oldest`."""
    row = _row(lang)
    if " -" not in text or row.hyphens:
        return
    for match in _HYPHEN.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if before is None or before[0].strip().lower() in row.joins.split() or "-" in before[0]:
            continue
        if _is_command(before[0].strip(), lang):
            continue
        if not re.search(rf"(?<![\w-])--?{re.escape(match[0][1:])}(?!\w)", source):
            yield match.start() - 1, match.end(), match[0]


# The longest name of a command that has options behind it: ls -la, grep -x.
_LONGEST_COMMAND = 5
# Words of two letters that are rarer than this (nats) are abbreviations, or commands: rm -rf.
_LONGEST_SHORT, _SHORT_WORD = 2, -9.0


# The shortest variable of a program: WINEDEBUG -all. Acronyms are shorter: the NATO -led force.
_SHORTEST_VARIABLE = 7
_VARIABLE = lazyre.compile(r"[A-Z][A-Z0-9_]*")


def _is_command(word: str, lang: str) -> bool:
    """Whether a short word in small letters, or a long one in capitals, is none of the language."""
    known = wordlist(lang)
    if len(word) >= _SHORTEST_VARIABLE and _VARIABLE.fullmatch(word):
        lists = known, wordlist("en")
        return not any(each is not None and word.lower() in each for each in lists)
    short = len(word) <= _LONGEST_COMMAND and word.isascii() and word.isalpha() and word.islower()
    if not short or known is None:
        return False
    return word not in known or (len(word) <= _LONGEST_SHORT and known.log(word) < _SHORT_WORD)


_OPEN_HYPHEN = lazyre.compile(r"-(?<=[^\W\d_]{2}-) ([^\W\d_]+)")
_WORD_AND_HYPHEN = lazyre.compile(r"(?:^|(?<=[\s(\"“„«]))[^\W\d_]{2,30}$")


def _open_hyphens(view: View, lang: str) -> Iterator[tuple[int, int, str]]:
    """A hyphen with a space after it only: `well- known`; no pre- and post-war, no dash against a clause."""
    row, text = _row(lang), view.text
    if "- " not in text or not row.joins:
        return
    joins = {*row.joins.split(), *word_set("und", "halves")}
    openers = word_set("en", "clause-openers") if lang == "en" else ()
    for match in _OPEN_HYPHEN.finditer(text):
        word = match[1].lower()
        before = _WORD_AND_HYPHEN.search(text, max(0, match.start() - _REACH), match.start())
        if before is None or word in joins or word in openers or not match[1].islower():
            continue
        if text.startswith("-", match.end()):
            continue  # boy- girl- friends
        yield before.start(), match.end(), f"{before[0]}-{match[1]}"
