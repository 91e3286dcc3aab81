"""BPL001 to BPL003: what a sentence with a colon introduces is an example, and stays. Sentences are ours."""

from __future__ import annotations

import pytest

import mtcheck

EXAMPLES = [
    "Переведите на английский:\n\nПоделитесь с друзьями!\nОставьте комментарий!\n\nСравните с ответами.\n",
    "A page may end so:\n\n> Subscribe to our channel!\n\n> Translated by Google Translate.\n\nWe counted.\n",
    "These are typical wordings:\n\n- Translated by a machine.\n- Follow us on Facebook!\n\nWe counted.\n",
    "Der Hinweis lautet so:\n\nDieser Text wurde maschinell übersetzt.\n\nEr steht unter jeder Seite.\n",
    "Form A\nThis text was translated automatically.\n\nForm B\nTranslated by Google Translate.\n",
    "Traduisez ces phrases en anglais :\n\n1. Suivez-nous sur Facebook !\n2. Partagez cet article !\n",
]
FURNITURE = [
    "The bridge is open again.\n\nSubscribe to our channel in Telegram!\n",
    "The mayor named three towns:\n\n- Hull\n- York\n\nThe bridge is open.\n\nFollow us on Facebook!\n",
    "The mayor said it in one word: yes.\n\nThis text was translated automatically and may contain errors.\n",
    "Disclaimer:\n\nThis text was translated automatically and may contain errors.\n\nThe bridge is open.\n",
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_stays(text: str) -> None:
    assert mtcheck.clean(text).text == text


@pytest.mark.parametrize("text", FURNITURE)
def test_furniture_behind_other_lines_goes(text: str) -> None:
    assert mtcheck.clean(text).text != text


REFERENCES = [
    "The burials were early.\n\nSee also: Weiss 2011, ch. 4.\n\nThe second was not.\n",
    "Письма изданы дважды.\n\nЧитайте также: Левин М. Письма / под ред. О. Брандта, № 12.\n\nИх читают.\n",
    "ferry - carry a file to the other side\n\nSEE ALSO\n    boat(1), raft(1), swim(8)\n\nBUGS\n    None.\n",
]


@pytest.mark.parametrize("text", REFERENCES)
def test_a_reference_is_not_cut_at_an_abbreviation(text: str) -> None:
    found = mtcheck.clean(text)
    assert not [each for each in found.changes if "BPL002" in each.rules]
