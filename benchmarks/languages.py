"""Language identification and segmentation: ours beside langdetect, lingua and cld2, in one run.

    PYTHONPATH=. python benchmarks/languages.py [--quick] [--peers langdetect,lingua,cld2]

Reads sentences, words, pairs, news, segmentation and notlanguage from the folder that
MTCHECK_DATA names. Costs of segmentation were chosen on even documents, and everything here is
measured on odd rows; docs/languages.md says which other constants saw which rows. The tables saw none.
A peer that is not installed is left out. One process, one thread: trust ratios, not microseconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import development_data

from mtcheck.errors import ConfigError
from mtcheck.languages.detectors import Detector, detector
from mtcheck.languages.identify import identify_language
from mtcheck.languages.segment import segment_languages

DATA = development_data.folder()
_COMMON = (
    "ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu it ja ko lt lv mr nl nb pa pl pt ro ru sk sl sq"
    " sv ta te th tl tr uk ur vi zh"
)
COMMON = frozenset(_COMMON.split())
_NEWS = "en ru uk be az tr kk ka hy he ar fa de fr es it pt pl cs bg ro zh ja ko"
NEWS = frozenset(_NEWS.split())
KINDS = ("words", "pairs", "sentences")
#: Code points by which a boundary may be off.
TOLERANCE = 3
BINS = 15

Span = tuple[int, int, str]


class Row(NamedTuple):
    """One labelled text: where it is from, its language and the text."""

    kind: str
    code: str
    text: str


def labelled(kind: str, most: int) -> Iterator[Row]:
    """The odd rows of each language, spread over the file."""
    for path in sorted((DATA / kind).glob("*.txt")):
        lines = path.read_text("utf-8").strip("\n").split("\n")[1::2]
        for line in lines[:: max(1, len(lines) // most)][:most]:
            yield Row(kind, path.stem, line)


def accuracy(rows: list[Row], answers: list[str], among: frozenset[str] | None) -> str:
    """Shares of right answers for words, pairs and sentences, their mean, and for news."""
    shares = []
    for kind in (*KINDS, "news"):
        right = [row.code == answer for row, answer in zip(rows, answers, strict=True)
                 if row.kind == kind and (among is None or row.code in among)]  # fmt: skip
        shares.append(100 * sum(right) / max(1, len(right)))
    return " ".join(f"{share:5.1f}" for share in shares[:3]) + f"  mean {statistics.mean(shares[:3]):5.2f}"


def identification(detectors: dict[str, Detector], most: int) -> None:
    """Accuracy, false und and time of each detector on the same rows."""
    rows = [row for kind in (*KINDS, "news") for row in labelled(kind, most if kind != "news" else 4 * most)]
    print(f"\nIdentification, {len(rows):,} odd rows: word, pair, sentence, mean")
    for name, detect in detectors.items():
        begin = time.process_time()
        found = [detect(row.text) for row in rows]
        spent = (time.process_time() - begin) / len(rows) * 1e6
        codes = [language.code for language in found]
        for label, among in (("all", None), ("common", COMMON), ("news24", NEWS)):
            print(f"  {name:10} {label:7} {accuracy(rows, codes, among)}")
        news = [code == row.code for row, code in zip(rows, codes, strict=True) if row.kind == "news"]
        print(
            f"  {name:10} news sentences {100 * sum(news) / max(1, len(news)):.2f}   {spent:.0f} µs an item"
        )
        shares = Counter((row.kind, code == "und") for row, code in zip(rows, codes, strict=True))
        false = {kind: 100 * shares[kind, True] / max(1, shares[kind, True] + shares[kind, False])
                 for kind in KINDS}  # fmt: skip
        print(f"  {name:10} false und " + ", ".join(f"{kind} {share:.2f} %" for kind, share in false.items()))
        error = calibration([language.confidence for language in found],
                            [code == row.code for row, code in zip(rows, codes, strict=True)])  # fmt: skip
        print(f"  {name:10} expected calibration error {error:.4f}")
        if name == "mtcheck":
            confusions(rows, codes)
            by_length(rows, codes)


def calibration(confidences: Iterable[float], right: Iterable[bool]) -> float:
    """Expected calibration error over bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    count = 0
    for confidence, hit in zip(confidences, right, strict=True):
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, hit))
        count += 1
    return sum(abs(sum(c for c, _ in held) - sum(h for _, h in held)) for held in bins.values()) / count


