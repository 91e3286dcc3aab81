"""The kernel of the engines: every row has an answer, and nothing a row does reaches the others."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.edits import Edit, apply
from mtcheck.engine import clean_document
from mtcheck.engines import guard as guards
from mtcheck.engines.arrow import answer_schema
from mtcheck.engines.guard import GuardError
from mtcheck.engines.kernel import Kernel, kernel
from mtcheck.errors import ConfigError, InputError
from tests.conftest import ROOT
from tests.poison import write_plugin

pa = pytest.importorskip("pyarrow")

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "samples").iterdir())]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def rows(kernel: Kernel, texts: Any, **columns: Any) -> list[dict[str, Any]]:
    texts = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    table = pa.table({"id": list(range(len(texts))), "text": texts, **columns})
    out = kernel(table)
    assert out.column("id").to_pylist() == list(range(len(texts)))
    found: list[dict[str, Any]] = out.to_pylist()
    return found


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The plug-in is there for guarded processes that start from here on."""
    guards.close_idle()
    monkeypatch.syspath_prepend(str(write_plugin(tmp_path)))
    yield tmp_path
    guards.close_idle()


def test_a_row_is_what_clean_makes_of_it() -> None:
    made = kernel()
    for text, row in zip(SAMPLES, rows(made, SAMPLES), strict=True):
        from mtcheck.document import Document, Origin

        cleaned = clean_document(Document(text, Origin("a")), made.setting.config)
        assert row["text"] == cleaned.text
        assert row["quality"] == cleaned.report.quality
        assert row["error"] is None
        assert [f["rule"] for f in row["findings"]] == [f.rule for f in cleaned.report.findings]
        assert apply(text, [Edit(c["start"], c["end"], c["after"]) for c in row["changes"]]) == row["text"]
        assert all(text[c["start"] : c["end"]] == c["before"] for c in row["changes"])
        assert row["languages"][0]["start"] == 0


def test_guarded_or_not_makes_no_difference() -> None:
    table = pa.table({"id": ["a", "b", "c", "d"], "text": [*SAMPLES, None]})
    assert kernel(guarded=True)(table).equals(kernel()(table))


def test_every_kind_of_text_column() -> None:
    texts = ["So it is .", "", "Да, так ."]
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()):
        assert [row["text"] for row in rows(kernel(), pa.array(texts, kind))] == ["So it is.", "", "Да, так."]
    encoded = pa.array(["So it is .", "So it is .", None]).dictionary_encode()
    assert [row["text"] for row in rows(kernel(), encoded)] == ["So it is.", "So it is.", None]


def test_what_is_wrong_with_a_row_stands_in_it() -> None:
    texts = pa.array(
        [b"Fine.", None, b"x" * 101, "ш".encode() * 100, b"ab\xff", b"a\xed\xa0\xbd", b"x" * 401], pa.binary()
    )
    found = rows(kernel(max_characters=100), texts)
    assert [row["error"] is None for row in found] == [True, False, False, True, False, False, False]
    assert [row["text"] is None for row in found] == [False, True, True, False, True, True, True]
    assert found[1]["error"] == "text: is null"
    assert "101 characters, more than max_characters = 100" in found[2]["error"]
    assert "is not UTF-8: byte 0xFF at 2" in found[4]["error"]
    assert "not UTF-8" in found[5]["error"]
    assert "401 bytes" in found[6]["error"]
    assert found[1]["findings"] is found[1]["changes"] is found[1]["languages"] is None


def test_bad_utf8_in_a_column_of_text() -> None:
    valid = pa.array([b"Fine.", b"ab\xff"], pa.binary())
    forged = pa.Array.from_buffers(pa.string(), 2, valid.buffers())
    assert [row["text"] for row in rows(kernel(), forged)] == ["Fine.", None]


@settings(max_examples=30, derandomize=True)
@given(st.lists(st.one_of(st.none(), st.binary(max_size=30), st.text(max_size=60).map(_encoded)), max_size=6))
def test_any_bytes_have_an_answer(cells: list[bytes | None]) -> None:
    for cell, row in zip(cells, rows(kernel(max_characters=50), pa.array(cells, pa.binary())), strict=True):
        assert (row["text"] is None) == (row["error"] is not None)
        if row["text"] is not None:
            assert cell is not None
            edits = [Edit(change["start"], change["end"], change["after"]) for change in row["changes"]]
            assert apply(cell.decode(), edits) == row["text"]


def test_the_page_names_every_column_and_field() -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    table = page.partition("| column out |")[2].partition("###")[0]
    for field in answer_schema():
        (line,) = (line for line in table.splitlines() if line.startswith(f"| `{field.name}` "))
        inner = field.type.value_type if pa.types.is_list(field.type) else None
        for part in inner or ():
            assert part.name in line


