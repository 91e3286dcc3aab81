"""Ours and ftfy's figures for encoding repair, side by side.

    python benchmarks/encoding.py [--count N] [--seed S] [--only PART ...]

Generated cases are fresh for each seed; languages and codecs nothing was tuned on stand in rows of
their own. The development files and ftfy's cases are read from the data folder (``garble.DATA``).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import garble  # noqa: E402
from garble import Case  # noqa: E402

from mtcheck.edits import Edit, apply  # noqa: E402
from mtcheck.encoding.mojibake import codecs as tables  # noqa: E402
from mtcheck.encoding.mojibake import suspicion  # noqa: E402
from mtcheck.encoding.mojibake.repair import find_repairs, suspicious  # noqa: E402

LEGACY = [
    *[(real, "cp1252") for real in ("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "cp874")],
    *[(real, "cp1252") for real in ("cp1250", "cp1254", "cp1257", "cp852")],
    *[("cp1252", wrong) for wrong in ("cp437", "cp850", "cp1251")],
    *[("cp866", "cp437"), ("cp932", "gbk"), ("cp949", "gbk"), ("gbk", "cp949")],
    *[(real, "cp1252") for real in ("gb18030", "big5", "cp932", "euc_jp", "euc_kr")],
    *[("koi8-r", "cp1251"), ("cp866", "cp1251"), ("cp1251", "koi8-r"), ("iso8859-5", "cp1251")],
]
LEGACY_LANGUAGES = {
    "cp1251": ("ru", "bg", "uk"), "koi8-r": ("ru",), "cp866": ("ru", "bg"), "iso8859-5": ("ru", "bg", "sr"),
    "cp1250": ("pl", "cs", "hu"), "cp1254": ("tr",), "cp1257": ("lv",), "cp852": ("pl", "cs"),
    "cp1252": ("de", "fr", "pt", "sv"), "cp949": ("ko",), "gbk": ("zh",),
    "cp1253": ("el",), "cp1255": ("he",), "cp1256": ("ar",), "cp874": ("th",),
    "gb18030": ("zh",), "big5": ("zh",),
    "cp932": ("ja",), "euc_jp": ("ja",), "euc_kr": ("ko",),
}  # fmt: skip


DOCUMENTS = [
    *[
        ("whole", "utf-8", codec, lang)
        for codec, lang in (("cp1251", "ru"), ("cp1253", "el"), ("latin-1", "hi"))
    ],
    *[
        ("seed", "utf-8", codec, lang)
        for codec, lang in (("cp1251", "ru"), ("cp1252", "uk"), ("cp1252", "pl"))
    ],
    *[("lossy", "utf-8", codec, lang) for codec, lang in (("cp1252", "uk"), ("latin-1", "cs"))],
    *[
        ("legacy", real, "cp1252", lang)
        for real, lang in (("cp1251", "ru"), ("cp1253", "el"), ("cp1256", "ar"))
    ],
]


def ours(text: str) -> str:
    """The text after all repairs."""
    return apply(text, [Edit(r.start, r.end, r.text) for r in find_repairs(text)])


def peer(text: str) -> str:
    """The same by ftfy, its encoding steps alone."""
    import ftfy

    return str(ftfy.fix_encoding(text))


def bare(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def row(name: str, cases: Iterable[Case]) -> None:
    """Exact, exact but for spaces, and detected, ours and ftfy's, and our speed."""
    counts: Counter[str] = Counter()
    elapsed = 0.0
    for case in cases:
        start = time.perf_counter()
        mine = ours(case.garbled)
        elapsed += time.perf_counter() - start
        theirs = peer(case.garbled)
        counts.update(
            n=1,
            chars=len(case.garbled),
            exact=mine == case.truth,
            bare=bare(mine) == bare(case.truth),
            found=mine != case.garbled,
            their_exact=theirs == case.truth,
            their_bare=bare(theirs) == bare(case.truth),
            their_found=theirs != case.garbled,
        )
    if not counts["n"]:
        print(f"{name:34s}    no case can be made")
        return
    share = {key: 100 * value / counts["n"] for key, value in counts.items()}
    print(
        f"{name:34s} n={counts['n']:4d}  exact {share['exact']:5.1f} ({share['their_exact']:5.1f})"
        f"  but for spaces {share['bare']:5.1f} ({share['their_bare']:5.1f})"
        f"  found {share['found']:5.1f} ({share['their_found']:5.1f})"
        f"  {counts['chars'] / elapsed / 1000:5.0f} kchar/s",
        flush=True,
    )


