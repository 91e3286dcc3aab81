"""FLU001: a word that is there twice; the words that may are in corpora/lang, table doubles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress, count, islice, pairwise
from operator import eq

import msgspec

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import PROBABLE, Hit, Safety, Severity
from mtcheck.lexicon.forms import forms, languages
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import language_facts, word_set
from mtcheck.rules.fluency.doubled_phrase import doubled_phrases, in_free_relative
from mtcheck.rules.fluency.repetition_loop import is_word
from mtcheck.tags import tag
from mtcheck.text.view import View

NOT_PROSE = ("link", "code")
_OPENING = "“\"'‘«„([¿¡"
_CLOSING = "”\"'’»“.,;:!?…)]。，！？；："
_CLAUSE_MARKS = ",;:.!?–—-(„“”»"
# After these a clause begins by itself; after a preposition only where a mark is before it.
# Shorter ones are initials, variables or data, unless the data file calls them words of the language.
_SHORTEST = 2
# Languages that write nouns with a capital: a doubled one as frequent as this is no name.
_CAPITAL_NOUNS, _A_NOUN = frozenset(("de", "lb")), -11.5
# A word this frequent is no name either: not Baden Baden.
_A_FUNCTION = -7.0
_AROUND = 60
# A a: the letter of which a text speaks.
_FIRST_LETTERS = "aаáà"
# How far back in a sentence, in words, a clause that ends in the first of the two may begin.
_EARLIER = 12
# A longer word that is there three times is there for effect.
_FUNCTION_WORD = 3


class _Only(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that may double beside certain others: patterns of their neighbours, words ``earlier`` in the
    sentence, or ``open``: no mark follows the next word."""

    words: str
    before: str = ""
    next: str = ""
    earlier: str = ""
    open: bool = False


class _Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    right: str = ""
    clause: str = ""
    letters: str = ""
    listed: bool = False
    faulty: str = ""
    long: int = 0
    spared: str = ""
    only: tuple[_Only, ...] = ()


@cache
def _row(lang: str) -> _Language:
    # "und" has what may be there twice in every language, which is no fact of one.
    own = {key: value for key, value in language_facts(lang).get("doubles", {}).items() if key != "always"}
    return msgspec.convert(own, _Language)


@cache
def _right(lang: str) -> frozenset[str]:
    always = language_facts("und")["doubles"]["always"]
    return frozenset(f"{always} {_row(lang).right}".split()) - _faulty(lang)


@cache
def _faulty(lang: str) -> frozenset[str]:
    return frozenset(_row(lang).faulty.split())


@cache
def _only(lang: str) -> dict[str, list[_Only]]:
    """Tables of a language by their words."""
    found: dict[str, list[_Only]] = {}
    for table in _row(lang).only:
        for word in table.words.split():
            found.setdefault(word, []).append(table)
    return found


def _may_double(word: str, lang: str, tokens: tuple[str, ...], index: int) -> bool:
    """Whether a word may be there twice, as tokens ``index`` and the next one."""
    row = _row(lang)
    if row.spared and _is_set_apart(row.spared.split(), tokens, index):
        return True
    if word in row.clause.split() and _begins_clause(tokens[max(0, index - 2) : index]):
        return True
    if row.listed:
        return word not in _faulty(lang) and not (row.long and len(word) >= row.long)
    return word in _right(lang) or any(_fits(table, tokens, index) for table in _only(lang).get(word, ()))


def _is_set_apart(spared: list[str], tokens: tuple[str, ...], index: int) -> bool:
    """Whether a sentence sets its doubled first word against the rest: `Кто кто, а он придёт`."""
    if index and tokens[index - 1][-1] not in ".!?…:–—":
        return False
    return tokens[index + 1][-1] == "," and not {*spared}.isdisjoint(tokens[index + 2 : index + 3])


def _begins_clause(before: tuple[str, ...]) -> bool:
    """Whether a clause begins after these one or two tokens: a mark, a conjunction, `, mit`."""
    if not before or before[-1][-1:] in _CLAUSE_MARKS or before[-1] in word_set("und", "conjunctions"):
        return True
    return before[-1] in word_set("und", "clause-prepositions") and before[0][-1:] in _CLAUSE_MARKS


def _fits(table: _Only, tokens: tuple[str, ...], index: int) -> bool:
    if table.before and not (index and re.match(table.before, tokens[index - 1].strip(_OPENING))):
        return False
    following = tokens[index + 2].strip(_OPENING + _CLOSING) if index + 2 < len(tokens) else ""
    if table.next and not re.match(table.next, following):
        return False
    if table.open and tokens[index + 2 : index + 3] != (following,):
        return False
    if not table.earlier:
        return True
    wanted = table.earlier.split()
    for token in reversed(tokens[max(0, index - _EARLIER) : index]):
        if token[-1] in ".!?…":
            return False
        if token.strip(_OPENING + _CLOSING) in wanted:
            return True
    return False


