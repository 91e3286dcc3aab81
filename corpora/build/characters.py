"""Build corpora/ngrams/characters.bin: a character model of 75 languages, orders 1 to 5.

    python corpora/build/characters.py            # needs lingua-language-detector 1.3.5, wordfreq 3.1.1

The detector ships P(letter | up to 4 letters before it) inside words. What such a table does not say,
where words begin and end, follows from it: the mass that no longer n-gram accounts for is a word's edge.
N-grams are then pruned by relative entropy (what the model loses when it backs off instead), and put
into one hash table that can be used memory-mapped. Layout: mtcheck/encoding/charmodel.py.
"""

from __future__ import annotations

import json
import math
import os
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import brotli
import lingua
import numpy as np
import wordfreq

# The development data's clean sentences (origin: SOURCES.toml); only counts of them are kept.
SENTENCES = Path(os.environ.get("MTCHECK_DATA", "../shared/data")) / "sentences"
OUT = Path(__file__).resolve().parent.parent / "ngrams" / "characters.bin"
BUCKETS = 680_000  # 4 slots of 2 bytes each: 5.4 MB
STEP = 1 / 14  # nats; 255 steps reach 18.2 nats
MAX_LETTERS = 1e6  # the size of text the relative frequencies are scaled to, for smoothing
WITTEN_BELL = 3.0
# Which n-grams can help: mojibake needs letters outside ASCII, so languages without them get less room.
SMALL = {
    "lg",
    "sn",
    "so",
    "st",
    "sw",
    "tn",
    "ts",
    "xh",
    "zu",
    "id",
    "ms",
    "tl",
    "la",
    "eo",
    "mi",
    "yo",
    "eu",
    "en",
}
BUDGET, SMALL_BUDGET, MIX_BUDGET = 13500, 5000, 40000
FROM_WORDS = {"ja": "ja", "ko": "ko", "zh": "zh"}  # the detector has single letters only
KINDS = ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams")
MIN_FREQUENCY = 3e-7  # of a letter n-gram; rarer ones never survive the pruning


def script(char: str) -> str:
    name = unicodedata.name(char, "").split(" ")
    return name[0][:4] if name[0] else ""


def read_detector(lang: str) -> list[dict[str, float]]:
    """Relative frequencies of letter n-grams, orders 1-5, without word edges."""
    folder = Path(lingua.__file__).parent / "language-models" / lang
    out: list[dict[str, float]] = []
    for order, kind in enumerate(KINDS, 1):
        table = json.loads(brotli.decompress((folder / f"{kind}.json.br").read_bytes()))["ngrams"]
        freq: dict[str, float] = {}
        for fraction, grams in table.items():
            above, below = fraction.split("/")
            p = int(above) / int(below)
            for gram in grams.split():
                if order == 1:
                    freq[gram] = p
                else:
                    f = p * out[-1].get(gram[:-1], 0.0)
                    if f > MIN_FREQUENCY / 10:
                        freq[gram] = f
        out.append(freq)
    scripts = Counter[str]()
    for char, f in out[0].items():
        scripts[script(char)] += int(f * 1e9)
    main = scripts.most_common(1)[0][0]
    return [
        {
            g: f
            for g, f in freq.items()
            if all(script(c) == main or unicodedata.category(c)[0] == "M" for c in g)
        }
        for freq in out
    ]


