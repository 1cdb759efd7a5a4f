"""From an article to its facts: the order of the steps, and the check that every quote stands in the text."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ...graph.model import Article, Attribution, Fact, Interval, Publication, Role, Span, make_fact
from . import context, furniture, gazetteer, parse, people, sentences, speech, titles
from .belonging import memberships
from .datelines import dateline, datelines
from .deals import contracts, firms
from .document import Document, Mention, Resolved, Sentence, Token
from .events import comings, deeds, lexicon
from .events.reader import Reader, Row
from .values import dates, money, quantities

if TYPE_CHECKING:
    from ...atlas.book import Atlas

LOG = logging.getLogger(__name__)
NAME = "detente-rules"
VERSION = "1"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUES = re.compile(
    r"\b(?:contract|deal|order|deliver|buy|bought|sell|sold|sale|purchase|suppl|lease|loan|credit|licen[cs]e|build|"
    r"built|construct|member|join|admi|accession|accede|bid|candida|appl)\w*|\b(?:will|would) not\b"
    r"|\bso (?:did|does|has|had)\b|\b(?:did|done|do) the same\b|\blikewise\b|\bfollowed suit\b|\bin kind\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:it|its|he|she|his|her|they|their|them|we|both|two|each|the (?:\w+ ){0,2}(?:country|kingdom|government|cabinet|"
    r"alliance|bloc|union|ministry|president|premier|minister|king|sides|neighbou?rs|council|republic|embassy|island|"
    r"latter|former|hosts?|guests?|visitors?|rivals?|capital|army|navy|nation|state|agency|court|fund|bank|organi[sz]ation|leader|regime|junta))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says: states and bodies it names, its facts, its people, and how many facts failed the check."""

    article_id: str
    states: tuple[str, ...]
    alliances: tuple[str, ...]
    facts: tuple[Fact, ...]
    people: tuple[Fact, ...] = ()
    dropped: int = 0


def prepare(article: Article, publication: Publication | None, atlas: Atlas) -> Document:
    """Return the working object of an article with everything that needs no parser."""
    doc = Document(article, atlas, publication)
    published = publication.published_at if publication else None
    doc.base_date, doc.base_basis = dates.base_date(article.text, published)
    doc.sentences = undated(article.text, sentences.split(article.text))
    aside = furniture.furniture(doc.sentences)
    doc.memo["aside"] = aside
    doc.mentions = furniture.told(gazetteer.find(article.text, atlas, doc.base_date), doc.sentences, aside)
    for line in datelines(article.text)[:1]:
        filed = [
            m
            for m in gazetteer.find(f"{line.place} ", atlas, doc.base_date)
            if m.entity and m.kind == "country"
        ]
        if filed:
            start = article.text.find(filed[-1].text, line.start)
            doc.memo["dateline"] = replace(filed[-1], start=start, end=start + len(filed[-1].text))
    titles.add_persons(doc)
    firms.add_firms(doc)
    return doc


def undated(text: str, found: list[Sentence]) -> list[Sentence]:
    """Return the sentences with the dateline cut off the first: the parser would take it for a subject."""
    kept = []
    for one in found:
        line = dateline(text, one.start) if one.index < 3 else None
        if line is not None and line.end < one.end:
            one = replace(one, start=line.end, text=text[line.end : one.end])
        kept.append(one)
    return kept


def annotate(doc: Document) -> None:
    """Add dates, sums, quantities and quotations; done only for articles that pass the gate."""
    text = doc.text
    doc.dates = list(dates.find(text, doc.base_date))
    doc.money = list(money.find(text))
    doc.quotations = sorted(speech.quotations(text, doc.sentences), key=lambda q: q.start)
    doc.memo["speaker at"] = speakers(doc)
    doc.quantities = list(quantities.quantities(text))


def speakers(doc: Document) -> dict[int, Mention]:
    """Return, by sentence, the mention that names who speaks there in direct speech."""
    found: dict[int, Mention] = {}
    for quote in doc.quotations:
        if quote.mode != "direct" or quote.mention is None:
            continue
        named = [m for m in doc.mentions_between(quote.mention.start, quote.mention.end) if m.entity]
        sentence = doc.sentence_at(quote.start)
        if named and sentence is not None:
            found.setdefault(sentence.index, named[-1])
    return found


def worth_reading(doc: Document) -> bool:
    """Tell whether an article may hold a fact at all: two parties, or one and a pronoun cannot make an event."""
    return len({m.entity for m in doc.mentions if m.entity and m.kind != "place"}) >= 2


def to_parse(doc: Document, words: frozenset[str], *, alone: bool = False) -> list[Any]:
    """Return the sentences that may hold a fact: a trigger, and an actor or words that point to one."""
    kept = []
    aside = doc.memo.get("aside", frozenset())
    for sentence in doc.sentences:
        if sentence.index in aside:
            continue
        has_trigger = any(w.group().lower() in words for w in WORD.finditer(sentence.text))
        if not has_trigger and not CUES.search(sentence.text):
            continue
        named = any(m.kind != "place" for m in doc.mentions_in(sentence.index))
        if named or alone or POINTING.search(sentence.text):
            kept.append(sentence)
    return kept


