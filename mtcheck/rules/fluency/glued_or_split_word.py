"""FLU008: a space inside a word, or none between two; judged by the word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress, count

import msgspec

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.lexicon.features import POS
from mtcheck.lexicon.forms import Forms, forms, languages
from mtcheck.lexicon.judged import Judged
from mtcheck.lexicon.known_words import known_words
from mtcheck.lexicon.wordlists import SHARED, WordList, wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import language_facts, read_bytes
from mtcheck.rules.fluency.apostrophes import torn_at_apostrophes
from mtcheck.rules.fluency.glued_pieces import glued_pieces
from mtcheck.rules.fluency.torn_capitals import CAPITAL_NOUNS, glued_nouns, split_capitals
from mtcheck.rules.language.foreign import is_same
from mtcheck.rules.language.relatives import is_nearest_only
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
_MARKS = "“”\"'‘’«»„.,;:!?…()[]*_¿¡"
# The lists end near -13 nats; what is not in one is taken to be this rare.
_UNLISTED = -16.5
# What is in the longer list neither.
_NOWHERE = -19.0
# A form that the longer list has, and this one has not.
_SELDOM = -14.0
# How much likelier the whole word must be than its two halves side by side, in nats; more where both are
# listed (`web site`), or one is so frequent that it is beside anything (`entr a` is `entró a` without
# its accent). In 27,000 segments of professional text in eight languages no split word is found then.
_MARGIN, _MARGIN_OF_WORDS, _FREQUENT = 8.0, 11.5, -6.5
# A first half that is more frequent is a word of its own: Heute morgen.
_FREQUENT_HALF = -10.0
# A short listed word this rare is as likely the end of another: English lists hold `ing`, `ly`, `er`.
_FRAGMENT_LETTERS, _FRAGMENT = 3, -9.5
# Log probability of both words of a glued pair: with one that forms no compounds (corpora/fluency/glue.json),
# and with any two. The same text has two then, of which one is real.
_GLUED, _GLUED_ANY = -16.0, -11.0
# The first, for a form that the longer list lacks too, with a longer rest.
_GLUED_NOWHERE, _LONG_REST = -18.0, 6
_SHORTEST_GLUED, _LONGEST_GLUED, _SHORTEST_REST = 4, 40, 4
# An article that begins other words too, in front of a longer rest that is this frequent: birkatkısı.
_LOOSE, _USUAL = {"tr": "bir", "az": "bir"}, -12.0
# The lists hold slips of the keyboard (`ofthe`): a listed form this rare may be glued of two frequent words.
_RARE = -11.5
# Endings of forms of one word; a form of so many letters counts where only the longer list has it.
_ENDINGS, _LONG_FORM = ("a", "ă", "e", "i", "o", "u", "ą", "ę", "r", "ar", "er", "ir"), 6
# A form that is more often is a term or a name of this text.
_A_TERM = 3
# In Arabic script words are set apart or together more freely.
_LOOSE_SPACES = lazyre.compile(r"[\u0600-\u06ff]")
_REMEMBERED = 200_000
# No word is longer; a text may be one of a million letters.
_LONGEST = 80


class _Row(msgspec.Struct, frozen=True):
    """Frequent words of a language that begin (``first``) or end (``second``) hardly any other word, and
    those that form the most compounds."""

    first: str = ""
    second: str = ""
    compound_first: str = ""
    compound_second: str = ""


@cache
def _glue() -> dict[str, _Row]:
    return msgspec.json.decode(read_bytes("fluency/glue.json"), type=dict[str, _Row])


@cache
def _whole(lang: str) -> re.Pattern[str] | None:
    """What is one word however it looks: якнайкраще, habenden."""
    pattern = language_facts(lang).get("whole-words", {}).get("pattern")
    return lazyre.compile(pattern) if pattern else None


class Lexicon:
    """Which tokens of a language are in its word list; remembers, since texts repeat themselves."""

    def __init__(self, words: WordList) -> None:
        self.words = words
        self.forms = known_words(words.lang)
        self._strange = Judged(self._is_strange)
        #: Tokens of no word that fall into a word and one that ends hardly any other.
        self.glued_nouns = Judged(self._is_glued_noun)
        self._parts: dict[str, tuple[str, str] | None] = {}
        row = _glue().get(SHARED.get(words.lang, words.lang), _Row())
        self._first, self._second = frozenset(row.first.split()), frozenset(row.second.split())
        self._whole = _whole(words.lang)
        self._table = forms(words.lang) if words.lang in languages() else None
        self._forming = frozenset(row.compound_first.split()), frozenset(row.compound_second.split())

    def unknown(self, tokens: Iterable[str]) -> set[str]:
        """Those tokens that are words by their letters, and are not in the list; marks do not count.

        What is longer than any word is none.
        """
        return self._strange.among(frozenset(tokens))

    def _is_strange(self, token: str) -> bool:
        core = token.strip(_MARKS)
        is_word = core.isalpha() and len(token) <= _LONGEST
        return is_word and (not self._is_listed(core) or self._is_slip(core))

    def _is_listed(self, word: str) -> bool:
        log = self.words.log(word)
        return log != 0.0 and (len(word) > _FRAGMENT_LETTERS or log > _FRAGMENT)

    def _is_slip(self, word: str) -> bool:
        short = _SHORTEST_GLUED < len(word) <= _LONGEST_GLUED
        parts = self.parts(word) if short and self.words.log(word) < _RARE else None
        return parts is not None and sum(map(self.words.log, parts)) > _GLUED_ANY

    def log(self, word: str) -> float:
        """Log frequency in nats, of an unlisted word too."""
        return self.words.log(word) or (_UNLISTED if self.is_word(word) or self.forms is None else _NOWHERE)

    def whole(self, word: str) -> float:
        """Log frequency of what two halves make, of a word of the longer list too; 0.0 for no word."""
        return self.words.log(word) or (_SELDOM if self.forms is not None and word in self.forms else 0.0)

    def is_word(self, word: str) -> bool:
        """Whether either list has a form."""
        return word in self.words or (self.forms is not None and word in self.forms)

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two words that a lower-case form is glued of; None when it is not."""
        if word not in self._parts:
            if len(self._parts) > _REMEMBERED:
                self._parts.clear()
            self._parts[word] = self._split(word)
        return self._parts[word]

    def ends_none(self, word: str) -> bool:
        """Whether a frequent word ends hardly any other."""
        return word in self._second and word not in self._forming[1]

    def _is_glued_noun(self, token: str) -> bool:
        word = token.strip(_MARKS)
        short = _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED
        parts = self.parts(word) if short and not self.is_word(word) else None
        return parts is not None and self.ends_none(parts[1]) and len(parts[0]) >= _SHORTEST_REST

    def torn_noun(self, first: str, second: str) -> bool:
        """Whether a second half in small letters is a noun and nothing else, or the first half no word."""
        table = self._table
        if table is None or not (_pos(table, second.capitalize()) & POS["noun"]):
            return False
        return not _pos(table, second) or not (_pos(table, first) or self.is_listed_noun(first))

    def is_listed_noun(self, word: str) -> bool:
        return self.words.log(word.lower()) > _FREQUENT_HALF

    def _split(self, word: str) -> tuple[str, str] | None:
        found = self._best_cut(word)
        # Asked last, since it is dear and few words fall into two.
        return None if found is None or self._is_form(word) else found

    def _is_form(self, word: str) -> bool:
        """Whether a word is whole by its looks, or a form of another one: nodos of nodo."""
        if self._whole is not None and self._whole.fullmatch(word):
            return True
        if word.endswith("s") and self.is_word(word[:-1]):
            return True
        in_table = self._table is not None and self._table.class_of(word)  # a rare word: raceme, tome
        return bool(in_table) or (self.forms is not None and word in self.forms and self.has_kin(word))

    def _best_cut(self, word: str) -> tuple[str, str] | None:
        nowhere = len(word) >= _LONG_REST + 2 and not self.is_word(word) and self.forms is not None
        best, found = _GLUED_NOWHERE if nowhere else _GLUED, None
        frequent = word in self.words  # a word, but for slips of the keyboard that the list holds
        for cut, log in self.words.beginnings(word):
            first, second = word[:cut], word[cut:]
            rest = self.words.log(second) if 1 < cut < len(word) - 1 else 0.0
            if not rest or log + rest <= best or first == second:
                continue  # нана: a child's word, and no на на
            if frequent and not (first in self._first and second in self._second):
                continue  # mejoren is a form of mejorar
            fragment = min(cut, len(word) - cut) <= _FRAGMENT_LETTERS
            if not fragment and self.forms is not None and word in self.forms:
                continue  # weekdays: a compound of two words
            loose = first == _LOOSE.get(self.words.lang) and len(second) >= _LONG_REST and rest > _USUAL
            safe = (first in self._first and len(second) >= _SHORTEST_REST) or (
                second in self._second and len(first) >= _SHORTEST_REST
            )
            bound = first in self._forming[0] or second in self._forming[1]
            if log + rest <= _GLUED and max(cut, len(word) - cut) < _LONG_REST:
                continue
            if loose or (safe and not bound) or log + rest > _GLUED_ANY:
                best, found = log + rest, (first, second)
        return found

    def has_kin(self, word: str) -> bool:
        """Whether a rare word has forms with another ending: depara, of deparar; not conla."""
        if self._table is not None and self._table.class_of(word):
            return True
        if self.forms is not None and word in self.forms and f"{word}s" in self.forms:
            return True  # toon, toons: no two slips are both in the list
        kin = {word[:-1] + end for end in _ENDINGS} | {word + end for end in "mns"}
        return any(form != word and (form in self.words or self._is_long_form(form)) for form in kin)

    def _is_long_form(self, form: str) -> bool:
        return len(form) >= _LONG_FORM and self.forms is not None and form in self.forms


