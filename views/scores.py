"""Results of the analysis in the form that the page shows; a value that is no number has its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ..analysis.result import Balance, Contribution, DyadAlignment, DyadTension, StatePressure
from .frames import Row, plain
from .ties import dyad_id, pair


def _parts(contributions: Iterable[Contribution]) -> list[list[Any]]:
    return [[c.fact, plain(c.value)] for c in sorted(contributions, key=lambda c: (-abs(c.value), c.fact))]


def _numbers(result: DyadTension | DyadAlignment, *skip: str) -> Row:
    row = {k: plain(v) for k, v in asdict(result).items() if k not in ("a", "b", *skip)}
    if row["value"] is None:
        row["reason"] = result.status if result.status != "ok" else "not_a_number"
    return row


def dyad_records(
    tensions: Sequence[DyadTension], alignments: Sequence[DyadAlignment], ties: Sequence[Row]
) -> list[Row]:
    """Return one record a dyad: ``{id, a, b, tension, alignment}``, also for ties without any score."""
    found: dict[str, Row] = {}

    def at(a: str, b: str) -> Row:
        first, second = pair(a, b)
        key = dyad_id(a, b)
        return found.setdefault(key, {"id": key, "a": first, "b": second, "tension": None, "alignment": None})

    for tie in ties:
        if tie["layer"] in ("tie", "tension", "contract"):
            at(tie["a"], tie["b"])
    for t in tensions:
        at(t.a, t.b)["tension"] = {**_numbers(t, "contributions"), "contributions": _parts(t.contributions)}
    for s in alignments:
        at(s.a, s.b)["alignment"] = {
            **_numbers(s, "contributions", "prior_contributions"),
            "contributions": _parts(s.contributions),
            "priors": _parts(s.prior_contributions),
        }
    return [found[key] for key in sorted(found)]


def pressure_records(pressures: Sequence[StatePressure]) -> list[Row]:
    """Return the states under cross-pressure, the heaviest first, with their terms and facts."""
    found = []
    for p in sorted(pressures, key=lambda p: (-(plain(p.value) or 0.0), p.state)):
        row: Row = {"state": p.state, "value": plain(p.value), "status": p.status}
        if row["value"] is None:
            row["reason"] = p.status
        terms = sorted(p.terms, key=lambda t: (-(plain(t.value) or 0.0), t.supplier, t.ally))
        row["terms"] = [plain(asdict(t)) for t in terms]
        found.append(row)
    return found


def balance_record(balance: Balance | None) -> Row | None:
    """Return the triad balance, or None where it was not computed."""
    return None if balance is None else plain(asdict(balance))
