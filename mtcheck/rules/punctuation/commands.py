"""Whether a place is in a command that a text tells: `ls -la | grep txt ; rm foo`."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.text.view import View

# Options of a command behind a word, no pair of hyphens for dashes; a pipe between two commands, in no table.
_OPTION = lazyre.compile(r"(?<=[a-z0-9]) (?:-[a-zA-Z]{1,3}|--[a-z]{2,20}(?:-[a-z]{2,20})*)(?=[ =])")
_PIPE = lazyre.compile(r"(?<=[\w'\"./*-]) \| [a-z]{2,12} (?=[-\w'\"./*])")
_DASH = lazyre.compile(r"[^\W\d_]- ")
# Words of commands on both sides of a semicolon set apart: `mkdir boat ; cd boat`
_COMMAND = (
    r"(?:cd|ls|cp|mv|rm|cat|pwd|make|git|mkdir|touch|sudo|apt|pip|npm|yarn|docker|echo|export|source|sh|bash|python3?"
    r"|node|grep|sed|awk|find|kill|tar|curl|wget|chmod|chown|ssh|clear|exit|sleep|go|cargo|set|start|stop|restart)"
)
_CHAINED = lazyre.compile(rf"(?<![^\W_])[a-z][\w./-]*(?: [\w./-]+){{0,4}} ; {_COMMAND}(?![^\W_])")
_REACH = 100


def is_in_command(view: View, place: int) -> bool:
    """Whether an option or a pipe of a command is near a place, in its paragraph, or the next command."""
    text, line = view.text, view.paragraph_at(place)
    start, end = max(line.start, place - _REACH), min(line.end, place + _REACH)
    if text[place] == ";" and any(a.end() > place for a in _CHAINED.finditer(text, start, end)):
        return True
    if text.find(" -", start, end) < 0 and text.find(" | ", start, end) < 0:
        return False
    if text[line.start : line.start + 1] != "|" and _PIPE.search(text, start, end):
        return True
    return _OPTION.search(text, start, end) is not None and not _DASH.search(text, start, end)
