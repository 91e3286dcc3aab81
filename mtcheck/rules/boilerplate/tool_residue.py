"""BPL004: tool residue."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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


# Names of pictures may be listed, and a person may say what a program says.
_SHOWN = ("name of a picture", "number of a picture", "possible machine reply")


@boilerplate_rule("BPL004", "tool-residue")
def tool_residue(view: View, options: Any) -> Iterator[Hit]:
    """What a content system, script or template left in the text.

    In Markdown `{{ name }}`, `{% name %}` and `<%= name %>` belong to the site generator and stay. In
    documentation, terms, templates and lists of links all is shown, and lines of a program stay, as they do
    in the article of a page. A path or a message among other words is shown. A placeholder that the text
    speaks of stays: `Write {{name}} where …`. What a chat program says before its translation, `Sure! Here is
    the translation:`, goes at the head of a text, and is shown elsewhere.
    """
    headings = doubts.Headings(view)
    is_markdown = view.document.origin.format == "markdown"
    found = list(surroundings.find_residue(view))
    of_lines = [hit for hit in found if hit[2] in _OF_LINES]
    for start, end, kind in found:
        is_placeholder = kind == "template leftover" and view.text.startswith(("{{", "{%", "<%"), start)
        if is_placeholder and (is_markdown or is_spoken_of(view, start, end) or _is_to_write(view, start)):
            continue
        is_cell = view.text[start:end].lstrip().startswith("|")  # of a table: an example
        if (kind == "script code" and (is_cell or _is_prose(view, start, end))) or is_part(view, start, end):
            continue
        own = is_own(view)
        if own and kind in ("script code", "program output", "error message", "empty value"):
            continue
        is_label = kind == "shortcode" and _is_beside_words(view.text, start, end)
        is_torn = kind in _OF_LINES and _leaves_more(view, start, of_lines)
        shown = is_label or own or kind in _SHOWN or is_torn or headings.may_be(start, end, kind)
        shown = shown or (kind == "machine reply" and not _is_at_head(view.text, start, end))
        safety = Safety.DISPLAY if shown else None
        yield Hit(start, end, f"{kind} {quote(view.text, start, end)}", safety=safety)


_HEAD = lazyre.compile(
    r"\s*(?:---\r?\n(?:[^\n]*\n){0,60}?---[ \t]*\r?\n)?(?:\s|<!--(?:[^-]|-(?!->)){0,2000}-->|[>*_`-])*"
)
_FEWEST_LETTERS = 200


def _is_at_head(text: str, start: int, end: int) -> bool:
    """Whether a text begins with a line, front matter and comments aside, and goes on behind it."""
    head = _HEAD.match(text)
    follows = sum(map(str.isalpha, text[end : end + 4 * _FEWEST_LETTERS]))
    return head is not None and head.end() >= start and follows >= _FEWEST_LETTERS


# These are the residue of a whole line, or an example in one.
_OF_LINES = ("error message", "file path")
_OF_A_TRACE = lazyre.compile(r"\s*File \"")


def _leaves_more(view: View, start: int, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether words of the line would be left, or the lines of a trace: the path alone is no residue."""
    line = view.lines[bisect_right(view.lines, start, key=lambda line: line.start) - 1]
    rest, done = "", line.start
    for low, high, _ in found:
        if line.start <= low < line.end:
            rest, done = rest + view.text[done:low], max(done, high)
    rest += view.text[min(done, line.end) : line.end]
    return any(map(str.isalnum, rest)) or _OF_A_TRACE.match(view.text, line.end) is not None


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
