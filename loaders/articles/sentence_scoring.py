"""How good the event codes of single sentences are: class, quad class, source, dyad and the full triple.

Each measure compares sets within a sentence and is micro-averaged; a sentence without a prediction counts as empty.
Classes are folded to the sixteen that articles use, whichever list a record was written with.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from .scoring import Count, Measure, Record, rates

Row = tuple[str | None, str | None, str]
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "CONCEDE", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"), "material conflict"),
}
FOLDED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
CODES = {
    "JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "PAL": "PSE", "ROM": "ROU", "SCG": "SRB", "YUG": "SRB", "BOS": "BIH",
    "GAZ": "PSE", "WBK": "PSE", "ZAR": "COD", "TMP": "TLS",
}  # fmt: skip
"""Spellings of codes met in sentence records, and what they stand for."""

MEASURES = ("class", "quad", "source", "dyad", "undirected dyad", "full")


def actor(value: object) -> str | None:
    """Return a code as it is compared, or None where a side is left out.

    >>> actor("jap"), actor(None)
    ('JPN', None)
    """
    text = str(value or "").strip().upper()[:3]
    return CODES.get(text, text) or None


def folded(value: object) -> str:
    """Return a class of the sixteen.

    >>> folded("fight"), folded("AID")
    ('ASSAULT', 'AID')
    """
    text = str(value or "").strip().upper()
    return FOLDED.get(text, text)


def rows_of(record: Record) -> set[Row]:
    """Return the rows of a record: its ``events``, or the one event of a PLOVER record with its lists of actors."""
    if "gold" not in record:
        return {
            (actor(e.get("source")), actor(e.get("target")), folded(e.get("class")))
            for e in record.get("events") or ()
        }
    one = record["gold"][0]
    doers, others = ([actor(a.get("code")) for a in one.get(side) or ()] for side in ("source", "target"))
    cls = folded(one.get("code"))
    if one.get("reciprocal") and len(doers) > 1 and not others:
        return {(a, b, cls) for a in doers for b in doers if a != b}
    return {(a, b, cls) for a in doers or [None] for b in others or [None]}


def keys(rows: set[Row]) -> dict[str, set[object]]:
    """Return what each measure compares; classes outside the list and sides left out do not count as pairs."""
    whole = {r for r in rows if r[0] and r[1]}
    return {
        "class": {r[2] for r in rows},
        "quad": {QUADS[r[2]] for r in rows},
        "source": {r[0] for r in rows if r[0]},
        "dyad": {r[:2] for r in whole},
        "undirected dyad": {frozenset(r[:2]) for r in whole},
        "full": set(whole),
    }


def compare_sentence(gold: Record, told: Record) -> dict[str, Count]:
    """Return hits, gold and predicted counts of one sentence by measure."""
    wanted, given = (keys({r for r in rows_of(one) if r[2] in QUADS}) for one in (gold, told))
    return {name: (len(wanted[name] & given[name]), len(wanted[name]), len(given[name])) for name in wanted}


def score_sentences(
    gold: Sequence[Record], predictions: Mapping[str, Record], *, draws: int = 0, seed: int = 1
) -> dict[str, Measure]:
    """Return every measure of a set of sentences, with a bootstrap interval over them where ``draws`` is given."""
    nothing: dict[str, Any] = {"events": ()}
    counts = [
        compare_sentence(r, predictions.get(str(r["id"])) or nothing)
        for r in sorted(gold, key=lambda r: str(r["id"]))
    ]
    dice = random.Random(seed)  # noqa: S311  a reproducible draw, not a secret
    samples = [[counts[dice.randrange(len(counts))] for _ in counts] for _ in range(draws)] if counts else []
    found = {}
    for name in MEASURES:
        whole = total(counts, name)
        spread = sorted(rates(total(sample, name))[2] for sample in samples)
        ends = (spread[int(0.025 * draws)], spread[max(0, int(0.975 * draws) - 1)]) if spread else None
        found[name] = Measure(*rates(whole), *whole, ends)
    return found


def total(counts: Sequence[Mapping[str, Count]], name: str) -> Count:
    """Return the sums of one measure's counts."""
    rows = [c[name] for c in counts]
    return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)
