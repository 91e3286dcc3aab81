"""What a batch has done, in numbers that add up over workers and parts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec

from mtcheck.changes import counted_under, explained, is_removal
from mtcheck.document import place_in
from mtcheck.engine import Cleaned
from mtcheck.findings import Finding, Severity

# How many changes of each rule are shown at the end.
SAMPLES_A_RULE = 3
_SAMPLE_CHARACTERS = 60


class Sample(msgspec.Struct, frozen=True):
    """One change, to be looked at: where, what stood there and what is there now."""

    place: str
    before: str
    after: str


class Sums(msgspec.Struct):
    """Counts of a run. ``changes`` and ``dropped`` are by rule; a dropped stretch is a change too.

    ``samples`` are of changes, ``dropped_samples`` of what was left out.

    ``edits`` are all changes; ``rejected`` holds those ``below`` the wanted quality too.
    ``left`` are the findings in the cleaned texts, ``left_by_rule`` the same by rule. ``bad`` documents had a
    major finding or worse, and the ``still_bad`` ones have one now.

    ``copied`` are files of which nothing was read, copied as they are; ``absent`` are texts that are null.
    """

    documents: int = 0
    changed: int = 0
    edits: int = 0
    characters: int = 0
    characters_left: int = 0
    rejected: int = 0
    faults: int = 0
    failed: int = 0
    below: int = 0
    copied: int = 0
    absent: int = 0
    left: int = 0
    bad: int = 0
    still_bad: int = 0
    findings: dict[str, int] = msgspec.field(default_factory=dict)
    left_by_rule: dict[str, int] = msgspec.field(default_factory=dict)
    severities: dict[str, int] = msgspec.field(default_factory=dict)
    changes: dict[str, int] = msgspec.field(default_factory=dict)
    dropped: dict[str, int] = msgspec.field(default_factory=dict)
    samples: dict[str, list[Sample]] = msgspec.field(default_factory=dict)
    dropped_samples: dict[str, list[Sample]] = msgspec.field(default_factory=dict)

    def add(self, label: str, cleaned: Cleaned) -> None:
        """Count one cleaned document."""
        report = cleaned.report
        self.documents += 1
        self.changed += bool(cleaned.changes)
        self.characters += len(report.document.text)
        self.characters_left += len(cleaned.text)
        self.faults += len(report.faults)
        self.left += len(cleaned.left)
        for finding in cleaned.left:
            _count(self.left_by_rule, finding.rule)
        self.bad += _is_bad(report.findings)
        self.still_bad += _is_bad(cleaned.left)
        for finding in report.findings:
            _count(self.findings, finding.rule)
            _count(self.severities, str(finding.severity))
        locate = report.document.locate or partial(place_in, report.document.text)
        for change, _ in explained(cleaned):
            self.edits += 1
            dropping = is_removal(change.rules, change.after)
            for rule in counted_under(change.rules, change.after):
                _count(self.dropped if dropping else self.changes, rule)
                shown = (self.dropped_samples if dropping else self.samples).setdefault(rule, [])
                if len(shown) < SAMPLES_A_RULE:
                    at = locate(change.start)
                    place = f"{label}:{at.line}:{at.column}"
                    shown.append(Sample(place, _short(change.before), _short(change.after)))

    def take_back(self) -> None:
        """Count no change: what was cleaned could not be written."""
        self.changed = self.edits = 0
        self.characters_left = self.characters
        self.left, self.still_bad = sum(self.findings.values()), self.bad
        self.left_by_rule = dict(self.findings)
        for counts in (self.changes, self.dropped, self.samples, self.dropped_samples):
            counts.clear()

    def merge(self, other: Sums) -> None:
        """Add the sums of another part, which comes after this one."""
        for name in (
            "documents",
            "changed",
            "edits",
            "characters",
            "characters_left",
            "rejected",
            "faults",
            "failed",
            "below",
            "copied",
            "absent",
            "left",
            "bad",
            "still_bad",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("findings", "left_by_rule", "severities", "changes", "dropped"):
            for key, count in getattr(other, name).items():
                _count(getattr(self, name), key, count)
        for ours, theirs in ((self.samples, other.samples), (self.dropped_samples, other.dropped_samples)):
            for rule, samples in theirs.items():
                ours[rule] = (ours.get(rule, []) + samples)[:SAMPLES_A_RULE]

    def to_dict(self) -> dict[str, Any]:
        """Plain values in a fixed order, for report.json."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        for name in ("findings", "left_by_rule", "changes", "dropped", "samples", "dropped_samples"):
            plain[name] = dict(sorted(plain[name].items()))
        plain["severities"] = {
            str(level): self.severities[level] for level in Severity if level in self.severities
        }
        return plain


def _is_bad(findings: Iterable[Finding]) -> bool:
    return any(finding.severity >= Severity.MAJOR for finding in findings)


def _count(counts: dict[str, int], key: str, by: int = 1) -> None:
    counts[key] = counts.get(key, 0) + by


def _short(text: str) -> str:
    sound = " ".join(text.encode("utf-8", "replace").decode("utf-8").split(" "))
    return sound if len(sound) <= _SAMPLE_CHARACTERS else sound[: _SAMPLE_CHARACTERS - 1] + "…"
