"""Foreign-policy portfolios: what each state has with every other, in levels, by treaties or by arms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.errors import UsageError

CODINGS: dict[str, tuple[int, Mapping[str, int]]] = {
    "atop": (
        4,
        {"defence": 3, "offence": 3, "neutrality": 2, "consultation": 2, "entente": 2, "non-aggression": 1},
    ),
    "cow": (4, {"defence": 3, "neutrality": 2, "non-aggression": 2, "entente": 1, "consultation": 1}),
    "binary": (2, dict.fromkeys(("defence", "offence", "neutrality", "consultation", "entente", "non-aggression"), 1)),
    "defence": (2, {"defence": 1}),
}  # fmt: skip
SELF_TIES = ("max", "exclude")
MAJOR = 0.25
WINDOW = 5


@dataclass(frozen=True)
class Portfolio:
    """Levels 0 to ``size`` - 1 of some states towards all targets, negative where there is no entry.

    ``weights`` are those of the targets, for the weighted S.
    """

    states: tuple[str, ...]
    targets: tuple[str, ...]
    levels: NDArray[np.int8]
    size: int
    weights: NDArray[np.float64] | None = None


def alliance_portfolio(
    alliances: pd.DataFrame,
    year: int,
    *,
    system: Sequence[str] | None = None,
    coding: str = "atop",
    self_tie: str = "max",
    capabilities: Mapping[str, float] | None = None,
) -> Portfolio:
    """Return what each state of a year's system is bound to towards each other.

    Parameters
    ----------
    alliances : DataFrame
        One row an obligation: ``a``, the state that owes; ``b``, the state it is owed to, or ``alliance``, the
        body to whose members it is owed; ``obligations``, a list; ``valid_from`` and ``valid_to``, or ``year``.
    year : int
        A treaty counts in every calendar year that it touches.
    system : sequence of str, optional
        The states that existed; those of the year's treaties when not given.
    coding : "atop", "cow", "binary" or "defence"
        ``atop``: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression. ``cow``: 3 defence, 2
        neutrality or non-aggression, 1 entente. ``binary``: any obligation; ``defence``: that alone.
    self_tie : "max" or "exclude"
        A state's entry for itself: the top level, so that allies resemble each other there, or none.
    capabilities : mapping of str to float, optional
        The weight of each target; one that is not told weighs nothing.

    Returns
    -------
    Portfolio
        Sorted by state. Of several treaties, or several phases of one, the highest level counts.

    Examples
    --------
    >>> rows = [["A", "pact", ["defence"]], ["B", "pact", ["defence"]], ["C", "pact", ["consultation"]]]
    >>> told = pd.DataFrame(rows, columns=["a", "alliance", "obligations"]).assign(year=1990)
    >>> alliance_portfolio(told, 1990).levels.tolist()
    [[3, 3, 3], [3, 3, 3], [2, 2, 3]]
    """
    if coding not in CODINGS:
        raise UsageError(f"no coding of alliances is called {coding!r}; they are {', '.join(CODINGS)}")
    if self_tie not in SELF_TIES:
        raise UsageError(f"the tie of a state to itself is one of {', '.join(SELF_TIES)}, not {self_tie!r}")
    size, worth = CODINGS[coding]
    held = [row for row in alliances.to_dict("records") if in_year(row, year)]
    bodies: dict[str, set[str]] = {}
    for row in held:
        if _text(row.get("alliance")):
            bodies.setdefault(row["alliance"], set()).add(row["a"])
    owed: dict[tuple[str, str], int] = {}
    for row in held:
        level = max((worth.get(one, 0) for one in row["obligations"]), default=0)
        others = bodies[row["alliance"]] if _text(row.get("alliance")) else {str(row.get("b"))}
        for other in others - {row["a"]}:
            owed[row["a"], other] = max(level, owed.get((row["a"], other), 0))
    names = sorted(set(system) if system is not None else {end for pair in owed for end in pair})
    place = {name: i for i, name in enumerate(names)}
    levels = np.zeros((len(names), len(names)), dtype=np.int8)
    for (a, b), level in owed.items():
        if a in place and b in place:
            levels[place[a], place[b]] = level
    np.fill_diagonal(levels, size - 1 if self_tie == "max" else -1)
    return Portfolio(tuple(names), tuple(names), levels, size, _weights(names, capabilities))


def supplier_portfolio(
    contracts: pd.DataFrame,
    year: int,
    *,
    window: int = WINDOW,
    major: float = MAJOR,
    capabilities: Mapping[str, float] | None = None,
) -> Portfolio:
    """Return from whom each state buys its arms: 0 not, 1 a minor part, 2 at least ``major`` of all.

    Parameters
    ----------
    contracts : DataFrame
        ``buyer``, ``seller``, ``year``, ``value`` and ``unit``; a buyer of whose deals any has no value, or
        whose values are in several units, is counted by deals.
    year, window : int
        Deals of the ``window`` years up to ``year`` count.
    major : float
        The share from which on a supplier is a major one.
    capabilities : mapping of str to float, optional
        The weight of each target; one that is not told weighs nothing.

    Returns
    -------
    Portfolio
        The targets are all states that sold arms in the window, the states all that bought. A state's
        entry for itself is left out.

    Examples
    --------
    >>> rows = [["A", "X", 2000, 9.0, "TIV"], ["A", "Y", 2001, 1.0, "TIV"], ["B", "X", 2001, None, None]]
    >>> found = supplier_portfolio(pd.DataFrame(rows, columns=["buyer", "seller", "year", "value", "unit"]), 2002)
    >>> found.targets, found.levels.tolist()
    (('X', 'Y'), [[2, 1], [2, 0]])
    """
    shares = supplier_shares(contracts, year, window=window)
    buyers, sellers = (sorted({pair[k] for pair in shares}) for k in (0, 1))
    levels = np.zeros((len(buyers), len(sellers)), dtype=np.int8)
    row, column = ({name: i for i, name in enumerate(names)} for names in (buyers, sellers))
    for (buyer, seller), share in shares.items():
        levels[row[buyer], column[seller]] = 2 if share >= major - 1e-12 else 1
    for state in set(buyers) & set(sellers):
        levels[row[state], column[state]] = -1
    return Portfolio(tuple(buyers), tuple(sellers), levels, 3, _weights(sellers, capabilities))


def supplier_shares(
    contracts: pd.DataFrame, year: int, *, window: int = WINDOW
) -> dict[tuple[str, str], float]:
    """Return the share of each supplier in what each buyer ordered in the window that ends with a year.

    >>> told = pd.DataFrame([["A", "X", 2000], ["A", "Y", 2000]], columns=["buyer", "seller", "year"])
    >>> supplier_shares(told, 2003)
    {('A', 'X'): 0.5, ('A', 'Y'): 0.5}
    """
    deals: dict[str, list[tuple[str, float | None, str | None]]] = {}
    for row in contracts.to_dict("records"):
        if year - window < row["year"] <= year and row["buyer"] != row["seller"]:
            deals.setdefault(row["buyer"], []).append(
                (row["seller"], _number(row.get("value")), _text(row.get("unit")))
            )
    shares: dict[tuple[str, str], float] = {}
    for buyer in sorted(deals):
        listed = deals[buyer]
        by_value = all(value for _, value, _ in listed) and len({unit for *_, unit in listed}) == 1
        sums: dict[str, float] = {}
        for seller, value, _ in listed:
            sums[seller] = sums.get(seller, 0.0) + (value or 0.0 if by_value else 1.0)
        total = sum(sums.values())
        shares |= {(buyer, seller): sums[seller] / total for seller in sorted(sums)}
    return shares


def system_of(system: pd.DataFrame, year: int) -> tuple[str, ...]:
    """Return the states that were members of the state system in a year; by the atlas where no list was loaded.

    >>> told = pd.DataFrame([["A", 1900, 1950], ["B", 1960, 1990]], columns=["state", "valid_from", "valid_to"])
    >>> system_of(told, 1950)
    ('A',)
    """
    if len(system):
        return tuple(sorted({row["state"] for row in system.to_dict("records") if in_year(row, year)}))
    from ..atlas.book import open_atlas

    known = open_atlas().countries
    return tuple(
        code
        for code in sorted(known)
        if known[code].cow is not None
        and in_year({"valid_from": known[code].valid_from, "valid_to": known[code].valid_to}, year)
    )


def in_year(row: Mapping[object, object], year: int) -> bool:
    """Return whether a row with ``valid_from`` and ``valid_to``, or with ``year``, counts in a calendar year.

    >>> in_year({"valid_from": date(1949, 4, 4), "valid_to": None}, 1949), in_year({"year": 1948}, 1949)
    (True, False)
    """
    if (told := _year(row.get("year"))) is not None:
        return told == year
    first, last = _year(row.get("valid_from")), _year(row.get("valid_to"))
    return (first is None or first <= year) and (last is None or year <= last)


def _year(value: object) -> int | None:
    if isinstance(value, date):
        return value.year
    number = _number(value)
    return None if number is None else int(number)


def _weights(names: Iterable[str], told: Mapping[str, float] | None) -> NDArray[np.float64] | None:
    return None if not told else np.array([told.get(name, 0.0) for name in names])


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else number


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
