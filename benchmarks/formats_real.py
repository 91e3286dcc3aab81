"""Real files, read beside the parsers of their field: `python benchmarks/formats.py --real FOLDER`.

Every file of a known format below the folder is read by mtcheck and by a parser that others wrote (polib,
lxml, feedparser, srt, pysrt, webvtt-py, csv, trafilatura); their texts are compared without white space.
Files that a parser cannot read count apart. Needs:

    pip install polib feedparser srt pysrt webvtt-py lxml trafilatura
"""

from __future__ import annotations

import contextlib
import csv
import html
import importlib
import importlib.util
import io
import logging
import re
import sys
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.document import Document
from mtcheck.errors import InputError, MtcheckError
from mtcheck.formats import open_input
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.webpage import decoded_page

NEEDED = ("polib", "feedparser", "srt", "pysrt", "webvtt", "lxml", "trafilatura")
_TAGS = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[/!?]?[A-Za-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}", re.S | re.I
)
_SPACE = re.compile(r"[\s\u200b\ufeff\ufffc]+")
_CODE = frozenset(("ph", "bpt", "ept", "it", "ut"))
_UNTRANSLATED = ("new", "needs-translation", "initial")


class Compared(NamedTuple):
    """One file: what of it the parser and mtcheck agree on. ``records`` None: the parser cannot read it."""

    records: int | None
    equal: bool
    told: bool
    said: str = ""


def squeezed(text: str, markup: bool = False) -> str:
    """A text without white space; ``markup`` takes tags away and resolves references."""
    if markup:
        text = html.unescape(_TAGS.sub("", text))
    return _SPACE.sub("", text)


def read(
    path: Path, format_name: str | None = None, **options: Any
) -> tuple[list[Document], list[InputError]]:
    """What mtcheck reads of a file, and what it says it does not."""
    opened = open_input(path, ReadOptions(format=format_name, **options))
    items = list(opened.items())
    documents = [item for item in items if isinstance(item, Document)]
    said = [InputError(str(path), None, notice) for notice in opened.notices]
    return documents, [item for item in items if isinstance(item, InputError)] + said


