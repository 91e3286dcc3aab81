"""What the language engine answers with."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

#: The answer where a text is no language, or none that can be told.
UNDETERMINED: Final = "und"
#: The engines there are, by the names that `[languages] detector` takes.
DetectorName = Literal["mtcheck", "langdetect", "lingua", "cld2"]


class Language(msgspec.Struct, frozen=True):
    """The language of one text: a BCP 47 code, ``"und"`` where it cannot be told.

    ``confidence`` is calibrated, 0–1: of the answers given at 0.8, about 80 % are right.
    """

    code: str
    confidence: float


class LanguageSpan(msgspec.Struct, frozen=True):
    """A stretch of one named text in one language: code points, half-open."""

    start: int
    end: int
    code: str
    confidence: float
