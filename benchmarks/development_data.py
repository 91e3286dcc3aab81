"""The folder of development data that the benchmarks read: MTCHECK_DATA names it.

It is not part of the project (its texts have other licences). A benchmark that needs it says so and ends with
exit code 2, before it prints anything that could be taken for a result.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder(*parts: str) -> Path:
    """The folder of development data, or a place in it. Ends the program where it is not there."""
    named = os.environ.get("MTCHECK_DATA")
    place = Path(named or "").joinpath(*parts)
    if named and place.exists():
        return place
    what = "/".join(parts) or "news, mt, sentences, mojibake and more"
    told = f"MTCHECK_DATA is {named!r}, and {place} is not there" if named else "MTCHECK_DATA is not set"
    print(f"{told}: it has to name the folder of development data, with {what} in it", file=sys.stderr)
    raise SystemExit(2)
