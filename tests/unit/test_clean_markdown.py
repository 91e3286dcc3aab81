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


@pytest.mark.parametrize("line", ["/wp-content/uploads/2023/04/crane.jpg", "Print this page"])
def test_what_stands_alone_of_them_goes(line: str) -> None:
    assert line not in _cleaned(f"{_PROSE}\n\n{line}\n\nOnce more: {_PROSE}\n", "en")


def test_no_space_of_an_unknown_language_is_taken() -> None:
    """The letters of this text are names and data: nothing says whether it is French."""
    text = f"XQ7 ZK9-Q « VBT 44 » :\n\nQXZ <img src='{_DATA}' /> ?\n"
    assert mtcheck.identify_language(text).code == "und"
    assert _cleaned(text) == text
    assert _cleaned("It is there :\n", "en") == "It is there:\n"


@pytest.mark.parametrize(
    "block",
    [
        "## Privacy\n\nThe yard keeps the names of its guests for a year.",
        "* Bucket\n* Menu\n* Ladder of oak",
        "1. Expand the section **Default Cookie Settings** and accept the cookies.\n\n2. Wait for a minute.",
        "**In this topic:**\n\n-   [Cranes](#cranes)\n-   [Bells](#bells)",
        "{{config}}",
        "{{$include /help/yard-note.md}}",
        "2. Beside **Name** choose [Edit] and wait.",
        "- Date: May\n- [Learn more](https://yard.example/more)\n- Kind: crane",
        "## Next steps\n\nSee also:\n\n- [Cranes](cranes.md)\n- [Bells](bells.md)",
        "## See also\n\n* A full list of cranes is in the [yard book](https://yard.example/book).",
        "Learn more: [Cranes of the yard](/yard/cranes)",
        "## See also\n\n- [Cranes](cranes.md)\n- [Bells](/yard/bells)",
        "- Paint the crane\n- Subscribe to our channel on Telegram\n- Lock the yard",
        "Read also:\n\n- The yard has a list of [cranes](https://yard.example/cranes) in its book.",
        '> [!div class="steps"]\n> [Next »](two.md)',
        ':::image type="complex" source="a.png" alt-text="Enable JavaScript" :::',
    ],
)
def test_what_a_manual_needs_stays(block: str) -> None:
    text = f"# The yard\n\n{_PROSE}\n\n{block}\n\n## The end\n\n{_PROSE}\n"
    assert _cleaned(text, "en") == text


@pytest.mark.parametrize(
    "block",
    [
        "Read also: [Storm over the harbour](https://news.example/storm)",
        "Read also:\n\n- [Storm](https://news.example/storm)\n- [Bells](https://news.example/bells)",
        "- Subscribe to our channel on Telegram\n- Follow us on Facebook",
        "## Share this article",
    ],
)
def test_what_a_page_has_around_it_goes(block: str) -> None:
    text = f"# The yard\n\n{_PROSE}\n\n{block}\n"
    assert _cleaned(text, "en") == f"# The yard\n\n{_PROSE}\n"


@pytest.mark.parametrize(
    "block",
    [
        "Read more about the [crane](https://yard.example/crane).",
        "### Subscribe to our newsletter\n\nThe shop has a box for the newsletter of the yard.",
        '  <%\n  var crane = "red"\n  %>',
    ],
)
def test_a_page_of_documentation_keeps_its_pointers(block: str) -> None:
    text = f"# The yard\n\n> [!NOTE]\n> {_PROSE}\n\n{block}\n\n## The end\n\n{_PROSE}\n"
    assert _cleaned(text, "en") == text


@pytest.mark.parametrize(
    ("title", "link", "stays"),
    [
        ("Cranes  and bells", "#cranes--and-bells", True),
        ("Cranes ( of oak )", "#cranes--of-oak-", True),
        (
            "Краны  и колокола",
            "#%D0%BA%D1%80%D0%B0%D0%BD%D1%8B--%D0%B8-%D0%BA%D0%BE%D0%BB%D0%BE%D0%BA%D0%BE%D0%BB%D0%B0",
            True,
        ),
        ("Cranes  and bells", "#cranes-and-bells", False),
        ("Cranes  and bells", "other.md#cranes--and-bells", False),
    ],
)
def test_a_title_that_a_link_leads_to_keeps_its_name(title: str, link: str, stays: bool) -> None:
    text = f"# The yard\n\n- [Here]({link})\n\n## {title}\n\n{_PROSE}\n"
    assert (_cleaned(text, "en") == text) is stays


def _cleaned_page(text: str) -> str:
    return clean_document(Document(text, Origin("404.html", None, "html")), make_config({"lang": "es"})).text


def test_the_own_error_page_of_a_site_stays() -> None:
    page = "404\n\nPágina no encontrada\n\nEl enlace está roto.\n\nIr a la página de inicio"
    assert _cleaned_page(page) == page
    article = "La grúa se pintó en mayo, y el puerto abre el lunes por la mañana para todos.\n\n" * 12
    assert "encontrada" not in _cleaned_page(f"{article}Página no encontrada\n")


def test_the_labels_of_a_page_of_a_book_stay() -> None:
    page = (
        "Anterior\nCapítulo 4. Las grúas\nSiguiente\n\nLa grúa se pintó en mayo, y el puerto abre el lunes."
    )
    assert _cleaned_page(page) == page


@pytest.mark.parametrize(("place", "stays"), [("help/en/index.html", True), ("news/en/index.html", False)])
def test_a_call_in_a_manual_stays(place: str, stays: bool) -> None:
    text = f"{_PROSE}\n\nRead our privacy policy, follow us on Twitter.\n\n{_PROSE} So it is, they say.\n"
    cleaned = clean_document(Document(text, Origin(place, None, "html")), make_config({"lang": "en"})).text
    assert ("Twitter" in cleaned) is stays


@pytest.mark.parametrize(("title", "stays"), [("### Telegram", True), ("### The yard", False)])
def test_a_section_about_a_network_keeps_its_call(title: str, stays: bool) -> None:
    call = "Subscribe to our channel on Telegram for news of the cranes."
    text = f"{_PROSE}\n\n{title}\n\n{call}\n\n<img src='a.png'>\n\n{_PROSE}\n"
    assert (call in _cleaned(text, "en")) is stays
