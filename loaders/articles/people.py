"""Finds people: named persons with their role and the state, body or firm they speak for, as the text puts it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.model import EntityKind, Fact, Role, Span, make_fact
from .document import Document, Mention

if TYPE_CHECKING:
    from ...atlas.book import Atlas

EXTRACTOR = "detente-rules"
TITLE = (
    r"(?:(?:[Vv]ice|[Dd]eputy|[Aa]cting|[Ii]nterim|[Ff]irst|[Ff]ormer|[Pp]rime|[Cc]hief|[Ff]oreign|[Dd]efen[cs]e|[Gg]eneral|[Ee]xecutive"
    r"|[Mm]anaging|[Pp]residential|[Ss]enior|[Ss]tate|[Ss]pecial|[Cc]rown|[Ss]upreme|[Nn]ational|[Ss]ecurity)[ -]){0,6}"
    r"(?:[Aa]ide|[Dd]irector(?:[ -][Gg]eneral)?|[Cc]hief(?: [Ee]xecutive)?|[Hh]ead|[Cc]hairman|[Cc]hairwoman|[Cc]hair|[Ss]pokes(?:man|woman|person)|[Aa]dvis[eo]r"
    r"|[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|[Ss]ecretary(?:[ -][Gg]eneral)?|[Aa]mbassador|[Ee]nvoy|[Nn]egotiator|[Cc]ommander|CEO|CFO"
    r"|[Oo]fficial|[Ll]awmaker|[Ss]enator|[Mm]anager|[Pp]artner|[Cc]ommissioner|[Gg]overnor)"
)
# Words end somewhere: without that the cost of a text of one long word grows with its square.
NAME = r"\b[A-Z][\w’'-]{1,30}(?: (?:[A-Z]\.|(?:bin|al|el|von|van|de|da|der|ibn)|[A-Z][\w’'-]{1,30})){1,4}"
FIRM = r"\b[A-Z][\w&.-]{1,30}(?: [A-Z][\w&.-]{1,30}){0,2}?"
TITLED = re.compile(rf"\b(?:(?P<firm>{FIRM})(?:['’]s)? )??(?P<title>{TITLE}) (?P<name>{NAME})")
APPOSED = re.compile(
    rf"(?P<name>{NAME}), (?:the |an? |its |their |who is )?(?P<title>(?:[a-z-]+ ){{0,2}}{TITLE})(?: (?:of|at|for|to) (?:the )?(?P<firm>{FIRM}(?: of [A-Z]\w+)?))?"
)
OF_FIRM = re.compile(
    r"\b(?P<title>" + TITLE + r") of (?:the )?(?P<firm>" + FIRM + r"),? (?P<name>" + NAME + ")"
)
OFFICE_NOUN = {
    "premier": "prime minister", "pm": "prime minister",
}  # fmt: skip


@dataclass(slots=True)
class Person:
    """A named person in the making."""

    name: Span
    title: str
    employer: str
    kind: EntityKind
    shown: Span
    via: str
    rule: str
    id: str
    antecedent: Span | None = None


def find(doc: Document, atlas: Atlas | None = None) -> list[Fact]:
    """Return one office fact for each named person: the role from the text, or from the dated list of leaders."""
    found: dict[str, Person] = {}
    for one in [*_titled(doc), *_leaders(doc), *_bearers(doc)]:
        key = _surname(
            one.id if not one.id.startswith("person:") else one.id.removeprefix("person:").replace("-", " ")
        )
        if key not in found:
            found[key] = one
    return [_fact(doc, one) for one in sorted(found.values(), key=lambda p: p.name.start)]


def _surname(words: str) -> str:
    return re.sub(r"\W+", " ", words).lower().split()[-1] if words.strip() else words


def _titled(doc: Document) -> list[Person]:
    """Return persons whom the text gives a title and a firm or state: ``Rostec General Director Sergei Chemezov``."""
    found: list[Person] = []
    for pattern, rule in ((OF_FIRM, "office.of"), (TITLED, "office.before"), (APPOSED, "office.after")):
        for match in pattern.finditer(doc.text):
            if "\n" in match.group():
                continue
            name = doc.span(*match.span("name"))
            title = re.sub(r"\s+", " ", match.group("title")).strip()
            employer = _employer(doc, match, title)
            if employer is None:
                continue
            mention, entity, kind, label = employer
            told = f"{title.lower()} of {label}" if label else title.lower()
            found.append(Person(name, told, entity, kind, mention.span, mention.via, rule, _id(doc, name)))
    return found


def _employer(
    doc: Document, match: re.Match[str], title: str
) -> tuple[Mention, str, EntityKind, str | None] | None:
    """Return the mention of a state, body or firm that a title stands beside; firms stand for their state."""
    start, end = match.span()
    group = match.span("firm") if match.group("firm") else None
    near = doc.mentions_between(group[0], group[1]) if group else []
    if not near:
        before = doc.mentions_between(max(0, start - 30), match.start("title") + 1)
        near = [
            m
            for m in before
            if re.fullmatch(
                r"(?:['’]s?)? ?(?:state |new |then |own )?", doc.text[m.end : match.start("title")]
            )
        ]
    if not near:
        after = doc.mentions_between(match.end("title"), min(len(doc.text), end + 40))
        near = [
            m
            for m in after
            if re.fullmatch(
                r",? (?:of|to|for) (?:the )?", doc.text[max(match.end("title"), match.end("name")) : m.start]
            )
        ]
    for mention in reversed(near):
        if mention.entity is None or mention.kind in ("place", "group") or mention.person:
            continue
        if mention.kind == "organization":
            known = doc.atlas.organizations.get(mention.entity)
            if known is not None and known.acts_for:
                return mention, known.acts_for, "country", known.name
            if mention.start in (states := doc.memo.get("firms", {})):
                return mention, states[mention.start], "country", mention.text
            return mention, mention.entity, "organization", None
        if mention.kind in ("country", "alliance"):
            return mention, mention.entity, mention.kind, None
    presidential = title.lower().startswith("presidential")
    if presidential:
        home = _home(doc, start)
        return (home, home.entity or "", "country", None) if home is not None else None
    return None


def _home(doc: Document, at: int) -> Mention | None:
    """Return the state whose president the article is about at a place: the person with office named last before."""
    before = [
        m
        for m in doc.mentions_between(0, at)
        if m.kind == "country" and m.entity and (m.person or m.via == "leader")
    ]
    return before[-1] if before else None


def _id(doc: Document, name: Span) -> str:
    """Return the atlas id of a person who is named here, else the name itself."""
    inside = [m for m in doc.mentions_between(name.start, name.end) if m.person]
    return (
        inside[-1].person or name.quote
        if inside and (inside[-1].person or "").startswith("person:")
        else name.quote
    )


def _leaders(doc: Document) -> list[Person]:
    """Return the leaders of the atlas whom the text names, with their office on the day of the report."""
    found: list[Person] = []
    for mention in doc.mentions:
        if not mention.person or not mention.person.startswith("person:") or mention.entity is None:
            continue
        role = _office(doc, mention)
        if role is None:
            continue
        kind: EntityKind = "alliance" if mention.kind == "alliance" else "country"
        found.append(
            Person(
                _longest(doc, mention),
                role,
                mention.entity,
                kind,
                mention.span,
                "leader",
                "office.atlas",
                mention.person,
            )
        )
    return found


def _office(doc: Document, mention: Mention) -> str | None:
    """Return the office that the atlas gives a person on the day of the report, or the last one he held."""
    offices: list[Any] = [
        o for o in doc.atlas.officeholders(mention.person or "") if o.state == mention.entity
    ]
    if not offices:
        return None
    if doc.base_date is not None:
        on = [
            o
            for o in offices
            if (o.start is None or o.start <= doc.base_date) and (o.end is None or doc.base_date <= o.end)
        ]
        offices = on or offices
    return str(offices[-1].role).lower()


def _longest(doc: Document, mention: Mention) -> Span:
    """Return the fullest place where a person is named."""
    same = [m for m in doc.mentions if m.person == mention.person]
    best = max(same, key=lambda m: (len(m.text), -m.start))
    return best.span


def _bearers(doc: Document) -> list[Person]:
    """Return the persons whom the text introduces with a title and a state, as the title finder settled it."""
    found: list[Person] = []
    for bearer in doc.memo.get("bearers", []):
        name = doc.span(bearer.start, bearer.end)
        shown = bearer.shown or name
        kind: EntityKind = "alliance" if bearer.kind == "alliance" else "country"
        antecedent = bearer.shown
        found.append(
            Person(
                name,
                _plain(bearer.title),
                bearer.entity,
                kind,
                shown,
                "name",
                "office.title",
                _id(doc, name),
                antecedent,
            )
        )
    return found


def _plain(title: str) -> str:
    low = title.lower().strip()
    return OFFICE_NOUN.get(low, low)


def _fact(doc: Document, one: Person) -> Fact:
    sentence = doc.sentence_at(one.name.start)
    start, end = one.name.start, one.name.end
    if sentence is not None and sentence.start <= one.shown.start and one.shown.end <= sentence.end:
        start, end = min(start, one.shown.start), max(end, one.shown.end)
    evidence = [doc.span(start, end)]
    if not (start <= one.shown.start and one.shown.end <= end):
        evidence.append(one.shown)
    known = doc.atlas.persons.get(one.id)
    holder = (
        one.id
        if known is not None
        else f"person:{re.sub(r'[^a-z0-9]+', '-', one.name.quote.lower()).strip('-')}"
    )
    roles = (
        Role("holder", holder, "person", one.name, "name"),
        Role("employer", one.employer, one.kind, one.shown, one.via if one.via != "leader" else "leader"),
    )
    return make_fact(
        "office",
        one.title,
        roles,
        source=doc.article.id,
        evidence=tuple(evidence),
        reported_at=doc.base_date,
        reported_basis=doc.base_basis,
        confidence=0.9 if one.rule != "office.atlas" else 0.7,
        extractor=EXTRACTOR,
        rule=one.rule,
    )
