"""Reads further ways to tell a deal: the contract went to, put up the money, granted a licence, pulled out of, a customer for."""

from __future__ import annotations

from .. import arguments, goods
from ..document import Document, Resolved, Token
from .commerce import (
    LENDING,
    Deal,
    Word,
    add_item,
    hosts_of,
    kind_of_thing,
    loanlike,
    states_of,
    sum_of,
    words,
)
from .order import counted_alone, goods_before, number
from .same_firm import behind_firm
from .unsaid import SUPPLIERS

TASKS = frozenset(
    ["order", "contract", "tender", "job", "commission", "deal", "project", "work", "business", "lot"]
)
RIGHTS = frozenset(["licence", "license", "permit", "concession", "lease", "right", "quota"])
"""Nouns of what a state lets others have: who gets it is the buyer, not the seller."""
GIVING = frozenset(["give", "grant", "hand", "award", "assign", "accord", "entrust", "allocate"])
GETTING = frozenset(["get", "receive", "obtain", "book", "take", "acquire", "collect", "pick", "snap"])
WINNING = frozenset(["secure", "land", "bag", "clinch", "net", "scoop", "snag"])
LEAVING = frozenset(["pull", "back", "walk", "withdraw", "renege", "bow", "opt", "drop"])
SUPPLYING = frozenset(["supply", "provide", "furnish", "equip"])
"""Verbs that have the goods behind ``with`` and the buyer for an object."""
TRADERS = frozenset(["dealer", "trader", "broker", "market", "merchant", "middleman", "smuggler", "auction"])
RESIZING = frozenset(["raise", "increase", "double", "triple", "trim", "halve"])
SIZED = frozenset(["order", "contract", "purchase", "deal", "loan", "credit", "package", "agreement", "line"])
PENDING = {"on": frozenset(["order", "way"]), "under": frozenset(["construction", "contract"])}
UNDOING = {"off": frozenset(["call", "put", "break", "write"]), "aside": frozenset(["set", "put", "lay"])}


def retold(
    doc: Document, index: int, verb: Token, thing: Token | None, word: Word
) -> tuple[Word, Token | None]:
    """Return what a verb means in this clause and what it is said of, where a particle or the object decides that."""
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in verb.children if c.dep_ == "prt"}
    if lemma == "go":
        told = [t for t in arguments.surface_subjects(verb) if t.lemma_.lower() in TASKS | RIGHTS]
        goal = states_of(doc, index, arguments.prep_objects(verb, "to"))
        return Word("award", "deal", "signed"), told[0] if told and goal else None
    if lemma == "put" and "up" in particles and thing is not None:
        if sum_of(doc, index, thing):
            return Word("lend", "sum", "signed"), thing
        if kind_of_thing(doc, index, thing) == "construction":
            return Word("build", "goods", "in_delivery"), thing
    if lemma == "offer" and thing is not None and sum_of(doc, index, thing):
        ends = [t for one in (verb, thing) for t in arguments.prep_objects(one, "for")]
        if any(kind_of_thing(doc, index, t) in ("construction", "energy", "arms") for t in ends):
            return Word("lend", "sum", "under_negotiation"), thing
    if lemma in GIVING and thing is not None and _told(thing, TASKS | RIGHTS):
        return Word("award", "deal", "signed"), thing
    if lemma in GETTING and thing is not None and thing.lemma_.lower() in TASKS:
        return Word("win", "deal", "signed"), thing
    if lemma in GETTING | WINNING and thing is not None and loanlike(thing):
        return Word("borrow", "funds", "signed"), thing
    if lemma in GETTING and thing is not None and sum_of(doc, index, thing):
        lenders = states_of(doc, index, arguments.prep_objects(verb, "from"))
        if any(r.via == "company" for r in lenders):
            return Word("borrow", "funds", "signed"), thing  # "took 90 million euros from China Exim"
    won = thing if lemma in WINNING and thing is not None and not _told(thing, TASKS | RIGHTS) else None
    if won is not None and (won.lemma_.lower(), "N") not in words() and kind_of_thing(doc, index, won):
        return Word("buy", "counted", "signed"), thing
    if lemma in LEAVING and thing is None:
        for link in ("of", "from", "on"):
            for t in _below(verb, link):
                if (t.lemma_.lower(), "N") in words():
                    return Word("sign", "deal", "cancelled"), t
    if lemma in ("have", "hold") and particles:
        return Word("undo", "deal", "cancelled"), thing  # "held up the permits"
    if lemma in RESIZING and thing is not None and not _told(thing, SIZED):
        return Word("undo", "deal", "signed"), thing  # "halved its deliveries" is no deal
    if any(lemma in verbs and particle in particles for particle, verbs in UNDOING.items()):
        return Word("sign", "deal", "cancelled"), thing
    if lemma in ("have", "hold") and thing is not None and arguments.prep_objects(thing, "with"):
        return Word("sign", word.needs, word.status), thing
    return word, thing


