"""Alignment of dyads in a year from registers: votes, treaties or arms, with intervals and reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.errors import UsageError
from ..graph.model import digest
from ..queries.registers import Registers
from .ideal import ideal_distance, ideal_distances
from .leave_out import tables_without
from .panel import why_missing
from .portfolio import Portfolio, alliance_portfolio, supplier_portfolio, system_of
from .portfolio_votes import AGREEMENTS, agreement, full_tables, vote_tables
from .result import NAN
from .similarity import MEASURES, WEIGHTED, joint_table, measures, panel_tables

Floats = NDArray[np.float64]
Pair = tuple[str, str]
SOURCES = ("unga", "atop", "arms")
IDEAL = "ideal_distance"
METRICS = (*MEASURES, *WEIGHTED, *AGREEMENTS, IDEAL)
COLUMNS = ("a", "b", "cow_a", "cow_b", "value", "lo", "hi", "n", "reason")
LEFT_OUT = ("left_out_lo", "left_out_hi")
DRAWS, FEW_DRAWS, MANY_PAIRS = 1000, 200, 1000
AT_ONCE = 64
LEVEL = 0.9
LEAST = 10


def alignment_panel(
    frames: Registers,
    *,
    source: str,
    year: int,
    metric: str = "kappa",
    absence: str = "drop",
    coding: str = "atop",
    self_tie: str = "max",
    min_n: int = LEAST,
    pair: Pair | None = None,
    draws: int | None = None,
    leave_out: bool = False,
) -> pd.DataFrame:
    """Return how alike two states are in a year by what data sets tell, for one pair or for all.

    Parameters
    ----------
    frames : Registers
        Tables as :func:`detente.queries.registers.read_registers` gives them.
    source : "unga", "atop" or "arms"
        Roll calls of the General Assembly; treaties; suppliers of arms.
    year : int
        The calendar year.
    metric : str
        A name out of ``METRICS``. The agreements and ``ideal_distance`` need votes, the weighted S a source with
        states as targets and their capabilities.
    absence : "drop" or "abstain"
        How an absence from a roll call counts.
    coding, self_tie : str
        Of treaties; see :func:`.portfolio.alliance_portfolio`.
    min_n : int
        With fewer common targets or roll calls there is no value (``no_overlap``).
    pair : two states, optional
        All pairs when not given.
    draws : int, optional
        Draws of the bootstrap; by default 1,000, or 200 where there are more than 1,000 pairs; 0 for none.
    leave_out : bool
        Whether to add the columns ``LEFT_OUT``: the least and the most that the value becomes when one roll
        call or target is left out.

    Returns
    -------
    DataFrame
        ``COLUMNS``, one row a pair, a before b, sorted; a missing value has its ``reason``, which is None else.

    Notes
    -----
    The 90 % interval draws single roll calls (or targets) with replacement, which for these measures is to draw
    from the joint table; its seed is the name of the pair, the year and the source, so it is the same in any
    company. Roll calls of one meeting hang together, so for votes it is too narrow; for treaties the targets
    are all there are, and it tells how much the value hangs on single ones. The interval of
    ``ideal_distance`` follows from the quantiles of the estimates.

    Examples
    --------
    >>> votes = pd.DataFrame({"a": ["A"], "b": ["B"], "year": [1990], "table": [[9, 1, 0, 0, 0, 2, 0, 0, 1, 0, 7, 0] + [0] * 4]})
    >>> found = alignment_panel(Registers(votes=votes), source="unga", year=1990, metric="agreement")
    >>> found["value"].tolist(), found["n"].tolist()
    ([0.925], [20])
    """
    if source not in SOURCES:
        raise UsageError(
            f"no source of alignment is called {source!r}; they are {', '.join(SOURCES)}, articles"
        )
    if metric not in METRICS:
        raise UsageError(f"no measure is called {metric!r}; they are {', '.join(METRICS)}")
    wanted = None if pair is None else (min(pair), max(pair))
    if metric == IDEAL:
        _only_votes(metric, source)
        return _ideal(frames, year, wanted)
    if source == "unga":
        rows = _of_votes(frames, year, metric, absence, min_n, wanted, draws, leave_out)
    else:
        if metric in AGREEMENTS:
            _only_votes(metric, source)
        weights = dict(zip(frames.capabilities["state"], frames.capabilities["value"], strict=True))
        if source == "atop":
            system = system_of(frames.system, year)
            held = alliance_portfolio(
                frames.alliances, year, system=system, coding=coding, self_tie=self_tie, capabilities=weights
            )
        else:
            held = supplier_portfolio(frames.contracts, year, capabilities=weights)
        rows = portfolio_rows(
            held, metric, (source, year), min_n=min_n, pair=wanted, draws=draws, leave_out=leave_out
        )
    return with_codes(rows, frames.entities)


def portfolio_rows(
    held: Portfolio,
    metric: str,
    seed: tuple[object, ...],
    *,
    min_n: int = LEAST,
    pair: Pair | None = None,
    draws: int | None = None,
    leave_out: bool = False,
) -> pd.DataFrame:
    """Return a measure of the states' portfolios, without the codes of the states; see :func:`alignment_panel`.

    >>> told = Portfolio(("A", "B"), ("A", "B", "C"), np.array([[2, 2, 0], [2, 2, 0]], dtype=np.int8), 3)
    >>> portfolio_rows(told, "s", ("example",), min_n=2)[["a", "b", "value", "n"]].values.tolist()
    [['A', 'B', 1.0, 3]]
    """
    names = [name for name in held.states if pair is None or name in pair]
    if pair is not None and len(names) < 2:
        return _missing([pair])
    levels = held.levels[[held.states.index(name) for name in names]]
    first, second = np.triu_indices(len(names), 1)
    pairs = [(names[i], names[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    if metric in WEIGHTED:
        return _weighted_rows(held, levels, pairs, (first, second), metric, seed, min_n, draws, leave_out)
    if pair is None:
        tables = panel_tables(levels, held.size)[:, :, first, second]
    else:
        tables = joint_table(levels[0], levels[1], held.size)[:, :, None]
    return _rows(
        pairs,
        tables,
        lambda t: measures(t, (metric,))[metric],
        metric,
        seed,
        min_n,
        draws,
        leave_out=leave_out,
    )


def with_codes(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the Correlates of War numbers of both states, where they are known.

    >>> told = pd.DataFrame([["A", "B", 1.0, 1.0, 1.0, 5, None]], columns=["a", "b", "value", "lo", "hi", "n", "reason"])
    >>> with_codes(told, pd.DataFrame({"entity": ["A"], "cow": [2]}))[["cow_a", "cow_b"]].values.tolist()
    [[2, None]]
    """
    listed = zip(entities["entity"], entities["cow"], strict=True)
    cow = {entity: int(code) for entity, code in listed if code is not None and code == code}
    codes = {f"cow_{end}": [cow.get(name) for name in rows[end]] for end in ("a", "b")}
    told = rows.assign(**{name: pd.Series(c, index=rows.index, dtype="object") for name, c in codes.items()})
    return told[[*COLUMNS, *(name for name in LEFT_OUT if name in told)]]


