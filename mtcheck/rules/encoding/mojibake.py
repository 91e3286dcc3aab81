"""ENC001: text was decoded with the wrong encoding: `РєР°РЅР°Р»` for `канал`."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING, repaired
from mtcheck.text.view import View


@rule(
    "ENC001",
    "mojibake",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    stage="repair",
    skip=("mention",),
)
def mojibake(view: View, options: Options) -> Iterator[Hit]:
    """Text was decoded with the wrong encoding: `РєР°РЅР°Р»` for `канал`.

    The bytes are taken back and read as what they were, through several layers if need be. The fix is
    safe when the way back loses nothing, or a word list knows the words that come out. What is between
    back-quotes is spoken of, and left alone.
    """
    yield from repaired(view, "mojibake", "mojibake")