def confusions(rows: list[Row], codes: list[str]) -> None:
    """The ten worst confusions, as a share of the texts of the language."""
    texts = Counter(row.code for row in rows if row.kind != "news")
    wrong = Counter((row.code, code) for row, code in zip(rows, codes, strict=True)
                    if row.kind != "news" and row.code != code)  # fmt: skip
    worst = sorted(wrong, key=lambda pair: -wrong[pair] / texts[pair[0]])[:10]
    print("  worst: " + ", ".join(f"{a} as {b} {100 * wrong[a, b] / texts[a]:.0f} %" for a, b in worst))


def by_length(rows: list[Row], codes: list[str]) -> None:
    """Accuracy by the length of the text."""
    bins: dict[int, list[bool]] = defaultdict(list)
    edges = (6, 9, 13, 20, 40, 80, 160, 10**9)
    for row, code in zip(rows, codes, strict=True):
        bins[next(edge for edge in edges if len(row.text) <= edge)].append(row.code == code)
    print("  by length: " + ", ".join(
        f"<={edge if edge < 10**9 else '...'} {100 * sum(bins[edge]) / len(bins[edge]):.1f}"
        for edge in edges if bins[edge]))  # fmt: skip


def not_language(detectors: dict[str, Detector]) -> None:
    """Share of the strings that are no language called und."""
    lines = (DATA / "notlanguage" / "junk.jsonl").read_text("utf-8").strip("\n").split("\n")[1::2]
    junk = [json.loads(line) for line in lines]
    print(f"\nNo language, {len(junk)} odd rows: recall of und")
    for name, detect in detectors.items():
        found: dict[str, list[bool]] = defaultdict(list)
        for item in junk:
            found[item["category"]].append(detect(item["text"]).code == "und")
        total = [hit for hits in found.values() for hit in hits]
        kinds = ", ".join(f"{kind} {100 * sum(hits) // len(hits)}" for kind, hits in sorted(found.items()))
        print(f"  {name:10} {100 * sum(total) / len(total):.1f} %   {kinds}")


def segmenters(names: Iterable[str]) -> dict[str, Callable[[str], list[Span]]]:
    """Ours, and the peers that segment."""

    def ours(text: str) -> list[Span]:
        return [(span.start, span.end, span.code) for span in segment_languages(text)]

    found: dict[str, Callable[[str], list[Span]]] = {"mtcheck": ours}
    if "lingua" in names:
        from lingua import LanguageDetectorBuilder

        engine = LanguageDetectorBuilder.from_all_languages().build()
        found["lingua"] = lambda text: [
            (part.start_index, part.end_index, part.language.iso_code_639_1.name.lower())
            for part in engine.detect_multiple_languages_of(text)
        ]
    if "cld2" in names:
        found["cld2"] = _cld2_vectors
    return found


def _cld2_vectors(text: str) -> list[Span]:
    import pycld2

    data = text.encode("utf-8", "replace")
    try:
        _, _, _, vectors = pycld2.detect(data, bestEffort=True, returnVectors=True)
    except pycld2.error:
        return []
    places = [len(data[:at].decode("utf-8", "ignore")) for at in range(len(data) + 1)]
    return [(places[at], places[at + size], code.split("-")[0]) for at, size, _, code in vectors]


def _boundaries(spans: list[Span]) -> list[int]:
    found, before = [], None
    for start, _, code in sorted(spans):
        if code == "und":
            continue
        if before is not None and code != before:
            found.append(start)
        before = code
    return found


def _matches(gold: list[int], found: list[int]) -> int:
    free, hits = list(found), 0
    for place in gold:
        near = min(free, key=lambda other: abs(other - place), default=None)
        if near is not None and abs(near - place) <= TOLERANCE:
            free.remove(near)
            hits += 1
    return hits


