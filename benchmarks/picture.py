"""Takes the pictures of the page that README and docs/page.md show; needs a Chromium. Run by `make picture`."""

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"

SHOWN = {
    "page.png": "sel=dyad:TUR~USA",
    "map.png": "view=map&at=TUR&sel=dyad:TUR~USA",
}


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        run = detente.analyze([Path(str(files("detente.app") / "sample"))], folder, environ={})
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_context(offline=True, viewport={"width": 1360, "height": 860}).new_page()
        page.goto(run.page.resolve().as_uri())
        for _ in range(100):
            if page.evaluate("window.ready === true"):
                break
            page.wait_for_timeout(100)
        OUT.mkdir(exist_ok=True)
        for name, hash_ in SHOWN.items():
            page.evaluate("(hash) => { location.hash = hash; }", hash_)
            page.wait_for_timeout(600)
            page.screenshot(path=OUT / name)
        browser.close()
    print(*SHOWN)


if __name__ == "__main__":
    main()
