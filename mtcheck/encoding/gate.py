"""Moved to mtcheck.encoding.mojibake.suspicion; this name works for one more version."""

from mtcheck.former import forward

__getattr__ = forward(__name__, "mtcheck.encoding.mojibake.suspicion")
