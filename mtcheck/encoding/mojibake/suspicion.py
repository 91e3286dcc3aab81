"""The gate: one scan that says whether a text can hold garbled characters at all.

Garbled UTF-8 shows as a lead character and a continuation character side by side, at most a space
between them. One pattern, anchored on the rarer of the two, finds such pairs; each is then looked at
exactly. A pair that living languages write themselves (as the bigrams of the character model know)
says nothing and is let through. The gate may stop too often, never too seldom: judging comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.mojibake import codecs

# Marks that stand beside letters in clean text every day; after a lower-case letter they prove nothing.
from mtcheck.lexicon import char_model

# Marks that stand beside letters in clean text every day; after a lower-case letter they prove nothing.
_TYPOGRAPHIC = frozenset("«»“”„‘’‚‹›–—…\xad\xa0•·№،؛؟\u200c\u200d\u200e\u200f")
# What may stand before a space and a dash or an opening quote in clean text: anything.
_AFTER_SPACE = frozenset("«“„‘‹–—·\xad\xa0\u200c\u200d\u200e\u200f")
_LATE = "œšžƒÿøśťź"  # letters that follow a capital lead in a few codecs and in hardly any word
_TORN = "цдأؤإ"  # the same leads in koi8-r and cp1256, where they are no capitals; е only before a letter
_WORD_LEADS = "ГΓÃДЕΔΕУФХأؤإ"  # leads of Latin letters that begin a word
_STAND_INS = frozenset("\"'?�")  # what a continuation may have become
_NEAR = 80  # characters on either side in which an ellipsis before the same letter is no chance
_ORDINALS = frozenset("ªºµ")  # letters to Unicode, symbols to a translator
# Log probability (nats) of the second letter after the first, in all languages of a script together. In
# 6.5 M clean characters of 60 languages 99.9 % of the letter pairs lie above it.
_LIVING_BIGRAM = -8.5
_SURELY_LIVING = -6.0  # the same where the pair itself was too rare to be counted
_LIVING_LETTER = (
    -10.5
)  # the same for the lead alone: the florin sign counts as a letter, but nobody writes it


class Hit(NamedTuple):
    """A suspicious pair: where its lead is, and the codecs (bits) that explain it."""

    start: int
    codecs: int


def char_class(chars: str | frozenset[str] | set[str]) -> str:
    """A regular expression's class of these characters, in ranges."""
    codes = sorted({ord(c) for c in chars})
    parts: list[str] = []
    index = 0
    while index < len(codes):
        last = index
        while last + 1 < len(codes) and codes[last + 1] == codes[last] + 1:
            last += 1
        first, final = re.escape(chr(codes[index])), re.escape(chr(codes[last]))
        parts.append(first if index == last else f"{first}-{final}")
        index = last + 1
    return f"[{''.join(parts)}]"


class _Gate(NamedTuple):
    pattern: re.Pattern[str]
    double: dict[str, int]  # leads of two bytes
    long: dict[str, int]  # leads of three and four
    followers: dict[str, int]
    lowered: dict[str, int]  # what leads of two bytes become when the case is lost


@cache
def _gate() -> _Gate:
    double, long, followers = codecs.masks()
    latin = char_model.script_model("LATI")
    alphabet = {
        c
        for c in char_model.all_letters()
        if char_model.SCRIPTS[c] != "LATI" or latin is None or latin.logs[c] > _LIVING_LETTER
    }
    living = ("HEBR", "ARAB", "THAI")  # their marks and letters stand beside each other in every word
    common = {
        c for c in followers if c in alphabet or c.lower() in alphabet or char_model.SCRIPTS[c] in living
    }
    rare = char_class(set(followers) - common)
    leads = set(double) | set(long)
    odd = {c for c in leads if c not in common and c not in alphabet and c.lower() not in alphabet}
    odd = {c for c in odd if char_model.SCRIPTS[c] not in living}
    capitals = {c for c in common if c.isupper()}
    small = char_class({c for c in leads if c.islower()})
    # Letters as leads of Latin letters and of typographic marks: they stand inside words of ASCII letters.
    inside = {c for c in _latin_leads() if c in alphabet or c.lower() in alphabet} | set(_TORN)
    first = char_class(leads | {c.lower() for c in leads if len(c.lower()) == 1})
    others = {c for c in inside if char_model.SCRIPTS[c] != "LATI"}
    starts, odds, caps = char_class({c for c in leads if c.isupper()}), char_class(odd), char_class(capitals)
    low_followers = char_class({c for c in followers if c.islower()})
    behind = (
        f"(?<={first}{rare})|(?<={first} {rare})|(?<={small}{caps})|(?<={small}{low_followers}{caps})"
        f"|(?<={starts}{caps})(?=[a-z])|(?<={odds})(?= ?{char_class(set(followers))})"
        f"|(?<=[a-z]{char_class(inside)})|(?<=[A-Z]{char_class(others)})(?=.[a-z])"
        f"|(?<=[ГΓÃ])(?=[ �?])|(?<=[{_WORD_LEADS}])(?=[^\\s\\x00-\\x7f][a-z])"
        f"|(?<=[a-z]е)(?=[^\\s\\x00-\\x7f])|(?<=[A-Z][ÃÄÅĂĹ])(?=[^\\s\\x00-\\x7f][a-z])"
        f"|(?<= [ĂĆ]{caps})(?= )|(?<=[ÐÑØÙ])(?=[ÐÑØÙ])|(?<=[\x80-\x9f])"
        f"|(?<=[ÃÄÅÐÑĂĹĆĐΓΔΕ][{_LATE}])|(?<=[ÃÅÄĂĹ])(?= [a-z])"
    )
    anchors = set(followers) - common | odd | capitals | inside | set(_LATE) | {"е"}
    pattern = f"{char_class(anchors)}(?:{behind})"
    lowered: dict[str, int] = {}
    for lead, mask in double.items():
        if len(low := lead.lower()) == 1 and low != lead:
            lowered[low] = lowered.get(low, 0) | mask
    return _Gate(lazyre.compile(pattern), double, long, followers, lowered)


