"""The integer programme behind the frustration index, of one block of a signed network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Tie = tuple[int, int, int, float]
# more cuts than this for one tie make each relaxation slower than they make it tighter
CUTS = 40
AT_ONCE = 4096


@dataclass(frozen=True)
class Model:
    """Constraints ``rows @ x >= lower``; the variables are the camps of the nodes, then the flags of the ties.

    ``costs`` are what each tie weighs, ``least`` the lower bounds of the variables.
    """

    nodes: int
    costs: Floats
    rows: Any
    lower: Floats
    least: Floats

    @property
    def ties(self) -> int:
        """The number of ties."""
        return len(self.costs)


@dataclass(frozen=True)
class Answer:
    """What the solver found: the objective, its proven bound, and the camps (None where it found none)."""

    proven: bool
    value: float
    bound: float
    camps: NDArray[np.bool_] | None


def model(nodes: int, ties: Sequence[Tie]) -> Model:
    """Return the programme of a connected network; ties are (i, j, sign, weight) with i < j.

    >>> model(2, [(0, 1, -1, 1.0)]).rows.toarray().tolist()
    [[1.0, 1.0, 1.0], [-1.0, -1.0, 1.0]]
    """
    from scipy.sparse import csr_matrix

    first, second, signs = (np.array([tie[k] for tie in ties], dtype=np.intp) for k in range(3))
    m = len(ties)
    flag = nodes + np.arange(m)
    sign = signs.astype(np.float64)
    # f >= y_i - y_j and f >= y_j - y_i where positive, f >= 1 - y_i - y_j and f >= y_i + y_j - 1 where negative
    columns = np.stack([first, second, flag], axis=1)
    one = np.stack([-sign, np.ones(m), np.ones(m)], axis=1)
    other = np.stack([sign, -np.ones(m), np.ones(m)], axis=1)
    cuts = _cuts(nodes, first, second, signs)
    entries = np.concatenate([columns, columns, nodes + cuts])
    values = np.concatenate([one, other, np.ones(cuts.shape)])
    lower = np.concatenate(
        [np.where(signs > 0, 0.0, 1.0), np.where(signs > 0, 0.0, -1.0), np.ones(len(cuts))]
    )
    starts = np.arange(0, 3 * len(entries) + 1, 3)
    rows = csr_matrix((values.reshape(-1), entries.reshape(-1), starts), shape=(len(entries), nodes + m))
    # the two camps have no names: the node with the most ties is put into the first
    least = np.zeros(nodes + m)
    least[int(np.argmax(np.bincount(np.concatenate([first, second]), minlength=nodes)))] = 1.0
    return Model(nodes, np.array([tie[3] for tie in ties]), rows, lower, least)


def _cuts(nodes: int, first: Indices, second: Indices, signs: Indices) -> Indices:
    """Return the unbalanced triads as rows of three ties: at least one of them is frustrated."""
    number = np.full((nodes, nodes), -1, dtype=np.intp)
    number[first, second] = number[second, first] = np.arange(len(first))
    sign = np.zeros((nodes, nodes), dtype=np.int8)
    sign[first, second] = sign[second, first] = signs
    found = []
    for start in range(0, len(first), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        odd = sign[first[part]] * sign[second[part]] * signs[part, None].astype(np.int8) < 0
        odd &= np.arange(nodes) > second[part, None]
        odd &= np.cumsum(odd, axis=1) <= CUTS
        ties, third = np.nonzero(odd)
        ties += start
        found.append(np.stack([ties, number[first[ties], third], number[second[ties], third]], axis=1))
    return np.concatenate(found)


def solve(
    program: Model,
    time_limit: float,
    objective: Floats | None = None,
    most_cost: float | None = None,
) -> Answer:
    """Minimise the cost of the flags, or another objective over the flags where the cost is limited.

    >>> solve(model(3, [(0, 1, 1, 1.0), (0, 2, 1, 1.0), (1, 2, -1, 1.0)]), 10.0).value
    1.0
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    pad = np.zeros(program.nodes)
    constraints = [LinearConstraint(program.rows, lb=program.lower)]
    if most_cost is not None:
        constraints.append(LinearConstraint(np.concatenate([pad, program.costs])[None, :], ub=most_cost))
    answer = milp(
        np.concatenate([pad, program.costs if objective is None else objective]),
        integrality=np.concatenate([pad + 1, np.zeros(program.ties)]),
        bounds=Bounds(program.least, np.ones(len(program.least))),
        constraints=constraints,
        options={"time_limit": max(0.01, time_limit), "mip_rel_gap": 0.0},
    )
    bound = 0.0 if answer.mip_dual_bound is None else float(answer.mip_dual_bound)
    if answer.x is None:
        return Answer(False, float("nan"), bound, None)
    return Answer(answer.status == 0, float(answer.fun), bound, answer.x[: program.nodes] > 0.5)
