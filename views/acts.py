"""What a score is made of, for the page: so that it computes the tension of any two dates by itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ..analysis.result import DyadTension
from ..analysis.tally import tally
from ..analysis.weights import Weights, read_weights
from .frames import Frames, Row
from .ties import dyad_id

EPOCH: Final = date(1970, 1, 1).toordinal()


def scoring(frames: Frames, tensions: Sequence[DyadTension], weights: Weights | None = None) -> Row:
    """Return the acts behind the tensions as parallel lists, with the parameters of the formula.

    ``day`` is when an act counts, in days since 1970 (a half where the valid time has its middle at noon);
    ``score`` and ``share`` are its score and its weight before decay; acts with one number in ``act`` are
    reports of the same act in one story and divide their weight; ``story`` numbers the story clusters.
    An act without a date is not listed: it enters no score. Half-life and prior weight are those of the
    given tensions, ``known_by`` the report date that they were limited to.
    """
    weights = weights or read_weights()
    first = tensions[0] if tensions else None
    known_by = first.known_by if first else None
    half_life = first.half_life if first and math.isfinite(first.half_life) else weights.half_life
    pull = first.k if first and math.isfinite(first.k) else weights.k
    return {
        "half_life": half_life,
        "k": pull,
        "prior": weights.prior,
        "score_sd": weights.score_sd,
        "together": weights.together,
        "level": weights.level,
        "known_by": known_by.isoformat() if known_by else None,
        "acts": _acts(frames, weights),
    }


def _acts(frames: Frames, weights: Weights) -> dict[str, list[Any]]:
    names = ("fact", "dyad", "day", "score", "share", "act", "story")
    acts: dict[str, list[Any]] = {name: [] for name in names}
    if frames.events.empty:
        return acts
    told = tally(frames.events, as_of=date.max, known_by=None, directed=False, weights=weights)
    counts = Counter(told.group.tolist())
    pairs = [dyad_id(a, b) for a, b in told.pairs]
    for i, fact in enumerate(told.fact):
        act = int(told.group[i])
        acts["fact"].append(fact)
        acts["dyad"].append(pairs[int(told.dyad[i])])
        acts["day"].append(_short(float(told.day[i]) - EPOCH))
        acts["score"].append(_short(float(told.score[i])))
        acts["share"].append(_short(float(told.share[i]) * counts[act]))
        acts["act"].append(act)
        acts["story"].append(int(told.story[i]))
    return acts


def _short(value: float) -> float | int:
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded
