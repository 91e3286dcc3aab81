"""What names a network, a newsletter or the page is removed; "us" alone is not, nor what stands beside it.

right.txt holds `language|text`; calls.txt `language|what becomes of it|text`: S is strong, W whole, F may be
shown.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck import check, clean

FOLDER = Path(__file__).with_name("calls_to_action")
RIGHT = (FOLDER / "right.txt").read_text(encoding="utf-8").splitlines()
CALLS = (FOLDER / "calls.txt").read_text(encoding="utf-8").splitlines()
ARTICLE = "The council met on Tuesday and spoke about the bridge.\n\n"


@pytest.mark.parametrize("line", RIGHT)
def test_what_anyone_may_ask_stays(line: str) -> None:
    lang, text = line.split("|", 1)
    text = text.replace("\\n", "\n")
    removed = [
        f for f in check(text, lang=lang).findings if f.rule.startswith("BPL") and f.safety != "display"
    ]
    assert not removed, removed


@pytest.mark.parametrize("line", CALLS)
def test_calls_are_found_and_strong_ones_go(line: str) -> None:
    lang, kind, text = line.split("|", 2)
    found = [f for f in check(ARTICLE + text, lang=lang).findings if f.rule.startswith("BPL")]
    assert found
    if kind != "F":
        assert clean(ARTICLE + text, lang=lang).text.strip() == ARTICLE.strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "The pier is open. Subscribe to our newsletter. Thank you. Follow us on Facebook.",
            "The pier is open.",
        ),
        ("The pier is open. Subscribe to our newsletter. It is long.", "The pier is open. It is long."),
        ("Is it cold? Follow us on Facebook.", "Is it cold?"),
        ("The pier is open. Follow us! It is long.", "The pier is open. Follow us! It is long."),
    ],
)
def test_a_short_neighbour_goes_between_two_strong_calls_only(text: str, left: str) -> None:
    assert clean(text, lang="en").text == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Is it cold?\n\nFollow us on Facebook.\n\nIt is.\n", "Is it cold?\n\nIt is.\n"),
        ("Note: It is cold.\n\nNews: Follow us on Facebook.\n", "Note: It is cold.\n"),
        ("It is cold.\n\n> Follow us on Facebook!\n> It is long.\n", "It is cold.\n\n> It is long.\n"),
    ],
)
def test_one_question_one_label_and_one_quotation_are_no_dialogue(text: str, left: str) -> None:
    assert clean(text, lang="en").text == left
