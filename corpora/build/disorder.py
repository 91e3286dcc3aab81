"""Sentences out of order, for corpora/build/order.py.

Of a tree, dependents go to the other side of their head. Of plain text, a verb goes to the end of its clause,
a phrase before what it belongs to, an object before its verb, a word somewhere else. Function words get lost,
are others or come from nowhere.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.lexicon.order import TOKEN, class_of, lowered  # noqa: E402

MOVED = set("obj iobj obl advmod xcomp ccomp advcl nmod acl amod compound nsubj flat".split())
MOVED_BEHIND = set("aux cop nsubj advmod amod obl mark case det nmod obj".split())
SMALL = set("ADP AUX SCONJ PART DET PRON".split())
OF_A_PHRASE = set("DET ADJ NUM PRON PROPN NOUN".split())
STOPS = ",.;:!?"
Sentence = tuple[list[str], list[int]]


class Node(NamedTuple):
    """A word of a tree: its form, the number of its head, its relation, part of speech and lemma."""

    form: str
    head: int
    relation: str
    pos: str
    lemma: str


Tree = dict[int, Node]


def trees(path: Path) -> Iterator[Tree]:
    """The trees of a file; a contraction is one word, which hangs where its parts hung."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows, spans = Tree(), dict[int, tuple[int, str]]()
        for line in block.splitlines():
            cells = line.split("\t")
            if len(cells) < 10 or "." in cells[0]:
                continue
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                spans[first] = last, cells[1]
            else:
                relation = cells[7].partition(":")[0]
                rows[int(cells[0])] = Node(cells[1], int(cells[6]), relation, cells[3], cells[2])
        if 6 <= len(rows) <= 45:
            for first, (last, form) in spans.items():
                _join(rows, first, last, form)
            if sum(node.head == 0 for node in rows.values()) == 1:
                yield rows


def _join(rows: Tree, first: int, last: int, form: str) -> None:
    parts = set(range(first, last + 1))
    head = next(rows[part] for part in sorted(parts) if rows[part].head not in parts)
    for number in parts:
        del rows[number]
    for number, node in rows.items():
        if node.head in parts:
            rows[number] = node._replace(head=first)
    rows[first] = Node(form, head.head, head.relation, head.pos, form)


