"""Signed networks of states by window of years, after Doreian and Mrvar: ties of alliance and of dispute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.codes import from_cow
from ..graph.model import Fact, Interval, make_fact
from .card import Card
from .cells import BadCellError, TableRow
from .layout import Layout
from .states import state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "signed_edges": Card(
        name="signed_edges",
        title="Signed interstate networks",
        publisher="Patrick Doreian and Andrej Mrvar",
        terms="article CC BY-NC 4.0; derived from Correlates of War data; not to be passed on",
        citation="Doreian and Mrvar (2015), Structural Balance and Signed International Relations, "
        "Journal of Social Structure 16(2).",
        coverage="1946-1999, windows of four years",
        version="2015",
        released=date(2015, 6, 1),
        files="an edge list with the columns period, source, target, sign",
        gives="tie facts, positive or negative",
        tested="package layout of the published networks",
        notes="Undirected: a pair stands once in a window. The letters of states are those of the networks.",
    )
}
SUFFIXES = (".csv", ".tsv")
LAYOUT = Layout(
    "signed edges",
    {
        "period": ("period", "window", "year"),
        "a": ("source",),
        "b": ("target",),
        "sign": ("sign", "type", "weight"),
    },
)
# The letters of the networks, as Correlates of War numbers: they follow no published list.
LETTERS = {
    name: int(number)
    for name, number in (
        part.split("=")
        for part in [
            "AFG=700",
            "ALB=339",
            "ALG=615",
            "ANG=540",
            "ANT=58",
            "ARG=160",
            "ARM=371",
            "AUS=900",
            "AUT=305",
            "AZE=373",
            "BAH=692",
            "BAR=53",
            "BEL=211",
            "BEN=434",
            "BHM=31",
            "BKF=439",
            "BLR=370",
            "BLZ=80",
            "BNG=771",
            "BOL=145",
            "BOS=346",
            "BOT=571",
            "BRA=140",
            "BUI=516",
            "BUL=355",
            "CAF=482",
            "CAM=471",
            "CAN=20",
            "CDI=437",
            "CHA=483",
            "CHL=155",
            "CHN=710",
            "CMB=811",
            "COL=100",
            "COM=581",
            "CON=484",
            "COS=94",
            "CRO=344",
            "CUB=40",
            "CVD=402",
            "CYP=352",
            "CZE=315",
            "CZR=316",
            "DEN=390",
            "DJI=522",
            "DMA=54",
            "DOM=42",
            "DRC=490",
            "ECU=130",
            "EGY=651",
            "ELS=92",
            "EQG=411",
            "ERI=531",
            "ESP=230",
            "EST=366",
            "ETH=530",
            "FIN=375",
            "FRA=220",
            "GAB=481",
            "GAM=420",
            "GBR=200",
            "GDR=265",
            "GER=255",
            "GFR=260",
            "GHA=452",
            "GNB=404",
            "GRC=350",
            "GRG=372",
            "GRN=55",
            "GUA=90",
            "GUI=438",
            "GUY=110",
            "HAI=41",
            "HON=91",
            "HUN=310",
            "ICE=395",
            "IND=750",
            "INS=850",
            "IRE=205",
            "IRN=630",
            "IRQ=645",
            "ISR=666",
            "ITA=325",
            "JAM=51",
            "JOR=663",
            "JPN=740",
            "KEN=501",
            "KOR=732",
            "KUW=690",
            "KYG=703",
            "KZK=705",
            "LAO=812",
            "LAT=367",
            "LBR=450",
            "LEB=660",
            "LES=570",
            "LIT=368",
            "LTN=223",
            "LUX=212",
            "LYB=620",
            "MAA=435",
            "MAC=343",
            "MAG=580",
            "MAS=590",
            "MEX=70",
            "MLI=432",
            "MLT=338",
            "MLW=553",
            "MOL=359",
            "MON=712",
            "MOR=600",
            "MYR=775",
            "MYS=820",
            "MZM=541",
            "NAM=565",
            "NDL=210",
            "NEP=790",
            "NGA=475",
            "NIC=93",
            "NIG=436",
            "NKR=731",
            "NOR=385",
            "NZD=920",
            "OMN=698",
            "PAK=770",
            "PAN=95",
            "PAR=150",
            "PER=135",
            "PHL=840",
            "PNG=910",
            "POL=290",
            "PRG=235",
            "QAT=694",
            "ROM=360",
            "RUS=365",
            "RVN=817",
            "RWA=517",
            "SAF=560",
            "SAU=670",
            "SEN=433",
            "SGP=830",
            "SLO=317",
            "SLR=451",
            "SOL=940",
            "SOM=520",
            "SRI=780",
            "STK=60",
            "STL=56",
            "SUD=625",
            "SUR=115",
            "SVG=57",
            "SVN=349",
            "SWA=572",
            "SWE=380",
            "SWZ=225",
            "SYR=652",
            "TAJ=702",
            "TGO=461",
            "THA=800",
            "TKM=701",
            "TNZ=510",
            "TRI=52",
            "TUN=616",
            "TUR=640",
            "TWN=713",
            "UAE=696",
            "UGA=500",
            "UKI=369",
            "URU=165",
            "USA=2",
            "UZB=704",
            "VTN=816",
            "VZA=101",
            "YAR=678",
            "YEM=679",
            "YPR=680",
            "YUG=345",
            "ZAM=551",
            "ZIM=552",
        ]
    )
}


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one tie fact a row; a pair told twice in a window counts once."""
    seen: set[tuple[object, ...]] = set()
    yield from tell_rows(name, files, (LAYOUT,), intake, lambda row, source: _tie(row, source, seen))


