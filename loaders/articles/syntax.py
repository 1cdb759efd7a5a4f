"""Where subjects, objects and complements attach in a parsed sentence: the shape of the tree, no names yet."""

from __future__ import annotations

from .document import Token

THANKING = frozenset(
    [
        "thank",
        "praise",
        "commend",
        "reward",
        "credit",
        "applaud",
        "laud",
        "congratulate",
        "blame",
        "criticise",
    ]
)
ACCUSING = frozenset(["accuse", "suspect", "convict", "acquit"])
ADDRESSING = frozenset(
    ["invitation", "call", "appeal", "request", "order", "plea", "demand", "ultimatum", "exhortation", "summons", "advice"]
)  # fmt: skip

DOING = frozenset(
    ["ask", "urge", "demand", "call", "appeal", "promise", "vow", "pledge", "threaten", "warn", "order", "accuse",
     "condemn", "recall", "summon", "request", "invite", "offer", "reject", "refuse", "announce", "thank", "praise",
     "criticise", "criticize", "denounce", "deny", "propose", "expel", "send", "withdraw", "reserve", "deplore", "dismiss",
     "blame", "suspend", "impose", "ban", "cancel", "lodge", "voice", "express", "decline", "rebuff", "scrap", "halt"]
)  # fmt: skip
"""Acts of states and persons, which a thing that is only judged does not do."""


VISITED = frozenset(
    ["telephone", "phone", "ring", "visit", "meet", "contact", "cable", "see", "receive", "tour", "leave", "quit", "attack",
     "strike", "invade", "enter", "mark", "attend", "address", "issue", "hold", "thank", "join", "write"]
)  # fmt: skip
"""Verbs after which it is their subject that does what an infinitive tells: ``telephoned Lima to express thanks``."""
FLOATING = frozenset(["each", "both", "all", "either"])
PAPERS = frozenset(
    ["resolution", "statement", "letter", "note", "motion", "declaration", "communique", "petition", "message", "telegram",
     "appeal", "text", "decree", "memorandum"]
)  # fmt: skip


def phrase(token: Token) -> tuple[Token, Token]:
    """Return the first and last token of a noun phrase without what hangs on it by preposition or clause."""
    left = token
    for child in token.lefts:
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "predet",
            "advmod",
            "quantmod",
        ):
            left = child.left_edge if child.left_edge.i < left.i else left
    return left, token


def conjuncts(token: Token) -> list[Token]:
    """Return a noun and those joined to it by ``and``, ``or`` or commas, in order."""
    found: list[Token] = []
    queue = [token]
    while queue and len(found) < 40:
        one = queue.pop(0)
        found.append(one)
        queue += [
            c for c in one.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ]
        queue += [
            c
            for c in one.children
            if c.dep_ == "appos" and any(g.dep_ == "conj" for g in c.children) and not torn(one, c)
        ]
        queue += [t for t in resumed(one) if t not in found and t not in queue]
    return sorted(found, key=lambda t: t.i)


def torn(noun: Token, name: Token) -> bool:
    """Tell whether a name after the verb is hung on the subject before it, as the parser does with long lists."""
    verb = noun.head
    if any(c.lower_ in ("among", "including") and c.dep_ == "prep" for c in name.children):
        return False  # "ten countries belong to it, among them Laos"
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.i < verb.i < name.i


def resumed(noun: Token) -> list[Token]:
    """Return the rest of a list that the parser tore off: ``from France, the United States, Canada and Norway``."""
    comma = noun.right_edge.i + 1
    if noun.pos_ != "PROPN" or comma + 1 >= len(noun.doc) or noun.doc[comma].lower_ != ",":
        return []
    verb = noun
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return [
        c
        for s in verb.children
        for c in s.children
        if c.dep_ == "appos" and c.left_edge.i == comma + 1 and torn(s, c)
    ]


def misread(verb: Token) -> list[Token]:
    """Return the subject of a clause that the parser took for one noun phrase: ``Lima defied Chile``."""
    noun = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "ROOT":
        return []
    if noun.pos_ not in ("PROPN", "NOUN"):
        return []
    named = [
        c
        for c in noun.children
        if c.pos_ == "PROPN" and c.i < verb.i and c.dep_ in ("nmod", "npadvmod", "compound", "nsubj")
    ]
    both = any(c.dep_ == "cc" and c.i < verb.i for one in (noun, *named) for c in one.children)
    return named if both and noun.pos_ == "NOUN" else named[-1:]


