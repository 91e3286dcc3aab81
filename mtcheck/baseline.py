"""Known findings by fingerprint, so that a check of old texts fails on new faults only.

A fingerprint is made from the rule, the text found and its neighbouring words, so it survives edits
elsewhere. Where the same fingerprint is several times in a file, the file may hold that many.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mtcheck.atomic import write_atomically
from mtcheck.errors import ConfigError
from mtcheck.report import Report

SCHEMA = "mtcheck.baseline/1"
DEFAULT_NAME = ".mtcheck-baseline.json"


# How often a finding is in a file: no file that is read holds more.
_Times = Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: str
    version: str
    # By path: fingerprint -> how often, with the rule for people who read the file.
    files: dict[str, dict[str, tuple[str, _Times]]]


class Baseline:
    """The findings a file of known ones allows; each is allowed as often as it was recorded.

    ``place`` is the file; paths in it are relative to its folder, so that it works from any folder.
    """

    def __init__(self, place: Path, files: dict[str, dict[str, tuple[str, int]]] | None = None) -> None:
        self._folder = place.absolute().parent
        self._files = files or {}
        self._left = {
            path: Counter({fingerprint: count for fingerprint, (_, count) in known.items()})
            for path, known in self._files.items()
        }
        self._checked: dict[str, set[str]] = {}
        self.hidden = 0

    @classmethod
    def load(cls, place: Path) -> Baseline:
        """Read a baseline. Raises ConfigError that names the file and the way out."""
        again = "write it again with --write-baseline"
        try:
            if place.exists() and not place.is_file():
                raise ConfigError(str(place), "", f"is not a file; {again}")
            file = msgspec.json.decode(place.read_bytes(), type=_File)
        except FileNotFoundError as error:
            raise ConfigError(str(place), "", "no such baseline; write it with --write-baseline") from error
        except OSError as error:
            raise ConfigError(str(place), "", f"cannot be read: {error.strerror or error}") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ConfigError(str(place), "", f"is not a baseline: {error}; {again}") from error
        if file.schema != SCHEMA:
            raise ConfigError(str(place), "schema", f"is {file.schema!r}, not {SCHEMA!r}; {again}")
        return cls(place, file.files)

    def without_known(self, report: Report, rules: Collection[str]) -> Report:
        """The report without its known findings, which are used up one by one; ``rules`` have run."""
        path = relative(report.document.origin.uri, self._folder)
        self._checked.setdefault(path, set()).update(rules)
        left = self._left.get(path)
        if not left:
            return report
        new = []
        for finding in report.findings:
            if left[finding.fingerprint] > 0:
                left[finding.fingerprint] -= 1
                self.hidden += 1
            else:
                new.append(finding)
        return msgspec.structs.replace(report, findings=tuple(new))

    @property
    def gone(self) -> int:
        """How many known findings of the files that were checked are no longer there; of rules that ran."""
        return sum(
            self._left[path][fingerprint]
            for path, ran in self._checked.items()
            for fingerprint, (rule, _) in self._files.get(path, {}).items()
            if rule in ran
        )


class Recorder:
    """Collects the findings of a run, and writes them as a baseline."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.files: dict[str, dict[str, tuple[str, int]]] = {}
        self.count = 0

    def merge(self, files: dict[str, dict[str, tuple[str, int]]]) -> None:
        """Remember what the recorder of another process has of other files."""
        for path, known in files.items():
            self.files[path] = known
            self.count += sum(count for _, count in known.values())

    def add(self, report: Report) -> None:
        """Remember the findings of a report."""
        path = relative(report.document.origin.uri, self.place.absolute().parent)
        known = self.files.setdefault(path, {})
        for finding in report.findings:
            _, count = known.get(finding.fingerprint, ("", 0))
            known[finding.fingerprint] = (finding.rule, count + 1)
            self.count += 1

    def save(self, version: str) -> None:
        """Write the file, sorted, so that a diff of two shows what changed. Raises ConfigError."""
        files: dict[str, Any] = {
            path: dict(sorted(known.items())) for path, known in sorted(self.files.items()) if known
        }
        raw = msgspec.json.encode(_File(SCHEMA, version, files))
        try:
            write_atomically(self.place, msgspec.json.format(raw, indent=1) + b"\n")
        except OSError as error:
            raise ConfigError(str(self.place), "", f"cannot be written: {error.strerror or error}") from error


def relative(uri: str, folder: Path) -> str:
    """A path relative to a folder, with forward slashes; what is no path stays as it is.

    >>> relative("<stdin>", Path("."))
    '<stdin>'
    """
    if uri.startswith("<") or "://" in uri:
        return uri
    try:
        return os.path.relpath(os.path.abspath(uri), folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return Path(uri).as_posix()
