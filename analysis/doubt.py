"""How sure a cross-pressure is: tension and the size of contracts drawn from what is known of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..graph.model import digest
from .frames import Frames
from .shrinkage import shrunk_draws
from .tally import tally
from .tension import stream
from .ties import Deal
from .weights import Weights

Floats = NDArray[np.float64]
Pair = tuple[str, str]
SLACK = {"exact": (0.95, 1.05), "about": (0.9, 1.1), "at_least": (1.0, 2.0), "at_most": (0.5, 1.0)}
UNKNOWN = (0.1, 10.0)  # of what a contract without a sum counts as, where no sums of its kind are known


@dataclass(frozen=True)
class Doubt:
    """Draws of what enters a pressure: the hostility of pairs and the volume of contracts, one entry a draw."""

    draws: int
    level: float
    tensions: Mapping[Pair, Floats]
    volumes: Mapping[str, Floats]

    def interval(
        self,
        deals: Mapping[str, Sequence[Deal]],
        ties: Sequence[tuple[str, str, float, float, float]],
    ) -> tuple[float, float]:
        """Return the interval of the pressure on a state.

        Parameters
        ----------
        deals : mapping
            Its live contracts by supplier.
        ties : sequence of (supplier, ally, weight, commitment, rivalry level)
            The triads that may carry pressure; the level is that of the reference tables, 0 without one.
        """
        volumes = {seller: sum(self.volumes[deal.contract] for deal in deals[seller]) for seller in deals}
        total = sum(volumes.values())
        pressed = np.zeros(self.draws)
        for supplier, ally, weight, commitment, level in ties:
            pair = (supplier, ally) if supplier < ally else (ally, supplier)
            odds = np.maximum(level, self.tensions.get(pair, np.zeros(1)))
            pressed += -np.expm1(-total) * volumes[supplier] / total * weight * commitment * odds
        lo, hi = np.quantile(pressed, [(1 - self.level) / 2, (1 + self.level) / 2])
        return float(lo), float(hi)


def doubt_of(
    frames: Frames,
    deals: Iterable[Deal],
    *,
    as_of: date | None,
    known_by: date | None,
    weights: Weights,
    draws: int,
) -> Doubt:
    """Return draws of every tension and of the volume of every live contract.

    A tension is drawn as its own interval is. The sum of a contract is drawn from those its sources give: one
    of them by lot, then evenly within what it allows (a twentieth either way if exact, a tenth if "about",
    up to twice if "at least", down to half if "at most", the whole of a range). A sum that nobody gives is
    drawn between the least and the greatest that the graph knows for contracts of its kind, evenly on the
    scale of the logarithm; where it knows fewer than two, between a tenth and ten times the reference value.

    >>> from detente.analysis.frames import Rows
    >>> from detente.analysis.weights import read_weights
    >>> doubt_of(Rows(), [], as_of=None, known_by=None, weights=read_weights(), draws=5).tensions
    {}
    """
    told = tally(frames.events, as_of=as_of, known_by=known_by, directed=False, weights=weights)
    now = told.decayed(weights.half_life)
    tensions = {}
    for pair, rows in zip(told.pairs, told.rows(), strict=True):
        drawn = shrunk_draws(
            told.stories(rows, [now]), k=weights.k, prior=weights.prior, spread=weights.score_sd,
            together=weights.together, draws=draws, seed=stream(pair),
        )  # fmt: skip
        tensions[pair] = np.maximum(0.0, -drawn[:, 0] / 10)
    sums = _sums(frames.facts, weights)
    kinds = dict(zip(frames.contracts["contract"], frames.contracts["kind"], strict=True))
    known: dict[str, list[float]] = {}
    for contract, facts in zip(frames.contracts["contract"], frames.contracts["facts"], strict=True):
        known.setdefault(kinds[contract], []).extend(sums[f][0] for f in facts if f in sums)
    table = frames.contracts.to_dict("records")
    values = {
        row["contract"]: row["value"] for row in table if row["currency"] == weights.currency and row["value"]
    }
    volumes = {}
    for deal in deals:
        generator = np.random.Generator(np.random.PCG64(int(digest("volume", deal.contract), 16)))
        counted = values.get(deal.contract, weights.unknown_value * weights.reference_value)
        given = [sums[fact] for fact in (*deal.facts, *deal.prior_facts) if fact in sums]
        if not given and deal.contract in values:
            given = [_range(counted, "exact", None)]
        chosen = _drawn(given, known.get(deal.kind, []), counted, draws, generator)
        volumes[deal.contract] = deal.volume * chosen / counted
    return Doubt(draws, weights.level, tensions, volumes)


def _sums(facts: pd.DataFrame, weights: Weights) -> dict[str, tuple[float, float]]:
    """Return the least and greatest sum that each fact allows, in the currency of reference."""
    found = {}
    for row in facts[facts["kind"] == "contract"].to_dict("records"):
        amount = row.get("amount")
        if amount is not None and amount == amount and row.get("currency") == weights.currency and amount > 0:
            found[row["fact"]] = _range(float(amount), row.get("bound"), row.get("amount_high"))
    return found


def _range(amount: float, bound: object, high: object) -> tuple[float, float]:
    if bound == "range" and isinstance(high, (int, float)) and high > amount:
        return amount, float(high)
    low, top = SLACK.get(str(bound), SLACK["exact"])
    return amount * low, amount * top


def _drawn(
    given: Sequence[tuple[float, float]],
    alike: Sequence[float],
    counted: float,
    draws: int,
    generator: np.random.Generator,
) -> Floats:
    if given:
        low, high = np.array(given, dtype=np.float64).T
        which = generator.integers(0, len(given), draws)
        drawn: Floats = generator.uniform(low[which], high[which])
        return drawn
    least, most = (min(alike), max(alike)) if len(alike) > 1 else (counted * UNKNOWN[0], counted * UNKNOWN[1])
    sizes: Floats = np.exp(generator.uniform(math.log(least), math.log(most), draws))
    return sizes
