"""The words of a video player: lines of times and shares, `Current Time 0:00`, whatever the language."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.rules.phrases import Lines, trimmed

# A label with a time or a share; a time that has not begun; the speed, and a track that is chosen.
_METER = lazyre.compile(r"[^\W\d_][^\d\n]{1,40}?[ :：](?:-?\d{1,2}:\d\d(?::\d\d)?|-:-|\d{1,3}(?:\.\d+)?%)")
_UNBEGUN = lazyre.compile(r"(?<![\d:])(?:-?0{1,2}:00|-:-|0(?:\.0+)?%)$")
_CHOICE = lazyre.compile(r"\d(?:\.\d{1,2})?x|.{2,40}, selected")
# So many meters, and so many of them unbegun, with so few other lines between; none is longer.
_FEWEST, _FEWEST_UNBEGUN, _BETWEEN, _LONGEST = 3, 2, 3, 45


def player_lines(view: Lines) -> Iterator[tuple[int, int]]:
    """Lines from the first meter of a player to its last one, and the choices below."""
    if ":00" not in view.text and "-:-" not in view.text:
        return
    lines = [span for line in view.lines if (span := trimmed(view.text, *line))[0] < span[1]]
    meters = [at for at, line in enumerate(lines) if _METER.fullmatch(view.text, *line)]
    while meters:
        run = [meters.pop(0)]
        while meters and meters[0] - run[-1] <= _BETWEEN and _are_short(lines, run[-1], meters[0]):
            run.append(meters.pop(0))
        unbegun = sum(_UNBEGUN.search(view.text, *lines[at]) is not None for at in run)
        if len(run) >= _FEWEST and unbegun >= _FEWEST_UNBEGUN:
            yield from lines[run[0] : _last(view, lines, run[-1]) + 1]


def _are_short(lines: list[tuple[int, int]], first: int, last: int) -> bool:
    return all(end - start <= _LONGEST for start, end in lines[first : last + 1])


def _last(view: Lines, lines: list[tuple[int, int]], at: int) -> int:
    """The last line of the choices that follow the meters."""
    for below in range(at + 1, min(len(lines), at + 2 * _BETWEEN + 1)):
        start, end = lines[below]
        if end - start > _LONGEST:
            break
        if _CHOICE.fullmatch(view.text[start:end].lstrip("•-* \t")):
            at = below
    return at
