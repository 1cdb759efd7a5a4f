"""Alignment of states: how alike their relations with everybody are, as far as the graph tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.errors import UsageError
from ..graph.model import digest
from .frames import Frames
from .leave_out import LeftOut, bounds, kappa_without, mean_without
from .portfolio import Portfolio
from .relations import signed_ties
from .result import NAN, Contribution, DyadAlignment, DyadTension
from .similarity import joint_table, reason
from .weights import Weights, read_weights

Floats = NDArray[np.float64]
LEVELS = 3
METRICS = ("s_known", "kappa", "s")
COLUMNS = ("a", "b", "value", "lo", "hi", "n", "status")


@dataclass(frozen=True)
class Portfolios:
    """Levels 0 (hostile), 1 (neutral) and 2 (cooperative) of some states towards all targets.

    ``shares`` tells, for entries that a fact decides, the part of each fact in it; ``prior`` holds the
    ids of facts that come from reference tables.
    """

    states: tuple[str, ...]
    targets: tuple[str, ...]
    levels: NDArray[np.intp]
    shares: dict[tuple[str, str], tuple[tuple[str, float], ...]]
    prior: frozenset[str]


def portfolios_from(ties: nx.Graph) -> Portfolios:
    """Return the portfolio of each seen country over all countries of :func:`signed_ties`.

    A state's entry for itself is the top level, so that a friend of it resembles it there.

    >>> ties = nx.Graph([("A", "B", {"sign": -1, "shares": (), "prior_facts": ()})])
    >>> nx.set_node_attributes(ties, {n: {"kind": "country", "seen": True} for n in "AB"})
    >>> portfolios_from(ties).levels.tolist()
    [[2, 0], [0, 2]]
    """
    countries = sorted(node for node, data in ties.nodes(data=True) if data["kind"] == "country")
    states = tuple(node for node in countries if ties.nodes[node]["seen"])
    levels = np.ones((len(states), len(countries)), dtype=np.intp)
    row, column = ({c: i for i, c in enumerate(names)} for names in (states, countries))
    shares: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}
    prior: set[str] = set()
    for state in states:
        levels[row[state], column[state]] = LEVELS - 1
    for a, b, data in ties.edges(data=True):
        for one, other in ((a, b), (b, a)):
            if one in row and other in column and data["sign"]:
                levels[row[one], column[other]] = 1 + data["sign"]
                shares[one, other] = data["shares"]
        prior.update(data["prior_facts"])
    return Portfolios(states, tuple(countries), levels, shares, frozenset(prior))


def alignment(
    frames: Frames,
    tensions: Sequence[DyadTension] | None = None,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    metric: str = "s_known",
    draws: int | None = None,
    leave_out: bool = False,
    atlas: bool = True,
    ties: nx.Graph | None = None,
    weights: Weights | None = None,
) -> list[DyadAlignment]:
    r"""Return the alignment of each pair of countries that articles speak of.

    Each country has a level towards every country of the graph (see :mod:`relations`). The default is
    Signorino and Ritter's S over the n targets towards which at least one of the two is not neutral,

    .. math:: S = \frac1n \sum_t \left(1 - |x_t - z_t|\right)

    so a common friend or foe adds 1/n, a friend of one and foe of the other takes 1/n away, and a tie that
    only one of them has adds nothing. ``s`` is the same over all targets. ``kappa`` is the agreement beyond
    chance with squared distances over all targets, which equals

    .. math:: \kappa = 1 - \frac{\sum_t (x_t - z_t)^2}{N E} = \sum_t \frac{2 (x_t - \bar x)(z_t - \bar z)}{N E},
        \qquad E = \overline{x^2} + \overline{z^2} - 2 \bar x \bar z

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    tensions : sequence of DyadTension, optional
        Pooled tensions at the same date.
    as_of, known_by : date, optional
        Valid time and report time.
    metric : "s_known", "kappa" or "s"
        S counts shared silence as agreement; kappa sees no agreement where everybody is allied to nearly
        everybody; see ``docs/metrics.md``.
    draws : int, optional
        Draws of the bootstrap over targets; 0 leaves the interval out.
    leave_out : bool
        Whether to tell between which bounds each value moves when one target is left out (``left_out``).
    atlas : bool
        Whether memberships and rivalries of the reference tables count.
    ties : Graph, optional
        What :func:`signed_ties` gave, to save making it again.
    weights : Weights, optional
        The published ones by default.

    Returns
    -------
    list of DyadAlignment
        Sorted by a and b. ``base``, contributions and prior contributions sum to ``value``.

    Notes
    -----
    The term of each target is shared by the facts behind its two entries, half to each entry that has
    facts; terms without facts (both neutral, a state's entry for itself) go to ``base``. A pair of which
    nothing is known gives NaN and ``no_estimate``, fewer than two targets ``no_overlap``; kappa of two
    portfolios that are constant and alike gives NaN and ``zero_chance_disagreement``.
    Fewer than three targets leave the interval NaN. The targets are all there are, so the interval tells how much the value hangs on single targets.

    References
    ----------
    Cohen 1968, Psychological Bulletin 70:213-220. Haege 2011, Political Analysis 19:287-305. Signorino and
    Ritter 1999, International Studies Quarterly 43:115-144.

    Examples
    --------
    >>> from detente.analysis.frames import Rows
    >>> alignment(Rows())
    []
    """
    if metric not in METRICS:
        raise UsageError(f"no alignment is called {metric}; they are {', '.join(METRICS)}")
    chosen = weights or read_weights()
    if ties is None:
        ties = signed_ties(frames, tensions, as_of=as_of, known_by=known_by, weights=chosen, atlas=atlas)
    held = portfolios_from(ties)
    pairs = [(i, j) for i in range(len(held.states)) for j in range(i + 1, len(held.states))]
    count = chosen.alignment_draws if draws is None else draws
    drawn = _draws(held, count)
    found = []
    for i, j in pairs:
        x, z = held.levels[i].astype(np.float64), held.levels[j].astype(np.float64)
        status = _status(held, i, j, metric, chosen.min_targets)
        counted = _counted(x, z, metric)
        terms = _terms(x, z, counted, metric) if status == "ok" else np.zeros(0)
        lo, hi = _interval(x, z, counted, metric, drawn, chosen.alignment_level)
        base, read, prior = _by_fact(held, held.states[i], held.states[j], terms)
        value = float(terms.sum()) if status == "ok" else NAN
        if status == "ok":
            told = base + sum(c.value for c in (*read, *prior))
            assert abs(told - value) < 1e-12, "contributions must sum to the alignment"
        found.append(
            DyadAlignment(
                a=held.states[i],
                b=held.states[j],
                value=value,
                lo=lo if status == "ok" else NAN,
                hi=hi if status == "ok" else NAN,
                n=int(counted.sum()),
                status=status,
                base=base if status == "ok" else NAN,
                contributions=read,
                prior_contributions=prior,
                metric=metric,
                as_of=ties.graph.get("as_of"),
                known_by=known_by,
                left_out=_left_out(held, x, z, counted, metric) if leave_out and status == "ok" else None,
            )
        )
    return found


def article_portfolio(
    frames: Frames, *, as_of: date | None = None, known_by: date | None = None, atlas: bool = True
) -> Portfolio:
    """Return the portfolios that articles tell of, in the form that every measure takes.

    ``s_known`` is not among those: it looks at another set of targets for each pair; see :func:`alignment`.

    >>> from detente.analysis.frames import Rows
    >>> article_portfolio(Rows()).states
    ()
    """
    held = portfolios_from(signed_ties(frames, as_of=as_of, known_by=known_by, atlas=atlas))
    return Portfolio(held.states, held.targets, held.levels.astype(np.int8), LEVELS)


def alignment_frame(dyads: Iterable[DyadAlignment]) -> pd.DataFrame:
    """Return alignments as a table with one row each.

    >>> list(alignment_frame([]))
    ['a', 'b', 'value', 'lo', 'hi', 'n', 'status']
    """
    rows = [[getattr(dyad, column) for column in COLUMNS] for dyad in dyads]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _status(held: Portfolios, i: int, j: int, metric: str, least: int) -> str:
    if len(held.targets) < least:
        return "no_overlap"
    ends = {held.states[i], held.states[j]}
    if metric == "s_known" and not any(pair[0] in ends for pair in held.shares):
        return "no_estimate"
    return (
        "ok" if metric == "s_known" else reason(metric, joint_table(held.levels[i], held.levels[j], LEVELS))
    )


def _counted(x: Floats, z: Floats, metric: str) -> NDArray[np.bool_]:
    """Return the targets that the metric looks at."""
    return (x != 1) | (z != 1) if metric == "s_known" else np.ones(len(x), dtype=np.bool_)


def _terms(x: Floats, z: Floats, counted: NDArray[np.bool_], metric: str) -> Floats:
    """Return the part of each target in the value."""
    if metric != "kappa":
        told: Floats = np.where(counted, 1 - np.abs(x - z), 0.0) / counted.sum()
        return told
    chance = (x**2).mean() + (z**2).mean() - 2 * x.mean() * z.mean()
    terms: Floats = 2 * (x - x.mean()) * (z - z.mean()) / (len(x) * chance)
    return terms


def _left_out(
    held: Portfolios, x: Floats, z: Floats, counted: NDArray[np.bool_], metric: str
) -> LeftOut | None:
    named = [target for target, here in zip(held.targets, counted.tolist(), strict=True) if here]
    one, other = x[counted], z[counted]
    return bounds(
        kappa_without(one, other) if metric == "kappa" else mean_without(1 - np.abs(one - other)), named
    )


def _by_fact(
    held: Portfolios, a: str, b: str, terms: Floats
) -> tuple[float, tuple[Contribution, ...], tuple[Contribution, ...]]:
    base = 0.0
    sums: dict[str, float] = {}
    for target, term in zip(held.targets, terms.tolist(), strict=False):
        behind = [held.shares[end, target] for end in (a, b) if held.shares.get((end, target))]
        if not behind:
            base += term
        for shares in behind:
            for fact, share in shares:
                sums[fact] = sums.get(fact, 0.0) + term * share / len(behind)
    parts = [Contribution(fact, sums[fact]) for fact in sorted(sums)]
    read = tuple(part for part in parts if part.fact not in held.prior)
    return base, read, tuple(part for part in parts if part.fact in held.prior)


def _draws(held: Portfolios, draws: int) -> Floats:
    """Return how often each draw takes each target; the same draws serve all pairs."""
    n = len(held.targets)
    if draws < 1 or n < 2:
        return np.zeros((0, n))
    seed = int(digest("alignment", *held.targets), 16)
    generator = np.random.Generator(np.random.PCG64(seed))
    return generator.multinomial(n, np.full(n, 1 / n), size=draws).astype(np.float64)


def _interval(
    x: Floats, z: Floats, counted: NDArray[np.bool_], metric: str, drawn: Floats, level: float
) -> tuple[float, float]:
    """Return the interval of one pair; draws in which it has no value are left out.

    With fewer than three targets (nothing but the tie between the two) there is nothing to vary.
    """
    if counted.sum() < 3:
        return NAN, NAN
    if metric == "kappa":
        weight = drawn / len(x)
        mean_x, mean_z = weight @ x, weight @ z
        chance = weight @ (x**2 + z**2) - 2 * mean_x * mean_z
        sound = chance > 1e-12
        values = 1 - (weight @ (x - z) ** 2)[sound] / chance[sound]
    else:
        size, total = drawn @ counted, drawn @ np.where(counted, 1 - np.abs(x - z), 0.0)
        values = total[size > 0] / size[size > 0]
    if not len(values):
        return NAN, NAN
    lo, hi = np.quantile(values, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return lo, hi
