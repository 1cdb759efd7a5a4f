"""Acts that their words turn into another: ``no longer recognises``, ``would not sign``, ``crowds stormed``."""

from __future__ import annotations

from dataclasses import replace

from .. import arguments, goods
from ..context import PERSON_HEADS
from ..document import Token
from ..wordlists import words
from . import company, favours
from .crowds import CROWDS
from .things import LETTERS, WET
from .triggers import Hit

__all__ = ["ended", "turn"]

STOPPING = frozenset(["stop", "cease", "quit", "halt", "discontinue"])
BOUND = frozenset(["COOPERATE", "AID", "CONSULT", "SUPPORT"])
GIVEN = frozenset(["COOPERATE", "AID", "SUPPORT", "CONCEDE", "AGREE", "RETREAT", "CONSULT"])
UNDONE = {"ASSAULT": "RETREAT", "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "MOBILIZE": "CONCEDE"}
SPANS = frozenset(["hour", "day", "week"])
LEAVING = frozenset(["leave", "depart", "go", "quit", "withdraw", "pack", "vacate", "clear"])
RETORTS = frozenset(["hit.v.back", "strike.v.back", "fire.v.back"])
WILLS = frozenset(
    ["interest", "willingness", "readiness", "intention", "desire", "inclination", "appetite", "sign", "wish"]
)
ISSUES = frozenset(
    ["record", "policy", "right", "refusal", "treatment", "law", "plan", "decision", "stance", "failure", "role", "support",
     "handling", "conduct", "remark", "human", "deal", "ban", "tariff", "bid", "lack", "attitude", "behaviour"]
)  # fmt: skip
TELLING = frozenset(["tell", "ask", "order", "request", "instruct", "command"])
STAFF = frozenset(
    ["staff", "personnel", "attache", "chargé", "charge", "consul", "official", "correspondent", "officer"]
)
SHARP = frozenset(
    ["stiff", "sharp", "angry", "strong", "strongly", "stern", "tart", "curt", "blunt", "harsh", "indignant", "furious",
     "toughly", "sternly", "sharply", "icy", "tough"]
)  # fmt: skip
GRIM = frozenset(
    ["sanction", "embargo", "ban", "boycott", "war", "strike", "retaliation", "expulsion", "blockade", "tariff", "attack",
     "invasion", "break", "reprisal", "conflict", "action", "penalty", "curb"]
)  # fmt: skip
DRILLS = frozenset(
    ["exercise", "manoeuvre", "maneuver", "drill", "wargame", "game", "patrol", "rehearsal", "manoeuvres"]
)
NEARBY = ("near", "off", "along", "opposite", "around", "facing", "outside", "towards", "toward", "close")
SHARED_WORDS = frozenset(
    ["with", "between", "joint", "jointly", "together", "alongside", "combined", "both", "each"]
)
WATERS = WET | {"waters"}
WISHING = frozenset(["ask", "apply", "request", "want", "seek"])
VOWING = frozenset(["pledge", "promise", "vow", "swear", "agree", "undertake"])
PEERS = words("peers.with_owner")
VIOLENT = frozenset({"SANCTION", "COERCE", "ASSAULT"})
GO_BETWEEN = frozenset(
    ["mediate", "arbitrate", "broker", "facilitate", "conciliate", "intercede", "act", "serve", "host"]
)
OFFERING = frozenset(
    ["offer", "propose", "volunteer", "ready", "willing", "prepared", "readiness", "willingness", "offered"]
)
DEEDS = frozenset(
    ["decision", "move", "step", "refusal", "exit", "withdrawal", "departure", "visit", "action", "measure", "attitude",
     "announcement", "statement", "remark", "ban", "expulsion", "recall", "rejection", "absence", "launch", "test",
     "recognition", "vote", "veto", "failure", "tone"]
)  # fmt: skip
LOOKING = frozenset(["stand", "sit", "look", "watch", "fold"])
ONLOOKING = frozenset(
    ["by", "idly", "idle", "on", "aside", "silent", "silently", "passively", "arm", "hand", "arms", "hands"]
)
TOLERATING = frozenset(["tolerate", "brook", "countenance"])
OPTIONS = frozenset(["force", "action", "option", "step", "measure", "response", "use", "move"])
WILL = frozenset(["will", "would", "wo", "'ll", "'d", "shall", "sha"])


def ended(token: Token) -> Token | None:
    """Return the verb that ends an act: the word itself after ``no longer``, ``stopped`` in ``stopped buying``.

    Nothing where the act is not told as ended.
    """
    for child in token.children:
        if child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no":
            return token
    head = token.head
    if (
        token.dep_ == "xcomp"
        and token.tag_ == "VBG"
        and head.i != token.i
        and head.lemma_.lower() in STOPPING
    ):
        return head
    return None


def refused(token: Token) -> bool:
    """Tell whether someone will not do a thing: ``would not sign``."""
    words = [c for c in token.children if c.i < token.i]
    return any(c.dep_ == "neg" for c in words) and any(c.dep_ == "aux" and c.lower_ in WILL for c in words)


def unforgiving(verb: Token) -> bool:
    """Tell whether someone says he will not look on: ``would not stand idly by``, ``will not tolerate it``."""
    if not refused(verb):
        return False
    low = verb.lemma_.lower()
    beside = {c.lower_ for c in verb.children if c.i > verb.i}
    return low in TOLERATING or (low in LOOKING and bool(beside & ONLOOKING))


def unhesitating(verb: Token) -> bool:
    """Tell whether someone says he will not shrink from a blow: ``would not hesitate to use force``."""
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and head.lemma_.lower() in ("hesitate", "shrink", "flinch", "scruple")
        and any(c.dep_ == "neg" for c in head.children)
    )


