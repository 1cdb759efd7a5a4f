"""Reads deals in one sentence from its parse: who sells what to whom, by verbs and nouns of commerce."""

from __future__ import annotations

from dataclasses import replace

from . import arguments, goods, modality
from .commerce import (
    FIRM,
    LENDING,
    Deal,
    Word,
    add_item,
    compounded_receiver,
    fits,
    hosts_of,
    is_person,
    item_span,
    kind_of_thing,
    loanlike,
    money_in,
    receivers_of,
    states_of,
    words,
)
from .deal_nouns import noun_deal
from .document import Document, Resolved, Token

USED = frozenset(
    [
        "base",
        "field",
        "airfield",
        "port",
        "harbour",
        "harbor",
        "facility",
        "airbase",
        "station",
        "airspace",
        "island",
        "land",
    ]
)


PAPERS = frozenset(["bond", "eurobond", "debt", "paper"])
SUPPLIED = frozenset(["supply", "provide", "furnish", "equip", "arm"])


def read(doc: Document, index: int) -> list[Deal]:
    """Return the deals that one parsed sentence tells, without those folded into a wider one."""
    found: list[Deal] = []
    taken: set[int] = set()
    for token in doc.tokens[index]:
        if token.pos_ in ("VERB", "AUX") and (word := words().get((token.lemma_.lower(), "V"))):
            deal = _verb(doc, index, token, word, taken)
        elif (
            token.pos_ in ("NOUN", "PROPN")
            and token.i not in taken
            and (word := words().get((token.lemma_.lower(), "N")))
        ):
            deal = noun_deal(doc, index, token, word, taken)
        else:
            continue
        if deal is not None:
            deal.token = token
            deal.stance = modality.stance(doc, index, token)
            found.append(deal)
            found += _joined_goods(doc, index, deal)
    return found


def _joined_goods(doc: Document, index: int, deal: Deal) -> list[Deal]:
    """Return a deal for each further kind of counted goods in a list of them that no one sum covers."""
    if deal.item is None or deal.kind != "arms" or money_in(doc, index):
        return []
    inside = [
        t
        for t in doc.tokens[index]
        if t.pos_ in ("NOUN", "PROPN") and deal.item.start <= doc.place_of(index, t)[0] < deal.item.end
    ]
    heads = [t for t in inside if any(t in arguments.conjuncts(h) for h in inside) and t.dep_ == "conj"]
    first = next((t for t in inside if any(c.dep_ == "conj" for c in t.children)), None)
    found: list[Deal] = []
    seen = goods.classes_of(item_words(doc, index, first)) if first is not None else set()
    for head in heads:
        classes = goods.classes_of(item_words(doc, index, head))
        if seen and classes and not classes & seen and any(c.dep_ == "nummod" for c in head.children):
            more = replace(deal, item=doc.token_span(index, arguments.phrase(head)[0], head), spans=list(deal.spans))
            more.rule += ".listed"
            found.append(more)
            seen = seen | classes
    if found and first is not None:
        deal.item = doc.token_span(index, arguments.phrase(first)[0], first)
    return found


def item_words(doc: Document, index: int, head: Token) -> str:
    """Return the words of one noun phrase."""
    return str(doc.token_span(index, *arguments.phrase(head)).quote)


