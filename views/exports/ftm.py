"""FollowTheMoney entities, one JSON object a line: for Aleph, OpenSanctions' tools and ``ftm``.

States are public bodies, events are events and, where they are said to have happened, links between their
parties. The model knows no modality, no polarity and no offsets: those stand in words in ``summary``, or
are lost; the formats that copy the whole graph lose nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ...atlas.book import open_atlas
from ...graph.model import digest
from ..frames import Row, day, items, rows
from ..records import parties
from .registry import Counts, Scored

_SCHEMAS: Final = {
    "country": "PublicBody",
    "alliance": "Organization",
    "organization": "Organization",
    "person": "Person",
}
_DONE: Final = ("fact", "claimed")
Entity = dict[str, Any]


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return how many entities of each schema it holds."""
    counts: Counts = {}
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        for made in entities(source):
            counts[made["schema"]] = counts.get(made["schema"], 0) + 1
            out.write(json.dumps(made, ensure_ascii=False, allow_nan=False) + "\n")
    return counts


def entities(source: Scored) -> Iterator[Entity]:
    """Yield the entities: actors, articles, then what ties them."""
    frames = source.snapshot
    facts = {row["fact"]: row for row in rows(frames.facts, "fact")}
    known = {row["entity"] for row in rows(frames.entities)}
    offices: dict[str, list[str]] = {}
    for row in facts.values():
        if row["kind"] == "office":
            for party in parties(row):
                if party["role"] == "holder":
                    offices.setdefault(party["entity"], []).append(row["type"])
    for row in rows(frames.entities, "entity"):
        yield _actor(row, offices.get(row["entity"], []))
    for row in rows(frames.articles, "article"):
        yield _entity(
            "Article", "article", row["article"], fileName=f"{row['article']}.txt", name=row["title"],
            title=row["title"], publisher=row["outlet"], sourceUrl=_link(row["url"]),
            publishedAt=day(row["published_at"]), bodyText=row["text"],
        )  # fmt: skip
    articles = {row["article"] for row in rows(frames.articles)}
    yield from _events(source, facts, articles, known)
    yield from _contracts(source, facts, articles, known)
    for row in rows(frames.memberships, "membership"):
        if {row["country"], row["alliance"]} <= known:
            told = _proof([facts[f] for f in items(row, "facts") if f in facts], articles)
            yield _entity(
                "Membership", "membership", row["membership"], member=_id("actor", row["country"]),
                organization=_id("actor", row["alliance"]), role=row["status"], startDate=row["valid_from"],
                endDate=row["valid_to"], summary="; ".join(items(row, "obligations")), **told,
            )  # fmt: skip
    for row in rows(frames.rivalries, "fact"):
        if {row["a"], row["b"]} <= known:
            yield _link_of(
                row["fact"], row["a"], row["b"], "rivalry", startDate=row["valid_from"], endDate=_end(row),
                publisher=facts.get(row["fact"], {}).get("citation"),
            )  # fmt: skip


def _actor(row: Row, offices: list[str]) -> Entity:
    state = row["entity"] if row["kind"] == "country" else row.get("acts_for")
    known = open_atlas().states.get(str(state))
    return _entity(
        _SCHEMAS.get(row["kind"], "LegalEntity"), "actor", row["entity"], name=row["name"] or row["entity"],
        country=known.iso2.lower() if known and known.iso2 and not known.valid_to else None,
        position=sorted(set(offices)) if row["kind"] == "person" else None,
    )  # fmt: skip


def _events(source: Scored, facts: dict[str, Row], articles: set[str], known: set[str]) -> Iterator[Entity]:
    names = {row["entity"]: row["name"] or row["entity"] for row in rows(source.snapshot.entities)}
    for row in rows(source.snapshot.events, "fact"):
        a, b = row["source"], row["target"]
        if not {a, b} <= known:
            continue
        end = _end(row)
        when = {"startDate": row["valid_from"], "endDate": end if end != row["valid_from"] else None}
        said = f" (said by {row['speaker']})" if row["speaker"] else ""
        told = _proof([facts[row["fact"]]] if row["fact"] in facts else [], articles)
        summary = f"{row['modality']}: {row['quote'] or row['type']}{said}"
        yield _entity(
            "Event", "event", row["fact"], name=f"{names[a]}: {row['type']} ({names[b]})",
            involved=[_id("actor", a), _id("actor", b)], summary=summary, **when, **told,
        )  # fmt: skip
        if row["modality"] in _DONE:
            yield _link_of(row["fact"], a, b, row["type"].lower(), summary=summary, **when, **told)


def _contracts(
    source: Scored, facts: dict[str, Row], articles: set[str], known: set[str]
) -> Iterator[Entity]:
    for row in rows(source.snapshot.contracts, "contract"):
        title = row["item"] or f"{row['kind']} contract"
        contested = ", ".join(items(row, "contested"))
        # Contract is no interval in this model: its amounts are its own, its sources those of the award.
        yield _entity(
            "Contract", "contract", row["contract"], name=title, title=title, type=row["kind"], status=row["status"],
            authority=_id("actor", row["buyer"]) if row["buyer"] in known else None,
            contractDate=row["signed"], amount=row["value"], currency=row["currency"],
            summary=f"The sources disagree on: {contested}." if contested else None,
        )  # fmt: skip
        if row["seller"] in known:
            told = _proof([facts[f] for f in items(row, "facts") if f in facts], articles)
            yield _entity(
                "ContractAward", "award", row["contract"], contract=_id("contract", row["contract"]),
                supplier=_id("actor", row["seller"]), amount=row["value"], currency=row["currency"], **told,
            )  # fmt: skip


def _link_of(key: str, a: str, b: str, role: str, **told: object) -> Entity:
    ends = {"subject": _id("actor", a), "object": _id("actor", b)}
    return _entity("UnknownLink", "link", key, **ends, role=role, **told)


def _proof(facts: list[Row], articles: set[str]) -> dict[str, object]:
    """Return where facts stand: the articles, or the named source of a table; and the ids of the facts."""
    return {
        "proof": sorted({_id("article", f["source"]) for f in facts if f["source"] in articles}),
        "publisher": sorted({f["citation"] for f in facts if f.get("citation")}),
        "recordId": sorted(f["fact"] for f in facts),
    }


def _entity(schema: str, kind: str, key: str, /, **told: object) -> Entity:
    """Return an entity: every property a list of texts, nothing where nothing is known."""
    listed = {k: v if isinstance(v, list) else [v] for k, v in told.items()}
    texts = {k: [str(v) for v in vs if v is not None and v != ""] for k, vs in listed.items()}
    return {"id": _id(kind, key), "schema": schema, "properties": {k: vs for k, vs in texts.items() if vs}}


def _id(kind: str, key: str) -> str:
    return f"detente-{kind}-{digest(kind, key)}"


def _end(row: Row) -> str | None:
    return None if str(row["valid_to"] or "").startswith("9999") else row["valid_to"]


def _link(url: object) -> str | None:
    return str(url) if str(url).startswith(("http://", "https://")) else None
