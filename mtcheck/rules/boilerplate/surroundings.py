"""What is around an article, by its wording and by where a line is.

The wording is rows of data; what a row cannot say is here: titles under a lead-in, a subheading that
only looks like one more title, tags run together above a subscription line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

from mtcheck import lazyre
from mtcheck.rules.boilerplate import calls, conditions, labels, own, rows
from mtcheck.rules.boilerplate.counts import is_inner_section
from mtcheck.rules.boilerplate.gluedtags import is_glued_tag_list
from mtcheck.rules.boilerplate.own import is_credit, is_field, is_of_a_licence, is_the_subject, is_told
from mtcheck.rules.phrases import Lines, trimmed

MAX_RELATED_TITLES = 6
MAX_TITLE = 200
# A subheading after a list of links is much shorter than the titles in it.
MAX_SUBHEADING = 60
MIN_BODY = 160
_SENTENCE_END = (".", "!", "…", ";", ":", "。", "！", "।", "։", ",")
_CLOSERS = "\"'”’»)] "


def find_related(view: Lines) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of related links and of the titles under a lead-in."""
    matches = {match.line: match for match in rows.find(view, "related")}
    taken: set[int] = set()
    other: set[int] | None = None
    for index, match in matches.items():
        if _is_quoted(view, index) or _is_among_items(view, index, match.lead, set(matches)):
            continue
        if index in taken or not match.lead:
            if index not in taken:
                yield match.start, match.end, match.row.kind
            continue
        links = _links_below(view, index)
        if links is not None:
            if links and not _is_all_of_a_section(view, index, links[-1]):
                taken.update(links)
                yield match.start, trimmed(view.text, *view.lines[links[-1]])[1], match.row.kind
            continue
        if other is None:
            other = {match.line for name in ("furniture", "residue") for match in rows.find(view, name)}
        barred = other | set(matches)
        titles = list(takewhile(barred.isdisjoint, ([below] for below in _titles_below(view, index))))
        if titles and _NUMBERED.match(view.text, *view.lines[titles[0][0]]) and _heads_a_text(view, index):
            continue  # ### Recommended, over numbered requirements
        if not titles and (_heads_a_text(view, index) or _heads_links(view, index)):
            continue
        yield match.start, match.end, match.row.kind
        for (below,) in titles:
            taken.add(below)
            yield (*trimmed(view.text, *view.lines[below]), "related title")


def _is_among_items(view: Lines, index: int, lead: bool, labels: set[int]) -> bool:
    """Whether a line is one item of a list: a lead-in stands under or beside no other."""
    if not lead:
        return is_item(view, index, labels)
    item = _ITEM.match(view.text, *view.lines[index])
    if item is None:
        return False
    above = index > 0 and _ITEM.match(view.text, *view.lines[index - 1])
    below = index + 1 < len(view.lines) and _ITEM.match(view.text, *view.lines[index + 1])
    return bool(above) or bool(below and _indent(below) <= _indent(item))


def _indent(item: re.Match[str]) -> int:
    return len(item[0]) - len(item[0].lstrip(" \t>"))


def _is_quoted(view: Lines, index: int) -> bool:
    """Whether a line is in a quoted block of Markdown, which says more than where to read on."""
    return index > 0 and all(
        view.text[line.start : line.end].lstrip().startswith(">")
        for line in view.lines[index - 1 : index + 1]
    )


_HEADING = lazyre.compile(r"[ \t]{0,3}(#{1,6})[ \t]")


def _next_text(view: Lines, index: int, step: int) -> int | None:
    """The nearest line with text above (-1) or below (1) a line."""
    at = index + step
    while 0 <= at < len(view.lines):
        if view.text[slice(*view.lines[at])].strip():
            return at
        at += step
    return None


def _heads_a_text(view: Lines, index: int) -> bool:
    """Whether a line is a heading of Markdown with a text of its own under it."""
    heading = _HEADING.match(view.text, *view.lines[index])
    below = _next_text(view, index, 1)
    if not heading or below is None:
        return False
    next_heading = _HEADING.match(view.text, *view.lines[below])
    return next_heading is None or len(next_heading[1]) > len(heading[1])


