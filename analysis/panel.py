"""Similarity of all dyads in all years at once, in blocks that keep memory bounded."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from .similarity import MEASURES, WEIGHTED, measures

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
SIX = ("kappa", "pi_nominal", "pi_weighted", "s", "a", "tau_b")
ENGINES = ("auto", "numba", "numpy")
THREADS = 2
# below this many cells of work, starting the compiler costs more than it saves
WORTH_COMPILING = 10_000_000
STEP = 32


@dataclass(frozen=True, slots=True)
class Panel:
    """Measures of all pairs of states: arrays of shape (years, states, states), NaN where there is none.

    ``n`` counts the common targets of each pair in each year.
    """

    values: dict[str, NDArray[np.floating]]
    n: NDArray[np.int32]


def similarity_panel(
    portfolios: Sequence[ArrayLike],
    levels: int,
    metrics: Sequence[str] = SIX,
    *,
    weights: Sequence[ArrayLike] | None = None,
    min_n: int = 2,
    engine: str = "auto",
    memory: int = 64 << 20,
    dtype: DTypeLike = np.float64,
) -> Panel:
    """Return measures for every pair of states in every year.

    Everything but the weighted S follows from the joint table of a pair (:func:`.similarity.measures`), so
    that no dyad is looked at by itself in Python: the tables come from one matrix product a block of states,
    or, with the extra ``fast``, from counting common bits in a compiled kernel.

    Parameters
    ----------
    portfolios : sequence of arrays of shape (states, targets), or one of shape (years, states, targets)
        Levels 0 to ``levels`` - 1, negative where there is no entry. Targets may differ between years,
        the states are the same.
    levels : int
        The number of levels that were possible.
    metrics : sequence of str
        Names out of ``MEASURES``, ``s_weighted``, ``s_weighted_squared``.
    weights : sequence of arrays of shape (targets,), optional
        The weight of each target in each year, for the weighted S.
    min_n : int
        Pairs with fewer common targets have NaN.
    engine : "auto", "numba" or "numpy"
        ``auto`` takes the kernel where numba is installed and the panel is large. Both engines agree to 1e-9.
    memory : int
        About how many bytes the temporary arrays of the numpy engine may take; the results come on top.
    dtype : data type
        Of the results; ``float32`` halves their memory.

    Returns
    -------
    Panel

    Notes
    -----
    A negative entry takes the target out of the pairs of that state only. Weights that sum to zero give NaN.

    Examples
    --------
    >>> found = similarity_panel([[[2, 1, 0], [2, 1, 0], [0, 1, 2]]], levels=3, metrics=["kappa", "s"])
    >>> found.values["kappa"][0].round(6).tolist()
    [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    >>> int(found.n[0, 0, 1])
    3
    """
    years = [_entries(one, levels) for one in portfolios]
    if len({len(one) for one in years}) > 1:
        raise ValueError("every year needs the same states; give a missing state a row of -1")
    if wrong := [name for name in metrics if name not in MEASURES + WEIGHTED]:
        raise ValueError(f"no measure is called {wrong[0]}; they are {', '.join(MEASURES + WEIGHTED)}")
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine}; they are {', '.join(ENGINES)}")
    if set(metrics) & set(WEIGHTED) and weights is None:
        raise ValueError("the weighted S needs the weights of the targets")
    size = len(years[0]) if years else 0
    plain = [name for name in metrics if name in MEASURES]
    weighted = [name for name in metrics if name in WEIGHTED]
    out = np.empty((len(years), len(plain), size, size), dtype=dtype)
    extra = np.empty((len(years), len(weighted), size, size), dtype=dtype)
    n = np.empty((len(years), size, size), dtype=np.int32)
    compiled = _compiled(engine, years, levels)

    def one_year(y: int) -> None:
        if compiled:
            from .panel_kernel import fill

            fill(years[y], levels, plain, out[y], n[y])
        else:
            _fill(years[y], levels, plain, out[y], n[y], memory)
        if weights is not None and weighted:
            _fill_weighted(years[y], levels, weights[y], weighted, extra[y])
        few = n[y] < min_n
        if few.any():
            out[y][:, few] = extra[y][:, few] = np.nan

    # both engines let go of the interpreter's lock; the products of numpy already use all cores
    with ThreadPoolExecutor(THREADS if compiled else 1) as pool:
        list(pool.map(one_year, range(len(years))))
    values = {name: out[:, k] for k, name in enumerate(plain)}
    values |= {name: extra[:, k] for k, name in enumerate(weighted)}
    return Panel({name: values[name] for name in metrics}, n)


def why_missing(metric: str, n: int) -> str:
    """Return the reason code for a NaN of a panel: too few targets, or portfolios that do not vary.

    >>> why_missing("kappa", 1), why_missing("kappa", 20), why_missing("tau_b", 20)
    ('no_overlap', 'zero_chance_disagreement', 'constant_portfolios')
    """
    if n < 2 or metric in WEIGHTED:
        return "no_overlap"
    return "constant_portfolios" if metric == "tau_b" else "zero_chance_disagreement"


def _entries(portfolio: ArrayLike, levels: int) -> Levels:
    given = np.asarray(portfolio)
    if given.ndim != 2:
        raise ValueError(
            f"a portfolio of a year has states as rows and targets as columns, not {given.shape}"
        )
    if not 2 <= levels <= 100:
        raise ValueError(f"{levels} levels cannot be compared; it takes 2 to 100")
    if given.size and given.max() >= levels:
        raise ValueError(f"levels must be below {levels}, found {given.max()}")
    found: Levels = np.maximum(given, -1).astype(np.int8)
    if given.dtype.kind not in "iub" and (found != np.maximum(given, -1)).any():
        raise ValueError("levels must be whole numbers")
    return found


def _compiled(engine: str, years: Sequence[Levels], levels: int) -> bool:
    if engine != "auto":
        return engine == "numba"
    work = sum(len(one) ** 2 * levels for one in years)
    return work >= WORTH_COMPILING and find_spec("numba") is not None


def _fill(
    rows: Levels,
    levels: int,
    names: Sequence[str],
    out: NDArray[np.floating],
    n: NDArray[np.int32],
    memory: int,
) -> None:
    """Fill one year by matrix products: a block of states against itself and all that follow."""
    size = len(rows)
    # counts up to 2**24 are exact in single precision, which multiplies twice as fast
    hot = (rows[None, :, :] == np.arange(levels, dtype=np.int8)[:, None, None]).astype(np.float32)
    # few large products, since each one waits for all cores; small steps after, since they stay in the cache
    block = max(STEP, memory // max(1, 4 * size * levels**2))
    for first in range(0, size, block):
        last = min(first + block, size)
        ahead = hot[:, first:].reshape(levels * (size - first), -1)
        product = hot[:, first:last].reshape(levels * (last - first), -1) @ ahead.T
        cells = product.reshape(levels, last - first, levels, size - first)
        for start in range(first, last, STEP):
            stop = min(start + STEP, last)
            part = cells[:, start - first : stop - first, :, start - first :]
            counts = part.transpose(0, 2, 1, 3).astype(np.float64, order="C")
            for values, found in zip(out, measures(counts, names).values(), strict=True):
                values[start:stop, start:] = found
                values[stop:, start:stop] = found[:, stop - start :].T
            total = counts.sum(axis=(0, 1))
            n[start:stop, start:] = total
            n[stop:, start:stop] = total[:, stop - start :].T


def _fill_weighted(
    rows: Levels, levels: int, weights: ArrayLike, names: Sequence[str], out: NDArray[np.floating]
) -> None:
    r"""Fill the weighted S: with thresholds, \|x - z\| = sum over c of [x >= c] + [z >= c] - 2 [x >= c][z >= c]."""
    w = np.asarray(weights, dtype=np.float64)
    if w.shape != rows.shape[1:]:
        raise ValueError(f"there are {w.size} weights for {rows.shape[1]} targets")
    there = (rows >= 0).astype(np.float64)
    level = np.where(rows >= 0, rows, 0).astype(np.float64)
    total = (there * w) @ there.T
    for name, values in zip(names, out, strict=True):
        if name == "s_weighted_squared":
            apart = (level**2 * w) @ there.T - (level * w) @ level.T
            apart = (apart + apart.T) / (levels - 1) ** 2
        else:
            apart = (level * w) @ there.T
            for c in range(1, levels):
                above = (rows >= c).astype(np.float64)
                apart -= (above * w) @ above.T
            apart = (apart + apart.T) / (levels - 1)
        ratio = np.divide(apart, total, out=np.full(total.shape, np.nan), where=total > 0)
        values[...] = 1 - 2 * ratio
