"""The relationship types of the graph, each declared once: from, to, meaning, properties."""

from __future__ import annotations

from .declaration import Property, Relationship

_ACTORS = ("Country", "Alliance", "Organization", "Person")
_PARTIES = ("Country", "Organization", "Alliance")
_MERGED = ("Contract", "Event", "Membership")
_VALID = (
    Property("valid_from", "date", "first day"),
    Property("valid_to", "date", "last day; absent while it holds"),
)
_FACTS = Property("facts", "strings", "ids of the facts behind it")


def _score(type: str, meaning: str) -> Relationship:
    return Relationship(
        type,
        meaning,
        ("Country",),
        ("Country",),
        (
            Property("metric", "string", "name of the metric"),
            Property("as_of", "date", "the day it is computed for"),
            Property("known_by", "date", "only what was reported by this day counts"),
            Property("value", "float", "the score, from -1 to 1"),
            Property("lo", "float", "lower end of the interval"),
            Property("hi", "float", "upper end of the interval"),
            Property("n", "integer", "number of facts"),
            Property("parameters", "string", "the parameters, as JSON"),
            _FACTS,
        ),
        ("metric", "as_of"),
    )


RELATIONSHIPS: tuple[Relationship, ...] = (
    Relationship(
        "MEMBER_OF",
        "Projection of a Membership.",
        ("Country",),
        ("Alliance",),
        (
            Property("membership", "string", "id of the Membership"),
            Property("status", "string", "member, joining, leaving, candidate or partner"),
            *_VALID,
            Property("obligations", "strings", "what it binds the member to"),
            _FACTS,
        ),
        ("membership",),
    ),
    Relationship("HOLDS", "A state has a membership.", ("Country",), ("Membership",)),
    Relationship("IN_BODY", "A membership is in a body.", ("Membership",), ("Alliance",)),
    Relationship("BUYS", "Buys under the contract.", _PARTIES, ("Contract",)),
    Relationship("SELLS", "Sells under the contract.", _PARTIES, ("Contract",)),
    Relationship("FINANCES", "Lends or pays for the contract.", _PARTIES, ("Contract",)),
    Relationship("BUILDS", "Builds under the contract.", _PARTIES, ("Contract",)),
    Relationship("CONCERNS", "What the contract is about.", ("Contract",), ("Item",)),
    Relationship(
        "OVER",
        "What an act was about: sanctions for a purchase, a delivery under a deal.",
        ("Event",),
        ("Contract",),
        (
            Property(
                "rule",
                "string",
                "why: over.quote, over.paragraph (they name the thing), over.reference or over.delivery",
            ),
            _FACTS,
        ),
        ("rule",),
    ),
    Relationship("SOURCE_OF", "Does the act.", _ACTORS, ("Event",)),
    Relationship("TARGETS", "The act is directed at.", ("Event",), _ACTORS),
    Relationship(
        "STATED_IN",
        "Where a fact stands.",
        ("Fact",),
        ("Article", "Dataset"),
        (
            Property("start", "integer", "first character of the first quote"),
            Property("end", "integer", "one past its last character"),
            Property("row", "integer", "row in the data set"),
        ),
    ),
    Relationship(
        "ABOUT",
        "Whom a fact names, and the part they play.",
        ("Fact",),
        (*_ACTORS, "Item"),
        (
            Property(
                "role", "string", "source, target, buyer, seller, member, body, holder, employer, a, b, item"
            ),
            Property(
                "via",
                "string",
                "how the mention was resolved: name, demonym, capital, leader, coref; of an item: quote, paragraph, reference",
            ),
            Property("mention", "string", "the words in the text"),
            Property("start", "integer", "first character of the mention"),
            Property("end", "integer", "one past its last character"),
            Property("antecedent", "string", "the earlier mention it refers to"),
            Property("antecedent_start", "integer", "first character of the earlier mention"),
            Property("antecedent_end", "integer", "one past its last character"),
        ),
        ("role",),
    ),
    Relationship("SUPPORTS", "A fact stands behind a merged node.", ("Fact",), _MERGED),
    Relationship(
        "DISPUTES",
        "A fact contradicts a merged node.",
        ("Fact",),
        _MERGED,
        (Property("fields", "strings", "names of the values that differ"),),
    ),
    Relationship(
        "JUDGES",
        "What a person decided about it; of a merge or split, what now holds its facts.",
        ("Judgement",),
        ("Fact", "Article", "Contract", "Event"),
    ),
    Relationship("PRINTS", "A printing of the text.", ("Publication",), ("Article",)),
    Relationship(
        "ACTS_FOR",
        "An organization stands for a state.",
        ("Organization",),
        ("Country",),
        (Property("reason", "string", "why it counts as acting for the state"), *_VALID),
    ),
    Relationship(
        "HOLDS_OFFICE",
        "A person's office.",
        ("Person",),
        ("Country", "Organization", "Alliance"),
        (
            Property("role", "string", "title, in lower case"),
            Property("term", "string", "first day as text, or the id of the fact where it is not known"),
            *_VALID,
            _FACTS,
        ),
        ("role", "term"),
    ),
    Relationship(
        "VOTED_WITH",
        "Votes of a pair in one year, aggregated; roll calls stay outside the graph.",
        ("Country",),
        ("Country",),
        (
            Property("dataset", "string", "id of the data set"),
            Property("year", "integer", "year"),
            Property("n", "integer", "roll calls in which both voted"),
            Property("agree", "integer", "same vote"),
            Property("partial", "integer", "one of the two abstained"),
            Property("disagree", "integer", "opposite votes"),
            Property(
                "table", "integers", "counts of each pair of choices: yes, abstain, no, absent, row by row"
            ),
        ),
        ("dataset", "year"),
    ),
    _score("TENSION", "Tension of a pair, written on request only."),
    _score("ALIGNMENT", "Alignment of a pair, written on request only."),
)
