"""Who stands behind an act that a noun takes up: ``the raid``, ``the offer``, ``the test``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments
from ..document import Document, Resolved, Token
from .triggers import Hit

if TYPE_CHECKING:
    from .reader import Reader

__all__ = ["theme"]

RECENT = 300
SUFFERED = frozenset(
    ["attack", "raid", "strike", "bombing", "shelling", "invasion", "occupation", "annexation", "violation", "killing", "murder",
     "assassination", "seizure", "destruction", "capture", "expulsion", "arrest", "kidnapping", "abduction", "bombardment",
     "blockade", "assault", "overthrow", "persecution", "detention", "poisoning", "shooting", "hijacking", "storming"]
)  # fmt: skip
THEMES = {
    "raid": "ASSAULT",
    "attack": "ASSAULT",
    "strike": "ASSAULT",
    "bombing": "ASSAULT",
    "invasion": "ASSAULT",
    "shelling": "ASSAULT",
    "assault": "ASSAULT",
    "killing": "ASSAULT",
    "offensive": "ASSAULT",
    "operation": "ASSAULT",
    "move": "",
    "decision": "",
    "step": "",
    "measure": "",
    "measures": "",
    "action": "",
    "actions": "",
    "demand": "REQUEST",
    "demands": "REQUEST",
    "request": "REQUEST",
    "appeal": "REQUEST",
    "call": "REQUEST",
    "ultimatum": "REQUEST",
    "offer": "AGREE",
    "proposal": "AGREE",
    "proposals": "AGREE",
    "plan": "AGREE",
    "idea": "AGREE",
    "invitation": "AGREE",
    "charge": "ACCUSE",
    "charges": "ACCUSE",
    "accusation": "ACCUSE",
    "accusations": "ACCUSE",
    "allegation": "ACCUSE",
    "allegations": "ACCUSE",
    "protest": "ACCUSE",
    "complaint": "ACCUSE",
    "report": "ACCUSE",
    "reports": "ACCUSE",
    "claim": "ACCUSE",
    "claims": "ACCUSE",
    "criticism": "ACCUSE",
    "embargo": "SANCTION",
    "sanctions": "SANCTION",
    "ban": "SANCTION",
    "expulsion": "SANCTION",
    "expulsions": "SANCTION",
    "blockade": "COERCE",
    "seizure": "COERCE",
    "threat": "THREATEN",
    "threats": "THREATEN",
    "warning": "THREATEN",
    "sale": "",
    "deal": "",
    "purchase": "",
    "agreement": "",
    "treaty": "",
    "test": "MOBILIZE",
    "launch": "MOBILIZE",
    "deployment": "MOBILIZE",
    "shooting": "ASSAULT",
    "killings": "ASSAULT",
    "murder": "ASSAULT",
    "bombardment": "ASSAULT",
    "raids": "ASSAULT",
    "attacks": "ASSAULT",
    "strikes": "ASSAULT",
    "deportations": "COERCE",
    "arrests": "COERCE",
    "arrest": "COERCE",
    "detention": "COERCE",
    "capture": "COERCE",
    "annexation": "COERCE",
    "incursion": "MOBILIZE",
    "incursions": "MOBILIZE",
    "overflights": "MOBILIZE",
    "manoeuvres": "MOBILIZE",
    "tariff": "SANCTION",
    "tariffs": "SANCTION",
    "boycott": "SANCTION",
    "remarks": "ACCUSE",
    "comments": "ACCUSE",
    "remark": "ACCUSE",
    "note": "ACCUSE",
    "refusal": "REJECT",
    "veto": "REJECT",
    "rejection": "REJECT",
    "warnings": "THREATEN",
    "outcry": "ACCUSE",
    "condemnation": "ACCUSE",
    "condemnations": "ACCUSE",
    "protests": "ACCUSE",
    "complaints": "ACCUSE",
    "criticisms": "ACCUSE",
    "concern": "ACCUSE",
    "concerns": "ACCUSE",
    "assertion": "ACCUSE",
    "assertions": "ACCUSE",
    "suspicions": "ACCUSE",
    "lawsuit": "ACCUSE",
    "rebuke": "ACCUSE",
    "appeals": "REQUEST",
    "pleas": "REQUEST",
    "plea": "REQUEST",
    "calls": "REQUEST",
    "requests": "REQUEST",
    "pressure": "REQUEST",
    "ultimatums": "REQUEST",
    "overture": "AGREE",
    "overtures": "AGREE",
    "offers": "AGREE",
    "suggestion": "AGREE",
    "suggestions": "AGREE",
    "invitations": "AGREE",
    "ideas": "AGREE",
    "draft": "AGREE",
    "denial": "REJECT",
    "denials": "REJECT",
    "refusals": "REJECT",
    "objection": "REJECT",
    "objections": "REJECT",
    "rebuff": "REJECT",
    "penalties": "SANCTION",
    "restrictions": "SANCTION",
    "curbs": "SANCTION",
    "duties": "SANCTION",
    "bans": "SANCTION",
    "duty": "SANCTION",
    "sinking": "ASSAULT",
    "downing": "ASSAULT",
    "firing": "ASSAULT",
    "bloodshed": "ASSAULT",
    "ramming": "COERCE",
    "boarding": "COERCE",
    "seizures": "COERCE",
    "abduction": "COERCE",
    "kidnapping": "COERCE",
    "diversion": "COERCE",
    "overflight": "MOBILIZE",
    "manoeuvre": "MOBILIZE",
    "exercises": "MOBILIZE",
    "exercise": "MOBILIZE",
    "buildup": "MOBILIZE",
    "explanation": "",
    "version": "",
    "account": "",
    "stance": "",
    "position": "",
    "ruling": "",
    "verdict": "",
    "law": "",
    "decree": "",
    **dict.fromkeys(
        [
            "gesture",
            "announcement",
            "promise",
            "pledge",
            "handover",
            "release",
            "departure",
            "tone",
            "initiative",
            "concession",
            "policy",
            "practice",
            "conduct",
            "behaviour",
            "behavior",
            "attitude",
            "apology",
        ],
        "",
    ),
    **dict.fromkeys(
        ["expelling", "recall", "walkout", "walk-out", "suspension", "closure", "cut-off", "halt", "freeze"],
        "SANCTION",
    ),
    **dict.fromkeys(
        ["incident", "intrusion", "intrusions", "provocation", "provocations", "build-up", "patrols"],
        "MOBILIZE",
    ),
}
KIN = {"SANCTION": frozenset({"COERCE"}), "COERCE": frozenset({"SANCTION", "ASSAULT"})}  # fmt: skip


def theme(reader: Reader, index: int, hit: Hit, known: set[str]) -> Resolved | None:
    """Return who stands behind ``the raid`` or ``the offer``: the doer of the last such act in the text."""
    doc, token = reader.doc, hit.token
    if token.pos_ not in ("VERB", "AUX") or not known:
        return None
    for obj in [
        *arguments.objects(token),
        *arguments.prep_objects(token, "to", "for", "over", "of", "on", "against", "from"),
    ]:
        wanted = THEMES.get(obj.lower_)
        if wanted is None or not any(c.dep_ in ("det", "poss") for c in obj.children):
            continue
        votes: dict[str, float] = {}
        latest: dict[str, Resolved] = {}
        for row in reader.rows[-RECENT:]:
            if wanted and row.cls != wanted and row.cls not in KIN.get(wanted, ()):
                continue
            other = row.source if row.source.entity not in known else row.target
            if other.entity in known:
                continue
            gain = 1.0 if other is row.source else 0.5
            votes[other.entity] = votes.get(other.entity, 0.0) + gain * 0.85 ** (index - row.sentence)
            latest[other.entity] = other
        if not votes:
            earlier = told_of(reader, index, obj, known)
            if earlier is not None:
                return earlier
            continue
        other = latest[max(sorted(votes), key=lambda e: votes[e])]
        first, last = arguments.phrase(obj)
        here = doc.token_span(index, first, last)
        return Resolved(other.entity, other.kind, "coref", here, other.antecedent or other.mention)
    return None


def suffered(noun: Token) -> bool:
    """Tell whether a noun is a deed that somebody suffers: ``the invasion of Kuwait``."""
    return noun.lemma_.lower() in SUFFERED


def doers_and_victims(doc: Document, index: int, noun: Token) -> tuple[list[Resolved], list[Resolved]]:
    """Return who did a deed and who suffered it, as its noun phrase says: ``Iraq's invasion of Kuwait``."""
    doers = [
        *arguments.modifiers_before(doc, index, noun),
        *(r for t in arguments.by_agents(noun) for r in arguments.parties(doc, index, t)),
    ]
    known = {r.entity for r in doers}
    named = [
        r
        for t in arguments.prep_objects(noun, "of", "on", "against")
        for r in arguments.parties(doc, index, t)
    ]
    return doers, [r for r in named if r.entity not in known]


