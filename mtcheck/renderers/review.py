"""The page of `mtcheck review`: every change of a clean, with what came of it, to accept or reject.

One file that opens offline. Changes are written in parts as they are read, and the browser parses the part
that it shows: a hundred thousand changes are no burden.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

import msgspec

from mtcheck.changes import counted_under, is_removal
from mtcheck.display import counted
from mtcheck.document import Origin
from mtcheck.registry import registry
from mtcheck.renderers.outputs.html import inert, with_policy
from mtcheck.renderers.segments import sound
from mtcheck.suppression import place_of
from mtcheck.version import rule_page
from mtcheck.web import asset

PART = 500
_MOST_DOCUMENTS = 10
_SCRIPTS = ("view.js", "changes.js", "review.js")
# A removed page of a book would be shown whole.
_LONGEST = 2_000


class Reviewed(msgspec.Struct, frozen=True):
    """One line of the log of a clean, as far as a person looks at it."""

    file: str
    start: int
    line: int
    before: str
    after: str
    record: str | None = None
    rules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reason: str = ""
    context: tuple[str, str] = ("", "")
    fingerprints: tuple[str, ...] = ()
    run: str = ""
    uri: str = ""

    @property
    def document(self) -> str:
        """What the change was made in."""
        return f"{self.file} [{self.record}]" if self.record else self.file

    @property
    def origin(self) -> Origin:
        """Where the text was read; the log of a former version says only its name."""
        return Origin(self.uri or self.file, self.record)


class _Counts:
    """What the changes come to."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.rules: Counter[str] = Counter()
        self.removals: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.added: Counter[str] = Counter()
        self.sets: dict[tuple[str, ...], int] = {}
        self.kinds: list[int] = []
        self.left_out = 0
        # Where each fingerprint stands: it names no file, so that equal lines of many files have one.
        self.places: dict[str, list[int]] = {}
        self.run = ""

    def add(self, row: Reviewed) -> None:
        self.run = row.run or self.run
        names = {**dict.fromkeys(row.rules, ""), **dict(zip(row.rules, row.names, strict=False))}
        self.codes |= {code: name for code, name in names.items() if name or code not in self.codes}
        rules = counted_under(row.rules, row.after)
        self.rules.update(rules)
        if is_removal(row.rules, row.after):
            self.left_out += 1
            self.removals.update(rules)
        self.changes[row.document] += 1
        self.removed[row.document] += len(row.before)
        self.added[row.document] += len(row.after)
        for name in dict.fromkeys(row.fingerprints):
            self.places.setdefault(name, []).append(len(self.kinds))
        self.kinds.append(self.sets.setdefault(tuple(rules), len(self.sets)))


def write_review(
    rows: Iterable[Reviewed], totals: Mapping[str, Any] | None, stream: TextIO, made: str
) -> str:
    """Write the page; returns the verdict. ``totals`` are those of a run's report.json, where there is one;
    ``made`` says when the texts were cleaned, and what made the page: its version and command.
    """
    stream.write(with_policy(asset("review.html"), asset("view.css"), [asset(name) for name in _SCRIPTS]))
    counts = _Counts()
    for part in _parts(rows):
        for row in part:
            counts.add(row)
        stream.write('<script type="application/json" class="changes">')
        stream.write(inert([_shown(row) for row in part]) + "</script>\n")
    verdict = _verdict(counts, totals)
    run = _run(counts, verdict, sound(made)) | {"left": _left(totals or {})}
    stream.write(f'<script type="application/json" id="run">{inert(run)}</script>\n')
    for name in _SCRIPTS:
        stream.write(f"<script>{asset(name)}</script>\n")
    stream.write("</body>\n</html>\n")
    return verdict


def _parts(rows: Iterable[Reviewed]) -> Iterator[list[Reviewed]]:
    remaining = iter(rows)
    while part := list(islice(remaining, PART)):
        yield part


def _shown(row: Reviewed) -> dict[str, Any]:
    left, right = row.context
    return {
        "file": sound(row.file),
        "record": row.record and sound(row.record),
        "line": row.line,
        "before": sound(_short(row.before)),
        "after": sound(_short(row.after)),
        "context": [sound(left), sound(right)],
        "rules": row.rules,
        "names": row.names,
        "reason": sound(row.reason),
        "fingerprints": row.fingerprints,
        "place": sound(place_of(row.origin)),
        "left_out": is_removal(row.rules, row.after),
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _verdict(counts: _Counts, totals: Mapping[str, Any] | None) -> str:
    places, changed = counted(len(counts.kinds), "place"), len(counts.changes)
    left_out = f"; {counted(counts.left_out, 'passage')} left out" if counts.left_out else ""
    if not totals:
        return f"{counted(changed, 'document')} changed in {places}{left_out}."
    documents, characters = int(totals["documents"]), int(totals["characters"])
    kept = 100 * int(totals["characters_left"]) / characters if characters else 100.0
    said = (
        f"{changed:,} of {counted(documents, 'document')} changed in {places}; {kept:.1f} % of the text kept"
    )
    said += left_out + _remaining(totals)
    rejected = int(totals.get("rejected", 0))
    return f"{said}; {counted(rejected, 'document')} could not be cleaned." if rejected else f"{said}."


def _remaining(totals: Mapping[str, Any]) -> str:
    """What the cleaned texts still have; the report of a former version does not say."""
    if not {"left", "bad", "still_bad"} <= totals.keys():
        return ""
    left, bad, still = (int(totals[name]) for name in ("left", "bad", "still_bad"))
    said = f"; {counted(left, 'finding')} {'remains' if left == 1 else 'remain'}"
    return f"{said}; documents with major findings: {bad:,} before, {still:,} after"


def _left(totals: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the cleaned texts still have, most often first, with the option that leaves it out."""
    rules = {rule.code: rule for rule in registry()}
    found = Counter({code: int(count) for code, count in totals.get("left_by_rule", {}).items()})
    return [
        {
            "name": f"{code} {rules[code].name}",
            "page": html.escape(rule_page(code, rules[code].name)),
            "count": count,
            "drop": rules[code].drop or "",
        }
        for code, count in found.most_common()
        if code in rules
    ]


def _run(counts: _Counts, verdict: str, made: str) -> dict[str, Any]:
    codes = list(counts.codes)
    return {
        "id": counts.run,
        "verdict": verdict,
        "made": made,
        "size": PART,
        "codes": codes,
        "sets": [[codes.index(code) for code in each] for each in counts.sets],
        "kinds": counts.kinds,
        "shared": {name: places for name, places in counts.places.items() if len(places) > 1},
        "pages": {code: html.escape(rule_page(code, name)) for code, name in counts.codes.items()},
        "rules": [
            {"code": code, "name": counts.codes[code], "count": count, "left_out": counts.removals[code]}
            for code, count in counts.rules.most_common()
        ],
        "documents": [
            {
                "name": sound(name),
                "changes": counts.changes[name],
                "removed": removed,
                "added": counts.added[name],
            }
            for name, removed in counts.removed.most_common(_MOST_DOCUMENTS)
        ],
    }
