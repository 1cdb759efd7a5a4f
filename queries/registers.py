"""The registers of the graph as DataFrames: votes, alliances, arms deals, the system of states, numbers of states.

They are the whole of what data sets tell, not what bears on some articles; see :mod:`snapshot` for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from .library import shipped

if TYPE_CHECKING:
    from ..graph.store import GraphStore

Row = dict[str, Any]
COLUMNS = {
    "votes": ("a", "b", "year", "table", "dataset"),
    "alliances": ("a", "b", "alliance", "valid_from", "valid_to", "obligations", "source"),
    "contracts": ("buyer", "seller", "year", "value", "unit", "source"),
    "system": ("state", "valid_from", "valid_to"),
    "capabilities": ("state", "year", "value"),
    "estimates": ("state", "year", "value", "low", "high"),
    "entities": ("entity", "kind", "name", "cow", "gw", "acts_for"),
}
TREATIES = ("atop", "cow_alliances", "atlas")
ARMS, VOLUME = "sipri_trade_register", "SIPRI TIV of order"
MEMBER = "member of the state system"


def no_rows(table: str) -> pd.DataFrame:
    """Return a register without rows.

    >>> list(no_rows("system"))
    ['state', 'valid_from', 'valid_to']
    """
    return pd.DataFrame(columns=list(COLUMNS[table]), dtype=object)


@dataclass(frozen=True)
class Registers:
    """What data sets tell of states; registers that are not given are empty.

    ``votes`` has one row a pair and year: ``table`` is a list of 16 counts, row by row in the order yes,
    abstain, no, absent, the rows those of ``a``. ``alliances`` has one row an obligation of ``a``, towards
    ``b`` or towards all in the body ``alliance``. ``contracts`` are arms deals. ``system`` says when a state
    was a member of the state system. ``capabilities`` are shares of the world's. ``estimates`` are
    ideal points with their 5 % and 95 % quantiles.
    """

    votes: pd.DataFrame = field(default_factory=lambda: no_rows("votes"))
    alliances: pd.DataFrame = field(default_factory=lambda: no_rows("alliances"))
    contracts: pd.DataFrame = field(default_factory=lambda: no_rows("contracts"))
    system: pd.DataFrame = field(default_factory=lambda: no_rows("system"))
    capabilities: pd.DataFrame = field(default_factory=lambda: no_rows("capabilities"))
    estimates: pd.DataFrame = field(default_factory=lambda: no_rows("estimates"))
    entities: pd.DataFrame = field(default_factory=lambda: no_rows("entities"))


def read_votes(store: GraphStore, year: int | None = None) -> pd.DataFrame:
    """Return how each pair of states voted; where several data sets tell of a pair and year, the fullest.

    Parameters
    ----------
    store : the graph
    year : only that calendar year
    """
    rows: dict[tuple[str, str, int], Row] = {}
    for row in _ask(store, "votes", year=year or 0):
        key = (row["a"], row["b"], row["year"])
        if key not in rows or sum(row["table"]) > sum(rows[key]["table"]):
            rows[key] = row
    return _frame("votes", rows.values())


def vote_years(store: GraphStore) -> list[int]:
    """Return the years of which the graph holds votes, the earliest first."""
    return [row["year"] for row in _ask(store, "vote_years")]


def read_alliances(store: GraphStore) -> pd.DataFrame:
    """Return who owes whom what: from ATOP where it was loaded, else from a user's file, else from the atlas."""
    told = _ask(store, "pacts")
    wanted = next((name for name in TREATIES if any(_of(row, name) for row in told)), "")
    found = []
    for row in told:
        if not _of(row, wanted):
            continue
        (_, one), (kind, other) = _parties(row["parties"])[:2]
        row |= {"a": one, "b": None, "alliance": None}
        row["alliance" if kind == "alliance" else "b"] = other
        found.append(row)
        if row["rule"].endswith("undirected_dyad_years"):
            found.append({**row, "a": other, "b": one})
    return _frame("alliances", found)


