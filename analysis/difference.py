"""What moved between two dates: the change of each dyad's tension, how sure it is, and the facts that entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ..graph.errors import UsageError
from .frames import Frames
from .shrinkage import shrunk_draws
from .tally import Tally, tally
from .tension import stream
from .weights import Weights, read_weights

COLUMNS = ("a", "b", "value", "before", "change", "lo", "hi", "beyond", "entered")


@dataclass(frozen=True, slots=True)
class DyadChange:
    """The tension of a dyad at a date and at an earlier one; ``change`` is the first minus the second.

    ``lo`` and ``hi`` are the interval of the change, ``beyond`` says that it leaves out 0. ``entered`` are the
    facts that count now and did not before; what else changes the value is that facts have aged.
    """

    a: str
    b: str
    value: float
    before: float
    change: float
    lo: float
    hi: float
    beyond: bool
    entered: tuple[str, ...]
    aged: float


def difference(
    frames: Frames,
    before: date,
    after: date,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    known_by: date | None = None,
    as_known_then: bool = False,
    half_life: float | None = None,
    k: float | None = None,
    prior: float | None = None,
    directed: bool = False,
    draws: int | None = None,
    weights: Weights | None = None,
) -> list[DyadChange]:
    r"""Return how the tension of each dyad changed from one date to a later one.

    Both values are those of :func:`tension`. The interval is that of the change itself: each draw of
    :func:`shrunk_draws` reweighs the stories once and takes both values with the same weights, so what the
    two dates share does not make the change look uncertain.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    before, after : date
        The two dates, the earlier one first.
    pairs : sequence of (a, b), optional
        These dyads; all that have events by default.
    known_by : date, optional
        Events reported later are left out of both values.
    as_known_then : bool
        Leave out of the earlier value what was reported after its date.
    half_life, k, prior, directed, draws, weights
        As in :func:`tension`.

    Returns
    -------
    list of DyadChange
        The largest changes first.

    Notes
    -----
    ``aged`` is the part of the change that is due to time alone: the value at the later date without the facts
    that entered, minus the value before. Without any event the change is 0 and its interval 0 wide.

    Examples
    --------
    >>> from detente.analysis.frames import Rows
    >>> difference(Rows(), date(2018, 1, 1), date(2018, 4, 4))
    []
    """
    if before > after:
        raise UsageError(f"the earlier date ({before}) lies after the later one ({after})")
    chosen = weights or read_weights()
    span = chosen.half_life if half_life is None else half_life
    pull, centre = chosen.k if k is None else k, chosen.prior if prior is None else prior
    asked = None if pairs is None else {p if directed else (min(p), max(p)) for p in pairs}
    whole = tally(
        frames.events, as_of=after, known_by=known_by, directed=directed, weights=chosen, pairs=asked or ()
    )
    found = []
    for pair, rows in zip(whole.pairs, whole.rows(), strict=True):
        if asked is not None and pair not in asked:
            continue
        told = whole.only(rows, pair)
        past, then = told.at(before.toordinal(), span, told=as_known_then)
        _, now = told.at(after.toordinal(), span)
        kept = np.where(np.isin(np.arange(len(now)), past), now, 0.0)
        old, new, aged = (_value(told, w, pull, centre) for w in (then, now, kept))
        drawn = -shrunk_draws(
            told.stories(np.arange(len(now)), [then, now]),
            k=pull, prior=centre, spread=chosen.score_sd, together=chosen.together,
            draws=max(1, chosen.draws if draws is None else draws), seed=stream(pair, directed),
        ) / 10  # fmt: skip
        tail = (1 - chosen.level) / 2
        lo, hi = np.quantile(drawn[:, 1] - drawn[:, 0], [tail, 1 - tail])
        entered = sorted({told.fact[row] for row in range(len(now))} - {told.fact[row] for row in past})
        found.append(
            DyadChange(
                a=pair[0],
                b=pair[1],
                value=new,
                before=old,
                change=new - old,
                lo=float(lo),
                hi=float(hi),
                beyond=bool(lo > 0 or hi < 0),
                entered=tuple(entered),
                aged=aged - old,
            )
        )
    return sorted(found, key=lambda c: (-abs(c.change), c.a, c.b))


def difference_frame(changes: Iterable[DyadChange]) -> pd.DataFrame:
    """Return changes as a table with one row a dyad; ``entered`` counts the facts.

    >>> list(difference_frame([]))[:5]
    ['a', 'b', 'value', 'before', 'change']
    """
    rows = [[*(getattr(c, name) for name in COLUMNS[:-1]), len(c.entered)] for c in changes]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _value(
    told: Tally, now: np.ndarray[tuple[int], np.dtype[np.float64]], pull: float, centre: float
) -> float:
    mass = float(now.sum()) + pull
    theta = (float((now * told.score).sum()) + pull * centre) / mass if mass > 0 else centre
    return -theta / 10 + 0.0
