"""Moved to mtcheck.jobs.local; this name works for one more version."""

from mtcheck.former import forward

__getattr__ = forward(__name__, "mtcheck.jobs.local")
