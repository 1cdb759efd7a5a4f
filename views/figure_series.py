"""The tension of a pair over time, for print: value, interval, shifts of level, and what happened when."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..analysis.series import DyadSeries
from .canvas import INK, MUTED, RULE, TENSION, TIE, canvas, dress, frame, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def series_figure(dossier: Mapping[str, Any], told: Sequence[DyadSeries]) -> Figure:
    """Return one panel a dyad: the line of tension with its 90 % interval, dots for events, marks for shifts.

    ``told`` is what ``detente.analysis.series.series`` returns. Hostile is above zero. Events stand at the
    lower edge, hostile ones as diamonds, cooperative ones as circles.
    """
    names = {e["id"]: e["name"] for e in dossier["entities"]}
    count = max(1, len(told))
    height = 1.2 + 2.1 * count
    figure, first = canvas(9.6, height)
    first.remove()
    days = [point.date for one in told for point in one.points]
    since = min(days).replace(day=1)  # a monthly grid has its first point at the end of the month
    for i, one in enumerate(told):
        bottom = (0.75 + 2.1 * (count - 1 - i)) / height
        axes = figure.add_axes((0.075, bottom, 0.9, 1.6 / height))
        _panel(
            axes,
            one,
            _events(dossier, one, since),
            f"{names.get(one.a, one.a)} – {names.get(one.b, one.b)}",
        )
        axes.set_xlim(since, max(days))  # type: ignore[arg-type]  # matplotlib takes dates
    frame(
        figure,
        dossier,
        "Tension over time, with its 90 % interval",
        "Above zero hostile, below cooperative; circles and diamonds: cooperative and hostile events; dotted: the level changed",
    )
    return dress(figure)


def _events(dossier: Mapping[str, Any], one: DyadSeries, since: date) -> list[tuple[date, bool]]:
    """Return the day and the sign (hostile or not) of each event of the pair."""
    found = []
    for fact in dossier["facts"].values():
        if fact.get("kind") == "event" and {fact.get("a"), fact.get("b")} == {one.a, one.b}:
            day = fact.get("from") or fact.get("reported")
            if day and date.fromisoformat(day) >= since:
                found.append((date.fromisoformat(day), fact.get("polarity") == "-"))
    return sorted(found)


def _panel(axes: Axes, one: DyadSeries, events: Sequence[tuple[date, bool]], title: str) -> None:
    days = [p.date for p in one.points]
    values = [p.value for p in one.points]
    known = [p for p in one.points if math.isfinite(p.lo) and math.isfinite(p.hi)]
    when: Any = [p.date for p in known]
    if known:
        axes.fill_between(
            when, [p.lo for p in known], [p.hi for p in known], color="#e3e7ec", linewidth=0, label="interval"
        )
    axes.fill_between(days, 0, values, where=[v > 0 for v in values], color=TENSION, alpha=0.25, linewidth=0, interpolate=True)  # type: ignore[arg-type]  # fmt: skip
    axes.fill_between(days, 0, values, where=[v < 0 for v in values], color=TIE, alpha=0.3, linewidth=0, interpolate=True)  # type: ignore[arg-type]  # fmt: skip
    axes.axhline(0, color=MUTED, linewidth=0.7)
    axes.plot(days, values, color=INK, linewidth=1.5, label="tension")  # type: ignore[arg-type]
    most = max([0.1, *(abs(v) for v in values), *(abs(p.lo) for p in known), *(abs(p.hi) for p in known)])
    foot = -1.28 * most
    for hostile, marker, colour in ((False, "o", TIE), (True, "D", TENSION)):
        at: Any = [day for day, sign in events if sign == hostile]
        axes.plot(
            at,
            [foot + (0.1 * most if hostile else 0)] * len(at),
            marker,
            color=colour,
            markersize=3.4,
            linestyle="",
        )
    for shift in one.shifts:
        if not days or shift.date < days[0]:
            continue
        axes.axvline(shift.date, color=INK, linewidth=0.8, linestyle=(0, (1, 2)))  # type: ignore[arg-type]
        text = f"{shift.before:+.2f} → {shift.after:+.2f}".replace("-", "−")
        axes.text(shift.date, 1.08 * most, text, fontsize=6.5, color=MUTED, ha="center", parse_math=False)  # type: ignore[arg-type]
    axes.set_ylim(foot - 0.14 * most, 1.3 * most)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(RULE)
    axes.tick_params(labelsize=7.5, colors=MUTED, length=2.5)
    write(axes, 0.0, 1.06, title, transform=axes.transAxes, fontsize=9.5, weight="bold")
    last = one.points[-1] if one.points else None
    if last:
        interval = f" ({last.lo:+.2f} to {last.hi:+.2f})" if math.isfinite(last.lo) else ""
        text = f"{last.value:+.2f}{interval} from {last.n} facts".replace("-", "−")
        write(axes, 1.0, 1.06, text, transform=axes.transAxes, fontsize=8, ha="right", color=MUTED)
