"""A plug-in whose rule does, to texts that ask for it, what broken rules and libraries do to a process."""

from __future__ import annotations

from pathlib import Path

_RULE = '''
import os
import re
import signal
from pathlib import Path

from mtcheck import rule


@rule("MRK999", "poison", category="style/unidiomatic", severity="minor")
def poison(view, options):
    """Does what the text says."""
    word, _, rest = view.text.removeprefix("POISON ").partition(" ")
    if not view.text.startswith("POISON "):
        return
    if word == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "exit":
        os._exit(3)
    if word in ("kill-once", "kill-parent-once") and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid() if word == "kill-once" else os.getppid(), signal.SIGKILL)
    if word == "hang":  # in C, where neither a signal's handler nor another thread of Python gets a turn
        re.match(r"(a|a)*$", "a" * 60 + "b")
    if word == "crash":
        raise ZeroDivisionError("a rule of poison")
    if word == "memory":
        keep = [bytearray(64 << 20) for _ in range(4096)]
    if word == "print":
        print("what a library prints")
    yield from ()
'''


def write_plugin(folder: Path) -> Path:
    """Put the plug-in into a folder; whoever has that in sys.path has it installed."""
    (folder / "poison_rule.py").write_text(_RULE, encoding="utf-8")
    about = folder / "poison_rule-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: poison-rule\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[mtcheck.rules]\npoison = poison_rule\n")
    return folder
