"""Data sets that come in many files: what they said about a day is replaced when more files come in.

A stream is one data set however many files it has. Its facts are aggregates over all rows of a day, so a new
file changes them: the facts that no longer hold are removed in the transaction that writes the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from ..graph.model import Agreement, Dataset, Fact, digest
from .agreed import write_agreements
from .ahead import written
from .load import unknown
from .rows import Rows, add_dataset, add_event, add_fact, daily_event, pair_of
from .write import batches_of, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from ..atlas.book import Atlas
    from ..graph.schema import Batch
    from ..graph.store import GraphStore
    from .card import Card
    from .intake import Intake
    from .opening import SourceFile

CHUNK = 3_000  # facts a transaction


@dataclass(frozen=True, slots=True)
class Wave:
    """All that a stream says about some days (facts), or more of what it says about pairs (agreements).

    A day is told of in one wave only. ``citations`` names, by fact, the rows behind it.
    """

    source: str
    days: tuple[date, ...] = ()
    facts: tuple[Fact, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    citations: Mapping[str, str] = field(default_factory=dict)


class Stream(Protocol):
    """What the module of a stream offers in place of ``read``.

    ``files`` come with the hash of their content; ``raw`` is the folder of the raw rows.
    """

    def stream(
        self,
        name: str,
        files: Sequence[tuple[SourceFile, str]],
        intake: Intake,
        atlas: Atlas,
        raw: Path,
    ) -> Iterator[Wave]:
        """Take the files in and yield what all files together say about the times that they speak of."""
        ...


def add_stream(rows: Rows, about: Card, name: str) -> None:
    """Add the node of a stream: one for all its files."""
    add_dataset(
        rows,
        Dataset(
            id=name,
            version=about.version,
            publisher=about.publisher,
            licence=about.terms,
            citation=about.citation,
            released=about.released,
        ),
    )


Written = tuple[int, int, int]


def write_waves(store: GraphStore, about: Card, waves: Iterable[Wave], atlas: Atlas) -> Iterator[Written]:
    """Write waves; yield by transaction how much was said, how much of it is new, and how much replaces older."""
    return written(write for wave in waves for write in _writes(store, about, wave, atlas))


def _writes(store: GraphStore, about: Card, wave: Wave, atlas: Atlas) -> Iterator[Callable[[], Written]]:
    """Yield what writes a wave, a transaction each, whose rows are made and checked before it is run."""
    new = {fact.id: fact for fact in wave.facts}
    held = store.read(
        "UNWIND $days AS day MATCH (f:Fact {valid_from: day}) WHERE f.source = $source RETURN f.id AS id, f.pair AS pair",
        source=wave.source,
        days=list(wave.days),
    )
    gone: dict[str, list[str]] = {}
    for row in held:
        if row["id"] not in new:
            gone.setdefault(row["pair"], []).append(row["id"])
    pairs: dict[str, list[Fact]] = {pair: [] for pair in gone}
    for fact in new.values():
        pairs.setdefault(pair_of(fact), []).append(fact)
    for chunk in _chunks(pairs):
        facts = [fact for pair in chunk for fact in pairs[pair]]
        lost = [name for pair in chunk for name in gone.get(pair, ())]
        rows = Rows()
        add_stream(rows, about, wave.source)
        for fact in facts:
            add_fact(rows, fact, atlas, wave.citations.get(fact.id))
            add_event(rows, daily_event(fact), {fact.id: fact}, fact.score)
        events = [digest("event", name) for name in lost]
        batches = batches_of(rows, gone={"Fact": sorted(lost), "Event": sorted(events)})
        yield partial(_write, store, facts, batches, len(lost))
    if wave.agreements:
        yield partial(_write_agreements, store, about, wave, atlas)


def _write(store: GraphStore, facts: Sequence[Fact], batches: Sequence[Batch], lost: int) -> Written:
    new = unknown(store, facts)
    store.write_many(batches)
    return len(facts), new, lost


def _write_agreements(store: GraphStore, about: Card, wave: Wave, atlas: Atlas) -> Written:
    rows = Rows()
    add_stream(rows, about, wave.source)
    write_rows(store, rows)
    return len(wave.agreements), *write_agreements(store, wave.agreements, atlas)


def _chunks(pairs: Mapping[str, Sequence[Fact]]) -> Iterator[list[str]]:
    """Yield pairs whose facts fit one transaction."""
    chunk: list[str] = []
    filled = 0
    for pair in sorted(pairs):
        if chunk and filled + len(pairs[pair]) > CHUNK:
            yield chunk
            chunk, filled = [], 0
        chunk.append(pair)
        filled += len(pairs[pair])
    if chunk:
        yield chunk
