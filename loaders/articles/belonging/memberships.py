"""Finds memberships: which state is in, joins, leaves, wants into or stands beside a body, as the text says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ....graph.model import Fact, Role, Span, make_fact
from .. import arguments, evidence
from ..attribution import of_stretch
from ..document import Document, Resolved, Token
from ..more import BELONGING, parse_more
from .bodies import UNNAMED, bodies_in, main_body
from .complete import completed
from .dated import given
from .frames import frames
from .gaps import gaps
from .lists import listed_members, listed_roles
from .loose import loose
from .nouns import attr_status, by_noun, named_by
from .passage import in_context, when
from .ranks import ranks
from .record import standing
from .rows import Row, weighed_rows
from .short import add_short_names
from .told import told as told_in
from .verbs import by_verb
from .words import ASIDE, ENTRIES, MEMBERS, VERBS, Linked, states_of

if TYPE_CHECKING:
    from ....atlas.book import Atlas

ABOUT_MEMBERS = re.compile(
    r"\b(?:members?|membership|accession|enlarge\w*|expan\w*|candidates?|admi(?:t|ss)\w*|door|bloc|alliance|union|club|founded)\b",
    re.I,
)
_LINKS = {"apply": "to", "accede": "to", "withdraw": "from"}
EXTRACTOR = "detente-rules"
EXCEPT = re.compile(r"\b(?:except|save|bar|excluding|apart from|but not)(?: for)? (?:the )?$", re.I)
BESIDES = re.compile(
    r"['’]s (?:[A-Z]\w+ ){0,3}(?:[Pp]artnership|[Dd]ialogue|[Ii]nitiative|[Pp]rogramme?)s?\b"
)


def find(doc: Document, atlas: Atlas | None = None) -> list[Fact]:
    """Return the membership facts of an article: only what the text says, never what is known of the world."""
    if not any(m.kind == "alliance" for m in doc.mentions):
        return []
    add_short_names(doc)
    parse_more(doc, BELONGING, bodies=True)
    found: dict[tuple[str, str, str], Row] = {}
    last: list[Row] = []
    for index in range(len(doc.sentences)):
        rows = [*(_all(doc, index, last) if index in doc.tokens else ()), *_given(doc, index)]
        told = weighed_rows(doc, rows)
        last = [*told, *weighed_rows(doc, completed(doc, index, told))]
        for row in last:
            found.setdefault((row.state.entity, row.body.entity, row.status), row)
    return [_fact(doc, row) for row in _settled(_recorded_first(doc, list(found.values())))]


def _of_sentence(doc: Document, index: int) -> Iterator[Row]:
    for token, body in bodies_in(doc, index):
        for states, status, rule, confidence in _linked(doc, index, token, body):
            for state in states:
                if state.kind == "country" and not _left_out(doc, index, state):
                    if status == "member" and BESIDES.match(doc.text, body.mention.end):
                        status = "partner"
                    yield Row(
                        state,
                        body,
                        status,
                        index,
                        _evidence(doc, index, token, state, body),
                        rule,
                        confidence,
                    )


def _left_out(doc: Document, index: int, state: Resolved) -> bool:
    """Tell whether a state is named as the exception: ``all except Uzbekistan``."""
    start = max(doc.sentences[index].start, state.mention.start - 16)
    return bool(EXCEPT.search(doc.text, start, state.mention.start))


def _given(doc: Document, index: int) -> Iterator[Row]:
    for one in given(doc, index):
        yield Row(one.state, one.body, one.status, index, one.span, one.rule, 0.45)


def _all(doc: Document, index: int, last: list[Row]) -> Iterator[Row]:
    found = [*_of_sentence(doc, index), *_unsaid(doc, index), *_framed(doc, index)]
    yield from found
    for row, state in gaps(doc, index, found, last):
        span = doc.span(row.evidence.start, max(row.evidence.end, state.mention.end))
        yield replace(
            row, state=state, evidence=span, rule=row.rule + ".gap", confidence=min(row.confidence, 0.6)
        )
    yield from _loose(doc, index, told=any(row.status in ("member", "partner") for row in found))


def _loose(doc: Document, index: int, *, told: bool) -> Iterator[Row]:
    for tie in loose(doc, index, told=told):
        span = evidence.clause(doc, index, [tie.word], [tie.state.mention, tie.body.mention])
        yield Row(tie.state, tie.body, tie.status, index, span, f"member.loose.{tie.cue}", 0.4)


def _framed(doc: Document, index: int) -> Iterator[Row]:
    for state, body, status in listed_roles(doc, index):
        span = evidence.clause(doc, index, [], [state.mention, body.mention])
        yield Row(state, body, status, index, span, "member.list.role", 0.75)
    for tie in (*frames(doc, index), *in_context(doc, index), *told_in(doc, index), *ranks(doc, index)):
        beside = tie.status == "member" and BESIDES.match(doc.text, tie.body.mention.end)
        for state in tie.states:
            span = evidence.clause(doc, index, [tie.first, tie.last], [state.mention, tie.body.mention])
            yield Row(
                state, tie.body, "partner" if beside else tie.status, index, span, tie.rule, tie.confidence
            )


def _linked(doc: Document, index: int, token: Token, body: Resolved) -> Iterator[Linked]:
    """Yield the states that a sentence ties to a body, with the status it gives them."""
    token = _top(doc, index, token)
    low = token.lemma_.lower()
    if low in UNNAMED and doc.mention_of(index, token) is None:
        if token.dep_ == "compound":
            yield from by_noun(doc, index, token.head, token, "compound")
        elif low in ENTRIES:
            yield from by_noun(doc, index, token, token, "of")
        else:
            status = "partner" if low not in ("member", "ally") else attr_status(doc, index, token, "member")
            yield named_by(doc, index, token, token), status, f"member.unnamed.{low}", 0.6
        return
    for clause in token.children:
        if (
            clause.dep_ == "acl"
            and clause.lemma_ in ("lead", "head", "found", "form", "dominate")
            and arguments.passive(clause)
        ):
            yield states_of(doc, index, arguments.by_agents(clause)), "member", f"member.{clause.lemma_}", 0.6
    if any(c.lower_ in ("either", "neither") for c in token.children):
        return  # which of the two is not said
    yield from _relative(doc, index, token)
    head, dep = token.head, token.dep_
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "appos") and head.pos_ in ("VERB", "AUX"):
        yield from by_verb(doc, index, head, token, "" if dep == "dobj" else dep)
        yield from _standing(doc, index, head, token)
    elif dep == "pobj" and head.dep_ in ("prep", "agent", "prt", "dative", "pcomp", "conj"):
        above = head.head
        preposition = head.lower_
        while head.dep_ == "conj" and head.head.pos_ in ("ADP", "VERB", "AUX"):
            head, above = head.head, head.head
            if above.pos_ in ("VERB", "AUX"):
                break
            above = head.head
        role = next(
            (c for c in above.children if c.dep_ == "attr" and c.lemma_.lower() in MEMBERS | ASIDE), None
        )
        if above.pos_ in ("VERB", "AUX") and role is not None and preposition == "of":
            yield from by_noun(doc, index, role, token, preposition)
            return
        if (
            above.pos_ == "ADP"
            or above.dep_ == "prt"
            or (above.pos_ in ("ADV", "SCONJ") and above.head.pos_ in ("VERB", "AUX"))
        ):
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            yield from by_verb(doc, index, above, token, preposition)
            yield from _standing(doc, index, above, token)
        elif above.pos_ in ("NOUN", "PROPN"):
            yield from by_noun(doc, index, above, token, preposition)
    elif dep in ("compound", "poss", "nmod", "amod", "npadvmod") and head.pos_ in ("NOUN", "PROPN"):
        yield from by_noun(doc, index, head, token, dep)
    for other in doc.tokens[index]:
        # "became a member of X, joining A and B": those joined are in it already.
        if other.lower_ == "joining" and other.dep_ == "advcl" and other.i > token.i:
            yield states_of(doc, index, arguments.objects(other)), "member", "member.joining", 0.6
    yield from listed_members(doc, index, token)


def _standing(doc: Document, index: int, verb: Token, token: Token) -> Iterator[Linked]:
    """Read "froze its membership in", "received candidate status from": the noun hangs on the verb beside the body."""
    if verb.lemma_.lower() in VERBS and verb.lemma_ != "take":
        return
    for thing in verb.children:
        if thing.dep_ in ("dobj", "nsubjpass") and thing.lemma_.lower() in (
            "membership",
            "status",
            "seat",
            "candidacy",
            "application",
        ):
            yield from by_noun(doc, index, thing, token, "of")


def _unsaid(doc: Document, index: int) -> Iterator[Row]:
    """Yield memberships told by a verb without its body, where the passage is about one: "Spain joined in 1982"."""
    for verb in doc.tokens[index]:
        lemma = verb.lemma_.lower()
        if (
            lemma not in ("join", "leave", "enter", "accede", "apply", "withdraw", "quit", "rejoin")
            or verb.pos_ != "VERB"
        ):
            continue
        if any(
            c.dep_ in ("dobj", "dative", "ccomp", "xcomp", "nsubjpass") for c in verb.children
        ) or arguments.prep_objects(verb, "to", "into", "for", "from", "with", "behind", "on", "as"):
            continue
        if any(not when(doc, index, t) for t in arguments.prep_objects(verb, "in")):
            continue  # "joined in the criticism"
        before = doc.text[doc.sentences[max(0, index - 2)].start : doc.sentences[index].end]
        named = lemma in ("join", "rejoin", "accede", "quit") and any(
            m.kind == "alliance"
            for m in doc.mentions_between(
                doc.sentences[max(0, index - 1)].start, doc.place_of(index, verb)[0]
            )
        )
        told = named or bool(ABOUT_MEMBERS.search(before))
        for body in main_body(doc, index, verb):
            for states, status, _, _ in by_verb(doc, index, verb, verb, _LINKS.get(lemma, "")):
                for state in states:
                    if not told and not _recorded(doc, state, body, status):
                        continue
                    yield Row(
                        state,
                        body,
                        status,
                        index,
                        _evidence(doc, index, verb, state, body),
                        f"member.unsaid.{lemma}",
                        0.5,
                    )


def _recorded(doc: Document, state: Resolved, body: Resolved, status: str) -> bool:
    """Tell whether the record knows of a leaving that a bare verb tells: ``Britain, which left in 2020``."""
    known = standing(doc.atlas, state.entity, body.entity, doc.base_date)
    return status == "leaving" and (known.left is not None or known.leaves is not None)


def _relative(doc: Document, index: int, token: Token) -> Iterator[Linked]:
    """Read a clause on a body: ``NAFTA, to which Mexico has belonged``, ``the bloc that Peru joined``."""
    for word in token.doc[token.i + 1 : token.i + 4]:
        if word.lower_ not in ("which", "that") or word.dep_ not in ("pobj", "dobj"):
            continue
        verb = word.head.head if word.dep_ == "pobj" else word.head
        if verb.pos_ in ("NOUN", "PROPN") and word.dep_ == "pobj" and word.head.lower_ in ("of", "to"):
            yield from by_noun(
                doc, index, verb, token, word.head.lower_
            )  # "the bloc, of which Peru is a founder"
        elif verb.lemma_ == "be" and word.dep_ == "pobj":
            ranks = [
                c
                for c in verb.children
                if c.dep_ in ("attr", "acomp") and c.lemma_.lower() in MEMBERS | ASIDE | {"party"}
            ]
            for rank in ranks[:1]:
                yield from by_noun(doc, index, rank, token, word.head.lower_)
        elif verb.pos_ in ("VERB", "AUX"):
            yield from by_verb(doc, index, verb, token, word.head.lower_ if word.dep_ == "pobj" else "")
        return


def _top(doc: Document, index: int, token: Token) -> Token:
    """Return the token by which a name hangs in the sentence: one of several bodies stands where the first stands."""
    here = token
    for _ in range(4):
        mention = doc.mention_of(index, here)
        inside = mention is not None and mention is doc.mention_of(index, here.head)
        if here.dep_ == "conj" or inside:
            here = here.head
        else:
            break
    return here


def _evidence(doc: Document, index: int, token: Token, state: Resolved, body: Resolved) -> Span:
    return evidence.clause(doc, index, [token], [state.mention, body.mention])


def _recorded_first(doc: Document, rows: list[Row]) -> list[Row]:
    """Drop what a state did before: who left and came back is in, if the text tells both and the record agrees."""
    told: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        told.setdefault((row.state.entity, row.body.entity), set()).add(row.status)
    kept = []
    for row in rows:
        both = {"member", "leaving"} <= told[row.state.entity, row.body.entity]
        if both and doc.base_date is not None:
            known = standing(doc.atlas, row.state.entity, row.body.entity, doc.base_date)
            inside = "member" in known.now and known.left is not None
            if inside and row.status == "leaving" and known.leaves is None:
                continue
        kept.append(row)
    return kept


def _settled(rows: list[Row]) -> list[Row]:
    """Keep one status for a state and a body: what was told with more confidence, the more special one on a tie."""
    order = {"": 9, "leaving": 0, "joining": 1, "candidate": 2, "partner": 3, "member": 4}
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        if not row.status:
            continue
        key = (row.state.entity, row.body.entity)
        if key not in best or (-row.confidence, order[row.status]) < (
            -best[key].confidence,
            order[best[key].status],
        ):
            best[key] = row
    return list(best.values())


def _fact(doc: Document, row: Row) -> Fact:
    roles = (
        Role("member", row.state.entity, "country", row.state.mention, row.state.via, row.state.antecedent),
        Role("body", row.body.entity, "alliance", row.body.mention, row.body.via, row.body.antecedent),
    )
    near = doc.found_in(doc.dates, row.index)
    return make_fact(
        "membership",
        row.status,
        roles,
        source=doc.article.id,
        evidence=(row.evidence,),
        modality="planned" if row.status == "joining" else "fact",
        attribution=of_stretch(doc, row.evidence.start, row.evidence.end),
        valid=near[0].interval if len(near) == 1 else None,
        reported_at=doc.base_date,
        reported_basis=doc.base_basis,
        confidence=row.confidence,
        extractor=EXTRACTOR,
        rule=row.rule,
    )
