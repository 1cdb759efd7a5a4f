"""Praise of what two others did together: ``hailed the accord`` is meant for both who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import arguments, context, headline
from ..document import Resolved
from ..wordlists import words

if TYPE_CHECKING:
    from .reader import Reader, Row
    from .triggers import Hit

__all__ = ["makers"]

JOINT = words("outcomes.joint")
VAGUE = frozenset(
    ["outcome", "result", "step", "text", "news", "announcement", "development", "progress", "turn", "opening", "end", "statement",
     "initiative", "effort", "gesture", "compromise", "encounter", "decision"]
)  # fmt: skip
MUTUAL = frozenset(["AGREE", "SUPPORT", "CONSULT", "CONCEDE", "COOPERATE", "RETREAT"])
RECENT = 60


def makers(reader: Reader, index: int, hit: Hit, sources: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """Return the two who did together what a third party praises, or nothing where no such act was told."""
    if hit.row.cls != "SUPPORT" or hit.token.pos_ not in ("VERB", "AUX"):
        return ()
    nouns = {noun.lemma_.lower() for noun in praised(hit)}
    if not nouns & JOINT:
        return ()
    own = {s.entity for s in sources}
    counts: dict[tuple[str, str], int] = reader.doc.memo.get("pairs", {})
    title = frozenset(headline.parties(reader.doc))
    pair = latest(reader.rows[-RECENT:], own, counts, title)
    if pair is None:
        return twosome(reader, index, hit, own) if nouns & JOINT - VAGUE else ()
    if not nouns & JOINT - VAGUE:
        # What "the outcome" or "the step" was is plain only where the text has little else to tell.
        one, other = (p.entity for p in pair)
        told = counts.get((one, other), 0) + counts.get((other, one), 0)
        if 2 * told < sum(counts.values()) and not {one, other} <= title:
            return ()
    start, end = reader.doc.place_of(index, hit.token)
    here = reader.doc.span(start, end)
    return tuple(Resolved(p.entity, p.kind, "coref", here, p.antecedent or p.mention) for p in pair)


def twosome(reader: Reader, index: int, hit: Hit, own: set[str]) -> tuple[Resolved, ...]:
    """Return the two states in focus whose thaw or peace it must be where no act of theirs was told."""
    start, end = reader.doc.place_of(index, hit.token)
    return context.group(reader.doc, index, reader.doc.span(start, end), 2, frozenset(own))


def praised(hit: Hit) -> list[Any]:
    """Return the nouns that are praised, without those that say whose they are."""
    found = [*arguments.objects(hit.token), *([hit.object] if hit.object is not None else [])]
    for child in hit.token.children:
        if child.dep_ == "ccomp":
            found += arguments.surface_subjects(child)
        elif child.dep_ == "oprd":
            found += [c for c in child.children if c.dep_ in ("nsubj", "compound")]
    found += arguments.prep_objects(hit.token, "to", "for", "with", "of") if not found else []
    return [n for n in found if n.pos_ in ("NOUN", "PROPN")]


def latest(
    rows: list[Row], own: set[str], counts: dict[tuple[str, str], int], title: frozenset[str]
) -> tuple[Resolved, Resolved] | None:
    """Return the pair of states that acted on each other, the one most told of, the latest among equals."""
    best: tuple[bool, int, int, tuple[Resolved, Resolved]] | None = None
    done = {(r.source.entity, r.target.entity, r.cls, r.sentence, r.trigger) for r in rows}
    for place, row in enumerate(rows):
        if row.cls not in MUTUAL or own & {row.source.entity, row.target.entity}:
            continue
        if {row.source.kind, row.target.kind} != {"country"}:
            continue
        if (row.target.entity, row.source.entity, row.cls, row.sentence, row.trigger) not in done:
            continue
        told = counts.get((row.source.entity, row.target.entity), 0)
        told += counts.get((row.target.entity, row.source.entity), 0)
        main = {row.source.entity, row.target.entity} <= title
        if best is None or (main, told, place) > best[:3]:
            best = (main, told, place, (row.source, row.target))
    return best[3] if best else None
