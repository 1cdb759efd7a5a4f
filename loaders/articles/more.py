"""Parses the sentences that contracts and memberships need beyond those that events asked for."""

from __future__ import annotations

import re

from . import parse
from .document import Document

COMMERCE = re.compile(
    r"\b(?:contract|deal|order|deliver|buy|bought|sell|sold|sale|purchas|suppl|lease|loan|credit|licen[cs]e|build|built"
    r"|construct|import|export|borrow|lend|lent|acquir|procur|receiv|award|ink|tender|financ|rent|provid|furnish|equip"
    r"|ship|sign)\w*",
    re.I,
)
BELONGING = re.compile(
    r"\b(?:member|join|(?:re)?admi[ts]|accession|accede|belong|candida|appl(?:y|ied)|ally|allies|observer|partner|associate"
    r"|leav|left|quit|withdr|enter|entry|seat|sits?\b|found(?:ed|ing|er)|makes? up|made up|chair|led by|is in|are in|group|unit(?:es|ing)|link|compris|includ|consist|compos|countries|states|form(?:s|ed)\b|sign|return|back)\w*",
    re.I,
)


def parse_more(doc: Document, cue: re.Pattern[str], *, bodies: bool = False) -> None:
    """Parse the sentences that match a cue and were not parsed so far; with ``bodies`` only those near a body.

    Articles without two parties stay unparsed.
    """
    parties = {m.entity for m in doc.mentions if m.entity and m.kind in ("country", "alliance")}
    if len(parties) < 2 or (bodies and not any(m.kind == "alliance" for m in doc.mentions)):
        return
    wanted = [
        s
        for s in doc.sentences
        if s.index not in doc.tokens and (cue.search(s.text) or (bodies and _both(doc, s.index)))
    ]
    if wanted:
        doc.tokens.update(parse.parse(wanted, parse.model()))


def _both(doc: Document, index: int) -> bool:
    """Tell whether a sentence names a body and a state."""
    return {"alliance", "country"} <= {m.kind for m in doc.mentions_in(index)}
