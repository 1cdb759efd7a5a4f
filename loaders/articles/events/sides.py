"""The two sides of an act: who does it and to whom, by the frames of the trigger and the context of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import arguments, context, modality, towns
from ..document import Resolved, Token
from . import addressees, answers, brokers, company, crowds, favours, frames, partners, themes
from .lexicon import HOSTILE
from .nearby import BACKING, nearby
from .triggers import Hit

if TYPE_CHECKING:
    from .reader import Reader

VOICED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})


TRAVEL = frozenset(
    ["arrive.v.here", "come.v.here", "fly.v.here", "land.v.here", "travel.v.here", "stop.v.here", "travel.v.on.to",
     "fly.v.on.to", "go.v.on.to", "move.v.on.to", "head.v.on.to", "come.v.to", "go.v.to", "journey.v.to", "arrive.v.in", "fly.v.to", "land.v.in", "travel.v.to",
     "stop.v.over", "set.v.off.for", "head.v.for", "fly.v.into", "stop.v.in", "touch.v.down", "leave.v.for",
     "depart.v.for", "be.v.in", "drop.v.by", "drop.v.in", "stop.v.by", "swing.v.by", "swing.v.through", "turn.v.up.in",
     "show.v.up.in", "jet.v.into", "jet.v.in", "jet.v.off", "pop.v.in"]
)  # fmt: skip
VISITORS = frozenset(
    ["delegation", "mission", "envoy", "diplomat", "official", "team", "negotiator", "emissary"]
)
AWAITED = frozenset({"expect", "await", "schedule"})
BROUGHT = frozenset({"COOPERATE", "AID", "MOBILIZE", "CONSULT"})
GATHERINGS = frozenset(
    ["meeting", "summit", "conference", "session", "gathering", "congress", "talk", "negotiation", "consultation"]
)  # fmt: skip
MARCHES = frozenset(["leave.v.country", "depart.v.country", "enter.v.country"])
AIMED = frozenset({"CONSULT", "ASSAULT", "MOBILIZE", "COERCE", "RETREAT"})
TOWARDS = frozenset({"to", "into", "obj", "objmod", "on", "at", "against", "near", "in"})
HELPING = frozenset(["support", "help", "protect", "defend", "assist", "back", "relieve", "aid", "reinforce"])
SHUTTLING = frozenset(["shuttle", "commute", "ply"])
SEATED = frozenset({"REJECT", "ACCUSE", "SUPPORT", "AGREE", "CONCEDE", "THREATEN"})
"""Acts of words: where they are done without a doer named, the seat of government is one (``was rejected in Kigali``)."""
BIDDING = frozenset(["request", "invitation", "behest", "urging", "bidding", "insistence", "instigation"])
OUSTING = frozenset(
    ["expel", "throw", "kick", "boot", "turn", "drive", "deport", "oust", "eject", "banish", "exclude"]
)
COMING = frozenset(["come", "arrive", "emanate", "issue", "sound"])
GRIM = frozenset(["SANCTION", "COERCE", "ASSAULT"])
BODY_VERBS = frozenset(
    ["join", "rejoin", "leave", "quit", "walk", "apply", "accede", "admit", "enter", "suspend", "expel", "ratify", "appeal", "withdraw"]
)  # fmt: skip


def sources(reader: Reader, index: int, hit: Hit, heads: set[int]) -> tuple[tuple[Resolved, ...], bool]:
    """Return who acts, and whether someone else than a state does."""
    doc, token = reader.doc, hit.token
    if (
        hit.row.id in TRAVEL
        and token.dep_ == "xcomp"
        and token.head.lemma_ in ("make", "force", "order", "compel")
    ):
        return (), True
    journey = hit.row.id in TRAVEL or (token.lemma_ in SHUTTLING and hit.row.cls == "CONSULT")
    led = hit.row.id in TRAVEL and any(c.dep_ == "dobj" for c in token.children)
    if journey and token.pos_ in ("VERB", "AUX") and (led or not traveller(reader, index, token)):
        return (), True
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        tokens = arguments.agents(token) if token.pos_ != "ADJ" else arguments.surface_subjects(token.head)
        if not tokens and arguments.passive(token):
            tokens = company.closers(token)
        if not tokens and arguments.passive(token) and token.lemma_ in OUSTING:
            tokens = arguments.prep_objects(token, "from", "of")
        if not tokens and token.lemma_ in AWAITED and hit.row.cls == "CONSULT":
            tokens = arguments.surface_subjects(token)
        if not tokens and hit.row.cls == "MOBILIZE" and arguments.passive(token):
            tokens = arguments.objects(token)
        if not tokens and hit.row.cls in SEATED and arguments.passive(token):
            seats = [
                t
                for t in arguments.prep_objects(token, "in")
                if (m := doc.mention_of(index, t)) is not None and m.via == "capital"
            ]
            tokens = seats
        if hit.row.cls == "PROTEST":
            crowd = tuple(crowds.marchers(reader, index, token, tokens))
            if crowd:
                return crowd, False
        if not tokens and token.dep_ == "amod":
            return (), True
    else:
        own = tuple(r for r in arguments.modifiers_before(doc, index, token))
        if not own and hit.row.cls in VOICED | {"AID", "COOPERATE"}:
            near = (
                [token, token.head]
                if token.dep_ in ("nsubj", "dobj", "attr") and token.head.lemma_ in COMING
                else [token]
            )
            own = tuple(
                r
                for h in near
                for t in arguments.prep_objects(h, "from")
                for r in arguments.parties(doc, index, t)
            )
        if not own and hit.row.cls == "ACCUSE":
            felt_in = [t for t in arguments.prep_objects(token, "in") if company.venue(doc, index, t)]
            own = tuple(r for t in felt_in for r in arguments.parties(doc, index, t))
        if own:
            return _real(own)
        by = [r for t in company.authors(token) for r in arguments.parties(doc, index, t)]
        if by:
            return _real(tuple(by))
        holders = [token, *arguments.prep_objects(token, "in", "of")]
        holders += [token.head] if token.dep_ in ("nsubj", "nsubjpass") else []
        between = [
            r
            for h in holders
            for t in arguments.prep_objects(h, "between", "among")
            for r in arguments.parties(doc, index, t)
        ]
        if len(between) > 1:
            return _real(tuple(between))
        head = token.head
        if head.i in heads and token.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj"):
            return (), True
        links = ("of",) if hit.row.cls == "RETREAT" else ("of", "from")
        of = [r for t in arguments.prep_objects(token, *links) for r in arguments.parties(doc, index, t)]
        felt = hit.row.cls == "ACCUSE" and token.dep_ == "pobj" and token.head.lower_ == "to"
        if felt and not of and arguments.prep_objects(token, "of"):
            return (), True  # "to the dismay of the crew"
        if of and "of" not in hit.row.frames[:1]:
            return _real(tuple(of))
        governed = token.dep_ == "pobj" and head.head.pos_ == "VERB" and head.head.i in heads
        if governed and head.lower_ in ("from", "at", "to") and hit.row.cls in GRIM:
            return (), True  # "dissociated itself from the sanctions": they are another's
        tokens = arguments.owner(token)
        if answers.pressed(token):
            tokens = arguments.prep_objects(token, "from", "by")
    found: list[Resolved] = []
    for one in (*tokens, *company.companions(token, tokens)):
        found += arguments.parties(doc, index, one)
    return _real(tuple(arguments.unique(found)))


def traveller(reader: Reader, index: int, verb: Token) -> bool:
    """Tell whether a verb of travel has a person of rank as subject: goods and tourists make no visit."""
    for one in arguments.surface_subjects(verb):
        if one.lower_ in ("he", "she", "who"):
            return True
        mention = reader.doc.mention_of(index, one)
        if mention is not None and (mention.person or mention.via == "leader"):
            return True
        if any(c.lower_ in context.PERSON_HEADS for c in one.lefts):
            return True
        if one.lower_ in context.PERSON_HEADS or one.lemma_.lower() in context.PERSON_HEADS | VISITORS:
            return True
    return False


def targets(
    reader: Reader, index: int, hit: Hit, sources: tuple[Resolved, ...], heads: set[int]
) -> tuple[tuple[Resolved, ...], str, bool]:
    """Return the other party by the frames of the trigger, which frame found it, and whether it is no state."""
    doc = reader.doc
    known = {s.entity for s in sources}
    hidden = False
    aimed = company.aimed_at(doc, index, token=hit.token, cls=hit.row.cls)
    if aimed and not known & {r.entity for r in aimed}:
        return aimed, "against", False
    if made := answers.maker(reader, index, hit, known):
        return made, "theme", False
    order = hit.row.frames
    sponsors = [
        r
        for r in arguments.unique(company.sponsors(doc, index, hit.row.cls, hit.object))
        if r.entity not in known
    ]
    if sponsors:
        return tuple(sponsors), "by", False
    if hit.row.cls == "THREATEN" and (met := addressees.conditioned(doc, index, hit.token, known)):
        return met, "comp", False
    if hit.row.cls == "REQUEST" and "obj" in order and addressed(reader, index, hit, known):
        order = (
            "obj",
            *(f for f in order if f != "obj"),
        )  # who is asked stands before what is asked of others
    doing = bidden(reader, index, hit)
    if doing:
        fresh = [r for r in doing if r.entity not in known and r.kind != "group"]
        return tuple(fresh), "at", not fresh
    for frame in order:
        found: list[Resolved] = []
        for one in attached(reader, index, hit, frame):
            if hit.row.cls == "ACCUSE" and frame in ("obj", "objmod", "of") and themes.suffered(one):
                doers, victims = themes.doers_and_victims(doc, index, one)
                known |= {r.entity for r in victims}
                found += doers
                continue
            met = arguments.parties(doc, index, one)
            if hit.row.cls == "ACCUSE" and frame in ("at", "in"):
                met = tuple(
                    r for r in met if r.kind != "alliance"
                )  # "aired its grievance at the United Nations"
            own = [r for r in met if r.entity in known and r.via == "coref"]
            between = frame == "between" and all(r.entity in known for r in met)
            if own and 1 < len(met) != len(own) and not between:
                first, last = arguments.phrase(one)
                met = (
                    context.group(doc, index, doc.token_span(index, first, last), len(met), frozenset(known))
                    or met
                )
            if not met and frame in ("to", "into", "in") and hit.row.cls in BROUGHT:
                met = tuple(arguments.inside(doc, index, one))
            if not met and frame in TOWARDS and hit.row.cls in AIMED:
                met = towns.state_of(doc, index, one)
            found += met
        fresh = [r for r in arguments.unique(found) if r.entity not in known]
        if hit.row.cls != "CONSULT" and frame in ("in", "at"):
            fresh = [r for r in fresh if r.via != "capital" or r.entity in context.present(doc)]
        real = tuple(r for r in fresh if r.kind != "group")
        if real:
            return real, frame, False
        if fresh and (frame in hit.row.frames[:2] or (frame == "obj" and hit.row.cls == "ASSAULT")):
            hidden = True
    if hidden:
        return (), "", True
    if hit.row.words[0] in frames.FAINT and not hit.row.objects:
        return (), "", False
    below = nearby(reader, index, hit, known, heads)
    if below:
        return below, "near", False
    doer = themes.theme(reader, index, hit, known)
    if doer is not None:
        return (doer,), "theme", False
    return (), "", False


def bidden(reader: Reader, index: int, hit: Hit) -> list[Resolved]:
    """Return who acts at someone's wish: ``a mission patrols the frontier at the request of Peru``."""
    noun = hit.token
    if (
        noun.lemma_.lower() not in BIDDING
        or noun.dep_ != "pobj"
        or noun.head.lower_ not in ("at", "on", "upon")
    ):
        return []
    verb = noun.head.head
    doers = arguments.agents(verb) if verb.pos_ in ("VERB", "AUX") else []
    return [r for t in doers for r in arguments.parties(reader.doc, index, t)]


