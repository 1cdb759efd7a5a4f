"""What would have to be otherwise: the fewest acts without which a tension, or a triad, would turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.errors import UsageError
from .clock import default_as_of
from .tally import Tally, sums, tally
from .tension import tension
from .weights import Weights, read_weights

By = Literal["removal", "reversal"]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The fewest acts whose removal or reversal brings a tension to the other side of a threshold.

    ``acts`` lists the facts that tell each of them, the weightiest act first; ``after`` is the tension then.
    ``status`` is ``ok``, ``already`` (the tension lies there as it is) or ``unreachable`` (the prior, or what
    remains, is beyond the threshold too).
    """

    a: str
    b: str
    by: By
    threshold: float
    value: float
    after: float
    acts: tuple[tuple[str, ...], ...]
    status: str


def smallest_change(
    events: pd.DataFrame,
    pair: tuple[str, str],
    *,
    threshold: float | None = None,
    by: By = "removal",
    as_of: date | None = None,
    known_by: date | None = None,
    half_life: float | None = None,
    k: float | None = None,
    prior: float | None = None,
    directed: bool = False,
    weights: Weights | None = None,
) -> Counterfactual:
    r"""Return the fewest acts without which the tension of a pair would not be beyond a threshold.

    With h = -g/10 and the prior as a term of weight k, the tension is a weighted mean, so for any threshold c

    .. math:: \frac{\sum_e w_e h_e + k h_0}{\sum_e w_e + k} \le c
        \iff \sum_e w_e (h_e - c) + k (h_0 - c) \le 0

    The right side is a sum over acts. Taking an act away lowers it by w (h - c), turning its score round by
    2 w h; so among all sets of m acts the one with the m largest such terms lowers it most, and the first m
    that is enough is the least. The greedy answer is exact, not a heuristic.

    Parameters
    ----------
    events : DataFrame
        The ``events`` table of a snapshot.
    pair : (str, str)
        The dyad; in the order of source and target when ``directed``.
    threshold : float, optional
        The tension to come down to from above, or up to from below; by default the one above which a pair counts
        as hostile in the signed network, or below whose negative as friendly, whichever it is.
    by : "removal" or "reversal"
        Whether acts are taken away or turned into their opposite.
    as_of, known_by, half_life, k, prior, directed, weights
        As in :func:`tension`, with ``as_of`` the latest report date by default.

    Returns
    -------
    Counterfactual
        An act is all reports of it in one story, since without one copy the others would count in its place; acts that
        share a fact go together. Ties are broken by the facts' ids.

    Examples
    --------
    >>> told = {"fact": ["f", "g"], "source": ["GRC"] * 2, "target": ["TUR"] * 2, "type": ["SANCTION", "ACCUSE"]}
    >>> told |= {"source_kind": ["country"] * 2, "target_kind": ["country"] * 2, "modality": ["fact"] * 2}
    >>> told |= {"valid_from": [date(2020, 1, 1)] * 2, "valid_to": [None] * 2, "reported_at": [None] * 2}
    >>> told |= {"confidence": [1.0] * 2, "article": ["x", "y"], "story": ["x", "y"], "polarity": ["-"] * 2}
    >>> found = smallest_change(pd.DataFrame(told), ("GRC", "TUR"))
    >>> found.acts, round(found.value, 3), round(found.after, 3)
    ((('f',),), 0.225, 0.1)
    """
    chosen = weights or read_weights()
    as_of = as_of or default_as_of(events)
    events = events[events["source"].isin(pair) & events["target"].isin(pair)]
    (dyad,) = tension(
        events, as_of=as_of, known_by=known_by, half_life=half_life, k=k, prior=prior, directed=directed,
        draws=0, pairs=[pair], weights=chosen,
    )  # fmt: skip
    limit = threshold if threshold is not None else float(np.copysign(chosen.threshold, dyad.value))
    if by not in ("removal", "reversal"):
        raise UsageError(f"by is {by!r}; it is 'removal' or 'reversal'")
    told = tally(
        events,
        as_of=dyad.as_of,
        known_by=known_by,
        directed=directed,
        weights=chosen,
        pairs=[(dyad.a, dyad.b)],
    )
    rows = told.rows()[told.pairs.index((dyad.a, dyad.b))]
    mine = told.only(rows, (dyad.a, dyad.b))
    now = mine.decayed(dyad.half_life)
    base = dyad.k * (-(chosen.prior if prior is None else prior) / 10)
    if threshold is None and abs(dyad.value) <= abs(limit) + 1e-9:
        return Counterfactual(dyad.a, dyad.b, by, limit, dyad.value, dyad.value, (), "already")
    sign = 1.0 if dyad.value > limit else -1.0
    acts, place = _acts(mine)
    mass, hostile = sums(place, now, len(acts)), sums(place, now * mine.score / -10, len(acts))
    gain = sign * (hostile - limit * mass if by == "removal" else 2 * hostile)
    order = sorted(range(len(acts)), key=lambda i: (-gain[i], acts[i]))
    total, weight = float(hostile.sum()) + base, float(mass.sum()) + dyad.k
    slack = 1e-12 * max(1.0, weight)
    taken: list[int] = []
    # the sign of a sum, not of a quotient: rounding must not ask for one act more
    while sign * (total - limit * weight) > slack and len(taken) < len(order) and gain[order[len(taken)]] > 0:
        act = order[len(taken)]
        taken.append(act)
        total -= hostile[act] if by == "removal" else 2 * hostile[act]
        weight -= mass[act] if by == "removal" else 0.0
    reached = sign * (total - limit * weight) <= slack
    status = "unreachable" if not reached else "ok" if taken else "already"
    after = total / weight if weight > 1e-300 else base / dyad.k if dyad.k else 0.0
    return Counterfactual(
        dyad.a, dyad.b, by, limit, dyad.value, float(after), tuple(acts[i] for i in taken), status
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """Relations of a triad whose change of sign would balance it, and the facts behind them, read and prior."""

    relations: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    prior_facts: tuple[str, ...] = ()


def balancing_turns(ties: nx.Graph, triad: tuple[str, str, str]) -> tuple[Turn, ...]:
    """Return the smallest sets of relations whose change of sign would balance a triad.

    A triad is balanced when the product of its signs is positive, and each change of a sign turns the
    product round: an unbalanced triad needs one change, of any of its three relations; a balanced one none.
    The relation that rests on the fewest facts comes first.

    Parameters
    ----------
    ties : Graph
        As :func:`signed_ties` makes it: edges with ``sign`` and ``facts``.
    triad : (str, str, str)
        Three of its nodes.

    Examples
    --------
    >>> ties = nx.Graph([("A", "B", {"sign": 1, "facts": ("f", "g")}), ("B", "C", {"sign": 1, "facts": ("h",)}),
    ...                  ("A", "C", {"sign": -1, "facts": ("i", "j")})])
    >>> [turn.relations for turn in balancing_turns(ties, ("A", "B", "C"))]
    [(('B', 'C'),), (('A', 'B'),), (('A', 'C'),)]
    """
    sides = [
        pair for pair in combinations(sorted(triad), 2) if ties.has_edge(*pair) and ties.edges[pair]["sign"]
    ]
    if len(sides) < 3:
        raise UsageError(f"{', '.join(sorted(triad))}: not all of the three relations have a sign")
    if np.prod([ties.edges[pair]["sign"] for pair in sides]) > 0:
        return ()
    turns = [
        Turn((pair,), *(tuple(ties.edges[pair].get(kind, ())) for kind in ("facts", "prior_facts")))
        for pair in sides
    ]
    return tuple(sorted(turns, key=lambda turn: (len(turn.facts) + len(turn.prior_facts), turn.relations)))


def _acts(told: Tally) -> tuple[list[tuple[str, ...]], NDArray[np.intp]]:
    """Return the facts of each act, acts that share a fact being one, and the act of each event."""
    parent: dict[object, object] = {}

    def find(one: object) -> object:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for fact, group in zip(told.fact, told.group.tolist(), strict=True):
        parent[find(fact)] = find(group)
    roots: Mapping[object, int] = {root: i for i, root in enumerate(dict.fromkeys(map(find, told.fact)))}
    place = np.array([roots[find(fact)] for fact in told.fact], dtype=np.intp)
    facts: list[set[str]] = [set() for _ in roots]
    for fact, act in zip(told.fact, place.tolist(), strict=True):
        facts[act].add(fact)
    return [tuple(sorted(mine)) for mine in facts], place
