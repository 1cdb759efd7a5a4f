"""What an act is besides its word: shared, undone, told of others, a journey abroad, a question, still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import arguments, sides
from .wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .document import Resolved
    from .events import Row
    from .lexicon import Trigger
    from .triggers import Hit

MANOEUVRES = frozenset(["set_sail.v", "take.v.up.position"])
MARCHING = frozenset(
    ["gather", "cross", "land", "steam", "roll", "move", "march", "head", "make", "collide", "set"]
)
TOWARD = frozenset(["at", "on", "near", "along", "into", "towards", "toward", "to", "for", "with"])
PAIRED = frozenset({"other", "another"})
SHARING = ("at", "on", "of", "against", "for", "from", "with", "to", "along", "across", "into", "over")
BORDERS = frozenset({"border", "frontier", "boundary"})
REGIONS = frozenset(
    ["asia", "europe", "africa", "america", "americas", "balkans", "caribbean", "gulf", "pacific", "arctic", "mideast", "east",
     "west", "region", "continent", "caucasus", "sahel", "baltics", "scandinavia", "maghreb", "levant", "oceania", "world"]
)  # fmt: skip
OWN_MEASURES = frozenset(
    ["ban", "embargo", "sanction", "veto", "objection", "restriction", "curb", "tariff", "duty", "claim", "demand", "threat",
     "boycott", "blockade", "complaint", "lawsuit", "opposition", "reservation", "condition", "closure", "levy", "quota"]
)  # fmt: skip
COMMON = frozenset(["border", "frontier", "boundary", "crossing", "checkpoint", "airspace", "ambassador"])
SIGNING = frozenset(["sign", "conclude", "initial", "ink", "seal"])
BUYING = frozenset(["buy", "purchase", "order", "acquire", "procure"])
GATHERING = frozenset(["bring", "get", "call"])
WISHES = words("belonging.wishes")
UNDOING = frozenset(
    ["lift", "stop", "end", "drop", "withdraw", "cancel", "scrap", "hold", "share", "halt", "suspend", "ease", "remove", "relax",
     "compensation", "compensate", "apology", "apologise", "waive", "revoke", "reverse", "respect", "leave", "quit", "refrain",
     "postpone", "delay", "exempt", "exemption", "permit", "shackle", "cease", "abandon", "soften", "loosen", "reconsider"]
)  # fmt: skip
QUESTIONS = frozenset({"WP", "WRB", "WDT"})


def battling(verb: Token) -> bool:
    """Tell whether a fight has no other foe: ``fought``, ``fought a war over the desert``."""
    return all(
        t.lemma_.lower() in ("war", "battle", "duel", "engagement", "clash") for t in arguments.objects(verb)
    )


def marching(row: Trigger) -> bool:
    """Tell whether a row is a movement that is hostile only where soldiers, ships or aircraft make it."""
    if row.pos != "verb" or row.cls not in ("MOBILIZE", "ASSAULT", "COERCE"):
        return False
    return row.id in MANOEUVRES or (row.words[0] in MARCHING and row.particle in TOWARD)


def reciprocal(verb: Token) -> bool:
    """Tell whether an act goes both ways by its words: ``accused each other``, ``massed troops on their border``."""
    if verb.pos_ in ("NOUN", "PROPN"):
        return any(c.dep_ == "prep" and c.lower_ == "between" for c in verb.children)
    own = arguments.objects(verb)
    for one in (*own, *(t for h in (verb, *own) for t in arguments.prep_objects(h, *SHARING))):
        if any(
            t.lower_ in PAIRED and t.i > 0 and t.nbor(-1).lower_ in ("each", "one")
            for t in (one, *one.children)
        ):
            return True
        if one.lower_ == "other" and any(
            s.lower_ in ("each", "both") for s in arguments.surface_subjects(verb)
        ):
            return True
        if one.lemma_.lower() in BORDERS and any(
            c.lower_ in ("their", "common", "joint", "shared") for c in one.children
        ):
            return True
    return False


def common(thing: Token) -> bool:
    """Tell whether a thing lies between its two owners: their border, their envoys."""
    words = {c.lower_ for c in thing.children if c.dep_ in ("poss", "compound", "amod")}
    return thing.lemma_.lower() in COMMON or bool(words & (COMMON | {"their", "mutual"}))


def abroad(token: Token) -> bool:
    """Tell whether a journey goes to a part of the world, not to a state: ``touring Central Asia``."""
    goals = [*arguments.objects(token), *arguments.prep_objects(token, "to", "in", "of", "through", "across")]
    return any(t.lower_ in REGIONS for t in goals)


def lifted(hit: Hit) -> bool:
    """Tell whether someone's measure is undone and nobody else is named as doing it: ``Peru's ban was lifted``."""
    verb, thing = hit.token, hit.object
    if hit.row.cls != "CONCEDE" or thing is None or verb.pos_ != "VERB" or not arguments.passive(verb):
        return False
    return thing.lemma_.lower() in OWN_MEASURES


def charge_denied(verb: Token) -> bool:
    """Tell whether a denial takes up what the clause before it told: ``accused it of arming rebels, which Peru denies``."""
    return verb.dep_ == "relcl" and any(c.dep_ == "dobj" and c.lower_ == "which" for c in verb.children)


def accusers(rows: list[Row], index: int, deniers: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """Return those who have just accused the one who denies, in the same sentence."""
    names = {d.entity for d in deniers}
    found: dict[str, Resolved] = {}
    for row in rows:
        if row.sentence == index and row.cls == "ACCUSE" and row.target.entity in names:
            found.setdefault(row.source.entity, row.source)
    return tuple(found.values())


def jointly(verb: Token) -> bool:
    """Tell whether a verb is of something done in common: ``will build it jointly``."""
    return any(c.lower_ in ("together", "jointly") for c in verb.children)


def one_front(rows: list[Row], doers: set[str]) -> bool:
    """Tell whether several stood against the same other and not against each other: their ambassadors are with him."""
    foes: dict[str, set[str]] = {d: set() for d in doers}
    for row in rows:
        if row.source.entity in doers and row.cls in sides.HOSTILE:
            foes[row.source.entity].add(row.target.entity)
    shared = set.intersection(*foes.values()) if foes else set()
    return bool(shared) and not any(found & doers for found in foes.values())


def brought(hit: Hit, frame: str, number: int) -> bool:
    """Tell whether an act makes its targets meet: ``hosted talks between``, ``brought both ministers together``."""
    if hit.row.words[0] in GATHERING and hit.row.particle == "together" and frame in ("obj", "objmod", "of"):
        return number in (2, 3)
    return frame == "between" and number == 2 and parleys(hit)


def sign(told: str, cls: str, hit: Hit, doer: Resolved, other: Resolved) -> str:
    """Return the sign of an act: what a state asks of a body is its help, unless it is to undo what the body does."""
    if cls == "REQUEST" and told == "+" and dissuading(hit.token):
        return "-"
    if cls != "REQUEST" or told == "+" or (doer.kind, other.kind) != ("country", "alliance"):
        return told
    words = {t.lemma_.lower() for t in hit.token.subtree if t.i > hit.token.i}
    return told if words & UNDOING else "+"


def dissuading(verb: Token) -> bool:
    """Tell whether what is asked is not to do something: ``appealed to both not to meet``."""
    return any(
        c.dep_ in ("xcomp", "acl", "advcl") and c.tag_ == "VB" and any(g.dep_ == "neg" for g in c.children)
        for one in (verb, *arguments.objects(verb))
        for c in one.children
    )


def parley(noun: Token | None) -> bool:
    """Tell whether a noun is of talks, which two break off with each other."""
    return noun is not None and noun.lemma_.lower() in ("talk", "negotiation", "dialogue")


def parleys(hit: Hit) -> bool:
    """Tell whether an act is done for the sake of a meeting of others: ``hosted talks between Peru and Chile``."""
    return hit.object is not None and hit.object.lemma_.lower() in sides.GATHERINGS


def hoped(verb: Token) -> bool:
    """Tell whether an entry is only wished for: ``China's wish to join``, ``its bid to enter the bloc``."""
    return verb.dep_ == "acl" and verb.head.lemma_.lower() in WISHES


