"""Where a trigger of the lexicon stands in a parsed sentence: particles, object rules and names inside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .. import arguments
from ..document import Token
from ..wordlists import words
from . import frames, idle, pledges
from .lexicon import Lexicon, Trigger, lemma
from .loose import loose
from .objectrules import MEASURES, Seen, object_match, widened
from .refusals import unmet, unwilling
from .remarks import remark
from .standins import NATIONALS
from .things import ADVANCE, FALLING, SHELLS, WET, protesting, sent_out, slander


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger row that fits a token, with the token its object rule was met by."""

    row: Trigger
    token: Token
    object: Token = None


JOINING = frozenset(["join", "enter", "rejoin"])
QUESTIONS = frozenset(["what", "who", "why", "how", "whether", "if", "where", "when", "which"])
GRIM = frozenset(["SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN"])
OWNING = frozenset(["acknowledge", "admit", "confess", "resolve", "decide", "vote"])
AGREED = frozenset(["CONSULT", "RETREAT"])
TOPICS = frozenset(["COOPERATE", "AID", "SUPPORT"])
PAPERS = words("triggers.papers")
LOOSE_PARTS = frozenset(["prt", "prep", "advmod", "dative", "agent", "dobj", "acomp", "oprd", "npadvmod"])
DIRECT = frozenset(["dobj", "nsubjpass", "xcomp", "ccomp", "oprd", "attr"])


def hits(sentence: Token, lexicon: Lexicon, names: dict[int, frozenset[str]] | None = None) -> list[Hit]:
    """Return the triggers of a parsed sentence; nouns used up by a verb's object rule are left out."""
    names = names or {}
    found: list[Hit] = []
    used: set[int] = set()
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            sent = sent_out(token)
            hit = Hit(ADVANCE, token, sent) if sent is not None else judged(token) or struck(token)
            hit = hit or (Hit(pledges.VOW, token) if pledges.grim(token) else fit(lexicon, token, names))
            mere = hit is None or on_trial(hit) or wondering(hit)
            hit = kept_promise(lexicon, hit, names) if hit is not None and not mere else None
            if hit is not None and (
                (hit.row.cls == "CONSULT" and protesting(hit.object))
                or (hit.row.cls == "ASSAULT" and slander(hit.object))
            ):
                hit = replace(hit, row=replace(hit.row, cls="ACCUSE", polarity="", direction="fwd"))
            if hit is not None and told_by_noun(lexicon, hit, names):
                continue
            if ((hit is None or hit.row.cls == "NONE") and unwilling(token)) or unmet(token):
                hit = Hit(REFUSAL, token)
            hit = hit or judged(token, remark)
            if hit is not None and hit.row.cls == "NONE" and longer(lexicon, hit.object, names):
                continue
            if hit is not None:
                found.append(hit)
                if hit.object is not None:
                    used.add(hit.object.i)
                    if hit.object.dep_ == "pobj" and lemma(hit.object.head.head) in MEASURES:
                        used.add(hit.object.head.head.i)
                if hit.row is pledges.VOW:
                    used |= {t.i for t in pledges.deeds(token)}
                if hit.row.words == ("verdict",):
                    used |= verdict_words(token)
    for token in sentence:
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and token.i not in used and not idle.idle_noun(token):
            hit = fit(lexicon, token, names)
            if hit is not None and not (hit.row.cls in TOPICS and topic(token)):
                found.append(hit)
                if hit.object is not None and (hit.object.pos_ == "NOUN" or hit.row.cls == "CONCEDE"):
                    used.add(hit.object.i)
    bare = {t.i for h in found for t in (h.token, h.token.head, h.token.head.head)}
    found += [
        Hit(r, t)
        for t in sentence
        if t.i not in bare and t.pos_ == "VERB" and t.lower_ != "according"
        for r in loose(lemma(t))
    ]
    told = {h.token.i: h.row.cls for h in found if h.token.pos_ in ("VERB", "AUX")}
    kept = [
        h for h in found if h.row.cls != "NONE" and h.token.i not in used and not idle.taken_away(h, told)
    ]
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
        named = [c for c in child.children if c.dep_ == "appos"] if child.dep_ == "dobj" else []
        found |= {t.i for c in named for t in c.subtree if t.pos_ in ("NOUN", "ADJ")}
        if spoken or (child.dep_ == "prep" and child.lower_ == "as"):
            found |= {t.i for t in child.subtree if t.pos_ in ("NOUN", "ADJ")}
    return found


