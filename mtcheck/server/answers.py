"""From the body of a request to the body of an answer: pure functions, run in a worker process."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import msgspec

from mtcheck import api
from mtcheck.changes import told_changes
from mtcheck.config import Config, make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document, clean_document
from mtcheck.errors import MtcheckError
from mtcheck.report import dumps
from mtcheck.server.messages import (
    CheckRequest,
    CleanRequest,
    CleanResponse,
    LanguagesRequest,
    LanguagesResponse,
    ScoreRequest,
    ViewResponse,
)

#: What a text is called that came over HTTP.
URI = "<request>"
_Request = TypeVar("_Request")


class Answer(NamedTuple):
    """An HTTP status and its JSON."""

    status: int
    body: bytes


class BadRequestError(Exception):
    """The request cannot be served: the message says why, and what would be right."""


def error(status: int, message: str) -> Answer:
    """The JSON of an answer that is no success.

    >>> error(400, "no text").body
    b'{"error":{"status":400,"message":"no text"}}'
    """
    return Answer(status, _encode({"error": {"status": status, "message": message}}))


def answer(route: str, body: bytes, config: Config) -> Answer:
    """The answer of one route to a body of JSON; what is wrong with the request is said with status 400.

    >>> answer("/check", b'{"text": ', Config()).status
    400
    """
    try:
        return Answer(200, _encode(ROUTES[route](_parse(body), config)))
    except (BadRequestError, MtcheckError) as problem:
        return error(400, str(problem))


def _encode(value: object) -> bytes:
    return dumps(msgspec.to_builtins(value)).encode()


def _parse(body: bytes) -> Any:
    """The JSON of a body. The standard library's reader, since msgspec's refuses lone surrogates."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as problem:
        raise BadRequestError(
            f"the body is not UTF-8: byte {problem.start} is {body[problem.start]:#04x}"
        ) from None
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise BadRequestError(f"the body is not JSON: {problem.msg} at {place}") from None
    except RecursionError:
        raise BadRequestError("the body is JSON nested too deep") from None
    except ValueError as problem:  # a number of more digits than Python reads
        raise BadRequestError(f"the body is not JSON that can be read: {problem}") from None


def _refuse_constant(name: str) -> None:
    raise BadRequestError(f"the body is not JSON: {name} is no JSON number")


def _convert(value: object, kind: type[_Request]) -> _Request:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        what, _, where = str(problem).partition(" - at `$.")
        place = f"{where.strip('`')}: " if where else ""
        if "matching regex" in what:
            what = "no language tag; write e.g. en or pt-BR"
        raise BadRequestError(f"{place}{what[:1].lower()}{what[1:]}") from None
    except RecursionError:
        raise BadRequestError("the body is JSON nested too deep") from None


def _settle(request: CheckRequest, config: Config) -> Config:
    """The server's configuration with what the request says on top. Raises ConfigError."""
    given: dict[str, object] = {
        "source-lang": request.source_lang,
        "profile": request.profile,
        "select": request.select,
        "ignore": request.ignore,
    }
    if isinstance(request, CleanRequest):
        given |= {"unsafe": request.unsafe, "drop": request.drop}
    said = {name: value for name, value in given.items() if value is not None}
    return make_config(msgspec.to_builtins(config) | said, "request") if said else config


def _document(request: CheckRequest, config: Config) -> Document:
    references = request.references or []
    several = (references,) if isinstance(references, str) else tuple(references)
    return Document(request.text, Origin(URI), request.lang or config.lang, request.source, several)


def check(value: object, config: Config) -> dict[str, Any]:
    """POST /check: the object of mtcheck.report/1."""
    request = _convert(value, CheckRequest)
    settled = _settle(request, config)
    return check_document(_document(request, settled), settled).to_dict()


def clean(value: object, config: Config) -> CleanResponse:
    """POST /clean: the cleaned text with its edits, changes and report."""
    request = _convert(value, CleanRequest)
    settled = _settle(request, config)
    cleaned = clean_document(_document(request, settled), settled)
    return CleanResponse(cleaned.text, cleaned.edits, cleaned.changes, cleaned.report.to_dict())


def view(value: object, config: Config) -> ViewResponse:
    """POST /view: what the page draws. Text goes out in segments: JavaScript counts other units."""
    from mtcheck.renderers.segments import document_view

    request = _convert(value, CleanRequest)
    settled = _settle(request, config)
    cleaned = clean_document(_document(request, settled), settled)
    return ViewResponse(document_view(cleaned.report), cleaned.text, list(told_changes(cleaned)))


def score(value: object, config: Config) -> dict[str, Any]:
    """POST /score: the JSON of `mtcheck score`."""
    from mtcheck.renderers.scores import Run, scores_dict
    from mtcheck.scoring.types import DEFAULT_METRICS

    request = _convert(value, ScoreRequest)
    references: Any = request.references
    if not request.hypotheses or not references:
        raise BadRequestError("hypotheses and references: at least one of each")
    nested = [isinstance(item, list) for item in references] if isinstance(references, list) else [False]
    if any(nested) and not all(nested):
        raise BadRequestError("references: all of them lists, or none")
    if isinstance(request.hypotheses, str) and any(nested):
        raise BadRequestError("references: one text has a text or a list of texts as references")
    if isinstance(request.hypotheses, list) and isinstance(references, str):
        raise BadRequestError("references: a list, as hypotheses is one")
    if (
        isinstance(request.hypotheses, str) != isinstance(request.sources, str)
        and request.sources is not None
    ):
        raise BadRequestError("sources: a text if hypotheses is one, else a list")
    metrics = request.metrics or DEFAULT_METRICS
    scores = api.score(
        request.hypotheses,
        references,
        sources=request.sources,
        metrics=metrics,
        lang=request.lang,
        resamples=request.resamples,
    )
    count = len(references) if any(nested) or isinstance(request.hypotheses, str) else 1
    names = tuple(f"reference {number}" for number in range(1, count + 1))
    return scores_dict(Run("hypotheses", names, scores))


def languages(value: object, config: Config) -> LanguagesResponse:
    """POST /languages: the language of the text, and of its stretches."""
    from mtcheck.languages.identify import identify_language
    from mtcheck.languages.segment import segment_languages

    request = _convert(value, LanguagesRequest)
    return LanguagesResponse(
        identify_language(request.text, among=request.among),
        segment_languages(request.text, among=request.among),
    )


ROUTES: dict[str, Callable[[object, Config], object]] = {
    "/check": check,
    "/clean": clean,
    "/score": score,
    "/languages": languages,
    "/view": view,
}
