"""Pictures for print, by matplotlib: the signed network and the signed matrix."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from .canvas import BLOCS, INK, MUTED, NONE, canvas, cut, dress, figure_bytes, frame
from .ties import ties_at_rest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINES: Final[dict[str, dict[str, Any]]] = {
    "membership": {"color": NONE, "linewidth": 0.8, "linestyle": (0, (1, 3)), "zorder": 1},
    "tie": {"color": "#4f8fc9", "linewidth": 1.3, "linestyle": "-", "zorder": 3},
    "tension": {"color": "#c44601", "linewidth": 1.6, "linestyle": (0, (4.5, 3)), "zorder": 4},
    "contract": {"color": "#1b1b1b", "linewidth": 3.4, "linestyle": "-", "zorder": 5},
}
NAMES: Final = {
    "tie": "cooperation (+)", "tension": "tension (−)", "contract": "contract", "membership": "membership",
}  # fmt: skip


def network_png(dossier: Mapping[str, Any], dpi: int = 150) -> bytes:
    """Return the network of a dossier as PNG, with its sources, date, sizes and tool version in the picture."""
    return figure_bytes(network_figure(dossier), dossier["tool"], dpi=dpi)


def matrix_png(dossier: Mapping[str, Any], dpi: int = 150) -> bytes:
    """Return the matrix of tension as PNG."""
    return figure_bytes(matrix_figure(dossier), dossier["tool"], dpi=dpi)


def network_figure(dossier: Mapping[str, Any]) -> Figure:
    """Return the network at the coordinates of the page: sign by dash and colour, fill by bloc."""
    entities = {e["id"]: e for e in dossier["entities"]}
    nodes = {n["id"]: n for n in dossier["nodes"]}
    width, height = dossier["sizes"]["wide"]
    figure, axes = canvas(9.6, max(4.8, min(9.6, 9.6 * height / width + 1.3)))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_aspect("equal")
    for tie, bend in _bent(_shown(dossier)):
        if tie["a"] in nodes and tie["b"] in nodes:
            axes.add_patch(_arc(nodes[tie["a"]]["wide"], nodes[tie["b"]]["wide"], bend, LINES[tie["layer"]]))
    for node in nodes.values():
        _node(axes, node, entities[node["id"]])
    title = "Tension and alignment" + (f": {dossier['title']}" if dossier.get("title") else "")
    frame(figure, dossier, title)
    _legend(figure, dossier)
    return dress(figure)


def matrix_figure(dossier: Mapping[str, Any]) -> Figure:
    """Return the tensions as a matrix ordered by bloc; hostile cells have a dot, so that grey print reads."""
    from matplotlib import colormaps
    from matplotlib.colors import Normalize

    entities = {e["id"]: e for e in dossier["entities"]}
    known = [d for d in dossier["dyads"] if d["tension"] and d["tension"]["value"] is not None]
    ends = {end for d in known for end in (d["a"], d["b"])}
    order = sorted(ends, key=lambda i: (entities[i].get("bloc", 99), i))
    place = {entity: i for i, entity in enumerate(order)}
    most = max((abs(d["tension"]["value"]) for d in known), default=1.0)
    # Wider than the data: at its ends the map is equally dark on both sides.
    norm = Normalize(-1.4 * most, 1.4 * most)
    colours = colormaps["RdBu_r"]
    side = max(4.6, min(11.0, 2.6 + 0.3 * len(order)))
    figure, axes = canvas(side, side + 0.5)
    axes.set_aspect("equal")
    for d in known:
        value, i, j = d["tension"]["value"], place[d["a"]], place[d["b"]]
        for x, y in ((i, j), (j, i)):
            axes.fill([x, x + 1, x + 1, x], [y, y, y + 1, y + 1], color=colours(norm(value)), linewidth=0)
            if value > 0:
                axes.plot(
                    x + 0.5,
                    y + 0.5,
                    "o",
                    color="white",
                    markeredgecolor=INK,
                    markersize=3.4,
                    markeredgewidth=0.6,
                )
    for i in range(1, len(order)):
        if entities[order[i]].get("bloc") != entities[order[i - 1]].get("bloc"):
            axes.axhline(i, color=MUTED, linewidth=0.8)
            axes.axvline(i, color=MUTED, linewidth=0.8)
    for i, entity in enumerate(order):
        label = entities[entity]["label"]
        axes.text(-0.2, i + 0.5, label, ha="right", va="center", fontsize=8, color=INK, parse_math=False)
        axes.text(
            i + 0.5,
            -0.2,
            label,
            ha="center",
            va="bottom",
            rotation=90,
            fontsize=8,
            color=INK,
            parse_math=False,
        )
    axes.set_xlim(-2.2, len(order) + 0.2)
    axes.set_ylim(len(order) + 0.2, -2.2)
    frame(figure, dossier, "Tension by pair: red with a dot is tense, blue is cooperative")
    return dress(figure)


def _legend(figure: Figure, dossier: Mapping[str, Any]) -> None:
    from matplotlib.lines import Line2D

    present = {tie["layer"] for tie in _shown(dossier)}
    handles: list[Line2D] = []
    for layer in NAMES:
        if layer in present:
            style = {k: v for k, v in LINES[layer].items() if k != "zorder"}
            handles.append(Line2D([], [], label=NAMES[layer], **style))
    for bloc in dossier["blocs"]:
        fill = NONE if bloc["hue"] is None else BLOCS[bloc["hue"]]
        handles.append(
            Line2D([], [], marker="o", linestyle="", color=fill, markersize=7, label=cut(bloc["name"], 24))
        )
    if not handles:
        return
    legend = figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.022, 0.062), ncols=len(handles) if len(handles) < 7 else (len(handles) + 1) // 2,
        frameon=False, fontsize=8, handlelength=2.2, columnspacing=1.3, borderaxespad=0,
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_parse_math(False)


def _node(axes: Axes, node: Mapping[str, Any], entity: Mapping[str, Any]) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch, RegularPolygon
    from matplotlib.patheffects import withStroke

    (x, y), r = node["wide"], node["r"]
    bloc = entity.get("bloc")
    fill = BLOCS[bloc] if bloc is not None and bloc < len(BLOCS) else NONE
    halo = [withStroke(linewidth=2.2, foreground="white")]
    if entity["kind"] == "country":
        axes.add_patch(Circle((x, y), r, facecolor=fill, edgecolor="white", linewidth=1.2, zorder=8))
    elif entity["kind"] == "alliance":
        box = FancyBboxPatch((x - r * 0.75, y - r * 0.75), 1.5 * r, 1.5 * r, boxstyle=f"round,pad={r * 0.25}",
                             facecolor="white", edgecolor=MUTED, linewidth=1.6, zorder=8)  # fmt: skip
        axes.add_patch(box)
    else:
        axes.add_patch(
            RegularPolygon((x, y), 4, radius=r * 1.15, facecolor="#f0f2f5", edgecolor=MUTED, zorder=8)
        )
    at = y if entity["kind"] == "country" else y + r + 11
    axes.text(x, at, entity["label"], ha="center", va="center", fontsize=8, weight="bold", color="#14171a",
              path_effects=halo, zorder=9, parse_math=False)  # fmt: skip


def _shown(dossier: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what the page shows when it opens: no rivalries of the atlas, no membership that has ended."""
    ties = ties_at_rest(dossier["ties"], dossier["facts"], dossier["as_of"])
    return [tie for tie in ties if tie["layer"] in NAMES]


def _bent(ties: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], float]]:
    """Give parallel ties of a pair neighbouring arcs, as the page does."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for tie in ties:
        groups.setdefault((tie["a"], tie["b"]), []).append(tie)
    return [(tie, (i - (len(g) - 1) / 2) * 20.8) for g in groups.values() for i, tie in enumerate(g)]


def _arc(a: Sequence[float], b: Sequence[float], bend: float, style: Mapping[str, Any]) -> Any:  # noqa: ANN401  untyped patches
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    length = math.dist(a, b) or 1.0
    middle = (
        (a[0] + b[0]) / 2 - (b[1] - a[1]) / length * bend,
        (a[1] + b[1]) / 2 + (b[0] - a[0]) / length * bend,
    )
    path = Path([(a[0], a[1]), middle, (b[0], b[1])], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    return PathPatch(path, fill=False, capstyle="butt", **style)
