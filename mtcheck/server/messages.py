"""What the HTTP API takes and gives, as types: they validate requests, and OpenAPI is made from them.

No option here names a file or an address: whoever sends a text can make the server read nothing else.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from mtcheck.config import DropKind, Profile
from mtcheck.edits import Edit
from mtcheck.engine import Change
from mtcheck.languages import Language, LanguageSpan

MetricName = Literal["chrf", "chrf++", "bleu", "ter", "mtcheck"]
Tag = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$",
        max_length=35,
        description="a language (BCP 47), e.g. en or pt-BR",
    ),
]
RuleName = Annotated[str, Meta(max_length=80, description="a code, a name or a family of rules")]
# More resamples than this only hold up the others who wait.
MAX_RESAMPLES = 2000


class CheckRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A text, and how to look at it. What is left out comes from the server's configuration."""

    text: str
    lang: Tag | None = None
    source: str | None = None
    references: str | list[str] | None = None
    source_lang: Tag | None = None
    profile: Profile | None = None
    select: list[RuleName] | None = None
    ignore: list[RuleName] | None = None


class CleanRequest(CheckRequest, forbid_unknown_fields=True):
    """A text to clean. ``drop`` names what is left out, ``unsafe`` applies edits that had to guess."""

    unsafe: bool | None = None
    drop: list[DropKind] | None = None


class ScoreRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Translations and their references: one text each, or lists; several references as several lists."""

    hypotheses: str | list[str | None]
    references: str | list[str | list[str | None] | None]
    sources: str | list[str | None] | None = None
    metrics: list[MetricName] | None = None
    lang: Tag | None = None
    resamples: Annotated[int, Meta(ge=0, le=MAX_RESAMPLES)] = 0


class LanguagesRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A text whose languages are wanted; ``among`` restricts the answer."""

    text: str
    among: list[Tag] | None = None


class CleanResponse(msgspec.Struct):
    """The cleaned text, the edits that lead to it from the original, and the check of the original."""

    text: str
    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    report: dict[str, Any]


class LanguagesResponse(msgspec.Struct):
    """The language of the whole text, and of each stretch (code points, half-open, no gaps)."""

    language: Language
    spans: tuple[LanguageSpan, ...]


class ViewResponse(msgspec.Struct):
    """What the page draws: the text in segments with their findings, the cleaned text, the changes as the
    log of `mtcheck clean` tells them.
    """

    view: dict[str, Any]
    cleaned: str
    changes: list[dict[str, Any]]


class ScoresResponse(msgspec.Struct):
    """The JSON of `mtcheck score` (mtcheck.scores/1)."""

    schema: str
    version: str
    hypotheses: str
    references: list[str]
    segments: int
    unscored: list[int]
    metrics: list[dict[str, Any]]
    segment_scores: list[dict[str, Any]]
    versus: str | None
    comparisons: dict[str, Any]
    problems: list[dict[str, Any]]


class Problem(msgspec.Struct):
    """What is wrong with a request: the HTTP status once more, and a sentence that says the way out."""

    status: int
    message: str


class ErrorResponse(msgspec.Struct):
    """The body of every answer that is no success."""

    error: Problem


class AboutResponse(msgspec.Struct):
    """What this server offers; the page fills its lists from it."""

    version: str
    lang: str
    languages: tuple[str, ...]
    profile: str
    profiles: tuple[str, ...]
    drop: tuple[str, ...]
    dropped: tuple[str, ...]
    unsafe: bool
    max_bytes: int
    deadline_s: float


class HealthResponse(msgspec.Struct):
    """``ok`` while a worker is there; ``starting`` (status 503) while none is."""

    status: Literal["ok", "starting"]
    version: str
    workers: int