def left_open(hit: Hit) -> bool:
    """Tell whether a blow is not ruled out: ``would not rule out force``, ``refused to exclude sanctions``."""
    verb, row = hit.token, hit.row
    if row.cls != "REJECT" or row.words[0] not in ("rule", "exclude"):
        return False
    kept = any(c.dep_ == "neg" for c in verb.children) or (
        verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ("refuse", "decline")
    )
    return kept and any(
        t.lemma_.lower() in GRIM | OPTIONS for o in arguments.objects(verb) for t in (o, *o.subtree)
    )


def offered(verb: Token) -> bool:
    """Tell whether someone only offers to do a thing: ``offered to mediate``, ``ready to serve as a go-between``."""
    head = verb.head
    if verb.dep_ not in ("xcomp", "acl", "advcl", "ccomp") or head.i == verb.i or head.i > verb.i:
        return False
    return head.lemma_.lower() in OFFERING and any(
        c.lower_ == "to" and c.dep_ == "aux" for c in verb.children
    )


def asked_to_explain(verb: Token) -> bool:
    """Tell whether an envoy is asked in to be told off: ``the ambassador was invited to explain himself``."""
    if verb.lemma_.lower() not in ("invite", "ask", "request", "order"):
        return False
    if not any(o.lower_ in arguments.EMBASSIES for o in arguments.objects(verb)):
        return False
    return any(t.lemma_.lower() in ("explain", "clarify", "account", "protest") for t in verb.subtree)


def rues_other(hit: Hit) -> bool:
    """Tell whether what is regretted is what another did: ``regretted the Chilean move``, ``regret at Peru's exit``."""
    verb, thing = hit.token, hit.object
    if verb.lemma_.lower() != "regret" and (thing is None or thing.lemma_.lower() != "regret"):
        return False
    holders = [verb] if thing is None else [verb, thing]
    deeds = arguments.objects(verb) if thing is None else []
    told = [s for c in verb.children if c.dep_ == "ccomp" for s in arguments.surface_subjects(c)]
    if any(s.pos_ == "PROPN" or s.lower_ in PEERS or s.lower_ in arguments.EMBASSIES for s in told):
        return True  # "regretted that its neighbour had not waited"
    deeds = deeds + [t for h in holders for t in arguments.prep_objects(h, "at", "over", "about", "that")]
    return any(t.lemma_.lower() in DEEDS for t in deeds) and not any(
        c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for t in deeds for c in t.children
    )


