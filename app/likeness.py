"""How alike states are by votes, treaties or arms, as the command and the server tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..graph.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from ..graph.store import GraphStore

SOURCES = ("articles", "unga", "atop", "arms")
METRICS = (
    "s_known", "kappa", "kappa_linear", "pi_nominal", "pi_weighted", "s", "s_squared", "s_weighted",
    "s_weighted_squared", "a", "tau_b", "agreement", "agreement_decided", "agreement_absent", "ideal_distance",
)  # fmt: skip
# these three open into facts; the other measures are read off the joint table of two portfolios
EXPLAINED = ("s_known", "kappa", "s")
LOADS = {"unga": "unga_votes", "atop": "atop", "arms": "sipri_trade_register"}
Object = dict[str, Any]


def registered(
    graph: GraphStore, pair: set[str] | None, source: str, metric: str, year: int | None, options: Object
) -> tuple[pd.DataFrame, int, str | None]:
    """Return the rows by a data set, their year, and what to load where the graph holds nothing to compare by.

    Without a year, that of the latest votes; ``options`` are those of :func:`.alignment_panel`.
    """
    from ..analysis.panel_dyads import alignment_panel
    from ..queries.registers import read_registers

    if metric == "s_known":
        raise UsageError(
            "s_known looks at what articles leave unknown; it goes with the source articles only"
        )
    year = year or _latest(graph, source)
    frames = read_registers(graph, source, year)
    held = {
        "unga": frames.estimates if metric == "ideal_distance" else frames.votes,
        "atop": frames.alliances,
    }
    wanted = None
    if held.get(source, frames.contracts).empty:
        wanted = "unga_ideal_points" if metric == "ideal_distance" else LOADS[source]
    rows = alignment_panel(frames, source=source, metric=metric, year=year, pair=ordered(pair), **options)
    return rows, year, wanted


def ordered(pair: set[str] | None) -> tuple[str, str] | None:
    """Return a pair in the order of its names."""
    return None if pair is None else (min(pair), max(pair))


def rows_object(rows: pd.DataFrame, metric: str, source: str, year: int | None) -> Object:
    """Return the form of `alignment --json` for rows that are read off portfolios."""
    return {"metric": metric, "source": source, "year": year, "dyads": rows.to_dict("records")}


def _latest(graph: GraphStore, source: str) -> int:
    from ..queries.registers import vote_years

    years = vote_years(graph) if source == "unga" else []
    if not years:
        raise UsageError(f"which year? Give one, as in: detente alignment --source {source} --year 2010")
    return years[-1]
