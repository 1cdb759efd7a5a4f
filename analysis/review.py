"""What is most worth a second look: facts that are disputed, doubtful, heavy in a score, or told by one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .frames import Frames
from .result import DyadAlignment, DyadTension

DOUBTFUL = 0.7
CONTESTED = 0.5
CLAIMED = 0.25
HEAVY = 0.25  # of the heaviest fact of all; below it a fact is not called heavy


@dataclass(frozen=True, slots=True)
class Look:
    """A fact worth a second look.

    ``worth`` orders the list; ``reasons`` say why it stands there; ``weight`` is its largest part in one score
    and ``score`` that score.
    """

    fact: str
    worth: float
    reasons: tuple[str, ...]
    weight: float
    score: str | None
    says: str
    confidence: float
    quote: str | None
    source: str


def review(
    frames: Frames, tensions: Iterable[DyadTension], alignments: Iterable[DyadAlignment]
) -> list[Look]:
    r"""Return the facts of articles that are worth a second look, the most worth first.

    The worth of a fact adds up :math:`|c| / \max |c|`, its largest part in one score beside the largest of all, :math:`1 - p` where its confidence
    :math:`p` is below 0.7, 0.5 where the sources of its contract, event or membership disagree, and 0.25 where
    it is only claimed and one source alone tells it.

    Parameters
    ----------
    frames : Frames
        The snapshot of the graph.
    tensions, alignments : iterable
        The scores made from it.

    Returns
    -------
    list of Look
        Without facts that a person judged already, and without those of data sets.

    Notes
    -----
    A contribution stands in units of its score, so that facts of thin pairs, which move a score more, weigh
    more. A fact without any reason is left out.
    """
    weights = _weights(tensions, alignments)
    heaviest = max((abs(weight) for weight, _ in weights.values()), default=0.0) or 1.0
    disputed, alone = _things(frames)
    titles = {row["article"]: row["title"] for row in frames.articles.to_dict("records")}
    looks = []
    for row in frames.facts.to_dict("records"):
        if row["origin"] != "article" or row.get("judged"):
            continue
        weight, score = weights.get(row["fact"], (0.0, None))
        share = abs(weight) / heaviest
        worth, reasons = share, []
        if row["fact"] in disputed:
            worth += CONTESTED
            reasons.append(f"contested: {disputed[row['fact']]}")
        if row["confidence"] < DOUBTFUL:
            worth += 1 - float(row["confidence"])
            reasons.append(f"low confidence ({row['confidence']:.2f})")
        if share >= HEAVY:
            reasons.append(f"heavy in {score} ({weight:+.3f})")
        if row["modality"] == "claimed" and row["fact"] in alone:
            worth += CLAIMED
            reasons.append("claimed by one source only")
        if reasons:
            source = str(titles.get(row["source"]) or row["source"])
            looks.append(_look(row, worth, tuple(reasons), weight, score, source))
    return sorted(looks, key=lambda look: (-look.worth, look.fact))


def _look(
    row: Mapping[Any, Any],
    worth: float,
    reasons: tuple[str, ...],
    weight: float,
    score: str | None,
    source: str,
) -> Look:
    parties = ", ".join(party.rpartition(":")[2] for party in row["parties"])
    quotes = [str(quote) for quote in row["quotes"]]
    return Look(
        fact=str(row["fact"]),
        worth=round(worth, 6),
        reasons=reasons,
        weight=weight,
        score=score,
        says=f"{row['kind']}: {row['type']} ({parties})",
        confidence=float(row["confidence"]),
        quote=" […] ".join(quotes) or None,
        source=source,
    )


def _weights(
    tensions: Iterable[DyadTension], alignments: Iterable[DyadAlignment]
) -> dict[str, tuple[float, str]]:
    """Return the largest part of each fact in one score, and that score."""
    found: dict[str, tuple[float, str]] = {}
    parts = [(f"tension {t.a}/{t.b}", t.contributions) for t in tensions]
    parts += [(f"alignment {t.a}/{t.b}", t.contributions) for t in alignments if t.status == "ok"]
    for score, contributions in parts:
        for part in contributions:
            if abs(part.value) > abs(found.get(part.fact, (0.0, ""))[0]):
                found[part.fact] = part.value, score
    return found


def _things(frames: Frames) -> tuple[dict[str, str], set[str]]:
    """Return what is disputed about the things behind facts, and the facts of things that one source tells."""
    disputed: dict[str, str] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for row in frames.contracts.to_dict("records"):
        groups[row["contract"]] = row["facts"]
        if row["contested"]:
            disputed.update(dict.fromkeys(row["facts"], ", ".join(row["contested"])))
    for row in frames.memberships.to_dict("records"):
        groups[row["membership"]] = row["facts"]
    modalities: dict[str, set[str]] = defaultdict(set)
    for row in frames.events.to_dict("records"):
        if row["event"] is not None and row["event"] == row["event"]:
            groups[row["event"]].append(row["fact"])
            modalities[row["event"]].add(row["modality"])
    for event, told in modalities.items():
        if "denied" in told and len(told) > 1:
            disputed.update(dict.fromkeys(groups[event], "done"))
    source = dict(zip(frames.facts["fact"], frames.facts["source"], strict=True))
    alone = {fact for facts in groups.values() if len({source.get(f) for f in facts}) == 1 for fact in facts}
    return disputed, alone