def kept_promise(lexicon: Lexicon, hit: Hit, names: dict[int, frozenset[str]]) -> Hit | None:
    """Return the act that is agreed on where it is a meeting or a truce: ``agreed to meet`` is the meeting, planned."""
    deed = hit.object
    if hit.row.words[0] in OWNING or hit.row.words[0] == "agree":
        own = [c for c in hit.token.children if c.dep_ == "xcomp" and c.pos_ == "VERB"]
        if own and any(h is not None and h.row.cls in GRIM for c in own for h in [fit(lexicon, c, names)]):
            return None  # "agreed to impose sanctions", "admitted bombing the camp": the deed is told by its own verb
    if hit.row.words[0] != "agree" or deed is None or deed.pos_ != "VERB" or deed.i < hit.token.i:
        return hit
    inner = fit(lexicon, deed, names)
    return inner if inner is not None and inner.row.cls in AGREED else hit


def told_by_noun(lexicon: Lexicon, hit: Hit, names: dict[int, frozenset[str]]) -> bool:
    """Tell whether a passive without a doer leaves the act to its noun: ``the withdrawal of troops was completed``."""
    verb, thing = hit.token, hit.object
    if thing is None or thing.pos_ != "NOUN" or not arguments.passive(verb) or arguments.by_agents(verb):
        return False
    if not any(
        c.dep_ == "prep" and c.lower_ in ("of", "by", "between", "from", "to") for c in thing.children
    ):
        return False
    inner = fit(lexicon, thing, names)
    due = (
        inner is not None
        and inner.row.cls == "CONSULT"
        and verb.lemma_ in ("plan", "schedule", "expect", "arrange")
    )
    return due or (inner is not None and inner.row.cls == hit.row.cls)


REFUSAL = Trigger(
    "refusal", ("refusal",), "verb", "", frozenset({"*"}), ("to", "with", "obj", "objmod"), "REJECT", "", "fwd", "done"
)  # fmt: skip


def on_trial(hit: Hit) -> bool:
    """Tell whether an attack is only a test: ``test-fired the missile`` hits nobody."""
    return hit.row.cls == "ASSAULT" and any(
        c.lower_ == "test" and c.i < hit.token.i for c in hit.token.children
    )


def struck(token: Token) -> Hit | None:
    """Return the attack that shells and rockets make when they fall: ``rockets landed in Chile``."""
    down = token.lemma_.lower() == "come" and any(c.lower_ == "down" for c in token.children)
    if not (down or token.lemma_.lower() in FALLING) or not any(
        t.lemma_.lower() in SHELLS for t in arguments.surface_subjects(token)
    ):
        return None
    wet = any(
        t.lemma_.lower() in WET for t in arguments.prep_objects(token, "in", "into", "on", "near", "off")
    )
    return Hit(replace(STRIKE, cls="MOBILIZE") if wet else STRIKE, token)


STRIKE = Trigger(
    "strike", ("strike",), "verb", "", frozenset({"*"}), ("on", "in", "into", "near", "at", "obj", "objmod", "off"),
    "ASSAULT", "", "fwd", "done"
)  # fmt: skip


def wondering(hit: Hit) -> bool:
    """Tell whether a question is only asked, or men only bear arms: ``asked what it was for``, ``armed with rifles``."""
    token = hit.token
    if token.lemma_.lower() == "arm" and token.tag_ == "VBN" and token.dep_ in ("acl", "amod"):
        return not arguments.by_agents(token)
    return hit.row.words[0] == "ask" and any(
        c.dep_ == "ccomp" and any(t.lower_ in QUESTIONS for t in c.lefts) for c in hit.token.children
    )


def topic(noun: Token) -> bool:
    """Tell whether a noun is only what a paper or a meeting is about: ``a treaty on transit``, ``talks on aid``."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    above = noun.head
    if noun.dep_ == "compound":
        return above.pos_ == "NOUN" and above.lemma_.lower() in PAPERS
    while above.dep_ == "prep" and above.head.dep_ == "prep" and above.head.pos_ == "ADP":
        above = above.head
    if noun.dep_ != "pobj" or above.lower_ not in ("on", "about", "over", "concerning", "regarding"):
        return False
    above = above.head
    while above.pos_ == "ADP" and above.head.i != above.i:
        above = above.head
    return above.pos_ == "NOUN" and above.lemma_.lower() in PAPERS


def judged(
    token: Token, reading: Callable[[Token], tuple[str, list[Any]] | None] = frames.verdict
) -> Hit | None:
    """Return the hit of a verdict such as ``called the raid a crime``, or None."""
    found = reading(token)
    return Hit(VERDICTS[found[0]], token, next(iter(found[1]), None)) if found is not None else None


def longer(lexicon: Lexicon, noun: Token, names: dict[int, frozenset[str]]) -> bool:
    """Tell whether a noun that takes a verb's act away is part of a longer word for an act: ``staged war games``."""
    inner = fit(lexicon, noun, names) if noun is not None and noun.pos_ == "NOUN" else None
    return inner is not None and inner.row.cls != "NONE" and len(inner.row.words) > 1


