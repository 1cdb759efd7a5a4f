"""Where a trigger of the lexicon stands in a parsed sentence: particles, object rules and names inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import arguments, frames
from .document import Document, Token
from .lexicon import Lexicon, Trigger, lemma
from .wordlists import words

NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger row that fits a token, with the token its object rule was met by."""

    row: Trigger
    token: Token
    object: Token = None


WILL = frozenset(["will", "would", "wo", "'ll", "'d"])
BESIDE = frozenset(["after", "before", "despite", "during", "since", "until", "besides", "amid"])
JOINING = frozenset(["join", "enter", "rejoin"])
AGREED = frozenset(["CONSULT", "RETREAT"])
IDLE = words("triggers.idle")
HOMEWARD = words("triggers.homeward")
DEADLINES = frozenset(["hour"])
DIRECT = frozenset(["dobj", "nsubjpass", "xcomp", "ccomp", "oprd", "attr"])

STANDS_FOR = {
    "alliance": frozenset(
        ["organisation", "organization", "body", "bloc", "alliance", "union", "community", "club", "league"]
    ),
    "person": frozenset(["president", "minister", "leader", "premier"]),
    "country": frozenset(("country", "state", "nation")),
}


def stand_ins(doc: Document, index: int, sentence: Token) -> dict[int, frozenset[str]]:
    """Return, by token, the common nouns that a name stands for in object rules: a body, a leader, a country."""
    found: dict[int, frozenset[str]] = {}
    for token in sentence:
        if token.pos_ != "PROPN":
            continue
        mention = doc.mention_of(index, token)
        if mention is not None:
            kind = "person" if mention.person or mention.via == "leader" else mention.kind
            if kind in STANDS_FOR:
                found[token.i] = STANDS_FOR[kind]
    return found


def hits(sentence: Token, lexicon: Lexicon, names: dict[int, frozenset[str]] | None = None) -> list[Hit]:
    """Return the triggers of a parsed sentence; nouns used up by a verb's object rule are left out."""
    names = names or {}
    found: list[Hit] = []
    used: set[int] = set()
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            hit = judged(token) or fit(lexicon, token, names)
            hit = kept_promise(lexicon, hit, names) if hit is not None and not on_trial(hit) else None
            if (hit is None or hit.row.cls == "NONE") and unwilling(token):
                hit = Hit(REFUSAL, token)
            if hit is not None:
                found.append(hit)
                if hit.object is not None:
                    used.add(hit.object.i)
                if hit.row.words == ("verdict",):
                    used |= verdict_words(token)
    for token in sentence:
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and token.i not in used and not idle_noun(token):
            hit = fit(lexicon, token, names)
            if hit is not None:
                found.append(hit)
    kept = [h for h in found if h.row.cls != "NONE" and h.token.i not in used]
    return sorted(kept, key=lambda h: h.token.i)


VERDICTS = {
    cls: Trigger(
        f"verdict.{cls.lower()}",
        ("verdict",),
        "verb",
        "",
        frozenset({"*"}),
        ("judged",),
        cls,
        "",
        "fwd",
        "done",
    )
    for cls in ("ACCUSE", "REJECT", "SUPPORT")
}


def verdict_words(verb: Token) -> set[int]:
    """Return the places of the words a verdict is spoken in: ``an interference`` in ``called that an interference``."""
    found: set[int] = set()
    for child in verb.children:
        spoken = child.dep_ in ("oprd", "attr", "acomp", "xcomp") and child.i > verb.i
        if spoken or (child.dep_ == "prep" and child.lower_ == "as"):
            found |= {t.i for t in child.subtree if t.pos_ in ("NOUN", "ADJ")}
    return found


def kept_promise(lexicon: Lexicon, hit: Hit, names: dict[int, frozenset[str]]) -> Hit:
    """Return the act that is agreed on where it is a meeting or a truce: ``agreed to meet`` is the meeting, planned."""
    deed = hit.object
    if hit.row.words[0] != "agree" or deed is None or deed.pos_ != "VERB" or deed.i < hit.token.i:
        return hit
    inner = fit(lexicon, deed, names)
    return inner if inner is not None and inner.row.cls in AGREED else hit


REFUSAL = Trigger(
    "refusal", ("refusal",), "verb", "", frozenset({"*"}), ("to", "with", "obj", "objmod"), "REJECT", "", "fwd", "done"
)  # fmt: skip


def on_trial(hit: Hit) -> bool:
    """Tell whether an attack is only a test: ``test-fired the missile`` hits nobody."""
    return hit.row.cls == "ASSAULT" and any(
        c.lower_ == "test" and c.i < hit.token.i for c in hit.token.children
    )


