"""Finds memberships: which state is in, joins, leaves, wants into or stands beside a body, as the text says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.model import Fact, Role, Span, make_fact
from . import arguments, context, modality
from .attribution import of_stretch
from .document import Document, Resolved
from .more import BELONGING, parse_more

if TYPE_CHECKING:
    from ...atlas.book import Atlas

EXTRACTOR = "detente-rules"
MEMBERS = frozenset(
    ["member", "ally", "country", "state", "nation", "power", "founder", "founder-member", "signatory", "participant", "partner-country", "neighbour", "neighbor", "newcomer", "government", "shareholder", "army", "navy", "capital"]
)
BARE_MEMBERS = frozenset(["member", "ally", "founder", "country", "state", "nation"])
WISHES = frozenset(
    ["candidate", "aspirant", "candidacy", "candidature", "bid", "application", "hopeful", "applicant", "ambition", "aspiration", "hope", "request"]
)
ENTRIES = frozenset(["accession", "entry", "admission"])
EXITS = frozenset(["exit", "withdrawal", "departure"])
ASIDE = frozenset(["observer", "associate", "partner"])
VERBS = {
    "join": "member", "rejoin": "member", "enter": "member", "accede": "member", "belong": "member", "admit": "admit",
    "accept": "admit", "leave": "leaving", "quit": "leaving", "withdraw": "leaving", "exit": "leaving",
    "abandon": "leaving", "apply": "candidate", "sit": "member", "stay": "member", "remain": "member", "be": "member",
    "pull": "leaving", "walk": "leaving", "go": "leaving", "come": "member", "form": "member", "found": "member",
    "establish": "member", "compose": "member", "make": "member", "constitute": "member", "comprise": "listed",
    "include": "listed", "unite": "listed", "group": "listed", "participate": "partner", "invite": "invite",
    "return": "member", "bring": "admit", "create": "member", "head": "member", "lead": "member", "chair": "member",
    "aspire": "candidate", "secede": "leaving", "take": "admit", "let": "admit",
}  # fmt: skip
OUT = frozenset(["from", "of", "out"])
INTO = frozenset(["to", "into", "in", "within"])
WANT = re.compile(
    r"\b(?:want\w*|wish\w*|hop(?:e|es|ed|ing)\b|seek\w*|sought|aspir\w+|appl(?:y|ied|ies|ying|ication)\w*|bid|ask\w*|request\w*"
    r"|candida\w+|ambition\w*|negotiat\w+|talks|block\w*|veto\w*|prospects?|eventual|conditions?|path|road|bar|closer|offer\w*|promis\w+|wait\w*|door)\b",
    re.I,
)
AGREED = re.compile(
    r"\b(?:ratif\w+|approv\w+|treaty|protocol|invit\w+|accept\w*|agreed|admit\w*|will|is to|are to|sign\w*|gave its consent|due|complete\w*|set to)\b",
    re.I,
)
SUSPENDED = re.compile(r"\b(?:suspend\w*|expel\w*|non-|outside|not a|never|former)\b", re.I)
UNNAMED = frozenset(["observer", "associate", "accession", "member"])
FAR = 5
PARTNERSHIP = re.compile(r"Partnership for Peace|(?:NATO.s )?Mediterranean Dialogue", re.I)


@dataclass(slots=True)
class Row:
    """A membership as one sentence tells it."""

    state: Resolved
    body: Resolved
    status: str
    index: int
    evidence: Span
    rule: str
    confidence: float = 0.8


def find(doc: Document, atlas: Atlas | None = None) -> list[Fact]:
    """Return the membership facts of an article: only what the text says, never what is known of the world."""
    parse_more(doc, BELONGING, bodies=True)
    found: dict[tuple[str, str, str], Row] = {}
    for index in sorted(doc.tokens):
        for row in _of_sentence(doc, index):
            found.setdefault((row.state.entity, row.body.entity, row.status), row)
    return [_fact(doc, row) for row in _settled(list(found.values()))]


def _of_sentence(doc: Document, index: int) -> Iterator[Row]:
    for token, body in _bodies(doc, index):
        for states, status, rule, confidence in _linked(doc, index, token, body):
            for state in states:
                if state.kind == "country":
                    if PARTNERSHIP.match(body.mention.quote) and status == "member":
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


def _bodies(doc: Document, index: int) -> Iterator[tuple[Any, Resolved]]:
    """Yield the tokens that name a body or stand for one named shortly before (``join it``, ``belongs to both``)."""
    for token in doc.tokens[index]:
        body = _body(doc, index, token)
        if body is not None:
            yield token, body
            continue
        low = token.lower_
        if low in ("it", "both", "latter", "them") and token.dep_ in ("dobj", "pobj"):
            verb = token.head if token.dep_ == "dobj" else token.head.head
            if VERBS.get(verb.lemma_.lower()) not in ("member", "leaving", "candidate") or verb.lemma_ in (
                "be",
                "make",
                "form",
                "lead",
                "head",
                "go",
                "come",
                "leave",
                "sit",
                "stay",
            ):
                continue
            for body in _said_before(doc, index, token, 2 if low == "both" else 1):
                yield token, body
        elif token.pos_ == "NOUN" and _unnamed(doc, index, token):
            for body in _said_before(doc, index, token, 1, FAR):
                yield token, body


def _unnamed(doc: Document, index: int, token: Any) -> bool:
    """Tell whether a noun of membership leaves out its body, which the text named before: ``as its 82nd member``."""
    low = token.lemma_.lower()
    if low not in UNNAMED:
        return False
    if any(
        r.kind == "alliance"
        for t in token.subtree
        if (m := doc.mention_of(index, t)) and (r := arguments.resolved(doc, m))
    ):
        return False
    if low == "member":
        counted = {c.ent_type_ for c in token.children} & {"ORDINAL"} or any(
            c.lower_ == "full" or re.fullmatch(r"\d+(?:st|nd|rd|th)", c.lower_) for c in token.children
        )
        return bool(counted)
    if low in ENTRIES:
        return token.dep_ != "compound" or token.head.lemma_.lower() in (
            "talk",
            "treaty",
            "negotiation",
            "protocol",
        )
    return not any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)


def _said_before(doc: Document, index: int, token: Any, number: int, back: int = 2) -> list[Resolved]:
    """Return the bodies named last before a token, in this sentence or those shortly before."""
    at = doc.place_of(index, token)[0]
    start = doc.sentences[max(0, index - back)].start
    named: dict[str, Any] = {}
    for mention in reversed(doc.mentions_between(start, at)):
        if mention.kind == "alliance" and mention.entity:
            named.setdefault(mention.entity, mention)
    here = doc.token_span(index, token, token)
    found = [context.step(doc, m, here) for m in list(named.values())[:number]]
    return found if len(found) == number else []


def _body(doc: Document, index: int, token: Any) -> Resolved | None:
    """Return the body that a token names or stands for."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    mention = doc.mention_of(index, token)
    if mention is not None:
        last = doc.place_of(index, token)[1] >= mention.end
        return arguments.resolved(doc, mention) if mention.kind == "alliance" and last else None
    if (
        token.lemma_.lower() in context.BODY_HEADS
        and token.dep_ in ("pobj", "dobj")
        and any(c.lower_ in ("the", "that", "this") for c in token.children)
    ):
        found = arguments.parties(doc, index, token)
        return found[0] if len(found) == 1 and found[0].kind == "alliance" else None
    return None


