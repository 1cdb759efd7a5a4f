"""The store: a small protocol, and the one function that opens it wherever it is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, Self

from .address import Server, find_address, raw_folder
from .counters import Counters

__all__ = ["Counters", "GraphStore", "open_store"]


class GraphStore(Protocol):
    """A property graph that answers Cypher; values go in as parameters and come out as plain Python."""

    @property
    def server(self) -> str:
        """Say what answers and where, without secrets."""
        ...

    @property
    def raw(self) -> Path:
        """The folder beside the graph that holds the raw rows of event sets and roll calls."""
        ...

    def read(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Return the rows of a reading statement, a dict each."""
        ...

    def ask(
        self, cypher: str, parameters: Mapping[str, Any], /, *, seconds: float, most: int
    ) -> tuple[list[str], list[dict[str, Any]]]:
        """Return the columns and at most so many rows of a statement that is not ours, and undo what it did."""
        ...

    def write(self, cypher: str, rows: Sequence[Mapping[str, Any]], /) -> Counters:
        """Run a statement that begins ``UNWIND $rows AS row`` in one transaction: all rows or none."""
        ...

    def write_many(self, batches: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], /) -> Counters:
        """Run several statements in one transaction: all of them or none."""
        ...

    def apply_schema(self, *, adopt: bool = False) -> None:
        """Bring the database to this graph model and mark it as ours; one that holds other data only if ``adopt``."""
        ...

    def close(self) -> None:
        """Give the store back; the last one to close an embedded store stops its server."""
        ...

    def __enter__(self) -> Self:
        """Return the store itself."""
        ...

    def __exit__(self, *problem: object) -> None:
        """Close the store."""
        ...


def open_store(
    where: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    purpose: Literal["read", "write"] = "write",
) -> GraphStore:
    """Return the store at a folder or an address, started or connected.

    ``where`` is a folder (embedded) or a ``bolt://`` or ``neo4j://`` address; None means ``NEO4J_URI``,
    else ``DETENTE_STORE``, else the user's data folder. ``purpose`` ``read`` refuses a folder that
    holds no store yet instead of making one. Credentials come from ``environ`` (default: the
    environment of the process), never from an argument.
    """
    told = os.environ if environ is None else environ
    address = find_address(where, told, sys.platform)
    if isinstance(address, Server):
        from .bolt import connect

        return connect(address, raw=raw_folder(address, told, sys.platform))
    from .embedded import open_embedded

    return open_embedded(address, create=purpose == "write", heap=told.get("DETENTE_JAVA_HEAP"))
