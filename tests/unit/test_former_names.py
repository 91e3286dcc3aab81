"""Former names of modules work for one version, and say where the code is now."""

from __future__ import annotations

from importlib import import_module

import pytest

FORMER = {
    "mtcheck.encoding.decode": ("mtcheck.encoding.bytes.decode", "decode"),
    "mtcheck.encoding.gate": ("mtcheck.encoding.mojibake.suspicion", "hits"),
    "mtcheck.encoding.repair": ("mtcheck.encoding.mojibake.repair", "find_repairs"),
    "mtcheck.runners.batch": ("mtcheck.engines.kernel", "kernel"),
    "mtcheck.runners.ray": ("mtcheck.engines.ray", "clean"),
    "mtcheck.runners.spark": ("mtcheck.engines.spark", "clean"),
}


@pytest.mark.parametrize("old", FORMER)
def test_a_former_name_gives_the_same_thing_and_warns(old: str) -> None:
    new, name = FORMER[old]
    with pytest.warns(DeprecationWarning, match=f"import {new} instead"):
        found = getattr(import_module(old), name)
    assert found is getattr(import_module(new), name)


def test_a_name_that_never_was_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        import_module("mtcheck.runners.batch").nothing_like_it  # noqa: B018