Linked = tuple[tuple[Resolved, ...], str, str, float]


def _linked(doc: Document, index: int, token: Any, body: Resolved) -> Iterator[Linked]:
    """Yield the states that a sentence ties to a body, with the status it gives them."""
    token = _top(doc, index, token)
    low = token.lemma_.lower()
    if low in UNNAMED and doc.mention_of(index, token) is None:
        if token.dep_ == "compound":
            yield from _by_noun(doc, index, token.head, token, "compound")
        elif low in ENTRIES:
            yield from _by_noun(doc, index, token, token, "of")
        else:
            status = "partner" if low != "member" else _attr_status(doc, index, token, "member")
            yield _named_by(doc, index, token, token), status, f"member.unnamed.{low}", 0.6
        return
    for clause in token.children:
        if (
            clause.dep_ == "acl"
            and clause.lemma_ in ("lead", "head", "found", "form", "dominate")
            and arguments.passive(clause)
        ):
            yield _states(doc, index, arguments.by_agents(clause)), "member", f"member.{clause.lemma_}", 0.6
        elif clause.dep_ == "relcl":
            yield from _relative(doc, index, clause, token)
    head, dep = token.head, token.dep_
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "appos") and head.pos_ in ("VERB", "AUX"):
        yield from _by_verb(doc, index, head, token, "" if dep == "dobj" else dep)
    elif dep == "pobj" and head.dep_ in ("prep", "agent", "prt", "dative", "pcomp"):
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
            yield from _by_noun(doc, index, role, token, preposition)
            return
        if (
            above.pos_ == "ADP"
            or above.dep_ == "prt"
            or (above.pos_ in ("ADV", "SCONJ") and above.head.pos_ in ("VERB", "AUX"))
        ):
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            yield from _by_verb(doc, index, above, token, preposition)
        elif above.pos_ in ("NOUN", "PROPN"):
            yield from _by_noun(doc, index, above, token, preposition)
    elif dep in ("compound", "poss", "nmod", "amod", "npadvmod") and head.pos_ in ("NOUN", "PROPN"):
        yield from _by_noun(doc, index, head, token, dep)
    for other in doc.tokens[index]:
        # "became a member of X, joining A and B": those joined are in it already.
        if other.lower_ == "joining" and other.dep_ == "advcl" and other.i > token.i:
            yield _states(doc, index, arguments.objects(other)), "member", "member.joining", 0.6
    yield from _listed(doc, index, token)


