"""Nothing is run that lies in the working folder, where strangers' files are, whatever process starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

NAMES = (
    "multiprocessing", "numpy", "mtcheck", "sitecustomize", "usercustomize", "signal", "threading", "msgspec",
    "json", "pip", "re", "typing", "pyarrow", "regex", "uvicorn", "starlette",
)  # fmt: skip
GUARDED = """
import sys
from mtcheck.config import Config
from mtcheck.engines.guard import borrowed, close_idle
from mtcheck.engines.guarded import Setting
from mtcheck.engines.row import Request
with borrowed(Setting(Config(), 60.0, 0)) as guard:
    print(guard.clean(Request("So it is .")).text)
close_idle()
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with a text, and with modules that say when they are run."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text("So it is .")
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})")
    (folder / "pip").mkdir()
    (folder / "pip" / "__main__.py").write_text((folder / "pip.py").read_text())
    (folder / "pip" / "__init__.py").write_text((folder / "pip.py").read_text())
    return folder


def environment() -> dict[str, str]:
    """As a user has it, with the package where an installed one is found."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def script(place: Path, code: str) -> list[str]:
    """An installed command: a script in a folder of its own, as pip makes it."""
    place.mkdir(exist_ok=True)
    (place / "command").write_text(code)
    return [sys.executable, str(place / "command")]


def mtcheck(place: Path) -> list[str]:
    return script(
        place / "bin",
        "import sys\nfrom mtcheck.cli.main import main\nif __name__ == '__main__':\n    sys.exit(main())\n",
    )


def run(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.txt"),
        ("check", "a.txt", "--jobs", "1"),
        ("clean", "a.txt", "-o", "o/", "-j", "1"),
        ("clean", "a.txt", "--in-place", "--jobs", "1"),
        ("score", "a.txt", "--ref", "a.txt", "-j", "2"),
        ("doctor",),
    ],
)
def test_a_command_and_its_pool(tmp_path: Path, hostile: Path, arguments: tuple[str, ...]) -> None:
    run([*mtcheck(tmp_path), *arguments], hostile)
    assert not (tmp_path / "ran").exists()


def test_python_with_a_safe_path(tmp_path: Path, hostile: Path) -> None:
    run([sys.executable, "-P", "-m", "mtcheck", "check", "a.txt", "--jobs", "1"], hostile)
    assert not (tmp_path / "ran").exists()


def test_a_server_and_its_workers(tmp_path: Path, hostile: Path) -> None:
    pytest.importorskip("uvicorn")
    command = [*mtcheck(tmp_path), "serve", "--port", "0", "--jobs", "1"]
    process = subprocess.Popen(command, cwd=hostile, env=environment(), stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", said)):
            line = process.stderr.readline()
            assert line, said
            said += line
        end = time.monotonic() + 120
        while True:  # until a worker is there
            try:
                with urllib.request.urlopen(f"{found[0]}/healthz", timeout=60) as answer:
                    assert answer.status == 200
                    break
            except urllib.error.HTTPError:
                assert time.monotonic() < end
                time.sleep(0.1)
        body = urllib.request.Request(
            f"{found[0]}/clean", b'{"text": "So it is ."}', {"content-type": "application/json"}
        )
        with urllib.request.urlopen(body, timeout=60) as answer:
            assert b'"So it is."' in answer.read()
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert not (tmp_path / "ran").exists()


def test_the_guard_of_the_engines(tmp_path: Path, hostile: Path) -> None:
    assert run(script(tmp_path / "bin", GUARDED), hostile) == "So it is.\n"
    assert not (tmp_path / "ran").exists()


def test_the_action_installs_from_nothing_beside_it(tmp_path: Path, hostile: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    install = next(step["run"] for step in action["runs"]["steps"] if "pip" in step.get("run", ""))
    line = install.replace('install --quiet "$MTCHECK_SOURCE${EXTRAS:+[$EXTRAS]}"', "--version")
    assert line != install
    path = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    done = subprocess.run(
        ["bash", "-e", "-c", line],
        cwd=hostile,
        env={**environment(), **path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("pip ")
    assert not (tmp_path / "ran").exists()


def test_hooks_and_the_image_start_the_installed_command() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert all(hook["language"] == "python" and hook["entry"].startswith("mtcheck ") for hook in hooks)
    assert 'ENTRYPOINT ["mtcheck"]' in (ROOT / "Dockerfile").read_text("utf-8")


def test_the_process_that_asks_about_columns_runs_no_module_of_the_folder(
    hostile: Path, tmp_path: Path
) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"text": ["So it is ."]}), hostile / "a.parquet")
    call = script(tmp_path / "bin", "import sys\nfrom mtcheck.cli.main import main\nsys.exit(main())")
    arguments = [*call, "clean", "a.parquet", "-o", str(tmp_path / "b.parquet"), "--text-field", "text", "-q"]
    done = subprocess.run(
        arguments, cwd=hostile, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert parquet.read_table(tmp_path / "b.parquet")["text"].to_pylist() == ["So it is."]
    assert not (tmp_path / "ran").exists()


def test_nobody_else_starts_a_process() -> None:
    starters = {"jobs/pool.py", "server/workers.py", "engines/guard.py", "formats/readers/parquetfile.py"}
    found = {
        path.relative_to(ROOT / "mtcheck").as_posix()
        for path in (ROOT / "mtcheck").rglob("*.py")
        if STARTS.search(path.read_text("utf-8"))
    }
    assert found == starters


STARTS = re.compile(
    r"(?m)^\s*(?:import|from) (?:subprocess|multiprocessing|concurrent\.futures\.process)\b"
    r"|ProcessPoolExecutor|\bos\.(?:exec|spawn|system|popen|fork)"
)
