"""Whether a guess of an encoding may be believed."""

from __future__ import annotations

from mtcheck.encoding.bytes import guess
from mtcheck.encoding.bytes.decode import Decoded

# Nats. A true sentence of two lines or more lies 20 to 200 ahead of every other reading; a single accented
# word 8, and random bytes up to 7.
MIN_MARGIN = 20.0


def is_certain(decoded: Decoded) -> bool:
    """Whether a legacy encoding lies well ahead of every other reading; True for Unicode encodings.

    >>> from mtcheck.encoding.bytes.decode import decode
    >>> is_certain(decode("Schöne Grüße aus Köln".encode("cp1252"))), is_certain(decode(b"x \\xff\\xfe y"))
    (True, False)
    """
    if decoded.encoding not in guess.LEGACY:
        return True
    found = guess.best(decoded.data)
    return found is not None and found.margin >= MIN_MARGIN