def heads_a_list(view: Lines, start: int) -> bool:
    """Whether a heading of Markdown begins at a place, with items or links under it: an own list."""
    index = bisect_right(view.lines, start, key=lambda line: line.start) - 1
    return _HEADING.match(view.text, *view.lines[index]) is not None and _heads_links(view, index)


def _is_all_of_a_section(view: Lines, index: int, last: int) -> bool:
    """Whether nothing but a block stands under a heading of Markdown, which would be left with nothing."""
    if _HEADING.match(view.text, *view.lines[index]):
        return False
    above, below = _next_text(view, index, -1), _next_text(view, last, 1)
    if above is None or not _HEADING.match(view.text, *view.lines[above]):
        return False
    return below is None or _HEADING.match(view.text, *view.lines[below]) is not None


# A line that is a link and nothing else, as an item of a list or by itself.
_LINK_LINE = lazyre.compile(
    r"[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)?"
    r"(?:\[[^\]\r\n]+\](?:\([^()\r\n]*\)|\[[^\]]*\])|<?https?://[^\s<>]+>?)[ \t\\]*"
)


def _links_below(view: Lines, index: int) -> list[int] | None:
    """The lines of links and their subheadings under a lead-in, up to the next heading or other text.

    Empty where something else is among them, so that the block stays whole; None for no such block.
    """
    heading = _HEADING.match(view.text, *view.lines[index])
    block: list[int] = []
    links = 0
    for below in range(index + 1, len(view.lines)):
        start, end = view.lines[below]
        title = _HEADING.match(view.text, start, end)
        if title and not (heading and len(title[1]) > len(heading[1])):
            break
        if _LINK_LINE.fullmatch(view.text, start, end):
            links += 1
        elif view.text[start:end].strip() and not title:
            if not links:
                return None
            items = [_ITEM.match(view.text, *view.lines[at]) for at in (block[-1], below)]
            if heading or all(items):
                return []  # of one list
            break
        if view.text[start:end].strip():
            block.append(below)
    return block if links else None


def _titles_below(view: Lines, index: int) -> list[int]:
    """Indices of the lines under a lead-in that are titles: at most six, none ends like a sentence."""
    titles: list[int] = []
    gap = blanks = 0
    following = index
    for following in range(index + 1, len(view.lines)):
        line = view.text[slice(*view.lines[following])].strip()
        if not line:
            blanks += 1
            continue
        # The first title sets how far apart they stand; another distance starts something else.
        if titles and blanks != gap and not (len(titles) == 1 and blanks < gap):
            break
        gap, blanks = (gap if len(titles) > 1 else blanks), 0
        ended = line.rstrip(_CLOSERS).endswith(_SENTENCE_END)
        if ended or len(line) > MAX_TITLE or gap > 1 or _is_other_furniture(view, following):
            break
        below = _next_text(view, following, 1)
        under = view.text[slice(*view.lines[below])] if below is not None else ""
        if _UNDERLINE.fullmatch(under) or is_credit(line, under) or _goes_on_below(view, following):
            break  # the line makes a heading of it
        if line.count("[") != line.count("]") or ("](" in line and not _IS_LINK.fullmatch(line)):
            break  # half of a link, or a sentence that has one
        heading = bool(titles) and line.isalpha() and line[0].isupper() and line[1:].islower()
        if heading or line[0] == "{" or not any(map(str.isalpha, line)):
            break  # one word is a heading, a number is none
        titles.append(following)
        if len(titles) == MAX_RELATED_TITLES:
            following += 1
            break
    else:
        following = len(view.lines)
    if gap and len(titles) > 1 and _is_subheading(view, titles, following):
        titles.pop()
    return titles


_UNDERLINE = lazyre.compile(r"[ \t]*(?:-{3,}|={3,})[ \t]*")
_IS_LINK = lazyre.compile(r"(?:[-*+•>][ \t]+|\d{1,3}[.)][ \t]+)*[*_]{0,3}!?\[.*\)[*_]{0,3}")


