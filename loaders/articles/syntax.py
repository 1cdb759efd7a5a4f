"""Where subjects, objects and complements attach in a parsed sentence: the shape of the tree, no names yet."""

from __future__ import annotations

from .document import Token


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
        queue += [c for c in one.children if c.dep_ == "appos" and any(g.dep_ == "conj" for g in c.children)]
    return sorted(found, key=lambda t: t.i)


def passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: an auxiliary says so, or a bare participle after its noun."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        if child.dep_ in ("nsubj", "csubj"):
            return False
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        return passive(verb.head) and not any(c.dep_ in ("dobj", "aux") for c in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl",):
        return not any(c.dep_ in ("dobj",) for c in verb.children) and not any(
            c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
        )
    return False


def by_agents(verb: Token) -> list[Token]:
    """Return the heads of the ``by`` phrase of a passive verb or of a noun."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subject of a verb, also where it is shared with or controlled by a higher verb."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.pos_ != "VERB"]
    if own:
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
        return surface_subjects(above if outer else head, depth + 1)
    if dep in ("relcl",):
        return []
    if dep == "acl":
        if verb.tag_ == "VBG" or verb.tag_ == "VBN":
            return [head]
        return owner(head, depth)
    if dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "aux", "dep"):
        if dep == "xcomp":
            objects = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
            if objects and head.lemma_ not in ("promise", "threaten", "use", "take", "make", "pledge"):
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
                joined = [c for c in above.children if c.dep_ == "dobj" and above.lemma_ == "join"]
                return surface_subjects(above, depth + 1) + joined
            if above.pos_ in ("NOUN", "PROPN"):
                return owner(above, depth)
            return surface_subjects(above, depth + 1) if above.pos_ == "ADJ" else []
        if dep == "ccomp" and not (verb.tag_ in ("VB", "VBG") and head.pos_ in ("VERB", "AUX")):
            return []
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            return surface_subjects(head, depth + 1)
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
            return agents(above, depth + 1)
        if above.pos_ == "NOUN":
            return owner(above, depth + 1)
    if noun.dep_ in ("conj", "appos") and head != noun:
        return owner(head, depth + 1)
    return []


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Return the logical subject: the ``by`` phrase of a passive, else the grammatical subject."""
    if passive(verb):
        return by_agents(verb)
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
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            for inner in child.children:
                if inner.dep_ == "prep":
                    found += [c for c in inner.children if c.dep_ == "pobj"]
        elif child.dep_ == "prt" or (
            child.dep_ == "prep" and child.lower_ in ("out", "up", "back", "away", "ahead")
        ):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    found += [c for c in inner.children if c.dep_ == "pobj"]
    return found
