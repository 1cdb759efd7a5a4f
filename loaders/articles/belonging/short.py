"""Finds the places where a text calls a body by the head of its name alone: ``the Community``, ``the Forum``."""

from __future__ import annotations

import re

from ....graph.model import Span
from ..document import Document, Mention

HEADS = frozenset([
    "Community", "Forum", "Union", "League", "Alliance", "Organisation", "Organization", "Association", "Commonwealth", "Group", "Pact",
    "Treaty", "Conference", "Initiative",
])  # fmt: skip
SHORT = re.compile(rf"\b[Tt]he (?P<head>{'|'.join(sorted(HEADS))})(?!\w|-| (?:of|for|on) | [A-Z&])")


def add_short_names(doc: Document) -> None:
    """Add a mention of the body last named before each of its short names, with that as the antecedent."""
    named = [m for m in doc.mentions if m.kind == "alliance" and m.entity]
    antecedents: dict[int, Span] = doc.memo.setdefault("antecedents", {})
    fresh: list[Mention] = []
    last: dict[str, Mention] = {}
    ahead = iter([*named, None])
    upcoming = next(ahead)
    for hit in SHORT.finditer(doc.text) if named else ():
        start, end = hit.span("head")
        while upcoming is not None and upcoming.start < start:
            last |= dict.fromkeys(heads(doc, upcoming), upcoming)
            upcoming = next(ahead)
        meant = last.get(hit["head"])
        if meant is None or doc.mentions_between(hit.start(), end):
            continue
        fresh.append(Mention(start, end, hit["head"], meant.entity, "alliance", "coref"))
        antecedents[start] = meant.span
    if fresh:
        doc.mentions = sorted([*doc.mentions, *fresh], key=lambda m: m.start)
        doc.memo.pop("mention starts", None)


def heads(doc: Document, mention: Mention) -> set[str]:
    """Return the last words of the names of a body, as the text and the atlas give it."""
    known = doc.atlas.alliances.get(mention.entity or "")
    names = [mention.text, known.name if known is not None else ""]
    return {name.split()[-1] for name in names if " " in name}
