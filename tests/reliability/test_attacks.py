"""What once went wrong under attack: hostile folders, files that change, odd names, kills at bad moments."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtcheck import atomic
from mtcheck.cli.main import main
from mtcheck.config import Config
from mtcheck.errors import ConfigError, UsageError
from mtcheck.formats.io.inputs import Input
from mtcheck.formats.options import ReadOptions
from mtcheck.globs import matches
from mtcheck.jobs import clean as cleaning
from mtcheck.jobs.clean import Listener, Settings, clean_inputs
from mtcheck.jobs.executors import How, Progress
from mtcheck.jobs.targets import Where
from mtcheck.rules.translation.placeholder_mismatch import placeholder_mismatch
from tests.conftest import ROOT

Command = Callable[..., int]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([*arguments, "--isolated"])


@pytest.fixture
def script(tmp_path: Path) -> list[str]:
    """The installed command: a script in a folder of its own, as pip makes it."""
    place = tmp_path / "bin" / "mtcheck"
    place.parent.mkdir()
    place.write_text("import sys\nfrom mtcheck.cli.main import main\nsys.exit(main())\n")
    return [sys.executable, str(place)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def write_lines(path: Path, count: int, word: str = "rains") -> None:
    path.write_text("".join(f'{{"text": "It {word} , {n} ."}}\n' for n in range(count)))


# Inputs that change while they are read


class _Acting(Listener):
    """Does something when the first task is done."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act: Callable[[], None] | None = act
        self.told: list[str] = []

    def progress(self, progress: Progress) -> None:
        if progress.done_bytes and self._act:
            act, self._act = self._act, None
            act()

    def rejected(self, error: Exception) -> None:
        self.told.append(str(error))


OPTIONS = ReadOptions(text_fields=("text",))
CONFIG = Config(select=("PUN",))


def clean(place: Path, out: Path, listener: Listener, resume: bool = False) -> None:
    inputs = [Input(str(place), place.name)]
    clean_inputs(inputs, CONFIG, OPTIONS, Where("folder", str(out), str(out / "changes.jsonl")),
                 Settings(How(), resume=resume), listener)  # fmt: skip


@pytest.fixture
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PART_BYTES", 400)


@pytest.mark.usefixtures("_small_parts")
@pytest.mark.parametrize("by_rename", [True, False])
def test_an_input_that_changes_is_named_and_not_mixed(tmp_path: Path, by_rename: bool) -> None:
    place, out = tmp_path / "a.jsonl", tmp_path / "out"
    write_lines(place, 60)

    def change() -> None:
        data = b'{"text": "A new first line ."}\n' + place.read_bytes()
        if by_rename:
            (tmp_path / "b").write_bytes(data)
            (tmp_path / "b").replace(place)
        else:
            place.write_bytes(data)

    listener = _Acting(change)
    clean(place, out, listener)
    assert not (out / "a.jsonl").exists()
    assert any("a.jsonl: has changed since the run began" in told for told in listener.told)
    assert "has changed" in (out / "rejected.jsonl").read_text()


def _stop() -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("_small_parts")
@pytest.mark.parametrize("torn", ["bytes", "changes", "json", None])
def test_a_torn_part_is_done_again(tmp_path: Path, torn: str | None) -> None:
    place = tmp_path / "a.jsonl"
    write_lines(place, 60)
    clean(place, tmp_path / "calm", Listener())
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        clean(place, out, _Acting(_stop))
    if torn:  # what a fall of the power leaves
        part = out / ".mtcheck-run" / f"000000.{torn}"
        part.write_bytes(part.read_bytes()[: 0 if torn == "json" else 100])
    clean(place, out, Listener(), resume=True)
    for name in ("a.jsonl", "changes.jsonl", "rejected.jsonl", "report.json"):
        assert (out / name).read_bytes() == (tmp_path / "calm" / name).read_bytes(), name


