"""Whether two trees of mtcheck say the same: findings, edits and cleaned texts, one by one.

    python benchmarks/compare.py OLD NEW [--every 10] [--show 20]

OLD and NEW are folders that hold a checkout. Both read the development texts in the folder that MTCHECK_DATA
names (news, mt, sentences, mojibake, seed), each in a process of its own; every text that comes out another
way is counted by rule, and the first are shown. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import development_data

_LINES_A_TEXT = 8  # news and sentences come line by line; an article is some of them
_FINDING = ("rule", "start", "end", "severity", "safety", "message")


def texts(data: Path) -> Iterator[tuple[str, str, str]]:
    """Name, language and text of everything the two trees read, in a fixed order."""
    for folder in ("news", "sentences"):
        for path in sorted((data / folder).glob("*.txt")):
            lines = path.read_text("utf-8").rstrip("\n").split("\n")
            for at in range(0, len(lines), _LINES_A_TEXT):
                yield f"{folder}/{path.stem}:{at}", path.stem, "\n\n".join(lines[at : at + _LINES_A_TEXT])
    for path in sorted((data / "mt").glob("*.jsonl")):
        for number, line in enumerate(path.open(encoding="utf-8")):
            yield f"mt/{path.stem}:{number}", path.stem.split("-")[1], json.loads(line)["target"]
    for path in sorted((data / "mojibake").glob("*.jsonl")):
        for number, line in enumerate(path.open(encoding="utf-8")):
            row = json.loads(line)
            yield f"mojibake/{path.stem}:{number}", row.get("lang") or "en", row["garbled"]
    for path in sorted((data / "seed").glob("*.txt")):
        yield f"seed/{path.stem}", "en", path.read_text("utf-8")


def answers(data: Path, every: int) -> Iterator[str]:
    """What the tree that this process imports says of each text, a line of JSON a text."""
    import mtcheck

    for number, (name, lang, text) in enumerate(texts(data)):
        if number % every:
            continue
        cleaned = mtcheck.clean(text, lang=lang)
        findings = [[str(getattr(found, key)) for key in _FINDING] for found in cleaned.report.findings]
        edits = [[edit.start, edit.end, edit.text] for edit in cleaned.edits]
        yield json.dumps([name, findings, edits, cleaned.text], ensure_ascii=False)


def ask(tree: Path, every: int) -> subprocess.Popen[str]:
    """A process in which a tree answers; it imports that tree and nothing else of mtcheck."""
    command = [sys.executable, "-P", str(Path(__file__).resolve()), "--answer", "--every", str(every)]
    here = str(Path(__file__).resolve().parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tree.resolve()), here))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)


def compare(old: Path, new: Path, every: int, show: int) -> bool:
    """Print what differs; whether anything does."""
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    count = changed = cleaned = 0
    first, second = ask(old, every), ask(new, every)
    assert first.stdout is not None
    assert second.stdout is not None
    for one, other in zip(first.stdout, second.stdout, strict=True):
        count += 1
        name, before, old_edits, old_text = json.loads(one)
        other_name, after, new_edits, new_text = json.loads(other)
        assert name == other_name, "the two trees read other texts"
        lost = [found for found in before if found not in after]
        found = [found for found in after if found not in before]
        gone.update(row[0] for row in lost)
        come.update(row[0] for row in found)
        cleaned += old_text != new_text or old_edits != new_edits
        if lost or found or old_edits != new_edits or old_text != new_text:
            changed += 1
            if changed <= show:
                print(f"{name}\n  gone {lost}\n  come {found}\n  old  {old_text!r}\n  new  {new_text!r}")
    if first.wait() or second.wait():
        raise SystemExit("one of the trees did not come to its end")
    print(
        f"{count} texts, {changed} come out another way, {cleaned} of them with other edits or another text"
    )
    for code in sorted(gone | come):
        print(f"  {code}: {gone[code]} findings gone, {come[code]} new")
    return bool(changed)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trees", nargs="*", type=Path, metavar="TREE")
    parser.add_argument("--every", type=int, default=1, help="every Nth text only")
    parser.add_argument("--show", type=int, default=20, help="so many differences are shown")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    data = development_data.folder()
    if arguments.answer:
        for line in answers(data, arguments.every):
            print(line)
        return 0
    if len(arguments.trees) != 2:
        parser.error("name two trees: the old one and the new one")
    return int(compare(*arguments.trees, arguments.every, arguments.show))


if __name__ == "__main__":
    sys.exit(main())
