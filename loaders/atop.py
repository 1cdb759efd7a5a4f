"""Alliance treaties after ATOP: who was bound to what, from which day to which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Granularity, Interval, Role, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow, span_of
from .dataset import dataset_id
from .holders import holders
from .layout import Layout
from .prior import OPEN
from .spells import spells
from .states import by_cow, state
from .table import Heading, headed, rows
from .telling import told
from .treaties import body

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

OBLIGATIONS = {
    "defense": "defence",
    "offense": "offence",
    "neutral": "neutrality",
    "nonagg": "non-aggression",
    "consul": "consultation",
}
MISSING = frozenset(["", "NA", ".", "-9", "-9.0"])
OUTSIDE = {8152: "Annam"}  # numbers of its own for members that the system of states does not hold
GRAINS: tuple[Granularity, ...] = ("day", "month", "year")
CARDS = {
    "atop": Card(
        name="atop",
        title="Alliance Treaty Obligations and Provisions (ATOP)",
        publisher="Brett Ashley Leeds, Jeffrey Ritter, Sara McLaughlin Mitchell and Andrew Long",
        terms="free for research with citation; check the publisher's page before passing files on",
        citation=(
            "Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944, "
            "International Interactions 28:237-260; ATOP version 5.1."
        ),
        coverage="1815-2018",
        version="5.1",
        released=date(2022, 7, 1),
        files="atop5_1m.csv, atop5_1a.csv, atop5_1aph.csv, atop5_1ddyr.csv, atop5_1dy.csv, atop5_1sy.csv",
        gives="membership facts with dated obligations, treaties in force, ties of dyads",
        tested="official files atop5_1m and atop5_1a; directed dyad-years of a package; the others by their codebook",
        address="http://www.atopdata.org/",
        expected=(
            Expected("atop5_1m.csv", 2510),
            Expected("atop5_1a.csv", 789),
        ),
        notes=(
            "A member's row tells one fact for each phase of the treaty; where the state behind a number changed "
            "within it (Soviet Union, Russia) one for each state. Dates are those of signature. An end of 0 means "
            "in force on 31 December 2018."
        ),
    )
}
SUFFIXES = (".csv", ".tab")


def _terms(*prefixes: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(f"{p}{name}" for p in prefixes) for name in OBLIGATIONS}


def _dated(start: str, end: str) -> dict[str, tuple[str, ...]]:
    return {
        "start": (f"{start}yr",), "start_month": (f"{start}mo", "moent"), "start_day": (f"{start}day", "dayent"),
        "end": (f"{end}yr",), "end_month": (f"{end}mo", "moexit"), "end_day": (f"{end}day", "dayexit"),
    }  # fmt: skip


MEMBERS = Layout(
    "members",
    {
        "treaty": ("atopid",), "member": ("member",), "phase": ("phase",),
        "start": ("yrent",), "start_month": ("moent",), "start_day": ("dayent",),
        "end": ("yrexit",), "end_month": ("moexit",), "end_day": ("dayexit",), **_terms(""),
    },
    needed=("treaty", "member", "start", "end", *OBLIGATIONS),
)  # fmt: skip
TREATIES = Layout(
    "treaties",
    {"treaty": ("atopid",), "phase": ("phase",), "bilat": ("bilat",), **_dated("beg", "end"), **_terms("")},
    needed=("treaty", "start", "end", *OBLIGATIONS),
)
DIRECTED = Layout(
    "directed dyad-years",
    {
        "a": ("statea", "ccode1", "stateA"),
        "b": ("stateb", "ccode2"),
        "year": ("year",),
        **_terms("", "atop_"),
    },
    needed=("a", "b", "year", *OBLIGATIONS),
)
DYADS = Layout(
    "dyad-years",
    {"a": ("mem1",), "b": ("mem2",), "year": ("year",), **_terms("", "atop_")},
    needed=("a", "b", "year", *OBLIGATIONS),
)
STATES = Layout(
    "state-years",
    {"state": ("state", "ccode"), "year": ("year",), "number": ("number",), **_terms("")},
    needed=("state", "year", "number", *OBLIGATIONS),
)
LAYOUTS = (MEMBERS, TREATIES, DIRECTED, DYADS, STATES)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield memberships from members' rows, treaties in force from treaties' rows, ties from dyad-years."""
    make: dict[str, Callable[[TableRow, str, Atlas], list[Fact] | str]] = {
        "members": _membership,
        "treaties": _treaty,
        "state-years": lambda *_: "state-years follow from the treaties",
    }
    for file, found in headed(files, LAYOUTS, intake):
        source = dataset_id(name, file.sha256())
        table = rows(file, LAYOUTS, intake, found=found, missing=MISSING)
        if found.layout.name in make:
            of = make[found.layout.name]

            def tell(
                row: TableRow,
                source: str = source,
                of: Callable[[TableRow, str, Atlas], list[Fact] | str] = of,
            ) -> list[Fact] | str:
                return of(row, source, atlas)

            yield from told(table, intake, tell)
        else:
            yield from _ties(table, found, source, intake)


