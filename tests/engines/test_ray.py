"""Real Ray on this machine: what a row or a worker does costs a row or nothing, never the job."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtcheck.errors import ConfigError, InputError
from tests.engines.conftest import need

need("pyarrow", "ray")

import pyarrow as pa  # noqa: E402

# Ray warns of its own code; what is unraisable are its sockets at the end.
pytestmark = pytest.mark.filterwarnings("ignore")
OPTIONS: dict[str, Any] = {"max_characters": 1000, "deadline_s": 3}


@pytest.fixture(scope="module")
def data(poisoned_path: Path) -> Iterator[Any]:
    """The module ray.data with a cluster of this machine alone."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    import ray.data

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=100 << 20,
        log_to_driver=False,
        configure_logging=False,
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray.data
    ray.shutdown()


def test_rows_workers_and_columns(data: Any, tmp_path: Path) -> None:
    from mtcheck.engines import ray

    texts: list[str | None] = ["So it is ."] * 40
    texts[3], texts[9], texts[11] = None, "x" * 1001, "POISON crash , so ."
    texts[17], texts[23] = "POISON kill", "POISON hang"
    # The parent of the guarded process is Ray's own worker.
    texts[31] = f"POISON kill-parent-once {tmp_path / 'flag'}"
    table = pa.table({"number": list(range(40)), "body": texts})
    given = data.from_arrow([table.slice(start, 10) for start in range(0, 40, 10)])
    found = ray.clean(given, text="body", id="number", **OPTIONS).take_all()
    rows = {row["id"]: row for row in found}
    assert sorted(rows) == list(range(40))
    assert (tmp_path / "flag").exists()
    wrong = {number: row["error"] for number, row in rows.items() if row["error"]}
    assert sorted(wrong) == [3, 9, 11, 17, 23]
    assert "null" in wrong[3]
    assert "max_characters" in wrong[9]
    assert "MRK999 crashed" in wrong[11]
    assert "SIGKILL" in wrong[17]
    assert "deadline_s" in wrong[23]
    assert rows[11]["text"] == "POISON crash, so."
    assert rows[0]["text"] == "So it is."
    assert rows[0]["findings"][0]["rule"] == "PUN001"


def test_a_wrong_table_is_told_before_the_job(data: Any) -> None:
    from mtcheck.engines import ray

    given = data.from_arrow(pa.table({"body": ["a"], "n": [1]}))
    with pytest.raises(InputError, match="no column 'id'; its columns are 'body', 'n'"):
        ray.clean(given, text="body")
    with pytest.raises(InputError, match="column 'n' holds int64 and not text"):
        ray.clean(given, text="n", id="body")
    with pytest.raises(ConfigError, match="unknown key"):
        ray.clean(given, text="body", id="n", config={"langs": "de"})


def test_a_wrong_table_that_only_the_task_knows(data: Any) -> None:
    from ray.exceptions import RayTaskError

    from mtcheck.engines import ray

    given = data.range(2).map_batches(lambda batch: {"body": ["a"] * len(batch["id"])})
    with pytest.raises(RayTaskError, match="no column 'text'; its columns are 'body'"):
        ray.clean(given, id="body").take_all()
