"""From a number to the words behind it: one row a fact, with its part in the score and its quote."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from .pressure import term_facts
from .result import Contribution, DyadAlignment, DyadTension, StatePressure

COLUMNS = ("fact", "value", "origin", "type", "modality", "speaker", "date", "quote", "article", "citation")


def explain_tension(dyad: DyadTension, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of a tension with their signed parts, the weightiest first.

    The parts are in units of the value (positive is hostile); with ``dyad.prior`` they sum to it.

    Parameters
    ----------
    dyad : DyadTension
        The score to open.
    facts : DataFrame
        The ``facts`` table of the snapshot that it was made from.

    Returns
    -------
    DataFrame
        Columns ``COLUMNS``. ``date`` is the valid date (the report date where there is none), ``article``
        the sha256 of the text, ``citation`` the named source of a fact from a reference table.
    """
    _check(dyad.value, dyad.prior, dyad.contributions)
    return _opened(dyad.contributions, facts)


def explain_alignment(dyad: DyadAlignment, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of an alignment with their signed parts; those of reference tables come last.

    With ``dyad.base`` the parts sum to the value; a NaN value has no parts. Parameters and columns are
    those of :func:`explain_tension`.
    """
    if dyad.status != "ok":
        return _opened((), facts)
    _check(dyad.value, dyad.base, (*dyad.contributions, *dyad.prior_contributions))
    return pd.concat(
        [_opened(dyad.contributions, facts), _opened(dyad.prior_contributions, facts)], ignore_index=True
    )


def explain_pressure(result: StatePressure, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of a cross-pressure, one row for each fact of each term.

    ``value`` is that of the term, which is a product and has no share for each fact; see
    :func:`remove_one` for what single facts weigh. ``supplier``, ``ally`` and ``part`` (contract, alliance,
    rivalry, prior) say where the fact stands.
    """
    told = math.fsum(term.value for term in result.terms)
    assert abs(told - result.value) < 1e-12, "terms must sum to the pressure"
    rows = []
    for term in result.terms:
        part = dict.fromkeys(term.prior_facts, "prior")
        part |= dict.fromkeys(term.rivalry_facts, "rivalry")
        part |= dict.fromkeys(term.alliance_facts, "alliance")
        part |= dict.fromkeys(term.contract_facts, "contract")
        opened = _opened([Contribution(fact, term.value) for fact in term_facts(term)], facts, ranked=False)
        rows.append(
            opened.assign(supplier=term.supplier, ally=term.ally, part=[part[f] for f in opened["fact"]])
        )
    if rows:
        return pd.concat(rows, ignore_index=True)
    return pd.DataFrame(columns=[*COLUMNS, "supplier", "ally", "part"])


def _check(value: float, base: float, parts: Iterable[Contribution]) -> None:
    told = base + math.fsum(part.value for part in parts)
    assert abs(told - value) < 1e-9, f"contributions sum to {told}, not to the value {value}"


def _opened(parts: Iterable[Contribution], facts: pd.DataFrame, *, ranked: bool = True) -> pd.DataFrame:
    ordered = sorted(parts, key=lambda p: (-abs(p.value), p.fact)) if ranked else list(parts)
    wanted = {part.fact for part in ordered}
    told = {row["fact"]: row for row in facts[facts["fact"].isin(wanted)].to_dict("records")}
    rows = []
    for part in ordered:
        row: dict[Any, Any] = told.get(part.fact, {})
        article = row.get("origin", "article") == "article"
        rows.append(
            (
                part.fact,
                part.value,
                row.get("origin"),
                row.get("type"),
                row.get("modality"),
                row.get("speaker"),
                _first(row.get("valid_from"), row.get("reported_at")),
                " [...] ".join(quotes) if (quotes := _quotes(row.get("quotes"))) else None,
                row.get("source") if article else None,
                None if article else row.get("citation"),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _quotes(value: object) -> list[str]:
    return [str(quote) for quote in value] if isinstance(value, (list, tuple)) else []


def _first(*dates: object) -> object:
    # a missing date may be None, NaN or NaT; the last two differ from themselves
    return next((day for day in dates if day is not None and day == day), None)
