from datetime import date

import numpy as np
import pandas as pd
import pytest

from detente.analysis.clock import default_as_of, event_days, known, moment, ordinals
from detente.analysis.frames import Rows, empty, without_facts
from detente.analysis.scores import event_scores, event_shares
from detente.analysis.weights import read_weights
from detente.graph.errors import UsageError
from detente.graph.model import CONTRACT_STATUS, MEMBERSHIP_STATUS, PLOVER, POSITIVE


def told(*rows):
    columns = ("reported_at", "valid_from", "valid_to", "modality", "origin")
    return pd.DataFrame({c: pd.Series([r.get(c) for r in rows], dtype="object") for c in columns})


def test_the_default_date_is_the_latest_report_of_the_articles():
    facts = told(
        {"reported_at": date(2018, 4, 4), "origin": "article"},
        {"reported_at": date(2025, 1, 1), "origin": "atlas"},
        {"valid_from": date(2030, 1, 1), "origin": "article"},
    )
    assert default_as_of(facts) == date(2018, 4, 4)
    printed = pd.DataFrame({"published_at": ["2018-05-01T10:00:00Z", None]})
    assert default_as_of(facts, printed) == date(2018, 5, 1)


def test_without_reports_it_is_the_latest_date_that_is_no_plan():
    facts = told(
        {"valid_from": date(2017, 1, 1), "valid_to": date(2017, 9, 30), "modality": "fact"},
        {"valid_from": date(2020, 1, 1), "modality": "planned"},
    )
    assert default_as_of(facts) == date(2017, 9, 30)
    assert default_as_of(told({})) is None
    assert moment(Rows()) is None


def test_days_of_all_kinds_of_missing():
    column = pd.Series([None, float("nan"), pd.NaT, date(1, 1, 1), "0001-01-02"], dtype="object")
    assert ordinals(column).tolist()[3:] == [1.0, 2.0]
    assert np.isnan(ordinals(column)[:3]).all()
    days, by_report = event_days(told({"valid_to": date(1, 1, 5), "reported_at": date(1, 1, 3)}))
    assert (days.tolist(), by_report.tolist()) == ([3.0], [True])


def test_background_was_always_known_and_undated_articles_never():
    facts = told({"origin": "atlas"}, {"origin": "article"})
    assert known(facts, date(2000, 1, 1)).tolist() == [True, False]
    assert known(facts, None).all()


def test_every_word_of_the_model_has_a_weight_of_the_right_sign():
    weights = read_weights()
    assert set(PLOVER) <= set(weights.scores)
    assert all((weights.scores[c] > 0) == (c in POSITIVE) for c in PLOVER if c != "REQUEST")
    assert set(CONTRACT_STATUS) == set(weights.contract_status)
    assert set(MEMBERSHIP_STATUS) == set(weights.membership_status)
    assert all(-10 <= score <= 10 for score in weights.scores.values())
    assert weights.scores["ACCUSE"] == -3 and weights.request == {"+": 2.0, "-": -5.0}


def test_a_file_of_the_users_changes_what_it_names(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[tension]\nhalf_life = 30\n[request]\n"-" = 0.0\n', "utf-8")
    own = read_weights(path)
    assert (own.half_life, own.k, own.request["-"], own.request["+"]) == (30.0, 2.0, 0.0, 2.0)


@pytest.mark.parametrize("text", ["[tensions]\n", "[tension]\nhalflife = 3\n", "not toml", "tension = 3\n"])
def test_a_file_of_weights_with_a_mistake_is_refused(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"own\.toml"):
        read_weights(path)


def test_a_missing_file_of_weights_is_refused(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        read_weights(tmp_path / "nowhere.toml")


def test_unknown_classes_have_no_score_and_empty_tables_no_rows():
    assert np.isnan(event_scores(pd.DataFrame({"type": ["DANCE"], "polarity": ["+"]}))).all()
    assert len(event_scores(empty("events"))) == len(event_shares(empty("events"))) == 0


def test_taking_a_fact_away_takes_what_only_it_supports(make_rows):
    rows = make_rows(
        contracts=[{"buyer": "B", "seller": "S", "facts": ["x", "y"]}],
        memberships=[{"country": "B", "facts": ["x"]}],
        rivalries=[{"fact": "z", "a": "B", "b": "S", "level": 1.0}],
    )
    less = without_facts(rows, ["x", "z"])
    assert less.contracts["facts"].tolist() == [["y"]]
    assert less.memberships.empty and less.rivalries.empty
    assert less.facts["fact"].tolist() == ["y"]
    assert without_facts(Rows(), ["x"]).contracts.empty
