"""Reads deals in one sentence from its parse: who sells what to whom, by verbs and nouns of commerce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...graph.model import Span
from . import arguments, goods, modality
from .document import Document, Resolved

HERE = Path(__file__).resolve().parent
FIRM = frozenset(["contract", "order", "purchase", "sale", "loan", "credit", "lease", "swap", "licence", "license"])
"""Nouns that tell a deal whatever it is about."""
SELLING = frozenset(
    ["sale", "delivery", "supply", "export", "shipment", "provision", "transfer", "construction", "building", "modernisation"]
)
BUYING = frozenset(["purchase", "acquisition", "procurement", "import", "order", "buying"])
LENDING = frozenset(["loan", "credit", "swap"])
NOT_GOODS = frozenset(
    ["advice", "answer", "attack", "aid", "blow", "ceasefire", "ceremony", "chance", "death", "evidence", "guarantee", "help", "home", "hostage", "idea", "information", "invitation", "letter", "life", "list", "message", "note", "notice", "news", "opinion", "ordeal", "path", "peace", "people", "place", "power", "powers", "pressure", "prisoner", "proof", "protest", "reason", "report", "request", "response", "right", "side", "speech", "statement", "support", "talk", "time", "troop", "trouble", "turn", "view", "vote", "warning", "war", "way", "word", "work", "world", "truce", "refugee", "body", "recruit", "information", "intelligence", "assurance"]
)
IDEA_HEADS = frozenset(["cut", "halt", "ban", "embargo", "curb", "boycott", "limit", "blockade", "sanction", "war", "strike"])
NOT_FOR = re.compile(
    r"^(?:\W*(?:peace|cease-?fire|extradition|friendship|border|trade|nuclear|climate|grain|arms control)\b)",
    re.I,
)
PLACES = ("in", "at", "on", "near", "across")
USED = frozenset(
    ["base", "field", "airfield", "port", "harbour", "harbor", "facility", "airbase", "station", "airspace", "island", "land"]
)
SUPPLIED = frozenset(["supply", "provide", "furnish", "equip", "arm"])
LONGEST_ITEM = 140


@dataclass(slots=True)
class Deal:
    """A deal as one sentence tells it; ``sides`` are its parties where the direction is not told."""

    index: int
    at: int
    rule: str
    kind: str | None
    buyers: tuple[Resolved, ...] = ()
    sellers: tuple[Resolved, ...] = ()
    sides: tuple[Resolved, ...] = ()
    item: Span | None = None
    status: str = "signed"
    firm: bool = False
    token: Any = None
    amount: Any = None
    quantity: Any = None
    stance: modality.Stance | None = None
    spans: list[Span] = field(default_factory=list)
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of commerce: which frame it opens, what its object must be, and the status it gives."""

    frame: str
    needs: str
    status: str


