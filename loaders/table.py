"""Reads the rows of a table file: its encoding, line ends, preamble, header and broken lines.

Rows are read line by line, so a stray quote or a broken row costs that row and no other.
"""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .cells import MISSING, TableRow
from .intake import Intake
from .layout import Layout
from .manifest import Setback
from .opening import BLOCK, SourceFile, WrongFileError, check_content

PREAMBLE = 60  # lines among which the header must stand
LONGEST = 1_000_000  # characters of a line
MOST_BROKEN = 20  # lines that one row may be broken over
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file turned out to be: its layout, where its columns stand, and the cells of its header."""

    layout: Layout
    places: Mapping[str, int]
    header: tuple[str, ...]
    delimiter: str
    width: int
    line: int


def encoding_of(file: SourceFile, otherwise: str = "cp1252") -> str:
    """Return the encoding of a file: UTF-8 where all of it is, UTF-16 by its mark, else ``otherwise``."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open() as opened:
        block = opened.read(BLOCK)
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        marked = block.startswith(codecs.BOM_UTF8)
        try:
            while block:
                decoder.decode(block)
                block = opened.read(BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return otherwise
    return "utf-8-sig" if marked else "utf-8"


def heading(file: SourceFile, layouts: Sequence[Layout], *, otherwise: str = "cp1252") -> Heading:
    """Return which of the layouts a file has; WrongFileError names the columns seen and the layouts known."""
    check_content(file)
    seen: list[str] = []
    with file.open() as opened:
        lines = _lines(opened, encoding_of(file, otherwise))
        for number, line in zip(range(1, PREAMBLE + 1), lines, strict=False):
            if not line.strip():
                continue
            seen.append(line)
            for layout in layouts:
                if found := _as_header(layout, line, number):
                    return found
    if seen:
        for layout in layouts:
            cells = _cells(seen[0], layout.delimiter, layout.quoted)
            if layout.width and not layout.columns and cells and len(cells) == layout.width:
                return Heading(layout, layout.positions, (), layout.delimiter, layout.width, 0)
    first = max(seen[:20], key=lambda s: max(s.count(d) for d in DELIMITERS), default="").strip()
    known = "; ".join(layout.shown() for layout in layouts)
    raise WrongFileError(
        f"{file.shown}: no header of this source was found. Expected one of: {known}. "
        f"Found: {first[:300]!r}. Columns go by their names; see `detente sources` for the files meant."
    )


def headed(
    files: Iterable[SourceFile], layouts: Sequence[Layout], intake: Intake, *, otherwise: str = "cp1252"
) -> Iterator[tuple[SourceFile, Heading]]:
    """Yield the files that have one of the layouts, each with its heading; the others are refused in the intake."""
    for file in files:
        try:
            yield file, heading(file, layouts, otherwise=otherwise)
        except WrongFileError as error:
            intake.refused.append(Setback(file.shown, None, str(error).removeprefix(f"{file.shown}: ")))


def rows(
    file: SourceFile,
    layouts: Sequence[Layout],
    intake: Intake,
    *,
    otherwise: str = "cp1252",
    missing: Collection[str] = MISSING,
    found: Heading | None = None,
    rejoin: bool = False,
) -> Iterator[TableRow]:
    """Yield the good rows of a table; rows with a wrong number of cells are set aside in the intake.

    Parameters
    ----------
    file, layouts : the table, and the layouts that its source has
    intake : counts every row that came in
    otherwise : the encoding of a file that is not UTF-8
    missing : the codes that stand for an unknown value
    found : the heading, where the caller has read it already
    rejoin : put rows together again that a raw line end has broken in two
    """
    head = found or heading(file, layouts, otherwise=otherwise)
    encoding = encoding_of(file, otherwise)
    if encoding == otherwise:
        intake.notes.append(f"{file.shown}: not UTF-8, read as {encoding}")
    number = 0
    try:
        with file.open() as opened:
            lines = enumerate(_lines(opened, encoding), 1)
            for line, cells, why in _whole_rows(lines, head, rejoin):
                number += 1
                intake.came()
                if cells is None:
                    intake.reject(file.shown, line, why, "Compare the row with the publisher's file.")
                    continue
                yield TableRow(file.shown, line, number, cells, head.places, missing)
    except (OSError, EOFError, zlib.error) as error:
        intake.came()
        intake.reject(file.shown, None, f"breaks off after row {number}: {error}", "Fetch the file again.")
        intake.doubt(f"{file.shown}: the file breaks off after row {number}")


Whole = tuple[int, list[str] | None, str]


def _whole_rows(lines: Iterator[tuple[int, str]], told: Heading, rejoin: bool) -> Iterator[Whole]:
    """Yield line, cells and, where there are none, why.

    With ``rejoin`` a row that is too short is held until the lines after it complete it; a line that is a
    row by itself ends the waiting.
    """
    held: list[tuple[int, str]] = []
    for number, line in lines:
        if number <= told.line or not line.strip():
            continue
        cells = _fitting(line, told)
        if held and cells is None:
            held.append((number, line))
            joined = _fitting(" ".join(text.rstrip("\r\n") for _, text in held), told)
            if joined is not None:
                yield held[0][0], joined, ""
                held = []
                continue
        elif cells is None and rejoin and _too_short(line, told):
            held = [(number, line)]
            continue
        if held and (cells is not None or len(held) > MOST_BROKEN):
            yield from ((start, None, _misfit(text, told)) for start, text in held)
            held = []
        elif held:
            continue
        if cells is not None or not rejoin or not _too_short(line, told):
            yield number, cells, "" if cells is not None else _misfit(line, told)
    yield from ((start, None, _misfit(text, told)) for start, text in held)


def _too_short(line: str, told: Heading) -> bool:
    cells = _cells(line, told.delimiter, told.layout.quoted)
    return cells is None or len(cells) < told.width


def _fitting(line: str, told: Heading) -> list[str] | None:
    """Return the cells of a line where their number is that of the header; blank ones at the end are let go."""
    cells = _cells(line, told.delimiter, told.layout.quoted)
    if cells is None:
        return None
    while len(cells) > told.width and not cells[-1].strip():
        cells.pop()
    return cells if len(cells) == told.width else None


def _misfit(line: str, told: Heading) -> str:
    cells = _cells(line, told.delimiter, told.layout.quoted)
    if cells is None:
        return "a quote is opened and not closed, or the row is far too long"
    return f"the row has {len(cells)} cells, the header {told.width}"


def _cells(line: str, delimiter: str, quoted: bool) -> list[str] | None:
    line = line.rstrip("\r\n")
    if len(line) > LONGEST:
        return None
    if not quoted or '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None


def _as_header(layout: Layout, line: str, number: int) -> Heading | None:
    if not layout.columns:
        return None
    for delimiter in dict.fromkeys((layout.delimiter, *DELIMITERS)):
        cells = _cells(line, delimiter, quoted=True)
        places = layout.match(cells) if cells and len(cells) > 1 else None
        if cells and places:
            while cells and not cells[-1].strip() and len(cells) > 1 + max(places.values()):
                cells.pop()
            return Heading(layout, places, tuple(cells), delimiter, len(cells), number)
    return None


def _lines(opened: object, encoding: str) -> Iterator[str]:
    """Yield the lines of a stream, whatever their ends; a NUL byte is a blank."""
    stream = io.TextIOWrapper(opened, encoding=encoding, errors="replace", newline=None)  # type: ignore[type-var]
    try:
        while line := stream.readline(LONGEST + 1):
            rest = line
            while len(rest) > LONGEST and not rest.endswith("\n"):
                rest = stream.readline(LONGEST + 1)
            yield line.replace("\0", " ")
    finally:
        if not stream.closed:
            stream.detach()
