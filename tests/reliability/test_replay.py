"""A log is replayed and undone to the byte, or not at all."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtcheck.cli.main import main
from tests.formats.test_webpage import archive

Command = Callable[..., int]
FIELDS = ("--text-field", "text")
RULES = ("--select", "PUN,ENC", *FIELDS)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([*arguments, "--isolated"])


# A file of each kind whose bytes tell more than its text: escapes, quotation marks, entities, line ends.
FILES: dict[str, bytes] = {
    "a.txt": "\ufeffIt rains .\r\nSo it is , dear.\r\n".encode(),
    "utf16.txt": "\ufeffIt rains .\r\n".encode("utf-16-le"),
    "greek.txt": "Βρέχει σήμερα στην πόλη , είπε ο δήμαρχος .\n".encode("iso8859_7") * 4,
    "a.md": b"# A title\n\nIt rains .\n\n    code stays .\n",
    "a.jsonl": b'{"id": 7, "text": "caf\\u00e9 \\/ tea ."}\n{"id":7,"text":"tea ."}\n'
    b'{"id":7,"text":"tea."}\n',
    "a.json": b'[ {"text": "na\\u00EFve , so."},\n  {"text": "na\\u00efve , so."} ]',
    "a.csv": b'id,text\r\n1,"It ""rains"" ."\r\n2,It rains .\r\n',
    "a.tsv": b"id\ttext\n1\tIt rains .\n1\tIt rains.\n1\tIt rains .\n",
    "a.xml": b"<rss><channel><item><title>AT&#38;T says so .</title><description>"
    b"<![CDATA[<p>It &amp; it .</p>]]></description></item></channel></rss>",
    "a.po": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "It rains."\n'
    b'msgstr ""\n"Es regnet "\n".\\n"\n\nmsgctxt "x"\nmsgid "It rains."\nmsgstr "Es regnet ."\n',
    "a.xlf": b'<xliff version="1.2"><file original="1"><body><trans-unit id="1"><source>So.</source>'
    b"<target>So &#233; .</target></trans-unit></body></file>"
    b'<file original="2"><body><trans-unit id="1"><source>So.</source>'
    b"<target>Ja .</target></trans-unit></body></file></xliff>",
    "a.tmx": b'<tmx><header srclang="en"/><body><tu tuid="1"><tuv xml:lang="en"><seg>So.</seg></tuv>'
    b'<tuv xml:lang="de"><seg>Ja .</seg></tuv></tu><tu tuid="1"><tuv xml:lang="en"><seg>Yes.</seg></tuv>'
    b'<tuv xml:lang="de"><seg>Doch .</seg></tuv></tu></body></tmx>',
    "a.srt": b"1\r\n00:00:01,000 --> 00:00:02,000\r\nIt rains .\r\n\r\n"
    b"2\r\n00:00:03,000 --> 00:00:04,000\r\nSo it is .\r\n",
}


def write(folder: Path) -> None:
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    table = pa.table({"id": [1, 1, 2], "text": ["It rains .", "It rains.", "It rains ."]})
    pq.write_table(table, folder / "a.parquet")


def same(one: Path, other: Path, names: list[str]) -> list[str]:
    return [name for name in names if unpacked(one / name) != unpacked(other / name)]


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def test_every_format_is_undone_to_the_byte_and_done_again(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "in")
    (tmp_path / "in" / "b.txt.gz").write_bytes(gzip.compress(b"It rains .\n", mtime=0))
    names = sorted(path.name for path in (tmp_path / "in").iterdir())
    assert command("clean", "in", "-o", "out", "--id-field", "id", *RULES) == 0
    changed = same(tmp_path / "in", tmp_path / "out", names)
    assert changed == names, set(names) - set(changed)
    arguments = ("replay", "out/changes.jsonl", "out", "--id-field", "id", *FIELDS)
    assert command(*arguments, "--undo", "-o", "undone") == 0
    cells = [pq.read_table(tmp_path / folder / "a.parquet") for folder in ("in", "undone", "out")]
    assert cells[0].equals(cells[1])
    assert not cells[0].equals(cells[2])
    names.remove("a.parquet")  # written again, its cells are the same
    assert same(tmp_path / "in", tmp_path / "undone", names) == []
    assert command("replay", "out/changes.jsonl", "in", "-o", "again", "--id-field", "id", *FIELDS) == 0
    assert same(tmp_path / "out", tmp_path / "again", names) == []


def test_an_archive_is_copied_and_nothing_of_it_is_done_or_undone(command: Command, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    data = archive(False)
    (tmp_path / "a.warc").write_bytes(data)
    assert command("clean", "a.warc", "-o", "out/", *RULES) == 3
    assert command("replay", "out/changes.jsonl", "out", "--undo", "-o", "undone", *FIELDS) == 3
    assert [(tmp_path / folder / "a.warc").read_bytes() for folder in ("out", "undone")] == [data, data]


# Files in which a clean empties a text, so that its readers do not find it any more.
_NOTICE, _RAINS = "This text was translated by Google Translate.", "It rains , dear."
EMPTIED: dict[str, bytes] = {
    "a.csv": f"text\n{_NOTICE}\n{_RAINS}\n{_NOTICE}\n".encode(),
    "a.xml": f"<rss><channel><item><title>{_NOTICE}</title>"
    f"<description><![CDATA[<p>{_RAINS}</p>]]></description></item><item><title>{_RAINS}</title><description>{_NOTICE}</description></item></channel></rss>".encode(),
    "a.json": f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"title": "{_NOTICE}"}},'
    f'{{"content_text": "{_RAINS}"}}]}}'.encode(),
    "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{_NOTICE}\n\n2\n00:00:03,000 --> 00:00:04,000\n"
    f"{_RAINS}\n".encode(),
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{_RAINS}\n\n00:03.000 --> 00:04.000\n{_NOTICE}\n".encode(),
    "wide.srt": f"\ufeff1\n00:00:01,000 --> 00:00:02,000\n{_NOTICE}\n\n2\n00:00:03,000 --> 00:00:04,000\n"
    f"{_RAINS}\n".encode("utf-16-le"),
    "b.srt.gz": gzip.compress(f"1\n00:00:01,000 --> 00:00:02,000\n{_NOTICE}\n".encode(), mtime=0),
}


def test_a_text_that_a_clean_has_emptied_comes_back(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, data in EMPTIED.items():
        (tmp_path / "in" / name).write_bytes(data)
    shutil.copytree("in", "before")
    assert command("clean", "in", "--in-place", "--select", "BPL", *FIELDS) == 0
    shutil.copytree("in", "once")
    assert command("clean", "in", "--in-place", *FIELDS) == 0
    names = sorted(EMPTIED)
    assert same(tmp_path / "before", tmp_path / "in", names) == names
    assert command("replay", "mtcheck-changes.jsonl", "in", "--undo", "--in-place", *FIELDS) == 0
    assert same(tmp_path / "before", tmp_path / "in", names) == []


def test_a_text_that_was_emptied_is_not_put_elsewhere(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a.srt"
    place.write_bytes(EMPTIED["a.srt"])
    assert command("clean", "a.srt", "--in-place", "--select", "BPL") == 0
    edited = place.read_bytes().replace(b"1\n00", b"11\n00")
    place.write_bytes(edited)
    assert command("replay", "mtcheck-changes.jsonl", "a.srt", "--undo", "--in-place") == 3
    assert place.read_bytes() == edited
    assert "is in the log but not among the inputs" in capsys.readouterr().err


def test_an_edited_text_is_refused_in_every_format(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "in")
    (tmp_path / "in" / "a.parquet").unlink()
    names = sorted(FILES)
    assert command("clean", "in", "-o", "out", *RULES) == 0
    for name in names:
        data = (tmp_path / "out" / name).read_bytes()
        text = data.decode({"utf16.txt": "utf-16-le", "greek.txt": "iso8859_7"}.get(name, "utf-8"))
        for word in ("regnet", "rains", "tea", "naïve", "na\\u00EFve", "says", "Ja", "πόλη"):
            if word in text:
                edited = text.replace(word, word * 2)
                break
        else:
            raise AssertionError(f"{name} has none of the words")
        codec = {"utf16.txt": "utf-16-le", "greek.txt": "iso8859_7"}.get(name, "utf-8")
        (tmp_path / "out" / name).write_bytes(edited.encode(codec))
    edited_files = {name: (tmp_path / "out" / name).read_bytes() for name in names}
    capsys.readouterr()
    assert command("replay", "out/changes.jsonl", "out", "--undo", "--in-place", *FIELDS) == 3
    said = capsys.readouterr().err
    for name in names:
        assert f"out/{name}" in said
        assert "it was changed since the clean, and is left as it is" in said
    # Neighbours in the same file, which nobody edited, are undone all the same.
    single = [name for name in names if name.endswith((".txt", ".md"))]
    assert all((tmp_path / "out" / name).read_bytes() == edited_files[name] for name in single)
    assert b"So it is ." in (tmp_path / "out" / "a.srt").read_bytes()


def test_runs_in_place_are_undone_in_order(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"It rains .\n\nPhoto: Shutterstock\n\nSo it is , dear.\n")
    before = place.read_bytes()
    assert command("clean", "a.txt", "--in-place", "--select", "PUN") == 0
    assert command("clean", "a.txt", "--in-place") == 0
    assert place.read_bytes() == b"It rains.\n\nSo it is, dear.\n"
    runs = [json.loads(line)["run"] for line in Path("mtcheck-changes.jsonl").read_bytes().splitlines()]
    assert len(set(runs)) == 2
    assert command("replay", "mtcheck-changes.jsonl", "a.txt", "--undo", "--in-place") == 0
    assert place.read_bytes() == before
    # Undone already: nothing is left to do, and nothing is spoiled.
    assert command("replay", "mtcheck-changes.jsonl", "a.txt", "--undo", "--in-place") == 0
    assert place.read_bytes() == before


def test_an_edit_between_two_runs_is_refused(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"Hello , world. It rains .\n")
    assert command("clean", "a.txt", "--in-place") == 0
    place.write_bytes(b"Hello, dear world . It rains.\n")
    assert command("clean", "a.txt", "--in-place") == 0
    after = place.read_bytes()
    assert command("replay", "mtcheck-changes.jsonl", "a.txt", "--undo", "--in-place") == 3
    assert place.read_bytes() == after


def test_a_file_of_another_name_is_undone(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"It rains .\n")
    assert command("clean", "a.txt", "-o", "b.txt") == 0
    log = "b.txt.changes.jsonl"
    assert command("replay", log, "b.txt", "--undo", "-o", "c.txt") == 0
    assert (tmp_path / "c.txt").read_bytes() == b"It rains .\n"
    (tmp_path / "b.txt").rename(tmp_path / "moved.txt")
    assert command("replay", log, "moved.txt", "--undo", "--in-place") == 0
    assert (tmp_path / "moved.txt").read_bytes() == b"It rains .\n"


def test_a_file_that_no_log_has_may_be_unreadable(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"So it is .\n")
    (folder / "b.xliff").write_bytes(b'<xliff version="1.2"><file')
    assert command("clean", "in", "-i", "--log", "log") == 3
    assert command("replay", "log", "in", "--undo", "-o", "out") == 0
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"So it is .\n"
    assert command("replay", "log", "in", "--undo", "-i") == 0
    assert (folder / "a.txt").read_bytes() == b"So it is .\n"
    assert command("clean", "in", "-i", "--log", "log") == 3
    (folder / "a.txt").write_bytes(b"\0 was written over it .\n")
    assert command("replay", "log", "in", "--undo", "-i") == 3


def test_a_log_is_never_an_input(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b'{"text": "It rains ."}\n{"text": 3}\n')
    assert command("clean", "in", "-o", "out", *RULES) == 3
    capsys.readouterr()
    assert command("replay", "out/changes.jsonl", "out", "--undo", "-o", "back", *FIELDS) == 3  # line 2
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == ["a.jsonl"]
    assert "changes.jsonl" not in capsys.readouterr().err
    assert (tmp_path / "back" / "a.jsonl").read_bytes() == (tmp_path / "in" / "a.jsonl").read_bytes()
    assert command("check", "out", *RULES) == 3
    assert command("check", "out/changes.jsonl", *RULES) == 3
    assert "is a log or a report of mtcheck, and no text" in capsys.readouterr().err


def test_a_line_says_what_was_done_and_why(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        b"We leave on Friday, she said. It rains .\n\nPhoto: Depositphotos\n\nPhoto: Reuters\n"
    )
    assert command("clean", "a.txt", "-o", "b.txt") == 0
    rows = [json.loads(line) for line in (tmp_path / "b.txt.changes.jsonl").read_bytes().splitlines()]
    first = rows[0]
    assert first["run"]
    assert first["names"] == ["space-before-punctuation"]
    assert first["reason"] == "space before '.'"
    assert first["context"] == ["Friday, she said. It rains", ".\n\nPhoto: Depositphotos\n\nPhoto: Reuters\n"]
    assert first["hash_before"] != first["hash_after"]
    # Each removal has a line and a reason of its own, also where they were joined.
    assert [row["before"].strip() for row in rows[1:]] == ["Photo: Depositphotos", "Photo: Reuters"]
    assert all(row["reason"] for row in rows)


def test_the_last_run_alone_is_undone(command: Command, tmp_path: Path) -> None:
    """What somebody wrote between two runs comes back; the first run stays done."""
    page = tmp_path / "a.txt"
    page.write_text("It rains . So it is.\n")
    assert command("clean", "a.txt", "-i", "--log", "log.jsonl") == 0
    between = "It rains. So it is , dear.\n"
    page.write_text(between)
    assert command("clean", "a.txt", "-i", "--log", "log.jsonl") == 0
    assert page.read_text() == "It rains. So it is, dear.\n"
    assert command("replay", "log.jsonl", "a.txt", "--undo", "-i") == 3
    assert command("replay", "log.jsonl", "a.txt", "--undo", "--run", "last", "-i") == 0
    assert page.read_text() == between
    assert command("replay", "log.jsonl", "a.txt", "--undo", "--run", "none", "-i") == 2


def test_replay_without_the_fields_of_the_clean_names_them(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = ("--text-field", "body", "--id-field", "key")
    before = b'{"key": "a", "body": "So it is ."}\n{"key": "b", "body": "It rains ."}\n'
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(before)
    pq.write_table(pa.table({"key": ["a"], "body": ["So it is ."]}), "in/b.parquet")
    assert command("clean", "in", "-o", "out", *fields) == 0
    replay = ("replay", "out/changes.jsonl", "--undo", "-o")
    assert command(*replay, "as-logged", "out") == 0  # the log knows the fields
    assert (tmp_path / "as-logged" / "a.jsonl").read_bytes() == before
    rows = [json.loads(line) for line in (tmp_path / "out" / "changes.jsonl").read_text().splitlines()]
    assert rows[0]["fields"] == {"text": ["body"], "id": "key"}
    for row in rows:  # as a former version wrote it
        row.pop("fields", None)
    (tmp_path / "out" / "changes.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for named in (["out"], ["out/a.jsonl", "out/b.parquet"], ["out", "--text-field", "body"]):
        capsys.readouterr()
        assert command(*replay, "wrong", *named) == 3
        said = capsys.readouterr().err
        assert said.count("is in the log but not found: give --text-field and --id-field as for clean") == 2
        assert "not among the inputs" not in said
        assert "a.jsonl, 2 records (a, b): is in the log" in said
    assert command(*replay, "right", "out", *fields) == 0
    assert (tmp_path / "right" / "a.jsonl").read_bytes() == before
    assert pq.read_table("right/b.parquet")["body"].to_pylist() == ["So it is ."]


def test_fields_are_not_blamed_for_a_file_that_is_not_there(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "in" / name).write_bytes(b'{"text": "So it is ."}\n')
    assert command("clean", "in", "-o", "out", *FIELDS) == 0
    (tmp_path / "out" / "b.jsonl").unlink()
    capsys.readouterr()
    assert command("replay", "out/changes.jsonl", "out", "--undo", "-o", "back", *FIELDS) == 3
    said = capsys.readouterr().err
    assert "is in the log but not among the inputs" in said
    assert "as for clean" not in said
