"""The pictures for print: what they show is what the data say; nothing in a text is read as a formula."""

import itertools
import json
import math
from datetime import date

import pytest
from matplotlib.patches import PathPatch

from detente.analysis.series import series
from detente.graph.errors import UsageError
from detente.views.canvas import canvas, cut, dress, figure_bytes, missing_glyphs, write
from detente.views.dossier import build_dossier
from detente.views.figure_alliances import alliance_figure
from detente.views.figure_flows import flow_figure
from detente.views.figure_map import map_figure
from detente.views.figure_series import series_figure
from detente.views.figures import matrix_figure, network_figure
from detente.views.projection import HEIGHT, WIDTH, project
from detente.views.worldmap import map_record, outlines, positions, rings


@pytest.fixture(scope="module")
def dossier(invented):
    return build_dossier(*invented.args, title="sample")


@pytest.fixture(scope="module")
def told(invented):
    pairs = [("ALD", "BOR"), ("BOR", "GOR")]
    return series(invented.frames.events, pairs, as_of=invented.as_of, draws=200)


def texts(figure):
    return [t.get_text() for t in figure.findobj(match=lambda artist: hasattr(artist, "get_text"))]


def every_figure(dossier, told):
    return [
        series_figure(dossier, told), alliance_figure(dossier), flow_figure(dossier),
        network_figure(dossier), matrix_figure(dossier),
    ]  # fmt: skip


def real(dossier):
    """Return the dossier with the codes of real states, which the map knows."""
    text = json.dumps(dossier)
    for own, iso3 in {"ALD": "USA", "BOR": "TUR", "CES": "FRA", "GOR": "RUS", "ELM": "MCO"}.items():
        text = (
            text.replace(f'"{own}"', f'"{iso3}"')
            .replace(f'"{own}~', f'"{iso3}~')
            .replace(f'~{own}"', f'~{iso3}"')
        )
    return json.loads(text)


def test_each_figure_names_sources_size_date_and_tool(dossier, told):
    for figure in every_figure(dossier, told):
        joined = " | ".join(texts(figure))
        assert "The Aldorian Courier" in joined and dossier["tool"] in joined
        assert f"as of {dossier['as_of']}" in joined and f"n = {dossier['counts']['facts']} facts" in joined


def test_the_series_draws_each_value_and_its_interval(dossier, told):
    figure = series_figure(dossier, told)
    assert len(figure.axes) == 2
    for axes, one in zip(figure.axes, told, strict=True):
        line = next(x for x in axes.lines if x.get_label() == "tension")
        assert list(line.get_ydata()) == [p.value for p in one.points]
        shown = axes.transData.inverted().transform(axes.bbox)
        assert shown[0][1] < min(p.lo for p in one.points if math.isfinite(p.lo))
    assert "Aldoria – Borvia" in texts(figure)
    last = f"{told[0].points[-1].value:+.2f}".replace("-", "−")
    assert any(text.startswith(last) for text in texts(figure))


def test_events_of_the_pair_stand_under_its_line(dossier, told, invented):
    figure = series_figure(dossier, told[:1])
    events = [
        e for e in invented.frames.events.to_dict("records") if {e["source"], e["target"]} == {"ALD", "BOR"}
    ]
    dots = [x for x in figure.axes[0].lines if x.get_marker() in ("o", "D")]
    assert sum(len(x.get_xdata()) for x in dots) == len(events)
    diamonds = next(x for x in dots if x.get_marker() == "D")
    assert len(diamonds.get_xdata()) == sum(e["polarity"] == "-" for e in events)


def test_the_flows_hold_a_band_for_each_contract(dossier):
    figure = flow_figure(dossier)
    bands = [p for p in figure.axes[0].patches if isinstance(p, PathPatch) and p.get_fill()]
    edges = [p for p in figure.axes[0].patches if isinstance(p, PathPatch) and not p.get_fill()]
    assert len(bands) == len(dossier["contracts"]) == 1
    assert edges[0].get_linestyle() not in ("-", "solid")  # contested
    joined = " | ".join(texts(figure))
    assert "Gorvia" in joined and "Borvia" in joined and "Skyshield · 2 bn USD · in delivery · 2017" in joined


def test_without_parties_there_are_no_flows(dossier):
    with pytest.raises(UsageError, match="seller and its buyer"):
        flow_figure({**dossier, "contracts": [{**dossier["contracts"][0], "seller": None}]})


def test_the_alliances_have_a_row_for_each_member(dossier):
    figure = alliance_figure(dossier, alliances=["Northern Pact", "Steppe Union"])
    members = list(dossier["memberships"])
    assert len(figure.axes[0].patches) == len(members) == 6
    assert {"Northern Pact", "Steppe Union", "Aldoria", "Dravenia"} <= set(texts(figure))
    only = alliance_figure(dossier, alliances=["Steppe Union"], since=date(2000, 1, 1))
    assert len(only.axes[0].patches) == 2
    with pytest.raises(UsageError, match="no membership"):
        alliance_figure(dossier, alliances=["nothing"])


