"""Acts told by pointing back to the last one: ``Italy did the same``, ``Somalia followed``, ``as did Bahrain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import arguments, evidence, modality
from ..document import Document, Resolved, Token

if TYPE_CHECKING:
    from .reader import Row

__all__ = ["echoes", "in_kind", "joined"]

SAME = frozenset(["same", "likewise", "thing", "suit", "example", "lead"])
RETOLD = frozenset(["echo", "second", "mirror", "reiterate"])
POINTING = frozenset(["that", "this", "it", "him", "her", "them", "these", "those"])
VIEWS = frozenset(
    ["sentiment", "view", "call", "criticism", "word", "remark", "appeal", "demand", "condemnation", "warning", "concern",
     "message", "praise", "welcome", "charge", "accusation", "comment", "complaint", "statement"]
)  # fmt: skip
GIVING = frozenset(
    ["send", "issue", "make", "take", "lodge", "voice", "express", "offer", "deliver", "extend", "impose"]
)
ALIKE = frozenset(["similar", "same", "identical", "like", "parallel", "comparable"])
ANSWERING = frozenset(
    ["reply", "respond", "answer", "retaliate", "reciprocate", "return", "repay", "pay", "react", "hit"]
)
RETURNING = frozenset(["return", "repay", "pay", "react", "hit"])
COIN = frozenset(["kind", "manner", "coin", "fashion"])
FAVOURS = frozenset(["favour", "favor", "compliment"])
GRIM = frozenset(["SANCTION", "COERCE", "ACCUSE", "MOBILIZE"])
BACK = 2


def echo(token: Token) -> list[Any]:
    """Return the subjects of a verb that only points back to an act told before, or nothing."""
    if token.pos_ not in ("VERB", "AUX"):
        return []
    low = token.lemma_.lower()
    own = [c for c in token.children if c.dep_ == "nsubj"]
    if low in ("have", "be") and token.i and token.nbor(-1).lower_ == "so":
        late = [c for c in token.children if c.dep_ in ("nsubj", "dobj", "attr") and c.i > token.i]
        alone = not any(c.dep_ in ("ccomp", "xcomp", "acomp", "advcl") for c in token.children)
        return [c for c in late if c.pos_ == "PROPN"] if alone else []
    if low == "do" and not own and token.i and token.nbor(-1).lower_ == "so":
        own = [c for c in token.children if c.dep_ == "dobj" and c.i > token.i]
        return own if token.lower_ in ("did", "does", "do") else []
    objects = [c for c in token.children if c.dep_ in ("dobj", "attr")]
    beside = {c.lower_ for c in token.children}
    if any(c.dep_ == "neg" for c in token.children):
        return []
    if low == "do":
        same = any(c.lower_ in SAME for c in objects) or "likewise" in beside
        short = (
            token.lower_ == "did"
            and not objects
            and bool(beside & {"as", "so"})
            and any(c.i > token.i for c in own)
        )
        return own if same or short else []
    if low in RETOLD:
        return (
            own if objects and all(c.lower_ in POINTING or c.lemma_.lower() in VIEWS for c in objects) else []
        )
    if low in GIVING:
        alike = any(g.lower_ in ALIKE for c in objects for g in c.children)
        vein = any(t.lower_ == "vein" for t in arguments.prep_objects(token, "in"))
        return own if alike or vein else []
    if low == "join":
        hung = [c for c in token.children if c.dep_ in ("dobj", "prep", "prt", "xcomp")]
        return own if [c.lower_ for c in hung] == ["in"] and not any(hung[0].children) else []
    if low == "follow":
        alone = not objects and not any(
            c.dep_ in ("nsubjpass", "agent", "ccomp", "xcomp") for c in token.children
        )
        return own if alone or any(c.lower_ in SAME for c in objects) else []
    return []


def echoes(doc: Document, index: int, told: list[Row], found: list[Row]) -> list[Row]:
    """Return the rows of acts that a sentence repeats with another doer; ``told`` are those of the sentences before."""
    made: list[Row] = []
    for token in doc.tokens[index]:
        heads = echo(token)
        if not heads:
            continue
        doers = [
            r for h in heads for r in arguments.parties(doc, index, h) if r.kind in ("country", "alliance")
        ]
        here = [r for r in found if r.trigger < token.i]
        model = last_act(here) or last_act([r for r in told if index - r.sentence <= BACK])
        for doer in doers:
            made += [
                one for row in model for one in [copied(doc, index, token, row, doer)] if one is not None
            ]
    return made


def joined(doc: Document, index: int, told: list[Row], found: list[Row]) -> list[Row]:
    """Return what others take part in after it was told of two: ``Estonia is to take part as well``."""
    made: list[Row] = []
    for token in doc.tokens[index]:
        if (
            token.lemma_.lower() not in ("take", "participate", "join")
            or token.pos_ != "VERB"
            or arguments.passive(token)
            or token.dep_ in ("relcl", "advcl", "acl")
            or (token.dep_ == "xcomp" and token.head.lemma_.lower() in modality.NOT_DONE)
        ):
            continue
        part = [c for c in token.children if c.dep_ in ("dobj", "prt", "prep")]
        if [c.lower_ for c in part] != (["in"] if token.lemma_.lower() == "join" else ["part"])[: len(part)]:
            continue
        if not part and token.lemma_.lower() != "participate":
            continue
        before = [r for r in told if index - r.sentence <= BACK] + [r for r in found if r.trigger < token.i]
        common = [r for r in before if r.cls == "COOPERATE"]
        model = [r for r in common if (r.sentence, r.trigger) == (common[-1].sentence, common[-1].trigger)]
        doers = [r for t in arguments.surface_subjects(token) for r in arguments.parties(doc, index, t)]
        for doer in [d for d in doers if d.kind in ("country", "alliance")]:
            for row in model:
                one = copied(doc, index, token, row, doer)
                made += [one, replace(one, source=one.target, target=one.source)] if one is not None else []
    return made


def in_kind(doc: Document, index: int, told: list[Row], found: list[Row]) -> tuple[list[Row], set[int]]:
    """Return the acts paid back in the same coin (``Chile replied in kind``), and the places of their verbs."""
    made: list[Row] = []
    spent: set[int] = set()
    for token in doc.tokens[index]:
        if token.lemma_.lower() not in ANSWERING or token.pos_ != "VERB":
            continue
        kind = [
            t
            for t in arguments.prep_objects(token, "in")
            if t.lower_ in COIN and token.lemma_ not in RETURNING
        ]
        kind += [t for t in arguments.objects(token) if t.lower_ in FAVOURS]
        if token.lemma_.lower() in RETURNING and not kind:
            continue
        if not kind and (token.lemma_.lower() != "reciprocate" or arguments.objects(token)):
            continue
        doers = [r for t in arguments.surface_subjects(token) for r in arguments.parties(doc, index, t)]
        before = [r for r in told if index - r.sentence <= BACK] + [r for r in found if r.trigger < token.i]
        for doer in doers:
            done = [r for r in before if r.target.entity == doer.entity and r.source.entity != doer.entity]
            if done:
                start, end = doc.place_of(index, token)
                last = done[-1]
                victim = Resolved(
                    last.source.entity, last.source.kind, "coref", doc.span(start, end),
                    last.source.antecedent or last.source.mention,
                )  # fmt: skip
                proof = evidence.clause(doc, index, [token], [doer.mention], wide=True)
                spent.add(token.i)
                made.append(
                    replace(
                        last, source=doer, target=victim, evidence=proof, rule=last.rule + "/kind", confidence=0.6,
                        modality="fact", attribution=None, sentence=index, trigger=token.i,
                    )
                )  # fmt: skip
    return made, spent


def last_act(rows: list[Row]) -> list[Row]:
    """Return the rows of the last trigger, from its first doer only."""
    if not rows:
        return []
    end = rows[-1]
    same = [r for r in rows if (r.sentence, r.trigger, r.cls) == (end.sentence, end.trigger, end.cls)]
    first = same[0].source.entity
    return [r for r in same if r.source.entity == first]


def copied(doc: Document, index: int, token: Token, row: Row, doer: Resolved) -> Row | None:
    """Return a row with another doer, the other party resolved to where it was named."""
    if doer.entity == row.source.entity or (doer.entity == row.target.entity and row.cls not in GRIM):
        return None
    if doer.entity == row.target.entity:  # "Peru expelled two Chileans. Chile did the same"
        row = replace(row, target=row.source)
    start, end = doc.place_of(index, token)
    other = row.target
    target = Resolved(
        other.entity, other.kind, "coref", doc.span(start, end), other.antecedent or other.mention
    )
    proof = evidence.clause(doc, index, [token], [doer.mention], wide=True)
    return replace(
        row, source=doer, target=target, evidence=proof, rule=row.rule + "/echo", confidence=0.5, sentence=index, trigger=token.i
    )  # fmt: skip
