import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.frames import Rows
from detente.analysis.pressure import cross_pressure, pressure, pressure_frame, remove_one, term_facts

DAY = date(2020, 1, 1)


def members(*states, **rest):
    return [{"country": state, "facts": [f"in {state}"], **rest} for state in states]


@pytest.fixture
def story(make_rows):
    """A member of the pact buys from RIV, with whom another member quarrels and a third is an old rival."""
    return make_rows(
        events=[{"fact": "blames", "source": "ALY", "target": "RIV", "type": "ACCUSE", "confidence": 1.0}],
        contracts=[{"buyer": "BUY", "seller": "RIV", "facts": ["deal"]}],
        memberships=[*members("BUY", "ALY"), *members("OLD", "MUM", origin="atlas")],
        rivalries=[{"fact": "feud", "a": "OLD", "b": "RIV", "level": 0.8}],
    )


def test_worked_value():
    allies = {"USA": 0.140, "GBR": 0.021, "FRA": 0.019, "DEU": 0.024, "GRC": 0.004}
    rivalry = dict(zip(allies, (0.8, 0.8, 0.5, 0.4, 0.2), strict=True))
    terms = cross_pressure(
        {"RUS": 0.25}, dict.fromkeys(allies, 1.0), allies, {(a, "RUS"): r for a, r in rivalry.items()}
    )
    assert list(terms.values()) == pytest.approx(
        [0.134615385, 0.020192308, 0.011418269, 0.011538462, 0.000961538], abs=1e-9
    )
    assert sum(terms.values()) == pytest.approx(0.178725961538462, abs=1e-12)


def test_terms_name_supplier_ally_and_the_facts_of_each_side(story):
    (got,) = pressure(story, as_of=DAY)
    assert (got.state, got.status, got.allies) == ("BUY", "ok", 3)
    old, aly = got.terms
    assert (old.supplier, old.ally, old.rivalry, old.commitment) == ("RIV", "OLD", 0.8, 1.0)
    assert (old.rivalry_facts, old.prior_facts) == ((), ("in OLD", "feud"))
    assert (old.contract_facts, old.alliance_facts) == (("deal",), ("in BUY",))
    assert (aly.ally, aly.rivalry) == ("ALY", pytest.approx(0.1))
    assert (aly.rivalry_facts, aly.prior_facts) == (("blames",), ())
    assert aly.alliance_facts == ("in BUY", "in ALY")
    share = 1 - 2.718281828459045**-1
    assert [t.value for t in got.terms] == pytest.approx([share * 0.8 / 3, share * 0.1 / 3], abs=1e-12)
    assert sum(t.value for t in got.terms) == pytest.approx(got.value, abs=1e-15)


def test_without_the_reference_tables_only_what_was_read_counts(story):
    (got,) = pressure(story, as_of=DAY, atlas=False)
    assert [(t.ally, t.prior_facts) for t in got.terms] == [("ALY", ())]
    assert got.allies == 1


def test_reasons_for_nothing(make_rows):
    deal = [{"buyer": "BUY", "seller": "RIV"}]
    (lonely,) = pressure(make_rows(contracts=deal))
    assert (lonely.status, lonely.value, lonely.terms) == ("no_allies", 0.0, ())
    (idle,) = pressure(make_rows(memberships=members("BUY", "ALY")), states=["BUY"])
    assert (idle.status, idle.value, idle.allies) == ("no_contracts", 0.0, 1)
    assert pressure(Rows()) == []
    assert len(pressure_frame([lonely, idle])) == 2


@pytest.mark.parametrize(
    ("contract", "volume"),
    [
        ({}, 1.0),
        ({"status": "cancelled"}, 0.0),
        ({"status": "under_negotiation"}, 0.25),
        ({"value": 2.5e9, "currency": "USD"}, 2.5),
        ({"value": 2.5e9, "currency": "EUR"}, 1.0),
    ],
)
def test_a_contract_counts_by_its_sum_and_status(make_rows, contract, volume):
    rows = make_rows(
        contracts=[{"buyer": "BUY", "seller": "RIV"} | contract],
        memberships=members("BUY", "OLD"),
        rivalries=[{"a": "RIV", "b": "OLD", "level": 1.0}],
    )
    (got,) = pressure(rows, states=["BUY"])
    assert got.value == pytest.approx(1 - 2.718281828459045**-volume, abs=1e-12)


def test_a_supplier_is_no_ally_in_its_own_term(make_rows):
    rows = make_rows(
        contracts=[{"buyer": "BUY", "seller": "ALY"}],
        memberships=members("BUY", "ALY", "OLD"),
        rivalries=[{"a": "ALY", "b": "OLD", "level": 0.5}],
    )
    (got,) = pressure(rows)
    assert [(t.supplier, t.ally, t.weight) for t in got.terms] == [("ALY", "OLD", 0.5)]


def test_a_firm_stands_for_its_state(make_rows):
    rows = make_rows(
        contracts=[{"buyer": "BUY", "seller": "org:works", "seller_kind": "organization"}],
        memberships=members("BUY", "OLD"),
        rivalries=[{"a": "RIV", "b": "OLD", "level": 0.5}],
        entities=[{"entity": "org:works", "kind": "organization", "name": "Works", "acts_for": "RIV"}],
    )
    assert [t.supplier for t in pressure(rows)[0].terms] == ["RIV"]