def with_edges(inside: list[dict[str, float]]) -> dict[str, float]:
    """The same with word edges, written as a space."""
    all_grams: dict[str, float] = {}
    starts: list[dict[str, float]] = []
    for order in range(1, 6):
        freq = inside[order - 1]
        all_grams.update(freq)
        longer = inside[order] if order < 5 else {}
        before: dict[str, float] = defaultdict(float)
        after: dict[str, float] = defaultdict(float)
        for gram, f in longer.items():
            before[gram[1:]] += f
            after[gram[:-1]] += f
        if order < 5:
            start = {g: f - before[g] for g, f in freq.items() if f - before[g] > 0.002 * f}
            starts.append(start)
            for gram, f in start.items():
                all_grams[" " + gram] = f
            for gram, f in freq.items():
                if f - after[gram] > 0.002 * f:
                    all_grams[gram + " "] = f - after[gram]
    for order in range(1, 4):
        rest: dict[str, float] = defaultdict(float)
        for gram, f in starts[order].items():
            rest[gram[:-1]] += f
        for gram, f in starts[order - 1].items():
            if f - rest[gram] > 0.002 * f:
                all_grams[f" {gram} "] = f - rest[gram]
    all_grams[" "] = sum(starts[0].values())
    return all_grams


def from_words(lang: str) -> dict[str, float]:
    """N-grams with edges out of a word frequency list."""
    grams: dict[str, float] = defaultdict(float)
    letters = 0.0
    for word, f in wordfreq.get_frequency_dict(lang, "small").items():
        if not word.isalpha() or word.isascii():
            continue
        wrapped = f" {word} "
        letters += f * len(word)
        for order in range(1, 5):
            for i in range(len(wrapped) - order + 1):
                gram = wrapped[i : i + order]
                if gram != " " or i:
                    grams[gram] += f
    if lang == "ko":
        # The list holds stems and particles; where words of running text end is counted in clean sentences.
        for gram in [g for g in grams if g.endswith(" ") or g.startswith(" ")]:
            del grams[gram]
        text = (SENTENCES / "ko.txt").read_text("utf-8").split("\n")[:200]
        words = [w for line in text for w in line.split() if w and all("가" <= c <= "힣" for c in w)]
        size = sum(map(len, words))
        for word in words:
            wrapped = f" {word} "
            for order in range(1, 4):
                for i in range(len(wrapped) - order + 1):
                    grams[wrapped[i : i + order]] += letters / size
        letters *= 2
        grams[" "] /= 2
    return {g: f / letters for g, f in grams.items()}


def prune(
    grams: dict[str, float], budget: int, max_order: int = 5
) -> tuple[dict[str, float], dict[str, float]]:
    """log P(last | before) of the n-grams kept, and the log back-off weight of their contexts."""
    total = sum(f for g, f in grams.items() if len(g) == 1)
    smooth: dict[str, float] = {g: f / total for g, f in grams.items() if len(g) == 1}
    contexts: dict[str, int] = Counter(g[:-1] for g in grams if len(g) > 1)
    scored: list[tuple[float, str]] = []
    for order in range(2, max_order + 1):
        for gram in (g for g in grams if len(g) == order):
            prefix = grams.get(gram[:-1])
            if not prefix:
                continue
            lower = smooth.get(gram[1:], 1e-7)
            kinds = min(contexts[gram[:-1]], 40) * WITTEN_BELL / MAX_LETTERS
            p = (min(grams[gram], prefix) + kinds * lower) / (prefix + kinds)
            smooth[gram] = min(p, 0.995)
            gain = grams[gram] * abs(math.log(smooth[gram] / lower))
            scored.append((gain * (4.0 if order == 2 else 1.5 if order == 3 else 1.0), gram))
    scored.sort(reverse=True)
    kept = {g for _, g in scored[:budget]} | {g for g in smooth if len(g) == 1 and smooth[g] > 1e-6}
    for gram in sorted(kept, key=lambda g: (-len(g), g)):
        if len(gram) > 2:
            kept.add(gram[:-1])
    logs = {g: math.log(smooth[g]) for g in sorted(kept) if g in smooth}
    mass: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for gram in sorted(kept):
        if len(gram) > 1 and gram in smooth:
            pair = mass[gram[:-1]]
            pair[0] += smooth[gram]
            pair[1] += smooth.get(gram[1:], 0.0)
    weights = {}
    for context, (high, low) in mass.items():
        weights[context] = math.log(max(1 - high, 0.004) / max(1 - low, 0.02))
    return logs, weights


