"""A rule that does to its process what the text says: for tests of what a batch survives."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.findings import Hit
from mtcheck.registry import rule


@rule("POISON001", "poison", category="other", severity="neutral")
def poison(view: Any, options: Any) -> Iterator[Hit]:
    """Obeys the text."""
    word, _, place = view.text.strip().partition(" ")
    if word == "KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "ONCE" and not Path(place).exists():
        Path(place).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "HANG":
        time.sleep(600)
    if word == "EXIT":
        os._exit(7)
    if word == "SLOW":
        time.sleep(float(place))
    if word == "CRASH":
        raise ValueError("as told")
    return
    yield
