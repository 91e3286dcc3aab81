"""The recipes of docs/scale.md run as they stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engines.conftest import need

need("pyarrow")

import pyarrow as pa  # noqa: E402
import pyarrow.dataset as ds  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

# Other people's libraries warn of one another.
pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def recipe(lead: str) -> str:
    """The code under the line that begins with ``lead``."""
    after = PAGE.split(f"\n{lead}", 1)[1].partition("\n\n")[2]
    lines = []
    for line in after.splitlines():
        if line and not line.startswith("    "):
            break
        lines.append(line[4:])
    assert any(lines), lead
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("lead", "module"),
    [
        ("pyarrow,", "pyarrow"),
        ("pandas:", "pandas"),
        ("Polars,", "polars"),
        ("DuckDB,", "duckdb"),
        ("Hugging Face", "datasets"),
    ],
)
def test_a_recipe(lead: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(module)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "huggingface"))
    pq.write_table(pa.table({"id": ["a", "b"], "text": ["So it is .", None]}), "articles.parquet")
    names: dict[str, object] = {}
    exec(recipe("`kernel` takes"), names)
    exec(recipe(lead), names)
    found = []
    for path in (Path("cleaned"), Path("cleaned.parquet")):
        if path.exists():
            found.append(ds.dataset(path).to_table()["text"].to_pylist())
    cleaned = names.get("cleaned")
    if cleaned is not None and not isinstance(cleaned, pa.RecordBatchReader):
        column = cleaned["text"]  # type: ignore[index]
        # A column of Arrow gives its own scalars; a frame's gives plain values.
        found.append(column.to_pylist() if hasattr(column, "to_pylist") else list(column))
    assert found
    for texts in found:
        # pandas 3 says NaN for a missing text, the others None.
        assert [None if text != text else text for text in texts] == ["So it is.", None]
