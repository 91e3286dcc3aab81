"""The guarded process: reads a row, answers, and dies rather than hang. `python -m mtcheck.engines.guarded`.

Messages in both ways are a length (8 bytes, little-endian) and so many bytes of msgpack. The first message
in is the Setting, the first one out is READY; then answers follow rows, one for one, until the input ends.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

import msgspec

from mtcheck.config import Config
from mtcheck.engines.row import Request, clean_row, without_surrogates

READY = b"ready"
# Reading the rules and their data takes a second on a busy machine; more than this is no start.
START_DEADLINE_S = 120.0
# The text of the first row would pay for what is loaded when it is first used, within its own deadline.
_WARM_UP = Request("“We leave on Friday, ”she said . Подпишитесь на наш канал в Telegram.")
_LENGTH_BYTES = 8


class Setting(msgspec.Struct, frozen=True):
    """What the process does: how rows are cleaned, seconds for each, and megabytes of data (0: no limit)."""

    config: Config
    deadline_s: float
    memory_mb: int


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message. Raises BrokenPipeError when nobody reads any more."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next message; None when the other side is gone."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    size = int.from_bytes(head, "little")
    message = stream.read(size)
    return message if len(message) == size else None


def main() -> None:
    """Answer rows until the input ends."""
    faulthandler.dump_traceback_later(START_DEADLINE_S, exit=True)
    # Ctrl-C reaches every process of a terminal; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rows = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a plug-in prints must not stand between the answers
    first = receive(rows)
    if first is None:
        return
    setting = msgspec.msgpack.decode(first, type=Setting)
    _limit(setting.memory_mb)
    rules = setting.config.selected()
    clean_row(_WARM_UP, setting.config, rules)
    send(answers, READY)
    decode = msgspec.msgpack.Decoder(Request).decode
    faulthandler.cancel_dump_traceback_later()
    while (message := receive(rows)) is not None:
        # A thread of C that needs no lock of Python's: it ends the process in the midst of a pattern too,
        # and whether or not the parent still lives. What hung is on standard error.
        faulthandler.dump_traceback_later(setting.deadline_s, exit=True)
        answer = clean_row(decode(message), setting.config, rules)
        faulthandler.cancel_dump_traceback_later()
        send(answers, msgspec.msgpack.encode(without_surrogates(answer)))


def _limit(memory_mb: int) -> None:
    """Bound this process's own memory, and offer it to the system first when memory runs out."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("1000")
    if not memory_mb:
        return
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    size = memory_mb << 20
    with suppress(ValueError):  # a harder limit is in place
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


if __name__ == "__main__":
    main()
