"""The layouts of GDELT's event and mention files: which cells are kept, and how a file is told from another."""

from __future__ import annotations

from .opening import SourceFile, WrongFileError
from .tabbed import Column, Table

SNIFFED = 50  # lines among which the layout must show
MARK = "GLOBALEVENTID"
NAMES = {
    "GLOBALEVENTID": "id",
    "SQLDATE": "day",
    "Actor1Name": "source_name",
    "Actor1CountryCode": "source_code",
    "Actor2Name": "target_name",
    "Actor2CountryCode": "target_code",
    "IsRootEvent": "root",
    "EventCode": "code",
    "GoldsteinScale": "score",
    "NumMentions": "mentions",
    "NumSources": "sources",
    "NumArticles": "articles",
    "AvgTone": "tone",
    "ActionGeo_FullName": "place",
    "ActionGeo_CountryCode": "place_code",
    "DATEADDED": "added",
    "SOURCEURL": "story",
}


def _events(places: dict[str, int], width: int, name: str, *, header: bool = False) -> Table:
    def at(column: str) -> int:
        return places.get(column, -1)

    return Table(
        name,
        width,
        (
            Column("id", at("id"), "whole", needed=True),
            Column("day", at("day"), "day", needed=True),
            Column("added", at("added"), "day" if name == "gdelt1" else "moment", needed=True),
            Column("source_code", at("source_code")),
            Column("source_name", at("source_name")),
            Column("target_code", at("target_code")),
            Column("target_name", at("target_name")),
            Column("root", at("root"), "whole"),
            Column("code", at("code")),
            Column("score", at("score"), "number"),
            Column("mentions", at("mentions"), "whole"),
            Column("sources", at("sources"), "whole"),
            Column("articles", at("articles"), "whole", loose=True),
            Column("tone", at("tone"), "number", loose=True),
            Column("place_code", at("place_code")),
            Column("place", at("place")),
            Column("story", at("story")),
        ),
        header,
        filled=("source_code", "target_code"),
    )


_FIRST = {
    "id": 0, "day": 1, "source_name": 6, "source_code": 7, "target_name": 16, "target_code": 17, "root": 25,
    "code": 26, "score": 30, "mentions": 31, "sources": 32, "articles": 33, "tone": 34,
}  # fmt: skip
GDELT2 = _events(_FIRST | {"place": 52, "place_code": 53, "added": 59, "story": 60}, 61, "gdelt2")
GDELT1 = _events(_FIRST | {"place": 50, "place_code": 51, "added": 56, "story": 57}, 58, "gdelt1")
GDELT1_BACK = _events(_FIRST | {"place": 50, "place_code": 51, "added": 56}, 57, "gdelt1")
MENTIONS = Table(
    "mentions",
    16,
    (
        Column("id", 0, "whole", needed=True),
        Column("event_time", 1, "moment", needed=True),
        Column("added", 2, "moment", needed=True),
        Column("type", 3, "whole"),
        Column("outlet", 4),
        Column("story", 5),
        Column("sentence", 6, "whole"),
        Column("in_raw_text", 10, "whole"),
        Column("confidence", 11, "whole"),
        Column("length", 12, "whole"),
        Column("tone", 13, "number", loose=True),
    ),
)
KNOWN = {
    "gdelt2_events": (GDELT2,),
    "gdelt1_events": (GDELT1, GDELT1_BACK),
    "gdelt2_mentions": (MENTIONS,),
}


def table_of(name: str, file: SourceFile) -> Table:
    """Return the layout of a file of a source; WrongFileError where it has none of them.

    The width of most of the first rows decides, so that a broken one does not. A sample with a header is
    read by the names in it.
    """
    lines = [line for line in file.head(1 << 17).decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines:
        raise WrongFileError(f"{file.shown}: the file is empty. Fetch it again.")
    first = lines[0].lstrip("\ufeff").split("\t")
    if first[0] == MARK:
        return _headed(name, file, first)
    widths = [line.count("\t") + 1 for line in lines[:SNIFFED]]
    usual = max(sorted(set(widths)), key=widths.count)
    for table in KNOWN[name]:
        if table.width == usual:
            return table
    other = next((n for n, tables in KNOWN.items() for t in tables if t.width == usual), None)
    hint = f" This is a file of {other}: detente load {other} …" if other else ""
    wanted = " or ".join(str(table.width) for table in KNOWN[name])
    raise WrongFileError(
        f"{file.shown}: rows of {usual} tab-separated cells, where {name} has {wanted} (and no header).{hint} "
        f"Found: {lines[0][:120]!r}."
    )


def _headed(name: str, file: SourceFile, header: list[str]) -> Table:
    places = {NAMES[cell.strip()]: at for at, cell in enumerate(header) if cell.strip() in NAMES}
    missing = [cell for cell, column in NAMES.items() if column not in places and column != "story"]
    if missing or name == "gdelt2_mentions":
        raise WrongFileError(
            f"{file.shown}: a header without {', '.join(missing) or 'the columns of mentions'}. Found: "
            f"{', '.join(header)[:300]}."
        )
    return _events(places, len(header), "gdelt1" if name == "gdelt1_events" else "gdelt2", header=True)
