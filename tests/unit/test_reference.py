"""The generated references are those of this tree, and the address is one address."""

from __future__ import annotations

import importlib.util

import pytest

from mtcheck.version import HOMEPAGE
from tests.conftest import ROOT

SPEC = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference" / "build.py")
assert SPEC is not None
assert SPEC.loader is not None
build = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(build)


@pytest.mark.parametrize("name", build.pages())
def test_a_reference_is_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == build.pages()[name], "run python docs/reference/build.py"


def test_there_is_one_address() -> None:
    setup = (ROOT / "setup.cfg").read_text("utf-8")
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert f"\nurl = {HOMEPAGE}\n" in setup
    assert f"site_url: {HOMEPAGE}/" in site
    assert f"repo_url: {HOMEPAGE}/source" in site
