"""The measures of an extraction: what counts, what does not, and the same figures as the reference scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.scoring import MEASURES, score

BODIES = {n.text.lower(): n.entity for n in open_atlas().names if n.kind == "alliance"}
GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold"
ONE = {
    "id": "a",
    "text": "Norway sold ferries to Iceland for $2 million. NATO met.",
    "states": ["NOR", "ISL"],
    "states_opt": ["BEL"],
    "alliances": ["NATO"],
    "contracts": [
        {"buyer": "ISL", "seller": "NOR", "value": 2e6, "currency": "USD", "evidence": "sold ferries"}
    ],
    "events": [
        {
            "source": "NOR",
            "target": "ISL",
            "class": "COOPERATE",
            "modality": "fact",
            "evidence": "Norway sold",
        }
    ],
    "memberships": [],
}


def f1(**changed):
    return {k: m.f1 for k, m in score([ONE], {"a": ONE | changed}, bodies=BODIES).items()}


def test_the_gold_itself_is_perfect_and_nothing_scores_nothing():
    assert set(f1().values()) == {1.0}
    empty = score([ONE], {}, bodies=BODIES)
    assert [empty[name].f1 for name in ("states", "dyads", "typed_events", "contracts")] == [0.0] * 4


def test_optional_states_cost_nothing_and_others_do():
    assert f1(states=["NOR", "ISL", "BEL"])["states"] == 1
    assert f1(states=["NOR", "ISL", "FRA"])["states"] < 1


def test_long_names_of_bodies_are_the_bodies():
    assert f1(alliances=["North Atlantic Treaty Organization"])["alliances"] == 1


def test_direction_class_and_sign_count():
    turned = [{"source": "ISL", "target": "NOR", "class": "COOPERATE", "evidence": "no such words"}]
    found = f1(events=turned)
    assert (found["dyads"], found["typed_events"], found["signed_events"]) == (1, 0, 0)
    assert found["evidence"] == pytest.approx(0.5)
    other = f1(events=[{**turned[0], "source": "NOR", "target": "ISL", "class": "AID"}])
    assert (other["signed_events"], other["typed_events"]) == (1, 0)


def test_a_contract_needs_its_sum_within_five_percent_in_the_right_money():
    def with_value(value, currency="USD"):
        return f1(contracts=[{"buyer": "ISL", "seller": "NOR", "value": value, "currency": currency}])[
            "contracts"
        ]

    assert (with_value(2.09e6), with_value(2.2e6), with_value(None), with_value(2e6, "EUR")) == (1, 0, 0, 0)
    twice = f1(contracts=ONE["contracts"] * 2)
    assert twice["contracts"] == pytest.approx(2 / 3)


def test_armed_groups_are_not_scored():
    extra = [*ONE["events"], {"source": "Hezbollah", "target": "ISL", "class": "ASSAULT"}]
    assert f1(events=extra)["typed_events"] == 1


def test_the_interval_holds_the_value_and_is_reproducible():
    records = [json.loads(line) for line in (GOLD / "articles_written.jsonl").read_text().splitlines()]
    told = {r["id"]: r for r in records[::2]}
    one, two = (score(records, told, bodies=BODIES, draws=50)["dyads"] for _ in range(2))
    assert one == two
    assert one.interval[0] <= one.f1 <= one.interval[1]
    assert one.precision == 1


def test_the_reference_scorer_gives_the_same_figures(reference, tmp_path):
    records = [json.loads(line) for line in (GOLD / "articles_written.jsonl").read_text().splitlines()]
    told = []
    for number, record in enumerate(records):  # a worse copy: parts dropped, turned and renamed
        worse = json.loads(json.dumps(record))
        worse["events"] = [e for i, e in enumerate(worse["events"]) if (i + number) % 3]
        for event in worse["events"][::4]:
            event["class"], event["polarity"] = "AID", None
        worse["contracts"] = worse["contracts"][: len(worse["contracts"]) - number % 2]
        worse["memberships"] = worse["memberships"][::2]
        told.append(worse)
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join(map(json.dumps, told)))
    scorer = [
        sys.executable,
        reference / "gold" / "score.py",
        GOLD / "articles_written.jsonl",
        path,
        "--json",
    ]
    want = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    found = score(records, {r["id"]: r for r in told}, bodies=BODIES)
    for name in MEASURES:
        assert (found[name].hits, found[name].gold, found[name].predicted) == (
            want[name]["hits"], want[name]["gold"], want[name]["predicted"],
        ), name  # fmt: skip
    assert found["modality"].f1 == pytest.approx(want["modality_accuracy"]["share"])


def test_the_shipped_gold_is_the_reference_one(reference):
    for name in ("articles_written.jsonl", "sentences_written.jsonl"):
        for folder in (".", "untouched"):
            assert (GOLD / folder / name).read_bytes() == (reference / "gold" / folder / name).read_bytes()
