"""What a check costs: megabytes a second of the whole article profile, and the share of each fact and rule.

    python benchmarks/rules.py [--articles N] [--quick]

Two kinds of articles of some 6,500 characters, made of lines of the development data (MTCHECK_DATA names
its folder): professional English news, and output of machine translation into English. CPU time of one
core, medians of rounds taken in turn. A fact is what rules share of a text (its languages, sentences,
repairs); it is worked out once and counted for itself. Target: 2.5 MB/s on professional English, and no
rule above 10 % of the time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.config import make_config  # noqa: E402
from mtcheck.document import Document, Origin  # noqa: E402
from mtcheck.engine import check_document  # noqa: E402
from mtcheck.text.view import View  # noqa: E402

DATA = development_data.folder()
ARTICLE_CHARACTERS = 6500
ROUNDS = 3
MAX_SHARE = 10.0


def articles(lines: Iterable[str], count: int) -> list[Document]:
    """Documents of about ARTICLE_CHARACTERS each, a blank line between their paragraphs of three lines."""
    out: list[Document] = []
    paragraphs: list[str] = []
    size = 0
    lines = list(lines)
    for index in range(0, len(lines), 3):
        paragraphs.append(" ".join(lines[index : index + 3]))
        size += len(paragraphs[-1])
        if size >= ARTICLE_CHARACTERS:
            out.append(Document("\n\n".join(paragraphs) + "\n", Origin(f"{len(out)}")))
            paragraphs, size = [], 0
            if len(out) == count:
                break
    return out


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def parts(documents: list[Document]) -> tuple[dict[str, float], dict[str, float]]:
    """CPU seconds of every fact and of every rule over all documents, each alone."""
    config = make_config({})
    rules = config.selected()
    facts = [name for name, value in vars(View).items() if isinstance(value, cached_property)]
    of_facts, of_rules = dict.fromkeys(facts, 0.0), {rule.code: 0.0 for rule in rules}
    for document in documents:
        view = View(document.text, document, "en")
        for name in facts:
            of_facts[name] += seconds(lambda: getattr(view, name))  # noqa: B023 - called at once
        for rule in rules:
            if rule.needs is not None and not view.may_meet(rule.needs):
                continue  # as in the engine
            of_rules[rule.code] += seconds(lambda: list(rule(view, config.options_of(rule))))  # noqa: B023
    return of_facts, of_rules


def measure(name: str, documents: list[Document]) -> float:
    """Print the speed and the shares on one kind of article; the highest share of a rule."""
    config = make_config({})
    rules = config.selected()
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6

    def whole() -> None:
        for document in documents:
            check_document(document, config, rules)

    whole()
    rounds = [(seconds(whole), *parts(documents)) for _ in range(ROUNDS)]
    total = statistics.median(round_[0] for round_ in rounds)
    size = 1000 * megabytes / len(documents)
    print(f"{name}: {len(documents)} articles of {size:.1f} kB: {megabytes / total:.2f} MB/s, ", end="")
    print(f"{1000 * total / len(documents):.2f} ms each, {len(documents) / total:.0f} a second")
    highest = 0.0
    for what, index in (("facts", 1), ("rules", 2)):
        taken = [round_[index] for round_ in rounds]
        medians = {key: statistics.median(each[key] for each in taken) for key in taken[0]}
        print(f"  {what}: {100 * sum(medians.values()) / total:.0f} %")
        for key, value in sorted(medians.items(), key=lambda item: -item[1]):
            share = 100 * value / total
            if share >= 0.5:
                print(f"    {key:12} {share:5.1f} %  {1e6 * value / len(documents):7.0f} µs an article")
            highest = max(highest, share) if what == "rules" else highest
    return highest


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=80, help="of each kind")
    parser.add_argument("--quick", action="store_true", help="few articles: does it work?")
    arguments = parser.parse_args()
    count = 5 if arguments.quick else arguments.articles
    clean = (DATA / "news" / "en.txt").read_text(encoding="utf-8").splitlines()
    raw = (DATA / "mt" / "ru-en.jsonl").read_text(encoding="utf-8").splitlines()
    translated = list(dict.fromkeys(json.loads(line)["target"] for line in raw))
    highest = max(
        measure("clean English", articles(clean, count)),
        measure("machine-translated English", articles(translated, count)),
    )
    print(f"highest share of a rule: {highest:.1f} % (limit {MAX_SHARE:.0f} %)")


if __name__ == "__main__":
    main()