def _obligations(row: TableRow) -> tuple[str, ...]:
    owed = []
    for name, shown in OBLIGATIONS.items():
        flag = row.whole_or_none(name)
        if flag not in (0, 1, None):
            raise BadCellError(name, row.text(name), "0 or 1")
        if flag:
            owed.append(shown)
    return tuple(sorted(owed))


def _valid(row: TableRow) -> Interval:
    """Return how long a row holds; an end of 0 is none."""
    start = span_of(row, "start", "start_month", "start_day")
    if start is None:
        raise BadCellError("start", row.text("start"), "a year")
    if row.whole("end") == 0:
        return Interval(start.start, OPEN, start.granularity)
    end = span_of(row, "end", "end_month", "end_day")
    if end is None or end.end < start.start:
        raise BadCellError("end", row.text("end"), f"an end after {start.start}, or 0")
    return Interval(start.start, end.end, max(start.granularity, end.granularity, key=GRAINS.index))


def _told(row: TableRow, source: str) -> dict[str, object]:
    return {
        "source": source, "row": row.number, "row_hash": row.hash(), "reported_at": CARDS["atop"].released,
        "reported_basis": "published", "extractor": f"atop {CARDS['atop'].version}",
    }  # fmt: skip


def _membership(row: TableRow, source: str, atlas: Atlas) -> list[Fact] | str:
    if row.whole("member") in OUTSIDE:
        return "the member is no state of the system"
    valid, owed = _valid(row), _obligations(row)
    treaty = body(row.whole("treaty"), atlas)
    return [
        make_fact(
            "membership",
            "member",
            (state("member", iso3), treaty),
            valid=Interval(first, last, valid.granularity),
            obligations=owed,
            rule="atop.phase",
            **_told(row, source),  # type: ignore[arg-type]
        )
        for iso3, first, last in holders(row, "member", valid.start, valid.end)
    ]


def _treaty(row: TableRow, source: str, atlas: Atlas) -> list[Fact]:
    valid = _valid(row)
    treaty = body(row.whole("treaty"), atlas)
    sides = row.whole_or_none("bilat")
    return [
        make_fact(
            "statehood",
            "treaty in force",
            (treaty,),
            subtype={0: "multilateral", 1: "bilateral"}.get(sides) if sides is not None else None,
            valid=valid,
            obligations=_obligations(row),
            rule="atop.treaty",
            **_told(row, source),  # type: ignore[arg-type]
        )
    ]


def _ties(table: Iterator[TableRow], found: Heading, source: str, intake: Intake) -> Iterator[Fact]:
    """Yield a tie for each spell in which one state owed another the same; in plain dyads either owes."""
    directed = found.layout.name == DIRECTED.name

    def years() -> Iterator[tuple[tuple[str, str, tuple[str, ...]], int, TableRow]]:
        for row in table:
            try:
                year = row.year("year")
                a, b = by_cow(row, "a", year), by_cow(row, "b", year)
                owed = _obligations(row)
            except BadCellError as error:
                intake.reject(row.file, row.line, str(error), column=error.column)
                continue
            if a == b:
                intake.passes("both sides are one state today")
                continue
            if not owed:
                intake.passes("a shared treaty without a duty of the one to the other")
                continue
            seen.append(1)
            yield ((a, b) if directed else tuple(sorted((a, b)))) + (owed,), year, row  # type: ignore[misc]

    seen: list[int] = []
    spell_count = 0
    for spell in spells(years()):
        spell_count += 1
        a, b, owed = spell.key
        yield make_fact(
            "tie",
            "alliance",
            (Role("a", a, "country", via="dataset"), Role("b", b, "country", via="dataset")),
            subtype=", ".join(owed),
            polarity="+",
            valid=spell.interval,
            obligations=owed,
            rule="atop.dyad_years" if directed else "atop.undirected_dyad_years",
            **_told(spell.row, source),  # type: ignore[arg-type]
        )
    if len(seen) > spell_count:
        intake.passes("continues a spell", len(seen) - spell_count)
