"""The validation stands on solid ground: what the page says of 2014 comes out of the files it names."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def outside(reference, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield load("outside")
    for name in ("outside", "validation"):
        sys.modules.pop(name, None)


def load(name):
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_hostility_tells_rivals_from_others_and_net_tension_does_not(outside):
    validation = load("validation")
    events = outside.quadruples(outside.home() / "icews_tkg" / "icews_2014_valid.txt")
    rivals = outside.rivals(2014)
    found = validation.ours(events, max(events["valid_from"]))
    areas = {}
    for name, told in found.items():
        pairs = sorted(told)
        rival = np.array([pair in rivals for pair in pairs])
        assert rival.sum() >= 20
        areas[name] = validation.auc(np.array([told[pair] for pair in pairs]), rival)
    assert areas["detente: hostility"] > 0.65
    assert areas["detente: tension, prior the mean of all events"] > areas["detente: tension"]
    assert 0.4 < areas["detente: tension"] < 0.6  # said so on the page; should it rise, the page must change


def test_disputes_rivalries_and_peace_levels_are_read_for_known_pairs(outside):
    assert ("IND", "PAK") in outside.rivals(2014)
    assert outside.peace(2014)["CAN", "USA"] == 1.0
    days = {pair: day for pair, day, _ in outside.onsets(2014)}
    assert days and all(day.year == 2014 for day in days.values())
    points = outside.ideal_points(2018)
    assert points["TUR"] == pytest.approx(0.624988, abs=1e-6)


def test_the_area_under_the_curve_is_a_chance(outside):
    validation = load("validation")
    rival = np.array([False, True, False, True])
    assert validation.auc(np.array([0.1, 0.9, 0.2, 0.8]), rival) == 1.0
    assert validation.auc(np.array([1.0, 1.0, 1.0, 1.0]), rival) == 0.5
    assert np.isnan(validation.auc(np.array([1.0, 2.0]), np.array([True, True])))
