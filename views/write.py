"""All files of a run, each written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ..analysis.result import Balance, DyadAlignment, DyadTension, StatePressure
from ..graph.errors import UsageError
from .dossier import build_dossier, tool_version
from .figures import network_png
from .frames import Frames
from .gexf import gexf_bytes
from .graphml import graphml_bytes
from .graphs import exchange_graph
from .page import build_page
from .tables import alignment_csv, facts_jsonl, tension_csv


def prepare_folder(out: Path) -> None:
    """Make the output folder where there is none, and raise UsageError if nothing can be written to it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_refusal(out, error)) from error
    _write(out / ".detente-write-test", b"")
    (out / ".detente-write-test").unlink()


def write_all(
    out: Path,
    snapshot: Frames,
    tensions: Sequence[DyadTension],
    alignments: Sequence[DyadAlignment],
    pressures: Sequence[StatePressure],
    balance: Balance | None,
    as_of: date | None,
    *,
    title: str = "",
) -> list[Path]:
    """Write the page, the tables, the graphs and the picture into the folder; return their paths.

    Everything is computed before the first file is written, and each file gets its name only when it
    is complete: a run that fails leaves the files of the run before it.
    """
    prepare_folder(out)
    dossier = build_dossier(snapshot, tensions, alignments, pressures, balance, as_of, title=title)
    graph = exchange_graph(snapshot, tensions, alignments, pressures, as_of)
    makers: dict[str, Callable[[], str | bytes]] = {
        "index.html": lambda: build_page(dossier),
        "facts.jsonl": lambda: facts_jsonl(snapshot),
        "graph.graphml": lambda: graphml_bytes(graph),
        "graph.gexf": lambda: gexf_bytes(graph, tool_version()),
        "tension.csv": lambda: tension_csv(snapshot, tensions),
        "alignment.csv": lambda: alignment_csv(snapshot, alignments),
        "network.png": lambda: network_png(dossier),
    }
    made = {name: make() for name, make in makers.items()}
    return [_write(out / name, _bytes(content)) for name, content in made.items()]


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def _write(path: Path, content: bytes) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(_refusal(path, error)) from error
    return path


def _refusal(path: Path, error: OSError) -> str:
    why = error.strerror or str(error)
    return f"{path}: cannot be written: {why}. Choose another folder with --out, or free this one, and run again."
