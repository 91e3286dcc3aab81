"""Results of texts that were checked before, so that a second run costs the changed ones only.

A result is stored under a digest of all it depends on: the text, what it was declared as, mtcheck's version,
the configuration, plug-ins, and the files that options name. It never holds the text itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mtcheck.config import Config
from mtcheck.digests import blake2b
from mtcheck.document import Document
from mtcheck.engine import check_document
from mtcheck.findings import Fault, Finding
from mtcheck.fluency.quality import Fluency
from mtcheck.languages import LanguageSpan
from mtcheck.registry import Rule, plugin_versions
from mtcheck.report import Report
from mtcheck.version import __version__

if TYPE_CHECKING:
    import sqlite3

FOLDER_NAME = ".mtcheck_cache"
# Settings that judge a report and do not change it.
_JUDGING = {"fail_on": "major", "min_quality": None, "overrides": (), "baseline": None, "cache": False}

_PLACES = ("origin", "region")


class _Stored(msgspec.Struct, array_like=True):
    lang: str
    findings: tuple[Finding, ...]
    languages: tuple[LanguageSpan, ...]
    quality: float | None
    scores: dict[str, Any] | None
    faults: tuple[Fault, ...]
    fluency: Fluency | None


class Cache:
    """A folder with one SQLite file; several processes may use it at once.

    A cache that cannot be used (a full disk, a broken file) is no reason to fail: the text is checked.
    """

    def __init__(self, folder: Path) -> None:
        import sqlite3

        self._settings: dict[int, bytes] = {}
        self.hits = 0
        self._database: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            database = sqlite3.connect(folder / "results.sqlite", timeout=10, isolation_level=None)
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=OFF")
            database.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB)")
            self._database = database

    def check(self, document: Document, config: Config, rules: Sequence[Rule]) -> Report:
        """The report of a document, stored or made now. Raises what check_document raises."""
        key = self._key(document, config, rules)
        stored = self._load(key)
        if stored is not None:
            self.hits += 1
            return Report(
                document=document,
                lang=stored.lang,
                profile=config.profile_of(document),
                findings=stored.findings,
                languages=stored.languages,
                quality=stored.quality,
                scores=stored.scores,
                faults=stored.faults,
                fluency=stored.fluency,
            )
        report = check_document(document, config, rules)
        if not report.faults:
            self._store(key, report)
        return report

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()

    def _load(self, key: bytes) -> _Stored | None:
        if self._database is None:
            return None
        import sqlite3

        try:
            row = self._database.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
            return msgspec.msgpack.decode(row[0], type=_Stored) if row else None
        except (sqlite3.Error, msgspec.DecodeError):
            return None

    def _store(self, key: bytes, report: Report) -> None:
        value = _Stored(
            report.lang,
            report.findings,
            report.languages,
            report.quality,
            report.scores,
            report.faults,
            report.fluency,
        )
        if self._database is None:
            return
        import sqlite3

        # Lone surrogates cannot be packed: such a text is checked again each time.
        with suppress(sqlite3.Error, UnicodeEncodeError):
            packed = msgspec.msgpack.encode(value)
            self._database.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (key, packed))

    def _key(self, document: Document, config: Config, rules: Sequence[Rule]) -> bytes:
        if id(config) not in self._settings:
            self._settings[id(config)] = settings_digest(config, rules)
        digest = blake2b(self._settings[id(config)], digest_size=20)
        # All that a document says of itself, but where it lies: a field that is added counts by itself.
        told = {name: getattr(document, name) for name in document.__struct_fields__ if name not in _PLACES}
        digest.update(repr((document.origin.format, told)).encode("utf-8", "surrogatepass"))
        return digest.digest()


def settings_digest(config: Config, rules: Sequence[Rule]) -> bytes:
    """What results depend on beside the texts: settings, rules, plug-ins, and files that options name."""
    plain = msgspec.json.encode(msgspec.structs.replace(config, **_JUDGING))
    files = []
    for name in sorted(set(_texts([config.options_of(rule) for rule in rules]))):
        with suppress(OSError, ValueError):
            status = os.stat(name)
            files.append((name, status.st_mtime_ns, status.st_size))
    known = (__version__, [rule.code for rule in rules], plugin_versions(), files)
    return plain + repr(known).encode()


def _texts(value: Any) -> Iterator[str]:
    """All strings in options: some of them name files."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
