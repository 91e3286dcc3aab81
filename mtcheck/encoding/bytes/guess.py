"""Which legacy encoding bytes are in: the one whose text reads best.

Every codec that can read the bytes gives a text; the character model scores each. One text of a few
letters proves nothing, so the caller asks how far the best lies ahead of the others.
"""

from __future__ import annotations

from typing import NamedTuple

from mtcheck import lazyre

#: Codecs in the order of a tie, with the log probability each starts from (nats).
from mtcheck.lexicon import char_model

#: Codecs in the order of a tie, with the log probability each starts from (nats).
LEGACY: dict[str, float] = {
    "cp1252": 0.0,
    "cp1251": -0.5,
    "gb18030": -1.0,
    "cp932": -1.0,
    "cp1250": -1.0,
    "big5": -1.0,
    "cp949": -1.0,
    "euc_jp": -1.5,
    "koi8-r": -1.0,
    "cp1253": -1.0,
    "cp1254": -1.0,
    "cp1256": -1.0,
    "cp1255": -1.0,
    "cp874": -1.5,
    "cp1257": -1.5,
    "cp1258": -2.0,
    "iso8859-2": -1.5,
    "iso8859-5": -2.0,
    "koi8-u": -2.0,
    "cp866": -1.5,
    "mac_cyrillic": -6.0,
    "cp852": -3.0,
    "cp437": -3.0,
    "cp850": -2.5,
    "mac_roman": -2.5,
}
_SAMPLE = 4000  # bytes that are scored; more say the same
_EUC_KR = "cp949"


_CONTROL_BYTES = lazyre.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS = lazyre.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


class Guess(NamedTuple):
    """A codec, the log likelihood of its text, and how far the next different text is after."""

    codec: str
    score: float
    margin: float


def sample(data: bytes) -> bytes:
    """A stretch of the bytes around the first that are not ASCII, cut at line ends or spaces."""
    if len(data) <= _SAMPLE:
        return data
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    start = max(data.rfind(b"\n", 0, first), data.rfind(b" ", 0, first)) + 1
    end = data.find(b" ", start + _SAMPLE)
    return data[start : end if 0 <= end < start + 2 * _SAMPLE else start + _SAMPLE]


def read(data: bytes, codec: str) -> str | None:
    """The text, or None when the codec cannot read the bytes or gives what no text holds."""
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if holds_text(text) else None


def holds_text(text: str) -> bool:
    """Whether there are none of the control characters that no text holds."""
    return _CONTROLS.search(text) is None


def value(text: str) -> float:
    """Log likelihood of a text; where its letters are Latin, in the language that suits it best."""
    from mtcheck.encoding.mojibake import likelihood, word_spaces  # most bytes are UTF-8

    total = likelihood.score(text)
    odd = {c for c in text.lower() if not c.isascii() and char_model.SCRIPTS[c] == "LATI"}
    if odd and len(odd) < 40:
        # All Latin languages together forgive any letter; one language does not.
        missing = min(
            (len(odd - char_model.model(n).letters) for n in word_spaces.languages(text)), default=0
        )
        total -= 4.0 * missing
    return total


_WORDS = lazyre.compile(b"[a-z ]{4,}")
_A_PART = 0.1


def _is_narrow(data: bytes) -> bool:
    """Whether a part of the bytes are words in small letters: in UTF-16 every other byte says which
    alphabet a letter is of, so no such row of bytes comes about. A byte of zero among them is damage.

    >>> _is_narrow(b"the har\\0bour was shut"), _is_narrow("港は静か。".encode("utf-16-le"))
    (True, False)
    """
    return sum(map(len, _WORDS.findall(data))) >= _A_PART * len(data)


def best(data: bytes, declared: str | None = None) -> Guess | None:
    """The codec whose text reads best, or None when none can read the bytes."""
    part = sample(data)
    found: list[tuple[float, str, str]] = []
    wide = {} if len(part) % 2 or _is_narrow(part) else {"utf-16-le": -1.0, "utf-16-be": -1.0}
    for codec, prior in (LEGACY | wide if _CONTROL_BYTES.search(part) else LEGACY).items():
        text = read(part, codec)
        if text is None:
            continue
        if codec == declared:
            prior = 3.0  # a declaration is evidence, no proof
        found.append((value(text) + prior, codec, text))
    if not found:
        return None
    found.sort(key=lambda row: -row[0])
    score, codec, text = found[0]
    margin = next((score - other for other, _, different in found[1:] if different != text), 99.0)
    return Guess(codec, score, margin)
