"""What a speaker or a paper says another must do or suffer: ``said Mali should withdraw``, ``the pact obliges Mali``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import arguments, attribution, context, evidence, partners, turned
from .document import Document, Resolved, Token
from .frames import BLAMING, CALLING
from .modality import SAY

if TYPE_CHECKING:
    from .events import Row

__all__ = ["duties"]

OUGHT = frozenset(["should", "must", "ought"])
WANTING = frozenset(["tell", "want", "like", "prefer"])
COMING = frozenset(["will", "would", "'ll", "'d", "wo"])
ADVISING = frozenset(
    ["recommend", "request", "stipulate", "insist", "require", "order", "desire", "demand", "urge"]
)
DISPUTING = frozenset(
    ["claim", "allege", "contend", "assert", "charge", "complain", "swear", "grumble", "retort", "counter", "argue", "insist",
     "maintain", "protest", "lament"]
)  # fmt: skip
HOSTILE = frozenset(["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"])
RUEING = frozenset(["regret", "rue", "repent"])
PAYING = frozenset(["pay", "face", "suffer", "bear", "reap", "feel", "meet", "get", "be", "have"])
PRICES = frozenset(
    ["dearly", "heavily", "price", "consequences", "retaliation", "wrath", "whirlwind", "punishment", "sorry", "reprisals",
     "reckoning", "pain"]
)  # fmt: skip
UNANSWERED = frozenset(["unanswered", "unpunished", "unavenged", "unopposed"])
LETTING = frozenset(["let", "allow", "leave", "permit"])
SUFFERING = frozenset(["face", "suffer", "risk", "bear"])
FOLLOWING = frozenset(["follow", "ensue", "come", "be"])
OBLIGING = frozenset(["oblige", "commit", "bind", "require", "obligate", "compel"])
PAPERS = frozenset(
    ["treaty", "accord", "pact", "agreement", "deal", "paper", "text", "document", "memorandum", "declaration", "protocol",
     "convention", "clause", "article", "contract", "communique", "statement", "understanding", "truce", "ceasefire"]
)  # fmt: skip
OPEN = frozenset(["CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"])


def duties(doc: Document, index: int, model: type[Row], found: list[Row]) -> tuple[list[Row], set[int]]:
    """Return the requests and threats told as the other side's duty or doom, and the verbs that are no acts of their own."""
    made: list[Row] = []
    spent: set[int] = set()
    for verb in doc.tokens[index]:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in OBLIGING and papers(doc, index, verb):
            spent.add(verb.i)
            made += covenant(doc, index, verb, model)
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if doomed(verb) or unpunished(verb) or looming(verb):
            asking, charged, cls = speakers(doc, index, verb), subjects(doc, index, verb), "THREATEN"
            if unpunished(verb) and verb.head.lemma_.lower() in LETTING:
                asking = subjects(doc, index, verb.head)
            if asking and not charged and not personal(verb):
                charged = foe(doc, index, verb, asking, found)
        elif (charged := pressed(doc, index, verb)) and not any(
            r.trigger == verb.i and r.cls in HOSTILE for r in found
        ):
            asking, cls = subjects(doc, index, verb), "THREATEN"
        elif or_else(verb):
            asking, charged, cls = subjects(doc, index, order(verb)), subjects(doc, index, verb), "THREATEN"
        elif bound(verb):
            asking, charged, cls = speakers(doc, index, verb), subjects(doc, index, verb), "REQUEST"
        elif (deed := wanted(verb)) is not None:
            asking = [r for t in arguments.agents(verb) for r in arguments.parties(doc, index, t)]
            if arguments.passive(verb) and not arguments.by_agents(verb):
                asking = speakers(doc, index, verb)
            told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < deed.i]
            told = [] if verb.lemma_.lower() in ADVISING else told
            told = told or [c for c in deed.children if c.dep_ == "nsubj"]
            charged = [r for t in told for r in arguments.parties(doc, index, t)]
            cls = "SANCTION" if turned.told_to_go(verb) else "REQUEST"
        elif (deed := held_against(verb)) is not None:
            asking = [r for t in arguments.agents(verb) for r in arguments.parties(doc, index, t)]
            charged, cls = [r for r in subjects(doc, index, deed) if r.kind == "country"], "ACCUSE"
            inside = {t.i for t in deed.subtree}
            if any(r.trigger in inside and r.cls not in HOSTILE for r in found):
                continue
        else:
            continue
        charged = [r for r in charged if r.kind != "group"]
        asking = [r for r in asking if r.kind != "group"]
        asking = [r for r in asking if r.entity not in {c.entity for c in charged}]
        if not charged or not asking:
            continue
        if cls != "ACCUSE":
            spent.add(verb.i)
        below = {r.cls for r in found if r.trigger in {t.i for t in verb.subtree}}
        polarity = "+" if cls == "REQUEST" and below and below <= OPEN else "-"
        for one in asking:
            for other in charged:
                proof = evidence.clause(doc, index, [verb], [one.mention, other.mention])
                made.append(
                    model(one, other, cls, polarity, "fact", None, proof, "duty/said", 0.6, index, verb.i)
                )
    return made, spent


