"""Reads memberships whose body only the passage tells: "Pakistan has come in", "Both are members", "Greece followed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arguments
from ..document import Document, Resolved, Token
from .bodies import main_body
from .frames import Tie
from .verbs import governing_words, said_of, verb_status
from .words import WANT, states_of

INWARD = frozenset(["in", "inside", "aboard", "back"])
OUTWARD = frozenset(["out", "outside", "off"])
MOVES = frozenset(
    [
        "creep",
        "slip",
        "sneak",
        "crawl",
        "sail",
        "come",
        "go",
        "get",
        "step",
        "walk",
        "pull",
        "drop",
        "stay",
        "remain",
        "be",
        "bow",
    ]
)
SPEAKING = frozenset(
    [
        "say",
        "tell",
        "speak",
        "describe",
        "see",
        "regard",
        "send",
        "dispatch",
        "deploy",
        "serve",
        "act",
        "work",
        "use",
        "accept",
        "admit",
        "invite",
        "join",
    ]
)
LOOKING = frozenset(["look", "watch", "listen", "come", "figure", "appear", "belong", "be"])
BESIDE = frozenset(
    [
        "dialogue",
        "observer",
        "associate",
        "sectoral",
        "global",
        "development",
        "founder",
        "founding",
        "charter",
    ]
)
"""What a partner of a body is called, and what may stand before a member."""
WANTING = frozenset(["want", "knock", "beg", "wish"])
TAKEN = frozenset(["take", "let", "bring", "admit", "accept", "readmit", "welcome", "invite"])
ENTERED = re.compile(
    r"\b(?:join\w*|enter\w*|acced\w*|came in|admitt\w*|accession|(?:lodged|filed|submitted|tabled|sent in|put in|handed in) (?:its|their|an?) \w+|left|quits?|withdr[ae]w\w*|pull(?:s|ed) out)\b",
    re.I,
)
FILED = re.compile(r"(?:lodged|filed|submitted|tabled|sent|put|handed) ", re.I)
LEFT = re.compile(
    r"\b(?:left|leav(?:e|es|ing)|go|exit|quit(?:s|ting)?|withdr[ae]w\w*|(?:pull|walk|drop|storm|bow|opt)(?:s|ed) out|gave up|turned (?:its|their) back|resign\w*"
    r"|abandon\w*|defect\w*|departure|renounced?|slammed the door|unlike)\b",
    re.I,
)
ABOUT = re.compile(
    r"\b(?:members?|membership|join\w*|accession|enlarge\w*|candidates?|admi(?:t|ss)\w*|bloc|alliance|pact|founded|set up|signed|treaty)\b",
    re.I,
)
ROSTER = re.compile(
    r"\b(?:members?|membership|join(?:s|ed|ing)?|accession|acced\w+|enlarge\w*|candidates?|(?:re)?admi(?:t|ss)\w*|founders?|observers?|belong\w*|newcomers?"
    r"|associates?|dialogue partners?|let in|took in|taken in|came in|come in|went in|quit|pulled out|walked out|applied|applicants?|clubs?|queue)\b",
    re.I,
)
BINDING = frozenset(["link", "bind", "tie", "join", "unite", "group", "ally", "oblige", "commit"])
CHARTERS = frozenset(["treaty", "charter", "pact", "accord", "agreement", "protocol", "declaration"])


def in_context(doc: Document, index: int) -> Iterator[Tie]:
    """Yield ties of states to the body that the passage is about, for verbs that do not name it."""
    for token in doc.tokens[index]:
        if token.pos_ in ("VERB", "AUX"):
            yield from _moved(doc, index, token)
            yield from _bound(doc, index, token)
            yield from _also(doc, index, token)
            yield from _left_alone(doc, index, token)


def _about(doc: Document, index: int, token: Token, back: int = 3, *, only: bool = False) -> list[Resolved]:
    """Return the body in focus, if the passage before the word is about a body and who is in it."""
    start = doc.sentences[max(0, index - back)].start
    at = doc.place_of(index, token)[0]
    near = [m for m in doc.mentions_between(start, at) if m.kind == "alliance" and m.entity]
    if (
        only
        and not near
        and len({m.entity for m in doc.mentions_between(0, at) if m.kind == "alliance"}) == 1
    ):
        return main_body(doc, index, token)  # the text names one body only
    if not near or not (ABOUT.search(doc.text[start : doc.sentences[index].end]) or rostered(doc)):
        return []
    return main_body(doc, index, token)


def rostered(doc: Document) -> bool:
    """Tell whether a whole text is about who belongs where: it speaks of members and entries time and again."""
    found: bool | None = doc.memo.get("rostered")
    if found is None:
        words = len(ROSTER.findall(doc.text))
        bodies = len({m.entity for m in doc.mentions if m.kind == "alliance" and m.entity})
        found = doc.memo["rostered"] = words > 2 and max(words * 90, (words + bodies) * 60) > len(
            doc.text.split()
        )
    return found


def _particles(doc: Document, index: int, verb: Token, lemma: str) -> list[Token]:
    """Return the words of direction that a verb has with nothing after them: ``was let in``, ``walked out``."""
    return [
        p
        for p in verb.children
        if (p.lower_ in INWARD or p.lower_ in OUTWARD)
        and (p.i == 0 or p.nbor(-1).tag_ != "POS")
        and p.dep_ in ("prt", "advmod", "prep", "acomp")
        and not any(
            g.dep_ in ("pobj", "pcomp") and not (lemma in ("take", "let", "bring") and when(doc, index, g))
            for g in p.children
        )
    ]


def _moved(doc: Document, index: int, verb: Token) -> Iterator[Tie]:
    lemma = verb.lemma_.lower()
    bare = _particles(doc, index, verb, lemma) if lemma in MOVES or lemma in TAKEN else []
    status: str | None = None
    who: list[Token] = []
    if (
        lemma in WANTING
        and not any(c.dep_ == "neg" for c in verb.children)
        and any(
            c.lower_ in ("in", "inside", "aboard") and not list(c.children)
            for c in verb.children
            if c.dep_ in ("prt", "advmod", "prep")
        )
    ):
        status, who = "candidate", arguments.surface_subjects(verb)
    elif lemma in MOVES and bare:
        inward = bare[-1].lower_ in INWARD
        if (
            (inward and lemma == "step")
            or any(c.dep_ in ("attr", "dobj") for c in verb.children)
            or (not inward and lemma in ("stay", "remain", "be"))
        ):
            return
        status = verb_status(doc, index, verb, "member" if inward else "leaving")
        who = said_of(verb) or arguments.surface_subjects(verb)
    elif lemma in TAKEN - {"invite"} and (bare or lemma == "readmit") and arguments.passive(verb):
        status = verb_status(doc, index, verb, "member") if not bare or bare[-1].lower_ in INWARD else None
        who = arguments.surface_subjects(verb) or ([verb.head] if verb.dep_ == "acl" else [])
    elif lemma in ("join", "follow") and arguments.passive(verb) and lemma == "join":
        if not any(doc.mention_of(index, c) for c in verb.children if c.dep_ == "nsubjpass"):
            return
        status = "member"
        who = [*arguments.by_agents(verb), *arguments.surface_subjects(verb)]
        if not any(c.lower_ in ("there", "in") for c in verb.children):
            return
    elif lemma not in SPEAKING and (seen := _as(verb)) is not None:
        plain = lemma in ("sit", "attend", "participate", "take")
        status = {"observer": "partner", "associate": "partner"}.get(seen.lemma_.lower())
        if plain or lemma in LOOKING:
            status = status or {"guest": "partner", "partner": "partner", "member": "member"}.get(
                seen.lemma_.lower()
            )
        if any(doc.mention_of(index, t) is not None for t in seen.subtree if t.i != seen.i):
            return
        who = arguments.surface_subjects(verb)
        inside = [m for m in doc.mentions_in(index) if m.kind == "alliance"]
        if inside and status and (one := arguments.resolved(doc, inside[-1])) is not None:
            yield Tie(states_of(doc, index, who), one, status, "member.context.as", 0.6, verb, seen)
            return
    elif lemma in ("stay", "remain") and not any(
        c.dep_ in ("attr", "dobj", "acomp", "oprd", "prep", "advmod")
        and c.lower_ not in ("instead", "on", "put")
        for c in verb.children
    ):
        # "chose to stay" after others went
        start = doc.sentences[max(0, index - 2)].start
        start = doc.sentences[max(0, index - 6)].start if rostered(doc) else start
        if LEFT.search(doc.text, start, doc.sentences[index].end) and not any(
            c.dep_ == "neg" for c in verb.children
        ):
            status, who = "member", arguments.surface_subjects(verb)
    elif lemma in ("follow", "arrive") and not any(
        c.dep_ in ("dobj", "ccomp", "nsubjpass") and not when(doc, index, c) for c in verb.children
    ):
        before = doc.text[doc.sentences[max(0, index - 1)].start : doc.place_of(index, verb)[0]]
        told = ENTERED.findall(before)
        named = [m for t in arguments.surface_subjects(verb) if (m := doc.mention_of(index, t)) is not None]
        if told and named and named[0].kind == "country" and named[0].form == "noun":
            status = "leaving" if LEFT.search(told[-1]) else verb_status(doc, index, verb, "member")
            status = "candidate" if status == "member" and FILED.match(told[-1]) else status
            who = arguments.surface_subjects(verb)
    elif lemma in ("be", "become", "remain"):
        attr = next(
            (
                c
                for c in verb.children
                if c.dep_ == "attr"
                and (
                    c.lemma_.lower()
                    in ("member", "observer", "candidate", "founder", "associate", "applicant")
                    or (c.lemma_.lower() == "partner" and any(g.lower_ in BESIDE for g in c.lefts))
                )
            ),
            None,
        )
        if attr is None or any(
            (c.dep_ in ("prep", "poss") and c.lower_ not in ("like", "since", "for"))
            or (c.dep_ == "compound" and c.lower_ not in BESIDE)
            or (c.dep_ == "relcl" and attr.lemma_.lower() != "candidate")
            for c in attr.children
        ):
            return
        if any(c.dep_ == "neg" for c in (*verb.children, *attr.children)) or any(
            c.lower_ in ("no", "former") for c in attr.children
        ):
            return
        kind = {
            "member": "member",
            "founder": "member",
            "candidate": "candidate",
            "applicant": "candidate",
        }.get(attr.lemma_.lower(), "partner")
        status = verb_status(doc, index, verb, "member") if kind == "member" else kind
        who = arguments.surface_subjects(verb)
    if not status or not who:
        return
    states = states_of(doc, index, who)
    last = bare[-1] if bare and bare[-1].i > verb.i else verb
    for body in _about(doc, index, verb, only=status != "leaving") if states else []:
        yield Tie(
            states, body, status, f"member.context.{lemma}", 0.5, min(who[0], verb, key=lambda t: t.i), last
        )


def when(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a word names a time: "was taken in this June" is no place."""
    if token.lemma_.lower() in ("year", "month", "week", "day", "decade"):
        return True
    start, end = doc.place_of(index, token)
    return any(d.start <= start and end <= d.end for d in doc.found_in(doc.dates, index))


