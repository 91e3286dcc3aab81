"""Fingerprints of findings to leave out, written into mtcheck.toml without a change to the rest of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from mtcheck import lazyre
from mtcheck.atomic import write_atomically
from mtcheck.errors import ConfigError

_KEY = "ignore-fingerprints"
# A place may hold brackets and quotation marks: `"0a in/a.jsonl [7]"`.
_LIST = lazyre.compile(
    rf"""^{_KEY}\s*=\s*\[(?:[^\]"'\#]|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|\#[^\n]*+)*+\]""", re.M
)


def add_fingerprints(path: Path, names: Iterable[str]) -> int:
    """Add fingerprints to a configuration file, which is made if it is not there; returns how many are new.

    Raises ConfigError when the file cannot be read or would come out otherwise than meant.
    """
    import tomllib

    text = _read(path)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), "", f"is not valid TOML: {error}") from error
    known = before.get(_KEY, [])
    new = [name for name in dict.fromkeys(names) if name not in known]
    if not new:
        return 0
    changed = with_list(text, [*known, *new])
    try:
        is_meant = tomllib.loads(changed) == {**before, _KEY: [*known, *new]}
        changed.encode()
    except (tomllib.TOMLDecodeError, UnicodeEncodeError):  # names that are not UTF-8 cannot be in it
        is_meant = False
    if not is_meant:
        raise ConfigError(str(path), _KEY, f"cannot be edited without loss; add by hand: {', '.join(new)}")
    write_atomically(path, changed.encode())
    return len(new)


def with_list(text: str, names: list[str]) -> str:
    """The text of a configuration with this list, in place of its own or before the first table.

    >>> print(with_list('lang = "de"\\n[fields]\\n', ["0a"]), end="")
    lang = "de"
    ignore-fingerprints = [
        "0a",
    ]
    [fields]
    """
    written = f"{_KEY} = [\n" + "".join(f"    {_quoted(name)},\n" for name in names) + "]"
    if _LIST.search(text):
        return _LIST.sub(lambda found: written, text, count=1)
    table = re.search(r"^\[", text, re.M)
    at = table.start() if table else len(text)
    head = text[:at]
    return f"{head}{'' if not head or head.endswith(chr(10)) else chr(10)}{written}\n{text[at:]}"


def _quoted(name: str) -> str:
    """A string of TOML: names of files may hold anything.

    >>> print(_quoted('0a in/"so".txt'))
    "0a in/\\"so\\".txt"
    """
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), "", f"cannot be read: {error}") from error
