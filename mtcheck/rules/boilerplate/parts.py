"""What looks like boilerplate and is a part of something that stays: a wrapped sentence, a link, a tag.

A removal would leave half of it behind.
"""

from __future__ import annotations

import re
from collections import Counter

from mtcheck import lazyre
from mtcheck.text.view import View

_ENDS = ".!?…:;。！？।"
_BLOCK_MARKS = " \t>*+•#-.)0123456789"
_GOES_ON = ",;，、،(–—"
# A shorter line is no line of wrapped prose.
_WRAPPED = 40


def is_part(view: View, start: int, end: int) -> bool:
    """Whether a stretch is half of a sentence, the name of a link, the address of one, or in a tag."""
    if view.text[start:end].lstrip(" \t>*-").startswith("!["):
        return True  # a picture, whatever its name is: ![subscribe_button.png](a.png)
    return (
        _is_wrapped(view.text, start, end)
        or _is_in_verse(view, start, end)
        or _is_of_a_link(view, start, end)
        or _is_in_tag(view, start)
    )


# What somebody reads: the user sees “We use cookies” first.
_QUOTED = lazyre.compile(
    r"[“„«][^“”„«»]{1,200}[”»“]|(?<=[\s(])\"[^\"]{1,200}\"|`[^`]{1,200}`|「[^」]{1,200}」"
)


def is_mentioned(sentence: str, start: int, end: int) -> bool:
    """Whether a stretch of a sentence is inside of a label that the sentence quotes.

    >>> is_mentioned("the user sees “we use cookies” first.", 15, 29), is_mentioned("we use cookies.", 0, 14)
    (True, False)
    """
    return any(found.start() <= start and end <= found.end() for found in _QUOTED.finditer(sentence))


_ITEM = lazyre.compile(r"[ \t>]*(?:[-*+•]|\d{1,2}[.)])?[ \t]*")
_LONGEST_ITEM, _LONGEST_LIST, _FEWEST_WORDS = 40, 30, 3


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether a label is one of several under a line of prose that ends in a colon: a list of buttons."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    beside = text[stop + 1 : stop + 3].strip() != "" if stop >= 0 else False
    if end - start > _LONGEST_ITEM or _ITEM.fullmatch(text, line, start) is None:
        return False
    for number in range(_LONGEST_LIST):
        if not line:
            return False
        above = text.rfind("\n", 0, line - 1) + 1
        said = text[above : line - 1].strip()
        if not said and above:
            above = text.rfind("\n", 0, above - 1) + 1
            said = text[above : line - 1].strip()
            return (number > 0 or beside) and _leads(said)
        if _leads(said):
            return number > 0 or beside
        if len(said) > _LONGEST_ITEM or said[-1:] in _ENDS:
            return False
        line = above
    return False


def _leads(said: str) -> bool:
    """Whether a line is prose that a list follows: `The test presses these:`."""
    return said.endswith((":", "：")) and len(said.split()) >= _FEWEST_WORDS


# What somebody says: — Come on Friday. Subscribe to our newsletter!
_DASH = lazyre.compile(r"[ \t]*(?:[-–—―‒][ \u00a0\u2009\u202f]|[–—―])(?=[^\W\d_]|[¿¡«“„\"])")


def is_said(view: View, start: int, end: int) -> bool:
    """Whether a line is a sentence with its stop in a dialogue: `Where to?`, `Read more.`, `And then?`"""
    stop = view.text.find("\n", start)
    line = view.text[start : stop if stop >= 0 else end]
    return line.rstrip(' \t\r*_”»"').endswith((".", "!", "…", "。", "！")) and is_spoken_line(view, start)


# Who says it, in a play: ROBOT. By which?
_SPEAKER = lazyre.compile(
    r"[ \t]*(?P<who>[^\W\d_a-zа-яёα-ω]{2,20}(?: [^\W\d_a-zа-яёα-ω]{1,20})?)[ \u00a0\u202f]?[.:] (?=\S)"
)


def is_spoken_line(view: View, start: int) -> bool:
    """Whether a line is of a dialogue: one with a dash, or of another speaker, is above or below."""
    line = view.text.rfind("\n", 0, start) + 1
    stop = view.text.find("\n", start)
    beside = (
        view.text[:line].rstrip().rpartition("\n")[2],
        view.text[stop:].lstrip()[:_LONGEST_LINE] if stop >= 0 else "",
    )
    if _is_answer(view, line, beside) or _is_epigraph(view.text, line):
        return True
    if speaker := _SPEAKER.match(view.text, line):
        return any(
            other["who"] != speaker["who"] and other["who"].isupper()
            for other in map(_SPEAKER.match, beside)
            if other
        )
    is_item = view.document.origin.format == "markdown" and view.text[line] == "-"
    return not is_item and bool(_DASH.match(view.text, line)) and any(map(_DASH.match, beside))


# Interviewer: Where do you row?
_LABEL = r"[ \t>*_]*(?P<who>[^\W\d_][\w'’ .-]{0,25}?)[*_]{0,2}[:：][*_]{0,2}[ \t\u00a0]*(?=\S)"
_LABELLED = lazyre.compile(_LABEL)
_LABELS = lazyre.compile(f"^{_LABEL}", re.MULTILINE)
_ASKS = ("?", "？", "؟", "՞", "፧")
_FEWEST_TURNS = 2


