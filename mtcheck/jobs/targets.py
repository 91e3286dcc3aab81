"""Every path that a run will write, known before anything is read.

None of them is an input, and none is written twice. A path is known by where it leads: a symbolic link, a
hard link and `./a/../b` are the file that they stand for. Devices and pipes may be named more than once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from mtcheck.changes import LOG_NAME
from mtcheck.errors import UsageError
from mtcheck.formats.io.inputs import Input

STANDARD_OUTPUT = "-"
IN_PLACE_LOG = "mtcheck-changes.jsonl"
REJECTED_NAME = "rejected.jsonl"
REPORT_NAME = "report.json"


class Targets:
    """What a run reads, and what it will write. Raises UsageError when the two, or two of these, meet."""

    def __init__(self) -> None:
        self._read: dict[object, str] = {}
        self._written: dict[object, str] = {}

    def reads(self, path: str | Path | None, what: str = "an input") -> None:
        """Something that is read, and so never written."""
        if path is None or str(path) == STANDARD_OUTPUT or "://" in str(path):
            return
        for key in _keys(Path(path)):
            self._read.setdefault(key, what)

    def writes(self, path: str | Path, what: str) -> Path:
        """Something that will be written; ``what`` names the option or the file in messages."""
        if str(path) == STANDARD_OUTPUT:
            self._claim("-", what, "standard output")
            return Path(path)
        place = Path(path)
        if place.is_dir():
            raise UsageError(f"{what}: {place} is a folder; name a file")
        for key in _keys(place):
            if key in self._read:
                raise UsageError(
                    f"{what} would overwrite {place}, which is {self._read[key]}; name another file"
                )
        for key in _keys(place):
            self._claim(key, what, str(place))
        return place

    def _claim(self, key: object, what: str, place: str) -> None:
        if key in self._written:
            raise UsageError(
                f"{self._written[key]} and {what} would both be written to {place}; name another file for one"
            )
        self._written[key] = what


def _keys(path: Path) -> Iterator[object]:
    """What a file is known by; nothing for what may be written to often."""
    if path.exists() and not path.is_file():
        return
    yield os.path.normcase(os.path.realpath(path))
    try:
        status = path.stat()
    except OSError:
        return
    if status.st_ino:  # 0 where the file system has none
        yield status.st_dev, status.st_ino


class Where(msgspec.Struct, frozen=True):
    """Where a clean writes its texts and its log.

    ``kind`` is "folder" (the tree of the inputs in ``out``), "file" (one input to ``out``), "in place",
    "standard output", or "nowhere" for a look. ``log`` is None where no log is kept.
    """

    kind: str
    out: str | None = None
    log: str | None = None

    def target(self, each: Input) -> Path | None:
        """The file that an input's text goes to; None where it has none."""
        if self.kind == "folder" and self.out is not None:
            return Path(self.out) / each.name
        if self.kind == "file" and self.out is not None:
            return Path(self.out)
        return Path(each.path) if self.kind == "in place" else None

    @property
    def rejected(self) -> Path | None:
        """The list of what was not cleaned; beside a single file only when there is something in it."""
        if self.kind == "folder" and self.out is not None:
            return Path(self.out) / REJECTED_NAME
        if self.kind == "file" and self.out is not None and not _is_device(Path(self.out)):
            return Path(f"{self.out}.{REJECTED_NAME}")
        return None

    @property
    def report(self) -> Path | None:
        """The figures of the run."""
        return Path(self.out) / REPORT_NAME if self.kind == "folder" and self.out is not None else None

    def state(self) -> Path | None:
        """The folder that remembers how far the run is; None where it cannot be gone on with."""
        if self.kind == "folder" and self.out is not None:
            return Path(self.out) / STATE_FOLDER
        if self.kind == "file" and self.out is not None:
            place = Path(self.out)
            if _is_device(place):
                return None
            # A name has 255 bytes, so the file's own is not part of this one.
            return place.parent / f"{STATE_FOLDER}-{_short_hash(place.name)}"
        return None


STATE_FOLDER = ".mtcheck-run"


def _is_device(place: Path) -> bool:
    """Whether a path is `/dev/null` or the like, beside which nothing is written."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _short_hash(name: str) -> str:
    import hashlib

    return hashlib.blake2b(os.fsencode(name), digest_size=6).hexdigest()


class Wish(NamedTuple):
    """What the options say about where a clean writes. ``papers`` False keeps no log and no list."""

    out: str | None = None
    in_place: bool = False
    look: bool = False
    log: str | None = None
    papers: bool = True


def where_to_clean(wish: Wish, inputs: Sequence[Input], named: Sequence[str], reads: Iterable[str]) -> Where:
    """Where a clean writes; refuses a choice that would lose something, before any work.

    ``named`` are the paths as the user gave them, ``reads`` further files of the run. Raises UsageError.
    """
    several = len(inputs) > 1 or any(os.path.isdir(path) for path in named)
    where = _settle(wish, inputs, several)
    if not wish.papers:
        where = msgspec.structs.replace(where, log=None)
    targets = Targets()
    for each in inputs:
        targets.reads(each.path, "an input")
    for path in reads:
        targets.reads(path, "read by the run")
    if where.kind in ("folder", "file"):
        _claim_outputs(where, inputs, targets, papers=wish.papers)
    if where.log is not None:
        targets.writes(where.log, "--log" if wish.log else "the log")
    return where


def _settle(wish: Wish, inputs: Sequence[Input], several: bool) -> Where:
    if sum((wish.out is not None, wish.in_place, wish.look)) > 1 and not (wish.out is not None and wish.look):
        raise UsageError("-o, --in-place and --diff contradict each other")
    if wish.look:
        return Where("nowhere")
    if wish.in_place:
        if not all(each.is_file for each in inputs):
            raise UsageError("--in-place cannot rewrite standard input or a URL; use -o FILE")
        return Where("in place", None, wish.log or IN_PLACE_LOG)
    if wish.out is None:
        if several:
            raise UsageError("say where to write: -o OUT, --in-place, or --diff to look first")
        return Where("standard output", None, wish.log)
    if wish.out == STANDARD_OUTPUT:
        if several:
            raise UsageError("-o - writes one text to standard output; name a folder for several")
        return Where("standard output", None, wish.log)
    out = Path(wish.out)
    if several or out.is_dir() or wish.out.endswith(("/", os.sep)):
        if out.exists() and not out.is_dir():
            raise UsageError(f"-o {out} is a file, but there are several inputs; name a folder")
        return Where("folder", wish.out, wish.log or str(out / LOG_NAME))
    beside = None if _is_device(out) else f"{wish.out}.{LOG_NAME}"
    return Where("file", wish.out, wish.log or beside)


def _claim_outputs(where: Where, inputs: Sequence[Input], targets: Targets, *, papers: bool) -> None:
    for each in inputs:
        target = where.target(each)
        assert target is not None
        if target.is_dir():
            raise UsageError(f"{target} is a folder; it cannot hold the text of {each.path}; name another -o")
        if each.is_file and target.exists() and target.samefile(each.path):
            raise UsageError(f"{target} would overwrite its own input; use --in-place for that")
        try:
            targets.writes(target, each.path)
        except UsageError as error:
            raise UsageError(f"{error}, clean in two runs, or name the folder above") from error
    for place in (where.rejected, where.report) if papers else ():
        if place is not None:
            targets.writes(place, f"the {place.name} of the run")
