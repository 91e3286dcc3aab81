"""The command line in processes of their own, forked from one that has mtcheck's modules and tables loaded.

A start of Python and the imports are most of a small command's time, and the tests run some hundred of them.
Each command still is a process with its own folder, environment, input and output, and ends as any other: the
fork goes on as `python -m mtcheck` does. What tests say of the start itself, they start anew.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
# One thread: a process with more is not to be forked.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_LENGTH = 8


class Commands:
    """Runs `mtcheck` with arguments; where processes cannot be forked, each starts anew."""

    def __init__(self) -> None:
        self._can_fork = hasattr(os, "fork") and hasattr(socket, "send_fds")
        if not self._can_fork:
            return
        self._control, theirs = socket.socketpair()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **_ONE_THREAD}
        self._server = subprocess.Popen(
            [sys.executable, "-P", __file__, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=environment,
        )
        theirs.close()
        self._answers = self._control.makefile("r")

    def close(self) -> None:
        """End the process that is forked."""
        if self._can_fork:
            self._answers.close()
            self._control.close()
            self._server.wait()

    def run(
        self, arguments: tuple[str, ...], cwd: Path, environment: dict[str, str], stdin: bytes, timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """One command, to its end; after ``timeout`` seconds it is killed."""
        if not self._can_fork:
            command = [sys.executable, "-m", "mtcheck", *arguments]
            return subprocess.run(
                command,
                cwd=cwd,
                env=environment,
                input=stdin,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        asked = json.dumps({"arguments": arguments, "cwd": str(cwd), "environment": environment}).encode()
        reading, writing = os.pipe()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            socket.send_fds(
                self._control, [len(asked).to_bytes(_LENGTH, "big")], [reading, out.fileno(), err.fileno()]
            )
            self._control.sendall(asked)
            os.close(reading)
            feeding = Thread(target=_feed, args=(writing, stdin))
            feeding.start()
            ending = Timer(timeout, os.kill, (int(self._answers.readline()), signal.SIGKILL))
            ending.start()
            status = int(self._answers.readline())
            ending.cancel()
            feeding.join()
            return subprocess.CompletedProcess(arguments, status, _content(out), _content(err))


def _feed(writing: int, stdin: bytes) -> None:
    with suppress(BrokenPipeError), open(writing, "wb") as pipe:
        pipe.write(stdin)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _preload() -> None:
    """Load what most commands do."""
    import mtcheck.cli.commands.check
    import mtcheck.cli.commands.clean
    import mtcheck.cli.main

    mtcheck.clean("The ferry left at nine , and nobody knew why .", lang="en")
    gc.collect()
    gc.freeze()


def _serve(control: socket.socket) -> dict[str, Any] | None:
    """Fork for each command that is asked for. Returns in the forks; None when nobody asks any more."""
    while True:
        head, files, _, _ = socket.recv_fds(control, _LENGTH, 3)
        if not head:
            return None
        asked = json.loads(control.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL))
        pid = os.fork()
        if not pid:
            for number, file in enumerate(files):
                os.dup2(file, number)
                os.close(file)
            control.close()
            return dict(asked)
        for file in files:
            os.close(file)
        control.sendall(b"%d\n" % pid)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        control.sendall(b"%d\n" % status)


def _go_on(asked: dict[str, Any]) -> None:
    """Be `python -m mtcheck` with these arguments."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    if "multiprocessing.process" in sys.modules:
        sys.modules["multiprocessing.process"].ORIGINAL_DIR = os.getcwd()
    sys.path.insert(0, os.getcwd())
    sys.argv = ["mtcheck", *asked["arguments"]]
    runpy.run_module("mtcheck", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as CONTROL:
        _preload()
        ASKED = _serve(CONTROL)
    if ASKED is not None:
        _go_on(ASKED)
