"""What a run has to do, cut into tasks.

A task is paths and ranges: no text crosses a process border.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

from mtcheck.cache import settings_digest
from mtcheck.config import Config
from mtcheck.digests import blake2b
from mtcheck.errors import InputError
from mtcheck.formats import open_input
from mtcheck.formats.container import Part
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.jobs.stamps import stamp_of
from mtcheck.version import __version__

# Large enough that starting a task costs nothing, small enough that a restart loses seconds.
PART_BYTES = 1 << 20
# As the size of a part: no input is cut.
WHOLE = 1 << 62
MAX_FILES_A_TASK = 64


class Task(msgspec.Struct, frozen=True):
    """Whole inputs, or one part of one input. ``number`` is its place in the order of output.

    ``stamps`` say what each input was when the plan was made; ``size`` is in bytes of input; ``sample`` is
    how many records to take where not all are wanted.
    """

    number: int
    inputs: tuple[Input, ...]
    stamps: tuple[str, ...]
    part: Part | None = None
    size: int = 0
    sample: int | None = None


class Plan(msgspec.Struct, frozen=True):
    """All tasks of a run, and what the result depends on: settings, and each input as it was."""

    tasks: tuple[Task, ...]
    settings: str
    stamps: dict[str, str]
    errors: tuple[tuple[str, str | None, str], ...] = ()

    @property
    def digest(self) -> str:
        """Of settings and inputs together."""
        known = repr((self.settings, list(self.stamps.items())))
        return blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def make_plan(
    inputs: Sequence[Input], config: Config, options: ReadOptions, part_bytes: int = PART_BYTES
) -> Plan:
    """Cut the inputs into tasks: large ones into parts where their format allows, small ones together."""
    digest = blake2b(digest_size=16)
    digest.update(msgspec.json.encode((config, options, part_bytes, __version__)))
    digest.update(settings_digest(config, config.selected()))  # with glossaries and profiles as they are
    cutting = _Cutting(options, part_bytes)
    for each in inputs:
        try:
            cutting.add(each)
        except InputError as error:
            cutting.errors.append((error.uri, error.record, error.problem))
        except OSError as error:
            cutting.errors.append((each.path, None, f"cannot be read: {error.strerror or error}"))
    cutting.give()
    return Plan(tuple(cutting.tasks), digest.hexdigest(), cutting.stamps, tuple(cutting.errors))


class _Cutting:
    """Tasks as they are made: inputs wait until they fill one."""

    def __init__(self, options: ReadOptions, part_bytes: int) -> None:
        self._options, self._part_bytes = options, part_bytes
        self.tasks: list[Task] = []
        self.stamps: dict[str, str] = {}
        self.errors: list[tuple[str, str | None, str]] = []
        self._waiting: list[Input] = []
        self._size = 0

    def add(self, each: Input) -> None:
        """Take one input in. Raises InputError and OSError."""
        stamp = stamp_of(each)
        size = os.stat(each.path).st_size if each.is_file else 0
        parts = self._parts(each) if size > self._part_bytes else []
        self.stamps[each.path] = stamp
        if parts:
            self.give()
            for part in parts:
                self.tasks.append(Task(len(self.tasks), (each,), (stamp,), part, size // len(parts)))
            return
        full = self._size + size > self._part_bytes or len(self._waiting) >= MAX_FILES_A_TASK
        if self._waiting and full:
            self.give()
        self._waiting.append(each)
        self._size += size

    def _parts(self, each: Input) -> list[Part]:
        found = open_input(each.path, self._options).parts(self._part_bytes)
        return found if len(found) > 1 else []

    def give(self) -> None:
        """Make a task of the inputs that wait."""
        if self._waiting:
            stamps = tuple(self.stamps[each.path] for each in self._waiting)
            self.tasks.append(Task(len(self.tasks), tuple(self._waiting), stamps, None, self._size))
        self._waiting, self._size = [], 0
