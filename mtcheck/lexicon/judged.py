"""Words that a rule judges by themselves, each once: which of a text's words tell is then a step of sets."""

from __future__ import annotations

from collections.abc import Callable, Set

# Words of one kind that are remembered; longer ones than the last figure are no words, and are judged anew.
_REMEMBERED, _LONGEST = 200_000, 80


class Judged:
    """The words of which a rule's judgement holds; remembered, since texts repeat their words.

    >>> long = Judged(lambda word: len(word) > 5)
    >>> sorted(long.among({"ferry", "harbour", "quay"}))
    ['harbour']
    """

    def __init__(self, judge: Callable[[str], bool]) -> None:
        self._judge = judge
        self._yes: set[str] = set()
        self._no: set[str] = set()

    def among(self, words: Set[str]) -> set[str]:
        """Those of some words of which it holds."""
        left = words - self._no
        found = {*(left & self._yes)}
        for word in left - found:
            holds = self._judge(word)
            if holds:
                found.add(word)
            if len(word) <= _LONGEST:
                (self._yes if holds else self._no).add(word)
        if len(self._yes) + len(self._no) > _REMEMBERED:
            self._yes, self._no = set(), set()
        return found
