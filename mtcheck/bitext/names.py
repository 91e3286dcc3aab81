"""Names of people across scripts: a name is recognised by the consonants that its transliterations share."""

from __future__ import annotations

from typing import Final

from mtcheck import lazyre
from mtcheck.bitext.acronyms import Lost
from mtcheck.bitext.numberdata import base
from mtcheck.document import Span
from mtcheck.languages.codes import BY_TABLE
from mtcheck.lexicon.wordlists import wordlist

_LATIN_LANGUAGES: Final = frozenset(BY_TABLE["latin"].split())
_LANGUAGES: Final = ("ru", "uk", "be", "bg", "sr", "mk", "el")
_LETTERS: Final = {
    "а": "", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "", "ё": "", "ж": "S", "з": "s", "и": "",
    "і": "", "ї": "", "й": "", "к": "k", "л": "l", "м": "m", "н": "n", "о": "", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "", "ў": "v", "ф": "f", "х": "h", "ц": "s", "ч": "S", "ш": "S", "щ": "S", "ы": "", "э": "",
    "ю": "", "я": "", "є": "", "ь": "", "ъ": "", "ђ": "S", "ћ": "S", "љ": "l", "њ": "n", "џ": "S", "ј": "",
    "ѓ": "g", "ќ": "k", "ѕ": "s", "α": "", "β": "v", "γ": "g", "δ": "d", "ε": "", "ζ": "s", "η": "", "θ": "t",
    "ι": "", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "", "φ": "f", "χ": "h", "ψ": "ps", "ω": "",
}  # fmt: skip
_DIGRAPHS: Final = (
    ("shch", "S"), ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("dzh", "S"), ("dj", "S"), ("sh", "S"),
    ("ch", "S"), ("zh", "S"), ("cz", "S"), ("sz", "S"), ("rz", "S"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"),
    ("ts", "s"), ("tz", "s"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"),
    ("z", "s"), ("j", "S"), ("č", "S"), ("š", "S"), ("ž", "S"), ("ć", "S"),
)  # fmt: skip
_VOWELS = lazyre.compile(r"[aeiouyáéíóúýäöüàèìòùâêîôûãõåæøœ'’-]")
_PERSON = lazyre.compile(
    r"(?<=[\w,;:(«“„\"] )([А-ЯЁІЇЄҐЎЈЉЊЋЂЏΑ-ΩΆΈ-Ώ][а-яёіїєґў'’јљњћђџα-ωάέήίόύώϊϋΐΰς]{2,})"
    r" ([А-ЯЁІЇЄҐЎЈЉЊЋЂЏΑ-ΩΆΈ-Ώ][а-яёіїєґў'’јљњћђџα-ωάέήίόύώϊϋΐΰς]{3,})"
)
_TARGET_WORD = lazyre.compile(r"[^\W\d_][^\W\d_'’-]+")
# In a name and its transliteration more than half of the consonants agree, also in Galileo and Галилей.
_ALIKE: Final = 0.6
# A book with all its people would take minutes; what its first chapters name is looked at.
_MOST_COMPARED: Final = 50_000
# So many consonants of a name are its own; the last may be an ending.
_MIN_CONSONANTS: Final = 3


def skeleton(word: str) -> str:
    """The consonants of a name, as all its transliterations have them; hushing sounds are one, S.

    >>> skeleton("Шольц"), skeleton("Scholz"), skeleton("Хрущёв"), skeleton("Khrushchev")
    ('Sls', 'Sls', 'hrSv', 'hrSv')
    """
    word = word.lower()
    if any(letter in _LETTERS for letter in word):
        return "".join(_LETTERS.get(letter, "") for letter in word)
    for written, sound in _DIGRAPHS:
        word = word.replace(written, sound)
    return _VOWELS.sub("", word)


def _skeletons(text: str) -> tuple[str, ...]:
    return tuple({found for word in _TARGET_WORD.findall(text) if len(found := skeleton(word)) > 1})


def lost_people(source: str, target: str, source_lang: str, target_lang: str) -> list[Lost]:
    """People of a Cyrillic or Greek source, by first name and surname, of whom the target has neither.

    A pair of words is a person when both have capitals in mid-sentence and the second is no common word.

    >>> source = "Об этом сообщила Екатерина Мизулина."
    >>> [lost.text for lost in lost_people(source, "This was reported.", "ru", "en")]
    ['Екатерина Мизулина']
    >>> lost_people(source, "Yekaterina Mizulina reported this.", "ru", "en")
    []
    """
    lang = base(source_lang)
    if lang not in _LANGUAGES or base(target_lang) not in _LATIN_LANGUAGES or source.isascii():
        return []
    known = wordlist(lang)
    out: list[Lost] = []
    compared = 0
    others: tuple[str, ...] = ()
    for match in _PERSON.finditer(source):
        surname = match[2].lower()
        names = [skeleton(match[1]), skeleton(match[2])]
        if max(map(len, names)) < _MIN_CONSONANTS or known is None or surname in known:
            continue
        others = others or _skeletons(target)
        compared += len(names) * len(others)
        if compared > _MOST_COMPARED:
            break
        if not any(_alike(name, other) for name in names for other in others):
            out.append(Lost(Span(*match.span()), match[0], ()))
    return out


def _alike(name: str, other: str) -> bool:
    if abs(len(name) - len(other)) > max(2, len(name) // 2):
        return False
    from difflib import SequenceMatcher

    return name[:2] == other[:2] or SequenceMatcher(None, name, other, autojunk=False).ratio() >= _ALIKE
