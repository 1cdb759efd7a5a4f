"""A snapshot as of a day and as known by a day: nothing later shows through."""

from datetime import date

import pytest

from detente.views.exports.window import window
from detente.views.frames import rows


@pytest.fixture
def frames(invented):
    facts = invented.frames.facts.copy()
    for column in ("amount_high", "level", "obligations", "subtype"):
        if column not in facts:
            facts[column] = None
    return type(invented.frames)(
        **{f: getattr(invented.frames, f) for f in invented.frames.__dataclass_fields__} | {"facts": facts}
    )


def ids(frame, column):
    return set(frame[column])


def test_without_a_day_it_is_the_snapshot_itself(frames):
    assert window(frames) is frames


def test_what_was_told_later_is_gone_everywhere(frames):
    day = date(2018, 6, 1)
    shown = window(frames, known_by=day)
    told = {r["fact"]: r["reported_at"] for r in rows(frames.facts)}
    assert 0 < len(shown.events) < len(frames.events)
    assert all(told[f] is None or told[f] <= day.isoformat() for f in ids(shown.facts, "fact"))
    assert all(row["published_at"][:10] <= day.isoformat() for row in rows(shown.articles))
    assert all(set(row["facts"]) <= ids(shown.facts, "fact") for row in rows(shown.contracts))
    # Facts of the atlas carry no report date: they are background.
    assert len(shown.rivalries) == len(frames.rivalries)


def test_a_contract_shows_what_one_could_then_know_of_it(frames):
    (whole,), (then,) = rows(frames.contracts), rows(window(frames, known_by=date(2018, 6, 1)).contracts)
    assert whole["contested"] == ["quantity", "value"] and then["contested"] == []
    assert len(then["facts"]) == 1 < len(whole["facts"])
    (fact,) = [r for r in rows(frames.facts) if r["fact"] == then["facts"][0]]
    assert (then["quantity"], then["unit"]) == (fact["quantity"], fact["unit"])
    assert then["value"] == fact["amount"]


def test_before_anything_was_told_nothing_of_the_articles_is_left(frames):
    shown = window(frames, known_by=date(2000, 1, 1))
    assert shown.events.empty and shown.contracts.empty and shown.articles.empty
    assert {row["origin"] for row in rows(shown.facts)} == {"atlas"}


def test_as_of_a_day_shows_what_had_begun_and_what_still_held(frames):
    shown = window(frames, as_of=date(2018, 4, 10))
    assert all(
        row["valid_from"] <= "2018-04-10" or row["reported_at"] <= "2018-04-10" for row in rows(shown.events)
    )
    ended = {(r["a"], r["b"]) for r in rows(frames.rivalries) if r["valid_to"] and r["valid_to"] < "2018"}
    assert ended and not ended & {(r["a"], r["b"]) for r in rows(shown.rivalries)}
    before = window(frames, as_of=date(1951, 12, 31))
    assert before.memberships.empty and len(before.rivalries) == len(frames.rivalries)


def test_no_entity_is_left_that_nothing_names(frames):
    shown = window(frames, known_by=date(2000, 1, 1))
    named = {p.rpartition(":")[2] for row in rows(shown.facts) for p in row["parties"]}
    assert ids(shown.entities, "entity") <= named
