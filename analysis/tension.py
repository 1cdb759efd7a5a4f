"""Tension of dyads: the decayed, shrunk mean of what its two sides did and said to each other."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from ..graph.errors import UsageError
from ..graph.model import digest
from .clock import default_as_of
from .result import NAN, Contribution, DyadTension
from .shrinkage import Stories, bootstrap_interval, empirical_k, normal_interval
from .tally import Floats, Tally, sums, tally
from .weights import Weights, read_weights

COLUMNS = (
    "a", "b", "value", "lo", "hi", "n", "n_eff", "prior_share", "volume", "hostility", "cooperation",
    "ambivalence", "status",
)  # fmt: skip


def tension(
    events: pd.DataFrame,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    half_life: float | None = None,
    k: float | Literal["eb"] | None = None,
    prior: float | Literal["mean"] | None = None,
    directed: bool = False,
    draws: int | None = None,
    spread: float | None = None,
    pairs: Collection[tuple[str, str]] | None = None,
    weights: Weights | None = None,
) -> list[DyadTension]:
    r"""Return the tension of each pair of states or alliances that has events.

    Each event has a score g from -10 (hostile) to 10 (cooperative) and a weight

    .. math:: w_e = \frac{c_e m_e}{n_e} \, 2^{-(t - t_e)/H}

    with its confidence c, the weight m of its modality and class (and of the reports it stands for, see
    :func:`event_shares`), the number n of reports of the same act in one story (same source, target, class
    and day) and its age. Then

    .. math:: \theta = \frac{\sum_e w_e g_e + k \mu_0}{\sum_e w_e + k}, \qquad \text{tension} = -\theta / 10

    Parameters
    ----------
    events : DataFrame
        The ``events`` table of a snapshot.
    as_of : date, optional
        Later events do not count. The latest report date by default.
    known_by : date, optional
        Events reported later, or without a report date, are left out.
    half_life : float, optional
        Days after which an event weighs half.
    k : float or "eb", optional
        Weight of the prior in events; "eb" estimates it from all dyads.
    prior : float or "mean", optional
        Score of a dyad about which nothing is known; "mean" takes the weighted mean of all events.
    directed : bool
        Keep the two directions apart (a acts on b) instead of pooling them (a before b).
    draws : int, optional
        Draws of the bootstrap; 0 leaves the interval out.
    spread : float, optional
        The spread of scores inside a dyad that the interval assumes where stories cannot show it; 0 gives the
        plain Bayesian bootstrap, which knows the prior for certain.
    pairs : collection of (a, b), optional
        Report these pairs only, and also those of them that have no events.
    weights : Weights, optional
        The published ones by default.

    Returns
    -------
    list of DyadTension
        Sorted by a and b. ``prior`` and the contributions sum to ``value``.

    Notes
    -----
    No event: the value is the prior and the status ``prior_only``. Hostility and cooperation both zero:
    ambivalence is NaN. The interval is that of :func:`shrunk_draws`: stories reweighed at random, the prior
    taken as a story with a spread of its own, so it widens to the prior's as events grow old. Fewer than two
    stories: the same without draws (``interval == "normal"``). An event without any date is left out and counted. The random
    stream of a dyad hangs on its two names, so other dyads and the order of rows change nothing.

    References
    ----------
    Goldstein 1992, Journal of Conflict Resolution 36:369-385. Brandes, Lerner and Snijders 2009 (weighted,
    decaying dyadic events). Rubin 1981, Annals of Statistics 9:130-134 (Bayesian bootstrap). Muliere and
    Secchi 1996, Annals of the Institute of Statistical Mathematics 48:663-673 (with a prior).

    Examples
    --------
    >>> told = {"fact": ["f"], "source": ["GRC"], "target": ["TUR"], "type": ["ACCUSE"], "polarity": ["-"]}
    >>> told |= {"source_kind": ["country"], "target_kind": ["country"], "modality": ["fact"]}
    >>> told |= {"valid_from": [date(2020, 1, 1)], "valid_to": [None], "reported_at": [None]}
    >>> told |= {"confidence": [1.0], "article": ["x"], "story": ["x"]}
    >>> [dyad] = tension(pd.DataFrame(told))
    >>> dyad.a, dyad.b, round(dyad.value, 6), dyad.status, dyad.n
    ('GRC', 'TUR', 0.1, 'ok', 1)
    """
    chosen = weights or read_weights()
    span = chosen.half_life if half_life is None else half_life
    if not span > 0:
        raise UsageError(f"half_life is {span}; it must be a positive number of days")
    as_of = as_of or default_as_of(events)
    wanted = {(a, b) if directed or a < b else (b, a) for a, b in pairs or ()}
    told = tally(
        events, as_of=as_of, known_by=known_by, directed=directed, weights=chosen, pairs=sorted(wanted)
    )
    now = told.decayed(span)
    centre = _centre(told, now, chosen.prior if prior is None else prior, chosen)
    pull = chosen.k if k is None else k
    if pull == "eb":
        pull = empirical_k(told.dyad, told.score, now, default=chosen.k, bounds=chosen.k_bounds)
    pull = float(pull)
    if pull < 0:
        raise UsageError(f"k is {pull}; the prior cannot have a negative weight")
    assumed = Assumed(
        k=pull, prior=centre, spread=chosen.score_sd if spread is None else spread, together=chosen.together,
        level=chosen.level, draws=chosen.draws if draws is None else draws,
    )  # fmt: skip
    theta = _theta(told, now, pull, centre)
    half = _theta(told, told.decayed(span / 2), pull, centre)
    double = _theta(told, told.decayed(span * 2), pull, centre)
    hostility = _by_pair(told, now * np.maximum(-told.score, 0))
    cooperation = _by_pair(told, now * np.maximum(told.score, 0))
    volume, n_eff = _by_pair(told, now), _effective(told, now)
    found = []
    for d, (pair, rows) in enumerate(zip(told.pairs, told.rows(), strict=True)):
        if pairs is not None and pair not in wanted:
            continue
        mass = float(volume[d]) + pull
        parts = now[rows] * told.score[rows] / (-10 * mass) if len(rows) else np.zeros(0)
        base = -pull * centre / mass / 10 if mass > 0 else -centre / 10
        value = -float(theta[d]) / 10
        assert abs(base + math.fsum(parts) - value) < 1e-12, "contributions must sum to the tension"
        stories = told.stories(rows, [now])
        lo, hi, how = interval_of(stories, float(theta[d]), assumed, stream(pair, directed))
        both = float(hostility[d] + cooperation[d])
        found.append(
            DyadTension(
                a=pair[0],
                b=pair[1],
                value=value + 0.0,  # no negative zero
                lo=lo,
                hi=hi,
                n=len(rows),
                n_eff=float(n_eff[d]),
                prior_share=pull / mass if mass > 0 else 1.0,
                volume=float(volume[d]),
                hostility=float(hostility[d]),
                cooperation=float(cooperation[d]),
                ambivalence=2 * min(float(hostility[d]), float(cooperation[d])) / both if both > 0 else NAN,
                status="ok" if len(rows) else "prior_only",
                prior=base + 0.0,
                value_half=-float(half[d]) / 10 + 0.0,
                value_double=-float(double[d]) / 10 + 0.0,
                undated=told.undated.get(pair, 0),
                contributions=_merged([told.fact[row] for row in rows], parts),
                directed=directed,
                as_of=as_of,
                known_by=known_by,
                half_life=span,
                k=pull,
                stories=len(stories.volume),
                reported=int(told.reported[rows].sum()),
                interval=how,
            )
        )
    return found


def tension_frame(dyads: Iterable[DyadTension]) -> pd.DataFrame:
    """Return dyads as a table with one row each and the columns that other programs rely on.

    >>> list(tension_frame([]))[:5]
    ['a', 'b', 'value', 'lo', 'hi']
    """
    rows = [[getattr(dyad, column) for column in COLUMNS] for dyad in dyads]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _by_pair(told: Tally, amounts: Floats) -> Floats:
    return sums(told.dyad, amounts, len(told.pairs))


def _theta(told: Tally, now: Floats, pull: float, centre: float) -> Floats:
    mass = _by_pair(told, now) + pull
    total = _by_pair(told, now * told.score) + pull * centre
    theta: Floats = np.divide(total, mass, out=np.full(len(mass), centre), where=mass > 0)
    return theta


def _centre(told: Tally, now: Floats, prior: float | str, weights: Weights) -> float:
    if prior != "mean":
        return float(prior)
    return float(np.average(told.score, weights=now)) if now.sum() > 0 else weights.prior


def _effective(told: Tally, now: Floats) -> Floats:
    """Kish's effective number of acts: reports of the same act in one story are one."""
    acts = sums(told.group, now)
    owner = np.zeros(len(acts), dtype=np.intp)
    owner[told.group] = told.dyad
    squares = sums(owner, acts**2, len(told.pairs))
    total = _by_pair(told, now) ** 2
    n_eff: Floats = np.divide(total, squares, out=np.zeros(len(total)), where=squares > 0)
    return n_eff


