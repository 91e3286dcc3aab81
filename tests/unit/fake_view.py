"""The few facts of a View that boilerplate needs, for tests of its logic alone."""

from __future__ import annotations

import re

from mtcheck.document import Span
from mtcheck.text.words import heads_of, word_starts_of, words_of

_SENTENCE = re.compile(r"[^\s].*?(?:[.!?…]+[”»\")]*(?=\s|$)|[。！？]|$)", re.MULTILINE)


class FakeView:
    """Lines by \\n, sentences by their final stops."""

    lang = "en"

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.lines = tuple(
            Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+|(?<=\n)(?=\n)|^(?=\n)", text)
        )
        self.small_characters = frozenset(self.lowered)
        self.word_starts = word_starts_of(words_of(self.lowered))
        self.heads = list(heads_of(self.lowered, self.lines))
        self.sentences = tuple(Span(m.start(), m.end()) for m in _SENTENCE.finditer(text))
