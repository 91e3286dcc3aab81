"""Messages for a person: one line each, in which what comes from data can do nothing.

A name of a file, an id of a record or a header may hold line ends, codes that a terminal obeys, and commands
that a CI system reads from the output of a job.
"""

from __future__ import annotations

import sys
import unicodedata
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, TextIO

from mtcheck import lazyre

if TYPE_CHECKING:
    import logging

# What runners of GitHub (`::stop-commands::`, `##[group]`) and Azure (`##vso[task.x]`) obey: the first at the
# beginning of a line, the others anywhere in it.
_AT_START = lazyre.compile(r"^(\s*):(?=:)")
_ANYWHERE = lazyre.compile(r"#(?=#(?:\[|vso\[))")


def say(text: str, stream: TextIO | None = None) -> None:
    """Write one line on standard error: what has to be said beside the output. Never fails."""
    out = sys.stderr if stream is None else stream
    if out is None:  # closed by whoever started us
        return
    with suppress(OSError, ValueError):  # nobody is left to tell
        out.write(f"{one_line(text)}\n")
        out.flush()


def one_line(text: str) -> str:
    r"""The text without what a terminal, a CI system or a reader of lines obeys.

    >>> one_line("a\n::stop-commands::x"), one_line("::error::x"), one_line("x ##[group]y")
    ('a␊::stop-commands::x', ': :error::x', 'x # #[group]y')
    """
    return _ANYWHERE.sub("# ", _AT_START.sub(r"\1: ", visible(text)))


def visible(text: str) -> str:
    """The text without what a terminal obeys or cannot show: controls, direction marks, surrogates.

    >>> visible("a\\x1b[31m\\u202eb\\tc")
    'a␛[31m\\ufffdb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character == "\t":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if unicodedata.category(character) in ("Cc", "Cs") or character in "\u2028\u2029":
        return "\ufffd"
    if unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) != "BN":
        return "\ufffd"
    return character


@cache
def log(module: str) -> logging.Logger:
    """The log of one of our modules; loaded when there is something to say."""
    import logging

    # A library is silent unless its user asks: the report says the same.
    logging.getLogger("mtcheck").addHandler(logging.NullHandler())
    return logging.getLogger(module)
