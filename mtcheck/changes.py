"""The log of changes: a line of JSON a change, enough to check it, to make it again and to undo it.

All lines of one document carry hashes of its bytes before and after, so that a text that is not what the log
says is known, and what is undone is undone to the byte.
"""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple

import msgspec

from mtcheck.config import Fields
from mtcheck.digests import blake2b
from mtcheck.document import Document
from mtcheck.edits import Edit, apply
from mtcheck.engine import Change, Cleaned
from mtcheck.errors import EditError, InputError, UsageError
from mtcheck.findings import Finding
from mtcheck.registry import registry

LOG_NAME = "changes.jsonl"
# Formats whose records have a line each, or a row: several may have the same id.
_LINED = ("jsonl", "tsv", "parquet")
# Its cells have no place among the bytes of the file.
_WITHOUT_PLACE = ("parquet",)
# Formats whose texts are found by the names of fields.
WITH_FIELDS = ("jsonl", "json", "csv", "tsv", "parquet")
_CONTEXT_WORDS = 4
_CONTEXT_CHARACTERS = 40


class Logged(NamedTuple):
    """What a line says of its run: the names of input and output below what was named, the run's id, and the
    fields that texts were read from.
    """

    file: str
    output: str
    run: str
    fields: Fields = Fields()


class Splice(msgspec.Struct, frozen=True):
    """Bytes of a container that a text's edits do not tell: at byte ``at`` stand ``size`` new ones, and
    ``before`` (base64) stood there.
    """

    at: int
    size: int
    before: str


class LoggedChange(msgspec.Struct, frozen=True):
    """One line of a log: ``start`` is a code point of the original text, ``place`` the line of its record.

    ``stood``, on the first line of a document: its first byte in the container as it was, and how many
    bytes it had and has; ``fields``, also there, are those that a record was read from.
    """

    uri: str
    file: str
    record: str | None
    start: int
    end: int
    line: int
    before: str
    after: str
    rules: tuple[str, ...] = ()
    run: str = ""
    output: str = ""
    hash_before: str = ""
    hash_after: str = ""
    encoding: str = "utf-8"
    place: int = 0
    splice: Splice | None = None
    stood: tuple[int, int, int] | None = None
    fields: Fields = Fields()


def hash_of(data: bytes) -> str:
    """The hash of a document's bytes in its container."""
    return blake2b(data, digest_size=16).hexdigest()


def bytes_of(document: Document) -> bytes:
    """A document's bytes in its container."""
    if document.region is not None:
        return document.region.encode(())
    return document.text.encode("utf-8", "surrogatepass")


def place_of(document: Document) -> int:
    """The line of a record that its line tells from others of one name; 0 for all else.

    What is done to such a record leaves it on its line.
    """
    lined = document.origin.format in _LINED and document.region is not None
    return document.region.locate(0).line if lined and document.region else 0


def log_rows(document: Document, cleaned: Cleaned, logged: Logged) -> Iterator[dict[str, Any]]:
    """The log of one document: each change on the original, with what was there and why it went.

    Raises InputError, before the first row, where the container cannot hold the changes.
    """
    if not cleaned.changes:
        return iter(())
    origin = document.origin
    try:
        before = bytes_of(document)
        after = document.region.encode(cleaned.edits) if document.region else cleaned.text.encode()
    except (EditError, UnicodeEncodeError) as error:
        raise InputError(origin.uri, origin.record, str(error)) from error
    of_all: dict[str, Any] = {"hash_before": hash_of(before), "hash_after": hash_of(after)}
    if place := place_of(document):
        of_all["place"] = place
    if origin.encoding != "utf-8":
        of_all["encoding"] = origin.encoding
    of_first: dict[str, Any] = {}
    if (splice := _splice(document, cleaned, before, after)) is not None:
        of_first["splice"] = splice
    if document.region is not None and origin.format not in _WITHOUT_PLACE:
        of_first["stood"] = [document.region.start, len(before), len(after)]
    if logged.fields != Fields() and origin.format in WITH_FIELDS:
        of_first["fields"] = {key: said for key, said in msgspec.to_builtins(logged.fields).items() if said}
    where = {
        "run": logged.run,  # first: formats.io.papers knows a log by it
        "uri": origin.uri,
        "file": logged.file,
        "output": logged.output,
        "record": origin.record,
    }
    told = enumerate(told_changes(cleaned))
    return ({**where, **row, **of_all, **(of_first if number == 0 else {})} for number, row in told)


