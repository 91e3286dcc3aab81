"""uvicorn, told to log nothing of requests."""

from __future__ import annotations

import contextlib
import socket

import uvicorn

from mtcheck.config import Config
from mtcheck.server.app import Settings, make_app

# How long requests in hand may take when the server is told to end.
_GRACE_S = 3


def serve(listening: socket.socket, settings: Settings, config: Config) -> None:
    """Serve on a socket until a signal ends it."""
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(settings, config),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=_GRACE_S,
        )
    )
    # uvicorn raises the signal again when it is done.
    with contextlib.suppress(KeyboardInterrupt):
        server.run([listening])
