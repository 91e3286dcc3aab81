"""Build corpora/order/LANG.bin: do the words of a sentence stand in an order that the language has?

    python corpora/build/order.py TREES NATIVE LANG:THRESHOLD ...

TREES holds treebanks of Universal Dependencies, LANG_*.conllu; NATIVE holds LANG.txt, sentences, one a line
after the name of their source and a tab. The network learns to tell sentences from the same sentences out
of order (disorder.py). Every twentieth line is held out, and the share of these told at some thresholds is
printed. Needs jax 0.10 and optax; a CPU takes three to six minutes a language. The seed is fixed; sums on
other machines differ in their last digits.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from disorder import Sentence, Spoiler, trees

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.order import (  # noqa: E402
    DILATIONS,
    EDGE,
    FIRST,
    MAGIC,
    TOKEN,
    UNLISTED,
    WIDTH,
    broken,
    class_of,
    lowered,
    order_of,
)

OUT = ROOT / "corpora" / "order"
WORDS, CLASSES = 8000, 1500
WORD_COLUMNS, CLASS_COLUMNS, CHANNELS = 20, 12, 32
LONGEST, BATCH, EPOCHS, RATE = 40, 256, 3, 3e-3
OF_A_TREE, NATIVE_LINES, SPOILT_LINES = 5, 130_000, 100_000


def native(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The sentences to learn from, and those held out: every twentieth."""
    lines = [line.partition("\t")[2] for line in path.read_text("utf-8").splitlines()]
    found = [TOKEN.findall(line) for line in dict.fromkeys(lines) if 30 < len(line) < 400]
    random.Random(5).shuffle(found)
    return [each for at, each in enumerate(found) if at % 20], found[::20]


class Numbers:
    """The numbers of words and classes that the network has rows for."""

    def __init__(self, lang: str, count: Counter[str]) -> None:
        self.lang = lang
        of_word, of_class = Counter[str](), Counter[str]()
        for token, often in count.items():
            of_word[lowered(token)] += often
            of_class[class_of(token, lang)] += often
        self.words = [word for word, often in of_word.most_common(WORDS) if often > 2]
        self.classes = [name for name, often in of_class.most_common(CLASSES) if often > 5]
        self._words = {word: FIRST + at for at, word in enumerate(self.words)}
        self._classes = {name: FIRST + at for at, name in enumerate(self.classes)}
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, token: str) -> tuple[int, int]:
        if token not in self._known:
            known = self._classes.get(class_of(token, self.lang), UNLISTED)
            self._known[token] = self._words.get(lowered(token), UNLISTED), known
        return self._known[token]

    def arrays(self, data: list[Sentence]) -> tuple[Any, Any, Any]:
        """Numbers, labels, and which labels count: a sentence a row, a piece of those that are too long."""
        rng = random.Random(8)
        ids = np.zeros((len(data), LONGEST, 2), np.int16)
        labels, counts = np.zeros((2, len(data), LONGEST), np.float32)
        for row, (tokens, label) in enumerate(data):
            begin = rng.randint(0, max(0, len(tokens) - LONGEST + 1))
            piece = tokens[begin : begin + LONGEST - 1]
            ids[row, : len(piece)] = [self.of(token) for token in piece]
            ids[row, len(piece)] = EDGE
            labels[row, : len(piece)] = label[begin : begin + len(piece)]
            counts[row, 1 : len(piece)] = 1
        return ids, labels, counts


def start(numbers: Numbers) -> dict[str, Any]:
    rng, columns = np.random.default_rng(0), WORD_COLUMNS + CLASS_COLUMNS

    def normal(*shape: int, scale: float = 0.1) -> Any:
        return jnp.array(rng.normal(0, scale, shape).astype(np.float32))

    found = {
        "words": normal(FIRST + len(numbers.words), WORD_COLUMNS),
        "classes": normal(FIRST + len(numbers.classes), CLASS_COLUMNS),
        "out": normal(CHANNELS),
        "bias": jnp.array([-3.0]),
    }
    for number in range(len(DILATIONS)):
        size = WIDTH * (CHANNELS if number else columns)
        found[f"mix{number}"] = normal(size, CHANNELS, scale=(2 / size) ** 0.5)
        found[f"add{number}"] = jnp.zeros(CHANNELS)
    return found


