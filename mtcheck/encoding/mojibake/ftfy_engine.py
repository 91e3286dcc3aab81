"""What ftfy does well, as minimal edits: several layers mixed, surrogates, bytes replaced by U+FFFD.

This is the only module that imports ftfy. Of its steps only those that undo a wrong decoding run;
none that changes quotes, widths, ligatures, line ends or entities. It is asked only about lines the gate
stops, and only ``fix_and_explain`` is called: other entry points drop part of the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mtcheck import lazyre
from mtcheck.edits import Edit, minimal

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_MAX_CHARS = 1000  # ftfy looks at one stretch at a time; longer lines are cut at spaces
_CLOSING_LEAD = lazyre.compile(r"(?<=[a-zA-Z.,!?…])â€(?=[ .,;:!?)]|$)")
_TOKEN = lazyre.compile(r"\S+")


@cache
def _config() -> TextFixerConfig:
    from ftfy import TextFixerConfig  # 100 ms: imported only for a line the gate stops

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


@lru_cache(maxsize=64)  # what is left of a line is asked about again when the text is looked at once more
def fix(line: str) -> str:
    """The line as ftfy repairs it, once the control of each closing ” that was dropped is back.

    ftfy takes the space after â€ for a no-break space, and reads a dagger: “so†is.
    """
    from ftfy import fix_and_explain

    return str(fix_and_explain(_CLOSING_LEAD.sub("\\g<0>\x9d", line), _config()).text)


def edits(line: str) -> list[Edit]:
    """The same as minimal edits of the line, sorted, neither overlapping nor touching."""
    out: list[Edit] = []
    for start, end in _stretches(line):
        part = line[start:end]
        fixed = fix(part)
        if fixed != part:
            out += [Edit(e.start + start, e.end + start, e.text) for e in _diff(part, fixed)]
    return out


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(line):
        end = min(len(line), start + _MAX_CHARS)
        if end < len(line) and (space := line.rfind(" ", start, end)) > start:
            end = space
        yield start, end
        start = end


def _diff(old: str, new: str) -> list[Edit]:
    """Edits token by token where the tokens correspond, else one edit."""
    before, after = [m.span() for m in _TOKEN.finditer(old)], [m.span() for m in _TOKEN.finditer(new)]
    whole = [minimal(old, Edit(0, len(old), new))]
    if len(before) != len(after):
        return whole
    out: list[Edit] = []
    last_old = last_new = 0
    for (a, b), (c, d) in zip(before, after, strict=True):
        if old[last_old:a] != new[last_new:c]:
            return whole
        if old[a:b] != new[c:d]:
            out.append(minimal(old, Edit(a, b, new[c:d])))
        last_old, last_new = b, d
    return out if old[last_old:] == new[last_new:] else whole
