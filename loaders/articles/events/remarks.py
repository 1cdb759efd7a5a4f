"""Verdicts spoken in quotation marks: ``"A disgrace," the minister said of the raid``."""

from __future__ import annotations

from typing import Any

from .. import arguments
from ..document import Token
from .frames import BLAMING, PRAISING, REFUTING

SAYING = frozenset(
    ["say", "add", "remark", "quip", "comment", "snap", "declare", "write", "tweet", "tell", "note", "observe", "sigh", "exclaim",
     "state", "argue", "joke", "boast", "enthuse", "beam", "gush", "crow", "continue", "conclude", "insist", "post", "put"]
)  # fmt: skip
MARKS = frozenset(['"', "“", "”", "``", "''"])
DENIALS = frozenset(
    ["not", "n't", "no", "never", "nothing", "hardly", "if", "whether", "would", "could", "?"]
)
MOST = 12


def remark(verb: Token) -> tuple[str, list[Any]] | None:
    """Return the class of a short verdict in quotation marks and what it is said of, or nothing."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in SAYING or arguments.passive(verb):
        return None
    words = quoted(verb)
    if not words or len(words) > MOST or set(words) & DENIALS or telling(verb):
        return None
    judged = arguments.prep_objects(verb, "of", "about")
    said = set(words)
    if said & REFUTING:
        return "REJECT", judged
    if said & BLAMING:
        return "ACCUSE", judged
    if said & PRAISING:
        return "SUPPORT", judged
    return None


def telling(verb: Token) -> bool:
    """Tell whether what is said is a clause with a verb of its own, which is more than a verdict."""
    if any(c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX") for c in verb.children):
        return True  # "noted that the terms were changed "at the request of our friends"
    marks = [t.i for t in verb.doc if t.text in MARKS]
    inside = verb.doc[marks[0] : marks[1]] if len(marks) > 1 else ()
    return any(t.pos_ == "VERB" for t in inside)


def quoted(verb: Token) -> list[str]:
    """Return the words in quotation marks of the sentence of a verb, in lower case."""
    inside, found = False, []
    for token in verb.doc:
        if token.text in MARKS:
            inside = not inside
        elif inside and token.is_alpha:
            found.append(token.lower_)
        elif inside and token.text in ("?", "n't"):
            found.append(token.text)
    return found if not inside else []
