"""BPL004: tool residue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety
from mtcheck.resources import word_set
from mtcheck.rules.boilerplate import doubts, surroundings
from mtcheck.rules.boilerplate.genres import is_own
from mtcheck.rules.boilerplate.parts import is_part
from mtcheck.rules.boilerplate.shared import boilerplate_rule
from mtcheck.rules.phrases import quote
from mtcheck.text.mentions import is_spoken_of

if TYPE_CHECKING:
    from mtcheck.text.view import View


# What is between quotes or behind the mark of a comment is no code.
_QUOTED = lazyre.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|//.*|/\*.*")


def _is_prose(view: View, start: int, end: int) -> bool:
    """Whether a line with code has words of another alphabet, is of a template, or of an article in HTML.

    Of the scripts of a page none is in its article: what is there is an example.
    """
    said = view.text[start:end]
    is_template = view.document.origin.format == "markdown" and "{{" in said
    if is_template or view.document.origin.format == "html":
        return True
    return any(map(str.isalpha, filter("\x7f".__lt__, _QUOTED.sub("", said))))


# Names of pictures may be listed.
_SHOWN = ("name of a picture", "number of a picture")


@boilerplate_rule("BPL004", "tool-residue")
def tool_residue(view: View, options: Any) -> Iterator[Hit]:
    """What a content system, script or template left in the text.

    In Markdown `{{ name }}`, `{% name %}` and `<%= name %>` belong to the site generator and stay. In
    documentation, terms, templates and lists of links all is shown, and lines of a program stay, as they do
    in the article of a page. A placeholder that the text speaks of stays: `Write {{name}} where …`.
    """
    headings = doubts.Headings(view)
    is_markdown = view.document.origin.format == "markdown"
    for start, end, kind in surroundings.find_residue(view):
        is_placeholder = kind == "template leftover" and view.text.startswith(("{{", "{%", "<%"), start)
        if is_placeholder and (is_markdown or is_spoken_of(view, start, end) or _is_to_write(view, start)):
            continue
        if (kind == "script code" and _is_prose(view, start, end)) or is_part(view, start, end):
            continue
        own = is_own(view)
        if own and kind in ("script code", "program output", "error message", "empty value"):
            continue
        is_label = kind == "shortcode" and _is_beside_words(view.text, start, end)
        shown = is_label or own or kind in _SHOWN or headings.may_be(start, end, kind)
        safety = Safety.DISPLAY if shown else None
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)


_BARE = lazyre.compile(r"\[[A-Za-z]+\]")


def _is_beside_words(text: str, start: int, end: int) -> bool:
    """Whether one word in brackets stands in a line with others, as a label does: `A red boat [video]`."""
    if not _BARE.fullmatch(text[start:end].strip()):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end : text.find("\n", end) % (len(text) + 1)]
    return any(map(str.isalnum, line))


# The word in front, or before a polite pronoun: `Schreiben Sie {{name}}`
_WORD_BEFORE = lazyre.compile(r"([^\W\d_]+)(?:[ \u00a0](?:sie|usted|você|u))?[ \u00a0][\"'“„«]?$")
_LONGEST_WORD = 30


def _is_to_write(view: View, start: int) -> bool:
    """Whether the word in front asks to write what follows: `Type {{name}}`."""
    found = _WORD_BEFORE.search(view.lowered, max(0, start - _LONGEST_WORD), start)
    return found is not None and found[1] in word_set("und", "to-write")
