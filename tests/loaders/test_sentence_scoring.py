"""The measures of single sentences, on records small enough to count by hand."""

from __future__ import annotations

from typing import Any

from detente.loaders.articles.sentence_scoring import MEASURES, QUADS, rows_of, score_sentences


def plover(
    name: str, doers: list[str], others: list[str], code: str, *, both: bool = False
) -> dict[str, Any]:
    actors = ([{"code": c} for c in side] for side in (doers, others))
    source, target = actors
    return {"id": name, "gold": [{"source": source, "target": target, "code": code, "reciprocal": both}]}


def said(name: str, *rows: tuple[str | None, str | None, str]) -> dict[str, Any]:
    return {"id": name, "events": [{"source": a, "target": b, "class": c} for a, b, c in rows]}


GOLD = [
    plover("a", ["RUS"], ["TUR"], "AGREE"),
    plover("b", ["JAP", "FRA"], [], "CONSULT", both=True),
    plover("c", ["NGA"], ["NGA"], "FIGHT"),
    plover("d", ["USA"], [], "DEMAND"),
    said("e"),
]


def test_the_gold_scores_one_against_itself() -> None:
    told = {r["id"]: said(r["id"], *rows_of(r)) for r in GOLD}
    assert all(m.f1 == 1 for m in score_sentences(GOLD, told).values())
    assert all(m.f1 == 0 for m in score_sentences(GOLD, {}).values())


def test_a_turned_pair_counts_undirected_only() -> None:
    found = score_sentences(GOLD[:1], {"a": said("a", ("TUR", "RUS", "AGREE"))})
    assert [found[m].hits for m in MEASURES] == [1, 1, 0, 0, 1, 0]


def test_a_second_event_costs_precision_and_a_repeated_one_nothing() -> None:
    rows = [("RUS", "TUR", "AGREE"), ("RUS", "TUR", "REJECT"), ("RUS", "TUR", "AGREE")]
    full = score_sentences(GOLD[:1], {"a": said("a", *rows)})["full"]
    assert (full.precision, full.recall) == (0.5, 1.0)


def test_sides_left_out_make_no_pair_but_a_class() -> None:
    found = score_sentences(GOLD[3:4], {"d": said("d", ("USA", None, "REQUEST"))})
    assert (found["class"].hits, found["source"].hits, found["full"].gold) == (1, 1, 0)


def test_classes_of_both_lists_meet_and_others_are_left_out() -> None:
    assert score_sentences(GOLD[2:3], {"c": said("c", ("NGA", "NGA", "ASSAULT"))})["full"].f1 == 1
    assert score_sentences(GOLD[:1], {"a": said("a", ("RUS", "TUR", "NOSUCH"))})["class"].predicted == 0
    assert len(QUADS) == 16


def test_the_interval_is_drawn_alike_each_time() -> None:
    told = {"a": said("a", ("RUS", "TUR", "AGREE"))}
    first, again = (score_sentences(GOLD, told, draws=50)["full"].interval for _ in range(2))
    assert first == again and first is not None and first[0] <= first[1]
