"""The register of arms transfers: deals with what was ordered, delivered and paid, as far as it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval, Quantity, Role, digest, make_fact
from .card import Card
from .cells import BadCellError, TableRow
from .dataset import dataset_id
from .sipri_comments import worth
from .sipri_layouts import DELIVERIES, REGISTER, flagged, generated, party
from .table import headed, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

NAME = "sipri_trade_register"
CARDS = {
    NAME: Card(
        name=NAME,
        title="SIPRI Arms Transfers Database, trade register",
        publisher="Stockholm International Peace Research Institute",
        terms="non-commercial research and teaching, less than a tenth of the data may be passed on, with reference",
        citation=(
            "SIPRI Arms Transfers Database, Stockholm International Peace Research Institute, "
            "https://doi.org/10.55163/SAFC1241"
        ),
        coverage="1950-2025",
        version="releases to 2026",
        released=None,
        files="trade-register.csv",
        gives="arms contracts, deliveries as events, trend-indicator values",
        tested="official file (layouts to 2024 and of 2025); the layout of 2026 by its header only",
        address="https://www.sipri.org/databases/armstransfers",
        notes=(
            "A row tells one contract, one delivery event a year and the trend-indicator values of the order and "
            "the deliveries. A sum that several deals share stays on its fact, is an upper bound, and is never "
            "the value of a contract. In the layout of 2025 a deal is the rows of one id; facts name its first row."
        ),
    )
}
SUFFIXES = (".csv", ".txt")
LAYOUTS = (DELIVERIES, REGISTER)
UNSIGNED = re.compile(r"\bnot yet (?:been )?(?:ordered|signed)\b|\bnegotiat", re.I)
MILLION = "million TIV"
DOUBT = ("?", "yes", "y", "true", "1")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered in a year, as far as it is told; ``row`` is where."""

    year: int
    number: Decimal | None
    guessed: bool
    row: TableRow


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal of the register, whatever its layout; ``first`` is its only or first row."""

    first: TableRow
    ordered: Decimal | None
    delivered: Decimal
    deliveries: tuple[Delivery, ...]
    tiv_ordered: Decimal | None
    tiv_delivered: Decimal | None


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield the deals of the register with their deliveries."""
    for file, found in headed(files, LAYOUTS, intake, otherwise="iso-8859-1"):
        source = dataset_id(name, file.sha256())
        head = flagged(found)
        table = list(rows(file, LAYOUTS, intake, otherwise="iso-8859-1", found=head, rejoin=True))
        asked = generated(file)
        known = (asked, "published") if asked else (_spring_after(table), "inferred")
        for deal in _deals(table, intake, atlas):
            try:
                told = list(_facts(deal, source, known, atlas))
            except BadCellError as error:
                intake.reject(deal.first.file, deal.first.line, str(error), column=error.column)
                continue
            if told:
                yield from told
            else:
                intake.passes("neither side is known")


def _deals(table: Sequence[TableRow], intake: Intake, atlas: Atlas) -> Iterator[Deal]:
    seen: set[str] = set()
    by_id: dict[str, list[tuple[TableRow, Delivery]]] = {}
    for row in table:
        if (stamp := row.hash()) in seen:
            intake.passes("the same row stands twice")
            continue
        seen.add(stamp)
        try:
            if "id" in row:
                delivery = _one_delivery(row, atlas)
                if row.text("id") in by_id:
                    intake.passes("a further delivery of a deal")
                by_id.setdefault(row.text("id"), []).append((row, delivery))
            else:
                yield _deal(row)
        except BadCellError as error:
            intake.reject(row.file, row.line, str(error), column=error.column)
    for _, told in sorted(by_id.items(), key=lambda pair: pair[1][0][0].number):
        tiv = [v for row, _ in told if (v := row.number_or_none("tiv_delivered")) is not None]
        yield Deal(
            told[0][0],
            None,
            sum((d.number for _, d in told if d.number is not None), Decimal(0)),
            tuple(delivery for _, delivery in told),
            None,
            sum(tiv, Decimal(0)) if tiv else None,
        )


def _spring_after(table: Sequence[TableRow]) -> date | None:
    """Return when a register that tells no day of its own was out: it appears in March, with the year before."""
    told = " ".join(f"{row.text('year')} {row.text('years')}" for row in table)
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", told)]
    return date(max(years) + 1, 3, 15) if years else None


def _doubted(row: TableRow, field: str) -> bool:
    return row.text(f"{field}_guess").lower() in DOUBT


def _year(row: TableRow, field: str, text: str) -> int:
    if not re.fullmatch(r"\d{4}", text) or not 1900 <= int(text) <= 2100:
        raise BadCellError(field, text, "years between semicolons")
    return int(text)


def _number(row: TableRow, field: str) -> Decimal | None:
    number = row.number_or_none(field)
    if number is not None and number < 0:
        raise BadCellError(field, row.text(field), "a number of 0 or more")
    return number


