"""Reads memberships from nouns: a member of, allies, a bid to join, accession, withdrawal, observers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from .. import arguments, context, modality
from ..document import Document, Resolved, Token
from .verbs import CHARTERS, company, governing_words, signatories
from .words import ASIDE, ENTRIES, EXITS, MEMBERS, WANT, WISHES, Linked, antecedents_of, row_of, states_of

AGREED = re.compile(
    r"\b(?:ratif\w+|approv\w+|treaty|protocol|invit\w+|accept\w*|agreed|admit\w*|will|is to|are to|sign\w*|gave its consent|due|complete\w*|set to)\b",
    re.I,
)


OPPOSED = re.compile(r"\b(?:oppos\w+|objections?|resist\w*|against|delay\w*|hamper\w*|slow\w*) ", re.I)


ENDING = frozenset(["lapse", "expire", "renounce", "relinquish", "terminate", "surrender", "quit"])
"""What befalls a membership that ends."""


NEITHER = re.compile(r"\bneither\b", re.I)
SINCE = re.compile(r" (?:since|from) (?:\w+ )?(?:\d{4}|last|the)\b")


FORCES = re.compile(r"(?:[A-Z]\w+ )*(?:mission|force|team|summit|contingent|fund|programme)\b")
KEPT = frozenset(["keep", "bar", "deny", "exclude", "block", "remove", "oust", "stop", "prevent"])
WON = frozenset(
    [
        "win",
        "gain",
        "secure",
        "obtain",
        "earn",
        "achieve",
        "attain",
        "clinch",
        "acquire",
        "get",
        "receive",
        "complete",
    ]
)
"""What a state does to a membership that it comes to have."""


TAKEN_BACK = frozenset(["withdraw", "drop", "abandon", "shelve", "bury", "renounce", "cancel", "retract"])
"""What is done to a bid that is no more."""


RANKED = frozenset(["reduce", "downgrade", "demote", "relegate", "upgrade", "promote", "elevate", "raise"])
SUSPENDED = re.compile(r"\b(?:suspend\w*|expel\w*|non-(?!permanent)|outside|not a|never|former)\b", re.I)


NO_LONGER = re.compile(
    r"\b(?:no longer|cease(?:s|d)? to|stop(?:s|ped)? being) (?:be |being )?(?:an? )?(?:full )?$", re.I
)


def by_noun(doc: Document, index: int, noun: Token, token: Token, link: str) -> Iterator[Linked]:
    """Yield the states that a noun of membership ties to a body, with their status."""
    low = noun.lemma_.lower()
    text = doc.text
    sentence = doc.sentences[index]
    at = doc.place_of(index, noun)[0]
    near = around(doc, index, noun, token)
    rule = f"member.noun.{low}"
    if NEITHER.search(text[at : doc.place_of(index, token)[0]]):
        return
    if any(c.lower_ in ("no", "neither") for c in noun.children):
        return
    if any(c.lower_ == "neither" for c in (*noun.head.children, *token.head.children)):
        return
    if SUSPENDED.search(text[max(sentence.start, at - 30) : at]):
        return
    if low in MEMBERS and link in ("compound", "nmod", "amod", "of", "in", "poss"):
        states = named_by(doc, index, noun, token)
        status = "member"
        if (
            low in ("ally", "country", "state", "nation", "power", "army", "navy", "government")
            and link in ("in", "poss")
            and low != "ally"
        ):
            return
        if re.search(
            r"\b(?:candidate|aspirant|associate|observer|prospective|would-be|future)\b",
            near[max(0, at - 40 - max(sentence.start, at - 70)) :],
        ):
            status = "partner" if re.search(r"associate|observer", near) else "candidate"
        if low in ("country", "nation") and any(c.lower_ == "partner" for c in noun.lefts):
            status = "partner"
        if states:
            yield states, attr_status(doc, index, noun, status), rule, 0.8
    elif low == "part" and link == "of" and noun.dep_ == "pobj" and noun.head.lower_ == "as":
        yield states_of(doc, index, arguments.surface_subjects(noun.head.head)), "member", rule, 0.7
    elif low == "part" and link == "of" and noun.dep_ == "attr":
        left = re.search(r"\bno longer\b", text[max(sentence.start, at - 20) : at])
        yield (
            states_of(doc, index, arguments.surface_subjects(noun.head)),
            "leaving" if left else attr_status(doc, index, noun, "member"),
            rule,
            0.7,
        )
    elif (
        link in ("in", "inside")
        and noun.dep_ == "dobj"
        and noun.head.lemma_ in ("want", "see", "anchor")
        and low in ("country", "nation", "state", "kingdom", "island", "republic")
    ):
        wanted = noun.head.lemma_ == "want" or WANT.search(governing_words(noun.head))
        yield states_of(doc, index, [noun]), "candidate" if wanted else "", rule, 0.7
    elif low in ("party", "latecomer", "newcomer", "signatory", "recruit") and link == "to":
        yield named_by(doc, index, noun, token), "member", rule, 0.7
    elif low in ("presidency", "chair", "chairmanship", "helm", "gavel"):
        if noun.dep_ == "pobj" and noun.head.lower_ == "from" and noun.head.head.lemma_.lower() in KEPT:
            return  # "be kept from the chair"
        yield _holder(doc, index, noun) or named_by(doc, index, noun, token), "member", rule, 0.7
    elif low == "partner" and (link == "in" or any(c.dep_ == "poss" for c in noun.children)):
        yield named_by(doc, index, noun, token), "member", rule, 0.6
    elif low in ASIDE:
        states = named_by(doc, index, noun, token)
        yield states, "partner", rule, 0.7
    elif (
        low in CHARTERS
        and (
            link in ("on", "of", "for")
            or (low in ("charter", "treaty") and link in ("compound", "poss", "nmod"))
        )
        and noun.head.lemma_ in ("sign", "conclude", "ratify")
    ):
        yield signatories(doc, index, noun), "member" if noun.head.lemma_ == "sign" else "joining", rule, 0.6
    elif low == "status":
        kinds = {c.lower_ for c in noun.children}
        status = (
            "candidate"
            if "candidate" in kinds
            else "partner"
            if kinds & {"observer", "associate", "partner"}
            else ""
        )
        if status:
            receivers = arguments.prep_objects(noun, "to", "for") + arguments.prep_objects(noun.head, "to")
            receivers += [c for c in noun.head.children if c.dep_ == "dative"]
            yield states_of(doc, index, receivers) or _holder(doc, index, noun), status, rule, 0.7
    elif low in ("candidate", "aspirant", "hopeful", "applicant"):
        yield named_by(doc, index, noun, token) or _holder(doc, index, noun), "candidate", rule, 0.7
    elif low in WISHES and noun.dep_ == "dobj" and noun.head.lemma_.lower() in TAKEN_BACK:
        return
    elif low in WISHES:
        yield _holder(doc, index, noun), "candidate", rule, 0.7
    elif low == "return" and not any(c.dep_ == "poss" for c in noun.children):
        return  # "weighed a return to the council"
    elif low in ENTRIES:
        if OPPOSED.search(text[max(sentence.start, at - 60) : at]):
            near += " bid"
        won = noun.dep_ == "dobj" and noun.head.lemma_.lower() in WON and _done(doc, index, noun.head)
        status = (
            "member"
            if won
            else "candidate"
            if WANT.search(near)
            else "member"
            if _past(doc, index, noun)
            else "joining"
        )
        yield _holder(doc, index, noun), status, rule, 0.7
    elif (
        low in ("door", "doors", "gate", "gates") and noun.dep_ == "pobj" and noun.head.head.lemma_ == "knock"
    ):
        yield states_of(doc, index, arguments.surface_subjects(noun.head.head)), "candidate", rule, 0.6
    elif link in ("in", "inside", "within") and SINCE.match(text, doc.place_of(index, token)[1]):
        mention = doc.mention_of(index, noun)
        if mention is not None and mention.kind == "country" and text[mention.end : mention.end + 1] == ",":
            yield states_of(doc, index, [noun], alone=True), "member", "member.noun.since", 0.7
    elif low in EXITS:
        yield _holder(doc, index, noun), "leaving", rule, 0.7
    elif low in ("dialogue", "partnership", "programme", "program") and link in ("poss", "compound", "nmod"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in ("participate", "join", "enter", "take", "rejoin"):
            yield states_of(doc, index, arguments.surface_subjects(verb)), "partner", rule, 0.7
    elif low in ("seat", "place") and FORCES.match(text, doc.place_of(index, token)[0]):
        return  # "a place in the mission"
    elif low in ("membership", "seat", "place", "talk", "treaty", "negotiation", "path", "protocol", "plan"):
        inner = {t.lemma_.lower() for t in noun.subtree}
        if (
            low not in ("membership", "seat")
            and not inner & {"accession", "membership", "entry"}
            and not (low == "place" and link == "in")
        ):
            return
        states = (
            states_of(doc, index, arguments.prep_objects(noun, "with"))
            if low in ("talk", "negotiation")
            else ()
        )
        states = states or _holder(doc, index, noun)
        if (
            low == "membership"
            and noun.dep_ == "nsubjpass"
            and noun.head.lemma_.lower() in ("suspend", "freeze")
        ):
            return
        beside = {c.lower_ for c in noun.children}
        if low == "membership" and noun.head.lemma_.lower() in ENDING:
            status = "leaving"
        elif low != "plan" and beside & {"observer", "associate", "partner"}:
            status = "partner"
        elif (
            low in ("membership", "seat", "place") and noun.dep_ == "dobj" and noun.head.lemma_.lower() in WON
        ):
            status = "member" if _done(doc, index, noun.head) else "candidate"
        elif low in ("membership", "seat", "place"):
            status = "candidate" if WANT.search(near) else "joining" if AGREED.search(near) else "member"
        else:
            status = "joining" if low in ("treaty", "protocol") else "candidate"
        yield states, status, rule, 0.7 if low in ("treaty", "protocol") else 0.6


def around(doc: Document, index: int, noun: Token, token: Token) -> str:
    """Return the words around a noun without the body's own name, in which ``Treaty`` or ``Agreement`` says nothing."""
    sentence, at = doc.sentences[index], doc.place_of(index, noun)[0]
    start, end = max(sentence.start, at - 70), min(sentence.end, at + 60)
    body = doc.mention_of(index, token)
    if body is None or body.end <= start or end <= body.start:
        return doc.text[start:end]
    return (
        doc.text[start : max(start, body.start)] + " " * len(body.text) + doc.text[min(body.end, end) : end]
    )


