"""Rows to the store: one transaction a write, nodes before the relationships between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from ..graph.errors import PartialLoad, StoreUnavailable
from ..graph.schema import Batch, node_batch, relationship_batch

if TYPE_CHECKING:
    from ..graph.store import GraphStore
    from .manifest import Manifest
    from .rows import Rows

REMOVE: Mapping[str, str] = {
    "Contract": "UNWIND $rows AS row MATCH (t:Contract {id: row.id}) DETACH DELETE t",
    "Event": "UNWIND $rows AS row MATCH (t:Event {id: row.id}) DETACH DELETE t",
    "Fact": "UNWIND $rows AS row MATCH (t:Fact {id: row.id}) DETACH DELETE t",
    "Membership": "UNWIND $rows AS row MATCH (t:Membership {id: row.id}) DETACH DELETE t",
}
UNLINK: Mapping[str, str] = {
    "Contract": "UNWIND $rows AS row MATCH (:Fact {id: row.fact})-[r:SUPPORTS|DISPUTES]->(:Contract {id: row.thing}) DELETE r",
    "Event": "UNWIND $rows AS row MATCH (:Fact {id: row.fact})-[r:SUPPORTS|DISPUTES]->(:Event {id: row.thing}) DELETE r",
    "Membership": "UNWIND $rows AS row MATCH (:Fact {id: row.fact})-[r:SUPPORTS|DISPUTES]->(:Membership {id: row.thing}) DELETE r",
}
BARE: Mapping[str, str] = {
    "Contract": "UNWIND $rows AS row MATCH (:Contract {id: row.id})-[r:BUYS|SELLS|FINANCES|BUILDS|CONCERNS|OVER|JUDGES]-() DELETE r",
    "Event": "UNWIND $rows AS row MATCH (:Event {id: row.id})-[r:SOURCE_OF|TARGETS|OVER|JUDGES]-() DELETE r",
}
PROJECTION = "UNWIND $rows AS row MATCH ()-[r:MEMBER_OF {membership: row.id}]->() DELETE r"
NODE_ORDER = (
    "Country", "Alliance", "Organization", "Person", "Item", "Dataset", "Article", "Publication", "Fact",
    "Contract", "Event", "Membership",
)  # fmt: skip


def write_rows(
    store: GraphStore,
    rows: Rows,
    *,
    gone: Mapping[str, Sequence[str]] | None = None,
    loose: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    bare: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write rows in one transaction; ``gone``, ``loose`` and ``bare`` as of ``batches_of``."""
    batches = batches_of(rows, gone=gone, loose=loose, bare=bare)
    if batches:
        store.write_many(batches)


def batches_of(
    rows: Rows,
    *,
    gone: Mapping[str, Sequence[str]] | None = None,
    loose: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    bare: Mapping[str, Sequence[str]] | None = None,
) -> list[Batch]:
    """Return rows, checked, as the statements of one transaction: nodes before the relationships between them.

    ``gone`` merged nodes, ``loose`` links of facts to them and the role edges of ``bare`` ones are removed first.
    """
    batches: list[Batch] = []
    for label, ids in (gone or {}).items():
        doomed = [{"id": one} for one in ids]
        if doomed:
            batches.append((REMOVE[label], doomed))
            if label == "Membership":
                batches.append((PROJECTION, doomed))
    for label, links in (loose or {}).items():
        if links:
            batches.append((UNLINK[label], [{"fact": fact, "thing": thing} for fact, thing in links]))
    for label, ids in (bare or {}).items():
        if label in BARE and ids:
            batches.append((BARE[label], [{"id": one} for one in ids]))
    batches += [node_batch(label, rows.nodes[label].values()) for label in NODE_ORDER if label in rows.nodes]
    batches += [relationship_batch(*ends, rows.ties[ends].values()) for ends in sorted(rows.ties)]
    return batches


@contextmanager
def explained(source: str, read: Callable[[], int]) -> Iterator[None]:
    """Say of a load whose store went away what is written and how to go on; ``read`` counts what came in."""
    try:
        yield
    except StoreUnavailable as error:
        raise PartialLoad(
            f"{source}: the load broke off after {read()} inputs: {error} What was written stays; run the same "
            "command again, it changes nothing that is there already."
        ) from error


def open_load(store: GraphStore, load: str, *, source: str, tool: str, started: datetime, read: int) -> None:
    """Write the Load node that stands for a load in progress: ``complete`` is false."""
    row = {"id": load, "source": source, "tool": tool, "started": started, "complete": False, "read": read}
    store.write_many([node_batch("Load", [row])])


def close_load(store: GraphStore, load: str, manifest: Manifest, *, finished: datetime) -> None:
    """Write the manifest into the Load node; ``complete`` turns true."""
    row = {
        "id": load,
        "finished": finished,
        "complete": manifest.complete,
        "read": manifest.read,
        "accepted": manifest.accepted,
        "quarantined": manifest.quarantined,
        "facts": manifest.facts,
        "assured": manifest.assured,
        "reasons": list(manifest.reasons),
    }
    store.write_many([node_batch("Load", [row])])
