from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.loaders.articles.values.money import currency_of, find
from detente.loaders.articles.values.quantities import quantities


@pytest.mark.parametrize(
    ("text", "value", "currency", "bound"),
    [
        ("worth more than $2 billion", "2000000000", "USD", "at_least"),
        ("up to 2 billion euros", "2000000000", "EUR", "at_most"),
        ("some 40 crore rupees", "400000000", "INR", "about"),
        ("Rs 5,000 crore", "50000000000", "INR", "exact"),
        ("US$1,5 bn", "1500000000", "USD", "exact"),
        ("EUR200-million", "200000000", "EUR", "exact"),
        ("€1.2bn", "1200000000", "EUR", "exact"),
        ("$13.5m", "13500000", "USD", "exact"),
        ("two billion US dollars", "2000000000", "USD", "exact"),
        ("half a billion euros", "500000000", "EUR", "exact"),
        ("a billion dollars or more", "1000000000", "USD", "at_least"),
        ("300 000 euros", "300000", "EUR", "exact"),
        ("1.234.567,89 euros", "1234567.89", "EUR", "exact"),
        ("CHF 6 million", "6000000", "CHF", "exact"),
        ("20 billion yuan", "20000000000", "CNY", "exact"),
        ("15 billion Canadian dollars", "15000000000", "CAD", "exact"),
        ("a contract worth 2 billion", "2000000000", None, "exact"),
        ("no less than 5 mln pounds", "5000000", "GBP", "at_least"),
        ("a 3-billion-dollar loan", "3000000000", "USD", "exact"),
        ("30 lakh rupees", "3000000", "INR", "exact"),
    ],
)
def test_sums(text, value, currency, bound):
    (found,) = find(text)
    assert (found.amount.value, found.amount.currency, found.amount.bound) == (
        Decimal(value),
        currency,
        bound,
    )
    assert found.amount.span.stands_in(text)
    assert not found.unit_price


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 2 and 3 billion dollars", "2000000000", "3000000000"),
        ("$2-3 billion", "2000000000", "3000000000"),
        ("from $200 million to $300 million", "200000000", "300000000"),
    ],
)
def test_ranges_inherit_scale_and_currency(text, low, high):
    (found,) = find(text)
    assert (found.amount.value, found.amount.high, found.amount.currency) == (
        Decimal(low),
        Decimal(high),
        "USD",
    )
    assert found.amount.bound == "range"


@pytest.mark.parametrize(
    "text",
    [
        "400 million euros (430 million dollars)",
        "€400m ($430m)",
        "400 million euros, or about 430 million dollars",
    ],
)
def test_two_currencies_are_one_sum(text):
    (found,) = find("worth " + text + " in all")
    assert found.amount.value == Decimal(400_000_000)
    assert found.amount.alternatives == ((Decimal(430_000_000), "USD"),)


def test_two_sums_in_one_currency_stay_two():
    assert len(find("600 million dollars for ships and 300 million dollars for radars")) == 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$190 per thousand cubic metres", "thousand cubic metres"),
        ("$80 a barrel", "barrel"),
        ("2 million dollars each", "each"),
    ],
)
def test_unit_prices_are_flagged(text, unit):
    (found,) = find(text)
    assert found.unit_price and found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "S-400",
        "F-16 Block 70",
        "four S-400 battalions",
        "2 billion",
        "3 million barrels",
        "we try 3",
        "over the 2 million people",
    ],
)
def test_what_is_no_sum_is_left_alone(text):
    assert find(text) == []


def test_currency_words():
    assert [currency_of(w) for w in ("US$", "Turkish lira", "RMB", "roubles", "rand", "nothing")] == [
        "USD",
        "TRY",
        "CNY",
        "RUB",
        "ZAR",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "noun", "bound"),
    [
        ("Ankara will receive four S-400 battalions.", 4, "battalion", "S-400 battalions", "exact"),
        ("101 Leopard tanks", 101, "tank", "Leopard tanks", "exact"),
        ("up to 36 Rafale jets", 36, "jet", "Rafale jets", "at_most"),
        ("12 F-16s and spares", 12, "F-16", "F-16s", "exact"),
        ("12 Block 70 F-16 fighters", 12, "fighter", "Block 70 F-16 fighters", "exact"),
        ("four 1,200-megawatt reactors", 4, "reactor", "1,200-megawatt reactors", "exact"),
        ("two to four submarines", 2, "submarine", "submarines", "range"),
        ("three million barrels of oil", 3_000_000, "barrel", "barrels", "exact"),
        ("about a dozen Bayraktar TB2 drones", 12, "drone", "Bayraktar TB2 drones", "about"),
        ("100 of the tanks", 100, "tank", "tanks", "exact"),
    ],
)
def test_counted_things(text, value, unit, noun, bound):
    (found,) = quantities(text)
    assert (found.quantity.value, found.quantity.unit, found.noun, found.quantity.bound) == (
        Decimal(value),
        unit,
        noun,
        bound,
    )
    assert found.quantity.span.stands_in(text)


@pytest.mark.parametrize(
    "text",
    ["three countries", "in 2017 tanks rolled", "$400 tanks", "two years", "S-400 missiles", "F-16 Block 70"],
)
def test_what_is_not_counted(text):
    assert quantities(text) == []


PIECES = st.lists(
    st.sampled_from(
        [
            "$",
            "2",
            "billion",
            "€",
            "1,5",
            "to",
            "dollars",
            "(",
            "per",
            "Rs",
            "crore",
            "\u00a0",
            "ten",
            "F-16s",
            "-",
            ".",
            ",",
            "or",
            "é",
            "\r\n",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(PIECES, st.text(max_size=200)))
@settings(max_examples=200, deadline=None)
def test_finds_never_overlap_and_quote_the_text(text):
    for rows in (find(text), quantities(text)):
        end = 0
        for one in rows:
            assert one.start >= end
            end = one.end
            span = one.amount.span if hasattr(one, "amount") else one.quantity.span
            assert span.stands_in(text)
