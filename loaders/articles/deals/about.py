"""Reads verbs that say of a deal that it was signed, won, awarded or called off: who with, and what it is about."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Resolved, Token
from .commerce import (
    FIRM,
    LENDING,
    ROUTES,
    Deal,
    Word,
    add_item,
    hosts_of,
    kind_of_thing,
    receivers_of,
    states_of,
    words,
)
from .nouns import noun_deal
from .order import counted_alone, goods_before, number
from .ways import sells, turned_right

WHERE = frozenset(
    ["in", "at", "near", "aboard", "amid", "during", "after", "before", "since", "until", "outside"]
)
"""What stands before the place or time of a signing, not before its goods."""


def about_deal(
    doc: Document,
    index: int,
    verb: Token,
    thing: Token,
    word: Word,
    agents: tuple[Resolved, ...],
    taken: set[int],
) -> Deal | None:
    """Read "signed a contract with", "won an order from", "awarded a tender to"."""
    if thing is not None and verb.lemma_ == "put" and thing.lemma_.lower() in ("name", "signature"):
        thing = next(iter(arguments.prep_objects(verb, "to", "under")), None)
    if thing is None or (thing.pos_ == "ADJ" and verb.lemma_ == "sign"):
        objects = (
            arguments.prep_objects(verb, "for", "on")
            if verb.lemma_ in {"sign", "agree", "contract", "negotiate", "close"}
            else []
        )
        counted = [t for t in objects if counted_alone(t)]
        objects = [t for t in objects if kind_of_thing(doc, index, t)]
        if counted and not objects and agents:
            deal = Deal(index, doc.place_of(index, verb)[0], "deal.sign.for", None, status=word.status)
            deal.kind, maker = goods_before(doc, deal.at, agents)
            deal.buyers, deal.quantity = agents, number(doc, index, counted[0])
            deal.sellers = states_of(doc, index, arguments.prep_objects(verb, "with", "from"))
            deal.sellers = deal.sellers or ((maker,) if maker else ())
            return deal if deal.kind is not None else None
        if not objects and verb.lemma_ in {"sign", "contract"} and thing is None:
            objects = [
                t
                for t in verb.subtree
                if t.dep_ == "pobj"
                and t.head.lower_ in ("for", "on")
                and t.i > verb.i
                and kind_of_thing(doc, index, t)
            ][:1]
        if not objects or not agents:
            return None
        if (objects[0].lemma_.lower(), "N") in words() and objects[0].lemma_.lower() in LENDING:
            return None
        deal = Deal(index, doc.place_of(index, verb)[0], "deal.sign.for", None, status=word.status)
        if len(agents) == 1 and kind_of_thing(doc, index, objects[0]) == "construction":
            deal.sides = agents  # who signs for a plant may build it or get it
        else:
            deal.buyers = agents
        deal.sellers = states_of(
            doc,
            index,
            arguments.prep_objects(verb, "with", "from") + arguments.prep_objects(objects[0], "from"),
        )
        add_item(doc, index, deal, objects[0])
        return deal
    heads = [t for t in arguments.conjuncts(thing) if (t.lemma_.lower(), "N") in words()]
    if not heads:
        return None
    head = heads[0]
    inner = words()[(head.lemma_.lower(), "N")]
    read = noun_deal(doc, index, head, inner, taken, weak=True)
    wider = _goods_after(doc, index, verb, head) if read is None or read.item is None else None
    ends = [t for t in verb.subtree if t.i > head.i and t.dep_ == "pobj" and t.head.lower_ in ("for", "on")]
    alone = next((t for t in ends if counted_alone(t)), None) if read is None and wider is None else None
    if read is None and wider is None:
        kind, maker = (
            goods_before(doc, doc.place_of(index, head)[0], agents) if alone is not None else (None, None)
        )
        if kind is None:
            return None
        read = Deal(index, doc.place_of(index, head)[0], "", kind, quantity=number(doc, index, alone))
        read.sellers = (maker,) if maker is not None else ()
    deal = read or Deal(index, doc.place_of(index, head)[0], "", None, firm=head.lemma_.lower() in FIRM)
    taken.add(head.i)
    if wider is not None:
        add_item(doc, index, deal, wider)
        if wider.lemma_.lower() in ROUTES:
            wider_from: list[Token] = []
        else:
            wider_from = arguments.prep_objects(wider, "from")
            deal.buyers = deal.buyers or states_of(doc, index, arguments.prep_objects(wider, "to"))
        if source := states_of(doc, index, wider_from + arguments.prep_objects(verb, "from")):
            deal.sellers = source
    taken.update(t.i for t in heads)
    deal.rule = f"deal.{word.frame}.{verb.lemma_.lower()}"
    deal.status = word.status
    partners = states_of(doc, index, arguments.prep_objects(verb, "with"))
    if deal.turnable:
        _turn(doc, verb, head, deal)
    elif len(agents) == 1 and not (partners or deal.buyers or deal.sellers) and _to_sell(verb, head):
        deal.sellers = agents
    if word.frame == "win":
        source = tuple(r for r in deal.sellers if r.entity not in {a.entity for a in agents})
        deal.buyers = deal.buyers or (source if agents else ())
        deal.sellers = agents or deal.sellers
        winners = {s.entity for s in deal.sellers}
        deal.buyers = tuple(b for b in deal.buyers if b.entity not in winners)
        deal.buyers = (
            deal.buyers
            or states_of(doc, index, arguments.prep_objects(verb, "from"))
            or hosts_of(doc, index, verb, thing)
        )
    elif word.frame == "award":
        deal.buyers = agents or deal.buyers
        got = states_of(doc, index, arguments.surface_subjects(verb)) if arguments.passive(verb) else ()
        deal.sellers = receivers_of(doc, index, verb, thing, "award") or got or deal.sellers
        if not deal.buyers:
            ends = [t for one in verb.subtree if one.i > verb.i for t in arguments.prep_objects(one, "for")]
            told = {s.entity for s in deal.sellers}
            deal.buyers = tuple(b for b in states_of(doc, index, ends) if b.entity not in told)[:1]
    else:
        pair = inner.frame in {"buy", "sell"} and len(agents) == 2 and not partners
        if pair:
            deal.sides = agents
        elif inner.frame == "sell" and not deal.sellers:
            told = {b.entity for b in deal.buyers}
            deal.sellers = tuple(a for a in agents if a.entity not in told)
        elif inner.frame == "buy" and not deal.buyers:
            told = {s.entity for s in deal.sellers}
            deal.buyers = tuple(a for a in agents if a.entity not in told)
        everyone = tuple(arguments.unique([*agents, *partners, *deal.sides, *deal.buyers, *deal.sellers]))
        deal.sides = everyone
        if deal.buyers and not deal.sellers:
            deal.sellers = tuple(r for r in everyone if r.entity not in {b.entity for b in deal.buyers})[:1]
        elif deal.sellers and not deal.buyers:
            deal.buyers = tuple(r for r in everyone if r.entity not in {s.entity for s in deal.sellers})[:1]
    turned_right(deal, head, agents, word.frame)
    return deal


def _to_sell(verb: Token, head: Token) -> bool | None:
    """Tell whether a deal is to sell, or to buy; None where no clause says what it is to do."""
    for clause in (*verb.children, *head.children):
        if clause.dep_ in ("advcl", "xcomp", "acl") and clause.tag_ == "VB" and clause.i > head.i:
            told = words().get((clause.lemma_.lower(), "V"))
            if told is not None and told.frame in ("sell", "lend", "buy", "borrow"):
                return told.frame in ("sell", "lend")
    return None


def _turn(doc: Document, verb: Token, head: Token, deal: Deal) -> None:
    """Turn who deals with whom by what the deal is to do or be about: ``signed a contract with Peru to export gas``."""
    own, others = deal.buyers, deal.sellers
    if (selling := _to_sell(verb, head)) is not None:
        deal.turnable = False
        if selling:
            deal.buyers, deal.sellers = others, own
        return
    if deal.kind == "energy" or sells(doc, own, others, deal.kind):
        deal.buyers, deal.sellers, deal.turnable = (), (), False
        deal.sides = tuple(arguments.unique([*own, *others]))


def _goods_after(doc: Document, index: int, verb: Token, head: Token) -> Token:
    """Return the first goods named below a verb of dealing, outside the deal noun and other clauses."""
    for token in verb.subtree:
        if (
            token.i <= head.i
            or token.pos_ not in ("NOUN", "PROPN")
            or token.dep_ not in ("pobj", "dobj", "attr")
        ):
            continue
        if token.dep_ == "pobj" and token.head.lower_ in WHERE:
            continue
        if (token.lemma_.lower(), "N") not in words() and kind_of_thing(doc, index, token):
            return token
    return None
