"""Who else belongs to an act: those who act along with the subject, soldiers, and capitals that only host it."""

from __future__ import annotations

from typing import Any

from .. import arguments
from ..document import Document, Resolved, Token

__all__ = ["companions", "forces", "venue"]

SOLDIERS = frozenset(
    ["troop", "troops", "soldier", "force", "forces", "army", "marine", "marines", "tank", "contingent", "battalion",
     "garrison", "unit", "brigade", "paratrooper", "column", "commando", "division", "regiment", "peacekeeper"]
)  # fmt: skip


CLOSING = frozenset(["close", "bar", "shut", "block", "seal"])
PRESSING = frozenset(
    ["pressure", "fire", "attack", "siege", "bombardment", "shelling", "criticism", "embargo"]
)
DYING = frozenset(["die", "perish", "fall", "kill", "wound", "injure", "hurt", "maim"])
BEHESTS = frozenset(
    [
        "request",
        "insistence",
        "behest",
        "urging",
        "invitation",
        "instigation",
        "prompting",
        "demand",
        "bidding",
        "appeal",
    ]
)
VESSELS = frozenset(
    ["ship", "warship", "fleet", "flotilla", "frigate", "destroyer", "carrier", "cruiser", "submarine", "gunboat", "squadron",
     "armada", "boat", "vessel", "convoy", "jet", "plane", "aircraft", "bomber", "fighter", "helicopter", "drone", "cutter",
     "corvette", "navy", "armour", "armor", "artillery", "guard", "commando", "raider", "militia"]
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


def hosts(doc: Document, index: int, verb: Token, things: list[Any]) -> list[Resolved]:
    """Return the state in whose capital a crowd attacks what is another's: ``stoned the French embassy in Cairo``."""
    for thing in (*things, *arguments.prep_objects(verb, "on", "outside", "at", "before", "to")):
        for place in arguments.prep_objects(thing, "in", "at"):
            mention = doc.mention_of(index, place)
            if (
                mention is not None
                and mention.via == "capital"
                and arguments.modifiers_before(doc, index, thing)
            ):
                found = arguments.resolved(doc, mention)
                return [found] if found is not None else []
    return []


def closers(verb: Token) -> list[Any]:
    """Return who closes a place of his own to others, where the verb is passive: ``its ports are closed to our ships``."""
    if verb.lemma_.lower() not in CLOSING or not arguments.prep_objects(verb, "to"):
        return []
    places = arguments.objects(verb)
    inner = [t for one in places for t in arguments.prep_objects(one, "of")]
    return [c for one in (*places, *inner) for c in one.children if c.dep_ == "poss"]


def authors(noun: Token) -> list[Any]:
    """Return whom ``by`` names after a noun, also where it hangs on what was done: ``the sinking of a ship by Peru``."""
    found = arguments.by_agents(noun)
    return found or [t for one in arguments.prep_objects(noun, "of") for t in arguments.by_agents(one)]


def aimed_at(doc: Document, index: int, token: Token, cls: str) -> tuple[Resolved, ...]:
    """Return the other party of a noun that its own phrase does not hold.

    That is the one an ``anti-French`` march is against, those who die in a raid, and whoever acts at another's request.
    """
    if token.pos_ not in ("NOUN", "PROPN"):
        return ()
    for child in token.lefts:
        for one in child.subtree:
            mention = doc.mention_of(index, one)
            if mention is not None and doc.text[max(0, mention.start - 5) : mention.start].lower() == "anti-":
                found = arguments.resolved(doc, mention)
                return (found,) if found is not None else ()
    link, verb = token.head, token.head.head
    if token.dep_ != "pobj" or verb.pos_ not in ("VERB", "AUX"):
        return ()
    heads: list[Any] = []
    dying = link.lower_ in ("in", "by", "from", "during") and verb.lemma_.lower() in DYING
    pressed = cls in ("REQUEST", "ASSAULT", "ACCUSE", "SANCTION") and link.lower_ == "under"
    if (cls == "ASSAULT" and dying) or (pressed and token.lemma_ in PRESSING):
        heads = arguments.surface_subjects(verb)
    elif (
        cls in ("REQUEST", "AGREE")
        and link.lower_ in ("at", "on", "upon")
        and token.lemma_.lower() in BEHESTS
    ):
        heads = arguments.agents(verb)
    met = [r for t in heads for r in arguments.parties(doc, index, t)]
    return tuple(r for r in arguments.unique(met) if r.kind != "group")


def forces(verb: Token) -> bool:
    """Tell whether soldiers are the subject of a verb: they invade or withdraw where others come and go."""
    return any(
        t.lemma_.lower() in SOLDIERS or t.lower_ in SOLDIERS
        for one in arguments.surface_subjects(verb)
        for t in arguments.conjuncts(one)
    )


def armed(verb: Token) -> bool:
    """Tell whether soldiers, ships or aircraft are the subject of a verb of motion."""
    return forces(verb) or any(
        t.lemma_.lower() in VESSELS
        for one in arguments.surface_subjects(verb)
        for t in arguments.conjuncts(one)
    )


def sponsors(doc: Document, index: int, cls: str, thing: Token) -> list[Resolved]:
    """Return whose draft is voted on: ``vetoed a resolution put forward by Peru``."""
    if cls not in ("REJECT", "SUPPORT") or thing is None:
        return []
    made = [c for c in thing.children if c.dep_ == "acl" and c.lemma_.lower() in SPONSORING]
    met = [r for verb in made for t in arguments.by_agents(verb) for r in arguments.parties(doc, index, t)]
    return [r for r in met if r.kind != "group"]


SPONSORING = frozenset(
    ["propose", "put", "sponsor", "table", "submit", "draft", "present", "introduce", "author", "move"]
)
PLACES = frozenset(["capital", "city", "town", "resort", "port", "village"])


def venue(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a capital is only where a meeting is held: ``a NATO meeting in Brussels``."""
    mention = doc.mention_of(index, token)
    if mention is None:
        return token.lower_ in PLACES
    return mention.via == "capital"
