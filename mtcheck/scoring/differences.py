"""Where a translation differs from a reference, of which kind, and how likely a person would mark it.

Words are compared in order; what is elsewhere in the other text is a matter of word order. Most
differences are no faults: another wording is as good. So each word of the translation gets a likelihood
from a few facts about the difference (corpora/scoring/differences.toml, fitted on annotated errors).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from mtcheck.errors import CorpusError
from mtcheck.resources import read_toml
from mtcheck.scoring.alignment import Alignment, align_tokens
from mtcheck.scoring.tokens import Token, tokenise

FILE = "scoring/differences.toml"
KINDS = (
    "omission addition substitution word-order word-form function-word spelling punctuation case number name"
).split()
#: Facts about one word of a translation, each 0 or 1 but for ``weight`` and ``share``, which is how much of
#: the segment differs.
FACTS = tuple("differs before after function mark number character weight case share".split())
# Longer texts than this are not compared as one: give them line by line.
_MOST_TOKENS = 4000
_RARE_WEIGHT = 1.2
_EXACT, _STEM, _COMPOUND, _FUZZY = range(4)


class Difference(NamedTuple):
    """One stretch that differs: code points of the translation, what is there, and what should.

    ``wanted`` is the reference's wording, "" for an addition. An omission marks the word before the gap.
    ``likelihood`` (0-1) is that of its likeliest word to be part of an error.
    """

    kind: str
    start: int
    end: int
    found: str
    wanted: str
    likelihood: float


class Model(msgspec.Struct, frozen=True):
    """Logistic weights of FACTS, and the likelihood from which a word is marked."""

    threshold: float
    constant: float
    weights: dict[str, float]


@cache
def load_model() -> Model:
    """The shipped model. Raises CorpusError when it does not fit FACTS."""
    values = read_toml(FILE)
    try:
        model = msgspec.convert(
            {name: values[name] for name in ("threshold", "constant", "weights")}, Model, strict=False
        )
    except (msgspec.ValidationError, KeyError) as error:
        raise CorpusError(FILE, str(error)) from error
    if set(model.weights) != set(FACTS):
        raise CorpusError(FILE, f"weights of {sorted(model.weights)}, not of {sorted(FACTS)}")
    return model


class _Block(NamedTuple):
    """Words i1:i2 of the translation stand where words j1:j2 of the reference do."""

    i1: int
    i2: int
    j1: int
    j2: int


class Comparison(NamedTuple):
    """A translation beside a reference: the alignment, the blocks that differ, facts of each word."""

    alignment: Alignment
    blocks: list[_Block]
    facts: list[tuple[float, ...]]


def compare_texts(hypothesis: str, reference: str, lang: str) -> Comparison:
    """The words of two texts side by side; nothing differs in texts that are too long to compare."""
    ours, theirs = tokenise(hypothesis, lang), tokenise(reference, lang)
    if len(ours) > _MOST_TOKENS or len(theirs) > _MOST_TOKENS:
        ours, theirs = [], []
    alignment = align_tokens(ours, theirs)
    blocks = _blocks([token.key for token in ours], [token.key for token in theirs])
    return Comparison(alignment, blocks, _facts(alignment, blocks))


def _blocks(ours: Sequence[str], theirs: Sequence[str]) -> list[_Block]:
    """Where two sequences differ, what is taken out and what is put in at one place joined."""
    from rapidfuzz.distance import Indel

    blocks: list[_Block] = []
    for step in Indel.opcodes(ours, theirs):
        if step.tag == "equal":
            continue
        new = _Block(step.src_start, step.src_end, step.dest_start, step.dest_end)
        if blocks and (blocks[-1].i2, blocks[-1].j2) == (new.i1, new.j1):
            new = _Block(blocks[-1].i1, new.i2, blocks[-1].j1, new.j2)
            blocks[-1] = new
        else:
            blocks.append(new)
    return blocks


def _facts(alignment: Alignment, blocks: Sequence[_Block]) -> list[tuple[float, ...]]:
    ours, theirs = alignment.hypothesis, alignment.reference
    differs = [False] * (len(ours) + 2)
    for block in blocks:
        differs[block.i1 : block.i2] = [True] * (block.i2 - block.i1)
    share = sum(differs) / len(ours) if ours else 0.0
    facts: list[tuple[float, ...]] = []
    for i, token in enumerate(ours):
        j = alignment.to_reference[i]
        word = token.kind in ("word", "function")
        case = j >= 0 and token.key == theirs[j].key and token.text != theirs[j].text
        facts.append(
            (
                float(differs[i]),
                float(i > 0 and differs[i - 1]),
                float(differs[i + 1]),
                float(token.kind == "function"),
                float(token.kind == "mark"),
                float(token.kind == "number"),
                float(token.kind == "character"),
                token.weight if word else 0.0,
                float(case),
                share,
            )
        )
    return facts


def differences(
    hypothesis: str,
    reference: str,
    lang: str,
    *,
    model: Model | None = None,
) -> list[Difference]:
    """The differences that a person may mark, in order; ``model`` replaces the shipped one.

    >>> [(d.kind, d.found, d.wanted) for d in differences("They sold 12 boats.", "They sold 15 boats.", "en")]
    [('number', '12', '15')]
    """
    found = compare_texts(hypothesis, reference, lang)
    model = model or load_model()
    likelihood = [_likelihood(facts, model) for facts in found.facts]
    out = list(_cases(found, hypothesis, likelihood, model.threshold))
    for block in found.blocks:
        difference = _difference(found, block, hypothesis, reference, likelihood)
        if difference.kind == "omission":
            wanted = [found.alignment.reference[j] for j in range(block.j1, block.j2)]
            if not any(token.kind in ("word", "number", "character") for token in wanted):
                continue  # a mark or a little word less is rarely a fault, and nothing of it is there to mark
        elif difference.likelihood < model.threshold or not difference.found:
            continue  # of words that moved, those that stand there are reported, not their gap
        out.append(difference)
    return sorted(out, key=lambda difference: difference.start)


def closest(
    hypothesis: str,
    references: Sequence[str],
    lang: str,
) -> list[Difference]:
    """The differences from that one of several references where they weigh least."""
    several = [differences(hypothesis, reference, lang) for reference in references]
    return min(several, key=lambda found: sum(each.likelihood * (each.end - each.start) for each in found))


def _likelihood(facts: Sequence[float], model: Model) -> float:
    total = model.constant + sum(
        model.weights[name] * value for name, value in zip(FACTS, facts, strict=True)
    )
    return 1.0 / (1.0 + math.exp(-total))


def _cases(
    found: Comparison, text: str, likelihood: Sequence[float], threshold: float
) -> Iterator[Difference]:
    """Words that are the same but for capitals, outside blocks; the first word of a text is no case."""
    inside = {i for block in found.blocks for i in range(block.i1, block.i2)}
    theirs = found.alignment.reference
    for i, token in enumerate(found.alignment.hypothesis):
        j = found.alignment.to_reference[i]
        if i in inside or j < 0 or likelihood[i] < threshold or min(i, j) == 0:
            continue
        if token.kind in ("word", "function") and token.key == theirs[j].key and token.text != theirs[j].text:
            same_but_case = token.text.lower() == theirs[j].text.lower()
            if same_but_case:
                yield Difference("case", token.start, token.end, token.text, theirs[j].text, likelihood[i])


def _difference(
    found: Comparison, block: _Block, hypothesis: str, reference: str, likelihood: Sequence[float]
) -> Difference:
    ours = _without_marks(found.alignment.hypothesis[block.i1 : block.i2])
    theirs = _without_marks(found.alignment.reference[block.j1 : block.j2])
    wanted = reference[theirs[0].start : theirs[-1].end] if theirs else ""
    kind = _kind(found.alignment, block)
    if ours:
        start, end = ours[0].start, ours[-1].end
        return Difference(
            kind, start, end, hypothesis[start:end], wanted, max(likelihood[block.i1 : block.i2])
        )
    # Nothing is there: the word before the gap is marked, or the one after where there is none.
    near = max(0, block.i1 - 1)
    if not found.alignment.hypothesis:
        return Difference(kind, 0, 0, "", wanted, 1.0)
    token = found.alignment.hypothesis[near]
    return Difference(kind, token.start, token.end, "", wanted, likelihood[near])


def _without_marks(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without the marks around them; all of them when there is nothing else."""
    words = [i for i, token in enumerate(tokens) if token.kind != "mark"]
    return tokens[words[0] : words[-1] + 1] if words else tokens


