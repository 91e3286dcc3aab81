"""The declaration of `mtcheck init`."""

from __future__ import annotations

import click

from mtcheck.cli.declare import Argument, Command

COMMAND = Command(
    "init",
    "write a commented mtcheck.toml for this folder",
    usage="[FOLDER]",
    examples=(("init", "write ./mtcheck.toml, then edit it"),),
    params=[Argument("folder", "[FOLDER]", "where to write it", default=".", type=click.Path())],
)
