"""Settings of single paths: `[[overrides]]` of mtcheck.toml on top of the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from mtcheck.config import Config
from mtcheck.document import Origin
from mtcheck.globs import matches
from mtcheck.registry import Rule
from mtcheck.suppression import holding


class PerPath:
    """The configuration and the rules of each document; ``folder`` is what paths are relative to."""

    def __init__(self, config: Config, folder: Path | None = None) -> None:
        self._config = config
        self._folder = (folder or Path.cwd()).absolute()
        self._placed = any(" " in each for each in config.ignore_fingerprints)
        self._made: dict[tuple[tuple[int, ...], tuple[str, ...]], tuple[Config, Sequence[Rule]]] = {}

    def of(self, origin: Origin) -> tuple[Config, Sequence[Rule]]:
        """The settings of one document. Later overrides win over earlier ones."""
        path = self._relative(origin.uri)
        matching = tuple(
            number
            for number, override in enumerate(self._config.overrides)
            if any(matches(pattern, path) for pattern in override.paths)
        )
        ignored = self._config.ignore_fingerprints
        if self._placed:
            ignored = holding(ignored, msgspec.structs.replace(origin, uri=path))
        if (matching, ignored) not in self._made:
            config = self._config
            for number in matching:
                config = config.with_override(self._config.overrides[number])
            config = msgspec.structs.replace(config, ignore_fingerprints=ignored)
            self._made[matching, ignored] = (config, config.selected())
        return self._made[matching, ignored]

    def _relative(self, uri: str) -> str:
        if not (self._config.overrides or self._placed) or uri.startswith("<") or "://" in uri:
            return uri
        return os.path.relpath(os.path.abspath(uri), self._folder).replace(os.sep, "/")
