"""Settings of single paths: `[[overrides]]` of mtcheck.toml on top of the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mtcheck.config import Config
from mtcheck.globs import matches
from mtcheck.registry import Rule


class PerPath:
    """The configuration and the rules of each path; ``folder`` is what patterns are relative to."""

    def __init__(self, config: Config, folder: Path | None = None) -> None:
        self._config = config
        self._folder = (folder or Path.cwd()).absolute()
        self._made: dict[tuple[int, ...], tuple[Config, Sequence[Rule]]] = {}

    def of(self, uri: str) -> tuple[Config, Sequence[Rule]]:
        """The settings of one path. Later overrides win over earlier ones."""
        matching = tuple(
            number
            for number, override in enumerate(self._config.overrides)
            if any(matches(pattern, self._relative(uri)) for pattern in override.paths)
        )
        if matching not in self._made:
            config = self._config
            for number in matching:
                config = config.with_override(self._config.overrides[number])
            self._made[matching] = (config, config.selected())
        return self._made[matching]

    def _relative(self, uri: str) -> str:
        if not self._config.overrides or uri.startswith("<") or "://" in uri:
            return uri
        return os.path.relpath(os.path.abspath(uri), self._folder).replace(os.sep, "/")
