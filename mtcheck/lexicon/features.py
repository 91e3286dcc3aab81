"""The features of a word form as bits.

Nominal forms (nouns, adjectives, articles, pronouns) are sets of slots: gender, number and case together, a
bit each. Two words agree when they share a slot. Masculine is animate (``m``) and inanimate (``i``), which
Slavic accusatives tell apart; a language that does not sets both. A language without cases uses ``nom``.
"""

from __future__ import annotations

GENDERS = "mifn"
NUMBERS = ("sg", "pl")
CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")

_POS = "noun name adj verb adv prep conj pron det num part comp"
POS = {name: 1 << place for place, name in enumerate(_POS.split())}
_VERB = "1sg 2sg 3sg 1pl 2pl 3pl inf ppart ger imp pastm pastf pastn pastpl subj pres"
VERB = {name: 1 << place for place, name in enumerate(_VERB.split())}
PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")


def slot(gender: str, number: str, case: str = "nom") -> int:
    """The bit of one gender, number and case.

    >>> slot("m", "sg", "nom"), slot("f", "sg", "nom")
    (1, 268435456)
    """
    return 1 << ((GENDERS.index(gender) * 2 + NUMBERS.index(number)) * len(CASES) + CASES.index(case))


def spread(genders: str = GENDERS, numbers: tuple[str, ...] = NUMBERS, cases: tuple[str, ...] = CASES) -> int:
    """The slots of all those genders, numbers and cases together.

    >>> spread() == (1 << 56) - 1
    True
    """
    bits = 0
    for gender in genders:
        for number in numbers:
            for case in cases:
                bits |= slot(gender, number, case)
    return bits


def slots_of(notation: str) -> int:
    """Slots as language files write them: groups of letters and names, ``|`` between them.

    ``m`` in a group means both masculines, ``p`` all genders; a part that is left out means all of it.

    >>> slots_of("f.sg.gen|f.sg.dat") == spread("f", ("sg",), ("gen", "dat"))
    True
    >>> slots_of("p.pl") == spread(numbers=("pl",))
    True
    """
    bits = 0
    for group in notation.split("|"):
        genders, numbers, cases = "", [], []
        for part in group.strip().split("."):
            if part in NUMBERS:
                numbers.append(part)
            elif part in CASES:
                cases.append(part)
            else:
                genders += part.replace("m", "mi").replace("a", "m").replace("p", GENDERS)
        bits |= spread(genders or GENDERS, tuple(numbers) or NUMBERS, tuple(cases) or CASES)
    return bits
