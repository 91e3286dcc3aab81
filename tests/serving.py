"""A real `mtcheck serve` for tests, on a free port of the loopback address."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.conftest import ROOT

JSON = {"content-type": "application/json"}


class Reply(NamedTuple):
    """An answer, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class Server(NamedTuple):
    """Where a server listens, and its process."""

    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """The address of its page, without the slash."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """One request in a connection of its own; a body that is not bytes is sent as JSON."""
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, raw, JSON if headers is None else headers)
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, names, response.read())
        finally:
            connection.close()

    def post(self, path: str, body: object, headers: dict[str, str] | None = None) -> Reply:
        """``ask`` with POST."""
        return self.ask("POST", path, body, headers)

    def wait(self) -> None:
        """Until a worker is there."""
        for _ in range(3000):
            if self.ask("GET", "/healthz").status == 200:
                return
            time.sleep(0.1)
        raise AssertionError("no worker came up")


@contextmanager
def serving(*arguments: str) -> Iterator[Server]:
    """Start a server, wait for its workers, and end it."""
    command = [sys.executable, "-m", "mtcheck", "serve", "--port", "0", "--isolated", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert found, process.stderr.read()
        server = Server(int(found[1]), process)
        server.wait()
        yield server
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        if process.stderr:
            process.stderr.close()
