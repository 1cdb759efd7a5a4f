"""Reads deals in one sentence from its parse: who sells what to whom, by verbs and nouns of commerce."""

from __future__ import annotations

from . import arguments, modality
from .commerce import (
    FIRM,
    LENDING,
    ROUTES,
    Deal,
    Word,
    add_item,
    compounded_receiver,
    fits,
    given,
    hosts_of,
    is_person,
    kind_of_thing,
    loanlike,
    money_in,
    receivers_of,
    states_of,
    words,
)
from .deal_nouns import noun_deal
from .deal_order import complete, counted_alone, goods_before
from .deal_verbs import (
    LINES,
    arrival,
    at_work,
    choice,
    costing,
    joined_goods,
    of_credit,
    on_order,
    opened,
    owing,
    paper,
    paper_of,
    payment,
    refusal,
    seeking,
    use,
)
from .document import Document, Resolved, Token

POINTED = frozenset(
    ["first", "second", "third", "last", "rest", "others", "two", "three", "four", "latter", "former"]
)
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
            and (token.lemma_.lower() not in LINES or of_credit(token))
        ):
            deal = noun_deal(doc, index, token, word, taken)
        else:
            continue
        if deal is not None:
            complete(doc, deal, word)
            deal.token = token
            deal.stance = modality.stance(doc, index, token)
            if deal.stance.modality is None and severed(token):
                deal.stance = modality.Stance("fact")
            found.append(deal)
            found += joined_goods(doc, index, deal)
    return found


def elliptic(verb: Token, thing: Token) -> bool:
    """Tell whether what was bought is only pointed at: ``the first was ordered in 2017``, ``the other two will be built``."""
    return arguments.passive(verb) and thing.lower_ in POINTED and any(c.lower_ == "the" for c in thing.lefts)


def severed(token: Token) -> bool:
    """Tell whether the clause above a word stands behind a semicolon, so that its denial is not of the word."""
    one = token
    while one.head.i != one.i:
        if (
            one.head.pos_ in ("VERB", "AUX")
            and ";" in token.doc[min(one.i, one.head.i) : max(one.i, one.head.i)].text
        ):
            return not any(c.dep_ == "neg" for c in token.children)
        one = one.head
    return False