@cache
def _latin_leads() -> frozenset[str]:
    """Capitals and letters without case that stand for leads of Latin letters and of typographic marks."""
    out: set[str] = set()
    for name in codecs.CODECS:
        chars = codecs.shown()[name]
        out.update(c for byte in (0xC2, 0xC3, 0xC4, 0xC5, 0xE1, 0xE2) if _is_lead(c := chars[byte - 0x80]))
    return frozenset(out)


def _is_lead(char: str) -> bool:
    return char.isupper() or (char.isalpha() and char.lower() == char.upper())


@cache
def innocent(lead: str, follower: str) -> bool:
    """Whether clean text of some language holds this pair."""
    script = char_model.SCRIPTS[lead]
    if not script:
        return False
    if char_model.SCRIPTS[follower] == script or char_model.SCRIPTS[follower] == "MARK":
        if script in ("HEBR", "ARAB", "THAI"):
            return True
        if lead.islower() and follower.isupper():
            return False
        known = char_model.script_model(script)
        if known is None or known.logs[lead.lower()] < _LIVING_LETTER:
            return False
        pair = (lead + follower).lower()
        return known.logs[pair] > _LIVING_BIGRAM and (pair in known or known.logs[pair] > _SURELY_LIVING)
    return follower in _TYPOGRAPHIC and not lead.isupper()


def _explain(text: str, lead_at: int, follower_at: int) -> int:
    """Codecs (bits) that explain the pair; 0 when clean text holds it as well."""
    if text[lead_at] == "…":  # asks for what is farther off
        return _judged(text, lead_at, follower_at)
    end = follower_at + 2
    if text[lead_at] not in _long_or_mark():
        after = _KIND[text[end - 1 : end]]
    elif text[end - 1 : end] == " ":
        after = text[end - 1 : end + 1]
    else:
        after = text[end - 1 : end]
    # Of the character before it matters only whether it is a letter of ASCII, and its case.
    before = _KIND[text[lead_at - 1]] if lead_at else " "
    return _known(f"{before}{text[lead_at : end - 1]}{after}", follower_at - lead_at)


class _Kind(dict[str, str]):
    """One letter for all of ASCII of a case, one for all other small ones, a space for all else."""

    def __missing__(self, char: str) -> str:
        kind = " "
        if char.isascii() and char.isalpha():
            kind = "aA"[char.isupper()]
        elif char.islower():
            kind = "ß"
        self[char] = kind
        return kind


_KIND = _Kind()


@cache
def _long_or_mark() -> frozenset[str]:
    """Leads of which it matters what character follows the pair: it may belong to it."""
    return frozenset(_gate().long) | _TYPOGRAPHIC


@lru_cache(maxsize=20_000)  # garbled text is made of few pairs
def _known(near: str, distance: int) -> int:
    return _judged(near, 1, 1 + distance)


def _judged(text: str, lead_at: int, follower_at: int) -> int:
    gate = _gate()
    lead, follower = text[lead_at], text[follower_at]
    if follower not in gate.followers or not (
        lead in gate.double or lead in gate.long or lead in gate.lowered
    ):
        return 0
    spaced = follower_at - lead_at > 1
    letter = bool(char_model.SCRIPTS[follower]) and follower not in _ORDINALS
    if spaced and (
        follower in _AFTER_SPACE or (letter and (lead in _TYPOGRAPHIC or char_model.SCRIPTS[lead]))
    ):
        return 0
    if letter and lead in _TYPOGRAPHIC:
        return _mark_before_letter(text, lead_at, follower_at, gate)
    mask = gate.followers.get(follower, 0)
    if lead.islower() and not lead.isascii() and not letter and follower not in _TYPOGRAPHIC:
        low = gate.lowered.get(lead, 0) & mask  # the case was lost, and the lead with it
        if low and not innocent(lead, follower):
            return low
    two = gate.double.get(lead, 0) & mask
    # Two capitals and a small letter: one of the two is no letter of the word.
    before = text[max(0, lead_at - 1) : lead_at]
    capitals = lead.isupper() and follower.isupper() and text[follower_at + 1 : follower_at + 2].islower()
    capitals |= lead.isupper() and follower.islower() and before.isascii() and before.isupper()
    # After an ASCII letter, a letter or mark of another script is odd enough by itself.
    around = before + text[follower_at + 1 : follower_at + 2]
    torn = not spaced and any(c.isascii() and c.isalpha() for c in around)
    if (
        two
        and innocent(lead, follower)
        and not capitals
        and not (torn and char_model.SCRIPTS[lead] not in ("LATI", "MARK", ""))
    ):
        two = 0
    return two | _three_bytes(text, lead, follower_at, gate)