def _goes_on_below(view: Lines, index: int) -> bool:
    """Whether the next line begins small or with a link: prose in lines, no title."""
    if index + 1 >= len(view.lines):
        return False
    line, below = (view.text[slice(*view.lines[at])].strip() for at in (index, index + 1))
    return len(line) > MAX_SUBHEADING and (below[:1].islower() or below[:1] == "[")


def _is_subheading(view: Lines, titles: list[int], following: int) -> bool:
    """Whether the last title is a heading of the text that goes on below it."""
    if following >= len(view.lines):
        return False
    length = [line.end - line.start for line in view.lines]
    shortest = min(length[title] for title in titles[:-1])
    return (
        length[following] >= MIN_BODY
        and length[titles[-1]] <= MAX_SUBHEADING
        and length[titles[-1]] < 0.7 * shortest
    )


def _is_other_furniture(view: Lines, index: int) -> bool:
    start, end = trimmed(view.text, *view.lines[index])
    return calls.is_call(view.text[start:end]) or is_glued_tag_list(view, index)


# A call that may be the author's own words.
WEAK_CALL = "possible call to action"


def find_appeals(view: Lines) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of calls to action, whole labels ("Leave a comment") among them."""
    appeals = list(calls.find_calls(view))
    matches = list(rows.find(view, "calls"))
    labels = {match.line for match in matches} | {appeal.line for appeal in appeals}
    found = {
        (appeal.start, appeal.end): WEAK_CALL if appeal.weak else "call to action"
        for appeal in appeals
        if not is_item(view, appeal.line, labels)
        and not _is_title(view, appeal.line)
        and not _leads_a_list(view, appeal.line, appeal.end)
        and not _is_all_of_a_section(view, appeal.line, appeal.line)
    }
    for start, end, more in conditions.find_conditions(view):
        if not any(a <= start < b for a, b in found):
            found[start, end] = WEAK_CALL if more else "call to action"
    starts = {start for start, _ in found}
    for match in matches:
        if match.start not in starts and not (
            is_item(view, match.line, labels)
            or _is_title(view, match.line)
            or _leads_a_list(view, match.line, match.end)
            or _is_all_of_a_section(view, match.line, match.line)
            or _introduces(view, match, labels)
        ):
            found[match.start, match.end] = match.row.kind
    yield from ((start, end, found[start, end]) for start, end in sorted(found))


def _introduces(view: Lines, match: rows.Match, labels: set[int]) -> bool:
    """Whether a label ends in a colon, and text that is no label follows: `Like this:` over a picture."""
    line = view.text[slice(*view.lines[match.line])].rstrip(" \t\r*_")
    return line.endswith((":", "：")) and _next_text(view, match.line, 1) not in (None, *labels)


_ITEM = lazyre.compile(r"[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t\u00a0]+\S")


def is_item(view: Lines, index: int, labels: set[int]) -> bool:
    """Whether a line is an item of a list that has one which is no label: `- Share` beside `- Find`."""
    if not _ITEM.match(view.text, *view.lines[index]):
        return own.is_row(view, index, labels)
    for step in (-1, 1):
        for at in range(index + step, index + step * _LONGEST_LIST, step):
            if not 0 <= at < len(view.lines):
                break
            if not view.text[slice(*view.lines[at])].strip():
                continue
            if not _ITEM.match(view.text, *view.lines[at]):
                break
            if at not in labels:
                return True
    return False


_LONGEST_LIST = 30  # that is looked through around each label


def find_residue(view: Lines) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of what a content system, script or template left behind."""
    matches = list(rows.find(view, "residue"))
    lines = {match.line for match in matches}
    for match in matches:
        if match.row.kind == "script code" and _is_among_code(view, match.line, lines):
            continue
        if match.row.kind == "file path" and is_told(view, match):
            continue
        if match.row.kind not in ("edit link", "error page") or not _ITEM.match(
            view.text, *view.lines[match.line]
        ):
            yield match.start, match.end, match.row.kind


