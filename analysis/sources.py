"""What a score owes to each source: the same number without an outlet, a data set, contested or unsure claims."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from .clock import default_as_of
from .frames import Frames, Rows, without_facts
from .tension import tension
from .weights import Weights

UNNAMED = "(no outlet named)"


@dataclass(frozen=True, slots=True)
class SourceShift:
    """The tension of a dyad without one source; ``change`` is that minus the value with it.

    ``facts`` are those that only this source states.
    """

    a: str
    b: str
    source: str
    value: float
    without: float
    lo: float
    hi: float
    change: float
    facts: tuple[str, ...]


def sources_of(frames: Frames) -> dict[str, frozenset[str]]:
    """Return the sources of each fact: the outlets that printed its article, or the id of its data set.

    >>> facts = pd.DataFrame({"fact": ["f", "g"], "source": ["x", "atlas"], "origin": ["article", "atlas"]})
    >>> articles = pd.DataFrame({"article": ["x"], "outlet": ["Herald; Tribune"]})
    >>> told = sources_of(Rows(facts=facts, articles=articles))
    >>> sorted(told["f"]), sorted(told["g"])
    (['Herald', 'Tribune'], ['atlas'])
    """
    printed = dict(zip(frames.articles["article"], frames.articles["outlet"], strict=True))
    named = {
        article: frozenset(outlet.split("; ")) if isinstance(outlet, str) and outlet else frozenset({UNNAMED})
        for article, outlet in printed.items()
    }
    table = frames.facts
    return {
        fact: frozenset({source}) if origin != "article" else named.get(source, frozenset({UNNAMED}))
        for fact, source, origin in zip(table["fact"], table["source"], table["origin"], strict=True)
    }


def without_sources(frames: Frames, names: Collection[str]) -> Rows:
    """Return the tables as they would be had these sources said nothing.

    A fact that another source states too stays: what two outlets printed does not hang on one of them.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    names : collection of str
        Outlets, and ids of data sets (``atlas``).
    """
    gone = frozenset(names)
    return without_facts(frames, [fact for fact, told in sources_of(frames).items() if told <= gone])


def contested_facts(frames: Frames) -> frozenset[str]:
    """Return the facts behind contracts on whose values sources disagree, and behind events that one denies.

    >>> told = {"fact": ["f", "g", "h"], "event": ["e", "e", "d"], "modality": ["fact", "denied", "fact"]}
    >>> sorted(contested_facts(Rows(events=pd.DataFrame(told))))
    ['f', 'g']
    """
    events = frames.events[["fact", "event", "modality"]].dropna(subset=["event"])
    denied = set(events.loc[events["modality"] == "denied", "event"])
    asserted = set(events.loc[events["modality"] != "denied", "event"])
    disputed = events.loc[events["event"].isin(denied & asserted), "fact"]
    table = frames.contracts
    deals = [
        fact for facts, told in zip(table["facts"], table["contested"], strict=True) if told for fact in facts
    ]
    return frozenset(disputed) | frozenset(deals)


def without_contested(frames: Frames) -> Rows:
    """Return the tables without the facts behind contested contracts and events.

    >>> without_contested(Rows()).events.empty
    True
    """
    return without_facts(frames, contested_facts(frames))


def only_modalities(frames: Frames, modalities: Collection[str]) -> Rows:
    """Return the tables with the facts of some modalities alone; ``("fact",)`` leaves out plans and claims.

    >>> rows = Rows(facts=pd.DataFrame({"fact": ["f", "g"], "modality": ["fact", "planned"]}),
    ...             rivalries=pd.DataFrame({"fact": ["f", "g"]}))
    >>> list(only_modalities(rows, ("fact",)).rivalries["fact"])
    ['f']
    """
    kept = set(modalities)
    table = frames.facts
    return without_facts(
        frames, [f for f, m in zip(table["fact"], table["modality"], strict=True) if m not in kept]
    )


def leave_one_out(
    frames: Frames,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    as_of: date | None = None,
    known_by: date | None = None,
    half_life: float | None = None,
    k: float | None = None,
    prior: float | None = None,
    directed: bool = False,
    draws: int | None = 0,
    weights: Weights | None = None,
) -> list[SourceShift]:
    """Return, for each dyad and each source that alone states some of its facts, the tension without it.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    pairs : sequence of (a, b), optional
        These dyads; all that have events by default.
    as_of, known_by, half_life, k, prior, directed, draws, weights
        As in :func:`tension`; the date is fixed before anything is left out. No interval by default.

    Returns
    -------
    list of SourceShift
        By dyad; in each the source first whose silence would change most.

    Notes
    -----
    Without its only source a dyad falls back to the prior.

    Examples
    --------
    >>> leave_one_out(Rows())
    []
    """
    at = as_of or default_as_of(frames.facts, frames.articles) or default_as_of(frames.events)
    told = sources_of(frames)

    def measured(events: pd.DataFrame, asked: Sequence[tuple[str, str]] | None, drawn: int | None) -> dict[
        tuple[str, str], tuple[float, float, float, tuple[str, ...]]
    ]:  # fmt: skip
        found = tension(
            events, as_of=at, known_by=known_by, half_life=half_life, k=k, prior=prior, directed=directed, draws=drawn,
            weights=weights, pairs=asked,
        )  # fmt: skip
        return {(d.a, d.b): (d.value, d.lo, d.hi, tuple(c.fact for c in d.contributions)) for d in found}

    whole = measured(frames.events, pairs, 0)
    behind: dict[str, list[tuple[str, str]]] = {}
    for pair, (_, _, _, facts) in whole.items():
        for source in sorted({name for fact in facts for name in told.get(fact, ()) if len(told[fact]) == 1}):
            behind.setdefault(source, []).append(pair)
    shifts = []
    for source, asked in sorted(behind.items()):
        gone = {fact for fact, names in told.items() if names == {source}}
        rest = measured(frames.events[~frames.events["fact"].isin(gone)], asked, draws)
        for pair in asked:
            value, facts = whole[pair][0], tuple(f for f in whole[pair][3] if f in gone)
            left, lo, hi, _ = rest[pair]
            shifts.append(SourceShift(*pair, source, value, left, lo, hi, left - value, facts))
    return sorted(shifts, key=lambda s: (s.a, s.b, -abs(s.change), s.source))
