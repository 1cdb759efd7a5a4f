"""The rows of a snapshot in the form that the page shows: facts, articles, contracts, memberships, people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .frames import Frames, Row, day, items, rows
from .spans import utf16_offsets

_FACT: Final = {
    "kind": "kind", "type": "type", "subtype": "subtype", "modality": "modality", "polarity": "polarity",
    "speaker": "speaker", "granularity": "granularity", "source": "source", "origin": "origin", "item": "item",
    "status": "status", "amount": "amount", "currency": "currency", "bound": "bound", "quantity": "quantity",
    "unit": "unit", "rule": "rule", "confidence": "confidence", "citation": "citation", "level": "level",
    "amount_high": "high", "judged": "judged", "note": "note",
}  # fmt: skip

_PAIRED: Final = frozenset({"event", "membership", "rivalry"})


def bare(row: Mapping[str, Any]) -> Row:
    """Return the row without what is not known.

    >>> bare({"a": None, "b": [], "c": 0})
    {'c': 0}
    """
    return {k: v for k, v in row.items() if v is not None and v != [] and v != ""}


def struck(fact: Mapping[str, Any]) -> bool:
    """Tell whether a person rejected a fact, or retracted its article: it counts for nothing.

    >>> struck({"judged": "rejected"}), struck({"judged": "confirmed"})
    (True, False)
    """
    return fact.get("judged") in ("rejected", "retracted")


def parties(row: Row) -> list[Row]:
    """Return the parties of a fact as the graph keeps them, ``role=kind:entity``, taken apart.

    >>> parties({"parties": ["employer=organization:org:rosatom"]})
    [{'role': 'employer', 'kind': 'organization', 'entity': 'org:rosatom'}]
    """
    found = []
    for text in items(row, "parties"):
        role, _, rest = str(text).partition("=")
        kind, _, entity = rest.partition(":")
        found.append({"role": role, "kind": kind, "entity": entity})
    return found


def fact_records(frames: Frames) -> dict[str, Row]:
    """Return the facts by id, with parties, dates and where in their article the words stand.

    Spans are in UTF-16 units. A quote is repeated in the record only where its article is not in the
    snapshot or does not hold it at that place: the page then shows the quote alone.
    """
    texts = {row["article"]: row["text"] or "" for row in rows(frames.articles)}
    acts = {row["fact"]: row for row in rows(frames.events)}
    found: dict[str, Row] = {}
    for row in rows(frames.facts, "fact"):
        event = acts.get(row["fact"], {})
        record = {name: row.get(column) for column, name in _FACT.items()}
        if row.get("origin") == "atlas":  # what a table says it says plainly, a thousand times over
            record |= dict.fromkeys(("modality", "granularity", "rule", "confidence"))
        ends = [role["entity"] for role in parties(row)]
        paired = row["kind"] in _PAIRED and len(ends) == 2
        record |= {
            "from": day(row.get("valid_from")),
            "to": day(row.get("valid_to")),
            "reported": day(row.get("reported_at")),
            "basis": event.get("reported_basis") or row.get("reported_basis"),
            "a": event.get("source") or (ends[0] if paired else None),
            "b": event.get("target") or (ends[1] if paired else None),
            "roles": None if row["kind"] in _PAIRED else parties(row),
            "subtype": row.get("subtype") or event.get("subtype"),
        }
        found[row["fact"]] = bare({**record, **_words(row, texts.get(row["source"]))})
    for row in rows(frames.rivalries):
        found.setdefault(row["fact"], {"kind": "rivalry", "origin": "atlas"}).update(
            bare({"a": row["a"], "b": row["b"], "from": day(row.get("valid_from")), "to": day(row.get("valid_to")),
                  "level": row.get("level")})
        )  # fmt: skip
    return dict(sorted(found.items()))


def _words(row: Row, text: str | None) -> Row:
    quotes, starts, ends = items(row, "quotes"), items(row, "starts"), items(row, "ends")
    spans = [(int(s), int(e)) for s, e in zip(starts, ends, strict=False)]
    exact = text is not None and len(spans) == len(quotes) and bool(quotes)
    if text is None or not exact or any(text[s:e] != q for (s, e), q in zip(spans, quotes, strict=False)):
        return {"quotes": quotes}
    flat = utf16_offsets(text, [n for span in spans for n in span])
    return {"spans": sorted([s, e] for s, e in zip(flat[::2], flat[1::2], strict=True))}


def article_records(frames: Frames) -> list[Row]:
    """Return the articles with their full text, oldest first."""
    found = [
        {"id": row["article"], "title": row["title"] or "Untitled article", "text": row["text"] or "",
         "outlet": row["outlet"], "url": row["url"], "published": row["published_at"]}
        for row in rows(frames.articles, "published_at", "article")
    ]  # fmt: skip
    return [bare(row) for row in found]


def contract_records(frames: Frames) -> list[Row]:
    """Return the contracts; ``contested`` and ``facts`` are always lists."""
    found = []
    for row in rows(frames.contracts, "signed", "contract"):
        known = bare({k: v for k, v in row.items() if k not in ("contract", "contested", "facts")})
        found.append({
            "id": row["contract"], **known, "kind": row["kind"] or "contract",
            "contested": sorted(items(row, "contested")), "facts": sorted(items(row, "facts")),
        })  # fmt: skip
    return found


def membership_records(frames: Frames) -> list[Row]:
    """Return the memberships, sorted by alliance and country."""
    found = []
    for row in rows(frames.memberships, "alliance", "country", "valid_from", "membership"):
        known = bare({k: v for k, v in row.items() if k not in ("membership", "facts", "prior_facts")})
        priors = set(items(row, "prior_facts"))
        found.append({
            "id": row["membership"], **known, "facts": sorted(set(items(row, "facts")) - priors),
            "priors": sorted(priors),
        })  # fmt: skip
    return found


def people_records(
    facts: Mapping[str, Row], articles: Sequence[Row], name: Callable[[str], str]
) -> list[Row]:
    """Return who speaks and who holds which office: ``{name, said, holds}``, the most quoted first."""
    order = {article["id"]: i for i, article in enumerate(articles)}
    said: dict[str, list[str]] = {}
    holds: dict[str, list[str]] = {}
    for fact_id, fact in facts.items():
        if struck(fact):
            continue
        if fact.get("speaker"):
            said.setdefault(fact["speaker"], []).append(fact_id)
        for role in fact.get("roles", []):
            if fact["kind"] == "office" and role.get("role") == "holder":
                holds.setdefault(name(role["entity"]), []).append(fact_id)

    def place(fact_id: str) -> tuple[int, Any, str]:
        fact = facts[fact_id]
        return order.get(fact.get("source", ""), len(order)), fact.get("spans", [[0]])[0][0], fact_id

    found = [
        {"name": who, "said": sorted(said.get(who, []), key=place), "holds": sorted(holds.get(who, []), key=place)}
        for who in sorted({*said, *holds})
    ]  # fmt: skip
    return sorted(found, key=lambda row: (-len(row["said"]), -len(row["holds"]), row["name"]))
