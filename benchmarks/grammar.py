"""FLU004 on learner English: precision, recall and F0.5 over tokens that at least two of four people edited.

    python benchmarks/grammar.py [--data FOLDER] [--profile FILE]          # needs the extra [grammar]

JFLEG dev has four corrections of each sentence. A token counts as edited by a person when the smallest
difference (difflib) replaces or deletes it, or inserts in front of it; ``strict`` leaves insertions out. The
even sentences were looked at while the rules were written, the odd ones were not. Beside us: Harper alone
with all its rules, Harper less the kinds we drop, and a checker that flags every token. Texts are checked as
they stand, cut into tokens. ``--profile`` adds a row with a phrasing profile.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()

Spans = Callable[[str], Iterable[tuple[int, int]]]


def edited(tokens: list[str], corrected: list[str], insertions: bool) -> set[int]:
    out: set[int] = set()
    for kind, i1, i2, _, _ in difflib.SequenceMatcher(None, tokens, corrected, False).get_opcodes():
        if kind in ("replace", "delete"):
            out |= set(range(i1, i2))
        elif kind == "insert" and insertions:
            out.add(min(i1, len(tokens) - 1))
    return out


def gold(row: dict[str, Any], insertions: bool) -> set[int]:
    counts: Counter[int] = Counter()
    for reference in row["references"]:
        counts.update(edited(row["target"].split(), reference.split(), insertions))
    return {token for token, people in counts.items() if people >= 2}


def flagged(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    places, at = [], 0
    for token in text.split(" "):
        places.append((at, at + len(token)))
        at += len(token) + 1
    marked = list(spans)
    return {i for i, (a, b) in enumerate(places) if any(a < end and start < b for start, end in marked)}


def score(rows: list[dict[str, Any]], spans: Spans, insertions: bool) -> tuple[float, float, float]:
    hits = wrong = missed = 0
    for row in rows:
        text = " ".join(row["target"].split())
        wanted, got = gold(row, insertions), flagged(text, spans(text))
        hits, wrong, missed = hits + len(wanted & got), wrong + len(got - wanted), missed + len(wanted - got)
    precision, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
    return precision, recall, 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall)


def checkers(profile: str) -> dict[str, Spans]:
    from harper import Linter

    import mtcheck
    from mtcheck.rules.fluency.grammar.harper import lints

    linter = Linter()

    def ours(text: str, **options: Any) -> list[tuple[int, int]]:
        report = mtcheck.check(text, config={"select": ["FLU004"], "rules": {"FLU004": options}})
        return [(finding.start, finding.end) for finding in report.findings]

    rows: dict[str, Spans] = {
        "every token": lambda text: [(0, len(text))],
        "Harper, all its rules": lambda text: [
            (lint.span.start, lint.span.end) for lint in linter.lint(text, language="plaintext")
        ],
        "Harper, less what we drop": lambda text: [(lint.start, lint.end) for lint in lints(text)],
        "FLU004 without extras": lambda text: ours(text),
        "FLU004 with [grammar]": lambda text: ours(text, harper=True),
        "FLU004 with both extras": lambda text: ours(text, harper=True, spelling=True),
    }
    if profile:
        rows["with [grammar], a profile"] = lambda text: ours(text, harper=True, profile=profile)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--profile", default="", help="a phrasing profile")
    arguments = parser.parse_args()
    file = arguments.data / "quality" / "jfleg.dev.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    print(f"{'':26}  {'seen half':^19}  {'other half':^19}  {'all':^19}  {'all, strict':^19}")
    for name, spans in checkers(arguments.profile).items():
        parts = ((rows[0::2], True), (rows[1::2], True), (rows, True), (rows, False))
        cells = (score(part, spans, insertions) for part, insertions in parts)
        print(f"{name:26}", *(f"{p:.3f} {r:.3f} {f:.3f}" for p, r, f in cells), sep="  ", flush=True)
    print("precision, recall, F0.5")


if __name__ == "__main__":
    main()
