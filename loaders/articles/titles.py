"""Persons whom the text introduces with a title: whom they act for, and where they are named again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...graph.model import Span
from . import context
from .document import Document, Mention
from .wordlists import words

FIELDS = (
    "Affairs|External|Internal|Cabinet|Principal|Executive|Senior|National|Security|Press|Caretaker|Health|Agriculture|"
    "Transport|Environment|Information|Education|Culture|Tourism|Industry|Labou?r|Immigration|Migration|Petroleum|"
    "Infrastructure|Planning|Development|Economic|Veteran|Outgoing|Joint|General|Civil|Aviation|Communications|Water|"
    "caretaker|senior|outgoing|veteran|principal|cabinet|press|national|security|health|agriculture|transport|"
    "environment|information|economic|civil"
)
TITLE = (
    r"(?:(?:Vice|Deputy|Acting|Interim|Assistant|Under|First|Former|Crown|Grand|Field|Prime|Chief|Foreign|Finance|"
    r"Defen[cs]e|Interior|Trade|Energy|Oil|Economy|Justice|Home|Commerce|Treasury|State|Military|Army|Navy|Naval|"
    r"Air|Rear|Brigadier|Lieutenant|Lt\.|Major|Maj\.|Federal|Presidential|Special|Permanent|High|Head|Commanding|"
    r"vice|deputy|acting|interim|assistant|first|crown|prime|chief|foreign|finance|defen[cs]e|interior|trade|"
    r"energy|oil|economy|justice|home|commerce|treasury|military|army|federal|presidential|special|permanent|"
    rf"high|head|ruling|new|supreme|opposition|party|{FIELDS})(?: (?:and|&) (?=[A-Z])|[ -])){{0,6}}"
    r"(?:Presidents?(?:-elect)?|Premiers?|Ministers?|PM|FM|Chancellors?|(?:Unders|S)ecretar(?:y|ies)(?:[ -]General| of State| of Defen[cs]e|"
    r" of the Treasury)?|King|Queen|Emperor|Shah|Emir|Sultan|Sheikh|Prince|Princess|Marshal|Generalissimo|General|"
    r"Gen\.|Admiral|Colonel|Col\.|Captain|Major|Ambassadors?|Envoy|Commissioner|Governor|Chairman|Senator|"
    r"Ayatollah|Pope|Cardinal|Archbishop|Taoiseach|Director[ -]General|Director|Leader|Chief|Spokes(?:man|woman|person)|"
    r"presidents?(?:-elect)?|premiers?|ministers?|chancellors?|(?:unders|s)ecretar(?:y|ies)(?:[ -]general| of state| of defen[cs]e)?|king|"
    r"queen|emperor|shah|emir|sultan|prince|marshal|general|admiral|colonel|ambassadors?|envoy|negotiator|"
    r"commissioner|governor|chairman|leader|chief|spokes(?:man|woman|person)|commander|ruler|director[ -]general|director|"
    r"delegate|representative|diplomat|adviser|aide|counterpart|colleague|charg[eé] d['’]affaires|consul(?:[ -]general)?)"
)
NAME = (
    r"(?:[A-Z]\.[ -]?|(?:al|el|ibn|bin|ben|von|van|de|del|der|den|da|dos|di|la|le|du|ter)[ -]){0,4}"
    r"[A-Z][\w'’-]{0,30}?[a-z][\w'’-]{0,30}"
    r"(?: (?:[A-Z]\.[ -]?|(?:al|el|ibn|bin|ben|dato|von|van|de|del|der|den|da|dos|di|la|le|du|ter)[ -]){0,4}"
    r"[A-Z](?:[\w’-]|'[A-Z]){0,40}(?:\.(?= [A-Z]))?(?: ?(?:I{1,3}|IV|VI{0,3}|X{1,3}[IV]*)\b)?){0,4}"
)
STYLE = r"(?:(?:Sheikh|Sir|Lord|Dr|Mr|Mrs|Ms|General|Gen|Colonel|Col|Admiral|Prince)\.? )?"
BEFORE = re.compile(rf"\b(?P<title>{TITLE}),? {STYLE}(?P<name>{NAME})")
TWO = re.compile(
    rf"\b(?P<title>{TITLE})(?P<of> of [^,.;()\n]{{4,60}}?)?, (?P<one>{NAME}) and (?P<two>{NAME})"
)
AFTER = re.compile(
    rf"\b(?P<name>{NAME}), (?:the |then |who is |a |its |their |his )?(?P<gap>[^,.;()\n]{{0,40}}?)(?P<title>{TITLE})\b"
)
OF_STATE = re.compile(
    rf"\b(?P<title>{TITLE})(?: (?:of|for) (?:the )?(?:[A-Z][a-z]+|and|&)(?:(?:,)? (?:[A-Z][a-z]+|and|&)){{0,7}})??"
    r" (?P<link>of|to|from) (?:the )?(?:[A-Z][a-z]+ ){0,2}(?:of )?$"
)
STYLED = re.compile(rf"(?P<comma>,)? (?:(?:H\.E|Mr|Mrs|Ms|Dr)\.? )*{STYLE}(?P<name>{NAME})")
PREDICATE = re.compile(
    r",? (?:has|had|have|is|was|are|were|will|would|said|says|told|met|held|and|on|in|at|who|with|to|by|for|here|also|[a-z]+ed)\b|[,.;)]|$"
)
AMERICAN = re.compile(r"Secretary of State|Secretary of Defen[cs]e|Treasury Secretary|Attorney General")
RULER = re.compile(r"President|Premier|\bPM\b|Prime Minister|Chancellor|King|Queen|Emperor|Shah|Emir|Sultan")
NOT_NAMES = words("titles.not_names")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person as the text introduces him: name, title, the party he acts for and where the text says so."""

    name: str
    surname: str
    title: str
    entity: str
    kind: str
    start: int
    end: int
    shown: Span | None