def subjects(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who is the grammatical subject of a verb."""
    return [r for t in arguments.surface_subjects(verb) for r in arguments.parties(doc, index, t)]


def wanted(verb: Token) -> Token | None:
    """Return what someone is told to do: ``would like Chile to free the crew``, ``told it to keep out``."""
    low = verb.lemma_.lower()
    words = {c.lower_ for c in verb.children}
    if (
        low not in (WANTING | ADVISING)
        or words & {"not", "n't", "never"}
        or (low == "like" and not words & {"would", "'d"})
    ):
        return None
    if low in ADVISING:
        for child in verb.children:
            bare = child.tag_ == "VB" and not any(c.dep_ == "aux" for c in child.children)
            if child.dep_ == "ccomp" and bare and any(c.dep_ == "nsubj" for c in child.children):
                return child
        return None
    for child in verb.children:
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX") and infinitive:
            own = any(c.dep_ == "nsubj" for c in child.children)
            other = any(c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < child.i for c in verb.children)
            return child if own or other else None
    return None


def held_against(verb: Token) -> Token | None:
    """Return what another is said to do, where the verb of saying is one of dispute: ``claims that Chile hides him``."""
    if verb.lemma_.lower() not in DISPUTING or any(c.dep_ == "neg" for c in verb.children):
        return None
    for child in verb.children:
        if child.dep_ != "ccomp" or child.pos_ not in ("VERB", "AUX") or child.i < verb.i:
            continue
        words = {c.lower_ for c in child.children}
        if arguments.passive(child) or words & (COMING | OUGHT | {"if", "could", "may", "might", "can"}):
            return None
        if child.lemma_.lower() == "be" and not {t.lower_ for t in child.subtree} & BLAMING:
            return None
        return child
    return None


def doomed(verb: Token) -> bool:
    """Tell whether a verb says that its subject will suffer: ``would pay dearly``, ``will face the consequences``."""
    low = verb.lemma_.lower()
    words = {t.lower_ for t in verb.subtree}
    if low == "play":
        return "fire" in words
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return False
    if any(c.dep_ == "neg" or (c.dep_ == "mark" and c.lower_ in ("if", "unless")) for c in verb.children):
        return False
    return low in RUEING or (low in PAYING and bool(words & PRICES))


def unpunished(verb: Token) -> bool:
    """Tell whether a deed is to be paid back: ``would not go unanswered``, ``will not let it go unpunished``."""
    if verb.lemma_.lower() not in ("go", "remain", *LETTING):
        return False
    if not {c.lower_ for c in verb.children} & UNANSWERED:
        return False
    above = verb.head if verb.head.lemma_.lower() in LETTING else verb
    return any(c.dep_ == "neg" for one in (verb, above) for c in one.children)


def looming(verb: Token) -> bool:
    """Tell whether blows are said to be near: ``there would be consequences``, ``all options were on the table``."""
    if verb.lemma_.lower() not in FOLLOWING or any(c.dep_ == "neg" for c in verb.children):
        return False
    heads = [c for c in verb.children if c.dep_ in ("nsubj", "attr")]
    if any(c.lower_ == "options" for c in heads):
        return any(t.lower_ == "table" for t in arguments.prep_objects(verb, "on"))
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return False
    return any(c.lower_ in PRICES for c in heads)


def pressed(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who must give way where someone says what he would do otherwise: ``would sue unless Chile paid``."""
    if verb.dep_ not in ("ccomp", "ROOT") or any(c.dep_ == "neg" for c in verb.children):
        return []
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return []
    for one in verb.children:
        marks = {c.lower_ for c in one.children if c.dep_ == "mark"}
        denied = any(c.dep_ == "neg" for c in one.children)
        if one.dep_ == "advcl" and ("unless" in marks or ("if" in marks and denied)):
            own = {r.entity for r in subjects(doc, index, verb)}
            return [r for r in subjects(doc, index, one) if r.kind != "group" and r.entity not in own]
    return []


def or_else(verb: Token) -> bool:
    """Tell whether a verb says what happens to who does not obey: ``told Mali to leave or face sanctions``."""
    if verb.dep_ != "conj" or verb.lemma_.lower() not in SUFFERING:
        return False
    return any(c.lower_ == "or" and c.dep_ == "cc" for c in verb.head.children)


def order(verb: Token) -> Token:
    """Return the verb of asking above the alternatives that someone is left with."""
    one = verb.head
    return one.head if one.dep_ in ("xcomp", "ccomp", "advcl") else one


def personal(verb: Token) -> bool:
    """Tell whether the subject of a verb is a person or anybody, of whom a deed is not told."""
    return any(
        t.pos_ in ("PRON", "PROPN") and t.lower_ not in ("it", "this", "that", "there", "which")
        for t in arguments.surface_subjects(verb)
    )


def foe(doc: Document, index: int, verb: Token, asking: list[Resolved], found: list[Row]) -> list[Resolved]:
    """Return whom a threat without an addressee most likely means."""
    start, end = doc.place_of(index, verb)
    known = frozenset(r.entity for r in asking)
    blamed = [r.target for r in found if r.source.entity in known and r.cls in HOSTILE]
    if blamed:
        return blamed[:1]
    ranked = partners.rank(doc, doc.memo.get("rows", []), index, start, known, "THREATEN", bodies=False)
    return [context.step(doc, ranked[0].mention, doc.span(start, end))] if ranked else []


def papers(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether it is an agreement that binds someone, by name or as ``it`` after a sentence that named one."""
    if arguments.passive(verb):
        return False
    for one in arguments.surface_subjects(verb):
        if one.lemma_.lower() in PAPERS:
            return True
        if one.lower_ in ("it", "which", "that"):
            before = doc.tokens.get(index - 1) if one.lower_ == "it" else [verb.head]
            return any(t.lemma_.lower() in PAPERS for t in before or ())
    return False


def covenant(doc: Document, index: int, verb: Token, model: type[Row]) -> list[Row]:
    """Return the promises that an agreement holds: of the side that is bound, to whom its clause names besides."""
    heads = [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "dative") and c.i > verb.i]
    bound_by = [r for h in heads for r in arguments.parties(doc, index, h) if r.kind != "group"]
    if not bound_by:
        return []
    own = {r.entity for r in bound_by}
    others = list(bound_by) if len(own) > 1 else []
    for token in [] if others else verb.subtree:
        if token.i > heads[0].i and token.dep_ in ("dobj", "pobj", "dative", "poss", "iobj"):
            others = [
                r for r in arguments.parties(doc, index, token) if r.kind != "group" and r.entity not in own
            ]
            if others:
                break
    return [
        model(
            one, other, "AGREE", "+", "planned", None,
            evidence.clause(doc, index, [verb], [one.mention, other.mention]), "duty/paper", 0.6, index, verb.i,
        )
        for one in bound_by for other in others if one.entity != other.entity
    ]  # fmt: skip


def bound(verb: Token) -> bool:
    """Tell whether a verb stands under ``should`` or ``must`` without being denied or conditional."""
    words = {c.lower_ for c in verb.children}
    if verb.dep_ == "xcomp" and verb.head.lower_ == "ought":
        return True
    return bool(words & OUGHT) and not words & {"if", "unless", "not", "n't", "have", "be", "been"}


def speakers(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who says what a verb tells: the subject of the verb of saying above it, or the voice of its quotation."""
    one = verb
    for _ in range(4):
        head = one.head
        if (
            one.dep_ == "relcl"
            and head.dep_ in ("oprd", "attr", "dobj", "ccomp")
            and head.head.pos_ == "VERB"
        ):
            one, head = head, head.head
            if head.lemma_.lower() in CALLING:
                return [r for t in arguments.agents(head) for r in arguments.parties(doc, index, t)]
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
