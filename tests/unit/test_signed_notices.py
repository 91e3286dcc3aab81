"""Notices of machine translation that a tool signed go whole, in every language; what only looks so stays."""

from __future__ import annotations

import pytest

from mtcheck import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document

_BODY = "# Boats\n\nThe boats lie in the harbour, and nobody sails today.\n\n"
_LINK = "[Dock Translator](https://tools.example/dock-translator)"
_START, _END = "<!-- DOCK TRANSLATOR DISCLAIMER START -->\n", "\n<!-- DOCK TRANSLATOR DISCLAIMER END -->\n"


def _cleaned(text: str) -> str:
    return clean_document(Document(text, Origin("boats.md", format="markdown")), Config(select=("BPL",))).text


@pytest.mark.parametrize(
    "notice",
    [
        f"**Label**:\nThis document was translated with {_LINK}. Mind the errors.",
        f"**Etikett**:\nKei Wuert vun dësem Text ass vun engem Mënsch. {_LINK}",
        "Notsi iyi yakaiswa nemuchina. Verenga gwaro rekutanga.",
    ],
)
def test_a_notice_between_its_comments_goes(notice: str) -> None:
    assert _cleaned(f"{_BODY}---\n\n{_START}{notice}{_END}") == f"{_BODY}---\n\n{_START}{_END.lstrip()}"


@pytest.mark.parametrize(
    "notice",
    [
        f"**Disclaimer**:  \nThis document was translated with {_LINK}. Mind the errors. Ask a human.",
        f"**Zastrzeżenie**:  \nTen dokument został przetłumaczony przez {_LINK}. Staramy się. Pytaj ludzi.",
        f"**Odricanje**:  \nOvaj dokument je preveden pomoću usluge {_LINK}. Trudimo se. Pitajte čovjeka.",
        f"**Aviso:**\nEste documento foi traduzido com {_LINK}. Fazemos o possível. Pergunte a uma pessoa.",
        f"**免責聲明**：  \n本文件由 {_LINK} 翻譯。我們盡力而為。請詢問專業人士。",
    ],
)
def test_a_signed_last_paragraph_goes(notice: str) -> None:
    assert notice not in _cleaned(f"{_BODY}---\n\n{notice}\n")
    assert _cleaned(f"{_BODY}---\n\n{notice}\n").startswith(_BODY.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\n**Tools**: Our manuals are translated with {_LINK}. It saves us a week. Thanks to all.\n",
        f"---\n\n**Pomoc**: Instrukcje są tłumaczone przez {_LINK}. Zgłoś błąd, jeśli go widzisz.\n",
        f"---\n\n**Note**: {_LINK} is a tool of another firm. We do not speak for it. Ask them.\n",
        f"**Uwaga**: Ten rozdział mówi o {_LINK}. Pokazuje, jak działa.\n\nA potem idziemy dalej do portu.\n",
        f"{_START}# Boats for hire\n\nThe boats are for hire.{_END}",
        "<!-- BOAT DISCLAIMER START -->\nThe boats are old.\n<!-- BOAT DISCLAIMER END -->\n",
        f"{_START}The comment that ends it is missing, so all of this is the text.\n",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert _cleaned(_BODY + text) == _BODY + text
