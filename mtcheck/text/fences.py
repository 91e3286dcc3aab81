"""Where the fences of code in Markdown are broken: behind that place nobody can tell code from prose.

A translator drops the line that closes a fence, or glues the one that opens it to the words in front.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck import lazyre

# (first line, line behind the last, what stands behind the marks) of a fenced block
Fence = tuple[int, int, str]

_MARKS = lazyre.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*([^`\s]*)[ \t]*$")
_GLUED = lazyre.compile(r"\S[ \t]*(?<!`)```(?!`)")


def first_broken(lines: Sequence[str], fences: Sequence[Fence]) -> int | None:
    """The line from which on the fences are broken, or None.

    >>> first_broken(["```", "a", "```", "So.", "```", "b"], [(0, 3, ""), (4, 6, "")])
    0
    >>> first_broken(["```sh", "a", "```", "So.", "```", "b"], [(0, 3, "sh"), (4, 6, "")])
    4
    >>> first_broken(["```", "a", "```"], [(0, 3, "")]) is None
    True
    """
    places = [
        place for place in (_unclosed(lines, fences), _opened_inside(lines, fences)) if place is not None
    ]
    covered = {line for start, end, _ in fences for line in range(start, end)}
    for number, line in enumerate(lines):
        if number not in covered and line.count("```") % 2 and _GLUED.search(line):
            places.append(number)
            break
    return min(places, default=None)


def _unclosed(lines: Sequence[str], fences: Sequence[Fence]) -> int | None:
    """Where an unclosed fence leaves in doubt which marks open: behind the last that surely does."""
    sure = 0
    for number, (start, end, info) in enumerate(fences):
        closing = _MARKS.fullmatch(lines[end - 1]) if end - 1 > start else None
        if closing is None or closing[2]:
            return fences[sure][0] if sure <= number else start
        if info:
            sure = number + 1
    return None


def _opened_inside(lines: Sequence[str], fences: Sequence[Fence]) -> int | None:
    """Where a fence that names its language opens in one that is open: the mark between them is lost."""
    for start, end, _ in fences:
        opening = _MARKS.match(lines[start])
        length = len(opening[1]) if opening else 3
        for line in lines[start + 1 : end - 1] if opening else ():
            inner = _MARKS.fullmatch(line)
            if inner and inner[2] and opening and inner[1][0] == opening[1][0] and len(inner[1]) >= length:
                return start
    return None
