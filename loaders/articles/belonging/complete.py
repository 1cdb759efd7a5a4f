"""Completes lists: who stands in one row with members of a body, or in one sentence with those that wait for it, is one too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import arguments, context
from ..document import Document, Mention
from .gaps import lists
from .record import standing

if TYPE_CHECKING:
    from .rows import Row

WAITING = frozenset(["candidate", "partner", "joining"])
SURE = 0.5
MOST = 0.6


def completed(doc: Document, index: int, rows: list[Row]) -> Iterator[Row]:
    """Yield the memberships that a sentence's rows leave out: of the same list, or of the same waiting."""
    told = [r for r in rows if r.status and not r.rule.startswith("member.loose.fresh")]
    if not told:
        return
    named = [
        m
        for m in doc.mentions_in(index)
        if m.kind == "country" and m.form != "adj" and m.via not in ("company", "person")
    ]
    known = {(r.state.entity, r.body.entity) for r in told}
    for group in (*lists(doc, named), *_parts(doc, index, named)):
        entities = {m.entity for m in group}
        if len(entities) < 2:
            continue
        inside = [r for r in told if r.state.entity in entities and _in(doc, index, r)]
        shares = Counter(
            (body, status) for _, body, status in {(r.state.entity, r.body.entity, r.status) for r in inside}
        )
        for (body, status), count in sorted(shares.items()):
            base = next(r for r in inside if (r.body.entity, r.status) == (body, status))
            yield from _added(doc, group, base, known, whole=count >= MOST * len(entities))
    waiting = Counter(
        (r.body.entity, r.status)
        for r in {(x.state.entity, x.body.entity): x for x in told}.values()
        if r.status in WAITING
    )
    for (body, status), count in sorted(waiting.items()):
        if count < 2:
            continue
        base = next(r for r in told if (r.body.entity, r.status) == (body, status))
        yield from _added(doc, [m for m in named if context.weight(doc, m) >= SURE], base, known, whole=False)


def _parts(doc: Document, index: int, named: list[Mention]) -> Iterator[list[Mention]]:
    """Yield the states that open the parts of a sentence between semicolons: ``Turkey, since 2005; Serbia, whose talks ...``."""
    here = doc.sentences[index]
    cuts = [m.end() for m in re.finditer(r"; (?:and |then )?|: ", doc.text[here.start : here.end])]
    if len(cuts) < 2:
        return
    opened = [next((m for m in named if 0 <= m.start - here.start - cut < 6), None) for cut in (0, *cuts)]
    group = [m for m in opened if m is not None]
    if len(group) > 2:
        yield group


def _in(doc: Document, index: int, row: Row) -> bool:
    here = doc.sentences[index]
    return here.start <= row.state.mention.start < here.end


def _added(
    doc: Document, group: list[Mention], base: Row, known: set[tuple[str, str]], *, whole: bool
) -> Iterator[Row]:
    """Yield a row like the base for each of a group that has none, if the record bears it out or most of a list is told."""
    for mention in group:
        body = base.body.entity
        if (mention.entity or "", body) in known:
            continue
        held = standing(doc.atlas, mention.entity or "", body, doc.base_date)
        fits = base.status in held.now or (
            base.status == "leaving" and (held.left is not None or held.leaves is not None)
        )
        if not fits and (held.ever or not whole):
            continue
        one = arguments.resolved(doc, mention)
        if one is None or one.kind != "country":
            continue
        known.add((one.entity, body))
        start, end = min(base.evidence.start, mention.start), max(base.evidence.end, mention.end)
        yield replace(
            base,
            state=one,
            evidence=doc.span(start, end),
            rule=base.rule + ".list",
            confidence=min(base.confidence, SURE),
        )