def fit(lexicon: Lexicon, token: Token, names: dict[int, frozenset[str]]) -> Hit | None:
    """Return the most specific trigger row that fits a token, or None; an object may be of the kind a row names."""
    seen: Seen = {}
    hit = fitting(lexicon, token, names, seen)
    if hit is not None and (hit.row.objects or hit.row.particle or token.pos_ != "VERB"):
        return hit
    wider = widened(seen)
    wide = fitting(lexicon, token, names, wider) if wider else None
    return wide if wide is not None and wide.object is not None else hit


def fitting(lexicon: Lexicon, token: Token, names: dict[int, frozenset[str]], seen: Seen) -> Hit | None:
    """Return the most specific row that fits a token; ``seen`` keeps what can be its object."""
    best: tuple[int, Hit] | None = None
    rows = lexicon.at(token)
    bound = {c.lower_ for c in token.children if c.dep_ == "prt"} & {r.particle for r in rows}
    for row in rows:
        if (row.particle and not has_particle(token, row.particle)) or (bound and not row.particle):
            continue  # "put forward" is not "put"
        if not row.objects:
            rank, hit = len(row.particle.split()) + bool(row.particle), Hit(row, token)
        elif row.frames[:1] == ("self",):
            subject = own_subject(token, row.objects)
            if subject is None:
                continue
            rank, hit = 3 + 2 * bool(row.particle), Hit(row, token, subject)
        else:
            match = object_match(token, row.objects, names, row.particle, seen)
            if match is None or (row.id == "call.v.for.summit" and match.dep_ == "dobj"):
                continue
            if (row.words == ("expel",) and row.cls == "COERCE" and few(match, names)) or astray(
                row, token, match
            ):
                continue
            direct = match.dep_ in DIRECT and match.head.i == token.i
            if (
                row.particle == "over"
                and match.dep_ == "pobj"
                and any(c.dep_ == "dobj" for c in token.children)
            ):
                continue  # "took Chile to court over the islands"
            # Of "half of the debt" the debt is the object.
            measured = match.dep_ == "pobj" and match.head.lower_ == "of" and match.head.head
            if measured and measured.head.i == token.i and measured.dep_ in DIRECT:
                direct = True
            elif direct and lemma(match) in MEASURES and arguments.prep_objects(match, "of"):
                direct = False
            if (
                direct
                and row.words == ("call",)
                and not row.particle
                and any(c.dep_ == "oprd" for c in token.children)
            ):
                continue
            if row.words == ("tell",) and match.dep_ == "ccomp":
                continue
            if row.cls == "NONE" and not direct and any(c.dep_ in DIRECT for c in token.children):
                continue
            rank, hit = 1 + 2 * direct + 2 * bool(row.particle), Hit(row, token, match)
        rank += 8 * (len(row.words) - 1)
        if best is None or rank > best[0] or governed(best[1], hit):
            best = (rank, hit)
    return best[1] if best is not None else None


def astray(row: Trigger, token: Token, match: Token) -> bool:
    """Tell whether particle and object stand in two phrases: ``took the case to the court in The Hague`` is no ``take in``."""
    if match.dep_ != "pobj" or not row.particle or match.head.head.i != token.i:
        return False
    own = [c for c in token.children if c.lower_ == row.particle]
    full = [c for c in own if c.dep_ == "prep" and any(g.dep_ in ("pobj", "pcomp") for g in c.children)]
    return bool(own) and len(full) == len(own) and all(c.i != match.head.i for c in full)


def few(noun: Token, names: dict[int, frozenset[str]]) -> bool:
    """Tell whether it is some Britons that are expelled, who are envoys or spies, and not a crowd."""
    return names.get(noun.i) is NATIONALS and all(len(c.text) < 3 or c.text.isalpha() for c in noun.lefts)


def governed(loose: Hit, close: Hit) -> bool:
    """Tell whether a row names the very noun that the other row's preposition governs: ``go to war`` over ``go to``."""
    noun = close.object
    if noun is None or loose.row.objects or noun.dep_ != "pobj" or noun.head.head.i != close.token.i:
        return False
    return bool(loose.row.particle) and noun.head.lower_ == loose.row.particle.split()[-1]


def own_subject(verb: Token, wanted: frozenset[str]) -> Token:
    """Return the thing that a verb tells of by itself, as its subject: ``flights resumed``, ``gas flows``."""
    if verb.pos_ not in ("VERB", "AUX") or arguments.passive(verb):
        return None
    for one in arguments.surface_subjects(verb):
        for head in [one, *one.conjuncts]:
            if lemma(head) in wanted or head.lower_ in wanted:
                return one
    return None


def has_particle(token: Token, particle: str) -> bool:
    """Tell whether a particle or preposition goes with a verb."""
    parts = particle.split()
    if len(parts) > 1:
        following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(parts)]]
        after = [g.lower_ for c in token.children if c.i > token.i for g in (c, *c.children)]
        return following == parts or all(p in after for p in parts)
    for child in token.children:
        if (
            child.lower_ == parts[0]
            and (child.i > token.i or token.dep_ == "relcl")
            and child.dep_ in LOOSE_PARTS
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