def _mark_before_letter(text: str, lead_at: int, follower_at: int, gate: _Gate) -> int:
    """Codecs of a quote or dash before a word: garbled only if another pair follows."""
    lead, follower = text[lead_at], text[follower_at]
    after = text[follower_at + 1 : follower_at + 3].lstrip(" ")[:1]
    before = text[max(0, lead_at - 1) : lead_at]
    if lead == "…" and (
        (char_model.SCRIPTS[follower] != "LATI" and before.isascii() and before.isalpha())
        or text[max(0, lead_at - _NEAR) : lead_at + _NEAR].count(lead + follower) > 1
    ):
        return gate.double.get(lead, 0) & gate.followers.get(follower, 0)  # ə, ɛ and ɔ: t…ôr…ôf
    if not after or char_model.SCRIPTS[after]:
        return 0
    gate_mask = gate.double.get(after, 0) | gate.long.get(after, 0)
    return gate.double.get(lead, 0) & gate.followers.get(follower, 0) & gate_mask


def _three_bytes(text: str, lead: str, follower_at: int, gate: _Gate) -> int:
    """Codecs under which the pair begins a character of three bytes or more."""
    follower = text[follower_at]
    three = gate.long.get(lead, 0) & gate.followers.get(follower, 0)
    if three:
        third = text[follower_at + 1 : follower_at + 3]
        after = third[1:] if third[:1] == " " else third[:1]
        if after not in _STAND_INS or not after:
            three &= gate.followers.get(after, 0)
        clean_end = not after or after in _TYPOGRAPHIC or innocent(follower, after)
        if three and clean_end and innocent(lead, follower):
            three = 0
    return three


def hits(text: str) -> Iterator[Hit]:
    """Suspicious pairs from left to right."""
    gate = _gate()
    for match in gate.pattern.finditer(text):
        at = match.start()
        before = at - 1
        if before > 0 and text[before] == " ":
            before -= 1
        if before >= 0 and (codecs := _explain(text, before, at)):
            yield Hit(before, codecs)
            continue
        if before > 0 and (codecs := _explain(text, before - 1, before)):
            yield Hit(before - 1, codecs)
            continue
        after = at + 1
        if text[after : after + 1] == " ":
            after += 1
        if after < len(text) and (codecs := _explain(text, at, after)):
            yield Hit(at, codecs)
        elif codecs := _out_of_place(text, at, gate):
            yield Hit(at, 0 if codecs < 0 else codecs)


def _out_of_place(text: str, at: int, gate: _Gate) -> int:
    """Codecs of a lead that no clean word holds there; -1 for a control character, 0 for nothing odd."""
    char = text[at]
    if "\x7f" < char < "\xa0":
        # NEL is a line end to some systems; after a letter or a quote it was an ellipsis.
        return -1 if char != "\x85" or text[at - 1 : at].strip() else 0
    if at and text[at - 1].isascii() and text[at - 1].isalpha():
        foreign = char_model.SCRIPTS[char] not in ("LATI", "", "MARK")
        if foreign or (char.isupper() and text[at - 1].islower()):
            return gate.double.get(char, 0) | gate.long.get(char, 0)
    elif char in "ÃГΓÅÄĂĹДЕΔΕ" and (not at or not text[at - 1].isalpha()):
        after = text[at + 1 : at + 3]
        if char in "ÃГΓÅÄĂĹ" and after[:1] in (" ", "?", "�") and (char in "ÃГΓ" or after[1:].islower()):
            return gate.double[char]
        within = after[1:].isascii() and after[1:].islower() and after[:1] in gate.followers
        if char in "ГΓДЕΔΕ" and within and not after[:1].isascii():  # Еѕeljele was željele
            return gate.double[char]
    elif char in "ÐÑØÙ" and text[at + 1 : at + 2] in tuple("ÐÑØÙ"):  # the controls between were dropped
        return gate.double[char]
    return 0


def loose_pairs(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """Every lead with a continuation after it in a stretch, clean or not: they vote."""
    return _loose().findall(text, start, end)


@cache
def of_pair(pair: tuple[str, str]) -> int:
    """The codecs (bits) of a lead with a continuation after it."""
    gate = _gate()
    lead, follower = pair
    return (gate.double.get(lead, 0) | gate.long.get(lead, 0)) & gate.followers[follower]


@cache
def _loose() -> re.Pattern[str]:
    gate = _gate()
    return lazyre.compile(
        f"(?=({char_class(set(gate.double) | set(gate.long))}) ?({char_class(set(gate.followers))}))"
    )