@rule(
    "FLU001",
    "doubled-word",
    category="linguistic/grammar",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    skip=NOT_PROSE,
    examples=(("The minister left the the hall.", "The minister left the hall."),),
)
def doubled_word(view: View, options: Options) -> Iterator[Hit]:
    """A word is doubled: `the the`

    Brackets that only repeat what is before them (`NATO (NATO)`) count too, and so do groups of words
    (`opened the gate opened the gate at nine`).

    Left alone are words that may meet themselves (`that that`, German `die die`), emphasis and cries (`very
    very`, `no no`), names (`Duran Duran`), numbers, words on two lines or on either side of a stop, and
    languages that form plurals so. Nothing is reported where the source doubles words too. corpora/lang has
    the lists.
    """
    yield from _glosses(view)
    yield from _labels(view)
    if view.tag.base == "ar":
        for match in _SPELLED_TWICE.finditer(view.text):
            yield Hit(
                match.start(),
                match.end(),
                f"{match[match.lastindex or 0]!r} is doubled",
                match[match.lastindex or 0],
                safety=Safety.DISPLAY,
            )
    if not view.document.source:
        for first, second in doubled_phrases(view):
            message = f"{view.text[slice(*second)]!r} is there twice"
            yield Hit(first.start, second.end, message, view.text[slice(*first)], PROBABLE)
    pairs = _pairs(view)
    if not pairs:
        return
    done = 0
    excused = view.once(_doubled_in, view.document.source or "")
    for index in pairs:
        first, second = view.token_span(index), view.token_span(index + 1)
        start = _core(view.text, first).start
        word = view.lowered[start : first.end]
        lang = tag(view.lang_at(start)).base
        if (
            start < done
            or excused
            or (len(word) < _SHORTEST and not _is_lone_letter(view, index, word, lang))
            or (_may_double(word, lang, view.tokens, index) and not _is_capital_twice(view, index, lang))
            or _is_exempt(view, index, first, second)
            or (len(word) > _SHORTEST and in_free_relative(view, index))
        ):
            continue
        while index + 2 < len(view.tokens) and view.tokens[index + 2].rstrip(_CLOSING) == word:
            index += 1
        end = done = _core(view.text, view.token_span(index + 1)).end
        yield Hit(start, end, f"{view.text[start : first.end]!r} is doubled", view.text[start : first.end])


# The same word of Arabic in both of its spellings: في فى.
_SPELLED_TWICE = lazyre.compile(r"(?<!\w)(?:(في)\s+فى|(فى)\s+في|(إلى)\s+الى|(الى)\s+إلى|(على)\s+علي)(?!\w)")


# A gloss in brackets: an abbreviation of the source, translated a second time.
_GLOSS = lazyre.compile(r" \(([^()\n]{2,60})\)")
_GLOSS_REACH, _LONG_WORD = 80, 4


def _glosses(view: View) -> Iterator[Hit]:
    """Brackets that only repeat what is in front: `the missile defence system (US missile defence)`."""
    if " (" not in view.text:
        return
    for match in _GLOSS.finditer(view.text):
        inside = match[1].replace(",", " ").split()
        before = view.text[max(0, match.start() - _GLOSS_REACH) : match.start()].split()[-len(inside) - 3 :]
        if not inside or not before or any(c.isdigit() for c in match[1]):
            continue
        same = before[-len(inside) :] == inside and (
            len(inside) > 1 or (inside[0].isupper() and len(inside[0]) > 1)
        )
        there = {each.lower() for each in before}
        repeated = [word for word in inside if word.lower() in there]
        long = sum(len(word) >= _LONG_WORD for word in repeated) > 1
        within = len(inside) > 2 and len(repeated) >= len(inside) - 1 and long and _in_order(repeated, before)
        if same or within:
            yield Hit(match.start(), match.end(), f"the brackets repeat {' '.join(repeated)!r}", "")


# A line is a label that is there twice: a button and its title.
_MAX_LABEL, _LEAST_LABEL = 100, 8


def _labels(view: View) -> Iterator[Hit]:
    """Lines whose second half is the first again: `Choose language Choose language`."""
    for start, end in view.lines:
        if not _LEAST_LABEL <= end - start <= _MAX_LABEL:
            continue
        words = view.lowered[start:end].split()
        half = len(words) // 2
        if len(words) % 2 == 0 and words[:half] == words[half:] and all(map(_is_word, words)):
            long = half > 1 or view.text[start:end].isupper()
            if long and len(set(words)) == half:  # not la la la la
                second = start + view.lowered[start:end].rindex(words[half]) if half == 1 else None
                middle = second or start + (end - start) // 2
                yield Hit(middle, end, "the line is doubled", safety=Safety.DISPLAY)


def _in_order(words: list[str], among: list[str]) -> bool:
    """Whether the words stand side by side, in this order, among the others."""
    wanted, there = [word.lower() for word in words], [word.lower() for word in among]
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there)))


