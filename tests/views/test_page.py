"""The page as text: escaping, the policy, no way out, the same bytes."""

import html
import json
import re

import pytest

from detente.views.dossier import build_dossier
from detente.views.notebook import Page
from detente.views.page import SCRIPTS, build_page, embedded_json, source_hash

PAYLOAD = "</script><script>alert(1)</script>\u2028<!--{{script}}&\\"


@pytest.fixture(scope="module")
def page(invented):
    return build_page(build_dossier(*invented.args, title="sample"))


def test_data_is_escaped_and_comes_back_as_it_was():
    text = embedded_json({"t": PAYLOAD, "n": None})
    assert not re.search("[<>&\u2028\u2029]", text) and text.isascii()
    assert json.loads(text) == {"t": PAYLOAD, "n": None}


def test_no_markup_of_the_data_reaches_the_page(invent):
    dirty = invent(lambda text: text + PAYLOAD)
    made = build_page(build_dossier(*dirty.args, title=PAYLOAD))
    assert made.count("<script") == 2 and made.count("</script>") == 2
    assert "alert(1)</script>" not in made
    stored = re.search(r'id="dossier">(.*?)</script>', made, re.S).group(1)
    assert json.loads(stored)["title"] == PAYLOAD


def test_the_policy_allows_exactly_what_is_there(page):
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    style = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(script) == len(style) == 1
    assert f"script-src '{source_hash(script[0])}'" in policy
    assert f"style-src '{source_hash(style[0])}'" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_nothing_is_loaded_from_elsewhere(page):
    code = re.sub(r'id="dossier">.*?</script>', "", page, flags=re.S)
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!data:)", code)
    assert not re.search(r"@import|url\(|\bfetch\(|XMLHttpRequest|WebSocket|importScripts|sendBeacon", code)


def test_scripts_never_write_markup(page):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", page
    )


def test_every_script_of_the_folder_is_used():
    from importlib import resources

    folder = resources.files("detente.views") / "static"
    assert {f.name for f in folder.iterdir() if f.name.endswith(".js")} == set(SCRIPTS)


def test_the_page_is_titled_and_small(page):
    assert "<title>detente: sample</title>" in page and '<html lang="en">' in page
    assert len(page) < 1_500_000


def test_two_builds_are_equal(invented, page):
    assert build_page(build_dossier(*invented.args, title="sample")) == page


def test_in_a_notebook_it_is_a_sandboxed_frame(page, tmp_path):
    shown = Page(page)
    frame = shown._repr_html_()
    assert frame.startswith("<iframe") and 'sandbox="allow-scripts"' in frame
    inside = re.search(r'srcdoc="([^"]*)"', frame).group(1)
    assert html.unescape(inside) == page == shown.to_html()
    assert Page.from_file(shown.save(tmp_path / "p.html")).to_html() == page
    assert "text/plain" in shown._repr_mimebundle_()