def _of_votes(
    frames: Registers,
    year: int,
    metric: str,
    absence: str,
    min_n: int,
    pair: Pair | None,
    draws: int | None,
    leave_out: bool,
) -> pd.DataFrame:
    if metric in WEIGHTED:
        raise UsageError(
            f"{metric} weighs states as targets; roll calls have no weight. Take --source atop or arms."
        )
    votes = frames.votes[frames.votes["year"] == year]
    if pair is not None:
        votes = votes[votes["a"].isin(pair) & votes["b"].isin(pair)]
        if votes.empty:
            return _missing([pair])
    told: dict[Pair, NDArray[np.float64]] = {}
    for row in votes.to_dict("records"):
        table = np.asarray(row["table"], dtype=np.float64).reshape(4, 4)
        key = (row["a"], row["b"]) if row["a"] < row["b"] else (row["b"], row["a"])
        told[key] = table if key[0] == row["a"] else table.T
    pairs = sorted(told)
    listed = [told[key].reshape(-1) for key in pairs]
    of: Callable[[Floats], Floats]
    if metric == "agreement_absent":
        return _rows(
            pairs,
            full_tables(listed),
            lambda t: agreement(t, metric),
            metric,
            (year,),
            min_n,
            draws,
            3,
            leave_out,
        )
    if metric in AGREEMENTS:
        of = lambda t: agreement(t, metric)  # noqa: E731
    else:
        of = lambda t: measures(t, (metric,))[metric]  # noqa: E731
    return _rows(
        pairs,
        vote_tables(listed, absence),
        of,
        metric,
        ("unga", year, absence),
        min_n,
        draws,
        leave_out=leave_out,
    )


