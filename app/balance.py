"""`detente balance`: the signed balance of a network, from the graph or from a table of ties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import as_of_option, json_option, known_by_option, store_option
from .reasons import reason_rows, tie_reasons

if TYPE_CHECKING:
    import networkx as nx

    from ..analysis.permutation import NullModel
    from ..analysis.result import Balance
    from ..queries.snapshot import Snapshot

where_option = click.option(
    "--where", "wanted", multiple=True, metavar="COLUMN=VALUE",
    help="Only rows of the table with this value, where it holds several networks.",
)  # fmt: skip
explain_option = click.option("--explain", "explained", is_flag=True, help="Open the ties into their facts.")
# longer lists are for a program of one's own, not for a page of JSON
TRIADS = 1000


@click.command(short_help="Signed balance of the network.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@where_option
@click.option("--weighted", is_flag=True, help="The frustration index in weights of ties, not in ties.")
@click.option("--null", "compared", is_flag=True, help="Compare with shuffled signs (z and p).")
@click.option(
    "--time-limit", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
    help="Seconds for the frustration index; then its bounds are told.",
)  # fmt: skip
@explain_option
@as_of_option
@known_by_option
@store_option
@json_option
def balance(
    file: Path | None, wanted: tuple[str, ...], weighted: bool, compared: bool, time_limit: float,
    explained: bool, as_of: date | None, known_by: date | None, store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Signed balance of the relations in the graph, or of FILE, a table of source, target and sign or weight."""
    from ..analysis.balance import balance as balance_of
    from ..analysis.permutation import sign_permutation
    from .terminal import busy, show_json, table

    graph, snapshot = signed_graph(file, wanted, as_of, known_by, store)
    with busy("computing"):
        found = balance_of(graph, weight="weight" if weighted else None, time_limit=time_limit)
        null = sign_permutation(graph) if compared else None
    told = balance_object(found, graph, null)
    if explained:
        ties = [(tie["source"], tie["target"]) for tie in told["frustrated"]]
        told["reasons"] = tie_reasons(explainable(snapshot), graph, ties)
    if as_json:
        show_json(told)
        return
    table(
        [[name, value] for name, value in told.items() if not isinstance(value, list | dict)], ["balance", ""]
    )
    if null is not None:
        table([list(told["null"].values())], list(told["null"]))
    if told["frustrated"]:
        table([list(tie.values()) for tie in told["frustrated"]], ["source", "target", "frustrated in"])
    if explained:
        table(reason_rows(told["reasons"]), ["tie", "sign", "type", "date", "words"])


def signed_graph(
    file: Path | None, wanted: Iterable[str], as_of: date | None, known_by: date | None, store: str | None
) -> tuple[nx.Graph, Snapshot | None]:
    """Return the signed network of a file, or that of the graph at a date with its snapshot."""
    where = dict(_condition(text) for text in wanted)
    if file is not None:
        from ..analysis.balance_file import read_signed_edges

        if as_of or known_by or store:
            raise click.UsageError(
                "--as-of, --known-by and --store are for the graph; a file is read as it is"
            )
        graph = read_signed_edges(file, where=where)
        _tell(file, graph)
        return graph, None
    if where:
        raise click.UsageError("--where chooses rows of a file; name one")
    from ..analysis.clock import moment
    from ..analysis.relations import signed_graph as relations_of
    from .metrics import read_graph

    snapshot = read_graph(store)
    return relations_of(snapshot, as_of=moment(snapshot, as_of), known_by=known_by), snapshot


def explainable(snapshot: Snapshot | None) -> Snapshot:
    """Return the snapshot whose facts explain ties; a table of ties has none."""
    if snapshot is None:
        raise click.UsageError("--explain is for the graph; the ties of a file have no facts")
    return snapshot


def balance_object(found: Balance, graph: nx.Graph, null: NullModel | None = None) -> dict[str, Any]:
    """Return the form of `balance --json`."""
    frustration = found.frustration
    told = {
        "as_of": found.as_of,
        "nodes": found.nodes,
        "edges": found.edges,
        "negative": found.negative,
        "triads": {"+++": found.ppp, "++-": found.ppn, "+--": found.pnn, "---": found.nnn},
        "triangle_balance": found.triangle_balance,
        "walk_balance": found.walk_balance,
        "algebraic_conflict": found.algebraic_conflict,
        "frustration_index": frustration.index if frustration else None,
        "frustration_normalised": frustration.normalised if frustration else None,
        "frustration_bound": frustration.lo if frustration else None,
        "frustration_status": frustration.status if frustration else "no_edges",
        "frustrated": [
            {"source": e.source, "target": e.target, "when": e.when}
            for e in (frustration.solution if frustration else ())
        ],
        "frustrated_settled": frustration.settled if frustration else True,
        "unbalanced": [list(triad) for triad in found.triads[:TRIADS]],
        "node_balance": dict(found.node_balance),
        "status": found.status,
    }
    if null is not None:
        told["null"] = {name: getattr(null, name) for name in null.__slots__}
    if notes := graph.graph.get("notes"):
        told["notes"] = dict(notes)
    return told


def _condition(text: str) -> tuple[str, str]:
    column, mark, value = text.partition("=")
    if not mark or not column.strip():
        raise click.UsageError(f"--where {text}: it takes COLUMN=VALUE, as in: --where period=46-49")
    return column.strip(), value.strip()


def _tell(file: Path, graph: nx.Graph) -> None:
    """Say on stderr what of a table did not become a tie of its own."""
    from .terminal import hint

    notes = graph.graph["notes"]
    words = {
        "loops": "ties of a node to itself were left out",
        "zeros": "ties of weight 0 were left out",
        "merged": "further lines of a pair were added to its first",
        "cancelled": "pairs sum to zero and have no sign",
    }
    for name, text in words.items():
        if notes[name]:
            hint(f"{file}: {notes[name]} {text}")
