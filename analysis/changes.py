"""Where a sequence of weighted means changes its level: segments by dynamic programming, with a tested penalty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST = 3  # changes tried when the penalty is calibrated
SHUFFLES = 199
ALARMS = 0.05
SHORTEST = 2
FEWEST = 8
LARGEST = 20_000  # cells of a row of the dynamic program: 199 shuffles of a hundred places


@dataclass(frozen=True, slots=True)
class Change:
    """A change of level before place ``at``: the means of the segments on either side of it."""

    at: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a sequence of some ``places`` and the penalty that each had to earn.

    ``status`` is ``ok``, ``too_short`` (fewer than ``FEWEST`` places) or ``constant``.
    """

    changes: tuple[Change, ...]
    penalty: float
    status: str
    places: int


def change_points(
    values: Floats,
    weights: Floats,
    *,
    alarms: float = ALARMS,
    shuffles: int = SHUFFLES,
    shortest: int = SHORTEST,
    seed: int = 0,
) -> Changes:
    r"""Return where the level of a weighted sequence changes.

    The sequence is cut into the segments that minimise

    .. math:: \sum_{\text{segments}} \sum_{t} w_t (y_t - \bar y)^2 + \beta \cdot \text{number of changes}

    with the weighted mean of each segment, exactly, by dynamic programming (optimal partitioning). The
    penalty is calibrated on the sequence itself: its places are shuffled many times, which leaves no change of level
    in them, and beta is the smallest penalty under which at most the share ``alarms`` of the shuffled
    sequences shows any change.

    Parameters
    ----------
    values, weights : array of float
        The sequence in the order of time, and what each place weighs.
    alarms : float
        The share of shuffled sequences that may show a change.
    shuffles : int
        How many of them; fewer, down to 39, for sequences of more than a hundred places.
    shortest : int
        The least number of places in a segment.
    seed : int
        The stream of random numbers.

    Returns
    -------
    Changes
        In the order of time.

    Notes
    -----
    Shuffling takes places as exchangeable: in a sequence that drifts slowly, or whose neighbours echo each
    other, false alarms are more frequent than ``alarms``. The calibration looks at up to three changes.

    References
    ----------
    Jackson et al. 2005, IEEE Signal Processing Letters 12:105-108 (optimal partitioning). Auger and Lawrence
    1989, Bulletin of Mathematical Biology 51:39-54 (a given number of segments). Killick, Fearnhead and
    Eckley 2012, Journal of the American Statistical Association 107:1590-1598.

    Examples
    --------
    >>> told = change_points(np.array([1.0, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8]), np.ones(12))
    >>> [(c.at, c.before, c.after) for c in told.changes], told.status
    ([(6, 1.5, 7.5)], 'ok')
    """
    count = len(values)
    if count < max(FEWEST, 2 * shortest):
        return Changes((), float("nan"), "too_short", count)
    if np.ptp(values[weights > 0]) == 0 if (weights > 0).any() else True:
        return Changes((), float("nan"), "constant", count)
    penalty = _penalty(values, weights, alarms, min(shuffles, max(39, LARGEST // count)), shortest, seed)
    cuts = _cuts(values, weights, penalty, shortest)
    edges = [0, *cuts, count]
    means = [float(np.average(values[a:b], weights=weights[a:b])) for a, b in pairwise(edges)]
    found = tuple(Change(cut, means[i], means[i + 1]) for i, cut in enumerate(cuts))
    return Changes(found, penalty, "ok", count)


def _penalty(
    values: Floats, weights: Floats, alarms: float, shuffles: int, shortest: int, seed: int
) -> float:
    """Return the penalty that at most a share of the shuffled sequences earns with any change.

    A sequence shows a change under a penalty if, for some m, its m best changes gain more than m penalties.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    order = np.argsort(generator.random((shuffles, len(values))), axis=1)
    gains = _gains(values[order], weights[order], shortest)
    per_change = gains / np.arange(1, gains.shape[0] + 1)[:, None]
    worst = np.sort(per_change.max(axis=0))
    return float(worst[min(shuffles - 1, int(np.ceil((1 - alarms) * (shuffles + 1))) - 1)])


def _gains(values: Floats, weights: Floats, shortest: int) -> Floats:
    """Return what the best 1, 2, ... changes take off the squared error of each sequence, one column each."""
    rows, count = values.shape
    sums = [np.concatenate([np.zeros((rows, 1)), np.cumsum(part, axis=1)], axis=1)
            for part in (weights, weights * values, weights * values**2)]  # fmt: skip
    ends = np.arange(count + 1)
    best = _cost(sums, np.zeros_like(ends), ends)
    whole = best[:, -1].copy()
    gains = []
    for changes in range(1, min(MOST, count // shortest - 1) + 1):
        fresh = np.full_like(best, np.inf)
        for end in range((changes + 1) * shortest, count + 1):
            starts = np.arange(changes * shortest, end - shortest + 1)
            fresh[:, end] = (best[:, starts] + _cost_to(sums, starts, end)).min(axis=1)
        best = fresh
        gains.append(whole - best[:, -1])
    return np.stack(gains)


def _cuts(values: Floats, weights: Floats, penalty: float, shortest: int) -> list[int]:
    """Return the first places of the segments after the first that cost least, penalty included."""
    count = len(values)
    sums = [
        np.concatenate([[0.0], np.cumsum(part)])[None, :]
        for part in (weights, weights * values, weights * values**2)
    ]
    best, last = np.full(count + 1, np.inf), np.zeros(count + 1, dtype=np.intp)
    best[0] = -penalty
    # a gain must exceed the penalty, not only reach it
    price = penalty * (1 + 1e-9) + 1e-12
    for end in range(shortest, count + 1):
        starts = np.concatenate([[0], np.arange(shortest, end - shortest + 1)]).astype(np.intp)
        costs = best[starts] + _cost_to(sums, starts, end)[0] + price
        last[end] = starts[int(np.argmin(costs))]
        best[end] = costs.min()
    cuts, end = [], count
    while last[end] > 0:
        end = int(last[end])
        cuts.append(end)
    return cuts[::-1]


def _cost_to(sums: list[Floats], starts: NDArray[np.intp], end: int) -> Floats:
    return _cost(sums, starts, np.full(len(starts), end))


def _cost(sums: list[Floats], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Floats:
    """Return the weighted squared error of the segments about their own means."""
    mass, total, squares = (part[:, ends] - part[:, starts] for part in sums)
    fit = np.divide(total**2, mass, out=np.zeros_like(total), where=mass > 0)
    cost: Floats = np.maximum(squares - fit, 0.0)
    return cost
