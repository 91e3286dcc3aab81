"""Latin text read in another table: cp1250 as cp1252 (`³atwiej`), cp1252 as cp850 (`canci¾n`).

Every letter it shows is a letter of some language, so words decide: a reading is believed where words that no
language has become words of one language, and that language is the text's. It is safe where all of them do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding import homoglyphs
from mtcheck.encoding.mojibake import codecs, latin_tables, likelihood, proof
from mtcheck.encoding.mojibake.verdict import Reading
from mtcheck.lexicon import char_model
from mtcheck.resources import language_facts

_PIECE = lazyre.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f’/]+")
# The tables of all languages are only built for a text that has such letters.
_BESIDE_ASCII = lazyre.compile(r"[A-Za-z](?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].))", re.DOTALL)
_GLUE = latin_tables.SHOWN
# No part of a name of a program, and no function: PLUGIN_USER, printf("…").
_ASCII_WORD = lazyre.compile(rf"(?<!\w)(?<!{_GLUE})[A-Za-z]{{2,}}(?!{_GLUE}|[\w(])")
_LONGER_WORD = lazyre.compile(r"[^\W\d_]{3,}")
_EDGES = "“”„«»‹›‘‚…–—•·°"
_BETWEEN_WORDS = lazyre.compile(r"(?<=[^\W\d_])[–—…](?=[^\W\d_])")
_SAMPLE = 400  # ASCII words that tell the language
_MIN_SUPPORT = 0.65  # share of them that the language has
_OTHER = 0.8  # of the support of a language, for another one that the text may be in
_FEW_WORDS = 3  # with fewer, they say nothing
_MIN_WORDS = 2  # different words that come out
_MANY = 4  # the same, where a space between two words may be a letter of one
_SAFE_WORDS = 8  # the same, where the repair is safe: a page has more, a sentence that is spelt oddly has not
_LONE_LETTERS = 6  # of a word of another language that stands alone
_LETTERS = 5  # of all of them
_MIN_LETTERS = 3  # of a word that is not frequent
_MIN_GAIN = 6.0  # nats, for a word that stands alone
_USUAL = 2  # other words with a letter that show that it is the text's own
_GAIN = 15.0
_DOTS = str.maketrans("İIı", "iii")  # one Turkish letter for another is no evidence


def find(text: str) -> Iterator[Reading]:
    """Words of Latin text in the wrong table, in order, apart."""
    if _BESIDE_ASCII.search(text) is None:
        return
    found = list(_find(text))
    if latin_tables.NO_BREAK in text:  # the end of a word, or a letter of it: what explains more
        joined = list(_find(text.replace(latin_tables.NO_BREAK, latin_tables.SHOWN)))
        shown = "".join(text[r.start : r.end] for r in joined).replace(latin_tables.NO_BREAK, "")
        if not shown.isascii():  # other letters show that table as well
            found = max(found, joined, key=lambda readings: sum(len(r.text) for r in readings))
    yield from found


def _find(text: str) -> Iterator[Reading]:
    page = _Page(text)
    found = {
        piece: words for piece in page.pieces if (words := _words_of(piece)) and not page.is_right(piece)
    }
    if not found:
        return
    made: dict[int, set[str]] = {}
    for piece, words in found.items():
        for index, new in words:
            if not page.has(piece, latin_tables.tables().stories[index].lang):
                made.setdefault(index, set()).add(new)
    if not page.is_known():
        return
    best = _best(page, made)
    yield from _of_story(page, best) if best is not None else _alone(page, found)


class _Page:
    """A text, its words that another table may change, and how well it goes with each language."""

    def __init__(self, text: str) -> None:
        self.text, self.pieces = text, _pieces(text)
        self._support: dict[str, float] = {}

    @cached_property
    def _words(self) -> list[str]:
        """The most frequent words of ASCII, which most pages are not asked for.

        Words in capitals only are left out where others are not: those are the commands of a program.
        """
        found = _ASCII_WORD.findall(self.text) if self.pieces else []
        small = [word for word in found if not word.isupper()]
        counts = Counter(map(str.lower, small if len(small) >= _FEW_WORDS else found))
        return [word for word, _ in counts.most_common(_SAMPLE)]

    def support(self, lang: str) -> float:
        """Share of the ASCII words that a language has, 0 to 1; 1.0 where there are too few of them."""
        if lang not in self._support:
            known = sum(proof.is_word(word, lang) for word in self._words)
            few = len(self._words) < _FEW_WORDS
            self._support[lang] = 1.0 if few else known / len(self._words)
        return self._support[lang]

    def is_known(self) -> bool:
        """Whether some language has most of the ASCII words; Kurdish has no list that could speak for it."""
        counts = Counter(self.text)
        latin = sum(n for c, n in counts.items() if c.isascii() and c.isalpha())
        if sum(n for c, n in counts.items() if char_model.SCRIPTS[c] not in ("", "LATI")) * 2 > latin:
            return False
        if len(self._words) < _FEW_WORDS:
            return len({c for piece in self.pieces for c in piece if c > "\x7f"}) > 1
        langs = ("en", "tr", "lv", "lt", *latin_tables.WESTERN, *latin_tables.CENTRAL)
        return any(self.support(lang) >= _MIN_SUPPORT for lang in langs)

    def may_be_in(self, lang: str) -> bool:
        """Whether a text has the words of a language, and not many more of another."""
        support = self.support(lang)
        others = ("en", *latin_tables.WESTERN, *latin_tables.CENTRAL)
        return support >= _MIN_SUPPORT and all(support >= _OTHER * self.support(o) for o in others)

    def is_in(self, lang: str) -> bool:
        """Whether the text is in a language, as far as its ASCII words say."""
        return len(self._words) >= _FEW_WORDS and self.may_be_in(lang)

    def is_readable(self, start: int, end: int, own: str) -> bool:
        """Whether the rest of the line that a word stands in is made of words of its own language, if that
        is the text's, else of languages of the text."""
        first, last = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        rest = f"{self.text[first:start]} {self.text[end : last if last >= 0 else len(self.text)]}"
        all_langs = ("en", "tr", "lv", "lt", *latin_tables.WESTERN, *latin_tables.CENTRAL)
        langs = [own] if own else [lang for lang in all_langs if self.may_be_in(lang)]
        words = [w.lower() for w in _LONGER_WORD.findall(rest)]
        known = sum(any(proof.is_word(word, lang) for lang in langs) for word in words)
        return known >= _MIN_SUPPORT * len(words)

    def is_right(self, piece: str) -> bool:
        """Whether a word is one of a language that no other can be much more the text's than."""
        return any(self.support(lang) >= _OTHER for lang in _owners(piece))

    def has(self, piece: str, lang: str) -> bool:
        """Whether a word is one of the language, or of another that the text may be in as well."""
        return any(
            other == lang or self.support(other) >= max(_MIN_SUPPORT, _OTHER * self.support(lang))
            for other in _owners(piece)
        )