def extract(
    article: Article,
    publication: Publication | None,
    atlas: Atlas,
    nlp: Token = None,
    *,
    domestic: bool = False,
) -> Extraction:
    """Return the facts of one article; facts whose quotes do not stand in the text are dropped and counted.

    ``nlp`` is a loaded spaCy model; by default the installed one is loaded on the first sentence to parse.
    ``domestic`` also reports acts inside one state (for records of single sentences).
    """
    doc = prepare(article, publication, atlas)
    facts: list[Fact] = []
    if worth_reading(doc) or domestic:
        words = lexicon.load()
        annotate(doc)
        wanted = to_parse(doc, words.forms, alone=domestic)
        if wanted:
            nlp = nlp or parse.model()
            doc.tokens = parse.parse(wanted, nlp)
        reader = Reader(doc, words, domestic=domestic)
        stamp = f"{NAME}-{VERSION}" + (f"+{parse.version(nlp)}" if nlp is not None else "")
        for index in sorted(doc.tokens):
            facts += [fact(doc, row, stamp) for row in reader.read(index)]
        for finder in (contracts, memberships, people):
            facts += finder.find(doc)
        facts = deeds.redirected(facts)
        facts += deeds.deeds(facts)
        facts += [departure(f) for f in facts if f.kind == "membership" and f.type == "leaving"]
        facts += comings.comings(facts, atlas)
    kept = [f for f in distinct(facts) if sound(doc.text, f)]
    offices = tuple(f for f in kept if f.kind == "office")
    return Extraction(
        article.id,
        named_states(doc),
        tuple(sorted({m.entity for m in doc.mentions if m.kind == "alliance" and m.entity})),
        tuple(f for f in kept if f.kind != "office"),
        offices,
        len(distinct(facts)) - len(kept),
    )


def departure(left: Fact) -> Fact:
    """Make the event that goes with leaving a body: SANCTION from the state to the body."""
    parties = {r.role: r for r in left.roles}
    return make_fact(
        "event",
        "SANCTION",
        (replace(parties["member"], role="source"), replace(parties["body"], role="target")),
        source=left.source,
        evidence=left.evidence,
        polarity="-",
        modality=left.modality,
        attribution=left.attribution,
        valid=left.valid,
        reported_at=left.reported_at,
        reported_basis=left.reported_basis,
        confidence=left.confidence,
        extractor=left.extractor,
        rule=left.rule + "/event",
    )


def named_states(doc: Document) -> tuple[str, ...]:
    """Return the states that the text refers to by name, demonym, metonym or acting leader."""
    found: set[str] = set()
    for mention in doc.mentions:
        if mention.kind != "country" or not mention.entity:
            continue
        if mention.via == "capital" and context.weight(doc, mention) < 0.5:
            continue
        found.add(mention.entity)
    return tuple(sorted(found))


def distinct(facts: list[Fact]) -> list[Fact]:
    """Return the facts without repetition of an id, in order."""
    return list({f.id: f for f in facts}.values())


def sound(text: str, fact: Fact) -> bool:
    """Tell whether every quote of a fact stands in the text and every role is inside the evidence or resolved."""
    if not fact.evidence or not all(s.stands_in(text) for s in fact.evidence):
        return False
    for role in fact.roles:
        for span in (role.mention, role.antecedent):
            if span is not None and not span.stands_in(text):
                return False
        if role.mention is None:
            return False
        inside = any(s.start <= role.mention.start and role.mention.end <= s.end for s in fact.evidence)
        if not inside and role.antecedent is None:
            return False
    said = fact.attribution
    return said is None or said.mention is None or said.mention.stands_in(text)


def fact(doc: Document, row: Row, stamp: str) -> Fact:
    """Make the fact of an event row."""
    roles = (role("source", row.source), role("target", row.target))
    return make_fact(
        "event",
        row.cls,
        roles,
        source=doc.article.id,
        evidence=(row.evidence,),
        subtype=row.subtype,
        polarity=row.polarity,
        modality=row.modality,
        attribution=row.attribution,
        valid=when(doc, row.sentence, row.evidence),
        reported_at=doc.base_date,
        reported_basis=doc.base_basis,
        confidence=row.confidence,
        extractor=stamp,
        rule=row.rule,
    )


def role(name: str, party: Resolved) -> Role:
    """Make the role of a resolved party."""
    kind = party.kind if party.kind in ("country", "alliance", "person") else "organization"
    return Role(name, party.entity, kind, party.mention, party.via, party.antecedent)


def when(doc: Document, index: int, evidence: Span) -> Interval | None:
    """Return the time told for an act: the date nearest to its evidence in the same sentence."""
    best: tuple[int, int, Interval] | None = None
    for found in doc.found_in(doc.dates, index):
        gap = max(found.start - evidence.end, evidence.start - found.end, 0)
        row = (gap, found.start, found.interval)
        if best is None or row[:2] < best[:2]:
            best = row
    return best[2] if best is not None else None


__all__ = ["Attribution", "Extraction", "annotate", "date", "extract", "prepare", "sound"]
