"""Names with and without the marks of their letters, and names that sound alike where a list lacks one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import filterfalse

from mtcheck import lazyre
from mtcheck.lexicon.forms import forms, languages
from mtcheck.lexicon.wordlists import wordlist
from mtcheck.rules.language.leftover_terms import english_nouns
from mtcheck.text.view import View
from mtcheck.text.words import places_of_word

#: Letters that lose more than a mark in ASCII, with the ways to spell them there.
_PLAIN = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_EXPANDED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "đ": "dj"}
_MARKED = lazyre.compile(r"[^\W\d_](?<![\w-].)[^\W\d_]{4,30}(?![\w-])", re.DOTALL)
# A bare spelling as frequent as this (nats) is a name of the language's own: Mexico, Zurich.
_OWN_NAME = -11.0


@lru_cache(maxsize=4096)
def bare_spellings(name: str) -> tuple[str, ...]:
    """The ways to write a Latin name in ASCII, its first letter a capital; none for other scripts.

    >>> bare_spellings("Müller"), bare_spellings("Orlov"), bare_spellings("Орлов")
    (('Muller', 'Mueller'), (), ())
    """
    low = name.lower()
    ways = []
    for table in (_PLAIN, _EXPANDED):
        spelt = "".join(table.get(c, _PLAIN.get(c, c)) for c in low)
        spelt = "".join(c for c in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(c))
        if spelt.isascii() and spelt != low and spelt.capitalize() not in ways:
            ways.append(spelt.capitalize())
    return tuple(ways)


def _is_marked_latin(char: str) -> bool:
    """Whether a letter outside ASCII may have a spelling in ASCII."""
    low = char.lower()[0]
    return low.isalpha() and (low < "\u0250" or "\u1e00" <= low < "\u1f00")


def marked_and_bare(view: View) -> Iterator[tuple[str, str]]:
    """Pairs of a name with the marks of its letters and the same name without: Gutiérrez, Gutierrez."""
    if not any(map(_is_marked_latin, filterfalse(str.isascii, view.characters))):
        return
    odd = filterfalse(str.isascii, view.distinct_written)
    names = {match[0] for token in odd for match in _MARKED.finditer(token) if match[0].istitle()}
    names = {name for name in names if not name.isascii()}
    written = view.distinct_text
    bares = {name: [bare for bare in bare_spellings(name) if bare in written] for name in sorted(names)}
    words = {match[0] for match in _MARKED.finditer(written)} if any(bares.values()) else names
    for name, spelt in bares.items():
        if name.lower() in words:
            continue
        for bare in spelt:
            if bare in words and bare.lower() not in words and _is_no_word(view, name, bare):
                yield (name, bare) if name < bare else (bare, name)


def _is_no_word(view: View, name: str, bare: str) -> bool:
    """Whether a bare spelling is neither a word of the language nor a name that it has made its own."""
    lang, known = view.tag.base, wordlist(view.tag.base)
    if name[-1] != bare[-1] and lang not in ("en", "fr", "es", "it", "pt"):
        return False  # an ending: Prahá
    if _partners(view.text, name) & _partners(view.text, bare):
        return True  # Anna Müller, Anna Mueller
    if lang in languages():
        table = forms(lang)
        if table.class_of(bare) or table.class_of(bare.lower()):
            return False
    elif known is None or bare.lower() in known:
        return False
    return known is None or not _OWN_NAME < known.log(bare.lower()) < 0


# A word this frequent here (nats), and so frequent in English, is no name: Telefone, Telephone.
_A_WORD, _ENGLISH = -10.5, -11.5


def are_words(view: View, one: str, other: str) -> bool:
    """Whether two names are one word in two languages: Konfiguration, Configuration."""
    lang, english = view.tag.base, wordlist("en")
    if lang == "en" or english is None:
        return False
    if one.lower() in english_nouns() or other.lower() in english_nouns():
        return True
    own_words = wordlist(lang)
    for here, there in ((one.lower(), other.lower()), (other.lower(), one.lower())):
        if own_words is not None and _A_WORD < own_words.log(here) < 0 and _ENGLISH < english.log(there) < 0:
            return True
    if lang not in languages():
        return False
    table = forms(lang)
    own = [name for name in (one, other) if table.class_of(name) or table.class_of(name.lower())]
    return len(own) == 1 and all(name in own or name.lower() in english for name in (one, other))


# What joins two spellings that a text tells of: a comma, a short word, a bracket with some words.
_JOINED = r"(?:, [^\W\d_]+)?(?:, | [^\W\d_]{1,4} |,? \((?:[^()\n]{0,60} )?)"


# Characters of a title with a first name, and of what may stand between two people.
_LONGEST_TITLE, _LONGEST_GAP = 60, 60
_TITLE = (
    r"(?:Mr|Ms|Mrs|Miss|Dr|Herrn?|Frau|Monsieur|Madame|M|Mme|Señora?|señora?|Signora?|signora?|Pan[aí]?|pan[aií]?)"
    r"\.? (?:[^\W\d_]+ )?"
)


def are_told(text: str, one: str, other: str) -> bool:
    """Whether a text lists two spellings of a name itself.

    >>> are_told("Orlov or Orloff", "Orlov", "Orloff")
    True
    >>> are_told("Mr Orlov met Mr Orloff", "Orlov", "Orloff")
    True
    >>> are_told("Charap left before Sharap came", "Charap", "Sharap")
    False
    """
    for first, last in ((one, other), (other, one)):
        reach = 2 * _LONGEST_TITLE + len(first) + _LONGEST_GAP + len(last)
        left, right = re.escape(first), re.escape(last)
        joined = re.compile(f"{left}{_JOINED}{right}")
        # Two people: Herr Schröder, Herr Schroeder.
        people = re.compile(rf"{_TITLE}{left}\b[^.!?\n]{{0,{_LONGEST_GAP}}}{_TITLE}{right}\b")
        # A search for the name: a text of a megabyte has many pairs of names, each in few places.
        place = text.find(first)
        while place >= 0:
            start = max(0, place - _LONGEST_TITLE)
            if joined.match(text, place) or people.search(text, start, start + reach):
                return True
            place = text.find(first, place + 1)
    return False


def _partners(text: str, name: str) -> set[str]:
    """Words with a capital right before a name.

    A search for the name: a pattern that begins with any word took a third of the time of a megabyte.
    """
    before = (
        _LAST_WORD.search(text, max(0, start - _LONGEST_PARTNER), start - 1)
        for start in places_of_word(text, name)
        if text[start - 1 : start] == " "
    )
    return {word[0] for word in before if word and word[0].istitle()}


_LAST_WORD, _LONGEST_PARTNER = lazyre.compile(r"[^\W\d_]+$"), 40


_SHORTEST, _MOST_NAMES, _MOST_UNLISTED, _ENDING = 6, 400, 40, 3


def one_listed(
    view: View, unlisted: set[str], key: Callable[[str], str], inflected: bool
) -> Iterator[tuple[str, str]]:
    """Pairs of names that sound alike, of which the word list has one or none: Джонсон, Джонссон.

    ``unlisted`` are words in small letters; the ends of both are the same where names take endings.
    """
    words = view.bare_words
    long = [word for word in filter(str.istitle, words) if len(word) >= _SHORTEST and word.isalpha()]
    rare = sorted(w for w in long if (low := w.lower()) in unlisted and low not in words)
    if not rare or len(rare) > _MOST_UNLISTED:
        return
    names = [name for name in long if name.lower() not in words]
    if len(names) > _MOST_NAMES:
        return
    alike: dict[str, list[str]] = {sound: [] for name in rare for sound in _keys(name, key)}
    for name in sorted(names):
        if (sound := key(name)) in alike:
            alike[sound].append(name)
    for name in rare:
        for other in (each for sound in _keys(name, key) for each in alike[sound]):
            same_end = (not inflected or _end(other) == _end(name)) and other.lower() != name.lower()
            same_end = same_end and other not in bare_spellings(name) and name not in bare_spellings(other)
            if other != name and same_end and not in_one_sentence(view.text, name, other):
                yield (name, other) if name < other else (other, name)


def _keys(name: str, key: Callable[[str], str]) -> tuple[str, ...]:
    """How a name sounds; with a French J as Zh (Joukov), and as German spells Slavic sounds (Tschechow)."""
    if name[0] == "J":
        return key(name), key("Zh" + name[1:])
    if "sch" not in name.lower():
        return (key(name),)
    return key(name), key(_GERMAN_CH.sub("kh", name.lower().replace("tsch", "č").replace("sch", "š")))


# The German ch is the English kh, once tsch and sch are other letters.
_GERMAN_CH = lazyre.compile("ch")


def _end(name: str) -> str:
    """The last letters of a name, the ways to write -ski made one."""
    return "ski" if name.lower().endswith(("ski", "sky", "skij", "skiy", "skyi", "skyj")) else name[-_ENDING:]


def in_one_sentence(text: str, one: str, other: str) -> bool:
    """Whether two names are told apart in one sentence: Jansen and Janssen."""
    first, last = sorted((text.index(one), text.index(other)))
    return not _STOP.search(text, first, last)


_STOP = lazyre.compile(r"[.!?…\n]")