def _rows(
    pairs: Sequence[Pair],
    tables: Floats,
    of: Callable[[Floats], Floats],
    metric: str,
    seed: tuple[object, ...],
    min_n: int,
    draws: int | None,
    gone: int | None = None,
    leave_out: bool = False,
) -> pd.DataFrame:
    """Return value, interval and reason of each joint table; ``gone`` is the choice of the absent, if told."""
    if not pairs:
        return _missing([])
    values, total = of(tables), tables.sum(axis=(0, 1))
    if gone is not None:
        total = total - tables[gone, gone]
    rows: list[list[object]] = []
    valued = []
    for k, (a, b) in enumerate(pairs):
        n, value, reason = round(float(total[k])), float(values[k]), None
        if n < max(min_n, 1):
            value, reason = NAN, "no_overlap"
        elif value != value:
            reason = "no_overlap" if metric in AGREEMENTS else why_missing(metric, n)
        else:
            valued.append(k)
        rows.append([a, b, value, NAN, NAN, n, reason])
    count = _draws(draws, len(pairs))
    for start in range(0, len(valued) if count else 0, AT_ONCE):
        some = valued[start : start + AT_ONCE]
        drawn = [
            _redrawn(tables[:, :, k], count, digest("alignment", *map(str, (*seed, *pairs[k])))) for k in some
        ]
        lo, hi = _middle(of(np.stack(drawn, axis=2)))
        for k, low, high in zip(some, lo.tolist(), hi.tolist(), strict=True):
            rows[k][3:5] = [low, high]
    return _with_bounds(_frame(rows), *tables_without(tables, of)) if leave_out else _frame(rows)


def _with_bounds(rows: pd.DataFrame, least: Floats, most: Floats) -> pd.DataFrame:
    """Return rows with what a value becomes without one target; none where there is no value."""
    known = rows["value"].notna().to_numpy()
    return rows.assign(**{LEFT_OUT[0]: np.where(known, least, NAN), LEFT_OUT[1]: np.where(known, most, NAN)})


def _redrawn(table: Floats, draws: int, seed: str) -> Floats:
    """Return joint tables whose entries are drawn from this one with replacement."""
    total = round(float(table.sum()))
    filled = np.flatnonzero(table)
    generator = np.random.Generator(np.random.PCG64(int(seed, 16)))
    drawn = np.zeros((table.size, draws))
    drawn[filled] = generator.multinomial(total, table.reshape(-1)[filled] / total, size=draws).T
    return drawn.reshape(*table.shape, draws)


