"""The text of a licence stays as it is: whoever copies it may not change it."""

from __future__ import annotations

import pytest

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document

_TEXT = "The crane may be copied , and nobody is liable .\n"
_MENDED = "The crane may be copied, and nobody is liable.\n"


def _cleaned(text: str, name: str) -> str:
    kind = "markdown" if name.endswith(".md") else "text"
    return clean_document(Document(text, Origin(name, None, kind)), make_config({"lang": "en"})).text


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "docs/LICENCE.txt",
        "COPYING",
        "a/COPYING.LESSER",
        "gpl-2.0_german.txt",
        "LICENSE-de.md",
        "THIRD-PARTY-LICENSES.txt",
    ],
)
def test_a_file_of_a_licence_stays(name: str) -> None:
    assert _cleaned(_TEXT, name) == _TEXT


@pytest.mark.parametrize(
    "title",
    [
        "GNU GENERAL PUBLIC LICENSE",
        "# The MIT License (MIT)",
        "Deutsche Übersetzung der GNU General Public License",
        "           Apache License\n     Version 2.0, January 2004",
    ],
)
def test_a_text_that_begins_as_a_licence_stays(title: str) -> None:
    assert _cleaned(f"{title}\n\n{_TEXT}", "crane.md") == f"{title}\n\n{_TEXT}"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("# The crane\n\n[![MIT License](a.svg)](LICENSE)", "README.md"),
        (
            "# The crane\n\nA crane for every harbour, free under the terms of the MIT License of the yard.",
            "README.md",
        ),
        ("# The crane\n\nIt turns.\n\n## So it is\n\nIt does.\n\nIt is under the MIT License.", "README.md"),
        ("Driving licences are dear", "licences-are-dear/news.txt"),
        ("Driving licences are dear", "a-licence-to-drive-in-may-is-not-dear.html.txt"),
        ("Copyright matters", "copyrighted.txt"),
    ],
)
def test_a_text_about_a_licence_is_mended(head: str, name: str) -> None:
    assert _cleaned(f"{head}\n\n{_TEXT}", name) == f"{head}\n\n{_MENDED}"