def _relative(doc: Document, index: int, verb: Any, token: Any) -> Iterator[Linked]:
    """Read a clause on a body: ``NAFTA, to which Mexico has belonged``, ``the bloc that Peru joined``."""
    for word in verb.subtree:
        if word.lower_ not in ("which", "that") or word.i <= token.i:
            continue
        if word.dep_ == "pobj" and word.head.head is verb:
            yield from _by_verb(doc, index, verb, token, word.head.lower_)
        elif word.dep_ == "dobj" and word.head is verb:
            yield from _by_verb(doc, index, verb, token, "")
        return


def _top(doc: Document, index: int, token: Any) -> Any:
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


# --- verbs -----------------------------------------------------------------------------------------


def _by_verb(doc: Document, index: int, verb: Any, token: Any, link: str) -> Iterator[Linked]:
    lemma = verb.lemma_.lower()
    kind = VERBS.get(lemma)
    if kind is None:
        return
    rule = f"member.verb.{lemma}"
    if link in ("nsubj", "nsubjpass"):
        if kind in ("admit", "invite") and link == "nsubj":
            wanted = arguments.objects(verb)
            told = modality.stance(doc, index, verb)
            status = {"fact": "member", "claimed": "member", "planned": "joining"}.get(
                told.modality or "", ""
            )
            if status and (kind == "admit" and (lemma == "admit" or _as_member(verb))):
                yield _states(doc, index, wanted), status, rule, 0.8
        elif kind == "listed" and link == "nsubj":
            yield _states(doc, index, arguments.objects(verb)), "member", rule, 0.8
        elif lemma in (
            "lead",
            "head",
            "chair",
            "form",
            "found",
            "establish",
            "create",
            "compose",
            "make",
        ) and arguments.passive(verb):
            yield _states(doc, index, arguments.by_agents(verb)), "member", rule, 0.6
        elif lemma == "join" and arguments.passive(verb):
            yield _states(doc, index, arguments.by_agents(verb)), "member", rule, 0.7
        return
    if lemma in ("be", "sit", "stay", "remain") and link not in ("in", "inside", "within"):
        return
    if lemma in ("go", "pull", "walk", "withdraw", "secede") and link not in OUT:
        return
    if lemma in ("come", "return", "accede", "belong", "apply", "aspire") and link not in INTO:
        return
    if (
        lemma in ("make", "take", "bring", "let", "accept", "enter")
        and lemma == "make"
        and not arguments_particle(verb, "up")
    ):
        return
    if (
        lemma in ("form", "found", "establish", "create", "constitute", "compose", "head", "lead", "chair")
        and link != ""
    ):
        return
    if lemma in ("take", "bring", "let") and link not in ("into",):
        return
    if kind == "listed" or (lemma == "leave" and link not in ("",)):
        return
    if kind in ("admit", "invite"):
        yield from _admitted(doc, index, verb, link, rule)
        return
    who = arguments.surface_subjects(verb)
    if lemma in ("compose", "constitute") and arguments.passive(verb):
        who = arguments.by_agents(verb)
    states = _states(doc, index, who)
    if verb.dep_ == "acl" and not states:
        states = _states(doc, index, [verb.head])
    status = _verb_status(doc, index, verb, kind)
    if status:
        yield states, status, rule, 0.8
        if kind == "member":
            yield _states(doc, index, arguments.prep_objects(verb, "with", "alongside")), "member", rule, 0.6
    if lemma == "join" and kind == "member":
        objects = [t for t in arguments.objects(verb) if t.i != token.i]
        if link == "in":
            yield _states(doc, index, objects), "member", rule, 0.8


