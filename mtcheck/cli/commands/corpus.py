"""The declaration of `mtcheck corpus`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Argument, Command, Group, OneOf, Option, flag
from mtcheck.cli.options import input_formats, paths

_BUILD = Command(
    "build",
    "build a phrasing profile from reference texts",
    usage="[PATH...] -o FILE [options]",
    examples=(("corpus build archive/ -o house.bin", "a profile of your phrasing"),),
    params=[
        *paths(),
        Option("-o", "--output", "out", metavar="FILE", type=click.Path(), required=True,
               help="the profile to write"),
        Option("--lang", metavar="LANG", default="en", help="language of the texts (BCP 47; default en)"),
        Option("--min-count", metavar="N", type=click.IntRange(min=1), default=1,
               help="leave out words seen less often (default 1)"),
        Option("--input-format", metavar="FORMAT", type=OneOf(input_formats),
               help="instead of by name and content"),
        flag("-q", "--quiet", env=True, help="no summary"),
    ],
)  # fmt: skip
_SHOW = Command(
    "show",
    "show what a phrasing profile holds",
    usage="FILE",
    examples=(("corpus show house.bin", "how many sentences it is made from"),),
    params=[Argument("profile", "FILE", "the profile", type=click.Path())],
)

COMMAND = Group("corpus", "build a phrasing profile from reference texts, or show one", [_BUILD, _SHOW])
