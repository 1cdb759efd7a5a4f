"""Reads deals from nouns of commerce: a purchase from, a sale to, a contract with, a loan by."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Resolved, Token
from .again import alike
from .commerce import (
    FIRM,
    LENDING,
    ROUTES,
    Deal,
    Word,
    add_item,
    compounded_receiver,
    goods_below,
    hosts_of,
    kind_of_modifiers,
    kind_of_thing,
    money_in,
    named_before,
    states_of,
    words,
)
from .order import goods_before
from .verbs import LINES
from .ways import SUPPLYING, after_talks, financed, sells

MONTHS = frozenset([
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
])  # fmt: skip

CONTENTS = frozenset(["intent", "offer", "acceptance", "interest", "understanding", "agreement", "request"])
"""What a letter or memorandum is of: the goods stand behind it."""

HAD = frozenset(
    [
        "obtain",
        "receive",
        "take",
        "raise",
        "get",
        "draw",
        "secure",
        "win",
        "procure",
        "buy",
        "order",
        "borrow",
        "book",
    ]
)

BARRED = frozenset(["ban", "bar", "prohibit", "forbid", "outlaw", "restrict", "deny", "embargo", "withhold"])

FLOWS = frozenset(["sale", "export", "delivery", "supply", "shipment"])
HALTED = frozenset(
    ["suspend", "halt", "stop", "cut", "cease", "interrupt", "disrupt", "restore", "freeze", "resume", "review", "curb", "restrict", "limit", "ease", "tighten", "block", "criticise", "condemn"]
)  # fmt: skip
REFUSING = frozenset(
    ["reject", "refuse", "decline", "spurn", "rebuff", "dismiss", "throw", "turn", "ignore", "snub", "shun"]
)
CURBS = frozenset([
    "curb", "limit", "restriction", "ban", "halt", "freeze", "embargo", "check", "control", "quota", "tariff", "duty", "tax", "levy", "sanction", "moratorium",
])  # fmt: skip

WON = frozenset(["win", "receive", "get", "secure", "land", "book", "clinch", "take"])

TAKING = frozenset([
    "sign", "owe", "repay", "take", "get", "receive", "secure", "seek", "obtain", "draw", "win", "accept", "raise", "request", "ask", "tap", "contract", "land", "clinch",
    "incur", "service", "exhaust", "want", "await", "need",
])  # fmt: skip

SEEKING = frozenset(["turn", "apply", "look", "appeal", "ask", "approach", "press", "negotiate", "beg"])

TASKS = frozenset(["order", "contract", "job", "tender", "commission"])
"""Nouns that mean the deal told just before where nothing else says what they are about: ``won the job``."""
PAPERS = frozenset(["deal", "agreement", "accord", "arrangement", "pact", "package"])
WEIGHTY = frozenset(["arms", "energy", "construction"])
"""Goods that states talk about in order to buy them; of trade they talk for other reasons as well."""

TAKERS = frozenset(
    ["agency", "company", "firm", "ministry", "army", "navy", "force", "government", "bank", "group"]
)


def noun_deal(
    doc: Document, index: int, noun: Token, word: Word, taken: set[int], *, weak: bool = False
) -> Deal | None:
    """Read the deal that a noun of commerce tells, or None where it tells none."""
    low = noun.lemma_.lower() if noun.lemma_.lower() not in LINES else "credit"
    if noun.dep_ == "compound" or (bare_on(noun) and not money_in(doc, index)):
        return None
    if low == "credit" and noun.head.lemma_.lower() in {"take", "give"} and not money_in(doc, index):
        return None
    if low == "order" and (
        noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "to" and kind_of_thing(doc, index, noun) is None
    ):
        return None
    if (
        low in {"order", "supply", "power"}
        and noun.i > 0
        and noun.nbor(-1).lower_ in {"in", "short", "public", "law"}
    ):
        return None
    if noun.head.lemma_.lower() in BARRED and noun.dep_ in ("dobj", "nsubjpass", "compound"):
        return None
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in ("want", "lack", "absence")
    ):
        return None  # "for want of a loan"
    if word.frame == "buy" and financed(noun):
        return None  # what a loan is for
    if low == "option" and not weak:
        return None  # taken up it is a purchase, held it is none
    if low == "offer" and noun.head.lemma_.lower() in REFUSING and noun.dep_ in ("dobj", "nsubjpass"):
        return None
    if low in FLOWS and noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in CURBS:
        return None  # "curbs on exports of chips"
    halted = low in FLOWS and noun.head.lemma_.lower() in HALTED and noun.dep_ in ("dobj", "nsubjpass")
    if halted and not money_in(doc, index) and not doc.found_in(doc.quantities, index):
        return None  # "suspended the sale of arms" stops a trade, no contract
    at = doc.place_of(index, noun)[0]
    deal = Deal(index, at, f"deal.noun.{low}", None, status=word.status, firm=low in FIRM)
    thing = _noun_item(noun, word.frame)
    if thing is not None and thing.lemma_.lower() in TAKERS:
        thing = None
    kind = kind_of_thing(doc, index, thing) if thing is not None else kind_of_modifiers(doc, index, noun)
    if low in ("talk", "negotiation", "consultation", "discussion"):
        thing = thing if kind in WEIGHTY else after_talks(doc, index, noun)
        kind = kind_of_thing(doc, index, thing) if thing is not None else None
        if kind not in WEIGHTY and not (money_in(doc, index) and arguments.prep_objects(noun, "with")):
            return None
    pointed = (
        weak
        and low in TASKS | PAPERS
        and any(c.lower_ in ("the", "this", "that") for c in noun.children)
        and not any(c.dep_ in ("amod", "compound", "prep", "acl", "relcl") for c in noun.children)
    )
    if kind is None and thing is None and word.frame in ("deal", "buy") and (alike(noun) or pointed):
        kind, _ = goods_before(doc, at, ())
    if kind is None and word.needs == "goods" and not (weak and goods_below(doc, index, noun)):
        return None
    if (
        low in ("licence", "license")
        and thing is None
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "under"
    ):
        return None  # "goods made under American licences" tells how, not what was agreed
    if low == "debt":
        return _debt(doc, index, noun, deal)
    if low == "rent":
        return _rent(doc, index, noun, deal) if money_in(doc, index) else None
    if low in LENDING or (word.frame == "lend" and word.needs != "goods"):
        if word.needs == "money" and not money_in(doc, index):
            return None
        deal.kind = "loan"
    elif word.frame == "lease" or low in {"licence", "license"}:
        deal.kind = "licence"
    before = named_before(doc, index, noun)
    to = states_of(doc, index, arguments.prep_objects(noun, "to"))
    for_whom = states_of(
        doc, index, [t for t in arguments.prep_objects(noun, "for") if kind_of_thing(doc, index, t) is None]
    )
    source = states_of(doc, index, arguments.prep_objects(noun, "from"))
    by = states_of(doc, index, arguments.by_agents(noun))
    beside = [noun, *(c for c in noun.children if c.lower_ == "worth")]
    partners = states_of(doc, index, [t for c in beside for t in arguments.prep_objects(c, "with")])
    between = states_of(doc, index, arguments.prep_objects(noun, "between"))
    owners = states_of(doc, index, arguments.owner(noun))
    if not owners and noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.dep_ == "prep":
        deal.buyers = states_of(doc, index, [noun.head.head])  # "Pakistan, with a contract until 2031"
    below = [c for c in noun.subtree if c.dep_ in ("acl", "relcl") and noun.i < c.i < noun.i + 8]
    had = [c for c in below if c.lemma_.lower() in HAD]
    source = source or states_of(doc, index, [t for c in had for t in arguments.prep_objects(c, "from")])
    if not source and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        source = states_of(doc, index, arguments.prep_objects(noun.head, "from"))
    if thing is not None and thing.lemma_.lower() not in ROUTES:
        to = to or states_of(doc, index, arguments.prep_objects(thing, "to"))
        source = source or states_of(doc, index, arguments.prep_objects(thing, "from"))
        by = by or states_of(doc, index, arguments.by_agents(thing))
    above = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else None
    sought = (
        states_of(
            doc,
            index,
            arguments.prep_objects(above, "to", "with") + [c for c in above.children if c.dep_ == "dobj"],
        )
        if low in LENDING
        and noun.dep_ == "pobj"
        and noun.head.lower_ in ("for", "over", "about", "on")
        and above is not None
        and above.lemma_.lower() in SEEKING
        else ()
    )
    if sought:
        deal.buyers, deal.sellers, deal.status = (
            states_of(doc, index, arguments.surface_subjects(above)),
            sought,
            "under_negotiation",
        )
    elif (
        low in LENDING
        and above is not None
        and above.lemma_.lower() in TAKING
        and owners
        and (above.lemma_ != "sign" or partners or arguments.prep_objects(above, "with"))
    ):
        lenders = (
            source or partners or states_of(doc, index, arguments.prep_objects(above, "with")) or by or before
        )
        if above.lemma_ in ("owe", "repay", "ask"):
            lenders = (
                states_of(
                    doc, index, [c for c in above.children if c.dep_ in ("dobj", "dative") and c.i != noun.i]
                )
                or lenders
            )
        deal.buyers = owners
        deal.sellers = tuple(r for r in lenders if r.entity not in {o.entity for o in owners})
    elif (
        low == "order"
        and arguments.prep_objects(noun, "from")
        and (noun.dep_ == "nsubj" or noun.head.lemma_ in WON)
    ):
        deal.buyers = states_of(doc, index, arguments.prep_objects(noun, "from"))
        deal.sellers = (
            states_of(doc, index, arguments.prep_objects(noun.head, "to")) if noun.dep_ == "nsubj" else owners
        ) or to
    elif word.frame in {"sell", "lend", "build"}:
        deal.buyers = to or for_whom
        deal.sellers = (
            by or source or tuple(r for r in before if r.entity not in {b.entity for b in deal.buyers})
        )
        if source and not deal.buyers:
            others = [r for r in (*before, *owners) if r.entity not in {s.entity for s in source}]
            deal.sellers, deal.buyers = source, tuple(others[:1])
        if low == "swap" and len(owners) == 2 and not deal.buyers:
            deal.sides, deal.sellers = owners, ()
        if word.frame == "build" and not deal.buyers:
            deal.buyers = hosts_of(doc, index, noun, thing)
        if word.frame == "lend" and not deal.sellers and not deal.sides and owners:
            deal.sellers = tuple(r for r in owners if r.entity not in {b.entity for b in deal.buyers})
    elif word.frame == "buy":
        deal.sellers = source or partners
        deal.buyers = by or tuple(r for r in before if r.entity not in {s.entity for s in deal.sellers})
        if not deal.buyers and owners:
            deal.buyers = tuple(r for r in owners if r.entity not in {s.entity for s in deal.sellers})
    elif word.frame == "lease":
        deal.sellers, deal.buyers = source, to
        deal.sides = tuple(arguments.unique([*before, *partners, *between, *owners]))
    else:
        inner = _inner_direction(doc, index, noun)
        deal.sides = tuple(arguments.unique([*between, *owners, *partners, *before, *source, *to]))
        deal.sellers, deal.buyers = inner[0] or source, inner[1] or deal.buyers or to or for_whom
        if inner[2] == "sell" and not deal.sellers and not owners and before:
            deal.sellers = before
        known = {r.entity for r in (*deal.sellers, *deal.buyers)}
        if partners and not known:
            way = inner[2] or "buy"
            own = tuple(r for r in (*owners, *before) if r.entity not in {p.entity for p in partners})[:1]
            energy = (kind or goods_before(doc, at, ())[0]) == "energy"
            if way == "buy" and not energy and (inner[2] or not sells(doc, own, partners, kind)):
                deal.buyers, deal.sellers, deal.turnable = own, partners, inner[2] is None
            else:
                deal.sides = tuple(arguments.unique([*own, *partners]))
    add_item(doc, index, deal, thing)
    deal.kind = deal.kind or kind
    first, _ = arguments.phrase(noun)
    if deal.item is None and thing is None and kind_of_modifiers(doc, index, noun) and first.i < noun.i:
        deal.item = doc.token_span(index, first, noun.nbor(-1))
    taken.add(noun.i)
    return deal


def bare_on(noun: Token) -> bool:
    """Tell whether a noun only says how goods are had: ``bought on credit``, ``is on loan``, ``under contract``."""
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("on", "under")
        and not any(
            c.dep_ in ("det", "poss", "nummod", "prep", "acl", "relcl", "amod") for c in noun.children
        )
    )


def _debt(doc: Document, index: int, noun: Token, deal: Deal) -> Deal | None:
    """Read "a debt of 243 million dollars with the Brazilian development bank": only a lender that is a firm makes it a loan."""
    lenders = states_of(doc, index, arguments.prep_objects(noun, "with", "to"))
    if not any(r.via == "company" for r in lenders) or not money_in(doc, index):
        return None
    deal.sellers, deal.kind, deal.firm = lenders, "loan", True
    deal.buyers = states_of(doc, index, arguments.owner(noun))
    told = {s.entity for s in lenders}
    deal.buyers = tuple(b for b in deal.buyers if b.entity not in told)
    return deal


def _rent(doc: Document, index: int, noun: Token, deal: Deal) -> Deal:
    """Read "will receive 14 million a year in rent", "pays rent for the base", "the rent is 17 million"."""
    verb = noun
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    who = states_of(doc, index, arguments.surface_subjects(verb)) if verb.pos_ == "VERB" else ()
    deal.kind = "licence"
    if verb.lemma_.lower() in ("receive", "get", "earn", "charge", "collect", "raise", "demand"):
        deal.sellers = who
        deal.buyers = states_of(doc, index, arguments.prep_objects(verb, "from"))
    elif verb.lemma_.lower() in ("pay", "owe"):
        deal.buyers = who
        receivers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        deal.sellers = states_of(doc, index, receivers + arguments.prep_objects(verb, "to"))
    deal.firm = True
    return deal


def _inner_direction(
    doc: Document, index: int, noun: Token
) -> tuple[tuple[Resolved, ...], tuple[Resolved, ...], str | None]:
    """Return sellers, buyers and direction that a verb or noun of commerce below a deal gives it."""
    # "a contract, worth 9 million, under which" hangs the clause on the sum.
    worth = [c for c in noun.head.children if c.lower_ == "worth" and c.i > noun.i]
    for child in [*noun.subtree, *(t for w in worth for t in w.subtree)]:
        if child.i == noun.i:
            continue
        pos = "V" if child.pos_ == "VERB" else "N"
        word = words().get((child.lemma_.lower(), pos))
        if word and word.frame in {"sell", "build", "lend"}:
            buyers = states_of(doc, index, arguments.prep_objects(child, "to"))
            sellers = states_of(doc, index, arguments.by_agents(child))
            if pos == "V" and not arguments.passive(child):
                # "the contract under which they supplied Israel with fuel", "a deal under which Iran sells Pakistan gas"
                given = [c for c in child.children if c.dep_ == "dative" and c.pos_ != "ADP"]
                if arguments.prep_objects(child, "with"):
                    given += [c for c in child.children if c.dep_ == "dobj"]
                buyers = buyers or states_of(doc, index, given)
                things = [c for c in child.children if c.dep_ == "dobj"]
                if not buyers and things:
                    buyers = compounded_receiver(doc, index, things[0])
                clause = child.head if child.dep_ == "xcomp" else child
                if any(c.lower_ in ("which", "whereby") for c in clause.subtree):
                    sellers = sellers or states_of(doc, index, arguments.surface_subjects(child))
            if word.frame == "build" and not buyers and child.pos_ == "VERB":
                built = next((c for c in child.children if c.dep_ == "dobj"), None)
                buyers = hosts_of(doc, index, child, built)
            return sellers, buyers, "sell"
        if word and word.frame in {"buy", "borrow"}:
            return states_of(doc, index, arguments.prep_objects(child, "from")), (), "buy"
    return (), (), None


def _noun_item(noun: Token, frame: str) -> Token:
    """Return the head of what a noun of commerce is about: ``of``, ``for``, ``to buy``, ``on``."""
    for link in ("of", "for", "on", "covering", "over", "about"):
        for obj in arguments.prep_objects(noun, link):
            inner = obj
            if obj.pos_ == "VERB":
                inner = next((c for c in obj.children if c.dep_ == "dobj"), obj)
            elif (obj.lemma_.lower(), "N") in words():
                inner = next(iter(arguments.prep_objects(obj, "of", "for")), obj)
            if inner.lemma_.lower() in CONTENTS:
                below = arguments.prep_objects(inner, "for", "on", "to", "about", "covering", "over")
                below += [
                    t for c in inner.children if c.dep_ in ("acl", "xcomp") for t in arguments.objects(c)
                ]
                if not below:
                    continue
                inner = (
                    below[0] if below[0].pos_ != "VERB" else next(iter(arguments.objects(below[0])), below[0])
                )
            if inner.text in MONTHS or (inner.like_num and link == "of"):
                continue
            if frame == "lend" and inner.lemma_.lower() in {
                "dollar",
                "euro",
                "yuan",
                "rouble",
                "pound",
                "year",
                "month",
            }:
                continue
            return inner
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "xcomp"} and child.pos_ == "VERB":
            inner = next((c for c in child.children if c.dep_ == "dobj"), None)
            if child.lemma_.lower() in SUPPLYING:
                inner = next(iter(arguments.prep_objects(child, "with")), inner)
            if inner is not None and (child.lemma_.lower(), "V") in words():
                return inner
    return None