def _verb(doc: Document, index: int, verb: Token, word: Word, taken: set[int]) -> Deal | None:
    things = arguments.objects(verb)
    agents = states_of(doc, index, arguments.subjects(verb))
    sellers: tuple[Resolved, ...] = ()
    if not agents and verb.dep_ == "acl" and verb.tag_ == "VBN" and word.frame in {"buy", "borrow"}:
        agents = states_of(doc, index, arguments.owner(verb.head))
        if at_work(verb.head):
            agents, sellers = (), agents
    if not agents and verb.dep_ == "acl" and word.frame == "sign" and not arguments.by_agents(verb):
        # "...: PGNiG signed with Equinor", which the parser takes for a participle.
        mention = doc.mention_of(index, verb.head)
        called = mention is not None and mention.kind != "place"
        called = called or any(c.lower_ == "up" and c.dep_ == "prt" for c in verb.children)
        agents = states_of(doc, index, [verb.head]) if called else ()
    at = doc.place_of(index, verb)[0]
    deal = Deal(index, at, f"deal.verb.{word.frame}.{verb.lemma_.lower()}", None, status=word.status)
    things = [t for t in things if t not in given(doc, index, verb)] or things
    thing = things[0] if things else None
    if thing is not None and thing.lower_ in ("that", "which") and verb.dep_ == "relcl":
        thing = verb.head
    if word.frame == "sell" and verb.dep_ == "acl" and verb.head.i in taken:
        return None
    if word.frame == "refuse" or (verb.lemma_ == "turn" and any(c.lower_ == "down" for c in verb.children)):
        return refusal(doc, index, verb, things, agents, deal)
    if thing is not None and verb.lemma_ == "take" and thing.lemma_ == "delivery":
        taken.add(thing.i)
        thing = next(iter(arguments.prep_objects(thing, "of")), thing)
    if word.frame == "sell" and any(c.lower_ in ("short", "out") for c in verb.children):
        return None  # "selling the country short"
    if verb.lemma_.lower() in ("lend", "loan") and not (
        money_in(doc, index)
        or (thing is not None and (loanlike(thing) or kind_of_thing(doc, index, thing) == "arms"))
    ):
        return None  # a hand, a room or a team is lent without a contract
    if word.frame == "use":
        return use(doc, index, verb, agents, deal)
    if word.frame == "seek" or (
        word.frame == "sign" and verb.lemma_.lower() == "negotiate" and thing is None
    ):
        return seeking(doc, index, verb, agents, deal)
    if word.frame == "cost":
        return costing(doc, index, verb, deal)
    if word.frame == "owe":
        return owing(doc, index, verb, things, agents, deal)
    if word.frame == "pay":
        return payment(doc, index, verb, agents, deal)
    if word.frame == "arrive":
        return arrival(doc, index, verb, deal)
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
    if (
        verb.lemma_ == "have"
        and thing is not None
        and kind_of_thing(doc, index, thing)
        and on_order(verb, thing)
    ):
        deal.buyers, deal.firm = agents, True
        deal.sellers = states_of(
            doc, index, arguments.prep_objects(verb, "from", "with") + arguments.prep_objects(thing, "from")
        )
        add_item(doc, index, deal, thing)
        return deal if agents else None
    if word.frame in {"win", "award", "sign"}:
        return _about_deal(doc, index, verb, thing, word, agents, taken)
    if word.frame == "open":
        return opened(doc, index, verb, thing, agents, deal)
    if word.frame == "choose":
        return choice(doc, index, verb, agents, deal)
    if word.frame == "buy" and thing is not None and (sheet := paper_of(thing)) is not None:
        return paper(doc, index, sheet, agents, deal)
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
    if thing is not None and agents and word.frame == "buy" and counted_alone(thing):
        deal.kind, maker = goods_before(doc, at, agents)
        deal.buyers = agents
        deal.sellers = states_of(doc, index, arguments.prep_objects(verb, "from")) or (
            (maker,) if maker else ()
        )
        deal.guarded = not deal.sellers
        return deal if deal.kind is not None else None
    if thing is not None and not agents and word.frame in {"buy", "sell", "build"} and elliptic(verb, thing):
        deal.kind, _ = goods_before(doc, at, ())
        deal.firm = word.needs == "-"
        return deal if deal.kind is not None else None
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
        if not deal.buyers and word.frame == "sell" and thing is not None:
            deal.buyers = states_of(
                doc, index, [c for c in thing.children if c.dep_ == "poss" and c.pos_ == "PROPN"]
            )
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
            or sellers
            or states_of(doc, index, arguments.prep_objects(verb, "with") if verb.lemma_ == "order" else []),
        )
        if arguments.passive(verb) and not agents:
            there = (
                [verb.head]
                if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)
                else []
            )
            deal.buyers = receivers or states_of(doc, index, there)
    if word.frame in {"lend", "borrow"}:
        deal.kind = "loan"
    add_item(doc, index, deal, thing)
    if word.frame in {"buy", "sell"} and word.status == "completed" and verb.tag_ in ("VBZ", "VBP"):
        deal.status = "in_delivery"  # "Georgia buys its gas from Azerbaijan"
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
    if thing is None or (thing.pos_ == "ADJ" and verb.lemma_ == "sign"):
        objects = (
            arguments.prep_objects(verb, "for", "on")
            if verb.lemma_ in {"sign", "agree", "contract", "negotiate"}
            else []
        )
        objects = [t for t in objects if kind_of_thing(doc, index, t)]
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
    if read is None and wider is None:
        return None
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
