"""Real Spark on this machine: what a row or a worker does costs a row or nothing, never the job."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtcheck.errors import InputError
from tests.engines.conftest import need, not_here

need("pyarrow", "pyspark")
if shutil.which("java") is None:
    not_here("Java is not installed")

import pyarrow as pa  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from mtcheck.engines import spark  # noqa: E402
from mtcheck.engines.kernel import kernel  # noqa: E402

OPTIONS: dict[str, Any] = {"max_characters": 1000, "deadline_s": 3}


@pytest.fixture(scope="module")
def session(poisoned_path: Path) -> Iterator[SparkSession]:
    built = SparkSession.builder.master("local[2,4]").appName("mtcheck-tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.log.level": "ERROR",
        "spark.pyspark.python": sys.executable,
        "spark.sql.warehouse.dir": str(poisoned_path / "warehouse"),
    }
    for name, value in settings.items():
        built = built.config(name, value)
    session = built.getOrCreate()
    yield session
    session.stop()


def test_rows_workers_and_columns(session: SparkSession, tmp_path: Path) -> None:
    texts: list[str | None] = ["So it is ."] * 40
    texts[3], texts[9], texts[11] = None, "x" * 1001, "POISON crash , so ."
    texts[17], texts[23] = "POISON kill", "POISON hang"
    # The parent of the guarded process is Spark's own worker.
    texts[31] = f"POISON kill-parent-once {tmp_path / 'flag'}"
    given = session.createDataFrame(list(enumerate(texts)), "number bigint, body string").repartition(4)
    cleaned = spark.clean(given, text="body", id="number", **OPTIONS)
    assert [field.simpleString() for field in cleaned.schema][:3] == [
        "id:bigint",
        "text:string",
        "quality:double",
    ]
    rows = {row.id: row for row in cleaned.collect()}
    assert sorted(rows) == list(range(40))
    assert (tmp_path / "flag").exists()
    wrong = {number: row.error for number, row in rows.items() if row.error}
    assert sorted(wrong) == [3, 9, 11, 17, 23]
    assert "null" in wrong[3]
    assert "max_characters" in wrong[9]
    assert "MRK999 crashed" in wrong[11]
    assert "SIGKILL" in wrong[17]
    assert "deadline_s" in wrong[23]
    assert rows[11].text == "POISON crash, so."
    assert rows[0].text == "So it is."
    assert rows[0].findings[0].rule == "PUN001"
    assert rows[0].changes[0].rules == ["PUN001"]


def test_the_answer_is_the_kernels(session: SparkSession) -> None:
    table = pa.table({"id": ["a", None], "text": pa.array(["Да , так .".encode(), b"\xff"], pa.binary())})
    named = [{"a.b`c": row["id"], "text": row["text"]} for row in table.to_pylist()]
    given = session.createDataFrame(named, "`a.b``c` string, text binary")
    cleaned = spark.clean(given, id="a.b`c", guarded=False)
    rows = [row.asDict(recursive=True) for row in cleaned.collect()]
    assert sorted(rows, key=str) == sorted(kernel()(table).to_pylist(), key=str)


def test_a_wrong_table_is_told_before_the_job(session: SparkSession) -> None:
    given = session.createDataFrame([("a", 1)], "body string, n int")
    with pytest.raises(InputError, match="no column 'id'; its columns are 'body', 'n'"):
        spark.clean(given, text="body")
    with pytest.raises(InputError, match="column 'n' holds int32 and not text"):
        spark.clean(given, text="n", id="body")
