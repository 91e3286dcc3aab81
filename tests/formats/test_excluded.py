"""What folders leave out."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mtcheck.formats.io.inputs import find_inputs
from mtcheck.formats.options import ReadOptions
from tests.conftest import Run


def tree(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("So it is.\n")


def found(folder: Path, options: ReadOptions | None = None) -> list[str]:
    inputs, errors = find_inputs([str(folder)], None, options or ReadOptions())
    assert not errors
    return [each.name for each in inputs]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "build/b.txt", "sub/c.txt", "sub/keep.txt", "sub/deep/d.md", "old.md")
    (tmp_path / ".gitignore").write_text("build/\n*.md\n/a.txt\nsub/*.txt\n")
    (tmp_path / "sub" / ".gitignore").write_text("!keep.txt\n")
    assert found(tmp_path) == ["sub/keep.txt"]
    everything = found(tmp_path, ReadOptions(gitignore=False))
    assert len(everything) == 6


def test_a_folder_below_asks_up_to_the_root_of_its_repository(tmp_path: Path) -> None:
    tree(tmp_path, "repo/in/a.txt", "repo/in/b.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n")  # above the repository: it does not count
    (tmp_path / "repo" / ".gitignore").write_text("/in/b.txt\n")
    (tmp_path / "repo" / ".git").mkdir()
    assert found(tmp_path / "repo" / "in") == ["a.txt"]


def test_the_usual_things_are_no_articles(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "a.txt",
        "node_modules/x/readme.md",
        "requirements.txt",
        "requirements-dev.txt",
        "robots.txt",
    )
    assert found(tmp_path) == ["a.txt"]
    inputs, _ = find_inputs([str(tmp_path / "robots.txt")])
    assert len(inputs) == 1  # it was named


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--exclude", "drafts"], {"a.txt", "robots.txt", "x/b.txt"}),
        (["--extend-exclude", "x/*.txt"], {"a.txt", "drafts/c.txt"}),
        ([], {"a.txt", "x/b.txt"}),
    ],
)
def test_patterns_of_the_command_line_and_the_configuration(
    run: Run, tmp_path: Path, options: list[str], left: set[str]
) -> None:
    tree(tmp_path, "a.txt", "robots.txt", "x/b.txt", "drafts/c.txt")
    if not options:
        (tmp_path / "mtcheck.toml").write_text("extend-exclude = ['/drafts/']\n")
    done = run("clean", "-o", "out", *options)
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.txt")}
    assert written == left


def test_a_folder_without_anything_left_says_so(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, "robots.txt")
    assert "some are excluded by the configuration or .gitignore" in run("check").stderr


WILD = "*a" * 30 + "b"


@pytest.mark.parametrize(
    "pattern", [WILD, f"x/{WILD}", "**/" * 20 + "y", "?*" * 20 + "b", "*/" * 12 + "**" * 9]
)
def test_a_pattern_of_many_wildcards_takes_no_time(tmp_path: Path, pattern: str) -> None:
    tree(tmp_path, f"x/{'a' * 200}", "x/a.txt", "x/" * 25 + "z.txt", "x/" * 25 + "y.txt")
    (tmp_path / ".gitignore").write_text(f"{pattern}\n")
    begun = time.process_time()
    assert "x/a.txt" in found(tmp_path)
    assert time.process_time() - begun < 5


def test_many_wildcards_mean_what_a_few_mean(tmp_path: Path) -> None:
    names = ("a1b2c3d4.txt", "x/a1b2c3d4.txt", "x/y/z/w/q.txt", "x/keep-a1b2c3d4.txt", "other.txt")
    tree(tmp_path, *names, "logs-a-b-c-d/in.txt")
    lines = "*1*2*3*4*\n!*keep*1*2*3*4*\n/x/*/*/*/*.txt\nlogs*a*b*c*d/\n# *o*t*h*e*r*\n"
    (tmp_path / ".gitignore").write_text(lines)
    assert found(tmp_path) == ["other.txt", "x/keep-a1b2c3d4.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "long"])
def test_a_gitignore_that_is_none_is_passed_over(tmp_path: Path, kind: str) -> None:
    tree(tmp_path, "a.txt")
    place = tmp_path / ".gitignore"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    elif kind == "folder":
        place.mkdir()
    else:
        place.write_bytes(b"*.txt\n" * 200_000)
    assert found(tmp_path) == ["a.txt"]
