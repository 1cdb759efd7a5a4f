"""The formats by name: what each is for, what it reads, and which function writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ...graph.errors import UsageError
from .place import fresh_file, fresh_folder

if TYPE_CHECKING:
    import networkx as nx

    from ...analysis.result import DyadAlignment, DyadTension, StatePressure
    from ..frames import Frames

Counts: TypeAlias = dict[str, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """A snapshot with its scores: what the formats for pictures and exchange are made from."""

    snapshot: Frames
    tensions: Sequence[DyadTension] = ()
    alignments: Sequence[DyadAlignment] = ()
    pressures: Sequence[StatePressure] = ()
    as_of: date | None = None

    def graph(self) -> nx.MultiDiGraph:
        """Return the exchange graph: entities, contracts and ties, sanitised and sorted."""
        from ..graphs import exchange_graph

        return exchange_graph(self.snapshot, self.tensions, self.alignments, self.pressures, self.as_of)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: one file or a folder, made from the scored snapshot or from the whole graph in the store.

    The module of the same name (with ``_`` for ``-``) in this package holds ``write(source, path)``.
    """

    name: str
    suffix: str
    reads: Literal["scores", "store"]
    line: str

    @property
    def folder(self) -> bool:
        """Tell whether the export is a folder of files."""
        return not self.suffix


FORMATS: tuple[Format, ...] = (
    Format("graphml", ".graphml", "scores", "entities, contracts and ties for yEd, Cytoscape, igraph"),
    Format("gexf", ".gexf", "scores", "the same for Gephi, with the time in which each tie held"),
    Format("cytoscape", ".cyjs", "scores", "the same as Cytoscape JSON"),
    Format("node-link", ".json", "scores", "the same as networkx and D3 read it"),
    Format("csv", "", "scores", "the same as nodes.csv and edges.csv, for spreadsheets and pandas"),
    Format("geojson", ".geojson", "scores", "states at their capitals and ties as lines, for QGIS and maps"),
    Format("stix", ".json", "scores", "a STIX 2.1 bundle, for OpenCTI and MISP"),
    Format("ftm", ".ftm.json", "scores", "FollowTheMoney entities, a line each, for Aleph and OpenSanctions"),
    Format("neo4j-admin", "", "store", "the whole graph as files of neo4j-admin database import"),
    Format("cypher", ".cypher", "store", "the whole graph as a script for cypher-shell, or .jsonl for a driver"),
    Format("parquet", "", "store", "the whole graph, a Parquet file a label and type"),
    Format("rdf", ".ttl", "store", "the whole graph as Turtle, with provenance in PROV-O"),
)  # fmt: skip


def find_format(name: str) -> Format:
    """Return the format of that name; UsageError with all names where there is none.

    >>> find_format("gexf").suffix
    '.gexf'
    """
    for format in FORMATS:
        if format.name == name:
            return format
    raise UsageError(f"{name!r} is no export format. There are: {', '.join(f.name for f in FORMATS)}.")


def write_export(format: Format, source: Any, path: Path) -> Counts:  # noqa: ANN401  a Scored or a store
    """Write a source in a format to a path, whole or not at all; return how much was written of what."""
    module = import_module(f".{format.name.replace('-', '_')}", __package__)
    place = fresh_folder(path, format.name) if format.folder else fresh_file(path)
    with place as part:
        told: Counts = module.write(source, part)
    return told
