"""The whole output on the shipped samples, pinned: any change of behaviour shows as a diff."""

from __future__ import annotations

import pytest

from tests.golden.update import FORMATS, GOLDEN, SAMPLES, formatted, outputs, score_output


@pytest.mark.parametrize("sample", SAMPLES)
def test_output_is_as_pinned(sample: str) -> None:
    for name, text in outputs(sample, SAMPLES[sample]).items():
        pinned = (GOLDEN / name).read_bytes().decode()
        assert text == pinned, f"{name}: read the diff; `python -m tests.golden.update` if it is wanted"


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_as_pinned(name: str) -> None:
    assert formatted(name) == (GOLDEN / "formats" / name).read_bytes().decode(), (
        "read the difference, then run python -m tests.golden.update"
    )


def test_scores_are_as_pinned() -> None:
    pinned = (GOLDEN / "score.json").read_bytes().decode()
    assert score_output() == pinned, "read the diff; `python -m tests.golden.update` if it is wanted"
