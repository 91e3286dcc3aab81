"""What `drop` leaves out, kind by kind, and that nothing else goes with it."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.errors import ConfigError

ARTICLE = (
    "The bridge over the river will be closed in autumn, the city said.\n\n"
    "Цю статтю автоматично перекладено за допомогою Google Translate.\n\n"
    "Міст через річку буде закрито восени, повідомили в мерії міста.\n\n"
    "Photo: Shutterstock\n\n"
    "The bridge over the river will be closed in autumn, the city said.\n\n"
    "Buses will go round it until spring.\n"
)
PARTS = {
    "disclaimer": "Цю статтю автоматично перекладено за допомогою Google Translate.\n\n",
    "foreign": "Міст через річку буде закрито восени, повідомили в мерії міста.\n\n",
    "boilerplate": "Photo: Shutterstock\n\n",
}


@pytest.mark.parametrize("kind", PARTS)
def test_one_kind_goes_alone(kind: str) -> None:
    wanted = ARTICLE.replace(PARTS[kind], "")
    if kind == "foreign":  # the disclaimer is in another language too
        wanted = wanted.replace(PARTS["disclaimer"], "")
    assert mtcheck.clean(ARTICLE, drop=(kind,)).text == wanted


def test_the_later_duplicate_goes() -> None:
    cleaned = mtcheck.clean(ARTICLE, drop=("duplicate",)).text
    assert cleaned.count("The bridge over the river") == 1
    assert cleaned.startswith("The bridge over the river")


def test_nothing_goes_when_nothing_is_named() -> None:
    assert mtcheck.clean(ARTICLE, drop=()).text == ARTICLE


def test_the_default_is_disclaimers_and_boilerplate_or_what_the_configuration_says() -> None:
    default = mtcheck.clean(ARTICLE)
    assert default.text == ARTICLE.replace(PARTS["disclaimer"], "").replace(PARTS["boilerplate"], "")
    assert {rule for change in default.changes for rule in change.rules} == {"BPL001", "BPL005"}
    assert mtcheck.clean(ARTICLE, config={"drop": []}).text == ARTICLE


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ConfigError, match="choose from disclaimer, boilerplate, foreign, duplicate"):
        mtcheck.clean(ARTICLE, drop=("boilerplates",))
