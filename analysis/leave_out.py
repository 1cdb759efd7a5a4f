"""How much a score hangs on one target: its least and most when any single target is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The least and the most that a score becomes without one target, and the targets whose absence does it.

    At most three targets are named, in order of their names.
    """

    least: float
    most: float
    least_without: tuple[str, ...]
    most_without: tuple[str, ...]


def bounds(values: Floats, targets: Sequence[str]) -> LeftOut | None:
    """Return the bounds of a score from its values without each target; None where it never has a value.

    >>> bounds(np.array([0.5, 0.25, 0.5]), ["RUS", "SYR", "USA"])
    LeftOut(least=0.25, most=0.5, least_without=('SYR',), most_without=('RUS', 'USA'))
    """
    if np.isnan(values).all():
        return None
    least, most = float(np.nanmin(values)), float(np.nanmax(values))

    def named(bound: float) -> tuple[str, ...]:
        near = np.flatnonzero(np.abs(values - bound) < 1e-12)
        return tuple(sorted(targets[i] for i in near.tolist())[:MOST_NAMED])

    return LeftOut(least, most, named(least), named(most))


def mean_without(likeness: Floats) -> Floats:
    """Return the mean of all numbers but one, for each of them; NaN where there is no other.

    >>> mean_without(np.array([1.0, 0.0, -1.0])).tolist()
    [-0.5, 0.0, 0.5]
    """
    left = len(likeness) - 1
    if left < 1:
        return np.full(len(likeness), np.nan)
    found: Floats = (likeness.sum() - likeness) / left
    return found


def kappa_without(x: Floats, z: Floats) -> Floats:
    """Return kappa with squared distances without each target in turn; NaN where chance would never disagree.

    >>> kappa_without(np.array([0.0, 2.0, 2.0]), np.array([0.0, 2.0, 0.0])).tolist()
    [0.0, 0.0, 1.0]
    """
    left = len(x) - 1
    if left < 2:
        return np.full(len(x), np.nan)
    mean_x, mean_z = (x.sum() - x) / left, (z.sum() - z) / left
    squares, apart = x**2 + z**2, (x - z) ** 2
    chance = (squares.sum() - squares) / left - 2 * mean_x * mean_z
    observed = (apart.sum() - apart) / left
    share = np.divide(observed, chance, out=np.full(len(x), np.nan), where=chance > 1e-12)
    found: Floats = 1 - share
    return found


def tables_without(tables: Floats, of: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Return the least and the most of a measure of joint tables when one of their entries is left out.

    Targets in the same cell are alike, so there are as many different values as filled cells.

    Parameters
    ----------
    tables : array of shape (L, L, pairs)
        Counts.
    of : callable
        A measure of such tables, one value a pair.

    Returns
    -------
    least, most : arrays of shape (pairs,)
        NaN where no entry can be left out.

    Examples
    --------
    >>> told = np.array([[3.0, 1.0], [0.0, 1.0]])[:, :, None]
    >>> low, high = tables_without(told, lambda t: (t[0, 0] + t[1, 1]) / t.sum(axis=(0, 1)))
    >>> low.tolist(), high.tolist()
    ([0.75], [1.0])
    """
    least = np.full(tables.shape[2], np.nan)
    most = least.copy()
    for a in range(tables.shape[0]):
        for b in range(tables.shape[1]):
            there = (tables[a, b] > 0) & (tables.sum(axis=(0, 1)) > 1)
            fewer = tables[:, :, there].copy()
            if not fewer.shape[2]:
                continue
            fewer[a, b] -= 1
            values = of(fewer)
            least[there] = np.fmin(least[there], values)
            most[there] = np.fmax(most[there], values)
    return least, most