def window(text: str) -> Interval | None:
    """Return the years of a window such as ``46-49``, ``1946-1949`` or ``1946``.

    >>> window("46-49").start, window("1996-99").end
    (datetime.date(1946, 1, 1), datetime.date(1999, 12, 31))
    """
    years = re.fullmatch(r"(\d{4}|\d{2})(?:\s?[-/]\s?(\d{4}|\d{2}))?", text.strip())
    if not years:
        return None
    first = int(years[1]) + (1900 if len(years[1]) == 2 else 0)
    told = years[2] or years[1]
    last = int(told) + (first // 100 * 100 if len(told) == 2 else 0)
    return Interval(date(first, 1, 1), date(last, 12, 31), "year") if last >= first >= 1400 else None


def _tie(row: TableRow, source: str, seen: set[tuple[object, ...]]) -> list[Fact] | str:
    valid = window(row.text("period"))
    if valid is None:
        raise BadCellError("period", row.text("period"), "a window of years such as 46-49")
    sign = row.whole("sign")
    if sign not in (-1, 1):
        raise BadCellError("sign", row.text("sign"), "1 or -1")
    a, b = sorted((_state(row, "a", valid), _state(row, "b", valid)))
    if a == b:
        return "both ends are names of one state"
    if (source, a, b, valid.start, valid.end) in seen:
        return "the pair stands in the window already, perhaps under another name"
    seen.add((source, a, b, valid.start, valid.end))
    card = CARDS["signed_edges"]
    return [
        make_fact(
            "tie",
            "signed tie",
            (state("a", a), state("b", b)),
            source=source,
            polarity="+" if sign > 0 else "-",
            valid=valid,
            **card.stated(row.number, row.hash()),
            rule="signed_edges.tie",
        )
    ]


def _state(row: TableRow, field: str, valid: Interval) -> str:
    letters = row.text(field).upper()
    number = LETTERS.get(letters) or (int(letters) if letters.isdigit() else 0)
    found = from_cow(number, valid.start.year) if number else None
    if found is None:
        raise BadCellError(field, letters, "letters of a state as the networks use them")
    return found
