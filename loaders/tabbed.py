"""Reads wide tab-separated tables of many rows: whole files at once with DuckDB, row by row where one is broken.

A file without a broken row goes through DuckDB alone, and once: cells are typed and checked while rows stream to
Parquet. One that DuckDB refuses is walked through line by line: each bad row is set aside with its line and
reason, the good ones go on to DuckDB.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .cells import BadCellError
from .manifest import Setback
from .opening import SourceFile
from .raw import Account, engine, part, quoted, unpacked
from .table import encoding_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Kind = Literal["text", "whole", "number", "day", "moment"]
SQL_TYPE = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "day": "DATE", "moment": "TIMESTAMP"}
WANTED = {"whole": "a whole number", "number": "a finite number", "day": "a day", "moment": "a time"}
FIRST_YEAR, LAST_YEAR = 1900, 2199
WHOLE = re.compile(r"-?[0-9]{1,18}")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
BLOCK = 1 << 20
LONGEST = 4_000_000  # bytes of a line
BUFFER = (
    8_000_000  # bytes that DuckDB reads at a time: with its own 32 MB a small file takes twice the memory
)
ROW_GROUP = 30_720  # rows of Parquet that are held until they are written
MEMORY = "300MB"  # of DuckDB's, however long the file
TOLD = 10_000  # bad rows of one file that are told one by one
ADVICE = "Compare the row with the publisher's file."


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is kept: its name in the Parquet file, its place, and what its cells must hold.

    A place of -1 is a column that the layout lacks. A cell of a ``loose`` column that holds something else is
    left empty; one of any other column sets its row aside.
    """

    name: str
    at: int
    kind: Kind = "text"
    needed: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The layout of one file: how many cells a row has, which are kept, and the forms of its days.

    A row with an empty cell in a column of ``filled`` is checked and counted, and not kept.
    """

    name: str
    width: int
    columns: tuple[Column, ...]
    header: bool = False
    day: str = "%Y%m%d"
    moment: str = "%Y%m%d%H%M%S"
    missing: tuple[str, ...] = ("",)
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows of a file were accepted, and how many of them are kept."""

    accepted: int
    kept: int


def to_parquet(
    file: SourceFile, table: Table, out: Path, account: Callable[[DuckDBPyConnection, Kept], Account]
) -> Account:
    """Write the kept columns of a file's good rows to Parquet and return the account.

    ``account`` is asked, with a connection, what the accepted rows tell; it adds no row to those read.
    """
    import duckdb

    bad = _Bad()
    with unpacked(file, out.parent) as plain, engine(out.parent, MEMORY) as connection:
        try:
            with _plain_ends(plain, out.parent) as readable:
                kept = _write(connection, readable, table, out)
                whole = kept.accepted + table.header == _lines(readable)
        except duckdb.Error:
            whole = False
        if not whole:
            clean = part(out.with_name("clean"))
            try:
                with clean.open("w", encoding="utf-8", newline="\n") as good:
                    for line in _good_lines(file, table, bad):
                        good.write(line)
                        good.write("\n")
                kept = _write(connection, clean, replace(table, header=False), out)
            finally:
                clean.unlink(missing_ok=True)
        told = account(connection, kept)
    return Account(
        read=kept.accepted + bad.rows,
        quarantined=bad.rows,
        setbacks=tuple(bad.told),
        no_fact=told.no_fact,
        times=told.times,
        notes=(*bad.notes, *told.notes),
    )


def rows_sql(path: Path, table: Table, only: Collection[str] = ()) -> str:
    """Return the reading of a file as SQL, of all kept columns or ``only`` some.

    A bad row ends it with an error. Rows are counted by the sequence `came` as they pass, the kept and the others:
    DuckDB skips an empty line without a word, so their number is compared with that of lines.
    """
    types = {f"c{at}": "VARCHAR" for at in range(table.width)}
    types |= {f"c{c.at}": SQL_TYPE[c.kind] for c in table.columns if c.at >= 0 and not c.loose}
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in types.items())
    kept = ", ".join(f"{_cell(c)} AS {c.name}" for c in table.columns if not only or c.name in only)
    return (  # paths are quoted, all else is ours
        f"SELECT {kept} FROM read_csv({quoted(path)}, delim = '\t', quote = '', escape = '', new_line = '\\n', "  # noqa: S608
        f"header = {str(table.header).lower()}, auto_detect = false, strict_mode = true, columns = {{{columns}}}, "
        f"nullstr = [{', '.join(map(quoted, table.missing))}], max_line_size = {LONGEST}, buffer_size = {BUFFER}, "
        f"dateformat = {quoted(table.day)}, timestampformat = {quoted(table.moment)}) "
        f"WHERE CASE WHEN {_wrong(table)} THEN error('a cell does not hold what it must') "
        f"WHEN nextval('came') < 0 THEN false ELSE {_filled(table)} END"
    )


