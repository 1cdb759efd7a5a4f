"""The page that `detente serve` shows, in a real Chromium: ready, silent, in no frame, behind its token."""

import threading
from importlib.resources import files
from pathlib import Path

import pytest

import detente
from detente.app.serve.command import bound

TOKEN = "a-token-of-the-tests-that-is-long"


@pytest.fixture
def address(embedded_store):
    detente.load_articles(embedded_store, [Path(str(files("detente.app") / "sample"))])
    server = bound(embedded_store, token=TOKEN)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_served_page_is_ready_asks_for_nothing_else_and_stands_in_no_frame(chromium, address):
    context = chromium.new_context()
    try:
        tab = context.new_page()
        asked, wrong = [], []
        tab.on("request", lambda r: asked.append(r.url))
        tab.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda e: wrong.append(str(e)))
        tab.goto(f"{address}?token={TOKEN}")
        assert tab.url == address  # the token is no longer in it
        tab.locator("#network .line[data-tie]").first.wait_for(state="attached", timeout=20_000)
        assert tab.evaluate("window.ready === true")
        tab.reload()
        assert tab.locator("#network .line[data-tie]").count() > 3
        assert [one for one in asked if not one.startswith((address, "data:"))] == []
        assert wrong == []
        assert tab.evaluate("document.cookie") == ""  # no script can read it
        assert tab.goto(f"{address}api/health").status == 200
        tab.set_content(f'<iframe src="{address}"></iframe>')
        tab.wait_for_timeout(500)
        assert all(frame.url != address or not frame.locator("#network").count() for frame in tab.frames[1:])
    finally:
        context.close()
    stranger = chromium.new_context()
    try:
        assert stranger.new_page().goto(address).status == 401
    finally:
        stranger.close()
