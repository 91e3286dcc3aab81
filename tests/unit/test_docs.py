"""The examples of the docs run: Python by doctest, the command line by running it."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("*.md"))
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_COMMANDS = [page for page in PAGES if "```console" in (DOCS / page).read_text(encoding="utf-8")]
WITH_PYTHON = [page for page in PAGES if ">>> " in (DOCS / page).read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", WITH_PYTHON)
def test_python_examples(page: str) -> None:
    code = (
        "import doctest, sys; r = doctest.testfile(sys.argv[1], False, encoding='utf-8'); sys.exit(r.failed)"
    )
    # Of its own: a rule that an example defines stays out of the other tests.
    done = subprocess.run(
        [sys.executable, "-c", code, str(DOCS / page)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert doctest.DocTestParser().get_examples((DOCS / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_command_examples(page: str, tmp_path: Path) -> None:
    commands = 0
    for kind, title, body in FENCE.findall((DOCS / page).read_text(encoding="utf-8")):
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(body, encoding="utf-8")
        if kind != "console":
            continue
        for command, wanted in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
            commands += 1
            got = run(command, tmp_path)
            assert re.fullmatch(as_pattern(wanted), got), f"{command}\n{got}"
    assert commands


def test_pictures_are_there_and_small() -> None:
    pages = [*DOCS.glob("*.md"), ROOT / "README.md"]
    named = {
        path.parent / found
        for path in pages
        for found in re.findall(r"(?:docs/)?pictures/[\w-]+\.(?:svg|webp)", path.read_text(encoding="utf-8"))
    }
    assert len(named) >= 6
    for picture in named:
        assert picture.is_file(), picture
        assert picture.stat().st_size <= 200_000, picture


LINK = re.compile(r"\]\((?!\w+:)([\w./-]*)(?:#([\w-]+))?[^)]*\)")


def anchors(path: Path) -> set[str]:
    """What a link into a page may name: its headings, as mkdocs writes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", each).strip().lower()) for each in headings}


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md"), ROOT / "README.md"])
def test_links_lead_somewhere(page: Path) -> None:
    """CI builds the site with --strict, too late for who edits a heading."""
    for name, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), (page.name, name)
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), (page.name, name, anchor)


# Which page a row of "Beside peers" takes its figures from, by a word of the row's command.
SOURCES = {"encoding": "encoding", "languages": "languages", "scoring": "scoring", "grammar": "fluency"}
NUMBER = re.compile(r"(?<![\w.])\.?\d[\d,.]*(?<![,.])")


def rows_below(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    lines = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0].splitlines()
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"][
        2:
    ]


def test_figures_beside_peers_are_those_of_the_pages() -> None:
    """A figure that is measured anew has to change in every place."""
    page = ""
    benchmarks = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    rows = rows_below(benchmarks, "## Beside peers")
    assert len(rows) >= 8
    for _, ours, theirs, command in rows:
        page = next((SOURCES[key] for key in SOURCES if key in command), page)
        known = set(NUMBER.findall((DOCS / f"{page}.md").read_text(encoding="utf-8")))
        known |= {number.removeprefix("0") for number in known}
        told = {*NUMBER.findall(ours), *NUMBER.findall(theirs)}
        assert told
        assert {number.removeprefix("0") for number in told} <= known, (page, told - known)
    readme = rows_below((ROOT / "README.md").read_text(encoding="utf-8"), "## Beside others")
    assert len(readme) >= 5
    for task, ours, theirs in readme:
        figures = {*NUMBER.findall(ours), *NUMBER.findall(theirs)}
        assert figures <= set(NUMBER.findall(benchmarks)), task


def run(command: str, folder: Path) -> str:
    """What a terminal shows: findings, then messages."""
    shell = command.replace("mtcheck ", f"{sys.executable} -m mtcheck ", 1)
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
            "PYTHONUNBUFFERED": "1",
            "PATH": "/usr/bin:/bin",
        },
        check=False,
    )
    return done.stdout


def as_pattern(wanted: str) -> str:
    """A line of … stands for any lines, … in a line for anything in it."""
    lines = [
        r"(?:.*\n)*" if line == "…\n" else re.escape(line).replace("…", ".*")
        for line in wanted.splitlines(keepends=True)
    ]
    return "".join(lines)
