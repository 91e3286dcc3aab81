"""Encodings that a container declares: believed while the bytes decode in them and read as text."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.encoding.bytes import guess
from mtcheck.encoding.bytes.certainty import MIN_MARGIN, is_certain
from mtcheck.encoding.bytes.decode import decode

# What programs write under a narrower name (WHATWG Encoding, 4.2); in East Asia nobody tells them apart.
_WIDER = {
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_WIDER_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_SEQUENCE = lazyre.compile(b"[\xc2-\xf4][\x80-\xbf]+")
# Fewer sequences of UTF-8 may be chance: two Chinese characters of GBK are one now and then.
_FEW_SEQUENCES = 4
# Between these characters a stretch of any encoding may be cut.
_CUTS = (b"\n", b" ", b"<", b'"')


class Settled(NamedTuple):
    """The encoding of an input; ``contradicted`` when it is not the one it declares, beyond doubt."""

    encoding: str
    contradicted: bool = False


def known_encoding(name: str | None) -> str | None:
    """Python's codec for the name of an encoding, if it has one that reads text.

    >>> known_encoding("Latin2"), known_encoding("x-sjis"), known_encoding("no-such"), known_encoding("zip")
    ('iso8859-2', 'shift_jis', None, None)
    """
    wanted = (name or "").strip().lower()
    for each in (wanted, wanted.removeprefix("x-")):
        try:
            found = codecs.lookup(each).name
            "".encode(found)  # refused by codecs of bytes
            return found
        except (LookupError, ValueError):
            continue
    return None


def settle(head: bytes, declared: str) -> Settled:
    """The encoding of an input by its first bytes and by what it, or who reads it, says.

    >>> settle("Größe".encode("latin-1"), "iso8859-1"), settle("Größe: süß".encode(), "iso8859-1")
    (Settled(encoding='iso8859-1', contradicted=False), Settled(encoding='utf-8', contradicted=True))
    """
    declared = codecs.lookup(declared).name.replace("utf-8-sig", "utf-8")
    by_ascii = b"ascii <text>".decode(declared, "replace") == "ascii <text>"
    if head.isascii():
        return Settled(declared if by_ascii else "utf-8")
    utf8 = _text(head, "utf-8")
    if declared == "utf-8":
        return Settled("utf-8") if utf8 is not None else _found(head, declared)
    part = _sample(head)
    if not by_ascii:
        return Settled("utf-8", True) if utf8 is not None else _found(head, "utf-8")
    if utf8 is not None and prefers_utf8(part, declared):
        return Settled("utf-8", True)
    for codec, is_same in (
        (declared, True),
        (_WIDER.get(declared), True),
        (_WIDER_LATIN.get(declared), False),
    ):
        text = _text(part, codec) if codec else None
        if codec and text is not None and _text(head, codec) is not None:
            best = guess.best(part)
            if best is not None and best.score - guess.value(text) >= MIN_MARGIN:
                return _found(head, declared)
            return Settled(codec, not is_same)
    return _found(head, declared)


def prefers_utf8(data: bytes, encoding: str) -> bool:
    """Whether bytes that are valid UTF-8 are that rather than text of another encoding."""
    if len(_SEQUENCE.findall(data)) >= _FEW_SEQUENCES:
        return True
    text = _text(data, encoding)
    return text is None or guess.value(data.decode("utf-8", "ignore")) > guess.value(text)


def _found(head: bytes, declared: str) -> Settled:
    """Another encoding where that is sure; else the declared one, and single records say what is wrong."""
    cut = head[: head.rfind(b"\n") + 1] or head
    found = decode(cut, declared=declared)
    if found.encoding in guess.LEGACY and is_certain(found):
        return Settled(found.encoding, True)
    return Settled(declared)


def _sample(head: bytes) -> bytes:
    part = guess.sample(head)
    end = max(part.rfind(cut) for cut in _CUTS)
    return part[: end + 1] if not part[: end + 1].isascii() else part


def _text(data: bytes, codec: str) -> str | None:
    """The text of bytes that may break off inside of a character; None where it is none."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None
    return text if codec == "utf-8" or guess.holds_text(text) else None
