"""The party named below a trigger that no frame leads to: the nearest one, places and other clauses left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments
from ..document import Resolved
from ..wordlists import words
from . import company
from .triggers import Hit

if TYPE_CHECKING:
    from .reader import Reader

__all__ = ["BACKING", "nearby"]

PLACING = words("sides.placing")
ASIDE = frozenset({"advcl", "relcl", "punct", "mark", "agent", "parataxis", "poss"})
BACKING = frozenset(
    [
        "help",
        "aid",
        "assistance",
        "support",
        "backing",
        "blessing",
        "approval",
        "consent",
        "permission",
        "mediation",
    ]
)
PARALLEL = frozenset(["appos", "conj", "npadvmod", "dep"])
"""How others who give hang on a gift: ``Mali gave ten tents, Togo twenty``."""
OUTRAGES = frozenset(
    ["attack", "bombing", "killing", "murder", "blast", "explosion", "assassination", "shooting", "massacre", "kidnapping", "coup",
     "violence", "attempt"]
)  # fmt: skip
GATHERINGS = frozenset(["session", "summit", "conference", "congress", "gathering", "assembly", "meeting"])
TOPICAL = frozenset(["on", "about", "over", "concerning", "regarding"])


def nearby(reader: Reader, index: int, hit: Hit, known: set[str], heads: set[int]) -> tuple[Resolved, ...]:
    """Return the first party named below a trigger that no frame led to, places and other clauses left out."""
    doc, token = reader.doc, hit.token
    roots = [token] + ([hit.object] if hit.object is not None else [])
    if token.pos_ in ("VERB", "AUX") and arguments.passive(token):
        roots += arguments.objects(token)
    if (
        token.pos_ in ("NOUN", "PROPN")
        and token.dep_ in ("dobj", "nsubjpass", "nsubj")
        and token.head.i not in heads
    ):
        roots.append(token.head)
    queue = list(roots)
    seen: set[int] = set()
    while queue:
        one = queue.pop(0)
        for child in one.children:
            if child.i in seen or child.dep_ in ASIDE:
                continue
            if child.dep_ in ("nsubj", "nsubjpass") and one in roots:
                continue
            if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
                continue
            if child.dep_ in ("ccomp", "pcomp") and any(c.lower_ == "what" for c in child.children):
                continue
            inside_noun = child.lower_ == "in" and one.pos_ in ("NOUN", "PROPN") and one not in roots[:1]
            inside_noun = inside_noun and hit.row.cls != "REJECT"
            if hit.row.cls == "ACCUSE" and one.lemma_.lower() in OUTRAGES:
                inside_noun = False  # "condemned the bombing in Lima"
            if hit.row.cls == "CONSULT" and child.dep_ == "prep" and child.lower_ in TOPICAL:
                continue
            if (
                one is token
                and child.i < token.i
                and token.pos_ == "VERB"
                and child.pos_ in ("NOUN", "PROPN")
            ):
                continue
            if (
                hit.row.cls == "CONSULT"
                and child.lower_ in ("in", "at")
                and any(company.venue(doc, index, g) for g in child.children)
                and one.lemma_.lower() in GATHERINGS
            ):
                continue  # "hold an emergency session in Windhoek"
            if hit.row.cls == "AID" and (child.dep_ in PARALLEL or child.lower_ == "with"):
                continue
            if child.lower_ == "with" and any(g.lower_ in BACKING for g in child.children):
                continue
            if one.pos_ == "ADJ" and one not in roots and child.dep_ == "prep":
                continue  # "a government friendly to Paris"
            if child.dep_ in ("prep", "agent") and child.lower_ in PLACING and not inside_noun:
                continue
            if child.i in heads and child.pos_ in ("VERB", "AUX") and child.dep_ != "xcomp":
                continue
            seen.add(child.i)
            if child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and child.dep_ != "compound":
                real = tuple(
                    r for r in arguments.parties(doc, index, child)
                    if r.kind != "group" and r.entity not in known and r.via != "coref"
                )  # fmt: skip
                if real:
                    return real
            queue.append(child)
    return ()
