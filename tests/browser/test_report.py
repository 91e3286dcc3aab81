"""The HTML report in a real browser: what a person sees, filters, hears and prints."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from mtcheck.config import make_config
from mtcheck.document import Document, Origin
from mtcheck.engine import check_document
from mtcheck.renderers import Look, make_look
from mtcheck.renderers.outputs import html
from mtcheck.report import Summary, Unread

ARTICLE = (
    "😀 Talks in the Baltic countries .\n\n“We go home, ”she said.\n\n"
    "Вже пізно, іди додому і лягай спати, бо завтра рано вставати.\n\n"
    "Please subscribe to our РєР ° РЅР ° Р »РІ Telegram if you want to read more.\n\n"
    "שלום לכולם, זה מאמר קצר בעברית .\n"
)
# What would happen if the text were markup: a script, an event handler, the end of the holder.
EVIL = (
    "<script>window.hacked = 1</script> <img src=x onerror='window.hacked = 2'> </script>"
    "<script>window.hacked = 3</script> <!-- \" data-x=' ]]> Talks in the Baltic countries .\n"
)

# Of every text on the page, its contrast with the ground it stands on.
CONTRAST = """
      const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      const light = (colour) => {
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255)
          .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      };
      const ground = (e) => { const c = getComputedStyle(e).backgroundColor;
        return c === 'rgba(0, 0, 0, 0)' ||
          c.includes('/') || /rgba.*0\\.\\d/.test(c) ? ground(e.parentElement) : c; };
      return [...document.querySelectorAll('h1, p, mark, td, th, label, .chip')].map((e) => {
        const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
        return (a + .05) / (b + .05); });"""


def write(path: Path, texts: dict[str, str]) -> str:
    stream = io.StringIO()
    renderer = make_look(Look("html", made="today by mtcheck: `mtcheck check .`"), stream, "article")
    summary, config = Summary(), make_config({})
    for name, text in texts.items():
        report = check_document(Document(text, Origin(name)), config)
        renderer.report(report)
        summary += Summary.of(report)
    renderer.finish(summary + Summary(unread=(Unread("bad.txt", None, "is <not> text"),)))
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path.as_uri()


def article(browser: Chrome) -> str:
    return str(browser.execute_script("return document.querySelector('.article').textContent"))


def marks(browser: Chrome) -> list[str]:
    return [each.get_attribute("title") or "" for each in browser.find_elements(By.CSS_SELECTOR, "mark")]


def test_the_article_is_whole_with_marks_and_languages(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE}))
    assert article(browser) == ARTICLE
    found = [title[:6] for title in marks(browser)]
    assert list(dict.fromkeys(found)) == ["PUN001", "PUN003", "LNG002", "BPL003", "ENC002"]
    assert found.count("PUN001") == 2
    bands = browser.find_elements(By.CSS_SELECTOR, ".lang")
    assert [band.get_attribute("lang") for band in bands] == ["uk", "ru", "he"]
    assert "is <not> text" in browser.find_element(By.ID, "unread").text
    assert len(browser.find_elements(By.CSS_SELECTOR, "#charts table")) == 2
    link = browser.find_element(By.LINK_TEXT, "PUN001 space-before-punctuation")
    assert str(link.get_attribute("href")).endswith("/rules/PUN/#pun001-space-before-punctuation")


def test_a_repair_is_shown_before_and_after(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE}))
    browser.find_element(By.CSS_SELECTOR, "mark[title^=ENC002]").click()
    detail = browser.find_element(By.CSS_SELECTOR, ".detail")
    assert detail.get_attribute("aria-live") == "polite"
    assert detail.find_element(By.TAG_NAME, "del").text.startswith("РєР ° РЅР")
    assert detail.find_element(By.TAG_NAME, "ins").text == "канал в"


def test_filters_hide_findings_and_documents(browser: Chrome, tmp_path: Path) -> None:
    texts = {"a.txt": ARTICLE, "b.txt": "Talks in the Baltic countries .\n", "c.txt": "All is well.\n"}
    browser.get(write(tmp_path / "r.html", texts))
    names = "return [...document.querySelectorAll('#documents button')].map((b) => b.firstChild.data)"
    assert browser.execute_script(names) == ["a.txt", "b.txt", "c.txt"]
    browser.find_element(By.CSS_SELECTOR, "#rules input[value=PUN001]").click()
    assert browser.execute_script(names) == ["a.txt", "c.txt"]
    assert not any(title.startswith("PUN001") for title in marks(browser))
    browser.find_element(By.CSS_SELECTOR, "#languages input[value=uk]").click()
    assert "LNG002" in " ".join(marks(browser))
    assert article(browser) == ARTICLE
    browser.find_element(By.ID, "search").send_keys("C.TXT")
    assert browser.execute_script(names) == ["c.txt"]


def test_a_manager_reads_the_verdict_and_the_worst_first(browser: Chrome, tmp_path: Path) -> None:
    words = (
        "The city will close the old bridge for two months, and the road beside it for three. Buses take "
        "another way, which is longer by ten minutes. The mayor asked everyone to be patient. Work starts on "
        "Monday at seven, and the contractor has promised to keep one lane open for ambulances during all "
        "that time."
    )
    texts = {
        "a.txt": words,
        "b.txt": f"{words}\n\nFollow our page and share this article with friends!\n",
        "c.txt": ARTICLE,
    }
    browser.get(write(tmp_path / "r.html", texts))
    verdict = browser.find_element(By.ID, "verdict").text
    assert verdict.startswith("1 of 3 documents has critical or major findings. 1 has no finding.")
    assert "median 100, lowest" in verdict
    assert re.search(r"mtcheck clean repairs \d+ of \d+ findings", verdict)
    assert browser.find_element(By.ID, "made").text == "today by mtcheck: mtcheck check ."
    names = "return [...document.querySelectorAll('#documents button')].map((b) => b.firstChild.data)"
    assert browser.execute_script(names) == ["c.txt", "b.txt", "a.txt"]
    Select(browser.find_element(By.ID, "order")).select_by_value("read")
    assert browser.execute_script(names) == ["a.txt", "b.txt", "c.txt"]


def test_a_run_too_large_for_a_browser_keeps_its_figures(
    browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "MOST_CHARACTERS", 100)
    monkeypatch.setattr(html, "MOST_DOCUMENTS", 2)
    browser.get(write(tmp_path / "r.html", dict.fromkeys(("a.txt", "b.txt", "c.txt"), ARTICLE)))
    assert len(browser.find_elements(By.CSS_SELECTOR, "#documents li")) == 2
    assert "1 document not in this page" in browser.find_element(By.ID, "summary").text
    browser.find_elements(By.CSS_SELECTOR, "#documents button")[1].click()
    assert "Check this one alone" in browser.find_element(By.ID, "view").text
    browser.find_elements(By.CSS_SELECTOR, "#documents button")[0].click()
    assert article(browser) == ARTICLE


def test_the_keyboard_reaches_everything(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE}))
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("n")
    assert (browser.switch_to.active_element.get_attribute("title") or "").startswith("PUN001")
    body.send_keys("n")
    assert (browser.switch_to.active_element.get_attribute("title") or "").startswith("PUN003")
    body.send_keys("p")
    assert (browser.switch_to.active_element.get_attribute("title") or "").startswith("PUN001")
    browser.find_element(By.CSS_SELECTOR, "mark[title^=LNG002]").send_keys(Keys.ENTER)
    assert "LNG002" in browser.find_element(By.CSS_SELECTOR, ".detail").text
    search = browser.find_element(By.ID, "search")
    search.send_keys("n")
    assert search.get_attribute("value") == "n"
    ActionChains(browser).send_keys(Keys.TAB).perform()
    unnamed = """return [...document.querySelectorAll('button, input, select, [role=button]')].filter((e) =>
        !(e.ariaLabel || e.textContent.trim() || (e.labels && e.labels.length))).length"""
    assert browser.execute_script(unnamed) == 0


def test_text_is_never_markup(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {EVIL: EVIL, "b.txt": EVIL}))
    assert browser.execute_script("return window.hacked") is None
    assert article(browser) == EVIL
    assert browser.execute_script("return document.images.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(browser: Chrome, tmp_path: Path, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE}))
    assert min(browser.execute_script(CONTRAST)) >= 4.5


def test_a_narrow_screen_scrolls_one_way(browser: Chrome, tmp_path: Path) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True},
    )
    browser.get(write(tmp_path / "r.html", {"a" * 90 + ".txt": ARTICLE}))
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_thousands_of_documents_are_paged(browser: Chrome, tmp_path: Path) -> None:
    texts = {f"{number:04}.txt": "Talks in the Baltic countries .\n" for number in range(2000)}
    browser.get(write(tmp_path / "r.html", texts))
    assert len(browser.find_elements(By.CSS_SELECTOR, "#documents li")) == 50
    assert browser.find_element(By.ID, "where").text == "2,000 documents, page 1 of 40"
    browser.find_element(By.ID, "next").click()
    assert browser.find_element(By.CSS_SELECTOR, "#documents button").text.startswith("0050.txt")


def test_a_megabyte_is_shown(browser: Chrome, tmp_path: Path) -> None:
    page = ARTICLE + "The bridge will be closed in autumn, the city said on Monday.\n\n" * 150
    text = page * (1_000_000 // len(page) + 1)
    browser.get(write(tmp_path / "r.html", {"a.txt": text}))
    assert browser.execute_script("return [...document.querySelector('.article').textContent].length") == len(
        text
    )


def test_a_screen_reader_meets_no_obstacle(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE, "b.txt": "All is well.\n"}))
    browser.find_element(By.CSS_SELECTOR, "mark[title^=ENC002]").click()
    assert not Axe().run(browser)["violations"]


def test_it_prints(browser: Chrome, tmp_path: Path) -> None:
    browser.get(write(tmp_path / "r.html", {"a.txt": ARTICLE}))
    assert len(browser.execute_cdp_cmd("Page.printToPDF", {})["data"]) > 10_000