def put(
    entries: list[tuple[int, int, int, float]], seed: int, logs: dict[str, float], weights: dict[str, float]
) -> None:
    """Append (hash, value, priority) rows: n-grams, and contexts marked by a leading tab."""
    for gram, log in logs.items():
        value = min(max(round(-log / STEP), 0), 254) + 1
        entries.append((zlib.crc32(gram.encode(), seed), value, len(gram), log))
    for context, weight in weights.items():
        value = min(max(round((weight + 9.0) / STEP), 0), 254) + 1
        entries.append((zlib.crc32(("\t" + context).encode(), seed), value, len(context), 0.0))


def main() -> None:
    folder = Path(lingua.__file__).parent / "language-models"
    langs = sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name != "__pycache__")
    only = sys.argv[1:]
    entries: list[tuple[int, int, int, float]] = []
    mixes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    head: dict[str, dict[str, object]] = {}
    for lang in langs:
        if only and lang not in only:
            continue
        grams = from_words(FROM_WORDS[lang]) if lang in FROM_WORDS else with_edges(read_detector(lang))
        letters = Counter({c: f for c, f in grams.items() if len(c) == 1 and c != " "})
        mark = script(letters.most_common(1)[0][0])
        seed = zlib.crc32(
            lang.encode() * 3
        )  # CRC-32 is linear: small seeds would only shift the first letter
        alphabet = "".join(c for c, f in letters.most_common() if f > 2e-5) if len(letters) < 600 else ""
        head[lang] = {"seed": seed, "script": mark, "letters": alphabet}
        budget = SMALL_BUDGET if lang in SMALL else BUDGET
        if lang in FROM_WORDS:
            budget = 40000
        logs, weights = prune(grams, budget)
        put(entries, seed, logs, weights)
        for gram, f in grams.items():
            if len(gram) <= 4 and f > 5e-6:
                mixes[mark][gram] += f * (0.3 if lang in SMALL else 1.0)
        print(lang, mark, len(grams), len(logs), len(weights), flush=True)
    for mark, grams in mixes.items():
        of_script = [lang for lang, row in head.items() if row["script"] == mark]
        if len(of_script) == 1:
            head["mix-" + mark] = dict(head[of_script[0]])
            continue
        seed = zlib.crc32(mark.encode() * 3)
        head["mix-" + mark] = {"seed": seed, "script": mark, "letters": ""}
        total = sum(f for g, f in grams.items() if len(g) == 1 and g != " ")
        logs, weights = prune(
            {g: f / total for g, f in grams.items()}, MIX_BUDGET if mark in ("LATI", "CYRI") else 20000, 4
        )
        put(entries, seed, logs, weights)
        print("mix", mark, len(of_script), len(logs), len(weights), flush=True)
    write(entries, head)


def write(entries: list[tuple[int, int, int, float]], head: dict[str, dict[str, object]]) -> None:
    """Four slots a bucket; what finds no room is dropped, the long and rare first."""
    slots = [0] * (4 * BUCKETS)
    lost = 0
    for code, value, _, _ in sorted(entries, key=lambda e: (e[2], -e[3], e[0], e[1])):
        mixed = code * 0x9E3779B1 & 0xFFFFFFFF
        index = (mixed * BUCKETS >> 32) * 4
        check = (mixed & 255) or 1
        for place in range(index, index + 4):
            if slots[place] == 0:
                slots[place] = check << 8 | value
                break
            if slots[place] >> 8 == check:
                lost += 1
                break
        else:
            lost += 1
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 12) % 16)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(
        b"MTCH"
        + len(text).to_bytes(4, "little")
        + BUCKETS.to_bytes(4, "little")
        + text
        + np.array(slots, dtype="<u2").tobytes()
    )
    print("entries", len(entries), "lost", lost, "bytes", OUT.stat().st_size)


if __name__ == "__main__":
    main()
