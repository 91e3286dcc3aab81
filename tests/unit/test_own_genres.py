"""Papers and legal notices keep the labels and rights that are their own; an article loses its page's."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document


def cleaned(text: str, lang: str, format_name: str = "text") -> str:
    return clean_document(Document(text, Origin("a", format=format_name), lang=lang), Config(lang=lang)).text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Abstract. We weigh ropes.\n\nKeywords: ropes, mills\n\n1. Introduction\nA rope ages.\n",
        ),
        (
            "de",
            "Zusammenfassung\nWir wiegen.\n\nSchlagwörter: Seile, Mühlen\n\n1 Einleitung\nEin Seil altert.\n",
        ),
        (
            "fr",
            "Résumé. Nous pesons.\n\nMots-clés : cordes, moulins\n\n1. Introduction\nUne corde vieillit.\n",
        ),
        ("pl", "Streszczenie. Ważymy liny.\n\nSłowa kluczowe: liny, młyny\n\n1. Wstęp\nLina się starzeje.\n"),
        (
            "es",
            "Aviso legal\n\nEl sitio es nuestro.\n\nTodos los derechos reservados. Se permite la cita.\n",
        ),
        (
            "de",
            "Impressum\n\nDie Seite ist unsere.\n\nAlle Rechte vorbehalten. Kurze Zitate sind erlaubt.\n",
        ),
    ],
)
def test_what_belongs_to_a_paper_or_a_notice_stays(lang: str, text: str) -> None:
    assert cleaned(text, lang) == text


def test_a_row_of_a_table_stays() -> None:
    text = "| Language | Notice |\n|---|---|\n| en | This text was translated automatically. |\n\nSo it is.\n"
    assert cleaned(text, "en", "markdown") == text


@pytest.mark.parametrize(
    "line",
    ["Keywords: ropes, mills, boats", "All rights reserved.", "This text was translated automatically."],
)
def test_below_an_article_they_go(line: str) -> None:
    body = "The council opened the mill in May. Hundreds came.\n\nIt will stay open all summer.\n"
    assert line not in cleaned(f"{body}\n{line}\n", "en")
