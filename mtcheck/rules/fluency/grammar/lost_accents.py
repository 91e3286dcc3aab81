"""Words whose accents are missing, for FLU004."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mtcheck import lazyre
from mtcheck.findings import Hit
from mtcheck.lexicon.accents import accented, languages, sure, wrong_accents
from mtcheck.lexicon.judged import Judged
from mtcheck.text.view import View

# Small words only: a capital may be a name. Not beside a mark that makes an address, a handle or a compound;
# and no abbreviation, with a stop and a small letter behind it: cert. autority.
_WORD = lazyre.compile(r"(?<![\w@#/.\-'’])[^\W\d_]+(?![\w@/\-'’\u0300-\u036f]|\.(?:\w| [a-zà-ž]))")
# What the French spelling of 1990 leaves out: réapparaitre, connait, brulure.
_OF_1990 = str.maketrans("îû", "iu")
# Words that were looked up are kept: a text repeats its words, and a batch does.
_remembered = lru_cache(maxsize=60_000)(accented)


@cache
def _lacking(base: str) -> Judged:
    """Lower-case words that lack an accent, or may: most texts have none."""
    return Judged(lambda word: (_remembered(base, word) or sure(base, word)) is not None)


def lost_accents(view: View, base: str) -> Iterator[Hit]:
    """The words of the document's language that have lost an accent, or have one that is not theirs."""
    if base not in languages():
        return
    is_lacking = _lacking(base).among(view.distinct_words)
    for match in _WORD.finditer(view.text) if is_lacking else ():
        word = match.group()
        better = _remembered(base, word) if word.islower() else None
        if better and base == "fr" and better.translate(_OF_1990) == word:
            continue
        if better and _is_value(word, view.document.source):
            continue
        if better:
            yield _hit(match.start(), word, better)
        elif word.istitle() and _begins(view.text, match):
            better = sure(base, word.lower())
            if better:
                yield _hit(match.start(), word, better.capitalize())
    wrong = _wrong(base)
    for match in wrong.finditer(view.text) if wrong else ():
        yield _hit(match.start(), match.group(), wrong_accents(base)[match.group().replace("’", "'")])


def _is_value(word: str, source: str | None) -> bool:
    """Whether the source has the same word between quotation marks or brackets: a value of a program."""
    if source is None or word not in source:
        return False
    return re.search(rf"[\"'`“‘«\[<]{word}[\"'`”’»\]>]", source) is not None


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence begins with a word: before it a stop or nothing, after it a small letter."""
    before = text[max(0, match.start() - 3) : match.start()].rstrip(" “„«\"'")[-1:]
    return before in ("", "\n", ".", "!", "?") and text[match.end() : match.end() + 2].strip().islower()


def _hit(start: int, word: str, better: str) -> Hit:
    return Hit(start, start + len(word), f"spelling: “{better}”, not “{word}”", better, 0.9)


@cache
def _wrong(base: str) -> re.Pattern[str] | None:
    """The words with a wrong accent, in small letters."""
    words = sorted(wrong_accents(base), key=len, reverse=True)
    if not words:
        return None
    listed = "|".join(map(re.escape, words)).replace("'", "['’]")
    return lazyre.compile(rf"(?<![\w@#/.\-'’])(?:{listed})(?![\w@/\-'’]|\.\w)")
