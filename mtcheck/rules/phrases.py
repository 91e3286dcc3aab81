"""Rows of corpora run as rules: folding of wording, slots of stems, phrases that open a line.

Nothing is read or compiled before a text holds one of the literals that make it worth while.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.errors import CorpusError
from mtcheck.text.words import START, Head, places_of_word


class Lines(Protocol):
    """What phrase rules need of a View; a test hands in its own."""

    @property
    def text(self) -> str: ...
    @property
    def lowered(self) -> str: ...
    @property
    def lines(self) -> Sequence[Span]: ...
    @property
    def sentences(self) -> Sequence[Span]: ...
    @property
    def small_characters(self) -> frozenset[str]: ...
    @property
    def word_starts(self) -> frozenset[str]: ...
    @property
    def heads(self) -> Sequence[Head]: ...


# Accents of Latin, Greek and Cyrillic go (scrapers and typists lose them), so do the Arabic hamza
# marks; vowel signs of Indic scripts are letters to their readers and stay.
_DROPPED = dict.fromkeys(
    [*range(0x0300, 0x0370), *range(0x064B, 0x0656), 0x0640, 0x00AD, 0x200B, 0x200C, 0x200D, 0xFEFF]
)
_FOLDED = _DROPPED | {
    ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d",
}  # fmt: skip
# Everything that is neither letter, mark nor digit: the marks matter, so \W alone will not do.
_SEPARATORS = lazyre.compile(
    r"[\s!-/:-@\[-`{-¿×÷ʹ-ʿ‐-⁞₠-⃏←-⯿⸀-⹿、-〿！-／：-＠［-｀｛-･։՛-՟׳״،؛؟۔।॥፡-፨។-៚‚-„]+"
)


def fold(text: str) -> str:
    """Words of ``text`` without case, accents and punctuation, one space around each.

    >>> fold("Переклад — «Стаття», été!")
    ' переклад стаття ete '
    """
    return f" {_SEPARATORS.sub(' ', unaccented(text)).strip()} "


def unaccented(text: str) -> str:
    """``text`` without case and accents: a pattern that looks for folded words.

    >>> unaccented("(?:Été|à) ")
    '(?:ete|a) '
    """
    plain = unicodedata.normalize("NFKD", text.lower()).translate(_FOLDED)
    return unicodedata.normalize("NFC", plain)


# What somebody says begins with one, in some language: a sentence of the page does not.
OPENING_MARKS = ('"', "“", "”", "„", "«", "‘", "‚", "「", "『")


def stems(listing: str) -> tuple[str, ...]:
    """A listing of stems separated by spaces, folded; ``_`` is a space, so ``_ki_`` is a whole word.

    >>> stems("übersetz _ki_ intelligence_artificielle")
    ('ubersetz', ' ki ', 'intelligence artificielle')
    """
    out = []
    written = listing.split()
    if not written:
        return ()
    # All at once: 2,500 stems one by one took 10 ms of a start. NUL is part of no word, and stays.
    for stem, bare in zip(written, fold("\0".join(written).replace("_", " ")).split("\0"), strict=True):
        folded = f" {bare.strip()} "
        start = 0 if stem.startswith("_") else 1
        out.append(folded[start:] if stem.endswith("_") else folded[start:-1])
    return tuple(dict.fromkeys(out))


def required(row: dict[str, Any], key: str, file: str) -> Any:
    """``row[key]``; raises CorpusError, which names the file and the row, when it is missing."""
    try:
        return row[key]
    except KeyError:
        raise CorpusError(file, f"row {row.get('id', row.get('lang', '?'))!r} has no {key!r}") from None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at either end (equal offsets when nothing is left)."""
    body = text[start:end]
    kept = body.strip()
    if not kept:
        return start, start
    left = len(body) - len(body.lstrip())
    return start + left, start + left + len(kept)


