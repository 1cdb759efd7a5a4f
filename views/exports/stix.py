"""A STIX 2.1 bundle: for OpenCTI, MISP and what else reads threat intelligence.

States are locations; alliances, organizations and persons identities; articles reports. What is said to
have happened is a ``related-to`` relationship with its class among the labels, its quote and its source;
what is only planned, possible or denied is a note on the parties, so that nobody takes it for done.
A contract on which the sources disagree has an opinion that says on what. Scores are notes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from ...analysis.result import DyadAlignment, DyadTension
from ...atlas.book import open_atlas
from ...atlas.places import capitals
from ...graph.errors import InputRejected
from ..frames import Row, items, rows
from .registry import Counts, Scored
from .stix_parts import Thing, percent, sdo, spell, stix_id

_CLASSES: Final = {"person": "individual", "organization": "organization", "alliance": "organization"}
_DONE: Final = ("fact", "claimed")


def write(source: Scored, path: Path) -> Counts:
    """Write the bundle; return how many objects of each type it holds."""
    objects = _Bundle(source).objects()
    if len(objects) < 2:
        raise InputRejected("the graph holds no fact to write as STIX. Load articles first: detente load.")
    ids = sorted(thing["id"] for thing in objects)
    bundle = {"type": "bundle", "id": stix_id("bundle", *ids), "objects": objects}
    text = json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    counts: Counts = {}
    for thing in objects:
        counts[thing["type"]] = counts.get(thing["type"], 0) + 1
    return counts


class _Bundle:
    """The objects of one export and the ids by which they name each other."""

    def __init__(self, source: Scored) -> None:
        """Take the snapshot apart once."""
        self._source = source
        frames = source.snapshot
        self._entities = {row["entity"]: row for row in rows(frames.entities, "entity")}
        self._articles = {row["article"]: row for row in rows(frames.articles, "article")}
        self._facts = {row["fact"]: row for row in rows(frames.facts, "fact")}
        self._said: dict[str, set[str]] = {}
        self._maker = sdo("identity", ("detente",), None, "", {"name": "detente", "identity_class": "system"})

    def objects(self) -> list[Thing]:
        """Return all objects, those first that others name."""
        named = [self._entity(row) for row in self._entities.values()]
        told = [*self._events(), *self._contracts(), *self._memberships(), *self._rivalries()]
        made = [self._maker, *named, *told, *self._scores(), *self._reports()]
        return list({thing["id"]: thing for thing in made}.values())

    def _make(self, type: str, key: tuple[object, ...], created: str | None, **told: Any) -> Thing:  # noqa: ANN401
        return sdo(type, key, created, self._maker["id"], told)

    def _entity(self, row: Row) -> Thing:
        name, place = row["name"] or row["entity"], capitals().get(row["entity"])
        if row["kind"] == "country" and place:
            state = open_atlas().states.get(row["entity"])
            return self._make(
                "location", (row["entity"],), None, name=name, latitude=place.lat, longitude=place.lon,
                country=state.iso2 if state and not state.valid_to else None,
            )  # fmt: skip
        kind = _CLASSES.get(row["kind"], "group")
        return self._make("identity", (row["entity"],), None, name=name, identity_class=kind)

    def _ref(self, entity: str) -> str | None:
        row = self._entities.get(entity)
        if row is None:
            return None
        return stix_id(
            "location" if row["kind"] == "country" and entity in capitals() else "identity", entity
        )

    def _relation(self, key: str, a: str, b: str, created: str | None, facts: list[str], **told: Any) -> Iterator[Thing]:  # noqa: ANN401  # fmt: skip
        start, end = self._ref(a), self._ref(b)
        if start and end:
            made = self._make(
                "relationship", (key, a, b), created, relationship_type="related-to", source_ref=start,
                target_ref=end, external_references=self._references(facts), **told,
            )  # fmt: skip
            self._note_said(facts, made["id"], start, end)
            yield made

    def _note_said(self, facts: list[str], *ids: str) -> None:
        for fact in facts:
            if fact in self._facts:
                self._said.setdefault(self._facts[fact]["source"], set()).update(ids)

    def _references(self, facts: list[str]) -> list[Thing]:
        found = []
        for fact in facts:
            row = self._facts.get(fact, {})
            article = self._articles.get(row.get("source") or "", {})
            quote = " […] ".join(items(row, "quotes")) or row.get("citation")
            url = article.get("url")
            told = {
                "source_name": article.get("outlet")
                or article.get("title")
                or row.get("source")
                or "detente",
                "description": quote,
                "external_id": fact,
                "url": url if str(url).startswith(("http://", "https://")) else None,
            }
            found.append({k: v for k, v in told.items() if v})
        return found

    def _events(self) -> Iterator[Thing]:
        for row in rows(self._source.snapshot.events, "fact"):
            created, said = row["reported_at"] or row["valid_from"], row["speaker"]
            if row["modality"] in _DONE:
                yield from self._relation(
                    row["fact"], row["source"], row["target"], created, [row["fact"]],
                    labels=["event", row["type"].lower(), row["modality"]], description=row["quote"],
                    confidence=percent(row["confidence"]), **spell(row["valid_from"], row["valid_to"]),
                )  # fmt: skip
                continue
            refs = sorted({r for r in (self._ref(row["source"]), self._ref(row["target"])) if r})
            if refs:
                note = self._make(
                    "note", (row["fact"],), created, abstract=f"{row['modality']}: {row['type'].lower()}",
                    content=row["quote"] or row["type"], object_refs=refs, authors=[said] if said else None,
                    labels=["event", row["modality"]], external_references=self._references([row["fact"]]),
                )  # fmt: skip
                self._note_said([row["fact"]], note["id"])
                yield note

    def _contracts(self) -> Iterator[Thing]:
        for row in rows(self._source.snapshot.contracts, "contract"):
            known = [row["item"], row["status"], row["signed"] and f"signed {row['signed']}",
                     row["value"] and f"{row['value']:,.0f} {row['currency'] or ''}".strip(),
                     row["quantity"] and f"{row['quantity']:g} {row['unit'] or ''}".strip()]  # fmt: skip
            facts = items(row, "facts")
            told = sorted(self._facts[f]["reported_at"] or "" for f in facts if f in self._facts)
            for tie in self._relation(
                row["contract"], row["seller"], row["buyer"], told[-1] if told else None, facts,
                labels=["contract", row["kind"]], description="; ".join(str(k) for k in known if k),
            ):  # fmt: skip
                yield tie
                if items(row, "contested"):
                    what = ", ".join(items(row, "contested"))
                    yield self._make(
                        "opinion", (row["contract"],), told[-1] if told else None, opinion="neutral",
                        explanation=f"The sources disagree on: {what}.", object_refs=[tie["id"]],
                    )  # fmt: skip

    def _memberships(self) -> Iterator[Thing]:
        for row in rows(self._source.snapshot.memberships, "membership"):
            facts = sorted({*items(row, "facts"), *items(row, "prior_facts")})
            yield from self._relation(
                row["membership"], row["country"], row["alliance"], None, facts,
                labels=["membership", row["status"]], description="; ".join(items(row, "obligations")),
                **spell(row["valid_from"], row["valid_to"]),
            )  # fmt: skip

    def _rivalries(self) -> Iterator[Thing]:
        for row in rows(self._source.snapshot.rivalries, "fact"):
            yield from self._relation(
                row["fact"], row["a"], row["b"], None, [row["fact"]], labels=["rivalry"],
                description=f"level {row['level']:g}", **spell(row["valid_from"], row["valid_to"]),
            )  # fmt: skip

    def _scores(self) -> Iterator[Thing]:
        on = self._source.as_of.isoformat() if self._source.as_of else None
        scores: dict[str, Sequence[DyadTension | DyadAlignment]] = {
            "tension": self._source.tensions,
            "alignment": self._source.alignments,
        }
        for name, results in scores.items():
            for score in sorted(results, key=lambda s: (s.a, s.b)):
                a, b = self._ref(score.a), self._ref(score.b)
                if a and b and score.value == score.value:
                    yield self._make(
                        "note", (name, score.a, score.b, on), on, labels=["score", name],
                        abstract=f"{name} {score.a} {score.b}" + (f" as of {on}" if on else ""),
                        content=f"{score.value:.4f}, interval {score.lo:.4f} to {score.hi:.4f}, n {score.n}",
                        object_refs=[a, b],
                    )  # fmt: skip

    def _reports(self) -> Iterator[Thing]:
        for key, row in self._articles.items():
            refs = sorted(self._said.get(key, ()))
            if refs and row["published_at"]:
                yield self._make(
                    "report", (key,), row["published_at"], name=row["title"] or "Untitled article",
                    published=f"{row['published_at'][:10]}T00:00:00.000Z", object_refs=refs,
                    report_types=["observed-data"], external_references=self._source_of(key, row),
                )  # fmt: skip
            elif refs:  # a report must have a date
                yield self._make(
                    "note", (key,), None, content=row["title"] or "Untitled article", object_refs=refs
                )

    def _source_of(self, key: str, row: Row) -> list[Thing]:
        url = str(row["url"] or "")
        told = {"source_name": row["outlet"] or "article", "external_id": key}
        return [{**told, "url": url}] if url.startswith(("http://", "https://")) else [told]
