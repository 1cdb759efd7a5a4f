"""Similarity of foreign-policy portfolios: six families of measures, for one pair or a whole panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Floats = NDArray[np.float64]
MEASURES = ("kappa", "kappa_linear", "pi_nominal", "pi_weighted", "s", "s_squared", "a", "tau_b")
WEIGHTED = ("s_weighted", "s_weighted_squared")


@dataclass(frozen=True, slots=True)
class Similarity:
    """A measure of one pair; NaN has its reason in ``status``. ``n`` counts the common targets."""

    metric: str
    value: float
    n: int
    status: str


def joint_table(x: ArrayLike, z: ArrayLike, levels: int) -> Floats:
    """Return how many targets have each pair of levels, rows for x and columns for z.

    A negative level means that there is no entry; such targets are left out.

    >>> joint_table([0, 1, 1, -1], [0, 1, 0, 1], 2).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    first, second = _levels(x, levels), _levels(z, levels)
    if first.shape != second.shape:
        raise ValueError(f"the portfolios have {first.size} and {second.size} targets; they need the same")
    both = (first >= 0) & (second >= 0)
    table = np.zeros((levels, levels))
    np.add.at(table, (first[both], second[both]), 1.0)
    return table


def measures(tables: ArrayLike, metrics: Sequence[str] = MEASURES) -> dict[str, Floats]:
    r"""Return every measure of ``MEASURES`` for a stack of joint tables.

    With joint proportions O (margins p and q, E = p q^T, m = (p + q) / 2) and the distance
    d = \|a - b\| / (L - 1) of two levels:

    .. math::

        S = 1 - 2 \sum O d, \quad S_2 = 1 - 2 \sum O d^2, \quad
        \kappa = 1 - \frac{\sum O d^2}{\sum E d^2}, \quad
        \pi = 1 - \frac{\sum O d^2}{\sum m m^T d^2}, \quad A = 2 \left(\sum E d - \sum O d\right)

    ``kappa_linear`` has d instead of its square, ``pi_nominal`` is (po - pe) / (1 - pe) with pe the sum of
    squares of m, and ``tau_b`` is Kendall's rank correlation with ties.

    Parameters
    ----------
    tables : array of shape (L, L, ...)
        Counts or proportions; the trailing axes are free, so a whole panel is one call.
    metrics : sequence of str
        Names out of ``MEASURES``; only these are computed.

    Returns
    -------
    dict of str to array
        Values of the trailing shape; NaN where the measure has none (see :func:`reason`).

    References
    ----------
    Signorino and Ritter 1999, International Studies Quarterly 43:115-144. Cohen 1968, Psychological
    Bulletin 70:213-220. Scott 1955, Public Opinion Quarterly 19:321-325. Haege 2011, Political Analysis
    19:287-305. Benati and Capurri 2026, Quality and Quantity. Kendall 1938, Biometrika 30:81-93.

    Examples
    --------
    >>> found = measures([[13, 1, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0], [3, 1, 0, 0]])
    >>> round(float(found["kappa"]), 9), round(float(found["s"]), 9)
    (-0.077586207, 0.4)
    """
    counts = np.asarray(tables, dtype=np.float64)
    levels = counts.shape[0]
    if counts.ndim < 2 or counts.shape[1] != levels or levels < 2:
        raise ValueError(f"a joint table is square with at least two levels, not of shape {counts.shape}")
    p, q = counts.sum(axis=1), counts.sum(axis=0)
    total = p.sum(axis=0)
    square = total * total
    d = _distance(levels)
    wanted = set(metrics)
    found: dict[str, Floats] = {}
    if wanted & {"kappa", "s_squared", "pi_weighted"}:
        far_squared = _contract(d**2, counts)
        if "kappa" in wanted:
            found["kappa"] = 1 - _ratio(total * far_squared, _expected(d**2, p, q))
        if "pi_weighted" in wanted:
            found["pi_weighted"] = 1 - _ratio(4 * total * far_squared, _expected(d**2, p + q, p + q))
        if "s_squared" in wanted:
            found["s_squared"] = 1 - 2 * _ratio(far_squared, total)
    if wanted & {"kappa_linear", "s", "a"}:
        far, chance = _contract(d, counts), _expected(d, p, q)
        if "kappa_linear" in wanted:
            found["kappa_linear"] = 1 - _ratio(total * far, chance)
        if "s" in wanted:
            found["s"] = 1 - 2 * _ratio(far, total)
        if "a" in wanted:
            found["a"] = 2 * _ratio(chance - total * far, square)
    if "pi_nominal" in wanted:
        guessed = ((p + q) ** 2).sum(axis=0) / 4
        agreed = sum(counts[a, a] for a in range(levels))
        found["pi_nominal"] = _ratio(agreed * total - guessed, square - guessed)
    if "tau_b" in wanted:
        spread = (square - (p * p).sum(axis=0)) * (square - (q * q).sum(axis=0))
        found["tau_b"] = _ratio(2 * _surplus(counts), np.sqrt(np.maximum(spread, 0)))
    return {name: found[name] for name in metrics}