# Bytes a character of a text in which letters of ASCII are the exception.
_MOSTLY_OTHER = 1.5


def _pieces(text: str) -> set[str]:
    """The words that hold a letter of ASCII beside a character that another table makes another letter."""
    out: set[str] = set()
    done = 0
    is_ascii_rare = len(text.encode("utf-8", "surrogatepass")) > _MOSTLY_OTHER * len(text)
    anchor = latin_tables.tables().letter if is_ascii_rare else latin_tables.tables().anchor
    for match in anchor.finditer(text):
        if match.start() < done:
            continue
        start = match.start()  # the characters with a letter beside them, tried at no other
        while start > 0 and _PIECE.match(text[start - 1]):
            start -= 1
        if (piece := _PIECE.match(text, start)) is not None:
            out.add(piece[0])
            done = piece.end()
    return out


@lru_cache(maxsize=20_000)
def _words_of(piece: str) -> tuple[tuple[int, str], ...]:
    """The stories that make a known word of one that the language does not have, and the known word."""
    if 2 * sum(c.isascii() or char_model.SCRIPTS[c] in ("LATI", "") for c in piece) < len(piece):
        return ()
    if any(agreed for *_, agreed in homoglyphs.find_mixed_script_words(piece)):
        return ()  # Estа with a Cyrillic а
    stories = latin_tables.tables().stories
    out: list[tuple[int, str]] = []
    for new, indexes in latin_tables.stories_of(piece):
        langs = {stories[index].lang for index in indexes}
        words = {lang: proof.lowered(new, lang) for lang in langs if _is_other(new, piece, lang)}
        out += [(i, word) for i in indexes if (word := words.get(stories[i].lang)) is not None]
    return tuple(sorted(out))


def _is_other(new: str, piece: str, lang: str) -> bool:
    """Whether a language has a word, and not the one that it was made of."""
    return (
        _is_known(new, lang)
        and not _is_dashed(piece, new, lang)
        and not _is_typed(new, piece, lang)
        and lang not in _owners(piece)
        and new.translate(_DOTS).lower() != piece.translate(_DOTS).lower()
    )


