"""Cuts of a sparse signed network: on every unbalanced cycle at least one tie is frustrated."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .frustration_model import Model, Tie

Floats = NDArray[np.float64]
ROUNDS = 40
VIOLATED = 1e-3


def tightened(program: Model, ties: Sequence[Tie], best: float, ends: float) -> tuple[Model, float]:
    r"""Return the programme with the cycle cuts that its relaxation violates, and the bound that they prove.

    A relaxation without the camps, min sum w f over 0 <= f <= 1, is solved again and again; in between, the
    shortest unbalanced cycles under its solution are looked for and those shorter than 1 become cuts:

    .. math:: \sum_{e \in C} f_e \ge 1 \quad \text{for unbalanced cycles } C

    An unbalanced cycle is a path from a node to itself on the other side of the double cover, in which a
    positive tie stays on its side and a negative one changes it.

    Parameters
    ----------
    program : Model
        The programme of a block.
    ties : sequence of (i, j, sign, weight)
        Its ties, in the order of the flags.
    best : float
        The value of the best split known; the search ends when the bound reaches it.
    ends : float
        When to stop, on the clock of :func:`time.monotonic`.

    References
    ----------
    Barahona and Mahjoub 1986, Mathematical Programming 36:157-173.

    Examples
    --------
    >>> from detente.analysis.frustration_model import model
    >>> square = [(0, 1, 1, 1.0), (1, 2, 1, 1.0), (2, 3, 1, 1.0), (0, 3, -1, 1.0)]
    >>> tightened(model(4, square), square, 1.0, time.monotonic() + 10)[1]
    1.0
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, vstack

    known: set[tuple[int, ...]] = set()
    cuts = program.rows[2 * program.ties :, program.nodes :]  # the triads, without the camps
    bound = 0.0
    for _ in range(ROUNDS):
        left = ends - time.monotonic()
        if left <= 0:
            break
        answer = linprog(
            program.costs,
            A_ub=-cuts if cuts.shape[0] else None,
            b_ub=-np.ones(cuts.shape[0]) if cuts.shape[0] else None,
            bounds=(0, 1),
            method="highs",
            options={"time_limit": left},
        )
        if answer.status != 0 or answer.x is None or answer.fun is None:
            break
        bound = max(bound, float(answer.fun))
        if bound > best - 1e-6 or math.ceil(bound - 1e-6) >= best - 1e-6:
            break
        fresh = [cycle for cycle in _short_cycles(program.nodes, ties, answer.x) if cycle not in known]
        if not fresh:
            break
        known.update(fresh)
        rows = [row for row, cycle in enumerate(fresh) for _ in cycle]
        columns = [e for cycle in fresh for e in cycle]
        more = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(fresh), program.ties))
        cuts = vstack([cuts, more]).tocsr()
    found = cuts[program.rows.shape[0] - 2 * program.ties :]
    padded = csr_matrix(
        (found.data, found.indices + program.nodes, found.indptr),
        shape=(found.shape[0], program.rows.shape[1]),
    )
    rows_now = vstack([program.rows, padded]).tocsr()
    return replace(
        program, rows=rows_now, lower=np.concatenate([program.lower, np.ones(found.shape[0])])
    ), bound


def _short_cycles(nodes: int, ties: Sequence[Tie], lengths: Floats) -> list[tuple[int, ...]]:
    """Return, through each tie, the shortest unbalanced cycle that is shorter than 1, as sorted ties."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    first, second = (np.array([tie[k] for tie in ties], dtype=np.intp) for k in (0, 1))
    turn = np.array([nodes if tie[2] < 0 else 0 for tie in ties], dtype=np.intp)
    number = {pair: e for e, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    away = np.maximum(lengths, 0) + 1e-7  # a length of 0 would be no tie
    here = np.concatenate([first, first + nodes])
    there = np.concatenate([second + turn, second + (nodes - turn)])
    cover = csr_matrix((np.concatenate([away, away]), (here, there)), shape=(2 * nodes, 2 * nodes))
    apart, before = dijkstra(cover, directed=False, indices=np.arange(nodes), return_predecessors=True)
    found: dict[tuple[int, ...], None] = {}
    for e in range(len(ties)):
        start, goal = int(first[e]), int(second[e] + nodes - turn[e])
        if not apart[start, goal] + lengths[e] < 1 - VIOLATED:
            continue
        odd = {e}
        at = goal
        while at != start:
            last = int(before[start, at])
            a, b = at % nodes, last % nodes
            odd ^= {number[min(a, b), max(a, b)]}
            at = last
        if odd:
            found[tuple(sorted(odd))] = None
    return list(found)
