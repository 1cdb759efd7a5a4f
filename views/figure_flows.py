"""Contracts as flows from sellers to buyers, for print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..graph.errors import UsageError
from .canvas import MUTED, TENSION, canvas, cut, dress, frame, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HUES: Final = ("#4f8fc9", "#997700", "#332288", "#7a1f3d", "#3d7a6a", "#8a9097")
GAP: Final = 0.5
BLOCK: Final = 0.035


def flow_figure(dossier: Mapping[str, Any], kinds: Sequence[str] = ()) -> Figure:
    """Return the contracts with both parties known, as bands from seller (left) to buyer (right).

    Every contract is a band of the same width, because most texts name no value; what is known of item, value
    and status stands on it. A dashed edge means that sources differ. ``kinds`` limits the picture
    to some kinds of contract.
    """
    deals = [
        c for c in dossier["contracts"]
        if c.get("seller") and c.get("buyer") and c["seller"] != c["buyer"] and (not kinds or c["kind"] in kinds)
    ]  # fmt: skip
    if not deals:
        raise UsageError("no contract here names both its seller and its buyer")
    names = {e["id"]: e["name"] for e in dossier["entities"]}
    sellers, buyers = _sides(deals)
    left, right = _heights(deals, "seller", sellers, buyers), _heights(deals, "buyer", buyers, sellers)
    tall = max(
        sum(len(v) for v in left.values()) + GAP * len(left),
        sum(len(v) for v in right.values()) + GAP * len(right),
    )
    height = 1.35 + max(1.6, 0.36 * tall)
    figure, axes = canvas(9.6, height, (0.16, 0.55 / height, 0.68, 1 - 1.3 / height))
    axes.set_xlim(0, 1)
    axes.set_ylim(tall, -0.2)
    place_left, place_right = _stack(left, tall), _stack(right, tall)
    hue = {seller: HUES[min(i, len(HUES) - 1)] for i, seller in enumerate(sellers)}
    for deal in sorted(deals, key=lambda c: c["id"]):
        y0, y1 = place_left[deal["seller"]][deal["id"]], place_right[deal["buyer"]][deal["id"]]
        _band(axes, y0, y1, hue[deal["seller"]], bool(deal["contested"]))
        write(axes, BLOCK + 0.015, y0 + 0.5, _words(deal), fontsize=6.8, zorder=6)
    for side, blocks, x, align in (("l", place_left, 0.0, "right"), ("r", place_right, 1.0 - BLOCK, "left")):
        for party, places in blocks.items():
            top, bottom = min(places.values()), max(places.values()) + 1
            axes.fill_between([x, x + BLOCK], top, bottom, color=hue.get(party, MUTED) if side == "l" else MUTED, linewidth=0, zorder=5)  # fmt: skip
            at = -0.012 if side == "l" else 1.012
            write(
                axes, at, (top + bottom) / 2, names.get(party, party), ha=align, fontsize=8.5, weight="bold"
            )
    write(axes, 0.0, -0.45, "seller", fontsize=7.5, color=MUTED, ha="left", clip_on=False)
    write(axes, 1.0, -0.45, "buyer", fontsize=7.5, color=MUTED, ha="right", clip_on=False)
    shown = f"{len(deals)} of {len(dossier['contracts'])} contracts; each band one contract; dashed edge: sources differ"
    frame(figure, dossier, "Who sells to whom", shown)
    return dress(figure)


def _sides(deals: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Return sellers by number of contracts, and buyers in the order in which their sellers stand."""
    count: dict[str, int] = {}
    for deal in deals:
        count[deal["seller"]] = count.get(deal["seller"], 0) + 1
    sellers = sorted(count, key=lambda s: (-count[s], s))
    rank = {seller: i for i, seller in enumerate(sellers)}
    pulls: dict[str, list[int]] = {}
    for deal in deals:
        pulls.setdefault(deal["buyer"], []).append(rank[deal["seller"]])
    return sellers, sorted(pulls, key=lambda b: (sum(pulls[b]) / len(pulls[b]), b))


def _heights(
    deals: Sequence[Mapping[str, Any]], role: str, order: Sequence[str], others: Sequence[str]
) -> dict[str, list[str]]:
    """Return the contracts of each party, in the order in which the other sides stand: bands then cross least."""
    other = "buyer" if role == "seller" else "seller"
    rank = {party: i for i, party in enumerate(others)}
    sorted_deals = sorted(deals, key=lambda d: (rank[d[other]], d["id"]))
    return {party: [d["id"] for d in sorted_deals if d[role] == party] for party in order}


def _stack(blocks: Mapping[str, Sequence[str]], tall: float) -> dict[str, dict[str, float]]:
    used = sum(len(ids) for ids in blocks.values())
    gap = (tall - used) / max(1, len(blocks))
    found, y = {}, gap / 2
    for party, ids in blocks.items():
        found[party] = {deal: y + i for i, deal in enumerate(ids)}
        y += len(ids) + gap
    return found


def _band(axes: Axes, y0: float, y1: float, colour: str, contested: bool) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    x0, x1, inset = BLOCK, 1 - BLOCK, 0.06
    upper = [(x0, y0 + inset), (0.5, y0 + inset), (0.5, y1 + inset), (x1, y1 + inset)]
    lower = [(x1, y1 + 1 - inset), (0.5, y1 + 1 - inset), (0.5, y0 + 1 - inset), (x0, y0 + 1 - inset)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    path = Path([*upper, *lower, upper[0]], codes)
    axes.add_patch(PathPatch(path, facecolor=colour, alpha=0.32, linewidth=0, zorder=2))
    edge = {"edgecolor": TENSION, "linestyle": (0, (4, 2.5)), "linewidth": 1.3} if contested else {"edgecolor": colour, "linewidth": 0.5}  # fmt: skip
    axes.add_patch(PathPatch(path, fill=False, zorder=3, **edge))


def _words(deal: Mapping[str, Any]) -> str:
    value = deal.get("value")
    size = next(((s, n) for s, n in ((1e9, " bn"), (1e6, " m")) if value and value >= s), (1.0, ""))
    money = f"{value / size[0]:.3g}{size[1]} {deal.get('currency') or ''}".strip() if value else ""
    what = deal.get("item") or f"{deal['kind']} contract"
    status = str(deal.get("status") or "").replace("_", " ")
    year = str(deal.get("signed") or "")[:4]
    return cut(" · ".join(part for part in (str(what), money, status, year) if part), 60)