def po(path: Path) -> list[str]:
    """The translations of a PO file, by polib."""
    polib = importlib.import_module("polib")
    out: list[str] = []
    for entry in polib.pofile(str(path)):
        if not entry.obsolete:
            out += [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [entry.msgstr]
    return [text for text in out if text.strip()]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _inner(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        hidden = not isinstance(child.tag, str) or _local(child) in _CODE
        parts += ["" if hidden else _inner(child), child.tail or ""]
    return "".join(parts)


def _root(path: Path) -> Any:
    etree = importlib.import_module("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.parse(str(path), parser).getroot()


def xliff(path: Path) -> list[str]:
    """The targets of an XLIFF file, by lxml."""
    out: list[str] = []

    def visit(element: Any, translate: bool) -> None:
        translate = element.get("translate", "yes" if translate else "no") != "no"
        if _local(element) in ("trans-unit", "segment") and translate:
            state = element.get("state", "")
            for target in element:
                if _local(target) == "target" and (target.get("state") or state) not in _UNTRANSLATED:
                    out.append(_inner(target))
        for child in element:
            if isinstance(child.tag, str):
                visit(child, translate)

    visit(_root(path), True)
    return out


def tmx(path: Path) -> list[str]:
    """The segments of a TMX file, by lxml, of every language."""
    out: list[str] = []
    for unit in (element for element in _root(path).iter() if _local(element) == "tu"):
        texts = [_inner(seg) for seg in unit.iter() if _local(seg) == "seg"]
        out += texts if len(texts) > 1 else []
    return out


def feed(path: Path) -> list[str]:
    """Titles, summaries and contents of a feed, by feedparser."""
    found = importlib.import_module("feedparser").parse(path.read_bytes())
    if not found.version and not found.entries:
        raise ValueError("no feed")
    out: list[str] = []
    for entry in found.entries:
        details = [entry.get("title_detail"), entry.get("summary_detail"), *entry.get("content", ())]
        for detail in filter(None, details):
            out.append(squeezed(detail["value"], "html" in detail["type"]))
    return out


def srt(path: Path) -> list[str]:
    """The cues of a SubRip file: by srt, or by pysrt where that reads more."""
    text = path.read_bytes().decode("utf-8-sig")
    with contextlib.suppress(Exception):
        return [cue.content for cue in importlib.import_module("srt").parse(text)]
    return [cue.text for cue in importlib.import_module("pysrt").from_string(text)]


def vtt(path: Path) -> list[str]:
    """The cues of a WebVTT file, by webvtt-py."""
    return [cue.raw_text for cue in importlib.import_module("webvtt").read(str(path))]


def table(path: Path) -> list[str]:
    """Every cell of a table, by the csv module of Python."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    return [cell for row in rows[1:] for cell in row[: len(rows[0])]]


def words_of(text: str) -> Counter[str]:
    """The words of a text with their counts."""
    plain = re.sub("[\u00ad\u200b-\u200d\u2060]", "", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"[^\W_]+", plain.lower()))


def as_list(path: Path, peer: Callable[[Path], list[str]], markup: bool = False) -> Compared:
    """A file whose texts come in one order."""
    theirs = [squeezed(text, markup) for text in peer(path)]
    documents, errors = read(path)
    ours = [squeezed(document.text, False) for document in documents]
    if peer is xliff:  # a target in segments is several texts
        theirs, ours = ["".join(theirs)], ["".join(ours)]
    theirs, ours = [t for t in theirs if t], [t for t in ours if t]
    if peer is tmx:
        ours += list({squeezed(document.source or "") for document in documents} - {""})
        return Compared(len(theirs), set(ours) == set(theirs), bool(errors), _difference(ours, theirs))
    return Compared(len(theirs), ours == theirs, bool(errors), _difference(ours, theirs))


def as_set(path: Path) -> Compared:
    """A feed: its texts may be under other names, and one may come twice."""
    theirs = set(feed(path)) - {""}
    documents, errors = read(path)
    ours = {squeezed(document.text) for document in documents} - {""}
    # A parser may give a title that is marked as HTML and is none, or HTML of base64 that is not marked.
    plain = {squeezed(text, True) for text in theirs}
    equal = ours == plain or {squeezed(text, True) for text in ours} == plain
    return Compared(len(theirs), equal, bool(errors), _difference(sorted(ours), sorted(theirs)))


def as_table(path: Path) -> Compared:
    """A table, each of its columns a text."""
    theirs = [squeezed(cell) for cell in table(path)]
    with path.open(newline="", encoding="utf-8-sig") as file:
        names = next(csv.reader(file), [])
    documents, errors = read(path, text_fields=tuple(name.strip() for name in names))
    ours = [squeezed(document.text) for document in documents]
    return Compared(len(theirs), ours == theirs, bool(errors), _difference(ours, theirs))


def as_page(path: Path) -> Compared:
    """A page: which share of the article's words, as trafilatura finds them, is read."""
    raw = path.read_bytes()
    page = decoded_page(raw, "").text
    article = importlib.import_module("trafilatura").extract(page, include_comments=False)
    if not article:
        return Compared(None, False, False)
    theirs = words_of(article)
    documents, errors = read(path, "html")
    missing = (theirs - words_of("\n".join(document.text for document in documents))).total()
    return Compared(theirs.total(), not missing, bool(errors), f"{missing} words unread")


def _difference(ours: list[str], theirs: list[str]) -> str:
    lost, added = [t for t in theirs if t not in ours][:2], [t for t in ours if t not in theirs][:2]
    return f"{len(ours)} of {len(theirs)}; lost {lost!r:.200}; added {added!r:.200}"


FORMATS: dict[str, tuple[tuple[str, ...], Callable[[Path], Compared]]] = {
    "po": ((".po", ".pot"), lambda path: as_list(path, po)),
    "xliff": ((".xlf", ".xliff"), lambda path: as_list(path, xliff)),
    "tmx": ((".tmx",), lambda path: as_list(path, tmx)),
    "feed": ((".rss", ".atom", ".rdf", ".xml"), as_set),
    "srt": ((".srt",), lambda path: as_list(path, srt, True)),
    "vtt": ((".vtt",), lambda path: as_list(path, vtt, True)),
    "csv": ((".csv",), as_table),
    "html": ((".html", ".htm"), as_page),
}


def files_of(folder: Path, extensions: tuple[str, ...]) -> Iterator[Path]:
    """The files of a format below a folder, those of version control aside."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in extensions and path.is_file() and ".git" not in path.parts:
            yield path


def run(folder: Path, wanted: str | None, listed: bool) -> None:
    """Print the table."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        sys.exit(f"needs {', '.join(missing)}: see the first lines of benchmarks/formats_real.py")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    print("format  files  parser fails  records  equal  differ  of these told  mtcheck fails")
    for name, (extensions, compare) in FORMATS.items():
        if wanted in (None, name):
            _row(name, compare, list(files_of(folder, extensions)), listed)


def _row(name: str, compare: Callable[[Path], Compared], paths: list[Path], listed: bool) -> None:
    unreadable = records = equal = differ = told = failed = unread = 0
    for path in paths:
        try:
            found = compare(path)
        except MtcheckError as error:
            failed += 1
            if listed:
                print(f"    {error}")
            continue
        except Exception:  # noqa: BLE001 - whatever a foreign parser stumbles over
            found = Compared(None, False, False)
        if found.records is None:
            unreadable += 1
            continue
        records += found.records
        equal += found.equal
        differ += not found.equal
        told += not found.equal and found.told
        if name == "html":
            unread += int(found.said.split()[0])
        if listed and not found.equal:
            print(f"    {path}: {found.said}{' (told)' if found.told else ''}")
    print(f"{name:6} {len(paths):6} {unreadable:13} {records:8} {equal:6} {differ:7} {told:14} {failed:14}")
    if name == "html" and records:
        print(f"       words of the articles unread: {unread / records:.1%}")
