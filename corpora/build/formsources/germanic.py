"""Dutch (UniMorph, dutch-plurals, two treebanks) and English (lemminflect)."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .features import Reading, adjective, noun, other, slots, verb


def english(path: Path) -> Iterator[Reading]:
    """infl_lu.csv.gz of lemminflect: lemma, part of speech, then the forms in a fixed order."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for lemma, kind, *cells in csv.reader(file):
            forms = [cell.split("/") if cell else [] for cell in cells]
            if kind == "noun":
                yield noun(lemma, slots("mifn", "sg"))
                for form in forms[0]:
                    yield noun(form, slots("mifn", "pl"))
            elif kind == "verb":
                yield verb(lemma, "inf", "pres")
                past, participle, gerund, third = forms
                for mark, made in (
                    ("pastm", past),
                    ("ppart", participle or past),
                    ("ger", gerund),
                    ("3sg", third),
                ):
                    for form in made:
                        yield verb(form, mark)
            elif kind in ("adj", "adv"):
                for form in (lemma, *(form for made in forms for form in made)):
                    yield adjective(form, 0) if kind == "adj" else other(form, "adv")


def dutch(path: Path) -> Iterator[Reading]:
    for line in path.read_text("utf-8").splitlines():
        _, _, rest = line.partition("\t")
        form, _, tags = rest.partition("\t")
        marks = set(tags.split(";"))
        if "N" in marks:
            genders = "mif" if marks & {"MASC", "FEM", "MASC+FEM"} else "n" if "NEUT" in marks else "mifn"
            yield noun(form, slots(genders, "pl" if "PL" in marks else "sg"))
        elif "ADJ" in marks:
            yield adjective(form, 0)
        elif "V" in marks:
            yield verb(form, *_dutch_verb(marks))


ARTICLES = {"de": "mif", "het": "n", "de/het": "mifn"}
# A last part of fewer letters is often none: dreef is no reef.
_LEAST_HEAD = 4


def dutch_nouns(folder: Path, trees: Iterable[Path]) -> Iterator[Reading]:
    """gender.tsv and input.tsv of dutch-plurals; a compound has the gender of its last part.

    The lists name a last part, but by letters alone (pleidooi: dooi), so both parts have to be words.
    Of a word with two genders one is often rare (de boek): then treebanks say which is meant.
    """
    with (folder / "gender.tsv").open(encoding="utf-8", newline="") as file:
        genders = {word: ARTICLES.get(article, "") for article, word in csv.reader(file, "excel-tab")}
    with (folder / "input.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row[:4] for row in csv.reader(file, "excel-tab") if row[1].islower() and row[0] != "woord"]
    genders |= {word: letters for word, letters in _only_genders(trees) if len(genders.get(word, "")) > 3}
    words = genders.keys() | {word for _, word, *_ in rows}
    for word, letters in genders.items():
        if letters and word.islower():
            yield noun(word, slots(letters, "sg"))
    for plural, word, _, note in rows:
        if letters := genders.get(word) or _gender_of_head(word, genders, words):
            yield noun(word, slots(letters, "sg"))
        if note != "meervoud bestaat niet" and plural.islower():
            yield noun(plural, slots("mifn", "pl"))


def _only_genders(trees: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Nouns that treebanks have more than once, and with one gender."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for path in trees:
        for reading in treebank(path, {"Com": "mif", "Neut": "n"}):
            for letters in ("mif", "n"):
                seen[reading.form][letters] += reading.nominal == slots(letters, "sg")
    for word, counts in seen.items():
        (letters, most), (_, other_one) = counts.most_common(2)
        if most > 1 and not other_one:
            yield word, letters


def _gender_of_head(word: str, genders: dict[str, str], words: set[str]) -> str:
    """The genders of all last parts that leave a word before them."""
    found = ""
    for cut in range(3, len(word) - _LEAST_HEAD + 1):
        first, head = word[:cut], word[cut:]
        links = (
            first,
            first.removesuffix("s"),
            first.removesuffix("en"),
            first.removesuffix("-"),
            f"{first}en",
        )
        if genders.get(head) and any(len(each) > 2 and each in words for each in links):
            found += genders[head]
    return "".join(sorted(set(found)))


def _dutch_verb(marks: set[str]) -> Iterator[str]:
    if "NFIN" in marks:
        yield "inf"
    elif "V.PTCP" in marks:
        yield "ppart" if "PST" in marks else "ger"
    else:
        number = "pl" if "PL" in marks else "sg"
        for person in "123":
            if person in marks or not marks & {"1", "2", "3"}:
                yield f"{person}{number}"


# Fewer forms have nouns whose plural ends like an infinitive.
_LEAST_FORMS = 4


def dutch_verbs(groups: dict[str, set[str]]) -> Iterator[Reading]:
    """Persons by the ending: speelt, speelde and liep are singular, spelen, speelden and liepen plural."""
    for lemma, forms in groups.items():
        is_verb = any(form.startswith("ge") or form.endswith("end") for form in forms - {lemma})
        if not (lemma.endswith("en") and lemma.islower() and is_verb) or len(forms) < _LEAST_FORMS:
            continue
        yield verb(lemma, "inf", "1pl", "2pl", "3pl")
        for form in forms - {lemma}:
            yield verb(form, *_dutch_persons(lemma, form, forms))


def _dutch_persons(lemma: str, form: str, forms: set[str]) -> tuple[str, ...]:
    if form.startswith("ge") and not lemma.startswith("ge"):
        return ("ppart",)
    if form.endswith("en"):
        return ("1pl", "2pl", "3pl")
    if (form.endswith(("de", "te")) and f"{form}n" in forms) or f"{form}en" in forms - {lemma}:
        return ("1sg", "2sg", "3sg")
    if form in (stem := _dutch_stem(lemma)):
        return ("1sg", "imp")
    if form.endswith("t") and form[:-1] in stem:
        return ("2sg", "3sg")
    return ("1sg", "2sg", "3sg") if not form.endswith("e") else ()


def _dutch_stem(lemma: str) -> tuple[str, ...]:
    """How the first person may be spelt: loop of lopen, bak of bakken, reis of reizen.

    >>> _dutch_stem("lopen"), _dutch_stem("reizen")
    (('lop', 'lo', 'loop'), ('reis', 'rei', 'reiis'))
    """
    stem = lemma[:-2]
    stem = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
    return stem, stem[:-1], f"{stem[:-1]}{stem[-2:-1]}{stem[-1:]}"


def treebank(path: Path, genders: dict[str, str]) -> Iterator[Reading]:
    """Nouns of a treebank in CoNLL-U with their gender and number."""
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] == "NOUN" and cells[5] != "_":
            features = dict(pair.split("=", 1) for pair in cells[5].split("|"))
            letters = "".join(genders.get(g, "") for g in features.get("Gender", "").split(","))
            if features.get("Number") == "Plur":
                letters = letters or "mifn"
            if letters and "Number" in features:
                yield noun(cells[1].lower(), slots(letters, "pl" if features["Number"] == "Plur" else "sg"))
