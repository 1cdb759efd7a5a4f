"""Fills the parties of a deal from the order of words where the parse lost them: ``in talks with Spain about tanks``."""

from __future__ import annotations

import re

from ....graph.model import Quantity
from .. import arguments, context, goods
from ..document import Document, Mention, Resolved, Token
from ..values.numbers import SCALES, value_of
from ..values.quantities import QuantityFound
from .commerce import Deal, Word
from .items import named_items
from .unsaid import FOE

LINK = re.compile(
    r"\b(from|with|to|for|by|in|at|of|on|near|against|between|over|than|like|despite|under)"
    r"(?: (?:the|its|their|a|an|both|state-owned|state|[A-Z][\w.-]+)){0,3} ?$"
)
PASSED = re.compile(
    r"\b(?:over|instead of|rather than|ahead of|against|preferred to)(?: (?:the|its|their|a|an|[A-Z][\w-]+)){0,3} ?$"
)
"""What stands before goods that lost against others."""
BUYING = frozenset(["buy", "borrow", "choose"])
SELLING = frozenset(["sell", "lend", "build"])
FAR = 110
UNITS = frozenset(
    ["tonne", "ton", "unit", "machine", "piece", "example", "copy", "set", "bushel", "sack", "cargo", "shipload", "system"]
)  # fmt: skip
ELLIPSES = frozenset(["more", "another", "some", "dozen", "few", "rest", "ones"])
ORDINALS = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "pair"]
)


def complete(doc: Document, deal: Deal, word: Word) -> None:
    """Give a deal the parties that stand around its word in the plain order of a sentence, where it has none."""
    if (deal.buyers and deal.sellers) or deal.sides or word.frame not in BUYING | SELLING | {"deal", "sign"}:
        return
    named = [m for m in doc.mentions_in(deal.index) if m.kind in ("country", "organization") and m.entity]
    named = [m for m in named if not FOE.search(doc.text[max(0, m.start - 40) : m.start])]
    after = [(m, _link(doc, m)) for m in named if 0 <= m.start - deal.at < FAR]
    source = next((r for m, link in after if link in ("from", "with") and (r := _state(doc, m))), None)
    goal = next((r for m, link in after if link in ("to", "for") and (r := _state(doc, m))), None)
    before = [m for m in named if m.end <= deal.at and deal.at - m.end < FAR and not _link(doc, m)]
    agent = next((r for m in reversed(before) if (r := _state(doc, m)) is not None), None)
    told = {r.entity for r in (*deal.buyers, *deal.sellers)}
    if word.frame in SELLING:
        if not deal.buyers and goal is not None and goal.entity not in told:
            deal.buyers = (goal,)
        elif not deal.sellers and not deal.buyers:
            return
    elif source is not None and source.entity not in told:
        if word.frame in BUYING:
            deal.sellers = deal.sellers or (source,)
        elif agent is not None and agent.entity != source.entity and not told:
            deal.sides = (agent, source)


def _link(doc: Document, mention: Mention) -> str:
    found = LINK.search(doc.text[max(0, mention.start - 40) : mention.start])
    return found.group(1) if found else ""


def _state(doc: Document, mention: Mention) -> Resolved | None:
    if mention.form == "adj" or (mention.kind == "country" and context.weight(doc, mention) < 0.2):
        return None
    one = arguments.resolved(doc, mention)
    return one if one is not None and one.kind == "country" else None


def counted_alone(thing: Token) -> bool:
    """Tell whether goods are only counted, not named: ``ordered fifty``, ``bought six of the same type``, ``two more``."""
    return (
        thing.pos_ == "NUM"
        or thing.tag_ == "CD"
        or (thing.lemma_.lower() in UNITS and _bare_count(thing))
        or (
            thing.lower_ in ELLIPSES
            and any(c.like_num or c.lower_ in ("another", "the") for c in thing.children)
        )
        or (thing.lower_ in ORDINALS and _alone(thing))
        or (thing.lower_ == "same" and any(c.lower_ == "the" for c in thing.children))
    )


def _alone(thing: Token) -> bool:
    """Tell whether nothing follows ``a sixth`` or ``a pair`` that says of what."""
    return any(c.lower_ in ("a", "an") for c in thing.lefts) and not any(
        c.dep_ in ("prep", "acl", "relcl") and c.lower_ != "for" for c in thing.rights
    )


def _bare_count(noun: Token) -> bool:
    """Tell whether a unit is counted and nothing says of what: ``two million tonnes``, ``the four units``."""
    counted = any(c.like_num or c.lemma_.lower() in ("million", "dozen", "score") for c in noun.children)
    return counted and not any(c.lower_ == "of" for c in noun.children)


def number(doc: Document, index: int, thing: Token) -> QuantityFound | None:
    """Return the count that goods only counted give, with its unit if it has one: ``ordered fifty``."""
    told = thing if thing.like_num else next((c for c in thing.children if c.like_num), None)
    value = value_of(told.text) if told is not None else None
    if told is None or value is None:
        return None
    scale = told.nbor(1) if told.i + 1 < len(told.doc) and told.nbor(1).lower_ in SCALES else told
    if scale is not told:
        value = value_of(told.text, scale.lower_) or value
    span = doc.token_span(index, told, scale)
    # A count that was read already knows its unit: "two systems".
    known: list[QuantityFound] = [
        q for q in doc.found_in(doc.quantities, index) if q.start <= span.start and span.end <= q.end
    ]
    return (
        known[0]
        if known
        else QuantityFound(span.start, span.end, Quantity(value, "piece", "exact", span), span.quote)
    )


def goods_before(doc: Document, at: int, buyers: tuple[Resolved, ...]) -> tuple[str | None, Resolved | None]:
    """Return the kind of the goods named last before a place, and the state that makes them if the text names it."""
    sentence = doc.sentence_at(at)
    if sentence is None:
        return None, None
    start = doc.sentences[max(0, sentence.index - 2)].start
    words = re.findall(r"[\w-]+", doc.text[start:at])
    kind = goods.kind_of(w for raw in words for w in (raw.lower(), raw.lower().removesuffix("s")))
    buying = {b.entity for b in buyers}
    for named in reversed([n for n in named_items(doc) if start <= n.span.start < at]):
        if PASSED.search(doc.text[max(0, named.span.start - 40) : named.span.start]):
            continue
        if named.maker is not None and named.maker not in buying:
            known = [m for m in doc.mentions if m.entity == named.maker and m.kind == "country"]
            if known:
                return kind or "arms", context.step(doc, known[0], named.span)
    return kind, None
