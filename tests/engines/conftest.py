"""What the engines' tests share: a folder with the poisonous plug-in, and rows that ask for it.

Each engine is an extra, and Spark needs Java. Where one is not installed its tests are skipped, but never in
the step of our own CI that runs them.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from tests.conftest import ROOT
from tests.poison import write_plugin


def need(*modules: str) -> None:
    """Skip the module that asks unless all of these can be imported."""
    for name in modules:
        if find_spec(name) is None:
            not_here(f"{name} is not installed")


def not_here(reason: str) -> NoReturn:
    """Skip; where CI runs the engines, fail."""
    if os.environ.get("MTCHECK_CI") == "engines":
        pytest.fail(f"{reason}, and CI has to test it")
    pytest.skip(reason, allow_module_level=True)


@pytest.fixture(scope="session")
def poisoned_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plug-in, in the environment that engines hand to their processes."""
    folder = write_plugin(tmp_path_factory.mktemp("poison"))
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), str(folder), before)))
    return folder
