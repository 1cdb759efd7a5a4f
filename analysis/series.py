"""Tension over time: values at a grid of dates with their intervals, and where the level changed."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from ..graph.errors import UsageError
from .changes import Changes, change_points
from .clock import default_as_of
from .tally import Tally, sums, tally
from .tension import Assumed, interval_of, stream
from .weights import Weights, read_weights

Step = Literal["day", "week", "month"]
LONGEST = 3000
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Point:
    """The tension of a dyad at a date; ``n`` facts count by then, ``fresh`` of them since the point before.

    ``change`` says that the level of what was reported changed in the period that ends at this date.
    """

    date: date
    value: float
    lo: float
    hi: float
    n: int
    fresh: int
    change: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of level: the mean tension of what was reported in the stretches before it and from it on."""

    date: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class DyadSeries:
    """The tension of a dyad over time, with its shifts; ``status`` tells whether they could be looked for.

    ``penalty`` is what a shift had to earn, in units of weighted squared tension; ``periods`` counts the
    periods in which anything was reported.
    """

    a: str
    b: str
    step: Step
    points: tuple[Point, ...]
    shifts: tuple[Shift, ...]
    penalty: float
    periods: int
    status: str


def dates(first: date, last: date, step: Step) -> tuple[date, ...]:
    """Return the dates of a grid that ends at ``last``: days, weeks back from it, or ends of months.

    >>> [day.isoformat() for day in dates(date(2020, 1, 20), date(2020, 3, 10), "month")]
    ['2020-01-31', '2020-02-29', '2020-03-10']
    >>> [day.isoformat() for day in dates(date(2020, 3, 1), date(2020, 3, 10), "week")]
    ['2020-03-03', '2020-03-10']
    """
    if step == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
        ends = [date(m // 12, m % 12 + 1, calendar.monthrange(m // 12, m % 12 + 1)[1]) for m in months]
        return (*ends, last)
    days = DAYS[step]
    count = max(0, (last - first).days) // days
    return tuple(last - timedelta(days=days * back) for back in range(count, -1, -1))


def series(
    events: pd.DataFrame,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    step: Step = "month",
    as_of: date | None = None,
    since: date | None = None,
    known_by: date | None = None,
    as_known_then: bool = False,
    half_life: float | None = None,
    k: float | None = None,
    prior: float | None = None,
    directed: bool = False,
    draws: int | None = None,
    weights: Weights | None = None,
) -> list[DyadSeries]:
    """Return the tension of dyads at a grid of dates, and the dates at which its level changed.

    Each value is that of :func:`tension` at its date, so the last one is the tension itself. Shifts are
    looked for in what was reported, not in the decayed values, which echo their past: the weighted mean
    score of each period (a week, for months a month) is a place of a sequence, weighted by what was reported in it, and
    :func:`change_points` cuts it.

    Parameters
    ----------
    events : DataFrame
        The ``events`` table of a snapshot.
    pairs : sequence of (a, b), optional
        These dyads; all that have events by default.
    step : "day", "week" or "month"
        The grid; it ends at ``as_of``, and months end with the calendar's.
    as_of, known_by : date, optional
        The last date; events reported later than ``known_by`` are left out.
    since : date, optional
        The first date; that of the dyad's first event by default.
    as_known_then : bool
        Leave out of each value what was reported after its date.
    half_life, k, prior, directed, draws, weights
        As in :func:`tension`.

    Returns
    -------
    list of DyadSeries
        Sorted by a and b.

    Notes
    -----
    Copies of a story count once, as in :func:`tension`. Fewer than eight periods with reports: no shift is
    looked for (``too_short``). On shuffled sequences 5 of 100 show a false shift; on sequences that drift more.

    Examples
    --------
    >>> told = {"fact": ["f"], "source": ["GRC"], "target": ["TUR"], "type": ["ACCUSE"], "polarity": ["-"]}
    >>> told |= {"source_kind": ["country"], "target_kind": ["country"], "modality": ["fact"]}
    >>> told |= {"valid_from": [date(2020, 1, 1)], "valid_to": [None], "reported_at": [None]}
    >>> told |= {"confidence": [1.0], "article": ["x"], "story": ["x"]}
    >>> [one] = series(pd.DataFrame(told), as_of=date(2020, 3, 31), draws=0)
    >>> [(str(point.date), round(point.value, 3)) for point in one.points]
    [('2020-01-31', 0.085), ('2020-02-29', 0.072), ('2020-03-31', 0.06)]
    """
    chosen = weights or read_weights()
    as_of = as_of or default_as_of(events)
    if as_of is None:
        return []
    if since is not None and since > as_of:
        raise UsageError(f"the series would end ({as_of}) before it begins ({since})")
    span = chosen.half_life if half_life is None else half_life
    if not span > 0:
        raise UsageError(f"half_life is {span}; it must be a positive number of days")
    assumed = Assumed(
        k=chosen.k if k is None else k, prior=chosen.prior if prior is None else prior, spread=chosen.score_sd,
        together=chosen.together, level=chosen.level, draws=chosen.draws if draws is None else draws,
    )  # fmt: skip
    asked = None if pairs is None else {p if directed else (min(p), max(p)) for p in pairs}
    whole = tally(
        events, as_of=as_of, known_by=known_by, directed=directed, weights=chosen, pairs=asked or ()
    )
    found = []
    for pair, rows in zip(whole.pairs, whole.rows(), strict=True):
        if asked is None or pair in asked:
            told = whole.only(rows, pair)
            first = since or (date.fromordinal(int(told.day.min())) if len(rows) else as_of)
            grid = dates(first, as_of, step)
            if len(grid) > LONGEST:
                raise UsageError(
                    f"{pair[0]} {pair[1]}: {len(grid)} dates; take a longer step or a later start"
                )
            seed = stream(pair, directed)
            shifts, cut = _shifts(told, as_of, step, seed)
            points = _points(told, grid, first, shifts, span, assumed, as_known_then, seed)
            found.append(DyadSeries(*pair, step, points, shifts, cut.penalty, cut.places, cut.status))
    return found


def series_frame(found: Sequence[DyadSeries]) -> pd.DataFrame:
    """Return series as a table with one row for each dyad and date.

    >>> list(series_frame([]))
    ['a', 'b', 'date', 'value', 'lo', 'hi', 'n', 'fresh', 'change']
    """
    names = ("date", "value", "lo", "hi", "n", "fresh", "change")
    rows = [(one.a, one.b, *(getattr(p, name) for name in names)) for one in found for p in one.points]
    return pd.DataFrame(rows, columns=["a", "b", *names])


def _shifts(told: Tally, as_of: date, step: Step, seed: int) -> tuple[tuple[Shift, ...], Changes]:
    """Return the shifts in what was reported, each dated by the first event from it on."""
    if step == "month":
        place = np.array([day.year * 12 + day.month for day in map(date.fromordinal, told.day.astype(int))])
    else:
        place = (told.day - as_of.toordinal()) // 7
    _, where = np.unique(place, return_inverse=True)
    mass = sums(where, told.share)
    means = sums(where, told.share * told.score / -10) / mass
    cut = change_points(means, mass, seed=seed)
    begun = [date.fromordinal(int(told.day[where == change.at].min())) for change in cut.changes]
    return tuple(Shift(at, c.before, c.after) for at, c in zip(begun, cut.changes, strict=True)), cut


def _points(
    told: Tally, grid: Sequence[date], first: date, shifts: Sequence[Shift], half_life: float, assumed: Assumed,
    as_known_then: bool, seed: int,
) -> tuple[Point, ...]:  # fmt: skip
    points = []
    before = first - timedelta(days=1)
    for at in grid:
        rows, now = told.at(at.toordinal(), half_life, told=as_known_then)
        mass = float(now.sum()) + assumed.k
        centre = assumed.k * assumed.prior
        theta = (float((now * told.score).sum()) + centre) / mass if mass > 0 else assumed.prior
        lo, hi, _ = interval_of(told.stories(rows, [now]), theta, assumed, seed)
        fresh = int((told.day[rows] > before.toordinal()).sum())
        change = any(before < shift.date <= at for shift in shifts)
        points.append(Point(at, -theta / 10 + 0.0, lo, hi, len(rows), fresh, change))
        before = at
    return tuple(points)