def sent_away(verb: Token) -> bool:
    """Tell whether someone is given hours or days to leave: ``gave the diplomats 48 hours to leave``."""
    near = [*verb.children, *(g for o in arguments.objects(verb) for g in o.children if g.dep_ == "appos")]
    span = [c for c in near if c.lemma_.lower() in SPANS and c.dep_ in ("dobj", "npadvmod", "appos")]
    return bool(span) and any(
        t.lemma_.lower() in LEAVING and t.i > span[0].i for t in verb.subtree if t.pos_ == "VERB"
    )


def told_to_go(verb: Token) -> bool:
    """Tell whether a diplomat is told to leave: ``told the ambassador to pack his bags``."""
    if verb.lemma_.lower() not in TELLING:
        return False
    told = [t for c in arguments.objects(verb) for t in (c, *(g for g in c.children if g.dep_ == "appos"))]
    told += [
        t for c in told for t in c.subtree if t.dep_ == "pobj" and t.head.lower_ in ("of", "to", "at", "from")
    ]
    envoys = [t for t in told if t.lower_ in arguments.EMBASSIES or t.lemma_.lower() in STAFF]
    return bool(envoys) and any(
        c.lemma_.lower() in LEAVING and c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i
        for c in verb.children
    )


def no_interest(noun: Token | None) -> bool:
    """Tell whether it is a lack of will that is shown: ``showed no interest in the offer``."""
    return (
        noun is not None
        and noun.lemma_.lower() in WILLS
        and any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children)
    )


def in_words(verb: Token) -> bool:
    """Tell whether an attack is one of words: ``attacked Chile over its record``."""
    if company.armed(verb):
        return False
    return any(
        c.dep_ == "prep"
        and c.lower_ in ("over", "for", "as")
        and any(g.lemma_.lower() in ISSUES for g in c.subtree)
        for c in verb.children
    )


def asked_in(verb: Token) -> bool:
    """Tell whether an envoy is asked to explain, not to leave."""
    return any(c.lemma_.lower() in ("explain", "clarify", "come", "call", "appear") for c in verb.children)


def sharply(noun: Token | None) -> bool:
    """Tell whether a letter is no mere letter: ``handed over a stiff note``."""
    return (
        noun is not None
        and noun.lemma_.lower() in LETTERS
        and (
            any(t.lower_ in SHARP for c in noun.children if c.dep_ in ("amod", "compound") for t in c.subtree)
            or any(t.lemma_.lower() in ("protest", "complaint") for t in arguments.prep_objects(noun, "of"))
            or (
                noun.lemma_.lower() == "note"
                and bool(arguments.prep_objects(noun, "over") or arguments.prep_objects(noun.head, "over"))
            )
        )
    )


def grim_prospect(noun: Token | None) -> bool:
    """Tell whether what is held out is a blow: ``held out the prospect of sanctions``."""
    return (
        noun is not None
        and noun.lemma_.lower() in ("prospect", "possibility", "spectre", "specter", "idea", "option")
        and any(t.lemma_.lower() in GRIM for t in arguments.prep_objects(noun, "of"))
    )


def at_sea(verb: Token) -> bool:
    """Tell whether a shot goes into the sea, which hits nobody: ``fired a missile into the sea``."""
    noun = [
        o for o in arguments.objects(verb) if o.lemma_.lower() in ("missile", "rocket", "torpedo", "shell")
    ]
    return bool(noun) and any(
        t.lower_ in WATERS
        for one in (verb, *noun)
        for t in arguments.prep_objects(one, "into", "in", "over", "towards")
    )


