"""The digests of this package, without OpenSSL, which hashlib loads: 3 ms of a start."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
