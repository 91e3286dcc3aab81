"""`mtcheck check` as a user runs it: exit codes, formats, bad input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

GOOD = "The bridge will be closed in autumn, the city said.\n"
MINOR = "The bridge is closed in the Baltic countries .\n"
# With it a text has enough words for a quality.
PROSE = (
    "The council will close the old bridge for two months, because the piers have to be repaired before the"
    " winter. Buses take the road along the river until then, and people on foot may use the ferry, which"
    " leaves every ten minutes and costs nothing. The mayor hopes that the work ends in March at last.\n"
)
MAJOR = "Subscribe to our РєР ° РЅР ° Р »РІ Telegram now.\n"


def put(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_exit_codes_follow_the_fail_level(run: Run, tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, minor=MINOR, major=MAJOR, long=f"{MAJOR}\n{PROSE}")
    assert run("check", "good.txt").returncode == 0
    assert run("check", "minor.txt").returncode == 0
    assert run("check", "minor.txt", "--fail-on", "minor").returncode == 1
    assert run("check", "major.txt").returncode == 1
    assert run("check", "major.txt", "--fail-on", "critical").returncode == 0
    assert run("check", "major.txt", "--fail-on", "never").returncode == 0
    assert run("check", "long.txt", "--fail-on", "never", "--min-quality", "99").returncode == 1
    assert run("check", "long.txt", "--fail-on", "never", "--min-quality", "50").returncode == 0
    assert run("check", "major.txt", "--fail-on", "never", "--min-quality", "99").returncode == 0


def test_findings_go_to_standard_output_and_the_rest_to_standard_error(run: Run, tmp_path: Path) -> None:
    put(tmp_path, minor=MINOR)
    done = run("check", "minor.txt")
    assert done.stdout == "minor.txt:1:45: PUN001 [*] space before '.'\n"
    assert done.stderr == "mtcheck: 1 document checked, 1 finding (1 minor); `mtcheck clean` repairs 1 [*]\n"
    assert run("check", "minor.txt", "--quiet").stderr == ""


def test_json_is_as_the_contract_says(run: Run, tmp_path: Path) -> None:
    put(tmp_path, minor=MINOR, good=GOOD)
    done = run("check", "minor.txt", "good.txt", "--output-format", "json", "--output", "out.json")
    assert done.stdout == ""
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(report) == ["schema", "version", "profile", "documents", "summary"]
    assert (report["schema"], report["profile"]) == ("mtcheck.report/1", "article")
    first = report["documents"][0]
    assert {"uri", "record", "lang", "languages", "quality", "scores", "findings", "faults"} <= set(first)
    assert (first["uri"], first["record"], first["lang"], first["scores"]) == ("minor.txt", None, "en", None)
    assert first["languages"][0]["start"] == 0
    (finding,) = first["findings"]
    assert finding["edit"] == {"start": 44, "end": 45, "text": ""}
    assert (finding["rule"], finding["name"], finding["line"]) == ("PUN001", "space-before-punctuation", 1)
    assert (finding["start"], finding["end"], finding["column"], finding["text"]) == (44, 46, 45, " .")
    assert report["summary"] | {"characters": 0, "faults": 0} == {
        "documents": 2,
        "findings": 1,
        "characters": 0,
        "faults": 0,
        "by_rule": {"PUN001": 1},
        "by_severity": {"minor": 1},
        "unread": [],
    }


def test_json_lines_are_documents_and_a_summary(run: Run, tmp_path: Path) -> None:
    put(tmp_path, a=MINOR, b=GOOD)
    rows = [json.loads(row) for row in run("check", ".", "--output-format", "jsonl").stdout.splitlines()]
    assert [row.get("uri") for row in rows] == ["a.txt", "b.txt", None]
    assert rows[-1]["summary"]["documents"] == 2


BAD = {
    "missing": (None, "no such file"),
    "invalid": (b"caf\xe9 and \xff\xfe\xfd more", "byte"),
    "nul": (b"one\ntwo\0three", "NUL"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_its_neighbours_are_checked(run: Run, tmp_path: Path, name: str) -> None:
    content, said = BAD[name]
    put(tmp_path, major=MAJOR)
    if content is not None:
        put(tmp_path, **{name: content})
    done = run("check", f"{name}.txt", "major.txt", "--output-format", "json")
    assert done.returncode == 3
    assert f"mtcheck: {name}.txt" in done.stderr
    assert said in done.stderr
    report = json.loads(done.stdout)
    assert report["documents"][-1]["uri"] == "major.txt"
    assert report["documents"][-1]["findings"]
    assert report["summary"]["unread"][0]["uri"] == f"{name}.txt"


def test_a_file_nobody_may_read_is_named(run: Run, tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    loop = tmp_path / "loop.txt"  # a link to itself cannot be opened, not even by root
    loop.symlink_to(loop)
    done = run("check", "*.txt", "good.txt", "loop.txt")
    assert done.returncode == 3
    assert "loop.txt" in done.stderr
    assert "1 document checked" in done.stderr


def test_a_line_without_end_is_refused_with_the_way_out(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(0)
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    put(tmp_path, minor=MINOR)
    done = run("check", "line.txt", "minor.txt")
    assert done.returncode == 3
    assert "line.txt: is larger than 80,000,000 bytes and has no line end in them" in done.stderr
    assert "minor.txt:1:45: PUN001" in done.stdout


def test_a_folder_without_text_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.png").write_bytes(b"\x89PNG")
    done = run("check", "empty")
    assert done.returncode == 3
    assert "empty: no text files in this folder (looked for .atom, " in done.stderr


def test_data_files_left_out_of_a_folder_are_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"body": "It is so ."}\n', encoding="utf-8")
    done = run("check", "feed")
    assert done.returncode == 3
    assert "feed: only data files in this folder (1): name the field" in done.stderr
    put(folder, good=GOOD)
    done = run("check", "feed")
    assert done.returncode == 0
    assert "feed: data files left out: 1; to read them, name the field" in done.stderr
    assert "PUN001" in run("check", "feed", "--text-field", "body", "--quiet").stdout
    assert run("check", "feed", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "a.txt", "--select", "PUN0O3"], "did you mean PUN003?"),
        (["check", "a.txt", "--config", "none.toml"], "none.toml"),
        (["chekc", "a.txt"], "did you mean check?"),
        (["clean", "a.txt", "--drop", "disclamer"], "choose from disclaimer"),
        (["rules", "XYZ"], "unknown rule 'XYZ'"),
    ],
)
def test_usage_errors_exit_with_2(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    put(tmp_path, a=GOOD)
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_name_typed_wrong_is_asked_about(run: Run, tmp_path: Path) -> None:
    put(tmp_path, article=GOOD)
    (tmp_path / "news").mkdir()
    put(tmp_path / "news", monday=GOOD)
    for typed, said in {
        "artikle.txt": "artikle.txt: no such file or folder; did you mean article.txt?",
        "news/munday.txt": "news/munday.txt: no such file or folder; did you mean news/monday.txt?",
        "ferry.txt": "ferry.txt: no such file or folder",
        "nowhere/article.txt": "nowhere/article.txt: no such file or folder",
    }.items():
        done = run("check", typed)
        assert done.returncode == 3
        assert done.stderr.splitlines()[0] == f"mtcheck: {said}"


def test_a_broken_configuration_exits_with_2_and_names_the_file(run: Run, tmp_path: Path) -> None:
    put(tmp_path, minor=MINOR)
    (tmp_path / "mtcheck.toml").write_text('lnag = "de"\n')
    done = run("check", "minor.txt")
    assert done.returncode == 2
    assert "mtcheck.toml: lnag: unknown key; did you mean lang?" in done.stderr
    assert run("check", "minor.txt", "--isolated").returncode == 0


def test_standard_input_folders_and_globs_are_read(run: Run, tmp_path: Path) -> None:
    assert run("check", "-", stdin=MINOR.encode()).stdout.startswith("<stdin>:1:45: PUN001")
    (tmp_path / "deep").mkdir()
    put(tmp_path / "deep", a=MINOR)
    (tmp_path / "deep" / "b.md").write_text("`a .` b .\n")
    for path in ("deep", "deep/*", "**/*.*"):
        lines = run("check", path).stdout.splitlines()
        assert [line.split(": ")[0].removeprefix("./") for line in lines] == [
            "deep/a.txt:1:45",
            "deep/b.md:1:8",
        ]


def test_a_terminal_gets_colour_the_source_line_and_a_caret(tmp_path: Path) -> None:
    import pty
    import subprocess
    import sys

    put(tmp_path, minor=MINOR)
    master, slave = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-m", "mtcheck", "check", "minor.txt"],
        cwd=tmp_path,
        stdout=slave,
        stderr=subprocess.PIPE,
        env={**environment, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        check=False,
    )
    os.close(slave)
    shown = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 0
    assert "\x1b[" in shown
    assert "Baltic countries ." in shown
    assert "^^" in shown


def test_escape_sequences_of_an_article_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    put(tmp_path, evil="\x1b]0;owned\x07 text \u202e.\n")
    shown = run("check", "evil.txt").stdout
    assert shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_many_records_have_in_common_is_said_once_for_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "So it is."}\n' * 40 + "so\n" + '{"body": "So."}\n')
    (tmp_path / "b.jsonl").write_text('{"body": "So it is."}\n{"text": "So it is."}\n')
    (tmp_path / "c.jsonl").write_text('{"body": "So it is."}\n' * 2)
    lacking = "has no field text; it has body: name one with --text-field"
    wanted = [
        f"mtcheck: a.jsonl, 41 records (line 1, line 2, line 3, …): {lacking}",
        "mtcheck: a.jsonl, line 41: is not JSON: ",
        f"mtcheck: b.jsonl, line 1: {lacking}",
        f"mtcheck: c.jsonl, 2 records (line 1, line 2): {lacking}",
    ]
    done = run("check", "a.jsonl", "b.jsonl", "c.jsonl", "--output-format", "json")
    lines = done.stderr.splitlines()
    assert done.returncode == 3
    assert [line[: len(start)] for line, start in zip(lines, wanted, strict=False)] == wanted
    assert len(json.loads(done.stdout)["summary"]["unread"]) == 45  # a program hears of each
    cleaned = run("clean", "a.jsonl", "b.jsonl", "c.jsonl", "-o", "out")
    assert [line for line in cleaned.stderr.splitlines() if "no field" in line] == [wanted[0], *wanted[2:]]
    assert len((tmp_path / "out" / "rejected.jsonl").read_text().splitlines()) == 45
