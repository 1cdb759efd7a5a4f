"""A thousand actors and ten thousand ties: the page draws them all, opens quickly and says what it leaves out."""

import importlib.util
import time
from datetime import date
from pathlib import Path

import pytest

from detente.analysis.tension import tension
from detente.views import dossier as dossiers
from detente.views.dossier import build_dossier
from detente.views.page import build_page
from detente.views.ties import ties_at_rest, ties_on

CROWD = Path(__file__).resolve().parents[3] / "benchmarks" / "crowd.py"
SECONDS = 20.0  # a wide bound for a busy machine; benchmarks/page.py measures


@pytest.fixture(scope="module")
def crowd():
    spec = importlib.util.spec_from_file_location("crowd_of_benchmarks", CROWD)
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.crowd


@pytest.fixture(scope="module")
def large(crowd, tmp_path_factory):
    frames, on = crowd(1000, 10_000), date(2020, 6, 30)
    dossier = build_dossier(frames, tension(frames.events, as_of=on, draws=0), [], [], None, on)
    path = tmp_path_factory.mktemp("crowd") / "index.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    return path, dossier


def drawn(view):
    return f"Number(document.getElementById('board').dataset.drawn) === {view}"


def test_all_are_drawn_and_the_slider_agrees_with_python(look, large):
    path, dossier = large
    start = time.monotonic()
    view = look(path=path)
    assert time.monotonic() - start < SECONDS
    facts = dossier["facts"]
    assert view.count("#network .node") == dossier["counts"]["nodes"] == 1000
    view.wait(drawn(len(ties_at_rest(dossier["ties"], facts, dossier["as_of"]))))
    for on, by in (("2017-03-01", None), ("2018-01-01", "2017-06-30")):
        view.tab.evaluate(f"location.hash = 'on={on}{f'&by={by}' if by else ''}'")
        expected = len(ties_on(dossier["ties"], facts, on, by))
        assert 0 < expected < 10_000
        view.wait(drawn(expected))
        assert view.text("#status").startswith(f"{expected} of 10000 ties")
    view.shut()


def test_a_line_and_a_node_open_by_mouse(look, large):
    path, dossier = large
    view = look("view=ego&at=BAB", path=path)
    tie = next(t for t in dossier["ties"] if "BAB" in (t["a"], t["b"]))
    other = tie["b"] if tie["a"] == "BAB" else tie["a"]
    spot = (
        '(id) => { const b = document.querySelector(`#network [data-id="${id}"] .shape`).getBoundingClientRect();'
        " return [b.x + b.width / 2, b.y + b.height / 2]; }"
    )
    (ax, ay), (bx, by) = view.tab.evaluate(spot, "BAB"), view.tab.evaluate(spot, other)
    view.tab.mouse.click(ax + 0.55 * (bx - ax), ay + 0.55 * (by - ay))
    view.wait("location.hash.includes('sel=')")
    assert view.text("#panel .kicker") == "Dyad"
    view.tab.mouse.click(bx, by)
    view.wait("document.querySelector('#panel .kicker').textContent !== 'Dyad'")
    view.shut()


def test_labels_that_are_shown_do_not_overlap(look, large):
    view = look(path=large[0])
    view.wait("document.querySelectorAll('#network .labels text').length > 20")
    boxes = view.tab.evaluate(
        "[...document.querySelectorAll('#network .labels text')].map(t => { const b = t.getBoundingClientRect();"
        " return [b.left, b.top, b.right, b.bottom]; })"
    )
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert min(a[2], b[2]) - max(a[0], b[0]) <= 0 or min(a[3], b[3]) - max(a[1], b[1]) <= 0


def test_beyond_the_limits_the_page_says_what_it_leaves_out(look, crowd, monkeypatch, tmp_path):
    monkeypatch.setattr(dossiers, "MAX_TIES", 300)
    monkeypatch.setattr(dossiers, "MAX_NODES", 120)
    dossier = build_dossier(crowd(200, 900), [], [], [], None, date(2020, 6, 30))
    counts = dossier["counts"]
    assert counts["nodes"] <= 120 and counts["ties"] == 300 and counts["ties_left_out"] == 600
    assert counts["nodes"] + counts["nodes_left_out"] == 200
    path = tmp_path / "cut.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    view = look(path=path)
    assert f"the {counts['nodes_left_out']} actors with fewest facts are left out" in view.text("#status")
    assert "the 600 ties with fewest facts are left out" in view.text("#status")
    view.shut()
