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

    The bytes are taken back and read again, through several layers if need be. The fix is safe when nothing
    is lost on the way or a word list has the resulting words. Text between back-quotes is left alone.
    """
    yield from repaired(view, "mojibake", "mojibake")
