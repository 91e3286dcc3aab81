"""ENC003: characters were lost on the way: `caf�`, `?????? ?? Telegram`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule("ENC003", "lossy-encoding", category=CHARACTER_ENCODING, severity=Severity.MAJOR, skip=("link", "code"))
def lossy_encoding(view: View, options: Options) -> Iterator[Hit]:
    """Characters were lost on the way: `caf\ufffd`, `?????? ?? Telegram`.

    A program wrote U+FFFD, or question marks, for bytes it could not read. What stood there is not in the
    text any more, so there is no fix; the source has to be fetched again. Emphatic marks (`What???`) are
    left alone.
    """
    text = view.text
    if "\ufffd" in text:
        for match in _REPLACEMENT.finditer(text):
            yield Hit(*match.span(), f"{len(match[0])} lost characters (U+FFFD)")
    if "??" in text:
        for match in _QUESTION_MARKS.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if before.islower() and after.isupper():
                continue  # a sentence that begins without a space
            yield Hit(*match.span(), f"question marks for lost letters: {match[0]!r}")


_REPLACEMENT = re.compile("\ufffd+")


# Two words of question marks in a row, or a run of them inside a word: nobody asks like that.
_QUESTION_MARKS = re.compile(
    r"(?<![\w?!.,])\?{2,}(?: \?{1,})+(?![?!])(?=[ ,.]|$)"
    r"|(?<=[^\W\d_]{2})\?{2,}(?=[^\W\d_])|(?<=[^\W\d_])\?{2,}(?=[^\W\d_]{2})"
)