def arguments_particle(verb: Any, particle: str) -> bool:
    """Tell whether a verb has a particle: ``make up``."""
    return any(c.lower_ == particle and c.dep_ in ("prt", "prep", "advmod") for c in verb.children)


def _verb_status(doc: Document, index: int, verb: Any, kind: str) -> str | None:
    """Return the status that a verb gives under the words that govern it."""
    told = modality.stance(doc, index, verb)
    clause = _governing(verb)
    if kind == "candidate":
        return "candidate" if told.modality not in (None, "denied") or told.asked else None
    if kind == "partner":
        return "partner" if told.modality == "fact" else None
    if kind == "leaving":
        return "leaving" if told.modality in ("fact", "planned", "claimed") else None
    if told.asked or (WANT.search(clause) and verb.tag_ in ("VB", "VBG")):
        return "candidate"
    if told.modality in ("fact", "claimed"):
        return "member"
    if told.modality == "planned":
        return "joining"
    return "candidate" if told.modality == "possible" and WANT.search(clause) else None


def _governing(verb: Any) -> str:
    """Return the words before a verb that govern it: the heads above it and their auxiliaries."""
    found = []
    one = verb
    for _ in range(4):
        found += [c.text for c in one.children if c.dep_ in ("aux", "neg")]
        if one.head is one:
            break
        one = one.head
        found.append(one.text)
    return " ".join(found)


def _as_member(verb: Any) -> bool:
    return any(c.lower_ == "as" and any("member" in g.lemma_ for g in c.subtree) for c in verb.children)


def _admitted(doc: Document, index: int, verb: Any, link: str, rule: str) -> Iterator[Linked]:
    if link not in ("to", "into", "in", "by", "as"):
        return
    told = modality.stance(doc, index, verb)
    status = {"fact": "member", "claimed": "member", "planned": "joining"}.get(told.modality or "")
    if verb.lemma_ == "invite":
        status = "joining" if told.modality == "fact" and link == "into" else None
    if status:
        yield _states(doc, index, arguments.objects(verb)), status, rule, 0.8


# --- nouns -----------------------------------------------------------------------------------------