def _told(thing: Token, listed: frozenset[str]) -> bool:
    return any(t.lemma_.lower() in listed for t in arguments.conjuncts(thing))


def _below(verb: Token, link: str) -> list[Token]:
    """Return the objects of a preposition, also behind ``out`` or ``away``."""
    found = arguments.prep_objects(verb, link)
    for child in verb.children:
        if child.lower_ in ("out", "away", "back"):
            found += arguments.prep_objects(child, link)
    return found


def middlemen(verb: Token) -> bool:
    """Tell whether goods are had from no state: ``from dealers``, ``on the open market``."""
    return any(t.lemma_.lower() in TRADERS for t in arguments.prep_objects(verb, "from", "on", "through"))


def turned_right(deal: Deal, head: Token, agents: tuple[Resolved, ...], frame: str) -> None:
    """Turn the parties of a licence that was won or granted, or of a loan that was won: who has it bought it."""
    if deal.kind == "loan" and frame == "win":
        told = {a.entity for a in agents}
        if told:
            deal.buyers, deal.sellers = agents, tuple(r for r in deal.buyers if r.entity not in told)
        return
    if not _told(head, RIGHTS):
        return
    deal.kind = "licence"
    if frame in ("win", "award"):
        deal.buyers, deal.sellers = deal.sellers, deal.buyers
    if frame == "win" and agents and not deal.buyers:
        deal.buyers = agents


def pending(doc: Document, index: int, verb: Token, deal: Deal) -> Deal | None:
    """Read "two reactors are on order from Siemens", "its four boats are under construction at Kiel"."""
    told = [
        t
        for c in verb.children
        if c.lower_ in PENDING
        for t in c.children
        if t.dep_ in ("pobj", "pcomp") and t.lower_ in PENDING[c.lower_]
    ]
    subjects = arguments.surface_subjects(verb) if told else []
    things = [t for t in subjects if kind_of_thing(doc, index, t)]
    if not things and subjects and counted_alone(subjects[0]):
        deal.kind, _ = goods_before(doc, deal.at, ())
        deal.quantity = number(doc, index, subjects[0])
        things = subjects if deal.kind is not None else []
    if not things:
        return None
    below = [verb, *told, *things]
    deal.sellers = states_of(
        doc, index, [t for c in below for t in (*arguments.prep_objects(c, "from"), *arguments.by_agents(c))]
    )
    deal.buyers = states_of(doc, index, [c for c in things[0].children if c.dep_ == "poss"])
    deal.buyers = deal.buyers or states_of(
        doc, index, [t for c in below for t in arguments.prep_objects(c, "for")]
    )
    deal.status = "signed" if told[0].lower_ == "order" else "in_delivery"
    deal.guarded = True
    add_item(doc, index, deal, things[0])
    return deal


