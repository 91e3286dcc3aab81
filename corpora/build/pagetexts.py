"""Texts of public pages by how they were made: pages.toml names the repositories, a folder has their data."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import tarfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpora.build.docpages import KEPT_OUT, git_of, pages, prose_lines

SOURCES = Path(__file__).with_name("pages.toml")
# A text is a piece of a page of about the length of a short article; of a page not more than so many.
_WORDS, _FEWEST_WORDS, _PIECES = 180, 80, 4
_MOST_OF_A_REPOSITORY = 150
_LINES_OF_A_TEXT, _MOST_OF_A_FILE = 8, 60
_HEAD = re.compile(r"\A---.*?\n---\s*\n", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->", re.DOTALL)
# A line that goes on in the next one; marks of Markdown begin a line of their own.
_WRAPPED = re.compile(r"(?<=[^\n:|])\n(?=[^\s#>*|\-+=~`\d!<:.])")
_SENTENCE = re.compile(r"^# text = (.*)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"<para\b[^>]*>(.*?)</para>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "de": "der die das und ist nicht mit auf für ein eine den zu von im sich dem es auch wird",
    "es": "de la que el en y los se del las un por con una para su es al lo como",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur",
    "it": "di e il la che in un a per è una sono con del non si da le della i",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as",
    "ru": "и в не на что с по это как а для из к от у за но или при",
    "en": "the of and to a in is you that it for on are with as be this or your can",
    "uk": "і в на з у що не до та за як це для про від по й із або також",
}
_ENGLISH = frozenset(_COMMON["en"].split())
_SHARE = 0.08


class Text(NamedTuple):
    """Lines of prose, and where they are from."""

    lang: str
    kind: str
    family: str
    register: str
    fresh: bool
    lines: list[str]


def sources() -> list[dict[str, Any]]:
    """What pages.toml says of each family of pages."""
    found: list[dict[str, Any]] = tomllib.loads(SOURCES.read_text(encoding="utf-8"))["source"]
    return found


def texts(fetched: Path, langs: set[str]) -> Iterator[Text]:
    """The texts of all sources, in an order without meaning that is the same everywhere."""
    for source in sources():
        for lang, pattern in source["paths"].items():
            if lang not in langs:
                continue
            found = 0
            for repository in source["repositories"]:
                git = git_of(fetched, repository)
                if git and not KEPT_OUT.search(repository):
                    for text in _texts_of(source, git, repository, lang, pattern):
                        found += 1
                        yield text
            print(lang, source["kind"], source["family"], found, flush=True)


def _texts_of(source: dict[str, Any], git: Path, repository: str, lang: str, pattern: str) -> Iterator[Text]:
    family, register, fresh = source["family"], source["register"], source.get("fresh", False)
    if source.get("reads") == "labelled":
        if re.search(pattern, repository, re.IGNORECASE):
            count: dict[str, int] = defaultdict(int)
            for page in sorted(pages(git), key=lambda page: order(page.path)):
                for kind, lines in page.states.items():
                    count[kind] += 1
                    if count[kind] <= _MOST_OF_A_REPOSITORY:
                        for piece in pieces(lines, lang):
                            yield Text(lang, kind, family, register, fresh, piece)
        return
    names = [name for name in _names(git) if re.search(pattern, name) and not KEPT_OUT.search(name)]
    if source.get("reads") == "conllu":
        family = repository.rpartition("/")[2]  # each treebank has a hand of its own
    for data in _data(git, sorted(names, key=order)[:_MOST_OF_A_REPOSITORY]):
        for lines in documents(source.get("reads", "markdown"), data):
            for piece in pieces(lines, lang):
                yield Text(lang, source["kind"], family, register, fresh, piece)


def order(path: str) -> int:
    """An order without meaning, the same on every machine."""
    return sum(ord(character) * (31**place % 65_521) for place, character in enumerate(path)) % 65_521


def _names(git: Path) -> list[str]:
    out = _run(git, "ls-tree", "-r", "--name-only", "HEAD").decode("utf-8", "replace")
    return out.split("\n")[:-1]


def _data(git: Path, names: list[str]) -> Iterator[bytes]:
    """The content of files, read in one process."""
    asked = "".join(f"HEAD:{name}\n" for name in names).encode()
    out, place = _run(git, "cat-file", "--batch", asked=asked), 0
    while place < len(out):
        end = out.index(b"\n", place)
        head = out[place:end].split()
        size = int(head[2]) if len(head) == 3 and head[1] == b"blob" else -1
        if size >= 0:
            yield out[end + 1 : end + 1 + size]
        place = end + 2 + size


def _run(git: Path, *words: str, asked: bytes = b"") -> bytes:
    command = ["git", "--git-dir", str(git), "-c", "core.quotepath=off", *words]
    return subprocess.run(command, capture_output=True, check=False, input=asked).stdout


def documents(reads: str, data: bytes) -> Iterator[list[str]]:
    """The documents of a file, as lines of prose."""
    if reads == "squad":
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        for article in json.loads(text)["data"]:
            yield [each["context"] for each in article["paragraphs"]]
        return
    if reads == "tar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            data = b"".join(
                member.read()
                for name in archive
                if name.name.endswith(".mt") and (member := archive.extractfile(name))
            )
    text = data.decode("utf-8", "replace").replace("\r", "")
    if reads == "markup":
        yield [" ".join(_TAG.sub("", each).split()) for each in _PARAGRAPH.findall(text)]
        return
    if reads == "markdown":
        yield prose_lines(_WRAPPED.sub(" ", _TEMPLATE.sub("", _HEAD.sub("", text))))
        return
    lines = (
        _SENTENCE.findall(text) if reads == "conllu" else [line for line in text.split("\n") if line.strip()]
    )
    step = max(_LINES_OF_A_TEXT, len(lines) // _MOST_OF_A_FILE)
    for start in range(0, len(lines), step):
        yield lines[start : start + _LINES_OF_A_TEXT]


def pieces(lines: list[str], lang: str) -> Iterator[list[str]]:
    """Pieces of a page in its language; English lines are left out."""
    piece: list[str] = []
    found = words = 0
    for line in lines:
        if not _is_in(line, lang):
            continue
        piece.append(line)
        words += len(line.split())
        if words >= _WORDS:
            yield piece
            found, piece, words = found + 1, [], 0
            if found == _PIECES:
                return
    if words >= _FEWEST_WORDS:
        yield piece


def _is_in(line: str, lang: str) -> bool:
    words = _WORD.findall(line.lower())
    own = sum(word in _COMMON[lang].split() for word in words)
    return own >= _SHARE * len(words) and own >= sum(word in _ENGLISH for word in words)
