"""Moved to mtcheck.engines.kernel; this name works for one more version."""

from mtcheck.former import forward

__getattr__ = forward(__name__, "mtcheck.engines.kernel")
