"""The two times of a metric: when a thing held in the world, and when it could be known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .frames import Frames

Days = NDArray[np.float64]


def ordinals(column: pd.Series) -> Days:
    """Return the dates of a column as day numbers, NaN where there is none.

    >>> ordinals(pd.Series([date(1, 1, 2), None, "0001-01-03"])).tolist()
    [2.0, nan, 3.0]
    """
    # a column of a million dates has a few thousand different ones
    place, different = pd.factorize(column.to_numpy(dtype="object"))
    days = np.fromiter((_ordinal(value) for value in different), dtype=np.float64, count=len(different))
    return np.append(days, np.nan)[place]


def _ordinal(value: object) -> float:
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    # a missing date may come as None, NaN or NaT; the last two differ from themselves
    if isinstance(value, date) and value == value:
        return float(value.toordinal())
    return float("nan")


def default_as_of(facts: pd.DataFrame, articles: pd.DataFrame | None = None) -> date | None:
    """Return the date that numbers refer to when none is given, never the wall clock.

    It is the latest report date of the articles and of the facts they state; without any report date the
    latest valid date among the facts that are not plans; without any date None.

    Parameters
    ----------
    facts : DataFrame
        Facts with ``reported_at``, ``valid_from``, ``valid_to``, ``modality`` and perhaps ``origin``; an
        event table will do.
    articles : DataFrame, optional
        Articles with ``published_at``.

    Examples
    --------
    >>> told = {"reported_at": [date(2018, 4, 4), None], "valid_from": [None, date(2019, 7, 12)]}
    >>> default_as_of(pd.DataFrame(told | {"valid_to": None, "modality": "fact"}))
    datetime.date(2018, 4, 4)
    """
    if "origin" in facts:
        # what was read comes first, then loaded tables of events, then the reference tables
        for origin in ("article", "dataset"):
            mine = facts[facts["origin"] == origin]
            if not mine.empty:
                facts = mine
                break
    told = [ordinals(facts["reported_at"])]
    if articles is not None:
        told.append(ordinals(articles["published_at"]))
    latest = _latest(np.concatenate(told))
    if latest is None:
        done = facts[~facts["modality"].isin(("planned", "possible"))]
        latest = _latest(np.concatenate([ordinals(done["valid_from"]), ordinals(done["valid_to"])]))
    return latest


def moment(frames: Frames, as_of: date | None = None) -> date | None:
    """Return the given date, or the one that the tables of a snapshot suggest.

    >>> from detente.analysis.frames import Rows
    >>> moment(Rows()) is None, moment(Rows(), date(2018, 4, 4))
    (True, datetime.date(2018, 4, 4))
    """
    return as_of or default_as_of(frames.facts, frames.articles) or default_as_of(frames.events)


def _latest(days: Days) -> date | None:
    given = days[~np.isnan(days)]
    return date.fromordinal(int(given.max())) if given.size else None


def event_days(events: pd.DataFrame) -> tuple[Days, NDArray[np.bool_]]:
    """Return the day on which each event counts, and whether the report gave it.

    The day is the middle of the valid time. An event whose middle lies after its report (a plan, a
    coarse date) counts from the day of the report, which is when it was told; so does one without a
    valid time. An event with neither has NaN.

    >>> row = {"valid_from": [date(1, 1, 1)], "valid_to": [date(1, 1, 4)], "reported_at": [None]}
    >>> days, by_report = event_days(pd.DataFrame(row))
    >>> days.tolist(), by_report.tolist()
    ([2.5], [False])
    """
    start, end = ordinals(events["valid_from"]), ordinals(events["valid_to"])
    start, end = np.where(np.isnan(start), end, start), np.where(np.isnan(end), start, end)
    middle, reported = (start + end) / 2, ordinals(events["reported_at"])
    by_report = np.isnan(middle) & ~np.isnan(reported) | (reported < middle)
    return np.where(by_report, reported, middle), by_report


def known(facts: pd.DataFrame, known_by: date | None) -> NDArray[np.bool_]:
    """Return which facts had been reported by a date; all of them when no date is given.

    Facts of an article without a report date were not known by any given date; facts of a reference
    table without one are background that was always at hand.

    >>> told = pd.DataFrame({"reported_at": [date(2018, 1, 1), date(2019, 1, 1), None]})
    >>> known(told, date(2018, 6, 1)).tolist()
    [True, False, False]
    """
    if known_by is None:
        return np.ones(len(facts), dtype=np.bool_)
    reported = ordinals(facts["reported_at"])
    told = reported <= known_by.toordinal()
    if "origin" in facts:
        told |= np.isnan(reported) & (facts["origin"] != "article").to_numpy(dtype=np.bool_)
    return told
