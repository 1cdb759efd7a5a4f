"""Hostility levels of disputes as events: who threatened, showed or used force against whom."""

from __future__ import annotations

from ..graph.model import Fact, Interval, make_fact
from .card import Card
from .cells import TableRow
from .states import state

# Levels of the Correlates of War Project: the PLOVER class, the CAMEO root and a name.
HOSTILITY = {
    2: ("THREATEN", "13", "threat to use force"),
    3: ("MOBILIZE", "15", "display of force"),
    4: ("ASSAULT", "19", "use of force"),
    5: ("ASSAULT", "19", "war"),
}


def act(
    row: TableRow,
    card: Card,
    source: str,
    actor: str,
    target: str,
    hostility: int,
    valid: Interval,
    item: str,
) -> Fact:
    """Return what one side of a dispute did to the other, as one event over its time."""
    kind, _, name = HOSTILITY[hostility]
    return make_fact(
        "event",
        kind,
        (state("source", actor), state("target", target)),
        source=source,
        subtype=name,
        polarity="-",
        valid=valid,
        item=item,
        **card.stated(row.number, row.hash()),
        rule=f"{card.name}.hostility_{hostility}",
    )
