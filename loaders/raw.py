"""Raw rows beside the graph: one Parquet file for each file that was read, with its account.

A file is written under another name and renamed when it is whole, so a load that was killed leaves nothing
that a later one would take for good. Its account, written after it, says that it was read to its end.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .intake import MOST_SETBACKS, Intake
from .manifest import Setback

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from .opening import SourceFile

MEMORY = "1GB"
STALE_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Account:
    """What reading one file gave: the rows that came in and were set aside.

    ``no_fact`` counts accepted rows that rightly tell no fact, by reason; ``times`` gives the rows of each
    day (or year) that may tell one.
    """

    read: int = 0
    quarantined: int = 0
    setbacks: tuple[Setback, ...] = ()
    no_fact: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def settle(self, intake: Intake) -> None:
        """Add this file's counts to the account of a load."""
        intake.came(self.read)
        intake.quarantined += self.quarantined
        intake.setbacks += self.setbacks[: max(0, MOST_SETBACKS - len(intake.setbacks))]
        intake.no_fact.update(self.no_fact)
        intake.notes += self.notes


@contextmanager
def engine(spill: Path | None = None, memory: str = MEMORY) -> Iterator[DuckDBPyConnection]:
    """Open a DuckDB in memory that stays within bounds and loads no extension from outside."""
    import duckdb

    settings = {
        "memory_limit": memory,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if spill is not None:
        settings["temp_directory"] = str(spill / ".spill")
    with duckdb.connect(":memory:", config=settings) as connection:  # type: ignore[arg-type]
        connection.execute("SET preserve_insertion_order = false")
        yield connection


def quoted(text: object) -> str:
    """Return a text as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def parquet(raw: Path, source: str, sha256: str) -> Path:
    """Return where the raw rows of a file are kept."""
    return raw / source / f"{sha256[:12]}.parquet"


def parquets(raw: Path, source: str) -> list[Path]:
    """Return all files of a source that were read to their end, sorted by name."""
    return sorted(p for p in (raw / source).glob("*.parquet") if p.with_suffix(".json").exists())


def take_in(
    raw: Path, source: str, file: SourceFile, sha256: str, make: Callable[[SourceFile, Path], Account]
) -> Account:
    """Return the account of a file; ``make`` reads it into a Parquet file unless that was done before."""
    kept = parquet(raw, source, sha256)
    told = kept.with_suffix(".json")
    if kept.exists() and told.exists():
        return read_account(told)
    kept.parent.mkdir(parents=True, exist_ok=True)
    _sweep(kept.parent)
    fresh = part(kept)
    account = make(file, fresh)
    fresh.replace(kept)
    _write_account(told, account)
    return account


def part(path: Path) -> Path:
    """Return the name under which a file is written until it is whole."""
    return path.with_name(f"{path.name}.{os.getpid()}.part")


@contextmanager
def unpacked(file: SourceFile, folder: Path) -> Iterator[Path]:
    """Give the path of a file's plain content; a packed one is unpacked for as long as it is needed."""
    with file.path.open("rb") as opened:
        packed = file.member is not None or opened.read(2) == b"\x1f\x8b"
    if not packed:
        yield file.path
        return
    plain = part(folder / "unpacked")
    try:
        with file.open() as inner, plain.open("wb") as out:
            shutil.copyfileobj(inner, out, 1 << 20)
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def read_account(path: Path) -> Account:
    """Return the account kept beside a Parquet file."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Account(
        read=told["read"],
        quarantined=told["quarantined"],
        setbacks=tuple(Setback(**one) for one in told["setbacks"]),
        no_fact=told["no_fact"],
        times=told["times"],
        notes=tuple(told["notes"]),
    )


def _write_account(path: Path, account: Account) -> None:
    fresh = part(path)
    fresh.write_text(json.dumps(asdict(account), ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def _sweep(folder: Path) -> None:
    """Remove what loads left behind that were killed long ago."""
    for path in folder.glob("*.part"):
        if time.time() - path.stat().st_mtime > STALE_SECONDS:
            path.unlink(missing_ok=True)


def speaking_of(raw: Path, source: str, days: set[date]) -> list[Path]:
    """Return the Parquet files that hold rows of any of the days."""
    wanted = {day.isoformat() for day in days}
    found = parquets(raw, source)
    return [p for p in found if not wanted.isdisjoint(read_account(p.with_suffix(".json")).times)]
