"""The map of the world in print: each state coloured by its alignment with, or tension towards, a chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from ..graph.errors import UsageError
from .canvas import INK, MUTED, canvas, dress, frame, write
from .worldmap import outlines, positions, rings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

By = Literal["alignment", "tension"]
NO_DATA: Final = "#e4e4e4"
ENDS: Final = {"alignment": ("opposed", "aligned"), "tension": ("cooperative", "tense")}


def map_figure(dossier: Mapping[str, Any], state: str, by: By = "alignment") -> Figure:
    """Return the world map of a score towards a state; grey is "no data", hatched is opposed or tense.

    Raises
    ------
    UsageError
        When no dyad of the dossier has that score with the state.
    """
    from matplotlib import colormaps
    from matplotlib.colors import Normalize

    values = _values(dossier, state, by)
    if not values:
        known = sorted({end for d in dossier["dyads"] if d[by] for end in (d["a"], d["b"])})
        raise UsageError(
            f"no {by} with {state} is known here; states with one: {', '.join(known[:30]) or 'none'}"
        )
    name = next((e["name"] for e in dossier["entities"] if e["id"] == state), state)
    world = outlines()
    most = max(0.1, *(abs(v) for v in values.values()))
    norm = Normalize(-1.4 * most, 1.4 * most)
    scale = colormaps["RdBu" if by == "alignment" else "RdBu_r"]
    figure, axes = canvas(9.6, 6.0, (0.01, 0.17, 0.98, 0.74))
    axes.set_xlim(0, world["width"])
    axes.set_ylim(world["height"], 0)
    axes.set_aspect("equal")
    for code, path in world["shapes"].items():
        value = values.get(code)
        fill = NO_DATA if value is None else scale(norm(value))
        bad = value is not None and (value < 0) == (by == "alignment") and abs(value) > 1e-9
        _shape(axes, path, fill, bad, code == state)
    _labels(axes, dossier, values, state, lambda value: scale(norm(value)), set(world["shapes"]))
    _bar(figure, scale, norm, most, by)
    title = f"Alignment with {name}" if by == "alignment" else f"Tension with {name}"
    frame(
        figure, dossier, title, f"Borders: {world['source']}, de-facto lines of that source, no claim of ours"
    )
    return dress(figure)


def _values(dossier: Mapping[str, Any], state: str, by: By) -> dict[str, float]:
    found = {}
    for dyad in dossier["dyads"]:
        if state in (dyad["a"], dyad["b"]) and dyad[by] and dyad[by]["value"] is not None:
            found[dyad["b"] if dyad["a"] == state else dyad["a"]] = float(dyad[by]["value"])
    return found


def _shape(axes: Axes, path: str, fill: Any, bad: bool, home: bool) -> None:  # noqa: ANN401  a colour
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    points, codes = [], []
    for ring in rings(path):
        points += [*ring, ring[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
    axes.add_patch(
        PathPatch(
            Path(points, codes), facecolor=fill, edgecolor=INK if home else "white",
            linewidth=1.3 if home else 0.4, zorder=4 if home else 2,
        )
    )  # fmt: skip
    if bad:
        axes.add_patch(PathPatch(Path(points, codes), fill=False, hatch="////", edgecolor="#00000055", linewidth=0, zorder=3))  # fmt: skip


def _labels(
    axes: Axes,
    dossier: Mapping[str, Any],
    values: Mapping[str, float],
    state: str,
    colour: Callable[[float], Any],
    drawn: set[str],
) -> None:
    """Mark states without a shape by a dot, and label the chosen state and the busiest others where there is room."""
    from matplotlib.patheffects import withStroke

    degree = {n["id"]: n["degree"] for n in dossier["nodes"]}
    at = positions([*values, state])
    taken: list[tuple[float, float]] = []
    for code in sorted(at, key=lambda c: (c != state, -degree.get(c, 0), c)):
        x, y = at[code]
        if code not in drawn and code != state:
            axes.plot(x, y, "o", markersize=4.5, color=colour(values[code]), markeredgecolor=MUTED, markeredgewidth=0.5, zorder=6)  # fmt: skip
        if code not in degree or any(abs(x - u) < 27 and abs(y - v) < 11 for u, v in taken):
            continue
        taken.append((x, y))
        halo = [withStroke(linewidth=1.8, foreground="white")]
        number = "" if code == state else f" {values[code]:+.2f}".replace("-", "−")
        write(
            axes, x, y, code + number, ha="center", fontsize=6.2, weight="bold", path_effects=halo, zorder=8
        )


def _bar(figure: Figure, scale: Any, norm: Any, most: float, by: By) -> None:  # noqa: ANN401  matplotlib's own
    import numpy as np

    axes = figure.add_axes((0.36, 0.115, 0.28, 0.018))
    axes.imshow(np.linspace(-most, most, 200).reshape(1, -1), aspect="auto", cmap=scale, norm=norm, extent=(-most, most, 0, 1))  # fmt: skip
    axes.set_yticks([])
    axes.set_xticks([-most, 0, most], [f"{-most:.2f}".replace("-", "−"), "0", f"{most:.2f}"])
    axes.tick_params(labelsize=7, colors=MUTED, length=2)
    for spine in axes.spines.values():
        spine.set_visible(False)
    low, high = ENDS[by]
    figure.text(0.35, 0.124, low, ha="right", va="center", fontsize=8, color=INK)
    figure.text(0.65, 0.124, high, ha="left", va="center", fontsize=8, color=INK)
