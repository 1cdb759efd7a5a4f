"""`detente export`: the graph in the formats of other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import as_of_option, json_option, known_by_option, store_option

if TYPE_CHECKING:
    from ..graph.store import GraphStore
    from ..queries.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the format, where, and how many of what."""

    format: str
    path: Path
    counts: Mapping[str, int]
    as_of: date | None
    known_by: date | None


def export_graph(
    source: GraphStore | Snapshot,
    format: str,
    path: str | Path,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
) -> Export:
    """Write the graph in a format to a file or folder, whole or not at all; an older export is replaced.

    Parameters
    ----------
    source : a store; for the formats that carry scores a snapshot will do
    format : graphml, gexf, cytoscape, node-link, csv, geojson, stix, ftm; neo4j-admin, cypher, parquet, rdf
    path : the file, or the folder for csv, neo4j-admin and parquet
    as_of, known_by : for the formats that carry scores: only what had begun and had been told by then
    """
    from ..graph.errors import UsageError
    from ..queries.snapshot import Snapshot
    from ..views.exports.registry import Scored, find_format, write_export
    from ..views.exports.window import window
    from .pipeline import read_snapshot, score

    wanted, path = find_format(format), Path(path)
    if wanted.reads == "store":
        if as_of or known_by:
            raise UsageError(
                f"{format} copies the whole graph, every fact with its own dates, so --as-of and --known-by do not "
                "apply. Leave them out, or take a format that carries scores (detente export lists them)."
            )
        if isinstance(source, Snapshot):
            raise UsageError(
                f"{format} copies the whole graph and reads it from a store, not from a snapshot. "
                "Give the store: detente.export(detente.connect(FOLDER), ...)."
            )
        return Export(format, path, write_export(wanted, source, path), None, None)
    snapshot = source if isinstance(source, Snapshot) else read_snapshot(source)
    scores = score(snapshot, as_of=as_of, known_by=known_by)
    shown = Scored(
        window(snapshot, as_of, known_by), scores.tensions, scores.alignments, scores.pressures, scores.as_of
    )
    return Export(format, path, write_export(wanted, shown, path), scores.as_of, known_by)


@click.command(short_help="Hand the graph on to other programs.")
@click.argument("format", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="The file or folder to write.")
@as_of_option
@known_by_option
@store_option
@json_option
def export(
    format: str | None,
    out: Path | None,
    as_of: date | None,
    known_by: date | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Write the graph in the FORMAT of another program; without FORMAT, list the formats."""
    from ..views.exports.registry import FORMATS, find_format
    from .pipeline import opened
    from .terminal import busy, say, show_json, table

    if format is None:
        told = [{"format": f.name, "suffix": f.suffix, "folder": f.folder, "what": f.line} for f in FORMATS]  # fmt: skip
        if as_json:
            show_json(told)
        else:
            table([[f.name, f.suffix or "folder", f.line] for f in FORMATS], ["format", "writes", "what"])
        return
    find_format(format)
    if out is None:
        raise click.UsageError(f"say where to write: detente export {format} --out PATH")
    with opened(store, purpose="read") as graph, busy(f"writing {format}"):
        done = export_graph(graph, format, out, as_of=as_of, known_by=known_by)
    if as_json:
        show_json({
            "format": done.format, "path": str(done.path), "counts": dict(done.counts), "as_of": done.as_of,
            "known_by": done.known_by,
        })  # fmt: skip
    else:
        say(f"{done.path}: " + ", ".join(f"{n} {what}" for what, n in done.counts.items()))
