"""ENC: garbled characters, text that stayed escaped, characters nobody sees."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.view import View

CHARACTER_ENCODING = "linguistic/character-encoding"


@rule(
    "ENC001",
    "mojibake",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    stage="repair",
)
def mojibake(view: View, options: Options) -> Iterator[Hit]:
    """Text was decoded with the wrong encoding: `РєР°РЅР°Р»` for `канал`.

    The bytes are taken back and read as what they were, through several layers if need be. The fix is
    safe when the way back loses nothing, or a word list knows the words that come out.
    """
    yield from _repaired(view, "mojibake", "mojibake")


@rule(
    "ENC002",
    "split-mojibake",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    stage="repair",
)
def split_mojibake(view: View, options: Options) -> Iterator[Hit]:
    """Mojibake that a translator broke apart with spaces: `РєР ° РЅР ° Р »` for `канал`.

    Translators put spaces round symbols, and move them across quotation marks; repair programs then see
    no mojibake. The fix is safe when a word list knows every word that comes out.
    """
    yield from _repaired(view, "split", "mojibake broken apart by spaces")


def _repaired(view: View, kind: str, name: str) -> Iterator[Hit]:
    for repair in view.repairs:
        if repair.kind == kind:
            yield Hit(
                repair.start,
                repair.end,
                f"{name} ({repair.codec}) for {repair.text!r}",
                repair.text,
                confidence=repair.confidence,
                safety=Safety.SAFE if repair.safe else Safety.UNSAFE,
            )


@rule(
    "ENC004",
    "escaped-text-left",
    category="design/markup",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
)
def escaped_text_left(view: View, options: Options) -> Iterator[Hit]:
    """Text is still escaped for HTML, JSON or a URL: `AT&amp;amp;T`, `&#39;`, `\\\\u0430`, `%D0%BA`.

    HTML entities are unescaped safely, however many layers deep; escapes of JSON and of URLs are a guess
    outside a link.
    """
    text = view.text
    if "&" in text:
        for match in _ENTITY.finditer(text):
            plain = _unescape(match[0])
            if plain != match[0]:
                yield Hit(match.start(), match.end(), f"HTML entity left for {plain!r}", plain)
    if "\\u" in text:
        for match in _UNICODE_ESCAPES.finditer(text):
            units = [int(unit, 16) for unit in re.findall(r"\\u([0-9a-fA-F]{4})", match[0])]
            plain = b"".join(u.to_bytes(2, "big") for u in units).decode("utf-16-be", "surrogatepass")
            if _is_plain(plain):
                yield Hit(*match.span(), f"JSON escape left for {plain!r}", plain, 0.9, Safety.UNSAFE)
    if "%" in text:
        for match in _PERCENT_ESCAPES.finditer(text):
            try:
                plain = bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if _is_plain(plain) and not view.in_zone(Span(*match.span()), ("link",)):
                yield Hit(*match.span(), f"URL escape left for {plain!r}", plain, 0.9, Safety.UNSAFE)


# An ampersand, one or more layers of amp; and an entity: &amp;amp;quot; is &quot; escaped twice.
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_UNICODE_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_PERCENT_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
# Deeper nesting than this has not been seen in the wild.
_MAX_LAYERS = 5


def _unescape(entity: str) -> str:
    for _ in range(_MAX_LAYERS):
        plain = html.unescape(entity)
        if plain == entity:
            break
        entity = plain
    return entity


def _is_plain(text: str) -> bool:
    """Whether unescaped text is something a person wrote: no controls, no lone surrogates."""
    return all(unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co") for character in text)


@rule(
    "ENC005",
    "invisible-character",
    category=CHARACTER_ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
)
def invisible_character(view: View, options: Options) -> Iterator[Hit]:
    """A character that nobody sees: zero-width space, soft hyphen, control, stray direction mark.

    Joiners stay in scripts and emoji that need them, direction marks beside right-to-left text, a
    zero-width space in scripts without word spaces, and a byte-order mark at the very start.
    """
    text = view.text
    for match in _INVISIBLE.finditer(text):
        run, start, end = match[0], *match.span()
        if run[0] == "\x1b" and len(run) > 1:
            yield Hit(start, end, f"terminal escape {run[1:]!r}", "")
        elif run[0] in _C1:
            yield Hit(start, end, f"control character {_names(run)}", safety=Safety.DISPLAY)
        elif run[0] in "\x0b\x0c\u2028\u2029":
            yield Hit(start, end, f"line or page break {_names(run)}", safety=Safety.DISPLAY)
        elif run[0] in _WIDE_SPACES:
            if text[start - 1 : start].isalpha() and text[end : end + 1].isalpha():
                yield Hit(start, end, f"odd space {_names(run)}", " ")
        elif not _is_needed(view, run[0], start, end):
            yield Hit(start, end, f"invisible {_names(run)}", "")


_C1 = frozenset(map(chr, range(0x7F, 0xA0)))
_WIDE_SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")
_JOINERS = frozenset("\u200c\u200d")
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = re.compile(
    "\x1b(?:\\[[0-9;?]{0,16}[A-Za-z])?"
    "|(?:([\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u00ad\u061c\u180e\u2000-\u2006\u2008-\u200f"
    "\u2028-\u202e\u205f-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb])\\1*)"
)


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
    if character in "\u200b\u2060":
        return any(
            "\u0e00" <= neighbour <= "\u109f" or neighbour >= "\u1780"
            for neighbour in around
            if neighbour < "\u2000" or neighbour > "\u2fff"
        )
    return False


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


@rule(
    "ENC010",
    "bytes-not-as-declared",
    category=CHARACTER_ENCODING,
    severity=Severity.MAJOR,
    stage="repair",
)
def bytes_not_as_declared(view: View, options: Options) -> Iterator[Hit]:
    """The bytes of a file are not in the encoding it declares, or UTF-8 where it declares none.

    The text was decoded as what the bytes are, and what is checked is that text; `clean` writes it back in
    the same encoding. A stray byte is shown where it stands.
    """
    for problem in view.document.encoding_problems:
        if problem.end <= len(view.text):
            yield Hit(problem.start, problem.end, problem.message)
