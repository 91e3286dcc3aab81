"""Entry points are found wherever importlib.metadata finds them, and it is not loaded where none are."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mtcheck import plugins

GROUP = "mtcheck.outputs"
DECLARED = f"[{GROUP}]\nplain = textwrap:dedent\n"
METADATA = "Metadata-Version: 2.1\nName: a-plugin\nVersion: 1.0\n"


@pytest.fixture(autouse=True)
def _afresh(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    for remembered in (plugins._all, plugins._declared):
        remembered.cache_clear()
    yield
    for remembered in (plugins._all, plugins._declared):
        remembered.cache_clear()


def _names() -> list[str]:
    return [point.name for point in plugins.installed(GROUP)]


def test_a_package_in_a_folder_is_found(tmp_path: Path):
    place = tmp_path / "a_plugin-1.0.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(METADATA, encoding="utf-8")
    (place / "entry_points.txt").write_text(DECLARED, encoding="utf-8")
    sys.path.append(str(tmp_path))
    assert _names() == ["plain"]


def test_a_package_in_a_zip_is_found(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as file:
        file.writestr("a_plugin-1.0.dist-info/METADATA", METADATA)
        file.writestr("a_plugin-1.0.dist-info/entry_points.txt", DECLARED)
    sys.path.append(str(tmp_path / "packed.zip"))
    assert _names() == ["plain"]


def test_other_groups_are_not_taken_for_it(tmp_path: Path):
    place = tmp_path / "a_plugin-1.0.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(METADATA, encoding="utf-8")
    (place / "entry_points.txt").write_text(DECLARED.replace(GROUP, "another.outputs"), encoding="utf-8")
    sys.path.append(str(tmp_path))
    assert _names() == []


def test_a_check_without_plugins_loads_no_metadata_and_no_pool(tmp_path: Path):
    (tmp_path / "a.txt").write_text("It rained all night.\n", encoding="utf-8")
    program = (
        "import sys; from mtcheck.cli.main import main; main(['check', 'a.txt', '--quiet']);"
        "heavy = ('importlib.metadata', 'email', 'multiprocessing', 'sqlite3', 'numpy.ma', 'subprocess');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
