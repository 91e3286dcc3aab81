"""`mtcheck clean` as a user runs it: what is written where, and that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

BEFORE = "\ufeffFirst line , here.\r\n\r\nPhoto: Shutterstock\r\n\r\nLast line 👁.\r\n"
AFTER = "\ufeffFirst line, here.\r\n\r\nLast line 👁.\r\n"


def replay(text: str, rows: list[dict[str, object]]) -> str:
    for row in sorted(rows, key=lambda row: -int(str(row["start"]))):
        start, end = int(str(row["start"])), int(str(row["end"]))
        assert text[start:end] == row["before"]
        text = text[:start] + str(row["after"]) + text[end:]
    return text


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def test_a_file_is_cleaned_byte_for_byte_with_a_log(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE.encode())
    done = run("clean", "a.txt", "-o", "b.txt")
    assert done.returncode == 0
    assert (tmp_path / "b.txt").read_bytes() == AFTER.encode()
    assert (tmp_path / "a.txt").read_bytes() == BEFORE.encode()
    rows = rows_of(tmp_path / "b.txt.changes.jsonl")
    assert [row["rules"] for row in rows] == [["PUN001"], ["BPL005"]]
    assert replay(BEFORE, rows) == AFTER
    assert "2 changes; log in b.txt.changes.jsonl" in done.stderr


def test_a_folder_is_mirrored(run: Run, tmp_path: Path) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_bytes(BEFORE.encode())
    (tmp_path / "in" / "b.md").write_text("All is well.\n")
    assert run("clean", "in", "-o", "out").returncode == 0
    assert (tmp_path / "out" / "deep" / "a.txt").read_bytes() == AFTER.encode()
    assert (tmp_path / "out" / "b.md").read_text() == "All is well.\n"
    assert {row["uri"] for row in rows_of(tmp_path / "out" / "changes.jsonl")} == {"in/deep/a.txt"}


def test_a_second_run_does_not_read_the_output_of_the_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE.encode())
    for _ in range(2):
        assert run("clean", ".", "-o", "out").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.txt", "changes.jsonl", "rejected.jsonl", "report.json"
    ]  # fmt: skip


def test_utf_16_goes_back_as_utf_16(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE.encode("utf-16-le"))
    assert run("clean", "a.txt", "--in-place").returncode == 0
    assert (tmp_path / "a.txt").read_bytes() == AFTER.encode("utf-16-le")


def test_a_legacy_file_goes_back_in_its_encoding(run: Run, tmp_path: Path) -> None:
    text = "Міст через річку закрито , повідомили в мерії міста у понеділок.\r\n" * 3
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    done = run("clean", "a.txt", "--lang", "uk", "-o", "b.txt")
    assert done.returncode == 0
    assert (tmp_path / "b.txt").read_bytes() == text.replace(" ,", ",").encode("cp1251")
    checked = run("check", "a.txt", "--lang", "uk")
    assert "a.txt:1:1: ENC010 file is in cp1251, not in utf-8" in checked.stdout
    assert checked.returncode == 1
    assert "ENC010" not in run("check", "a.txt", "--lang", "uk", "--encoding", "windows-1251").stdout


def test_a_repair_its_encoding_cannot_hold_is_said_and_the_file_copied(run: Run, tmp_path: Path) -> None:
    line = "Ärger über Übergänge für Züge nach Köln, heißt es im &#1082;&#1072;&#1085;&#1072;&#1083;.\n"
    (tmp_path / "a.txt").write_bytes(line.encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(line.encode("utf-8"))
    done = run("clean", "a.txt", "b.txt", "--lang", "de", "-o", "out")
    assert done.returncode == 3
    assert (
        "a.txt: the repair 'канал' cannot be written in cp1252; convert the file to UTF-8 first"
        in done.stderr
    )
    assert (tmp_path / "out" / "a.txt").read_bytes() == line.encode("cp1252")
    assert "канал" in (tmp_path / "out" / "b.txt").read_text(encoding="utf-8")


def test_in_place_rewrites_only_what_changes_and_adds_to_the_log(run: Run, tmp_path: Path) -> None:
    changed, same = tmp_path / "a.txt", tmp_path / "b.txt"
    changed.write_bytes(BEFORE.encode())
    changed.chmod(0o640)
    same.write_text("All is well.\n")
    stamp = same.stat().st_mtime_ns, same.stat().st_ino
    assert run("clean", "a.txt", "b.txt", "--in-place").returncode == 0
    assert changed.read_bytes() == AFTER.encode()
    assert changed.stat().st_mode & 0o777 == 0o640
    assert (same.stat().st_mtime_ns, same.stat().st_ino) == stamp
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "mtcheck-changes.jsonl"]
    first = rows_of(tmp_path / "mtcheck-changes.jsonl")
    changed.write_bytes(BEFORE.encode())
    run("clean", "a.txt", "--in-place")
    both = rows_of(tmp_path / "mtcheck-changes.jsonl")
    assert [row["run"] for row in both[:2]] != [row["run"] for row in both[2:]]
    assert [{**row, "run": ""} for row in both] == [{**row, "run": ""} for row in first * 2]


def test_diff_writes_nothing_and_standard_output_gets_the_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One , two.\n")
    done = run("clean", "a.txt", "--diff")
    assert done.stdout == "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-One , two.\n+One, two.\n"
    assert run("clean", "a.txt").stdout == "One, two.\n"
    assert run("clean", "-", stdin=b"One , two.").stdout == "One, two."
    assert run("clean", "a.txt", "-o", "-").stdout == run("clean", "a.txt").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_is_dropped_can_be_chosen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE.encode())
    assert "Photo: Shutterstock" in run("clean", "a.txt", "--drop", "none").stdout
    assert "Photo: Shutterstock" in run("clean", "a.txt", "--drop", "disclaimer").stdout
    assert "Photo: Shutterstock" not in run("clean", "a.txt", "--drop", "boilerplate,duplicate").stdout


def test_fail_on_judges_what_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One , two.\n")
    assert run("clean", "a.txt", "--fail-on", "minor").returncode == 0
    assert run("clean", "a.txt", "--fail-on", "minor", "--select", "ENC").returncode == 0
    (tmp_path / "b.txt").write_text("We waited for an hour. - said the driver.\n")
    assert run("clean", "b.txt", "--fail-on", "major").returncode == 1
    assert run("clean", "b.txt").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clean", "a.txt", "b.txt"], "say where to write"),
        (["clean", "."], "say where to write"),
        (["clean", "a.txt", "-o", "a.txt"], "would overwrite its own input"),
        (["clean", "a.txt", "-o", "."], "would overwrite its own input"),
        (["clean", "a.txt", "b.txt", "-o", "b.txt"], "is a file, but there are several inputs"),
        (["clean", "a.txt", "c/a.txt", "-o", "out"], "would both be written to"),
        (["clean", "a.txt", "--in-place", "--diff"], "contradict each other"),
        (["clean", "-", "--in-place"], "standard input"),
        (["clean", "a.txt", "b.txt", "-o", "-"], "name a folder"),
        (["clean", ".", "-o", "-"], "name a folder"),
        (["clean", ".", "-o", "-", "--jobs", "2"], "name a folder"),
        (["clean", "a.txt", "-o", "-", "--in-place"], "contradict each other"),
    ],
)
def test_a_choice_that_would_lose_something_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "c").mkdir()
    for name in ("a.txt", "b.txt", "c/a.txt"):
        (tmp_path / name).write_bytes(BEFORE.encode())
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert all((tmp_path / name).read_bytes() == BEFORE.encode() for name in ("a.txt", "b.txt", "c/a.txt"))
    assert not (tmp_path / "out").exists()


def test_an_unread_file_does_not_keep_the_others_from_being_cleaned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE.encode())
    (tmp_path / "b.txt").write_bytes(b"one\0two")
    done = run("clean", "a.txt", "b.txt", "-o", "out")
    assert done.returncode == 3
    assert "b.txt: character 3 (line 1) is NUL" in done.stderr
    assert "1 file copied unread" in done.stderr
    assert (tmp_path / "out" / "a.txt").read_bytes() == AFTER.encode()
    assert (tmp_path / "out" / "b.txt").read_bytes() == b"one\0two"


def test_an_unread_file_on_its_own_is_copied_and_counted_too(run: Run, tmp_path: Path) -> None:
    untold = b'<tmx><header srclang="en"/><body><tu><tuv xml:lang="de">So</tuv></tu></body></tmx>'
    (tmp_path / "a.tmx").write_bytes(untold)
    done = run("clean", "a.tmx", "-o", "out.tmx")
    assert done.returncode == 3
    assert "1 file copied unread" in done.stderr
    assert (tmp_path / "out.tmx").read_bytes() == untold
    assert run("clean", "missing.tmx", "-o", "none.tmx").returncode == 3
    assert not (tmp_path / "none.tmx").exists()


def test_nothing_translated_is_copied_and_is_no_error(run: Run, tmp_path: Path) -> None:
    untranslated = b'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "Save"\nmsgstr ""\n'
    (tmp_path / "a.po").write_bytes(untranslated)
    for out in ("b.po", "out/"):
        done = run("clean", "a.po", "-o", out)
        assert done.returncode == 0
        assert "a.po: nothing in it is translated" in done.stderr
    assert (tmp_path / "b.po").read_bytes() == (tmp_path / "out" / "a.po").read_bytes() == untranslated


def test_an_empty_file_is_mirrored_too(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "spaced.txt").write_bytes(b"It is so .\n")
    done = run("clean", "in", "-o", "out")
    assert done.stderr.startswith("mtcheck: 2 documents, 1 change;")
    assert (tmp_path / "out" / "empty.txt").read_bytes() == b""
    assert (tmp_path / "out" / "spaced.txt").read_bytes() == b"It is so.\n"


@pytest.mark.parametrize(
    "block",
    [
        "<p>Die Fähre fasst 240 Autos.</p>", "<div>\nDie Fähre fasst 240 Autos.\n</div>",
        "```\nmake pier --open\n```", '<img src="kai.png" alt="Kai">', "<!-- Stand: Mai -->",
        "![Der Kai](kai.png)", "42 %",
    ],
)  # fmt: skip
def test_foreign_paragraphs_go_and_the_block_after_them_stays(run: Run, tmp_path: Path, block: str) -> None:
    said = "Der Rat tagte zwei Stunden lang ohne Ergebnis, weil niemand die Rechnung gelesen hatte."
    head = f"# Neues vom Hafen\n\n{said} Der Schatzmeister lag krank im Bett.\n\n"
    kept = f"{head}@{block}\n\nDanach war Schluss.\n"
    foreign = "The harbour master locked the gate at six. Nobody had told the crew.\n\n"
    (tmp_path / "a.md").write_text(kept.replace("@", foreign), encoding="utf-8")
    run("clean", "a.md", "--drop", "foreign", "-o", "b.md")
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == kept.replace("@", "")
