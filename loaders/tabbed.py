"""Reads wide tab-separated tables of many rows: whole files at once with DuckDB, row by row where one is broken.

A file without a broken row goes through DuckDB alone. One that DuckDB refuses is walked through line by
line: each bad row is set aside with its line and reason, the good ones go on to DuckDB.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
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
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
BLOCK = 1 << 20
LONGEST = 4_000_000  # bytes of a line
TOLD = 10_000  # bad rows of one file that are told one by one
ADVICE = "Compare the row with the publisher's file."


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is kept: its name in the Parquet file, its place, and what its cells must hold."""

    name: str
    at: int
    kind: Kind = "text"
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The layout of one file: how many cells a row has, which are kept, and the forms of its days."""

    name: str
    width: int
    columns: tuple[Column, ...]
    header: bool = False
    day: str = "%Y%m%d"
    moment: str = "%Y%m%d%H%M%S"
    missing: tuple[str, ...] = ("",)


def to_parquet(
    file: SourceFile, table: Table, out: Path, account: Callable[[DuckDBPyConnection, str], Account]
) -> Account:
    """Write the kept columns of a file's good rows to Parquet and return the account.

    ``account`` is asked, with a connection and the rows as SQL, what the accepted rows tell.
    """
    import duckdb

    bad = _Bad()
    with unpacked(file, out.parent) as plain, engine(out.parent) as connection:
        try:
            with _plain_ends(plain, out.parent) as readable:
                _write(connection, readable, table, out)
                whole = _rows(connection, out) + table.header == _lines(readable)
            whole = whole and _within(connection, table, out)
        except duckdb.Error:
            whole = False
        if not whole:
            clean = part(out.with_name("clean"))
            try:
                with clean.open("w", encoding="utf-8", newline="\n") as good:
                    for line in _good_lines(file, table, bad):
                        good.write(line)
                        good.write("\n")
                _write(connection, clean, replace(table, header=False), out)
            finally:
                clean.unlink(missing_ok=True)
        told = account(connection, f"read_parquet({quoted(out)})")
    return Account(
        read=told.read + bad.rows,
        quarantined=bad.rows,
        setbacks=tuple(bad.told),
        no_fact=told.no_fact,
        times=told.times,
        notes=(*bad.notes, *told.notes),
    )


def rows_sql(path: Path, table: Table) -> str:
    """Return the reading of a clean file as SQL; any row that does not fit is an error.

    A column at place -1 is one that this layout lacks.
    """
    types = {f"c{at}": "VARCHAR" for at in range(table.width)}
    types |= {f"c{column.at}": SQL_TYPE[column.kind] for column in table.columns if column.at >= 0}
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in types.items())
    kept = ", ".join(f"{_cell(column)} AS {column.name}" for column in table.columns)
    return (  # paths are quoted, all else is ours
        f"SELECT {kept} FROM read_csv({quoted(path)}, delim = '\t', quote = '', escape = '', new_line = '\\n', "  # noqa: S608
        f"header = {str(table.header).lower()}, auto_detect = false, strict_mode = true, columns = {{{columns}}}, "
        f"nullstr = [{', '.join(map(quoted, table.missing))}], max_line_size = {LONGEST}, "
        f"dateformat = {quoted(table.day)}, timestampformat = {quoted(table.moment)})"
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
    return f"c{column.at}" if column.at >= 0 else f"CAST(NULL AS {SQL_TYPE[column.kind]})"


def _write(connection: DuckDBPyConnection, path: Path, table: Table, out: Path) -> None:
    connection.execute(f"COPY ({rows_sql(path, table)}) TO {quoted(out)} (FORMAT parquet, COMPRESSION zstd)")


def _within(connection: DuckDBPyConnection, table: Table, out: Path) -> bool:
    """Tell whether every cell holds what it must, beyond what DuckDB has checked."""
    wrong = ["false"]
    for column in table.columns:
        if column.needed:
            wrong.append(f"{column.name} IS NULL")
        if column.kind == "number":
            wrong.append(f"NOT isfinite({column.name})")
        if column.kind in ("day", "moment"):
            wrong.append(f"year({column.name}) NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}")
    found = connection.execute(
        f"SELECT count(*) FROM read_parquet({quoted(out)}) WHERE {' OR '.join(wrong)}"  # noqa: S608
    ).fetchone()
    return found is not None and found[0] == 0


def _rows(connection: DuckDBPyConnection, out: Path) -> int:
    return int(connection.execute(f"SELECT count(*) FROM read_parquet({quoted(out)})").fetchall()[0][0])  # noqa: S608


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
            continue
        try:
            if column.kind == "whole":
                good = WHOLE.fullmatch(text) is not None
            elif column.kind == "number":
                good = NUMBER.fullmatch(text) is not None and math.isfinite(float(text))
            elif column.kind in ("day", "moment"):
                form = table.day if column.kind == "day" else table.moment
                good = FIRST_YEAR <= datetime.strptime(text, form).year <= LAST_YEAR
            else:
                good = True
        except ValueError:
            good = False
        if not good:
            raise BadCellError(column.name, text, WANTED[column.kind])
