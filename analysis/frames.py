"""The tables that metrics read: what a snapshot of the graph must offer, and a plain holder of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

COLUMNS = {
    "events": (
        "fact", "event", "source", "source_kind", "target", "target_kind", "type", "subtype", "polarity",
        "modality", "speaker", "valid_from", "valid_to", "granularity", "reported_at", "reported_basis",
        "confidence", "article", "story", "outlet", "quote", "start", "end", "rule",
        "score", "count",
    ),
    "contracts": (
        "contract", "kind", "buyer", "seller", "buyer_kind", "seller_kind", "item", "status", "signed",
        "value", "currency", "quantity", "unit", "contested", "facts",
    ),
    "memberships": (
        "membership", "country", "alliance", "alliance_kind", "status", "valid_from", "valid_to",
        "obligations", "facts", "origin", "prior_facts",
    ),
    "rivalries": ("fact", "a", "b", "valid_from", "valid_to", "level"),
    "facts": (
        "fact", "kind", "type", "modality", "polarity", "speaker", "valid_from", "valid_to", "granularity",
        "reported_at", "source", "origin", "quotes", "starts", "ends", "item", "status", "amount",
        "currency", "bound", "quantity", "unit", "rule", "confidence", "citation",
    ),
    "articles": ("article", "title", "text", "outlet", "url", "published_at"),
    "entities": ("entity", "kind", "name"),
}  # fmt: skip


class Frames(Protocol):
    """What metrics need of a snapshot: its tables, with the columns of ``COLUMNS``."""

    @property
    def events(self) -> pd.DataFrame:
        """One row an event fact."""
        ...

    @property
    def contracts(self) -> pd.DataFrame:
        """One row a contract."""
        ...

    @property
    def memberships(self) -> pd.DataFrame:
        """One row a membership."""
        ...

    @property
    def rivalries(self) -> pd.DataFrame:
        """One row a rivalry of the reference tables."""
        ...

    @property
    def facts(self) -> pd.DataFrame:
        """One row a fact of any kind."""
        ...

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article."""
        ...

    @property
    def entities(self) -> pd.DataFrame:
        """One row a country, alliance, organization or person."""
        ...


def empty(table: str) -> pd.DataFrame:
    """Return a table of that name without rows.

    >>> list(empty("rivalries"))
    ['fact', 'a', 'b', 'valid_from', 'valid_to', 'level']
    """
    return pd.DataFrame({column: pd.Series(dtype="object") for column in COLUMNS[table]})


@dataclass(frozen=True)
class Rows:
    """The tables of a snapshot held by themselves; those that are not given are empty."""

    events: pd.DataFrame = field(default_factory=lambda: empty("events"))
    contracts: pd.DataFrame = field(default_factory=lambda: empty("contracts"))
    memberships: pd.DataFrame = field(default_factory=lambda: empty("memberships"))
    rivalries: pd.DataFrame = field(default_factory=lambda: empty("rivalries"))
    facts: pd.DataFrame = field(default_factory=lambda: empty("facts"))
    articles: pd.DataFrame = field(default_factory=lambda: empty("articles"))
    entities: pd.DataFrame = field(default_factory=lambda: empty("entities"))


def without_facts(frames: Frames, facts: Collection[str]) -> Rows:
    """Return the tables as they would be had these facts not been stated.

    Contracts and memberships stay as long as another fact supports them.

    >>> rows = Rows(rivalries=pd.DataFrame({"fact": ["r1", "r2"], "a": ["A", "A"], "b": ["B", "C"]}))
    >>> list(without_facts(rows, ["r1"]).rivalries["b"])
    ['C']
    """
    gone = set(facts)
    return Rows(
        events=frames.events[~frames.events["fact"].isin(gone)],
        contracts=_supported(frames.contracts, gone, ("facts",)),
        memberships=_supported(frames.memberships, gone, ("facts", "prior_facts")),
        rivalries=frames.rivalries[~frames.rivalries["fact"].isin(gone)],
        facts=frames.facts[~frames.facts["fact"].isin(gone)],
        articles=frames.articles,
        entities=frames.entities,
    )


def _supported(table: pd.DataFrame, gone: set[str], columns: tuple[str, ...]) -> pd.DataFrame:
    if table.empty:
        return table
    left = {c: [[f for f in listed if f not in gone] for listed in table[c]] for c in columns}
    keep = [any(row) for row in zip(*left.values(), strict=True)]
    told = table.assign(**{c: pd.Series(v, index=table.index, dtype="object") for c, v in left.items()})
    return told[keep]