def paid_for(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether a sum is the price of what a verb has for its object: ``took it for 90 million dollars``."""
    return any(sum_of(doc, index, t) for t in arguments.prep_objects(verb, "for", "at"))


def replaced(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "replaced its old Migs with Spanish jets": who replaces arms has the new ones of another."""
    things = [t for t in arguments.prep_objects(verb, "with", "by") if kind_of_thing(doc, index, t) == "arms"]
    if not things or not agents or arguments.passive(verb):
        return None
    deal.buyers, deal.guarded = agents, True
    add_item(doc, index, deal, things[0])
    return deal if deal.sellers else None


INTO = ("in", "into")
WORKS = ("construction", "energy")


def placed(
    doc: Document, index: int, verb: Token, thing: Token | None, agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "is sinking 300 million dollars into a port at Lobito": who pays for works abroad carries them out for the host."""
    if thing is None or not sum_of(doc, index, thing) or not agents:
        return None
    ends = [t for one in (verb, thing) for t in arguments.prep_objects(one, *INTO)]
    works = [t for t in ends if kind_of_thing(doc, index, t) in WORKS]
    if not works:
        return None
    told = {a.entity for a in agents}
    hosts = states_of(doc, index, arguments.owner(works[0])) or hosts_of(doc, index, verb, works[0])
    deal.sellers, deal.buyers = agents, tuple(h for h in hosts if h.entity not in told)
    add_item(doc, index, deal, works[0])
    deal.guarded = True
    return deal


def client(doc: Document, index: int, noun: Token, deal: Deal) -> Deal | None:
    """Read "the first customer for the Rafale", "a buyer of Russian gas": it is said of who buys."""
    things = [t for t in arguments.prep_objects(noun, "of", "for") if kind_of_thing(doc, index, t)]
    if not things:
        return None
    who: tuple[Resolved, ...] = ()
    if noun.dep_ in ("attr", "oprd") and noun.head.lemma_.lower() in ("be", "become", "remain"):
        who = states_of(doc, index, arguments.surface_subjects(noun.head))
        who = who or states_of(
            doc, index, [c for c in noun.head.children if c.dep_ == "attr" and c is not noun]
        )
    elif noun.dep_ == "appos":
        who = states_of(doc, index, [noun.head])
    elif noun.dep_ == "nsubj" and noun.head.lemma_.lower() in ("be", "become", "remain"):
        who = states_of(doc, index, [c for c in noun.head.children if c.dep_ == "attr"])
    elif noun.dep_ in ("dobj", "oprd", "ccomp", "attr") and noun.head.lemma_.lower() == "make":
        made = [
            c
            for c in (*noun.head.children, *noun.children)
            if c.dep_ in ("dobj", "nsubj") and c.i < noun.i and c.i > noun.head.i
        ]
        who = states_of(doc, index, made)
    who = who or states_of(doc, index, [c for c in noun.children if c.dep_ == "appos"])
    if not who:
        return None
    deal.buyers, deal.guarded = who, True
    add_item(doc, index, deal, things[0])
    return deal


def on_credit(verb: Token) -> bool:
    """Tell whether a purchase is only what money is lent for: ``gave Peru a credit to buy buses``."""
    if verb.tag_ != "VB" or verb.dep_ not in ("acl", "advcl", "xcomp", "relcl"):
        return False
    lent = [verb.head, *(c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass"))]
    lent += [t for c in lent for t in arguments.prep_objects(c, "of")]
    return any(t.lemma_.lower() in LENDING for t in lent)


def contracted(verb: Token) -> bool:
    """Tell whether a verb signs a contract with someone, who does what follows: ``signed a contract with Skanska to build a road``."""
    papers = [t for t in arguments.objects(verb) if t.lemma_.lower() in TASKS | {"agreement", "accord"}]
    return bool(papers) and any(arguments.prep_objects(t, "with") for t in (verb, *papers))


def sells(doc: Document, own: tuple[Resolved, ...], partners: tuple[Resolved, ...], kind: str | None) -> bool:
    """Tell whether who has a deal with another more likely sells: a firm to a state, a great exporter to a small one."""
    if not own or not partners:
        return False
    called = (own[0].mention, own[0].antecedent)
    if any(goods.maker(c.quote) == own[0].entity for c in called if c is not None):
        return True  # a maker of what is sold, whoever it deals with
    if behind_firm(doc, partners[0]):
        return False
    if behind_firm(doc, own[0]):
        return True
    return kind == "arms" and own[0].entity in SUPPLIERS[:12] and partners[0].entity not in SUPPLIERS


def financed(noun: Token) -> bool:
    """Tell whether a purchase is only what money is lent for: ``a loan to Peru for the purchase of buses``."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "towards"):
        return False
    above = noun.head.head
    lent = [above, *(c for c in above.children if c.dep_ in ("dobj", "nsubjpass"))]
    return any(t.lemma_.lower() in LENDING for t in lent) or above.lemma_.lower() in (
        "lend",
        "finance",
        "loan",
    )


def after_talks(doc: Document, index: int, noun: Token) -> Token | None:
    """Return the counted goods that follow ``about`` or ``on`` after talks, wherever the parse hung them."""
    opened = False
    for token in noun.doc[noun.i + 1 : noun.i + 14]:
        opened = opened or token.lower_ in ("about", "on", "over", "for")
        if token.lower_ in (",", ";", "that", "which") or token.pos_ == "VERB":
            return None
        counted = any(t.like_num for t in token.doc[max(noun.i, token.i - 3) : token.i])
        if opened and counted and token.pos_ in ("NOUN", "PROPN") and kind_of_thing(doc, index, token):
            return token
    return None


def meant(verb: Token) -> bool:
    """Tell whether what follows only says what a loan is for: ``borrowed 90 million dollars to build a bridge``."""
    word = words().get((verb.lemma_.lower(), "V"))
    return word is not None and word.frame in ("borrow", "lend", "pay")
