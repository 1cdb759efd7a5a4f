"""The parties that a headline names: it tells who an article is about, though it is no proof of anything."""

from __future__ import annotations

from . import gazetteer
from .document import Document

__all__ = ["parties"]


def parties(doc: Document) -> frozenset[str]:
    """Return the states and bodies that the headline of an article names."""
    found: frozenset[str] | None = doc.memo.get("headline")
    if found is None:
        named = gazetteer.find(doc.article.title or "", doc.atlas, doc.base_date)
        found = doc.memo["headline"] = frozenset(m.entity for m in named if m.entity and m.kind != "place")
    return found
