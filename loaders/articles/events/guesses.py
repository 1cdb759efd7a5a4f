"""Acts with a side that their sentence leaves out: the party in focus that is most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments, context
from ..document import Document, Resolved, Token
from . import addressees, answers, brokers, frames, partners, sides
from .lexicon import HOSTILE
from .nearby import PARALLEL
from .partners import Candidate
from .reactions import reacting

if TYPE_CHECKING:
    from .reader import Left, Reader, Row
    from .triggers import Hit

__all__ = ["guesses"]

DEALS = frozenset(["contract", "deal", "order", "purchase", "sale", "loan"])
PACTS = frozenset(
    ["agreement", "accord", "treaty", "pact", "understanding", "settlement", "memorandum", "protocol"]
)
ENDS = frozenset(
    [
        "lapse",
        "expire",
        "run",
        "last",
        "cover",
        "provide",
        "say",
        "state",
        "require",
        "stipulate",
        "end",
        "allow",
    ]
)
BINDING = frozenset(["AGREE", "SUPPORT", "COOPERATE", "AID"])
OWN = frozenset(
    ["parliament", "congress", "senate", "lawmakers", "deputies", "cabinet", "reporters", "journalists", "voters",
     "supporters", "assembly", "citizens", "parliamentarians", "legislators", "newsmen", "students", "viewers"]
)  # fmt: skip
ANYBODY = frozenset(["a", "an", "one", "some", "no", "many", "several", "few", "any", "another", "other"])
RECENT = 200
PONDERING = frozenset(["study", "review", "mull", "examine", "explore"])
"""What one does by himself as well as with another."""
OFFICES = frozenset(["office", "mediation"])
UNNAMED = frozenset(
    ["other", "all", "member", "fellow", "certain", "neighbouring", "neighboring", "western", "foreign", "both"]
)  # fmt: skip
WRITTEN = frozenset(["letter", "message", "note", "hotline", "telegram"])
DEALINGS = frozenset(["COOPERATE", "AID", "AGREE", "SUPPORT"])


AT_HOME = frozenset(
    ["oust", "depose", "topple", "overthrow", "crackdown", "coup", "putsch", "imprisonment", "repression"]
)
"""What is mostly done inside one state: where the text names no other, none is meant."""


def guesses(reader: Reader, index: int, left: Left) -> list[Row]:
    """Return the rows of an act whose other side, or both, the context gives."""
    hit, told, sources, targets = left.hit, left.told, left.sources, left.targets
    row = hit.row
    if not targets and not row.objects and row.words[0] in frames.FAINT:
        return taken_up(reader, index, left) if row.words[0] == "accept" else []
    if row.words[0] in AT_HOME or (row.cls == "ASSAULT" and hit.token.pos_ in ("NOUN", "PROPN")):
        return []
    if left.frame == "in" and row.cls == "PROTEST" and not sources and hit.token.pos_ == "NOUN":
        return []  # "the protest in Lima" is against nobody told
    if not sources and row.cls == "ASSAULT" and arguments.passive(hit.token) and not at_war(reader, left):
        return []
    if row.cls == "RETREAT" and left.frame == "in" and not sources and hit.token.pos_ == "NOUN":
        return []  # "the ceasefire in Syria" is one inside it
    if (row.cls == "AGREE" and row.id.endswith(".dispute") and meant(hit.token)) or (
        not sources and by_another(hit.token)
    ):
        return []
    if row.cls == "CONSULT" and row.words[-1] in WRITTEN:
        return []
    if row.words[0] == "need" or (row.cls == "CONSULT" and row.words[0] in PONDERING):
        return []
    if row.cls == "REQUEST" and not targets and anyone(reader, index, hit.token):
        return []
    if row.cls in ("AID", "SUPPORT") and for_rebels(hit):
        return []  # help for rebels is no help for the state in focus
    if (
        sources
        and not targets
        and row.cls in ("SUPPORT", "ACCUSE", "SANCTION")
        and unknown(reader, index, hit.token)
    ):
        return []
    if not sources and not targets:
        doers, met = answers.answered(reader, index, hit)
        if doers:
            return reader.make(index, hit, doers, met, "theme", told, 0.5)
    if at_home(hit.token) or (not sources and stranger(reader, index, hit.token)):
        return []
    start, end = reader.doc.place_of(index, hit.token)
    here = reader.doc.span(start, end)
    known = frozenset(p.entity for p in (*sources, *targets))
    mediating = brokers.mediating(hit) or (hit.object is not None and hit.object.lemma_ in OFFICES)
    if sources and not targets and mediating:
        pair = context.group(reader.doc, index, here, 2, known)
        return reader.make(index, hit, sources, pair, "context", told, 0.5)
    if sources and not targets and row.cls in HOSTILE:
        for voice in told.speakers:
            if voice.kind != "group" and voice.entity not in known:
                victim = Resolved(voice.entity, voice.kind, "coref", here, voice.antecedent or voice.mention)
                return reader.make(index, hit, sources, (victim,), "speaker", told, 0.5)
    if not known:
        return both(reader, index, left)
    if sources and not targets:
        met = addressees.resumed(reader.doc, index, hit.token, known) or addressees.both_sides(
            reader.doc, reader.rows, index, hit, sources
        )
        if met:
            return reader.make(index, hit, sources, met, "context", told, 0.5)
    if sources and not targets and (same := alike(reader, index, left, known)):
        return reader.make(index, hit, sources, same, "context", told, 0.5)
    one = likeliest(reader, index, left, known, "target" if sources else "source")
    if one is None:
        return []
    kinds = {one.mention.kind, *(p.kind for p in (*sources, *targets))}
    if row.cls == "CONSULT" and "alliance" in kinds:
        return []
    other = (context.step(reader.doc, one.mention, here),)
    sure = round(0.2 + 0.4 * one.share, 3)
    if sources:
        return reader.make(index, hit, sources, other, "context", told, sure)
    return reader.make(index, hit, other, targets, f"{left.frame}+source", told, sure)


def for_rebels(hit: Hit) -> bool:
    """Tell whether help goes to rebels: ``backs the rebels``, ``arms a rebel group``, ``funds and trains guerrillas``."""
    things = [hit.object] if hit.object is not None else []
    if hit.token.pos_ == "VERB":
        also = [c for c in hit.token.children if c.dep_ == "conj" and c.pos_ == "VERB"]
        things += [o for verb in (hit.token, *also) for o in arguments.objects(verb)]
    return any(t.lower_ in arguments.REBELS for one in things for t in (one, *one.lefts))


FIGHTING = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "RETREAT"])


def at_war(reader: Reader, left: Left) -> bool:
    """Tell whether those who suffer an attack by nobody named were told to be in a fight with another."""
    hurt = {t.entity for t in left.targets}
    return any(r.cls in FIGHTING and hurt & {r.source.entity, r.target.entity} for r in reader.rows[-RECENT:])


def meant(verb: Token) -> bool:
    """Tell whether an act is only what something else is done for: ``called to defuse the crisis``."""
    purpose = verb.dep_ in ("advcl", "xcomp", "acl", "relcl")
    return purpose and verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def by_another(verb: Token) -> bool:
    """Tell whether a passive says by whom, and it is nobody known: ``accompanied by leaks``."""
    return verb.pos_ == "VERB" and arguments.passive(verb) and bool(arguments.by_agents(verb))


def unknown(reader: Reader, index: int, verb: Token) -> bool:
    """Tell whether an act of words is told of someone by a name that stands for nobody known: ``backed Espinosa``."""
    if verb.pos_ != "VERB":
        return False
    named = [*arguments.objects(verb), *arguments.prep_objects(verb, "for", "behind")]
    return any(
        o.pos_ == "PROPN"
        and o.text[:1].isupper()
        and ((m := reader.doc.mention_of(index, o)) is None or m.kind == "place")
        for o in named
    )


def taken_up(reader: Reader, index: int, left: Left) -> list[Row]:
    """Return the acceptance of what was offered just before: ``invited Boric to Lima; he has accepted``."""
    names = {s.entity for s in left.sources}
    for row in reversed(reader.rows[-RECENT:]):
        if index - row.sentence > 1:
            break
        if row.cls in ("AGREE", "REQUEST") and row.target.entity in names:
            start, end = reader.doc.place_of(index, left.hit.token)
            one = Resolved(row.source.entity, row.source.kind, "coref", reader.doc.span(start, end),
                           row.source.antecedent or row.source.mention)  # fmt: skip
            return reader.make(index, left.hit, left.sources, (one,), "theme", left.told, 0.5)
    return []


def alike(reader: Reader, index: int, left: Left, known: frozenset[str]) -> tuple[Resolved, ...]:
    """Return whom the same act was just done to by another: ``Oman hailed the Saudi offer. Qatar, too, applauded``."""
    verb = left.hit.token
    near = [*verb.children, *(g for c in verb.children if c.dep_ == "nsubj" for g in c.children)]
    if not any(c.lower_ in LIKEWISE for c in near):
        return ()
    told = [r for r in reader.rows[-RECENT:] if r.cls == left.hit.row.cls and 0 < index - r.sentence <= 2]
    ways = {(r.source.entity, r.target.entity, r.trigger, r.sentence) for r in told}
    if left.hit.row.direction != "both":  # a pact of two is not what a third says of it
        told = [
            r for r in told if (r.target.entity, r.source.entity, r.trigger, r.sentence) not in ways
        ] or told
    told = [r for r in told if r.trigger == told[-1].trigger and r.sentence == told[-1].sentence]
    if any(r.target.entity in known for r in told):
        return ()
    start, end = reader.doc.place_of(index, verb)
    here = reader.doc.span(start, end)
    return tuple(
        arguments.unique(
            [
                Resolved(
                    r.target.entity, r.target.kind, "coref", here, r.target.antecedent or r.target.mention
                )
                for r in told
            ]
        )
    )


WHOEVER = frozenset(
    ["anyone", "anybody", "those", "whoever", "nobody", "everyone", "someone", "somebody", "all", "one"]
)
LIKEWISE = frozenset(["too", "also", "likewise", "similarly", "joined", "equally"])
BIDDING = frozenset(
    ["ask", "tell", "advise", "urge", "order", "instruct", "warn", "direct", "request", "forbid", "counsel", "caution"]
)  # fmt: skip
SUBJECTS = frozenset(
    ["nationals", "citizens", "carriers", "airlines", "companies", "firms", "banks", "people", "soldiers", "troops",
     "ships", "skippers", "fishermen", "pilots", "travellers", "importers", "exporters", "subjects",
     "tourists"]
)  # fmt: skip


def at_home(verb: Token) -> bool:
    """Tell whether an act is addressed to people of the doer's own state: ``asked parliament``, ``told its citizens``."""
    if (
        verb.pos_ == "VERB"
        and verb.lemma_.lower() in BIDDING
        and any(
            c.lower_ in SUBJECTS and any(g.dep_ == "poss" and owned_here(g) for g in c.children)
            for c in arguments.objects(verb)
        )
    ):
        return True
    return verb.pos_ == "VERB" and any(
        c.lower_ in OWN and not any(g.dep_ in ("amod", "poss", "nmod", "compound") for g in c.children)
        for c in (*arguments.objects(verb), *arguments.prep_objects(verb, "to"))
    )


