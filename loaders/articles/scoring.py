"""How good an extraction is: predicted records against a gold set, measure by measure.

Every measure but contracts compares sets of keys within an article, so repeating a fact earns nothing; contracts are
matched one to one. Precision, recall and F1 are micro-averaged over the articles of the gold set; an
article without a prediction counts as empty.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...graph.model import POSITIVE

Record = Mapping[str, Any]
Canon = Callable[[object], str]
MEASURES = (
    "states", "alliances", "dyads", "signed_events", "typed_events", "contracts", "contracts_pair_only",
    "memberships", "memberships_pair_only",
)  # fmt: skip
TOLERANCE = 0.05  # of a contract's value
Count = tuple[int, int, int]  # hits, gold, predicted


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 with the counts behind them; ``interval`` is the 95 % bootstrap interval of F1."""

    precision: float
    recall: float
    f1: float
    hits: int
    gold: int
    predicted: int
    interval: tuple[float, float] | None = None


def code(name: object) -> str:
    """Return an actor's code as records write it: three letters in capitals, other names as they are.

    >>> code("tur"), code(" NATO "), code(None)
    ('TUR', 'NATO', '')
    """
    text = str(name or "").strip()
    return text.upper() if len(text) == 3 and text.isalpha() else text


def _events(
    record: Record, canon: Canon, scored: Callable[[str], bool], modality: Collection[str] | None
) -> Iterable[tuple[str, str, str, str, str]]:
    for row in record.get("events") or ():
        source, target = canon(row.get("source")), canon(row.get("target"))
        held = row.get("modality") or "fact"
        if not source or not target or source == target or not (scored(source) and scored(target)):
            continue
        if modality and held not in modality:
            continue
        kind = str(row.get("class") or "").upper()
        sign = row.get("polarity")
        yield source, target, kind, sign if sign in ("+", "-") else "+" if kind in POSITIVE else "-", held


def _keys(
    record: Record, canon: Canon, scored: Callable[[str], bool], modality: Collection[str] | None
) -> dict[str, set[object]]:
    rows = list(_events(record, canon, scored, modality))
    members = [
        (canon(m.get("state")), canon(m.get("alliance")), m.get("status"))
        for m in record.get("memberships") or ()
    ]
    return {
        "states": {canon(s) for s in record.get("states") or ()},
        "alliances": {canon(s) for s in record.get("alliances") or ()},
        "dyads": {frozenset(r[:2]) for r in rows},
        "signed_events": {(r[0], r[1], r[3]) for r in rows},
        "typed_events": {r[:3] for r in rows},
        "memberships": set(members),
        "memberships_pair_only": {m[:2] for m in members},
    }


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _same_value(gold: Record, told: Record) -> bool:
    wanted, given = _number(gold.get("value")), _number(told.get("value"))
    if wanted is None:
        return True
    if given is None:
        return False
    sums = [
        (wanted, gold.get("currency")),
        *((_number(v) or 0.0, c) for v, c in gold.get("alt_values") or ()),
    ]
    money = told.get("currency")
    return any(
        abs(given - v) <= TOLERANCE * v and (c is None or money is None or c == money) for v, c in sums
    )


def _contracts(
    gold: Record, told: Record, canon: Canon, scored: Callable[[str], bool], *, value: bool
) -> Count:
    def listed(record: Record) -> list[tuple[str, str, Record]]:
        rows = [(canon(c.get("buyer")), canon(c.get("seller")), c) for c in record.get("contracts") or ()]
        return [row for row in rows if scored(row[0]) and scored(row[1])]

    wanted, given = listed(gold), listed(told)
    free, hits = list(range(len(given))), 0
    for buyer, seller, row in sorted(wanted, key=lambda r: _number(r[2].get("value")) is None):
        bare = _number(row.get("value")) is None
        fits = [
            i
            for i in free
            if given[i][:2] == (buyer, seller) and (not value or _same_value(row, given[i][2]))
        ]
        if fits:
            # A contract told with a sum is matched with one told with a sum where there is a choice.
            free.remove(
                next((i for i in fits if (_number(given[i][2].get("value")) is None) == bare), fits[0])
            )
            hits += 1
    return hits, len(wanted), len(given)


def compare(
    gold: Record, told: Record, *, bodies: Mapping[str, str], modality: Collection[str] | None = None
) -> dict[str, Count]:
    """Return hits, gold and predicted counts of one article by measure.

    ``bodies`` maps lower-case names of bodies to their canonical ones; armed groups and states of the past,
    which stand under their own names, are not scored. ``evidence`` counts predicted rows whose evidence
    stands in the text, ``modality`` the matched typed events with a right modality.
    """

    def canon(name: object) -> str:
        return bodies.get(str(name or "").strip().lower()) or code(name)

    known = set(bodies.values())

    def scored(name: str) -> bool:
        return name in known or (len(name) == 3 and name.isalpha() and name.isupper())

    wanted, given = (_keys(r, canon, scored, modality) for r in (gold, told))
    given["states"] -= {canon(s) for s in gold.get("states_opt") or ()} - wanted["states"]
    counts = {name: (len(wanted[name] & given[name]), len(wanted[name]), len(given[name])) for name in wanted}
    counts["contracts"] = _contracts(gold, told, canon, scored, value=True)
    counts["contracts_pair_only"] = _contracts(gold, told, canon, scored, value=False)
    quotes = [
        row.get("evidence") for part in ("events", "contracts", "memberships") for row in told.get(part) or ()
    ]
    text = gold.get("text") or ""
    counts["evidence"] = (sum(bool(q) and q in text for q in quotes), len(quotes), len(quotes))
    held: list[dict[object, set[str]]] = [{}, {}]
    for record, found in zip((gold, told), held, strict=True):
        for row in _events(record, canon, scored, modality):
            found.setdefault(row[:3], set()).add(row[4])
    both = held[0].keys() & held[1].keys()
    counts["modality"] = (sum(bool(held[0][k] & held[1][k]) for k in both), len(both), len(both))
    return counts


def rates(count: Count) -> tuple[float, float, float]:
    """Return precision, recall and F1 of hits, gold and predicted counts.

    >>> rates((1, 2, 4))
    (0.25, 0.5, 0.3333333333333333)
    """
    hits, gold, predicted = count
    precision = hits / predicted if predicted else float(not gold)
    recall = hits / gold if gold else float(not predicted)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _total(counts: Iterable[Mapping[str, Count]], name: str) -> Count:
    rows = [c[name] for c in counts]
    return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)


def score(
    gold: Sequence[Record],
    predictions: Mapping[str, Record],
    *,
    bodies: Mapping[str, str],
    modality: Collection[str] | None = None,
    draws: int = 0,
    seed: int = 1,
) -> dict[str, Measure]:
    """Return every measure of a set of predictions, with a bootstrap interval over articles where ``draws`` is given."""
    counts = [
        compare(r, predictions.get(r["id"]) or {}, bodies=bodies, modality=modality)
        for r in sorted(gold, key=lambda r: str(r["id"]))
    ]
    dice = random.Random(seed)  # noqa: S311  a reproducible draw, not a secret
    samples = [[counts[dice.randrange(len(counts))] for _ in counts] for _ in range(draws)] if counts else []
    found = {}
    for name in (*MEASURES, "evidence", "modality"):
        whole = _total(counts, name)
        spread = sorted(rates(_total(sample, name))[2] for sample in samples)
        ends = (spread[int(0.025 * draws)], spread[int(0.975 * draws) - 1]) if spread else None
        found[name] = Measure(*rates(whole), *whole, ends)
    return found
