"""Who else belongs to an act: those who act along with the subject, soldiers, and capitals that only host it."""

from __future__ import annotations

from typing import Any

from . import arguments
from .document import Document, Token

__all__ = ["companions", "forces", "venue"]

SOLDIERS = frozenset(
    ["troop", "troops", "soldier", "force", "forces", "army", "marine", "marines", "tank", "contingent", "battalion",
     "garrison", "unit", "brigade", "paratrooper", "column", "commando", "division", "regiment", "peacekeeper"]
)  # fmt: skip


def companions(verb: Token, subjects: list[Any]) -> list[Any]:
    """Return those who are told to act along with the subject: ``Peru, together with Chile, condemned the raid``."""
    if verb.pos_ != "VERB" or not subjects:
        return []
    found: list[Any] = []
    for child in [c for one in (verb, *subjects) for c in one.children]:
        inner = [c for c in child.children if c.dep_ == "prep" and c.lower_ == "with"]
        if child.dep_ in ("prep", "advmod") and child.lower_ in ("along", "together") and inner:
            found += [c for one in inner for c in one.children if c.dep_ == "pobj"]
        elif child.dep_ == "prep" and child.lower_ == "with":
            if any(c.dep_ == "advmod" and c.lower_ in ("along", "together") for c in child.children):
                found += [c for c in child.children if c.dep_ == "pobj"]
        elif child.dep_ == "acl" and child.lower_ in ("joined", "followed"):
            found += arguments.by_agents(child)
    return found


def forces(verb: Token) -> bool:
    """Tell whether soldiers are the subject of a verb: they invade or withdraw where others come and go."""
    return any(
        t.lemma_.lower() in SOLDIERS or t.lower_ in SOLDIERS
        for one in arguments.surface_subjects(verb)
        for t in arguments.conjuncts(one)
    )


def venue(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a capital is only where a meeting is held: ``a NATO meeting in Brussels``."""
    mention = doc.mention_of(index, token)
    return mention is not None and mention.via == "capital"
