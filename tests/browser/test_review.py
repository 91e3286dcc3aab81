"""The page of `mtcheck review` in a real browser: figures, a sample, decisions by key, what they come to."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from axe_core_python.selenium import Axe
from msgspec.structs import replace
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from mtcheck.renderers.review import Reviewed, write_review
from tests.browser.test_report import EVIL

TOTALS = {
    "documents": 2000,
    "characters": 1000,
    "characters_left": 960,
    "dropped": {"BPL001": 3},
    "left_by_rule": {"LNG002": 1200, "FLU001": 3},
}


def changes(count: int) -> Iterator[Reviewed]:
    for number in range(count):
        code, name = (("PUN001", "space-before-punctuation"), ("BPL001", "mt-disclaimer"))[number % 50 == 7]
        yield Reviewed(
            file=f"a{number % 900}.txt",
            start=number,
            line=number + 1,
            before=EVIL if number == 0 else " .",
            after=".",
            record=None,
            rules=(code,),
            names=(name,),
            reason=f"reason {number}",
            context=("so it is", " and on"),
            fingerprints=(f"{number:016x}",),
            run="r1",
        )


def open_page(browser: Chrome, folder: Path, rows: Iterable[Reviewed]) -> None:
    stream = io.StringIO()
    write_review(rows, TOTALS, stream, "Cleaned today. Page by mtcheck 1: `mtcheck review out`")
    (folder / "review.html").write_text(stream.getvalue(), encoding="utf-8")
    browser.get((folder / "review.html").as_uri())
    browser.execute_script("try { localStorage.clear() } catch {}")
    browser.refresh()


def text(browser: Chrome, name: str) -> str:
    found: str = browser.execute_script(
        "const e = document.getElementById(arguments[0]); return e.value ?? e.textContent", name
    )
    return found


def press(browser: Chrome, keys: str) -> None:
    ActionChains(browser).send_keys(keys).perform()


def test_a_hundred_thousand_changes_are_paged_and_decided(browser: Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, changes(100_000))
    assert "900 of 2,000 documents changed in 100,000 places; 96.0 % of the text kept" in text(
        browser, "verdict"
    )
    assert text(browser, "made") == "Cleaned today. Page by mtcheck 1: mtcheck review out"
    assert "A change may have several rules" in text(browser, "sums")
    assert "LNG002 foreign-segment1,200--drop foreign" in text(browser, "sums")
    assert text(browser, "where") == "20 changes, page 1 of 1"  # ten of each rule
    assert browser.execute_script("return window.hacked") is None
    rows = browser.find_elements(By.CSS_SELECTOR, "#changes > li")
    assert "so it is" in rows[1].text
    assert "reason" in rows[1].text
    press(browser, "a")
    press(browser, "rr")
    assert text(browser, "decided") == "1 accepted, 2 rejected"
    assert text(browser, "settings").count('",') == 2
    press(browser, "p" + Keys.NULL)
    press(browser, "u")
    assert text(browser, "decided") == "1 accepted, 1 rejected"
    browser.execute_script(
        "const a = document.getElementById('amount'); a.value = 'all'; a.dispatchEvent(new Event('change'))"
    )
    assert text(browser, "where") == "100,000 changes, page 1 of 4000"
    browser.refresh()
    assert text(browser, "decided") == "1 accepted, 1 rejected"  # kept by the browser


def test_a_rejection_says_how_many_places_it_covers(browser: Chrome, tmp_path: Path) -> None:
    rows = [replace(each, fingerprints=("0a",) if each.start % 3 else ("0b",)) for each in changes(6)]
    open_page(browser, tmp_path, rows)
    first = browser.find_element(By.CSS_SELECTOR, "#changes > li")
    assert "1 other place with the same words" in first.text
    press(browser, "r")
    assert text(browser, "decided") == "0 accepted, 1 rejected (2 places with the same words)"
    press(browser, "rrr")
    assert text(browser, "decided") == "0 accepted, 4 rejected (6 places with the same words)"
    open_page(browser, tmp_path, rows)
    press(browser, "h")
    assert text(browser, "decided") == "0 accepted, 1 rejected"
    assert text(browser, "settings") == 'ignore-fingerprints = [\n    "0b a0.txt",\n]'
    open_page(browser, tmp_path, list(changes(6)))
    assert "with the same words" not in browser.find_element(By.CSS_SELECTOR, "#changes > li").text
    press(browser, "r")
    assert text(browser, "decided") == "0 accepted, 1 rejected"


def test_the_page_is_accessible_and_fits_a_phone(browser: Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, changes(60))
    browser.set_window_size(500, 900)
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    assert not Axe().run(browser)["violations"]
