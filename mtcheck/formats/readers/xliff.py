"""XLIFF 1.2 and 2.x: each translated segment with its source; inline tags stay where they are.

The text is what a reader sees: inline elements stand for nothing, and those that hold code of the original
format (``ph``, ``bpt``, ``ept``, ``it``) go with what is in them. A target that a tool has cut into segments
(``<mrk mtype="seg">``) is one text a segment.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import lazyre
from mtcheck.document import Place
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.io.window import characters
from mtcheck.formats.mapping.markup import Tag
from mtcheck.formats.mapping.records import Item
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.pathlanguage import language_of_path
from mtcheck.formats.readers.units import Inside, Langs, UnitReader, inside_of

# States in which a target is none yet: it is empty, or a copy of the source.
_NOT_TRANSLATED = frozenset(("new", "needs-translation", "initial"))
_SEGMENTS = ("trans-unit", "segment")
_KEPT = ("source", "target", "seg-source")
_MRK = lazyre.compile(rb"<(/?)(?:[\w.-]+:)?mrk\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_IS_SEGMENT = lazyre.compile(rb"""\bmtype\s*=\s*["']seg["']""")
_MID = lazyre.compile(rb"""\bmid\s*=\s*["']([^"']*)["']""")


class _Xliff(UnitReader):
    name = "xliff"

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        # Of the whole, as in XLIFF 2; Angular leaves the target's to the name of the file.
        self._root: Langs = (None, language_of_path(source))
        self._langs: Langs = self._root
        self._file = 0
        self._translate: list[tuple[int, bool]] = []  # depths of the elements that say so
        self._unit = self._state = self._unit_state = ""
        self._kept: dict[str, Inside] = {}
        self._targets: list[tuple[Inside, str]] = []  # with their states; one, unless a tool wrote more
        self._segment = 0

    def on(self, tag: Tag) -> Iterator[Item]:
        stack = self.scanner.stack
        if self.opened is not None:
            closed = self.closing(tag)
            if closed:
                self._keep(*closed)
            return
        if tag.opens:
            self._start(tag, stack)
        else:
            while self._translate and len(stack) < self._translate[-1][0]:
                self._translate.pop()
            if tag.name in _SEGMENTS:
                yield from self._end()

    def _start(self, tag: Tag, stack: list[str]) -> None:
        attributes = tag.attributes()
        if tag.name == "xliff":
            self._root = self._langs = _langs(attributes, self._root)
        elif tag.name == "file":
            self._file += 1
            self._langs = _langs(attributes, self._root)
        if "translate" in attributes and not tag.closes:
            self._translate.append((len(stack), attributes["translate"] != "no"))
        if tag.name in ("trans-unit", "unit"):
            unit = attributes.get("resname") or attributes.get("id") or f"line {tag.place.line}"
            # Ids are unique in their file only.
            self._unit = f"unit {unit}" if self._file < 2 else f"file {self._file}, unit {unit}"
            self._segment = 0
        if tag.name in _SEGMENTS:
            self._kept, self._targets = {}, []
            self._unit_state = attributes.get("state", "")
            self._segment += 1
        if len(stack) < 2 or stack[-2] not in _SEGMENTS or tag.name not in _KEPT:
            return
        if self._translate and not self._translate[-1][1]:
            return
        if tag.name == "target":
            self._state = attributes.get("state") or self._unit_state
        if tag.closes:
            self._keep(tag.name, inside_of(tag, b""))
        else:
            self.open(tag)

    def _keep(self, name: str, inside: Inside) -> None:
        if name == "target":
            self._targets.append((inside, self._state))
        else:
            self._kept[name] = inside

    def _end(self) -> Iterator[Item]:
        targets, self._targets = self._targets, []
        for number, (target, state) in enumerate(targets, 1):
            if state not in _NOT_TRANSLATED:
                yield from self._target(target, f", target {number}" if number > 1 else "")
        self._kept = {}

    def _target(self, target: Inside, which: str) -> Iterator[Item]:
        kept, source = self._kept, self._kept.get("source")
        langs = (source.lang if source and source.lang else self._langs[0], target.lang or self._langs[1])
        segments = _segments(target)
        if len(segments) > 1:
            sources = dict(_segments(kept["seg-source"])) if "seg-source" in kept else {}
            for mid, inside in segments:
                name = f"{self._unit}, segment {mid}{which}"
                yield self.document(inside, name, self.original(sources.get(mid)), langs)
            return
        name = self._unit + (f", segment {self._segment}" if self._segment > 1 else "")
        yield self.document(target, name + which, self.original(source), langs)


def _langs(attributes: dict[str, str], outer: Langs) -> Langs:
    """The languages that an element names, else those outside of it; a file names its own or none."""
    source = attributes.get("srcLang") or attributes.get("source-language") or outer[0]
    target = attributes.get("trgLang") or attributes.get("target-language") or outer[1]
    return source, target


def _segments(inside: Inside) -> list[tuple[str, Inside]]:
    """The segments that a text is cut into, by their ids; none where there is text between them."""
    data = inside.data or b""
    if b"mrk" not in data:
        return []
    found: list[tuple[str, Inside]] = []
    depth = start = done = 0
    mid = ""
    for match in _MRK.finditer(data):
        if match[1]:
            depth -= 1
            if depth == 0:
                place = _advanced(inside.place, data[:start])
                found.append((mid, Inside(data[start : match.start()], inside.start + start, place)))
                done = match.end()
        elif not match[2].endswith(b"/"):
            if depth == 0:
                if not _IS_SEGMENT.search(match[2]) or data[done : match.start()].strip():
                    return []
                given = _MID.search(match[2])
                mid = given[1].decode("utf-8", "replace") if given else str(len(found) + 1)
                start = match.end()
            depth += 1
    return [] if data[done:].strip() else found


def _advanced(place: Place, passed: bytes) -> Place:
    """The place after some bytes."""
    lines = passed.count(b"\n")
    if not lines:
        return Place(place.line, place.column + characters(passed))
    return Place(place.line + lines, characters(passed[passed.rfind(b"\n") + 1 :]) + 1)


def read_xliff(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item]:
    """The targets of XLIFF, of segments that are to be translated and are."""
    yield from _Xliff(source, options).items()


XLIFF = Format(read_xliff)
