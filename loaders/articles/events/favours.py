"""What a gift is by what goes with it: men lent to help, more time, and a bow to nobody."""

from __future__ import annotations

from .. import arguments
from ..document import Token

__all__ = ["lent", "respite", "sent_for", "to_nobody"]

HELPING = frozenset(["help", "assist", "aid", "rescue"])
LENDING = frozenset(["send", "dispatch", "rush", "fly", "deploy", "despatch", "provide", "detach", "post"])
MORE = frozenset(["more", "another", "extra", "further", "additional"])


def to_nobody(verb: Token) -> bool:
    """Tell whether what someone does he does to nobody: ``would bow to no one``."""
    met = [*arguments.objects(verb), *arguments.prep_objects(verb, "to", "before", "with")]
    return any(
        t.lower_ in ("nobody", "none") or (t.lower_ == "one" and any(c.lower_ == "no" for c in t.children))
        for t in met
    )


def respite(span: Token | None) -> bool:
    """Tell whether it is more time that is given: ``gave Chile ten more days``."""
    return span is not None and any(c.lower_ in MORE for c in span.children)


def lent(verb: Token) -> bool:
    """Tell whether men are sent to lend a hand: ``sent 200 guards to help``."""
    return verb.lemma_.lower() in LENDING and sent_for(verb, HELPING)


def sent_for(verb: Token, deeds: frozenset[str]) -> bool:
    """Tell whether what someone does, or whom he sends, is for one of some deeds: ``sent ships to support Peru``."""
    return any(
        c.dep_ in ("advcl", "xcomp", "relcl", "acl") and c.lemma_.lower() in deeds
        for one in (verb, *arguments.objects(verb))
        for c in one.children
    )
