"""The declaration of `mtcheck serve`."""

from __future__ import annotations

from mtcheck.cli.declare import Command, Option, flag, repeated
from mtcheck.cli.options import settings

COMMAND = Command(
    "serve",
    "a page and an HTTP API on this machine",
    usage="[options]",
    examples=(
        ("serve", "the page is at http://127.0.0.1:8765/"),
        ("serve --port 9000 --jobs 4 --deadline 10", "more workers, and less time for each text"),
    ),
    params=[
        Option("--host", metavar="ADDRESS", default="127.0.0.1", env=True,
               help="address to listen on (default 127.0.0.1)"),
        Option("--port", metavar="N", type=int, default=8765, env=True,
               help="default 8765; 0 for any free one"),
        repeated("--allow-host", metavar="NAME", env=True,
                 help="host name to answer to; may be repeated"),
        Option("-j", "--jobs", metavar="N", type=int, env=True,
               help="worker processes (default: cores, at most 4)"),
        Option("--deadline", metavar="SECONDS", type=float, default=30.0, env=True,
               help="for one text (default 30)"),
        Option("--max-bytes", metavar="N", type=int, default=4_000_000, env=True,
               help="of one request (default 4000000)"),
        *settings(),
        flag("-q", "--quiet", section="settings", env=True, help="do not say where the page is"),
    ],
)  # fmt: skip
