"""FLU005 on machine output beside professional references: how often each phrasebook speaks, and where.

    python benchmarks/calques.py [--read 200] [--seed 7] [--quick]

Reads the development data (MTCHECK_DATA names its folder). Rows into English run on the output of
machine translation and on the references of the same segments; rows into other languages on professional
news in those languages. ``--read`` prints that many alarms on machine output, drawn at random, to be
judged by a reader: the share of them that are faults is the precision. Alarms on professional text are
printed all.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.resources import list_names, read_toml  # noqa: E402
from mtcheck.rules.fluency.calque.phrasebook import Match, Phrasebook, shipped_rows  # noqa: E402

DATA = development_data.folder()
PAIRS = ("ru-en", "uk-en", "de-en", "cs-en", "zh-en", "ja-en")
PROFESSIONAL = ("en", "de", "fr", "ru")


def alarms(book: Phrasebook, segments: list[str]) -> Iterator[tuple[str, Match]]:
    for segment in segments:
        for match in book.find(segment):
            yield segment, match


def show(segment: str, match: Match) -> str:
    before, after = segment[max(0, match.start - 90) : match.start], segment[match.end : match.end + 60]
    return f"{match.row.source:3} {match.row.id}: {before}⟦{segment[match.start : match.end]}⟧{after}"


def per_thousand(count: int, segments: list[str]) -> str:
    return f"{count:5} = {1000 * count / max(1, len(segments)):6.2f} per 1,000 of {len(segments):,}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N alarms on machine output")
    parser.add_argument("--seed", type=int, default=7, help="of the drawing")
    parser.add_argument("--quick", action="store_true", help="200 segments of each file: does it work?")
    arguments = parser.parse_args()
    limit = 200 if arguments.quick else None

    for name in list_names("calques", ".toml"):
        print(f"{name}: {len(read_toml(name)['row'])} rows")
    drawn: list[tuple[str, Match]] = []
    professional: list[tuple[str, Match]] = []
    book = Phrasebook(shipped_rows("en"))
    for pair in PAIRS:
        lines = (DATA / "mt" / f"{pair}.jsonl").read_text(encoding="utf-8").splitlines()[:limit]
        rows = [json.loads(line) for line in lines]
        outputs = list(dict.fromkeys(row["target"] for row in rows))
        references = list(dict.fromkeys(row["reference"] for row in rows))
        on_outputs, on_references = list(alarms(book, outputs)), list(alarms(book, references))
        fired = Counter(match.row.source for _, match in on_outputs)
        print(f"{pair} output     {per_thousand(len(on_outputs), outputs)}; rows from {dict(fired)}")
        print(f"{pair} references {per_thousand(len(on_references), references)}")
        drawn += on_outputs
        professional += on_references
    for lang in PROFESSIONAL:
        segments = (DATA / "news" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()[:limit]
        found = list(alarms(Phrasebook(shipped_rows(lang)), segments))
        print(f"{lang} news          {per_thousand(len(found), segments)}")
        professional += found
    print(f"{len({match.row.id for _, match in drawn})} rows fired on machine output")
    for segment, match in professional:
        print("professional", show(segment, match))
    random.Random(arguments.seed).shuffle(drawn)
    for segment, match in drawn[: arguments.read]:
        print("output", show(segment, match))


if __name__ == "__main__":
    main()