@dataclass(frozen=True, slots=True)
class Assumed:
    """What an interval takes for granted: the prior, the spread of scores, and how it is drawn."""

    k: float
    prior: float
    spread: float
    together: float
    level: float
    draws: int


def interval_of(stories: Stories, theta: float, assumed: Assumed, seed: int) -> tuple[float, float, str]:
    """Return the interval of a tension and how it was made, from the stories behind a mean score.

    >>> none = Stories(*[np.zeros((0, 1))] * 3)
    >>> [round(x, 3) for x in interval_of(none, 0.0, Assumed(2, 0, 5, 0.5, 0.9, 10), 1)[:2]]
    [-0.582, 0.582]
    """
    if assumed.draws < 1:
        return NAN, NAN, "none"
    if len(stories.volume) < 2:
        lo, hi = normal_interval(
            theta, stories, k=assumed.k, spread=assumed.spread, together=assumed.together, level=assumed.level
        )
        return -hi / 10 + 0.0, -lo / 10 + 0.0, "normal"
    lo, hi = bootstrap_interval(
        stories, k=assumed.k, prior=assumed.prior, spread=assumed.spread, together=assumed.together,
        level=assumed.level, draws=assumed.draws, seed=seed,
    )  # fmt: skip
    return -hi / 10 + 0.0, -lo / 10 + 0.0, "bayesian_bootstrap"


def stream(pair: tuple[str, str], directed: bool = False) -> int:
    """Return the number of a dyad's own stream of random numbers, so that no dyad disturbs another.

    >>> stream(("GRC", "TUR")) == stream(("GRC", "TUR")), stream(("GRC", "TUR")) == stream(("GRC", "USA"))
    (True, False)
    """
    return int(digest("tension", *pair, directed), 16)


def _merged(facts: Sequence[str], parts: Floats) -> tuple[Contribution, ...]:
    """Return one contribution a fact: a fact that names several parties may act twice in a dyad."""
    sums: dict[str, float] = {}
    for fact, part in zip(facts, parts.tolist(), strict=True):
        sums[fact] = sums.get(fact, 0.0) + part
    return tuple(Contribution(fact, value + 0.0) for fact, value in sums.items())