def test_languages_and_sources_of_rows() -> None:
    made = kernel(lang="lang", source="source", config={"lang": "en", "select": ["LNG001", "TRN003"]})
    text = "Am Freitag fuhren zwölf Schiffe über den Fluss, sagte der Sprecher der Stadt."
    found = rows(
        made, [text, text, text], lang=["de", "en", None], source=["On Friday 13 ships.", None, None]
    )
    assert [[f["rule"] for f in row["findings"]] for row in found] == [["TRN003"], ["LNG001"], ["LNG001"]]


def test_a_wrong_table_is_told_before_the_first_row() -> None:
    table = pa.table({"url": ["a"], "body": ["b"], "n": [1]})
    with pytest.raises(InputError, match=r"no column 'text'; its columns are 'url', 'body', 'n'.*text=TEXT"):
        kernel(id="url")(table)
    with pytest.raises(InputError, match=r"column 'n' holds int64.*'body' \(string\)"):
        kernel(id="url", text="n")(table)
    with pytest.raises(InputError, match=r"no column 'en'.*config=\{'lang'"):
        kernel(id="url", text="body", lang="en")(table)
    doubled = pa.table([["a"], ["b"], ["c"]], names=["id", "text", "text"])
    with pytest.raises(InputError, match="two columns 'text'"):
        kernel()(doubled)


def test_a_wrong_configuration_is_told_before_the_first_row(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="corpus-pass"):
        kernel(config={"corpus_pass": True})
    with pytest.raises(ConfigError, match=r"missing\.csv"):
        kernel(config={"rules": {"TRM": {"glossaries": [str(tmp_path / "missing.csv")]}}})


def test_an_empty_table_has_the_schema() -> None:
    table = pa.table({"id": pa.array([], pa.int64()), "text": pa.array([], pa.string())})
    made = kernel(guarded=True)
    assert made(table).schema == made.schema(table.schema)
    batch = pa.RecordBatch.from_pylist([], table.schema)
    assert made(batch).schema == made.schema(table.schema)


def test_a_reader_streams() -> None:
    table = pa.table({"id": range(600), "text": ["So it is ."] * 600})
    reader = kernel().reader(table.to_reader(500))
    sizes = [batch.num_rows for batch in reader]
    assert sum(sizes) == 600
    assert max(sizes) <= 256


def test_a_kernel_pickles() -> None:
    made = kernel(text="body", config={"lang": "de", "rules": {"PUN003": {"severity": "major"}}})
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_repeated_fragment_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.engines.row.MAX_FINDINGS", 3)
    (row,) = rows(kernel(), ["We said , that . He said , this . So , what ."])
    assert len(row["findings"]) == 3
    assert row["error"].endswith("of which the first 3 are here")
    assert row["text"] == "We said, that. He said, this. So, what."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("POISON kill", "killed its process (SIGKILL)"),
        ("POISON exit", "ended its process with exit code 3"),
        ("POISON hang", "took longer than 2 s (deadline_s)"),
    ],
)
def test_a_row_that_ends_its_process_costs_one_row(poisoned: Path, text: str, error: str) -> None:
    found = rows(kernel(guarded=True, deadline_s=2), ["So .", text, "So ."])
    assert [row["text"] for row in found] == ["So.", None, "So."]
    assert found[1]["error"] == f"the row {error}"


def test_a_row_that_crashes_a_rule_or_fills_memory_keeps_the_rest(poisoned: Path) -> None:
    texts = ["POISON crash , so .", "POISON memory , so .", "POISON print , so .", "And so ."]
    found = rows(kernel(guarded=True, memory_mb=700), texts)
    assert "rule MRK999 crashed: ZeroDivisionError: a rule of poison" in found[0]["error"]
    assert "MemoryError" in found[1]["error"]
    assert [row["error"] for row in found[2:]] == [None, None]
    assert all(row["text"].endswith(" so.") for row in found)


def test_a_death_from_outside_costs_nothing(poisoned: Path) -> None:
    found = rows(kernel(guarded=True), [f"POISON kill-once {poisoned / 'flag'}", "So ."])
    assert [row["error"] for row in found] == [None, None]


def test_rows_that_die_one_after_the_other_stop_the_job(
    poisoned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "MAX_DEATHS_IN_A_ROW", 2)
    with pytest.raises(GuardError, match="2 rows after one another"):
        rows(kernel(guarded=True), ["POISON kill", "POISON kill", "So ."])
    assert not guards._idle


def test_a_process_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    guards.close_idle()
    monkeypatch.setattr(guards.sys, "executable", "/bin/false")
    with pytest.raises(GuardError, match="does not start: it ended its process with exit code 1"):
        rows(kernel(guarded=True), ["So ."])


def test_the_guarded_process_ends_with_its_parent() -> None:
    script = (
        "import pyarrow as pa\n"
        "from mtcheck.engines import guard\n"
        "from mtcheck.engines.kernel import kernel\n"
        "kernel(guarded=True)(pa.table({'id': [1], 'text': ['So .']}))\n"
        "print(guard._idle[0][2]._process.poll() is None, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # It holds the pipe of standard error, so that this waits for it too.
    done = subprocess.run(
        [guards.sys.executable, "-c", script], capture_output=True, env=environment, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout == b"True\n"