def _past(doc: Document, index: int, noun: Token) -> bool:
    """Tell whether an accession is long done: told after ``since`` or ``after``, or dated years back."""
    if any(t.lower_ in ("since", "after", "upon", "following") for t in list(noun.ancestors)[:1]):
        return True
    base = doc.base_date
    return base is not None and any(
        d.interval.end.year < base.year - 1 for d in doc.found_in(doc.dates, index)
    )


def _done(doc: Document, index: int, verb: Token) -> bool:
    told = modality.stance(doc, index, verb)
    return (
        told.modality in ("fact", "claimed") and not told.asked and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")
    )


def attr_status(doc: Document, index: int, noun: Token, status: str) -> str:
    """Return the status of ``become a member``: still to come, wished for, or done."""
    verb = noun.head
    if NO_LONGER.search(
        doc.text[
            max(doc.sentences[index].start, doc.place_of(index, noun)[0] - 40) : doc.place_of(index, noun)[0]
        ]
    ):
        return "leaving" if any(c.tag_ == "MD" for c in verb.children) else ""
    if (noun.dep_ == "attr" and verb.lemma_ == "become") or (noun.dep_ == "attr" and verb.lemma_ == "be"):
        told = modality.stance(doc, index, verb)
        if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ == "invite":
            return "joining"
        if told.asked or WANT.search(governing_words(verb)):
            return "candidate"
        if told.modality == "planned":
            return "joining"
        if told.modality is None:
            return ""
        if told.modality == "possible":
            return "candidate"
    return status