def alone_near(hit: Hit) -> bool:
    """Tell whether one side drills on another's doorstep: ``held manoeuvres off the coast``."""
    token = hit.object if hit.object is not None else hit.token
    if token.lemma_.lower() not in DRILLS:
        return False
    verb = token.head if token.dep_ in ("dobj", "nsubj", "nsubjpass") else token
    around = [*token.subtree, *verb.children, *hit.token.children]
    if any(t.lower_ in SHARED_WORDS for t in around):
        return False
    if any(
        len(arguments.conjuncts(s)) > 1 or s.lower_ in arguments.PAIRS
        for s in arguments.surface_subjects(verb)
    ):
        return False
    return any(t.lower_ in NEARBY and t.dep_ in ("prep", "advmod", "amod") for t in around)


def held_back(verb: Token | None) -> bool:
    """Tell whether what is asked is to keep from something: ``urged Peru to hold fire``."""
    return (
        verb is not None
        and verb.lemma_.lower() in ("hold", "give", "think")
        and any(c.lower_ in ("fire", "back", "off", "up", "again", "twice") for c in verb.children)
    )


def wares(verb: Token, met: Token | None) -> bool:
    """Tell whether what is asked for are arms, which are bought and sold."""
    wanted = [
        *(c for c in verb.children if c.dep_ == "dobj"),
        *arguments.prep_objects(verb, "for"),
        *([met] if met is not None and met.pos_ in ("NOUN", "PROPN") else []),
    ]
    return any(goods.kind_of([t.lemma_.lower(), t.lower_]) == "arms" for t in wanted)


def called_on(hit: Hit) -> bool:
    """Tell whether someone is visited, not asked: ``called on President Asif`` with nothing to do after it."""
    verb, row = hit.token, hit.row
    if row.words != ("call",) or row.particle not in ("on", "upon") or row.objects:
        return False
    met = [c for c in arguments.prep_objects(verb, "on", "upon") if c.pos_ in ("NOUN", "PROPN")]
    return any(
        (one.lemma_.lower() in PERSON_HEADS or any(c.lower_ in PERSON_HEADS for c in one.lefts))
        and not any(t.lower_ == "to" and t.tag_ == "TO" and t.i > one.i for t in verb.subtree)
        for one in met
    )


def forsworn(deed: Token | None) -> bool:
    """Tell whether it is not to do a thing that is vowed: ``pledged not to attack Chile``."""
    if deed is None or deed.pos_ != "VERB" or deed.dep_ != "xcomp":
        return False
    return deed.head.lemma_ in VOWING and any(c.dep_ == "neg" for c in deed.children)


