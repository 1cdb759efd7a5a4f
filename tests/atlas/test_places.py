"""Seats of states: every state has one, on Earth, near the state, at known distances from each other."""

import pytest

from detente.atlas.book import open_atlas
from detente.atlas.places import Place, capitals, kilometres
from detente.graph.errors import DetenteError


def test_every_state_has_a_seat_of_the_name_that_the_atlas_gives():
    atlas = open_atlas()
    assert set(capitals()) == set(atlas.states)
    assert {k: p.name for k, p in capitals().items()} == {k: s.capital for k, s in atlas.states.items()}


def test_every_seat_is_near_its_state():
    atlas = open_atlas()
    far = {"RUS": 4000, "SUN": 4000, "CAN": 2600, "USA": 2000, "AUS": 1950}
    for iso3, place in capitals().items():
        inside = Place("", *atlas.point(iso3))
        assert kilometres(place, inside) < far.get(iso3, 1300), iso3


# Well-known distances along the surface.
@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("FRA", "GBR", 344), ("USA", "RUS", 7820), ("TUR", "GRC", 820), ("CHN", "JPN", 2100), ("IND", "PAK", 680),
        ("KOR", "PRK", 195), ("BRA", "ARG", 2340), ("AUS", "NZL", 2320), ("EGY", "KEN", 3530),
        ("MEX", "USA", 3030), ("ISR", "IRN", 1560), ("UKR", "RUS", 755), ("COG", "COD", 7),
    ],
)  # fmt: skip
def test_known_distances(a, b, distance):
    assert kilometres(capitals()[a], capitals()[b]) == pytest.approx(distance, rel=0.02, abs=4)


def test_distinct_states_of_today_sit_at_distinct_places():
    today = {k: p for k, p in capitals().items() if not open_atlas().states[k].valid_to}
    spots = {(p.lat, p.lon) for p in today.values()}
    assert len(today) - len(spots) <= 1  # Rome holds two


def test_a_place_off_the_earth_is_named_with_its_line(tmp_path):
    (tmp_path / "places.tsv").write_text("iso3\tplace\tlat\tlon\nAAA\tNowhere\t91\t0\n")
    with pytest.raises(DetenteError, match=r"places\.tsv:2.*no place on Earth"):
        capitals(tmp_path)
