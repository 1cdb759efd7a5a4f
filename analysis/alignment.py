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
from .relations import signed_ties
from .result import NAN, Contribution, DyadAlignment, DyadTension
from .similarity import reason
from .weights import Weights, read_weights

Floats = NDArray[np.float64]
LEVELS = 3
METRICS = ("kappa", "s")
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
    metric: str = "kappa",
    draws: int | None = None,
    atlas: bool = True,
    ties: nx.Graph | None = None,
    weights: Weights | None = None,
) -> list[DyadAlignment]:
    r"""Return the alignment of each pair of countries that articles speak of.

    Each country has a level towards every country of the graph (see :mod:`relations`). Kappa is the
    agreement beyond chance with squared distances, which for levels x and z equals

    .. math:: \kappa = 1 - \frac{\sum_t (x_t - z_t)^2}{N \, E} = \sum_t \frac{2 (x_t - \bar x)(z_t - \bar z)}{N E},
        \qquad E = \overline{x^2} + \overline{z^2} - 2 \bar x \bar z

    and S is the sum over targets of 1/N - \|x - z\| / N.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    tensions : sequence of DyadTension, optional
        Pooled tensions at the same date.
    as_of, known_by : date, optional
        Valid time and report time.
    metric : "kappa" or "s"
        Kappa corrects for how alike any two portfolios look when most entries are neutral; S does not.
    draws : int, optional
        Draws of the bootstrap over targets; 0 leaves the interval out.
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
    facts; terms without facts (both neutral, a state's entry for itself) go to ``base``. Two portfolios that are
    constant and alike give NaN and ``zero_chance_disagreement``; fewer than two targets ``no_overlap``.
    The targets are all there are, so the interval tells how much the value hangs on single targets.

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
    reach = _intervals(held, pairs, metric, count, chosen.alignment_level)
    found = []
    for (i, j), (lo, hi) in zip(pairs, reach, strict=True):
        x, z = held.levels[i].astype(np.float64), held.levels[j].astype(np.float64)
        n = len(held.targets)
        status = "no_overlap" if n < chosen.min_targets else reason(metric, _table(held, i, j))
        terms = _terms(x, z, metric) if status == "ok" else np.zeros(0)
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
                n=n,
                status=status,
                base=base if status == "ok" else NAN,
                contributions=read,
                prior_contributions=prior,
                metric=metric,
                as_of=ties.graph.get("as_of"),
                known_by=known_by,
            )
        )
    return found


def alignment_frame(dyads: Iterable[DyadAlignment]) -> pd.DataFrame:
    """Return alignments as a table with one row each.

    >>> list(alignment_frame([]))
    ['a', 'b', 'value', 'lo', 'hi', 'n', 'status']
    """
    rows = [[getattr(dyad, column) for column in COLUMNS] for dyad in dyads]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _table(held: Portfolios, i: int, j: int) -> Floats:
    table = np.zeros((LEVELS, LEVELS))
    np.add.at(table, (held.levels[i], held.levels[j]), 1.0)
    return table


def _terms(x: Floats, z: Floats, metric: str) -> Floats:
    """Return the part of each target in the value."""
    n = len(x)
    if metric == "s":
        return (1 - 2 * np.abs(x - z) / (LEVELS - 1)) / n
    chance = (x**2).mean() + (z**2).mean() - 2 * x.mean() * z.mean()
    terms: Floats = 2 * (x - x.mean()) * (z - z.mean()) / (n * chance)
    return terms


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


def _intervals(
    held: Portfolios, pairs: Sequence[tuple[int, int]], metric: str, draws: int, level: float
) -> list[tuple[float, float]]:
    """Return the bootstrap interval of each pair, drawing whole targets, the same ones for all pairs."""
    n = len(held.targets)
    if draws < 1 or not pairs or n < 2:
        return [(NAN, NAN)] * len(pairs)
    seed = int(digest("alignment", *held.targets), 16)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = generator.multinomial(n, np.full(n, 1 / n), size=draws) / n
    x = held.levels.astype(np.float64)
    mean, square = drawn @ x.T, drawn @ (x**2).T
    found = []
    for i, j in pairs:
        if metric == "s":
            values = 1 - 2 * (drawn @ np.abs(x[i] - x[j])) / (LEVELS - 1)
        else:
            chance = square[:, i] + square[:, j] - 2 * mean[:, i] * mean[:, j]
            apart = drawn @ (x[i] - x[j]) ** 2
            # a draw in which both are constant and alike has no value
            sound = chance > 1e-12
            values = 1 - apart[sound] / chance[sound]
        if len(values):
            lo, hi = np.quantile(values, [(1 - level) / 2, (1 + level) / 2]).tolist()
        else:
            lo = hi = NAN
        found.append((lo, hi))
    return found
