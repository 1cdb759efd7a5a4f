"""What deals are read with: the words of commerce, the goods, and the parties around a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ....graph.model import Span
from .. import arguments, goods, modality, towns
from ..document import Document, Resolved, Token
from .items import named_items
from .same_firm import firm_meant

HERE = Path(__file__).resolve().parent


FIRM = frozenset(["contract", "order", "purchase", "sale", "loan", "credit", "swap"])
"""Nouns that tell a deal whatever it is about."""


LENDING = frozenset(["loan", "credit", "swap"])


HEADS = frozenset(
    [
        "head",
        "chief",
        "boss",
        "chairman",
        "director",
        "executive",
        "representative",
        "subsidiary",
        "arm",
        "unit",
        "consortium",
        "group",
    ]
)
"""Nouns that stand for the firm or office named after ``of``."""


NOT_GOODS = frozenset([
    "advice", "answer", "attack", "aid", "blow", "ceasefire", "ceremony", "chance", "death", "evidence",
    "guarantee", "help", "home", "hostage", "idea", "information", "invitation", "letter", "life", "list",
    "message", "note", "notice", "news", "opinion", "ordeal", "path", "peace", "people", "place", "power",
    "powers", "pressure", "prisoner", "proof", "protest", "reason", "report", "request", "response",
    "right", "side", "speech", "statement", "support", "talk", "time", "troop", "trouble", "turn", "view",
    "vote", "warning", "war", "way", "word", "work", "world", "truce", "refugee", "body", "recruit",
    "information", "intelligence", "assurance", "giant", "major", "company", "firm", "producer", "exporter", "importer", "supplier", "maker",
    "manufacturer", "minister", "ministry", "price", "trader", "buyer", "seller", "shortage", "demand", "crisis", "dispute", "executive",
])  # fmt: skip


NAMED_KINDS = {
    "aircraft": "arms", "ship": "arms", "vehicle": "arms", "weapon system": "arms", "missile": "arms", "drone": "arms",
    "pipeline": "energy", "gas field": "energy", "nuclear plant": "construction", "dam": "construction", "port": "construction",
    "railway": "construction", "terminal": "construction", "reactor": "construction", "satellite": "trade",
}  # fmt: skip
"""The kind of goods that a thing named by its own name is."""


PLACES = ("in", "at", "on", "near", "across")


BORDERS = frozenset(["border", "frontier", "boundary"])
"""What a thing may stand near without being for the state behind it."""


LONGEST_ITEM = 140


ROUTES = frozenset([
    "railway", "railroad", "rail", "line", "track", "road", "highway", "motorway", "pipeline", "pipe", "cable", "canal", "tunnel", "bridge", "link",
])  # fmt: skip
"""What runs from one place to another: where it starts is no seller."""


FOR_GOODS = frozenset([
    "upgrade", "part", "kit", "engine", "overhaul", "maintenance", "spare", "training", "ammunition", "equipment", "radar",
])  # fmt: skip


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
    token: Token = None
    amount: Any = None
    quantity: Any = None
    stance: modality.Stance | None = None
    spans: list[Span] = field(default_factory=list)
    guarded: bool = False
    turnable: bool = False


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


def add_item(doc: Document, index: int, deal: Deal, thing: Token) -> None:
    """Add item, kind and the parties that the item itself names (its origin)."""
    if thing is None:
        return
    deal.item = item_span(doc, index, thing)
    deal.kind = deal.kind or kind_of_thing(doc, index, thing)
    deal.spans.append(deal.item)
    if deal.sellers:
        return
    buyers = {b.entity for b in deal.buyers}
    makers = [r for r in states_of(doc, index, _makers(thing)) if r.via == "company"]
    if makers and not deal.rule.startswith("deal.verb.sell"):
        deal.sellers = tuple(makers)
        return
    named = arguments.modifiers_before(doc, index, thing)
    for part in arguments.prep_objects(thing, "of") if not named else ():
        named = named or arguments.modifiers_before(doc, index, part)
    origin = [r for r in named if r.kind in ("country", "alliance")]
    outside = tuple(r for r in origin if r.entity not in buyers and r.kind == "country")
    if outside and not deal.rule.startswith("deal.verb.sell"):
        deal.sellers = outside[:1]


def _makers(thing: Token) -> list[Token]:
    """Return who is said to make goods right behind them: ``six trains by Alstom``, ``launchers of Diehl``."""
    return [
        t
        for c in thing.children
        if c.i > thing.i and c.lower_ in ("by", "of") and c.dep_ in ("prep", "agent")
        for t in c.children
        if t.dep_ == "pobj" and t.pos_ == "PROPN"
    ]


def item_span(doc: Document, index: int, thing: Token) -> Span:
    """Return the words that name an item: its noun phrase with ``of`` phrases and joined nouns, cut to a sane length."""
    first, last = arguments.phrase(thing)
    for child in thing.rights:
        near = (
            child.dep_ in {"prep"}
            and (child.lower_ == "of" or (child.lower_ == "for" and thing.lemma_.lower() in FOR_GOODS))
        ) or (child.dep_ in {"nummod", "appos"} and child.i == last.i + 1)
        joined = (child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}) or child.dep_ in {"cc"}
        if near or joined:
            edge = child.right_edge
            last = edge if edge.i > last.i else last
    start, end = doc.place_of(index, first)[0], doc.place_of(index, last)[1]
    if end - start > LONGEST_ITEM:
        end = doc.place_of(index, thing)[1]
    return doc.span(start, end)


def kind_of_thing(doc: Document, index: int, thing: Token) -> str | None:
    """Return the kind of goods that a noun phrase names, or None if it names none."""
    if thing is None or thing.lemma_.lower() in NOT_GOODS:
        return None
    for head in arguments.conjuncts(thing):
        if goods.kinds().get(head.lemma_.lower()) == "licence":
            return "licence"
        span = item_span(doc, index, head)
        if goods.SATELLITE.fullmatch(head.text) and doc.mention_of(index, head) is None:
            return "trade"
        if goods.maker(span.quote) or goods.DESIGNATION.fullmatch(head.text) or make_of(doc, index, head):
            return "arms"
        first, last = arguments.phrase(head)
        lemmas = [word_form(t) for t in head.doc[first.i : last.i + 1]]
        lemmas += [word_form(t) for child in head.rights if child.lower_ == "of" for t in child.subtree][:8]
        found = goods.kind_of(lemmas)
        if found:
            return found
        named = next(
            (n for n in named_items(doc) if n.span.start < span.end and span.start < n.span.end), None
        )
        if named is not None and named.kind in NAMED_KINDS:
            return NAMED_KINDS[named.kind]
    return None


def make_of(doc: Document, index: int, head: Token) -> bool:
    """Tell whether a counted name in the plural is that of a make: ``four Seahawks``, ``thirty of the Pandurs``."""
    if head.pos_ != "PROPN" or not head.text.endswith("s") or doc.mention_of(index, head) is not None:
        return False
    return any(c.dep_ == "nummod" and c.like_num for c in head.children)


def word_form(token: Token) -> str:
    """Return a word as the table of goods has it: ``arms`` is no plural of ``arm``."""
    return str(token.lower_ if token.lower_ in goods.kinds() else token.lemma_.lower())


def kind_of_modifiers(doc: Document, index: int, noun: Token) -> str | None:
    """Return the kind of goods that the words before a noun name: ``gas contract``."""
    first, _ = arguments.phrase(noun)
    lemmas = [word_form(t) for t in noun.doc[first.i : noun.i]]
    words_before = noun.doc[first.i : noun.i].text
    return "arms" if goods.maker(words_before) else goods.kind_of(lemmas)


def goods_below(doc: Document, index: int, noun: Token) -> bool:
    """Tell whether goods are named anywhere below a word."""
    return (
        goods.kind_of(word_form(t) for t in noun.subtree) is not None
        or goods.maker(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text) is not None
    )


def fits(doc: Document, index: int, thing: Token, needs: str) -> bool:
    """Tell whether an object is what a word of commerce needs."""
    if needs == "-":
        return thing.lemma_.lower() not in NOT_GOODS and thing.pos_ != "VERB"
    if needs == "loan":
        return True
    if needs == "money":
        return money_in(doc, index)
    if needs == "funds":
        return loanlike(thing) or sum_of(doc, index, thing)
    if needs == "sum":
        return sum_of(doc, index, thing)
    kind = kind_of_thing(doc, index, thing)
    return kind is not None or (
        thing.lemma_.lower() in {"delivery", "them", "they"} and goods_below(doc, index, thing)
    )


def loanlike(thing: Token) -> bool:
    """Tell whether an object is a loan, a credit or a line of it."""
    lemmas = {t.lemma_.lower() for t in arguments.conjuncts(thing)}
    lemmas |= {t.lemma_.lower() for head in arguments.conjuncts(thing) for t in head.children}
    return bool(lemmas & {"loan", "credit", "swap", "mortgage", "line"}) and bool(
        {t.lemma_.lower() for t in thing.subtree} & {"loan", "credit", "swap", "mortgage"}
    )


def money_in(doc: Document, index: int) -> bool:
    """Tell whether a sentence names a sum."""
    return bool(doc.found_in(doc.money, index))


def sum_of(doc: Document, index: int, thing: Token) -> bool:
    """Tell whether an object is itself a sum of money: ``advanced 300 million dollars``."""
    start, end = doc.place_of(index, thing)
    return any(v.start <= start and end <= v.end for v in doc.found_in(doc.money, index) if not v.unit_price)


def states_of(doc: Document, index: int, tokens: list[Token]) -> tuple[Resolved, ...]:
    """Return the states (and bodies) that tokens stand for."""
    found: list[Resolved] = []
    for token in tokens:
        if token.pos_ == "VERB":
            continue
        meant = firm_meant(doc, index, token)
        if meant is not None:
            found.append(meant)
            continue
        named = [r for r in arguments.parties(doc, index, token) if r.kind in ("country", "alliance")]
        if not named:
            led = [c for c in token.children if c.dep_ == "acl" and c.lemma_ in ("lead", "head")]
            named = [
                r
                for c in led
                for t in arguments.by_agents(c)
                for r in arguments.parties(doc, index, t) or arguments.modifiers_before(doc, index, t)
                if r.kind == "country"
            ]
        if not named and token.lemma_.lower() in HEADS:
            named = list(states_of(doc, index, arguments.prep_objects(token, "of")))
        found += named
    return tuple(arguments.unique(found))


def named_before(doc: Document, index: int, noun: Token) -> tuple[Resolved, ...]:
    """Return the states named before a noun: its possessor or its adjectives."""
    return tuple(r for r in arguments.modifiers_before(doc, index, noun) if r.kind in ("country", "alliance"))


def given(doc: Document, index: int, verb: Token) -> list[Token]:
    """Return the indirect object of a verb, also where the parser takes it for a first direct one."""
    found = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    plain = [c for c in verb.children if c.dep_ == "dobj"]
    if not found and len(plain) > 1:
        mention = doc.mention_of(index, plain[0])
        found = plain[:1] if mention is not None and mention.kind == "country" else []
    return found


def receivers_of(doc: Document, index: int, verb: Token, thing: Token, frame: str) -> tuple[Resolved, ...]:
    """Return who receives: the indirect object, ``to``, ``for``."""
    tokens = given(doc, index, verb)
    leading = thing is not None and thing.lemma_.lower() in ROUTES
    ends = arguments.prep_objects(verb, "to")
    tokens += [t for t in ends if not (numeral(t) or (leading and t.lemma_.lower() in BORDERS))]
    if thing is not None and not leading:
        tokens += arguments.prep_objects(thing, "to")
    found = states_of(doc, index, tokens)
    if found or frame == "award":
        return found
    tokens = arguments.prep_objects(verb, "for") + (
        arguments.prep_objects(thing, "for") if thing is not None else []
    )
    # "lends 90 million dollars for the purchase of Indian rice" says what the money is for, not who gets it.
    tokens = [
        t for t in tokens if (t.lemma_.lower(), "N") not in words() and kind_of_thing(doc, index, t) is None
    ]
    return states_of(doc, index, tokens)


def numeral(token: Token) -> bool:
    """Tell whether a word only counts, so that it stands for no states: ``two to Iran``."""
    return token.pos_ == "NUM" and not any(c.lower_ in ("the", "these", "those") for c in token.children)


def compounded_receiver(doc: Document, index: int, thing: Token) -> tuple[Resolved, ...]:
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


def hosts_of(doc: Document, index: int, verb: Token, thing: Token) -> tuple[Resolved, ...]:
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
        if token.lemma_.lower() in BORDERS:
            continue
        mention = doc.mention_of(index, token)
        named = arguments.resolved(doc, mention) if mention is not None else None
        found += [named] if named is not None and named.kind == "country" else []
        if named is None:
            found += [r for r in arguments.modifiers_before(doc, index, token) if r.kind == "country"]
        if mention is None and token.pos_ == "PROPN":
            found += towns.state_of(doc, index, token)
    return tuple(arguments.unique(found))[:1]


def is_person(doc: Document, index: int, thing: Token) -> bool:
    """Tell whether the object is a person, who is not sold."""
    mention = doc.mention_of(index, thing)
    return mention is not None and bool(mention.person)
