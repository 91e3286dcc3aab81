"""Where the values of a JSON text stand: a scanner that keeps places, and never more than one token.

The standard library and msgspec give values without places; a text can only be written back into its string
literal when the literal is known to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.document import Place
from mtcheck.formats.io.window import Window
from mtcheck.formats.mapping.region import Escape

Path = tuple[str | int, ...]
# Deeper is no data anybody wrote; the scanner itself does not recurse.
MAX_DEPTH = 500

_SPACE = lazyre.compile(rb"[ \t\r\n]*")
_STRING = lazyre.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)
_STRING_REST = lazyre.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.S)
# What is between the opening quotation mark of a key and its value, where all of it is there.
_KEY = lazyre.compile(rb'([^"\\]*)"[ \t\r\n]*:[ \t\r\n]*')
_WORD = lazyre.compile(rb"[-+.\w]+")
_SCALAR = lazyre.compile(rb"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|NaN|-?Infinity")
# A token is looked for only when so many bytes of it are there; words of JSON are shorter.
_LOOK_AHEAD = 64
_ESCAPE = lazyre.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.S)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WRITTEN = {value: f"\\{key}" for key, value in _SIMPLE.items()} | {'"': '\\"', "\\": "\\\\"}
_MUST_ESCAPE = lazyre.compile(r'["\\\x00-\x1f\ud800-\udfff]')
_MUST_ESCAPE_ASCII = lazyre.compile(r'["\\\x00-\x1f]|[^\x00-\x7f]')


class Value(NamedTuple):
    """A value, where it is and what it is: string, long string, number, true, false, null, { or [.

    ``data`` is what is between a string's quotation marks, and ``start`` is its first byte there.
    """

    path: Path
    kind: str
    data: bytes
    start: int
    place: Place


class JsonError(Exception):
    """The text is not JSON: what is wrong, and where."""

    def __init__(self, problem: str, place: Place) -> None:
        super().__init__(problem, place)
        self.problem, self.place = problem, place


def scan(window: Window, max_string_bytes: int) -> Iterator[Value]:
    """Every value of one JSON text, in order; containers when they begin. Raises JsonError."""
    return _Scanner(window, max_string_bytes).values()


class _Scanner:
    def __init__(self, window: Window, max_string_bytes: int) -> None:
        self._window, self._cap = window, max_string_bytes
        self._at = 0  # in window.data
        self._path: list[str | int] = []
        self._closers: list[bytes] = []

    def values(self) -> Iterator[Value]:
        """The values of the text, up to its end."""
        token = self._next()
        if not token:
            raise self._error("there is no value")
        while True:
            if token in b"{[":
                yield self._value(token.decode(), b"", self._at - 1)
                token = self._open(token)
                if token not in b"}]":
                    continue
                self._close()
            else:
                yield self._scalar(token)
            while self._closers:
                token = self._next()
                if token == b",":
                    token = self._item(self._next())
                    break
                if token != self._closers[-1]:
                    wanted = self._closers[-1].decode()
                    raise self._error(
                        f"expected , or {wanted}" if token else f"it breaks off before {wanted}"
                    )
                self._close()
            else:
                if self._next():
                    raise self._error("something follows the value")
                return

    def _open(self, token: bytes) -> bytes:
        """Go into a container: the first token of its first value, or its closing token."""
        if len(self._closers) >= MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")
        self._closers.append(b"}" if token == b"{" else b"]")
        self._path.append(-1)
        first = self._next()
        return first if first == self._closers[-1] else self._item(first)

    def _item(self, token: bytes) -> bytes:
        """The first token of the next value of a container, after its key."""
        if self._closers[-1] == b"]":
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else 0
            if token in (b"]", b",", b":", b"}", b""):
                raise self._error("a value is missing")
            return token
        if token != b'"':
            raise self._error("a key is missing" if token else "it breaks off in an object")
        key = _KEY.match(self._window.data, self._at)
        if key:
            self._path[-1] = key[1].decode("utf-8", "replace")
            self._at = key.end()
        else:
            self._path[-1] = unescape(self._string()[0].decode("utf-8", "replace"))
            if self._next() != b":":
                raise self._error("a key has no colon behind it")
        token = self._next()
        if token in (b"]", b",", b":", b"}", b""):
            raise self._error("a value is missing")
        return token

    def _close(self) -> None:
        self._closers.pop()
        self._path.pop()

    def _next(self) -> bytes:
        """The next token's first byte, which is consumed unless it begins a word; b"" at the end."""
        window = self._window
        byte = window.data[self._at : self._at + 1]
        while byte in b" \t\r\n":  # nothing, too
            space = _SPACE.match(window.data, self._at)
            self._at = space.end() if space else self._at
            if self._at == len(window.data):
                self._forget()
                if not window.more():
                    return b""
            byte = window.data[self._at : self._at + 1]
        if byte in b'{}[],:"':
            self._at += 1
        return byte

    def _forget(self) -> None:
        self._window.drop(self._at)
        self._at = 0

    def _scalar(self, token: bytes) -> Value:
        if token == b'"':
            self._window.mark(self._at)
            start, place = self._window.base + self._at, self._window.place
            data, whole = self._string()
            return Value(tuple(self._path), "string" if whole else "long string", data, start, place)
        if token in b"}],:":
            raise self._error(f"{token.decode()} stands where a value should be")
        window = self._window
        if len(window.data) - self._at < _LOOK_AHEAD:
            self._forget()
            while len(window.data) < _LOOK_AHEAD and window.more():
                pass
        word = _WORD.match(window.data, self._at)
        text = word[0] if word else window.data[self._at : self._at + 1]
        if not _SCALAR.fullmatch(text):
            raise self._error(f"{text[:20].decode('latin-1')!a} is no value")
        value = self._value("number" if text[:1] in b"-0123456789NI" else text.decode(), text, self._at)
        self._at += len(text)
        return value

    def _string(self) -> tuple[bytes, bool]:
        """What is after an opening quotation mark; nothing where it is longer than the cap."""
        window = self._window
        opening = self._at - 1
        while True:
            match = _STRING.match(window.data, opening)
            if match:
                self._at = match.end()
                return match[0][1:-1], True
            if len(window.data) - opening > self._cap:
                self._at = opening + 1
                self._skip()
                return b"", False
            self._at = opening
            self._forget()
            opening = 0
            if not window.more():
                raise self._error("a string has no end")

    def _skip(self) -> None:
        """Go after the end of a string that is not kept."""
        window = self._window
        while True:
            rest = _STRING_REST.match(window.data, self._at)
            self._at = rest.end() if rest else self._at
            if window.data[self._at : self._at + 1] == b'"':
                self._at += 1
                return
            self._forget()
            if not window.more():
                raise self._error("a string has no end")

    def _value(self, kind: str, data: bytes, at: int) -> Value:
        """A value at an offset of the window."""
        self._window.mark(at)
        return Value(tuple(self._path), kind, data, self._window.base + at, self._window.place)

    def _error(self, problem: str) -> JsonError:
        self._forget()
        return JsonError(problem, self._window.place)


def string_escapes(raw: str) -> list[Escape]:
    """The escapes of a string literal; a surrogate pair is one, half a pair stays half.

    >>> [escape.text for escape in string_escapes(r"a\\n\\u00e9\\ud83d\\ude00")] == ["\\n", "é", "😀"]
    True
    """
    out: list[Escape] = []
    place = 0
    while (at := raw.find("\\", place)) >= 0:
        match = _ESCAPE.match(raw, at)
        if match is None:
            break
        text, place = _meant(match)
        out.append(Escape(at, place, text))
    return out


def _meant(match: re.Match[str]) -> tuple[str, int]:
    """What an escape stands for, and where it ends."""
    if match[1] is None:
        return _SIMPLE.get(match[3], match[3]), match.end()
    code = int(match[1], 16)
    if match[2] is None:
        return chr(code), match.end()
    if 0xD800 <= code < 0xDC00:
        return chr(0x10000 + ((code - 0xD800) << 10) + int(match[2], 16) - 0xDC00), match.end()
    return chr(code), match.start() + len(r"\uXXXX")


def unescape(raw: str) -> str:
    """The text of a string literal.

    >>> unescape(r"a\\/b")
    'a/b'
    """
    if "\\" not in raw:
        return raw
    parts: list[str] = []
    done = 0
    for escape in string_escapes(raw):
        parts += (raw[done : escape.start], escape.text)
        done = escape.end
    return "".join((*parts, raw[done:]))


def write_string(text: str, *, as_ascii: bool = False) -> str:
    """A text as it is in a string literal.

    >>> write_string('“so”\\n'), write_string("é", as_ascii=True)
    ('“so”\\\\n', '\\\\u00e9')
    """
    return (_MUST_ESCAPE_ASCII if as_ascii else _MUST_ESCAPE).sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _WRITTEN:
        return _WRITTEN[character]
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
