"""What a folder leaves out: patterns of the configuration, and what git ignores."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from mtcheck import lazyre
from mtcheck.formats.options import ReadOptions
from mtcheck.globs import matches

# A .gitignore may come with the texts that it lies beside, from anybody.
_MOST_BYTES = 1 << 20
_FEW_WILDCARDS = 3
_WILDCARDS = lazyre.compile(r"\*+")


class Excluded:
    """Says of a file or folder below a named folder whether it is left out.

    Patterns are those of .gitignore. The nearest .gitignore has the last word, as in git; those above the
    folder count up to the root of its repository. The patterns of the configuration win over all of them.
    """

    def __init__(self, folder: str, options: ReadOptions) -> None:
        self._root = options.exclude_root or os.getcwd()
        self._folder = folder
        self.any = False
        self._patterns = options.exclude
        self._gitignore = options.gitignore
        self._outer = _above(folder) if options.gitignore else ()

    def leaves_out(self, path: str, is_folder: bool) -> bool:
        """Whether the path is left out; a folder with all that is in it."""
        out = bool(self._patterns and _matches(self._patterns, self._relative(path), is_folder))
        out = out or (self._gitignore and self._ignored_by_git(path, is_folder))
        self.any |= out
        return out

    def _relative(self, path: str) -> str:
        """The path as patterns see it: from the folder of the configuration, else from the one named."""
        found = os.path.relpath(path, self._root)
        return os.path.relpath(path, self._folder) if found.startswith(os.pardir) else found

    def _ignored_by_git(self, path: str, is_folder: bool) -> bool:
        full = os.path.abspath(path)
        answer: bool | None = None
        for home in (*self._outer, *_between(self._folder, path)):
            lines = _lines(home)
            said = _matches(lines, os.path.relpath(full, home), is_folder) if lines else None
            answer = answer if said is None else said
        return bool(answer)


def _above(folder: str) -> tuple[str, ...]:
    """The folders above, from the root of the repository down; none outside a repository."""
    above: list[str] = []
    place = Path(os.path.abspath(folder))
    for each in (place, *place.parents):
        if each != place:
            above.append(str(each))
        if (each / ".git").exists():
            return tuple(reversed(above))
    return ()


def _between(folder: str, path: str) -> Iterable[str]:
    """The named folder, and those below it down to the one that holds the path."""
    top = os.path.abspath(folder)
    inner = os.path.relpath(os.path.dirname(os.path.abspath(path)), top)
    yield top
    for part in () if inner == os.curdir else inner.split(os.sep):
        top = os.path.join(top, part)
        yield top


@lru_cache(maxsize=256)
def _lines(home: str) -> tuple[str, ...]:
    """The lines of a folder's .gitignore; none of a pipe, a device, or what is too long to be one."""
    place = os.path.join(home, ".gitignore")
    try:
        if not os.path.isfile(place):
            return ()
        with open(place, "rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError:
        return ()
    return tuple(data.decode("utf-8", "replace").splitlines()) if len(data) <= _MOST_BYTES else ()


def _matches(lines: tuple[str, ...], path: str, is_folder: bool) -> bool | None:
    """True for a path that the patterns take, False for one they take back (`!keep.txt`), else None.

    >>> _matches(("*.txt", "!keep.txt"), "a.txt", False), _matches(("*.txt", "!keep.txt"), "keep.txt", False)
    (True, False)
    >>> _matches(("build/",), "build", True), _matches(("build/",), "build", False)
    (True, None)
    >>> _matches(("*a" * 30 + "b",), "a" * 200, False)  # a regular expression would take years
    """
    shown = path.replace(os.sep, "/")
    said: bool | None = None
    for is_wild, group in groupby(lines, _is_wild):
        if is_wild:
            found = [not line.startswith("!") for line in group if _takes(line, shown, is_folder)]
            said = found[-1] if found else said
        else:
            answer = _spec(tuple(group)).check_file(f"{shown}/" if is_folder else shown).include
            said = said if answer is None else answer
    return said


def _is_wild(line: str) -> bool:
    """Whether a pattern has so many wildcards that a regular expression might try them all in all ways."""
    return line.count("*") > _FEW_WILDCARDS and len(_WILDCARDS.findall(line)) > _FEW_WILDCARDS


def _takes(line: str, path: str, is_folder: bool) -> bool:
    """Whether such a pattern matches, in time linear in the path; `[a-z]` in it means these characters."""
    pattern = line.removeprefix("!").rstrip()
    if line.startswith("#") or (pattern.endswith("/") and not is_folder):
        return False
    return matches(pattern.removeprefix("/") if "/" in pattern[1:-1] else pattern.strip("/"), path)


@lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]):  # type: ignore[no-untyped-def]
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