def party_near(doc: Document, start: int, end: int, name_end: int, after: bool) -> Mention | None:
    """Return the state or body that stands beside a title: ``Turkish premier``, ``president of Peru``."""
    text = doc.text
    before = [m for m in doc.mentions_between(max(0, start - 45), start) if _actor(m)]
    if before:
        near = before[-1]
        between = text[near.end : start]
        if re.fullmatch(
            r"(?:['’]s?|, whose)?(?: (?:the|new|then|former|own|late|state|military|acting|a|an))*[ ']*",
            between,
        ):
            return near
    tail = text[end : end + 60]
    of = re.match(r",? (?:of|to|for|in) (?:the )?(?:Republic of |Kingdom of |State of )?", tail)
    if of:
        following = [m for m in doc.mentions_between(end, end + 80) if _actor(m)]
        if following and following[0].start == end + of.end():
            return following[0]
    if name_end > end or after:
        tail = text[name_end : name_end + 60]
        of = re.match(r",? (?:of|from) (?:the )?", tail)
        if of:
            following = [m for m in doc.mentions_between(name_end, name_end + 80) if _actor(m)]
            if following and following[0].start == name_end + of.end():
                return following[0]
    return None


def _actor(mention: Mention) -> bool:
    return mention.entity is not None and mention.kind in ("country", "alliance")


def sentence_place(doc: Document, offset: int) -> Mention | None:
    """Return the state whose capital opens the sentence: ``In Paris the Foreign Ministry called``."""
    sentence = doc.sentence_at(offset)
    if sentence is None or not re.match(r"(?:In|From) ", sentence.text):
        return None
    first = doc.mentions_between(sentence.start, min(offset, sentence.start + 60))
    if (
        first
        and first[0].start - sentence.start <= 9
        and first[0].via in ("capital", "name")
        and _actor(first[0])
    ):
        return first[0]
    return None


def leading(doc: Document, offset: int) -> Mention | None:
    """Return the first state named in the sentence before an offset: its likely subject."""
    sentence = doc.sentence_at(offset)
    if sentence is None:
        return None
    return next((m for m in doc.mentions_between(sentence.start, offset) if _actor(m)), None)


def opposite(doc: Document, offset: int) -> Mention | None:
    """Return the other state in focus, where the sentence has a leader who meets a second: ``Prime Minister A saw King B``."""
    first = leading(doc, offset)
    sentence = doc.sentence_at(offset)
    if first is None or sentence is None or not MEETING.search(doc.text[first.end : offset]):
        return None
    own = [m for m in doc.mentions_between(sentence.start, offset) if m.person and m.entity == first.entity]
    if not own:
        return None
    return next((r[2] for r in context.salience(doc, offset) if r[1] != first.entity), None)


