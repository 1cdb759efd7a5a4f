"""What a speaker says another must do: ``Ghana said Mali should withdraw`` asks it of Mali."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import arguments, attribution, evidence
from .document import Document, Resolved, Token
from .modality import SAY

if TYPE_CHECKING:
    from .events import Row

__all__ = ["duties"]

OUGHT = frozenset(["should", "must", "ought"])
OPEN = frozenset(["CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"])


def duties(doc: Document, index: int, model: type[Row], found: list[Row]) -> tuple[list[Row], set[int]]:
    """Return the requests told as a duty of the other side, and the places of the verbs that are no acts of their own."""
    made: list[Row] = []
    spent: set[int] = set()
    for verb in doc.tokens[index]:
        if verb.pos_ not in ("VERB", "AUX") or not bound(verb):
            continue
        charged = [r for t in arguments.surface_subjects(verb) for r in arguments.parties(doc, index, t)]
        charged = [r for r in charged if r.kind != "group"]
        asking = [r for r in speakers(doc, index, verb) if r.kind != "group"]
        asking = [r for r in asking if r.entity not in {c.entity for c in charged}]
        if not charged or not asking:
            continue
        spent.add(verb.i)
        below = {r.cls for r in found if r.trigger in {t.i for t in verb.subtree}}
        polarity = "+" if below and below <= OPEN else "-"
        for one in asking:
            for other in charged:
                proof = evidence.clause(doc, index, [verb], [one.mention, other.mention])
                made.append(
                    model(
                        one, other, "REQUEST", polarity, "fact", None, proof, "duty/said", 0.6, index, verb.i
                    )
                )
    return made, spent


def bound(verb: Token) -> bool:
    """Tell whether a verb stands under ``should`` or ``must`` without being denied or conditional."""
    words = {c.lower_ for c in verb.children}
    return bool(words & OUGHT) and not words & {"if", "unless", "not", "n't", "have", "be", "been"}


def speakers(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who says what a verb tells: the subject of the verb of saying above it, or the voice of its quotation."""
    one = verb
    for _ in range(4):
        head = one.head
        if head.i == one.i or one.dep_ not in ("ccomp", "conj", "parataxis"):
            break
        if head.lemma_.lower() in SAY and head.pos_ == "VERB":
            return [r for t in arguments.agents(head) for r in arguments.parties(doc, index, t)]
        one = head
    start, end = doc.place_of(index, verb)
    quote = attribution.covering(doc, start, end)
    if quote is None or quote.mention is None:
        return []
    named = [m for m in doc.mentions_between(quote.mention.start, quote.mention.end) if m.entity]
    if not named:
        return []
    here = doc.span(start, end)
    return [Resolved(named[-1].entity or "", named[-1].kind, "coref", here, named[-1].span)]
