"""The annotated article of the development data: what is found, by family, and what is alarmed wrongly.

    python benchmarks/seed.py [FOLDER] [--missed]

FOLDER holds article.txt and gold.json (default: seed, in the folder that MTCHECK_DATA names). A fault counts
as found when a finding of any rule shares a character with it. This is development data: it says what the
rules were written for, not how they do on other articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()
# On correct sentences these families must say nothing; boilerplate may be well written.
STRICT = ("ENC", "PUN", "FLU", "MRK")


def main() -> None:
    import mtcheck

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA / "seed")
    parser.add_argument("--missed", action="store_true", help="list what was not found")
    arguments = parser.parse_args()
    folder = arguments.folder
    text = (folder / "article.txt").read_bytes().decode("utf-8")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    report = mtcheck.check(text)
    found, total = Counter(), Counter()
    missed = []
    for issue in gold["issues"]:
        total[issue["layer"]] += 1
        if any(f.start < issue["end"] and issue["start"] < f.end for f in report.findings):
            found[issue["layer"]] += 1
        else:
            missed.append(f"{issue['id']} {issue['layer']}: {issue['text'][:60]!r}")
    print(f"faults found: {sum(found.values())} of {sum(total.values())}")
    for layer in sorted(total):
        print(f"  {layer:12} {found[layer]:3} of {total[layer]}")
    wrong = [
        (f.rule, f.text[:60])
        for f in report.findings
        if f.rule.startswith(STRICT)
        for sentence in gold["clean_sentences"]
        if f.start < sentence["end"] and sentence["start"] < f.end
    ]
    print(f"alarms of {', '.join(STRICT)} on {len(gold['clean_sentences'])} clean sentences: {len(wrong)}")
    for rule, quoted in wrong:
        print(f"  {rule} {quoted!r}")
    cleaned = mtcheck.clean(text)
    print(f"clean: {len(cleaned.edits)} edits, {len(text)} -> {len(cleaned.text)} characters")
    if arguments.missed:
        print("missed:", *missed, sep="\n  ")


if __name__ == "__main__":
    main()
