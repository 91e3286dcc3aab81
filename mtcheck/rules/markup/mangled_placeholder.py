"""MRK003, mangled-placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import LIKELY, Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.markup.shared import EMPTY, MARKUP, NAMES
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View


@rule(
    "MRK003",
    "mangled-placeholder",
    category=MARKUP,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    skip=("code",),
    excused=True,
    needs=Needs(("{", "%", "&", "<")),
)
def mangled_placeholder(view: View, options: Options) -> Iterator[Hit]:
    """Spaces break a placeholder, entity or tag: `{ name }`, `% s`, `{$ total}`, `& nbsp ;`, `< b >`

    A program no longer finds a placeholder with spaces in it. Percentages (100 % sure), sets ({ x }), code,
    {{ name }} of templates and what the source writes the same way are left alone.
    """
    text, source = view.text, view.document.source or ""
    for needed, pattern in _PLACEHOLDERS:
        if needed not in text:
            continue
        for match in pattern.finditer(text):
            if match[0] in source or _is_plain(text, match):
                continue
            joined = re.sub("[ \u00a0]", "", match[0])
            if joined != match[0]:
                yield Hit(
                    match.start(), match.end(), f"placeholder {match[0]!r} with spaces in it", joined, 0.9
                )
    if "<" in text:
        yield from _spaced_tags(text, source)


_ENTITIES = (
    "nbsp|amp|lt|gt|quot|apos|laquo|raquo|mdash|ndash|hellip|rsquo|lsquo|rdquo|ldquo|bdquo|copy|reg|shy"
    "|#[ \u00a0]?x?[0-9a-fA-F]{2,5}"
)


_PLACEHOLDERS = (
    (
        "{",
        lazyre.compile(r"\{[ \u00a0]\{[ \u00a0]?\w{1,40}[ \u00a0]?\}[ \u00a0]?\}|\{\{\w{1,40}\}[ \u00a0]\}"),
    ),
    ("{", lazyre.compile(r"\$[ \u00a0]?(?<!\{)\{[ \u00a0]?\w{1,40}(?:\.\w{1,40}){0,3}[ \u00a0]?\}(?!\})")),
    ("{", lazyre.compile(r"\{(?<![\w${)=:>\\].)[ \u00a0]?\$[ \u00a0]?\w{1,40}[ \u00a0]?\}(?!\})")),
    (
        "{",
        lazyre.compile(
            r"\{(?<![\w${)=:>\\].)(?<![=>)]\s.)[ \u00a0]?"
            r"(?:[^\W\d]\w{1,40}(?:\.\w{1,40}){0,3}|\d)[ \u00a0]?\}(?!\})"
        ),
    ),
    (
        "%",
        lazyre.compile(
            r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0]?\([ \u00a0]?\w{1,40}[ \u00a0]?\)[ \u00a0]?[sdif]\b"
        ),
    ),
    ("%", lazyre.compile(r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0]?\d[ \u00a0]?\$[ \u00a0]?[sdif@]\b")),
    (
        "%",
        lazyre.compile(r"%(?<![\w%].)(?<!\d[ \u00a0].)[ \u00a0](?:\.\d)?(?:l?[sdiuf])\b(?![ \u00a0]?[’'\-])"),
    ),
    ("&", lazyre.compile(rf"&[ \u00a0]?(?:{_ENTITIES})[ \u00a0]?;")),
)


# Words before a brace that make it code or a set.
_CODE_WORD = lazyre.compile(
    r"(?:\b(?:import|const|let|var|export|struct|class|enum|return|else|try|do|set|sets|set of)"
    r"|[∈∉⊂⊆∪∩\\|])\s*$"
)


_TAG_IN_PIECES = lazyre.compile(
    rf"<[ \u00a0]?(?P<slash>/?)[ \u00a0]?(?P<name>{NAMES})[ \u00a0]?/?[ \u00a0]?>", re.IGNORECASE
)


def _is_plain(text: str, match: re.Match[str]) -> bool:
    """Whether braces are those of a set or of code, and a percent sign that of a share."""
    if "{" in match[0]:
        return _CODE_WORD.search(text, max(0, match.start() - 12), match.start()) is not None
    return False


def _spaced_tags(text: str, source: str) -> Iterator[Hit]:
    tags = list(_TAG_IN_PIECES.finditer(text))
    opened = {match["name"].lower() for match in tags if not match["slash"]}
    closed = {match["name"].lower() for match in tags if match["slash"]}
    for match in tags:
        name, joined = match["name"].lower(), re.sub("[ \u00a0]", "", match[0])
        plain = joined == match[0] or re.fullmatch(r"<\w+ /?>", match[0]) is not None
        if plain or match[0] in source or (name not in EMPTY and not (name in opened and name in closed)):
            continue
        yield Hit(match.start(), match.end(), f"tag {match[0]!r} with spaces in it", joined, LIKELY)