def _as(verb: Token) -> Token:
    """Return the noun of ``as observers`` on a verb, or None."""
    found = [
        t for t in verb.subtree if t.dep_ == "pobj" and t.head.lower_ == "as" and t.head.head.i >= verb.i
    ]
    return found[0] if found else None


def _bound(doc: Document, index: int, verb: Token) -> Iterator[Tie]:
    """Read "the pact links A with B" and "A and B signed the treaty that founded the body"."""
    lemma = verb.lemma_.lower()
    if lemma in BINDING and not arguments.passive(verb):
        for subject in arguments.surface_subjects(verb):
            mention = doc.mention_of(index, subject)
            body = (
                arguments.resolved(doc, mention)
                if mention is not None and mention.kind == "alliance"
                else None
            )
            things = [c for c in verb.children if c.dep_ == "dobj"] + arguments.prep_objects(
                verb, "with", "to", "and"
            )
            things += [
                t for c in verb.children if c.dep_ == "dobj" for t in arguments.prep_objects(c, "with", "to")
            ]
            states = states_of(doc, index, things)
            if body is not None and len(states) >= 2 and not WANT.search(governing_words(verb)):
                yield Tie(
                    states,
                    body,
                    "member",
                    f"member.context.{lemma}",
                    0.6,
                    subject,
                    max(things, key=lambda t: t.i),
                )
    if lemma in ("conclude", "sign") and verb.dep_ == "relcl":
        mention = doc.mention_of(index, verb.head)
        body = (
            arguments.resolved(doc, mention) if mention is not None and mention.kind == "alliance" else None
        )
        partners = arguments.prep_objects(verb, "with")
        if body is not None and partners:
            yield Tie(
                states_of(doc, index, partners),
                body,
                "member",
                f"member.context.{lemma}",
                0.6,
                verb.head,
                partners[-1],
            )
    if lemma in ("hand", "pass", "give", "cede", "yield"):
        thing = next(
            (
                c
                for c in verb.children
                if c.dep_ == "dobj" and c.lemma_.lower() in ("chair", "presidency", "chairmanship")
            ),
            None,
        )
        if thing is not None:
            takers = arguments.prep_objects(verb, "to") + [
                t for n in thing.subtree for t in arguments.prep_objects(n, "to")
            ]
            named = [
                m
                for t in thing.subtree
                if (m := doc.mention_of(index, t)) is not None and m.kind == "alliance"
            ]
            found = arguments.resolved(doc, named[0]) if named else None
            bodies = [found] if found is not None else main_body(doc, index, verb)
            for one in bodies:
                states = (
                    *states_of(doc, index, arguments.surface_subjects(verb)),
                    *states_of(doc, index, takers),
                )
                yield Tie(
                    states,
                    one,
                    "member",
                    "member.context.chair",
                    0.6,
                    verb,
                    max([verb, *takers], key=lambda t: t.i),
                )