def told_of(reader: Reader, index: int, noun: Token, known: set[str]) -> Resolved | None:
    """Return who did, in the sentences before, what a noun takes up: ``Peru tested a missile. Chile condemned the test``."""
    doc = reader.doc
    stem = noun.lemma_.lower()
    for back in (index, index - 1, index - 2):
        sentence = doc.tokens.get(back)
        if sentence is None:
            continue
        for token in sentence:
            same = token.lemma_.lower() == stem and (token.i != noun.i or back != index)
            if not same or (back == index and token.i > noun.i):
                continue
            verb = token.pos_ in ("VERB", "AUX")
            while not verb and token.pos_ not in ("NOUN", "PROPN", "VERB", "AUX") and token.head.i != token.i:
                token = token.head
            tokens = arguments.agents(token) if token.pos_ in ("VERB", "AUX") else []
            found = [r for t in tokens for r in arguments.parties(doc, back, t)]
            if token.pos_ in ("NOUN", "PROPN"):
                found = list(arguments.modifiers_before(doc, back, token))
            found = [r for r in found if r.kind != "group" and r.entity not in known]
            if found:
                first, last = arguments.phrase(noun)
                here = doc.token_span(index, first, last)
                one = found[0]
                return Resolved(one.entity, one.kind, "coref", here, one.antecedent or one.mention)
    return None