@lru_cache(maxsize=20_000)
def _is_known(new: str, lang: str) -> bool:
    """Whether a language has a word that is well written."""
    if not (new.islower() or new.isupper() or new[1:].islower()):
        return False
    low = proof.lowered(new, lang)
    if proof.is_frequent(low, lang):
        return len(low) > 1
    if len(low) >= _MIN_LETTERS and proof.is_listed(low, lang):
        return True
    return lang == "hu" and _is_compound(low, lang)


def _is_compound(word: str, lang: str) -> bool:
    """Whether a word is two words put together, as no list has them all: időbüntetést."""
    halves = range(_MIN_LETTERS, len(word) - _MIN_LETTERS)
    return any(proof.is_word(word[:i], lang) and proof.is_word(word[i:], lang) for i in halves)


@lru_cache(maxsize=20_000)
def _owners(piece: str) -> frozenset[str]:
    """The languages that have a word, with or without the marks beside it, and all its letters."""
    core = piece.strip(_EDGES)
    owners = _with_word(piece)
    return owners | _with_word(core) if 1 < len(core) < len(piece) else owners


def _with_word(word: str) -> frozenset[str]:
    langs = _writers(frozenset(c for c in word if c > "\x7f"))
    return frozenset(lang for lang in langs if _is_own(word, lang))


@lru_cache(maxsize=4_000)
def _writers(letters: frozenset[str]) -> tuple[str, ...]:
    """The languages that have these letters in one case or the other."""
    return tuple(
        lang
        for lang in char_model.languages_of("LATI")
        if all(
            c.isascii() or c in latin_tables.alphabet(lang)
            for letter in letters
            for c in proof.lowered(letter, lang)
        )
    )


def _is_own(word: str, lang: str) -> bool:
    """Whether a language has a word, and all its letters."""
    word = proof.lowered(word, lang)
    letters = latin_tables.alphabet(lang)
    return all(c.isascii() or c in letters for c in word) and proof.is_word(word, lang)


def _is_dashed(old: str, new: str, lang: str) -> bool:
    """Whether a seldom word has a letter for a mark that stands behind a word: commit—o."""
    torn = _BETWEEN_WORDS.search(old)
    if torn is None or proof.is_frequent(proof.lowered(new, lang), lang):
        return False
    return any(len(side) > _MIN_LETTERS and _with_word(side) for side in _BETWEEN_WORDS.split(old))


def _is_typed(new: str, old: str, lang: str) -> bool:
    """Whether all that changes is letters that writers of the language type for their own: ã in Romanian."""
    typed = language_facts(lang).get("alphabet", {}).get("typed", "")
    return all(b in typed for a, b in zip(new, old.lower(), strict=False) if a.lower() != b)


class _Tally(NamedTuple):
    """What a story makes of the words of a text: words, likelier words, and worse ones."""

    story: latin_tables.Story
    words: set[str]
    against: int  # words of the language with letters that the wrong table does not have
    doubtful: int
    failed: int

    @property
    def value(self) -> float:
        return sum(map(len, self.words)) + len(self.words) - 6 * self.failed

    def is_enough(self) -> bool:
        made = len(self.words)
        if self.failed * 2 > made or self.against >= made or sum(map(len, self.words)) < _LETTERS:
            return False
        return made >= _MIN_WORDS or (made == 1 and self.doubtful > 0)

    def is_sure(self) -> bool:
        return len(self.words) >= _SAFE_WORDS and not (self.failed or self.doubtful or self.against)


def _best(page: _Page, made: dict[int, set[str]]) -> _Tally | None:
    """What the story makes of the words that makes most words of them."""
    stories = latin_tables.tables().stories
    likely = {i: words for i, words in made.items() if page.may_be_in(stories[i].lang)}
    rest: dict[int, list[int]] = {i: [_against(page.text, stories[i]), 0, 0] for i in likely}
    for piece in page.pieces if likely else ():
        for new, indexes in latin_tables.stories_of(piece):
            for index in likely.keys() & indexes:
                lang = stories[index].lang
                if proof.lowered(new, lang) not in likely[index]:
                    rest[index][1 + (not _is_likelier(page, new, piece, lang))] += 1
    found = [t for i, words in likely.items() if (t := _Tally(stories[i], words, *rest[i])).is_enough()]
    if len(found) < 2:
        return found[0] if found else None
    most = max(t.value for t in found)
    found = [t for t in found if t.value == most]
    return max(found, key=lambda t: (sum(1 for _ in _of_story(page, t)), page.support(t.story.lang)))


