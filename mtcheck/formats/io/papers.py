"""Files that are no texts: what mtcheck itself wrote beside its outputs, pipes, devices and sockets."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_HEAD_BYTES = 400
_PAGE = b'<meta name="generator" content="mtcheck">'
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def odd_kind(path: str | Path) -> str | None:
    """What a path is that is neither file nor folder: reading it may never end. Raises OSError.

    >>> odd_kind(os.devnull), odd_kind(".")
    ('a device', None)
    """
    mode = os.stat(path).st_mode
    return next((kind for test, kind in _KINDS if test(mode)), None)


def is_paper(path: str | Path) -> bool:
    """Whether a file is a log, a list or a report of mtcheck's: told by how it begins, not by its name."""
    name = os.path.basename(path)
    if not name.endswith((".json", ".jsonl", ".html")):
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return paper_begins(head, name)


def paper_begins(head: bytes, name: str = "") -> bool:
    """Whether bytes are the beginning of such a file.

    A page of mtcheck's is one too: it names its generator.

    >>> log, text = b'{"run":"1f","uri":"a.txt","file":"a.txt","output":', b'{"text":"So it is ."}'
    >>> paper_begins(log), paper_begins(text), paper_begins(b'{"uri":"a","record":null,"reason":"x"}')
    (True, False, False)
    """
    if name.endswith(".html"):
        return _PAGE in head
    if head.startswith(b'{"run":"') and b'"uri":' in head and b'"file":' in head:
        return True
    if name.endswith("rejected.jsonl") and head.startswith(b'{"uri":"') and b'"record":' in head:
        return True
    if not head:
        return name == "rejected.jsonl"  # of a run in which nothing was
    start = head.lstrip(b'{ \r\n"')
    return start.startswith(b'schema"') and b'"mtcheck.' in start[:40]
