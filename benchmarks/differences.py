"""Located errors: what differs from the reference beside what annotators marked, in characters.

    python benchmarks/differences.py [FOLDER] [--quick]

Character F1 for any error on the biomedical abstracts, beside marking everything and beside a plain diff of
words. Each group of language pairs is judged by a model fitted on the others. Annotators of one pair marked
37 % of the characters, those of another 3 %, so no threshold fits all; two people who mark one text agree at
about .15 (character F1 of fluency errors). A last line tells what the differences are.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_spec = importlib.util.spec_from_file_location("fit_differences", ROOT / "corpora/build/differences.py")
assert _spec
assert _spec.loader
fitting = importlib.util.module_from_spec(_spec)
sys.modules["fit_differences"] = fitting
_spec.loader.exec_module(fitting)

# Judged together, with the others to fit on: languages into and out of English in each.
GROUPS = (
    ("de-en", "en-es", "en-ru", "zh-en", "pt-en"),
    ("en-de", "es-en", "fr-en"),
    ("en-fr", "en-zh", "ru-en"),
)


def plain_diff(each: Any) -> Any:
    """Characters of the words that differ."""
    return fitting.mask(each, [bool(facts[0]) for facts in each.compared.facts])


def found_by(each: Any, model: Any) -> tuple[Any, list[str]]:
    """Characters that the findings cover, and the kinds of the findings."""
    from mtcheck.scoring.differences import differences

    row = each.row
    lang = row["lp"].partition("-")[2]
    found = differences(row["target"], row["references"][0], lang, model=model)
    out = np.zeros(len(row["target"]), bool)
    for difference in found:
        out[difference.start : difference.end] = True
    return out, [difference.kind for difference in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=fitting.DATA)
    parser.add_argument("--quick", action="store_true", help="every tenth row")
    arguments = parser.parse_args()
    rows = fitting.read_annotated(arguments.folder, 10 if arguments.quick else 1)
    marked: list[tuple[Any, Any, Any, Any]] = []
    kinds: Counter[str] = Counter()
    print(f"{'pairs judged':36} {'rows':>5}  everything   diff   ours   (precision, recall)")
    for group in GROUPS:
        model = fitting.fit([each for each in rows if each.pair not in group])
        judged = [each for each in rows if each.pair in group]
        part = []
        for each in judged:
            ours, found = found_by(each, model)
            kinds.update(found)
            part.append((np.ones_like(each.wrong), plain_diff(each), ours, each.wrong))
        tell(", ".join(group), part)
        marked += part
    tell("all", marked)
    print("kinds:", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def tell(name: str, part: list[tuple[Any, Any, Any, Any]]) -> None:
    everything, diff, ours, wrong = zip(*part, strict=True)
    value, precision, recall = fitting.f1(ours, wrong)
    others = f"{fitting.f1(everything, wrong)[0]:.3f}  {fitting.f1(diff, wrong)[0]:.3f}"
    print(f"{name:36} {len(part):5}       {others}  {value:.3f}   ({precision:.3f}, {recall:.3f})")


if __name__ == "__main__":
    main()
