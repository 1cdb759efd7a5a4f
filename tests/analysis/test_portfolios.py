from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.panel_dyads import COLUMNS, METRICS, alignment_panel
from detente.analysis.portfolio import alliance_portfolio, supplier_portfolio, supplier_shares, system_of
from detente.analysis.portfolio_votes import AGREEMENTS, agreement, coincidence, vote_tables
from detente.analysis.similarity import MEASURES, joint_table, similarity
from detente.graph.errors import UsageError
from detente.queries.registers import Registers

several = settings(max_examples=25, deadline=None)
tables = st.lists(st.integers(0, 9), min_size=16, max_size=16)


def votes(*told, year=1990):
    rows = [[a, b, year, list(table), "made up"] for a, b, table in told]
    return Registers(votes=pd.DataFrame(rows, columns=["a", "b", "year", "table", "dataset"]))


def bound(rows):
    return pd.DataFrame(rows, columns=["a", "b", "alliance", "obligations", "valid_from", "valid_to"])


PACTS = bound([
    ["A", None, "League", ["defence", "consultation"], date(1949, 4, 4), None],
    ["B", None, "League", ["defence"], date(1949, 4, 4), date(1966, 7, 1)],
    ["C", None, "League", ["defence"], date(1952, 1, 1), None],
    ["C", None, "Entente", ["consultation"], date(1950, 1, 1), date(1952, 12, 31)],
    ["D", None, "Entente", ["consultation", "non-aggression"], date(1950, 1, 1), date(1952, 12, 31)],
    ["D", "A", None, ["non-aggression"], date(1951, 1, 1), date(1951, 12, 31)],
])  # fmt: skip


def test_levels_follow_the_treaties_of_the_year():
    held = alliance_portfolio(PACTS, 1951, system="ABCDE")
    assert held.targets == ("A", "B", "C", "D", "E")
    assert held.levels.tolist() == [
        [3, 3, 0, 0, 0], [3, 3, 0, 0, 0], [0, 0, 3, 2, 0], [1, 0, 2, 3, 0], [0, 0, 0, 0, 3],
    ]  # fmt: skip
    later = alliance_portfolio(PACTS, 1966, system="ABCDE").levels
    assert later[0].tolist() == [3, 3, 3, 0, 0]  # the year in which a treaty ends still counts
    assert alliance_portfolio(PACTS, 1967, system="ABCDE").levels[1].tolist() == [0, 3, 0, 0, 0]


def test_codings_and_self_ties():
    cow = alliance_portfolio(PACTS, 1951, system="ABCD", coding="cow", self_tie="exclude").levels
    assert cow[3].tolist() == [2, 0, 2, -1]
    both = alliance_portfolio(PACTS, 1951, system="ABCD", coding="binary")
    assert (both.size, both.levels[3].tolist()) == (2, [1, 0, 1, 1])
    assert alliance_portfolio(PACTS, 1951, system="ABCD", coding="defence").levels[3].tolist() == [0, 0, 0, 1]
    for wrong in ({"coding": "morse"}, {"self_tie": "knot"}):
        with pytest.raises(UsageError):
            alliance_portfolio(PACTS, 1951, **wrong)


def test_states_outside_the_system_are_no_targets_and_weights_follow_the_targets():
    held = alliance_portfolio(PACTS, 1951, system=["A", "B"], capabilities={"B": 0.5})
    assert (held.targets, held.weights.tolist()) == (("A", "B"), [0.0, 0.5])


def test_the_atlas_knows_the_system_where_no_list_was_loaded():
    listed = pd.DataFrame(columns=["state", "valid_from", "valid_to"])
    assert "TUR" in system_of(listed, 1990)
    assert "SSD" not in system_of(listed, 1990)


def test_suppliers_by_value_and_by_count():
    rows = [
        ["A", "X", 2000, 30.0, "TIV"], ["A", "Y", 2001, 9.0, "TIV"], ["A", "Z", 1990, 99.0, "TIV"],
        ["B", "X", 2000, 5.0, "TIV"], ["B", "Y", 2000, 500.0, "USD"], ["X", "Y", 2001, None, None],
    ]  # fmt: skip
    told = pd.DataFrame(rows, columns=["buyer", "seller", "year", "value", "unit"])
    shares = supplier_shares(told, 2002)
    assert shares["A", "X"] == pytest.approx(30 / 39)
    assert shares["B", "X"] == shares["B", "Y"] == 0.5  # two units cannot be added
    held = supplier_portfolio(told, 2002)
    assert (held.states, held.targets) == (("A", "B", "X"), ("X", "Y"))
    assert held.levels.tolist() == [[2, 1], [2, 2], [-1, 2]]


@several
@given(tables)
def test_absences_are_dropped_or_abstentions(table):
    four = np.array(table, dtype=float).reshape(4, 4)
    drop, abstain = (vote_tables([table], how)[:, :, 0] for how in ("drop", "abstain"))
    assert (drop == four[:3, :3]).all()
    assert abstain.sum() == four.sum()
    x, z = ([i for i in range(4) for j in range(4) for _ in range(table[4 * i + j])],
            [j for i in range(4) for j in range(4) for _ in range(table[4 * i + j])])  # fmt: skip
    place = [0, 1, 2, 1]
    assert (abstain == joint_table([place[i] for i in x], [place[j] for j in z], 3)).all()