def _left_alone(doc: Document, index: int, verb: Token) -> Iterator[Tie]:
    """Read "leaving Chad alone in it": those whom others leave stay inside."""
    if verb.lemma_ != "leave" or not any(
        c.lower_ in ("alone", "behind", "only") or c.dep_ in ("prep", "oprd", "acomp") for c in verb.children
    ):
        return
    if not LEFT.search(doc.text, doc.sentences[max(0, index - 1)].start, doc.place_of(index, verb)[0]):
        return
    states = states_of(doc, index, [c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.i > verb.i])
    for body in _about(doc, index, verb) if states else []:
        yield Tie(states, body, "member", "member.context.alone", 0.6, verb, verb)


def _also(doc: Document, index: int, verb: Token) -> Iterator[Tie]:
    """Read "..., as does Cyprus" after a clause that says a state belongs to a body."""
    if verb.lemma_ not in ("do", "be", "have") or verb.i < 2 or verb.nbor(-1).lower_ not in ("as", "so"):
        return
    main = verb.head
    if main.lemma_.lower() not in ("belong", "join", "be", "sit", "leave", "enter") or main == verb:
        return
    low = doc.sentences[index].start
    bodies = [m for m in doc.mentions_between(low, doc.place_of(index, verb)[0]) if m.kind == "alliance"]
    states = states_of(doc, index, [c for c in verb.children if c.dep_ in ("nsubj", "attr")])
    body = arguments.resolved(doc, bodies[-1]) if bodies else None
    if body is not None:
        yield Tie(
            states,
            body,
            "leaving" if main.lemma_ == "leave" else "member",
            "member.context.also",
            0.6,
            main,
            verb,
        )
