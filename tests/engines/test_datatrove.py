"""A real pipeline of datatrove with documents that go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtcheck.engines.datatrove import clean
from tests.engines.conftest import need

need("datatrove")

# datatrove's own code warns.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_pipeline(tmp_path: Path, poisoned_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor

    monkeypatch.syspath_prepend(str(poisoned_path))
    texts = ["So it is .", "POISON kill", "x" * 101, "a\ud83d", "Da ist er ."]
    documents = [
        Document(text=text, id=str(number), metadata={"language": "de"}) for number, text in enumerate(texts)
    ]
    seen: list[Document] = []

    def collect(data: Iterator[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for document in data:
            seen.append(document)
            yield document

    pipeline: list[Any] = [documents, clean(max_characters=100, lang="language"), collect]
    LocalPipelineExecutor(pipeline, logging_dir=str(tmp_path)).run()
    assert [document.text for document in seen] == ["So it is.", *texts[1:4], "Da ist er."]
    errors = [document.metadata["mtcheck"]["error"] for document in seen]
    assert [error is None for error in errors] == [True, False, False, False, True]
    assert "SIGKILL" in errors[1]
    assert "U+D83D" in errors[3]
    assert seen[0].metadata["mtcheck"]["findings"][0]["rule"] == "PUN001"