def _deal(row: TableRow) -> Deal:
    years = [_year(row, "years", part.strip()) for part in row.text("years").split(";") if part.strip()]
    delivered = _number(row, "delivered")
    alone = delivered if len(years) == 1 else None
    doubted = _doubted(row, "delivered")
    return Deal(
        row,
        _number(row, "ordered"),
        delivered or Decimal(0),
        tuple(Delivery(year, alone, doubted, row) for year in sorted(set(years))),
        _number(row, "tiv_ordered"),
        _number(row, "tiv_delivered"),
    )


def _one_delivery(row: TableRow, atlas: Atlas) -> Delivery:
    """Read one row of a deal's several; one that is broken is not to cost the others."""
    row.number_or_none("tiv_delivered")
    if row.known("year"):
        row.year("year")
    for side in ("buyer", "seller"):
        party(row, side, side, atlas)
    year = _year(row, "years", row.text("years").removesuffix(".0"))
    return Delivery(year, _number(row, "delivered"), _doubted(row, "delivered"), row)


def _facts(deal: Deal, source: str, known: tuple[date | None, str], atlas: Atlas) -> Iterator[Fact]:
    row = deal.first
    year = row.year("year") if row.known("year") else None
    sides = [s for s in (party(row, "buyer", "buyer", atlas), party(row, "seller", "seller", atlas)) if s]
    if not sides:
        return
    base: dict[str, object] = {
        "source": source, "row": row.number, "reported_at": known[0], "reported_basis": known[1] if known[0] else None,
        "extractor": f"{NAME} 1", "item": row.text("item") or row.text("what") or None,
    }  # fmt: skip
    yield _contract(deal, tuple(sides), year, base)
    if len(sides) < 2:
        return
    buyer, seller = sides
    for delivery in deal.deliveries:
        yield _delivered(delivery, buyer, seller, row, base)
    yield from _volumes(deal, buyer, seller, year, base)


def _contract(deal: Deal, sides: tuple[Role, ...], year: int | None, base: dict[str, object]) -> Fact:
    row, ordered, delivered = deal.first, deal.ordered, deal.delivered
    said = worth(row.text("comment"))
    shared = bool(said and said.of_deal and said.shared)
    unsigned = bool(UNSIGNED.search(row.text("comment"))) and not delivered
    if unsigned:
        status = "planned"
    elif ordered and delivered >= ordered:
        status = "completed"
    else:
        status = "in_delivery" if delivered else "signed"
    condition = row.text("condition").lower()
    notes = [condition if condition not in ("", "new") else "", "shared value" if shared else ""]
    unit = row.text("what") or "unit"
    number: Quantity | None = None
    if ordered:
        number = Quantity(ordered, unit, "about" if _doubted(row, "ordered") else "exact")
    elif delivered and "id" in row:
        number = Quantity(delivered, unit, "at_least")
    return make_fact(
        "contract",
        "arms",
        sides,
        subtype="; ".join(n for n in notes if n) or None,
        status=status,
        modality="planned" if unsigned else "fact",
        quantity=number,
        amount=said.amount if said and said.of_deal else None,
        valid=Interval(date(year, 1, 1), date(year, 12, 31), "year") if year else None,
        row_hash=row.hash(),
        confidence=0.8 if _doubted(row, "year") else 1.0,
        rule="sipri_trade_register.deal",
        **base,  # type: ignore[arg-type]
    )


def _delivered(told: Delivery, buyer: Role, seller: Role, first: TableRow, base: dict[str, object]) -> Fact:
    unit = first.text("what") or "unit"
    fact = make_fact(
        "event",
        "COOPERATE",
        (replace(seller, role="source"), replace(buyer, role="target")),
        subtype="arms delivery",
        polarity="+",
        quantity=Quantity(told.number, unit, "about" if told.guessed else "exact") if told.number else None,
        valid=Interval(date(told.year, 1, 1), date(told.year, 12, 31), "year"),
        row_hash=told.row.hash(),
        rule="sipri_trade_register.delivery",
        **base,  # type: ignore[arg-type]
    )
    return replace(fact, id=digest(fact.id, told.year, told.row.number))


def _volumes(
    deal: Deal, buyer: Role, seller: Role, year: int | None, base: dict[str, object]
) -> Iterator[Fact]:
    """Yield the trend-indicator values: of the order in its year, of the deliveries over theirs."""
    years = [d.year for d in deal.deliveries]
    spans = (
        ("SIPRI TIV of order", deal.tiv_ordered, (year, year) if year else None),
        ("SIPRI TIV of deliveries", deal.tiv_delivered, (min(years), max(years)) if years else None),
    )
    for kind, volume, span in spans:
        if volume is None or span is None:
            continue
        yield make_fact(
            "indicator",
            kind,
            (replace(seller, role="a"), replace(buyer, role="b")),
            quantity=Quantity(volume, MILLION),
            valid=Interval(date(span[0], 1, 1), date(span[1], 12, 31), "year"),
            row_hash=deal.first.hash(),
            rule="sipri_trade_register.volume",
            **base,  # type: ignore[arg-type]
        )
