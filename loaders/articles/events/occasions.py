"""What an act is besides its word: shared, undone, told of others, a journey abroad, a question, still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments
from ..wordlists import words
from . import frames, sides
from .lexicon import HOSTILE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..document import Document, Resolved
    from .lexicon import Trigger
    from .reader import Row
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
        if row.source.entity in doers and row.cls in HOSTILE:
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


LONG = 5
"""After how many years a coming in is history."""
ENTERING = frozenset(["join", "rejoin", "accede", "enter", "become", "admit"])
AHEAD = frozenset(["set", "expect", "schedule", "slate", "suppose", "due"])
SEEING_TO = frozenset([
    "upgrade", "modernise", "modernize", "replenish", "strengthen", "bolster", "boost", "rebuild", "expand", "double", "replace",
    "equip", "rearm", "overhaul", "improve", "enlarge", "reinforce", "refurbish", "diversify",
])  # fmt: skip
BETWEEN = frozenset([
    "tie", "relation", "relationship", "cooperation", "link", "bond", "alliance", "partnership", "contact", "support", "presence", "trade",
    "offer", "commitment", "aid", "assistance", "treaty", "agreement", "garrison", "troop", "force", "ambassador", "embassy", "mission", "credit",
    "exchange", "call", "demand", "appeal", "ban", "sanction", "embargo", "import", "export", "supply", "dialogue",
])  # fmt: skip
"""What is shared with another or aimed at it, though a state calls it its own."""
TOLD = {
    "release": frozenset(["statement", "report", "figure", "datum", "data", "document", "text", "video", "photo", "list", "result", "footage", "transcript", "album"]),
    "suspend": frozenset(["application", "sentence", "operation", "game", "match"]),
}  # fmt: skip
"""What makes no act of a verb that has one of these for an object."""
LISTING = frozenset(["unite", "group", "link", "comprise", "gather"])
PARLEYS = frozenset(["talk", "negotiation", "discussion"])
ENTRIES = frozenset(["entry", "accession", "membership", "admission", "exit", "withdrawal", "return"])


def hoped(verb: Token) -> bool:
    """Tell whether an entry is only wished for: ``China's wish to join``, ``its bid to enter the bloc``."""
    if (
        verb.dep_ in ("xcomp", "advcl")
        and verb.tag_ == "VB"
        and verb.head.lemma_ in ("negotiate", "aim", "aspire")
    ):
        return True  # "is negotiating to join", "aims to become a member"
    return verb.dep_ == "acl" and verb.head.lemma_.lower() in WISHES | {"path", "road", "term", "interest"}


def no_entry(doc: Document, index: int, token: Token, cls: str) -> bool:
    """Tell whether a word of coming in tells no act: what is only wished for, or what is long past."""
    if token.lemma_.lower() in frames.MEMBER_VERBS | {"become"} and hoped(token):
        return True
    if token.lemma_.lower() in LISTING and any(
        _a_body(doc, index, t) for t in arguments.surface_subjects(token)
    ):
        return True  # "the bloc unites Peru and Chile"
    if token.lemma_.lower() in PARLEYS and arguments.prep_objects(token, "for"):
        return any(
            c.lower_.removesuffix("s") in ENTRIES for c in token.lefts
        )  # "accession talks for Peru and Chile"
    return cls == "SUPPORT" and entered_long_ago(doc, index, token)


def _a_body(doc: Document, index: int, token: Token) -> bool:
    mention = doc.mention_of(index, token)
    return mention is not None and mention.kind == "alliance"


def entered_long_ago(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a coming in is history to the text: ``Gabon, which joined in 1975`` is in, and comes in no more."""
    if doc.base_date is None or token.lemma_.lower() not in ENTERING:
        return False
    at = doc.place_of(index, token)[1]
    last = doc.base_date.year - LONG
    near = [
        d
        for d in doc.found_in(doc.dates, index)
        if 0 <= d.start - at < 90 and doc.text[d.end - 4 : d.end].isdigit()
    ]
    return any(d.interval.end.year <= last for d in near[:1])


def apiece(token: Token) -> bool:
    """Tell whether each of several does a thing on its own: ``Peru and Chile both negotiated their entry``."""
    floating = [
        c
        for c in token.children
        if c.lower_ in ("both", "each") and c.dep_ not in ("nsubj", "nsubjpass", "dobj")
    ]
    if any(c.i < token.i for c in floating):
        return True
    goals = [c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.lemma_.lower() in ENTERING]
    own = [t for t in token.children if t.dep_ == "dobj" and t.lemma_.lower() in ENTRIES]
    return token.lemma_ == "negotiate" and bool(goals or own)


def uninvolved(token: Token) -> bool:
    """Tell whether an act is named only as what someone has no part in: ``takes no part in the quarrel``."""
    if token.lemma_ == "bind" and any(c.lower_ == "for" for c in token.children):
        return True  # "a ship bound for Peru"
    if (
        token.lemma_ in AHEAD
        and arguments.passive(token)
        and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children)
    ):
        return True  # "is set to deliver": the act is the other verb's
    if _of_its_own(token) or _no_act(token):
        return True
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


def _of_its_own(verb: Token) -> bool:
    """Tell whether a state only sees to what is its own: ``to upgrade its radars``, ``bolster their defences``."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in SEEING_TO:
        return False
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return any(
        t.lemma_.lower() not in BETWEEN
        and any(c.dep_ == "poss" and c.lower_ in ("its", "their", "our") for c in t.children)
        for t in things
    )


def _no_act(token: Token) -> bool:
    """Tell whether a word of an act means something else here: ``feels threatened``, ``a statement released``, ``new arrivals``."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        newcomers = token.lower_ == "arrivals" and any(c.lower_ == "new" for c in token.lefts)
        return newcomers or (lemma in ("adviser", "advisor") and token.tag_ == "NN")
    if lemma == "threaten":
        return token.head.lemma_ == "feel" and token.dep_ in ("acomp", "oprd", "xcomp", "ccomp")
    things = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    if lemma == "raise":
        return any(arguments.prep_objects(t, "among") for t in (token, *things))
    things += [token.head] if token.dep_ == "acl" else []
    return any(t.lemma_.lower() in TOLD.get(lemma, ()) for t in things)


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
