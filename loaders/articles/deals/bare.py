"""Reads sums and counts that no word of commerce explains, in texts that tell of little else than deals: "Caracas came next, 400 million dollars"."""

from __future__ import annotations

import re

from .. import arguments, context, goods
from ..document import Document, Mention, Resolved, Token
from ..modality import stance
from ..more import COMMERCE
from ..values.money import MoneyFound
from .commerce import Deal, states_of, words
from .counterparties import Known, mention_of_state, pairs_of
from .makers import phrased
from .order import goods_before
from .same_firm import is_firm

Told = tuple[Deal, list[tuple[Resolved, Resolved, float]]]

DENSE = 28
"""In how many words of a trading text a word of commerce or a sum comes at least once."""
SUMS = 4
GIVING = frozenset(["sell", "lend", "build", "win", "make"])
"""Frames of verbs whose subject provides."""
BULK = frozenset(["tonne", "ton", "barrel", "megawatt", "cubic metre", "cubic metres"])
GIVEN = re.compile(
    r"\b(?:gave|given?|donat\w*|gifts?|aid|sent|sends?|lost|shot|destroy\w*|fired|deploy\w*|captur\w*|refus\w*|reject\w*|never|not|without"
    r"|instead|lost out|rival\w*|against|troops|soldiers|war|exercises?)\b",
    re.I,
)
PLACED = re.compile(r"\b(?:in|at|near|of|outside|off|through|across)(?: the)? $")
CUTS = re.compile(r";|(?<=[a-z0-9]), (?:while|but) |: ")


def trading(doc: Document) -> bool:
    """Tell whether a text is about deals throughout, so that a sum without a word for it is most likely one of them."""
    found: bool | None = doc.memo.get("trading")
    if found is None:
        sums = [v for v in doc.money if not v.unit_price]
        hits = len(COMMERCE.findall(doc.text)) + len(sums)
        found = doc.memo["trading"] = len(sums) >= SUMS and hits * DENSE > len(doc.text.split())
    return found


def bare(doc: Document, index: int, value: MoneyFound, known: Known) -> list[Told]:
    """Return the deal of a sum, with the firm and the states of its stretch of the sentence."""
    if not trading(doc):
        return []
    low, high = stretch(doc, index, value.start)
    token = next((t for t in doc.tokens[index] if doc.place_of(index, t)[1] > value.start), None)
    if token is None:
        return []
    if any(m.kind == "alliance" for m in doc.mentions_between(low, high)):
        return []  # who pays or lends may be a body
    firms, states = sides(doc, low, high)
    if not firms and not states:
        firms, states = sides(doc, doc.sentences[index].start, high)
    kind, _ = goods_before(doc, value.start, states[:1])
    deal = Deal(index, value.start, "deal.bare", kind, status="signed", token=token, amount=value, firm=True)
    if len(states) > 2 or len(firms) > 1:
        return []
    if not firms and len(states) == 1:
        firms = made_in(doc, low, high, states)
    if not known.rows and not (firms and states):
        return []
    deal.sellers = firms
    if firms:
        deal.buyers = states[:1]
    elif (selling := _selling(doc, index, token, states)) is not None:
        deal.sellers = (selling,)
        deal.buyers = tuple(s for s in states if s is not selling)
    else:
        deal.sides = states
    deal.stance = stance(doc, index, token)
    if deal.stance.modality is None:
        return []
    return [(deal, pairs)] if (pairs := list(pairs_of(doc, deal, known))) else []


def counted(doc: Document, index: int, known: Known) -> list[Told]:
    """Return the deal of a sentence that only counts goods beside their buyer and their maker: ``Fiji is down for ten Puls``."""
    if not trading(doc) or not known.rows or GIVEN.search(doc.sentences[index].text):
        return []
    for count in doc.found_in(doc.quantities, index):
        words = [
            w
            for raw in re.findall(r"[\w-]+", count.noun)
            for w in (raw.lower(), raw.lower().removesuffix("s"))
        ]
        kind = "arms" if goods.maker(count.noun) else goods.kind_of(words)
        kind = kind or (known.rows[-1].kind if count.quantity.unit in BULK else None)
        token = next((t for t in doc.tokens[index] if doc.place_of(index, t)[1] > count.start), None)
        if kind is None or token is None:
            continue
        low, high = stretch(doc, index, count.start)
        firms, states = sides(doc, low, high)
        if len(states) != 1 or len(firms) > 1 or states[0].mention.start > count.start:
            continue
        firms = firms or made_in(doc, low, high, states)
        told = stance(doc, index, token)
        if not firms or told.modality not in ("fact", "planned", "claimed"):
            continue
        deal = Deal(
            index,
            count.start,
            "deal.counted",
            kind,
            buyers=states,
            sellers=firms,
            token=token,
            quantity=count,
        )
        deal.stance = told
        return [(deal, [(states[0], firms[0], 0.5)])]
    return []


def sides(doc: Document, low: int, high: int) -> tuple[tuple[Resolved, ...], tuple[Resolved, ...]]:
    """Return the firms and the other states that a stretch names; none where it names a body."""
    named = [m for m in doc.mentions_between(low, high) if m.entity]
    if any(m.kind == "alliance" for m in named):
        return (), ()
    firms = parties(doc, [m for m in named if is_firm(m)])
    states = parties(doc, [m for m in named if m.kind == "country" and not is_firm(m) and _acting(doc, m)])
    told = {f.entity for f in firms}
    return firms, tuple(s for s in states if s.entity not in told)


def made_in(doc: Document, low: int, high: int, states: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """Return the state that makes the goods named in a stretch, if the text names it elsewhere."""
    maker = goods.maker(doc.text[low:high])
    mention = mention_of_state(doc, maker, low) if maker not in {s.entity for s in states} else None
    if maker is None or mention is None:
        return ()
    return (context.step(doc, mention, doc.span(low, high)),)


def _selling(doc: Document, index: int, token: Token, states: tuple[Resolved, ...]) -> Resolved | None:
    """Return the state that the verb above a sum says parted with something: ``the Danes let theirs go for 80 million``."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    told = phrased(verb) if verb.pos_ == "VERB" else None
    word = told[0] if told is not None else words().get((verb.lemma_.lower(), "V"))
    if word is None or word.frame not in GIVING:
        return None
    who = {r.entity for r in states_of(doc, index, arguments.agents(verb))}
    return next((s for s in states if s.entity in who), None)


def stretch(doc: Document, index: int, at: int) -> tuple[int, int]:
    """Return the part of a sentence between semicolons and the like that holds a place."""
    low, high = doc.sentences[index].start, doc.sentences[index].end
    for cut in CUTS.finditer(doc.text, low, high):
        if cut.end() <= at:
            low = cut.end()
        elif cut.start() >= at:
            high = cut.start()
            break
    return low, high


def parties(doc: Document, named: list[Mention]) -> tuple[Resolved, ...]:
    """Return the states that mentions stand for, each once."""
    found = [one for m in named if (one := arguments.resolved(doc, m)) is not None and one.kind == "country"]
    return tuple(arguments.unique(found))


def _acting(doc: Document, mention: Mention) -> bool:
    """Tell whether a state is named as one who acts, not as a place."""
    if context.weight(doc, mention) < 0.5:
        return False
    return not PLACED.search(doc.text[max(0, mention.start - 14) : mention.start])
