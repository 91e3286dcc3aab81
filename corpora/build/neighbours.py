"""Build corpora/neighbours/LANG.bin: does a word fit the words around it?

    python corpora/build/neighbours.py MARKED NATIVE LANG:THRESHOLD[:content] ...

MARKED holds LANG.jsonl, sentences with errors that people marked (`text` and `spans`, as shared data/grammar
has them) and its score.py, which says what counts as grammar; NATIVE holds LANG.txt, correct sentences, one
a line after the name of their source and a tab. In six of ten native sentences words are put into another
form, articles and prepositions changed, left out or added. A logistic model learns on one half of the marked
documents and is tried on the other, the figures are printed, then it learns on all. With `content` function
words are not told. Needs wordfreq 3.1.1 and
simplemma 2.0.0; two to ten minutes a language.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
import wordfreq
from simplemma.strategies.dictionaries import dictionary_factory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.grammar import grammar  # noqa: E402
from mtcheck.lexicon.neighbours import BITS, HEAD, MAGIC, PAD, TOKEN, Words, features  # noqa: E402
from mtcheck.lexicon.wordlists import wordlist  # noqa: E402

OUT = ROOT / "corpora" / "neighbours"
Sentence = tuple[list[str], list[int]]
# Rows of documents are in order: blocks of so many keep a document in one half.
BLOCK = 40
# Words of correct text, and of one source at most: the more there are, the fewer right words are told.
NATIVE_TOKENS = {"cs": (350_000, 90_000)}
MANY_TOKENS = (900_000, 250_000)
WRONG, RIGHT, EITHER = 1, 0, -1
# A marked sentence weighs more than a native one, a spoilt one less.
WEIGHTS = {"marked": 10.0, "native": 1.0, "spoilt": 0.2}
EPOCHS, RATE, DROPPED, LEAST, BATCH = 4, 0.3, 0.3, 3, 4096
PREPOSITIONS = {
    "it": "di a da in con su per tra fra",
    "es": "a de en por para con sobre",
    "fr": "à de en pour par dans sur avec chez",
    "pt": "a de em por para com sobre",
}
FORM_FREQUENCY = 2e-7


class Spoiler:
    """Puts faults into sentences: another form of the word, another function word, one less, one more."""

    def __init__(self, lang: str, pairs: list[tuple[str, str]]) -> None:
        self.rng = random.Random(1)
        self.grammar = grammar(lang)
        self.frequency = wordfreq.get_frequency_dict(lang, "large")
        self.lemma: dict[str, str] = {}
        self.forms: dict[str, set[str]] = {}
        for form, lemma in dictionary_factory._load_dictionary_from_disk(lang).items():
            low = form.decode().lower()
            if self.frequency.get(low, 0.0) > FORM_FREQUENCY:
                self.lemma.setdefault(low, lemma.decode())
                self.forms.setdefault(lemma.decode(), set()).add(low)
        self.articles = [word for word in self.grammar._stems if word in self.frequency]
        own = self.grammar.own
        listed = [word for word in own if self.grammar.prep[own[word]]]
        self.prepositions = PREPOSITIONS.get(lang, "").split() or listed
        self.cases = lang in ("cs", "pl", "ru", "uk")
        self.pairs: dict[str, list[str]] = {}
        for right, wrong in pairs:
            self.pairs.setdefault(right, []).append(wrong)

    def other(self, pool: list[str], word: str) -> str:
        others = [each for each in pool if each != word] or [word]
        return self.rng.choices(others, [self.frequency.get(each, 1e-7) ** 0.5 for each in others])[0]

    def spoil(self, token: str) -> tuple[list[str], int] | None:
        """The tokens that stand there instead, and which of them is wrong: one past the end is the next."""
        low, chance = token.lower(), self.rng.random()
        if not token.isalpha():
            return None
        if low in self.pairs and chance < 0.5:
            return [_like(token, self.rng.choice(self.pairs[low]))], 0
        if low in self.articles or low in self.prepositions:
            if chance >= 0.6:
                return [], 1
            if low in self.articles and self.rng.random() < 0.75:
                return [_like(token, self.other(self.grammar.siblings(low) or self.articles, low))], 0
            pool = self.prepositions if low in self.prepositions else self.articles
            return [_like(token, self.other(pool, low))], 0
        if chance < 0.1:
            pool = self.articles if self.rng.random() < 0.5 and not self.cases else self.prepositions
            return [self.other(pool, ""), token], 0
        if low in self.lemma:
            return [_like(token, self.other(sorted(self.forms[self.lemma[low]]), low))], 0
        return None

    def sentence(self, tokens: list[str]) -> Sentence:
        count = max(1, round(self.rng.expovariate(14 / len(tokens))))
        places = set(self.rng.sample(range(len(tokens)), min(count, len(tokens))))
        said: list[str] = []
        labels: list[int] = []
        missing = False
        for index, token in enumerate(tokens):
            change = self.spoil(token) if index in places else None
            new, at = change or ([token], -1)
            for place, each in enumerate(new):
                said.append(each)
                labels.append(WRONG if place == at or (missing and not place) else RIGHT)
            missing = at >= len(new) or (missing and not new)
        return said, _doubt_neighbours(labels)


def _like(token: str, new: str) -> str:
    return new.capitalize() if token[:1].isupper() else new


def _doubt_neighbours(labels: list[int]) -> list[int]:
    """Of two words that do not fit, either may be the wrong one."""
    found = list(labels)
    for index, label in enumerate(labels):
        if label == WRONG:
            for beside in (index - 1, index + 1):
                if 0 <= beside < len(found) and found[beside] == RIGHT:
                    found[beside] = EITHER
    return found


def marked(folder: Path, lang: str, score: Any) -> list[dict[str, Any]]:
    """Each sentence with its tokens, the sets of wrong ones, and the half that its document is in."""
    rows = [json.loads(line) for line in (folder / f"{lang}.jsonl").read_text("utf-8").splitlines()]
    halves: dict[str, int] = {}
    found = []
    for number, row in enumerate(rows):
        parts = row["id"].split("-")
        document = {"uk": parts[1], "es": parts[1].split(".")[0]}.get(lang, str(number // BLOCK))
        places = [(m.start(), m.end()) for m in score.TOKEN.finditer(row["text"])]
        by, fair, either = score.truth(row, places)
        wrong = set().union(*(tokens for (_, is_grammar), tokens in by.items() if is_grammar))
        labels = [
            WRONG if at in wrong else EITHER if at in fair or at in either else RIGHT
            for at in range(len(places))
        ]
        half = halves.setdefault(document, len(halves) % 2)
        tokens = [row["text"][start:end] for start, end in places]
        found.append(
            {"tokens": tokens, "labels": labels, "half": half, "fair": fair, "either": either, "row": row}
        )
    return found


def native(folder: Path, lang: str) -> list[tuple[str, list[str]]]:
    """Sentences in the language, in random order, of no source too many."""
    own, english = wordlist(lang), wordlist("en")
    assert own
    assert english
    lines = (folder / f"{lang}.txt").read_text("utf-8").splitlines()
    random.Random(5).shuffle(lines)
    found, of_source, total = [], dict[str, int](), 0
    most, most_of_source = NATIVE_TOKENS.get(lang, MANY_TOKENS)
    for line in lines:
        source, _, text = line.partition("\t")
        tokens = TOKEN.findall(text)
        words = [token.lower() for token in tokens if token.isalpha()]
        known = sum(word in own for word in words)
        if not words or known < len(words) / 2 or known <= sum(word in english for word in words):
            continue
        of_source[source] = of_source.get(source, 0) + len(tokens)
        if of_source[source] <= most_of_source and total < most:
            found.append((source, tokens))
            total += len(tokens)
    return found


def pairs_of(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The right and the wrong word where one word was replaced."""
    found = []
    for each in rows:
        for start, end, _, better in each["row"]["spans"]:
            said = each["row"]["text"][start:end]
            if better and better.isalpha() and said.isalpha():
                found.append((better.lower(), said.lower()))
    return found


