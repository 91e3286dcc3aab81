"""PUN011: an ellipsis with spaces between its dots, or with two dots: `. . .`, `so..`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.findings import Hit, Safety, Severity
from mtcheck.registry import Options, rule
from mtcheck.rules.punctuation.shared import NOT_PROSE, PUNCTUATION, space_start
from mtcheck.rules.punctuation.space_before_punctuation import is_open_end
from mtcheck.text.conventions import conventions
from mtcheck.text.shapes import Needs
from mtcheck.text.view import View


@rule(
    "PUN011",
    "ellipsis-form",
    category=PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    skip=NOT_PROSE,
    options={"form": "auto"},
    excused=True,
    needs=Needs(("..", ". .", ".\u00a0.")),
)
def ellipsis_form(view: View, options: Options) -> Iterator[Hit]:
    """An ellipsis with spaces between its dots, or with two dots: `. . .`, `so..`

    English accepts `. . .`, so it is only shown there, and only in a text that sets ... or … elsewhere. Two
    dots before a capital or at the end of a paragraph are a doubled stop; in a text with more of them, an
    ellipsis, and a guess where the text has no other ellipsis. `form` is "...", "…", or "auto" for the form
    that the text has elsewhere.
    """
    text = view.text
    form = options["form"] if options["form"] in ("...", "…") else "…" if "…" in text else "..."
    for match in _SPACED_DOTS.finditer(text):
        accepted = any(conventions(lang).spaced_ellipsis for lang in (view.lang, view.lang_at(match.start())))
        if (accepted and "…" not in text and "..." not in text) or _is_in_bars(text, match.start()):
            continue
        start = space_start(text, match.start())
        if not text[start - 1 : start].isalpha() or start == 0 or view.tag.base in _APART:
            start = match.start()  # keep the space that parts an ellipsis from what is no word
        yield Hit(
            start,
            match.end(),
            "ellipsis with spaces in it",
            form,
            safety=Safety.DISPLAY if accepted or _is_of_a_row(text, *match.span()) else None,
        )
    yield from _two_dots(view)


# What joins the terms of a row: a1, . . . , an; a1 + . . . + an
_JOINS = frozenset(",;+-−–*×·⋅∙=<>≤≥∪∩(")


def _is_of_a_row(text: str, start: int, end: int) -> bool:
    """Whether dots stand for terms of a row, which mathematicians set with spaces."""
    before, after = text[max(0, start - 2) : start].rstrip()[-1:], text[end : end + 2].lstrip()[:1]
    return before in _JOINS and after in _JOINS


_BARS = 2


def _is_in_bars(text: str, place: int) -> bool:
    """Whether dots are beats of a bar, or empty fields: | C . . . | F . G . |"""
    end = text.find("\n", place)
    return text.count("|", text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)) >= _BARS


# Languages that set an ellipsis for missing words apart from the word before it.
_APART = frozenset(("de", "sv", "da", "nb", "nn", "fi"))
# Three of them: a longer row is a line to be filled in.
_SPACED_DOTS = lazyre.compile(
    r"\.(?<![.\u2026].)(?<!\.[ \u00a0].)(?:[ \u00a0]\.){2}(?![.\u2026]|[ \u00a0]\.)"
)


_TWO_DOTS = lazyre.compile(
    r"\.\.(?:(?<=[^\W_\d][^\W_\d]..)|(?<=[^\W_\d][^\W_\d][”\"»)]..))(?![./\\\w])", re.DOTALL
)


def _two_dots(view: View) -> Iterator[Hit]:
    text = view.text
    found = [(match.end() - 2, match.end()) for match in _TWO_DOTS.finditer(text)] if ".." in text else []
    after = [text[end : end + 4].lstrip('”"»)').removeprefix("\u00a0").lstrip(" ")[:1] for _, end in found]
    if any(following.islower() for following in after) or len(found) > _MOST_DOUBLED_STOPS:
        return  # the writer's own form of an ellipsis
    # Who has an ellipsis elsewhere does not mean one here; another may: `he had a boat, and I..`
    knows = "…" in text or "..." in text
    for (start, end), following in zip(found, after, strict=True):
        if not following or following in "\r\n" or following.isalpha():
            safety = None if knows else Safety.UNSAFE
            safety = Safety.DISPLAY if is_open_end(view, start) else safety  # `and..`: words are missing
            yield Hit(start, end, "doubled stop", ".", safety=safety)


# A text that has more means an ellipsis by it.
_MOST_DOUBLED_STOPS = 3
