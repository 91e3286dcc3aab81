"""MRK004: marks of Markdown and of addresses that no longer do what they were set for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.markup.shared import MARKUP
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View

_FILE = r"[\w/-]{1,80}\.(?:md|html?|php|pdf|png|jpe?g)(?:#[\w-]{1,60})?"
_ADDRESS = rf"(?:(?:https?://|www\.|/|\.\./)[^()\s]{{1,200}}|{_FILE})"
# Each pattern begins with its mark: a link set apart, a heading twice, bold with spaces inside.
_PATTERNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("]", lazyre.compile(rf"\](?<=\w.)[ \u00a0]\({_ADDRESS}\)"), "link"),
    ("]", lazyre.compile(rf"\](?<=\w.)[ \u00a0]?\([ \u00a0]{_ADDRESS}[ \u00a0]?\)"), "link"),
    ("[", lazyre.compile(r"\[(?:[ \u00a0]\d{1,3}[ \u00a0]?|(?<=\w.)\d{1,3}[ \u00a0])\](?!\()"), "note"),
    ("#", lazyre.compile(r"#(?<![^\n].)(?:[ \u00a0]#){1,5}[ \u00a0](?=\w)"), "heading"),
    (
        "*",
        lazyre.compile(r"\*\*(?<![\w*]..)(?<!\d ..)[ \u00a0][^\s*][^*\n]{0,80}[^\s*][ \u00a0]\*\*(?![\w*])"),
        "bold",
    ),
    (
        "*",
        lazyre.compile(
            r"\*(?<![*\w].)[ \u00a0]\*[ \u00a0][^\W_][^*\n]{0,80}[ \u00a0]\*[ \u00a0]\*(?![ \u00a0]?\*)"
        ),
        "bold",
    ),
    ("_", lazyre.compile(r"__(?<![\w]..)[ \u00a0][^\s_](?:[^_\n]{0,80}[^\s_])?[ \u00a0]__(?![\w_])"), "bold"),
)
# Bytes of an address written out, outside an address.
_BYTES = lazyre.compile(r"%[ \u00a0]?[0-9A-Fa-f]{2}(?:[ \u00a0]?%[ \u00a0]?[0-9A-Fa-f]{2}){2,}")


@rule(
    "MRK004",
    "broken-markup",
    category=MARKUP,
    severity=Severity.MINOR,
    skip=("code",),
    needs=Needs(("]", "[", "#", "*", "_", "%")),
)
def broken_markup(view: View, options: Options) -> Iterator[Hit]:
    """A translator broke the Markdown: `[the map] (https://…)`, `** word **`, `# # Title`

    With a space inside, the marks show as text. Bytes of an address with spaces between them (`% D0 % BC %
    D0`) are reported too; ENC004 has those that can be decoded. Code, and what the source has the same way,
    are left alone.
    """
    text, source = view.text, view.document.source or ""
    for needed, pattern, what in _PATTERNS:
        for match in pattern.finditer(text) if needed in text else ():
            if match[0] not in source:
                yield Hit(*match.span(), f"{what} with a space in it: {match[0][:40]!r}")
    for match in _BYTES.finditer(text) if "%" in text else ():
        spaced = " " in match[0]
        if spaced and match[0] not in source and not view.in_zone(Span(*match.span()), ("link",)):
            yield Hit(*match.span(), f"bytes of an address: {match[0][:24]!r}")
