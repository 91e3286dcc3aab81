"""How likely a stretch of text is as text: what decides between a repair and leaving it alone.

Both readings are scored by the same model (letters by the model of all languages of their script, marks
by how rare they are, odd places of capitals and scripts at a price); the difference is the evidence.
All figures are nats. They were set once from the counts of marks in 6.5 M clean characters, rounded.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from math import inf

from mtcheck.lexicon import char_model, wordlists

_ENTER = {"LATI": -1.0, "CYRI": -2.0, "ARAB": -2.5, "GREE": -3.0, "HEBR": -3.0}
_ENTER_OTHER = -3.5
_CHANGE = -7.0  # another script inside one word
_CAMEL = -5.0  # a capital after a small letter
_CAPITAL = -1.5
_MODELLESS = -4.0  # a letter of a living script without a model: about 60 letters
_DEAD = -14.0
_LIVING = frozenset(
    [
        "KHME",
        "LAO",
        "SINH",
        "KANN",
        "MALA",
        "ORIY",
        "TIBE",
        "ETHI",
        "MYAN",
        "BOPO",
        "TIFI",
        "CHER",
        "THAA",
        "SYRI",
        "NKO",
        "ARME",
        "GEOR",
        "THAI",
    ]
)
_ASCII_MARK, _DIGIT = -1.6, -1.2
_COMMON = dict.fromkeys("“”’‘„«»–—…", -3.2) | dict.fromkeys("\xa0‚¿¡·•।،؛؟。、「」！？，：；（）《》・", -4.0)
KNOWN_MARKS = dict.fromkeys("°€£©®™§№²³½¼¹ºª´×−→←✓★☆●■▪►✔❤♥♫\u200b\u200c\u200d\u200e\u200f️", -6.0)
_SYMBOL, _ODD_SYMBOL, _CONTROL, _NEVER = -9.0, -11.0, -12.0, -16.0
_INSIDE = -4.0  # a symbol with letters on both sides
_SEEN, _UNSEEN = -13.5, -18.0  # an ideograph that no list holds is one of 20,000 rare ones
_JAPANESE = frozenset(("HIRA", "KATA", "CJK"))
_UNCOUNTED = {"vi": frozenset("â")}  # letters that the tables were counted without
_JOINERS = frozenset("'’-‐‑.·&@_/\u200c\u200d\xad")


class _Marks(dict[str, float]):
    def __missing__(self, char: str) -> float:
        if char.isascii():
            cost = (
                _DIGIT
                if char.isdigit()
                else (0.0 if char in " \n" else _ASCII_MARK if char.isprintable() else -6.0)
            )
        elif (kind := unicodedata.category(char)) in ("Cc", "Cs", "Co", "Cn"):
            cost = _CONTROL if kind == "Cc" else _NEVER
        elif kind == "So" and ord(char) > 0x1F000:
            cost = -7.0  # an emoji
        elif kind[0] == "N" or kind in ("Lm", "Sc", "Po", "Pd"):
            cost = -7.0
        else:
            cost = _SYMBOL if ord(char) < 0x2200 else _ODD_SYMBOL
        self[char] = cost
        return cost


_MARKS = _Marks(_COMMON | KNOWN_MARKS)


class _Runs(dict[str, float]):
    """Score of a run of letters of one script."""

    def __missing__(self, run: str) -> float:
        if len(self) > 100_000:
            self.clear()
        cost = self[run] = _run(run)
        return cost


_RUNS = _Runs()


def _run(run: str) -> float:
    script = char_model.SCRIPTS[run[0]]
    cost = _ENTER.get(script, _ENTER_OTHER)
    low = run.lower()
    japanese = script in _JAPANESE and any(char_model.SCRIPTS[c] in ("HIRA", "KATA") for c in run)
    known = char_model.script_model("HIRA" if japanese else script)
    if known is None:
        return cost + len(run) * (_MODELLESS if script in _LIVING else _DEAD)
    if script in _JAPANESE:  # written without spaces: the edges of the model's words say nothing
        logs = known.logs
        pairs = (max(logs[a + b], logs[b]) for a, b in pairwise(" " + low))
        letters = sum(log if log > _SEEN else _UNSEEN for log in pairs)
    else:
        # A word is at least as likely as a list says: its letters are read for as long as they may say more.
        listed = word_log(low, script) if len(low) > 1 and not low.isascii() else -inf
        letters = max(known.word(low, listed), listed)
    if script == "KATA" and set(map(char_model.SCRIPTS.__getitem__, run)) == {"KATA"}:
        letters = max(letters, _MODELLESS * len(run))
    if low != run:
        letters += _CAPITAL if run[1:] == low[1:] or run.isupper() else 0.0
        if not run.isupper():
            letters += _CAMEL * sum(a.islower() and b.isupper() for a, b in pairwise(run))
            letters += _CAMEL / 2 * (run[:2].isupper() and len(run) > 2)
    return cost + letters


def word_log(word: str, script: str) -> float:
    """Log frequency of a word in the language that has it most, less the choice; -1e9 for none."""
    best = wordlists.highest(word, _writers(frozenset(word).difference(char_model.ASCII), script))
    return best - 2.0 if best < 0.0 else -1e9


@lru_cache(maxsize=4_000)
def _writers(letters: frozenset[str], script: str) -> tuple[str, ...]:
    """The languages of a script that write all these letters: no other is asked for a word of them."""
    odd = frozenset(c for c in letters if char_model.SCRIPTS[c] != "MARK")
    return tuple(n for n in char_model.languages_of(script) if odd <= _letters(n))


@cache
def _letters(lang: str) -> frozenset[str]:
    return char_model.model(lang).letters | _UNCOUNTED.get(lang, frozenset())


def score(text: str, before: str = " ", least: float = -inf) -> float:
    """Log likelihood of a text, the character before it given.

    Below ``least`` the rest of the text is left out: it can only make it less likely.
    """
    total = 0.0
    scripts, marks, runs = char_model.SCRIPTS, _MARKS, _RUNS
    start, script = -1, ""
    previous = scripts[before]
    size = len(text)
    for place, char in enumerate(text):
        kind = scripts[char]
        if kind in _JAPANESE:  # kanji and kana make one run
            kind = "CJK"
        if kind == "MARK" and (script or place):
            kind = script
            if not script:
                total += -4.0
                continue
        if kind == script:
            if not kind:
                total += marks[char]
                previous = ""
                if not char.isascii() and 0 < place < size - 1 and char not in _JOINERS:
                    total += _INSIDE * bool(scripts[text[place - 1]] and scripts[text[place + 1]])
            continue
        if script:
            total += runs[text[start:place]]
            if total < least:
                return total
            previous = script
        if kind:
            if previous and previous != kind and not {previous, kind} <= {"HIRA", "KATA", "CJK"}:
                total += _CHANGE
            start = place
        else:
            total += marks[char]
            if (
                not char.isascii()
                and script
                and place < size - 1
                and char not in _JOINERS
                and scripts[text[place + 1]]
            ):
                total += _INSIDE
            previous = ""
        script = kind
    if script:
        total += runs[text[start:]]
    return total


@lru_cache(maxsize=16)  # each table that reads a region of a line asks
def garbled(old: str, before: str) -> float:
    """Log likelihood of a region as it stands."""
    return score(old, before)