def arranged(verb: Token) -> bool:
    """Tell whether a deed is one that somebody has done for him: ``had Chile suspended from the club``."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("ccomp", "xcomp")
        and verb.head.lemma_ in ("have", "get")
        and verb.head.i < verb.i
        and any(c.dep_ == "nsubj" for c in verb.children)
        and not any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children)
    )


def passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: an auxiliary says so, or a bare participle after its noun."""
    if arranged(verb):
        return True
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        if child.dep_ in ("nsubj", "csubj"):
            return False
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return not misread(verb)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        return passive(verb.head) and not any(c.dep_ in ("dobj", "aux") for c in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl",):
        return not any(c.dep_ in ("dobj", "oprd") for c in verb.children) and not any(
            c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
        )
    return False


def by_agents(verb: Token) -> list[Token]:
    """Return the heads of the ``by`` phrase of a passive verb or of a noun."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    if not found and verb.pos_ == "VERB" and any(c.dep_ == "auxpass" for c in verb.children):
        # "was promised fuel by Angola": the parser hangs the doer on the thing.
        things = [c for c in verb.children if c.dep_ == "dobj"]
        found = [t for one in things for t in by_agents(one)]
    return found


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subject of a verb, also where it is shared with or controlled by a higher verb."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.pos_ != "VERB"]
    # "Norway and Peru have each paid": the word only deals the act out.
    own = [c for c in own if c.lower_ not in FLOATING or c.i == own[0].i]
    if own or (own := misread(verb)):
        return own
    if depth > 6 or verb.head == verb:
        return []
    dep, head = verb.dep_, verb.head
    if dep == "conj":
        above = head.head
        outer = (
            head.dep_ == "ccomp"
            and above.tag_ == verb.tag_ != head.tag_
            and verb.tag_ in ("VBZ", "VBD", "VBP")
        )
        # "said the decree was illegal and asked the council to meet": what is called something asks for nothing.
        outer = outer or (
            head.dep_ == "ccomp"
            and head.lemma_ == "be"
            and (verb.lemma_.lower() in DOING or any(c.dep_ == "expl" for c in head.children))
            and above.tag_ == verb.tag_
            and not any(
                c.dep_ == "nsubj" and c.lower_ in ("he", "she", "they", "it", "we") for c in head.children
            )
        )
        return surface_subjects(above if outer else head, depth + 1)
    if dep in ("relcl",):
        return []
    asked = addressed(verb)
    if asked:
        return asked
    if dep == "acl":
        if verb.tag_ == "VBG" and head.dep_ == "dobj" and head.lemma_.lower() in PAPERS:
            # "adopted a resolution condemning the raid": who adopts it condemns.
            return owner(head, depth + 1)
        if verb.tag_ == "VBG" or verb.tag_ == "VBN":
            return [head]
        return owner(head, depth)
    if dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "aux", "dep"):
        if dep == "xcomp":
            objects = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
            if objects and head.lemma_ not in (
                "promise",
                "threaten",
                "use",
                "take",
                "make",
                "pledge",
                *VISITED,
            ):
                return objects
        if dep == "pcomp":
            preposition = head
            above = preposition.head
            if above.pos_ in ("VERB", "AUX"):
                if above.lemma_ in ("accuse", "suspect", "stop", "prevent", "blame", "thank", "condemn", "criticise",
                                    "criticize", "discourage", "dissuade", "bar", "charge", "denounce", "keep"):  # fmt: skip
                    objects = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass")]
                    if objects:
                        return objects
                if preposition.lower_ == "for":
                    blamed = [
                        t for t in prep_objects(above, "at", "against", "on", "with") if t.i < preposition.i
                    ]
                    objects = [c for c in above.children if c.dep_ == "dobj" and c.pos_ == "PROPN"]
                    if blamed or objects:
                        return blamed or objects
                joined = [c for c in above.children if c.dep_ == "dobj" and above.lemma_ == "join"]
                return surface_subjects(above, depth + 1) + joined
            if above.pos_ in ("NOUN", "PROPN"):
                return owner(above, depth)
            return surface_subjects(above, depth + 1) if above.pos_ == "ADJ" else []
        if dep == "ccomp" and not (verb.tag_ in ("VB", "VBG") and head.pos_ in ("VERB", "AUX")):
            return []
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            return surface_subjects(head, depth + 1)
    if dep == "acomp" and verb.pos_ == "ADJ" and head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head, depth + 1)
    return []


def addressed(verb: Token) -> list[Token]:
    """Return who is asked to do what an infinitive tells: Mali in ``a call on Mali to withdraw``."""
    if verb.tag_ != "VB" or verb.dep_ not in ("acl", "advcl", "xcomp"):
        return []
    head = verb.head
    nouns = [head] if head.pos_ == "NOUN" else [c for c in head.children if c.dep_ == "dobj"]
    for noun in nouns:
        if noun.lemma_.lower() in ADDRESSING and noun.i < verb.i:
            found = prep_objects(noun, "to", "on", "upon", "for")
            if not found and head.pos_ == "VERB":
                found = prep_objects(head, "to", "on", "upon")
            return [t for t in found if t.i < verb.i]
    return []


def owner(noun: Token, depth: int = 0) -> list[Token]:
    """Return who stands behind a noun: its possessor or adjective is left to the caller; else its verb's subject."""
    if depth > 6:
        return []
    if any(c.dep_ == "poss" for c in noun.children):
        return [c for c in noun.children if c.dep_ == "poss"]
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return agents(head, depth + 1)
    if noun.dep_ == "pobj" and head.head != head:
        above = head.head
        if above.pos_ in ("VERB", "AUX"):
            # Who is thanked for a thing is the one who did it.
            praised = above.lemma_.lower() in THANKING and head.lower_ == "for"
            praised = praised or (above.lemma_.lower() in ACCUSING and head.lower_ == "of")
            return objects(above) if praised else agents(above, depth + 1)
        if above.pos_ == "NOUN":
            return owner(above, depth + 1)
    if noun.dep_ in ("conj", "appos") and head != noun:
        return owner(head, depth + 1)
    return []


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Return the logical subject: the ``by`` phrase of a passive, else the grammatical subject."""
    if passive(verb):
        doers = by_agents(verb)
        return surface_subjects(verb.head, depth) if not doers and arranged(verb) else doers
    return surface_subjects(verb, depth)


def subjects(token: Token) -> list[Token]:
    """Return the logical subject heads of a verb (public name of ``agents``)."""
    return agents(token)


def objects(token: Token) -> list[Token]:
    """Return the logical object heads of a verb: the direct object, or the subject of a passive."""
    if passive(token):
        own = surface_subjects(token)
        if own or token.dep_ not in ("acl", "amod"):
            return own
        return [token.head]
    found = [c for c in token.children if c.dep_ in ("dobj", "obj", "attr") and c.pos_ != "VERB"]
    if not found and misread(token):
        return [token.head]
    if not found and token.dep_ == "relcl":
        own = [c for c in token.children if c.dep_ in ("nsubj",)]
        if own and own[0].lower_ not in ("who", "which", "that"):
            return [token.head]
    if not found and token.dep_ == "conj" and token.head.pos_ == "VERB":
        shared = [c for c in token.head.children if c.dep_ == "dobj" and c.i > token.i]
        found = shared
    return found


def prep_objects(token: Token, *prepositions: str) -> list[Token]:
    """Return the heads governed by prepositions on a token (chained ones such as ``out of`` included)."""
    found = []
    if "toward" in prepositions:
        prepositions = (*prepositions, "towards")
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            for inner in child.children:
                bare = inner.dep_ == "conj" and not any(c.dep_ == "pobj" for c in child.children)
                if inner.dep_ == "prep" or (bare and inner.pos_ == "ADP"):
                    found += [c for c in inner.children if c.dep_ == "pobj"]
        elif child.dep_ == "prt" or (
            child.dep_ == "prep" and child.lower_ in ("out", "up", "back", "away", "ahead")
        ):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    found += [c for c in inner.children if c.dep_ == "pobj"]
    if not found and "between" in prepositions:
        found = across(token)
    return found


def across(token: Token) -> list[Token]:
    """Return the two of a ``between`` that the parser hangs on the place before: ``talks in Bonn between``."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "on", "over", "about") and child.i > token.i:
            for place in child.children:
                for inner in place.children:
                    if place.dep_ == "pobj" and inner.dep_ == "prep" and inner.lower_ == "between":
                        return [c for c in inner.children if c.dep_ == "pobj"]
    return []


def starts_anew(verb: Token) -> bool:
    """Tell whether a verb joined by ``and`` is not under the denial of the first: ``is not content and has asked``."""
    links = {c.lower_ for c in verb.head.children if c.dep_ == "cc"}
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return finite and not links & {"or", "nor"} and any(c.dep_ == "neg" for c in verb.head.children)