def reason(metric: str, table: ArrayLike) -> str:
    """Return ``ok``, or why a measure of a joint table is NaN.

    >>> reason("kappa", [[5, 0], [0, 0]]), reason("tau_b", [[5, 0], [0, 0]]), reason("s", [[0, 0], [0, 0]])
    ('zero_chance_disagreement', 'constant_portfolios', 'no_overlap')
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.sum() < 2:
        return "no_overlap"
    rows, columns = np.count_nonzero(counts.sum(axis=1)), np.count_nonzero(counts.sum(axis=0))
    if metric == "tau_b" and (rows == 1 or columns == 1):
        return "constant_portfolios"
    if metric in ("kappa", "kappa_linear", "pi_nominal", "pi_weighted"):
        same = rows == columns == 1 and np.count_nonzero(np.diag(counts)) == 1
        return "zero_chance_disagreement" if same else "ok"
    return "ok"


def similarity(
    x: ArrayLike, z: ArrayLike, levels: int, metric: str = "kappa", weights: ArrayLike | None = None
) -> Similarity:
    """Return one measure of two portfolios.

    Parameters
    ----------
    x, z : sequence of int
        Levels 0 to ``levels`` - 1 over the same targets; negative where there is none.
    levels : int
        The number of levels that were possible, not of those that occur.
    metric : str
        One of ``MEASURES`` or ``WEIGHTED``.
    weights : sequence of float, optional
        Weight of each target (its capability), for the weighted S.

    Examples
    --------
    >>> similarity([2, 1, 0], [2, 1, 0], levels=3).value
    1.0
    >>> similarity([1, 1], [1, 1], levels=3).status
    'zero_chance_disagreement'
    """
    table = joint_table(x, z, levels)
    n = int(table.sum())
    status = reason(metric, table)
    if status != "ok":
        return Similarity(metric, float("nan"), n, status)
    if metric in WEIGHTED:
        if weights is None:
            raise ValueError(f"{metric} needs the weights of the targets")
        value = s_weighted(x, z, levels, weights, squared=metric == "s_weighted_squared")
        return Similarity(metric, value, n, "ok" if value == value else "no_overlap")
    if metric not in MEASURES:
        raise ValueError(f"no measure is called {metric}; they are {', '.join(MEASURES + WEIGHTED)}")
    return Similarity(metric, float(measures(table)[metric]), n, "ok")


def s_weighted(
    x: ArrayLike, z: ArrayLike, levels: int, weights: ArrayLike, *, squared: bool = False
) -> float:
    r"""Return S with weighted targets.

    .. math:: S = 1 - 2 \frac{\sum_t w_t d_t}{\sum_t w_t}

    with d the distance of the two levels over L - 1, or its square. NaN when the weights sum to zero.

    >>> round(s_weighted([3, 0], [0, 0], 4, [1, 3]), 6), s_weighted([3, 0], [0, 0], 4, [0, 0])
    (0.5, nan)
    """
    first, second, w = _levels(x, levels), _levels(z, levels), np.asarray(weights, dtype=np.float64)
    w = np.where((first >= 0) & (second >= 0), w, 0.0)
    d = np.abs(first - second) / (levels - 1)
    return float(1 - 2 * _ratio((w * (d**2 if squared else d)).sum(), w.sum()))


def panel_tables(portfolios: ArrayLike, levels: int, dtype: DTypeLike = np.float64) -> Floats:
    """Return the joint tables of all pairs of rows, of shape (L, L, n, n), by one matrix product.

    Entries that are negative (missing) count for no pair.

    >>> panel_tables([[0, 1], [0, 0]], 2)[:, :, 0, 1].tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    rows = _levels(portfolios, levels)
    n = len(rows)
    hot = (rows[None, :, :] == np.arange(levels)[:, None, None]).astype(dtype).reshape(levels * n, -1)
    tables: Floats = (hot @ hot.T).reshape(levels, n, levels, n).transpose(0, 2, 1, 3)
    return tables


