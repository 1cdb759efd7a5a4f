"""Tables and lines of facts: what spreadsheets, pandas and jq open."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..analysis.result import DyadAlignment, DyadTension
from .frames import Frames, Row, day, items, plain, rows
from .records import parties

if TYPE_CHECKING:
    from pandas import DataFrame

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
TENSION: Final = (
    "a", "b", "name_a", "name_b", "value", "lo", "hi", "n", "n_eff", "prior_share", "volume", "hostility",
    "cooperation", "ambivalence", "status", "prior", "value_half", "value_double", "undated", "facts",
)  # fmt: skip
ALIGNMENT: Final = (
    "a", "b", "name_a", "name_b", "value", "lo", "hi", "n", "status", "base", "facts", "prior_facts",
)  # fmt: skip
_FACT: Final = (
    "fact", "kind", "type", "subtype", "modality", "polarity", "speaker", "parties", "valid_from", "valid_to",
    "granularity", "reported_at", "reported_basis", "item", "status", "amount", "amount_high", "currency", "bound",
    "quantity", "unit", "level", "obligations", "evidence", "confidence", "rule", "origin", "source",
)  # fmt: skip


def guarded(text: str) -> str:
    """Return the text of a cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("Turkey")
    ("'=HYPERLINK(1)", 'Turkey')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def cell(value: object, guard: bool = True) -> str:
    """Return a value as the text of a cell; numbers are never guarded, so that −0.3 stays a number.

    >>> cell(-0.25), cell("-0.25"), cell(None), cell(True)
    ('-0.25', "'-0.25", '', 'true')
    """
    flat = plain(value)
    if flat is None:
        return ""
    if isinstance(flat, bool):
        return str(flat).lower()
    if isinstance(flat, (int, float)):
        return repr(flat)
    text = "; ".join(map(str, flat)) if isinstance(flat, list) else str(flat)
    return guarded(text) if guard else text


def csv_lines(columns: Sequence[str], lines: Iterable[Sequence[object]], guard: bool = True) -> str:
    """Return rows as CSV text with a head; lines end in a newline on every system."""
    written = [
        ",".join(_quoted(cell(value, guard)) for value in line) for line in ([*map(str, columns)], *lines)
    ]
    return "".join(f"{line}\n" for line in written)


def _quoted(text: str) -> str:
    # The csv module of Python 3.11 leaves a lone carriage return unquoted and cannot read it back.
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text


def csv_text(frame: DataFrame, *, guard: bool = True) -> str:
    """Return a frame as CSV text; ``guard`` keeps spreadsheets from running cells as formulas."""
    return csv_lines([str(c) for c in frame.columns], frame.astype(object).to_numpy().tolist(), guard)


def tension_csv(snapshot: Frames, tensions: Sequence[DyadTension]) -> str:
    """Return ``tension.csv``: a dyad a row, with the ids of the facts that contribute."""
    return csv_lines(TENSION, (_scored(snapshot, t, TENSION) for t in _sorted(tensions)))


def alignment_csv(snapshot: Frames, alignments: Sequence[DyadAlignment]) -> str:
    """Return ``alignment.csv``: a dyad a row; facts of the articles and of the atlas apart."""
    return csv_lines(ALIGNMENT, (_scored(snapshot, s, ALIGNMENT) for s in _sorted(alignments)))


def _sorted(results: Sequence[Any]) -> list[Any]:
    return sorted(results, key=lambda r: (r.a, r.b))


def _scored(snapshot: Frames, result: DyadTension | DyadAlignment, columns: Sequence[str]) -> list[object]:
    names = {row["entity"]: row["name"] for row in rows(snapshot.entities)}
    more = {
        "name_a": names.get(result.a, result.a),
        "name_b": names.get(result.b, result.b),
        "facts": sorted({c.fact for c in result.contributions}),
        "prior_facts": sorted({c.fact for c in getattr(result, "prior_contributions", ())}),
    }
    return [more[c] if c in more else _rounded(getattr(result, c)) for c in columns]


def _rounded(value: object) -> object:
    # Six places: the last bits of a float depend on the order in which a store returned its rows.
    if isinstance(value, float):
        return round(value, 6) + 0.0 if math.isfinite(value) else None
    return value


def facts_jsonl(snapshot: Frames) -> str:
    """Return ``facts.jsonl``: a fact a line, those of the articles first, with quotes, offsets and source."""
    known = {row["article"]: row for row in rows(snapshot.articles)}
    lines = []
    for row in rows(snapshot.facts, "fact"):
        article = known.get(row["source"])
        place = (
            (article or {}).get("published_at") or "9999",
            row["source"] or "",
            (items(row, "starts") or [0])[0],
        )
        lines.append(((row.get("origin") == "atlas", *place, row["fact"]), _fact(row, article)))
    return "".join(_line(record) for _, record in sorted(lines, key=lambda pair: pair[0]))


def _fact(row: Row, article: Row | None) -> Row:
    told: Row = {key: row.get(key) for key in _FACT}
    for key in ("valid_from", "valid_to", "reported_at"):
        told[key] = day(row.get(key))
    told["parties"] = parties(row)
    if row.get("judged"):
        told |= {"judged": row["judged"], "note": row.get("note")}
    told["obligations"] = items(row, "obligations")
    spans = zip(items(row, "starts"), items(row, "ends"), items(row, "quotes"), strict=False)
    told["evidence"] = [{"start": int(s), "end": int(e), "quote": q} for s, e, q in spans]
    if article is None:
        told["source"] = {"dataset": row["source"], "citation": row.get("citation")}
    else:
        shown = ("article", "title", "outlet", "url", "published_at")
        told["source"] = {key: article.get(key) for key in shown}
    return told


def _line(record: Row) -> str:
    line = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate from an escaped JSON string
        return json.dumps(record, ensure_ascii=True, allow_nan=False) + "\n"
    return line
