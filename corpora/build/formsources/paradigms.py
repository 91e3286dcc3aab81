"""Readings of Czech and Ukrainian forms: the endings of a paradigm, put to the stem of each lemma.

simplemma or a hunspell dictionary says which forms belong to a lemma; the paradigm that explains most of them
tells their slots.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.lexicon.features import CASES, PERSONS, slots_of

from .features import Reading, adjective, noun, other, slots, verb

TABLES = Path(__file__).with_name("paradigms.toml")
# Of the forms that simplemma gives a lemma, the share that a paradigm must explain, and how many at least.
MIN_SHARE, MIN_FORMS = 0.7, 3
# Masculines whose genitive plural is bare after numbers, beside the one with an ending.
_BARE = frozenset("раз чоловік вольт ват ампер біт байт грам кілограм солдат татар варяг".split())
_SINGULAR = slots_of("p.sg")
VOWELS = "aeiouyáéíóúůýěаеиіоуюяєї"


class Paradigm(NamedTuple):
    ending: str
    gender: str
    cells: tuple[tuple[str, int], ...]  # ending, slots


def _cells(gender: str, columns: list[str], number: str) -> list[tuple[str, int]]:
    found = []
    for case, column in zip(CASES_ORDER, columns, strict=True):
        for ending in column.split("/"):
            if ending != ".":
                found.append((ending.replace("-", ""), slots(gender, number, (case,))))
    return found


_PARTICIPLES = {
    "uk": ("ан", "ян", "ен", "єн", "ят", "ут", "ит", "ач", "юч", "уч"),
    "cs": ("an", "án", "en", "ěn", "ut", "it", "at", "ět", "ouc", "ic", "íc"),
}
CASES_ORDER = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
assert set(CASES_ORDER) == set(CASES)


def _nouns(table: str) -> list[Paradigm]:
    found = []
    for line in table.strip().splitlines():
        ending, gender, *columns = line.split()
        cells = _cells(gender, columns[:7], "sg") + _cells(gender, columns[7:], "pl")
        found.append(Paradigm(ending.replace("-", ""), gender, tuple(cells)))
    return found


def _plural(table: str) -> list[Paradigm]:
    found = []
    for line in table.strip().splitlines():
        ending, *columns = line.split()
        found.append(Paradigm(ending, "mifn", tuple(_cells("mifn", columns, "pl"))))
    return found


class Language:
    """The tables of one language, and the forms that are words of it."""

    def __init__(self, lang: str, words: Set[str]) -> None:
        table: dict[str, Any] = tomllib.loads(TABLES.read_text("utf-8"))[lang]
        self.changes = [tuple(pair.split(":")) for pair in table["changes"].split()]
        self.nouns, self.plural = _nouns(table["nouns"]), _plural(table["plural_only"])
        self.adjectives = [line.split() for line in table["adjectives"].strip().splitlines()]
        self.soft = [line.split() for line in table["soft"].strip().splitlines()]
        self.adverbs = table["adverbs"].split()
        rows = map(str.split, table["closed"].strip().splitlines())
        self.closed: dict[str, str] = {word: pos for pos, *rest in rows for word in rest}
        self.verbs = {line.split()[0]: line.split()[1:] for line in table["verbs"].strip().splitlines()}
        self.infinitive = tuple(self.verbs["inf"])
        self.lang, self.words = lang, words

    def stems(self, stem: str) -> set[str]:
        """The stem and what it becomes: another last consonant, a vowel that comes or goes."""
        found = {stem}
        if self.lang == "uk" and stem[-1] not in VOWELS:
            found.add(stem + stem[-1])  # зелень, зеленню
        for old, new in self.changes:
            if stem.endswith(old):
                found.add(stem[: -len(old)] + new)
        found |= _open_syllables(stem)
        if len(stem) > 3 and stem[-2] in "eоеіuů" and stem[-1] not in VOWELS:
            found.add(stem[:-2] + stem[-1])
            if stem[-2] == "ů":
                found.add(stem[:-2] + "o" + stem[-1])
        if len(stem) > 2 and stem[-1] not in VOWELS and stem[-2] not in VOWELS:
            found |= {stem[:-1] + vowel + stem[-1] for vowel in ("e" if self.lang == "cs" else "ое")}
        return found

    def expanded(self, lemma: str, paradigm: Paradigm, words: Set[str]) -> dict[str, int]:
        """The forms of a lemma by one paradigm, those that are words, with their slots."""
        base = lemma[: len(lemma) - len(paradigm.ending)]
        forms: dict[str, int] = defaultdict(int)
        for place, stem in enumerate([base, *sorted(self.stems(base) - {base})]):
            for ending, bits in paradigm.cells:
                if place and not ending and len(stem) <= len(base):
                    continue
                form = stem + ending
                if form in words and not (
                    not ending and bits & ~_SINGULAR and self._has_genitive(stem, paradigm)
                ):
                    forms[form] |= bits
        return forms

    def _has_genitive(self, stem: str, paradigm: Paradigm) -> bool:
        """Whether a masculine has its genitive plural with an ending: автобусів, so автобус is none."""
        return (
            self.lang == "uk" and paradigm.gender in "mi" and stem + "ів" in self.words and stem not in _BARE
        )


def _open_syllables(stem: str) -> set[str]:
    """Stems whose і is another vowel where an ending opens the syllable: рік, року; міст, мосту."""
    for after in (1, 2):
        place = len(stem) - after - 1
        if place >= 1 and stem[place] == "і" and not set(stem[place + 1 :]) & set(VOWELS):
            return {stem[:place] + vowel + stem[place + 1 :] for vowel in "ое"}
    return set()


def _adjective(language: Language, lemma: str, forms: Set[str], soft: bool) -> Iterator[Reading]:
    rows = language.soft if soft else language.adjectives
    stem = lemma[: -len(rows[0][0])]
    participle = stem.endswith(_PARTICIPLES[language.lang])
    prefixes = [stem, "ne" + stem if language.lang == "cs" else "не" + stem]
    for change in {stem, *language.stems(stem)}:
        for ending, notation in rows:
            if change == stem or (ending == "í" and change[-1] not in "šč"):  # lehčí is compared
                for form in {change + ending, *(prefix + ending for prefix in prefixes)}:
                    if form in forms or form in language.words:
                        yield adjective(form, slots_of(notation))
                        if participle:  # it may have an object of its own: наданий клієнтам
                            yield other(form, "verb")
    # In Ukrainian only a comparative has an adverb like its neuter: більше, but нове is none.
    is_compared = language.lang == "cs" or stem.endswith("ш")
    for ending in (*language.adverbs, *("е" if is_compared and language.lang == "uk" else "")):
        for change in language.stems(stem):
            if change + ending in language.words:
                yield other(change + ending, "adv")


_FEMININES = {"ли": "ла", "лися": "лася", "лись": "лась", "li": "la", "ly": "la"}


def _marks(language: Language, form: str, forms: Set[str]) -> list[str]:
    """What the ending of a verb says; a past beside its feminine and a present in -ть are nothing else."""
    marks = [mark for mark, endings in language.verbs.items() if form.endswith(tuple(endings))]
    if language.lang == "cs":  # mají is no singular in -í, mohou none in -u
        longest = {mark: max(len(e) for e in language.verbs[mark] if form.endswith(e)) for mark in marks}
        most = max((longest[mark] for mark in marks if mark in PERSONS), default=0)
        marks = [mark for mark in marks if mark not in PERSONS or longest[mark] == most]
    for ending, feminine in _FEMININES.items():
        if form.endswith(ending) and form.removesuffix(ending) + feminine in forms:
            return ["pastpl"]
    if {"3sg", "3pl"} & {*marks} and form.endswith(("ть", "ться")):
        marks = [mark for mark in marks if mark in ("3sg", "3pl")]
    return marks


def _verb(language: Language, forms: Set[str]) -> Iterator[Reading]:
    for form in forms:
        marks = _marks(language, form, forms)
        if marks:
            yield verb(form, *marks)
            if language.lang == "cs":
                yield verb("ne" + form, *marks)


def _is_verb(language: Language, lemma: str, forms: Set[str]) -> bool:
    """Whether a lemma like an infinitive has a past, which a noun like možnost or лобі has not."""
    ends = ("ла", "лася") if language.lang == "uk" else ("l", "la", "lo", "li", "ly")
    return lemma.endswith(language.infinitive) and any(form.endswith(ends) for form in forms)


def _noun(language: Language, lemma: str, forms: Set[str], is_whole: bool) -> Iterator[Reading]:
    """Readings of a noun by the paradigms that explain most; ``is_whole`` where all its forms are known."""
    candidates = []
    for paradigm in language.nouns + language.plural:
        if lemma.endswith(paradigm.ending) and len(lemma) - len(paradigm.ending) >= 2:
            if not paradigm.ending and lemma[-1] in VOWELS + "ьй":
                continue
            made = language.expanded(lemma, paradigm, forms if is_whole else language.words)
            candidates.append((len(forms & made.keys()), made, paradigm))
    best = max((score for score, _, _ in candidates), default=0)
    if best < MIN_FORMS or best < MIN_SHARE * len(forms):
        return
    for score, made, _ in candidates:
        if score >= best - (best > 6 and not is_whole):
            for form, bits in made.items():
                yield noun(form, bits)


def hunspell(folder: Path) -> Iterator[tuple[str, set[str]]]:
    """Each entry of a dictionary of hunspell, whose flags are single letters, with all its forms."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in (folder / "uk_UA.aff").read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            gone, added = ("" if part == "0" else part for part in parts[2:4])
            rules[parts[1]].append((gone, added.partition("/")[0], re.compile(f"{parts[4]}$")))
    for line in (folder / "uk_UA.dic").read_text("utf-8").splitlines()[1:]:
        lemma, _, flags = line.split()[0].partition("/")
        forms = {
            lemma[: len(lemma) - len(gone)] + added
            for flag in flags
            for gone, added, ends in rules[flag]
            if lemma.endswith(gone) and ends.search(lemma)
        }
        if forms:
            yield lemma, forms | {lemma}


def read(
    lang: str, groups: Iterable[tuple[str, set[str]]], words: Set[str], is_whole: bool = False
) -> Iterator[Reading]:
    """Readings of all forms of a language's lemmas."""
    language = Language(lang, words)
    hard = language.adjectives[0][0]
    for word, pos in language.closed.items():
        yield other(word, pos)
    for lemma, forms in groups:
        if _is_verb(language, lemma, forms) and len(forms) > 3:
            yield from _verb(language, forms)
        elif lemma.endswith(hard) and len(lemma) > 3:
            yield from _adjective(language, lemma, forms, soft=False)
        elif lemma.endswith(language.soft[0][0]) and any(f.endswith(language.soft[1][0]) for f in forms):
            yield from _adjective(language, lemma, forms, soft=True)
        elif lemma[:1].islower():
            yield from _noun(language, lemma, forms, is_whole)
