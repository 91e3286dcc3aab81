"""Which language each stretch of a text is in. The only importer of langdetect."""

from __future__ import annotations

import msgspec


class Language(msgspec.Struct, frozen=True):
    """A language (BCP 47 code, "und" when it cannot be told) and how sure that is, 0-1."""

    code: str
    confidence: float


class LanguageSpan(msgspec.Struct, frozen=True):
    """A stretch of a text in one language: code points, half-open."""

    start: int
    end: int
    code: str
    confidence: float