def introduced(doc: Document) -> list[Bearer]:
    """Return the persons whom the text introduces with a title and a party, in order of the text."""
    found: dict[str, Bearer] = {}
    text = doc.text
    known = {m.start: m for m in doc.mentions if m.person or m.kind == "person"}
    for pattern in (BEFORE, AFTER):
        for hit in pattern.finditer(text):
            name = _trim(hit.group("name"))
            if name is None:
                continue
            after = pattern is AFTER
            near = party_near(doc, hit.start("title"), hit.end("title"), hit.start("name") + len(name), after)
            if near is None and after and hit.group("gap"):
                inner = [m for m in doc.mentions_between(hit.start("gap"), hit.end("gap") + 1) if _actor(m)]
                near = inner[-1] if inner else None
            if near is None and not after and hit.start("name") in known:
                continue
            if near is None:
                near = sentence_place(doc, hit.start("title"))
            if near is None and AMERICAN.search(hit.group("title")):
                shown = next((m for m in doc.mentions[:2000] if m.entity == "USA"), None)
                near = shown
            if near is None and not after and RULER.search(hit.group("title")):
                near = opposite(doc, hit.start("title")) or leading(doc, hit.start("title"))
                near = near or doc.memo.get("dateline")
            if near is None and not after and SERVANT.search(hit.group("title")):
                near = at_home(doc, hit.start("title"))
            if (
                near is None
                and not after
                and (RULER.search(hit.group("title")) or "inister" in hit.group("title"))
            ):
                near = next(
                    (
                        m
                        for m in reversed(doc.mentions_between(max(0, hit.start() - 2000), hit.start()))
                        if _actor(m)
                    ),
                    None,
                )
            if near is None or near.entity is None:
                continue
            surname = re.sub(r" (?:I{1,3}|IV|VI{0,3}|X+[IV]*)$", "", name).split()[-1]
            start = hit.start("name")
            one = Bearer(
                name, surname, hit.group("title"), near.entity, near.kind, start, start + len(name), near.span
            )
            found.setdefault(surname, one)
    for one in (*of_state(doc), *untitled(doc), *paired(doc)):
        found.setdefault(one.surname, one)
    return sorted(found.values(), key=lambda b: b.start)


def of_state(doc: Document) -> list[Bearer]:
    """Return persons named right after their state: ``the Minister of Foreign Affairs of Mongolia Damdin Tsogt``."""
    found = []
    text = doc.text
    for near in doc.mentions:
        if not _actor(near) or near.entity is None or near.form != "noun":
            continue
        title = OF_STATE.search(text, max(0, near.start - 90), near.start)
        hit = STYLED.match(text, near.end) if title is not None else None
        name = _trim(hit.group("name")) if hit is not None else None
        if title is None or hit is None or name is None or len(name.split()) < 2 or COMMON.search(name):
            continue
        if title.group("link") == "to":  # "Peru's ambassador to Chile, A. B."
            at = title.start("title")
            sender = party_near(doc, at, at, at, False)
            if sender is None:
                continue
            near = sender
        start = hit.start("name")
        entity = near.entity
        if entity is None:
            continue
        if hit.group("comma") and not PREDICATE.match(text, start + len(name)):
            continue
        if any(
            m.start < start + len(name) and m.end > start and not m.person
            for m in doc.mentions_between(start - 1, start + len(name) + 1)
        ):
            continue
        found.append(
            Bearer(
                name, name.split()[-1], title.group("title"), entity, near.kind, start, start + len(name), near.span
            )
        )  # fmt: skip
    return found


def at_home(doc: Document, offset: int) -> Mention | None:
    """Return the state that a minister named without one serves: of the sentence, the dateline or in focus."""
    line: Mention | None = leading(doc, offset) or doc.memo.get("dateline")
    if line is not None:
        return line
    ranked = context.salience(doc, offset)
    return ranked[0][2] if ranked else None


def paired(doc: Document) -> list[Bearer]:
    """Return two persons named with their two states: ``the foreign ministers of Peru and Chile, A and B``."""
    found = []
    for hit in TWO.finditer(doc.text):
        start, end = hit.start("title"), hit.end("title")
        if hit.group("of"):
            states = [m for m in doc.mentions_between(*hit.span("of")) if _actor(m)]
        else:
            states = [m for m in doc.mentions_between(max(0, start - 60), start) if _actor(m)][-2:]
            if len(states) == 2 and not JOINED.fullmatch(doc.text[states[0].end : states[1].start]):
                continue
            if states and doc.text[states[-1].end : start].strip():
                continue
        if len(states) != 2:
            continue
        for state, group in zip(states, ("one", "two"), strict=True):
            name = _trim(hit.group(group))
            if name is None or state.entity is None:
                continue
            at = hit.start(group)
            found.append(
                Bearer(
                    name, name.split()[-1], doc.text[start:end], state.entity, state.kind, at, at + len(name), state.span
                )
            )  # fmt: skip
    return found


