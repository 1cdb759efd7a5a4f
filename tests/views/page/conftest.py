"""A page open in a real Chromium, with what happened on it."""

import time

import pytest

from detente.views.dossier import build_dossier
from detente.views.page import build_page


class View:
    """A page that is open, with what happened on it."""

    def __init__(self, tab):
        self.tab = tab
        self.requests, self.errors, self.dialogs = [], [], []
        tab.on("request", lambda r: self.requests.append(r.url))
        tab.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda e: self.errors.append(str(e)))
        tab.on("dialog", lambda d: (self.dialogs.append(d.message), d.dismiss()))

    def wait(self, what, seconds=20):
        """Wait until a JavaScript expression holds; the policy forbids polling inside the page."""
        end = time.monotonic() + seconds
        while not self.tab.evaluate(what):
            assert time.monotonic() < end, f"never true: {what}"
            time.sleep(0.05)

    def count(self, selector):
        return self.tab.locator(selector).count()

    def ties(self):
        """Return how many ties the network draws."""
        return self.count("#network .line[data-tie]:not(.gone)")

    def shut(self):
        """Assert that nothing left the page and nothing went wrong on it."""
        outside = [u for u in self.requests if not u.startswith(("file:", "data:", "blob:"))]
        assert outside == []
        assert self.errors == [] and self.dialogs == []

    def text(self, selector):
        return self.tab.locator(selector).first.inner_text()


@pytest.fixture(scope="module")
def dossier(invented):
    return build_dossier(*invented.args, title="sample")


@pytest.fixture(scope="module")
def file(dossier, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    return path


@pytest.fixture
def look(chromium, file):
    contexts = []

    def open_page(hash_="", path=file, width=1280, height=800, scheme="light"):
        context = chromium.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            accept_downloads=True,
        )
        contexts.append(context)
        view = View(context.new_page())
        view.tab.goto(path.as_uri() + (f"#{hash_}" if hash_ else ""))
        view.wait("window.ready === true")
        return view

    yield open_page
    for context in contexts:
        context.close()
