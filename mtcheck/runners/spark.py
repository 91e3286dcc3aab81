"""Moved to mtcheck.engines.spark; this name works for one more version."""

from mtcheck.former import forward

__getattr__ = forward(__name__, "mtcheck.engines.spark")
