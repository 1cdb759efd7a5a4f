"""From an aggregated fact back to the raw rows that it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atlas.fips import from_fips
from .aggregate import ONCE, prepare
from .cameo import cameo
from .raw import engine, parquets, quoted, speaking_of

if TYPE_CHECKING:
    from .dyad_days import StateOf

MENTIONS = {"gdelt2_events": "gdelt2_mentions"}
SHOWN = ("source_name", "target_name", "place", "place_code", "text", "outlet")


def rows_behind(
    raw: Path, source: str, day: date, origin: str, target: str, plover: str
) -> list[dict[str, Any]]:
    """Return the rows of an event set that stand behind the fact of a pair of states, a day and a class.

    Each has its id (``row``), day, CAMEO code and name, score, story (``address``), what else the set tells,
    and the ``mentions`` of the event where they were loaded. Empty where the raw rows are not at hand.
    """
    files = speaking_of(raw, source, {day})
    if not files:
        return []
    with engine() as connection:
        prepare(connection, files, _state_of(source), [day])
        held = {row[0] for row in connection.execute("DESCRIBE raw_rows").fetchall()}
        more = [name for name in SHOWN if name in held]
        extra = "".join(f", min(r.{name})" for name in more)
        found = connection.execute(
            f"SELECT o.id, o.code, o.score, o.story{extra} FROM ({ONCE}) AS o "  # noqa: S608
            "JOIN raw_rows AS r ON r.id = o.id AND r.day = o.day "
            "WHERE o.source = $source AND o.target = $target AND o.class = $class "
            "GROUP BY o.id, o.code, o.score, o.story ORDER BY o.id",
            {"source": origin, "target": target, "class": plover},
        ).fetchall()
        told = []
        for identity, code, score, story, *rest in found:
            known = cameo(code)
            row = {"row": identity, "day": day, "code": code, "name": known.name if known else None}
            row |= {
                "score": float(score),
                "address": story,
                **dict(zip(more, rest, strict=True)),
                "mentions": [],
            }
            if "place_code" in row:
                row["place_state"] = from_fips(row.pop("place_code") or "")
            told.append(row)
        mentions = parquets(raw, MENTIONS[source]) if source in MENTIONS else []
        if mentions and told:
            listed = ", ".join(quoted(path) for path in mentions)
            wanted = ", ".join(str(row["row"]) for row in told)
            spoken = connection.execute(
                "SELECT DISTINCT id, outlet, story, sentence, confidence FROM "  # noqa: S608
                f"read_parquet([{listed}]) WHERE id IN ({wanted}) ORDER BY ALL"
            ).fetchall()
            by_row = {row["row"]: row["mentions"] for row in told}
            for identity, outlet, story, sentence, confidence in spoken:
                by_row[identity].append(
                    {"outlet": outlet, "address": story, "sentence": sentence, "confidence": confidence}
                )
    return told


def _state_of(source: str) -> StateOf:
    if source.startswith("gdelt"):
        from .gdelt import state_of

        return state_of
    from .icews import state_of as by_name

    return by_name
