"""Put faults of fluency into clean text and count what is found; benchmarks/alarms.py counts false alarms.

    python benchmarks/inject_fluency.py [--seed 1] [--langs en,ru,…]

Kinds: a doubled word, a loop of a group of words, a sentence three times, a paragraph cut off in an
article, a split word, a glued pair (of two frequent words, and of any two), a name in another spelling.
Clean text: ``news`` (eight languages, professional) and ``sentences`` (sixty) of the development data.
Languages marked * were not looked at while the rules were written.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()
RULES = {"doubled": "FLU001", "loop": "FLU002", "sentence-loop": "FLU002", "truncated": "FLU003",
         "split": "FLU008", "glued-frequent": "FLU008", "glued-any": "FLU008", "name": "FLU012"}  # fmt: skip
LANGS = "en de fr ru uk cs zh ja es it pl pt nl sv tr ar el ro hu bg fi ca vi hi nb sk".split()
HELD_OUT = {"bg", "pt", "nl", "ro", "ca", "hi", "nb", "sk"}
# Elsewhere a name would have to be put into the right case.
UNINFLECTED = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "nb", "ca", "ro"}
PER_KIND = 100
# Two transcriptions of one name each, made up here.
NAMES = [
    ("Samuel Charap", "Samuel Sharap"),
    ("Sergey Malkov", "Sergei Malkov"),
    ("Alexey Dorin", "Aleksey Dorin"),
    ("Maxim Trubin", "Maksim Trubin"),
    ("Yuri Khodin", "Yuri Hodin"),
    ("Philip Wrona", "Filip Wrona"),
    ("Anton Zhdanko", "Anton Shdanko"),
    ("Wiktor Balin", "Viktor Balin"),
    ("Olga Petrossian", "Olga Petrosian"),
    ("Dmitry Kravets", "Dmitri Kravets"),
]


def lines_of(lang: str) -> list[str]:
    for folder in ("news", "sentences"):
        path = DATA / folder / f"{lang}.txt"
        if path.exists():
            return path.read_text(encoding="utf-8").splitlines()
    raise SystemExit(f"no clean text of {lang!r} in {DATA}")


def _place(words: list[str], random_: random.Random, width: int = 1) -> int | None:
    """The place of ``width`` plain lower-case words inside a sentence."""
    good = [
        i
        for i in range(1, len(words) - width)
        if all(w.isalpha() and w.islower() for w in words[i : i + width])
    ]
    return random_.choice(good) if good else None


def doubled(line: str, random_: random.Random, lang: str) -> str | None:
    words = line.split(" ")
    place = _place(words, random_)
    if place is None or len(words[place]) < 2:
        return None
    return " ".join([*words[: place + 1], *words[place:]])


def loop(line: str, random_: random.Random, lang: str) -> str | None:
    if lang in ("zh", "ja"):
        place, width = random_.randrange(1, max(2, len(line) - 8)), random_.randrange(4, 8)
        group = line[place : place + width]
        return line[:place] + group * 4 + line[place + width :] if group.isalpha() else None
    words = line.split(" ")
    width = random_.randrange(2, 6)
    place = _place(words, random_, width)
    if place is None:
        return None
    return " ".join(
        [*words[:place], *words[place : place + width] * random_.randrange(3, 6), *words[place + width :]]
    )


def sentence_loop(line: str, random_: random.Random, lang: str) -> str | None:
    return " ".join([line] * 3) if 4 < len(line.split()) < 30 and line[-1] in ".!?।" else None


def split(line: str, random_: random.Random, lang: str) -> str | None:
    words = line.split(" ")
    good = [
        i
        for i in range(1, len(words) - 1)
        if words[i].isalpha() and words[i].islower() and len(words[i]) >= 6
    ]
    if not good:
        return None
    place = random_.choice(good)
    cut = random_.randrange(2, len(words[place]) - 1)
    words[place] = f"{words[place][:cut]} {words[place][cut:]}"
    return " ".join(words)


def glued_any(line: str, random_: random.Random, lang: str) -> str | None:
    words = line.split(" ")
    place = _place(words, random_, 2)
    if place is None or min(len(words[place]), len(words[place + 1])) < 2:
        return None
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def glued_frequent(line: str, random_: random.Random, lang: str) -> str | None:
    from mtcheck.lexicon.wordlists import wordlist

    known = wordlist(lang)
    words = line.split(" ")
    good = [
        i
        for i in range(1, len(words) - 2)
        if known
        and all(
            w.isalpha() and w.islower() and len(w) > 1 and -5.5 < known.log(w) < 0 for w in words[i : i + 2]
        )
    ]
    if not good:
        return None
    place = random_.choice(good)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


MAKERS: dict[str, Callable[[str, random.Random, str], str | None]] = {
    "doubled": doubled, "loop": loop, "sentence-loop": sentence_loop, "split": split,
    "glued-frequent": glued_frequent, "glued-any": glued_any}  # fmt: skip


def article(lines: list[str], random_: random.Random) -> list[str]:
    whole = [line for line in lines if line[-1:] in ".!?。؟।" and len(line) > (25 if "。" in line else 60)]
    gap = "" if whole and "。" in whole[0] else " "
    return [f"{a}{gap}{b}" for a, b in zip(random_.sample(whole, 5), random_.sample(whole, 5), strict=True)]


def truncated(lines: list[str], random_: random.Random) -> str:
    paragraphs = article(lines, random_)
    place = random_.randrange(1, 5)
    cut = paragraphs[place]
    if " " in cut:
        words = cut.split(" ")
        paragraphs[place] = " ".join(words[: random_.randrange(len(words) * 2 // 3, len(words))]).rstrip(
            ".!?,;:”»)"
        )
    else:
        paragraphs[place] = cut[: random_.randrange(len(cut) * 2 // 3, len(cut) - 1)].rstrip("。！？、")
    return "\n\n".join(paragraphs)


def named(lines: list[str], random_: random.Random) -> str:
    one, other = random_.choice(NAMES)
    paragraphs = article(lines, random_)
    return "\n\n".join([f"{paragraphs[0]} {one}.", *paragraphs[1:4], f"{paragraphs[4]} {other}."])


def found(text: str, lang: str, code: str) -> bool:
    from mtcheck.config import make_config
    from mtcheck.document import Document, Origin
    from mtcheck.engine import check_document

    config = make_config({"select": [code], "lang": lang})
    return bool(check_document(Document(text, Origin("-")), config).findings)


def recall(langs: list[str], seed: int) -> None:
    print("recall, %", *(f"{kind:>14}" for kind in RULES), sep="  ")
    totals: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for lang in langs:
        lines, row = lines_of(lang), []
        for kind, code in RULES.items():
            random_ = random.Random(f"{seed} {lang} {kind}")
            hits = made = tries = 0
            while made < PER_KIND and tries < PER_KIND * 10:
                tries += 1
                if kind in MAKERS:
                    line = random_.choice(lines)
                    text = MAKERS[kind](line, random_, lang)
                    if text is None or found(line, lang, code):
                        continue
                elif kind == "name" and lang not in UNINFLECTED:
                    break
                else:
                    text = truncated(lines, random_) if kind == "truncated" else named(lines, random_)
                made += 1
                hits += found(text, lang, code)
            row.append(f"{100 * hits / made:13.0f}%" if made >= PER_KIND // 4 else f"{'-':>14}")
            if made >= PER_KIND // 4:
                totals[lang in HELD_OUT][kind] += hits
                totals[lang in HELD_OUT][f"{kind} made"] += made
        print(f"{lang}{'*' if lang in HELD_OUT else ' '}      ", *row, sep="  ", flush=True)
    for held, name in ((False, "seen"), (True, "held out")):
        if totals[held]:
            cells = (f"{100 * totals[held][k] / max(1, totals[held][f'{k} made']):13.1f}%" for k in RULES)
            print(f"{name:9}", *cells, sep="  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--langs", default=",".join(LANGS))
    arguments = parser.parse_args()
    recall(arguments.langs.split(","), arguments.seed)


if __name__ == "__main__":
    main()
