"""Reads who is chosen or charged to supply: "picked Alstom for the trains", "hired Larsen & Toubro to build a pier", "boats made by Damen for Peru"."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Resolved, Token
from .commerce import Deal, Word, add_item, item_span, kind_of_thing, money_in, states_of, words
from .order import counted_alone, goods_before, number
from .same_firm import FIRMS

CHOOSING = frozenset([
    "choose", "select", "pick", "prefer", "favour", "favor", "name", "engage", "retain", "appoint", "designate", "hire", "commission",
    "contract", "tap", "enlist",
])  # fmt: skip
CHARGING = CHOOSING | {
    "ask",
    "entrust",
    "invite",
    "authorise",
    "authorize",
    "allow",
    "pay",
    "task",
    "charge",
    "mandate",
}
GIVING = frozenset(["give", "hand", "entrust", "assign", "award", "allot", "confer", "farm"])
MAKING = frozenset(["make", "produce", "manufacture", "run", "manage", "maintain"])
ROLES = frozenset(
    [
        "supplier",
        "builder",
        "contractor",
        "provider",
        "vendor",
        "maker",
        "bidder",
        "partner",
        "operator",
        "developer",
    ]
)
"""What someone is chosen as."""


def chosen(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "selected Alstom for two monorails", "was chosen by Quito as supplier of the trains"."""
    whom = arguments.objects(verb)
    told = {a.entity for a in agents}
    sellers = tuple(r for r in states_of(doc, index, whom) if r.entity not in told and r.kind == "country")
    if not sellers:
        return None
    ends = arguments.prep_objects(verb, "for") + [t for w in whom for t in arguments.prep_objects(w, "for")]
    if not ends:
        held = [c for c in verb.subtree if c.i > verb.i and c.lower_ == "for" and c.dep_ == "prep"][:1]
        ends = [t for c in held for t in c.children if t.dep_ == "pobj"]
    for role in arguments.prep_objects(verb, "as"):
        if role.lemma_.lower() in ROLES:
            ends += arguments.prep_objects(role, "of", "for")
    things = [t for t in ends if kind_of_thing(doc, index, t)]
    firm = any(r.via == "company" for r in sellers)
    if not things and not (ends and firm and money_in(doc, index)):
        return None
    if not agents and not any(r.via == "company" for r in sellers):
        return None
    deal.buyers, deal.sellers, deal.status = agents, sellers, "planned"
    if not things:
        deal.item, deal.firm = item_span(doc, index, ends[0]), True
        return deal
    if not agents:
        deal.buyers = states_of(doc, index, [c for c in things[0].children if c.dep_ == "poss"])
    add_item(doc, index, deal, things[0])
    deal.guarded = True
    return deal