class _Bad:
    """The rows of one file that were set aside."""

    def __init__(self) -> None:
        self.rows = 0
        self.told: list[Setback] = []
        self.notes: list[str] = []

    def row(self, file: str, line: int, reason: str, column: str | None = None) -> None:
        self.rows += 1
        if len(self.told) < TOLD:
            self.told.append(Setback(file, line, reason, ADVICE, column))


def _cell(column: Column) -> str:
    """Return a column as SQL."""
    if column.at < 0:
        return f"CAST(NULL AS {SQL_TYPE[column.kind]})"
    return f"TRY_CAST(c{column.at} AS {SQL_TYPE[column.kind]})" if column.loose else f"c{column.at}"


def _filled(table: Table) -> str:
    """Return as SQL whether a row is kept."""
    places = [column.at for column in table.columns if column.name in table.filled and column.at >= 0]
    return " AND ".join(["true", *(f"c{at} IS NOT NULL" for at in places)])


def _wrong(table: Table) -> str:
    """Return as SQL whether some cell does not hold what it must, beyond what DuckDB checks by itself."""
    wrong = ["false"]
    for column in table.columns:
        if column.at < 0:
            wrong += ["true"] * column.needed
            continue
        if column.needed:
            wrong.append(f"c{column.at} IS NULL")
        if column.kind == "number" and not column.loose:
            wrong.append(f"NOT isfinite(c{column.at})")
        if column.kind in ("day", "moment"):
            wrong.append(f"year(c{column.at}) NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}")
    return f"coalesce({' OR '.join(wrong)}, false)"


def _write(connection: DuckDBPyConnection, path: Path, table: Table, out: Path) -> Kept:
    connection.execute("CREATE OR REPLACE SEQUENCE came")
    kept = connection.execute(
        f"COPY ({rows_sql(path, table)}) TO {quoted(out)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    ).fetchall()[0][0]
    accepted = connection.execute("SELECT coalesce(max(last_value), 0) FROM duckdb_sequences()").fetchall()[
        0
    ][0]
    return Kept(accepted, kept)


def _lines(path: Path) -> int:
    """Return how many lines a file has: one more or less than rows means that a reader took them otherwise."""
    lines, block = 0, b"\n"
    with path.open("rb") as opened:
        while more := opened.read(BLOCK):
            block = more
            lines += block.count(b"\n")
    return lines + (not block.endswith(b"\n"))


@contextmanager
def _plain_ends(path: Path, folder: Path) -> Iterator[Path]:
    """Give a file whose lines end in LF: DuckDB's strict reading takes no other ends."""
    with path.open("rb") as opened:
        if b"\r" not in opened.read(1 << 16):
            yield path
            return
        fresh = part(folder / "ends")
        try:
            opened.seek(0)
            with fresh.open("wb") as out:
                while block := opened.read(BLOCK):
                    if block.endswith(b"\r"):
                        block += opened.read(1)
                    out.write(block.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
            yield fresh
        finally:
            fresh.unlink(missing_ok=True)


def _good_lines(file: SourceFile, table: Table, bad: _Bad) -> Iterator[str]:
    encoding = encoding_of(file)
    if not encoding.startswith("utf"):
        bad.notes.append(f"{file.shown}: not UTF-8, read as {encoding}")
    with file.open() as opened:
        stream = io.TextIOWrapper(opened, encoding=encoding, errors="replace", newline=None)
        for number, raw in enumerate(iter(lambda: stream.readline(LONGEST), ""), 1):
            line = raw.rstrip("\n").replace("\0", " ")
            if not line.strip() or (table.header and number == 1):
                continue
            cells = line.split("\t")
            if len(cells) != table.width:
                why = f"the row has {len(cells)} cells, {table.width} were expected"
                bad.row(file.shown, number, why)
                continue
            try:
                _check(cells, table)
            except BadCellError as error:
                bad.row(file.shown, number, str(error), error.column)
            else:
                yield line
        stream.detach()


def _check(cells: Sequence[str], table: Table) -> None:
    """Raise BadCellError where a cell does not hold what its column must hold."""
    for column in table.columns:
        text = cells[column.at] if column.at >= 0 else table.missing[0]
        if text in table.missing:
            if column.needed:
                raise BadCellError(column.name, text, WANTED.get(column.kind, "a text"))
        elif not (
            column.loose or _holds(text, column.kind, table.day if column.kind == "day" else table.moment)
        ):
            raise BadCellError(column.name, text, WANTED[column.kind])


@lru_cache(maxsize=100_000)
def _holds(text: str, kind: Kind, form: str) -> bool:
    """Tell whether a cell holds what its column must hold; most were seen before."""
    if kind == "whole":
        return WHOLE.fullmatch(text) is not None
    if kind == "number":
        return NUMBER.fullmatch(text) is not None and math.isfinite(float(text))
    if kind == "text":
        return True
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return False
    # strptime takes a month of one digit, DuckDB does not
    return FIRST_YEAR <= found.year <= LAST_YEAR and found.strftime(form) == text