def _middle(values: Floats) -> tuple[Floats, Floats]:
    """Return the bounds of the middle share of each row; NaN where fewer than half of the draws have a value."""
    ranked = np.sort(values, axis=-1)  # what has no value comes last
    sound = (~np.isnan(values)).sum(axis=-1)
    bounds = []
    for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2):
        place = np.maximum(sound - 1, 0) * share
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, np.maximum(sound - 1, 0))
        low, high = (np.take_along_axis(ranked, at[..., None], -1)[..., 0] for at in (below, above))
        found = low + (high - low) * (place - below)
        bounds.append(np.where(2 * sound >= values.shape[-1], found, NAN))
    return bounds[0], bounds[1]


def _weighted_rows(
    held: Portfolio,
    levels: NDArray[np.int8],
    pairs: Sequence[Pair],
    places: tuple[NDArray[np.intp], NDArray[np.intp]],
    metric: str,
    seed: tuple[object, ...],
    min_n: int,
    draws: int | None,
    leave_out: bool = False,
) -> pd.DataFrame:
    if held.weights is None:
        raise UsageError(f"{metric} needs the capabilities of states. Load them: detente load cow_nmc FILE")
    targets, count = len(held.targets), _draws(draws, len(pairs))
    generator = np.random.Generator(
        np.random.PCG64(int(digest("alignment", *map(str, seed), *held.targets), 16))
    )
    taken = (
        generator.multinomial(targets, np.full(targets, 1 / max(1, targets)), size=count) if targets else None
    )
    rows = []
    without = np.full((2, len(pairs)), NAN)
    for at, ((a, b), i, j) in enumerate(zip(pairs, *places, strict=True)):
        there = (levels[i] >= 0) & (levels[j] >= 0)
        weight = np.where(there, held.weights, 0.0)
        apart = np.abs(levels[i].astype(float) - levels[j]) / (held.size - 1)
        if metric == "s_weighted_squared":
            apart = apart**2
        n, total = int(there.sum()), float(weight.sum())
        if n < max(min_n, 1) or total <= 0:
            rows.append([a, b, NAN, NAN, NAN, n, "no_overlap"])
            continue
        lo = hi = NAN
        if count and taken is not None:
            below = taken @ weight
            above = np.divide(taken @ (weight * apart), below, out=np.full(count, NAN), where=below > 0)
            lo, hi = (float(bound) for bound in _middle(1 - 2 * above))
        rows.append([a, b, 1 - 2 * float((weight * apart).sum()) / total, lo, hi, n, None])
        rest = total - weight[there]
        part = (weight * apart).sum() - (weight * apart)[there]
        left = 1 - 2 * np.divide(part, rest, out=np.full(n, NAN), where=rest > 0)
        without[:, at] = np.fmin.reduce(left), np.fmax.reduce(left)
    return _with_bounds(_frame(rows), *without) if leave_out else _frame(rows)


def _draws(given: int | None, pairs: int) -> int:
    if given is not None:
        return given
    return DRAWS if pairs <= MANY_PAIRS else FEW_DRAWS


def _ideal(frames: Registers, year: int, pair: Pair | None) -> pd.DataFrame:
    if pair is None:
        return with_codes(ideal_distances(frames.estimates, year), frames.entities)
    one = ideal_distance(frames.estimates, *pair, year)
    found = one.status == "ok"
    rows = [[one.a, one.b, one.value, one.lo, one.hi, 2 if found else 0, None if found else one.status]]
    return with_codes(_frame(rows), frames.entities)


def _only_votes(metric: str, source: str) -> None:
    if source != "unga":
        raise UsageError(f"{metric} is a measure of votes; take --source unga instead of {source}.")


def _missing(pairs: Collection[Pair]) -> pd.DataFrame:
    return _frame([[a, b, NAN, NAN, NAN, 0, "no_overlap"] for a, b in pairs])


def _frame(rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    names = [name for name in COLUMNS if not name.startswith("cow")]
    frame = pd.DataFrame([list(row) for row in rows], columns=names, dtype=object)
    return frame.astype({"value": "float64", "lo": "float64", "hi": "float64", "n": "int64"})
