"""Takes the picture of the page that README shows; needs a Chromium. Run by `make picture`."""

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures" / "page.png"


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
        page.evaluate("document.querySelector('tr[data-dyad=\"TUR~USA\"] button').click()")
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(500)
        OUT.parent.mkdir(exist_ok=True)
        page.screenshot(path=OUT)
        browser.close()
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
