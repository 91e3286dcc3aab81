"""Globs over relative paths, matched in time linear in the path: a pattern cannot make a run hang.

`*` stays inside a folder, `**` goes through folders, `?` is one character. A glob without a slash is the name
of a file in any folder.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mtcheck import lazyre

_TOKENS = lazyre.compile(r"\*\*/|\*\*|\*|\?|.", re.DOTALL)


class _Step(NamedTuple):
    """One piece of a glob: a character it wants, or what it lets pass any number of times."""

    wanted: str = ""
    loops: bool = False
    crosses: bool = False


@lru_cache(maxsize=256)
def _steps(glob: str) -> tuple[_Step, ...]:
    if "/" not in glob:
        glob = f"**/{glob}"
    steps: list[_Step] = []
    for token in _TOKENS.findall(glob.removeprefix("./")):
        if token == "**/":
            steps.append(_Step("/", loops=True, crosses=True))
        elif token in ("*", "**"):
            steps.append(_Step(loops=True, crosses=token == "**"))
        else:
            steps.append(_Step("" if token == "?" else token))
    return tuple(steps)


def matches(glob: str, path: str) -> bool:
    """Whether a whole path matches; it is walked once, with all places of the glob that it may be at.

    >>> [matches(glob, "blog/2024/a.de.md") for glob in ("*.de.md", "blog/*", "blog/**", "**/2024/?.de.md")]
    [True, False, True, True]
    """
    steps = _steps(glob)
    # Of `**/`, the step itself has two states: before any character, when it may be left, and inside.
    here = _closed(steps, {(0, False)})
    for character in path:
        after: set[tuple[int, bool]] = set()
        for number, _ in here:
            if number == len(steps):
                continue
            step = steps[number]
            if step.loops:
                if step.crosses or character != "/":
                    after.add((number, True))
                if step.wanted == character:
                    after.add((number + 1, False))
            elif character == step.wanted or (not step.wanted and character != "/"):
                after.add((number + 1, False))
        here = _closed(steps, after)
        if not here:
            return False
    return any(number == len(steps) for number, _ in here)


def _closed(steps: tuple[_Step, ...], places: set[tuple[int, bool]]) -> set[tuple[int, bool]]:
    """The places, and those that they reach without a character."""
    out: set[tuple[int, bool]] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place in out:
            continue
        out.add(place)
        number, inside = place
        if number < len(steps) and steps[number].loops and not (inside and steps[number].wanted):
            waiting.append((number + 1, False))
    return out
