"""The door of the server: whose requests are let in, how large they may be, and what every answer says.

A page of another site that is open in the same browser must neither read answers nor make the server work:
the Host has to be ours (a name that was bound to this machine is not), and so has the Origin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from starlette.requests import ClientDisconnect, Request

from mtcheck.server.answers import error

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Scripts and styles come from our files only; nothing is framed, posted by a form, or made from text.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_RAW_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
# A body comes from the same machine, or over somebody's proxy: more time than this is a stuck client.
BODY_DEADLINE_S = 20.0
# What is read and thrown away of a request that is refused, so that its sender gets to read why.
_DISCARD_BYTES = 64_000_000
_DISCARD_S = 5.0
# Bodies of the largest size that may be on their way at once.
_BODIES_AT_ONCE = 16
# Of these a request has one; a second could mean something else to a proxy than to us.
_ONCE = (b"host", b"origin", b"sec-fetch-site", b"content-type", b"content-length", b"content-encoding")


class RefusedError(Exception):
    """A request that is turned away, with the status and the reason."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status, self.message = status, message


class Guard:
    """Wraps the application: checks where a request comes from, and puts headers on every answer."""

    def __init__(self, app: App, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_RAW_HEADERS]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        names = [name.lower() for name, _ in scope["headers"]]
        try:
            for name in _ONCE:
                if names.count(name) > 1:
                    raise RefusedError(400, f"the header {name.decode()} is there twice")
            self._check(scope, headers)
        except RefusedError as refused:
            return await _refuse(refused, send_with_headers)
        return await self._app(scope, receive, send_with_headers)

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            known = ", ".join(sorted(self._hosts))
            raise RefusedError(
                400,
                f"this server answers for {known}, not for the host {host[:100]!r} (--allow-host)",
            )
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"{scope['scheme']}://{host}".lower():
            raise RefusedError(403, f"a page of {origin[:100]!r} may not use this server")
        if scope["method"] == "POST" and headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise RefusedError(403, "a page of another site may not use this server")


def host_name(host: str) -> str:
    """The name in a Host header, without the port, in lower case.

    >>> host_name("LocalHost:8765"), host_name("[::1]:80"), host_name("::1")
    ('localhost', '::1', '')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    name, colon, port = host.partition(":")
    return name.lower() if not colon or port.isdigit() else ""


async def _refuse(refused: RefusedError, send: Send) -> None:
    body = error(refused.status, refused.message).body
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def check_type(request: Request) -> None:
    """Raises RefusedError 415 for a body that is not plain JSON in UTF-8."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    charset = rest.partition("charset=")[2].strip().strip('"').lower()
    if kind.strip().lower() != "application/json" or charset not in ("", "utf-8", "utf8"):
        raise RefusedError(415, "send JSON in UTF-8, with the header Content-Type: application/json")
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        raise RefusedError(415, f"the body is packed ({coding[:40]}); send it as it is")


class Waiting:
    """The bytes of all bodies that are on their way, which many slow clients together must not make many."""

    def __init__(self, max_bytes: int) -> None:
        self._most = _BODIES_AT_ONCE * max_bytes
        self._held = 0

    def hold(self, count: int) -> None:
        """Take so many bytes on. Raises RefusedError 503; else ``drop`` has to follow."""
        if self._held + count > self._most:
            raise RefusedError(503, "too many bodies are on their way; come back in a moment")
        self._held += count

    def drop(self, count: int) -> None:
        """So many bytes are held no more."""
        self._held -= count


async def read_body(request: Request, max_bytes: int, waiting: Waiting) -> bytes:
    """The whole body. Raises RefusedError: 413 when it is too large, 408 when it does not come, 503 when all
    that are on their way are too much.
    """
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > max_bytes:
        await discard(request)
        raise _too_large(max_bytes)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_DEADLINE_S):
            async for chunk in request.stream():
                waiting.hold(len(chunk))
                body += chunk
                if len(body) > max_bytes:
                    break
    except TimeoutError:
        raise RefusedError(408, f"the body did not come within {BODY_DEADLINE_S:g} seconds") from None
    except ClientDisconnect:
        raise RefusedError(400, "the body was cut off") from None
    finally:
        waiting.drop(len(body))
    if len(body) > max_bytes:
        await discard(request)
        raise _too_large(max_bytes)
    return bytes(body)


def _too_large(max_bytes: int) -> RefusedError:
    return RefusedError(
        413,
        f"the body has more than {max_bytes:,} bytes (--max-bytes); `mtcheck check FILE` reads larger texts",
    )


async def discard(request: Request) -> None:
    """Read what is left of a body that nobody wants, within bounds: closing at once would cut off the
    answer while the client is still sending.
    """
    left = _DISCARD_BYTES
    try:
        async with asyncio.timeout(_DISCARD_S):
            while left > 0:
                message = await request.receive()
                left -= len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
    except TimeoutError:
        return
