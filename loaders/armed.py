"""Parties of wars that are no states, and the acts of war between two sides."""

from __future__ import annotations

import re
import unicodedata

from ..graph.model import Fact, Interval, Role, make_fact
from .card import Card
from .cells import TableRow

MOST_PARTIES = 200  # a side with more names than this is no list of parties


def group(role: str, name: str) -> Role:
    """Return the role of an armed group under its own name; it is never turned into a state.

    >>> group("target", "Caucasus Rebels").entity
    'org:caucasus-rebels'
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    slug = re.sub(r"[^\w]+", "-", plain).strip("-_")[:80] or "unnamed"
    return Role(role, f"org:{slug}", "organization", via="dataset", label=" ".join(name.split())[:200])


def assault(
    row: TableRow, card: Card, source: str, one: Role, other: Role, valid: Interval, item: str, subtype: str
) -> Fact:
    """Return that one party of a war used armed force against another over a time."""
    roles = (
        Role("source", one.entity, one.kind, via="dataset", label=one.label),
        Role("target", other.entity, other.kind, via="dataset", label=other.label),
    )
    return make_fact(
        "event",
        "ASSAULT",
        roles,
        source=source,
        subtype=subtype,
        polarity="-",
        valid=valid,
        item=item[:200],
        **card.stated(row.number, row.hash()),
        rule=f"{card.name}.{subtype.replace(' ', '_').replace('-', '_')}",
    )