@several
@given(tables)
def test_agreement_lies_between_nothing_and_all_and_does_not_mind_the_order(table):
    four = np.array(table, dtype=float).reshape(4, 4)
    for rule in AGREEMENTS:
        value, turned = (float(agreement(t, rule)) for t in (four, four.T))
        assert value == pytest.approx(turned, nan_ok=True)
        assert np.isnan(value) or 0 <= value <= 1


def test_a_table_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="16"):
        vote_tables([[1, 2, 3]])
    with pytest.raises(ValueError, match="negative"):
        vote_tables([[-1] * 16])
    with pytest.raises(UsageError):
        vote_tables([[0] * 16], "excuse")
    with pytest.raises(UsageError):
        agreement(np.zeros((3, 3)), "handshake")


def test_coincidence_is_half_for_what_is_partial():
    assert float(coincidence(40, 29, 29)) == pytest.approx(54.5 / 98)
    assert np.isnan(coincidence(0, 0, 0))


TABLE = [9, 1, 0, 2, 0, 2, 0, 0, 1, 0, 7, 0, 0, 3, 0, 5]


@pytest.mark.parametrize("metric", [m for m in METRICS if m in (*MEASURES, *AGREEMENTS)])
def test_a_dyad_of_votes_has_a_value_inside_its_interval(metric):
    frames = votes(("A", "B", TABLE))
    (row,) = alignment_panel(frames, source="unga", year=1990, metric=metric).to_dict("records")
    assert list(row) == list(COLUMNS)
    assert row["reason"] is None
    assert row["lo"] <= row["value"] <= row["hi"]
    assert row["lo"] < row["hi"]
    if metric in MEASURES:
        x = [i for i in range(3) for j in range(3) for _ in range(TABLE[4 * i + j])]
        z = [j for i in range(3) for j in range(3) for _ in range(TABLE[4 * i + j])]
        expected = similarity(x, z, 3, metric)
        assert (row["value"], row["n"]) == (pytest.approx(expected.value, abs=1e-12), expected.n)


def test_a_dyad_has_the_same_interval_in_any_company_and_in_either_order():
    other = np.array(TABLE).reshape(4, 4).T.reshape(-1)
    company = votes(("C", "A", [3] * 16), ("B", "A", other), ("B", "C", [1] * 16))
    alone = alignment_panel(votes(("A", "B", TABLE)), source="unga", year=1990, pair=("B", "A"))
    among = alignment_panel(company, source="unga", year=1990)
    assert list(zip(among["a"], among["b"], strict=True)) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert among.iloc[0].to_dict() == alone.iloc[0].to_dict()


def test_reasons():
    same = [20] + [0] * 15
    few = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0]
    frames = votes(("A", "B", same), ("A", "C", few))
    told = alignment_panel(frames, source="unga", year=1990)
    assert told["reason"].tolist() == ["zero_chance_disagreement", "no_overlap"]
    assert told[["value", "lo", "hi"]].isna().all(axis=None)
    assert (
        alignment_panel(frames, source="unga", year=1990, metric="tau_b")["reason"][0]
        == "constant_portfolios"
    )
    assert alignment_panel(frames, source="unga", year=1990, min_n=5)["value"][1] == 1.0
    gone = alignment_panel(frames, source="unga", year=1990, pair=("B", "C")).to_dict("records")
    assert [(row["n"], row["reason"]) for row in gone] == [(0, "no_overlap")]
    assert alignment_panel(frames, source="unga", year=1991).empty


def test_treaties_and_arms_compare_states():
    entities = pd.DataFrame({"entity": ["A"], "cow": [2]})
    system = pd.DataFrame(
        [[s, 1900, 2000] for s in "ABCDEFGHIJK"], columns=["state", "valid_from", "valid_to"]
    )
    cinc = pd.DataFrame([["A", 1951, 0.5], ["B", 1951, 0.1]], columns=["state", "year", "value"])
    frames = Registers(alliances=PACTS, system=system, capabilities=cinc, entities=entities)
    told = alignment_panel(frames, source="atop", year=1951, metric="s", pair=("A", "B")).to_dict("records")
    assert (told[0]["value"], told[0]["n"], told[0]["cow_a"], told[0]["cow_b"]) == (1.0, 11, 2, None)
    assert len(alignment_panel(frames, source="atop", year=1951)) == 55
    heavy = alignment_panel(frames, source="atop", year=1951, metric="s_weighted", pair=("A", "C"))
    assert (heavy["value"][0], heavy["n"][0]) == (-1.0, 11)
    with pytest.raises(UsageError, match="capabilities"):
        alignment_panel(Registers(alliances=PACTS), source="atop", year=1951, metric="s_weighted")
    deals = pd.DataFrame(
        [["A", s, 1990] for s in "XYZ"] + [["B", s, 1990] for s in "XYW"], columns=["buyer", "seller", "year"]
    )
    arms = alignment_panel(Registers(contracts=deals), source="arms", year=1990, metric="s", min_n=2)
    assert (arms["value"][0], arms["n"][0]) == (0.0, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "gossip"}, {"metric": "cosine"}, {"metric": "s_weighted"}, {"absence": "excuse"},
        {"source": "atop", "metric": "agreement"}, {"source": "arms", "metric": "ideal_distance"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(UsageError):
        alignment_panel(votes(("A", "B", TABLE)), **{"source": "unga", "year": 1990} | wrong)
