"""uvicorn, told to log nothing of requests."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from mtcheck.config import Config
from mtcheck.server.app import Settings, make_app

# How long requests in hand may take when the server is told to end.
_GRACE_S = 3


# A client on the same machine or a proxy sends its headers at once.
HEADERS_DEADLINE_S = 10.0


class Impatient(H11Protocol):
    """A connection whose headers have to come in time; uvicorn waits for ever."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Go on waiting while the headers are not whole."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more is waited for."""
        self._calm()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._calm()  # a request is at work; its body has a deadline of its own
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEADERS_DEADLINE_S, self._end)

    def _calm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def serve(listening: socket.socket, settings: Settings, config: Config) -> None:
    """Serve on a socket until a signal ends it."""
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(settings, config),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            http=Impatient,
            lifespan="on",
            timeout_graceful_shutdown=_GRACE_S,
        )
    )
    # uvicorn raises the signal again when it is done.
    with contextlib.suppress(KeyboardInterrupt):
        server.run([listening])
