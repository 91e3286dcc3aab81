"""From the paths a user names to the files to read: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

import msgspec

from mtcheck.errors import InputError
from mtcheck.formats.catalog import BY_EXTENSION, extension_of, in_folders
from mtcheck.formats.io.excluded import Excluded
from mtcheck.formats.io.papers import is_paper, odd_kind
from mtcheck.formats.options import DEFAULTS, ReadOptions

STANDARD_INPUT = "-"
# How like the name of a file has to be to be what was meant, and how many are looked at.
_ALIKE, _MOST_NAMES = 0.8, 2000


class Input(msgspec.Struct, frozen=True):
    """One file to read; ``name`` is its path relative to what the user named, for mirroring output.

    ``folder`` is the folder that it was found in; "" for a file that was named itself.
    """

    path: str
    name: str
    folder: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it lies in the file system, and can be written in place."""
        return self.path != STANDARD_INPUT and not self.path.startswith(("http://", "https://"))


def find_inputs(
    paths: Sequence[str],
    without: str | None = None,
    options: ReadOptions = DEFAULTS,
    notice: Callable[[str], object] = lambda text: None,
) -> tuple[list[Input], list[InputError]]:
    """The files that paths stand for, in order and each once, and what could not be found.

    ``without`` names a folder to leave out, as that of an earlier run's output below the input.

    A folder stands for the files with text below it, sorted, without hidden ones; data files
    (JSON, CSV, Parquet) are among them only when ``options`` name a text field, and ``notice`` is told how
    many are left out. A path that does not exist
    and holds a wildcard is a glob (`**` goes into folders).
    """
    left_out = _folder_below(without, paths) if without is not None else None
    inputs: dict[str, Input] = {}
    errors: list[InputError] = []
    for path in paths:
        try:
            for found in _expand(path, options, notice):
                key = os.path.abspath(found.path) if found.is_file else found.path
                if left_out is None or not key.startswith(left_out):
                    inputs.setdefault(key, found)
        except InputError as error:
            errors.append(error)
    return list(inputs.values()), errors


def _folder_below(folder: str, paths: Sequence[str]) -> str | None:
    """The folder's absolute path with a separator when it lies below one of the paths; else None."""
    place = os.path.join(os.path.abspath(folder), "")
    above = (os.path.join(os.path.abspath(each), "") for each in map(_folder_of, paths) if each is not None)
    return place if any(place != path and place.startswith(path) for path in above) else None


def _folder_of(path: str) -> str | None:
    """The folder that a path looks through: itself, or that before a glob's first wildcard."""
    if os.path.isdir(path):
        return path
    if os.path.exists(path) or not glob.has_magic(path):
        return None
    return os.path.dirname(path[: min(path.find(sign) for sign in "*?[" if sign in path)]) or "."


def _expand(path: str, options: ReadOptions, notice: Callable[[str], object]) -> Iterator[Input]:
    if path == STANDARD_INPUT:
        yield Input(path, "stdin.txt")
    elif os.path.isdir(path):
        yield from _folder(path, options, notice)
    elif os.path.exists(path):
        _refuse_what_is_no_text(path)
        yield Input(path, os.path.basename(path))
    elif path.startswith(("http://", "https://")):
        if not options.fetch:
            raise InputError(path, None, "nothing is fetched without --fetch; or save it to a file first")
        yield Input(path, os.path.basename(urlsplit(path).path) or "index.html")
    elif glob.has_magic(path):
        matching = glob.glob(path, recursive=True)
        found = sorted(name for name in matching if os.path.isfile(name) and not is_paper(name))
        if not found:
            raise InputError(path, None, "no file matches this pattern")
        yield from (Input(name, os.path.basename(name)) for name in found)
    else:
        raise InputError(path, None, f"no such file or folder{_near(path)}")


def _near(path: str) -> str:
    """The question whether a file beside the path was meant; "" when no name there is like it."""
    import difflib

    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in islice(entries, _MOST_NAMES)]
    except OSError:
        return ""
    near = difflib.get_close_matches(name, names, 1, _ALIKE)
    return f"; did you mean {os.path.join(folder, near[0])}?" if near else ""


def _is_odd(path: str, notice: Callable[[str], object]) -> bool:
    """Whether something in a folder is no file, which is told of. What is not there is for the reader."""
    try:
        kind = odd_kind(path)
    except OSError:
        return False
    if kind is not None:
        notice(f"{path}: is {kind}, and was skipped")
    return kind is not None


def _refuse_what_is_no_text(path: str) -> None:
    """Raise InputError for what cannot be read as a file is, and for what mtcheck wrote itself."""
    kind = odd_kind(path)
    if kind is not None:
        raise InputError(path, None, f"is {kind}, and was skipped; for standard input, name -")
    if is_paper(path):
        raise InputError(path, None, "is a log or a report of mtcheck, and no text; it was left out")


def _folder(path: str, options: ReadOptions, notice: Callable[[str], object]) -> Iterator[Input]:
    count = data = 0
    excluded = Excluded(path, options)
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not excluded.leaves_out(os.path.join(folder, name), True)
        )
        for name in sorted(files):
            if name.startswith("."):
                continue
            full = os.path.join(folder, name)
            if _is_odd(full, notice) or is_paper(full) or excluded.leaves_out(full, False):
                continue
            if in_folders(name, options):
                count += 1
                yield Input(full, os.path.relpath(full, path), path)
            else:
                data += extension_of(name) in BY_EXTENSION
    way_out = "name the field of their articles with --text-field, or name the files"
    if not count and data:
        raise InputError(path, None, f"only data files in this folder ({data:,}): {way_out}")
    if not count:
        looked_for = ", ".join(sorted(BY_EXTENSION))
        shut = "; some are excluded by the configuration or .gitignore" if excluded.any else ""
        raise InputError(path, None, f"no text files in this folder (looked for {looked_for}){shut}")
    if data:
        notice(f"{path}: data files left out: {data:,}; to read them, {way_out}")
