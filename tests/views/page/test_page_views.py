"""Ego, paths, map, matrix and timeline: each shows what Python counts, by address, by mouse and by key."""

import time
import urllib.parse
from itertools import pairwise

import networkx as nx
import pytest

from detente.views.ties import pair, ties_at_rest

VIEWS = ("network", "ego", "paths", "map", "matrix", "timeline")


@pytest.fixture(scope="module")
def shown(dossier):
    """Return the ties that the page shows when it opens."""
    rest = ties_at_rest(dossier["ties"], dossier["facts"], dossier["as_of"])
    return [tie for tie in rest if tie["layer"] != "rivalry"]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", [1280, 390])
def test_each_view_opens_from_its_address_and_stays_inside(look, name, width):
    view = look(f"view={name}", width=width, height=844)
    assert view.tab.locator(f'[data-view="{name}"]').get_attribute("aria-pressed") == "true"
    assert view.tab.evaluate("document.documentElement.scrollWidth") <= width
    view.shut()


def test_the_ego_view_holds_the_neighbours_and_their_ties(look, dossier, shown):
    view = look("view=ego&at=FEN")
    near = {"FEN"} | {e for t in shown if "FEN" in (t["a"], t["b"]) for e in (t["a"], t["b"])}
    assert view.count("#network .node:not(.away)") == len(near)
    assert view.ties() == sum(t["a"] in near and t["b"] in near for t in shown)
    view.tab.get_by_label("up to").select_option("2")
    graph = nx.Graph([(t["a"], t["b"]) for t in shown])
    wide = nx.single_source_shortest_path_length(graph, "FEN", cutoff=2)
    assert view.count("#network .node:not(.away)") == len(wide)
    assert "hops=2" in view.tab.evaluate("location.hash")
    view.tab.get_by_label("Around").select_option("HEL")
    assert "at=HEL" in view.tab.evaluate("location.hash")
    view.shut()


def test_the_panel_of_an_actor_leads_to_its_ego_view(look):
    view = look("sel=entity:ELM")
    view.tab.get_by_role("button", name="Its neighbours").click()
    assert view.tab.get_by_label("Around").input_value() == "ELM"
    view.tab.get_by_role("button", name="Paths from here").click()
    assert view.tab.get_by_label("From").input_value() == "ELM"
    view.shut()


@pytest.mark.parametrize(
    ("a", "b"), [("HEL", "ELM"), ("FEN", "CES"), ("DRA", "Northern Pact"), ("ALD", "GOR")]
)
def test_paths_are_the_shortest_chains(look, shown, a, b):
    graph = nx.Graph([(t["a"], t["b"]) for t in shown])
    chains = list(nx.all_shortest_paths(graph, a, b))
    view = look(f"view=paths&from={urllib.parse.quote(a)}&to={urllib.parse.quote(b)}")
    many = "" if len(chains) == 1 else "s"
    steps = len(chains[0]) - 1
    expected = f"{len(chains)} shortest chain{many} of {steps} step{'' if steps == 1 else 's'}."
    assert view.text("#path-count") == expected
    assert view.count("#panel .chain") == len(chains)
    pairs = {pair(x, y) for chain in chains for x, y in pairwise(chain)}
    assert view.ties() == sum(pair(t["a"], t["b"]) in pairs for t in shown)
    assert view.count("#network .node:not(.away)") == len({e for chain in chains for e in chain})
    view.shut()


def test_without_any_chain_the_page_says_so(look):
    view = look("view=paths&from=HEL&to=ELM&off=contract,membership,rivalry,tension,tie")
    assert "No chain of the relations shown" in view.text("#panel")
    view.shut()


def test_a_node_of_the_path_opens_and_the_hop_too(look):
    view = look("view=paths&from=HEL&to=ELM")
    view.tab.locator("#panel .hop button").first.click()
    assert view.text("#panel .kicker") in ("Dyad", "Contract", "Alliance")
    view.tab.locator("#close").click()
    assert view.text("#panel .kicker") == "Paths"
    view.shut()


@pytest.fixture(scope="module")
def real(invent, tmp_path_factory):
    """Return a page whose eight countries bear the codes of real states, so that the map knows them."""
    import pandas as pd

    from detente.views.dossier import build_dossier
    from detente.views.page import build_page

    codes = {"ALD": "USA", "BOR": "TUR", "CES": "FRA", "DRA": "KAZ", "ELM": "NOR", "FEN": "FIN", "GOR": "RUS", "HEL": "MCO"}  # fmt: skip

    def swap(value):
        if isinstance(value, str):
            return codes.get(value, value)
        return value

    made = invent()
    frames = type(made.frames)(
        *(
            pd.DataFrame([{k: swap(v) for k, v in row.items()} for row in getattr(made.frames, f).to_dict("records")])
            for f in made.frames.__dataclass_fields__
        )
    )  # fmt: skip
    from detente.analysis.tension import tension

    tensions = tension(frames.events, as_of=made.as_of)
    dossier = build_dossier(frames, tensions, [], [], None, made.as_of)
    path = tmp_path_factory.mktemp("map") / "index.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    return path, dossier, tensions


