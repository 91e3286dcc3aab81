"""Finds notices that a text was machine-translated, in 105 languages, by slots instead of sentences.

A notice is a short stretch whose words are nearly all accounted for: something *translated*, by a
*machine* or a named engine, about this *text*, with *evidence* such as "not edited", "errors",
"original". News about machine translation holds the same words among many others, so the share of
words accounted for tells the two apart. The wording is data: corpora/disclaimers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.rules.boilerplate.denials import denies
from mtcheck.rules.boilerplate.disclaimer_data import (
    Language,
    automatic,
    by_translated,
    gates,
    is_known,
    languages,
    speaks_of_it,
    without_engines,
    words_for_translated,
)
from mtcheck.rules.boilerplate.told import is_reported
from mtcheck.rules.phrases import (
    OPENING_MARKS,
    Lines,
    fold,
    line_numbers,
    sentences_in,
    trimmed,
)

# A notice is short: the longest seen, three sentences with a link, has 290 characters.
MAX_CHARACTERS = 420
# "Attention!" and the like before a notice.
MAX_NOTE = 24
# Shares of words accounted for, by points; tuned on the rows' own examples and 43,200 news and MT lines.
MIN_COVERAGE_STRONG = 0.6
MIN_COVERAGE_FAIR = 0.7
MIN_COVERAGE_WEAK = 0.8
MIN_COVERAGE_FOLLOWER = 0.55
# "To read it in the original, [click here](…)": a link right behind a notice, and a word of evidence.
MIN_COVERAGE_LINK = 0.3
STRONG_POINTS = 6
FAIR_POINTS = 5
MIN_POINTS = 3
# Without the word for the text and without evidence only a label such as "Translated by X" is left.
MAX_LABEL_WORDS = 12
# "Translated by AI" says it all; "Machine translation" may be the title of an article about it.
MIN_SENTENCE_WORDS = 3


class Disclaimer(NamedTuple):
    """A stretch of the text that is a notice, and the language it is written in."""

    start: int
    end: int
    lang: str


class _Unit(NamedTuple):
    """A folded line or sentence: without the names of engines, and what was seen on the way."""

    words: str
    engine: bool
    starts_with_engine: bool
    digits: bool
    asks: bool
    bracketed: bool
    ends: bool
    capitals: frozenset[str]


def find_disclaimers(view: Lines) -> list[Disclaimer]:
    """Notices of the text, in order; a line that is all notice is one stretch. Ask ``View.once`` for it."""
    notices: list[Disclaimer] = []
    # Only what holds a word for a machine or an engine, in any language, can be a notice.
    gated = sorted(offset for _, offset in gates().found(view))
    done = -1
    for index in line_numbers(view.lines, gated):
        if index <= done:
            continue
        done = index
        line = view.lines[index]
        start, end = trimmed(view.text, line.start, line.end)
        for found in _in_line(view, start, end, gated):
            notices.append(found)
            if (found.start, found.end) == (start, end):
                following = list(_following_lines(view, index + 1, found.lang))
                done += len(following)
                notices += following
    return notices


def _in_line(view: Lines, start: int, end: int, gated: list[int]) -> Iterator[Disclaimer]:
    text = view.text
    pieces = sentences_in(view, start, end)
    if end - start <= MAX_CHARACTERS and len(pieces) <= 3:
        whole = judge(text[start:end], whole_line=True)
        if whole and all(
            judge(text[a:b], whole_line=True) or follows(text[a:b], whole, strict=False) or b - a <= MAX_NOTE
            for a, b in pieces
        ):
            yield Disclaimer(start, end, whole.lang)
            return
    position = 0
    while position < len(pieces):
        a, b = pieces[position]
        position += 1
        place = bisect_left(gated, a)
        if b - a > MAX_CHARACTERS or place == len(gated) or gated[place] >= b:
            continue
        language = judge(text[a:b], whole_line=(a, b) == (start, end))
        if not language:
            continue
        rest = [text[slice(*piece)] for piece in pieces[position:]]
        if a == start and rest and all(speaks_of_it(fold(said), language) for said in rest):
            yield Disclaimer(start, end, language.lang)
            return
        while position < len(pieces) and follows(text[slice(*pieces[position])], language, strict=False):
            b = pieces[position][1]
            position += 1
        yield Disclaimer(a, b, language.lang)


def _following_lines(view: Lines, index: int, lang: str) -> Iterator[Disclaimer]:
    """At most two lines right under a notice that carry it on ("The text was not edited.")."""
    language = next(each for each in languages() if each.lang == lang)
    for line in view.lines[index : index + 2]:
        start, end = trimmed(view.text, line.start, line.end)
        if start == end or end - start > MAX_CHARACTERS or judge(view.text[start:end], whole_line=True):
            return
        if not follows(view.text[start:end], language, strict=True):
            return
        yield Disclaimer(start, end, lang)


def _unit(text: str) -> _Unit:
    words, engine, starts = without_engines(fold(text))
    return _Unit(
        words,
        engine,
        starts,
        _DIGIT.search(words) is not None,
        text.rstrip(" \"'”»")[-1:] in {"?", "？", "؟"},
        text[:1] in "([（【" if text else False,
        text.rstrip()[-1:] in tuple(".。।۔"),
        frozenset(fold(" ".join(word for word in _CAPITAL.findall(text[1:]) if word[0].isupper())).split()),
    )


_DIGIT = lazyre.compile(r"\d")
_CAPITAL = lazyre.compile(r"(?<=[\s\u00a0])[^\W\d_a-zа-яёіїєґ][^\W\d_]+")


def judge(text: str, *, whole_line: bool) -> Language | None:
    """The language in which a short stretch is a notice of machine translation, or None.

    >>> judge("This page was translated by machine and not edited.", whole_line=True).lang
    'en'
    >>> judge("Machine translation has changed the industry.", whole_line=True)
    """
    if text[:1] in OPENING_MARKS:
        return None
    words = fold(text)
    if not any(map(words.__contains__, words_for_translated(words.isascii()))):
        return None
    unit = _unit(text)
    language = _judge_unit(unit, whole_line) or _judge_clauses(text, unit.words)
    if language is None and "](" in text and ". " not in _LINK.sub("", text):  # by [a service](…)
        language = _judge_unit(_unit(_LINK.sub(" ", text)), False)
    if language and (is_reported(text, language) or denies(text, language)):
        return None
    return language


# What parts a notice from a warning: "…, so read it with care", "Attention: …".
_CLAUSE_MARK = lazyre.compile(r"[,;:!–—](?:\s+|$)| - ")
# A sentence that is one of several begins so: "For example, …". Who calls for attention sets a colon.
_BY_THE_WAY = lazyre.compile(r"[^\W\d_]+(?: [^\W\d_]+)?,\s")
_MOST_CLAUSES, _CALL_WORDS, _CLAUSE_COVERAGE, _WARNING_COVERAGE = 5, 2, 0.5, 0.4


def _judge_clauses(text: str, whole: str) -> Language | None:
    """The language of a notice that is one clause, where the others warn or call for attention."""
    clauses = [clause for clause in _CLAUSE_MARK.split(text) if clause.strip()]
    if _BY_THE_WAY.match(text):
        return None
    if not 1 < len(clauses) <= _MOST_CLAUSES or text.rstrip()[-1:] in {"?", "？", "؟"}:
        return None
    for place, clause in enumerate(clauses):
        language = _judge_unit(_unit(clause), False)
        if language is None or any(word in whole for word in language.veto):
            continue
        others = [other for index, other in enumerate(clauses) if index != place]
        if all(_is_warning(other, language) for other in others):
            return language
    return None


def _is_warning(clause: str, language: Language) -> bool:
    words = _unit(clause).words
    if language.spaced and len(words.split()) <= _CALL_WORDS:
        return True
    evidence = any(stem in words for stem in language.evidence)
    return coverage(words, language) >= (_WARNING_COVERAGE if evidence else _CLAUSE_COVERAGE)


def _judge_unit(unit: _Unit, whole_line: bool) -> Language | None:
    lengths: dict[int, tuple[int, Language]] = {}
    for stem, spoken in by_translated(unit.words.isascii()).items():
        if stem in unit.words:
            for language in spoken:
                longest = max(len(stem), lengths.get(id(language), (0, language))[0])
                lengths[id(language)] = (longest, language)
    best: tuple[float, float, int] = (0.0, 0.0, 0)
    winner = None
    for translated, language in lengths.values():
        machine = _matched(unit.words, language.machine)
        if not machine and not unit.engine:
            continue
        rank = _rank(unit, language, machine=bool(machine), whole_line=whole_line)
        if rank and (*rank, translated + machine) > best:
            best, winner = (*rank, translated + machine), language
    return winner


def _matched(words: str, slot: tuple[str, ...]) -> int:
    """Length of the longest stem of the slot that the words hold; 0 when they hold none."""
    return max((len(stem) for stem in slot if stem in words), default=0)


def _rank(unit: _Unit, language: Language, *, machine: bool, whole_line: bool) -> tuple[float, float] | None:
    """(coverage, points) of an accepted notice in one language, None when it is refused."""
    words = unit.words
    if unit.asks or any(word in words for word in language.veto):
        return None
    words = by_place = _known_by_place(unit, language)
    if whole_line and _ANY not in words:
        words = _known_subject(words, language)
    says_text = _ANY in words or any(stem in words for stem in language.text)
    evidence = sum(stem in words for stem in language.evidence)
    tongue = sum(stem in words for stem in language.tongue)
    points = 2 * says_text + 2 * min(evidence, 3) + unit.engine + machine + min(tongue, 2)
    share = coverage(words, language)
    if unit.digits and points < STRONG_POINTS:
        return None
    if not says_text and not evidence:
        whole = machine and share >= 1.0 and (len(words.split()) >= MIN_SENTENCE_WORDS or unit.ends)
        label = bool(
            tongue
            or (unit.engine and not unit.starts_with_engine)
            or unit.bracketed
            or whole
            or (unit.engine and share >= 1.0 and _ends_in_translated(words, language))
        )
        short = (
            len(words.split()) <= MAX_LABEL_WORDS if language.spaced else len(words) <= 3 * MAX_LABEL_WORDS
        )
        accepted = whole_line and label and short and share >= MIN_COVERAGE_WEAK
    else:
        needed = MIN_COVERAGE_WEAK
        if points >= FAIR_POINTS:
            needed = MIN_COVERAGE_STRONG if points >= STRONG_POINTS else MIN_COVERAGE_FAIR
        if unit.starts_with_engine:
            needed = MIN_COVERAGE_WEAK if evidence else 1.1
        accepted = points >= MIN_POINTS and share >= needed
    # Another language may know the noun that was put out of count here.
    return (share - _LESS_SURE * (words != by_place), float(points)) if accepted else None


_LESS_SURE = 0.01
_VERB_REST = lazyre.compile(r"[ぁ-ん ]*$")


def _ends_in_translated(words: str, language: Language) -> bool:
    """Whether the last of several words says *translated*, as where the service is named first."""
    if not language.spaced:  # the name of the service says it too: Google 翻訳で翻訳されました
        found = [words.rfind(stem) + len(stem) for stem in language.translated if words.count(stem) > 1]
        return bool(found) and _VERB_REST.match(words, max(found)) is not None
    parts = words.split()
    return len(parts) > 1 and any(stem.strip() in parts[-1] for stem in language.translated)


# Stand for what its place tells: a noun after "this", the name of a service after "with".
_ANY, _NAMED = "\x01", "\x02"
_NOUN_WORDS, _MOST_NAMES = 2, 2
# The place of the noun that a line speaks of: behind an article, or a verb in front.
_LAST_OF_SUBJECT = 2


def _known_by_place(unit: _Unit, language: Language) -> str:
    """The words, with any noun beside a word for "this" and any name after a small word put out of count."""
    parts = unit.words.split()
    if not language.spaced or not (language.this or unit.capitals):
        return unit.words
    known = [is_known(word, language) for word in parts]
    for place, word in enumerate(parts):
        if word in language.this:
            if not _is_translated(parts, place, language):
                break
            near = [place + step for step in (1, 2, -1) if 0 <= place + step < len(parts)]
            odd = [index for index in near if not known[index]][:_NOUN_WORDS]
            for index in odd:
                parts[index], known[index] = _ANY, True
            break
    names = 0
    for place, word in enumerate(parts):
        behind = place and (parts[place - 1] in language.small or parts[place - 1] == _NAMED)
        if behind and not known[place] and word in unit.capitals and not language.capital_nouns:
            parts[place] = _NAMED
            names += 1
    return f" {' '.join(parts)} " if names <= _MOST_NAMES else unit.words


# Small words for whose translation it is, and languages whose verb comes last: there a noun in front of
# "this" has nothing to do with it.
_OF = frozenset("of de di do da del della dello du des von van av af".split())
_VERB_LAST = frozenset(
    "ko tr az uz kk ky tt tk hi bn mr ne pa gu ur ta te kn ml si fa ps eu mn fi et hu".split()
)
_FAR = 4


def _is_translated(parts: list[str], place: int, language: Language) -> bool:
    """Whether "this" in a sentence belongs to what is translated, and is no place: at this college."""
    before = parts[place - 1] if place else ""
    if before in language.small and before not in _OF:
        return False
    if any(_says_translated(word, language) for word in parts[place + 1 :]):
        return True
    if before in _OF:
        return any(_says_translated(word, language) for word in parts[max(0, place - _FAR) : place])
    return _says_translated(before, language) and language.lang not in _VERB_LAST


def _says_translated(word: str, language: Language) -> bool:
    return any(stem.strip() in word for stem in language.translated)


def _known_subject(words: str, language: Language) -> str:
    """The words of a line with its subject put out of count, where all others are known.

    `The recipe was translated by AI` tells of any noun.

    The machine has to be one, or artificial: what is done *automatically* may be a transfer of money.
    """
    parts = words.split()
    odd = [place for place, word in enumerate(parts) if not is_known(word, language)]
    says_text = any(stem in words for stem in language.text)
    sure = any(stem in words and not stem.strip().startswith(automatic()) for stem in language.machine)
    if len(odd) != 1 or odd[0] > _LAST_OF_SUBJECT or len(parts) > MAX_LABEL_WORDS or says_text or not sure:
        return words
    parts[odd[0]] = _ANY
    return f" {' '.join(parts)} "


def coverage(words: str, language: Language) -> float:
    """Share, 0-1, of the folded words (characters, where words are not spaced) that slots account for."""
    if language.eraser:
        letters = words.replace(" ", "")
        return 1 - len(language.eraser.sub("", letters).replace(" ", "")) / len(letters) if letters else 0.0
    parts = words.split()
    known, small = language.known, language.small
    covered = sum(
        1
        for word in parts
        if word in small
        or word in language.this
        or word in (_ANY, _NAMED)
        or any(stem in word for stem in known)
    )
    return covered / len(parts) if parts else 0.0


# Where a link leads says nothing of what is said: [click here]({{< ref "index.md" >}}).
_LINK = lazyre.compile(r"\[[^\[\]\n]{1,60}\]\([^()\n]{0,300}\)")
_LINK_TARGET = lazyre.compile(r"\]\([^()\n]{0,300}\)")


def follows(text: str, language: Language, *, strict: bool) -> bool:
    """Whether a stretch after a notice carries it on: "it was not edited", "see the original"."""
    if len(text) > MAX_CHARACTERS:
        return False
    bare = _LINK_TARGET.sub("]", text)
    words = _unit(bare).words
    evidence = sum(stem in words for stem in language.evidence)
    says_text = any(stem in words for stem in language.text + language.translated)
    if not evidence or (strict and not says_text) or is_reported(bare, language):
        return False
    least = MIN_COVERAGE_FAIR if strict else MIN_COVERAGE_FOLLOWER
    return coverage(words, language) >= (least if bare == text or strict else MIN_COVERAGE_LINK)
