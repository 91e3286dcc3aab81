"""Alarms of the default rules on clean professional text, by language and rule.

    python benchmarks/alarms.py [--langs en,de] [--rules PUN,MRK] [--limit N] [--show N] [--sentences]

Each line of news/ of the development data (MTCHECK_DATA) is one document in its language; with
--sentences the lines of sentences/ in 60 languages instead. The text is good: what is found is a false
alarm, or one of the few flaws that professional text has. Targets: at most 0.5 % of English and 1 % of
any other language's segments with an alarm. --show prints alarms of each rule for reading.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()
AROUND = 45


def main() -> None:
    from mtcheck.config import make_config
    from mtcheck.document import Document, Origin
    from mtcheck.engine import check_document

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--langs", default="", help="codes; all of the folder by default")
    parser.add_argument("--rules", default="", help="codes or families; the default rules unless given")
    parser.add_argument("--limit", type=int, default=0, help="so many segments of each language")
    parser.add_argument("--show", type=int, default=0, help="so many alarms of each rule and language")
    parser.add_argument("--sentences", action="store_true", help="sentences/ in 60 languages, not news/")
    arguments = parser.parse_args()

    folder = DATA / ("sentences" if arguments.sentences else "news")
    wanted = set(filter(None, arguments.langs.split(",")))
    select = list(filter(None, arguments.rules.split(",")))
    for path in sorted(folder.glob("*.txt")):
        lang = path.stem
        if wanted and lang not in wanted:
            continue
        config = make_config({"lang": lang, **({"select": select} if select else {})})
        rules = config.selected()
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        if arguments.limit:
            lines = lines[:: max(1, len(lines) // arguments.limit)]
        segments: Counter[str] = Counter()
        alarmed = own = 0
        shown: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            findings = check_document(Document(line, Origin("-"), lang=lang), config, rules).findings
            codes = {finding.rule for finding in findings}
            segments.update(codes)
            alarmed += bool(codes)
            own += any(code.startswith(("PUN", "MRK")) for code in codes)
            for f in findings:
                around = f"{line[max(0, f.start - AROUND) : f.start]}⟦{f.text}⟧{line[f.end : f.end + AROUND]}"
                fix = f.edit.text if f.edit else "-"
                shown[f.rule].append(f"{around}   {f.message} -> {fix}")
        total = len(lines)
        print(
            f"{lang:4} {total:5} segments, alarmed {alarmed / total:6.2%}, PUN or MRK {own / total:6.2%}:  "
            + "  ".join(f"{code} {count / total:.2%}" for code, count in segments.most_common())
        )
        for code in sorted(shown) if arguments.show else ():
            for text in shown[code][: arguments.show]:
                print(f"     {code} {text}")


if __name__ == "__main__":
    main()
