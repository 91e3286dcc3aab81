"""BPL and DUP rules on professional news as articles of ten lines: every alarm, and alarms per 1,000 lines.

    python benchmarks/boilerplate.py [--rules BPL,DUP002] [--quick]

Reads news in eight languages from the folder that MTCHECK_DATA names. What is alarmed here is either no
news (a publication stamp that was left in) or a false alarm: read them all.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.config import make_config  # noqa: E402
from mtcheck.document import Document, Origin  # noqa: E402
from mtcheck.engine import check_document  # noqa: E402

NEWS = development_data.folder("news")
LINES = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rules", default="BPL,DUP002", help="codes or families")
    parser.add_argument("--quick", action="store_true", help="200 lines of each file: does it work?")
    arguments = parser.parse_args()
    lines_read = alarms = 0
    for path in sorted(NEWS.glob("*.txt")):
        config = make_config({"lang": path.stem, "select": arguments.rules})
        rules = config.selected()
        lines = path.read_text(encoding="utf-8").splitlines()[: 200 if arguments.quick else None]
        for start in range(0, len(lines), LINES):
            text = "\n".join(lines[start : start + LINES]) + "\n"
            report = check_document(Document(text, Origin(path.name), path.stem), config, rules)
            for finding in report.findings:
                place = f"{path.name}:{start + finding.line}"
                print(f"{place}: {finding.rule} {finding.message}: {finding.text[:120]!r}")
            alarms += len(report.findings)
        lines_read += len(lines)
    print(f"{alarms} alarms on {lines_read:,} lines: {1000 * alarms / lines_read:.2f} per 1,000")


if __name__ == "__main__":
    main()
