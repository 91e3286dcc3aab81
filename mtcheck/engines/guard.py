"""Keeps what one row does away from the process that holds the others.

An engine that runs over many machines can start a task again, but not leave out the row on which it dies. So
the task hands its rows to a process of its own, which may be killed, crash or hang: it is replaced, and the
row has an error.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, cast

import msgspec

from mtcheck.engines.guarded import READY, Setting, receive, send
from mtcheck.engines.row import Answer, Request
from mtcheck.errors import MtcheckError
from mtcheck.safestart import safe_path

# One death may come from outside (somebody's kill, the system short of memory): only the second says that it
# is the row. A deadline is the row's own.
_TRIES = 2
_START_TRIES = 3
# When so many rows after one another kill their process, it is not the rows: too little memory for any, a
# broken library. Going on would fill a night with errors.
MAX_DEATHS_IN_A_ROW = 100
# Processes that wait for more work; threads of one engine's process use as many as there are threads.
_MAX_IDLE = 16


class GuardError(MtcheckError):
    """The guarded process cannot be started, or dies whatever the row is."""


class Guard:
    """A process that cleans rows, and its replacement when it dies."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0
        self._decode = msgspec.msgpack.Decoder(Answer).decode

    def clean(self, request: Request) -> Answer:
        """The answer to one row; an error when it kills its process twice, or takes too long.

        Raises GuardError when that happens to MAX_DEATHS_IN_A_ROW rows after one another.
        """
        message = msgspec.msgpack.encode(request)
        reason = ""
        for _ in range(_TRIES):
            process = self._running()
            begun = time.monotonic()
            reply = _ask(process, message)
            if reply is not None:
                self._deaths = 0
                answer = self._decode(reply)
                if answer.exhausted:  # what is left of its memory is in pieces
                    self.close()
                return answer
            late = time.monotonic() - begun >= self._setting.deadline_s
            reason = _cause(process)
            self.close()
            if late:
                reason = f"took longer than {self._setting.deadline_s:g} s (deadline_s)"
                break
        self._deaths += 1
        if self._deaths >= MAX_DEATHS_IN_A_ROW:
            raise GuardError(
                f"{self._deaths} rows after one another failed, so it is not the rows: the last one {reason}"
            )
        return Answer(error=f"the row {reason}")

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent yet has nobody to go to
                cast(BinaryIO, pipe).close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        ended = ""
        for _ in range(_START_TRIES):
            self._process = process = subprocess.Popen(
                [sys.executable, "-P", "-m", "mtcheck.engines.guarded"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Engines bring code in ways of their own, which all end in sys.path.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(safe_path()), "PYTHONSAFEPATH": "1"},
            )
            if _ask(process, msgspec.msgpack.encode(self._setting)) == READY:
                return process
            ended = _cause(process)
            self.close()
        raise GuardError(
            f"the guarded process does not start: it {ended}. Its standard error says more; "
            "guarded=False does without it, and without its protection"
        )


def _ask(process: subprocess.Popen[bytes], message: bytes) -> bytes | None:
    """The reply to a message; None when the process is gone, before or after it was read."""
    try:
        send(cast(BinaryIO, process.stdin), message)
        return receive(cast(BinaryIO, process.stdout))
    except OSError:
        return None


def _cause(process: subprocess.Popen[bytes]) -> str:
    """How a process that has closed its output ended."""
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "closed the pipe of its process"
    if code >= 0:
        return f"ended its process with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed its process ({name})"


# Of this process: engines run one task after the other in it, in threads of their own making. The key has the
# process's number because a fork takes the list along, but not the right to use it.
_idle: list[tuple[int, Setting, Guard]] = []


@contextmanager
def borrowed(setting: Setting) -> Iterator[Guard]:
    """A guard for the rows of one batch; it stays alive for the next one."""
    guard = _take(setting) or Guard(setting)
    whole = False
    try:
        yield guard
        whole = True
    finally:
        if not whole:  # an answer may be on its way that belongs to no row any more
            guard.close()
    _idle.append((os.getpid(), setting, guard))
    while len(_idle) > _MAX_IDLE:
        _idle.pop(0)[2].close()


def _take(setting: Setting) -> Guard | None:
    for entry in list(_idle):
        if entry[0] == os.getpid() and entry[1] == setting:
            with suppress(ValueError):  # another thread was quicker
                _idle.remove(entry)
                return entry[2]
    return None


def close_idle() -> None:
    """End the guarded processes of this process that wait for work."""
    while _idle:
        number, _, guard = _idle.pop()
        if number == os.getpid():
            guard.close()


atexit.register(close_idle)
