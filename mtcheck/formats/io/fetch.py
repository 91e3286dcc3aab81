"""Feeds and pages from the network, only where `--fetch` asks for it.

http and https alone; every address a name stands for has to be a public one, at each redirect anew, and the
connection goes to the very address that was checked, so that a second answer of the name server changes
nothing. Redirects, bytes and waiting are limited.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from typing import Any, BinaryIO
from urllib.parse import SplitResult, urljoin, urlsplit

from mtcheck.errors import InputError
from mtcheck.version import __version__

MAX_REDIRECTS = 5
# A feed is smaller: the largest of news agencies are a few megabytes.
MAX_BYTES = 50_000_000
TIMEOUT_S = 20.0
_DEADLINE_S = 120.0
_PORTS = {"http": 80, "https": 443}
# The one block of IPv6 that is given out as public (IANA, global unicast), and what is not public in it:
# protocol assignments with Teredo, documentation (twice), and 6to4, which carries an IPv4 address inside.
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_RESERVED_6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# Of IPv4, what Python calls public and IANA does not: protocol assignments, and relays of 6to4.
_RESERVED_4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
_REDIRECTS = (301, 302, 303, 307, 308)


def fetch(url: str, max_bytes: int = MAX_BYTES) -> BinaryIO:
    """What is at a URL. Raises InputError: refused, unreachable, too large, or not there."""
    current = url
    deadline = time.monotonic() + _DEADLINE_S
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url, current)
        connection = _connection(url, parts, deadline)
        try:
            connection.request("GET", _target(parts), headers={
                "Accept-Encoding": "identity", "User-Agent": f"mtcheck/{__version__}",
            })  # fmt: skip
            response = connection.getresponse()
            if response.status in _REDIRECTS and response.getheader("Location"):
                current = _next(url, current, response.getheader("Location") or "")
                if parts.scheme == "https" and not current.startswith("https:"):
                    raise InputError(url, None, f"redirects from https to {current}, which is not followed")
                continue
            if response.status != 200:
                raise InputError(url, None, f"answers {response.status} {response.reason}")
            return io.BytesIO(_body(url, response, max_bytes))
        except _LateError as error:
            raise InputError(url, None, f"takes longer than {_DEADLINE_S:g} seconds") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise InputError(url, None, f"cannot be fetched: {error}") from error
        finally:
            connection.end()
    raise InputError(url, None, f"redirects more than {MAX_REDIRECTS} times")


class _LateError(Exception):
    """The time for the whole transfer is over."""


def _next(url: str, current: str, location: str) -> str:
    try:
        return urljoin(current, location)
    except ValueError as error:
        raise InputError(
            url, None, f"redirects to {location[:200]!r}, which is not a URL: {error}"
        ) from error


def _body(url: str, response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    said = response.length
    parts, size = [], 0
    while chunk := response.read(1 << 16):
        parts.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise InputError(url, None, f"is larger than {max_bytes:,} bytes; save it to a file first")
    if said is not None and size < said:
        raise InputError(url, None, f"was cut off: {size:,} of {said:,} bytes came; try again")
    return b"".join(parts)


def _checked(url: str, current: str) -> SplitResult:
    try:
        parts = urlsplit(current)
        port = parts.port
    except ValueError as error:
        raise InputError(url, None, f"{current!r} is not a URL: {error}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(url, None, f"{current} is not fetched: only http and https are")
    if parts.username is not None or port == 0:
        raise InputError(url, None, f"{parts.scheme}://{parts.hostname} with a user name is not fetched")
    return parts


def _target(parts: SplitResult) -> str:
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in target)


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet.

    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found not in _GIVEN_OUT or any(found in network for network in _RESERVED_6):
            return False
    elif any(found in network for network in _RESERVED_4):
        return False
    return found.is_global and not found.is_multicast


def _connection(url: str, parts: SplitResult, deadline: float) -> _Pinned:
    """A connection to an address of the host, all of which are checked."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(url, None, f"{host} has no address: {error}") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            raise InputError(
                url, None, f"{host} is {address}, a private address; nothing is fetched from there"
            )
    return _Pinned(host, port, addresses[0], deadline, secure=parts.scheme == "https")


class _Pinned(http.client.HTTPConnection):
    """A connection that asks no name server again, and has one deadline for all that it waits for."""

    def __init__(self, host: str, port: int, address: str, deadline: float, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S)
        self._address, self._secure, self._deadline = address, secure, deadline
        self._timed: _TimedSocket | None = None
        # Without a port of its own, the Host header names none.
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        """Open the socket to the checked address."""
        sock = socket.create_connection((self._address, self.port), _left(self._deadline))
        if self._secure:
            try:
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
            except OSError:
                sock.close()
                raise
        self._timed = _TimedSocket(sock, self._deadline)
        self.sock: Any = self._timed

    def end(self) -> None:
        """Close the socket, whatever is still to be read."""
        self.close()
        if self._timed is not None:
            self._timed.end()


def _left(deadline: float) -> float:
    """How long one step may wait. Raises _LateError."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise _LateError
    return min(TIMEOUT_S, left)


class _TimedSocket(io.RawIOBase):
    """A socket whose every step waits no longer than to the deadline: one that drips ends there too."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """What has come, at least a byte."""
        self._sock.settimeout(_left(self._deadline))
        try:
            return self._sock.recv_into(buffer)
        except TimeoutError:
            _left(self._deadline)
            raise

    def makefile(self, mode: str) -> io.BufferedReader:
        """What the response is read from."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Nothing yet: a connection is closed while its response is still read."""

    def end(self) -> None:
        """Close the socket."""
        self._sock.close()