def panel(
    portfolios: ArrayLike, levels: int, metrics: Sequence[str] = MEASURES, min_n: int = 2
) -> tuple[dict[str, Floats], NDArray[np.intp]]:
    """Return measures for all pairs of rows at once, and the number of common targets of each pair.

    Parameters
    ----------
    portfolios : array of shape (states, targets)
        Levels; negative where there is no entry.
    levels : int
        The number of possible levels.
    metrics : sequence of str
        Names out of ``MEASURES``.
    min_n : int
        Pairs with fewer common targets get NaN.

    Examples
    --------
    >>> values, n = panel([[2, 1, 0], [2, 1, 0], [0, 1, 2]], levels=3, metrics=["kappa"])
    >>> values["kappa"].round(6).tolist()
    [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    """
    tables = panel_tables(portfolios, levels)
    n = tables.sum(axis=(0, 1))
    found = measures(tables)
    return {name: np.where(n >= min_n, found[name], np.nan) for name in metrics}, n.astype(np.intp)


def _levels(x: ArrayLike, levels: int) -> NDArray[np.intp]:
    values = np.asarray(x)
    found = values.astype(np.intp)
    if levels < 2 or (values != found).any() or (found >= levels).any():
        raise ValueError(f"levels must be whole numbers below {levels} (and at least two of them possible)")
    return found


def _distance(levels: int) -> Floats:
    steps = np.arange(levels, dtype=np.float64)
    return np.abs(steps[:, None] - steps[None, :]) / (levels - 1)


def _contract(d: Floats, tables: Floats) -> Floats:
    cells = (d[a, b] * tables[a, b] for a in range(len(d)) for b in range(len(d)) if a != b)
    return np.asarray(sum(cells), dtype=np.float64)


def _expected(d: Floats, p: Floats, q: Floats) -> Floats:
    parts = (p[a] * sum(d[a, b] * q[b] for b in range(len(d)) if a != b) for a in range(len(d)))
    return np.asarray(sum(parts), dtype=np.float64)


def _ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    bottom = np.asarray(below, dtype=np.float64)
    found: Floats = np.divide(above, bottom, out=np.full(bottom.shape, np.nan), where=bottom > 0)
    return found


def _surplus(counts: Floats) -> Floats:
    """Return pairs of targets that both rank alike minus those ranked contrarily, from the last row up."""
    levels = len(counts)
    surplus = np.zeros(counts.shape[2:])
    later = counts[levels - 1].copy()
    for a in range(levels - 2, -1, -1):
        ahead = later[1:].sum(axis=0)
        behind = np.zeros_like(ahead)
        for b in range(levels):
            surplus += counts[a, b] * (ahead - behind)
            behind += later[b]
            if b + 1 < levels:
                ahead = ahead - later[b + 1]
        later += counts[a]
    return surplus