def told_changes(cleaned: Cleaned) -> Iterator[dict[str, Any]]:
    """Each change with what a person asks of it: line, context, the rules with their names, the reason, and
    the fingerprints that keep the original.
    """
    text = cleaned.report.document.text
    line, counted = 1, 0
    for change, findings in explained(cleaned):
        line += text.count("\n", counted, change.start)
        counted = change.start
        yield {
            "start": change.start,
            "end": change.end,
            "line": line,
            "before": change.before,
            "after": change.after,
            "context": _context(text, change),
            "rules": list(change.rules),
            "names": [_names().get(rule, "") for rule in change.rules],
            "reason": _reason(change, findings),
            # What `ignore-fingerprints` takes to keep the stretch as it was.
            "fingerprints": [finding.fingerprint for finding in findings],
        }


def _splice(document: Document, cleaned: Cleaned, before: bytes, after: bytes) -> dict[str, Any] | None:
    """The bytes that undoing needs beside the texts; None where text and bytes tell the same."""
    codec = document.origin.encoding
    try:
        if before == document.text.encode(codec) and after == cleaned.text.encode(codec):
            return None
    except (UnicodeError, LookupError):
        pass
    shorter = min(len(before), len(after))
    head = _common(before, after, shorter)
    tail = _common(before[::-1], after[::-1], shorter - head)
    gone = before[head : len(before) - tail]
    return {"at": head, "size": len(after) - head - tail, "before": base64.b64encode(gone).decode()}


