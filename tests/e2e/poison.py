"""A rule that does to its process what the text says: for tests of what a batch survives."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.findings import Hit
from mtcheck.formats.readers import jsonrecords
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
    if word == "EAT":
        held = [bytes(1 << 20) for _ in range(int(place))]
        raise AssertionError(f"{len(held)} MB were there")
    if word == "WAIT":
        while not Path(place).exists():
            time.sleep(0.05)
    if word == "CRASH":
        raise ValueError("as told")
    return
    yield


def _records(source: Any, options: Any, part: Any) -> Iterator[Any]:
    """As the reader of JSON Lines, but one text kills it."""
    for item in _READ(source, options, part):
        if getattr(item, "text", "") == "READ-KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        yield item


_READ = jsonrecords.JSONL.read
jsonrecords.JSONL = jsonrecords.JSONL._replace(read=_records)
