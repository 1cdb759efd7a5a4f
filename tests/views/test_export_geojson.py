"""GeoJSON: valid by the rules of RFC 7946, states where they are, lines cut at the date line."""

import json
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.frames import COLUMNS, Rows
from detente.analysis.result import Contribution, DyadTension
from detente.atlas.places import capitals
from detente.views.exports.geojson import line
from detente.views.exports.registry import Scored, find_format, write_export

SHAPES = {"Point": 0, "LineString": 1, "MultiLineString": 2}


def positions(coordinates, depth):
    return [coordinates] if depth == 0 else [p for part in coordinates for p in positions(part, depth - 1)]


def check(collection):
    """Assert what the standard asks of a collection of features."""
    assert collection["type"] == "FeatureCollection" and "crs" not in collection
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids))
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        shape = feature["geometry"]
        if shape is None:
            continue
        for lon, lat in positions(shape["coordinates"], SHAPES[shape["type"]]):
            assert -180 <= lon <= 180 and -90 <= lat <= 90
        lines = {"LineString": [shape["coordinates"]], "MultiLineString": shape["coordinates"]}
        for part in lines.get(shape["type"], ()):
            assert len(part) >= 2 and part[0] != part[-1]
            assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(part))


def tension(a, b):
    parts = (Contribution("f1", 0.5),)
    return DyadTension(a, b, 0.5, 0.1, 0.9, 1, 1.0, 0.5, 1.0, 5.0, 0.0, 0.0, "ok", 0.0, 0.4, 0.6, 0, parts)


@pytest.fixture
def told(tmp_path):
    entities = [
        {"entity": e, "kind": "country", "name": e} for e in ("USA", "FJI", "WSM", "RUS", "XXX", "SUN")
    ]
    entities.append({"entity": "NATO", "kind": "alliance", "name": "NATO"})
    contract = dict.fromkeys(COLUMNS["contracts"]) | {
        "contract": "c", "kind": "arms", "buyer": "FJI", "seller": "RUS", "item": "</script>", "facts": ["f1"],
        "contested": [], "signed": date(2017, 1, 1), "status": "signed",
    }  # fmt: skip
    member = dict.fromkeys(COLUMNS["memberships"]) | {
        "membership": "m", "country": "USA", "alliance": "NATO", "status": "member", "obligations": [], "facts": [],
        "prior_facts": [], "origin": "atlas",
    }  # fmt: skip
    frames = Rows(
        entities=pd.DataFrame(entities),
        contracts=pd.DataFrame([contract]),
        memberships=pd.DataFrame([member]),
    )
    pairs = [("FJI", "WSM"), ("RUS", "USA"), ("RUS", "SUN"), ("USA", "XXX")]
    path = tmp_path / "map.geojson"
    write_export(find_format("geojson"), Scored(frames, [tension(*pair) for pair in pairs]), path)
    return json.loads(path.read_text(encoding="utf-8"))


def test_it_is_valid_and_states_stand_at_their_capitals(told):
    check(told)
    points = {f["id"]: f for f in told["features"] if f["id"] in ("USA", "FJI", "XXX", "NATO")}
    assert points["USA"]["geometry"] == {"type": "Point", "coordinates": [-77.04, 38.9]}
    assert points["USA"]["properties"]["member_of"] == "NATO"
    assert points["XXX"]["geometry"] is None and "NATO" not in points


def test_lines_are_cut_at_the_date_line_and_left_out_where_there_is_no_way(told):
    shapes = {
        (f["properties"].get("source"), f["properties"].get("target")): f["geometry"]
        for f in told["features"]
    }
    assert shapes["FJI", "WSM"]["type"] == "MultiLineString"
    assert shapes["RUS", "USA"]["type"] == "LineString"
    assert shapes["RUS", "SUN"] is None and shapes["USA", "XXX"] is None


def test_a_contract_runs_from_seller_to_buyer(told):
    (found,) = [f for f in told["features"] if f["properties"].get("relation") == "CONTRACT"]
    assert (found["properties"]["source"], found["properties"]["target"]) == ("RUS", "FJI")
    assert found["properties"]["item"] == "</script>"


def test_the_invented_snapshot_is_valid(invented, tmp_path):
    path = tmp_path / "map.geojson"
    write_export(find_format("geojson"), Scored(*invented.args[:4], invented.as_of), path)
    check(json.loads(path.read_text(encoding="utf-8")))


POSITION = st.tuples(st.floats(-180, 180, width=32), st.floats(-90, 90, width=32))


@given(POSITION, POSITION)
def test_any_line_takes_the_shorter_way(a, b):
    shape = line(a, b)
    parts = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    assert parts[0][0] == a and parts[-1][-1] == b
    assert sum(abs(q[0] - p[0]) for p, q in parts) <= 180 + 1e-9
    assert all(abs(lat) <= 90 for part in parts for _, lat in part)


@given(st.sampled_from(sorted(capitals())), st.sampled_from(sorted(capitals())))
def test_between_any_two_capitals(a, b):
    one, other = capitals()[a], capitals()[b]
    shape = line((one.lon, one.lat), (other.lon, other.lat))
    assert shape["type"] in SHAPES