def _by_noun(doc: Document, index: int, noun: Any, token: Any, link: str) -> Iterator[Linked]:
    low = noun.lemma_.lower()
    text = doc.text
    sentence = doc.sentences[index]
    at = doc.place_of(index, noun)[0]
    near = text[max(sentence.start, at - 70) : min(sentence.end, at + 60)]
    rule = f"member.noun.{low}"
    if SUSPENDED.search(text[max(sentence.start, at - 30) : at]):
        return
    if low in MEMBERS and link in ("compound", "nmod", "amod", "of", "in", "poss"):
        states = _named_by(doc, index, noun, token)
        status = "member"
        if (
            low in ("ally", "country", "state", "nation", "power", "army", "navy", "government")
            and link in ("in", "poss")
            and low != "ally"
        ):
            return
        if re.search(
            r"\b(?:candidate|aspirant|associate|observer|prospective|would-be|future)\b",
            near[max(0, 70 - 40) :],
        ):
            status = "partner" if re.search(r"associate|observer", near) else "candidate"
        if states:
            yield states, _attr_status(doc, index, noun, status), rule, 0.8
    elif low in ASIDE:
        states = _named_by(doc, index, noun, token)
        yield states, "partner", rule, 0.7
    elif low in WISHES:
        yield _holder(doc, index, noun), "candidate", rule, 0.7
    elif low in ENTRIES:
        status = "candidate" if WANT.search(near) else "joining"
        yield _holder(doc, index, noun), status, rule, 0.7
    elif low in EXITS:
        yield _holder(doc, index, noun), "leaving", rule, 0.7
    elif low in ("dialogue", "partnership", "programme", "program") and link in ("poss", "compound", "nmod"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in ("participate", "join", "enter", "take", "rejoin"):
            yield _states(doc, index, arguments.surface_subjects(verb)), "partner", rule, 0.7
    elif low in ("membership", "seat", "place", "talk", "treaty", "negotiation", "path", "protocol", "plan"):
        inner = {t.lemma_.lower() for t in noun.subtree}
        if (
            low not in ("membership", "seat")
            and not inner & {"accession", "membership", "entry"}
            and not (low == "place" and link == "in")
        ):
            return
        states = (
            _states(doc, index, arguments.prep_objects(noun, "with"))
            if low in ("talk", "negotiation")
            else ()
        )
        states = states or _holder(doc, index, noun)
        if low in ("membership", "seat", "place"):
            status = "candidate" if WANT.search(near) else "joining" if AGREED.search(near) else "member"
        else:
            status = "joining" if low in ("treaty", "protocol") else "candidate"
        yield states, status, rule, 0.6


def _attr_status(doc: Document, index: int, noun: Any, status: str) -> str:
    """Return the status of ``become a member``: still to come, wished for, or done."""
    verb = noun.head
    if (noun.dep_ == "attr" and verb.lemma_ == "become") or (noun.dep_ == "attr" and verb.lemma_ == "be"):
        told = modality.stance(doc, index, verb)
        if told.asked or WANT.search(_governing(verb)):
            return "candidate"
        if told.modality == "planned":
            return "joining"
        if told.modality is None:
            return ""
        if told.modality == "possible":
            return "candidate"
    return status


def _named_by(doc: Document, index: int, noun: Any, token: Any) -> tuple[Resolved, ...]:
    """Return the states that a noun like ``NATO member`` is said of."""
    found: list[Resolved] = []
    for child in noun.children:
        if child.dep_ == "appos" or (child.dep_ == "conj" and doc.mention_of(index, child) is not None):
            found += _states(doc, index, [child])
        elif child.dep_ in ("prep", "amod") and child.lower_ in ("as", "such", "like", "including"):
            inner = child if child.lower_ != "such" else next(iter(child.children), child)
            found += _states(doc, index, [c for c in inner.children if c.dep_ == "pobj"])
        elif child.dep_ == "poss" and noun.lemma_.lower() in ("ally", "partner", "member"):
            found += [r for r in arguments.parties(doc, index, child) if r.kind == "country"]
    head = noun.head
    if (noun.dep_ in ("compound", "nmod", "amod", "npadvmod") and head is not noun) or noun.dep_ == "appos":
        found += _states(doc, index, [head])
    elif noun.dep_ == "attr" and head.lemma_ in ("be", "become", "remain"):
        found += _states(doc, index, arguments.surface_subjects(head))
    elif noun.dep_ == "conj" and any(c.lower_ in ("other", "fellow") for c in noun.children):
        first = noun
        while first.dep_ == "conj":
            first = first.head
        found += [
            r
            for t in arguments.conjuncts(first)
            if t.i != noun.i
            for r in _states(doc, index, [t], alone=True)
        ]
    elif noun.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "AUX"):
        verb = head.head
        objects = arguments.objects(verb)
        found += _states(doc, index, objects or arguments.surface_subjects(verb))
    if not found:
        found += _around(doc, index, noun)
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


