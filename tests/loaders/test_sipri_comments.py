"""What comments of the arms register say deals were worth: sums, currencies, and what they are the sum of."""

from decimal import Decimal

import pytest

from detente.loaders.sipri_comments import worth

MILLION = 10**6


@pytest.mark.parametrize(
    ("comment", "low", "high", "currency", "bound", "kind", "shared"),
    [
        ("$7 b deal", 7000, None, "USD", "exact", "deal", False),
        ("$12.5 m 'Falcon' deal; incl 3 for training", 12.5, None, "USD", "exact", "deal", False),
        ("$31m deal", 31, None, "USD", "exact", "deal", False),
        ("$2-2.4 b deal", 2000, 2400, "USD", "range", "deal", False),
        ("Possibly $40 m deal", 40, None, "USD", "about", "deal", False),
        ("Part of $244 m deal", 244, None, "USD", "at_most", "deal", True),
        ("Second-hand; part of $30-35 m deal; for police", 35, None, "USD", "at_most", "deal", True),
        ("Part of $20 m or $25 m deal", 25, None, "USD", "at_most", "deal", True),
        ("Second part of $3 b 'Arrow' deal", 3000, None, "USD", "at_most", "deal", True),
        ("INR100 b ($1.4 b) deal", 1400, None, "USD", "exact", "deal", False),
        ("NOK300 m ($34-40 m) deal", 34, 40, "USD", "range", "deal", False),
        ("SRD80 m ($2.5 m)", 2.5, None, "USD", "exact", "deal", False),
        ("DM420 m deal; assembled from kits", 420, None, "DEM", "exact", "deal", False),
        ("EUR365 m deal (incl $20 m support)", 365, None, "EUR", "exact", "deal", False),
        ("Part of $1.1 b deal (offsets $705 m incl production)", 1100, None, "USD", "at_most", "deal", True),
        ("$183 m deal (offsets 30%)", 183, None, "USD", "exact", "deal", False),
        ("Deal worth $29-40 m; for police", 29, 40, "USD", "range", "deal", False),
        ("'MAP' aid worth $0.5 m", 0.5, None, "USD", "exact", "aid", False),
        ("$17-20 m aid; for training", 17, 20, "USD", "range", "aid", False),
        ("Lease; $10 m deal", 10, None, "USD", "exact", "lease", False),
        ("$70 m 2-year lease (extended)", 70, None, "USD", "exact", "lease", False),
        ("$63 m offsets", 63, None, "USD", "exact", "offset", False),
        ("$9 m for components", 9, None, "USD", "exact", "components", False),
        ("For 5 aircraft modernized in $600 m deal", 600, None, "USD", "exact", "other", False),
        ("Second-hand; $373510 deal", 0.37351, None, "USD", "exact", "deal", False),
    ],
)
def test_sums(comment, low, high, currency, bound, kind, shared):
    found = worth(comment)
    assert found.amount.value == Decimal(str(low)) * MILLION
    assert found.amount.high == (None if high is None else Decimal(str(high)) * MILLION)
    assert (found.amount.currency, found.amount.bound) == (currency, bound)
    assert (found.kind, found.shared) == (kind, shared)
    assert found.of_deal == (kind in ("deal", "aid"))


def test_the_local_sum_stays_beside_the_dollars():
    assert worth("INR100 b ($1.4 b) deal").amount.alternatives == ((Decimal(10**11), "INR"),)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "For S-400 SAM systems",
        "57m vessel; AIM-9S version",
        "Delivery 2021-2024",
        "MFI-395 version",
        "(incl 5 m)",
    ],
)
def test_what_is_no_money(comment):
    assert worth(comment) is None