def sentences_in(view: Lines, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of the view cut to one line and trimmed; the line itself where there are none."""
    spans = view.sentences
    first = max(0, bisect_right(spans, (start, start)) - 1)
    out = []
    for position in range(first, len(spans)):
        sentence_start, sentence_end = spans[position]
        if sentence_start >= end:
            break
        a, b = trimmed(view.text, max(start, sentence_start), min(end, sentence_end))
        if a < b:
            out.append((a, b))
    return out or [trimmed(view.text, start, end)]


_WORD_START = lazyre.compile(r"([^\W_]{1,5})[^\W_]*")


class Literals:
    """Literals of which a text must hold one, arranged so that a clean text is searched for few of them.

    A literal that ends in a space is a whole word.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        self._by_start: dict[str, list[tuple[frozenset[str], str]]] = {}
        self._by_first: dict[str, list[str]] = {}
        for literal in dict.fromkeys(literals):
            key = _start_key(literal)
            if key:
                self._by_start.setdefault(key, []).append((_starts_inside(literal), literal))
            else:
                self._by_first.setdefault(literal[0], []).append(literal.strip())
        self._starts = frozenset(self._by_start)

    def found(self, view: Lines) -> Iterator[tuple[str, int]]:
        """(literal, offset) of every place where the text holds one."""
        lowered, starts, characters = view.lowered, view.word_starts, view.small_characters
        for key in self._starts & starts:
            for others, literal in self._by_start[key]:
                if not others <= starts:
                    continue
                if literal.endswith(" "):
                    for at in places_of_word(lowered, literal.strip()):
                        yield literal, at
                else:
                    yield from _occurrences(lowered, literal)
        for first in self._by_first.keys() & characters:
            if first.isalnum() or _stands(lowered, first, tuple(self._by_first[first])):
                for literal in self._by_first[first]:
                    if characters.issuperset(literal):
                        yield from _occurrences(lowered, literal)


def _stands(lowered: str, mark: str, literals: tuple[str, ...]) -> bool:
    """Whether one of some literals that begin with a mark is there: a text has few marks."""
    at = lowered.find(mark)
    while at >= 0 and not lowered.startswith(literals, at):
        at = lowered.find(mark, at + 1)
    return at >= 0


def _occurrences(lowered: str, literal: str) -> Iterator[tuple[str, int]]:
    at = lowered.find(literal)
    while at >= 0:
        yield literal, at
        at = lowered.find(literal, at + len(literal))


def _start_key(literal: str) -> str | None:
    """The word start a text has wherever it has the literal; None when that is not certain.

    Scripts whose words take clitics or vowel marks, or are not spaced, are searched as they are.
    """
    body = literal.strip()
    word = _WORD_START.match(body)
    if not word or ord(body[0]) > 0x052F:
        return None
    complete = word.end() < len(body) or literal.endswith(" ")
    return word[1] if complete or len(word[1]) == START else None


def _starts_inside(literal: str) -> frozenset[str]:
    """The starts of the words behind the first one, without which a text cannot have the literal.

    >>> sorted(_starts_inside("be the first to comment")), sorted(_starts_inside("to co"))
    (['comme', 'first', 'the', 'to'], [])
    """
    body = literal.strip()
    if not body.isprintable() or ord(max(body)) > 0x052F:
        return frozenset()
    words = list(_WORD_START.finditer(body))
    return frozenset(
        word[1]
        for word in words[1:]
        if body[word.start() - 1] != "_"
        and (word.end() < len(body) or literal.endswith(" ") or len(word[1]) == START)
    )


def line_numbers(lines: Sequence[Span], offsets: Iterable[int]) -> list[int]:
    """Sorted, distinct indices of the lines that hold the offsets."""
    found = list(offsets)
    if not found:
        return []
    starts = [line.start for line in lines]
    return sorted({bisect_right(starts, offset) - 1 for offset in found} - {-1})


def quote(text: str, start: int, end: int, most: int = 40) -> str:
    """The start of a stretch for a message, shortened with an ellipsis, line ends shown as spaces."""
    body = " ".join(text[start : min(end, start + most * 4)].split())
    return repr(body if len(body) <= most else body[: most - 1].rstrip() + "…")
