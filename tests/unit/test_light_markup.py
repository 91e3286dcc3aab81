"""AsciiDoc and reStructuredText, read as plain text: code, tables and titles stay, prose is mended."""

from __future__ import annotations

import pytest

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document

_PROSE = "The crane was painted in May , and the yard opens on Monday ."
_MENDED = "The crane was painted in May, and the yard opens on Monday."


def _cleaned(text: str) -> str:
    return clean_document(Document(text, Origin("page.rst")), make_config({"lang": "en"})).text


@pytest.mark.parametrize(
    "block",
    [
        "So it goes::\n\n    hoist the crane ;  then wait .\n\n    lower it .",
        "::\n\n  hoist the crane , then wait .",
        "- In a list::\n\n    hoist the crane , then wait .\n\n  and on.",
        ".. code-block:: sh\n   :linenos:\n\n   hoist the crane ;  then wait .",
        ".. image:: crane .png\n   :alt: A crane , painted",
        ".. _crane: https://yard.example/a , b",
        ".. |crane| replace:: the crane , painted",
        ".. note::\n   :class: crane , bell\n\n   So it goes.",
        ".. toctree::\n   :maxdepth: 1\n\n   Cranes  of the yard <cranes>",
        "+------------+---------------------------------------------+\n"
        "| The crane  | was painted in May , and nobody saw it .    |\n"
        "+============+=============================================+\n"
        "| The bell   | rings on Monday , and then on Tuesday too . |\n"
        "+------------+---------------------------------------------+",
        "=======  ======================================\n"
        "Crane    What it does on a day in May\n"
        "=======  ======================================\n"
        "oak      turns slowly , and nobody hears it .\n"
        "=======  ======================================",
        "The harbour wall is high.The bell rings\n=======================================",
    ],
)
def test_what_restructuredtext_reads_stays(block: str) -> None:
    assert _cleaned(f"{_PROSE}\n\n{block}\n\n{_PROSE}\n") == f"{_MENDED}\n\n{block}\n\n{_MENDED}\n"


@pytest.mark.parametrize(
    "block",
    [
        "[source,sh]\n----\nhoist the crane ;  then wait .\n\nlower it .\n----",
        ".A crane\n----\nhoist the crane , then wait .\n----",
        "----\nhoist the crane , then wait .\n----",
        "....\nhoist the crane , then wait .\n....",
        "////\nNobody saw it , they say .\n////",
        "* In a list\n+\n----\nhoist the crane , then wait .\n----",
    ],
)
def test_what_asciidoc_lists_stays(block: str) -> None:
    text = f"= The yard\n:toc:\n\n{_PROSE}\n\n{block}\n\n{_PROSE}\n"
    assert _cleaned(text) == f"= The yard\n:toc:\n\n{_MENDED}\n\n{block}\n\n{_MENDED}\n"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f".. note:: {_PROSE}", f".. note:: {_MENDED}"),
        (f".. warning::\n\n   {_PROSE}", f".. warning::\n\n   {_MENDED}"),
        (f"So it is: {_PROSE}\n\n   {_PROSE}", f"So it is: {_MENDED}\n\n   {_MENDED}"),
        # Rules of MediaWiki, and of a plain text, are no fences.
        (f"== The yard ==\n\n----\n\n{_PROSE}\n\n----\n", f"== The yard ==\n\n----\n\n{_MENDED}\n\n----\n"),
        (f"{_PROSE}\n\n----\n{_PROSE}\n----\n", f"{_MENDED}\n\n----\n{_MENDED}\n----\n"),
        (f"= The yard\n\n----\n\n{_PROSE}", f"= The yard\n\n----\n\n{_MENDED}"),
        ("The crane , the bell\n====================", "The crane, the bell\n===================="),
    ],
)
def test_prose_of_them_is_mended(text: str, mended: str) -> None:
    assert _cleaned(text) == mended


def test_a_log_of_changes_stays() -> None:
    lines = "34f3279 - ann@yard.example : Paint the crane\n* e212f81 - bob@yard.example : Ring the bell"
    assert _cleaned(f"{_PROSE}\n\n{lines}\n\n{_PROSE}") == f"{_MENDED}\n\n{lines}\n\n{_MENDED}"
    assert _cleaned("Defaced : it was so , they say .") == "Defaced: it was so, they say."