_CODE = lazyre.compile(r"[ \t]*[})\]]|[^\r\n]*[{};][ \t]*$")


def _is_among_code(view: Lines, index: int, residue: set[int]) -> bool:
    """Whether lines of a program around a line would be left: an example of a tutorial."""
    for step in (-1, 1):
        at = _next_text(view, index, step)
        while at is not None and (at in residue or _CODE.match(view.text, *view.lines[at])):
            if at not in residue:
                return True
            at = _next_text(view, at, step)
    return False


# Labels that also head a list of the author's own.
_OF_LISTS = ("contents label", "page label")


def find_furniture(view: Lines) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of what is around an article."""
    matches = list(rows.find(view, "furniture"))
    lines = {match.line for match in matches}
    matches += [
        rows.Match(start, end, index, rows.label_row(kind))
        for index, start, end, kind in labels.find_labels(view, lines)
        if not _heads_links(view, index)
        and (kind == labels.KINDS["share"] or not _is_colon(view, end) or _next_text(view, index, 1) is None)
    ]
    lines = {match.line for match in matches}
    found = {
        (match.start, match.end): match.row.kind
        for match in matches
        if not (
            is_field(view, match.line, lines)
            or _is_quoted(view, match.line)
            or _is_title(view, match.line)
            or is_item(view, match.line, lines)
            or _NUMBERED.match(view.text, *view.lines[match.line])
            or (match.row.kind in _OF_LISTS and _heads_links(view, match.line))
            or _leads_a_list(view, match.line, match.end)
            or is_the_subject(view, match.row)
            or is_of_a_licence(view, match.row, match.line)
            or is_inner_section(view, match.row, match.line, lines)
            or (match.row.shape in ("line", "label") and _goes_on_small(view, match.line, lines))
            or _introduces(view, match, lines)
            or (match.row.kind == "javascript notice" and view.text[match.end - 1] in "?？")
        )
    }
    for index in range(len(view.lines) - 1):
        if is_glued_tag_list(view, index):
            found.setdefault(trimmed(view.text, *view.lines[index]), "tag list")
    if found:  # one line is told once: `Share on Facebook` is a call
        for start, end, _ in (*find_related(view), *find_appeals(view)):
            found.pop((start, end), None)
    yield from ((start, end, found[start, end]) for start, end in sorted(found))


def _goes_on_small(view: Lines, index: int, furniture: set[int]) -> bool:
    """Whether the next line begins small and is no furniture: a label is the start of a broken sentence."""
    below = _next_text(view, index, 1)
    if below is None or below in furniture:
        return False
    return view.text[slice(*view.lines[below])].lstrip()[:1].islower()


def _is_colon(view: Lines, end: int) -> bool:
    return view.text[end - 1] in ":："


# A step of instructions: `2. Expand the section Cookies`
_NUMBERED = lazyre.compile(r"[ \t>]*\(?\d{1,2}[.)][ \t]")


def _is_title(view: Lines, index: int) -> bool:
    """Whether a line is a title that is also a word on a button: `# Print`, `## Privacy` over a text."""
    heading = _HEADING.match(view.text, *view.lines[index])
    if heading is None or view.text.find("#", heading.end(1), view.lines[index].end) >= 0:
        return False  # several are a list of tags: # port # bridge
    return len(heading[1]) == 1 or _heads_a_text(view, index)


def _leads_a_list(view: Lines, index: int, end: int) -> bool:
    """Whether a line ends in a colon, and items or links stand under it: they would be left without it."""
    line_end = view.lines[index].end
    return view.text[end:line_end].strip() in ("", "*", "**", "_") and (
        view.text[view.lines[index].start : line_end].rstrip(" \t\r*_").endswith((":", "："))
        and _heads_links(view, index)
    )


def _heads_links(view: Lines, index: int) -> bool:
    """Whether items or links stand right under a label, which would be left without it."""
    below = _next_text(view, index, 1)
    if below is None:
        return False
    line = view.lines[below]
    return bool(_ITEM.match(view.text, *line) or _LINK_LINE.fullmatch(view.text, *line))
