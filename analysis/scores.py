"""How friendly or hostile an event is, and how much of it counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .weights import Weights, read_weights


def event_scores(events: pd.DataFrame, weights: Weights | None = None) -> NDArray[np.float64]:
    """Return the score of each event in [-10, 10], positive when it is friendly.

    A ``score`` of the row itself comes first (data sets bring their own); then the root of a CAMEO code
    in ``subtype``; then the PLOVER class, where a REQUEST is scored by its polarity. A class that is not
    in the table has NaN and is left out of every sum.

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
    """Return how much of each event counts in [0, 1]: confidence times the weights of modality and class.

    >>> told = {"type": ["AGREE"] * 3, "modality": ["fact", "possible", "denied"], "confidence": [1.0, 0.8, 1.0]}
    >>> event_shares(pd.DataFrame(told)).tolist()
    [1.0, 0.2, 0.0]
    """
    weights = weights or read_weights()
    confidence = pd.to_numeric(events["confidence"]).to_numpy(dtype=np.float64, na_value=1.0)
    modality = np.nan_to_num(_looked_up(events["modality"], dict(weights.modality)), nan=1.0)
    share = confidence * modality * np.nan_to_num(_looked_up(events["type"], dict(weights.classes)), nan=1.0)
    if "subtype" in events:
        codes = events["subtype"].astype("str")
        stated = (codes.str.fullmatch(r"01\d?\d?") & (events["type"] != "STATEMENT")).to_numpy(dtype=np.bool_)
        share = np.where(stated, share * weights.classes.get("STATEMENT", 1.0), share)
    return share


def _looked_up(column: pd.Series, table: dict[str, float]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.asarray(column.map(table), dtype=np.float64)
    return found
