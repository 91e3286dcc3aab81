"""BPL001, BPL003: what a sentence with a colon introduces is an example, and stays. Sentences are ours."""

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
