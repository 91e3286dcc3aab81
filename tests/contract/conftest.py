"""One server for the tests of the HTTP API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Server, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving("--jobs", "1", "--max-bytes", "200000", "--deadline", "120") as found:
        yield found
