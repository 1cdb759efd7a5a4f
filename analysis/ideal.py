"""Distance of two states' ideal points in the General Assembly, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .result import NAN

Floats = NDArray[np.float64]
LEVEL = 0.9
# distance between the 5 % and the 95 % quantile of a normal distribution, in standard deviations
SPREAD = 2 * NormalDist().inv_cdf(0.95)
COLUMNS = ("a", "b", "value", "lo", "hi", "n", "reason")


@dataclass(frozen=True, slots=True)
class IdealDistance:
    """Distance of two ideal points; ``interval`` tells how it was made, ``status`` why there is no value."""

    a: str
    b: str
    value: float
    lo: float
    hi: float
    status: str
    interval: str = "independent_approximation"


def ideal_distance(
    estimates: pd.DataFrame, a: str, b: str, year: int, *, level: float = LEVEL
) -> IdealDistance:
    r"""Return how far apart the ideal points of two states are in a year.

    .. math:: \Delta = |\theta_a - \theta_b|, \qquad \sigma_\Delta = \sqrt{\sigma_a^2 + \sigma_b^2}, \qquad
        \sigma = (q_{95} - q_5) / 3.29

    Parameters
    ----------
    estimates : DataFrame
        ``state``, ``year``, ``value``, ``low`` and ``high``, the 5 % and the 95 % quantile of the estimate.
    a, b : str
        The two states.
    year : int
        Session s of the Assembly is the year 1945 + s.
    level : float
        Of the interval.

    Returns
    -------
    IdealDistance
        ``no_estimate`` where one of the two has none. Without quantiles the interval is NaN.

    Notes
    -----
    The published estimates give no covariance, so the two are taken as independent normals; the interval is
    that of the distance of two such draws, whose sign is lost (a folded normal distribution), so it is never
    negative, and does not reach 0 unless the states cannot be told apart.

    References
    ----------
    Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution 61:430-456.

    Examples
    --------
    >>> rows = [["A", 2018, 1.0, 0.8, 1.2], ["B", 2018, -0.5, -0.7, -0.3]]
    >>> told = pd.DataFrame(rows, columns=["state", "year", "value", "low", "high"])
    >>> found = ideal_distance(told, "A", "B", 2018)
    >>> found.value, round(found.lo, 3), round(found.hi, 3)
    (1.5, 1.217, 1.783)
    """
    told = _estimates(estimates, year)
    if a not in told or b not in told:
        return IdealDistance(a, b, NAN, NAN, NAN, "no_estimate")
    apart = told[a][0] - told[b][0]
    spread = math.hypot(told[a][1], told[b][1])
    lo, hi = (float(folded_quantile(apart, spread, (1 + side * level) / 2)) for side in (-1, 1))
    return IdealDistance(a, b, abs(apart), lo, hi, "ok")


def folded_quantile(mean: ArrayLike, deviation: ArrayLike, share: float) -> Floats:
    """Return a quantile of the absolute value of normal variables.

    >>> round(float(folded_quantile(0.0, 1.0, 0.9)), 3), float(folded_quantile(-2.0, 0.0, 0.9))
    (1.645, 2.0)
    """
    from scipy.special import ndtr

    middle, spread = np.abs(np.asarray(mean, dtype=np.float64)), np.asarray(deviation, dtype=np.float64)
    low, high = np.zeros(np.broadcast(middle, spread).shape), middle + 10 * spread
    safe = np.where(spread > 0, spread, 1.0)
    for _ in range(60):
        tried = (low + high) / 2
        below = ndtr((tried - middle) / safe) - ndtr((-tried - middle) / safe) < share
        low, high = np.where(below, tried, low), np.where(below, high, tried)
    found: Floats = np.where(spread == 0, middle, (low + high) / 2)
    return np.where(np.isnan(spread), NAN, found)


def ideal_distances(estimates: pd.DataFrame, year: int, *, level: float = LEVEL) -> pd.DataFrame:
    """Return the distances of all pairs of states that have an estimate in a year, sorted by pair.

    >>> told = pd.DataFrame([["A", 2018, 1.0, None, None]], columns=["state", "year", "value", "low", "high"])
    >>> list(ideal_distances(told, 2018).columns)
    ['a', 'b', 'value', 'lo', 'hi', 'n', 'reason']
    """
    told = _estimates(estimates, year)
    states = sorted(told)
    values, spreads = (np.array([told[name][k] for name in states]) for k in (0, 1))
    first, second = np.triu_indices(len(states), 1)
    apart, spread = values[first] - values[second], np.hypot(spreads[first], spreads[second])
    lo, hi = (folded_quantile(apart, spread, (1 + side * level) / 2) for side in (-1, 1))
    names = np.array(states, dtype=object)
    found = {"a": names[first], "b": names[second], "value": np.abs(apart), "lo": lo, "hi": hi, "n": 2}
    frame = pd.DataFrame({**found, "reason": pd.Series([None] * len(apart), dtype=object)})
    return frame[list(COLUMNS)]


def _estimates(estimates: pd.DataFrame, year: int) -> dict[str, tuple[float, float]]:
    """Return the estimate of each state with its standard deviation."""
    here = estimates[estimates["year"] == year].drop_duplicates("state")
    rows = here.to_dict("records")
    return {row["state"]: (float(row["value"]), _deviation(row["low"], row["high"])) for row in rows}


def _deviation(low: object, high: object) -> float:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return (high - low) / SPREAD
    return NAN
