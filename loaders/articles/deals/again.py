"""Reads deals that are told by pointing at the one before: "Finland followed suit", "with an identical one", "so did Peru"."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import arguments, evidence, modality
from ..document import Document, Token
from .commerce import states_of
from .counterparties import Known, again
from .rows import Contract

NEAR = 2
FOR_A_PRICE = re.compile(
    r"\b(?:for|at|worth|costing)(?: (?:a|an|the|some|about|reported|total|cost|price|sum|of|around|over|nearly|up to|more than))* ?$"
)
PRICE = re.compile(
    r"\b(?:the|its|their|a) (?:[a-z]+ )?(?:price|cost|bill|price tag|value)\b[^.;]{0,30}$", re.I
)
PRICED = re.compile(
    r"\b(?:the (?:first|second|third|fourth|latter|former|other|next|last|rest|remainder)|another|a (?:second|third|further))(?: [a-z]+){0,2},? "
    r"(?:(?:is|was|were|are|has been|had been|will be|would be) )?(?:priced|valued|worth|put|estimated|costs?|costing|c[ao]mes? (?:in )?|for)\b"
    r"[^.;:]{0,25}$",
    re.I,
)
POINTING = frozenset(
    ["one", "order", "deal", "contract", "purchase", "request", "agreement", "accord", "buy"]
)
ALIKE = frozenset(
    ["similar", "identical", "same", "comparable", "another", "second", "third", "parallel", "like", "equivalent", "follow-on", "follow-up"]
)  # fmt: skip


def alike(noun: Token) -> bool:
    """Tell whether a noun of commerce means a deal like the one told before: ``a similar contract with Peru``."""
    return any(c.lower_ in ALIKE for c in noun.lefts)


def repeated(doc: Document, index: int, known: Known) -> list[Contract]:
    """Return the deal that a sentence says a state made as well, with the goods and the other party of the last one."""
    last = max((r for r in known.rows if 0 <= index - r.index <= NEAR), key=lambda r: r.index, default=None)
    if last is None or doc.sentences[index].text.rstrip().endswith("?"):
        return []
    made = []
    for verb in doc.tokens[index]:
        if verb.pos_ not in ("VERB", "AUX") or not _points(verb):
            continue
        told = modality.stance(doc, index, verb)
        who = states_of(doc, index, arguments.surface_subjects(verb))
        if told.modality not in ("fact", "claimed", "planned") or not who:
            continue
        sells = ".sell." in last.rule or ".lend." in last.rule or ".build." in last.rule
        for state in who[:4]:
            if state.entity == (last.buyer if sells else last.seller).entity:
                continue
            quote = evidence.clause(doc, index, [verb], [state.mention])
            buyer, seller = (last.buyer, state) if sells else (state, last.seller)
            made.append(
                Contract(
                    again(buyer, quote) if buyer is last.buyer else buyer, again(seller, quote) if seller is last.seller else seller,
                    last.kind, index, "deal.again", "planned" if told.modality == "planned" else last.status, last.item,
                    modality=told.modality, attribution=told.attribution, evidence=[quote], confidence=0.5, firm=True,
                )
            )  # fmt: skip
    return made


def priced(doc: Document, index: int, rows: list[Contract]) -> list[Contract]:
    """Return a further contract for each part that a sentence prices after the first: ``the second was put at 90 million``."""
    near = [r for r in rows if 0 <= index - r.index <= 1]
    used = {r.amount.span.start for r in rows if r.amount is not None and r.amount.span is not None}
    made: list[Contract] = []
    bare = [r for r in rows if r.amount is None and 0 < index - r.index <= 2 and r.kind != "loan"]
    for value in doc.found_in(doc.money, index):
        low = max(doc.sentences[index].start, value.start - 70)
        price = PRICE.search(doc.text[low : value.start])
        if bare and value.start not in used and not value.unit_price and price is not None:
            unpriced = max(bare, key=lambda r: r.index)
            unpriced.amount = value.amount
            unpriced.evidence.append(doc.span(low + price.start(), value.end))
            used.add(value.start)
            bare.remove(unpriced)
            continue
        if value.start in used or value.unit_price or not PRICED.search(doc.text, low, value.start):
            continue
        last = max(near, key=lambda r: r.index, default=None)
        if last is None or last.amount is None:
            continue
        here = doc.span(low, value.end)
        at = PRICED.search(here.quote[: value.start - low])
        quote = doc.span(low + at.start(), value.end) if at is not None else here
        made.append(
            replace(
                last, index=index, amount=value.amount, quantity=None, item=None, rule="deal.priced", evidence=[quote],
                buyer=again(last.buyer, quote), seller=again(last.seller, quote), confidence=0.5,
            )
        )  # fmt: skip
    return made


def _points(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    things = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "follow":
        if any(t.lower_ in ("suit", "example", "lead") for t in things):
            return True
        return not things and any(
            t.lemma_.lower() in POINTING
            and (alike(t) or t.lemma_.lower() == "one" or any(c.like_num for c in t.children))
            for t in arguments.prep_objects(verb, "with")
        )
    if lemma == "do":
        if any(t.lower_ == "same" for t in things) or any(c.lower_ == "likewise" for c in verb.children):
            return True
        before = verb.nbor(-1).lower_ if verb.i else ""
        return before == "so" and any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children)
    return False
