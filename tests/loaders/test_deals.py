"""Articles and the rows of registers: which of them are one deal."""

import random
from datetime import date
from decimal import Decimal

from detente.graph.model import Amount, Interval, Quantity, Role, Span, make_fact
from detente.loaders.deals import DESIGNATION, NO_ITEM, REGISTER, merge_contracts

ITEMS = {"s-400": "item:s-400", "s-400 triumf": "item:s-400"}


def span(year):
    return Interval(date(year, 1, 1), date(year, 12, 31), "year") if year else None


def sides(buyer):
    return Role("buyer", buyer, "country"), Role("seller", "RUS", "country")


def row(year, number=None, *, source="register:1", item="S-400 Triumf", at=1, buyer="TUR", **rest):
    return make_fact(
        "contract", "arms", sides(buyer), source=source, item=item, status="completed", valid=span(year), row=at,
        quantity=Quantity(Decimal(number), "SAM system") if number else None, **rest,
    )  # fmt: skip


def news(source, year=None, *, item="S-400 systems", status="signed", reported=None, number=None, **rest):
    return make_fact(
        "contract", "arms", sides("TUR"), source=source, item=item, status=status, valid=span(year),
        reported_at=date(reported, 6, 1) if reported else None, evidence=(Span(0, 1, source),),
        quantity=Quantity(Decimal(number), "battalion") if number else None, **rest,
    )  # fmt: skip


def test_a_register_and_the_news_are_one_deal_that_keeps_its_disagreement():
    facts = [
        row(2017, 2),
        news("a", 2017, amount=Amount(Decimal("2e9"), "USD", "at_least")),
        news("b", 2018, number=4),
        news("c", status="in_delivery", reported=2019),
    ]
    (one,) = merge_contracts(facts, ITEMS)
    assert set(one.facts) == {f.id for f in facts}
    assert one.contested == ("quantity", "signed")
    assert (one.value, one.signed) == (Decimal("2e9"), date(2017, 1, 1))
    assert REGISTER in one.rules


def test_the_day_of_signing_is_the_sharpest_of_the_first_year():
    told = make_fact(
        "contract", "arms", sides("TUR"), source="a", item="S-400", status="signed",
        valid=Interval(date(2017, 9, 12), date(2017, 9, 12)),
    )  # fmt: skip
    assert merge_contracts([row(2017), told], ITEMS)[0].signed == date(2017, 9, 12)


def test_rows_of_one_register_stay_apart_and_news_join_the_nearest():
    facts = [
        row(2015, 8, at=1), row(2017, 2, at=2), row(2017, 6, at=3),
        news("old", 2015), news("fits", 2017, number=6), news("later", status="in_delivery", reported=2021),
        news("new deal", 2024), news("talks before", status="planned", reported=2013),
    ]  # fmt: skip
    merged = merge_contracts(facts, ITEMS)
    assert len(merged) == 4
    ids = {f.id: f.source if f.row is None else f.row for f in facts}
    told = {frozenset(ids[name] for name in m.facts) for m in merged}
    assert told == {
        frozenset({1, "old", "talks before"}),
        frozenset({2, "later"}),
        frozenset({3, "fits"}),
        frozenset({"new deal"}),
    }


def test_buyers_and_things_stay_apart():
    facts = [
        row(2017, at=1),
        row(2017, at=2, item="48N6"),
        row(2017, at=3, item="64N6"),
        row(2018, at=4, buyer="IND"),
    ]
    assert len(merge_contracts(facts, ITEMS)) == 4


def test_the_same_rows_in_two_releases_are_the_same_deals():
    old = [row(2017, 2, at=5), row(2017, 6, at=6), row(2019, at=7)]
    new = [row(2017, 6, at=1, source="register:2"), row(2017, 3, at=2, source="register:2")]
    merged = merge_contracts([*old, *new], ITEMS)
    assert sorted(len(m.facts) for m in merged) == [1, 2, 2]
    assert {m.contested for m in merged if len(m.facts) == 2} == {("quantity",), ()}


def test_a_shorter_designation_joins_the_register_and_a_plain_word_does_not():
    facts = [row(2011, item="K-77 Orlan"), news("a", 2011, item="K-77 systems")]
    (one,) = merge_contracts(facts, {})
    assert DESIGNATION in one.rules
    assert len(merge_contracts([row(2011, item="Orlan boat"), news("a", 2011, item="Orlan")], {})) == 2


def test_news_without_a_thing_join_the_only_deal():
    (one,) = merge_contracts([row(2017), news("a", item=None, status="announced", reported=2018)], ITEMS)
    assert NO_ITEM in one.rules
    assert len(merge_contracts([row(2017), row(2017, item="48N6", at=2), news("a", item=None)], ITEMS)) == 3


def test_a_sum_that_deals_share_is_the_value_of_none():
    shared = row(2011, amount=Amount(Decimal("3e8"), "USD", "at_most"), subtype="second hand; shared value")
    (one,) = merge_contracts([shared], ITEMS)
    assert one.value is None
    assert one.rules == ()


def test_merging_does_not_depend_on_order():
    facts = [row(y, n, at=y + n) for y in (2010, 2012, 2017) for n in (1, 2)]
    facts += [news(f"a{y}", y, number=y % 4 or None) for y in range(2005, 2024)]
    facts += [news(f"r{y}", status="announced", reported=y) for y in range(2003, 2024, 4)]
    want = merge_contracts(facts, ITEMS)
    assert sorted(name for m in want for name in m.facts) == sorted(f.id for f in facts)
    for seed in range(10):
        random.Random(seed).shuffle(facts)
        assert merge_contracts(facts, ITEMS) == want