def turn(hit: Hit) -> Hit | None:
    """Return the hit with the class of its end, its refusal or its crowd, or nothing where it stands as it is told."""
    token, row = hit.token, hit.row
    if row.cls == "COOPERATE" and row.direction == "both" and alone_near(hit):
        return replace(hit, row=replace(row, cls="MOBILIZE", direction="fwd", frames=NEARBY))
    if (
        row.cls == "ACCUSE"
        and token.lower_ == "protests"
        and any(
            c.dep_ == "prep" and c.lower_ in ("outside", "across", "throughout", "in") for c in token.children
        )
    ):
        return replace(hit, row=replace(row, cls="PROTEST", frames=("against", "outside", "at", "over")))
    if token.pos_ not in ("VERB", "AUX"):
        return None
    cls = None
    if row.cls == "REQUEST" and row.polarity == "+" and held_back(hit.object):
        return replace(hit, row=replace(row, polarity="-"))
    if called_on(hit):
        return replace(hit, row=replace(row, cls="CONSULT", polarity="", direction="both"))
    if row.cls in VIOLENT and any(
        c.lower_ in CROWDS or c.lemma_.lower() in CROWDS for c in arguments.agents(token)
    ):
        return replace(hit, row=replace(row, cls="PROTEST"))
    if unforgiving(token) or left_open(hit):
        frames = ("from", "by", "obj", "objmod", "of", "against", "to", "with")
        return replace(
            hit, row=replace(row, cls="THREATEN", polarity="", direction="fwd", act="done", frames=frames)
        )
    if row.words[0] == "give" and any(
        c.dep_ == "prep" and c.lower_ in ("until", "till") for c in token.children
    ):
        return replace(
            hit,
            row=replace(row, cls="REQUEST", polarity="-", direction="fwd", frames=("iobj", "to", "obj")),
        )
    if row.cls in VIOLENT and unhesitating(token):
        return replace(hit, row=replace(row, cls="THREATEN"))
    if row.words == ("pull",) and row.particle == "out" and row.cls == "SANCTION" and company.armed(token):
        return replace(hit, row=replace(row, cls="RETREAT", frames=("of", "from", *row.frames)))
    if row.words == ("come",) and row.particle == "under" and company.armed(token):
        return replace(hit, row=replace(row, cls="ASSAULT", frames=(*row.frames, "objmod")))
    if row.cls == "CONSULT" and row.words[0] in GO_BETWEEN and offered(token):
        return replace(hit, row=replace(row, cls="AGREE", polarity="", direction="fwd", act="done"))
    if row.cls in ("AGREE", "REQUEST", "CONSULT") and asked_to_explain(token):
        return replace(hit, row=replace(row, cls="ACCUSE", polarity="", direction="fwd", act="done"))
    if row.cls == "CONCEDE" and rues_other(hit):
        frames = ("at", "over", "about", "by", "obj", "objmod", "of", "to")
        return replace(hit, row=replace(row, cls="ACCUSE", polarity="", direction="fwd", frames=frames))
    if row.words == ("refusal",):
        return hit
    if row.words[0] in ("give", "grant", "allow") and row.cls == "REQUEST" and favours.respite(hit.object):
        cls = "CONCEDE"
    elif row.words[0] == "give" and sent_away(token):
        cls = "SANCTION"
    elif row.cls == "THREATEN" and forsworn(hit.object):
        cls = "AGREE"
    elif row.id in RETORTS and not company.armed(token):
        cls = "REJECT" if any(c.dep_ == "ccomp" for c in token.children) else "ACCUSE"
    elif row.cls == "SANCTION" and row.words[0] == "ask" and asked_in(token):
        cls = "ACCUSE"
    elif row.cls in ("AGREE", "SUPPORT") and no_interest(hit.object):
        cls = "REJECT"
    elif row.words[0] in ("attack", "hit", "hammer") and row.cls == "ASSAULT" and in_words(token):
        cls = "ACCUSE"
    elif told_to_go(token):
        cls = "SANCTION"
    elif row.cls == "CONSULT" and sharply(hit.object):
        cls = "ACCUSE"
    elif row.cls in ("AGREE", "THREATEN") and grim_prospect(hit.object):
        cls = "THREATEN"
    elif row.cls == "ASSAULT" and hit.object is not None and at_sea(token):
        cls = "MOBILIZE"
    elif row.cls == "REQUEST" and row.words[0] in WISHING and wares(token, hit.object):
        cls = "AGREE"
    elif row.cls in ("MOBILIZE", "COOPERATE") and favours.lent(token):
        cls = "AID"
    elif row.cls in GIVEN and favours.to_nobody(token):
        cls = "REJECT"
    elif ended(token) is not None:
        let = row.cls == "CONCEDE" and row.words[0] in ("let", "allow", "permit", "admit")
        cls = "SANCTION" if row.cls in BOUND or let else UNDONE.get(row.cls)
    elif refused(token) and row.cls in GIVEN and row.words[0] != "stand":
        cls = "REJECT"
    if cls is None:
        return None
    return replace(hit, row=replace(row, cls=cls, polarity="", direction="fwd", act="done"))