MEETING = re.compile(
    r"\b(?:with|met|saw|visited|receiv\w+|told|call(?:ed|s|ing) on|host(?:ed|s)|greet\w+|by|thank\w+|invit\w+)\W*$"
)
JOINED = re.compile(r"(?:['’]s)? and (?:the )?")
SERVANT = re.compile(
    r"[Mm]inister|[Ss]ecretary(?![ -][Gg]eneral)|[Ss]pokes(?:man|woman|person)|\bFM\b|Senator|Speaker"
)
OWNED = re.compile(rf"['’]s (?P<name>{NAME})")
OWNER_TAIL = re.compile(rf"(?P<name>{NAME}) of (?:the )?$")


def untitled(doc: Document) -> list[Bearer]:
    """Return persons named with their state but without a title: ``Mali's Assimi Goita``, ``Pearson of Canada``."""
    found = []
    text = doc.text
    for near in doc.mentions:
        if not _actor(near) or near.form != "noun" or near.entity is None:
            continue
        hits = [OWNED.match(text, near.end)]
        hits.append(OWNER_TAIL.search(text, max(0, near.start - 60), near.start))
        for hit in hits:
            if hit is None:
                continue
            name = _trim(hit.group("name"))
            start = hit.start("name")
            if name is None or len(name.split()) < 2 or COMMON.search(name):
                continue
            if doc.mentions_between(start - 1, start + len(name) + 1):
                continue
            found.append(
                Bearer(
                    name, name.split()[-1], "", near.entity, near.kind, start, start + len(name), near.span
                )
            )
    return found


COMMON = re.compile(
    r"\b(?:Republic|Kingdom|Bank|Council|Party|Army|Front|Court|Union|Assembly|Parliament|Ministry|Government|Bay|"
    r"Gulf|City|Province|University|League|Congress|Movement|Forces?|Guards?|Navy|Airlines?|Company|Corporation|"
    r"Institute|Commission|Treaty|Act|Agreement|Sea|River|Island|Coast|Region|State|Federation|Prime|Foreign|National|"
    r"Supreme|Central|Air|Security|Defen[cs]e|Energy|Labour|Socialist|Communist|Democratic|Liberation|Revolutionary|"
    r"Day|Week|Year|Oblast|District|County|Shelf|Peninsula|Lake|Mountains?|Desert|Valley|Airport|Port|Base|House|Palace|"
    r"Cup|Games|Festival|Independence|Street|Square|Hall|Temple|Church|Mosque|Museum|Hospital|School|Group|Plan|Project|"
    r"Initiative|Programme|Program|Strategy|Fund|Office|Agency|Service|Department|Directorate|Authority|Board|Committee|"
    r"Chamber|Constitution|Territory|Shoal|Reef|Strait|Dam|Pipeline|Zone|Line|Area|Basin|Christians?|Muslims?|Jewish|"
    r"World|New|Great|North|South|East|West|Northern|Southern|Eastern|Western|Armed|Border|Customs|Intelligence)\b"
)


def _trim(name: str) -> str | None:
    words = name.split()
    while words and words[-1] in NOT_NAMES:
        words.pop()
    if words:
        words[-1] = re.sub(r"(?<=[a-z]{3})\.$", "", words[-1])
    if not words or words[0] in NOT_NAMES:
        return None
    return " ".join(words) if name.startswith(" ".join(words)) else None


def add_persons(doc: Document) -> None:
    """Add a mention for each place where an introduced person is named, with the introduction as antecedent."""
    people = introduced(doc)
    antecedents: dict[int, Span] = doc.memo.setdefault("antecedents", {})
    taken = list(doc.mentions)
    fresh: list[Mention] = []
    for one in people:
        for hit in re.finditer(rf"(?<![\w-]){re.escape(one.surname)}(?![\w-])", doc.text):
            start, end = hit.start(), hit.end()
            full = doc.text.rfind(one.name, max(0, end - len(one.name)), end)
            if full >= 0:
                start = full
            clash = [
                m
                for m in doc.mentions_between(max(0, start - 40), end + 40)
                if m.start < end and m.end > start
            ]
            if clash:
                if all(m.kind == "person" or m.person for m in clash):
                    if len(clash) > 1 or clash[0].entity == one.entity:
                        continue
                    taken = [m for m in taken if m not in clash]
                else:
                    continue
            fresh.append(
                Mention(start, end, doc.text[start:end], one.entity, one.kind, "leader", "person", one.name)  # type: ignore[arg-type]
            )
            if one.shown is not None:
                antecedents[start] = one.shown
    merged: list[Mention] = []
    for mention in sorted(taken + fresh, key=lambda m: (m.start, -m.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    doc.mentions = merged
    doc.memo["bearers"] = people
    doc.memo.pop("mention starts", None)