def segmentation(names: Iterable[str]) -> None:
    """Boundary F1 and accuracy over letters, by level."""
    lines = (DATA / "segmentation" / "mixed.jsonl").read_text("utf-8").strip("\n").split("\n")[1::2]
    documents = [json.loads(line) for line in lines]
    print(
        f"\nSegmentation, {len(documents)} odd documents: boundary F1, letters right, µs per 1,000 characters"
    )
    for name, segment in segmenters(names).items():
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for document in documents:
            text, count = document["text"], sums[document["level"]]
            begin = time.process_time()
            found = segment(text)
            count["ns"] += int((time.process_time() - begin) * 1e9)
            gold = [(span["start"], span["end"], span["lang"]) for span in document["spans"]]
            labels = {at: code for start, end, code in found for at in range(start, end)}
            for start, end, code in gold:
                letters = [at for at in range(start, end) if text[at].isalpha()]
                count["letters"] += len(letters)
                count["right"] += sum(labels.get(at) == code for at in letters)
            count["characters"] += len(text)
            count["gold"] += len(_boundaries(gold))
            count["found"] += len(_boundaries(found))
            count["hits"] += _matches(_boundaries(gold), _boundaries(found))
        for level, count in sums.items():
            f1 = 200 * count["hits"] / max(1, count["gold"] + count["found"])
            right = 100 * count["right"] / count["letters"]
            speed = count["ns"] / count["characters"]
            print(f"  {name:10} {level:9} F1 {f1:5.1f}  letters {right:5.1f} %  {speed:7.0f} µs")


def whole(most: int) -> None:
    """News in one language, twelve sentences a text: how many texts stay in one piece."""
    print("\nOne-language news, texts of twelve sentences (odd): broken ones")
    for path in sorted((DATA / "news").glob("*.txt")):
        lines = path.read_text("utf-8").strip("\n").split("\n")
        texts = [" ".join(lines[at : at + 12]) for at in range(12, min(len(lines), 24 * most), 24)]
        broken = sum(len(segment_languages(text)) > 1 for text in texts)
        print(f"  {path.stem} {broken} of {len(texts)}")


def speed(detectors: dict[str, Detector]) -> None:
    """Mean CPU time of a call on texts that were not seen before, by length; and of segmentation."""
    article = _news("en", 1)
    print("\nSpeed")
    for name, detect in detectors.items():
        spent = {
            length: _mean(detect, [article[at : at + length] for at in range(0, 200 * 600, 600)])
            for length in (20, 80, 400)
        }
        print(f"  {name:10} identify " + ", ".join(f"{n} characters {s:.0f} µs" for n, s in spent.items()))
    for code in ("en", "de", "fr", "cs", "ru", "uk", "ja", "zh"):
        text = _news(code, 0)
        texts = [text[at : at + 14_000] for at in range(0, len(text) - 14_000, 14_000)][:8]
        fresh, again = (_mean(segment_languages, texts) / 14 for _ in range(2))
        print(f"  mtcheck    segment {code}: {fresh:.0f} µs per 1,000 characters, again {again:.0f}")


def _news(code: str, first: int) -> str:
    lines = (DATA / "news" / f"{code}.txt").read_text("utf-8").strip("\n").split("\n")
    return " ".join(lines[first::2])


def _mean(call: Callable[[str], object], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        call(text)
    return (time.process_time() - begin) / len(texts) * 1e6


def alarms(most: int) -> None:
    """LNG rules over news, each language as its own: lines alone, and articles of ten lines."""
    from mtcheck.config import make_config
    from mtcheck.document import Document, Origin
    from mtcheck.engine import check_document

    print("\nAlarms of LNG rules on news in its own language (odd articles); some lines are foreign in truth")
    for path in sorted((DATA / "news").glob("*.txt")):
        config = make_config({"select": ["LNG"], "lang": path.stem})
        lines = path.read_text("utf-8").strip("\n").split("\n")
        articles = ["\n".join(lines[at : at + 10]) for at in range(10, len(lines), 20)][:most]
        for label, texts in (("lines", lines[1::2][: 4 * most]), ("articles", articles)):
            found = Counter(
                finding.rule
                for text in texts
                for finding in check_document(Document(text, Origin(label)), config).findings
            )
            print(f"  {path.stem} {len(texts)} {label}: {dict(sorted(found.items()))}")


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="40 texts a language instead of 200")
    parser.add_argument("--peers", default="langdetect,lingua,cld2")
    options = parser.parse_args()
    begin = time.perf_counter()
    identify_language("warm up")
    print(f"first call {1000 * (time.perf_counter() - begin):.0f} ms, numpy included")
    detectors: dict[str, Detector] = {"mtcheck": identify_language}
    for name in filter(None, options.peers.split(",")):
        try:
            detectors[name] = detector(name)
        except ConfigError as error:
            print(f"left out: {error}")
    most = 40 if options.quick else 200
    identification(detectors, most)
    not_language(detectors)
    segmentation(detectors)
    whole(most)
    alarms(most)
    speed(detectors)


if __name__ == "__main__":
    main()