def _pairs(view: View) -> list[int]:
    """Numbers of tokens that the next one repeats, marks before and after the two aside."""
    tokens = view.tokens
    bare = {token: token.strip(_OPENING + _CLOSING) for token in view.marked_tokens}
    words = list(map(bare.get, tokens, tokens))
    found = []
    for index in compress(count(), map(eq, words, islice(words, 1, None))):
        token, following = tokens[index], tokens[index + 1]
        extra = len(token) - len(following)
        ends = following.startswith(token) and not following[len(token) :].strip(_CLOSING)
        begins = extra > 0 and token.endswith(following) and not token[:extra].strip(_OPENING)
        if (ends or begins) and _is_word(token.lstrip(_OPENING)):
            found.append(index)
    return found


def _is_word(token: str) -> bool:
    return is_word(token.replace("’", "").replace("'", "").replace("-", ""))


def _is_usual(word: str, lang: str, least: float) -> bool:
    known = wordlist(lang)
    return known is not None and least < known.log(word) < 0


def _core(text: str, token: Span) -> Span:
    """A token without the marks around it."""
    piece = text[slice(*token)]
    return Span(
        token.start + len(piece) - len(piece.lstrip(_OPENING)),
        token.end - len(piece) + len(piece.rstrip(_CLOSING)),
    )


def _is_capital_twice(view: View, index: int, lang: str) -> bool:
    """Whether a German word has a capital twice: `Das Das Haus`, where `das das Haus` may be right."""
    one, other = (view.text[slice(*_core(view.text, view.token_span(each)))] for each in (index, index + 1))
    return (
        lang in _CAPITAL_NOUNS
        and one == other
        and one.istitle()
        and _is_usual(one.lower(), lang, _A_FUNCTION)
    )


def _is_lone_letter(view: View, index: int, word: str, lang: str) -> bool:
    """Whether a word of one letter is there twice between words: not `a a b b`, not an initial."""
    around = view.tokens[max(0, index - 1) : index] + view.tokens[index + 2 : index + 3]
    span = view.token_span(index)
    # В в порту: a capital begins a sentence. A list of letters has a mark after both.
    begins = view.tokens[index + 1] == word and view.text[view.token_starts[index + 1]].islower()
    begins = begins and word not in _FIRST_LETTERS
    return (
        word in _row(lang).letters.split()
        and (begins or view.text[slice(*span)].islower())
        and bool(around)
        and all(len(token) >= _SHORTEST for token in around)
    )


def _is_exempt(view: View, index: int, first: Span, second: Span) -> bool:
    text, tokens = view.text, view.tokens
    if "\n" in text[first.end : second.start] or "\r" in text[first.end : second.start]:
        return True
    if "  " in text[first.end : second.start] or "\t" in text[first.end : second.start]:
        return True  # columns
    again, previous, following = tokens[index + 1], tokens[index - 1 : index], tokens[index + 2 : index + 3]
    core = tokens[index].strip(_OPENING)
    near = [token.strip(_OPENING + _CLOSING) for token in (*previous, *following)]
    chain = again in previous or core in near
    if chain and len(tokens[index]) > _FUNCTION_WORD:
        return True  # bigger bigger bigger: emphasis, or a loop (FLU002)
    one, other = text[slice(*_core(text, first))], text[slice(*_core(text, second))]
    if one.isupper() and len(one) > _SHORTEST:
        around = text[max(0, first.start - _AROUND) : second.end + _AROUND]
        return not other.isupper() or around.isupper()
    if other[:1].isupper():
        lang = view.tag.base
        usual = _is_usual(other.lower(), lang, _A_NOUN) or (lang in languages() and _is_noun(other, lang))
        noun = lang in _CAPITAL_NOUNS and other.istitle() and usual
        return not (noun and one == other)  # a name: Sirhan Sirhan
    known = wordlist(view.tag.base)
    begins = previous and text[view.token_span(index - 1).start].isupper() and one.isascii()
    if begins and known and one.lower() not in known:
        return True  # a subspecies: Gymnocypris przewalskii przewalskii
    # A species (Perdix perdix), unless the capital is that of a sentence.
    return one[:1].isupper() and text[max(0, first.start - 8) : first.start].rstrip(" " + _OPENING)[
        -1:
    ] not in ("", "\n", *".!?:…")


def _is_noun(word: str, lang: str) -> bool:
    """Whether a word with a capital is a noun by its table of forms, and no name."""
    table = forms(lang)
    return table.is_a(word, "noun") and not table.is_a(word, "name")


def _doubled_in(source: str) -> bool:
    """Whether a source doubles a word, whatever the language: `очень очень` may be `very very`."""
    tokens = [token.strip(_OPENING + _CLOSING) for token in source.lower().split()]
    return any(a == b and _is_word(a) for a, b in pairwise(tokens))
