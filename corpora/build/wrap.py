"""Break the long lines of data, so that a reviewer can read a change.

    python corpora/build/wrap.py [FILE ...]

Strings of words become strings of several lines, lists some items a line. The values stay the same, which is
checked before anything is written. Without FILE: every TOML file of corpora/.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[1]
_BUILT = ("ngrams",)  # made by scripts, and known by their digest
MAX_LINE = 160  # tests/structure reads the same figure
_WIDTH = 110
_STRING = re.compile(r"""^(\s*)([\w."*-]+ = )(?:"((?:[^"\\]|\\.)*)"|'''((?:(?!''').)*)'''|'([^']*)')\s*$""")
_OPEN = re.compile(r"""^[\w."*-]+ = \"{3}(?!.*\"{3})""")
_LIST = re.compile(r"^(\s*)([\w.\"*-]+ = )\[(.*)\]\s*$")
_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\[\]]*\]|\{[^{}]*\}|[^\s,"'\[\]{}]+)\s*(?:,|$)""")


def pieces(value: str, width: int) -> Iterator[str]:
    """A basic string's content in pieces that end behind a space or a bar; joined they are the string."""
    while len(value) > width:
        cut = max(value.rfind(mark, 0, width) for mark in " |") + 1
        if cut <= 0 or value[cut:].startswith(" "):
            # Words of Chinese need no space to part them.
            cut = next((at + 1 for at in range(width, len(value)) if value[at] in " |"), len(value))
            cut = width if cut > MAX_LINE and not value[width - 1 : width + 1].isascii() else cut
        yield value[:cut]
        value = value[cut:]
    if value:
        yield value


def broken_string(indent: str, key: str, content: str) -> list[str]:
    """The lines of a long string: a backslash at the end of a line joins it with the next."""
    parts = list(pieces(content, _WIDTH))
    return [f'{indent}{key}"""\\', *(f"{indent}{part}\\" for part in parts[:-1]), f'{indent}{parts[-1]}"""']


def broken_list(indent: str, key: str, inner: str) -> list[str] | None:
    """The lines of a long list, as many items on each as fit; None where it is no flat list."""
    items, at = [], 0
    while at < len(inner):
        if not inner[at:].strip():
            break
        match = _ITEM.match(inner, at)
        if match is None:
            return None
        items.append(match[1])
        at = match.end()
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(item) > _WIDTH:
            lines.append(line)
            line = ""
        line += (" " if line else f"{indent}    ") + item + ","
    return [f"{indent}{key}[", *lines, line, f"{indent}]"]


def escaped(literal: str) -> str:
    """What stands between single quotes, as it stands between double ones."""
    return literal.replace("\\", "\\\\").replace('"', '\\"')


def wrapped(text: str) -> str:
    """The text of a TOML file with its long lines broken, where that keeps every value."""
    out: list[str] = []
    inside = False  # a string of several lines
    for line in text.splitlines():
        new: list[str] | None = None
        within = inside or bool(_OPEN.match(line))
        inside = within and not (inside and '"""' in line)
        if len(line) > MAX_LINE and within:
            parts = list(pieces(line, _WIDTH))
            new = [*(f"{part}\\" for part in parts[:-1]), parts[-1]]
        elif len(line) > MAX_LINE and (match := _STRING.match(line)):
            content = match[3] if match[3] is not None else escaped(match[4] or match[5])
            new = broken_string(match[1], match[2], content)
        elif len(line) > MAX_LINE and (match := _LIST.match(line)):
            new = broken_list(match[1], match[2], match[3])
        out += new or [line]
    return "\n".join(out) + "\n"


def main() -> int:
    names = [Path(name) for name in sys.argv[1:]] or [
        path for path in sorted(CORPORA.rglob("*.toml")) if path.parent.name not in _BUILT
    ]
    for path in names:
        old = path.read_text("utf-8")
        new = wrapped(old)
        if tomllib.loads(new) != tomllib.loads(old):
            raise SystemExit(f"{path}: wrapping would change a value")
        if new != old:
            path.write_text(new, "utf-8")
        for number, line in enumerate(new.splitlines(), 1):
            if len(line) > MAX_LINE:
                print(f"{path.name}:{number}: still {len(line)} characters; break it by hand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
