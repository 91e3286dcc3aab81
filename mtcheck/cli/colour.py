"""Whether a stream gets colours."""

from __future__ import annotations

import os
from typing import TextIO


def wants_colour(stream: TextIO, refused: bool = False) -> bool:
    """Colours for a terminal. NO_COLOR and ``refused`` turn them off; FORCE_COLOR turns them on for a pipe.

    As no-color.org and force-color.org have it: a variable that is set and not empty counts.
    """
    if refused or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
