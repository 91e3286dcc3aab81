"""ENC002: mojibake that a translator broke apart with spaces: `РєР ° РЅР ° Р »` for `канал`."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING, repaired
from mtcheck.text.view import View


@rule(
    "ENC002",
    "split-mojibake",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    stage="repair",
    skip=("mention",),
)
def split_mojibake(view: View, options: Options) -> Iterator[Hit]:
    """Mojibake that a translator broke apart with spaces: `РєР ° РЅР ° Р »` for `канал`.

    Translators put spaces round symbols and move them across quotation marks, so other programs see no
    mojibake. The fix is safe when a word list has every resulting word.
    """
    yield from repaired(view, "split", "mojibake broken apart by spaces")
