"""Paper for the pictures in print: size, head and foot, fonts for names in any script, the same bytes twice."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1b1f24"
MUTED: Final = "#57606a"
RULE: Final = "#dde1e6"
NONE: Final = "#8a9097"
TIE: Final = "#4f8fc9"
TENSION: Final = "#c44601"
CONTRACT: Final = "#1b1b1b"
BLOCS: Final = ("#332288", "#997700", "#7a1f3d", "#4f8fc9")
FONTS: Final = (
    "Noto Sans", "DejaVu Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Devanagari", "Noto Sans Georgian", "Noto Sans Armenian", "Droid Sans Fallback",
    "WenQuanYi Zen Hei", "Arial Unicode MS",
)  # fmt: skip
_LOG = logging.getLogger(__name__)


def canvas(
    width: float, height: float, box: tuple[float, float, float, float] | None = None
) -> tuple[Figure, Axes]:
    """Return an empty figure of that size in inches with one plain area; ``box`` as for ``add_axes``."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes(box or (0.02, 0.14, 0.96, 0.78))
    axes.set_axis_off()
    return figure, axes


def frame(figure: Figure, dossier: Mapping[str, Any], title: str, note: str = "") -> None:
    """Write the head and the foot: what is shown and how to read it; sources, number of facts, date and tool."""
    outlets = sorted({a["outlet"] for a in dossier["articles"] if a.get("outlet")})
    named = ", ".join(outlets[:4]) + (f" and {len(outlets) - 4} more" if len(outlets) > 4 else "")
    counts = dossier["counts"]
    n = f"n = {counts['facts']} facts, {counts['events']} events, {counts['articles']} articles"
    atlas = "; memberships: articles and atlas" if counts["atlas_facts"] else ""
    source = f"Sources: {named or 'articles without a named outlet'}{atlas}"
    foot = f"{n} · as of {dossier['as_of'] or 'no date'} · {dossier['tool']}"
    width, height = figure.get_size_inches()
    room = int(width * 15.5)
    place: dict[str, Any] = {"color": MUTED, "va": "center", "parse_math": False, "fontsize": 7.5}
    figure.text(
        0.03,
        1 - 0.26 / height,
        cut(title, int(width * 10)),
        fontsize=12.5,
        weight="bold",
        color=INK,
        va="center",
        parse_math=False,
    )
    if note:
        figure.text(0.03, 1 - 0.46 / height, cut(note, room), **place)
    figure.text(0.03, 0.3 / height, cut(source, room), **place)
    figure.text(0.03, 0.14 / height, cut(foot, room), **place)


def write(axes: Axes, x: float, y: float, text: str, **style: Any) -> None:  # noqa: ANN401  matplotlib's own
    """Write a text from data: never read as a formula, no control characters, cut to a line."""
    looks: dict[str, Any] = {"fontsize": 8, "color": INK, "va": "center", **style}
    axes.text(x, y, cut(text, 60), parse_math=False, **looks)


def cut(text: str, length: int) -> str:
    """Return the text on one line without control characters, at most that long.

    >>> cut("a\\x00b  c", 9), cut("abcdef", 4)
    ('a b c', 'abc…')
    """
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def dress(figure: Figure) -> Figure:
    """Give all texts the fonts that are installed, in order, and log the characters that none of them has."""
    fonts = _installed()
    for text in _texts(figure):
        text.set_fontfamily(list(fonts))
    missing = missing_glyphs(figure)
    if missing:
        _LOG.warning(
            "no installed font has %s: install a Noto font for that script", " ".join(sorted(missing)[:20])
        )
    return figure


def missing_glyphs(figure: Figure) -> set[str]:
    """Return the characters in the texts of a figure that no installed font of ours has: they print as boxes."""
    written = {c for text in _texts(figure) for c in text.get_text() if not c.isspace()}
    known = [_characters(font) for font in _installed()]
    return {c for c in written if not any(ord(c) in font for font in known)}


def figure_bytes(figure: Figure, tool: str, kind: str = "png", dpi: int = 150) -> bytes:
    """Return the figure as png, svg or pdf; the same figure gives the same bytes."""
    from matplotlib import rc_context

    out = io.BytesIO()
    stamps: dict[str, dict[str, Any]] = {"png": {"Software": tool}, "svg": {"Creator": tool, "Date": None}}
    stamp = stamps.get(kind, {"Creator": tool, "CreationDate": None})
    with rc_context({"svg.hashsalt": "detente", "svg.fonttype": "path"}), warnings.catch_warnings():
        # A character that no installed font has becomes a box; `dress` has said so.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(out, format=kind, dpi=dpi, metadata=stamp)
    return out.getvalue()


def _texts(figure: Figure) -> list[Any]:
    return figure.findobj(match=lambda artist: hasattr(artist, "set_fontfamily"))


@cache
def _installed() -> tuple[str, ...]:
    from matplotlib import font_manager

    names = set(font_manager.fontManager.get_font_names())
    return tuple(font for font in FONTS if font in names) or ("sans-serif",)


@cache
def _characters(font: str) -> frozenset[int]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(font_manager.findfont(font)).get_charmap())
