"""The declaration of `mtcheck doctor`."""

from __future__ import annotations

from mtcheck.cli.declare import Command, flag
from mtcheck.cli.options import report_format

COMMAND = Command(
    "doctor",
    "show what is installed, missing or damaged",
    usage="[options]",
    examples=(("doctor", "what is installed, what is missing, and how to get it"),),
    params=[
        report_format(),
        flag("--licences", common=True, help="the licence of every file of data, and the texts"),
    ],
)