def _pos(table: Forms, form: str) -> int:
    return int(table.pos[table.class_of(form)])


@cache
def lexicon(lang: str) -> Lexicon | None:
    words = wordlist(tag(lang).base)
    return Lexicon(words) if words else None


@rule(
    "FLU008",
    "glued-or-split-word",
    category="linguistic/spelling",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=NOT_PROSE,
    examples=(
        ("The lead ers met.", "The leaders met."),
        ("Most ofthe town slept.", "Most of the town slept."),
    ),
)
def glued_or_split_word(view: View, options: Options) -> Iterator[Hit]:
    """A space splits a word, or is missing between two: `lead ers`, `oftheUS`

    A word is split when a half is no word and both together are far likelier. Two are glued when the form
    is no word but falls into two frequent ones. Word lists of 40 languages decide. In six languages
    (corpora/lang, table apostrophes) a space beside an apostrophe counts too: `l' avion`, `minister 's`.
    Names, brands (`iPhone`), terms that the text repeats, links, code and stretches in other languages are
    left alone.
    """
    if view.once(is_nearest_only, view):
        return
    found = [*torn_at_apostrophes(view), *_by_word_list(view)]
    for start, end, better in found:
        if _shares_words(view.lang_at(start), view.lang):
            yield Hit(start, end, f"{view.text[start:end]!r} for {better!r}", better)
    for start, end, better in glued_pieces(view):
        if not any(start < other_end and other_start < end for other_start, other_end, _ in found):
            message = f"{view.text[start:end].strip()!r}: a space is missing, or one too many"
            yield Hit(start, end, message, better or None, 0.9, safety=Safety.DISPLAY)