@pytest.mark.usefixtures("_small_parts")
def test_the_same_size_and_time_do_not_hide_a_change(tmp_path: Path) -> None:
    place, out = tmp_path / "a.jsonl", tmp_path / "out"
    write_lines(place, 60)
    stamp = place.stat()
    with pytest.raises(KeyboardInterrupt):
        clean(place, out, _Acting(_stop))
    write_lines(place, 60, "snows")
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    with pytest.raises(Exception, match=r"a\.jsonl changed since the unfinished run"):
        clean(place, out, Listener(), resume=True)


@pytest.mark.usefixtures("_small_parts")
def test_what_is_told_of_a_run_is_what_was_written(tmp_path: Path) -> None:
    """Of an input that changed meanwhile nothing is written: no change of it is logged or counted."""
    for name in ("a.jsonl", "b.jsonl"):
        write_lines(tmp_path / name, 60)
    inputs = [Input(str(tmp_path / name), name) for name in ("a.jsonl", "b.jsonl")]
    out = tmp_path / "out"
    where = Where("folder", str(out), str(out / "changes.jsonl"))
    change = _Acting(lambda: write_lines(tmp_path / "b.jsonl", 61))
    sums = clean_inputs(inputs, CONFIG, OPTIONS, where, Settings(How()), change)
    logged = [json.loads(line) for line in (out / "changes.jsonl").read_bytes().splitlines()]
    assert not (out / "b.jsonl").exists()
    assert {row["file"] for row in logged} == {"a.jsonl"}
    assert len(logged) == sums.edits == 120


def test_two_runs_never_write_to_one_folder_and_leftovers_go(tmp_path: Path) -> None:
    place, out = tmp_path / "a.jsonl", tmp_path / "out"
    write_lines(place, 60)
    refused: list[str] = []

    def other() -> None:
        with pytest.raises(UsageError) as error:
            clean(place, out, Listener(), resume=True)
        refused.append(str(error.value))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        clean(place, out, _Acting(other))
    assert "another run is writing here" in refused[0]
    left = out / ".mtcheck-run" / ".mtcheck-0123abcd.tmp"  # a part that a kill has left half-written
    left.write_bytes(b"half")
    swept: list[bool] = []
    clean(place, out, _Acting(lambda: swept.append(not left.exists())), resume=True)
    assert swept == [True]
    assert not (out / ".mtcheck-run").exists()


# Kills


