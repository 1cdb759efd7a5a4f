"""Event sets into the graph: raw rows beside it, and one fact for each pair of states, day and class in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.model import Fact, Interval, Quantity, make_fact
from .aggregate import DYAD_DAYS, TOLD, days_told, no_fact, prepare
from .cameo import polarity
from .opening import SourceFile, WrongFileError
from .raw import Account, engine, parquet, speaking_of, take_in
from .states import state
from .stream import Wave
from .tabbed import Kept, Table, to_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

    from .card import Card
    from .intake import Intake

StateOf = Callable[[str, int], "str | None"]
BATCH = 500_000  # rows that are aggregated at a time
AGAIN = "one of several events of its pair, day and class"


def take_in_events(
    name: str,
    files: Sequence[tuple[SourceFile, str]],
    intake: Intake,
    raw: Path,
    table_of: Callable[[str, SourceFile], Table],
    state_of: StateOf,
) -> tuple[list[Path], dict[date, int]]:
    """Bring the files' rows to Parquet; return the Parquet files and the rows of each day that may tell an event."""
    own: list[Path] = []
    days: dict[date, int] = {}

    for file, sha in files:

        def make(file: SourceFile, out: Path) -> Account:
            def account(connection: DuckDBPyConnection, rows: Kept) -> Account:
                prepare(connection, [out], state_of)
                none = no_fact(connection, rows.accepted - rows.kept)
                return Account(no_fact=none, times=days_told(connection))

            return to_parquet(file, table_of(name, file), out, account)

        try:
            told = take_in(raw, name, file, sha, make)
        except WrongFileError as error:
            intake.refuse(file, error)
            continue
        told.settle(intake)
        own.append(parquet(raw, name, sha))
        for day, count in told.times.items():
            days[date.fromisoformat(day)] = days.get(date.fromisoformat(day), 0) + count
    return own, days


def waves(
    name: str,
    about: Card,
    own: Sequence[Path],
    days: Mapping[date, int],
    intake: Intake,
    raw: Path,
    state_of: StateOf,
) -> Iterator[Wave]:
    """Yield what all files of the stream say about the days, some days at a time, in their order.

    The account counts the facts that the load's own files support, whatever else the stream holds.
    """
    events = intake.accepted - sum(intake.no_fact.values())
    supported = 0
    for batch in batches(days):
        files = speaking_of(raw, name, set(batch))
        with engine(raw / name) as connection:
            prepare(connection, files, state_of, batch)
            found = connection.execute(DYAD_DAYS).fetchall()
            if set(own) >= set(files):
                supported += len(found)
            else:
                prepare(connection, [p for p in files if p in set(own)], state_of, batch)
                keys = f"SELECT DISTINCT day, source, target, class FROM ({TOLD}) AS told"  # noqa: S608
                supported += connection.execute(f"SELECT count(*) FROM ({keys}) AS keys").fetchall()[0][0]  # noqa: S608
        facts = [_fact(name, about, row) for row in found]
        citations = {fact.id: _citation(about, fact) for fact in facts}
        yield Wave(name, tuple(batch), tuple(facts), citations=citations)
    intake.facts = supported
    if events > supported:
        intake.passes(AGAIN, events - supported)


def batches(days: Mapping[date, int]) -> Iterator[list[date]]:
    """Yield the days in their order, as many at a time as have the rows of a batch."""
    batch: list[date] = []
    rows = 0
    for day in sorted(days):
        if batch and rows + days[day] > BATCH:
            yield batch
            batch, rows = [], 0
        batch.append(day)
        rows += days[day]
    if batch:
        yield batch


def _fact(name: str, about: Card, row: tuple[Any, ...]) -> Fact:
    day, source, target, plover, events, score, stories, _, trust, first, added, code = row
    mean = round(float(score) / events, 4)
    return make_fact(
        "event",
        plover,
        (state("source", source), state("target", target)),
        source=name,
        subtype=code,
        polarity=polarity(plover, mean),
        valid=Interval(day, day, "day"),
        reported_at=added,
        reported_basis="published",
        quantity=Quantity(Decimal(stories), "stories") if stories else None,
        score=mean,
        count=events,
        row=first,
        confidence=round(trust / events / 1000, 3),
        extractor=f"{name} {about.version}",
        rule=f"{name}.dyad_day",
    )


def _citation(about: Card, fact: Fact) -> str:
    day = fact.valid.start.isoformat() if fact.valid else ""
    rows = f"{fact.count} rows" if fact.count != 1 else "1 row"
    return f"{about.title}, {rows} of {day}, the first {fact.row}"
