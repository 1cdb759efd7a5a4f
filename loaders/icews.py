"""ICEWS: events coded by machine between named actors, in its own table and as quadruples of knowledge graphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..atlas.book import open_atlas
from ..atlas.codes import from_name
from .aggregate import days_told, no_fact, prepare
from .cameo import by_relation
from .card import Card
from .cells import BadCellError, TableRow
from .dyad_days import take_in_events, waves
from .intake import Intake
from .layout import Layout
from .opening import SourceFile, WrongFileError
from .raw import Account, engine, parquet, part, quoted, take_in
from .stream import Wave
from .tabbed import Column, Table
from .table import heading, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas

_ABOUT = {
    "publisher": "Lockheed Martin; Harvard Dataverse",
    "terms": "Harvard Dataverse doi:10.7910/DVN/28075; use with citation, check its terms before passing files on",
    "address": "https://doi.org/10.7910/DVN/28075",
    "released": None,
    "tested": "official file",
}
_NOTES = (
    "One fact for each pair of states, day and PLOVER class, whatever the files. The states are those of the two "
    "actors, or of the office that a named person held in that year; events inside one state and actors without a "
    "state tell none. The series ended on 2023-04-11."
)
CARDS = {
    "icews": Card(
        name="icews",
        title="ICEWS coded events",
        citation="Boschee et al. (2015), ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.",
        coverage="1995 to 2023-04-11",
        version="as loaded",
        files="events.YYYY.<stamp>.tab: 20 columns with a header, names with blanks or underscores",
        gives="event facts, aggregated by dyad and day; score is the mean Intensity",
        notes=_NOTES,
        **_ABOUT,  # type: ignore[arg-type]
    ),
    "icews_tkg": Card(
        name="icews_tkg",
        title="ICEWS quadruples",
        citation=(
            "Boschee et al. (2015), ICEWS Coded Event Data; Garcia-Duran, Dumancic and Niepert (2018), Learning "
            "Sequence Encoders for Temporal Knowledge Graph Completion."
        ),
        coverage="2014, 2005-2015",
        version="as loaded",
        files="icews_2014_train.txt, _valid, _test: actor, relation, actor, day; no header",
        gives="event facts, aggregated by dyad and day; score by the CAMEO code of the relation",
        notes=_NOTES + " The same quadruple in two files counts once.",
        **_ABOUT,  # type: ignore[arg-type]
    ),
}
SUFFIXES = (".tab", ".tsv", ".txt", ".csv")
HEADER = Layout(
    "icews",
    {
        "id": ("event_id", "eventid"),
        "day": ("event_date", "eventdate"),
        "source_name": ("source_name", "sourcename"),
        "source_code": ("source_country", "sourcecountry"),
        "text": ("event_text", "eventtext"),
        "code": ("cameo_code", "cameocode"),
        "score": ("intensity",),
        "target_name": ("target_name", "targetname"),
        "target_code": ("target_country", "targetcountry"),
        "story": ("story_id", "storyid"),
        "outlet": ("publisher",),
        "place": ("country",),
    },
    needed=("id", "day", "source_code", "code", "score", "target_code"),
    delimiter="\t",
    quoted=False,
)
QUADRUPLES = Layout(
    "icews quadruples",
    delimiter="\t",
    quoted=False,
    positions={"source": 0, "relation": 1, "target": 2, "day": 3},
    width=4,
)
KINDS = {"id": "whole", "day": "day", "score": "number"}
BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
ALIASES = {"Occupied Palestinian Territory": "Palestine"}
PLAIN = (
    "id BIGINT, day DATE, added DATE, source_code VARCHAR, source_name VARCHAR, target_code VARCHAR, "
    "target_name VARCHAR, code VARCHAR, text VARCHAR, score DOUBLE, story VARCHAR, root INTEGER, "
    "mentions INTEGER, sources INTEGER"
)


def stream(
    name: str, files: Sequence[tuple[SourceFile, str]], intake: Intake, atlas: Atlas, raw: Path
) -> Iterator[Wave]:
    """Take the files in; yield the dyad-days that they touch, aggregated over all files of the stream."""
    if name == "icews":
        own, days = take_in_events(name, files, intake, raw, lambda _, file: _table(file), state_of)
    else:
        own, days = _quadruples(files, intake, raw)
    yield from waves(name, CARDS[name], own, days, intake, raw, state_of)


@lru_cache(maxsize=50_000)
def state_of(name: str, year: int) -> str | None:
    """Return the state behind a country's name, or behind the name of one who held an office of it in that year.

    >>> state_of("Russian Federation", 2018), state_of("Angela Merkel", 2014), state_of("European Union", 2018)
    ('RUS', 'DEU', None)
    """
    return from_name(ALIASES.get(name, name), year) or _state_led(name, year)


def _state_led(name: str, year: int) -> str | None:
    states = {state for state, first, last in _offices().get(name.casefold(), ()) if first <= year <= last}
    return states.pop() if len(states) == 1 else None


@lru_cache(maxsize=1)
def _offices() -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    atlas = open_atlas()
    found: dict[str, list[tuple[str, int, int]]] = {}
    for office in atlas.leaders:
        if office.state in atlas.countries:
            first = office.start.year if office.start else date.min.year
            last = office.end.year if office.end else date.max.year
            found.setdefault(office.name.casefold(), []).append((office.state, first, last))
    return {name: tuple(offices) for name, offices in found.items()}


def _table(file: SourceFile) -> Table:
    """Return the layout of a file by the names in its header."""
    found = heading(file, (HEADER,))
    if found.line != 1 or found.delimiter != "\t":
        raise WrongFileError(
            f"{file.shown}: the header stands on line {found.line}, its columns are parted by "
            f"{found.delimiter!r}; a tab-separated table with the header on its first line was expected."
        )
    columns = tuple(
        Column(name, found.places.get(name, -1), KINDS.get(name, "text"), needed=name in ("id", "day"))  # type: ignore[arg-type]
        for name in HEADER.columns
    )
    absent = (
        Column("added", found.places["day"], "day"),
        Column("root", -1, "whole"),
        Column("mentions", -1, "whole"),
        Column("sources", -1, "whole"),
    )
    return Table(
        "icews", found.width, (*columns, *absent), header=True, day="%Y-%m-%d", missing=("NA", "", "NULL")
    )


def _quadruples(
    files: Sequence[tuple[SourceFile, str]], intake: Intake, raw: Path
) -> tuple[list[Path], dict[date, int]]:
    own: list[Path] = []
    days: dict[date, int] = {}
    for file, sha in files:
        try:
            told = take_in(raw, "icews_tkg", file, sha, _keep)
        except WrongFileError as error:
            intake.refuse(file, error)
            continue
        told.settle(intake)
        own.append(parquet(raw, "icews_tkg", sha))
        for day, count in told.times.items():
            days[date.fromisoformat(day)] = days.get(date.fromisoformat(day), 0) + count
    return own, days


def _keep(file: SourceFile, out: Path) -> Account:
    intake = Intake()
    found = heading(file, (QUADRUPLES,))
    plain = part(out.with_name("plain"))
    try:
        with plain.open("w", encoding="utf-8", newline="\n") as kept:
            for row in rows(file, (QUADRUPLES,), intake, found=found):
                try:
                    kept.write("\t".join(_quadruple(row)) + "\n")
                except BadCellError as error:
                    intake.reject(row.file, row.line, str(error), column=error.column)
        with engine(out.parent) as connection:
            connection.execute(f"CREATE TABLE plain ({PLAIN})")
            connection.execute(
                f"COPY plain FROM {quoted(plain)} (DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '', AUTO_DETECT false)"
            )
            connection.execute(f"COPY plain TO {quoted(out)} (FORMAT parquet, COMPRESSION zstd)")
            prepare(connection, [out], state_of)
            intake.no_fact.update(no_fact(connection))
            times = days_told(connection)
    finally:
        plain.unlink(missing_ok=True)
    return Account(
        intake.read,
        intake.quarantined,
        tuple(intake.setbacks),
        dict(intake.no_fact),
        times,
        tuple(intake.notes),
    )


def _quadruple(row: TableRow) -> tuple[str, ...]:
    day = row.day("day").isoformat()
    source, relation, target = row.text("source"), row.text("relation"), row.text("target")
    for column, text in (("source", source), ("relation", relation), ("target", target)):
        if not text:
            raise BadCellError(column, text, "a name")
    made = hashlib.sha256("\x1f".join((source, relation, target, day)).encode("utf-8", "surrogatepass"))
    found = by_relation(relation)
    identity = str(int(made.hexdigest()[:13], 16))
    code = found.code if found else ""
    return (
        identity, day, day, _country(source), source, _country(target), target, code, relation, "", "", "", "", "",
    )  # fmt: skip


def _country(actor: str) -> str:
    """Return the country that an actor's name ends with in brackets, else the name itself.

    >>> _country("Citizen (India)"), _country("China")
    ('India', 'China')
    """
    found = BRACKETS.search(actor)
    return found.group(1) if found else actor
