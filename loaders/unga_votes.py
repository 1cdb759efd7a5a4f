"""Roll calls of the United Nations General Assembly: how each pair of states voted in each year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..atlas.book import open_atlas
from ..atlas.codes import from_cow, from_iso2, from_name
from .agreements import yearly, years_told
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .intake import Intake
from .layout import Layout
from .opening import SourceFile, WrongFileError
from .raw import Account, engine, parquet, parquets, part, quoted, take_in
from .stream import Wave
from .table import Heading, heading, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas

VOTES, CALLS, ISSUES, LIBRARY = "unga_votes", "unga_roll_calls", "unga_issues", "unga_votes_undl"
ISSUE_FLAGS = ("me", "nu", "di", "hr", "co", "ec")
CARDS = {
    "unga_votes": Card(
        name="unga_votes",
        title="United Nations General Assembly roll calls",
        publisher="Erik Voeten, Anton Strezhnev and Michael Bailey",
        terms="Harvard Dataverse doi:10.7910/DVN/LEJUQZ; check its terms before passing files on",
        citation=(
            "Voeten, Strezhnev and Bailey (2009), United Nations General Assembly Voting Data, Harvard Dataverse, "
            "doi:10.7910/DVN/LEJUQZ."
        ),
        coverage="1946-",
        version="as loaded",
        released=None,
        files=(
            "UNVotes (rcid, ccode, vote, date or year); un_votes in tidy form with un_roll_calls; un_roll_call_issues; "
            "the voting table of the UN Digital Library (untested)"
        ),
        gives="VOTED_WITH: for each pair of states and calendar year, counts of every pair of choices",
        tested="official file",
        address="https://doi.org/10.7910/DVN/LEJUQZ",
        expected=(
            Expected("un_roll_calls.csv", 6202),
            Expected("un_roll_call_issues.csv", 5745),
        ),
        notes=(
            "A vote takes part in the tables of all pairs of its state, so rows and facts do not add up; `facts` "
            "counts pair-years. Rows of states that are not members tell nothing. In the tidy form a state that "
            "voted in the year and has no row in a roll call was absent; the form needs un_roll_calls for its dates. "
            "The table of the UN Digital Library is kept as a data set of its own (unga_votes:undl)."
        ),
    )
}
SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
LAYOUTS = (
    Layout(
        "votes",
        {
            "call": ("rcid",),
            "vote": ("vote",),
            "state": ("ccode", "cow", "state_ccode"),
            "session": ("session",),
            "date": ("date",),
            "year": ("year",),
            "resolution": ("unres", "resid"),
            **{flag: (flag,) for flag in ISSUE_FLAGS},
        },
        needed=("call", "vote", "state"),
    ),
    Layout(
        "votes in tidy form",
        {"call": ("rcid",), "country": ("country",), "iso2": ("country_code",), "vote": ("vote",)},
        needed=("call", "iso2", "vote"),
    ),
    Layout(
        "UN Digital Library",
        {
            "call": ("undl_id",),
            "iso3": ("ms_code",),
            "country": ("ms_name",),
            "vote": ("ms_vote",),
            "date": ("date",),
            "session": ("session",),
            "resolution": ("resolution",),
        },
        needed=("call", "iso3", "vote", "date"),
        tested="layout only",
    ),
    Layout(
        "issues",
        {"call": ("rcid",), "flag": ("short_name",), "issue": ("issue",)},
        needed=("call", "flag", "issue"),
    ),
    Layout(
        "roll calls",
        {
            "call": ("rcid",),
            "session": ("session",),
            "date": ("date",),
            "resolution": ("unres",),
            "title": ("short",),
            "about": ("descr",),
        },
        needed=("call", "date"),
    ),
)
HOMES = {
    "votes": VOTES,
    "votes in tidy form": VOTES,
    "UN Digital Library": LIBRARY,
    "issues": ISSUES,
    "roll calls": CALLS,
}
CHOICES = {
    "1": 0, "yes": 0, "y": 0, "2": 1, "abstain": 1, "a": 1, "3": 2, "no": 2, "n": 2, "8": 3, "absent": 3, "x": 3,
    "9": 4,
}  # fmt: skip
DATES = ("%m/%d/%Y", "%Y-%m-%d", "%d-%b-%y", "%d%b%Y", "%m/%d/%y")
Cells = tuple[object, ...]
COLUMNS = {
    VOTES: "call BIGINT, year INTEGER, state VARCHAR, choice TINYINT, form TINYINT, resolution VARCHAR, flags VARCHAR",
    CALLS: "call BIGINT, year INTEGER, day DATE, session INTEGER, resolution VARCHAR, title VARCHAR, about VARCHAR",
    ISSUES: "call BIGINT, flag VARCHAR, issue VARCHAR",
}
COLUMNS[LIBRARY] = COLUMNS[VOTES]


def stream(
    name: str, files: Sequence[tuple[SourceFile, str]], intake: Intake, atlas: Atlas, raw: Path
) -> Iterator[Wave]:
    """Take the files in; yield the agreements of the years that they speak of, year by year."""
    own: list[Path] = []
    for file, sha in files:
        try:
            found = heading(file, LAYOUTS)
            home = HOMES[found.layout.name]
            told = take_in(raw, home, file, sha, lambda file, out, found=found: _keep(file, found, out))  # type: ignore[misc]
        except WrongFileError as error:
            intake.refuse(file, error)
            continue
        told.settle(intake)
        own.append(parquet(raw, home, sha))
    facts = 0
    for home, source in ((VOTES, name), (LIBRARY, f"{name}:undl")):
        with engine(raw / home) as connection:
            years, undated = years_told(connection, parquets(raw, home), parquets(raw, CALLS), own)
            for year in years:
                wave = Wave(source, agreements=tuple(yearly(connection, year, source)))
                facts += len(wave.agreements)
                yield wave
        if undated:
            intake.doubt(f"{undated} votes have no date: load un_roll_calls.csv too")
    intake.facts = facts


def _keep(file: SourceFile, found: Heading, out: Path) -> Account:
    """Write the good rows of a file to Parquet; return the account."""
    intake = Intake()
    home = HOMES[found.layout.name]
    make = {VOTES: _vote, LIBRARY: _library_vote, ISSUES: _issue, CALLS: _call}[home]
    plain = part(out.with_name("plain"))
    try:
        with plain.open("w", encoding="utf-8", newline="\n") as kept:
            for row in rows(file, LAYOUTS, intake, found=found, missing=("", "NA")):
                try:
                    cells = make(row)
                except BadCellError as error:
                    intake.reject(row.file, row.line, str(error), column=error.column)
                    continue
                if home in (VOTES, LIBRARY) and cells[3] == 4:
                    intake.passes("not a member at the time")
                elif home in (ISSUES, CALLS):
                    intake.passes("a roll call or its issue, kept beside the graph")
                kept.write("\t".join("" if cell is None else _flat(cell) for cell in cells) + "\n")
        with engine(out.parent) as connection:
            connection.execute(f"CREATE TABLE plain ({COLUMNS[home]})")
            connection.execute(
                f"COPY plain FROM {quoted(plain)} (DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '', AUTO_DETECT false)"
            )
            connection.execute(f"COPY plain TO {quoted(out)} (FORMAT parquet, COMPRESSION zstd)")
            if home in (VOTES, LIBRARY):
                again = connection.execute(
                    "SELECT count(*) - count(DISTINCT (call, state)) FROM plain WHERE choice < 4"
                ).fetchall()[0][0]
                if again:
                    intake.passes("a vote told before (the same roll call and state)", again)
    finally:
        plain.unlink(missing_ok=True)
    return Account(
        intake.read, intake.quarantined, tuple(intake.setbacks), dict(intake.no_fact), {}, tuple(intake.notes)
    )


def _flat(cell: object) -> str:
    return " ".join(str(cell).split())


def _vote(row: TableRow) -> Cells:
    tidy = "iso2" in row
    year = row.whole_or_none("year") or (_day(row).year if row.known("date") else None)
    if year is not None and not 1945 <= year <= 2200:
        raise BadCellError("year", str(year), "a year of the United Nations")
    if not tidy and year is None:
        raise BadCellError("date", row.text("date"), "a day or a year")
    choice = _choice(row)
    if tidy:
        # Namibia's code is NA, so the cell is taken as it stands.
        found = _iso2(row.text("iso2"), row.text("country"), year)
        column, code = "iso2", row.text("iso2")
    else:
        found = _cow(row.whole("state"), year)
        column, code = "state", row.text("state")
    if found is None:
        raise BadCellError(column, code, "the code of a state")
    flags = " ".join(flag for flag in ISSUE_FLAGS if row.known(flag) == "1")
    return (row.whole("call"), year, found, choice, int(tidy), row.known("resolution"), flags or None)


def _library_vote(row: TableRow) -> Cells:
    day = _day(row)
    code = row.text("iso3")
    found = _iso3(code, row.text("country"), day.year)
    if found is None:
        raise BadCellError("iso3", code, "the code of a state")
    return (row.whole("call"), day.year, found, _choice(row), 0, row.known("resolution"), None)


def _issue(row: TableRow) -> Cells:
    return (row.whole("call"), row.text("flag"), row.text("issue"))


def _call(row: TableRow) -> Cells:
    day = _day(row)
    session = row.whole_or_none("session")
    return (
        row.whole("call"),
        day.year,
        day,
        session,
        row.known("resolution"),
        row.known("title"),
        row.known("about"),
    )


def _choice(row: TableRow) -> int:
    text = row.text("vote").lower().removesuffix(".0")
    if text not in CHOICES:
        raise BadCellError("vote", row.text("vote"), "a vote (1, 2, 3, 8, 9, or yes, abstain, no, absent)")
    return CHOICES[text]


def _day(row: TableRow) -> date:
    found = _date(row.text("date"))
    if found is None:
        raise BadCellError("date", row.text("date"), "a day since 1945")
    return found


@lru_cache(maxsize=20_000)
def _date(text: str) -> date | None:
    for form in DATES:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found if 1945 <= found.year <= 2200 else None
    return None


def _cached(find: Callable[..., str | None]) -> Callable[..., str | None]:
    return lru_cache(maxsize=50_000)(find)


@_cached
def _cow(number: int, year: int | None) -> str | None:
    return from_cow(number, year)


@_cached
def _iso2(letters: str, country: str, year: int | None) -> str | None:
    return from_iso2(letters, year) or from_name(country, year)


@_cached
def _iso3(letters: str, country: str, year: int | None) -> str | None:
    return letters if letters in open_atlas().countries else from_name(country, year)
