"""How strongly a dyad's mean is drawn to the prior, and how sure one can be of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Stories:
    """What the story clusters of a dyad tell, one row a story, one column a date.

    ``scored`` is the sum of weight times score, ``volume`` that of the weights, ``squares`` that of the squared
    weights of single acts.
    """

    scored: Floats
    volume: Floats
    squares: Floats


def shrunk_draws(
    stories: Stories, *, k: float, prior: float, spread: float, together: float, draws: int, seed: int
) -> Floats:
    r"""Return draws of the shrunk mean score, one column a date; all dates share the randomness of a draw.

    Each draw b weighs the n stories by v from a flat Dirichlet distribution, times n (Bayesian bootstrap),
    and takes the prior as one more story, whose score has a spread of its own:

    .. math:: \theta_b = \frac{\sum_s v_{bs} S_s + \sum_s \varepsilon_{bs} q_s + k \mu_0 + \sqrt{k} \sigma z_b}
        {\sum_s v_{bs} W_s + k}

    A prior that weighs as much as k events of spread sigma knows the score of a dyad to within sigma / sqrt(k).
    The middle term makes up for what n stories cannot show: their spread among themselves is on average
    (n - 1)/(n + 1) of the truth, so the missing 2/(n + 1) is filled in from the assumed spread,

    .. math:: q_s^2 = \frac{2 \sigma^2}{n' + 1} \left(\rho W_s^2 + (1 - \rho) \sum_{e \in s} w_e^2\right),
        \qquad n' = \frac{(\sum W_s)^2}{\sum W_s^2}

    Parameters
    ----------
    stories : Stories
        Their sums; no row at all stands for nothing known.
    k, prior : float
        Weight and value of the prior.
    spread : float
        Sigma, the spread of scores inside a dyad; 0 gives the plain Bayesian bootstrap.
    together : float
        Rho: how far the acts of one story go together, in [0, 1].
    draws, seed : int
        Number of draws; the stream of random numbers.

    Notes
    -----
    Draws stay within the range of scores.

    References
    ----------
    Rubin 1981, Annals of Statistics 9:130-134. Muliere and Secchi 1996, Annals of the Institute of Statistical
    Mathematics 48:663-673 (a prior as pseudo-observations of the bootstrap).

    Examples
    --------
    >>> one = Stories(np.array([[3.0], [3.0]]), np.ones((2, 1)), np.ones((2, 1)))
    >>> drawn = shrunk_draws(one, k=1, prior=0, spread=0, together=0.5, draws=3, seed=1)
    >>> drawn.round(9).tolist()
    [[2.0], [2.0], [2.0]]
    """
    count, dates = stories.scored.shape
    generator = np.random.Generator(np.random.PCG64(seed))
    squared = (stories.volume**2).sum(axis=0)
    heard = np.divide(stories.volume.sum(axis=0) ** 2, squared, out=np.zeros(dates), where=squared > 0)
    unseen = spread * np.sqrt(
        2 / (heard + 1) * (together * stories.volume**2 + (1 - together) * stories.squares)
    )
    drawn = np.empty((draws, dates))
    step = max(1, CHUNK // max(count, 1))
    for first in range(0, draws, step):
        size = min(step, draws - first)
        parts = generator.standard_exponential((size, count))
        parts *= count / np.maximum(parts.sum(axis=1, keepdims=True), 1e-300)
        noise = generator.standard_normal((size, count + 1))
        total = parts @ stories.scored + noise[:, 1:] @ unseen
        total += k * prior + math.sqrt(k) * spread * noise[:, :1]
        mass = parts @ stories.volume + k
        centre = np.full_like(total, prior)
        drawn[first : first + size] = np.divide(total, mass, out=centre, where=mass > 0)
    return np.clip(drawn, -10, 10)


def bootstrap_interval(
    stories: Stories,
    *,
    k: float,
    prior: float,
    spread: float,
    together: float,
    level: float,
    draws: int,
    seed: int,
) -> tuple[float, float]:
    """Return the central interval of the shrunk mean at the first date; see :func:`shrunk_draws`.

    >>> none = Stories(*[np.zeros((0, 1))] * 3)
    >>> known = {"k": 2.0, "prior": 0.0, "together": 0.5, "level": 0.9, "draws": 20000, "seed": 1}
    >>> [round(x, 1) for x in bootstrap_interval(none, spread=5.0, **known)]
    [-5.8, 5.8]
    """
    drawn = shrunk_draws(stories, k=k, prior=prior, spread=spread, together=together, draws=draws, seed=seed)
    lo, hi = np.quantile(drawn[:, 0], [(1 - level) / 2, (1 + level) / 2])
    return float(lo), float(hi)


def normal_interval(
    mean: float, stories: Stories, *, k: float, spread: float, together: float, level: float
) -> tuple[float, float]:
    r"""Return the interval of a shrunk mean when there is at most one story, so nothing to compare with.

    It is what :func:`shrunk_draws` comes to in that case, without the draws:

    .. math:: \theta \pm z \, \frac{\sigma}{W + k} \sqrt{\rho W^2 + (1 - \rho) \sum_e w_e^2 + k}

    kept within the range of scores; the spread of scores is an assumption, not an estimate.

    >>> one = Stories(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))
    >>> [round(x, 6) for x in normal_interval(0.0, one, k=2.0, spread=5.0, together=0.5, level=0.9)]
    [-4.748283, 4.748283]
    """
    volume = float(stories.volume.sum())
    if volume + k <= 0:
        return -10.0, 10.0
    own = together * volume**2 + (1 - together) * float(stories.squares.sum())
    reach = NormalDist().inv_cdf((1 + level) / 2) * spread * math.sqrt(own + k) / (volume + k)
    return max(-10.0, mean - reach), min(10.0, mean + reach)
