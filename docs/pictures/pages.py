"""Draw the pictures of the pages from the current build: `python docs/pictures/pages.py`.

Needs chromium and chromedriver (Debian: apt install chromium chromium-driver) and the extra [test]. The docs
show report, review and page in light and in dark, as WebP under 200 kB. `--all FOLDER` draws every view
there, also at a phone's width and with the terminal, to look at before a version is published.
"""

from __future__ import annotations

import argparse
import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))
SAMPLES = ROOT / "corpora" / "samples"
MOST_BYTES = 200_000
DESK = {"width": 1240, "height": 860, "deviceScaleFactor": 1.5, "mobile": False}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
# The finding that is chosen in the pictures: the one that needs the most explaining.
CHOSEN = "mark[title^=ENC002]"

Shoot = Callable[..., None]


def browser() -> webdriver.Chrome:
    from tests.browser.conftest import FLAGS

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, "--hide-scrollbars"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class Camera:
    """Draws what the browser shows, in light and in dark; with ``phone`` also as a phone shows it."""

    def __init__(self, chrome: webdriver.Chrome, folder: Path, *, phone: bool) -> None:
        self._chrome, self._folder = chrome, folder
        self._sizes = {"": DESK, "-phone": PHONE} if phone else {"": DESK}

    def shoot(self, name: str, script: str = "") -> None:
        """Every picture of one view; the script runs at each size."""
        for suffix, size in self._sizes.items():
            self._chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            self._chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": size["mobile"]})
            self._chrome.execute_script(script)
            for scheme in ("light", "dark"):
                features = [{"name": "prefers-color-scheme", "value": scheme}]
                self._chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
                self._write(f"{name}{suffix}-{scheme}")
        self._chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", DESK)
        self._chrome.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})

    def _write(self, name: str) -> None:
        for quality in (90, 80, 65, 50):
            shot = {"format": "webp", "quality": quality, "optimizeForSpeed": False}
            raw = base64.b64decode(self._chrome.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])
            if len(raw) <= MOST_BYTES:
                break
        (self._folder / f"{name}.webp").write_bytes(raw)
        print(f"{name}.webp: {len(raw) / 1000:.0f} kB")


def mtcheck(*arguments: str) -> None:
    """Run the build in the folder of the samples."""
    command = [sys.executable, "-m", "mtcheck", *arguments]
    subprocess.run(command, cwd=SAMPLES, check=True, env={"PYTHONPATH": str(ROOT)})


def choose(chrome: webdriver.Chrome) -> None:
    chrome.execute_script(f"document.querySelector('{CHOSEN}').click(); window.scrollTo(0, 0)")


def report(chrome: webdriver.Chrome, shoot: Shoot) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        texts = ("ferry.txt", "orchard.txt", "bruecke.md")
        mtcheck("check", *texts, "--isolated", "--fail-on", "never", "-q", "-f", "html", "-o", str(out))
        chrome.get(out.as_uri())
        # A picture of the same build is the same picture, wherever and whenever it is drawn.
        chrome.execute_script(
            "const made = document.getElementById('made'); made.innerHTML = made.innerHTML"
            ".replace(/^.*? by /, '29 November 2026 at 9:00 by ')"
            ".replace(/ -o .*?<[/]code>/, ' -o report.html</code>')"
        )
        choose(chrome)
        shoot("report")


def review(chrome: webdriver.Chrome, shoot: Shoot, *, every: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mtcheck("clean", ".", "-o", folder, "--isolated", "-q", "--fail-on", "never")
        mtcheck("review", folder, "-q")
        chrome.get((Path(folder) / "review.html").as_uri())
        chrome.execute_script(
            "const made = document.getElementById('made');"
            "made.innerHTML = made.innerHTML.replace(/on .*?[.]/, 'on 29 November 2026 at 9:00.')"
            ".replace(/review .*?<[/]code>/, 'review cleaned</code>')"
        )
        shoot("review")
        if every:
            shoot("review-changes", "document.querySelector('.choice').scrollIntoView()")


def page(chrome: webdriver.Chrome, shoot: Shoot, *, every: bool) -> None:
    from tests.serving import serving

    with serving("--jobs", "1") as server:
        chrome.get(f"{server.url}/")
        wait = WebDriverWait(chrome, 60, 0.05)
        wait.until(lambda _: chrome.execute_script("return document.body.dataset.ready === 'yes'"))
        chrome.execute_script("document.getElementById('sample').click()")
        wait.until(lambda _: chrome.execute_script(f"return document.querySelector('{CHOSEN}')"))
        # The time a check took differs from run to run, and a picture should not.
        chrome.execute_script(
            "const state = document.getElementById('state');"
            "state.textContent = state.textContent.replace(/, [0-9]+ ms/, '')"
        )
        choose(chrome)
        shoot("page")
        for tab in ("cleaned", "changes") if every else ():
            chrome.execute_script(f"document.querySelector('[role=tab][aria-controls*={tab}]').click()")
            shoot(f"page-{tab}")


def terminal(chrome: webdriver.Chrome, shoot: Shoot) -> None:
    chrome.get((HERE / "check.svg").as_uri())
    shoot("terminal")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="draw every view there")
    folder: Path | None = parser.parse_args().all
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    chrome = browser()
    try:
        camera = Camera(chrome, folder or HERE, phone=folder is not None)
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", DESK)
        report(chrome, camera.shoot)
        review(chrome, camera.shoot, every=folder is not None)
        page(chrome, camera.shoot, every=folder is not None)
        if folder:
            terminal(chrome, camera.shoot)
    finally:
        chrome.quit()


if __name__ == "__main__":
    main()
