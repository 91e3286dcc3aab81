"""The description of the HTTP API, made from the types it validates with."""

from __future__ import annotations

import copy
from typing import Any

import msgspec

from mtcheck.report import json_schema
from mtcheck.server.messages import (
    AboutResponse,
    CheckRequest,
    CleanRequest,
    CleanResponse,
    ErrorResponse,
    HealthResponse,
    LanguagesRequest,
    LanguagesResponse,
    ScoreRequest,
    ScoresResponse,
    ViewResponse,
)
from mtcheck.version import __version__

_PREFIX = "#/components/schemas/"
_PROBLEMS = {
    "400": "not JSON, not what the schema says, or a host that is not this server's",
    "403": "sent by a page of another site",
    "408": "the body did not come in time",
    "413": "the body is too large",
    "415": "no JSON in UTF-8",
    "500": "two workers died of this text; they have been replaced",
    "503": "too many requests are waiting; come back after Retry-After seconds",
    "504": "the text took longer than the deadline; the worker has been replaced",
}
# Route: what it does, the type of its request, and the name of the schema of its answer.
_POSTS: dict[str, tuple[str, type, str]] = {
    "/check": ("Find what is wrong with a text", CheckRequest, "Report"),
    "/clean": ("Repair a text and leave out its boilerplate", CleanRequest, "CleanResponse"),
    "/score": ("Score translations against references", ScoreRequest, "ScoresResponse"),
    "/languages": ("Tell which language each stretch of a text is in", LanguagesRequest, "LanguagesResponse"),
    "/view": ("What the page draws: segments, cleaned text, changes", CleanRequest, "ViewResponse"),
}
_GETS: dict[str, tuple[str, str]] = {
    "/about": ("What this server offers", "AboutResponse"),
    "/healthz": ("Whether the server can work", "HealthResponse"),
}


def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 description as plain values."""
    types = [
        CheckRequest, CleanRequest, ScoreRequest, LanguagesRequest, CleanResponse, LanguagesResponse,
        ScoresResponse, ViewResponse, ErrorResponse, AboutResponse, HealthResponse,
    ]  # fmt: skip
    _, schemas = msgspec.json.schema_components(types, ref_template=_PREFIX + "{name}")
    schemas |= _report_schemas()
    schemas["CleanResponse"]["properties"]["report"] = {"$ref": _PREFIX + "Report"}
    paths: dict[str, Any] = {}
    for route, (summary, request, answer) in _POSTS.items():
        body = {"required": True, "content": _json(request.__name__)}
        responses = {"200": {"description": "done", "content": _json(answer)}, **_problems()}
        paths[route] = {"post": {"summary": summary, "requestBody": body, "responses": responses}}
    for route, (summary, answer) in _GETS.items():
        responses = {"200": {"description": "done", "content": _json(answer)}, **_problems("400", "403")}
        paths[route] = {"get": {"summary": summary, "responses": responses}}
    paths["/healthz"]["get"]["responses"]["503"] = {
        "description": "no worker is ready",
        "content": _json("HealthResponse"),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mtcheck",
            "version": __version__,
            "description": "Finds and repairs what goes wrong in machine-translated articles. "
            "Offsets are code points of the original text, half-open.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _PREFIX + name}}}


def _problems(*only: str) -> dict[str, Any]:
    return {
        status: {"description": why, "content": _json("ErrorResponse")}
        for status, why in _PROBLEMS.items()
        if not only or status in only
    }


def _report_schemas() -> dict[str, Any]:
    """The JSON Schema of mtcheck.report/1, moved to where OpenAPI keeps schemas."""
    schema = copy.deepcopy(json_schema())
    definitions = schema.pop("$defs")
    reference = schema.pop("$ref").removeprefix("#/$defs/")
    _repoint(definitions)
    definitions["Report"] = definitions.pop(reference)
    return dict(definitions)


def _repoint(value: object) -> None:
    if isinstance(value, dict):
        where = value.get("$ref")
        if isinstance(where, str):
            value["$ref"] = where.replace("#/$defs/", _PREFIX)
        for each in value.values():
            _repoint(each)
    elif isinstance(value, list):
        for each in value:
            _repoint(each)
