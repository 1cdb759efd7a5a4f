"""Which facts become one contract, event or membership, and where they disagree."""

import random
from datetime import date
from decimal import Decimal

import pytest

from detente.graph.model import Amount, Interval, Quantity, Role, Span, make_fact
from detente.loaders.deals import merge_contracts
from detente.loaders.identity import item_key, merge_events
from detente.loaders.memberships import merge_memberships

ITEMS = {"s-400": "item:s-400", "s-400 triumf": "item:s-400", "f-35": "item:f-35"}
YEAR = {y: Interval(date(y, 1, 1), date(y, 12, 31), "year") for y in range(2010, 2026)}


def deal(source, item="S-400 systems", status="signed", *, kind="arms", year=None, seller="RUS", **rest):
    roles = (Role("buyer", "TUR", "country"), Role("seller", seller, "country"))
    return make_fact(
        "contract", kind, roles, source=source, item=item, status=status, valid=YEAR.get(year),
        evidence=(Span(0, 1, source),), **rest,
    )  # fmt: skip


def act(source, target, cls, day=None, **rest):
    roles = (Role("source", source, "country"), Role("target", target, "country"))
    valid = Interval(day, day, "day") if day else rest.pop("valid", None)
    return make_fact("event", cls, roles, source=rest.pop("article", "a1"), valid=valid, polarity="+", **rest)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("S-400 Triumf air defence systems", "item:s-400"),
        ("Russian S-400s", "item:s-400"),
        ("a second batch of S-400 missiles", "item:s-400+second"),
        ("100 F-35 fighters", "item:f-35"),
        ("XS-4000 radars", "xs-4000 radar"),
        (None, ""),
    ],
)
def test_item_key(text, key):
    assert item_key(text, ITEMS) == key


def test_reports_of_one_deal_are_one_contract_that_keeps_their_disagreement():
    facts = [
        deal(
            "a",
            quantity=Quantity(Decimal(2), "system"),
            amount=Amount(Decimal("2.5e9"), "USD", "about"),
            year=2017,
        ),
        deal(
            "b", quantity=Quantity(Decimal(4), "battalion"), amount=Amount(Decimal("2e9"), "USD", "at_least")
        ),
        deal("c", amount=Amount(Decimal("2.5e9"), "USD"), year=2018),
    ]
    (one,) = merge_contracts(facts, ITEMS)
    assert set(one.facts) == {f.id for f in facts}
    assert (one.value, one.currency) == (Decimal("2.5e9"), "USD")  # two sources of three
    assert one.contested == ("quantity", "signed")  # "more than 2" and "2.5" can both be true


def test_sums_that_cannot_both_be_true_are_contested():
    (one,) = merge_contracts(
        [deal("a", amount=Amount(Decimal("2e9"), "USD")), deal("b", amount=Amount(Decimal("3e9"), "USD"))],
        ITEMS,
    )
    assert "value" in one.contested


def test_another_thing_kind_seller_or_a_much_later_deal_is_another_contract():
    facts = [
        deal("a", year=2012),
        deal("b", "F-35 jets"),
        deal("c", kind="licence"),
        deal("d", seller="CHN"),
        deal("e", year=2020),
    ]
    assert len(merge_contracts(facts, ITEMS)) == 5


def test_a_deal_without_an_item_joins_the_only_one_it_can_mean():
    assert len(merge_contracts([deal("a"), deal("b", item=None)], ITEMS)) == 1
    assert len(merge_contracts([deal("a"), deal("b", "F-35 jets"), deal("c", item=None)], ITEMS)) == 3


def test_what_is_only_called_trade_joins_the_finer_kind():
    (one,) = merge_contracts([deal("a"), deal("b", kind="trade")], ITEMS)
    assert (one.kind, len(one.facts)) == ("arms", 2)
    assert len(merge_contracts([deal("a"), deal("b", kind="trade"), deal("c", kind="licence")], ITEMS)) == 3


def test_a_denial_disputes_and_does_not_set_the_status():
    (one,) = merge_contracts([deal("a"), deal("b", status="cancelled", modality="denied")], ITEMS)
    assert one.status == "signed"
    assert "done" in one.contested


def test_the_status_is_the_latest_told():
    early = deal("a", status="signed", reported_at=date(2017, 9, 12))
    late = deal("b", status="in_delivery", reported_at=date(2019, 7, 18))
    assert merge_contracts([late, early], ITEMS)[0].status == "in_delivery"


