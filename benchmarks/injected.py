"""Faults put into clean text: the share found, by kind and language, and the share undone exactly.

    python benchmarks/injected.py [--kinds NAME,...] [--langs en,de,...] [--each N] [--missed N]

Clean text is news/ and sentences/ of the development data (MTCHECK_DATA): single sentences, and
paragraphs of five to ten of them. One fault goes into each text, with a fixed seed. A fault is found when
a finding of one of its kind's rules touches it; it is undone exactly when the safe edits of the report
give the clean text. Texts in which the rules find something before the fault is put in are left out of
the second figure. Languages of HELD_OUT were not looked at while the rules were written.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()
SEEN = tuple("en de fr es ru uk cs".split())
HELD_OUT = tuple("it pl pt nl sv fi hu tr el ro bg nb af ca sk sr lv be az kk ar fa he hi ko zh ja".split())


def units(lang: str, count: int, rng: random.Random) -> Iterator[str]:
    """Clean sentences, and paragraphs of five to ten of them, half each."""
    from benchmarks.injector import UNSPACED

    lines: list[str] = []
    for folder in ("news", "sentences"):
        path = DATA / folder / f"{lang}.txt"
        if path.exists():
            lines += [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    whole = [line for line in lines if line.endswith((".", "!", "?", "。")) and line[0].isupper()] or lines
    glue = "" if lang in UNSPACED else " "
    for index in range(count):
        if index % 2:
            yield rng.choice(lines)
        else:
            yield glue.join(rng.choice(whole) for _ in range(rng.randint(5, 10)))


def main() -> None:
    import benchmarks.injector_markup  # noqa: F401  (declares its kinds)
    from benchmarks.injector import KINDS, inject
    from mtcheck.config import make_config
    from mtcheck.document import Document, Origin
    from mtcheck.edits import apply, resolve
    from mtcheck.engine import check_document
    from mtcheck.findings import Finding, Safety

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kinds", default="", help="names of kinds, or their beginnings; all by default")
    parser.add_argument("--langs", default=",".join(SEEN + HELD_OUT))
    parser.add_argument("--each", type=int, default=60, help="texts for each kind and language")
    parser.add_argument("--missed", type=int, default=0, help="show so many of what was missed, per kind")
    arguments = parser.parse_args()

    def check(text: str, lang: str, rules: tuple[str, ...]) -> list[Finding]:
        config = make_config({"lang": lang, "select": list(rules)})
        return list(check_document(Document(text, Origin("-"), lang=lang), config).findings)

    chosen = [
        name
        for name in KINDS
        if not arguments.kinds or any(name.startswith(part) for part in arguments.kinds.split(","))
    ]
    print(f"{'kind':26} {'set':9} {'texts':>6} {'found':>7} {'exact':>7}   weakest languages")
    for name in chosen:
        shown = arguments.missed
        for label, group in (("seen", SEEN), ("held out", HELD_OUT)):
            made: Counter[str] = Counter()
            found: Counter[str] = Counter()
            exact: Counter[str] = Counter()
            undone = clean_texts = 0
            for lang in (each for each in arguments.langs.split(",") if each in group):
                rng = random.Random(f"{name} {lang}")
                for text in units(lang, 4 * arguments.each, rng):
                    injected = inject(name, text, lang, rng) if made[lang] < arguments.each else None
                    if injected is None:
                        continue
                    made[lang] += 1
                    findings = check(injected.text, lang, KINDS[name].rules)
                    hit = any(
                        f.start <= injected.end + injected.near and injected.start - injected.near <= f.end
                        for f in findings
                    )
                    found[lang] += hit
                    right = True
                    if KINDS[name].safe and not check(injected.clean, lang, KINDS[name].rules):
                        edits = resolve(f.edit for f in findings if f.edit and f.safety is Safety.SAFE)
                        right = apply(injected.text, edits) == injected.clean
                        clean_texts += 1
                        undone += right
                    exact[lang] += right
                    if shown and not (hit and right):
                        shown -= 1
                        around = injected.text[max(0, injected.start - 50) : injected.end + 50]
                        print(f"    {lang} {'found' if hit else 'missed'}: {around!r}")
            total = sum(made.values())
            if not total:
                continue
            weak = sorted(made, key=lambda lang: found[lang] / made[lang])[:4]
            print(
                f"{name:26} {label:9} {total:6} {sum(found.values()) / total:7.1%} "
                + (f"{undone / clean_texts:7.1%}" if clean_texts else "      -")
                + "   "
                + " ".join(f"{lang} {found[lang]}/{made[lang]}" for lang in weak)
            )


if __name__ == "__main__":
    main()