def _common(one: bytes, other: bytes, most: int) -> int:
    """How many bytes at the beginning are the same."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def counted_under(rules: Sequence[str], after: str) -> list[str]:
    """The rules that a change is counted under: what is left out is not repaired too.

    >>> counted_under(["BPL001", "PUN001"], ""), counted_under(["BPL001", "PUN001"], "So it is.")
    (['BPL001'], ['BPL001', 'PUN001'])
    """
    if is_removal(rules, after):
        return [rule for rule in rules if rule in _droppers()]
    return list(rules)


def is_removal(rules: Sequence[str], after: str) -> bool:
    """Whether a change leaves out a stretch of the text, rather than repairs it."""
    return not after and any(rule in _droppers() for rule in rules)


def explained(cleaned: Cleaned) -> Iterator[tuple[Change, list[Finding]]]:
    """The changes with the findings of their rules on them. One pass over both, which are sorted: a text may
    have a hundred thousand of each.
    """
    findings = cleaned.report.findings
    near: list[Finding] = []
    seen = 0
    for change, is_piece in _told_apart(cleaned):
        while seen < len(findings) and findings[seen].start <= change.end:
            near.append(findings[seen])
            seen += 1
        near = [finding for finding in near if finding.end >= change.start]
        met = [finding for finding in near if finding.rule in change.rules and _meet(finding, change)]
        if is_piece:
            inside = {each.rule for each in met if each.start < change.end and each.end > change.start}
            rules = tuple(rule for rule in change.rules if rule in inside) or change.rules
            change = msgspec.structs.replace(change, rules=rules)
            met = [finding for finding in met if finding.rule in rules]
        yield change, met


def _told_apart(cleaned: Cleaned) -> Iterator[tuple[Change, bool]]:
    """The changes; a joined removal as the pieces that it was made of, for each has a reason of its own."""
    removed = sorted(
        {finding.edit.start for finding in cleaned.report.findings if finding.drop and finding.edit}
    )
    for change in cleaned.changes:
        # What is before the first removal goes with it.
        first, last = bisect_left(removed, change.start) + 1, bisect_left(removed, change.end)
        if change.after or first >= last:
            yield change, False
            continue
        ends = [*removed[first:last], change.end]
        for start, end in zip([change.start, *removed[first:last]], ends, strict=True):
            before = change.before[start - change.start : end - change.start]
            yield Change(start, end, before, "", change.rules), True


def _meet(finding: Finding, change: Change) -> bool:
    """Whether they share a character; an insertion has none, so it may be at either end."""
    if change.start == change.end or finding.start == finding.end:
        return finding.start <= change.end and finding.end >= change.start
    return finding.start < change.end and finding.end > change.start


def _reason(change: Change, findings: Sequence[Finding]) -> str:
    """What was said of the stretch, by the rules that changed it; else what those rules are for."""
    said = [finding.message for finding in findings]
    return "; ".join(dict.fromkeys(said)) or "; ".join(_summaries().get(rule, "") for rule in change.rules)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {rule.code: rule.name for rule in registry()}


@lru_cache(maxsize=1)
def _droppers() -> set[str]:
    return {rule.code for rule in registry() if rule.drop}


@lru_cache(maxsize=1)
def _summaries() -> dict[str, str]:
    return {rule.code: rule.summary for rule in registry()}


def _context(text: str, change: Change) -> list[str]:
    """Some words before a change, and some after it."""
    before = text[max(0, change.start - _CONTEXT_CHARACTERS) : change.start]
    after = text[change.end : change.end + _CONTEXT_CHARACTERS]
    return [_last_words(before), _last_words(after[::-1])[::-1]]


def _last_words(text: str) -> str:
    words = text.split(" ")
    return " ".join(words[-_CONTEXT_WORDS - 1 :]) if len(words) > _CONTEXT_WORDS else text


def read_log(file: BinaryIO, name: str) -> Iterator[LoggedChange]:
    """The changes of a log, each once: a task that was done again has written some twice.

    A last line without its end was cut off by a fall of the power, and is left out. Raises UsageError that
    names the line.
    """
    import json

    seen: set[tuple[str, str, str | None, int, int, int]] = set()
    for number, line in enumerate(file, 1):
        try:
            change = msgspec.json.decode(line, type=LoggedChange)
        except (msgspec.DecodeError, UnicodeDecodeError):
            try:  # a lone surrogate, which only the standard library reads
                change = msgspec.convert(json.loads(line), LoggedChange)
            except (ValueError, RecursionError, msgspec.ValidationError) as error:
                if not line.endswith(b"\n"):
                    return
                problem = f"{name}, line {number}: is not a logged change: {error}"
                raise UsageError(f"{problem}; name a changes.jsonl of mtcheck clean") from error
        key = (change.run, change.uri, change.record, change.place, change.start, change.end)
        if key not in seen:
            seen.add(key)
            yield change


def edits_of(changes: Iterable[LoggedChange]) -> list[Edit]:
    """The changes of one document as edits of its original text; removals that touch are one.

    >>> edits_of([LoggedChange("a", "a", None, 2, 4, 1, " .", ".")])
    [Edit(start=2, end=4, text='.')]
    """
    out: list[Edit] = []
    for change in changes:
        if out and out[-1].end == change.start and not out[-1].text and not change.after:
            out[-1] = Edit(out[-1].start, change.end, "")
        else:
            out.append(Edit(change.start, change.end, change.after))
    return out


def undone(data: bytes, changes: Sequence[LoggedChange]) -> bytes | None:
    """The bytes of a document before its changes; None where ``data`` is not what they made of it, or where
    it cannot be had to the byte.

    >>> hashes = {"hash_before": hash_of(b"So ."), "hash_after": hash_of(b"So.")}
    >>> rows = [LoggedChange("a", "a", None, 2, 4, 1, " .", ".", **hashes)]
    >>> undone(b"So.", rows), undone(b"So!", rows)
    (b'So .', None)
    """
    first = changes[0]
    if hash_of(data) != first.hash_after:
        return None
    found = _spliced(data, changes) if any(change.splice for change in changes) else _untold(data, changes)
    return found if found is not None and hash_of(found) == first.hash_before else None


def _spliced(data: bytes, changes: Sequence[LoggedChange]) -> bytes:
    splice = next(change.splice for change in changes if change.splice)
    gone = base64.b64decode(splice.before)
    return data[: splice.at] + gone + data[splice.at + splice.size :]


def _untold(data: bytes, changes: Sequence[LoggedChange]) -> bytes | None:
    """The bytes before changes of plain text."""
    codec = changes[0].encoding
    try:
        return apply(data.decode(codec), undoing(changes)).encode(codec)
    except (UnicodeError, LookupError, EditError):
        return None


def undoing(changes: Iterable[LoggedChange]) -> list[Edit]:
    """Edits of the cleaned text that give the original again.

    >>> joined = LoggedChange("a", "a", None, 2, 4, 1, " .", ".")
    >>> added = LoggedChange("a", "a", None, 9, 9, 1, "", "!")
    >>> undoing([joined, added])
    [Edit(start=2, end=3, text=' .'), Edit(start=8, end=9, text='')]
    """
    out: list[Edit] = []
    shift = 0
    for change in changes:
        start = change.start + shift
        if out and out[-1].end == start == out[-1].start and not change.after:
            out[-1] = Edit(start, start, out[-1].text + change.before)
        else:
            out.append(Edit(start, start + len(change.after), change.before))
        shift += len(change.after) - len(change.before)
    return out


def unified_diff(name: str, before: str, after: str) -> str:
    """A unified diff that patch(1) takes; "" when nothing changes."""
    import difflib

    name = name.removeprefix("./").lstrip("/")
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