def _verb(doc: Document, index: int, verb: Token, word: Word, taken: set[int]) -> Deal | None:
    things = arguments.objects(verb)
    agents = states_of(doc, index, arguments.subjects(verb))
    if not agents and verb.dep_ == "acl" and verb.tag_ == "VBN" and word.frame in {"buy", "borrow"}:
        agents = states_of(doc, index, arguments.owner(verb.head))
    at = doc.place_of(index, verb)[0]
    deal = Deal(index, at, f"deal.verb.{word.frame}.{verb.lemma_.lower()}", None, status=word.status)
    thing = things[0] if things else None
    if thing is not None and thing.lower_ in ("that", "which") and verb.dep_ == "relcl":
        thing = verb.head
    if word.frame == "sell" and verb.dep_ == "acl" and verb.head.i in taken:
        return None
    if word.frame == "use":
        return _use(doc, index, verb, agents, deal)
    if word.frame == "seek" or (
        word.frame == "sign" and verb.lemma_.lower() == "negotiate" and thing is None
    ):
        return _seeking(doc, index, verb, agents, deal)
    if word.frame == "pay":
        return _payment(doc, index, verb, agents, deal)
    if word.frame == "arrive":
        return _arrival(doc, index, verb, deal)
    if (
        verb.lemma_.lower() == "give"
        and thing is not None
        and thing.lemma_.lower() in {"order", "contract", "tender"}
    ):
        return _about_deal(doc, index, verb, thing, Word("award", "deal", "signed"), agents, taken)
    if (
        verb.lemma_.lower() in {"have", "hold"} and arguments.prep_objects(thing, "with")
        if thing is not None
        else False
    ):
        word = Word("sign", word.needs, word.status)
    if verb.lemma_ == "have" and thing is not None and kind_of_thing(doc, index, thing) and _on_order(verb, thing):
        deal.buyers, deal.firm = agents, True
        deal.sellers = states_of(doc, index, arguments.prep_objects(verb, "from", "with") + arguments.prep_objects(thing, "from"))
        add_item(doc, index, deal, thing)
        return deal if agents else None
    if word.frame in {"win", "award", "sign"}:
        return _about_deal(doc, index, verb, thing, word, agents, taken)
    if word.frame == "open":
        return _opened(doc, index, verb, thing, agents, deal)
    if word.frame == "choose":
        return _choice(doc, index, verb, agents, deal)
    if word.frame == "buy" and thing is not None and thing.lemma_.lower() in PAPERS:
        return _paper(doc, index, thing, agents, deal)
    if word.frame == "sell" and thing is not None and loanlike(thing):
        word = Word("lend", "loan", "announced" if verb.lemma_ == "offer" else "signed")
    if word.frame == "lend" and word.needs == "loan":
        if thing is None or not loanlike(thing):
            return None
        taken.add(thing.i)
    supplied = arguments.prep_objects(verb, "with") if verb.lemma_.lower() in SUPPLIED else []
    if (
        thing is not None
        and supplied
        and kind_of_thing(doc, index, supplied[0])
        and (whom := states_of(doc, index, [thing]))
    ):
        deal.sellers, deal.buyers = agents, whom
        add_item(doc, index, deal, supplied[0])
        return deal
    if thing is not None and not fits(doc, index, thing, word.needs):
        return None
    if thing is None and word.needs != "-":
        return None
    if thing is None and not money_in(doc, index):
        return None
    if thing is not None and is_person(doc, index, thing):
        return None
    if (
        word.frame == "build"
        and kind_of_thing(doc, index, thing) not in {"construction", "energy"}
        and not (thing is not None and any(c.like_num for c in thing.children))
    ):
        return None
    if verb.dep_ in {"acl", "amod"} and word.frame == "build" and verb.head.i in taken:
        return None
    receivers = receivers_of(doc, index, verb, thing, word.frame)
    givers = states_of(
        doc,
        index,
        arguments.prep_objects(verb, "from")
        + (arguments.prep_objects(thing, "from") if thing is not None else []),
    )
    if word.frame in {"sell", "lend"}:
        deal.sellers, deal.buyers = agents, receivers or compounded_receiver(doc, index, thing)
        if not deal.sellers and givers:
            deal.sellers = givers
        deal.buyers = tuple(
            b for b in deal.buyers if b.entity not in {s.entity for s in deal.sellers} or b.via != "coref"
        )
    elif word.frame == "build":
        deal.sellers = agents
        deal.buyers = receivers or hosts_of(doc, index, verb, thing)
    elif word.frame == "equip":
        deal.sellers, deal.buyers = agents, states_of(doc, index, [thing] if thing is not None else [])
    elif word.frame == "borrow":
        deal.buyers, deal.sellers = agents, givers
    elif word.frame == "lease":
        to_other = states_of(doc, index, arguments.prep_objects(verb, "to"))
        deal.sellers, deal.buyers = (agents, to_other) if to_other else (givers, agents)
    else:
        deal.buyers, deal.sellers = (
            agents,
            givers
            or states_of(doc, index, arguments.prep_objects(verb, "with") if verb.lemma_ == "order" else []),
        )
        if arguments.passive(verb) and not agents:
            there = [verb.head] if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children) else []
            deal.buyers = receivers or states_of(doc, index, there)
    if word.frame in {"lend", "borrow"}:
        deal.kind = "loan"
    add_item(doc, index, deal, thing)
    deal.firm = word.needs == "-" and word.frame != "use"
    deal.guarded = word.needs == "counted"
    return deal


