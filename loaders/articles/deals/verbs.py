"""Reads the deals that single verbs tell in a way of their own: paying, arriving, choosing, letting use, borrowing on paper."""

from __future__ import annotations

from dataclasses import replace

from .. import arguments, goods
from ..document import Document, Resolved, Token
from .commerce import Deal, add_item, given, hosts_of, item_span, kind_of_thing, money_in, states_of
from .order import counted_alone, goods_before, number

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


def joined_goods(doc: Document, index: int, deal: Deal) -> list[Deal]:
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
        if (
            seen
            and classes
            and not goods.alike(classes, seen)
            and any(c.dep_ == "nummod" for c in head.children)
        ):
            more = replace(
                deal, item=doc.token_span(index, arguments.phrase(head)[0], head), spans=list(deal.spans)
            )
            more.rule += ".listed"
            found.append(more)
            seen = seen | classes
    if found and first is not None:
        deal.item = doc.token_span(index, arguments.phrase(first)[0], first)
    return found


def item_words(doc: Document, index: int, head: Token) -> str:
    """Return the words of one noun phrase."""
    return str(doc.token_span(index, *arguments.phrase(head)).quote)


def opened(
    doc: Document, index: int, verb: Token, thing: Token, agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "agreements that open Spanish bases to American forces"."""
    if thing is None or not _names(arguments.conjuncts(thing)) & USED:
        return None
    users = states_of(doc, index, arguments.prep_objects(verb, "to") + arguments.prep_objects(thing, "to"))
    owners = tuple(r for r in arguments.modifiers_before(doc, index, thing) if r.kind == "country") or agents
    if not users or not owners:
        return None
    deal.sellers, deal.buyers, deal.kind = owners[:1], users, "licence"
    deal.item = item_span(doc, index, thing)
    return deal


def _names(tokens: list[Token]) -> set[str]:
    """Return the nouns as lemma and without their plural s: a tagger may take ``bases`` for the plural of ``basis``."""
    return {t.lemma_.lower() for t in tokens} | {t.lower_.removesuffix("s") for t in tokens}


def on_order(verb: Token, thing: Token) -> bool:
    """Tell whether goods are said to be on order or coming: ``has Rafales on order``."""
    return any(
        (t.lower_ == "order" and t.head.lower_ == "on") or (t.lower_ == "coming" and t.head in (verb, thing))
        for t in verb.subtree
    )


FAVOUR = frozenset(["favour", "favor", "side"])


def choice(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "has settled on 18 jets", "opted for the French frigate"."""
    links = ("to",) if verb.lemma_.lower() == "commit" else ("on", "for")
    sides = [t for t in arguments.prep_objects(verb, "in", "on") if t.lemma_.lower() in FAVOUR]
    ends = arguments.prep_objects(verb, *links) + [
        g for t in sides for g in arguments.prep_objects(t, "of")
    ]  # "decided in favour of", "came down on the side of"
    things = [t for t in ends if t not in sides and kind_of_thing(doc, index, t)]
    if not things or not agents:
        return None
    deal.buyers, deal.guarded = agents, True
    deal.sellers = states_of(doc, index, arguments.prep_objects(things[0], "from"))
    add_item(doc, index, deal, things[0])
    return deal


def paper_of(thing: Token) -> Token | None:
    """Return the bonds that an object names, also behind a sum: ``500 million dollars of bonds``."""
    inner = [thing, *arguments.prep_objects(thing, "of", "in")]
    return next((t for t in inner if t.lemma_.lower() in PAPERS), None)


def paper(doc: Document, index: int, thing: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "bought Argentine bonds": who buys a state's paper lends to it."""
    if not agents or not money_in(doc, index):
        return None
    issuers = states_of(doc, index, [thing]) or states_of(
        doc, index, arguments.prep_objects(thing, "of", "from")
    )
    lenders = {a.entity for a in agents}
    deal.sellers, deal.kind = agents, "loan"
    deal.buyers = tuple(i for i in issuers if i.entity not in lenders)
    return deal if deal.buyers else None


def use(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "lets the Russian air force use a field at Kant"."""
    inner = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp"}
            and c.lemma_.lower() in {"use", "keep", "operate", "lease", "have"}
        ),
        None,
    )
    let = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if inner is None and verb.lemma_ == "let" and let is not None and _names([let]) & USED:
        # "let the port to China Merchants for 99 years"
        deal.sellers, deal.kind, deal.status = agents, "licence", "signed"
        ends = arguments.prep_objects(verb, "to") + arguments.prep_objects(let, "to")
        deal.buyers, deal.item = states_of(doc, index, ends), item_span(doc, index, let)
        return deal if deal.buyers else None
    if inner is None:
        return None
    thing = next((c for c in inner.children if c.dep_ == "dobj"), None)
    if thing is not None and inner.lemma_ == "have":
        # "intends to let Turkey have 40 fighters"
        if kind_of_thing(doc, index, thing) is None:
            return None
        deal.sellers, deal.status = agents, "planned"
        deal.buyers = states_of(
            doc,
            index,
            [
                c
                for v in (inner, verb)
                for c in v.children
                if c.dep_ in ("nsubj", "dobj") and c.i < thing.i and c.i > verb.i
            ],
        )
        add_item(doc, index, deal, thing)
        return deal if deal.buyers else None
    if thing is None or not _names(list(thing.subtree)) & USED:
        return None
    users = [c for c in inner.children if c.dep_ == "nsubj"] or [c for c in verb.children if c.dep_ == "dobj"]
    deal.sellers, deal.buyers, deal.kind = agents, states_of(doc, index, users), "licence"
    deal.item = item_span(doc, index, thing)
    return deal


def seeking(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
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


LINES = frozenset(["line", "facility", "window"])
WORK = frozenset(
    ["build", "deliver", "begin", "start", "complete", "hand", "launch", "ship", "make", "finish", "lay"]
)
GOODS_OWED = frozenset(["energy", "trade", "arms"])


def of_credit(noun: Token) -> bool:
    """Tell whether a line, facility or window is one of credit."""
    return any(
        c.lemma_.lower() in ("credit", "loan", "swap") and c.dep_ in ("compound", "amod", "nmod")
        for c in noun.children
    ) or any(t.lemma_.lower() in ("credit", "loan") for t in arguments.prep_objects(noun, "of"))


def at_work(thing: Token) -> bool:
    """Tell whether goods are what someone works on or delivers, so that the subject sells: ``began work on two frigates ordered in 2016``."""
    verb = thing
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return verb.lemma_.lower() in WORK


def owing(
    doc: Document, index: int, verb: Token, things: list[Token], agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "owes China's Exim Bank 1.8 billion dollars": a loan, unless the bill is for goods."""
    if not agents or not money_in(doc, index):
        return None
    whom = [c for c in verb.children if c.dep_ in ("dative", "dobj")] + arguments.prep_objects(verb, "to")
    # "owes China Development Bank 390 million dollars" taken for one noun phrase
    whom += [
        c for t in things for c in t.children if c.dep_ == "nmod" and doc.mention_of(index, c) is not None
    ]
    lenders = states_of(doc, index, whom)
    bills = [t for c in (verb, *things, *whom) for t in arguments.prep_objects(c, "for")]
    if not lenders or any(kind_of_thing(doc, index, t) in GOODS_OWED for t in bills):
        return None
    deal.buyers, deal.sellers, deal.kind, deal.firm = agents, lenders, "loan", True
    return deal


def costing(doc: Document, index: int, verb: Token, deal: Deal) -> Deal | None:
    """Read "three boats will cost Thailand 36 billion baht"."""
    if verb.lemma_.lower() == "set" and not any(c.lower_ == "back" for c in verb.children):
        return None
    subjects = arguments.surface_subjects(verb)
    things = [t for t in subjects if kind_of_thing(doc, index, t)]
    if not things and (parts := [t for t in subjects if batch(t) or t.lower_ in STANDING]):
        deal.kind, maker = goods_before(doc, deal.at, ())
        deal.sellers = (maker,) if maker is not None else ()
        things = parts if deal.kind is not None else []
    whom = [c for c in verb.children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP"]
    buyers = states_of(doc, index, whom) or states_of(
        doc, index, [c for t in things for c in t.children if c.dep_ == "poss"]
    )
    if not buyers:  # "cost Thailand 36 billion baht" taken for one noun phrase
        named = [
            m
            for t in whom
            for c in t.subtree
            if (m := doc.mention_of(index, c)) is not None and m.kind == "country"
        ]
        buyers = tuple(r for m in named[:1] if (r := arguments.resolved(doc, m)) is not None)
    if not things or not money_in(doc, index):
        return None
    deal.buyers = buyers
    if not buyers and (deal.kind is not None or goods.maker(item_words(doc, index, things[0])) is None):
        return None  # what a thing costs where nobody is said to pay is no deal, unless the thing is of a known make
    if deal.kind is None:
        add_item(doc, index, deal, things[0])
    return deal


STANDING = frozenset(["they", "it", "both", "these", "latter", "former", "all"])
SHARES = frozenset(
    [
        "batch",
        "tranche",
        "lot",
        "consignment",
        "instalment",
        "pair",
        "order",
        "deal",
        "contract",
        "slice",
        "portion",
        "share",
        "half",
    ]
)


def batch(noun: Token) -> bool:
    """Tell whether a noun means a part of what was bought before: ``the first batch cost Sofia``."""
    return noun.lemma_.lower() in SHARES and any(
        c.lower_ in ("the", "that", "this", "its") or c.dep_ in ("amod", "poss") for c in noun.children
    )


def refusal(
    doc: Document, index: int, verb: Token, things: list[Token], agents: tuple[Resolved, ...], deal: Deal
) -> Deal | None:
    """Read "Peru was refused fighters by Washington", "Israel turned down a request for Iron Dome"."""
    asked = [
        g
        for t in things
        if t.lemma_.lower() in ("request", "bid", "wish", "plea")
        for g in arguments.prep_objects(t, "for")
    ]
    if arguments.passive(verb):
        wanted = [c for c in verb.children if c.dep_ in ("dobj", "oprd")]
        deal.buyers = states_of(doc, index, [c for c in verb.children if c.dep_ == "nsubjpass"])
    else:
        wanted = asked or [
            t for t in things if any(c.dep_ == "dative" for c in verb.children) and t.dep_ == "dobj"
        ]
        deal.buyers = states_of(doc, index, [c for c in verb.children if c.dep_ == "dative"])
        deal.buyers = deal.buyers or states_of(doc, index, [t for g in things for t in arguments.owner(g)])
    goods_named = [g for g in wanted if kind_of_thing(doc, index, g) in ("arms", "energy", "construction")]
    told = {a.entity for a in agents}
    deal.buyers = tuple(b for b in deal.buyers if b.entity not in told)
    if not goods_named or not (agents or deal.buyers):
        return None
    deal.sellers, deal.status = agents, "cancelled"
    add_item(doc, index, deal, goods_named[0])
    return deal


def payment(doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "will pay Norway 300 million dollars for the ferries"."""
    spent = verb.lemma_.lower() in ("spend", "earmark", "budget")
    links = ("for", "on") if spent else ("for",)
    paid = [o for c in (verb, *arguments.objects(verb)) for o in arguments.prep_objects(c, *links)]
    paid += [t for o in arguments.objects(verb) for c in o.children for t in arguments.prep_objects(c, "for")]
    if verb.dep_ == "relcl" and any(t.lower_ == "which" for t in paid):
        paid.append(verb.head)  # "180 tanks, for which Warsaw pays"
    paid = [o for t in paid for o in ([t] if t.pos_ != "VERB" else arguments.objects(t))]
    things = [t for t in paid if kind_of_thing(doc, index, t)]
    if not things and money_in(doc, index) and (alone := [t for t in paid if counted_alone(t)]):
        deal.kind, maker = goods_before(doc, deal.at, agents)  # "paid 4 billion for seven"
        deal.sellers = (maker,) if maker is not None else ()
        deal.quantity = number(doc, index, alone[0])
        things = alone if deal.kind is not None else []
    if not things or not agents:
        return None
    if not money_in(doc, index) and not any(c.like_num for c in things[0].children):
        return None
    deal.buyers, deal.status = agents, "signed"
    yearly = any(m.unit_price and m.unit in ("year", "annually") for m in doc.found_in(doc.money, index))
    if yearly and _names([w for t in things for w in t.subtree]) & (USED | {"camp"}):
        deal.kind = "licence"
    sellers = [*given(doc, index, verb), *arguments.prep_objects(verb, "to", *(["from"] if spent else []))]
    deal.sellers = states_of(doc, index, sellers + arguments.prep_objects(things[0], "from")) or deal.sellers
    if deal.kind is None:
        add_item(doc, index, deal, things[0])
    if spent:
        deal.status = "planned" if verb.lemma_.lower() != "spend" else deal.status
        return deal if deal.sellers else None
    return deal


def arrival(doc: Document, index: int, verb: Token, deal: Deal) -> Deal | None:
    """Read "six planes arrived in Nigeria from the United States"."""
    subjects = arguments.surface_subjects(verb)
    things = [t for t in subjects if kind_of_thing(doc, index, t)]
    maker: Resolved | None = None
    if not things and subjects and counted_alone(subjects[0]):
        deal.kind, maker = goods_before(doc, deal.at, ())
        deal.quantity = number(doc, index, subjects[0])
        things = subjects[:1] if deal.kind is not None else []  # "fifty-six came from the same yard"
    if not things:
        return None
    deal.sellers = states_of(
        doc, index, arguments.prep_objects(verb, "from") + arguments.prep_objects(things[0], "from")
    )
    owned = [c for c in things[0].children if c.dep_ == "poss"]
    if verb.lemma_ == "come" and not (deal.sellers and (owned or deal.kind or counted(things[0]))):
        return None
    deal.buyers = states_of(doc, index, owned) or hosts_of(doc, index, verb, None)
    deal.buyers = deal.buyers or states_of(doc, index, arguments.prep_objects(verb, "to"))
    if not deal.sellers:
        below = [
            t
            for child in verb.subtree
            if child.lower_ == "from" and child.dep_ == "prep" and verb in (child.head, child.head.head)
            for t in child.children
        ]
        deal.sellers = states_of(doc, index, below)
    if not deal.sellers and maker is not None and verb.lemma_ == "arrive":
        deal.sellers = (maker,)
    if deal.kind is None:
        add_item(doc, index, deal, things[0])
    deal.guarded = True
    return deal


def counted(noun: Token) -> bool:
    """Tell whether a number stands with a noun."""
    return any(c.like_num or c.dep_ == "nummod" for c in noun.children)
