"""Facts as persons judged them: struck, confirmed or corrected, each with a note of who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..loaders.rulings import read_judgements, rulings_of

if TYPE_CHECKING:
    from ..graph.model import Judgement
    from ..graph.store import GraphStore

Rows = list[dict[str, Any]]
STRUCK = ("rejected", "retracted")
PAST = {
    "reject": "rejected", "confirm": "confirmed", "correct": "corrected", "retract": "retracted", "merge": "merged", "split": "split off",
}  # fmt: skip


def as_judged(store: GraphStore, facts: Rows) -> tuple[Rows, frozenset[str]]:
    """Return facts with ``judged`` and ``note``, parties and confidence as judged; and the retracted articles.

    ``judged`` is rejected, retracted, corrected, confirmed or None, the first that holds. ``note`` tells merges and
    splits too, on the facts that they moved.
    """
    judgements = read_judgements(store)
    rulings = rulings_of(store, judgements)
    notes: dict[str, list[str]] = {}
    for one in (j for j in judgements if j.undone_at is None):
        for target in _about(one):
            notes.setdefault(target, []).append(note(one))
    for fact in facts:
        name, source = fact["fact"], fact["source"]
        fact["judged"] = rulings.strikes(name, source)
        if name in rulings.confirmed:
            fact["judged"] = fact["judged"] or "confirmed"
            fact["confidence"] = 1.0
        if name in rulings.corrected:
            fact["judged"] = fact["judged"] if fact["judged"] in STRUCK else "corrected"
            fact["parties"] = rulings.parties(name, fact["parties"])
        fact["note"] = "; ".join([*notes.get(name, ()), *notes.get(source, ())]) or None
    return facts, rulings.retracted


def _about(told: Judgement) -> tuple[str, ...]:
    """Return the facts or articles that a judgement is about: of a merge what was merged, of a split what left."""
    if told.action == "merge":
        return told.anchors
    return told.targets[1:] if told.action == "split" else told.targets


def note(told: Judgement) -> str:
    """Return a judgement as one line: what was decided, by whom, on which day and why.

    >>> from ..graph.model import Judgement
    >>> note(Judgement("j", "reject", "ana", "misread", "2024-05-01T12:00:00+00:00", ("f",)))
    'rejected by ana on 2024-05-01: misread'
    """
    becomes = f" ({told.role} is {(told.becomes or '').partition(':')[2]})" if told.role else ""
    return f"{PAST[told.action]}{becomes} by {told.author} on {told.decided_at[:10]}: {told.reason}"
