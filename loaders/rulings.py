"""What the judgements that hold mean for facts and for what facts merge to.

A judgement never touches a fact: it is applied each time that facts are merged or read. Everything here is a
pure function of the judgements, oldest first, so that neither the order of loading nor that of judging counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ..graph.model import Contract, Event, Fact, Judgement, Role, digest
from .deals import APART, JUDGED, contract_of
from .identity import event_of

if TYPE_CHECKING:
    from ..graph.store import GraphStore

ALL = "MATCH (j:Judgement) RETURN properties(j) AS judgement"
PARTIES = (
    "UNWIND $ids AS key MATCH (f:Fact {id: key}) RETURN f.id AS id, f.kind AS kind, f.parties AS parties"
)
Thing = TypeVar("Thing", Contract, Event)


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements that hold, by what they are about.

    ``corrected`` gives, by fact and role, the party as kind:id; ``bonds`` are the merges and splits that hold,
    ``told`` all of them, also those undone; ``homes`` gives kind and pair of parties of each fact that a
    correction, merge or split names, as corrected.
    """

    rejected: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    retracted: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bonds: tuple[Judgement, ...] = ()
    told: tuple[Judgement, ...] = ()
    homes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def strikes(self, fact: str, source: str) -> str | None:
        """Return why a fact of a source does not count: rejected, retracted; None where it does.

        >>> Rulings(rejected=frozenset(["f"])).strikes("f", "a"), Rulings().strikes("f", "a")
        ('rejected', None)
        """
        return "retracted" if source in self.retracted else "rejected" if fact in self.rejected else None

    def parties(self, fact: str, parties: Sequence[str]) -> list[str]:
        """Return the parties of a fact, each as role=kind:id, with the corrected ones in their place.

        >>> Rulings(corrected={"f": {"target": "country:USA"}}).parties("f", ["target=country:RUS"])
        ['target=country:USA']
        """
        new = self.corrected.get(fact, {})
        split = [(text, text.partition("=")[0]) for text in parties]
        return [f"{role}={new[role]}" if role in new else text for text, role in split]

    def seen(self, fact: Fact) -> Fact:
        """Return a fact as it counts: corrected parties in their place, certain where a person confirmed it."""
        new = self.corrected.get(fact.id)
        if new:
            fact = replace(fact, roles=tuple(corrected_role(r, new.get(r.role)) for r in fact.roles))
        return replace(fact, confidence=1.0) if fact.id in self.confirmed else fact

    def moved_to(self, kind: str, pairs: Collection[str]) -> list[str]:
        """Return the corrected facts of a kind that now speak of one of the pairs."""
        return sorted(f for f in self.corrected if f in self.homes and self._at(f, kind, pairs))

    def _at(self, fact: str, kind: str, pairs: Collection[str]) -> bool:
        home = self.homes[fact]
        return home[0] == kind and home[1] in pairs

    def joined(self, kind: str, pairs: Iterable[str]) -> list[list[str]]:
        """Return the pairs, with those whose things a person merged with theirs, in groups to be merged together."""
        group: dict[str, set[str]] = {pair: {pair} for pair in pairs}
        links = [
            {self.homes[f][1] for f in bond.anchors if f in self.homes and self.homes[f][0] == kind}
            for bond in self.bonds
            if bond.action == "merge"
        ]
        grown = True
        while grown:  # a link may reach a group only through another link
            grown = False
            for link in links:
                touched = [group[pair] for pair in link if pair in group]
                if touched and any(group.get(pair) is not touched[0] for pair in link):
                    one = set(link).union(*touched)
                    group.update(dict.fromkeys(one, one))
                    grown = True
        return sorted({id(one): sorted(one) for one in group.values()}.values())


def corrected_role(role: Role, becomes: str | None) -> Role:
    """Return a role with the party (kind:id) that a person put in its place; the role itself without one."""
    if becomes is None:
        return role
    kind, _, entity = becomes.partition(":")
    return Role(role.role, entity, kind, role.mention, "judgement")  # type: ignore[arg-type]


def read_judgements(store: GraphStore) -> list[Judgement]:
    """Return all judgements in the graph, the oldest first."""
    found = [judgement_of(row["judgement"]) for row in store.read(ALL)]
    return sorted(found, key=lambda j: (j.decided_at, j.id))


def read_rulings(store: GraphStore) -> Rulings:
    """Return what the judgements of a graph mean; a cheap question where there are none."""
    return rulings_of(store, read_judgements(store))


