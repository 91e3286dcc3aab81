"""ENC004: text is still escaped for HTML, JSON or a URL: `AT&amp;amp;T`, `&#39;`, `\\u0430`, `%D0%BA`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.text.mentions import is_spoken_of, shows_signs
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View


@rule(
    "ENC004",
    "escaped-text-left",
    category="design/markup",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=("code",),
    excused=True,
    needs=Needs(("&", "\\l", "%")),
)
def escaped_text_left(view: View, options: Options) -> Iterator[Hit]:
    """Text is still escaped for HTML, JSON or a URL: `AT&amp;amp;T`, `&#39;`, `\\u0430`, `%D0%BA`.

    HTML entities are unescaped safely, through any number of layers. Escapes of JSON and URLs outside a
    link are a guess, as are entities of `<`, `>` and `&` where the source has no such character: the text may
    be of a page. In Markdown one layer is right (`&lt;name&gt;`), and more are only shown. Escapes that the
    source has too, or that the text speaks of (`the entity &nbsp;`), are left alone.
    """
    text = view.text
    if "&" in text:
        is_markdown = view.document.origin.format == "markdown"
        for match in _ENTITY.finditer(text):
            plain = _unescape(match[0])
            layered = match[0].startswith("&amp;") and match[0] != "&amp;"
            if plain == match[0] or (is_markdown and not layered) or is_spoken_of(view, *match.span()):
                continue
            guessed = plain in _OF_MARKUP and view.document.source and plain not in view.document.source
            shown = is_markdown or _is_told(view, match, plain)
            safety = Safety.DISPLAY if shown else Safety.UNSAFE if guessed else None
            yield Hit(*match.span(), f"HTML entity left for {_named(plain)}", plain, safety=safety)
    if "\\u" in text:
        for match in _UNICODE_ESCAPES.finditer(text):
            units = [int(unit, 16) for unit in re.findall(r"\\u([0-9a-fA-F]{4})", match[0])]
            plain = b"".join(u.to_bytes(2, "big") for u in units).decode("utf-16-be", "surrogatepass")
            if _is_plain(plain) and not is_spoken_of(view, *match.span()):
                yield Hit(*match.span(), f"JSON escape left for {plain!r}", plain, 0.9, Safety.UNSAFE)
    if "%" in text:
        for match in _PERCENT_ESCAPES.finditer(text):
            try:
                plain = bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if is_spoken_of(view, *match.span()):
                continue
            if _is_plain(plain) and not view.in_zone(Span(*match.span()), ("link",)):
                yield Hit(*match.span(), f"URL escape left for {plain!r}", plain, 0.9, Safety.UNSAFE)


# An ampersand, one or more layers of amp; and an entity: &amp;amp;quot; is &quot; escaped twice.
_ENTITY = lazyre.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


# A page takes these for its own: bare ones in a source tell that the text is of none.
_OF_MARKUP = ("<", ">", "&")


_UNICODE_ESCAPES = lazyre.compile(r"(?:\\u[0-9a-fA-F]{4})+")


_PERCENT_ESCAPES = lazyre.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})+")


def _is_told(view: View, match: re.Match[str], plain: str) -> bool:
    """Whether an entity that stands apart is what is written to get something: `type &copy; to get ©`."""
    text, line = view.text, view.paragraph_at(match.start())
    if text[match.start() - 1 : match.start()].isalnum() or text[match.end() : match.end() + 1].isalnum():
        return False
    if shows_signs(view, *match.span()):
        return True
    return _is_sign(plain) and view.once(_stands_alone, view, line, plain)


def _stands_alone(view: View, line: Span, sign: str) -> bool:
    """Whether a line has a sign that no letter or figure touches."""
    text = view.text
    place = text.find(sign, line.start, line.end)
    while place >= 0:
        if not (text[place - 1 : place].isalnum() or text[place + 1 : place + 2].isalnum()):
            return True
        place = text.find(sign, place + 1, line.end)
    return False


def _is_sign(plain: str) -> bool:
    """Whether a character is a letter or symbol, as no text has it by chance; marks and blanks it has."""
    return len(plain) == 1 and plain not in "&<>|+=~" and unicodedata.category(plain)[0] in "LS"


# Deeper nesting than this has not been seen in the wild.
_MAX_LAYERS = 5


def _unescape(entity: str) -> str:
    import html  # its table of entities takes a millisecond, and few texts have one

    for _ in range(_MAX_LAYERS):
        plain = html.unescape(entity)
        if plain == entity:
            break
        entity = plain
    return entity


def _named(text: str) -> str:
    """A character in quotation marks; one that nobody sees by its name.

    >>> _named("é"), _named("\xa0")
    ("'é'", 'a no-break space')
    """
    if len(text) == 1 and (text.isspace() or not text.isprintable()) and (name := unicodedata.name(text, "")):
        return f"a {name.lower()}"
    return repr(text)


def _is_plain(text: str) -> bool:
    """Whether unescaped text is something a person wrote: no controls, no lone surrogates."""
    return all(unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co") for character in text)
