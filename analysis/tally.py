"""Events as arrays: who they lie between, how much each counts, how old it is, what it duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .clock import event_days, known, ordinals
from .scores import event_scores, event_shares
from .shrinkage import Stories
from .weights import Weights

Floats = NDArray[np.float64]
Pair = tuple[str, str]
ACTORS = ("country", "alliance")


@dataclass(frozen=True)
class Tally:
    """The events that count, in the order of their facts; arrays are parallel.

    ``dyad`` points into ``pairs``; ``group`` numbers acts (duplicates share one), ``story`` story
    clusters. ``share`` is the weight before decay, already divided among duplicates; ``day`` is the day on
    which an event counts, as a number, ``age`` how long ago that is, in days, and ``report`` the day of its
    report (NaN without one); ``reported`` marks the events that were dated by it.
    ``undated`` counts, by pair, the events left out for want of a date. ``key`` is a hash that names the act in any
    tally, where it was asked for.
    """

    pairs: tuple[Pair, ...]
    fact: tuple[str, ...]
    dyad: NDArray[np.intp]
    group: NDArray[np.intp]
    story: NDArray[np.intp]
    score: Floats
    share: Floats
    day: Floats
    age: Floats
    report: Floats
    reported: NDArray[np.bool_]
    undated: dict[Pair, int]
    key: NDArray[np.uint64]

    def decayed(self, half_life: float) -> Floats:
        """Return the weight of each event after decay."""
        return self.share * np.exp2(-self.age / half_life)

    def at(self, day: float, half_life: float, *, told: bool = False) -> tuple[NDArray[np.intp], Floats]:
        """Return the events that count at an earlier day, and the weight that each event has then.

        ``told`` leaves out what was reported later. It is what a tally made for that day would hold.
        """
        past = self.day <= day
        if told:
            past &= self.report <= day
        rows = np.flatnonzero(past)
        whole = self.share * np.bincount(self.group, minlength=1)[self.group]
        copies = np.bincount(self.group[rows], minlength=int(self.group.max(initial=0)) + 1)
        now = np.zeros(len(self.day))
        now[rows] = whole[rows] / copies[self.group[rows]] * np.exp2((self.day[rows] - day) / half_life)
        return rows, now

    def only(self, rows: NDArray[np.intp], pair: Pair) -> Tally:
        """Return the tally of one pair, given the positions of its events."""
        return Tally(
            pairs=(pair,),
            fact=tuple(self.fact[row] for row in rows),
            dyad=np.zeros(len(rows), dtype=np.intp),
            group=np.unique(self.group[rows], return_inverse=True)[1].astype(np.intp),
            story=self.story[rows],
            score=self.score[rows],
            share=self.share[rows],
            day=self.day[rows],
            age=self.age[rows],
            report=self.report[rows],
            reported=self.reported[rows],
            undated={pair: self.undated[pair]} if pair in self.undated else {},
            key=self.key[rows] if len(self.key) else self.key,
        )

    def rows(self) -> list[NDArray[np.intp]]:
        """Return, for each pair, the positions of its events."""
        order = np.argsort(self.dyad, kind="stable")
        ends = np.cumsum(np.bincount(self.dyad, minlength=len(self.pairs)))
        return np.split(order, ends[:-1]) if len(self.pairs) else []

    def stories(self, rows: NDArray[np.intp], weights: Sequence[Floats]) -> Stories:
        """Return the sums of the story clusters behind some events, one column for each set of weights."""
        names, place = np.unique(self.story[rows], return_inverse=True)
        acts, act = np.unique(self.group[rows], return_inverse=True)
        owner = np.zeros(len(acts), dtype=np.intp)
        owner[act] = place
        columns = []
        for now in weights:
            mine = now[rows]
            scored, volume = sums(place, mine * self.score[rows]), sums(place, mine)
            columns.append((scored, volume, sums(owner, sums(act, mine) ** 2)))
        told = [np.stack(column, axis=1) for column in zip(*columns, strict=True)]
        return Stories(*told) if len(names) else Stories(*[np.zeros((0, len(weights)))] * 3)


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
    keyed: bool = False,
) -> Tally:
    """Return the events between states and alliances that count at a date, as arrays.

    An event counts when it was known, is not later than ``as_of``, has a score and a positive weight.
    ``pairs`` are listed even when nothing happened between them. ``keyed`` gives each event the key of its act.
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
    a, b = _numbered(events["source"], events["target"])
    first, second = (
        (a.place, b.place) if directed else (np.minimum(a.place, b.place), np.maximum(a.place, b.place))
    )
    names, many = a.names, max(len(a.names), 1)
    ends = first * many + second
    dated = ~np.isnan(days)
    past = np.ones(len(days), dtype=np.bool_) if as_of is None else days <= as_of.toordinal()
    counts = dated & past & ~np.isnan(score) & (share > 0)

    def pair_at(end: int) -> Pair:
        return names[end // many], names[end % many]

    lost = zip(*np.unique(ends[~dated], return_counts=True), strict=True)
    undated = {pair_at(int(end)): int(count) for end, count in lost}
    listed = {pair_at(int(end)) for end in np.unique(ends[counts])} | set(undated)
    order = sorted(listed | {(x, y) if directed or x < y else (y, x) for x, y in pairs})
    number = {pair: i for i, pair in enumerate(order)}
    told, place = np.unique(ends[counts], return_inverse=True)
    dyads = np.array([number[pair_at(int(end))] for end in told], dtype=np.intp)

    kept = np.flatnonzero(counts)
    used = events.iloc[kept]
    story = _codes(_story(used))
    group = _together(story, a.place[kept], b.place[kept], _codes(used["type"]), np.floor(days[kept]))
    copies = np.bincount(group)[group] if len(group) else np.ones(0)
    now = as_of.toordinal() if as_of else 0
    return Tally(
        pairs=tuple(order),
        fact=tuple(used["fact"]),
        dyad=dyads[place] if len(kept) else np.zeros(0, dtype=np.intp),
        group=group,
        story=story,
        score=score[kept],
        share=share[kept] / copies,
        day=days[kept],
        age=np.maximum(now - days[kept], 0.0),
        report=ordinals(used["reported_at"]),
        reported=reported[kept],
        undated=undated,
        key=_keys(used, _story(used), days[kept]) if keyed else np.zeros(0, dtype=np.uint64),
    )


@dataclass(frozen=True)
class _Numbered:
    """A column as numbers into sorted names."""

    place: NDArray[np.intp]
    names: tuple[str, ...]


def _numbered(one: pd.Series, other: pd.Series) -> tuple[_Numbered, _Numbered]:
    """Return two columns as numbers into the same sorted names, so that numbers compare like names."""
    place, names = pd.factorize(
        np.concatenate([one.to_numpy(dtype="object"), other.to_numpy(dtype="object")])
    )
    ranked = sorted(range(len(names)), key=lambda i: str(names[i]))
    rank = np.empty(len(names), dtype=np.intp)
    rank[ranked] = np.arange(len(names))
    told = tuple(str(names[i]) for i in ranked)
    both = rank[place]
    return _Numbered(both[: len(one)], told), _Numbered(both[len(one) :], told)


def _story(events: pd.DataFrame) -> pd.Series:
    """Return the name of the story cluster of each event.

    Without a story an article is one, without an article a fact. A row that a data set made of many
    reports (it has a ``count``), or that names only its data set, stands for itself.
    """
    story = events["story"].where(events["story"].notna(), events["article"])
    story = story.where(story.notna(), events["fact"])
    if "count" in events:
        story = story.where(events["count"].isna(), events["fact"])
    if "quote" in events:
        # nothing is quoted from a table, whose name is no story
        story = story.where(events["quote"].notna() | (story != events["article"]), events["fact"])
    return story


def _codes(column: pd.Series) -> NDArray[np.intp]:
    place, names = pd.factorize(column.to_numpy(dtype="object"))
    rank = np.empty(len(names) + 1, dtype=np.intp)
    rank[sorted(range(len(names)), key=lambda i: str(names[i]))] = np.arange(len(names))
    rank[-1] = len(names)  # a missing value
    return rank[place]


def _together(*columns: NDArray[np.generic]) -> NDArray[np.intp]:
    """Return one number for each different row of the columns."""
    group = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, place = np.unique(column, return_inverse=True)
        group = np.unique(group * (len(values) + 1) + place, return_inverse=True)[1]
    return group.astype(np.intp)


def _keys(events: pd.DataFrame, story: pd.Series, days: Floats) -> NDArray[np.uint64]:
    """Return a hash of what makes an act: story, source, target, class and day."""
    key = pd.util.hash_array(np.floor(days).astype(np.int64))
    for column in (story, events["source"], events["target"], events["type"]):
        place, names = pd.factorize(column.to_numpy(dtype="object"))
        hashed = pd.util.hash_array(np.array([str(name) for name in names], dtype="object"), categorize=False)
        key = key * np.uint64(0x9E3779B97F4A7C15) ^ np.append(hashed, np.uint64(0))[place]
    return key