def anyone(reader: Reader, index: int, verb: Token) -> bool:
    """Tell whether those asked are told in words that name nobody: ``urged other members to follow``."""
    if verb.pos_ != "VERB":
        return False
    asked = [
        o for o in arguments.objects(verb) if o.tag_ == "NNS" and reader.doc.mention_of(index, o) is None
    ]
    return any(c.lower_ in UNNAMED for o in asked for c in o.lefts)


def owned_here(poss: Token) -> bool:
    """Tell whether a possessor points back to the subject: ``its``, ``their``, ``his country's``."""
    if poss.lower_ in ("its", "their"):
        return True
    return poss.lower_ in ("country", "nation") and any(
        c.dep_ == "poss" and c.pos_ == "PRON" for c in poss.children
    )


def stranger(reader: Reader, index: int, verb: Token) -> bool:
    """Tell whether an act has a doer of its own who is named as anybody: ``one resident``, ``a bomb``, ``twelve states``."""
    if verb.pos_ != "VERB" or arguments.passive(verb):
        return False
    if verb.dep_ == "relcl" and verb.head.lower_ in WHOEVER:
        return True
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
    anybody = [o for o in own if any(c.lower_ in ANYBODY or c.dep_ == "nummod" for c in o.lefts)]
    return any(all(reader.doc.mention_of(index, t) is None for t in o.subtree) for o in anybody)