def named_by(doc: Document, index: int, noun: Token, token: Token) -> tuple[Resolved, ...]:
    """Return the states that a noun like ``NATO member`` is said of."""
    found: list[Resolved] = []
    for child in noun.children:
        if child.dep_ == "appos" and child.tag_ == "NNS" and doc.mention_of(index, child) is None:
            continue  # "its members, mostly island republics"
        if child.dep_ == "appos" or (child.dep_ == "conj" and doc.mention_of(index, child) is not None):
            found += states_of(doc, index, [child])
        elif child.dep_ in ("prep", "amod") and child.lower_ in ("as", "such", "like", "including"):
            inner = child if child.lower_ != "such" else next(iter(child.children), child)
            found += states_of(doc, index, [c for c in inner.children if c.dep_ == "pobj"])
        elif child.dep_ == "poss" and noun.lemma_.lower() in ("ally", "partner", "member"):
            found += [r for r in arguments.parties(doc, index, child) if r.kind == "country"]
    head = noun.head
    if (noun.dep_ in ("compound", "nmod", "amod", "npadvmod") and head != noun) or noun.dep_ == "appos":
        found += states_of(doc, index, [head])
    elif noun.dep_ == "nsubj" and head.lemma_ == "be":
        found += states_of(doc, index, [c for c in head.children if c.dep_ == "attr"])
    elif noun.dep_ == "attr" and head.lemma_ in ("be", "become", "remain"):
        found += states_of(doc, index, [*arguments.surface_subjects(head), *company(head), *company(noun)])
    elif noun.dep_ in ("oprd", "dobj", "ccomp", "attr") and head.lemma_ == "make":
        made = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass") and c.i != noun.i]
        made += [c for c in noun.children if c.dep_ == "nsubj"]
        found += states_of(doc, index, made)
    elif (
        noun.dep_ == "pobj"
        and head.lower_ in ("among", "amongst")
        and head.head.lemma_ in ("be", "count", "rank")
    ):
        found += states_of(doc, index, arguments.surface_subjects(head.head))
    elif noun.dep_ == "conj" and any(c.lower_ in ("other", "fellow") for c in noun.children):
        first = noun
        while first.dep_ == "conj":
            first = first.head
        found += [
            r
            for t in arguments.conjuncts(first)
            if t.i != noun.i
            for r in states_of(doc, index, [t], alone=True)
        ]
    elif noun.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_.lower() in RANKED:
        moved = [t for t in arguments.objects(head.head) if not t.lower_.endswith("self")]
        found += states_of(doc, index, moved or arguments.surface_subjects(head.head))
    elif noun.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "AUX"):
        verb = head.head
        taken_in = verb.lemma_.lower() in (
            "admit",
            "accept",
            "welcome",
            "receive",
            "invite",
            "take",
            "see",
            "regard",
            "treat",
        )
        found += states_of(
            doc, index, arguments.objects(verb) if taken_in else arguments.surface_subjects(verb)
        )
    if not found:
        found += _around(doc, index, noun)
    if found and any(c.lower_ == "fellow" for c in noun.children):
        verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
        found += states_of(doc, index, arguments.surface_subjects(verb)) if verb is not None else []
    if (
        not found
        and any(c.like_num or c.lower_ in ("both", "the") for c in noun.children)
        and noun.dep_ not in ("attr",)
    ):
        counted = [c.lower_ for c in noun.children if c.lower_ in context.NUMBERS]
        if counted:
            start, end = doc.place_of(index, noun)
            found += context.group(doc, index, doc.span(start, end), context.NUMBERS[counted[0]])
    return tuple(arguments.unique(found))


