"""Go-betweens: who brings others together is no side of what they do."""

from __future__ import annotations

from .triggers import Hit

MEDIATING = frozenset(
    ["mediate", "mediation", "arbitrate", "broker", "conciliate", "auspices", "aegis", "go-between", "forth", "draft",
     "intermediary", "between", "midwife", "umpire", "referee", "facilitator", "peacemaker", "bridge", "conduit"]
)  # fmt: skip
BROKERING = frozenset(["broker", "mediate", "arbitrate", "conciliate"])


def alone_mediating(hit: Hit) -> bool:
    """Tell whether the go-between himself does not meet those he brings together."""
    played = hit.object.lemma_ if hit.object is not None and hit.row.words[0] == "play" else ""
    return bool({hit.row.words[0], played} & MEDIATING)


def mediating(hit: Hit) -> bool:
    """Tell whether an act is that of a go-between, by its word or by what he plays."""
    words = {hit.row.words[0], hit.row.words[-1], hit.object.lemma_ if hit.object is not None else ""}
    return bool(words & MEDIATING)
