from datetime import date

import pytest

from detente.analysis.ties import bonds_at, commitments, deals_at, rivalries_at
from detente.analysis.weights import read_weights

WEIGHTS = read_weights()


def on(year, month=1, day=1, known_by=None):
    return {"as_of": date(year, month, day), "known_by": known_by, "weights": WEIGHTS}


@pytest.fixture
def history(make_rows):
    """A contract told as talks in 2016, as signed in 2017 and as cancelled in 2019."""
    told = (
        ("talks", 2016, "under_negotiation"),
        ("signed", 2017, "signed"),
        ("cancelled", 2019, "cancelled"),
    )
    return make_rows(
        contracts=[
            {"buyer": "BUY", "seller": "SEL", "status": "cancelled", "facts": [f for f, _, _ in told]}
        ],
        facts=[
            {"fact": f, "kind": "contract", "reported_at": date(year, 6, 1), "status": status}
            for f, year, status in told
        ],
    )


def test_a_contract_has_the_status_that_was_told_by_then(history):
    seen = {year: [(d.status, d.facts) for d in deals_at(history, **on(year))] for year in range(2016, 2021)}
    assert seen == {
        2016: [],
        2017: [("under_negotiation", ("talks",))],
        2018: [("signed", ("signed", "talks"))],
        2019: [("signed", ("signed", "talks"))],
        2020: [],
    }


def test_later_reports_are_not_known_earlier(history):
    got = deals_at(history, **on(2020, known_by=date(2016, 12, 31)))
    assert [(d.status, d.volume) for d in got] == [("under_negotiation", 0.25)]
    assert deals_at(history, **on(2020, known_by=date(2015, 1, 1))) == []


def test_the_firmest_modality_counts_and_a_denied_contract_does_not(make_rows):
    def volume(*modalities):
        facts = [{"fact": f"m{i}", "modality": m} for i, m in enumerate(modalities)]
        rows = make_rows(
            contracts=[{"buyer": "B", "seller": "S", "facts": [f["fact"] for f in facts]}], facts=facts
        )
        return [d.volume for d in deals_at(rows, **on(2020))]

    assert volume("possible", "claimed") == [0.5]
    assert volume("denied") == []


def test_memberships_hold_between_their_dates(make_rows):
    rows = make_rows(
        memberships=[
            {"country": "ARD", "valid_from": date(1950, 1, 1), "valid_to": date(1990, 1, 1)},
            {"country": "BOR", "valid_from": date(2000, 1, 1)},
            {"country": "CEL", "status": "candidate"},
            {"country": "DOV", "status": "leaving"},
        ]
    )
    held = {year: [b.country for b in bonds_at(rows, **on(year))] for year in (1940, 1970, 2010)}
    assert held == {1940: ["DOV"], 1970: ["ARD", "DOV"], 2010: ["BOR", "DOV"]}


def test_obligations_weigh_and_fill_in_for_members_without_a_list(make_rows):
    rows = make_rows(
        memberships=[
            {"country": "ARD", "alliance": "PACT", "obligations": ["consultation", "defence"]},
            {"country": "BOR", "alliance": "PACT", "obligations": []},
            {"country": "ARD", "alliance": "CLUB", "alliance_kind": "igo", "obligations": []},
            {"country": "BOR", "alliance": "CLUB", "alliance_kind": "igo", "obligations": []},
            {"country": "ARD", "alliance": "VAGUE", "obligations": []},
            {"country": "CEL", "alliance": "VAGUE", "obligations": []},
        ]
    )
    bonds = bonds_at(rows, **on(2020))
    assert {(b.body, b.country): b.strength for b in bonds} == {
        ("PACT", "ARD"): 1.0, ("PACT", "BOR"): 1.0, ("VAGUE", "ARD"): 0.5, ("VAGUE", "CEL"): 0.5,
    }  # fmt: skip
    owed = commitments(bonds, "ARD")
    assert {ally: (c.strength, c.bodies) for ally, c in owed.items()} == {
        "BOR": (1.0, ("PACT",)), "CEL": (0.5, ("VAGUE",)),
    }  # fmt: skip


def test_the_strongest_common_body_counts(make_rows):
    def both(body, kind):
        return [{"country": c, "alliance": body, "obligations": [kind]} for c in ("ARD", "BOR")]

    rows = make_rows(memberships=[*both("OLD", "non-aggression"), *both("NEW", "defence")])
    assert commitments(bonds_at(rows, **on(2020)), "ARD")["BOR"].bodies == ("NEW",)


def test_facts_of_the_atlas_are_told_apart(make_rows):
    rows = make_rows(
        memberships=[
            {"country": "ARD", "facts": ["read", "known"], "prior_facts": ["known"], "origin": "both"},
            {"country": "BOR", "origin": "atlas"},
        ]
    )
    assert [(b.facts, b.prior_facts) for b in bonds_at(rows, **on(2020))] == [
        (("read",), ("known",)),
        ((), ("fm1",)),
    ]


def test_of_two_rivalries_the_fiercer_that_lasts_counts(make_rows):
    rows = make_rows(
        rivalries=[
            {"a": "BOR", "b": "ARD", "level": 0.4},
            {"a": "ARD", "b": "BOR", "level": 1.0, "valid_to": date(1999, 1, 1)},
            {"a": "ARD", "b": "BOR", "level": 0.6, "valid_from": date(2001, 1, 1)},
        ]
    )
    levels = {
        year: rivalries_at(rows, as_of=date(year, 1, 1))["ARD", "BOR"].level for year in (1990, 2000, 2010)
    }
    assert levels == {1990: 1.0, 2000: 0.4, 2010: 0.6}
