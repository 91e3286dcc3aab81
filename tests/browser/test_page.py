"""The page of `mtcheck serve` in a real browser: paste, check, filter, copy, download."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

import mtcheck
from mtcheck.changes import told_changes
from mtcheck.edits import Edit, apply
from tests.browser.test_report import ARTICLE, CONTRAST, EVIL
from tests.serving import Server, serving

# Drops a file of some bytes, repeated, on the box.
DROP = """
  const data = new DataTransfer(), bytes = new Uint8Array(arguments[1]);
  data.items.add(new File(Array(arguments[2] ?? 1).fill(bytes), arguments[0], {type: 'text/plain'}));
  document.getElementById('text').dispatchEvent(
    new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # A busy machine is no failure of the page: a megabyte may take its time.
    with serving("--jobs", "1", "--deadline", "300") as found:
        yield found


class Page:
    """The page with what a person does on it."""

    def __init__(self, browser: Chrome, server: Server) -> None:
        self.browser = browser
        browser.get(f"{server.url}/")
        self.until("return document.body.dataset.ready === 'yes'")

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def until(self, script: str) -> None:
        WebDriverWait(self.browser, 300, 0.05).until(lambda _: self.run(script))

    def at(self, name: str) -> WebElement:
        return self.browser.find_element(By.ID, name)

    def paste(self, text: str) -> None:
        """As the clipboard does it: the whole text at once, one input event."""
        self.run("const t = document.getElementById('text'); t.value = arguments[0];", text)

    def check(self, text: str) -> None:
        self.paste(text)
        self.at("check").click()
        self.until("return /finding.*ms/.test(document.getElementById('state').textContent)")

    @property
    def article(self) -> str:
        return str(self.run("return document.querySelector('#view .article').textContent"))

    @property
    def marks(self) -> list[str]:
        return [
            str(t)[:6] for t in self.run("return [...document.querySelectorAll('mark')].map((m) => m.title)")
        ]


@pytest.fixture
def page(browser: Chrome, server: Server) -> Page:
    return Page(browser, server)


def test_a_pasted_article_is_checked_and_cleaned(page: Page) -> None:
    page.check(ARTICLE)
    assert page.article == ARTICLE
    assert {"PUN001", "PUN003", "ENC002", "BPL003", "LNG002"} <= set(page.marks)
    page.browser.find_element(By.CSS_SELECTOR, "mark[title^=ENC002]").click()
    assert page.browser.find_element(By.CSS_SELECTOR, ".detail ins").text == "канал в"
    page.at("tab-cleaned").click()
    assert not page.at("findings").is_displayed()
    assert (
        page.run("return document.getElementById('cleaned-text').textContent") == mtcheck.clean(ARTICLE).text
    )
    page.at("tab-changes").click()
    count = len(list(told_changes(mtcheck.clean(ARTICLE))))
    assert len(page.browser.find_elements(By.CSS_SELECTOR, "#log > li")) == count
    assert page.at("tab-changes").text == f"Changes ({count})"


def test_typing_is_checked_by_itself(page: Page) -> None:
    page.at("text").send_keys("Talks in the Baltic countries .")
    page.until("return document.querySelectorAll('mark').length === 1")
    assert page.marks == ["PUN001"]


def test_filters_and_options(page: Page) -> None:
    page.check(ARTICLE)
    page.run("document.getElementById('filter').open = true")
    page.browser.find_element(By.CSS_SELECTOR, "#rules input[value=PUN001]").click()
    assert "PUN001" not in page.marks
    assert page.article == ARTICLE
    page.run("document.querySelector('#form details').open = true")
    page.browser.find_element(By.CSS_SELECTOR, "#drop input[value=boilerplate]").click()
    page.until("return document.getElementById('cleaned-text').textContent.includes('Telegram')")
    page.at("lang").send_keys("Ukrainian")
    page.until("return document.querySelector('#view .faint').textContent.startsWith('expected Ukrainian')")


def test_a_human_translation_gives_scores(page: Page) -> None:
    page.run("document.querySelector('#form details').open = true")
    page.at("reference").send_keys("The ferry is late by five hours.")
    page.at("profile").send_keys("eval")
    page.check("The ferry is late by 3 hours.")
    page.until("return document.querySelector('#view .faint')?.textContent.includes('chrF2 ')")
    assert any(mark.startswith("REF") for mark in page.marks)


def test_changes_have_context_and_a_rejected_one_does_not_happen(page: Page) -> None:
    page.check(ARTICLE)
    page.at("tab-changes").click()
    first = page.browser.find_element(By.CSS_SELECTOR, "#log > li").text
    assert "Talks in the Baltic countries ." in first
    assert "PUN001 space-before-punctuation" in first
    ActionChains(page.browser).send_keys("r").perform()
    assert page.at("decided").text == "0 accepted, 1 rejected"
    fingerprint = mtcheck.check(ARTICLE, select=["PUN001"]).findings[0].fingerprint
    assert fingerprint in str(page.at("settings").get_attribute("value"))
    shown = str(page.run("return document.getElementById('cleaned-text').textContent"))
    assert shown == mtcheck.clean(ARTICLE, config={"ignore-fingerprints": [fingerprint]}).text
    assert shown.startswith("😀 Talks in the Baltic countries .")


def test_limits_are_told(page: Page) -> None:
    page.run("document.getElementById('text').value = 'a '.repeat(60000)")
    page.at("text").send_keys("b")
    assert page.at("limit").text.startswith("Press Check: longer than 100,000 characters")
    assert "4,000,000 bytes and 300 seconds" in page.at("limits").text


@pytest.mark.parametrize("tab", ["findings", "cleaned", "changes"])
def test_a_screen_reader_meets_no_obstacle(page: Page, tab: str) -> None:
    page.check(ARTICLE)
    page.run("for (const each of document.querySelectorAll('details')) each.open = true")
    page.at(f"tab-{tab}").click()
    assert not Axe().run(page.browser)["violations"]


def test_languages_have_names(page: Page) -> None:
    unnamed = "return [...document.querySelectorAll('#lang option')].filter((o) => o.text === o.value).length"
    assert page.run(unnamed) == 0
    page.check(ARTICLE)
    assert "Ukrainian" in [chip.text for chip in page.browser.find_elements(By.CSS_SELECTOR, "#view .chip")]


def test_copy_and_download(page: Page, tmp_path: Path) -> None:
    cdp = page.browser.execute_cdp_cmd
    cdp("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    cdp("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.check(ARTICLE)
    page.at("tab-cleaned").click()
    page.at("copy").click()
    page.until("return document.getElementById('copied').textContent === 'copied'")
    read = "const done = arguments[0]; navigator.clipboard.readText().then(done, (e) => done(String(e)))"
    wanted = mtcheck.clean(ARTICLE)
    assert page.browser.execute_async_script(read) == wanted.text
    page.at("download").click()
    page.at("tab-changes").click()
    page.at("download-log").click()
    text, log = tmp_path / "text.cleaned.txt", tmp_path / "changes.jsonl"
    WebDriverWait(page.browser, 30).until(lambda _: text.is_file() and log.is_file())
    WebDriverWait(page.browser, 30).until(lambda _: not list(tmp_path.glob("*.crdownload")))
    assert text.read_bytes().decode() == wanted.text
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert apply(ARTICLE, [Edit(row["start"], row["end"], row["after"]) for row in rows]) == wanted.text


def test_a_file_is_dropped(page: Page) -> None:
    page.run(DROP, "news.txt", list(ARTICLE.encode()))
    page.until("return document.querySelector('#view h2')?.textContent === 'news.txt'")
    assert page.article == ARTICLE
    page.run(DROP, "old.txt", [0xE9, 0x20, 0x41])
    page.until("return !document.getElementById('problem').hidden")
    assert "old.txt is no text in UTF-8" in page.at("problem").text


def test_a_file_is_opened_and_the_sample_is_there(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("So it is .\n", encoding="utf-8")
    page.at("file").send_keys(str(tmp_path / "a.txt"))
    page.until("return document.querySelector('#view h2')?.textContent === 'a.txt'")
    page.at("sample").click()
    page.until("return document.querySelector('#view h2')?.textContent === 'sample'")
    assert len(page.marks) > 10
    page.at("clear").click()
    assert not page.at("result").is_displayed()


def test_text_is_never_markup(page: Page) -> None:
    page.check(EVIL)
    for tab in ("tab-cleaned", "tab-changes"):
        page.at(tab).click()
    assert page.run("return window.hacked") is None
    assert page.article == EVIL
    assert page.run("return document.images.length") == 0
    assert page.run("return document.scripts.length") == 3


def test_the_policy_stops_what_is_injected(page: Page, browser: Chrome) -> None:
    """Were there a hole in the page, no script and no request would get through it."""
    outcome = page.run("""
      const script = document.createElement('script');
      try { script.textContent = 'window.hacked = 4'; document.head.append(script); }
      catch (e) { return e.name; }
      return window.hacked ?? 'stopped';""")
    assert outcome in ("TypeError", "stopped")
    fetched = """const done = arguments[0];
      fetch('http://127.0.0.1:9/').then(() => done('fetched'), (e) => done(e.name))"""
    assert browser.execute_async_script(fetched) == "TypeError"
    browser.get_log("browser")  # the browser tells of both on its console, which the fixture would take ill


def test_emoji_and_right_to_left(page: Page) -> None:
    text = "👩‍👩‍👧‍👦🏳️‍🌈 Talks in the Baltic countries .\n\n"
    text += "שלום לכולם, זה מאמר קצר בעברית .\n\nمرحبا بكم في هذا المقال القصير .\n"
    page.check(text)
    assert page.article == text
    shown = page.run("return [...document.querySelectorAll('mark')].map((m) => m.textContent)")
    assert shown.count(" .") == 3
    assert page.run("return getComputedStyle(document.querySelector('#view .article')).direction") == "ltr"
    page.check("שלום לכולם, זה מאמר קצר בעברית .")
    assert page.run("return getComputedStyle(document.querySelector('#view .article')).direction") == "rtl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_light_and_dark(page: Page, browser: Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.check(ARTICLE)
    assert min(page.run(CONTRAST)) >= 4.5
    ground = page.run("return getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_a_narrow_screen_scrolls_one_way(browser: Chrome, server: Server) -> None:
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    page = Page(browser, server)
    page.check(ARTICLE + "x" * 300)
    for tab in ("findings", "cleaned", "changes"):
        page.at(f"tab-{tab}").click()
        assert page.run("return document.documentElement.scrollWidth") <= 360
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_megabyte_is_checked(page: Page) -> None:
    filler = ARTICLE + "The bridge will be closed in autumn, the city said on Monday.\n\n" * 1500
    text = filler * (1_000_000 // len(filler) + 1)
    page.check(text)
    assert page.run("return [...document.querySelector('#view .article').textContent].length") == len(text)


def test_what_is_wrong_is_said(page: Page, server: Server) -> None:
    page.run(DROP, "huge.txt", [97] * 10, 410_000)
    page.until("return !document.getElementById('problem').hidden")
    assert "huge.txt has more than 4,000,000 bytes" in page.at("problem").text
    page.run("document.getElementById('profile').append(element('option', {value: 'none'}, 'none'))")
    page.paste("So it is .")
    page.at("profile").send_keys("none")
    page.until("return document.getElementById('problem').textContent.includes('invalid enum')")
    page.browser.get_log("browser")  # Chromium puts every 4xx on the console


def test_the_keyboard_is_enough(page: Page) -> None:
    page.at("text").send_keys("Talks in the Baltic countries .")
    ActionChains(page.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    page.until("return document.querySelectorAll('mark').length === 1")
    page.at("tab-findings").send_keys(Keys.ARROW_RIGHT)
    assert page.browser.switch_to.active_element.get_attribute("id") == "tab-cleaned"
    assert page.at("cleaned").is_displayed()
    unnamed = """const all = document.querySelectorAll('button, input, select, textarea, [role=button]');
      return [...all].filter((e) =>
        !(e.ariaLabel || e.textContent.trim() || (e.labels && e.labels.length))).length"""
    assert page.run(unnamed) == 0
