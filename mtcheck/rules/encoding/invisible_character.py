"""ENC005: An invisible character: zero-width space, soft hyphen, control, stray direction mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.encoding.shared import CHARACTER_ENCODING
from mtcheck.text.view import View


@rule(
    "ENC005",
    "invisible-character",
    category=CHARACTER_ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
    excused=True,
)
def invisible_character(view: View, options: Options) -> Iterator[Hit]:
    """An invisible character: zero-width space, soft hyphen, control, stray direction mark.

    Left alone: joiners in scripts and emoji that need them, direction marks beside right-to-left text,
    zero-width spaces in scripts without word spaces, word joiners beside dashes, a byte-order mark at the
    very start. A zero-width space beside a mark of Markdown, or behind @ or #, may keep it from being read
    as one, and a soft hyphen before a capital (`PAN-PRD`) may be a hyphen: they are only shown.
    """
    text = view.text
    for match in _INVISIBLE.finditer(text) if _INVISIBLE.search(view.characters) else ():
        run, start, end = match[0], *match.span()
        if run[0] == "\x1b" and len(run) > 1:
            yield Hit(start, end, f"terminal escape {run[1:]!r}", "")
        elif run[0] in _C1:
            yield Hit(start, end, f"control character {_names(run)}", safety=Safety.DISPLAY)
        elif run[0] in "\x0b\x0c\u2028\u2029":
            yield Hit(start, end, f"line or page break {_names(run)}", safety=Safety.DISPLAY)
        elif run[0] in _WIDE_SPACES:
            beside_words = text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()
            if beside_words and not _NUMBER_TO_COME.search(text, max(0, start - 12), start):
                yield Hit(start, end, f"odd space {_names(run)}", " ")
        elif not _is_needed(view, run[0], start, end) and not _is_shown(text, start, end):
            apart = run[0] == _ZERO_WIDTH and _holds_apart(view, start, end)
            safety = Safety.DISPLAY if apart or _is_for_a_hyphen(text, start, end) else None
            yield Hit(start, end, f"invisible {_names(run)}", "", safety=safety)


_SOFT_HYPHEN = "\u00ad"


def _is_for_a_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a soft hyphen stands where no word is divided: it was meant for a hyphen or a minus sign."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return text[start] == _SOFT_HYPHEN and (
        (before.isalnum() and (after.isupper() or after.isdigit())) or before in ("/", "+")
    )


_C1 = frozenset(map(chr, range(0x7F, 0xA0)))


_WIDE_SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")


# A thin space is right between a number, also one that a program puts there, and its unit: %.1f Hz
_NUMBER_TO_COME = lazyre.compile(r"%[-+#0-9$.*]*[hlqjzt]{0,2}[a-zA-Z]$")


_JOINERS = frozenset("\u200c\u200d")


_ZERO_WIDTH = "\u200b"
# Scripts that part their words by it: Thai, Lao, Tibetan and Burmese; Khmer. It may be beside a mark there.
_PARTED_BY_IT = lazyre.compile("[\u0e00-\u109f\u1780-\u17ff]")
_MARKDOWN = frozenset("*_`~[]()<>|\\#@")


_UNBROKEN = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2026/%")


_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


_INVISIBLE = lazyre.compile(
    "\x1b(?:\\[[0-9;?]{0,16}[A-Za-z])?"
    "|(?:([\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u00ad\u061c\u180e\u2000-\u2006\u2008-\u200f"
    "\u2028-\u202e\u205f-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb])\\1*)"
)


_PAIRS = frozenset(("“”", "„“", "«»", "‘’", '""', "''", "()", "[]", "``", "「」"))


def _is_shown(text: str, start: int, end: int) -> bool:
    """Whether a character is all that marks hold: it is spoken of."""
    return text[max(0, start - 1) : start] + text[end : end + 1] in _PAIRS


def _is_needed(view: View, character: str, start: int, end: int) -> bool:
    text = view.text
    if character == "\ufeff":
        return start == 0
    around = text[max(0, start - 2) : start] + text[end : end + 2]
    if character in _JOINERS:
        return any(_joins(neighbour) for neighbour in around)
    if character in _DIRECTIONS:
        line = text[slice(*view.paragraph_at(start))]
        return any(unicodedata.bidirectional(neighbour) in ("R", "AL", "AN") for neighbour in line)
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    if character == "\u2060" and any(mark in _UNBROKEN or mark.isdigit() for mark in beside):
        return True  # a typesetter keeps a dash or a unit on the line of its word
    if character == _ZERO_WIDTH and (
        text[start - 1 : start] == "\u2026" or _PARTED_BY_IT.search(text, *view.paragraph_at(start))
    ):
        return True  # a line may break behind the ellipsis that Asciidoctor sets
    if character == _ZERO_WIDTH and "%" in beside:
        return True  # it keeps a sign of per cent from a placeholder: %100, %%1
    if character in "\u200b\u2060":
        return any(
            "\u0e00" <= neighbour <= "\u109f" or neighbour >= "\u1780"
            for neighbour in around
            if neighbour < "\u2000" or neighbour > "\u2fff"
        )
    return False


def _holds_apart(view: View, start: int, end: int) -> bool:
    """Whether a zero-width space may keep a mark beside it from being read as one."""
    before, after = view.text[start - 1 : start], view.text[end : end + 1]
    if view.document.origin.format == "markdown":
        return before in _MARKDOWN or after in _MARKDOWN
    return before in ("@", "#")


def _joins(character: str) -> bool:
    """Whether a character is of a script, or an emoji, that joiners are written in."""
    code = ord(character)
    return (
        0x0600 <= code <= 0x08FF  # Arabic, Syriac, N'Ko and kin
        or 0x0900 <= code <= 0x0DFF  # Devanagari to Sinhala
        or 0x0F00 <= code <= 0x109F  # Tibetan, Burmese
        or 0x1780 <= code <= 0x18AF  # Khmer, Mongolian
        or 0xFB50 <= code <= 0xFEFC  # Arabic forms
        or 0x2190 <= code <= 0x2BFF  # symbols that make emoji
        or 0xFE00 <= code <= 0xFE0F  # variation selectors
        or code >= 0x1F000
    )


def _names(run: str) -> str:
    name = unicodedata.name(run[0], f"U+{ord(run[0]):04X}").lower()
    return f"{name} ({len(run)} times)" if len(run) > 1 else name