def read_contracts(store: GraphStore, year: int, window: int = 5) -> pd.DataFrame:
    """Return the arms deals of some years up to one: by SIPRI's volumes where the register was loaded, else all told.

    A company stands for the state that it acts for; cancelled and denied deals are left out.
    """
    volumes = [row for row in _numbers(store, ARMS, year, year - window + 1) if row["type"] == VOLUME]
    if volumes:
        sides = [[entity for _, entity in _parties(row["parties"])] for row in volumes]
        rows = zip(volumes, sides, strict=True)
        return _frame("contracts", ({**row, "seller": a, "buyer": b, "unit": "TIV"} for row, (a, b) in rows))
    told = [
        row for row in _ask(store, "arms") if row["modality"] != "denied" and row["status"] != "cancelled"
    ]
    if any(_of(row, ARMS) for row in told):
        told = [row for row in told if _of(row, ARMS)]
    acts = {row["entity"]: row["acts_for"] for row in _ask(store, "named_entities") if row["acts_for"]}
    found = []
    for row in told:
        day = row["valid_from"] or row["reported_at"]
        ends = {role: (kind, one) for role, kind, one in _roles(row["parties"])}
        if day is None or not {"buyer", "seller"} <= set(ends):
            continue
        named = {role: one if kind == "country" else acts.get(one) for role, (kind, one) in ends.items()}
        if not named["buyer"] or not named["seller"]:
            continue
        value, unit = (row["amount"], row["currency"]) if row["amount"] else (row["quantity"], row["unit"])
        sides_of = {"buyer": named["buyer"], "seller": named["seller"]}
        found.append({**row, **sides_of, "year": day.year, "value": value, "unit": unit})
    return _frame("contracts", found)


def read_system(store: GraphStore) -> pd.DataFrame:
    """Return when each state was a member of the state system; empty where no list of states was loaded."""
    told = [row for row in _ask(store, "statehood") if row["type"] == MEMBER]
    return _frame("system", [{**row, "state": _parties(row["parties"])[0][1]} for row in told])


def read_capabilities(store: GraphStore, year: int) -> pd.DataFrame:
    """Return each state's share of the world's material capabilities (CINC) in a year."""
    told = [row for row in _numbers(store, "cow_nmc", year) if row["type"] == "cinc"]
    return _frame("capabilities", told)


def read_estimates(store: GraphStore, year: int) -> pd.DataFrame:
    """Return the ideal points of states in a year with their quantiles."""
    found = []
    for row in _numbers(store, "unga_ideal_points", year):
        low, high = _tails(row["quantiles"] or ())
        found.append({**row, "low": low, "high": high})
    return _frame("estimates", found)


def read_registers(store: GraphStore, source: str, year: int) -> Registers:
    """Return the registers that a portfolio of ``source`` (unga, atop, arms) needs in a year."""
    entities = _frame("entities", _ask(store, "named_entities"))
    match source:
        case "unga":
            return Registers(
                votes=read_votes(store, year), estimates=read_estimates(store, year), entities=entities
            )
        case "atop":
            return Registers(
                alliances=read_alliances(store), system=read_system(store),
                capabilities=read_capabilities(store, year), entities=entities,
            )  # fmt: skip
        case _:
            return Registers(
                contracts=read_contracts(store, year), system=read_system(store),
                capabilities=read_capabilities(store, year), entities=entities,
            )  # fmt: skip


def _ask(store: GraphStore, name: str, **params: object) -> list[Row]:
    return store.read(shipped(name).text, **params)


def _frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS[table]), dtype=object)


def _of(row: Row, source: str) -> bool:
    """Return whether a row comes from a data set; an id is the name, a colon and part of the file's hash."""
    return str(row["source"]).partition(":")[0] == source


def _roles(parties: Iterable[str]) -> list[tuple[str, str, str]]:
    found = []
    for text in parties:
        role, _, rest = text.partition("=")
        kind, _, entity = rest.partition(":")
        found.append((role, kind, entity))
    return found


def _parties(parties: Iterable[str]) -> list[tuple[str, str]]:
    return [(kind, entity) for _, kind, entity in _roles(parties)]


def _numbers(store: GraphStore, source: str, year: int, first: int | None = None) -> list[Row]:
    told = _ask(
        store, "indicators", source=f"{source}:", first=date(first or year, 1, 1), last=date(year, 12, 31)
    )
    for row in told:
        state, value = _parties(row["parties"])[0][1], float(row["quantity"])
        row |= {"state": state, "year": row["valid_from"].year, "value": value}
    return told


def _tails(quantiles: Iterable[float]) -> tuple[float | None, float | None]:
    """Return the 5 % and the 95 % quantile of 0, 5, 10, 50, 90, 95, 100 or of a shorter, symmetric list.

    >>> _tails([0, 5, 10, 50, 90, 95, 100]), _tails([5, 95]), _tails([5, 50, 95]), _tails([])
    ((5, 95), (5, 95), (5, 95), (None, None))
    """
    told = list(quantiles)
    if len(told) < 2:
        return None, None
    edge = 1 if len(told) >= 7 else 0
    return told[edge], told[-1 - edge]
