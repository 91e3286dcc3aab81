"""Tags of an article run together in a line right above a call: `Harbour Ferry Bridge`."""

from __future__ import annotations

from mtcheck.rules.boilerplate import calls
from mtcheck.rules.phrases import Lines, trimmed

_LONGEST, _FEWEST = 200, 3


def is_glued_tag_list(view: Lines, index: int) -> bool:
    """Whether a line is tags run together: right above a call, no stop, at least three capitals in a row.

    Only the place tells such a line from a heading, so the call must follow without a blank line and
    a blank line or the start must stand before it.
    """
    lines = view.lines
    if index + 1 >= len(lines) or not 0 < lines[index].end - lines[index].start <= _LONGEST:
        return False
    below_start, below_end = trimmed(view.text, *lines[index + 1])
    start, end = trimmed(view.text, *lines[index])
    if below_start == below_end or start == end:
        return False
    line = view.text[start:end]
    words = line.split()
    if not _FEWEST + 1 <= len(words) <= 40 or line[-1] in ".!?…:;,。" or ", " in line:
        return False
    if index and view.text[slice(*view.lines[index - 1])].strip():
        return False
    if not all(word[0].isupper() for word in words[:_FEWEST]):
        return False
    return calls.is_call(view.text[below_start:below_end])
