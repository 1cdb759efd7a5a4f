"""How strongly a dyad's mean is drawn to the prior, and how sure one can be of it."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CHUNK = 2_000_000  # numbers drawn at once: 16 MB


def empirical_k(
    dyads: NDArray[np.intp],
    scores: Floats,
    weights: Floats,
    *,
    default: float,
    bounds: tuple[float, float],
) -> float:
    r"""Return the weight of the prior that the data ask for (empirical Bayes).

    .. math:: k = \sigma^2 / \tau^2

    with the variance of scores within dyads over the variance of dyad means, both by the method of
    moments for an unbalanced one-way layout.

    Parameters
    ----------
    dyads : array of int
        The dyad of each event, 0 to the number of dyads - 1.
    scores, weights : array of float
        Score and weight of each event.
    default : float
        The answer where the variances cannot be told: no dyad with two events, or a single dyad.
    bounds : (float, float)
        The answer is kept within them; dyads that do not differ at all give the upper one.

    Examples
    --------
    >>> dyads, scores = np.array([0, 0, 1, 1]), np.array([4.0, 6.0, -6.0, -4.0])
    >>> round(empirical_k(dyads, scores, np.ones(4), default=2, bounds=(0.01, 50)), 4)
    0.0408
    """
    volume = np.bincount(dyads, weights)
    live = volume > 0
    if live.sum() < 2:
        return default
    squares = np.bincount(dyads, weights**2)
    means = np.divide(np.bincount(dyads, weights * scores), volume, out=np.zeros_like(volume), where=live)
    own = np.divide(squares, volume, out=np.zeros_like(volume), where=live)
    free = float((volume - own).sum())
    if free <= 1e-12:
        return default
    within = float((weights * (scores - means[dyads]) ** 2).sum()) / free
    total = float(volume.sum())
    centre = float((volume * means).sum()) / total
    spread = float((volume * (means - centre) ** 2).sum())
    expected = within * (float(own.sum()) - float(squares.sum()) / total)
    between = (spread - expected) / (total - float((volume**2).sum()) / total)
    if between <= 0:
        return bounds[1]
    return float(np.clip(within / between, *bounds))


def bootstrap_interval(
    scored: Floats,
    volume: Floats,
    *,
    k: float,
    prior: float,
    level: float,
    draws: int,
    seed: int,
) -> tuple[float, float]:
    """Return the interval of a shrunk mean by the Bayesian bootstrap over its story clusters.

    Each draw gives the clusters weights from a flat Dirichlet distribution, times their number.

    Parameters
    ----------
    scored, volume : array of float
        Sum of weight times score, and of weight, of each story cluster.
    k, prior : float
        Weight and value of the prior.
    level : float
        Mass of the central interval.
    draws, seed : int
        Number of draws; the stream of random numbers.

    Examples
    --------
    >>> one = np.array([3.0, 3.0]), np.array([1.0, 1.0])
    >>> [round(x, 9) for x in bootstrap_interval(*one, k=1, prior=0, level=0.9, draws=100, seed=1)]
    [2.0, 2.0]
    """
    stories = len(scored)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = np.empty(draws)
    step = max(1, CHUNK // stories)
    for first in range(0, draws, step):
        parts = generator.standard_exponential((min(step, draws - first), stories))
        parts *= stories / parts.sum(axis=1, keepdims=True)
        drawn[first : first + len(parts)] = (parts @ scored + k * prior) / (parts @ volume + k)
    lo, hi = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(lo), float(hi)


def normal_interval(
    mean: float, volume: float, *, k: float, spread: float, level: float
) -> tuple[float, float]:
    r"""Return the interval of a shrunk mean when there is no second story to compare with.

    .. math:: \theta \pm z \, \sigma / \sqrt{W + k}

    kept within the range of scores; the spread of scores is an assumption, not an estimate.

    >>> [round(x, 6) for x in normal_interval(0.0, 2.0, k=2.0, spread=5.0, level=0.9)]
    [-4.112134, 4.112134]
    """
    if volume + k <= 0:
        return -10.0, 10.0
    reach = NormalDist().inv_cdf((1 + level) / 2) * spread / float(np.sqrt(volume + k))
    return max(-10.0, mean - reach), min(10.0, mean + reach)