def unwilling(verb: Token) -> bool:
    """Tell whether someone is told to be unwilling: ``Peru will not hear of it``."""
    before = [c for c in verb.children if c.i < verb.i]
    if not any(c.dep_ == "neg" for c in before) or not any(c.lower_ in WILL for c in before):
        return False
    if arguments.passive(verb) or verb.lemma_.lower() in IDLE or verb.dep_ in ("relcl", "advcl", "acl"):
        return False
    return not any(c.lower_ in ("if", "unless") for c in verb.children)


def idle_noun(noun: Token) -> bool:
    """Tell whether a noun is no act: mere talk, or the consultations that an envoy is called home for."""
    if noun.lower_ == "talk":
        return True
    if noun.lemma_.lower() != "consultation" or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    return noun.head.head.lemma_.lower() in HOMEWARD


def judged(token: Token) -> Hit | None:
    """Return the hit of a verdict such as ``called the raid a crime``, or None."""
    found = frames.verdict(token)
    if found is None:
        return None
    cls, objects = found
    return Hit(VERDICTS[cls], token, objects[0] if objects else None)


def fit(lexicon: Lexicon, token: Token, names: dict[int, frozenset[str]]) -> Hit | None:
    """Return the most specific trigger row that fits a token, or None."""
    best: tuple[int, Hit] | None = None
    for row in lexicon.at(token):
        if row.particle and not has_particle(token, row.particle):
            continue
        if not row.objects:
            rank, hit = 2 * bool(row.particle), Hit(row, token)
        else:
            match = object_match(token, row.objects, names)
            if match is None:
                continue
            direct = match.dep_ in DIRECT and match.head.i == token.i
            if direct and row.words == ("call",) and any(c.dep_ == "oprd" for c in token.children):
                continue
            if row.cls == "NONE" and not direct and any(c.dep_ in DIRECT for c in token.children):
                continue
            rank, hit = 1 + 2 * direct + 2 * bool(row.particle), Hit(row, token, match)
        rank += 8 * (len(row.words) - 1)
        if best is None or rank > best[0]:
            best = (rank, hit)
    return best[1] if best is not None else None


def has_particle(token: Token, particle: str) -> bool:
    """Tell whether a particle or preposition goes with a verb."""
    parts = particle.split()
    if len(parts) > 1:
        following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(parts)]]
        if following == parts:
            return True
    for child in token.children:
        if (
            child.lower_ == parts[0]
            and (child.i > token.i or token.dep_ == "relcl")
            and child.dep_
            in (
                "prt",
                "prep",
                "advmod",
                "dative",
                "agent",
                "dobj",
                "acomp",
                "oprd",
                "npadvmod",
            )
        ):
            return True
    if particle == "to" and any(
        c.dep_ in ("xcomp", "advcl") and any(g.dep_ == "aux" and g.lower_ == "to" for g in c.children)
        for c in token.children
        if c.lemma_.lower() in JOINING
    ):
        return True
    nxt = token.i + 1
    return nxt < len(token.doc) and token.doc[nxt].lower_ == parts[0] and token.doc[nxt].pos_ not in ("VERB",)


def object_match(token: Token, wanted: frozenset[str], names: dict[int, frozenset[str]]) -> Token:
    """Return the token that meets an object rule: an object, a complement, or for nouns a modifier."""
    pool: list[Any] = []
    if token.pos_ in ("VERB", "AUX"):
        pool += list(arguments.objects(token))
        for child in token.children:
            if child.dep_ in ("prep", "agent", "dative", "prt") and child.lower_ not in BESIDE:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "pcomp"):
                        pool.append(inner)
                    elif inner.dep_ == "prep":
                        pool += [c for c in inner.children if c.dep_ == "pobj"]
            elif child.dep_ in ("xcomp", "ccomp", "oprd", "acomp") or (
                child.dep_ == "npadvmod" and child.lemma_.lower() in DEADLINES
            ):
                pool.append(child)
    else:
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss"):
                pool.append(child)
            elif child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to"):
                pool += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            elif child.dep_ in ("acl",):
                pool.append(child)
    for one in pool:
        for head in [one, *[c for c in one.conjuncts if c.i > one.i]]:
            if lemma(head) in wanted or head.lower_ in wanted or wanted & names.get(head.i, NO_WORDS):
                return head
            for child in head.children:
                if child.dep_ in ("compound", "nmod") and f"{child.lower_}-{lemma(head)}" in wanted:
                    return head
            if head.lower_ in (
                "number",
                "kind",
                "series",
                "round",
                "set",
                "lot",
                "package",
                "piece",
                "letter",
                "act",
                "rest",
            ):
                for inner in arguments.prep_objects(head, "of"):
                    if lemma(inner) in wanted:
                        return inner
    return None
