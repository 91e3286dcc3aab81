"""PO: each translation with its message, plurals one by one; the lines of quoted strings stay as they are.

Read as gettext reads it: keywords and strings in any layout, comments between. Obsolete entries, previous
messages and empty translations are passed over, and so is the header, which says encoding and language.

Fuzzy entries are read, and say so in their name. In a file where all are fuzzy they are drafts of a machine.
Behind one that is not, or with a previous message, a fuzzy entry is a guess of msgmerge, taken from another
message: no program shows it, and nothing compares it with the source.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck import lazyre
from mtcheck.bitext.placeholders import compare_placeholders, find_placeholders
from mtcheck.document import Place
from mtcheck.encoding.bytes.declared import known_encoding
from mtcheck.formats.container import Format, Part
from mtcheck.formats.io.source import Source
from mtcheck.formats.mapping.records import (
    BOM,
    Builder,
    Field,
    Item,
    Line,
    Shape,
    Told,
    iter_lines,
    line_end,
    too_long,
)
from mtcheck.formats.mapping.region import Escape
from mtcheck.formats.options import ReadOptions
from mtcheck.formats.readers.pathlanguage import language_of_header, language_of_path
from mtcheck.resources import language_facts
from mtcheck.tags import tag

# A comment of the entry: what is not to be looked for in it, `# mtcheck-ignore PUN001, FLU`; no names, all.
_IGNORE = lazyre.compile(rb"#[.,:|]?[ \t]*mtcheck-ignore\b:?([^\r\n]*)")
_PIECE = lazyre.compile(
    rb"\s*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr|domain)\b\s*(?:\[\s*(?P<number>\d+)\s*\])?"
    rb'|"(?P<string>(?:[^"\\\r\n]++|\\.)*+)")'
)
_CHARSET = lazyre.compile(rb"Content-Type:[^\r\n]*?charset=(?:\\\")?([\w.:-]+)", re.I)
_LANGUAGE = lazyre.compile(r"^Language:[ \t]*([A-Za-z]{2,20}(?:[_-][A-Za-z0-9]+)*)", re.M)
_SOURCE_LANGUAGE = lazyre.compile(r"^X-Source-Language:[ \t]*([A-Za-z]{2,3}(?:[_-][A-Za-z0-9]+)*)", re.M)
_TEAM_LANGUAGE = lazyre.compile(r"^Language-Team:.*<([a-z]{2}(?:_[A-Z]{2})?)@li\.org>", re.M)
_TEAM_NAME = lazyre.compile(r"^Language-Team:[ \t]*([A-Z][a-z]+)(?![^\s<(])", re.M)
_TOKEN = lazyre.compile(r'"\s*"|\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))')
_NOTHING = lazyre.compile(rb'[\s"]*')
# What GNOME programs ask the names of their translators by.
_CREDITS = lazyre.compile(rb"translat(?:or|ion)[ _-]?credits", re.I)
# The way to have guesses compared.
_CLEAR = "`msgattrib --clear-fuzzy` makes them count"
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = {value: f"\\{key}" for key, value in _SIMPLE.items()} | {'"': '\\"', "\\": "\\\\"}
# In these the last byte of a character may be that of a backslash.
_WITH_BACKSLASHES = frozenset(
    "big5 big5hkscs cp950 shift_jis shift_jis_2004 shift_jisx0213 cp932 gbk gb18030 johab".split()
)
# Of the keywords, those that begin an entry.
_FIRST = ("msgctxt", "msgid", "domain")


_PLURALS = lazyre.compile(r"^Plural-Forms:[^\n]*\bplural\s*=([^;\n]+)", re.M)
# Rules of plurals look at the last two digits.
_NUMBERS = 300


class _String(NamedTuple):
    """The quoted strings after one keyword: bytes of the file from the first quotation mark to the last."""

    keyword: str
    number: int
    start: int
    end: int
    place: Place


def shape(raw: str) -> Shape:
    """Quoted strings on one line or several; where a line ends in the file stays so.

    >>> [escape.text for escape in shape('a\\\\n"\\n"b').escapes] == ["\\n", ""]
    True
    """
    escapes = []
    for match in _TOKEN.finditer(raw):
        if match[0][0] == '"':
            escapes.append(Escape(match.start(), match.end(), "", True))
        elif match[3] is not None:
            escapes.append(Escape(match.start(), match.end(), _SIMPLE.get(match[3], match[3])))
        else:
            code = int(match[1], 16) if match[1] else int(match[2], 8)
            if code < 0x80:  # more is a byte of some encoding, and is as it is written
                escapes.append(Escape(match.start(), match.end(), chr(code)))
    return Shape(escapes, lambda text, at: "".join(_WRITTEN.get(c, c) for c in text))


def forms_of_one_number(rule: str) -> frozenset[int]:
    """The plurals that a rule of Plural-Forms gives to a single number, which they need not name.

    >>> sorted(forms_of_one_number("n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : 3"))
    [0, 1, 2]
    >>> sorted(forms_of_one_number("n > (2"))
    []
    """
    try:
        plural = gettext.c2py(rule.strip())
        counts = Counter(plural(number) for number in range(_NUMBERS))
    except (ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return frozenset()
    return frozenset(form for form, count in counts.items() if count == 1)


def _of_one_number(header: str, lang: str | None) -> frozenset[int]:
    """The plurals of a single number, by the rule of the header, else by that of the language."""
    said = _PLURALS.search(header)
    rule = (
        said[1] if said else language_facts(tag(lang).base).get("plurals", {}).get("rule") if lang else None
    )
    return forms_of_one_number(rule) if rule else frozenset((0,))


class _Reader:
    def __init__(self, source: Source, options: ReadOptions) -> None:
        charset = _CHARSET.search(source.head)
        declared = known_encoding(
            charset[1].decode("ascii") if charset and charset[1] != b"CHARSET" else None
        )
        wanted = declared or options.encoding
        self._build = Builder(source, "po", wanted, declares=declared is not None)
        self._cap = options.max_record_bytes
        self._lines = iter_lines(source.chunks(), self._cap, end=line_end(source.head))
        self._uri = source.uri
        self._lang = self._named = language_of_path(source)
        self._source_lang: str | None = None
        self._of_one_number = _of_one_number("", self._lang)
        self._forget()
        self._fuzzy = self._outdated = self._has_others = False
        self._guesses = 0
        self._ignore: tuple[str, ...] = ()

    def _forget(self) -> None:
        """Begin a new entry."""
        self._strings: list[_String] = []
        self._open: tuple[str, int] | None = None  # a keyword whose string has not come yet
        self._kept: list[bytes] = []  # the lines of the entry
        self._base = self._size = self._line = 0
        self._bad = False  # its strings are passed over

    def items(self) -> Iterator[Item | Told]:
        """The translations of the file."""
        for line in self._lines:
            if line.start == 0 and line.data and line.data.startswith(BOM):
                line = line._replace(start=len(BOM), data=line.data[len(BOM) :])
            if line.data is None:
                yield from self._flush()
                yield too_long(self._uri, f"line {line.number}", line.size, self._cap)
            elif (data := line.data.strip()).startswith(b"#"):
                yield from self._comment(data)
                self._keep(line)
            elif data:
                yield from self._content(line)
            else:
                self._keep(line)
        yield from self._flush()
        if self._guesses:
            several = "translations are" if self._guesses > 1 else "translation is"
            yield Told(f"{self._guesses:,} fuzzy {several} not compared with the source; {_CLEAR}")

    def _comment(self, data: bytes) -> Iterator[Item]:
        if any(string.keyword == "msgstr" for string in self._strings):
            yield from self._flush()
        if ignore := _IGNORE.match(data):
            # The empty name begins every rule's code.
            self._ignore += tuple(ignore[1].decode("latin-1").replace(",", " ").split()) or ("",)
        elif data.startswith((b"#,", b"#=")):
            self._fuzzy |= b"fuzzy" in data
        elif data.startswith(b"#|"):
            self._outdated = True

    def _keep(self, line: Line) -> None:
        """Remember the bytes of a line inside of an entry."""
        if self._strings or self._open:
            self._kept.append(line.data or b"")
            self._size += line.size

    def _content(self, line: Line) -> Iterator[Item]:
        """A line with keywords and strings."""
        data = line.data or b""
        seen = self._masked(data)
        place, end = 0, len(seen.rstrip())
        kept = False
        while place < end:
            piece = _PIECE.match(seen, place)
            if piece is None:
                yield from self._misfit(line, seen[place:end].lstrip())
                return
            keyword = piece["keyword"].decode() if piece["keyword"] else ""
            if keyword in _FIRST and self._may_begin(keyword):
                yield from self._flush()
                kept = False
            if not self._kept:
                self._base, self._line = line.start, line.number
            if not kept:
                self._kept.append(data)
                self._size += line.size
                kept = True
            if keyword:
                self._open = (keyword, int(piece["number"] or 0))
                self._line = line.number if keyword == "msgid" else self._line
            else:
                yield from self._string(line, *piece.span("string"))
            place = piece.end()
        if self._size > self._cap:
            self._strings = []
            yield too_long(self._uri, f"line {self._line}", self._size, self._cap)
            self._forget()

    def _may_begin(self, keyword: str) -> bool:
        """Whether a keyword begins an entry: a msgid does not after its msgctxt."""
        return keyword != "msgid" or any(s.keyword != "msgctxt" for s in self._strings) or self._bad

    def _string(self, line: Line, low: int, high: int) -> Iterator[Item]:
        start, end = line.start + low, line.start + high
        if self._bad:
            return
        if self._open is not None:
            column = len((line.data or b"")[:low].decode(self._build.encoding, "replace")) + 1
            self._strings.append(_String(*self._open, start, end, Place(line.number, column)))
            self._open = None
        elif self._strings:
            self._strings[-1] = self._strings[-1]._replace(end=end)
        else:
            yield self._build.error(f"line {line.number}", "a string without a keyword; skipped")

    def _misfit(self, line: Line, rest: bytes) -> Iterator[Item]:
        """What is neither a keyword nor a string; the rest of its entry is passed over."""
        name = f"line {line.number}"
        if rest.startswith(b'"'):
            if not self._bad:
                yield self._build.error(name, "a string is not closed; its entry was skipped")
            line_base = self._line
            self._forget()
            self._line, self._bad = line_base, True
            return
        yield from self._flush()
        yield self._build.error(name, "is not a line of a PO file; skipped")

    def _masked(self, data: bytes) -> bytes:
        """A line whose characters beyond ASCII hold no byte that looks like ASCII; as long as it was."""
        encoding = self._build.encoding
        if encoding not in _WITH_BACKSLASHES or data.isascii():
            return data
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return data
        return b"".join(c.encode() if c < "\x80" else b"\xff" * len(c.encode(encoding)) for c in text)

    def _flush(self) -> Iterator[Item]:
        """The documents of the entry that has come to its end."""
        strings, whole, base, line, bad = (
            self._strings,
            b"".join(self._kept),
            self._base,
            self._line,
            self._bad,
        )
        fuzzy = self._fuzzy and bool(strings or bad)
        self._fuzzy &= not (strings or bad)
        self._forget()
        if not strings:
            return
        guess = fuzzy and (self._outdated or self._has_others)
        names = any(
            _CREDITS.fullmatch(whole[s.start - base : s.end - base]) for s in strings if s.keyword == "msgid"
        )
        ignore = (*self._ignore, *(("TRN", "TRM", "PUN010") * guess), *(("",) * names))
        self._ignore, self._outdated = (), False
        data = {s.keyword: whole[s.start - base : s.end - base] for s in strings if s.keyword != "msgstr"}
        targets = [s for s in strings if s.keyword == "msgstr"]
        if "domain" in data and len(strings) == 1:
            return
        if "msgid" not in data or not targets:
            yield self._build.error(
                f"line {strings[0].place.line}", "an entry without msgid or msgstr; skipped"
            )
            return
        if _NOTHING.fullmatch(data["msgid"]) and "msgctxt" not in data:
            self._header(self._build.text_of(whole[targets[0].start - base : targets[0].end - base], shape))
            return
        messages = [
            self._build.text_of(data[name], shape) for name in ("msgid", "msgid_plural") if name in data
        ]
        yield from self._translations(
            messages, [(target, whole[target.start - base : target.end - base]) for target in targets],
            f"line {line}", (fuzzy, guess), ignore,
        )  # fmt: skip

    def _translations(
        self,
        messages: list[str],
        targets: list[tuple[_String, bytes]],
        name: str,
        state: tuple[bool, bool],
        ignore: tuple[str, ...],
    ) -> Iterator[Item]:
        """A document for each translation of an entry; ``state`` is whether it is fuzzy, and a guess."""
        fuzzy, guess = state
        for target, inside in targets:
            if _NOTHING.fullmatch(inside):
                continue
            plural = f", plural {target.number}" if len(messages) > 1 else ""
            self._guesses += guess
            self._has_others |= not fuzzy
            answered = self._answered(messages, target.number, inside)
            named = plural and self._leaves_number_out(answered, target.number, inside)
            yield self._build.document(
                Field(inside, target.start, target.place),
                f"{name}{plural}{', fuzzy' * fuzzy}",
                shape,
                lang=self._lang,
                source=answered,
                source_lang=self._source_lang,
                declared_lang=self._lang,
                ignore=(*ignore, "TRN003", "TRN007") if named else ignore,
            )

    def _header(self, header: str) -> None:
        """The languages that a header tells; the target's else by the name of the file."""
        found, source = _LANGUAGE.search(header), _SOURCE_LANGUAGE.search(header)
        found = found or _TEAM_LANGUAGE.search(header)
        self._lang = language_of_header(found) or self._named or language_of_header(_TEAM_NAME.search(header))
        self._source_lang = source[1].replace("_", "-") if source else None
        self._of_one_number = _of_one_number(header, self._lang)

    def _answered(self, messages: list[str], number: int, inside: bytes) -> str:
        """The message that a translation answers: the first plural, or one of one number, may be of one."""
        if (number and number not in self._of_one_number) or len(messages) == 1:
            return messages[-1]
        text = self._build.text_of(inside, shape)
        differences = [sum(map(len, compare_placeholders(message, text))) for message in messages]
        return messages[differences.index(min(differences))]

    def _leaves_number_out(self, message: str, number: int, inside: bytes) -> bool:
        """Whether the plural of a single number has no place for it, as gettext allows: `2 files`.

        Or writes it itself: `0 files` stands for `1 file` in Arabic.
        """
        if number not in self._of_one_number:
            return False
        if _DIGIT.search(message) and not find_placeholders(message):
            return True
        lost, added = compare_placeholders(message, self._build.text_of(inside, shape))
        if added or not lost:
            return False
        return len(find_placeholders(message)) == 1 or all(_COUNT.fullmatch(item.text) for item in lost)


_DIGIT = lazyre.compile(r"\d")
# What stands for a number, where others stand for something else.
_COUNT = lazyre.compile(
    r"%(?:\d+\$)?[-+0#']*\d*(?:hh|h|ll|l|q|j|z|t|L)?[diu]|%\(\w*\)[diu]|[%$]?\{n?\}|%n|\{\w+:[Ldn]\}"
    r"|(?:%\(|[%$]?\{)\w*(?:count|num|total|amount|length|hits)\w*(?:\)s|\})"
)


def read_po(source: Source, options: ReadOptions, part: Part | None) -> Iterator[Item | Told]:
    """The translations of a PO file."""
    yield from _Reader(source, options).items()


PO = Format(read_po)
