"""Examples in brackets, which a translator takes from the reader's own country: `(e.g. +1 for the US)`."""

from __future__ import annotations

from mtcheck import lazyre
from mtcheck.document import Span
from mtcheck.text.conventions import exemplifying

_SENTENCE = lazyre.compile(r"[^.!?。！？\n]{1,300}")
_BRACKETS = lazyre.compile(r"[(（][^()（）\n]{1,200}[)）]")


def examples(text: str, lang: str) -> list[Span]:
    """The brackets that begin as an example does in the language.

    >>> examples("Enter a code (e.g. +1 for the US).", "en")
    [Span(start=13, end=33)]
    """
    words = tuple(f"{phrase} " for phrase in exemplifying(lang))
    return [
        Span(*match.span())
        for match in _BRACKETS.finditer(text)
        if match[0][1:].strip().lower().startswith(words)
    ]


def example_sentences(text: str, lang: str) -> list[Span]:
    """The sentences that begin as an example does in the language.

    >>> example_sentences("Leave it empty. For example, a size 4 of a shirt.", "en")
    [Span(start=15, end=48)]
    """
    words = tuple(f"{phrase}{end}" for phrase in exemplifying(lang) for end in (" ", ", ", ": "))
    return [
        Span(*match.span())
        for match in _SENTENCE.finditer(text)
        if match[0].strip().lower().startswith(words)
    ]


def brackets(text: str) -> list[Span]:
    """All stretches in brackets."""
    return [Span(*match.span()) for match in _BRACKETS.finditer(text)]
