"""Reads deals in one sentence from its parse: who sells what to whom, by verbs and nouns of commerce."""

from __future__ import annotations

from .. import arguments, modality
from ..document import Document, Resolved, Token
from ..events.things import sent_out
from .about import about_deal
from .commerce import (
    Deal,
    Word,
    add_item,
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
from .hands import leased, sold
from .makers import (
    CHOOSING,
    MAKING,
    beaten,
    charged,
    charged_with,
    chosen,
    given_over,
    held_from,
    made_for,
    phrased,
)
from .nouns import noun_deal
from .order import UNITS, complete, counted_alone, goods_before, number
from .verbs import (
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
from .ways import client, contracted, meant, middlemen, on_credit, paid_for, pending, placed, replaced, retold

RETELLING = ("deal.sign", "deal.win", "deal.award")
POINTED = frozenset(
    ["first", "second", "third", "last", "rest", "others", "two", "three", "four", "latter", "former"]
)
PRONOUNS = frozenset(["it", "them", "both", "these", "those", "one", "ones"])
GIFTS = frozenset(["gift", "donation", "present", "grant"])
PAPER = frozenset(
    [
        "contract",
        "agreement",
        "deal",
        "accord",
        "pact",
        "arrangement",
        "order",
        "protocol",
        "award",
        "licence",
        "license",
    ]
)
TAKEN = frozenset(["delivery", "possession", "receipt", "charge"])
SUPPLIED = frozenset(["supply", "provide", "furnish", "equip", "arm"])


def read(doc: Document, index: int) -> list[Deal]:
    """Return the deals that one parsed sentence tells, without those folded into a wider one."""
    found: list[Deal] = []
    taken: set[int] = set()
    for token in doc.tokens[index]:
        verbal = token.pos_ in ("VERB", "AUX")
        told = phrased(token) if verbal else None
        word = told[0] if told is not None else words().get((token.lemma_.lower(), "V" if verbal else "N"))
        if word is None:
            continue
        if verbal:
            deal = _verb(doc, index, token, word, taken, told[1] if told is not None else None)
        elif (
            token.pos_ in ("NOUN", "PROPN")
            and token.i not in taken
            and (token.lemma_.lower() not in LINES or of_credit(token))
        ):
            if word.frame == "client":
                at = doc.place_of(index, token)[0]
                deal = client(
                    doc, index, token, Deal(index, at, "deal.noun.client", None, status=word.status)
                )
            else:
                deal = noun_deal(doc, index, token, word, taken)
        else:
            continue
        if deal is not None:
            # "the contract for the dam has been signed": the verb tells the deal that its noun told before
            if deal.rule.startswith(RETELLING):
                found = [d for d in found if d.token.i not in taken or (d.buyers and d.sellers)]
            deal.token = token
            complete(doc, deal, word)
            deal.stance = modality.stance(doc, index, token)
            if deal.stance.modality is None and severed(token):
                deal.stance = modality.Stance("fact")
            found.append(deal)
            found += joined_goods(doc, index, deal)
    told_of = {d.token.i for d in found}
    return [d for d in found if not (told_of & {*terms(d.token)})]


def terms(token: Token) -> list[int]:
    """Return the verb that a contract only gives the terms of: ``supplied by Kiel under a contract of 2002``."""
    noun = token.head if token.dep_ == "acl" else token
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or noun.lemma_.lower() not in PAPER:
        return []
    above = noun.head.head
    return [above.i] if above.pos_ == "VERB" and above.i != token.i else []


def elliptic(verb: Token, thing: Token) -> bool:
    """Tell whether what was bought is only pointed at: ``the first was ordered in 2017``, ``the other two will be built``."""
    pointed = thing.lower_ in POINTED and any(c.lower_ == "the" for c in thing.lefts)
    return arguments.passive(verb) and (pointed or (counted_alone(thing) and thing.lower_ != "one"))


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


def _cash(thing: Token) -> bool:
    """Tell whether money is lent without a sum: ``lent most of the money``."""
    return any(t.lemma_.lower() in ("money", "cash", "funds", "sum") for t in thing.subtree)


def _verb(
    doc: Document, index: int, verb: Token, word: Word, taken: set[int], held: list[Token] | None = None
) -> Deal | None:
    if sent_out(verb) is not None:
        return None  # "ordered tanks to the border"
    things = arguments.objects(verb) if held is None else held
    acting = [t for t in arguments.subjects(verb) if t.lower_ not in ("way", "means")]  # "by way of Jordan"
    agents = states_of(doc, index, acting)
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
        things = [t for t in things if not agents or t.i != verb.head.i]
    if (sent := charged_with(doc, index, verb)) and word.frame in ("sell", "build", "make"):
        agents = sent
    at = doc.place_of(index, verb)[0]
    deal = Deal(index, at, f"deal.verb.{word.frame}.{verb.lemma_.lower()}", None, status=word.status)
    things = [t for t in things if t not in given(doc, index, verb)] or things
    thing = things[0] if things else None
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.dep_ == "relcl" else verb
    if thing is not None and thing.lower_ in ("that", "which") and clause.dep_ == "relcl":
        thing = clause.head
    if word.frame == "sell" and verb.dep_ == "acl" and verb.head.i in taken:
        return None
    if word.frame == "refuse" or (verb.lemma_ == "turn" and any(c.lower_ == "down" for c in verb.children)):
        return refusal(doc, index, verb, things, agents, deal)
    if thing is not None and verb.lemma_ == "take" and thing.lemma_ in TAKEN:
        taken.add(thing.i)
        thing = next(iter(arguments.prep_objects(thing, "of")), thing)
    if word.frame == "sell" and any(c.lower_ in ("short", "out") and c.dep_ != "prep" for c in verb.children):
        return None  # "selling the country short"
    if verb.lemma_.lower() in ("lend", "loan") and not (
        money_in(doc, index)
        or (
            thing is not None
            and (loanlike(thing) or _cash(thing) or kind_of_thing(doc, index, thing) == "arms")
        )
    ):
        return None  # a hand, a room or a team is lent without a contract
    if thing is not None and thing.lemma_.lower() in GIFTS:
        return None  # "delivered a gift of four trucks"
    if verb.lemma_ == "send" and (thing is None or kind_of_thing(doc, index, thing) != "energy"):
        return None  # arms and goods are sent as gifts as well
    if word.frame == "buy" and on_credit(verb):
        return None  # what a loan is for
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
    if word.frame == "pending":
        return pending(doc, index, verb, deal)
    if word.frame == "place":
        return placed(doc, index, verb, thing, agents, deal)
    word, thing = retold(doc, index, verb, thing, word)
    if (
        verb.lemma_ == "have"
        and thing is not None
        and (kind_of_thing(doc, index, thing) or counted_alone(thing))
        and on_order(verb, thing)
    ):
        if counted_alone(thing):
            deal.kind, _ = goods_before(doc, at, ())
            if deal.kind is None:
                return None
        deal.buyers, deal.firm = agents, True
        deal.sellers = states_of(
            doc, index, arguments.prep_objects(verb, "from", "with") + arguments.prep_objects(thing, "from")
        )
        add_item(doc, index, deal, thing)
        return deal if agents else None
    if word.frame == "undo":
        return None
    if word.frame == "replace":
        return replaced(doc, index, verb, agents, deal)
    if word.frame == "beat":
        return beaten(doc, index, verb, agents, deal)
    if (
        verb.lemma_ in ("have", "place", "sign")
        and (one := held_from(doc, index, verb, thing, agents, deal)) is not None
    ):
        return one
    if (one := given_over(doc, index, verb, thing, agents, deal)) is not None:
        return one
    if verb.lemma_.lower() in CHOOSING and (one := chosen(doc, index, verb, agents, deal)) is not None:
        return one
    if word.frame == "award" and arguments.passive(verb):
        # "Boeing was awarded a contract": what is awarded stands behind the verb
        thing = next((c for c in verb.children if c.dep_ in ("dobj", "oprd")), thing)
    if word.frame in {"win", "award", "sign"}:
        return about_deal(doc, index, verb, thing, word, agents, taken)
    if word.frame == "open":
        return opened(doc, index, verb, thing, agents, deal)
    if word.frame == "choose":
        return choice(doc, index, verb, agents, deal)
    if word.frame == "make":
        word = Word("build", "counted", word.status)
    if word.frame == "buy" and thing is not None and (sheet := paper_of(thing)) is not None:
        return paper(doc, index, sheet, agents, deal)
    if word.frame == "sell" and thing is not None and loanlike(thing):
        word = Word("lend", "loan", "announced" if verb.lemma_ == "offer" else "signed")
    if word.frame == "lend" and word.needs == "loan":
        if thing is None or not loanlike(thing):
            return None
        taken.add(thing.i)
    told_above = word.frame == "build" and verb.dep_ in {"advcl", "xcomp"} and verb.tag_ == "VB"
    if told_above and (meant(verb.head) or contracted(verb.head)):
        return None
    supplied = arguments.prep_objects(verb, "with") if verb.lemma_.lower() in SUPPLIED else []
    if (
        thing is not None
        and supplied
        and kind_of_thing(doc, index, supplied[0])
        and (whom := states_of(doc, index, [thing]))
    ):
        deal.sellers, deal.buyers = agents, whom
        if loanlike(supplied[0]):
            deal.kind, deal.status = "loan", "signed"
            taken.add(supplied[0].i)
        add_item(doc, index, deal, supplied[0])
        return deal
    if (
        thing is not None
        and agents
        and word.frame in {"buy", "sell", "build"}
        and verb.lemma_.lower() not in ("consider", "eye")
        and (
            counted_alone(thing)
            or (thing.lower_ in PRONOUNS and (word.needs == "goods" or paid_for(doc, index, verb)))
        )
    ):
        kind, maker = goods_before(doc, at, agents if word.frame == "buy" else ())
        kind = kind_of_thing(doc, index, thing) or kind  # "100 of the jets"
        if kind is None and thing.lemma_.lower() not in UNITS:
            return None
        if kind is not None:
            deal.kind = kind
            deal.quantity = number(doc, index, thing) if thing.lower_ not in PRONOUNS else None
            others = states_of(doc, index, arguments.prep_objects(verb, "from"))
            if word.frame == "buy":
                deal.buyers, deal.sellers = agents, others or ((maker,) if maker else ())
            else:
                deal.sellers = agents
                deal.buyers = receivers_of(doc, index, verb, thing, word.frame)
            deal.guarded = not (deal.sellers and deal.buyers)
            return deal
    if thing is not None and not agents and word.frame in {"buy", "sell", "build"} and elliptic(verb, thing):
        deal.kind, maker = goods_before(doc, at, ())
        deal.sellers = (maker,) if maker is not None and word.frame != "sell" else ()
        deal.firm = word.needs == "-"
        return deal if deal.kind is not None else None
    if thing is not None and not fits(doc, index, thing, word.needs):
        return None
    if word.frame == "buy" and middlemen(verb):
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
        and not (
            kind_of_thing(doc, index, thing) in ("arms", "trade")
            and agents
            and receivers_of(doc, index, verb, thing, word.frame)
        )
    ):
        return None
    if verb.dep_ in {"acl", "amod"} and word.frame == "build" and verb.head.i in taken:
        return None
    receivers = receivers_of(doc, index, verb, thing, word.frame)
    if verb.lemma_.lower() in MAKING and not (receivers := made_for(doc, index, verb, thing, receivers)):
        return None
    givers = states_of(
        doc,
        index,
        arguments.prep_objects(verb, "from")
        + (arguments.prep_objects(thing, "from") if thing is not None else []),
    )
    if word.frame in {"sell", "lend"}:
        deal.sellers, deal.buyers = sold(doc, index, verb, thing, word.frame, agents, receivers, givers)
    elif word.frame == "build":
        deal.sellers = agents
        deal.buyers = receivers or charged(doc, index, verb) or hosts_of(doc, index, verb, thing)
    elif word.frame == "equip":
        deal.sellers, deal.buyers = agents, states_of(doc, index, [thing] if thing is not None else [])
    elif word.frame == "borrow":
        if thing is not None and loanlike(thing):
            taken.add(thing.i)
        deal.buyers, deal.sellers = agents, givers
    elif word.frame == "lease":
        if verb.lemma_ != "hire" and thing is not None and kind_of_thing(doc, index, thing) == "construction":
            deal.kind = "licence"  # the use of a place is let, not the place built
        deal.sellers, deal.buyers = leased(doc, index, verb, agents, givers)
    else:
        deal.buyers, deal.sellers = (
            agents,
            givers
            or sellers
            or states_of(doc, index, arguments.prep_objects(verb, "with") if verb.lemma_ == "order" else []),
        )
        if arguments.passive(verb) and not agents:
            there = verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)
            deal.buyers = receivers or states_of(doc, index, [verb.head] if there else [])
    if word.frame in {"lend", "borrow"}:
        deal.kind = "loan"
    add_item(doc, index, deal, thing)
    if word.frame in {"buy", "sell"} and word.status == "completed" and verb.tag_ in ("VBZ", "VBP"):
        deal.status = "in_delivery"  # "Georgia buys its gas from Azerbaijan"
    deal.firm = word.needs == "-" and word.frame != "use"
    deal.guarded = word.needs == "counted"
    return deal
