"""Segments by another engine: a language for each sentence, for engines that know only whole texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mtcheck.document import Span
from mtcheck.languages.types import UNDETERMINED, LanguageSpan

if TYPE_CHECKING:
    from mtcheck.languages.detectors import Detector


def segment_by_sentence(text: str, sentences: Iterable[Span], detect: Detector) -> tuple[LanguageSpan, ...]:
    """Stretches by language that cover the text; neighbouring sentences of one language are one.

    ``sentences`` are in order and do not overlap. A sentence the engine cannot tell goes with the one
    before it.

    >>> from mtcheck.languages.types import Language
    >>> def shout(text, *, among=None):
    ...     return Language("tlh" if text.isupper() else "en", 1.0)
    >>> [(s.start, s.code) for s in segment_by_sentence("One. TWO.", [Span(0, 4), Span(5, 9)], shout)]
    [(0, 'en'), (5, 'tlh')]
    """
    if not text:
        return ()
    found: list[tuple[int, str, float]] = []
    for start, end in sentences:
        language = detect(text[start:end])
        if language.code == UNDETERMINED and found:
            continue
        if found and found[-1][1] in (language.code, UNDETERMINED):
            known = found.pop()
            confidence = (
                language.confidence if known[1] == UNDETERMINED else min(known[2], language.confidence)
            )
            found.append((known[0], language.code, confidence))
        else:
            found.append((start if found else 0, language.code, language.confidence))
    if not found:
        return (LanguageSpan(0, len(text), UNDETERMINED, 1.0),)
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    return tuple(
        LanguageSpan(start, end, code, confidence)
        for (start, code, confidence), end in zip(found, ends, strict=True)
    )
