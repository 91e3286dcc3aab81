"""Russian (pymorphy3) and Polish (morfeusz2); what groups the forms of a lemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .features import Reading, adjective, noun, other, slots, verb

_GENDERS = {"masc": "mi", "femn": "f", "neut": "n"}
_CASES = {
    "nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc",
    "voct": "voc", "gen2": "gen", "acc2": "acc", "loc2": "loc",
}  # fmt: skip
_PLAIN = {
    "ADVB": "adv",
    "PREP": "prep",
    "CONJ": "conj",
    "PRCL": "part",
    "NPRO": "pron",
    "COMP": "comp",
    "PRED": "adv",
}


def russian(words: Iterable[str]) -> Iterator[Reading]:
    import pymorphy3

    morph = pymorphy3.MorphAnalyzer(lang="ru")
    for word in words:
        if not morph.word_is_known(word):
            continue
        for parse in morph.parse(word):
            yield from _opencorpora(word, parse.tag)


def _opencorpora(word: str, tag) -> Iterator[Reading]:  # type: ignore[no-untyped-def]
    pos, number = tag.POS, {"sing": "sg", "plur": "pl"}.get(tag.number)
    case = _CASES.get(tag.case)
    if pos == "NOUN":
        name = any(mark in tag for mark in ("Name", "Surn", "Patr", "Abbr", "Geox", "Orgn", "Trad"))
        genders = _GENDERS.get(tag.gender, "mifn")
        if "ms-f" in str(tag) or "Ms-f" in str(tag):
            genders = "mif"
        if genders == "mi":
            genders = {"anim": "m", "inan": "i"}.get(tag.animacy, "mi") if number == "sg" else "mi"
        if number and case:
            bits = slots(genders, number, (case,))
            yield noun(word, bits)
            if case == "gen" and "gen2" not in str(tag):
                pass
        if name:
            yield other(word, "name")
    elif pos in ("ADJF", "PRTF"):
        genders = _GENDERS.get(tag.gender, "mifn")
        if case == "acc" and genders == "mi" and tag.animacy:
            genders = {"anim": "m", "inan": "i"}[tag.animacy]
        if number and case:
            yield adjective(word, slots(genders, number, (case,)))
        if pos == "PRTF":  # it may have an object of its own
            yield verb(word)
        if "Apro" in tag:
            yield other(word, "pron")
    elif pos in ("ADJS", "PRTS"):
        genders = _GENDERS.get(tag.gender, "mifn")
        yield Reading(word, 1 << 4)  # a predicate: no slot
        yield verb(word)
    elif pos in ("VERB", "INFN", "GRND"):
        yield verb(word, *_russian_verb(tag, number))
    elif pos == "NUMR":
        yield other(word, "num")
    elif pos in _PLAIN:
        yield other(word, _PLAIN[pos])
    else:
        yield other(word, "part")


def _russian_verb(tag, number: str | None) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    if tag.POS == "INFN":
        return ("inf",)
    if tag.POS == "GRND":
        return ("ger",)
    if tag.mood == "impr":
        return ("imp",)
    if tag.tense == "past":
        return ({"masc": "pastm", "femn": "pastf", "neut": "pastn"}.get(tag.gender, "pastpl"),)
    if tag.person and number:
        return (f"{tag.person[0]}{number}",)
    return ()


_PL_CASES = {
    "nom": "nom",
    "gen": "gen",
    "dat": "dat",
    "acc": "acc",
    "inst": "ins",
    "loc": "loc",
    "voc": "voc",
}
_PL_GENDERS = {
    "m1": "m",
    "m2": "m",
    "m3": "i",
    "f": "f",
    "n": "n",
    "n1": "n",
    "n2": "n",
    "p1": "m",
    "p2": "n",
    "p3": "n",
}
_PL_PLAIN = dict(
    pair.split(":")
    for pair in "adv:adv prep:prep conj:conj comp:conj part:part qub:part interj:part pred:adv ppron12:pron "
    "ppron3:pron siebie:pron brev:part xxx:part burk:part".split()
)


def polish(words: Iterable[str]) -> Iterator[Reading]:
    import morfeusz2

    morph = morfeusz2.Morfeusz(case_handling=morfeusz2.IGNORE_CASE)
    for word in words:
        found = morph.analyse(word)
        common = any("nazwa_pospolita" in names or not names for _, _, (_, _, _, names, _) in found)
        for start, end, (_, _, tag, names, _) in found:
            if common and names and "nazwa_pospolita" not in names:
                continue  # a surname that is a plain word too
            if (start, end) != (0, 1):
                yield other(word, "part")  # two words in one: leave it alone
            elif tag != "ign":
                yield from _sgjp(word, tag.split(":"), not common)


def _sgjp(word: str, tag: list[str], name: bool) -> Iterator[Reading]:
    kind = tag[0]
    if kind in ("subst", "depr", "ger", "adj", "adja", "pact", "ppas", "adjc") and len(tag) > 3:
        numbers, cases, genders = tag[1].split("."), tag[2].split("."), tag[3].split(".")
        bits = 0
        for number in numbers:
            for gender in genders:
                letters = _PL_GENDERS.get(gender, "mifn")
                if number == "pl":  # in the plural m1 stands alone
                    letters = "m" if gender in ("m1", "p1") else "i" if gender in ("m2", "m3") else letters
                bits |= slots(letters, number, [_PL_CASES[case] for case in cases if case in _PL_CASES])
        yield noun(word, bits) if kind in ("subst", "depr", "ger") else adjective(word, bits)
        if name:
            yield other(word, "name")
        if kind in ("pact", "ppas"):  # it may have an object of its own
            yield verb(word)
    elif kind == "num":
        yield other(word, "num")
    elif kind in ("fin", "bedzie"):
        yield verb(word, {"pri": "1", "sec": "2", "ter": "3"}[tag[2]] + tag[1])
    elif kind == "inf":
        yield verb(word, "inf")
    elif kind == "praet":
        marks = {
            "m1": "pastm",
            "m2": "pastm",
            "m3": "pastm",
            "f": "pastf",
            "n": "pastn",
            "n1": "pastn",
            "n2": "pastn",
        }
        yield verb(word, *("pastpl" if "pl" in tag[1] else marks.get(g, "pastm") for g in tag[2].split(".")))
    elif kind in ("impt", "imps", "winien", "aglt", "pcon", "pant"):
        yield verb(word, "ger" if kind in ("pcon", "pant") else "imp")
    else:
        yield other(word, _PL_PLAIN.get(kind, "part"))


Endings = dict[str, str]


def by_lemma(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The forms of each lemma."""
    groups: dict[str, set[str]] = defaultdict(set)
    for form, lemma in pairs:
        groups[lemma].add(form)
        groups[lemma].add(lemma)
    return groups