def _around(doc: Document, index: int, noun: Any) -> list[Resolved]:
    """Return the states beside a noun where the parse missed the apposition: ``NATO member Turkey``, ``Turkey, a member``."""
    start, end = doc.place_of(index, noun)
    text = doc.text
    after = [m for m in doc.mentions_between(end, end + 40) if m.kind == "country" and m.form != "adj"]
    if after and re.fullmatch(r"(?:s?,? )?(?:such as |like |including )?", text[end : after[0].start]):
        found = [after[0]]
        for one, two in zip(after, after[1:], strict=False):
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
        one = arguments.resolved(doc, before[-1])
        return [one] if one is not None else []
    return []


def _holder(doc: Document, index: int, noun: Any) -> tuple[Resolved, ...]:
    """Return whose bid, accession or membership a noun tells."""
    found = [r for r in arguments.modifiers_before(doc, index, noun) if r.kind == "country"]
    for link in ("of", "for", "by"):
        if not found:
            found = list(_states(doc, index, arguments.prep_objects(noun, link)))
    if not found:
        found = list(_states(doc, index, arguments.owner(noun)))
    if not found and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            found = list(_states(doc, index, arguments.surface_subjects(verb)))
    return tuple(found)


def _listed(doc: Document, index: int, token: Any) -> Iterator[Linked]:
    """Yield the states of a list that a body's members introduce: ``the four members of X, A, B, C and D``."""
    start = doc.place_of(index, token)[1]
    match = re.compile(
        r" (?:member )?(?:countries|states|members|nations)?(?:,| -| –|:| \() ?(?:namely )?(?=[A-Zt])"
    ).match(doc.text, start)
    if not match or not re.search(
        r"\b(?:members? (?:of|states)|countries|states|nations)\b[^.]{0,30}$",
        doc.text[max(0, start - 60) : match.end()],
    ):
        return
    row = [
        m
        for m in doc.mentions_between(match.end() - 1, doc.sentences[index].end)
        if m.kind == "country" and m.form == "noun"
    ]
    found = row[:1] if row and row[0].start - match.end() <= 4 else []
    for one, two in zip(row, row[1:], strict=False):
        if not found or not re.fullmatch(r"(?:,|,? and) (?:the )?", doc.text[one.end : two.start]):
            break
        found.append(two)
    if len(found) >= 2:
        yield (
            tuple(r for m in found if (r := arguments.resolved(doc, m)) is not None),
            "member",
            "member.list",
            0.8,
        )


# --- facts -----------------------------------------------------------------------------------------


def _states(doc: Document, index: int, tokens: list[Any], *, alone: bool = False) -> tuple[Resolved, ...]:
    found: list[Resolved] = []
    for token in tokens:
        if token.pos_ in ("VERB",):
            continue
        parties = arguments.single(doc, index, token) if alone else arguments.parties(doc, index, token)
        found += [r for r in parties if r.kind == "country" and r.via != "company"]
    return tuple(arguments.unique(found))


def _evidence(doc: Document, index: int, token: Any, state: Resolved, body: Resolved) -> Span:
    sentence = doc.sentences[index]
    spans = [doc.token_span(index, token, token), state.mention, body.mention]
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    return doc.span(min(s.start for s in inside), max(s.end for s in inside))


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
    near = [d for d in doc.found_in(doc.dates, row.index)]
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
