"""Source-to-target rules: alarms on professional translations, and injected faults that are found.

    python benchmarks/bitext.py [--pairs cs-en,uk-en] [--rules TRN003] [--show] [--limit N] [--half N]

Alarms: the share of professional pairs (source and reference of WMT22, the development data's mt/) that a
rule of TRN speaks on. ru-en, de-en and zh-en were looked at while the rules were written; cs-en, uk-en and
ja-en were held out. The bio sets (Medline abstracts) are another domain and have other directions.

Recall: one fault at a time is put into a professional pair that no rule of its kind speaks on, by a seeded
generator, and the rule of its kind has to speak. Without the development data there is nothing to measure.
Time is CPU time of the TRN and TRM rules through the engine, a pair.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.bitext.numbermatch import compare_numbers  # noqa: E402
from mtcheck.config import make_config  # noqa: E402
from mtcheck.document import Document, Origin  # noqa: E402
from mtcheck.engine import check_document  # noqa: E402
from mtcheck.findings import Finding  # noqa: E402
from mtcheck.text.sentences import Span, split_sentences  # noqa: E402

DATA = development_data.folder()
TUNED, HELD_OUT = ("ru-en", "de-en", "zh-en"), ("cs-en", "uk-en", "ja-en")
Pair = tuple[str, str]
Fault = Callable[[Pair, str, random.Random], Pair | None]


HALVES = {"0": slice(0, None, 2), "1": slice(1, None, 2), "both": slice(None)}


def pairs_of(name: str, half: str = "both") -> list[Pair]:
    """Each source with its reference once, in the order of the file; all, or every second from 0 or 1."""
    return _all_pairs(name)[HALVES[half]]


def _all_pairs(name: str) -> list[Pair]:
    if name.startswith("bio."):
        rows = (json.loads(line) for line in (DATA / f"quality/{name}.jsonl").open(encoding="utf-8"))
        return list(dict.fromkeys((row["source"], row["references"][0]) for row in rows if row["references"]))
    rows = (json.loads(line) for line in (DATA / f"mt/{name}.jsonl").open(encoding="utf-8"))
    return list(dict.fromkeys((row["source"], row["reference"]) for row in rows))


class Checker:
    """The TRN rules on pairs of one pair of languages."""

    def __init__(self, name: str, select: list[str]) -> None:
        self.langs = tuple(name.removeprefix("bio.").split("-"))
        self.config = make_config({"select": select, "lang": self.langs[1], "source-lang": self.langs[0]})
        self.rules = self.config.selected()
        self.seconds, self.checked = 0.0, 0

    def __call__(self, pair: Pair) -> tuple[Finding, ...]:
        start = time.process_time()
        document = Document(pair[1], Origin("pair"), source=pair[0])
        report = check_document(document, self.config, self.rules, mapped=False)
        self.seconds += time.process_time() - start
        self.checked += 1
        assert not report.faults, report.faults
        return report.findings


# --- faults ---------------------------------------------------------------------------------------------


def number(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """A digit changed, two digits changed places, or the number dropped, of a number that both sides have."""
    compared = compare_numbers(*pair, *lang.split("-"))
    numbers = [match.target for match in compared.matched if re.search(r"\d", match.target.text)]
    if not numbers:
        return None
    chosen = dice.choice(numbers)
    text = chosen.text
    places = [place for place, character in enumerate(text) if character.isdigit()]
    kind = dice.choice(("digit", "digit", "digit", "swap", "drop"))
    if kind == "swap" and len(places) > 1 and text[places[-1]] != text[places[-2]]:
        a, b = places[-2:]
        new = text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    elif kind == "drop":
        new = ""
    else:
        place = dice.choice(places)
        others = [digit for digit in "123456789" if digit != text[place]]
        new = text[:place] + dice.choice(others) + text[place + 1 :]
    return pair[0], pair[1][: chosen.start] + new + pair[1][chosen.end :]


def _put(text: str, thing: str, dice: random.Random) -> str:
    """A thing put between two words, or at the end."""
    places = [match.start() for match in re.finditer(" ", text)] or [len(text)]
    place = dice.choice(places)
    return f"{text[:place]} {thing}{text[place:]}"


_URLS = ("https://example.org/news/{}", "http://www.example.com/a?id={}", "www.example.net/p{}",
         "press{}@example.org", "https://docs.example.org/{}/index.html")  # fmt: skip


def url(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """An address that is in both, then changed by a letter or dropped in the target."""
    link = dice.choice(_URLS).format(dice.randrange(10, 999))
    wrong = dice.choice(("", link.replace("example", "exemple"), link[:-1] + dice.choice("xyz")))
    return _put(pair[0], link, dice), _put(pair[1], wrong, dice)


_TAGS = ("b", "i", "a", "strong", "span", "g", "code")


def tag(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """A word in a pair of tags, or a lone tag, in both; then a tag dropped or renamed in the target."""
    if dice.random() < 0.3:
        lone = dice.choice(("<br/>", '<x id="1"/>', "<hr>", '<ph id="2"/>'))
        return _put(pair[0], lone, dice), pair[1]
    name = dice.choice(_TAGS)
    wrapped = [_wrap(text, f"<{name}>", f"</{name}>", dice) for text in pair]
    other = dice.choice([tag for tag in _TAGS if tag != name])
    broken = dice.choice((
        wrapped[1].replace(f"</{name}>", ""), wrapped[1].replace(f"<{name}>", ""), pair[1],
        wrapped[1].replace(f"{name}>", f"{other}>"),
    ))  # fmt: skip
    return wrapped[0], broken


def _wrap(text: str, before: str, after: str, dice: random.Random) -> str:
    words = list(re.finditer(r"[^\s<>]+", text))
    word = dice.choice(words)
    return text[: word.start()] + before + word[0] + after + text[word.end() :]


_PLACEHOLDERS = ("%s", "%d", "%1$s", "%(name)s", "{0}", "{name}", "{{ count }}", "${user}", "%{total}", "%@",
                 "%1", "{}", "{n, plural, one {# x} other {# y}}", "$file_name", "%.2f")  # fmt: skip


def placeholder(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """A placeholder in both, then dropped, changed or translated in the target."""
    mark = dice.choice(_PLACEHOLDERS)
    wrong = {"%s": "%d", "{name}": "{nom}", "%(name)s": "%(nom)s", "{0}": "{1}", "%1": "%2"}.get(mark, "")
    return _put(pair[0], mark, dice), _put(pair[1], dice.choice(("", wrong)), dice)


def omission(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """A whole sentence left out of several; else the first or last half of the words; now and then all."""
    source, target = pair
    if len(source) < _OMISSION_CHARACTERS or len(target) < _OMISSION_CHARACTERS:
        return None
    sentences = list(split_sentences(target, Span(0, len(target))))
    kind = dice.random()
    if kind < 0.1:
        return source, ""
    if len(sentences) > 1 and kind < 0.6:
        out = dice.choice(sentences)
        return source, (target[: out.start] + target[out.end :]).strip()
    spaced = lang.rpartition("-")[2] not in ("zh", "ja", "th")
    words = target.split(" ") if spaced else list(target)
    half = max(1, len(words) // 2)
    return source, (" " if spaced else "").join(words[:half] if dice.random() < 0.7 else words[half:])


# Of shorter sentences a half is a word or two.
_OMISSION_CHARACTERS = 25

_NEGATIONS = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|would|could|should|must|can|will)n[’']t\b"
    r"|\b(?:not|never)\b |\bcannot\b", re.IGNORECASE,
)  # fmt: skip


def negation(pair: Pair, lang: str, dice: random.Random) -> Pair | None:
    """The only negation of an English target left out."""
    if not lang.endswith("-en"):
        return None
    found = list(_NEGATIONS.finditer(pair[1]))
    if len(found) != 1:
        return None
    match = found[0]
    words = match[0].lower().replace("’", "'")
    plain = {"cannot": "can", "can't": "can", "won't": "will"}.get(words, words.removesuffix("n't"))
    plain = "" if words.strip() in ("not", "never") else plain
    return pair[0], pair[1][: match.start()] + plain + pair[1][match.end() :]


FAULTS: dict[str, tuple[Fault, tuple[str, ...], float]] = {
    "number": (number, ("TRN003",), 0.95),
    "url": (url, ("TRN006",), 0.98),
    "tag": (tag, ("TRN008",), 0.98),
    "placeholder": (placeholder, ("TRN007",), 0.98),
    "omission": (omission, ("TRN001", "TRN011"), 0.90),
    "negation": (negation, ("TRN004",), 0.70),
}


# --- measuring ------------------------------------------------------------------------------------------


def alarms(name: str, select: list[str], limit: int, show: bool, half: str) -> tuple[Counter[str], int]:
    """How many segments each rule speaks on; "any" for all of them."""
    check, pairs = Checker(name, select), pairs_of(name, half)[:limit]
    counts: Counter[str] = Counter()
    for pair in pairs:
        findings = [finding for finding in check(pair) if finding.severity != "neutral"]
        counts.update({finding.rule for finding in findings})
        counts["any"] += bool(findings)
        if show and findings:
            for finding in findings:
                print(f"  {name} {finding.rule} {finding.message}")
            print(f"      {pair[0]}\n      {pair[1]}")
    said = " ".join(f"{rule} {count / len(pairs):.2%}" for rule, count in sorted(counts.items()))
    print(f"{name:10} {len(pairs):5} pairs, {check.seconds / check.checked * 1000:.2f} ms a pair: {said}")
    return counts, len(pairs)


def recall(
    name: str, kinds: list[str], limit: int, seed: int, show: bool, half: str
) -> Iterator[tuple[str, int, int]]:
    """For each kind of fault: how many were found of how many."""
    check, pairs = Checker(name, ["TRN"]), pairs_of(name, half)[:limit]
    for kind in kinds:
        fault, rules, _ = FAULTS[kind]
        dice = random.Random(f"{seed} {kind} {name}")
        found = tried = 0
        for pair in pairs:
            changed = fault(pair, name.removeprefix("bio."), dice)
            if changed is None or changed == pair or any(f.rule in rules for f in check(pair)):
                continue
            tried += 1
            hit = any(finding.rule in rules for finding in check(changed))
            found += hit
            if show and not hit:
                print(f"  missed {kind} {name}\n      {changed[0]}\n      {changed[1]}\n      was {pair[1]}")
        yield kind, found, tried


def speed(names: list[str], pairs_wanted: int) -> None:
    """CPU seconds of the TRN and TRM rules, and of sacrebleu's BLEU and chrF, on so many pairs."""
    import sacrebleu

    rules = scores = 0.0
    done, share = 0, pairs_wanted // len(names)
    for name in names:
        check, pairs = Checker(name, ["TRN", "TRM"]), pairs_of(name)
        pairs = (pairs * (share // len(pairs) + 1))[:share]
        for pair in pairs:
            check(pair)
        rules += check.seconds
        targets = [target for _, target in pairs]
        start = time.process_time()
        sacrebleu.corpus_bleu(targets, [targets])
        sacrebleu.corpus_chrf(targets, [targets])
        scores += time.process_time() - start
        done += len(pairs)
    print(
        f"{done} pairs: TRN and TRM {rules:.0f} s, {rules / done * 1000:.2f} ms a pair; "
        f"BLEU and chrF {scores:.0f} s; together {rules + scores:.0f} s of one core"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--pairs", default=",".join((*TUNED, *HELD_OUT)))
    parser.add_argument("--rules", default="TRN")
    parser.add_argument("--kinds", default=",".join(FAULTS))
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument(
        "--half",
        choices=sorted(HALVES),
        default="both",
        help="every second pair only; words of negation were sought on half 0",
    )
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--show", action="store_true", help="print every alarm and every miss")
    parser.add_argument("--only", choices=("alarms", "recall"))
    parser.add_argument("--speed", type=int, default=0, metavar="PAIRS", help="only the time, of so many")
    parser.add_argument("--quick", action="store_true", help="few pairs: does it work?")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print("no development data beside the project; nothing to measure")
        return
    names, limit = arguments.pairs.split(","), 40 if arguments.quick else arguments.limit
    if arguments.speed:
        speed(names, arguments.speed)
        return
    if arguments.only != "recall":
        for title, is_part in (("written on", True), ("held out", False)):
            part = [name for name in names if (name in TUNED) == is_part]
            total, counts = 0, Counter[str]()
            for name in part:
                found, pairs = alarms(name, arguments.rules.split(","), limit, arguments.show, arguments.half)
                counts += found
                total += pairs
            if total:
                said = " ".join(f"{rule} {count / total:.2%}" for rule, count in sorted(counts.items()))
                print(f"{title}: {total} pairs: {said}\n")
    if arguments.only != "alarms":
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for name in names:
            said = []
            for kind, found, tried in recall(
                name, arguments.kinds.split(","), limit, arguments.seed, arguments.show, arguments.half
            ):
                for group in ("all", "held out" if name not in TUNED else "written on"):
                    sums[f"{group}: {kind}"][0] += found
                    sums[f"{group}: {kind}"][1] += tried
                said.append(f"{kind} {found}/{tried} {found / max(tried, 1):.1%}")
            print(f"{name:10} {', '.join(said)}")
        for name, (found, tried) in sorted(sums.items()):
            kind = name.split(": ")[1]
            print(f"{name:24} {found / max(tried, 1):.1%} of {tried} (target {FAULTS[kind][2]:.0%})")


if __name__ == "__main__":
    main()