def _about_deal(
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
    if thing is None:
        objects = (
            arguments.prep_objects(verb, "for", "on")
            if verb.lemma_ in {"sign", "agree", "contract", "negotiate"}
            else []
        )
        objects = [t for t in objects if kind_of_thing(doc, index, t)]
        if not objects or not agents:
            return None
        if (objects[0].lemma_.lower(), "N") in words() and objects[0].lemma_.lower() in LENDING:
            return None
        deal = Deal(
            index, doc.place_of(index, verb)[0], "deal.sign.for", None, status=word.status, buyers=agents
        )
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
    if read is None and wider is None:
        return None
    deal = read or Deal(index, doc.place_of(index, head)[0], "", None, firm=head.lemma_.lower() in FIRM)
    taken.add(head.i)
    if wider is not None:
        add_item(doc, index, deal, wider)
        deal.buyers = deal.buyers or states_of(doc, index, arguments.prep_objects(wider, "to"))
        if source := states_of(
            doc, index, arguments.prep_objects(wider, "from") + arguments.prep_objects(verb, "from")
        ):
            deal.sellers = source
    taken.update(t.i for t in heads)
    deal.rule = f"deal.{word.frame}.{verb.lemma_.lower()}"
    deal.status = word.status
    partners = states_of(doc, index, arguments.prep_objects(verb, "with"))
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
        deal.sellers = receivers_of(doc, index, verb, thing, "award") or deal.sellers
    else:
        if inner.frame == "sell" and not deal.sellers:
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
    return deal


def _opened(
    doc: Document, index: int, verb: Token, thing: Token, agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "agreements that open Spanish bases to American forces"."""
    if thing is None or not {t.lemma_.lower() for t in arguments.conjuncts(thing)} & USED:
        return None
    users = states_of(doc, index, arguments.prep_objects(verb, "to") + arguments.prep_objects(thing, "to"))
    owners = tuple(r for r in arguments.modifiers_before(doc, index, thing) if r.kind == "country") or agents
    if not users or not owners:
        return None
    deal.sellers, deal.buyers, deal.kind = owners[:1], users, "licence"
    deal.item = item_span(doc, index, thing)
    return deal


def _on_order(verb: Token, thing: Token) -> bool:
    """Tell whether goods are said to be on order or coming: ``has Rafales on order``."""
    return any(
        (t.lower_ == "order" and t.head.lower_ == "on") or (t.lower_ == "coming" and t.head in (verb, thing))
        for t in verb.subtree
    )


def _choice(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "has settled on 18 jets", "opted for the French frigate"."""
    things = [t for t in arguments.prep_objects(verb, "on", "for") if kind_of_thing(doc, index, t)]
    if not things or not agents:
        return None
    deal.buyers, deal.guarded = agents, True
    deal.sellers = states_of(doc, index, arguments.prep_objects(things[0], "from"))
    add_item(doc, index, deal, things[0])
    return deal


def _paper(doc: Document, index: int, thing: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "bought Argentine bonds": who buys a state's paper lends to it."""
    if not agents or not money_in(doc, index):
        return None
    issuers = states_of(doc, index, [thing]) or states_of(doc, index, arguments.prep_objects(thing, "of", "from"))
    lenders = {a.entity for a in agents}
    deal.sellers, deal.kind = agents, "loan"
    deal.buyers = tuple(i for i in issuers if i.entity not in lenders)
    return deal if deal.buyers else None


def _use(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "lets the Russian air force use a field at Kant"."""
    inner = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp"} and c.lemma_.lower() in {"use", "keep", "operate", "lease"}
        ),
        None,
    )
    if inner is None:
        return None
    thing = next((c for c in inner.children if c.dep_ == "dobj"), None)
    if thing is None or not {t.lemma_.lower() for t in thing.subtree} & USED:
        return None
    users = [c for c in inner.children if c.dep_ == "nsubj"] or [c for c in verb.children if c.dep_ == "dobj"]
    deal.sellers, deal.buyers, deal.kind = agents, states_of(doc, index, users), "licence"
    deal.item = item_span(doc, index, thing)
    return deal


def _seeking(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "applied to the United States for arms"."""
    things = [t for t in arguments.prep_objects(verb, "for", "on", "about") if kind_of_thing(doc, index, t)]
    sellers = states_of(
        doc,
        index,
        arguments.prep_objects(verb, "to", "with") + [c for c in verb.children if c.dep_ == "dobj"],
    )
    if not things or not agents or not (sellers or len(agents) > 1):
        return None
    deal.status = "under_negotiation"
    if sellers:
        deal.buyers, deal.sellers = agents, sellers
    else:
        deal.sides = agents
    add_item(doc, index, deal, things[0])
    return deal


def _payment(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "will pay Norway 300 million dollars for the ferries"."""
    things = [t for t in arguments.prep_objects(verb, "for") if kind_of_thing(doc, index, t)]
    if not things or not agents or not money_in(doc, index):
        return None
    deal.buyers, deal.status = agents, "signed"
    sellers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"] + arguments.prep_objects(
        verb, "to"
    )
    deal.sellers = states_of(doc, index, sellers + arguments.prep_objects(things[0], "from"))
    add_item(doc, index, deal, things[0])
    return deal


def _arrival(doc: Document, index: int, verb: Token, deal: Deal) -> Deal | None:
    """Read "six planes arrived in Nigeria from the United States"."""
    things = [t for t in arguments.surface_subjects(verb) if kind_of_thing(doc, index, t)]
    if not things:
        return None
    deal.sellers = states_of(
        doc, index, arguments.prep_objects(verb, "from") + arguments.prep_objects(things[0], "from")
    )
    owned = [c for c in things[0].children if c.dep_ == "poss"]
    if verb.lemma_ == "come" and not (owned and deal.sellers):
        return None
    deal.buyers = states_of(doc, index, owned) or hosts_of(doc, index, verb, None)
    deal.buyers = deal.buyers or states_of(doc, index, arguments.prep_objects(verb, "to"))
    if not deal.sellers:
        below = [
            t
            for child in verb.subtree
            if child.lower_ == "from" and child.dep_ == "prep"
            for t in child.children
        ]
        deal.sellers = states_of(doc, index, below)
    add_item(doc, index, deal, things[0])
    deal.guarded = True
    return deal


def _goods_after(doc: Document, index: int, verb: Token, head: Token) -> Token:
    """Return the first goods named below a verb of dealing, outside the deal noun and other clauses."""
    for token in verb.subtree:
        if (
            token.i <= head.i
            or token.pos_ not in ("NOUN", "PROPN")
            or token.dep_ not in ("pobj", "dobj", "attr")
        ):
            continue
        if (token.lemma_.lower(), "N") not in words() and kind_of_thing(doc, index, token):
            return token
    return None
