"""How two states voted: joint tables of roll calls, and the agreement scores that are read from them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..graph.errors import UsageError

Floats = NDArray[np.float64]
CHOICES = ("yes", "abstain", "no", "absent")
ABSENCES = ("drop", "abstain")
AGREEMENTS = ("agreement", "agreement_decided", "agreement_absent")


def vote_tables(tables: Iterable[ArrayLike], absence: str = "drop") -> Floats:
    """Return joint tables of yes, abstain and no from tables that also count absences.

    Parameters
    ----------
    tables : iterable of 16 counts each
        Row by row in the order of ``CHOICES``; the rows are the first state's choice.
    absence : "drop" or "abstain"
        A roll call that one of the two missed is left out, or the absence counts as an abstention, which is
        the rule behind the published values of Haege.

    Returns
    -------
    array of shape (3, 3, pairs)

    Examples
    --------
    >>> told = [[5, 1, 0, 2, 0, 3, 0, 0, 1, 0, 4, 0, 0, 0, 0, 7]]
    >>> vote_tables(told)[:, :, 0].tolist()
    [[5.0, 1.0, 0.0], [0.0, 3.0, 0.0], [1.0, 0.0, 4.0]]
    >>> vote_tables(told, "abstain")[:, :, 0].tolist()
    [[5.0, 3.0, 0.0], [0.0, 10.0, 0.0], [1.0, 0.0, 4.0]]
    """
    if absence not in ABSENCES:
        raise UsageError(f"an absence counts as one of {', '.join(ABSENCES)}, not as {absence!r}")
    four = full_tables(tables)
    found = four[:3, :3].copy()
    if absence == "abstain":
        found[1] += four[3, :3]
        found[:, 1] += four[:3, 3]
        found[1, 1] += four[3, 3]
    return found


def full_tables(tables: Iterable[ArrayLike]) -> Floats:
    """Return tables of 16 counts as an array of shape (4, 4, pairs).

    >>> float(full_tables([range(16)])[1, 0, 0])
    4.0
    """
    stacked = [np.asarray(one, dtype=np.float64).reshape(-1) for one in tables]
    if any(one.shape != (16,) or (one < 0).any() for one in stacked):
        raise ValueError("a table of votes has 16 counts, none of them negative")
    return np.array(stacked).reshape(-1, 4, 4).transpose(1, 2, 0)


def agreement(tables: ArrayLike, rule: str = "agreement") -> Floats:
    r"""Return the share of roll calls on which two states agreed, by one of three published rules.

    With the same vote, opposite votes (yes and no), partial agreement (one of the two abstained) and
    absence of one of them:

    ================== =============================================================
    agreement          (same + partial / 2) / (same + partial + opposite)
    agreement_decided  same / (same + opposite)
    agreement_absent   (same + partial / 2 + absent / 2) / (same + partial + opposite + absent)
    ================== =============================================================

    Parameters
    ----------
    tables : array of shape (3, 3, ...) or (4, 4, ...)
        Joint tables in the order of ``CHOICES``; with four choices absences are told.
    rule : str
        A name out of ``AGREEMENTS``; ``agreement_absent`` needs the absences.

    Returns
    -------
    array
        NaN where the rule looks at no roll call.

    Notes
    -----
    The first is the agreement score in the manner of Voeten. The US Department of State has used the second
    for its coincidence with the United States up to 2015, the first in 2017 and 2019, the third in 2023.

    Examples
    --------
    >>> table = [[6, 2, 2], [0, 0, 0], [0, 0, 0]]
    >>> float(agreement(table)), float(agreement(table, "agreement_decided"))
    (0.7, 0.75)
    """
    counts = np.asarray(tables, dtype=np.float64)
    if rule not in AGREEMENTS:
        raise UsageError(f"no agreement is called {rule!r}; they are {', '.join(AGREEMENTS)}")
    same = counts[0, 0] + counts[1, 1] + counts[2, 2]
    opposite = counts[0, 2] + counts[2, 0]
    partial = counts[0, 1] + counts[1, 0] + counts[1, 2] + counts[2, 1]
    absent = 0.0 * same
    if rule == "agreement_absent":
        if len(counts) < 4:
            raise ValueError("this rule needs tables that count absences")
        absent = counts[3, :3].sum(axis=0) + counts[:3, 3].sum(axis=0)
    return coincidence(same, 0.0 if rule == "agreement_decided" else partial, opposite, absent)


def coincidence(same: ArrayLike, partial: ArrayLike, opposite: ArrayLike, absent: ArrayLike = 0.0) -> Floats:
    """Return agreement from counts, half for what is partial or absent; leave out what should not count.

    >>> round(float(coincidence(12, 11, 66)), 4), float(coincidence(0, 0, 0))
    (0.1966, nan)
    """
    parts = [np.asarray(one, dtype=np.float64) for one in (same, partial, opposite, absent)]
    above = parts[0] + (parts[1] + parts[3]) / 2
    below = np.asarray(sum(parts), dtype=np.float64)
    found: Floats = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    return found
