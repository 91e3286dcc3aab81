"""A benchmark of machine-translation artefacts that anybody can run, beside other tools.

    python benchmarks/public/run.py [--texts FOLDER] [--count N] [--tool NAME ...] [--seed N] [--languages]

FOLDER holds clean sentences that you have, one a line, in LANG.txt or LANG.anything.txt (UTF-8). From them
cases are made with a new seed at each run, so nobody can have tuned a tool to them; the seed is printed, and
--seed repeats a run. Without --texts our own sentences serve, twelve in each of 25 languages. Pairs of source
and translation are always made of these.
docs/public-benchmark.md explains the rows, and how to add a tool.
"""

from __future__ import annotations

import argparse
import re
import secrets
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT)]

from faults import KINDS, Fault, faults  # noqa: E402
from generate import Case, Texts, cases  # noqa: E402
from tools import BUILT_IN, Tool, load, same_language  # noqa: E402

# Shorter lines are names and headings, which no detector can tell.
LEAST_CHARACTERS = 40
# A stretch counts as found when this share of the characters of both together is shared.
LEAST_OVERLAP = 0.5
_Z = 1.96
OWN = ROOT / "tests" / "cases"
#: Our own sentences: line n of every language says the same.
SENTENCES = Path(__file__).resolve().parent / "sentences"
# Written cases: the families that one text, or a text and its source, is enough for.
FAMILIES = ("ENC", "LNG", "PUN", "FLU", "MRK", "TRN")
GARBLE = ("ENC001", "ENC002")
NEEDS_MORE = {"options", "references", "batch", "format", "declared"}
ROWS = {
    "mojibake": "repair",
    "split mojibake": "repair",
    "clean text": "repair",
    "sentence": "identify",
    "foreign sentence": "foreign",
    "one language": "foreign",
    "changed word": "score",
}


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, spread = hits / total, _Z**2 / total
    middle = share + spread / 2
    half = _Z * (share * (1 - share) / total + spread / (4 * total)) ** 0.5
    return max(0.0, (middle - half) / (1 + spread)), (middle + half) / (1 + spread)


def right(tool: Tool, case: Case) -> bool | None:
    """Whether a tool does what the case wants; None where it does not do such things."""
    task = ROWS[case.kind]
    if task == "repair" and tool.repair:
        return tool.repair(case.given) == case.wanted
    if task == "identify" and tool.identify:
        return same_language(tool.identify(case.given), case.lang)
    if task == "foreign" and tool.foreign:
        found = tool.foreign(case.given, case.lang)
        return overlap(found, case.stretch) >= LEAST_OVERLAP if case.stretch else not found
    if task == "score" and tool.score:
        return tool.score(case.worse, case.wanted, case.lang) < tool.score(case.given, case.wanted, case.lang)
    return None


def overlap(found: Sequence[tuple[int, int]], wanted: tuple[int, int]) -> float:
    """Shared characters over those of both together, 0-1.

    >>> overlap([(0, 10)], (5, 10))
    0.5
    """
    marked = {at for start, end in found for at in range(start, end)}
    gold = set(range(*wanted))
    return len(marked & gold) / len(marked | gold)


def read_texts(folder: Path, least: int = LEAST_CHARACTERS) -> Texts:
    """Sentences by language, of ``least`` characters or more. Ends the program where there are none."""
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        kept = [line for line in lines if len(line) >= least]
        if kept:
            texts.setdefault(path.name.partition(".")[0], []).extend(kept)
    if not texts:
        sys.exit(f"{folder}: no LANG.txt with lines of {least} characters or more")
    return texts


def own_cases(tool: Tool) -> dict[str, tuple[int, int]]:
    """The project's written cases, by family: faults that are marked, and look-alikes that are left alone.

    Cases that need a glossary, references or other documents are left out. A tool that only repairs is asked
    about garble: it marks what it changes.
    """
    table: dict[str, tuple[int, int]] = {}
    for path in sorted(OWN.glob("*.toml")):
        family = path.stem[:3]
        asked = set(FAMILIES) & set(tool.families or FAMILIES)
        if family not in asked or not (tool.marks or (tool.repair and path.stem in GARBLE)):
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for wanted, row in (("hits", "marked"), ("silent", "left alone")):
            for case in data[wanted]:
                if not set(case) & NEEDS_MORE:
                    done, total = table.get(f"{family}: {row}", (0, 0))
                    table[f"{family}: {row}"] = (
                        done + _as_written(tool, case, family, wanted == "hits"),
                        total + 1,
                    )
    return table