def phrases_and_sentences(count: int, seed: int) -> None:
    """UTF-8 read as each codec."""
    for title, codecs in (("tuned", garble.TUNED_CODECS), ("held out", garble.HELD_OUT_CODECS)):
        print(f"\n# UTF-8 misread, languages held out, codecs {title}: ours (ftfy), %")
        for codec in codecs:
            row(
                f"phrase in English, {codec}",
                garble.phrases(codec, garble.HELD_OUT_LANGUAGES, None, count, seed),
            )
        for codec in codecs:
            row(f"sentence, {codec}", garble.whole(codec, garble.HELD_OUT_LANGUAGES, count, seed))


def split(count: int, seed: int) -> None:
    """Broken apart by a translator."""
    sets = (
        ("tuned languages, tuned codecs", garble.TUNED_LANGUAGES, garble.TUNED_CODECS),
        ("languages held out", garble.HELD_OUT_LANGUAGES, garble.TUNED_CODECS),
        ("languages and codecs held out", garble.HELD_OUT_LANGUAGES, garble.HELD_OUT_CODECS),
    )
    for title, langs, codecs in sets:
        print(f"\n# split by a translator, {title}: ours (ftfy), %")
        for level in garble.LEVELS:
            each = max(4, 2 * count // len(codecs))
            row(level, (case for codec in codecs for case in garble.phrases(codec, langs, level, each, seed)))


def legacy(count: int, seed: int) -> None:
    """One legacy codec read as another."""
    print("\n# legacy read as legacy, sentences: ours (ftfy), %")
    for real, codec in LEGACY:
        row(f"{real} as {codec}", garble.whole(codec, LEGACY_LANGUAGES[real], count, seed, real=real))


def files(count: int, seed: int) -> None:
    """The development files; what was tuned on."""
    print("\n# development files (tuned on): ours (ftfy), %")
    for kind in ("whole", "embedded", "mangled", "lossy", "layered", "legacy"):
        groups: dict[str, list[Case]] = defaultdict(list)
        with (garble.DATA / "mojibake" / f"{kind}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                case = json.loads(line)
                level = case["level"] or (case["codec"] if kind == "legacy" else "")
                groups[level].append(Case(kind, case["codec"], case["lang"], case["garbled"], case["truth"]))
        for level, cases in sorted(groups.items()):
            row(f"{kind} {level}", cases[seed % 2 :: max(1, len(cases) // count)])


def ftfy_cases(count: int, seed: int) -> None:
    """ftfy's own cases: kept, or better."""
    print("\n# ftfy's own cases")
    kept = total = 0
    for path in sorted((garble.DATA / "mojibake" / "ftfy").glob("*.json")):
        for case in json.loads(path.read_text("utf-8")):
            theirs, mine = peer(case["original"]), ours(case["original"])
            truths = {case["fixed"], case.get("fixed-encoding") or case["fixed"]}
            wanted = truths | {theirs}
            if case["expect"] == "pass":
                total += 1
                kept += mine in wanted
                if mine not in wanted:
                    print(f"  differs: {case['original']!r:.70} ours {mine!r:.60} ftfy {case['fixed']!r:.60}")
            elif mine in truths and theirs not in truths:
                print(f"  beyond ftfy: {case['original']!r:.70} -> {mine!r:.60}")
    print(f"kept {kept} of {total}")


def _loose(text: str) -> str:
    """A text as a reader sees it: a shape of an apostrophe or a kind of space is no fault of a repair."""
    return text.replace("’", "'").replace("\xa0", " ").replace("\ufeff", "").strip()


#: What docs/encoding.md calls the kinds of folder field.
KINDS = {
    "box": "box drawing and blocks (`ΓöÇ`)",
    "c1-gone-quotes": "quotes without their controls (`didnât`)",
    "c1-gone-symbols": "symbols without their controls (`âš™ï¸`)",
    "code": "source code",
    "dos-mac-zip": "DOS and Mac tables, names in archives (`Çºµ¡`)",
    "drawn-out": "drawn-out vowels (`Ööööh`)",
    "emoji-cp1251": "emoji as cp1251",
    "emoji-cp1252": "emoji as cp1252",
    "emoji-cp437": "emoji as cp437",
    "emoji-cp850": "emoji as cp850",
    "emoji-document": "emoji whose table another line proves",
    "entity": "garble as HTML entities",
    "gbk-accents": "letters as GBK (`k枚nnen`)",
    "gbk-quotes": "apostrophes as GBK (`there鈥檚`)",
    "ipa": "phonetic spelling",
    "iso-with-c1": "ISO tables with 80–9F of cp1252",
    "kun-jin-kao": "`锟斤拷`",
    "latin-as-latin": "one Latin table as another (`³atwiej`)",
    "latin-as-other": "Latin as Greek, Cyrillic, Hebrew (`Hτtel`)",
    "layers": "garbled twice or more",
    "letter-list": "lists of letters",
    "lost-bold": "bold letters that lost bytes",
    "lost-question": "question marks for letters",
    "mixed-accents": "legacy words between good accents",
    "mixed-names": "names of several languages",
    "multibyte-as-multibyte": "one East Asian table as another",
    "odd-but-right": "odd but right text",
    "outsider": "legacy text beside an emoji or arrow",
    "phrase-inside": "a legacy phrase inside a sentence",
    "plain": "UTF-8 in a usual wrong table",
    "proven-beside": "short units beside longer ones",
    "quoted-garble": "garble that is quoted",
    "short-unit": "one mark alone (`ΓÇó`)",
    "single-word": "one word in a good sentence",
    "straight-quotes": "garble with straightened quotes",
    "symbols": "chess, maths, music, money",
    "trimmed": "the last byte cut off",
    "utf16": "UTF-16 as Latin-1",
    "utf8-as-multibyte": "UTF-8 in an East Asian table",
    "windows-as-dos": "Windows text in a DOS table (`canci¾n`)",
    "all": "**all**",
}


def field(count: int, seed: int) -> None:
    """What public reports and real pages showed, kind by kind: the table of docs/encoding.md."""
    from mtcheck import Config, clean

    only = Config(select=("ENC",))
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    with (garble.DATA / "field" / "encoding.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text, truth = record["garbled"], record["truth"]
            right = text if record["must_stay"] or truth is None else truth
            safe = clean(text, lang=record["lang"], drop=(), config=only).text
            mine = safe if record["must_stay"] or truth is None else ours(text)
            theirs = peer(text)
            rows[record["kind"]].update(
                n=1,
                ours=_loose(right) in (_loose(mine), _loose(safe)),
                theirs=_loose(theirs) == _loose(right),
                wrong=safe != text and _loose(safe) != _loose(right),
                their_wrong=theirs != text and _loose(theirs) != _loose(right),
            )
    print("\n| kind | lines | ours right | ftfy right | ours wrong | ftfy wrong |\n|---|---|---|---|---|---|")
    for kind, n in [*sorted(rows.items()), ("all", sum(rows.values(), Counter[str]()))]:
        cells = [KINDS[kind], *(int(n[key]) for key in ("n", "ours", "theirs", "wrong", "their_wrong"))]
        print("|", " | ".join(map(str, cells)), "|")


_FRAMES = ("{} Set up", "Press {} twice", "All done {}")
_MARKS = "•—–→←↑✔✓★●■►⚠☀✂™…“”’€─│├└█░♥♪√≥"


def emoji(count: int, seed: int) -> None:
    """Every emoji of U+1F300 to 1FAFF and some marks, in a line of English, in five tables."""
    print("\n# emoji and marks in English: ours (ftfy), %, and neither right nor left alone")
    symbols = [chr(c) for c in range(0x1F300, 0x1FB00) if unicodedata.category(chr(c)) in ("So", "Sk")]
    for codec in ("cp1252", "cp437", "cp850", "cp1251", "mac_roman"):
        shown = tables.shown()[codec]
        counts: Counter[str] = Counter()
        for index, symbol in enumerate([*symbols, *_MARKS]):
            truth = _FRAMES[index % len(_FRAMES)].format(symbol)
            text = "".join(chr(b) if b < 0x80 else shown[b - 0x80] for b in truth.encode())
            mine, theirs = ours(text), peer(text)
            counts.update(n=1, ours=mine == truth, theirs=theirs == truth, wrong=mine not in (text, truth))
        share = {key: 100 * value / counts["n"] for key, value in counts.items()}
        print(
            f"{codec:10s} {share['ours']:5.1f} ({share['theirs']:5.1f})  {counts['wrong']} of {counts['n']}"
        )


def clean_texts() -> Iterator[tuple[str, str]]:
    """Every clean line of the data folder with its file."""
    for folder in ("sentences", "news", "words", "pairs"):
        for path in sorted((garble.DATA / folder).glob("*.txt")):
            for line in path.read_text("utf-8").split("\n"):
                yield f"{folder}/{path.stem}", line
    for path in sorted((garble.DATA / "mt").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"mt/{path.stem}", record["target"]
                yield f"mt/{path.stem}", record["reference"]
    with (garble.DATA / "mojibake" / "clean.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield "mojibake/clean", json.loads(line)["garbled"]


def false_alarms(count: int, seed: int) -> None:
    """Alterations of clean text; each is printed, for some are real garble in the data."""
    print("\n# alterations of clean text")
    chars = altered = 0
    for name, line in clean_texts():
        chars += len(line)
        for repair in find_repairs(line):
            altered += 1
            around = line[max(0, repair.start - 12) : repair.end + 8]
            print(f"  {name}: {around!r} -> {repair.text!r} ({repair.codec})")
    print(f"{altered} in {chars / 1e6:.2f} M characters, {altered / chars * 1e6:.3f} a million")


def speed(count: int, seed: int) -> None:
    """The gate on clean text, load time, and hostile input."""
    start = time.perf_counter()
    suspicious("РєР°РЅР°Р»")
    print(f"\n# speed\ngate, first use: {1000 * (time.perf_counter() - start):.0f} ms")
    for path in [*sorted((garble.DATA / "news").glob("*.txt")), garble.DATA / "sentences" / "ar.txt"]:
        text = path.read_text("utf-8")
        print(f"gate, {path.stem}: {_rate(lambda t=text: list(suspicion.hits(t)), text):6.0f} MB/s")
    hostile: dict[str, Callable[[int], str]] = {
        "Ð": lambda n: "Ð" * n,
        "spaces and symbols": lambda n: " °" * (n // 2),
        "alternating units": lambda n: "Ð°Ð " * (n // 4),
        "split units": lambda n: "Р ° " * (n // 4),
    }
    for name, make in hostile.items():
        times = []
        for size in (62_500, 250_000, 1_000_000):
            text = make(size)
            start = time.perf_counter()
            find_repairs(text)
            times.append(time.perf_counter() - start)
        print(f"hostile, {name}: " + ", ".join(f"{t:.2f} s" for t in times) + " for 1/16, 1/4, 1 M")


def documents(count: int, seed: int) -> None:
    """Whole articles of one language and one codec: characters a second of CPU time, and lines exact."""
    print("\n# documents of three lines for each case of a row")
    for kind, real, codec, lang in DOCUMENTS:
        rng = random.Random(f"{seed}-{kind}-{codec}-{lang}")
        pairs = []
        for truth in rng.sample(garble.sentences(lang), 3 * count):
            garbled = garble.misread(truth, codec, real)
            if garbled and kind in garble.LEVELS:
                garbled = garble.translated(garbled, garble.LEVELS[kind], rng)
            if garbled and kind == "lossy":
                garbled = re.sub("[\x80-\x9f]", lambda _, rng=rng: rng.choice(("", "?", "\ufffd")), garbled)
            if garbled:
                pairs.append((garbled, truth))
        text = "\n".join(garbled for garbled, _ in pairs)
        start = time.process_time()
        mine = ours(text).split("\n")
        rate = len(text) / (time.process_time() - start) / 1000
        exact = sum(a == b for a, (_, b) in zip(mine, pairs, strict=False)) / len(pairs)
        print(f"{kind:6s} {lang}, {real} as {codec:10s} {rate:5.0f} kchar/s  exact lines {100 * exact:3.0f}")


def _rate(run: Callable[[], object], text: str) -> float:
    start = time.perf_counter()
    run()
    return len(text.encode()) / (time.perf_counter() - start) / 1e6


PARTS: dict[str, Callable[[int, int], None]] = {
    "utf8": phrases_and_sentences,
    "split": split,
    "legacy": legacy,
    "files": files,
    "ftfy": ftfy_cases,
    "field": field,
    "emoji": emoji,
    "clean": false_alarms,
    "documents": documents,
    "speed": speed,
}


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=40, help="cases a row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), default=list(PARTS))
    options = parser.parse_args()
    for name in options.only:
        PARTS[name](options.count, options.seed)


if __name__ == "__main__":
    main()