def rulings_of(store: GraphStore, judgements: Sequence[Judgement]) -> Rulings:
    """Return what judgements mean, the oldest given first, for the facts of a graph."""
    if not judgements:
        return Rulings()
    ids = {f for j in judgements for f in (*j.anchors, *(j.targets if j.action == "correct" else ()))}
    return rulings(judgements, store.read(PARTIES, ids=sorted(ids)))


def rulings(judgements: Sequence[Judgement], facts: Iterable[Mapping[str, Any]] = ()) -> Rulings:
    """Return what judgements mean, the oldest given first; of two that contradict each other the later holds.

    ``facts`` give id, kind and parties of those that corrections, merges and splits name.
    """
    verdict: dict[str, str] = {}
    retracted: set[str] = set()
    corrected: dict[str, dict[str, str]] = {}
    for one in (j for j in judgements if j.undone_at is None):
        if one.action in ("reject", "confirm"):
            verdict.update(dict.fromkeys(one.targets, one.action))
        elif one.action == "retract":
            retracted.update(one.targets)
        elif one.action == "correct" and one.role and one.becomes:
            for fact in one.targets:
                corrected.setdefault(fact, {})[one.role] = one.becomes
    told = tuple(j for j in judgements if j.action in ("merge", "split"))
    made = Rulings(
        rejected=frozenset(f for f, action in verdict.items() if action == "reject"),
        confirmed=frozenset(f for f, action in verdict.items() if action == "confirm"),
        retracted=frozenset(retracted),
        corrected=corrected,
        bonds=tuple(j for j in told if j.undone_at is None),
        told=told,
    )
    homes = {}
    for row in facts:
        sides = [p.partition("=")[2].partition(":")[2] for p in made.parties(row["id"], row["parties"])[:2]]
        homes[row["id"]] = row["kind"], " > ".join(sides)
    return replace(made, homes=homes)


def judgement_of(told: Mapping[str, Any]) -> Judgement:
    """Return the judgement that a node's properties tell."""
    return Judgement(
        id=told["id"],
        action=told["action"],
        author=told["author"],
        reason=told["reason"],
        decided_at=instant(told["decided_at"]),
        targets=tuple(told["targets"]),
        role=told.get("role"),
        becomes=told.get("becomes"),
        anchors=tuple(told.get("anchors") or ()),
        undone_at=instant(told["undone_at"]) if told.get("undone_at") else None,
        undone_by=told.get("undone_by"),
    )


def instant(moment: datetime | str) -> str:
    """Return a moment as ISO text in UTC.

    >>> instant("2024-05-01T14:00:00+02:00")
    '2024-05-01T12:00:00+00:00'
    """
    known = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return known.astimezone(UTC).isoformat()


def bound(things: Sequence[Thing], facts: Mapping[str, Fact], bonds: Iterable[Judgement]) -> list[Thing]:
    """Return merged things as persons judged them: joined to one, or taken apart, the oldest judgement first.

    What is joined keeps the id of one of its parts; the facts that leave a thing become one of their own.
    """
    made = {thing.id: thing for thing in things}
    for bond in bonds:
        named = set(bond.anchors if bond.action == "merge" else bond.targets[1:])
        hit = [made[name] for name in sorted(made) if named & set(made[name].facts)]
        if bond.action == "merge" and len(hit) > 1:
            head = min(hit, key=lambda t: (isinstance(t, Contract) and t.kind == "trade", t.id))
            for thing in hit:
                del made[thing.id]
            every = {name for thing in hit for name in thing.facts}
            rules = {rule for thing in hit for rule in _rules(thing)} | {JUDGED}
            made[head.id] = _again(head, head.id, every, facts, rules)
        elif bond.action == "split":
            for thing in hit:
                left = set(thing.facts) - named
                if left:
                    made[thing.id] = _again(thing, thing.id, left, facts, set(_rules(thing)))
                    own = digest("apart", thing.id, *sorted(named))
                    made[own] = _again(thing, own, named & set(thing.facts), facts, {APART})
    return [made[name] for name in sorted(made)]


def _rules(thing: Contract | Event) -> tuple[str, ...]:
    return thing.rules if isinstance(thing, Contract) else ()


def _again(thing: Thing, name: str, own: Iterable[str], facts: Mapping[str, Fact], rules: set[str]) -> Thing:
    members = [facts[one] for one in sorted(own)]
    make: Callable[..., Any] = contract_of if isinstance(thing, Contract) else event_of
    if isinstance(thing, Contract):
        return make(name, thing.kind, members, rules)  # type: ignore[no-any-return]
    return make(name, thing.type, members)  # type: ignore[no-any-return]
