"""The common nouns that stand for a body, each with the kinds of body it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...graph.model import Alliance

__all__ = ["BODY_FADE", "BODY_HEADS", "OF_REGION", "suits"]

BODY_FADE = 0.8
OF_REGION = {
    "west african": "ECOWAS", "southeast asian": "ASEAN", "south-east asian": "ASEAN", "southern african": "SADC",
    "east african": "EAC", "caribbean": "CARICOM", "african": "AU", "arab": "Arab League", "european": "EU", "gulf": "GCC",
}  # fmt: skip
"""The body whose members a region's leaders are, where the text names it."""

BODY_HEADS = {
    "alliance": ("alliance", "pact"), "bloc": ("bloc", "igo", "alliance"), "union": ("bloc", "igo"),
    "organisation": ("igo", "alliance", "bloc"), "organization": ("igo", "alliance", "bloc"),
    "agency": ("igo",), "council": ("igo", "bloc", "alliance"), "commission": ("bloc", "igo"), "court": ("igo",),
    "tribunal": ("igo",), "fund": ("igo",), "bank": ("igo",), "body": ("igo", "bloc"), "group": ("bloc", "igo"),
    "grouping": ("bloc", "igo"), "community": ("bloc", "igo"), "league": ("igo", "bloc", "alliance"),
    "pact": ("alliance", "igo"), "assembly": ("igo",), "lender": ("igo",), "watchdog": ("igo",), "cartel": ("igo",),
    "inspectors": ("igo",), "secretariat": ("igo",),
}  # fmt: skip


def suits(known: Alliance | None, kinds: Sequence[str], head: str) -> float:
    """Return how well a body suits a noun: best if it is called so, less if it is of a kind that comes later, else nought."""
    if known is None:
        return 1.0
    if head in known.name.lower():
        return 4.0
    return 0.0 if known.kind not in kinds else 1.0 if known.kind == kinds[0] else 0.6
