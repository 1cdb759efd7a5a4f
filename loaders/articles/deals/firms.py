"""Finds firms whose state only the text tells (``Japan's Inpex``, ``the Danish yard Karstensens``), and each place that names them again."""

from __future__ import annotations

import re

from ....graph.model import Span
from ..document import Document, Mention
from ..more import COMMERCE

KIND = (
    r"(?:arms |defen[cs]e |state |aircraft |ship|train |truck |oil |gas |energy |power |nuclear )?(?:yards?|shipyard|shipbuilder|builder|maker|manufacturer|producer"
    r"|group|company|firm|concern|conglomerate|utility|major|giant|contractor|supplier|exporter|importer|trader|miner|refiner|lender|bank|operator|developer"
    r"|consortium|carrier|airline|insurer|carmaker|planemaker|planebuilder|steelmaker|startup|start-up|subsidiary|specialist|outfit|house|engineers?)"
)
TAIL = (
    r"(?:Group|Shipyards?|Shipbuilding|Industries|Aerospace|Aviation|Energy|Systems|Corporation|Corp|Company|Holdings?|AG|SE|SpA|SA|Ltd|Bank|Engineering|Construction"
    r"|Marine|Werft|Werke|Helicopters|Petroleum|Power|Steel|Cement|Mining|Motors|Electric|Nuclear|Technologies|Defen[cs]e|Dynamics|Works|Naval|Avionics|Space|Logistics)"
)
NAME = r"[A-Z][\w&-]{1,24}(?: (?:& )?[A-Z][\w&-]{1,24}){0,3}"
OWNED = re.compile(rf"['’]s? (?:(?:[a-z][a-z-]* ){{0,2}}(?P<kind>{KIND}) )?(?P<name>{NAME})")
KINDED = re.compile(rf" (?:[a-z][a-z-]* ){{0,2}}(?P<kind>{KIND}) (?P<name>{NAME})")
BEHIND = re.compile(rf"(?P<name>{NAME})(?: of (?:the )?|, (?:a|an|the) (?:[a-z-]+ ){{0,2}}| \((?:the )?)$")
KIND_NEXT = re.compile(rf" (?:[a-z][a-z-]* ){{0,2}}{KIND}\b")
PERSONS = re.compile(
    r"\b(?:President|Prime|Minister|King|Queen|Prince|Chancellor|Foreign|Ministry|Parliament|Senate|Court|Party|Assembly|Council|General|Admiral|Army|Navy|Air|Embassy"
    r"|Republic|University|Sea|River|Lake|Mount|Island|Islands|Bay|Gulf|Province|Union|Front|League|Day|Act|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)  # fmt: skip
EXIM = re.compile(r"\b(?:Export-Import|Exim)\b", re.I)
PART = re.compile(r" (?:& |and )?[A-Z]")
COMMON = frozenset([
    "bank", "export-import", "exim", "central", "national", "general", "state", "royal", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "united", "international", "federal", "public", "atomic", "nuclear", "electric", "oil", "power", "port", "ports", "naval", "marine", "pacific", "atlantic", "black",
    "great", "abu", "saudi", "hong", "new", "san", "santa", "indian", "china", "korea", "arab", "gulf", "petroleum", "development", "industrial", "military", "defence",
    "defense", "silk", "three", "long", "king", "queen", "world", "china's", "india's", "japan's", "mitsubishi", "samsung", "general",
])  # fmt: skip
PLACED = re.compile(r"\b(?:in|near|around|outside|across|off|city of|port of|town of|province of) (?:the )?$")


def add_firms(doc: Document) -> None:
    """Let the firms that the text gives a state stand for it wherever they are named, with that as the antecedent."""
    told: dict[str, tuple[str, Span]] = {}
    torn: set[str] = set()
    for name, state, shown in [*introduced(doc), *shortened(doc)]:
        if name in told and told[name][0] != state:
            torn.add(name)
        told.setdefault(name, (state, shown))
    states: dict[int, str] = doc.memo.setdefault("firms", {})
    antecedents: dict[int, Span] = doc.memo.setdefault("antecedents", {})
    fresh: list[Mention] = []
    for name, (state, shown) in told.items():
        if name in torn:
            continue
        for hit in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", doc.text):
            start, end = hit.span()
            clash = [
                m
                for m in doc.mentions_between(max(0, start - 40), end + 40)
                if m.start < end and m.end > start
            ]
            if clash and (len(clash) > 1 or clash[0].kind != "organization" or clash[0].span.end != end):
                continue
            if start < shown.start or PART.match(doc.text, end):
                continue
            if not clash:
                fresh.append(
                    Mention(start, end, doc.text[start:end], f"firm:{name}", "organization", "company")
                )
            states[start if not clash else clash[0].start] = state
            if not shown.start <= start < shown.end:
                antecedents[start] = shown
    if fresh:
        doc.mentions = sorted([*doc.mentions, *fresh], key=lambda m: m.start)
        doc.memo.pop("mention starts", None)


def shortened(doc: Document) -> list[tuple[str, str, Span]]:
    """Return the short names by which the text may take up a firm named in full: ``Exim`` of ``Exim Bank of China``, ``Dearsan`` of ``Dearsan Shipyard``."""
    found = []
    for one in doc.mentions:
        known = doc.atlas.organizations.get(one.entity or "") if one.kind == "organization" else None
        if known is None or known.acts_for is None or known.kind != "company" or " " not in one.text:
            continue
        first = one.text.split()[0]
        shorts = ["Exim", "Eximbank", "Exim Bank"] if EXIM.search(one.text) else [first]
        for short in shorts:
            if len(short) > 3 and short[0].isupper() and short.lower() not in COMMON:
                found.append((short, known.acts_for, one.span))
    return found


def introduced(doc: Document) -> list[tuple[str, str, Span]]:
    """Return the firms that the text gives a state, with the words that do."""
    found = []
    for one in doc.mentions:
        if one.kind != "country" or not one.entity or one.person or one.via not in ("name", "demonym"):
            continue
        after = OWNED.match(doc.text, one.end) or (
            KINDED.match(doc.text, one.end) if one.form != "noun" else None
        )
        if after is not None and (
            name := _firm(doc, after.start("name"), after.group("name"), bool(after.group("kind")))
        ):
            found.append((name, one.entity, doc.span(one.start, after.start("name") + len(name))))
        before = BEHIND.search(doc.text, max(0, one.start - 80), one.start)
        if before is None:
            continue
        beside = not before.group().endswith(("of ", "of the ", "(", "(the "))
        told = beside and one.form != "noun" and KIND_NEXT.match(doc.text, one.end) is not None
        if (told or (not beside and one.form == "noun")) and (
            name := _firm(doc, before.start("name"), before.group("name"), told)
        ):
            found.append((name, one.entity, doc.span(before.start("name"), one.end)))
    return found


def _firm(doc: Document, start: int, name: str, told: bool) -> str | None:
    """Return the name if a firm bears it: one of the atlas without a state, or a name that the text treats as a firm's."""
    named = [m for m in doc.mentions_between(start, start + len(name)) if m.start == start]
    for one in named:
        known = doc.atlas.organizations.get(one.entity or "") if one.kind == "organization" else None
        return one.text if known is not None and known.acts_for is None and known.kind == "company" else None
    if PERSONS.search(name) or doc.mentions_between(start, start + len(name)):
        return None
    if " " not in name and re.search(rf"\b{re.escape(name.lower())}\b", doc.text):
        return None
    if told or re.search(rf" {TAIL}$", name):
        return name
    sentence = doc.sentence_at(start)
    hits = [h.start() for h in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", doc.text)]
    if len(hits) < 2 or sentence is None or not COMMERCE.search(sentence.text):
        return None
    return None if any(PLACED.search(doc.text, max(0, h - 24), h) for h in hits) else name