def _by_word_list(view: View) -> Iterator[tuple[int, int, str]]:
    """Split words and glued pairs, each with its better form."""
    known = lexicon(view.lang)
    if known is None:
        return
    unknown = view.once(known.unknown, view.distinct_tokens)
    apart = list(split_capitals(view, known, unknown))
    if not unknown:
        yield from apart
        return
    taken = {start for start, *_ in apart}
    written = view.written
    # A capital inside a sentence begins a name, and what is beside a name is no half of it.
    places = [
        index
        for index in compress(count(), map(unknown.__contains__, view.tokens))
        if not written[index][0].isupper() or _begins_sentence(view.tokens, index)
    ]
    if view.tag.base in CAPITAL_NOUNS:
        yield from glued_nouns(view, known, unknown)
    apart += (each for each in _split(view, known, places) if each[0] not in taken)
    yield from apart
    for found in _glued(view, known, places, written):
        if not any(found[0] < end and start < found[1] for start, end, _ in apart):
            yield found


def _shares_words(code: str, lang: str) -> bool:
    """Whether a stretch is in the expected language, or in one that is told from it by hardly any word."""
    one, other = (tag(name).base for name in (code, lang))
    return is_same(one, other) or SHARED.get(one, one) == SHARED.get(other, other)


def _begins_sentence(tokens: tuple[str, ...], index: int) -> bool:
    return index == 0 or tokens[index - 1][-1] in '.!?:…”"»'