@pytest.mark.parametrize("by", ["alignment", "tension"])
def test_the_map_colours_each_state_by_its_score(dossier, by):
    known = real(dossier)
    figure = map_figure(known, "TUR", by)
    values = {
        d["a"] if d["b"] == "TUR" else d["b"]: d[by]["value"]
        for d in known["dyads"]
        if "TUR" in (d["a"], d["b"]) and d[by] and d[by]["value"] is not None
    }
    shapes = outlines()["shapes"]
    axes = figure.axes[0]
    fills = [p for p in axes.patches if p.get_fill()]
    assert len(fills) == len(shapes)
    coloured = {
        code for code, p in zip(shapes, fills, strict=True) if p.get_facecolor()[:3] != (228 / 255,) * 3
    }
    assert coloured == set(values) & set(shapes)
    hatched = [p for p in axes.patches if p.get_hatch()]
    opposed = [c for c, v in values.items() if c in shapes and (v < 0) == (by == "alignment")]
    assert len(hatched) == len(opposed)
    assert any("Natural Earth" in text for text in texts(figure))
    # Monaco has no shape at this scale: a dot stands for it.
    assert len(axes.lines) == ("MCO" in values)


def test_a_map_without_scores_says_which_states_have_some(dossier):
    with pytest.raises(UsageError, match="no tension with HEL"):
        map_figure(
            {**dossier, "dyads": [d for d in dossier["dyads"] if "HEL" not in d["id"]]}, "HEL", "tension"
        )


@pytest.mark.parametrize(
    "text", ["price $2_{bn and $x", "$\\frac{", "a\x00b\x0bc", "{{x}} %s <b>", "\\", "$" * 9]
)
def test_no_text_is_read_as_a_formula(invent, text):
    hostile = invent(lambda given: f"{text} {given}")
    dossier = build_dossier(*hostile.args, title=text)
    told = series(hostile.frames.events, [("ALD", "BOR")], as_of=hostile.as_of, draws=0)
    for figure in every_figure(dossier, told):
        assert figure_bytes(figure, "tool").startswith(b"\x89PNG")


def test_a_character_that_no_font_has_is_reported_and_drawn_as_a_box(caplog):
    figure, axes = canvas(3, 2)
    write(axes, 0.5, 0.5, "Türkiye Ελλάδα Україна \U0001f6f8")
    assert missing_glyphs(figure) <= {"\U0001f6f8"}
    figure, axes = canvas(3, 2)
    write(axes, 0.5, 0.5, "\U000e0041")
    axes.texts[0].set_text("\uf8ff\U0010fffd")
    assert "\U0010fffd" in missing_glyphs(figure)
    dress(figure)
    assert "no installed font has" in caplog.text
    assert figure_bytes(figure, "tool").startswith(b"\x89PNG")


@pytest.mark.parametrize(("kind", "head"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_same_figure_gives_the_same_bytes(dossier, kind, head):
    one, two = (figure_bytes(flow_figure(dossier), dossier["tool"], kind) for _ in range(2))
    assert one == two and one.startswith(head)


def test_cut_keeps_one_line():
    assert cut("a\nb\tc", 10) == "a b c" and len(cut("x" * 99, 20)) == 20


def test_the_projection_keeps_the_world_in_its_frame():
    assert project(0, -180)[0] == 0.0 and project(0, 180)[0] == WIDTH
    for lat in range(-55, 84, 5):
        for lon in range(-180, 181, 20):
            x, y = project(lat, lon)
            assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT
            assert x == pytest.approx(WIDTH - project(lat, -lon)[0], abs=0.11)


def test_the_outline_is_small_named_and_without_bands_across_the_map():
    from importlib import resources

    file = resources.files("detente.views") / "static" / "outline.json"
    assert len(file.read_bytes()) < 120_000
    world = outlines()
    assert "Natural Earth" in world["source"] and len(world["shapes"]) > 160
    for path in world["shapes"].values():
        for ring in rings(path):
            for (ax, ay), (bx, by) in itertools.pairwise(ring):
                assert abs(ax - bx) < 200 and -1 <= ax <= WIDTH + 1 and -1 <= ay <= HEIGHT + 1 and by >= -1


def test_capitals_lie_in_the_shapes_of_their_states():
    from matplotlib.path import Path

    world = outlines()["shapes"]
    inside = {}
    for code, (x, y) in positions(c for c in world if not c.startswith("~")).items():
        near = [(x + dx, y + dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)]
        inside[code] = any(
            Path(ring).contains_points(near).any() for ring in rings(world[code]) if len(ring) > 2
        )
    assert sum(inside.values()) >= 0.97 * len(inside), [c for c, ok in inside.items() if not ok]


def test_a_map_of_states_that_are_not_known_is_none():
    assert map_record(["ALD", "BOR"]) is None
    assert map_record(["TUR"])["at"].keys() == {"TUR"}