def _as_written(tool: Tool, case: dict[str, Any], family: str, is_fault: bool) -> bool:
    """Whether one written case comes out as it should: each marked stretch is touched, or nothing is."""
    text, spans = unmarked(case["text"])
    if tool.marks is None:
        assert tool.repair
        return (tool.repair(text) != text) == is_fault
    found = tool.marks(text, case.get("lang", "en"), family, case.get("source"))
    if not is_fault or not spans:
        return bool(found) == is_fault
    return all(any(a < end and start < b for a, b in found) for start, end in spans)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and the stretches they marked.

    >>> unmarked("the⟦ .⟧")
    ('the .', [(3, 5)])
    """
    text, spans = "", []
    for part in re.split(r"(⟦[^⟧]*⟧)", marked):
        inner = part.strip("⟦⟧")
        if part.startswith("⟦"):
            spans.append((len(text), len(text) + len(inner)))
        text += inner
    return text, spans


def found(tool: Tool, fault: Fault) -> bool | None:
    """Whether a tool marks a fault and leaves a clean text alone; None where it is not for such faults."""
    if tool.marks is None or fault.family not in (tool.families or FAMILIES):
        return None
    marked = tool.marks(fault.text, fault.lang, fault.family, fault.source)
    if fault.stretch is None:
        return not marked
    first, last = fault.stretch
    return any(start < last and first < end for start, end in marked)


Counts = dict[str, tuple[int, int]]


def measure(tool: Tool, made: Sequence[Case | Fault]) -> tuple[Counts, Counts]:
    """Cases that came out right, and all of them, by row and by language."""
    rows: Counts = {}
    langs: Counts = {}
    for case in made:
        verdict = found(tool, case) if isinstance(case, Fault) else right(tool, case)
        if verdict is None:
            continue
        row = f"{case.family}: {case.kind}" if isinstance(case, Fault) else case.kind
        for table, key in ((rows, row), (langs, case.lang)):
            hits, total = table.get(key, (0, 0))
            table[key] = hits + verdict, total + 1
    return {**rows, **own_cases(tool)}, langs


def row_names() -> list[str]:
    """The rows of the table, a family after the other."""
    rows = list(ROWS)
    for family in FAMILIES:
        rows += [f"{family}: {kind}" for kind in (*KINDS.get(family, ()), "marked", "left alone")]
    return rows


def as_table(measured: dict[str, Counts], kinds: Sequence[str]) -> str:
    """A Markdown table: a row a kind, a column a tool."""
    lines = ["| right, % | " + " | ".join(measured) + " |", "|---|" + "---|" * len(measured)]
    for kind in kinds:
        cells = []
        for table in measured.values():
            hits, total = table.get(kind, (0, 0))
            low, high = wilson(hits, total) if total else (0.0, 0.0)
            cells.append(
                f"{100 * hits / total:.0f} [{100 * low:.0f}, {100 * high:.0f}] of {total}" if total else "-"
            )
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Make the cases, run the tools, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=Path, help="folder of LANG.txt, a sentence a line")
    parser.add_argument("--count", type=int, default=200, help="cases of each kind (default 200)")
    parser.add_argument("--tool", action="append", help=f"of {', '.join(BUILT_IN)}, or MODULE:FUNCTION")
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--languages", action="store_true", help="a second table, by language")
    arguments = parser.parse_args()
    seed = secrets.randbits(32) if arguments.seed is None else arguments.seed
    own = read_texts(SENTENCES, 1)
    texts = read_texts(arguments.texts) if arguments.texts else own
    made: list[Case | Fault] = [
        *cases(texts, arguments.count, seed),
        *faults(texts, own, arguments.count, seed),
    ]
    measured: dict[str, Counts] = {}
    by_language: dict[str, Counts] = {}
    for name in arguments.tool or BUILT_IN:
        tool = load(name)
        title = name if isinstance(tool, str) else f"{tool.name} {tool.version}"
        if isinstance(tool, str):
            print(f"LEFT OUT: {name}: {tool}", file=sys.stderr)
            measured[f"{name} (not installed)"] = {}
        else:
            measured[title], by_language[title] = measure(tool, made)
    print(f"seed {seed}; {sum(map(len, texts.values()))} sentences of {len(texts)} languages\n")
    print(as_table(measured, row_names()))
    if arguments.languages:
        print(f"\nAll of these but the written cases, by language:\n\n{as_table(by_language, sorted(texts))}")


if __name__ == "__main__":
    main()
