"""Who was in which alliance, and when: bars on a date axis, for print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..graph.errors import UsageError
from .canvas import BLOCS, INK, MUTED, NONE, RULE, canvas, dress, frame, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS: Final = 46
DEFENCE: Final = frozenset({"defence", "offence"})


def alliance_figure(
    dossier: Mapping[str, Any],
    alliances: Sequence[str] = (),
    countries: Sequence[str] = (),
    since: date | None = None,
) -> Figure:
    """Return memberships as bars: one row a country, grouped by alliance; hatched where it is not yet or no more full.

    Parameters
    ----------
    dossier : what ``build_dossier`` returns.
    alliances, countries : limit the picture to these; by default the bodies of which the articles speak
        or, where they speak of none, those with most members here, and the countries of the picture.
    since : the left edge; by default 1945 or the first entry after it.

    Notes
    -----
    A bar is dark where the membership binds to defence, grey where no obligation is known. A ring marks what an article
    says beside the atlas. At most 46 rows are drawn; the note in the foot says how many are left out.
    """
    held = _chosen(dossier, alliances, countries)
    if not held:
        raise UsageError("no membership of these countries and alliances is known here")
    end = date.fromisoformat(dossier["as_of"]) if dossier["as_of"] else max(_day(m, date.max) for m in held)
    starts = [day for m in held if (day := _day(m, date.min)) > date(1945, 1, 1)]
    first = since or min([*starts, date(end.year - 5, 1, 1)])
    rows = _rows(held)
    shown, left_out = rows[:ROWS], max(0, len(rows) - ROWS)
    groups = list(dict.fromkeys(alliance for alliance, _ in shown))
    height = 1.3 + 0.17 * len(shown) + 0.26 * len(groups)
    figure, axes = canvas(9.6, height, (0.17, 0.75 / height, 0.8, 1 - 1.35 / height))
    axes.set_axis_on()
    names = {e["id"]: e["name"] for e in dossier["entities"]}
    y = 0.0
    for n, alliance in enumerate(groups):
        write(axes, -0.205, y, names.get(alliance, alliance), transform=axes.get_yaxis_transform(), weight="bold", fontsize=8.5)  # fmt: skip
        y += 1.15
        for country, spells in ((c, s) for a, c in shown for s in [held_by(held, a, c)] if a == alliance):
            write(axes, -0.012, y, names.get(country, country), transform=axes.get_yaxis_transform(), ha="right", fontsize=7)  # fmt: skip
            for spell in spells:
                _bar(axes, y, spell, first, end, BLOCS[n % len(BLOCS)])
            y += 1.0
        y += 0.4
    axes.set_ylim(y, -0.8)
    axes.set_xlim(first, end)  # type: ignore[arg-type]  # matplotlib takes dates
    axes.set_yticks([])
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    axes.tick_params(labelsize=7.5, colors=MUTED, length=2.5)
    axes.xaxis.grid(True, color=RULE, linewidth=0.5, zorder=0)
    note = "dark: bound to defence; light: other; hatched: not a full member; ring: said by an article"
    frame(
        figure, dossier, "Memberships over time", note + (f"; {left_out} rows left out" if left_out else "")
    )
    return dress(figure)


def held_by(held: Sequence[Mapping[str, Any]], alliance: str, country: str) -> list[Mapping[str, Any]]:
    """Return the spells of one country in one body, oldest first."""
    mine = [m for m in held if m["alliance"] == alliance and m["country"] == country]
    return sorted(mine, key=lambda m: (str(m.get("valid_from") or ""), m["id"]))


def _chosen(
    dossier: Mapping[str, Any], alliances: Sequence[str], countries: Sequence[str]
) -> list[Mapping[str, Any]]:
    nodes = {n["id"] for n in dossier["nodes"]}
    members = [
        m
        for m in dossier["memberships"]
        if (m["country"] in countries if countries else m["country"] in nodes)
    ]
    if alliances:
        return [m for m in members if m["alliance"] in alliances]
    told = {m["alliance"] for m in members if m["facts"]}
    if told:
        return [m for m in members if m["alliance"] in told]
    sizes: dict[str, int] = {}
    for m in members:
        sizes[m["alliance"]] = sizes.get(m["alliance"], 0) + 1
    most = sorted(sizes, key=lambda a: (-sizes[a], a))[:4]
    return [m for m in members if m["alliance"] in most]


def _rows(held: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of body and country: large bodies first, inside by date of entry."""
    first: dict[tuple[str, str], str] = {}
    for m in held:
        key = (m["alliance"], m["country"])
        first[key] = min(first.get(key, "9"), str(m.get("valid_from") or "0"))
    sizes: dict[str, int] = {}
    for alliance, _ in first:
        sizes[alliance] = sizes.get(alliance, 0) + 1
    return sorted(first, key=lambda key: (-sizes[key[0]], key[0], first[key], key[1]))


def _day(membership: Mapping[str, Any], missing: date) -> date:
    text = membership.get("valid_from")
    return date.fromisoformat(text[:10]) if text else missing


def _bar(axes: Axes, y: float, m: Mapping[str, Any], first: date, end: date, colour: str) -> None:
    from matplotlib.dates import date2num

    start = max(first, _day(m, date.min))
    stop = min(end, date.fromisoformat(m["valid_to"][:10])) if m.get("valid_to") else end
    if stop <= start:
        return
    left, right = float(date2num(start)), float(date2num(stop))  # type: ignore[no-untyped-call]
    full = m.get("status") in (None, "member")
    fill = colour if DEFENCE & set(m.get("obligations", ())) else NONE
    axes.barh(y, right - left, left=left, height=0.62, color=fill if full else "white", edgecolor=fill, linewidth=0.8,
              hatch=None if full else "////", alpha=0.95 if fill == colour else 0.7, zorder=3)  # fmt: skip
    if m["facts"]:
        axes.plot(left, y, "o", markersize=5, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=1.0, zorder=5, clip_on=False)  # fmt: skip
