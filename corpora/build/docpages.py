"""Pages of public documentation in the states that translators and machines left them in, from git folders.

Two families say how a page was made: `ms.translationtype: MT` or `HT` in the front matter, and `ht-degree`,
the share of segments that a person translated (up to 5 % counts as machine, from 90 % as human). Labels are
true in part only, so where a page has been both, what both states share says nothing and is left out.
documentation.toml names the repositories.
"""

from __future__ import annotations

import re
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCUMENTATION = Path(__file__).with_name("documentation.toml")
# Kept for tests of others: their pages are never read.
KEPT_OUT = re.compile(
    r"asp-?net-?core|aspnetcore|kusto|data-?explorer|visual-?studio|(^|[/+])cpp[-/]|microbit|trik|wmt23", re.I
)
_LANGUAGE = re.compile(r"\.([a-z]{2})-[A-Za-z]{2}$")
_TYPE = re.compile(rb"^ms\.translationtype: *([A-Za-z]+)", re.MULTILINE)
_DEGREE = re.compile(rb"^ht-degree: (\d+)", re.MULTILINE)
_HEAD, _LARGEST = 4000, 200_000
_MACHINE_AT_MOST, _HUMAN_AT_LEAST = 5, 90
_LONGEST_PAGE = 120
_FEWEST_WORDS_OF_A_LINE = 6

_FRONT = re.compile(r"\A---.*?\n---\s*\n", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1[^\n]*$", re.DOTALL | re.MULTILINE)
_GONE = re.compile(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)|<[^>\n]*>", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
_CODE = re.compile(r"`+[^`\n]*`+|https?://\S+|\b\w+\.(?:md|com|net|org)\S*")
_MARKS = re.compile(r"^[ \t]*(?:(?:[>*+\-#|:]+|\d+[.)])[ \t]+|\[!\w+\]\s*)+")
_INDENTED = re.compile(r"(?: {4}|\t)(?!\s*[-*+\d])")


class Page(NamedTuple):
    """One page by its path, and its last state of each kind: machine, human."""

    path: str
    states: dict[str, list[str]]


class Repository(NamedTuple):
    """A repository of one language, its product, and who had it translated; ``fresh``: for the test alone."""

    name: str
    lang: str
    product: str
    owner: str
    fresh: bool


def repositories() -> list[Repository]:
    """The repositories that documentation.toml names."""
    products = tomllib.loads(DOCUMENTATION.read_text(encoding="utf-8"))["product"]
    return [
        Repository(name, language[1], each["name"], each["owner"], each.get("fresh", False))
        for each in products
        for name in each["repositories"]
        if (language := _LANGUAGE.search(name)) and not KEPT_OUT.search(name)
    ]


def git_of(fetched: Path, repository: str) -> Path | None:
    """The git directory of OWNER/NAME in a folder with OWNER+NAME/repo; None where it is missing."""
    place = fetched / repository.replace("/", "+") / "repo"
    return place / ".git" if (place / ".git").is_dir() else place if place.is_dir() else None


def pages(git: Path) -> Iterator[Page]:
    """The pages of a repository that say how they were made, over its whole history."""
    history = _history(git)
    owners: dict[str, list[tuple[str, int]]] = {}
    for path, blobs in history.items():
        for number, blob in enumerate(blobs):
            owners.setdefault(blob, []).append((path, number))
    last: dict[tuple[str, str], tuple[int, bytes]] = {}
    for blob, kind, data in _labelled(git, sorted(owners)):
        for path, number in owners[blob]:
            if number >= last.get((path, kind), (0, b""))[0]:
                last[path, kind] = (number, data)
    for path in history:
        states = {kind: last[path, kind][1] for kind in ("machine", "human") if (path, kind) in last}
        if states:
            texts = {kind: data.decode("utf-8", "replace") for kind, data in states.items()}
            yield Page(path, {kind: prose_lines(text) for kind, text in texts.items()})


def _history(git: Path) -> dict[str, list[str]]:
    """The blobs of each Markdown page, oldest first."""
    command = ["git", "--git-dir", str(git), "-c", "core.quotepath=off", "log", "--reverse", "--raw"]
    command += ["--no-renames", "--no-abbrev", "--diff-filter=AM", "--format=", "--", "*.md"]
    out = subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")
    found: dict[str, list[str]] = {}
    for line in out.splitlines():
        facts, _, path = line.partition("\t")
        if path and not KEPT_OUT.search(path):
            found.setdefault(path, []).append(facts.split()[3])
    return found


def _labelled(git: Path, blobs: list[str]) -> Iterator[tuple[str, str, bytes]]:
    command = ["git", "--git-dir", str(git), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        threading.Thread(target=lambda pipe: (pipe.write(asked), pipe.close()), args=(process.stdin,)).start()
        for blob in blobs:
            head = process.stdout.readline().split()
            if len(head) < 3:
                continue
            data = process.stdout.read(int(head[2]) + 1)[:-1]
            label = _label(data[:_HEAD])
            if label and len(data) <= _LARGEST:
                yield blob, label, data


def _label(head: bytes) -> str | None:
    made = _TYPE.search(head)
    if made:
        return {b"MT": "machine", b"HT": "human"}.get(made[1])
    degree = _DEGREE.search(head)
    if degree and int(degree[1]) <= _MACHINE_AT_MOST:
        return "machine"
    return "human" if degree and int(degree[1]) >= _HUMAN_AT_LEAST else None


def prose_lines(text: str) -> list[str]:
    """The lines of a Markdown page that are prose, without marks, addresses and code."""
    text = _FENCE.sub("\n", _FRONT.sub("", text.replace("\r\n", "\n").lstrip("\ufeff")))
    text = _CODE.sub("0", _LINK.sub(r"\1", _GONE.sub("", text)))
    found = []
    for line in text.split("\n"):
        if _INDENTED.match(line):
            continue
        for cell in line.split("|"):
            plain = " ".join(_MARKS.sub("", cell).replace("*", "").split())
            letters = sum(map(str.isalpha, plain))
            if len(plain.split()) >= _FEWEST_WORDS_OF_A_LINE and letters > 0.6 * len(plain):
                found.append(plain)
    return found[:_LONGEST_PAGE]
