"""`detente blocs`: groups with good ties inside and bad ones between, and how sure they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .balance import explain_option, explainable, signed_graph, where_option
from .options import as_of_option, json_option, known_by_option, store_option
from .reasons import reason_rows, tie_reasons

if TYPE_CHECKING:
    import networkx as nx

    from ..analysis.blocs import Blocs
    from ..analysis.kbloc import KBloc


@click.command(short_help="Blocs of states, with their stability.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@where_option
@click.option("--runs", type=click.IntRange(1, 1000), default=50, show_default=True, help="Seeded runs.")
@click.option(
    "--resolution",
    type=click.FloatRange(min=0.01),
    default=1.0,
    show_default=True,
    help="Above 1: smaller blocs.",
)
@click.option(
    "--engine", type=click.Choice(["own", "leiden"]), default="own", show_default=True,
    help="leiden needs the extra of that name.",
)  # fmt: skip
@click.option(
    "--k", type=click.IntRange(min=1), help="The most blocs for the k-bloc index; any number without it."
)
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1), default=30.0, show_default=True,
    help="Seconds for the k-bloc index; then its bounds are told.",
)  # fmt: skip
@explain_option
@as_of_option
@known_by_option
@store_option
@json_option
def blocs(
    file: Path | None, wanted: tuple[str, ...], runs: int, resolution: float, engine: str, k: int | None,
    time_limit: float, explained: bool, as_of: date | None, known_by: date | None, store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Blocs in the relations of the graph, or in FILE, a table of source, target and sign or weight."""
    from ..analysis.blocs import blocs as blocs_of
    from ..analysis.kbloc import k_bloc
    from .terminal import busy, say, show_json, table

    graph, snapshot = signed_graph(file, wanted, as_of, known_by, store)
    with busy("computing"):
        found = blocs_of(graph, runs=runs, resolution=resolution, engine=engine)
        index = k_bloc(graph, k, time_limit=time_limit)
    told = blocs_object(found, index)
    if explained:
        told["against"] = tie_reasons(explainable(snapshot), graph, against(found, graph))
    if as_json:
        show_json(told)
        return
    if found.status != "ok":
        say("No signed tie, so no blocs.")
        return
    rows = [
        [number, m["node"], m["confidence"]]
        for number, bloc in enumerate(told["blocs"], 1)
        for m in bloc["members"]
    ]
    table(rows, ["bloc", "member", "confidence"])
    say()
    names = ("modularity", "line_index", "stability", "runs", "k_bloc_index", "k_bloc_status")
    table([[name, told[name]] for name in names], ["blocs", ""])
    if explained:
        say()
        table(reason_rows(told["against"]), ["tie against the blocs", "sign", "type", "date", "words"])


def against(found: Blocs, graph: nx.Graph) -> list[tuple[str, str]]:
    """Return the ties that speak against a division: hostile ones inside a bloc, friendly ones between two."""
    home = {m.node: number for number, bloc in enumerate(found.blocs) for m in bloc}
    return sorted(
        (min(a, b), max(a, b))
        for a, b, sign in graph.edges(data="sign")
        if a in home and b in home and sign and (home[a] == home[b]) != (sign > 0)
    )


def blocs_object(found: Blocs, index: KBloc) -> dict[str, Any]:
    """Return the form of `blocs --json`."""
    return {
        "nodes": len(found.nodes),
        "modularity": found.modularity,
        "line_index": found.line_index,
        "stability": found.stability,
        "runs": found.runs,
        "status": found.status,
        "blocs": [
            {"bloc": number, "members": [{"node": m.node, "confidence": m.confidence} for m in bloc]}
            for number, bloc in enumerate(found.blocs, 1)
        ],
        "k": index.k,
        "k_bloc_index": index.index,
        "k_bloc_bound": index.lo,
        "k_bloc_status": index.status,
        "k_blocs": [list(bloc) for bloc in index.blocs],
    }