def _around(doc: Document, index: int, noun: Token) -> list[Resolved]:
    """Return the states beside a noun where the parse missed the apposition: ``NATO member Turkey``, ``Turkey, a member``."""
    start, end = doc.place_of(index, noun)
    text = doc.text
    after = [m for m in doc.mentions_between(end, end + 40) if m.kind == "country" and m.form != "adj"]
    if after and re.fullmatch(r"(?:s?,? )?(?:such as |like |including )?", text[end : after[0].start]):
        found = [after[0]]
        for one, two in itertools.pairwise(after):
            if not re.fullmatch(r"(?:,|,? and|,? or) (?:the )?", text[one.end : two.start]):
                break
            found.append(two)
        return [r for m in found if (r := arguments.resolved(doc, m)) is not None]
    before = [
        m for m in doc.mentions_between(max(0, start - 70), start) if m.kind == "country" and m.form != "adj"
    ]
    if (
        before
        and re.fullmatch(
            r",? (?:itself |also |both |all |a |an |the |another |its |which is |who are |long )*(?:fellow |founding |full )?[\w ]{0,30}",
            text[before[-1].end : start],
        )
        and "," in text[before[-1].end : start][:1]
    ):
        return row_of(doc, index, before[-1])
    return []


def _holder(doc: Document, index: int, noun: Token) -> tuple[Resolved, ...]:
    """Return whose bid, accession or membership a noun tells."""
    found = [r for r in arguments.modifiers_before(doc, index, noun) if r.kind == "country"]
    whose = next((c for c in noun.children if c.lower_ == "whose"), None)
    if whose is not None and (antecedent := antecedents_of(whose)) is not None:
        found = list(states_of(doc, index, antecedent, alone=True))
    for link in ("of", "for", "by"):
        if not found:
            found = list(states_of(doc, index, arguments.prep_objects(noun, link)))
    if not found:
        found = list(states_of(doc, index, arguments.owner(noun)))
    above = noun.head.head
    if not found and noun.dep_ == "pobj" and above.lemma_.lower() in WISHES | MEMBERS:
        found = list(named_by(doc, index, above, noun))
    if not found and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            found = list(states_of(doc, index, arguments.surface_subjects(verb)))
    return tuple(found)
