"""Draw the pictures of the report and of the page from the current build: `python docs/pictures/pages.py`.

Needs chromium and chromedriver (Debian: apt install chromium chromium-driver) and the extra [test]. Each
picture is made in light and in dark, and kept as WebP under 200 kB.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))
SAMPLES = ROOT / "corpora" / "samples"
MOST_BYTES = 200_000
SIZE = {"width": 1240, "height": 860, "deviceScaleFactor": 1.5, "mobile": False}
# The finding that is chosen in the pictures: the one that needs the most explaining.
CHOSEN = "mark[title^=ENC002]"


def browser() -> webdriver.Chrome:
    from tests.browser.conftest import FLAGS

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, "--hide-scrollbars"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def shoot(chrome: webdriver.Chrome, name: str) -> None:
    """One picture in the colours that are on."""
    for quality in (90, 80, 65, 50):
        shot = {"format": "webp", "quality": quality, "optimizeForSpeed": False}
        raw = base64.b64decode(chrome.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])
        if len(raw) <= MOST_BYTES:
            break
    (HERE / f"{name}.webp").write_bytes(raw)
    print(f"{name}.webp: {len(raw) / 1000:.0f} kB")


def colours(chrome: webdriver.Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def choose(chrome: webdriver.Chrome) -> None:
    chrome.execute_script(f"document.querySelector('{CHOSEN}').click(); window.scrollTo(0, 0)")


def report(chrome: webdriver.Chrome) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        command = [
            sys.executable,
            "-m",
            "mtcheck",
            "check",
            "ferry.txt",
            "orchard.txt",
            "bruecke.md",
            "--isolated",
        ]
        command += ["--fail-on", "never", "--quiet", "--output-format", "html", "--output", str(out)]
        subprocess.run(command, cwd=SAMPLES, check=True, env={"PYTHONPATH": str(ROOT)})
        chrome.get(out.as_uri())
        choose(chrome)
        for scheme in ("light", "dark"):
            colours(chrome, scheme)
            shoot(chrome, f"report-{scheme}")


def page(chrome: webdriver.Chrome) -> None:
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
        for scheme in ("light", "dark"):
            colours(chrome, scheme)
            shoot(chrome, f"page-{scheme}")


def main() -> None:
    chrome = browser()
    try:
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
        report(chrome)
        page(chrome)
    finally:
        chrome.quit()


if __name__ == "__main__":
    main()