def _split(view: View, known: Lexicon, places: list[int]) -> Iterator[tuple[int, int, str]]:
    tokens, done = view.tokens, -1
    for left in sorted({left for place in places for left in (place - 1, place)}):
        if left <= done or left < 0 or left + 1 >= len(tokens):
            continue
        first, second = tokens[left].lstrip(_MARKS), tokens[left + 1].rstrip(_MARKS)
        if not first.isalpha() or not second.isalpha() or len(first) + len(second) < _SHORTEST_GLUED:
            continue
        whole = known.whole(first + second)
        if not whole:
            continue
        one, other = known.log(first), known.log(second)
        sure = max(one, other) <= _FREQUENT and min(one, other) <= _UNLISTED
        if whole - one - other < (_MARGIN if sure else _MARGIN_OF_WORDS):
            continue
        if whole == _SELDOM and known.is_word(first) and known.is_word(second):
            continue  # weit verbreitet, zunichte gemacht: either will do
        if _begins_sentence(tokens, left) and _is_imperative(known, first):
            continue
        if whole == _SELDOM and not known.has_kin(first + second):
            continue  # the longer list takes one in some thousands of strings for a word
        if min(len(first), len(second)) > 2 and _LOOSE_SPACES.match(first):
            continue
        start = view.token_span(left).end - len(first)
        end = view.token_starts[left + 1] + len(second)
        text = view.text[start:end]
        if (
            text[len(first) :].strip().islower() == second.islower()
            and len(text) == len(first) + len(second) + 1
        ):
            yield start, end, text[: len(first)] + text[len(first) + 1 :]
            done = left + 1


# Languages whose imperative is the infinitive without its vowel: Opprett et dokument.
_IMPERATIVE_ENDINGS = {"da": "e", "nb": "e", "nn": "e", "no": "e"}


def _is_imperative(known: Lexicon, word: str) -> bool:
    ending = _IMPERATIVE_ENDINGS.get(known.words.lang)
    return ending is not None and known.is_word(word + ending)


def _glued(
    view: View, known: Lexicon, places: list[int], written: list[str]
) -> Iterator[tuple[int, int, str]]:
    counts = Counter(view.tokens[place] for place in places)
    for place in places:
        token, text = view.tokens[place], written[place].strip(_MARKS)
        if not _SHORTEST_GLUED <= len(text) <= _LONGEST_GLUED or counts[token] >= _A_TERM:
            continue
        better = None
        if text.islower():
            parts = known.parts(text)
            better = " ".join(parts) if parts else None
        elif text[0].islower() and (capital := _CAPITAL.search(text)):
            better = _at_capital(known, text[: capital.start()], text[capital.start() :])
        if better:
            start = view.token_starts[place] + written[place].index(text)
            yield start, start + len(text), better


# Where camelCase has its hump; a fault when the words before it are function words.
_CAPITAL = lazyre.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩЁІЇЄҐА-Я]")


def _at_capital(known: Lexicon, left: str, right: str) -> str | None:
    """`the United` of theUnited, `of the US` of oftheUS; None where the first part is no function word."""
    if not left.islower():
        return None
    if len(left) > 2 and known.log(left) > _FREQUENT:
        return f"{left} {right}"
    parts = known.parts(left)
    if parts and all(known.log(part) > _FREQUENT for part in parts):
        return f"{parts[0]} {parts[1]} {right}"
    return None
