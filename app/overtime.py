"""Tension over time as the commands show it: series, and the difference between two dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.difference import DyadChange
    from ..analysis.series import DyadSeries

Object = dict[str, Any]
POINT = ("date", "value", "lo", "hi", "n", "fresh", "change")


def series_rows(found: Iterable[DyadSeries]) -> dict[tuple[str, str], Object]:
    """Return, for each pair, what `tension --series --json` adds to its object."""
    return {
        (one.a, one.b): {
            "series": [{name: getattr(point, name) for name in POINT} for point in one.points],
            "shifts": [{"date": s.date, "before": s.before, "after": s.after} for s in one.shifts],
            "penalty": one.penalty,
            "periods": one.periods,
            "shifts_status": one.status,
        }
        for one in found
    }


def show_series(found: Sequence[DyadSeries]) -> None:
    """Print series as tables; a star marks the date by which the level had changed."""
    from .terminal import say, table

    for one in found:
        rows = [[p.date, p.value, p.lo, p.hi, p.n, p.fresh, "*" if p.change else ""] for p in one.points]
        table(
            rows,
            ["date", "tension", "lo", "hi", "facts", "new", "change"],
            f"{one.a} – {one.b} by {one.step}",
        )
        for shift in one.shifts:
            say(
                f"Change of level on {shift.date}: reports {shift.before:.2f} before, {shift.after:.2f} from then on."
            )
        if one.status == "too_short":
            say(f"Too few periods with reports ({one.periods}) to look for changes of level.")
        say()


def change_rows(changes: Iterable[DyadChange]) -> list[Object]:
    """Return the objects of `tension --against --json`."""
    names = ("a", "b", "value", "before", "change", "lo", "hi", "beyond", "aged")
    return [{**{name: getattr(c, name) for name in names}, "entered": list(c.entered)} for c in changes]


def show_changes(changes: Iterable[DyadChange], before: date, after: date | None) -> None:
    """Print the difference between two dates as a table."""
    from .terminal import table

    rows = [
        [f"{c.a} – {c.b}", c.value, c.before, c.change, f"[{c.lo:.2f}, {c.hi:.2f}]", "yes" if c.beyond else "no",
         len(c.entered)]
        for c in changes
    ]  # fmt: skip
    columns = ["dyad", "tension", "before", "change", "90 % interval of it", "beyond it", "new facts"]
    table(rows, columns, f"Tension as of {after} against {before}")


def asked_pairs(pair: Collection[str] | None, directed: bool) -> list[tuple[str, str]] | None:
    """Return the dyads to look at: both directions of a directed one, None for all.

    >>> asked_pairs({"TUR", "GRC"}, directed=True)
    [('GRC', 'TUR'), ('TUR', 'GRC')]
    """
    if pair is None:
        return None
    a, b = sorted(pair)
    return [(a, b), (b, a)] if directed else [(a, b)]
