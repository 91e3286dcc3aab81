"""What the default clean leaves alone in pages of documentation, and what it takes beside them."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document

_DATA = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAAABYAAAAP" * 8
_PROSE = "The crane was painted in May, and the yard opens on Monday."


def _cleaned(text: str, lang: str = "auto") -> str:
    document = Document(text, Origin("page.md", None, "markdown"))
    return clean_document(document, make_config({"lang": lang})).text


@pytest.mark.parametrize(
    "line",
    [
        f"Choose <img src='{_DATA}' /> and then **Print**.",
        f'Choose <img alt="a" src="{_DATA}"> and then go on.',
        "See ![the crane](https://yard.example/wp-content/uploads/2023/04/crane.jpg) from the quay.",
        "# Imprimer",
        "# Share",
    ],
)
def test_pictures_and_titles_stay(line: str) -> None:
    text = f"{line}\n\n{_PROSE}\n"
    assert _cleaned(text, "en") == text


@pytest.mark.parametrize("line", ["/wp-content/uploads/2023/04/crane.jpg", "Imprimer"])
def test_what_stands_alone_of_them_goes(line: str) -> None:
    assert line not in _cleaned(f"{_PROSE}\n\n{line}\n\n{_PROSE[4:]}\n", "en")


def test_no_space_of_an_unknown_language_is_taken() -> None:
    """The letters of this text are names and data: nothing says whether it is French."""
    text = f"XQ7 ZK9-Q « VBT 44 » :\n\nQXZ <img src='{_DATA}' /> ?\n"
    assert mtcheck.identify_language(text).code == "und"
    assert _cleaned(text) == text
    assert _cleaned("It is there :\n", "en") == "It is there:\n"
