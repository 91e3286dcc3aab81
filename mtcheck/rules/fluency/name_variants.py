"""FLU012: one name in two spellings within a document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from mtcheck import lazyre
from mtcheck.findings import Hit, Severity
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.registry import Options, rule
from mtcheck.resources import read_toml
from mtcheck.rules.fluency.glued_or_split_word import lexicon
from mtcheck.rules.fluency.name_spellings import (
    are_told,
    are_words,
    in_one_sentence,
    marked_and_bare,
    one_listed,
)
from mtcheck.tags import tag
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

NOT_PROSE = ("link", "code")
#: Capitals of Latin, Greek and Cyrillic letters, as a class of a pattern.
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩА-ЯЁІЇЄҐЎЈЉЊЋЏ]"
# A look-ahead, so that the second word may be the first of the next pair: Then Sergei Lavrov.
# The capital comes first: the pattern is tried at no other character.
_NAME = lazyre.compile(rf"({CAPITAL}(?<![\w-].)[^\W\d_]+)(?= ({CAPITAL}[^\W\d_]{{3,}})(?![\w-]))", re.DOTALL)
# Spellings of one sound, in the transcriptions that newsrooms and translators use; applied in this order.
_SOUNDS = (
    *((each, "S") for each in ("shch", "sch", "tsch", "tch", "sh", "ch", "cz", "sz", "zh", "dzh")),
    *((each, "Z") for each in ("tz", "ts")),
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
    ("w", "v"), ("ou", "u"), ("oo", "u"), ("j", "i"), ("y", "i"), ("c", "k"), ("ie", "e"),
    ("щ", "ш"), ("ё", "е"), ("э", "е"), ("є", "е"), ("ґ", "г"), ("ы", "и"), ("і", "и"), ("ї", "и"),
    ("й", "и"),
)  # fmt: skip
# Letters that Slavic and Baltic languages write with a mark where others write two.
_SOFT = str.maketrans(
    {"ż": "zh", "ž": "zh", "š": "sh", "č": "ch", "ś": "sh", "ć": "ch", "ş": "sh"}
    | {"Ż": "zh", "Ž": "zh", "Š": "sh", "Č": "ch", "Ś": "sh", "Ć": "ch", "Ş": "sh"}
)
# The French J is the English Zh, before a consonant and in the names that have one.
_FRENCH_J = lazyre.compile(r"^j(?=[bdgkmnprtv])")
# What stands before the names of many: Frau Meier and Frau Meyer are two.
_TITLES = frozenset(
    "Mr Ms Mrs Miss Dr Prof Herr Frau Monsieur Madame Señor Señora Signor Signora Pan Pani".split()
)
_DOUBLED = lazyre.compile(r"(.)\1+")
# A word this frequent (nats) is no first name: Then Sharap, While Moscow.
_FREQUENT = -7.5
# Two provinces of China, told apart by nothing else.
_DISTINCT = frozenset({("Shaanxi", "Shanxi")})
_MARKS = "“”\"'‘’«»„.,;:!?…()[]"
_SHORTEST_KEY = 4
# Names with one partner that are compared with each other, and pairs that are looked for in the text: real
# articles have a handful; a list of thousands must not take the square of its time.
_MOST_NAMESAKES, _MOST_PAIRS = 40, 100
# Below this a single letter is often what tells two names apart.
_SHORTEST_SLIP = 6
_VOWELS = frozenset("aeiou")
# Languages whose names take endings: there a difference at the end of a name says nothing.
_UNINFLECTED = frozenset("en nl de fr it es pt ca ro da sv nb nn".split())
_ENDING_LETTERS = 3


@lru_cache(maxsize=20_000)
def sound_key(name: str) -> str:
    """What is left of a name when spellings of the same sound are made equal.

    >>> sound_key("Charap") == sound_key("Sharap"), sound_key("Sergey") == sound_key("Sergei")
    (True, True)
    """
    name = name.translate(_SOFT)
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    plain = _FRENCH_J.sub("zh", plain)
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    plain = _DOUBLED.sub(r"\1", plain)
    return plain[:-1] + "v" if plain.endswith(("of", "ef")) else plain  # Sokoloff, Sokolov


@rule(
    "FLU012",
    "name-variants",
    category="terminology/inconsistent",
    severity=Severity.MINOR,
    skip=NOT_PROSE,
    examples=(
        (
            "Samuel Charap doubts it. Samuel Sharap wrote so.",
            "Samuel Charap doubts it. Samuel Charap wrote so.",
        ),
    ),
)
def name_variants(view: View, options: Options) -> Iterator[Hit]:
    """One person's name is spelled in two ways: `Samuel Charap`, later `Samuel Sharap`

    A name that passes through another alphabet comes back in another spelling. Two spellings are one name
    when they sound alike (sh and ch, y and i, ks and x) and the other half of the name is the same, or one
    stands alone and has one bearer in the text. The rarer spelling is reported, or the later one. Names of
    one word count where only a mark differs (`Gutiérrez`, `Gutierrez`) or a word list lacks one of two that
    sound alike. Inflected endings and spellings that a text lists (`Orlov or Orloff`) are left alone.
    """
    words = wordlist(view.tag.base)
    full = [
        (match[1], match[2])
        for match in _NAME.finditer(view.text)
        if words is None or not _FREQUENT < words.log(match[1].lower()) < 0.0
    ]
    singles = {*_singles(view), *marked_and_bare(view), *_saints(view)}
    if not full and not singles:
        return
    bearers: dict[str, list[str]] = defaultdict(list)
    namesakes: dict[str, list[str]] = defaultdict(list)
    for first, last in full:
        if first not in _TITLES:
            bearers[first].append(last)
        namesakes[last].append(first)
    # Ann Miller and Anne Miller are two people: names that are both listed and differ in length.
    pairs = {
        (one, other)
        for one, other in _alike(namesakes, view.lang, False)
        if words is None or len(one) == len(other) or not (one.lower() in words and other.lower() in words)
    }
    pairs |= set(_translated(namesakes))
    pairs |= {*_alike(bearers, view.lang, words is not None), *_alone(view, full), *singles} - _DISTINCT
    pairs = {pair for pair in pairs if not are_words(view, *pair) and not are_told(view.text, *pair)}
    counts = Counter(re.findall(r"[^\W\d_]+", view.text)) if pairs else Counter()
    for one, other in sorted(pairs)[:_MOST_PAIRS]:
        rare, usual = _rarer(view.text, one, other, counts)
        for start in places_of_word(view.text, rare):
            yield Hit(start, start + len(rare), f"{rare!r} is spelled {usual!r} elsewhere", usual)


def _rarer(text: str, one: str, other: str, counts: Counter[str]) -> tuple[str, str]:
    if counts[one] == counts[other]:
        return (one, other) if text.index(one) > text.index(other) else (other, one)
    return (one, other) if counts[one] < counts[other] else (other, one)


def _alike(groups: dict[str, list[str]], lang: str, slips: bool) -> Iterator[tuple[str, str]]:
    """Pairs of different names that share a partner and sound alike; with ``slips`` also by one letter."""
    for names in groups.values():
        if len(names) == 1:
            continue
        distinct = sorted(set(names))[:_MOST_NAMESAKES]
        for index, one in enumerate(distinct):
            for other in distinct[index + 1 :]:
                if _same_name(one, other, lang) or (
                    slips and lang.startswith("en") and _one_slip(one, other)
                ):
                    yield one, other


def _alone(view: View, full: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of a last name, borne by one person, and another spelling of it that stands alone."""
    known = lexicon(view.lang)
    if known is None:
        return
    unlisted = {token.strip(_MARKS) for token in view.once(known.unknown, view.distinct_tokens)}
    lasts: dict[str, set[str]] = defaultdict(set)
    for _, last in full:
        if last.lower() in unlisted:
            lasts[sound_key(last)].add(last)
    borne = {last.lower() for names in lasts.values() for last in names}
    for token in sorted(unlisted - borne) if lasts else ():
        for last in sorted(lasts.get(sound_key(token), ())):
            written = token[:1].upper() + token[1:]
            if _same_name(written, last, view.lang) and any(True for _ in places_of_word(view.text, written)):
                yield (written, last) if written < last else (last, written)