def network(weights: dict[str, Any], ids: Any, key: Any) -> Any:
    """What mtcheck.lexicon.order computes, for a batch; an eighth of the words is hidden while it learns."""
    hide, drop = jax.random.split(key)
    word = jnp.where(
        jax.random.bernoulli(hide, 0.12, ids.shape[:2]) & (ids[..., 0] > EDGE), UNLISTED, ids[..., 0]
    )
    there = ids[..., :1] > 0
    state = jnp.concatenate((weights["words"][word], weights["classes"][ids[..., 1]]), axis=-1) * there
    for number, dilation in enumerate(DILATIONS):
        reach = WIDTH // 2 * dilation
        padded = jnp.pad(state, ((0, 0), (reach, reach), (0, 0)))
        count = state.shape[1]
        wide = [padded[:, at * dilation : at * dilation + count] for at in range(WIDTH)]
        joined = jnp.concatenate(wide, axis=-1) @ weights[f"mix{number}"] + weights[f"add{number}"]
        joined = jax.nn.relu(joined) * there
        state = state + joined if number else joined * jax.random.bernoulli(drop, 0.9, joined.shape) / 0.9
    return state @ weights["out"] + weights["bias"]


def learn(numbers: Numbers, data: list[Sentence]) -> dict[str, Any]:
    ids, labels, counts = numbers.arrays(data)
    weights, key, steps = start(numbers), jax.random.PRNGKey(0), len(data) // BATCH
    chosen = optax.adamw(optax.cosine_decay_schedule(RATE, EPOCHS * steps), weight_decay=1e-4)
    state = chosen.init(weights)

    def loss(weights: Any, ids: Any, labels: Any, counts: Any, key: Any) -> Any:
        each = optax.sigmoid_binary_cross_entropy(network(weights, ids, key), labels)
        return (each * counts).sum() / counts.sum()

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(weights: Any, state: Any, ids: Any, labels: Any, counts: Any, key: Any) -> Any:
        value, slope = jax.value_and_grad(loss)(weights, ids, labels, counts, key)
        change, state = chosen.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    for epoch in range(EPOCHS):
        order, total = np.random.default_rng(epoch).permutation(len(data)), 0.0
        for at in range(steps):
            rows = order[at * BATCH : (at + 1) * BATCH]
            key, own = jax.random.split(key)
            batch = ids[rows].astype(np.int32), labels[rows], counts[rows]
            weights, state, value = step(weights, state, *batch, own)
            total += float(value)
        print(f"  epoch {epoch}: loss {total / steps:.4f}", flush=True)
    return weights


def packed(weights: dict[str, Any], numbers: Numbers, threshold: float) -> bytes:
    arrays, data = [], b""
    for name, value in weights.items():
        array = np.asarray(value)
        unit = float(np.abs(array).max()) / 127 or 1.0
        arrays.append((name, array.shape, unit))
        data += np.round(array / unit).astype(np.int8).tobytes()
    head = {
        "threshold": threshold,
        "words": " ".join(numbers.words),
        "classes": " ".join(numbers.classes),
        "arrays": arrays,
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + data


def main(tree_folder: Path, native_folder: Path, wanted: list[str]) -> None:
    OUT.mkdir(exist_ok=True)
    for each in wanted:
        lang, threshold = each.split(":")
        grown = [tree for path in sorted(tree_folder.glob(f"{lang}_*.conllu")) for tree in trees(path)]
        text, held = native(native_folder / f"{lang}.txt")
        own = [
            [word for number in sorted(tree) for word in TOKEN.findall(tree[number].form)] for tree in grown
        ]
        count = Counter(word for part in (text, own) for sentence in part for word in sentence)
        numbers = Numbers(lang, count)
        spoiler = Spoiler(lang, grown, numbers.words[:150])
        spoilt = [spoiler.tree(tree) for tree in grown for _ in range(OF_A_TREE)]
        spoilt += [spoiler.plain(tokens) for tokens in text[:SPOILT_LINES] if len(tokens) > 7]
        right = [*own, *text][: NATIVE_LINES + len(own)]
        data = [found for found in spoilt if found] + [(tokens, [0] * len(tokens)) for tokens in right]
        print(f"{lang}: {len(grown)} trees, {len(text)} lines, {len(data)} sentences", flush=True)
        (OUT / f"{lang}.bin").write_bytes(packed(learn(numbers, data), numbers, float(threshold)))
        order_of.cache_clear()
        found = [broken(odds) for odds in order_of(lang).breaks(held)]
        scores = np.array([each.score if each else 0.0 for each in found])
        for limit in range(6, 16):
            print(
                f"  above {limit}: {100 * float((scores > limit).mean()):.3f} % of {len(held)} lines held out"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
