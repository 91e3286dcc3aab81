"""A clean that tells a person how it goes; apart from running.py, so that a check loads no clean."""

from __future__ import annotations

import argparse
import sys

from mtcheck.cli.running import Problems, Tell
from mtcheck.errors import InputError
from mtcheck.jobs.clean import Listener
from mtcheck.jobs.executors import Progress
from mtcheck.messages import say

# A list of what was rejected lies beside the output; no screen needs more of it.
_TOLD_AT_MOST = 200


class Screen(Listener):
    """Tells a person on standard error; ``bar`` draws how far it is."""

    def __init__(self, arguments: argparse.Namespace, bar: Tell, listed: bool = False) -> None:
        self._quiet, self._bar, self._listed = arguments.quiet, bar, listed
        self._problems = Problems(self._tell)
        self._told = 0

    def progress(self, progress: Progress) -> None:
        self._bar(progress)

    def notice(self, text: str) -> None:
        say(f"mtcheck: {text}")

    def rejected(self, error: InputError) -> None:
        self._problems.add(error)

    def end(self) -> None:
        """Say what is still to be said."""
        self._problems.end()

    def _tell(self, text: str) -> None:
        self._told += 1
        if not self._listed or self._told <= _TOLD_AT_MOST:
            say(f"mtcheck: {text}")
        elif self._told == _TOLD_AT_MOST + 1:
            say("mtcheck: … and more; all of them are in the list of the rejected")

    def difference(self, text: str) -> None:
        sys.stdout.write(text)