def _translated(namesakes: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """First names of one last name that are one name in two languages: Mikhail, Michael."""
    for firsts in namesakes.values():
        if len(firsts) == 1:
            continue
        groups: dict[str, set[str]] = defaultdict(set)
        for first in sorted(set(firsts))[:_MOST_NAMESAKES]:
            if group := _given_names().get(first.lower()):
                groups[group].add(first)
        for names in groups.values():
            first, *others = sorted(names)
            yield from ((first, other) for other in others)


_SAINT = lazyre.compile(
    r"S(?<![\w-].)(?P<title>ankt|ainte?|int|an|anta|anto|ão|te?\.?)"
    rf"[ \u00a0-](?P<name>{CAPITAL}[^\W\d_]{{3,}})(?![\w-])"
)


def _saints(view: View) -> Iterator[tuple[str, str]]:
    """Names of one saint in two spellings: Sankt Elena, St. Helena."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for match in _SAINT.finditer(view.text):
        found[sound_key(match["name"]).lstrip("h")].add((match["name"], match["title"]))
    for bearers in found.values():
        for name, title in sorted(bearers):
            for other, called in sorted(bearers):
                if name < other and (title != called or not in_one_sentence(view.text, name, other)):
                    yield name, other


@cache
def _given_names() -> dict[str, str]:
    """The first spelling of each group of given names, by all of its spellings."""
    listing = read_toml("languages/given-names.toml")["names"]
    return {name: group.split()[0] for group in listing.splitlines() for name in group.split()}


# Shorter names of one word differ in a letter by themselves; a text with more names is a list.
_SHORTEST_SINGLE, _MOST_SINGLES, _MOST_UNLISTED = 7, 40, 400


def _singles(view: View) -> Iterator[tuple[str, str]]:
    """Pairs of names of one word, in no list of words, that differ by one letter or by a spelling."""
    known = lexicon(view.lang)
    if known is None:
        return
    unknown = {token.strip(_MARKS) for token in view.once(known.unknown, view.distinct_tokens)}
    yield from one_listed(view, unknown, _single_key, view.tag.base not in _UNINFLECTED)
    if view.tag.base not in _UNINFLECTED:
        return
    unlisted = {word for word in unknown if len(word) >= _SHORTEST_SINGLE}
    if not 1 < len(unlisted) <= _MOST_UNLISTED:
        return
    written = view.distinct_text
    bare = view.bare_words  # most are there by themselves, which is seen without a search
    named = ((word, word.capitalize()) for word in unlisted if word not in bare)
    names = sorted(name for word, name in named if word not in written and (name in bare or name in written))
    if len(names) > _MOST_SINGLES:
        return
    groups: dict[object, list[str]] = defaultdict(list)
    for name in names:
        groups[_single_key(name)].append(name)
        groups[name[0], len(name)].append(name)
        if _has_tail(name) and name[:-1] in names and not _is_compound(view.tag.base, name[:-1].lower()):
            yield name[:-1], name
    for key, alike in groups.items():
        for one, other in combinations(alike, 2):
            same = one.lower() != other.lower() and (isinstance(key, str) or _one_vowel(one, other))
            if same and not in_one_sentence(view.text, one, other):
                yield one, other


# A name this long does not become another one by a vowel at its end.
_LONG_NAME = 9


def _has_tail(name: str) -> bool:
    """Whether a name may be another one with an ending of another language: Krasnogorske."""
    return len(name) > _LONG_NAME and name[-1] in _VOWELS


# The second half of a compound, in letters, and its log frequency in nats.
_HALF, _A_HALF = 4, -11.0


def _is_compound(lang: str, word: str) -> bool:
    """Whether two frequent words make it, so that it has a plural: Kleidungsstück."""
    words = wordlist(lang)
    if words is None:
        return False
    return any(
        _A_HALF < words.log(word[cut:]) < 0 and (words.log(word[:cut]) or words.log(word[:cut].rstrip("s")))
        for cut in range(_HALF, len(word) - _HALF + 1)
    )


@lru_cache(maxsize=4096)
def _single_key(name: str) -> str:
    """The sound of a name, with ä, ö and ü as German spells them without their dots."""
    key = sound_key(name)
    for spelling, sound in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        key = key.replace(spelling, sound)
    return key


def _one_vowel(one: str, other: str) -> bool:
    """Whether one vowel inside makes the difference, or its accent: Guadilar, Guadelar."""
    if len(one) != len(other):
        return False
    odd = [(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=True) if a != b]
    plain = unicodedata.normalize("NFD", "".join(odd[0])) if len(odd) == 1 else ""
    letters = [c for c in plain if not unicodedata.combining(c)]
    return bool(letters) and one[-1] == other[-1] and all(c in _VOWELS for c in letters)


def _same_name(one: str, other: str, lang: str) -> bool:
    key = sound_key(one)
    if one == other or len(key) < _SHORTEST_KEY or key != sound_key(other):
        return False
    if one.upper() in (one, other) or other.upper() in (one, other):
        return False
    if tag(lang).base in _UNINFLECTED:
        return True
    return one[-_ENDING_LETTERS:] == other[-_ENDING_LETTERS:]


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter inside makes the difference; an `s` or `n` at the end makes another word."""
    if min(len(one), len(other)) < _SHORTEST_SLIP or one[0] != other[0]:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = {
        one[start + 1 :] == other[start + 1 :],
        one[start + 1 :] == other[start:],
        one[start:] == other[start + 1 :],
    }
    inside = start < min(len(one), len(other)) - 1
    return True in rests and (inside or (one[-1] in _VOWELS and other[-1] in _VOWELS))
