"""One legacy encoding read as another: cp1251 as cp1252, koi8-r as cp1251, gb18030 as cp1252 ...

Only where it is certain: the garbled form holds runs of letters that no language writes, and another
script comes out that reads far better. One Latin encoding read as another stays as it is: every
letter it shows is a letter of some language, and correct Icelandic, Czech or Turkish would suffer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mtcheck.encoding.bytes import guess

# Four letters outside ASCII in a row: Vietnamese has at most two, every other Latin language fewer.
from mtcheck.encoding.mojibake import codecs, likelihood, suspicion

# Four letters outside ASCII in a row: Vietnamese has at most two, every other Latin language fewer.
from mtcheck.lexicon import char_model

# Four letters outside ASCII in a row: Vietnamese has at most two, every other Latin language fewer.
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_LATIN_RUN = f"[\xc0-\xd6\xd8-\xf6\xf8-\xff]{{2}}[\xa1-\xff{_WINDOWS}“”‘’–—\x80-\x9f]{{2}}"
_SYMBOL_RUN = f"[\xa1-\xbf{_WINDOWS}][\xc0-\xff][\xa1-\xff{_WINDOWS}][\xa1-\xff]"
# Cases swapped inside Cyrillic words; DOS bytes as Windows letters and marks.
_CASE_RUN = "[а-яё][А-ЯЁ]{3}|(?<![^\\W_])[а-яё][А-ЯЁ]+(?![^\\W_])|[А-ЯЁ]{5} [А-ЯЁ]{3}|[А-ЯЁ]{3} [А-ЯЁ]{5}"
_DOS_RUN = "[®¤¬¦¨ЇҐ\xadўЁ][а-яёў®¤¬ҐЁ]?[®¤¬¦¨ЇҐ\xadў]|[тшхъ][ЁЄїў№°√\u2219·][а-яёЁЄ]"
_RUN = re.compile(f"{_LATIN_RUN}|{_SYMBOL_RUN}|{_CASE_RUN}|{_DOS_RUN}")
# Every run holds two characters outside ASCII side by side: in most lines of English there are none.
_FOREIGN_REST = re.compile("[^\x00-\x7f]{2}[^\n]*")
_WRONG_LATIN = ("cp1252", "latin-1")
_REAL_LATIN = [
    "cp1251",
    "koi8-r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
    "gb18030",
    "cp949",
    "cp932",
    "big5",
    "euc_jp",
    "cp866",
    "mac_cyrillic",
    "iso8859-5",
    "koi8-u",
]
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859-5", "koi8-u")
_MIN_GAIN = 20.0  # nats, for a line
_MIN_GAIN_CHAR = 1.2  # nats, for each character outside ASCII; wrong readings gain less than 0.6
_MIN_LETTERS = 5  # letters of the new script
_GLANCE, _FINALISTS = 60, 3  # characters scored for every encoding, and how many go on
_SAMPLE = 300  # characters; a longer line is judged by its beginning and changed as a whole


class Reading(NamedTuple):
    """A stretch of a line read in another encoding."""

    start: int
    end: int
    text: str
    codec: str  # "cp1251 as cp1252"
    gain: float


def places(text: str) -> Iterator[int]:
    """Where a run stands that no language writes."""
    for rest in _FOREIGN_REST.finditer(text):
        for match in _RUN.finditer(text, max(0, rest.start() - 1), rest.end()):
            yield match.start()


@cache
def _to_bytes(name: str) -> dict[str, int]:
    chars = codecs.table(name).chars
    known = {chr(code): code for code in range(0x80, 0xA0)}
    known.update((char, byte) for byte, char in reversed(list(enumerate(chars, 0x80))))
    return known


def _encode(text: str, name: str) -> bytes | None:
    known = _to_bytes(name)
    try:
        return bytes(ord(c) if c < "\x80" else known[c] for c in text)
    except KeyError:
        return None


def read(line: str, only: str = "") -> Reading | None:
    """The line, or the part of it outside ASCII, as another encoding says it; None when none is certain.

    With the name of a story ("cp1251 as cp1252") that one alone is looked at.
    """
    high = [i for i, c in enumerate(line) if c > "\x7f"]
    if len(high) < _MIN_LETTERS:
        return None
    start = line.rfind(" ", 0, high[0]) + 1
    end = line.find(" ", high[-1])
    end = len(line) if end < 0 else end
    old = line[start:end]
    # Of the letters, for in cp866 read as cp1251 most of a line may be marks.
    scripts = [char_model.SCRIPTS[line[i]] for i in high]
    cyrillic = scripts.count("CYRI") > scripts.count("LATI")
    texts = _texts(old, cyrillic, only)
    for size in (_SAMPLE,) if only else (_GLANCE, _SAMPLE):  # most are out of the question at a glance
        base = likelihood.score(old[:size])
        scored = [(_score(text, size / len(old)) - base + _prior(name), name, text) for name, text in texts]
        scored.sort(key=lambda row: -row[0])
        texts = [(name, text) for _, name, text in scored[:_FINALISTS]]
    if not scored:
        return None
    gain, name, text = scored[0]
    judged = sum(i < start + _SAMPLE for i in high)
    if gain < max(_MIN_GAIN, _MIN_GAIN_CHAR * judged) or next(suspicion.hits(text), None) is not None:
        return None  # uncertain, or still garbled: some other story
    return Reading(start, end, text, name, gain)


def _texts(old: str, cyrillic: bool, only: str) -> list[tuple[str, str]]:
    """What other encodings make of a text, where that is text at all."""
    out: list[tuple[str, str]] = []
    for wrong in _CYRILLIC if cyrillic else _WRONG_LATIN:
        data = _encode(old, wrong)
        if data is None:
            continue
        for real in _CYRILLIC if cyrillic else _REAL_LATIN:
            if only and only != f"{real} as {wrong}":
                continue
            text = guess.read(data, real) if real != wrong else None
            if text is not None and text != old and _sane(text[:_SAMPLE]):
                out.append((f"{real} as {wrong}", text))
        if not cyrillic:
            break  # where cp1252 has the bytes, latin-1 has the same
    return out


def _score(text: str, share: float) -> float:
    """Log likelihood of the same share of a text; one of wide characters is shorter."""
    return likelihood.score(text[: max(1, round(len(text) * min(1.0, share)))])


def _prior(name: str) -> float:
    return guess.LEGACY.get(name.partition(" ")[0], -3.0)


def _sane(text: str) -> bool:
    """Whether the letters outside ASCII are of one script other than Latin, and known."""
    counts: dict[str, int] = {}
    odd = 0
    alphabet = char_model.all_letters()
    for char in text:
        if char > "\x7f" and (script := char_model.SCRIPTS[char]):
            group = "CJK" if script in ("HIRA", "KATA") else script
            counts[group] = counts.get(group, 0) + 1
            odd += group in ("LATI", "CYRI", "GREE", "ARAB", "HEBR") and char.lower() not in alphabet
    total = sum(counts.values())
    if total < 3 or max(counts.values()) < 0.9 * total or counts.get("LATI", 0) * 10 > total:
        return False
    return odd * 20 <= total
