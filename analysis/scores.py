"""How friendly or hostile an event is, and how much of it counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .weights import Weights, read_weights


def event_scores(events: pd.DataFrame, weights: Weights | None = None) -> NDArray[np.float64]:
    """Return the score of each event in [-10, 10], positive when it is friendly.

    A ``score`` of the row itself comes first (data sets bring their own, on the Goldstein scale); then the
    root of a CAMEO code in ``subtype``; then the PLOVER class, where a REQUEST is scored by its polarity. A
    class that is not in the table has NaN and is left out of every sum.

    Parameters
    ----------
    events : DataFrame
        Events with ``type``, ``polarity`` and perhaps ``subtype`` and ``score``.
    weights : Weights, optional
        The published ones by default.

    Examples
    --------
    >>> told = pd.DataFrame({"type": ["ACCUSE", "REQUEST", "REQUEST"], "polarity": ["-", "+", "-"]})
    >>> event_scores(told).tolist()
    [-3.0, 2.0, -5.0]
    """
    weights = weights or read_weights()
    scores = _looked_up(events["type"], dict(weights.scores))
    asked = (events["type"] == "REQUEST").to_numpy(dtype=np.bool_)
    by_polarity = _looked_up(events["polarity"], dict(weights.request))
    scores = np.where(asked & ~np.isnan(by_polarity), by_polarity, scores)
    if "subtype" in events:
        codes = events["subtype"].astype("str")
        coded = _looked_up(codes.str[:2].where(codes.str.fullmatch(r"\d{2,4}")), dict(weights.cameo_roots))
        scores = np.where(np.isnan(coded), scores, coded)
    if "score" in events:
        own = pd.to_numeric(events["score"]).to_numpy(dtype=np.float64, na_value=np.nan)
        scores = np.where(np.isnan(own), scores, np.clip(own, -10, 10))
    return scores


def event_shares(events: pd.DataFrame, weights: Weights | None = None) -> NDArray[np.float64]:
    r"""Return how much of each event counts: confidence times the weights of modality and class.

    A row of a data set that stands for ``count`` reports of one day counts

    .. math:: 1 + \log_2 \text{count}

    times as much: reports of the same day are echoes of each other rather than independent witnesses, so a
    doubling adds as much as one report. All other shares lie in [0, 1].

    Parameters
    ----------
    events : DataFrame
        Events with ``type``, ``modality``, ``confidence`` and perhaps ``subtype`` and ``count``.
    weights : Weights, optional
        The published ones by default.

    Examples
    --------
    >>> told = {"type": ["AGREE"] * 3, "modality": ["fact", "possible", "denied"], "confidence": [1.0, 0.8, 1.0]}
    >>> event_shares(pd.DataFrame(told)).tolist()
    [1.0, 0.2, 0.0]
    >>> event_shares(pd.DataFrame({key: value[:1] for key, value in told.items()} | {"count": [8]})).tolist()
    [4.0]
    """
    weights = weights or read_weights()
    confidence = pd.to_numeric(events["confidence"]).to_numpy(dtype=np.float64, na_value=1.0)
    modality = np.nan_to_num(_looked_up(events["modality"], dict(weights.modality)), nan=1.0)
    share = confidence * modality * np.nan_to_num(_looked_up(events["type"], dict(weights.classes)), nan=1.0)
    if "subtype" in events:
        codes = events["subtype"].astype("str")
        stated = (codes.str.fullmatch(r"01\d?\d?") & (events["type"] != "STATEMENT")).to_numpy(dtype=np.bool_)
        share = np.where(stated, share * weights.classes.get("STATEMENT", 1.0), share)
    if "count" in events:
        reports = pd.to_numeric(events["count"]).to_numpy(dtype=np.float64, na_value=1.0)
        share = share * (1 + np.log2(np.maximum(np.nan_to_num(reports, nan=1.0), 1.0)))
    return share


def _looked_up(column: pd.Series, table: dict[str, float]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.asarray(column.map(table), dtype=np.float64)
    return found
