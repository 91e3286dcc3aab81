"""`--fetch`: only where it is asked for, only from public addresses, and within limits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mtcheck.cli.main import main
from mtcheck.errors import InputError
from mtcheck.formats.io import fetch as fetching

FEED = b"<rss><channel><item><title>So it is .</title></item></channel></rss>"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moves = {
            "/moved": "/feed",
            "/loop": "/loop",
            "/inside": "http://10.0.0.1/",
            "/file": "file:///etc/hostname",
            "/broken": "http://[bad/",
        }
        if self.path in moves:
            self.send_response(302)
            self.send_header("Location", moves[self.path])
            self.end_headers()
        elif self.path == "/feed":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED)
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "500")
            self.end_headers()
            self.wfile.write(b"abc")
        elif self.path in ("/drip", "/slow"):
            parts = b"HTTP/1.0 200 OK\r\n\r\n" if self.path == "/drip" else b"HTTP/1.0 200 OK\r\nX: y"
            with suppress(OSError):
                self.wfile.write(parts)
                for _ in range(100):
                    time.sleep(0.05)
                    self.wfile.write(b"x")
        elif self.path == "/big":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 300_000)
        else:
            self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a test reach this machine; no user can."""
    real = fetching.is_public
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1" or real(address))


@pytest.mark.usefixtures("loopback")
def test_a_feed_is_fetched_through_redirects(site: str) -> None:
    assert fetching.fetch(f"{site}/feed").read() == FEED
    assert fetching.fetch(f"{site}/moved").read() == FEED


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/loop", "redirects more than 5 times"),
        ("/inside", "10.0.0.1 is 10.0.0.1, a private address; nothing is fetched from there"),
        ("/file", "is not fetched: only http and https are"),
        ("/none", "answers 404"),
        ("/big", "is larger than 100,000 bytes"),
        ("/broken", "redirects to 'http://.bad/', which is not a URL"),
        ("/short", "was cut off: 3 of 500 bytes came"),
    ],
)
def test_what_is_refused(site: str, path: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        fetching.fetch(site + path, 100_000)


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("path", ["/drip", "/slow"])
def test_one_deadline_holds_over_the_whole_transfer(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_DEADLINE_S", 0.4)
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"takes longer than 0\.4 seconds"):
        fetching.fetch(site + path)
    assert time.monotonic() - begun < 3  # the server goes on for five


@pytest.mark.parametrize("address", [
    "::127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:10.0.0.1", "fec0::1", "192.0.0.192", "192.88.99.1",
    "3fff::1", "5f00::1", "2002:7f00:1::", "2001:db8::1", "64:ff9b::7f00:1", "100.64.0.1", "198.18.0.1",
    "fe80::1%eth0",
])  # fmt: skip
def test_no_reserved_address_is_public(address: str) -> None:
    assert not fetching.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2a00:1450::5"])
def test_public_addresses_are(address: str) -> None:
    assert fetching.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest",
        "http://2130706433/", "http://0.0.0.0/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"private address|has no address"):
        fetching.fetch(url)


@pytest.mark.parametrize("url", ["ftp://example.org/x", "http://me:secret@example.org/", "http:///x"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="is not fetched"):
        fetching.fetch(url)


@pytest.mark.usefixtures("loopback")
def test_the_command_fetches_only_when_asked(
    site: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", f"{site}/feed", "--isolated"]) == 3
    assert "nothing is fetched without --fetch" in capsys.readouterr().err
    assert main(["check", f"{site}/feed", "--fetch", "--isolated", "--fail-on", "minor"]) == 1
    assert "[item 1, title]" in capsys.readouterr().out
    assert main(["clean", f"{site}/feed", "--fetch", "--isolated", "--in-place"]) == 2
    assert main(["clean", f"{site}/feed", "--fetch", "--isolated", "-o", "out.xml"]) == 0
    assert (tmp_path / "out.xml").read_bytes() == FEED.replace(b" .", b".")