def test_merging_does_not_depend_on_order():
    facts = [
        deal(s, item, year=y)
        for s, item, y in zip(
            "abcdefgh", ["S-400", None, "F-35", "S-400 Triumf"] * 2, range(2012, 2020), strict=True
        )
    ]
    want = merge_contracts(facts, ITEMS)
    for seed in range(10):
        random.Random(seed).shuffle(facts)
        assert merge_contracts(facts, ITEMS) == want


def test_events_of_one_day_are_one_and_coarser_dates_join_the_only_day_inside():
    day = date(2018, 4, 3)
    april = Interval(date(2018, 4, 1), date(2018, 4, 30), "month")
    facts = [
        act("RUS", "TUR", "CONSULT", day), act("RUS", "TUR", "CONSULT", day, article="a2"),
        act("RUS", "TUR", "CONSULT", valid=april, article="a3"),
    ]  # fmt: skip
    (one,) = merge_events(facts)
    assert (one.date.start, one.reports) == (day, 3)
    other = act("RUS", "TUR", "CONSULT", date(2018, 4, 20))
    assert len(merge_events([*facts, other])) == 3  # now April may mean either


def test_direction_class_and_undated_articles_keep_events_apart():
    facts = [
        act("RUS", "TUR", "CONSULT"), act("TUR", "RUS", "CONSULT"), act("RUS", "TUR", "AGREE"),
        act("RUS", "TUR", "CONSULT", article="a2"),
    ]  # fmt: skip
    assert len(merge_events(facts)) == 4


def test_a_denied_event_is_contested():
    (one,) = merge_events(
        [act("A", "B", "ASSAULT", modality="claimed"), act("A", "B", "ASSAULT", modality="denied", rule="x")]
    )
    assert one.contested == ("done",)
    assert one.modality == "claimed"


def member(status, start=None, end=date.max, row=None, **rest):
    roles = (Role("member", "TUR", "country"), Role("body", "NATO", "alliance"))
    valid = Interval(start, end, "period") if start else None
    return make_fact("membership", status, roles, source=f"s{row}{rest}", valid=valid, row=row, **rest)


def test_a_state_that_left_and_came_back_has_two_memberships():
    facts = [
        member("member", date(1950, 1, 1), date(1966, 1, 1), 1), member("member", date(2009, 1, 1), row=2),
        member("member", reported_at=date(1955, 5, 5)), member("leaving", reported_at=date(2020, 5, 5)),
    ]  # fmt: skip
    old, new = merge_memberships(facts)
    assert (old.valid_to, old.status, len(old.facts)) == (date(1966, 1, 1), "member", 2)
    assert (new.valid_to, new.status, len(new.facts)) == (None, "leaving", 2)


def test_rows_that_follow_on_one_another_are_phases_of_one_membership():
    facts = [
        member("member", date(1945, 3, 22), date(1952, 8, 22), 1, obligations=("consultation",)),
        member("member", date(1952, 8, 22), date(1979, 3, 31), 2, obligations=("consultation", "defence")),
        member("member", date(1979, 3, 31), date(1989, 5, 23), 3),  # suspended
        member("member", date(1989, 5, 23), row=4, obligations=("defence",)),
        member("partner", date(1945, 3, 22), date(1952, 8, 22), 5),
    ]
    merged = merge_memberships(facts)
    assert {(m.status, m.valid_from, m.valid_to, len(m.facts)) for m in merged} == {
        ("partner", date(1945, 3, 22), date(1952, 8, 22), 1),
        ("member", date(1945, 3, 22), date(1979, 3, 31), 2),
        ("member", date(1979, 3, 31), date(1989, 5, 23), 1),
        ("member", date(1989, 5, 23), None, 1),
    }
    assert len({m.id for m in merged}) == 4
    (bound,) = [m for m in merged if len(m.facts) == 2]
    assert bound.phases == (
        "1945-03-22/1952-08-22 consultation",
        "1952-08-22/1979-03-31 consultation, defence",
    )
    for seed in range(5):
        random.Random(seed).shuffle(facts)
        assert merge_memberships(facts) == merged


def test_two_lists_whose_days_lie_years_apart_are_contested():
    facts = [
        member("member", date(1952, 2, 18), row=1, obligations=("defence",)),
        member("member", date(1949, 4, 4), date(1991, 7, 1), 7, obligations=("defence",)),
    ]
    (one,) = merge_memberships(facts)
    assert (one.valid_from, one.valid_to) == (date(1949, 4, 4), None)
    assert one.contested == ("valid_from", "valid_to")