def uninvolved(token: Token) -> bool:
    """Tell whether an act is named only as what someone has no part in: ``takes no part in the quarrel``."""
    if token.lemma_ == "bind" and any(c.lower_ == "for" for c in token.children):
        return True  # "a ship bound for Peru"
    if token.dep_ != "pobj" or token.pos_ != "NOUN":
        return False
    above = token.head.head
    if token.head.lower_ == "of" and token.head.head.lower_ == "out":
        return bool(above.head.lemma_ in ("keep", "stay", "remain"))
    parts = [above, *(c for c in above.children if c.dep_ == "dobj")]
    return token.head.lower_ in ("in", "from") and any(
        p.lower_ in ("part", "hand", "role", "share") and any(c.lower_ == "no" for c in p.children)
        for p in parts
    )


def question(verb: Token) -> bool:
    """Tell whether a verb asks a question, not for something: ``asked what would become of it``, ``asked whether``."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and arguments.prep_objects(verb, "about", "on", "for"):
        return True  # "asked about the charge, he said"
    if arguments.prep_objects(verb, "about") and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return True  # "asked about the crops"
    for clause in verb.children:
        if clause.dep_ == "ccomp" and clause.i > verb.i:
            first = clause.left_edge
            if first.tag_ in QUESTIONS or first.lower_ in ("whether", "if"):
                return True
    return False


def shifted(row: Trigger, level: str) -> str:
    """Return the class of an act as it is told: a treaty still to be signed or a purchase still to come is AGREE."""
    if level in ("planned", "possible"):
        if row.cls == "SUPPORT" and row.objects and row.words[0] in SIGNING:
            return "AGREE"
        if row.cls == "COOPERATE" and row.words[0] in BUYING:
            return "AGREE"
    if level == "possible" and row.cls in ("COOPERATE", "AID") and row.frames[:1] != ("self",):
        return "AGREE"
    return row.cls
