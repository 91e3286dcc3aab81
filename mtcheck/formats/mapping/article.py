"""Where the words of an article stand in a page, though the article was put together anew from them.

Whoever takes an article out of a page joins lines, drops what is between, and sets bullets: so not its lines
are looked for but its words, run by run, in the order they have.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.tags import UNSPACED

# Where no spaces are written, a character is a word.
# Accents that are characters of their own and places to break a line belong to their word.
_MARKS = "\\u0300-\\u036f\\u00ad\\u200b-\\u200d\\u2060"
_WORD = lazyre.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}][{_MARKS}]*)+")
_BREAKS = lazyre.compile("[\u00ad\u200b-\u200d\u2060]")
# So many words in a row are the same place of a page; shorter lines have to be whole lines of it.
_RUN = 3
# Of a run that comes very often, so many places are looked at.
_LOOKED_AT = 50
# A line of the page of which less is in the article is none of it: a list of links shares a word or two.
_MIN_SHARE = 0.5
_CLOSING = lazyre.compile(r"[^\s\w]+(?=\s|\Z)|[^\s\w]+\Z")
# A dash of a dialogue or a quotation mark, apart from the first word of a line; a bullet is none.
_OPENING = lazyre.compile(r"[-–—―‒«‹„“\"'‘(\[¿¡…]{1,3}[ \t\u00a0\u2009\u202f]{1,2}")


class Article(NamedTuple):
    """Stretches of the page in order, and how many words of the article are in none of them.

    ``repeated`` are those that the article has more often than the stretches.
    """

    spans: list[tuple[int, int]]
    words: int
    unread: int
    repeated: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    return [_Word(_plain(match[0]), *match.span()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """A word as it is compared: composed, in small letters, without places to break it."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", _BREAKS.sub("", word)).casefold()


def find_article(page: str, article: str) -> Article:
    """The stretches of a page that an article was made of.

    >>> found = find_article("Home News\\nA boat sank (again).\\nAll rights", "A boat sank (again).")
    >>> ["Home News\\nA boat sank (again).\\nAll rights"[slice(*span)] for span in found.spans], found.unread
    (['A boat sank (again).'], 0)
    """
    aligned = _Alignment(page)
    wanted: Counter[str] = Counter()
    unread = 0
    for line in article.split("\n"):
        words = [word.text for word in _words(line)]
        wanted.update(words)
        unread += aligned.take(words)
    spans = aligned.spans()
    read = Counter(word.text for start, end in spans for word in _words(page[start:end]))
    missing = (wanted - read).total()
    return Article(spans, wanted.total(), unread, max(0, missing - unread))


class _Alignment:
    """A page's words, and which of them are an article's."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._words = _words(page)
        self._texts = [word.text for word in self._words]
        self._taken = bytearray(len(self._words))
        self._place = 0  # after the last run
        self._runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index in range(len(self._texts) - _RUN + 1):
            self._runs[tuple(self._texts[index : index + _RUN])].append(index)
        self._lines = list(self._by_line())
        self._short: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for first, last in self._lines:
            if last - first < _RUN:
                self._short[tuple(self._texts[first:last])].append(first)

    def _by_line(self) -> list[tuple[int, int]]:
        """First and last word of each line of the page, those without words left out."""
        out: list[tuple[int, int]] = []
        first = end = 0
        for index, word in enumerate(self._words):
            if index == first:
                end = self._line_end(word.start)
            if word.start > end:
                out.append((first, index))
                first, end = index, self._line_end(word.start)
        if first < len(self._words):
            out.append((first, len(self._words)))
        return out

    def _line_end(self, place: int) -> int:
        end = self._page.find("\n", place)
        return len(self._page) if end < 0 else end

    def take(self, words: list[str]) -> int:
        """Take the words of one line of the article; how many of them are not found."""
        if len(words) < _RUN:
            return self._take_short(tuple(words))
        index = unread = 0
        while index < len(words):
            key = tuple(words[index : index + _RUN])
            at = self._nearest(self._runs.get(key, [])) if len(key) == _RUN else -1
            if at < 0:
                at = self._after_gap(words, index)
            if at < 0:
                unread += 1
                index += 1
                continue
            while index < len(words) and at < len(self._texts) and self._texts[at] == words[index]:
                self._taken[at] = 1
                at, index = at + 1, index + 1
            self._place = at
        return unread

    def _nearest(self, places: list[int]) -> int:
        """The first place after the last run, else the first of all, that is not taken; -1 for nowhere.

        What is taken everywhere comes in the article more often than in the page.
        """
        first = bisect_left(places, self._place)
        for at in (*places[first : first + _LOOKED_AT], *places[: min(first, _LOOKED_AT)]):
            if not self._taken[at]:
                return at
        return places[0] if places else -1

    def _after_gap(self, words: list[str], index: int) -> int:
        """The place of a word shortly after the last run: a word or two were left out between."""
        return next(
            (
                at
                for at in range(self._place, min(self._place + _RUN, len(self._texts)))
                if self._texts[at] == words[index] and index
            ),
            -1,
        )

    def _take_short(self, words: tuple[str, ...]) -> int:
        if not words:
            return 0
        at = self._place if self._follows(words, self._place) else self._nearest(self._short.get(words, []))
        if at < 0:  # a line of code, which is no line of what is seen of the page
            behind = range(self._place + 1, self._place + _RUN)
            at = next((place for place in behind if self._follows(words, place)), -1)
        if at < 0:
            return len(words)
        self._taken[at : at + len(words)] = b"\1" * len(words)
        self._place = at + len(words)
        return 0

    def _follows(self, words: tuple[str, ...], place: int) -> bool:
        """Whether words stand at a place shortly after the last run."""
        return bool(self._place) and tuple(self._texts[place : place + len(words)]) == words

    def spans(self) -> list[tuple[int, int]]:
        """The stretches taken: in each line of the page from the first word to the last."""
        out: list[tuple[int, int]] = []
        for first, last in self._lines:
            taken = [index for index in range(first, last) if self._taken[index]]
            if not taken:
                continue
            runs = [(taken[0], taken[-1] + 1)]
            if len(taken) < _MIN_SHARE * (runs[0][1] - runs[0][0]):
                runs = _runs(taken)
            out += [self._with_marks(*run) for run in runs]
        return out

    def _with_marks(self, first: int, last: int) -> tuple[int, int]:
        """A run of words with the marks that stick to it."""
        low, high = self._words[first].start, self._words[last - 1].end
        floor = self._words[first - 1].end if first else 0
        ceiling = self._words[last].start if last < len(self._words) else len(self._page)
        while low > floor and not self._page[low - 1].isspace():
            low -= 1
        line = self._page.rfind("\n", floor, low) + 1
        if (line or not first) and (opening := _OPENING.search(self._page, line, low)):
            low = opening.start() if opening.end() == low else low
        end = self._line_end(high)
        closing = _CLOSING.match(self._page, high, min(ceiling, end))
        if closing:
            high = closing.end()
        rest = self._page[high : min(ceiling, end)]
        if rest.strip() and (ceiling >= end or last == len(self._words)):
            high += len(rest.rstrip())  # nothing but marks up to the end of the line
        return low, high


def _runs(indices: list[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for index in indices:
        if out and out[-1][1] == index:
            out[-1] = (out[-1][0], index + 1)
        else:
            out.append((index, index + 1))
    return out