def _is_answer(view: View, line: int, beside: tuple[str, str]) -> bool:
    """Whether a line stands between two questions, or between lines of others who speak more than once."""
    if all(
        other.rstrip(' \t\r*_”»“"').endswith(_ASKS) for other in (beside[0], beside[1].partition("\n")[0])
    ):
        return True
    speaker = _LABELLED.match(view.text, line)
    others = [found["who"] for found in map(_LABELLED.match, beside) if found]
    if speaker is None or not others or speaker["who"] in others:
        return False
    turns = Counter(found["who"] for found in _LABELS.finditer(view.text))
    return min(turns[speaker["who"]], *(turns[who] for who in others)) >= _FEWEST_TURNS


# In a block quotation: who said it stands below.
_SOURCE = lazyre.compile(
    r"[^\n]*\n(?:[ \t]*>[ \t]*\r?\n)?[ \t]*>[ \t]*(?:[—–―]|--)[ \t]*\w[^\n]{2,80}(?:\n|\Z)"
)


def _is_epigraph(text: str, line: int) -> bool:
    """Whether a line of a block quotation has its source below: `> Row on!`, `> — a poster of 1926`."""
    return text[line : line + 4].lstrip().startswith(">") and _SOURCE.match(text, line) is not None


def is_broken_sentence(view: View, start: int, end: int) -> bool:
    """Whether a short line without a stop goes on small in the next line: verse, or a sentence in lines."""
    if view.text[start:end].rstrip(" \t*_")[-1:] in _ENDS:
        return False
    line, stop = view.text.rfind("\n", 0, start) + 1, view.text.find("\n", end)
    if stop < 0 or view.text[end:stop].strip() or stop - line >= _WRAPPED:
        return False
    below = view.text[stop + 1 :].partition("\n")[0].strip()
    return below[:1].islower() and len(below.split()) >= _FEWEST_WORDS


# A line of Markdown that is broken by hand, so that the next one belongs to it.
_BROKEN = lazyre.compile(r"[^ \t\n][ \t]*(?: {2}|\\)\r?\n(?=[ \t>]*[^ \t\r\n])")
_LONGEST_LINE = 400


def _is_in_verse(view: View, start: int, end: int) -> bool:
    """Whether a line of Markdown stands between hand-made breaks: a list of phrases, a word over its text."""
    if view.document.origin.format != "markdown" or "\n" in view.text[start:end]:
        return False
    line = view.text.rfind("\n", 0, start) + 1
    above = view.text.rfind("\n", 0, max(0, line - 1)) + 1
    broken_above = line and line - above <= _LONGEST_LINE and _BROKEN.search(view.text, above, line + 20)
    return bool(broken_above) or _BROKEN.match(view.text, max(line, end - 1), end + 20) is not None


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on from the line above, or in the line below: a paragraph in lines.

    A line may also have its attributes below, `{ .note }`, what it means, `: a boat`, or the line that makes
    it a heading, `-----`.
    """
    line = text.rfind("\n", 0, start) + 1
    if line and not text[line:start].strip():
        above = text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip()
        first = next(filter(str.isalpha, text[start:end]), "")
        ends = text[start:end].rstrip(" \t*_")[-1:] in (".", ")")
        goes_on = len(above) >= _WRAPPED and above[-1] not in _ENDS
        if goes_on and (first.islower() or above[-1] == "-" or ends):
            return True
    stop = text.find("\n", end)
    if stop < 0 or text[end:stop].strip():
        return False
    below = text[stop + 1 : stop + 3 + _WRAPPED].lstrip(" \t")
    if (
        below.startswith("{")
        or below.lstrip().startswith((":   ", ":\t"))
        or _UNDERLINE.match(text, stop + 1)
    ):
        return True
    kept = text[start:end].rstrip(" \t*_")[-1:]
    if not below.strip() or below[:1] in "\r\n" or kept in _ENDS:
        return False
    if kept in _GOES_ON or text[line:start].strip(_BLOCK_MARKS):
        return True  # Follow us on [our page](a), / [another](b)
    long = end - (text.rfind("\n", 0, end) + 1) >= _WRAPPED
    return long and below[:1].islower()


_UNDERLINE = lazyre.compile(r"[ \t]{0,3}(?:-{3,}|={3,})[ \t]*\r?(?:\n|\Z)")

# [Caption]: ../setup/caption.md
_DEFINITION = lazyre.compile(r"[ \t]*\[[^\]\n]+\]:[ \t]*(?:<|#|/|\.{1,2}/|[a-z][a-z0-9+.-]*:|[\w./-]+\.\w+)")


def _is_of_a_link(view: View, start: int, end: int) -> bool:
    """Whether a stretch is in a definition of a link, or is the name of a link: [Caption][], [Youtube]."""
    if view.document.origin.format != "markdown" or "]" not in view.characters:
        return False
    text = view.text
    if _DEFINITION.match(text, text.rfind("\n", 0, start) + 1):
        return True
    name = text[start:end].strip()
    if not (name.startswith("[") and name.endswith("]")) or "]" in name[:-1]:
        return False
    around = text[start - 1 : start] == "]" or text[start + len(name) : start + len(name) + 1] in tuple("[(:")
    return around or f"\n{name}:".lower() in view.lowered.replace("\n  ", "\n")


_TAG = lazyre.compile(r"</?[A-Za-z][^<>]*$")
_LONGEST_TAG = 500


def _is_in_tag(view: View, start: int) -> bool:
    """Whether a stretch is inside of a tag: <img class="wp-image-7" alt="…">."""
    opener = view.text.rfind("<", max(0, start - _LONGEST_TAG), start)
    return opener >= 0 and _TAG.match(view.text, opener, start) is not None
