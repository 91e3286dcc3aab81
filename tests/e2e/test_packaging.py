"""mtcheck runs from a wheel, an sdist, an editable install, a plain checkout and a zip."""

from __future__ import annotations

import configparser
import email
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAMPLE = ROOT / "corpora" / "samples" / "ferry.txt"
# What stays out of a wheel: our own annotated articles, and the scripts that build data.
NOT_SHIPPED = ("gold", "build")
IGNORED = shutil.ignore_patterns(
    ".git", "__pycache__", "*.egg-info", ".venv*", ".*_cache", ".hypothesis", "dist"
)


def python(
    *arguments: str | Path, cwd: Path, path: Path | None = None, exe: Path | None = None, fails: bool = False
) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [str(exe or sys.executable), *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == fails, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that building leaves nothing in it."""
    copy = tmp_path_factory.mktemp("tree") / "mtcheck-tree"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    return copy


@pytest.fixture(scope="module")
def built(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    python("-m", "build", "--no-isolation", "--outdir", out, tree, cwd=out)
    return out


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new virtual environment that sees this one's packages, but no mtcheck."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    site = next((folder / "lib").glob("python*/site-packages"))
    for name in ("purelib", "platlib"):
        for entry in Path(sysconfig.get_path(name)).iterdir():
            target = site / entry.name
            if "mtcheck" not in entry.name and not target.exists():
                target.symlink_to(entry)
    return folder / "bin" / "python"


def checks(exe: Path | None, path: Path | None, cwd: Path) -> None:
    """The main job works there, with the data in place."""
    found = python("-m", "mtcheck", "check", SAMPLE, "--isolated", cwd=cwd, path=path, exe=exe, fails=True)
    for rule in ("ENC002", "BPL001", "LNG002", "PUN003"):
        assert rule in found


def test_every_package_is_listed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    listed = set(config["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "mtcheck").rglob("__init__.py")
    }
    assert listed == found | {"mtcheck.corpora"}


def test_the_wheel_holds_the_tree_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = set()
    for folder, prefix in (("mtcheck", "mtcheck"), ("corpora", "mtcheck/corpora")):
        for path in (ROOT / folder).rglob("*"):
            inside = path.relative_to(ROOT / folder)
            if path.is_file() and "__pycache__" not in path.parts and inside.parts[0] not in NOT_SHIPPED:
                wanted.add(f"{prefix}/{inside.as_posix()}")
    assert shipped == wanted


def test_the_wheel_says_its_licences_and_holds_their_texts(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (place,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        fields = email.message_from_bytes(archive.read(place))
    expression = fields["License-Expression"].split(" AND ")
    assert {"MIT", "Apache-2.0", "CC-BY-SA-4.0", "CC-BY-4.0"} <= set(expression)
    texts = {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "NOTICE.txt", *(f"{each}.txt" for each in expression)} <= texts


def test_the_sdist_holds_what_its_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"setup.cfg", "LICENSE", "CHANGELOG.md", "tests/conftest.py", "corpora/SOURCES.toml"} <= names


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_an_installed_archive_runs(built: Path, environment: Path, tmp_path: Path, kind: str) -> None:
    (archive,) = built.glob(kind)
    pip = ("-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--force-reinstall", archive)
    python(*pip, cwd=tmp_path, exe=environment)
    checks(environment, None, tmp_path)
    assert subprocess.run([environment.parent / "mtcheck", "--version"], check=True).returncode == 0


def test_an_editable_install_runs(tree: Path, environment: Path, tmp_path: Path) -> None:
    pip = ("-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", tree)
    python(*pip, cwd=tmp_path, exe=environment)
    checks(environment, None, tmp_path)
    where = python("-c", "import mtcheck; print(mtcheck.__file__)", cwd=tmp_path, exe=environment)
    assert where.startswith(str(tree))


def test_a_plain_checkout_runs(tree: Path, tmp_path: Path) -> None:
    checks(None, tree, tmp_path)


def test_a_zipped_checkout_and_a_wheel_as_a_zip_run(tree: Path, built: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "all.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for folder in ("mtcheck", "corpora"):
            for path in sorted((tree / folder).rglob("*")):
                archive.write(path, path.relative_to(tree))
    checks(None, zipped, tmp_path)
    (wheel,) = built.glob("*.whl")
    checks(None, wheel, tmp_path)


def test_a_real_plug_in_runs_and_a_broken_one_is_named(built: Path, tmp_path: Path) -> None:
    plugin = tmp_path / "plugin"
    plugin.mkdir()
    (plugin / "acme_rules.py").write_text(
        "import mtcheck\n"
        '@mtcheck.rule("ACME001", "shouting", category="style", severity="minor", safety="safe")\n'
        "def shouting(view, options):\n"
        '    """Three exclamation marks in a row."""\n'
        '    start = view.text.find("!!!")\n'
        "    if start >= 0:\n"
        '        yield mtcheck.Hit(start, start + 3, "three exclamation marks", "!")\n'
        '@mtcheck.rule("ACME002", "broken", category="test", severity="minor")\n'
        "def broken(view, options):\n"
        '    """Always crashes."""\n'
        "    yield view.no_such_fact\n"
    )
    (plugin / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "acme-rules"\nversion = "1"\n'
        '[project.entry-points."mtcheck.rules"]\nacme = "acme_rules"\n'
        "[tool.setuptools]\npy-modules = ['acme_rules']\n"
    )
    site = tmp_path / "site"
    python(
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        site,
        plugin,
        cwd=tmp_path,
    )
    both = Path(os.pathsep.join((str(ROOT), str(site))))
    (tmp_path / "a.txt").write_text("Stop!!!\n")
    environment = {**os.environ, "PYTHONPATH": str(both)}
    command = [sys.executable, "-m", "mtcheck", "check", "a.txt", "--isolated", "--select", "ACME"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "a.txt:1:5: ACME001 [*] three exclamation marks" in done.stdout
    assert "rule ACME002 crashed: AttributeError" in done.stdout
    (site / "acme_rules.py").write_text("import no_such_module\n")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "plug-in 'acme' (acme_rules) cannot be loaded: No module named 'no_such_module'" in done.stderr
