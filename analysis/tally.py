"""Events as arrays: who they lie between, how much each counts, how old it is, what it duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .clock import event_days, known
from .scores import event_scores, event_shares
from .weights import Weights

Floats = NDArray[np.float64]
Pair = tuple[str, str]
ACTORS = ("country", "alliance")


@dataclass(frozen=True)
class Tally:
    """The events that count, in the order of their facts; arrays are parallel.

    ``dyad`` points into ``pairs``; ``group`` numbers acts (duplicates share one), ``story`` story
    clusters. ``share`` is the weight before decay, already divided among duplicates; ``age`` is in days.
    ``undated`` counts, by pair, the events left out for want of a date.
    """

    pairs: tuple[Pair, ...]
    fact: tuple[str, ...]
    dyad: NDArray[np.intp]
    group: NDArray[np.intp]
    story: NDArray[np.intp]
    score: Floats
    share: Floats
    age: Floats
    reported: NDArray[np.bool_]
    undated: dict[Pair, int]

    def decayed(self, half_life: float) -> Floats:
        """Return the weight of each event after decay."""
        return self.share * np.exp2(-self.age / half_life)

    def rows(self) -> list[NDArray[np.intp]]:
        """Return, for each pair, the positions of its events."""
        order = np.argsort(self.dyad, kind="stable")
        ends = np.cumsum(np.bincount(self.dyad, minlength=len(self.pairs)))
        return np.split(order, ends[:-1]) if len(self.pairs) else []


def sums(place: NDArray[np.intp], amounts: Floats, size: int = 0) -> Floats:
    """Return the sum of the amounts that fall to each place.

    >>> sums(np.array([0, 1, 0]), np.array([1.0, 2.0, 3.0])).tolist()
    [4.0, 2.0]
    """
    # numpy counts in integers when there is nothing to weigh
    return np.bincount(place, amounts, size).astype(np.float64)


def tally(
    events: pd.DataFrame,
    *,
    as_of: date | None,
    known_by: date | None,
    directed: bool,
    weights: Weights,
    pairs: Iterable[Pair] = (),
) -> Tally:
    """Return the events between states and alliances that count at a date, as arrays.

    An event counts when it was known, is not later than ``as_of``, has a score and a positive weight.
    ``pairs`` are listed even when nothing happened between them.
    """
    events = events[
        events["source_kind"].isin(ACTORS)
        & events["target_kind"].isin(ACTORS)
        & (events["source"] != events["target"])
        & known(events, known_by)
    ]
    # row order must not matter, not even to the last bit of a sum
    events = events.sort_values(["fact", "source", "target"], kind="stable")
    days, reported = event_days(events)
    score, share = event_scores(events, weights), event_shares(events, weights)
    ends = [
        (a, b) if directed or a < b else (b, a)
        for a, b in zip(events["source"], events["target"], strict=True)
    ]
    dated = ~np.isnan(days)
    undated: dict[Pair, int] = {}
    for position in np.flatnonzero(~dated):
        undated[ends[position]] = undated.get(ends[position], 0) + 1
    past = np.ones(len(days), dtype=np.bool_) if as_of is None else days <= as_of.toordinal()
    counts = dated & past & ~np.isnan(score) & (share > 0)
    listed = {ends[i] for i in np.flatnonzero(counts | ~dated)}
    order = sorted(listed | {(a, b) if directed or a < b else (b, a) for a, b in pairs})
    number = {pair: i for i, pair in enumerate(order)}

    kept = np.flatnonzero(counts)
    used = events.iloc[kept]
    story = used["story"].where(used["story"].notna(), used["article"])
    story = story.where(story.notna(), used["fact"])
    acts = pd.DataFrame(
        {
            "story": story.to_numpy(),
            "source": used["source"].to_numpy(),
            "target": used["target"].to_numpy(),
            "type": used["type"].to_numpy(),
            "day": np.floor(days[kept]),
        }
    )
    group = np.asarray(acts.groupby(list(acts.columns), dropna=False, sort=True).ngroup(), dtype=np.intp)
    copies = np.bincount(group)[group] if len(group) else np.ones(0)
    now = as_of.toordinal() if as_of else 0
    return Tally(
        pairs=tuple(order),
        fact=tuple(used["fact"]),
        dyad=np.array([number[ends[i]] for i in kept], dtype=np.intp),
        group=group,
        story=np.unique(story.to_numpy(dtype="U"), return_inverse=True)[1].astype(np.intp),
        score=score[kept],
        share=share[kept] / copies,
        age=np.maximum(now - days[kept], 0.0),
        reported=reported[kept],
        undated=undated,
    )