def beaten(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "Hanwha beat Rheinmetall for the howitzers": who wins against another gets to supply."""
    whom = arguments.objects(verb)
    ends = [t for one in (verb, *whom) for t in arguments.prep_objects(one, "for", "in", "over")]
    things = [t for t in ends if kind_of_thing(doc, index, t)]
    if not things or not any(r.via == "company" for r in agents) or not states_of(doc, index, whom):
        return None
    deal.sellers, deal.status, deal.guarded = agents, "planned", True
    deal.buyers = states_of(doc, index, [c for c in things[0].children if c.dep_ == "poss"])
    add_item(doc, index, deal, things[0])
    return deal


def held_from(
    doc: Document, index: int, verb: Token, thing: Token | None, agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "has its two frigates from Kiel", "placed two million tonnes with Ineos", "signed Equinor for ten cargoes"."""
    lemma = verb.lemma_.lower()
    if thing is None or not (agents or lemma == "have"):
        return None
    told = {a.entity for a in agents}
    links = {"have": ("from",), "place": ("with",), "sign": ("for",)}[lemma]
    beyond = [t for one in (verb, thing) for t in arguments.prep_objects(one, *links)]
    if lemma == "sign":
        goods = [t for t in beyond if kind_of_thing(doc, index, t) or counted_alone(t)]
        whom = tuple(r for r in states_of(doc, index, [thing]) if r.via == "company" and r.entity not in told)
        if not goods or not whom:
            return None
        deal.buyers, deal.sellers, thing = whom, agents, goods[0]
    else:
        others = tuple(r for r in states_of(doc, index, beyond) if r.entity not in told)
        counts = counted_alone(thing) and (lemma == "have" or bool(others))
        if not agents and not (others and all(r.via == "company" for r in others)):
            return None  # "from Kiel the fleet has had two frigates": who has them the text tells elsewhere
        if not others or not (kind_of_thing(doc, index, thing) or counts):
            return None
        deal.buyers, deal.sellers = (agents, others) if lemma == "have" else (others, agents)
        deal.status = "completed" if lemma == "have" else "signed"
    add_item(doc, index, deal, thing)
    if deal.kind is None:
        deal.kind, _ = goods_before(doc, deal.at, ())
        deal.quantity = number(doc, index, thing)
    return deal if deal.kind is not None else None


def given_over(
    doc: Document, index: int, verb: Token, thing: Token | None, agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "gave the terminal to Shanghai International Port Group", "entrusted the dam to Salini": the firm works for who gives."""
    if (
        verb.lemma_.lower() not in GIVING
        or thing is None
        or kind_of_thing(doc, index, thing) != "construction"
    ):
        return None
    ends = arguments.prep_objects(verb, "to")
    firms = states_of(doc, index, ends)
    described = any(t.lemma_.lower() in FIRMS for t in ends)  # "a Chinese company"
    if (
        not firms
        or not (described or all(r.via == "company" for r in firms))
        or any(a.via == "company" for a in agents)
    ):
        return None
    deal.buyers, deal.sellers, deal.status = agents, firms, "signed"
    if not agents:
        deal.buyers = states_of(doc, index, [c for c in thing.children if c.dep_ == "poss"])
    add_item(doc, index, deal, thing)
    return deal


def charged(doc: Document, index: int, verb: Token) -> tuple[Resolved, ...]:
    """Return who charges another with what a verb tells: Lima in ``Lima hired Damen to build two ferries``."""
    if (
        verb.dep_ not in ("xcomp", "advcl", "ccomp")
        or verb.tag_ != "VB"
        or verb.head.lemma_.lower() not in CHARGING
    ):
        return ()
    return states_of(doc, index, arguments.agents(verb.head))


def charged_with(doc: Document, index: int, verb: Token) -> tuple[Resolved, ...]:
    """Return whom another charges with what a verb tells: Damen in ``Lima hired Damen to build two ferries``."""
    if (
        verb.dep_ not in ("xcomp", "advcl")
        or verb.tag_ != "VB"
        or verb.head.lemma_.lower() not in CHARGING - {"pay"}
        or arguments.passive(verb.head)
    ):
        return ()
    return states_of(doc, index, [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i])


def made_for(
    doc: Document, index: int, verb: Token, thing: Token | None, receivers: tuple[Resolved, ...]
) -> tuple[Resolved, ...]:
    """Return for whom a verb of making says that a thing is made; where it does not, it tells no deal."""
    if receivers or thing is None:
        return receivers
    return states_of(doc, index, [c for c in thing.children if c.dep_ == "poss"])


def phrased(verb: Token) -> tuple[Word, list[Token] | None] | None:
    """Return what a verb means with its particle or preposition (``part with``, ``lay out``), and the object if a preposition holds it."""
    lemma = verb.lemma_.lower()
    links = [
        c for c in verb.children if c.i > verb.i and c.dep_ in ("prt", "prep", "advmod", "acomp", "oprd")
    ]
    for link in links:
        for inner in [*links, *link.children]:
            word = words().get((f"{lemma} {link.lower_} {inner.lower_}", "V")) if inner.i > link.i else None
            if word is not None:
                return word, [c for c in inner.children if c.dep_ == "pobj"]
        word = words().get((f"{lemma} {link.lower_}", "V"))
        if word is not None:
            held = [c for c in link.children if c.dep_ == "pobj"]
            return word, held if link.dep_ == "prep" and held else None
    return None
