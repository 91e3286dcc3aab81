"""schemathesis sends what our own OpenAPI description allows, and what it does not."""

from __future__ import annotations

import json
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings

from mtcheck.report import dumps
from mtcheck.server.openapi import openapi
from tests.serving import Server

ROUTES = ["/check", "/clean", "/score", "/languages", "/view", "/about", "/healthz"]


schema = schemathesis.openapi.from_dict(openapi())


@schema.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_server_keeps_to_its_description(server: Server, case: Any) -> None:
    # A schema cannot say which rules and languages there are, nor that two lists are of one length.
    beyond = case.path in ("/check", "/clean", "/view", "/score", "/languages")
    excluded = [schemathesis.checks.positive_data_acceptance] if beyond else []
    case.call_and_validate(base_url=server.url, excluded_checks=excluded)


def test_the_description_is_served(server: Server) -> None:
    assert server.ask("GET", "/openapi.json").json == json.loads(dumps(openapi()))


def test_the_description_names_every_route_and_resolves() -> None:
    found = openapi()
    assert sorted(found["paths"]) == sorted(ROUTES)
    names: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            names.update(v for k, v in value.items() if k == "$ref" and isinstance(v, str))
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(found)
    known = {f"#/components/schemas/{name}" for name in found["components"]["schemas"]}
    assert names <= known
