"""How a command ends: every failure is one line on standard error and an exit code, whatever went wrong."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from mtcheck import atomic
from mtcheck.cli.exits import EXIT_OK, EXIT_UNREAD, EXIT_USAGE
from mtcheck.errors import ConfigError, InputError, MtcheckError, RuleDefinitionError
from mtcheck.messages import say

EXIT_INTERRUPTED = 130
# Shows where mtcheck itself went wrong, for a report of it.
_TRACEBACK = "MTCHECK_TRACEBACK"
_SIGNALS = ("SIGTERM", "SIGHUP")


class EndedError(KeyboardInterrupt):
    """A signal asks the process to end: everything is cleaned up as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Closed(io.TextIOBase):
    """Standard output of a process that was started without one."""

    encoding = "utf-8"

    @property
    def buffer(self) -> _Closed:
        return self

    def write(self, text: object) -> int:
        raise OSError(9, "is closed")

    def isatty(self) -> bool:
        return False


def ended(work: Callable[[], int]) -> int:
    """Do some work; its exit code, or that of what went wrong, which is said. Standard output is flushed."""
    _mend_streams()
    try:
        with _signals():
            try:
                code = work()
            except SystemExit:  # a help page was shown
                sys.stdout.flush()
                raise
            sys.stdout.flush()
            return code
    except BrokenPipeError:
        # The reader has gone (`mtcheck check … | head`): nobody is left to tell.
        _give_up_output()
        return EXIT_OK
    except EndedError as error:
        atomic.leave_nothing()
        return fail(f"ended by {signal.Signals(error.number).name}", 128 + error.number)
    except KeyboardInterrupt:
        atomic.leave_nothing()
        return fail("interrupted", EXIT_INTERRUPTED)
    except MtcheckError as error:
        return _of_ours(error)
    except OSError as error:
        _give_up_output()
        return fail(f"{error.filename or 'standard output'}: {error.strerror or error}", EXIT_UNREAD)
    except MemoryError:
        return fail("out of memory; split the input, or lower max-characters", EXIT_UNREAD)
    except Exception as error:  # noqa: BLE001 - a crash is told in a line, and never looks like findings
        return _crashed(error)


def _of_ours(error: MtcheckError) -> int:
    if isinstance(error, InputError):
        return fail(str(error), EXIT_UNREAD)
    if isinstance(error, ConfigError):
        return fail(f"configuration: {error}", EXIT_USAGE)
    if isinstance(error, RuleDefinitionError):
        return fail(f"rules: {error}", EXIT_USAGE)
    return fail(str(error), EXIT_USAGE)


def _crashed(error: Exception) -> int:
    if os.environ.get(_TRACEBACK):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    said = f"a fault of mtcheck itself: {type(error).__name__}: {str(error)[:200]}{place}"
    return fail(f"{said}; please report it, with what {_TRACEBACK}=1 shows", EXIT_UNREAD)


def fail(message: str, code: int) -> int:
    """Say what went wrong; the code that says it to programs."""
    say(f"mtcheck: {message}")
    return code


def _mend_streams() -> None:
    """Open what the process was started without, so that no file of ours takes its number."""
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An article may hold lone surrogates: show them escaped rather than crash.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def _give_up_output() -> None:
    """Send what is left in the buffer of standard output nowhere: Python writes it when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


_SOON = 0.05  # seconds


@contextmanager
def _signals() -> Iterator[None]:
    """Have the signals that end a process raise, unless its parent has them ignored (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise EndedError(number)

    def ignored(told: sys.UnraisableHookArgs) -> None:
        # A signal inside a callback, from which Python lets nothing out: it is sent again.
        if isinstance(told.exc_value, EndedError):
            threading.Timer(_SOON, os.kill, (os.getpid(), told.exc_value.number)).start()
        else:
            hook(told)

    hook, sys.unraisablehook = sys.unraisablehook, ignored
    numbers = [number for name in _SIGNALS if (number := getattr(signal, name, None)) is not None]
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