def matrix(words: Words, sentences: list[list[str]]) -> Any:
    """The features of all tokens, a row each."""
    parts = []
    for tokens in sentences:
        words.numbers(tokens)
    for at in range(0, len(sentences), 2000):
        numbers, kept = [0] * PAD, []
        for tokens in sentences[at : at + 2000]:
            kept += range(len(numbers) - PAD, len(numbers) - PAD + len(tokens))
            numbers += words.numbers(tokens) + [0] * PAD
        parts.append(features(words, numbers)[:, kept].T.astype(np.uint32))
    return np.concatenate(parts)


def learn(rows: Any, labels: Any, weights: Any) -> tuple[Any, float]:
    """Logistic regression by Adagrad, some features left out at each step."""
    rng = np.random.default_rng(0)
    size = 1 << BITS
    live = np.bincount(rows.ravel(), minlength=size) >= LEAST
    found, squares = np.zeros(size, np.float32), np.full(size, 0.1, np.float32)
    bias, bias_squares, step = -3.0, 1.0, 0
    steps = EPOCHS * (len(labels) // BATCH + 1)
    for _ in range(EPOCHS):
        order = rng.permutation(len(labels))
        for at in range(0, len(labels), BATCH):
            chosen = order[at : at + BATCH]
            keys = rows[chosen]
            kept = rng.random(keys.shape, dtype=np.float32) >= DROPPED
            sums = (found[keys] * kept).sum(1) / (1 - DROPPED) + bias
            slope = ((1 / (1 + np.exp(-sums)) - labels[chosen]) * weights[chosen]).astype(np.float32)
            used = live[keys] & kept
            flat, each = keys[used], np.broadcast_to(slope[:, None], keys.shape)[used]
            rate = RATE * (1 - 0.9 * step / steps)
            np.add.at(squares, flat, each * each)
            np.add.at(found, flat, -rate * each / np.sqrt(squares[flat]))
            bias_squares += float((slope * slope).sum())
            bias -= rate * float(slope.sum()) / bias_squares**0.5
            step += 1
    return found, bias


def fit(
    words: Words, lang: str, rows: list[dict[str, Any]], text: list[list[str]]
) -> tuple[Any, float, float]:
    """Weights as bytes, what a step of them is worth, and the bias."""
    spoiler, rng = Spoiler(lang, pairs_of(rows)), random.Random(7)
    spoilt = [spoiler.sentence(tokens) for tokens in text if rng.random() < 0.6]
    parts: dict[str, list[Sentence]] = {
        "marked": [(each["tokens"], each["labels"]) for each in rows],
        "native": [(tokens, [RIGHT] * len(tokens)) for tokens in text],
        "spoilt": spoilt,
    }
    sentences = [each for part in parts.values() for each in part]
    labels = np.array([label for _, each in sentences for label in each])
    weights = np.concatenate(
        [np.full(sum(len(tokens) for tokens, _ in part), WEIGHTS[name]) for name, part in parts.items()]
    )
    told = labels != EITHER
    keys = matrix(words, [tokens for tokens, _ in sentences])[told]
    found, bias = learn(keys, labels[told], weights[told])
    unit = float(np.quantile(np.abs(found[found != 0]), 0.9995)) / 127
    return np.clip(np.round(found / unit), -127, 127).astype(np.int8), unit, bias


def _told(words: Words, tokens: list[str], index: int, content: bool) -> bool:
    return words.may_be_told(tokens, index) and not (content and words.is_function(tokens[index]))


def tried(
    words: Words, scores: Any, rows: list[dict[str, Any]], threshold: float, content: bool
) -> tuple[int, int, int, int]:
    """Tokens told, those in an error, grammar tokens told, and all of them."""
    at, counts = 0, np.zeros(4, int)
    for each in rows:
        size = len(each["tokens"])
        mine, at = scores[at : at + size], at + size
        if each["row"]["part"].endswith("+grammar"):
            continue
        told = {i for i in range(size) if mine[i] > threshold and _told(words, each["tokens"], i, content)}
        wrong = {i for i, label in enumerate(each["labels"]) if label == WRONG}
        counts += (len(told - each["either"]), len(told & each["fair"]), len(told & wrong), len(wrong))
    return tuple(counts.tolist())  # type: ignore[return-value]


def report(
    words: Words, lang: str, rows: list[dict[str, Any]], text: list[tuple[str, list[str]]], content: bool
) -> None:
    """What half of the documents teach of the other half, and the lines of held out native text told."""
    held = [tokens for number, (_, tokens) in enumerate(text) if number % 8 == 0]
    rest = [tokens for number, (_, tokens) in enumerate(text) if number % 8]
    weights, unit, bias = fit(words, lang, [each for each in rows if each["half"] == 0], rest)
    other = [each for each in rows if each["half"] == 1]
    scores = weights[matrix(words, [each["tokens"] for each in other])].sum(1, dtype=np.int64) * unit + bias
    clean = weights[matrix(words, held)].sum(1, dtype=np.int64) * unit + bias
    ends = np.cumsum([len(tokens) for tokens in held])
    lines = np.split(clean, ends[:-1])
    for threshold in np.arange(1.0, 5.01, 0.5):
        told, right, found, wrong = tried(words, scores, other, threshold, content)
        alarms = sum(
            any(s > threshold and _told(words, tokens, i, content) for i, s in enumerate(line))
            for line, tokens in zip(lines, held, strict=True)
        )
        print(
            f"{lang} above {threshold:.1f}: precision {right / max(told, 1):.3f} of {told},"
            f" recall {found / wrong:.3f},"
            f" native lines {100 * alarms / len(held):.2f} % of {len(held)}",
            flush=True,
        )


def main(marked_folder: Path, native_folder: Path, wanted: list[str]) -> None:
    sys.path.insert(0, str(marked_folder))
    import score

    OUT.mkdir(exist_ok=True)
    for each in wanted:
        lang, threshold, *content = each.split(":")
        words = Words(lang)
        rows, text = marked(marked_folder, lang, score), native(native_folder, lang)
        report(words, lang, rows, text, bool(content))
        weights, unit, bias = fit(words, lang, rows, [tokens for _, tokens in text])
        data = MAGIC + HEAD.pack(unit, bias, float(threshold), bool(content)) + weights.tobytes()
        (OUT / f"{lang}.bin").write_bytes(data)
        print(lang, len(data), "bytes,", int((weights != 0).sum()), "weights", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
