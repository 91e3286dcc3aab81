"""FLU005 on machine output beside professional references: how often each phrasebook speaks, and where.

    python benchmarks/calques.py [--read 200] [--seed 7] [--quick]
    python benchmarks/calques.py --rows [--also TEXT ... --people TEXT ... --into LANG]

Reads the development data (MTCHECK_DATA names its folder). Rows into English run on the output of
machine translation and on the references of the same segments; rows into other languages on professional
news in those languages. ``--read`` prints that many alarms on machine output, drawn at random, to be
judged by a reader: the share of them that are faults is the precision. Alarms on professional text are
printed all. ``--rows`` audits the book: for each row how often it fired on machine output, on
professional text and on the seed article, and which rows the seed alone triggers; ``--also`` reads
further machine output and ``--people`` further native text, a segment a line.
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


def lines_of(paths: list[Path]) -> list[str]:
    """The lines of some files, each once."""
    return list(
        dict.fromkeys(line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    )


def per_thousand(count: int, segments: list[str]) -> str:
    return f"{count:5} = {1000 * count / max(1, len(segments)):6.2f} per 1,000 of {len(segments):,}"


def audit(into: str, also: list[str], native: list[str], limit: int | None) -> None:
    """How often each row into one language fired, the rows of the seed alone last."""
    book = Phrasebook(shipped_rows(into))
    machine, people = list(also), list(native)
    for path in sorted((DATA / "mt").glob(f"*-{into}.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:limit]]
        machine += dict.fromkeys(row["target"] for row in rows)
        people += dict.fromkeys(row["reference"] for row in rows)
    news = DATA / "news" / f"{into}.txt"
    people += news.read_text(encoding="utf-8").splitlines()[:limit] if news.exists() else []
    seed = (DATA / "seed" / "article.txt").read_text(encoding="utf-8").splitlines() if into == "en" else []
    fired = [
        Counter((match.row.source, match.row.id) for _, match in alarms(book, text))
        for text in (machine, people, seed)
    ]
    words = [sum(len(segment.split()) for segment in text) for text in (machine, people)]
    print(f"into {into}: {words[0]:,} words of machine output, {words[1]:,} of professional text")
    for key in sorted({*fired[0], *fired[1]}, key=lambda key: -fired[0][key]):
        print(f"{fired[0][key]:5} {fired[1][key]:5} {fired[2][key]:3}  {key[0]}: {key[1]}")
    alone = sorted(key for key in fired[2] if not fired[0][key])
    print(f"{len(alone)} rows that the seed article alone triggers: {', '.join(row for _, row in alone)}")
    print(f"{len(shipped_rows(into)) - len({*fired[0], *fired[1], *fired[2]})} rows that nothing triggers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N alarms on machine output")
    parser.add_argument("--seed", type=int, default=7, help="of the drawing")
    parser.add_argument("--quick", action="store_true", help="200 segments of each file: does it work?")
    parser.add_argument("--rows", action="store_true", help="audit: how often each row fired")
    parser.add_argument(
        "--also", type=Path, nargs="+", default=[], help="further machine output, a segment a line"
    )
    parser.add_argument(
        "--people", type=Path, nargs="+", default=[], help="further native text, a segment a line"
    )
    parser.add_argument("--into", default="en", help="the language of the audited book")
    arguments = parser.parse_args()
    limit = 200 if arguments.quick else None
    if arguments.rows:
        audit(arguments.into, lines_of(arguments.also), lines_of(arguments.people), limit)
        return

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
