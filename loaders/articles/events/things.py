"""Things that tell what is done with them: forces ordered to a front, shells that fall, notes of protest."""

from __future__ import annotations

from .. import arguments
from ..document import Token
from .lexicon import Trigger

__all__ = ["ADVANCE", "FALLING", "SHELLS", "WET", "protesting", "sent_out", "slander"]

FALLING = frozenset(
    ["fall", "land", "rain", "crash", "explode", "slam", "burst", "plunge", "splash", "whistle"]
)
SHELLS = frozenset(
    ["shell", "bomb", "rocket", "missile", "mortar", "grenade", "projectile", "drone", "round"]
)
WET = frozenset(["sea", "ocean", "water", "strait", "gulf", "bay"])
LETTERS = frozenset(["note", "letter", "message", "telegram", "cable", "memorandum"])

FORCES = frozenset(
    ["troop", "soldier", "force", "army", "tank", "battalion", "brigade", "division", "regiment", "unit", "warship", "ship", "fleet",
     "frigate", "destroyer", "jet", "fighter", "plane", "aircraft", "helicopter", "artillery", "missile", "gunboat", "carrier",
     "armour", "armor", "reinforcement", "squadron", "infantry", "marine"]
)  # fmt: skip
FRONTS = frozenset(
    ["border", "frontier", "front", "coast", "boundary", "line", "region", "area", "zone", "island", "strait", "sea", "waters",
     "water", "gulf"]
)  # fmt: skip
ADVANCE = Trigger(
    "advance", ("advance",), "verb", "", frozenset({"*"}), ("to", "into", "towards", "toward", "with", "along", "near"),
    "MOBILIZE", "", "fwd", "done"
)  # fmt: skip


def sent_out(verb: Token) -> Token:
    """Return the forces that a verb orders to a place, or None."""
    if verb.lemma_.lower() != "order" or verb.pos_ != "VERB":
        return None
    things = arguments.objects(verb)
    armed = [t for one in things for t in [one, *one.conjuncts] if t.lemma_.lower() in FORCES]
    goals = [
        t
        for holder in (verb, *things)
        for t in arguments.prep_objects(holder, "to", "into", "towards", "toward", "onto", "along", "near")
    ]
    return armed[0] if armed and any(t.lemma_.lower() in FRONTS for t in goals) else None


def slander(thing: Token) -> bool:
    """Tell whether a campaign is one of words: ``launched a smear campaign``, ``an anti-Peruvian campaign``."""
    if thing is None or thing.lemma_.lower() != "campaign":
        return False
    return any(t.lower_ in SMEARS or t.lower_.startswith("anti-") for c in thing.lefts for t in c.subtree)


SMEARS = frozenset(
    ["anti", "smear", "media", "propaganda", "disinformation", "misinformation", "slander", "hate", "press", "defamation", "vilification", "spy"]
)  # fmt: skip


def protesting(thing: Token) -> bool:
    """Tell whether a letter is a protest by its name: ``handed him a protest note``."""
    if thing is None or thing.lemma_.lower() not in LETTERS:
        return False
    return any(c.lower_ in ("protest", "complaint") for c in thing.lefts)