def _is_likelier(page: _Page, new: str, old: str, lang: str) -> bool:
    return not page.has(old, lang) and likelihood.score(new) > likelihood.score(old)


def _against(text: str, story: latin_tables.Story) -> int:
    """How many different words have letters that the wrong table lacks: the text was not read in it."""
    shown = codecs.table(story.name.partition(" as ")[2]).to_bytes
    words = {m[0] for m in _PIECE.finditer(text) if any(c > "\x7f" and shown[ord(c)] > 0xFF for c in m[0])}
    return sum(_is_own(word, story.lang) or _has_other_letter(word, shown) for word in words)


def _has_other_letter(word: str, shown: Mapping[int, int]) -> bool:
    return any(c > "\x7f" and char_model.SCRIPTS[c] == "LATI" and shown[ord(c)] > 0xFF for c in word)


def _of_story(page: _Page, tally: _Tally) -> Iterator[Reading]:
    """Every word of the text that the story makes a word of, or a likelier one."""
    story = tally.story
    lang = story.lang
    for match in _PIECE.finditer(page.text):
        piece = match[0]
        if piece.isascii() or any(c > "\x7f" and ord(c) not in story.letters for c in piece):
            continue
        new = piece.translate(story.letters)
        if new == piece or (lang in _owners(piece) and not _is_more_frequent(new, piece, lang)):
            continue
        known = _is_known(new, lang)
        lone = len(new) == 1 and proof.is_frequent(new.lower(), lang)
        proven = _GLUE not in piece or len(tally.words) >= _MANY or not piece.replace(_GLUE, "").isascii()
        if known or lone or (proven and _is_likelier(page, new, piece, lang)):
            safe = tally.is_sure() and known and not _owners(piece)
            yield _reading(match.start(), piece, new, story, safe=safe)


def _is_more_frequent(new: str, old: str, lang: str) -> bool:
    """Whether a word is among the frequent ones of its language and its garble is not: sarà, saró."""
    one, other = proof.lowered(new, lang), proof.lowered(old, lang)
    return len(new) >= _MIN_LETTERS and proof.is_frequent(one, lang) and not proof.is_frequent(other, lang)


def _alone(page: _Page, found: dict[str, tuple[tuple[int, str], ...]]) -> Iterator[Reading]:
    """Words that stand alone, and long ones of another language than the text's (Beyoðlu in English)."""
    stories = latin_tables.tables().stories
    known: dict[str, tuple[latin_tables.Story, str, str]] = {}
    for piece, words in found.items():
        for index, low in words:
            story = stories[index]
            own = page.is_in(story.lang)
            right = page.has(piece, story.lang) if own else bool(_owners(piece))
            new = piece.translate(story.letters)
            if (
                not right
                and len(low) >= (_MIN_LETTERS if own else _LONE_LETTERS)
                and likelihood.score(new) - likelihood.score(piece)
                >= (0.0 if own and _is_foreign(piece, story.lang) else _MIN_GAIN)
            ):
                known.setdefault(piece, (story, new, story.lang if own else ""))
    rest = Counter(char for piece in page.pieces if piece not in known for char in set(piece))
    for match in _PIECE.finditer(page.text) if known else ():
        if match[0] not in known or _is_usual(match[0], known[match[0]][1], rest):
            continue
        story, new, own_lang = known[match[0]]
        if page.is_readable(*match.span(), own_lang):
            yield _reading(match.start(), match[0], new, story, safe=False)


def _is_foreign(piece: str, lang: str) -> bool:
    """Whether a word has a letter that its language does not have: õ in Hungarian."""
    letters = latin_tables.alphabet(lang)
    return any(c > "\x7f" and c.isalpha() and proof.lowered(c, lang) not in letters for c in piece)


def _is_usual(old: str, new: str, rest: Counter[str]) -> bool:
    """Whether other words of the text have the letters that would change: brûkte, hûs, rûn of Frisian."""
    return any(rest[a] >= _USUAL for a, b in zip(old, new, strict=False) if a != b)


def _reading(start: int, old: str, new: str, story: latin_tables.Story, *, safe: bool) -> Reading:
    name = story.name
    if any("\x7f" < c < "\xa0" for c in old):
        name = name.replace(" as cp1252", " as latin-1")
    return Reading(start, start + len(old), new, name, _GAIN, len(new), 0, int(not safe), 1, safe)