@lru_cache(maxsize=1)
def words() -> dict[tuple[str, str], Word]:
    """Return the table of words of commerce by lemma and part of speech (V or N)."""
    lines = (HERE / "commerce.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines if line.strip())
    return {(lemma, pos): Word(frame, needs, status) for lemma, pos, frame, needs, status in rows}


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
            deal = _noun(doc, index, token, word, taken)
        else:
            continue
        if deal is not None:
            deal.token = token
            deal.stance = modality.stance(doc, index, token)
            found.append(deal)
    return found


# --- verbs -----------------------------------------------------------------------------------------


def _verb(doc: Document, index: int, verb: Any, word: Word, taken: set[int]) -> Deal | None:
    things = arguments.objects(verb)
    agents = _real(doc, index, arguments.subjects(verb))
    if not agents and verb.dep_ == "acl" and verb.tag_ == "VBN" and word.frame in {"buy", "borrow"}:
        agents = _real(doc, index, arguments.owner(verb.head))
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
    if word.frame == "arrive":
        return _arrival(doc, index, verb, deal)
    if (
        verb.lemma_.lower() == "give"
        and thing is not None
        and thing.lemma_.lower() in {"order", "contract", "tender"}
    ):
        return _about_deal(doc, index, verb, thing, Word("award", "deal", "signed"), agents, taken)
    if word.frame in {"win", "award", "sign"}:
        return _about_deal(doc, index, verb, thing, word, agents, taken)
    if word.frame == "lend" and word.needs == "loan":
        if thing is None or not _loanlike(thing):
            return None
        taken.add(thing.i)
    supplied = arguments.prep_objects(verb, "with") if verb.lemma_.lower() in SUPPLIED else []
    if (
        thing is not None
        and supplied
        and _kind(doc, index, supplied[0])
        and (whom := _real(doc, index, [thing]))
    ):
        deal.sellers, deal.buyers = agents, whom
        _thing(doc, index, deal, supplied[0])
        return deal
    if thing is not None and not _fits(doc, index, thing, word.needs):
        return None
    if thing is None and word.needs != "-":
        return None
    if thing is None and not _money_in(doc, index):
        return None
    if thing is not None and _passive_person(doc, index, thing):
        return None
    if (
        word.frame == "build"
        and _kind(doc, index, thing) not in {"construction", "energy"}
        and not (thing is not None and any(c.like_num for c in thing.children))
    ):
        return None
    if verb.dep_ in {"acl", "amod"} and word.frame == "build" and verb.head.i in taken:
        return None
    receivers = _receivers(doc, index, verb, thing, word.frame)
    givers = _real(
        doc,
        index,
        arguments.prep_objects(verb, "from")
        + (arguments.prep_objects(thing, "from") if thing is not None else []),
    )
    if word.frame in {"sell", "lend"}:
        deal.sellers, deal.buyers = agents, receivers or _compounded(doc, index, thing)
        if not deal.sellers and givers:
            deal.sellers = givers
        deal.buyers = tuple(
            b for b in deal.buyers if b.entity not in {s.entity for s in deal.sellers} or b.via != "coref"
        )
    elif word.frame == "build":
        deal.sellers = agents
        deal.buyers = receivers or _hosts(doc, index, verb, thing)
    elif word.frame == "equip":
        deal.sellers, deal.buyers = agents, _real(doc, index, [thing] if thing is not None else [])
    elif word.frame == "borrow":
        deal.buyers, deal.sellers = agents, givers
    elif word.frame == "lease":
        to_other = _real(doc, index, arguments.prep_objects(verb, "to"))
        deal.sellers, deal.buyers = (agents, to_other) if to_other else (givers, agents)
    else:
        deal.buyers, deal.sellers = (
            agents,
            givers
            or _real(doc, index, arguments.prep_objects(verb, "with") if verb.lemma_ == "order" else []),
        )
        if arguments.passive(verb) and not agents and receivers:
            deal.buyers = receivers
    if word.frame in {"lend", "borrow"}:
        deal.kind = "loan"
    _thing(doc, index, deal, thing)
    deal.firm = word.needs == "-" and word.frame != "use"
    deal.guarded = word.needs == "counted"
    return deal


def _about_deal(
    doc: Document,
    index: int,
    verb: Any,
    thing: Any,
    word: Word,
    agents: tuple[Resolved, ...],
    taken: set[int],
) -> Deal | None:
    """Read "signed a contract with", "won an order from", "awarded a tender to"."""
    if thing is None:
        objects = (
            arguments.prep_objects(verb, "for", "on")
            if verb.lemma_ in {"sign", "agree", "contract", "negotiate"}
            else []
        )
        objects = [t for t in objects if _kind(doc, index, t)]
        if not objects or not agents:
            return None
        if (objects[0].lemma_.lower(), "N") in words() and objects[0].lemma_.lower() in LENDING:
            return None
        deal = Deal(
            index, doc.place_of(index, verb)[0], "deal.sign.for", None, status=word.status, buyers=agents
        )
        deal.sellers = _real(
            doc,
            index,
            arguments.prep_objects(verb, "with", "from") + arguments.prep_objects(objects[0], "from"),
        )
        _thing(doc, index, deal, objects[0])
        return deal
    heads = [t for t in arguments.conjuncts(thing) if (t.lemma_.lower(), "N") in words()]
    if not heads:
        return None
    head = heads[0]
    inner = words()[(head.lemma_.lower(), "N")]
    deal = _noun(doc, index, head, inner, taken, weak=True)
    wider = _goods_after(doc, index, verb, head) if deal is None or deal.item is None else None
    if deal is None and wider is None:
        return None
    if deal is None:
        deal = Deal(index, doc.place_of(index, head)[0], "", None, firm=head.lemma_.lower() in FIRM)
        taken.add(head.i)
    if wider is not None:
        _thing(doc, index, deal, wider)
        deal.buyers = deal.buyers or _real(doc, index, arguments.prep_objects(wider, "to"))
        if source := _real(
            doc, index, arguments.prep_objects(wider, "from") + arguments.prep_objects(verb, "from")
        ):
            deal.sellers = source
    taken.update(t.i for t in heads)
    deal.rule = f"deal.{word.frame}.{verb.lemma_.lower()}"
    deal.status = word.status
    partners = _real(doc, index, arguments.prep_objects(verb, "with"))
    if word.frame == "win":
        deal.sellers = agents or deal.sellers
        winners = {s.entity for s in deal.sellers}
        deal.buyers = tuple(b for b in deal.buyers if b.entity not in winners)
        deal.buyers = (
            deal.buyers
            or _real(doc, index, arguments.prep_objects(verb, "from"))
            or _hosts(doc, index, verb, thing)
        )
    elif word.frame == "award":
        deal.buyers = agents or deal.buyers
        deal.sellers = _receivers(doc, index, verb, thing, "award") or deal.sellers
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


def _use(doc: Document, index: int, verb: Any, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
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
    deal.sellers, deal.buyers, deal.kind = agents, _real(doc, index, users), "licence"
    deal.item = item_span(doc, index, thing)
    return deal


def _seeking(doc: Document, index: int, verb: Any, agents: tuple[Resolved, ...], deal: Deal) -> Deal | None:
    """Read "applied to the United States for arms"."""
    things = [t for t in arguments.prep_objects(verb, "for", "on", "about") if _kind(doc, index, t)]
    sellers = _real(
        doc,
        index,
        arguments.prep_objects(verb, "to", "with") + [c for c in verb.children if c.dep_ == "dobj"],
    )
    if not things or not agents or not sellers:
        return None
    deal.buyers, deal.sellers, deal.status = agents, sellers, "under_negotiation"
    _thing(doc, index, deal, things[0])
    return deal


def _arrival(doc: Document, index: int, verb: Any, deal: Deal) -> Deal | None:
    """Read "six planes arrived in Nigeria from the United States"."""
    things = [t for t in arguments.surface_subjects(verb) if _kind(doc, index, t)]
    if not things:
        return None
    deal.sellers = _real(
        doc, index, arguments.prep_objects(verb, "from") + arguments.prep_objects(things[0], "from")
    )
    deal.buyers = _hosts(doc, index, verb, None) or _real(doc, index, arguments.prep_objects(verb, "to"))
    if not deal.sellers:
        below = [
            t
            for child in verb.subtree
            if child.lower_ == "from" and child.dep_ == "prep"
            for t in child.children
        ]
        deal.sellers = _real(doc, index, below)
    _thing(doc, index, deal, things[0])
    deal.guarded = True
    return deal


# --- nouns -----------------------------------------------------------------------------------------


def _noun(
    doc: Document, index: int, noun: Any, word: Word, taken: set[int], *, weak: bool = False
) -> Deal | None:
    low = noun.lemma_.lower()
    if noun.dep_ == "compound":
        return None
    if low == "credit" and noun.head.lemma_.lower() in {"take", "give"} and not _money_in(doc, index):
        return None
    if low == "order" and (
        noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "to" and _kind(doc, index, noun) is None
    ):
        return None
    if (
        low in {"order", "supply", "power"}
        and noun.i > 0
        and noun.nbor(-1).lower_ in {"in", "short", "public", "law"}
    ):
        return None
    at = doc.place_of(index, noun)[0]
    deal = Deal(index, at, f"deal.noun.{low}", None, status=word.status, firm=low in FIRM)
    thing = _noun_item(noun, word.frame)
    kind = _kind(doc, index, thing) if thing is not None else _kind_of_modifiers(doc, index, noun)
    if kind is None and word.needs == "goods" and not (weak and _goods_below(doc, index, noun)):
        return None
    if low in LENDING or (word.frame == "lend" and word.needs != "goods"):
        if word.needs == "money" and not _money_in(doc, index):
            return None
        deal.kind = "loan"
    elif word.frame == "lease" or low in {"licence", "license"}:
        deal.kind = "licence"
    before = _before(doc, index, noun)
    to = _real(doc, index, arguments.prep_objects(noun, "to"))
    for_whom = _real(
        doc, index, [t for t in arguments.prep_objects(noun, "for") if _kind(doc, index, t) is None]
    )
    source = _real(doc, index, arguments.prep_objects(noun, "from"))
    by = _real(doc, index, arguments.by_agents(noun))
    partners = _real(doc, index, arguments.prep_objects(noun, "with"))
    between = _real(doc, index, arguments.prep_objects(noun, "between"))
    owners = _real(doc, index, arguments.owner(noun))
    if not source and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        source = _real(doc, index, arguments.prep_objects(noun.head, "from"))
    if thing is not None:
        to = to or _real(doc, index, arguments.prep_objects(thing, "to"))
        source = source or _real(doc, index, arguments.prep_objects(thing, "from"))
        by = by or _real(doc, index, arguments.by_agents(thing))
    if word.frame in {"sell", "lend", "build"}:
        deal.buyers = to or for_whom
        deal.sellers = (
            by or source or tuple(r for r in before if r.entity not in {b.entity for b in deal.buyers})
        )
        if source and not deal.buyers:
            others = [r for r in (*before, *owners) if r.entity not in {s.entity for s in source}]
            deal.sellers, deal.buyers = source, tuple(others[:1])
        if word.frame == "build" and not deal.buyers:
            deal.buyers = _hosts(doc, index, noun, thing)
        if word.frame == "lend" and not deal.sellers and owners:
            deal.sellers = tuple(r for r in owners if r.entity not in {b.entity for b in deal.buyers})
    elif word.frame == "buy":
        deal.sellers = source or partners
        deal.buyers = by or tuple(r for r in before if r.entity not in {s.entity for s in deal.sellers})
        if to:
            deal.sellers = deal.sellers or (deal.buyers if low == "order" and False else ())
        if not deal.buyers and owners:
            deal.buyers = tuple(r for r in owners if r.entity not in {s.entity for s in deal.sellers})
    elif word.frame == "lease":
        deal.sellers, deal.buyers = source, to
        deal.sides = tuple(arguments.unique([*before, *partners, *between, *owners]))
    else:
        inner = _inner_direction(doc, index, noun)
        deal.sides = tuple(arguments.unique([*between, *owners, *partners, *before, *source, *to]))
        deal.sellers, deal.buyers = inner[0] or source, inner[1] or to or for_whom
        if inner[2] == "sell" and not deal.sellers and not owners and before:
            deal.sellers = before
        known = {r.entity for r in (*deal.sellers, *deal.buyers)}
        if partners and not known:
            way = inner[2] or "buy"
            own = tuple(r for r in (*owners, *before) if r.entity not in {p.entity for p in partners})[:1]
            if way == "buy":
                deal.buyers, deal.sellers = own, partners
            else:
                deal.sides = tuple(arguments.unique([*own, *partners]))
    _thing(doc, index, deal, thing)
    deal.kind = deal.kind or kind
    first, _ = arguments.phrase(noun)
    if deal.item is None and thing is None and _kind_of_modifiers(doc, index, noun) and first.i < noun.i:
        deal.item = doc.token_span(index, first, noun.nbor(-1))
    taken.add(noun.i)
    return deal


def _inner_direction(
    doc: Document, index: int, noun: Any
) -> tuple[tuple[Resolved, ...], tuple[Resolved, ...], str | None]:
    """Return sellers, buyers and direction that a verb or noun of commerce below a deal gives it."""
    for child in noun.subtree:
        if child.i == noun.i:
            continue
        pos = "V" if child.pos_ == "VERB" else "N"
        word = words().get((child.lemma_.lower(), pos))
        if word and word.frame in {"sell", "build", "lend"}:
            buyers = _real(doc, index, arguments.prep_objects(child, "to"))
            sellers = _real(doc, index, arguments.by_agents(child))
            return sellers, buyers, "sell"
        if word and word.frame in {"buy", "borrow"}:
            return _real(doc, index, arguments.prep_objects(child, "from")), (), "buy"
    return (), (), None


def _goods_after(doc: Document, index: int, verb: Any, head: Any) -> Any:
    """Return the first goods named below a verb of dealing, outside the deal noun and other clauses."""
    for token in verb.subtree:
        if (
            token.i <= head.i
            or token.pos_ not in ("NOUN", "PROPN")
            or token.dep_ not in ("pobj", "dobj", "attr")
        ):
            continue
        if (token.lemma_.lower(), "N") not in words() and _kind(doc, index, token):
            return token
    return None


def _noun_item(noun: Any, frame: str) -> Any:
    """Return the head of what a noun of commerce is about: ``of``, ``for``, ``to buy``, ``on``."""
    for link in ("of", "for", "on", "covering", "over"):
        for obj in arguments.prep_objects(noun, link):
            inner = obj
            if obj.pos_ == "VERB":
                inner = next((c for c in obj.children if c.dep_ == "dobj"), obj)
            elif (obj.lemma_.lower(), "N") in words():
                inner = next(iter(arguments.prep_objects(obj, "of", "for")), obj)
            if inner.ent_type_ in {"MONEY"} or (inner.like_num and link == "of"):
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
            if inner is not None and (child.lemma_.lower(), "V") in words():
                return inner
    return None


# --- parts -----------------------------------------------------------------------------------------


def _thing(doc: Document, index: int, deal: Deal, thing: Any) -> None:
    """Add item, kind and the parties that the item itself names (its origin)."""
    if thing is None:
        return
    deal.item = item_span(doc, index, thing)
    deal.kind = deal.kind or _kind(doc, index, thing)
    deal.spans.append(deal.item)
    if deal.sellers:
        return
    origin = [r for r in arguments.modifiers_before(doc, index, thing) if r.kind in ("country", "alliance")]
    buyers = {b.entity for b in deal.buyers}
    outside = tuple(r for r in origin if r.entity not in buyers and r.kind == "country")
    if outside and not deal.rule.startswith("deal.verb.sell"):
        deal.sellers = outside[:1]


def item_span(doc: Document, index: int, thing: Any) -> Span:
    """Return the words that name an item: its noun phrase with ``of`` phrases and joined nouns, cut to a sane length."""
    first, last = arguments.phrase(thing)
    for child in thing.rights:
        near = (
            (child.dep_ in {"prep"}
            and child.lower_ in {"of"})
            or (child.dep_ in {"nummod", "appos"}
            and child.i == last.i + 1)
        )
        joined = (child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}) or child.dep_ in {"cc"}
        if near or joined:
            edge = child.right_edge
            last = edge if edge.i > last.i else last
    start, end = doc.place_of(index, first)[0], doc.place_of(index, last)[1]
    if end - start > LONGEST_ITEM:
        end = doc.place_of(index, thing)[1]
    return doc.span(start, end)


def _kind(doc: Document, index: int, thing: Any) -> str | None:
    """Return the kind of goods that a noun phrase names, or None if it names none."""
    if thing is None or thing.lemma_.lower() in NOT_GOODS:
        return None
    for head in arguments.conjuncts(thing):
        if goods.kinds().get(head.lemma_.lower()) == "licence":
            return "licence"
        span = item_span(doc, index, head)
        if goods.maker(span.quote) or goods.DESIGNATION.fullmatch(head.text):
            return "arms"
        first, last = arguments.phrase(head)
        lemmas = [_form(t) for t in head.doc[first.i : last.i + 1]]
        lemmas += [_form(t) for child in head.rights if child.lower_ == "of" for t in child.subtree][:8]
        found = goods.kind_of(lemmas)
        if found:
            return found
    return None


def _form(token: Any) -> str:
    """Return a word as the table of goods has it: ``arms`` is no plural of ``arm``."""
    return str(token.lower_ if token.lower_ in goods.kinds() else token.lemma_.lower())


def _kind_of_modifiers(doc: Document, index: int, noun: Any) -> str | None:
    first, _ = arguments.phrase(noun)
    lemmas = [_form(t) for t in noun.doc[first.i : noun.i]]
    words_before = noun.doc[first.i : noun.i].text
    return "arms" if goods.maker(words_before) else goods.kind_of(lemmas)


def _goods_below(doc: Document, index: int, noun: Any) -> bool:
    return (
        goods.kind_of(_form(t) for t in noun.subtree) is not None
        or goods.maker(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text) is not None
    )


def _fits(doc: Document, index: int, thing: Any, needs: str) -> bool:
    if needs == "-":
        return thing.lemma_.lower() not in NOT_GOODS and thing.pos_ != "VERB"
    if needs == "loan":
        return True
    if needs == "money":
        return _money_in(doc, index)
    kind = _kind(doc, index, thing)
    return kind is not None or (
        thing.lemma_.lower() in {"delivery", "them", "they"} and _goods_below(doc, index, thing)
    )


def _loanlike(thing: Any) -> bool:
    lemmas = {t.lemma_.lower() for t in arguments.conjuncts(thing)}
    lemmas |= {t.lemma_.lower() for head in arguments.conjuncts(thing) for t in head.children}
    return bool(lemmas & {"loan", "credit", "swap", "mortgage", "line"}) and bool(
        {t.lemma_.lower() for t in thing.subtree} & {"loan", "credit", "swap", "mortgage"}
    )


def _money_in(doc: Document, index: int) -> bool:
    return bool(doc.found_in(doc.money, index))


def _real(doc: Document, index: int, tokens: list[Any]) -> tuple[Resolved, ...]:
    """Return the states (and bodies) that tokens stand for."""
    found: list[Resolved] = []
    for token in tokens:
        if token.pos_ == "VERB":
            continue
        named = [r for r in arguments.parties(doc, index, token) if r.kind in ("country", "alliance")]
        if not named:
            led = [c for c in token.children if c.dep_ == "acl" and c.lemma_ in ("lead", "head")]
            named = [
                r
                for c in led
                for t in arguments.by_agents(c)
                for r in arguments.parties(doc, index, t)
                if r.kind == "country"
            ]
        found += named
    return tuple(arguments.unique(found))


def _before(doc: Document, index: int, noun: Any) -> tuple[Resolved, ...]:
    return tuple(r for r in arguments.modifiers_before(doc, index, noun) if r.kind in ("country", "alliance"))


def _receivers(doc: Document, index: int, verb: Any, thing: Any, frame: str) -> tuple[Resolved, ...]:
    """Return who receives: the indirect object, ``to``, ``for``."""
    tokens = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    tokens += arguments.prep_objects(verb, "to")
    if thing is not None:
        tokens += arguments.prep_objects(thing, "to")
    found = _real(doc, index, tokens)
    if found or frame == "award":
        return found
    tokens = arguments.prep_objects(verb, "for") + (
        arguments.prep_objects(thing, "for") if thing is not None else []
    )
    return _real(doc, index, [t for t in tokens if t.ent_type_ != "DATE"])


def _compounded(doc: Document, index: int, thing: Any) -> tuple[Resolved, ...]:
    """Return the receiver that a parse glued to the goods: ``selling Saudi Arabia F-15s``."""
    if thing is None:
        return ()
    found = []
    for child in thing.lefts:
        mention = doc.mention_of(index, child) if child.dep_ in ("compound", "nmod") else None
        if (
            mention is not None
            and mention.form == "noun"
            and mention.kind == "country"
            and child.i + 1 <= thing.i
        ):
            named = arguments.resolved(doc, mention)
            found += [named] if named is not None else []
    return tuple(found)


def _hosts(doc: Document, index: int, verb: Any, thing: Any) -> tuple[Resolved, ...]:
    """Return where a thing is built, which tells for whom: ``in Egypt``, ``on Iran's coast``."""
    tokens = arguments.prep_objects(verb, *PLACES)
    if thing is not None:
        tokens += arguments.prep_objects(thing, *PLACES, "of")
        tokens += [c for c in thing.children if c.dep_ == "poss"]
        for child in thing.subtree:
            if child.dep_ == "prep" and child.lower_ in PLACES:
                tokens += [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ in {"acl", "relcl", "xcomp"} and child.pos_ == "VERB":
                tokens += arguments.prep_objects(child, *PLACES, "for")
    found: list[Resolved] = []
    for token in tokens:
        mention = doc.mention_of(index, token)
        named = arguments.resolved(doc, mention) if mention is not None else None
        found += [named] if named is not None and named.kind == "country" else []
        if named is None:
            found += [r for r in arguments.modifiers_before(doc, index, token) if r.kind == "country"]
    return tuple(arguments.unique(found))[:1]


def _passive_person(doc: Document, index: int, thing: Any) -> bool:
    """Tell whether the object is a person, who is not sold."""
    mention = doc.mention_of(index, thing)
    return mention is not None and bool(mention.person)


def sentences(doc: Document) -> Iterator[int]:
    """Yield the indices of the parsed sentences in order."""
    yield from sorted(doc.tokens)
