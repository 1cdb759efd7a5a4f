"""Tension kept up to date: sums per dyad that new events are added to and that decay only when asked for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.errors import UsageError
from .tally import Pair, Tally, tally
from .weights import Weights, read_weights

Floats = NDArray[np.float64]
SUMS = ("volume", "hostility", "cooperation", "squares", "n")
COLUMNS = (
    "a", "b", "value", "n", "n_eff", "prior_share", "volume", "hostility", "cooperation", "ambivalence",
)  # fmt: skip
FIRST = 1024


class StreamingTension:
    r"""Tension of all dyads, updated event by event; it equals :func:`tension` of all events so far.

    A decayed sum needs no past: with D days between two looks,

    .. math:: W(t + D) = 2^{-D/H} \, W(t)

    and likewise for the sums of w max(-g, 0), w max(g, 0) and, at half the half-life, of the squares. So a dyad is five
    numbers and a day, an update touches only the dyads it names, and reading a value costs one power of two.
    Reports of one act in one story share a weight, so the acts are remembered too: a later copy takes the
    act's old part out of the sums and puts its new part in.

    Parameters
    ----------
    half_life, k, prior : float, optional
        As in :func:`tension`; the published ones by default.
    directed : bool
        Keep the two directions apart.
    remember : float, optional
        Forget acts older than this many days, counted from the latest event: copies that come later count as
        acts of their own. All acts are remembered by default.
    weights : Weights, optional
        The published ones by default.

    Notes
    -----
    There is no interval, which needs the stories themselves; and no value before the latest event, whose part
    cannot be told from the rest. Events without a date are counted in ``undated`` and left out. The prior does not
    follow the data (no ``k="eb"``, no ``prior="mean"``). A batch of all events in one call, or single events
    in any order, give the same to about 1e-12.

    Examples
    --------
    >>> told = {"fact": ["f", "g"], "source": ["GRC"] * 2, "target": ["TUR"] * 2, "type": ["ACCUSE", "AGREE"]}
    >>> told |= {"source_kind": ["country"] * 2, "target_kind": ["country"] * 2, "modality": ["fact"] * 2}
    >>> told |= {"valid_from": [date(2020, 1, 1)] * 2, "valid_to": [None] * 2, "reported_at": [None] * 2}
    >>> told |= {"confidence": [1.0] * 2, "article": ["x", "y"], "story": ["x", "y"], "polarity": ["-"] * 2}
    >>> events = pd.DataFrame(told)
    >>> kept = StreamingTension()
    >>> kept.update(events[:1]), kept.update(events[1:])
    (1, 1)
    >>> round(kept.value("GRC", "TUR", date(2020, 1, 1)), 6)
    0.0125
    """

    def __init__(
        self,
        *,
        half_life: float | None = None,
        k: float | None = None,
        prior: float | None = None,
        directed: bool = False,
        remember: float | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Start with nothing known of any dyad."""
        self.weights = weights or read_weights()
        self.half_life = self.weights.half_life if half_life is None else half_life
        self.k = self.weights.k if k is None else k
        self.prior = self.weights.prior if prior is None else prior
        if not self.half_life > 0 or self.k < 0:
            raise UsageError(
                f"half_life is {self.half_life} and k is {self.k}; a positive number, and none below 0"
            )
        self.directed = directed
        self.remember = remember
        self.latest: float = -np.inf
        self.undated = 0
        self._number: dict[Pair, int] = {}
        self._day = np.zeros(FIRST)
        self._sums = np.zeros((FIRST, len(SUMS)))
        self._act: dict[int, int] = {}
        self._free: list[int] = []
        self._parts = np.zeros(
            (FIRST, 5)
        )  # volume, hostility, cooperation at the act's day; copies; that day
        self._keys = np.zeros(FIRST, dtype=np.uint64)

    def __len__(self) -> int:
        """Return the number of dyads."""
        return len(self._number)

    def update(self, events: pd.DataFrame) -> int:
        """Add events in the form of a snapshot's ``events`` table; return how many count."""
        told = tally(
            events, as_of=None, known_by=None, directed=self.directed, weights=self.weights, keyed=True
        )
        self.undated += sum(told.undated.values())
        if not len(told.day):
            return 0
        before, self.latest = self.latest, max(self.latest, float(told.day.max()))
        numbers = np.array(
            [self._number.setdefault(pair, len(self._number)) for pair in told.pairs], dtype=np.intp
        )
        if len(self._number) > len(self._day):
            self._grow()
        fresh = self._day[numbers] == 0.0
        dyad = numbers[told.dyad]
        last = np.full(len(numbers), -np.inf)
        np.maximum.at(last, told.dyad, told.day)
        day = np.where(fresh, last, np.maximum(self._day[numbers], last))
        held = last > -np.inf  # pairs of undated events alone have nothing to add
        self._decay(numbers[held], day[held])
        self._add(told, dyad)
        if self.remember is not None and np.floor(self.latest) > before:
            self._forget(self.latest - self.remember)
        return len(told.day)

    def value(self, a: str, b: str, as_of: date) -> float:
        """Return the tension of a pair at a day, which must not lie before the latest event."""
        scale = self._scale(as_of)
        place = self._number.get((a, b) if self.directed or a < b else (b, a))
        volume, hostile, friendly = np.zeros(3) if place is None else self._sums[place, :3] * scale[place]
        mass = volume + self.k
        theta = (friendly - hostile + self.k * self.prior) / mass if mass > 0 else self.prior
        return -float(theta) / 10 + 0.0

    def frame(self, as_of: date) -> pd.DataFrame:
        """Return all dyads at a day as a table, sorted by a and b; columns as :func:`tension_frame`, no interval."""
        scale = self._scale(as_of)
        order = [self._number[pair] for pair in sorted(self._number)]
        now = self._sums[order] * scale[order, None]
        volume, hostile, friendly, _, _ = now.T
        squares = self._sums[order, 3] * scale[order] ** 2
        mass, both = volume + self.k, hostile + friendly
        empty = np.full(len(order), np.nan)
        theta = np.divide(
            friendly - hostile + self.k * self.prior, mass, out=empty + self.prior, where=mass > 0
        )
        columns = [
            [a for a, _ in sorted(self._number)],
            [b for _, b in sorted(self._number)],
            -theta / 10 + 0.0,
            self._sums[order, 4].astype(np.int64),
            np.divide(volume**2, squares, out=np.zeros(len(order)), where=squares > 0),
            np.divide(self.k, mass, out=np.ones(len(order)), where=mass > 0),
            volume,
            hostile,
            friendly,
            np.divide(2 * np.minimum(hostile, friendly), both, out=empty, where=both > 0),
        ]
        return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))

    @property
    def nbytes(self) -> int:
        """Return the bytes that the sums and the remembered acts take, without the indexes of their names."""
        return self._sums.nbytes + self._day.nbytes + self._parts.nbytes + self._keys.nbytes

    def _scale(self, as_of: date) -> Floats:
        if as_of.toordinal() < self.latest:
            latest = date.fromordinal(int(np.ceil(self.latest)))
            raise UsageError(
                f"{as_of} lies before the latest event ({latest}), whose part cannot be taken out"
            )
        scale: Floats = np.exp2((self._day - as_of.toordinal()) / self.half_life)
        return scale

    def _decay(self, numbers: NDArray[np.intp], day: Floats) -> None:
        """Bring the sums of some dyads forward to a later day."""
        scale = np.exp2((self._day[numbers] - day) / self.half_life)
        scale[self._day[numbers] == 0.0] = 0.0
        self._sums[numbers, :3] *= scale[:, None]
        self._sums[numbers, 3] *= scale**2
        self._day[numbers] = day

    def _add(self, told: Tally, dyad: NDArray[np.intp]) -> None:
        """Put the acts of a batch into the sums, together with the copies of them that came before."""
        size = int(told.group.max()) + 1
        first = np.zeros(size, dtype=np.intp)
        first[told.group[::-1]] = np.arange(len(dyad))[::-1]
        day = np.floor(told.day[first])  # that of the act: the copies of an act share it
        copies = np.bincount(told.group, minlength=size)
        whole = told.share * copies[told.group] * np.exp2((told.day - day[told.group]) / self.half_life)
        parts = np.stack(
            [np.bincount(told.group, whole * part, size)
             for part in (np.ones(len(dyad)), np.maximum(-told.score, 0), np.maximum(told.score, 0))], axis=1,
        )  # fmt: skip
        owner = dyad[first]
        places = self._places(told.key[first])
        old = self._parts[places]
        reach = np.exp2((day - self._day[owner]) / self.half_life)
        before = old[:, :3] / np.maximum(old[:, 3:4], 1)
        after = (old[:, :3] + parts) / (old[:, 3] + copies)[:, None]
        np.add.at(self._sums, (owner[:, None], np.arange(3)), (after - before) * reach[:, None])
        np.add.at(self._sums[:, 3], owner, (after[:, 0] ** 2 - before[:, 0] ** 2) * reach**2)
        np.add.at(self._sums[:, 4], owner, copies)
        self._parts[places] = np.column_stack([old[:, :3] + parts, old[:, 3] + copies, day])

    def _places(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Return where each act is remembered; new ones take a free place."""
        places = np.empty(len(keys), dtype=np.intp)
        act, free, size = self._act, self._free, len(self._act) + len(self._free)
        for i, key in enumerate(keys.tolist()):
            place = act.get(key)
            if place is None:
                place = free.pop() if free else size
                size += place == size
                act[key] = place
            places[i] = place
        if size > len(self._parts):
            room = max(size, 2 * len(self._parts))
            self._parts = np.concatenate([self._parts, np.zeros((room - len(self._parts), 5))])
            self._keys = np.concatenate([self._keys, np.zeros(room - len(self._keys), dtype=np.uint64)])
        self._keys[places] = keys
        return places

    def _forget(self, day: float) -> None:
        """Forget the acts before a day; their part stays in the sums."""
        live = np.flatnonzero((self._parts[:, 3] > 0) & (self._parts[:, 4] < np.floor(day)))
        for place in live.tolist():
            del self._act[int(self._keys[place])]
        self._parts[live] = 0.0
        self._free.extend(live.tolist())

    def _grow(self) -> None:
        room = max(len(self._number), 2 * len(self._day))
        self._day = np.concatenate([self._day, np.zeros(room - len(self._day))])
        self._sums = np.concatenate([self._sums, np.zeros((room - len(self._sums), len(SUMS)))])