def of_thing(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether a relative clause speaks of a thing that no party is named with: ``equipment that works together``."""
    if verb.dep_ != "relcl" or not any(c.tag_ == "WDT" and c.dep_ == "nsubj" for c in verb.children):
        return False
    return not any(doc.mention_of(index, t) for t in (verb.head, *verb.head.lefts))


def both(reader: Reader, index: int, left: Left) -> list[Row]:
    """Return the rows of a mutual act neither of whose sides is told: the likeliest pair."""
    if left.hit.row.direction != "both" or of_thing(reader.doc, index, left.hit.token):
        return []
    if feud := answers.quarrel(reader, index, left.hit):
        return reader.make(index, left.hit, feud, feud, "frame", left.told, 0.5)
    start, end = reader.doc.place_of(index, left.hit.token)
    here = reader.doc.span(start, end)
    doer = likeliest(reader, index, left, frozenset(), "source")
    other = doer and likeliest(reader, index, left, frozenset([doer.entity]), "target")
    if doer is None or other is None:
        return []
    if standing(reader, left, {doer.entity, other.entity}):
        return []
    pair = [context.step(reader.doc, c.mention, here) for c in (doer, other)]
    sure = round(0.2 + 0.3 * doer.share * other.share, 3)
    return reader.make(index, left.hit, (pair[0],), (pair[1],), "frame", left.told, sure)


def standing(reader: Reader, left: Left, pair: set[str]) -> bool:
    """Tell whether ``the contract`` only points back to a deal that was told of the same two."""
    token = left.hit.token
    if token.pos_ != "NOUN" or not any(c.lower_ in ("the", "this", "that") for c in token.children):
        return False
    if token.lemma_.lower() in PACTS and token.dep_ in ("nsubj", "pobj") and token.head.lemma_ in ENDS:
        return any(
            r.cls in BINDING and {r.source.entity, r.target.entity} == pair for r in reader.rows[-RECENT:]
        )
    if left.hit.row.words[-1] not in DEALS:
        return any(r.cls == left.hit.row.cls for r in reader.rows[-RECENT:])
    return any(r.cls in BINDING and {r.source.entity, r.target.entity} == pair for r in reader.rows[-RECENT:])


def likeliest(reader: Reader, index: int, left: Left, known: frozenset[str], role: str) -> Candidate | None:
    """Return the party that most likely fills a side, or None where the text has named no other."""
    row = left.hit.row
    start, _ = reader.doc.place_of(index, left.hit.token)
    found = partners.rank(
        reader.doc, reader.rows, index, start, known, row.cls, bodies=row.words[0] in sides.BODY_VERBS, role=role
    )  # fmt: skip
    if row.cls == "AID":  # "Peru sent two helicopters, and Chile four": who gives beside is not given to
        after = left.hit.token.doc[left.hit.token.i + 1 :]
        others = [t for one in after if one.dep_ in PARALLEL for t in one.subtree]
        beside = {reader.doc.place_of(index, t)[0] for t in others}
        found = [c for c in found if c.mention.start not in beside]
    if row.cls in DEALINGS and left.hit.token.pos_ == "NOUN" and reacting(reader.doc, index, left.hit.token):
        return None
    return found[0] if found else None
