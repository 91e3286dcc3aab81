"""ENC002: mojibake that a translator broke apart with spaces: `РєР ° РЅР ° Р »` for `канал`."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING, repaired
from mtcheck.text.conventions import mark_words
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
    yield from _between_numbers(view)


# à of a range, as an editor leaves it that makes the no-break space of its second byte a plain one. The first
# byte is Ã, Ă, Г or Γ by the table.
_RANGE = lazyre.compile(
    r"\d(?:[ \u00a0]?(?:[^\W\d_]{1,3}|[%€$£°]))?[ \u00a0]([\u00c3\u0102\u0413\u0393] )(?= \d)"
)


def _between_numbers(view: View) -> Iterator[Hit]:
    """The word à between two numbers: `3 400 Ã  5 200`"""
    if "à" not in mark_words(view.tag.base).ranges:
        return
    for match in _RANGE.finditer(view.text):
        start, end = match.span(1)
        if not any(start < other.end and other.start < end for other in view.repairs):
            said = "mojibake broken apart by spaces (utf-8) for 'à'"
            yield Hit(start, end, said, "à", confidence=LIKELY)