class Spoiler:
    """Puts the words of a sentence in another order; the label is 1 where two words were not neighbours."""

    def __init__(self, lang: str, grown: list[Tree], frequent: list[str]) -> None:
        self.rng = random.Random(3)
        self.lang = lang
        self.function = [word for word in frequent[:150] if word.isalpha()]
        by_word, by_class = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
        for tree in grown:
            for node in tree.values():
                by_word[lowered(node.form)][node.pos] += 1
                by_class[class_of(node.form, lang)][node.pos] += 1
        self._by_word = {word: count.most_common(1)[0][0] for word, count in by_word.items()}
        self._by_class = {word: count.most_common(1)[0][0] for word, count in by_class.items()}

    def pos(self, token: str) -> str:
        return self._by_word.get(lowered(token)) or self._by_class.get(class_of(token, self.lang)) or "NOUN"

    def tree(self, rows: Tree) -> Sentence | None:
        order = self._linear(rows)
        numbers = sorted(rows)
        following = dict(zip(numbers, numbers[1:], strict=False))
        parts = [(TOKEN.findall(rows[number].form), rows[number].pos, rows[number].lemma) for number in order]
        cuts = [bool(at) and following.get(order[at - 1]) != number for at, number in enumerate(order)]
        return self._said(parts, cuts)

    def _linear(self, rows: Tree) -> list[int]:
        below = defaultdict[int, list[int]](list)
        for number, node in rows.items():
            below[node.head].append(number)
        share = self.rng.choice((0.12, 0.25, 0.45))

        def line(head: int) -> list[int]:
            left = [each for each in below[head] if each < head]
            right = [each for each in below[head] if each > head]
            self._head_last(rows, head, left, right, share)
            self._behind(rows, left, right, share)
            found = [number for each in left for number in line(each)]
            return [*found, head, *(number for each in right for number in line(each))]

        found = [number for root in below[0] for number in line(root)]
        last = max(rows)
        if rows[last].pos == "PUNCT":  # the full stop stays last
            found.remove(last)
            found.append(last)
        return found

    def _head_last(self, rows: Tree, head: int, left: list[int], right: list[int], share: float) -> None:
        rng = self.rng
        able = [each for each in right if rows[each].relation in MOVED]
        if not able or rng.random() >= share:
            return
        moved = able if rng.random() < 0.6 else [rng.choice(able)]
        right[:] = [each for each in right if each not in moved]
        place = len(left)
        if rows[head].pos in OF_A_PHRASE:
            place = rng.choice((0, len(left)))
        while place and rows[left[place - 1]].relation in ("aux", "cop", "mark", "cc") and rng.random() < 0.5:
            place -= 1
        left[place:place] = moved

    def _behind(self, rows: Tree, left: list[int], right: list[int], share: float) -> None:
        able = [each for each in left if rows[each].relation in MOVED_BEHIND]
        if able and self.rng.random() < share * 0.4:
            moved = self.rng.choice(able)
            left.remove(moved)
            right.insert(self.rng.randint(0, len(right)), moved)

    def plain(self, tokens: list[str]) -> Sentence | None:
        pos = [self.pos(token) for token in tokens]
        order = list(range(len(tokens)))
        wanted = self.rng.choice((1, 1, 2, 3))
        for _ in range(3 * wanted):
            changed = self._moved(order, tokens, pos)
            if changed is not None:
                order, wanted = changed, wanted - 1
            if not wanted:
                break
        parts = [([tokens[number]], pos[number], "_") for number in order]
        cuts = [bool(at) and number != order[at - 1] + 1 for at, number in enumerate(order)]
        return self._said(parts, cuts)

    def _moved(self, order: list[int], tokens: list[str], pos: list[str]) -> list[int] | None:
        """One phrase at another place, or None where there is none to move."""
        rng, kinds, chance = self.rng, [pos[number] for number in order], self.rng.random()
        if chance >= 0.85:
            place = rng.randrange(len(order))
            to = max(0, place + rng.choice((-4, -3, -2, 2, 3, 4)))
            rest = order[:place] + order[place + 1 :]
            return [*rest[:to], order[place], *rest[to:]]
        wanted = "ADP" if 0.4 <= chance < 0.7 else "VERB"
        able = [at for at, kind in enumerate(kinds) if at and kind == wanted]
        if not able:
            return None
        at = rng.choice(able)
        begin, end = at, at + 1
        if wanted == "ADP":
            while end < len(order) and kinds[end] in OF_A_PHRASE:
                end += 1
                if kinds[end - 1] in ("NOUN", "PROPN") and rng.random() < 0.7:
                    break
            to = max(0, at - rng.randint(1, 4))
            return order[:to] + order[at:end] + order[to:at] + order[end:] if end - at > 1 else None
        while begin > 1 and kinds[begin - 1] in ("AUX", "PART") and rng.random() < 0.6:
            begin -= 1
        if chance < 0.4:
            end = next((n for n in range(at + 1, len(order)) if tokens[order[n]] in STOPS), len(order))
            if end - at < 3:
                return None
            end = end if rng.random() < 0.7 else rng.randint(at + 2, end)
        else:
            while end < len(order) and kinds[end] in OF_A_PHRASE:
                end += 1
        return (
            order[:begin] + order[at + 1 : end] + order[begin : at + 1] + order[end:]
            if end - at > 1
            else None
        )

    def _said(self, parts: list[tuple[list[str], str, str]], cuts: list[bool]) -> Sentence | None:
        """Words and labels, function words lost, changed or added; None with less than two breaks."""
        rng, said, labels, missing = self.rng, list[str](), list[int](), False
        for (tokens, pos, lemma), cut in zip(parts, cuts, strict=True):
            if pos in SMALL and rng.random() < 0.055:
                missing = True
                continue
            chance = rng.random()
            form = tokens
            if (
                pos in ("VERB", "AUX")
                and chance < 0.06
                and lemma != "_"
                and TOKEN.findall(lemma) != [tokens[0].lower(), *tokens[1:]]
            ):
                form, cut = TOKEN.findall(lemma), True
            elif pos in ("ADP", "SCONJ") and chance < 0.045:
                form, cut = [rng.choice(self.function)], True
            if rng.random() < 0.011:
                said.append(rng.choice(self.function[:30]))
                labels.append(1)
                missing = True
            said += form
            labels += [int(cut or missing)] + [0] * (len(form) - 1) if form else []
            missing = False
        return (said, labels) if sum(labels) >= 2 else None