def test_capability_weighs_the_allies(story):
    (got,) = pressure(story, as_of=DAY, capability={"OLD": 3.0, "ALY": 1.0})
    assert {t.ally: t.weight for t in got.terms} == {"OLD": 0.75, "ALY": 0.25}


def test_facts_are_ranked_by_what_would_be_lost_without_them(story):
    ranked = remove_one(lambda rows: pressure(rows, as_of=DAY), story, "BUY")
    losses = dict(ranked)
    (got,) = pressure(story, as_of=DAY)
    assert losses["deal"] == losses["in BUY"] == pytest.approx(got.value)
    assert losses["feud"] == pytest.approx(got.terms[0].value)
    assert ranked == sorted(ranked, key=lambda loss: (-loss[1], loss[0]))
    assert set(losses) == {fact for term in got.terms for fact in term_facts(term)}
    assert remove_one(lambda rows: pressure(rows, as_of=DAY), story, "MUM") == []


@settings(max_examples=40, deadline=None)
@given(volumes=st.lists(st.floats(1e6, 1e11), min_size=1, max_size=4), level=st.floats(0.01, 1))
def test_pressure_stays_within_its_bounds(make_rows, volumes, level):
    rows = make_rows(
        contracts=[
            {"buyer": "BUY", "seller": f"S{i}", "value": v, "currency": "USD"} for i, v in enumerate(volumes)
        ],
        memberships=members("BUY", "OLD"),
        rivalries=[{"a": f"S{i}", "b": "OLD", "level": level} for i in range(len(volumes))],
    )
    (got,) = pressure(rows)
    assert 0 < got.value <= level + 1e-12
    assert sum(t.value for t in got.terms) == pytest.approx(got.value, abs=1e-12)


def test_contracts_share_out_their_term(make_rows):
    rows = make_rows(
        contracts=[
            {"buyer": "BUY", "seller": "RIV", "value": 1e9, "currency": "USD"},
            {"buyer": "BUY", "seller": "RIV", "value": 3e9, "currency": "USD"},
        ],
        memberships=members("BUY", "OLD"),
        rivalries=[{"a": "RIV", "b": "OLD", "level": 0.5}],
    )
    ((term,),) = (result.terms for result in pressure(rows))
    assert dict(term.contracts) == pytest.approx({"c0": term.value / 4, "c1": term.value * 3 / 4})


def test_the_interval_holds_the_value_and_widens_with_what_is_unknown(make_rows):
    def pressed(contract, facts=()):
        rows = make_rows(
            contracts=[{"buyer": "BUY", "seller": "RIV", "facts": ["deal"]} | contract],
            memberships=members("BUY", "OLD"),
            rivalries=[{"a": "RIV", "b": "OLD", "level": 0.5}],
            facts=facts,
        )
        return pressure(rows)[0]

    sum_known = {"value": 1e9, "currency": "USD"}
    fact = {"fact": "deal", "kind": "contract", "amount": 1e9, "currency": "USD"}
    exact = pressed(sum_known, [fact | {"bound": "exact"}])
    about = pressed(sum_known, [fact | {"bound": "at_least"}])
    nothing = pressed({})
    widths = [one.hi - one.lo for one in (exact, about, nothing)]
    assert widths == sorted(widths) and widths[0] < 0.05 < widths[2]
    for one in (exact, about, nothing):
        assert 0 <= one.lo <= one.value + 0.01 and one.value <= one.hi <= 0.5
    assert pressed(sum_known, [fact | {"bound": "exact"}]) == exact


def test_disagreeing_sums_and_a_young_quarrel_make_it_less_sure(make_rows):
    def rows(sums, events):
        return make_rows(
            events=events,
            contracts=[
                {"buyer": "BUY", "seller": "RIV", "value": 2e9, "currency": "USD", "facts": ["d0", "d1"]}
            ],
            memberships=members("BUY", "ALY"),
            facts=[
                {"fact": f"d{i}", "kind": "contract", "amount": amount, "currency": "USD", "bound": "exact"}
                for i, amount in enumerate(sums)
            ],
        )

    feud = [{"source": "ALY", "target": "RIV", "type": "ASSAULT", "day": i} for i in range(40)]
    agreed, split = (pressure(rows(sums, feud))[0] for sums in ((2e9, 2e9), (0.2e9, 2e9)))
    assert split.hi - split.lo > 2 * (agreed.hi - agreed.lo)
    young = pressure(rows((2e9, 2e9), feud[:1]))[0]
    assert (young.hi - young.lo) / young.value > 3 * (agreed.hi - agreed.lo) / agreed.value


def test_no_interval_where_there_is_nothing_or_none_is_wanted(story):
    assert all(math.isnan(p.lo) for p in pressure(story, as_of=DAY, draws=0))
    assert math.isnan(pressure(Rows(), states=["TUR"])[0].hi)