def test_a_signal_cleans_up_and_a_kill_leaves_the_log(tmp_path: Path, script: list[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text("It rains .\n" * 60)
    for sent, code in ((signal.SIGTERM, 143), (signal.SIGKILL, -9)):
        arguments = [*script, "clean", "in", "-o", f"out{code}", "--select", "PUN", "-q"]
        process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE)
        out = tmp_path / f"out{code}"
        end = time.monotonic() + 100
        while len(list(out.glob("*.txt"))) < 5 and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
        assert process.returncode == code, said
        written = {path.name for path in out.glob("*.txt")}
        logged = {json.loads(line)["file"] for line in (out / "changes.jsonl").read_bytes().splitlines()}
        assert written <= logged
        if sent is signal.SIGTERM:
            assert not list(out.glob(".mtcheck-*.tmp"))
            assert b"Traceback" not in said


def test_what_a_kill_leaves_is_swept_and_what_lives_is_not(tmp_path: Path) -> None:
    (tmp_path / ".mtcheck-0123abcd.tmp").write_bytes(b"half")
    living = atomic.AtomicFile(tmp_path / "a.txt")
    atomic.sweep(tmp_path)
    left = list(tmp_path.glob(".mtcheck-*"))
    assert len(left) == 1
    with living:
        living.write(b"whole")
    assert (tmp_path / "a.txt").read_bytes() == b"whole"


def test_a_file_that_was_opened_and_never_entered_leaves_nothing(tmp_path: Path) -> None:
    opened = atomic.AtomicFile(tmp_path / "a.txt")
    assert len(list(tmp_path.iterdir())) == 1
    atomic.leave_nothing()  # as when a signal comes before `with`
    assert not list(tmp_path.iterdir())
    opened._file.close()


# Politeness in place


def test_in_place_follows_no_link_and_keeps_what_a_file_has(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("It rains .")
    (folder / "link.txt").symlink_to("../outside.txt")
    for name in ("plain.txt", "read-only.txt", "hard.txt"):
        (folder / name).write_text("It rains .")
    (folder / "plain.txt").chmod(0o640)
    (folder / "read-only.txt").chmod(0o444)
    os.link(folder / "hard.txt", tmp_path / "other.txt")
    if os.geteuid() == 0:
        os.chown(folder / "plain.txt", 65534, 65534)
    assert command("clean", "in", "--in-place", "--select", "PUN") == 3
    said = capsys.readouterr().err
    assert (tmp_path / "outside.txt").read_text() == "It rains ."
    assert (folder / "plain.txt").read_text() == "It rains."
    status = (folder / "plain.txt").stat()
    assert status.st_mode & 0o777 == 0o640
    if os.geteuid() == 0:
        assert (status.st_uid, status.st_gid) == (65534, 65534)
    for name, words in [("link", "outside of the folder"), ("read-only", "--force"), ("hard", "hard links")]:
        assert any(f"{name}.txt" in line and words in line for line in said.splitlines()), name
    assert (folder / "read-only.txt").read_text() == (tmp_path / "other.txt").read_text() == "It rains ."
    assert command("clean", "in/read-only.txt", "--in-place", "--force", "--select", "PUN") == 0
    assert (folder / "read-only.txt").read_text() == "It rains."
    assert (folder / "read-only.txt").stat().st_mode & 0o777 == 0o444


# Odd files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_pipes_and_devices_are_passed_over(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d").mkdir()
    os.mkfifo(tmp_path / "d" / "p.txt")
    (tmp_path / "d" / "a.txt").write_text("So it is .")
    assert command("check", "d") == 0
    assert "d/p.txt: is a pipe, and was skipped" in capsys.readouterr().err
    assert command("check", "d/p.txt") == 3
    assert command("check", "/dev/zero") == 3


def test_any_name_of_a_file_works_everywhere(
    command: Command, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "in").mkdir()
    names = [b"n" * 251 + b".txt", b"bad\xff.txt", b"esc\x1b[31m.txt", b"line\n::error::x.txt", b"z.txt"]
    for name in names:
        (tmp_path / "in" / os.fsdecode(name)).write_text("It rains .")
    for output in (
        "text",
        "json",
        "jsonl",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "rdjson",
        "checkstyle",
        "html",
    ):
        assert command("check", "in", "--output-format", output, "--fail-on", "never") == 0
        written = capsysbinary.readouterr().out
        assert b"\x1b[31m" not in written
        if output in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(written)
    assert command("clean", "in", "-o", "out") == 0
    cleaned = {os.fsencode(path.name) for path in (tmp_path / "out").glob("*.txt")}
    assert cleaned == set(names)
    assert command("clean", "in", "--in-place") == 0
    assert all((tmp_path / "in" / os.fsdecode(name)).read_text() == "It rains." for name in names)


def test_one_file_that_cannot_be_written_costs_one_file(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("a.txt", "b/x.txt", "c.txt"):
        (tmp_path / "in" / name).write_text("It rains .")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b").write_text("a file where a folder should be")
    assert command("clean", "in", "-o", "out") == 3
    assert "in/b/x.txt: cannot be written to" in capsys.readouterr().err
    assert (tmp_path / "out" / "c.txt").read_text() == "It rains."


# Messages


def test_messages_carry_no_commands(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"id": "x\n::stop-commands::tok\x1b]0;title\x07 ##[group]y", "text": "a\0b"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n")
    (tmp_path / "::add-mask::b.csv").write_text("id\x1b]0;x\x07,other\n1,2\n")
    assert command("check", "a.jsonl", "::add-mask::b.csv", "--text-field", "text", "--id-field", "id") == 3
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "##[" not in said
    assert not any(line.lstrip().startswith("::") for line in said.splitlines())


def test_nobody_writes_to_standard_error_past_the_one_writer() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "mtcheck").rglob("*.py")
        if "file=sys.stderr" in path.read_text(encoding="utf-8")
        and path.name not in ("messages.py", "workers.py")
    ]
    assert not wrong


# Exit codes


@pytest.mark.parametrize(
    ("shell", "code"),
    [("check a.txt >&-", 3), ("check a.txt >/dev/full", 3), ("check - <&-", 3), ("check a.txt 2>&-", 0)],
)
def test_streams_that_are_closed_or_full(tmp_path: Path, script: list[str], shell: str, code: int) -> None:
    (tmp_path / "a.txt").write_text("So it is .")
    line = f"{script[0]} {script[1]} {shell}"
    done = subprocess.run(line, shell=True, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") <= 2


def test_configuration_cannot_hang_or_crash(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("So it is .")
    (tmp_path / "deep.toml").write_text("a=" + "[" * 100_000)
    (tmp_path / "wrong.json").write_text(
        '{"schema": "mtcheck.baseline/1", "version": "0", "files": {"a.txt": {"x": ["PUN001", -5]}}}'
    )
    for arguments, said in [
        (("--baseline", "/dev/zero"), "is not a file"),
        (("--baseline", "wrong.json"), "is not a baseline"),
        (("--encoding", "hex"), "is not a text encoding"),
        (("--encoding", "zlib_codec"), "is not a text encoding"),
    ]:
        assert command("check", "a.txt", *arguments) == 2
        assert said in capsys.readouterr().err
    assert main(["check", "a.txt", "--config", "deep.toml"]) == 2
    assert "nested too deeply" in capsys.readouterr().err


@pytest.mark.parametrize("glob", ["*a" * 30 + "b", "**/" * 25 + "x", "**a" * 20 + "b"])
def test_globs_take_linear_time(glob: str) -> None:
    begun = time.process_time()
    assert not matches(glob, "a" * 200 + "/b/" * 30)
    assert time.process_time() - begun < 2


def test_a_pattern_that_explodes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.bitext import placeholders
    from mtcheck.document import Document, Origin
    from mtcheck.text.view import View

    monkeypatch.setattr(placeholders, "OWN_PATTERN_S", 0.2)
    view = View("a" * 5000 + "!", Document("a" * 5000 + "!", Origin("-"), source="x"), "en")
    with pytest.raises(ConfigError, match="takes longer than"):
        list(placeholder_mismatch(view, {"pattern": "(a|aa)+$b"}))


# Damaged archives


def test_damage_is_told_once_with_its_place_and_neighbours_are_kept(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    table = pa.table({"text": [f"It rains . Number {n} has some more words." for n in range(300)]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=100, use_dictionary=False)
    column = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(1).column(0)
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    for at in range(
        column.data_page_offset + 40, column.data_page_offset + column.total_compressed_size - 10
    ):
        data[at] ^= 0x5A
    (tmp_path / "a.parquet").write_bytes(data)
    packed = gzip.compress(b'{"text": "It rains ."}\n' * 500)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-20])
    (tmp_path / "cut.warc").write_bytes(b"WARC/1.0\r\nWARC-Ty")
    for name, place in [
        ("a.parquet", "row group 2"),
        ("cut.jsonl.gz", "byte "),
        ("cut.warc", "record at byte"),
    ]:
        for arguments in (("check", name), ("clean", name, "-o", f"out-{name}/")):
            assert command(*arguments, "--text-field", "text", "--select", "PUN") == 3
            said = [
                line for line in capsys.readouterr().err.splitlines() if name in line and "out-" not in line
            ]
            assert len([line for line in said if place in line]) == 1, said
    assert command("check", "a.parquet", "--text-field", "text", "--select", "PUN", "--statistics") == 3
    assert "200  PUN001" in capsys.readouterr().out


def test_an_archive_is_damaged_in_our_words(
    command: Command, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What warcio writes to the terminal of its own is caught, and said once with the record."""
    page = (
        b"<html><body><article><p>" + b"It rains . And the ferry left late . " * 20 + b"</p></article></html>"
    )
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{}\r\nContent-Length: {}\r\n"
    lengths = (len(body), len(body) - 30, len(body))
    records = [
        f"{head}Content-Type: application/http; msgtype=response\r\n\r\n".format(number, length).encode()
        + body + b"\r\n\r\n"
        for number, length in enumerate(lengths)
    ]  # fmt: skip
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    assert command("check", "a.warc", "--select", "PUN", "--fail-on", "never") == 3
    said = capfd.readouterr().err.splitlines()
    assert [line for line in said if "longer than it says" in line] == [
        "mtcheck: a.warc, http://a.example/1: is longer than it says; what is over was skipped"
    ]
    assert all(line.startswith("mtcheck: ") for line in said), said
    assert said[-1].startswith("mtcheck: 3 documents checked")


def test_a_signal_inside_a_callback_is_not_lost(tmp_path: Path) -> None:
    code = """
import signal, time, weakref
from mtcheck.cli import ending
class Thing: pass
thing = Thing()
with ending._signals():
    held = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGTERM))
    del thing  # what the callback raises, Python ignores
    try:
        time.sleep(60)
    except ending.EndedError as error:
        print("ended by", error.args[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"ended by {signal.SIGTERM.value}\n", "")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals here")
@pytest.mark.parametrize("sent", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
def test_in_place_leaves_no_temporary_file(tmp_path: Path, script: list[str], sent: str) -> None:
    if sent != "SIGKILL" and signal.getsignal(getattr(signal, sent)) is signal.SIG_IGN:
        pytest.skip("who started the tests has this signal ignored, as nohup does, and so has mtcheck")
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "a.jsonl", 4000)
    before = (folder / "a.jsonl").read_bytes()
    arguments = [*script, "clean", "in", "--in-place", "--select", "PUN", "--text-field", "text", "-q"]
    process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE)
    end = time.monotonic() + 100
    while not list(folder.glob(".mtcheck-*")) and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(getattr(signal, sent))
    _, said = process.communicate(timeout=100)
    number = getattr(signal, sent)
    assert process.returncode == (-number if sent == "SIGKILL" else 128 + number), said
    assert b"Traceback" not in said
    assert (folder / "a.jsonl").read_bytes() == before
    if sent != "SIGKILL":
        assert [path.name for path in folder.iterdir()] == ["a.jsonl"]
        return
    assert list(folder.glob(".mtcheck-*"))
    done = subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.iterdir()] == ["a.jsonl"]
    assert (folder / "a.jsonl").read_bytes() == before.replace(b" ,", b",").replace(b" .", b".")


# The disk


@pytest.mark.parametrize("how", [("-o", "out/"), ("-o", "out/", "--jobs", "1"), ("--in-place",)])
def test_a_full_disk_is_one_line_that_names_the_file(tmp_path: Path, how: tuple[str, ...]) -> None:
    pytest.importorskip("resource")
    write_lines(tmp_path / "a.jsonl", 4000)
    before = (tmp_path / "a.jsonl").read_bytes()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY)); "
        "from mtcheck.cli.main import main; sys.exit(main())"
    )
    arguments = ("clean", "a.jsonl", *how, "--select", "PUN", "--text-field", "text", "--isolated", "-q")
    done = subprocess.run(
        [sys.executable, "-c", limited, *arguments],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (2, 3)
    assert done.stderr.count("\n") == 1, done.stderr
    assert re.fullmatch(r"mtcheck: \S+/\S+: File too large; .*\n", done.stderr)
    assert ("go on with --resume" in done.stderr) is (how[0] == "-o")  # in place there is nothing to resume
    assert (tmp_path / "a.jsonl").read_bytes() == before
    assert not (tmp_path / "out" / "a.jsonl").exists()
    assert not list(tmp_path.glob("*.tmp"))
