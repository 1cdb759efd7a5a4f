"""Facts that give a number of a state or of a pair of states in a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..graph.model import Fact, Interval, Quantity, Role, make_fact
from .card import Card
from .cells import TableRow


def indicator(
    row: TableRow,
    card: Card,
    source: str,
    kind: str,
    roles: tuple[Role, ...],
    year: int,
    value: Decimal,
    unit: str,
    quantiles: tuple[float, ...] = (),
) -> Fact:
    """Return an indicator fact of one year, stated in one row."""
    return make_fact(
        "indicator",
        kind,
        roles,
        source=source,
        quantity=Quantity(value, unit),
        quantiles=quantiles,
        valid=Interval(date(year, 1, 1), date(year, 12, 31), "year"),
        **card.stated(row.number, row.hash()),
        rule=f"{card.name}.indicator",
    )
