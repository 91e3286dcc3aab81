"""What is made of a report takes time near linear in it: a text may have ten thousand findings in one line.

The guard is that of test_linear.py: what looks at the whole line once for every finding takes a minute here.
"""

from __future__ import annotations

import io
from functools import cache

import pytest

from mtcheck.changes import Logged, log_rows, unified_diff
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import Cleaned, clean_document
from mtcheck.renderers import make_renderer, output_formats
from mtcheck.report import Summary, dumps
from tests.properties.test_linear import guard

COUNT = 30_000
KINDS = {
    "one line": "It rains . ",
    "lines": "It rains .\n",
    "removals": "It rains .\n\nPhoto: Shutterstock\n\n",
}
CONFIG = Config(select=("PUN001", "BPL"))


@cache
def cleaned(kind: str) -> Cleaned:
    text = KINDS[kind] * (COUNT if kind == "one line" else COUNT // 10)
    return clean_document(Document(text, Origin("a.txt")), CONFIG)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", output_formats())
def test_every_output_is_written_at_once(name: str, kind: str) -> None:
    report = cleaned(kind).report
    out = io.StringIO()
    with guard(name):
        writer = make_renderer(name, out, "article", False)
        writer.report(report)
        writer.finish(Summary.of(report))
    assert out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_the_log_is_written_at_once(kind: str) -> None:
    done = cleaned(kind)
    with guard("the log"):
        rows = [dumps(row) for row in log_rows(done.report.document, done, Logged("a", "a", "1"))]
    assert len(rows) >= len(done.changes) >= len(done.report.findings) / 10


@pytest.mark.parametrize("kind", KINDS)
def test_a_diff_is_made_at_once(kind: str) -> None:
    done = cleaned(kind)
    with guard("the diff"):
        assert unified_diff("a", done.report.document.text, done.text)
