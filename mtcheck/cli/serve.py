"""`mtcheck serve`: the page and the HTTP API, on this machine unless told otherwise."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
from typing import TYPE_CHECKING

from mtcheck.cli.exits import EXIT_OK
from mtcheck.cli.options import settle_server
from mtcheck.errors import UsageError
from mtcheck.extras import install
from mtcheck.messages import say

if TYPE_CHECKING:
    from mtcheck.server.app import Settings

# A worker takes some 100 MB; more are of use only where many people share one server.
_MOST_JOBS_BY_DEFAULT = 4
_BACKLOG = 512


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Raises UsageError when the address cannot be had."""
    try:
        from mtcheck.server.app import Settings
        from mtcheck.server.run import serve
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise UsageError(f"{error.name} is not installed: {install('serve')}") from error
    config = settle_server(arguments)
    settings = _settings(arguments, Settings)
    listening = _listen(arguments.host, arguments.port)
    host, port = listening.getsockname()[:2]
    if not arguments.quiet:
        shown = f"[{host}]" if ":" in host else host
        say(f"mtcheck: http://{shown}:{port}/ (Ctrl-C ends it)")
        if not _is_loopback(host):
            say(
                "mtcheck: others on the network can send texts to this server, and it asks nobody for a "
                "password; put a proxy in front that does"
            )
    serve(listening, settings, config)
    return EXIT_OK


def _settings(arguments: argparse.Namespace, kind: type[Settings]) -> Settings:
    jobs = arguments.jobs or min(_MOST_JOBS_BY_DEFAULT, os.cpu_count() or 1)
    for name, value in (
        ("--jobs", jobs),
        ("--deadline", arguments.deadline),
        ("--max-bytes", arguments.max_bytes),
    ):
        if value <= 0:
            raise UsageError(f"{name} must be more than 0, not {value:g}")
    names = [arguments.host, *(arguments.allow_host or ())]
    hosts = tuple(name for name in names if name not in ("0.0.0.0", "::", ""))
    return kind(jobs, arguments.deadline, arguments.max_bytes, hosts)


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port}: a port is 0 to 65535; 0 takes any that is free")
    try:
        family, _, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        way_out = "; name another --port" if error.errno is not None else ""
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror or error}{way_out}") from error