def addressed(reader: Reader, index: int, hit: Hit, known: set[str]) -> bool:
    """Tell whether an act is put to a party of its own: ``asked King Hassan to receive both presidents``."""
    if hit.token.pos_ != "VERB" or hit.object is not None or arguments.passive(hit.token):
        return False
    met = [r for o in arguments.objects(hit.token) for r in arguments.parties(reader.doc, index, o)]
    return any(r.kind != "group" and r.entity not in known for r in met)


def attached(reader: Reader, index: int, hit: Hit, frame: str) -> list[Any]:
    """Return the tokens that a frame points to."""
    token = hit.token
    holders = [token]
    if hit.object is not None:
        holders.append(hit.object)
    verb = token.pos_ in ("VERB", "AUX")
    if verb:
        holders += [o for o in arguments.objects(token) if o not in holders]
    elif (token.pos_ == "ADJ" and token.dep_ == "acomp" and frame in ("to", "in")) or (
        token.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and token.head.pos_ in ("VERB", "AUX")
    ):
        holders.append(token.head)
    if frame in ("obj", "objmod"):
        if verb:
            found = arguments.objects(token)
            loose = [] if found or not hit.row.particle else arguments.prep_objects(token, hit.row.particle)
            return found or [t for t in loose if t.head.head.i == token.i] or arguments.bothering(token)
        return arguments.prep_objects(token, "of") if frame == "obj" else []
    if frame == "iobj":
        found = [c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        if verb:
            found += arguments.objects(token)[:0]
        return found
    if frame == "comp":
        return complement(token)
    if frame == "judged":
        return (
            [hit.object] if hit.object is not None and hit.object.lower_ not in ("it", "this", "that") else []
        )
    if frame == "poss":
        return [c for h in holders for c in h.children if c.dep_ == "poss"]
    if frame == "appos":
        return [c for c in token.children if c.dep_ == "appos"]
    if frame == "subj":
        return []
    if frame == "any":
        return [t for t in token.subtree if t.dep_ in ("pobj", "dobj", "nsubj") and t.i > token.i]
    found = []
    for holder in holders:
        found += arguments.prep_objects(holder, *(("between", "among") if frame == "between" else (frame,)))
        if frame in ("to", "in"):
            found += [c for c in holder.children if c.dep_ == "advmod" and c.lower_ == "here"]
    if frame == "by" and verb and arguments.passive(token):
        return []
    if frame == "in" and not verb and token.lemma_.lower() in GATHERINGS:
        found = [t for t in found if not company.venue(reader.doc, index, t)]
    if frame == "with":
        found = [t for t in found if t.lower_ not in BACKING]
    return found


def helping(token: Token) -> bool:
    """Tell whether forces are sent for someone's good: ``sent ships to support Peru``."""
    return favours.sent_for(token, HELPING)


def fill(
    reader: Reader, index: int, hit: Hit, sources: tuple[Resolved, ...], told: modality.Stance
) -> tuple[Resolved, ...]:
    """Return the other side of a two-state context for known actors, or nothing."""
    doc, token = reader.doc, hit.token
    known = {s.entity for s in sources}
    start, end = doc.place_of(index, token)
    here = doc.span(start, end)
    if hit.row.cls in HOSTILE:
        for one in told.speakers:
            if one.kind != "group" and one.entity not in known:
                return (Resolved(one.entity, one.kind, "coref", here, one.antecedent or one.mention),)
    if brokers.mediating(hit):
        return context.group(doc, index, here, 2, frozenset(known))
    found = partners.rank(
        doc, reader.rows, index, start, frozenset(known), hit.row.cls, bodies=hit.row.words[0] in BODY_VERBS
    )
    return (context.step(doc, found[0].mention, here),) if found else ()


def owned(
    reader: Reader, index: int, hit: Hit, frame: str, sources: tuple[Resolved, ...]
) -> tuple[Resolved, ...]:
    """Return only the side whose allies the others are, where the text says so: ``concern among Turkey's allies``."""
    owners: set[str] = set()
    for one in attached(reader, index, hit, frame):
        for child in one.children:
            if child.dep_ == "poss":
                owners |= {r.entity for r in arguments.parties(reader.doc, index, child)}
    return tuple(s for s in sources if s.entity in owners) or sources


def waiting(hit: Hit) -> bool:
    """Tell whether an act has a doer in the sentence whom nothing has resolved yet."""
    token = hit.token
    if token.pos_ in ("VERB", "AUX"):
        if arguments.passive(token):
            return False
        return any(t.pos_ in ("PRON", "PROPN") for t in arguments.surface_subjects(token))
    return False


def _real(found: tuple[Resolved, ...]) -> tuple[tuple[Resolved, ...], bool]:
    real = tuple(r for r in found if r.kind != "group")
    return real, bool(found) and not real


def complement(token: Token) -> list[Any]:
    """Return subject and object heads inside the clausal complement of a verb."""
    found: list[Any] = []
    for child in token.children:
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            if child.dep_ == "advcl" and child.tag_ not in ("VB", "VBG"):
                continue
            found += arguments.surface_subjects(child) if child.dep_ != "xcomp" else []
            found += arguments.objects(child)
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    found += [c for c in inner.children if c.dep_ in ("nsubj", "dobj")]
    return found