def _kind(alignment: Alignment, block: _Block) -> str:
    ours = alignment.hypothesis[block.i1 : block.i2]
    theirs = alignment.reference[block.j1 : block.j2]
    both = [*ours, *theirs]
    if _moved(alignment, block):
        return "word-order"
    if all(token.kind == "mark" for token in both):
        return "punctuation"
    if not ours:
        return "omission"
    if not theirs:
        return "addition"
    if all(token.kind in ("function", "mark") for token in both):
        return "function-word"
    if any(t.kind == "number" for t in ours) and any(t.kind == "number" for t in theirs):
        return "number"
    return _kind_of_words(alignment, block, ours, theirs)


def _kind_of_words(
    alignment: Alignment, block: _Block, ours: Sequence[Token], theirs: Sequence[Token]
) -> str:
    inside = [
        stage
        for i, stage in enumerate(alignment.stages[block.i1 : block.i2], block.i1)
        if block.j1 <= alignment.to_reference[i] < block.j2
    ]
    if inside and len(inside) == len(ours) and set(inside) <= {_EXACT, _STEM}:
        return "word-form"
    if inside and len(inside) == len(ours) and set(inside) <= {_COMPOUND, _FUZZY}:
        return "name" if _is_name(ours) and _is_name(theirs) else "spelling"
    if _is_name(ours) and _is_name(theirs):
        return "name"
    return "substitution"


def _is_name(tokens: Sequence[Token]) -> bool:
    """Rare words with a capital, and nothing else but marks and little words."""
    words = [token for token in tokens if token.kind == "word"]
    return bool(words) and all(token.text[:1].isupper() and token.weight >= _RARE_WEIGHT for token in words)


def _moved(alignment: Alignment, block: _Block) -> bool:
    """Whether all words of the block stand elsewhere in the other text."""

    def elsewhere(tokens: Sequence[Token], links: Sequence[int], low: int, high: int) -> bool:
        pairs = [(t, link) for t, link in zip(tokens, links, strict=True) if t.kind != "mark"]
        return bool(pairs) and all(link >= 0 and not low <= link < high for _, link in pairs)

    ours = elsewhere(
        alignment.hypothesis[block.i1 : block.i2],
        alignment.to_reference[block.i1 : block.i2],
        block.j1,
        block.j2,
    )
    theirs = elsewhere(
        alignment.reference[block.j1 : block.j2],
        alignment.to_hypothesis[block.j1 : block.j2],
        block.i1,
        block.i2,
    )
    if block.i1 == block.i2:
        return theirs
    return ours and (theirs or block.j1 == block.j2)