def test_the_map_colours_by_the_relation_to_a_state(look, real):
    path, dossier, tensions = real
    view = look("view=map&at=TUR", path=path)
    assert view.count("#map .spot") == 8 == len(dossier["map"]["at"])
    expected = {t.a if t.b == "TUR" else t.b: t.value for t in tensions if "TUR" in (t.a, t.b)}
    for state, value in expected.items():
        if len(state) == 3 and view.count(f'#map [data-land="{state}"]'):
            tone = view.tab.locator(f'#map [data-land="{state}"]').get_attribute("class")
            assert tone == f"land {'tension' if value > 0 else 'tie'}"
    label = view.tab.locator('#map [data-spot="USA"]').get_attribute("aria-label")
    assert f"{expected['USA']:+.2f}" in label
    view.tab.locator('#map [data-spot="USA"]').focus()
    view.tab.keyboard.press("Enter")
    assert "sel=dyad" in view.tab.evaluate("location.hash")
    view.tab.get_by_role("button", name="Zoom in").click()
    assert "zoom=" in view.tab.evaluate("location.hash")
    view.tab.get_by_role("button", name="Whole world").click()
    assert view.tab.locator("#map").get_attribute("viewBox").startswith("0.0 0.0 1000.0")
    assert "Natural Earth" in view.text("#key")
    view.shut()


def test_a_map_of_unknown_states_says_so(look):
    view = look("view=map")
    assert "place on the map" in view.tab.locator("#map").text_content()
    view.shut()


def test_the_matrix_has_a_cell_for_each_scored_pair(look, dossier):
    view = look("view=matrix")
    scored = [d for d in dossier["dyads"] if d["tension"]]
    assert view.count("#matrix .cell.tie, #matrix .cell.tension") == 2 * len(scored)
    assert view.count("#matrix .dot") == 2 * sum(d["tension"]["value"] > 0 for d in scored)
    view.shut()


def test_the_timeline_has_a_mark_for_each_fact_and_opens_it(look, dossier, shown):
    view = look("view=timeline", height=1400)
    ids = [
        f
        for t in shown
        if t["layer"] in ("tie", "tension", "contract")
        for f in t["facts"]
        if dossier["facts"][f].get("from") or dossier["facts"][f].get("reported")
    ]
    assert view.count("#lanes .event") == len(ids)
    mark = view.tab.locator("#lanes .event").first
    fact = mark.get_attribute("data-fact")
    mark.focus()
    view.tab.keyboard.press("Enter")
    assert f"fact={fact}" in view.tab.evaluate("location.hash")
    view.shut()


def test_contested_ties_bear_a_mark_and_the_key_says_what_it_means(look):
    view = look()
    assert view.count("#network .badge.contested") == 1
    assert "contested: sources differ" in view.text("#key")
    view.shut()


def test_signs_can_be_hidden(look, shown):
    view = look("sign=minus")
    assert view.ties() == sum(t["layer"] != "tension" for t in shown)
    view.shut()


@pytest.mark.parametrize(
    ("stage", "name"), [("map", "PNG"), ("map", "SVG"), ("matrix", "SVG"), ("timeline", "SVG"), ("ego", "SVG")]
)  # fmt: skip
def test_each_view_can_be_saved(look, real, name, stage):
    from pathlib import Path

    view = look(f"view={stage}", path=real[0])
    with view.tab.expect_download() as waiting:
        view.tab.locator("#saves").get_by_text(name, exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG" if name == "PNG" else b"<svg") and len(content) > 2000
    view.shut()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(look, real, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    path, dossier, _ = real
    article = f"sel=article:{dossier['articles'][0]['id']}"
    panels = ("sel=dyad:TUR~USA&on=2019-02-20&by=2019-02-20", "sel=entity:TUR", "sel=contract:" + dossier["contracts"][0]["id"])  # fmt: skip
    view = look(path=path, scheme=scheme)
    for where in (*(f"view={v}" for v in VIEWS), *panels, article):
        view.tab.evaluate(
            "hash => { location.hash = hash; return new Promise(done =>"
            " requestAnimationFrame(() => requestAnimationFrame(done))); }",
            where,
        )
        found = axe.Axe().run(view.tab).response
        assert [(where, v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
        assert len(found["passes"]) > 20


@pytest.mark.parametrize(
    ("stage", "box", "mark"), [("matrix", "#matrix", "open"), ("timeline", "#lanes", "event"), ("map", "#map", "spot")]
)  # fmt: skip
def test_the_keyboard_walks_each_picture(look, real, stage, box, mark):
    view = look(f"view={stage}", path=real[0], height=1000)
    inside = f"document.activeElement.matches('{box} .{mark}')"
    for _ in range(40):
        view.tab.keyboard.press("Tab")
        if view.tab.evaluate(inside):
            break
    assert view.tab.evaluate(inside)
    assert view.count(f'{box} .{mark}[tabindex="0"]') == 1
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        seen.add(view.tab.evaluate("document.activeElement.getAttribute('aria-label')"))
        view.tab.keyboard.press(key)
        assert view.tab.evaluate(inside)
    assert len(seen) >= 3
    view.tab.keyboard.press("Enter")
    assert "sel=" in view.tab.evaluate("location.hash")
    view.tab.keyboard.press("Escape")
    assert "sel=" not in view.tab.evaluate("location.hash")
    view.shut()


def test_hostile_strings_in_every_view(look, invent, tmp_path):
    from detente.views.dossier import build_dossier
    from detente.views.page import build_page

    hostile = invent(lambda text: f"{text}<img src=x onerror=alert(1)>\"'{{{{script}}}}</script><script>alert(2)</script>")  # fmt: skip
    path = tmp_path / "hostile.html"
    path.write_text(build_page(build_dossier(*hostile.args)), encoding="utf-8")
    for name in VIEWS:
        view = look(f"view={name}&at=<img src=x onerror=alert(1)>&from=__proto__&to=constructor&hops=<b>", path=path)  # fmt: skip
        time.sleep(0.1)
        assert view.count("script") == 2 and view.count("img") == 0
        view.shut()
