"""Facts to the graph: checked, written in batches, merged into contracts, events and memberships.

Every batch is safe to run again, and merges are computed from all facts that the graph holds about the
same parties, so neither the order of loading nor a load that broke off can change the final graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import DetenteError
from ..graph.model import Fact, digest
from .ahead import written
from .items import add_items
from .manifest import Manifest, Setback, write_quarantine
from .merge import Merging, merge_again
from .prior import prior_facts
from .rows import Rows, add_article, add_dataset, add_fact
from .write import batches_of, close_load, explained, open_load, write_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.model import Article, Publication
    from ..graph.schema import Batch
    from ..graph.store import GraphStore
    from .articles.extract import Extraction
    from .articles.reading import Reading

CHUNK = 40  # articles a transaction
UNMERGED = "UNWIND $ids AS key MATCH (f:Fact {id: key}) WHERE NOT EXISTS { (f)-[:SUPPORTS|DISPUTES]->() } RETURN f.id AS id"


class SpanError(DetenteError):
    """A fact whose quote does not stand in its article at the place it names."""


def check(fact: Fact, article: Article) -> None:
    """Raise SpanError unless every quote and every mention of a fact stands in its article.

    >>> from ..graph.model import Article, Span, make_fact
    >>> told = make_fact("event", "CONSULT", (), source="a", evidence=(Span(0, 4, "Oslo"),))
    >>> check(told, Article("a", None, "Oslo hosts talks"))
    """
    spans = [*fact.evidence]
    for role in fact.roles:
        spans += [s for s in (role.mention, role.antecedent) if s]
    if fact.attribution and fact.attribution.mention:
        spans.append(fact.attribution.mention)
    for part in (fact.amount, fact.quantity):
        if part and part.span:
            spans.append(part.span)
    wrong = next((s for s in spans if not s.stands_in(article.text)), None)
    if wrong or not fact.evidence:
        raise SpanError(
            f"fact {fact.id} ({fact.kind} {fact.type}): "
            + (f"{wrong.quote!r} does not stand at {wrong.start}-{wrong.end}" if wrong else "no evidence")
        )


def load_extractions(
    store: GraphStore,
    reading: Reading,
    extractions: Iterable[Extraction],
    atlas: Atlas,
    *,
    quarantine: Path | None = None,
    failed: Mapping[str, Setback] | None = None,
) -> Manifest:
    """Load articles and their facts; return the manifest, which also stands in the graph as a Load node.

    A fact that fails the check of its spans is set aside with its reason; the rest of its article is loaded.
    ``failed`` fills, while the extractions are walked through, with the articles that could not be read.
    """
    tool = version("detente")
    articles = {a.id: a for a in reading.articles}
    printed: dict[str, list[Publication]] = {}
    for one in reading.publications:
        printed.setdefault(one.article, []).append(one)
    load = digest("load", "articles", tool, *sorted(articles))
    setbacks = [Setback(r.path, r.line, r.reason, r.advice) for r in reading.rejected]
    read = len(reading.publications) + len(reading.rejected)
    open_load(store, load, source="articles", tool=tool, started=datetime.now(UTC), read=read)

    without: Counter[str] = Counter()
    merging = Merging(store, atlas)

    def writes() -> Iterator[Callable[[], tuple[int, int, int, int]]]:
        for chunk in _chunks(iter(extractions), CHUNK):
            facts = _checked(chunk, articles, setbacks, without)
            rows = Rows()
            for extraction in chunk:
                article = articles[extraction.article_id]
                add_article(rows, article, printed.get(article.id, ()))
            for fact in facts:
                add_fact(rows, fact, atlas)
                add_items(rows, fact, articles[fact.source].text)
            new = unknown(store, facts)  # a fact is of one article, so that no other chunk writes it
            yield partial(_write, store, facts, batches_of(rows), merging, new, len(chunk))

    told = created = updated = done = 0
    with explained("articles", lambda: done):
        for held, new, changed, count in written(writes()):
            told, created, updated, done = told + held, created + new, updated + changed, done + count
        updated += merging.finish()
        created += load_prior(store, atlas)

    lost = failed or {}
    setbacks += lost.values()
    quarantined = len(reading.rejected) + sum(p.article in lost for p in reading.publications)
    kept = Manifest(
        source="articles",
        files=len({p.path for p in reading.publications if p.path} | {r.path for r in reading.rejected}),
        read=read,
        accepted=read - quarantined,
        quarantined=quarantined,
        facts=told,
        created=created,
        updated=updated,
        complete=True,
        reasons=tuple(str(s) for s in setbacks),
        no_fact=dict(sorted(without.items())),
        quarantine=str(quarantine) if quarantine and setbacks else None,
    )
    if quarantine:
        write_quarantine(quarantine, setbacks)
    close_load(store, load, kept, finished=datetime.now(UTC))
    return kept


def _write(
    store: GraphStore,
    facts: Sequence[Fact],
    batches: Sequence[Batch],
    merging: Merging,
    new: int,
    articles: int,
) -> tuple[int, int, int, int]:
    """Write the facts of some articles; return the facts, how many are new, the older nodes changed, and the articles."""
    store.write_many(batches)
    return len(facts), new, merging.take(facts), articles


def _checked(
    chunk: Sequence[Extraction], articles: dict[str, Article], setbacks: list[Setback], without: Counter[str]
) -> list[Fact]:
    """Return the facts of a chunk that pass the check; the others become setbacks."""
    facts: dict[str, Fact] = {}
    for extraction in chunk:
        before = len(facts)
        for fact in (*extraction.facts, *extraction.people):
            try:
                check(fact, articles[extraction.article_id])
            except SpanError as error:
                setbacks.append(
                    Setback(extraction.article_id, None, str(error), "Please report this article.")
                )
            else:
                facts[fact.id] = fact
        if len(facts) == before:
            without["no fact between two actors"] += 1
    return list(facts.values())


def _chunks(things: Iterator[Extraction], size: int) -> Iterator[list[Extraction]]:
    while chunk := list(islice(things, size)):
        yield chunk


def unknown(store: GraphStore, facts: Sequence[Fact]) -> int:
    """Return how many of the facts the graph does not hold yet."""
    return len(facts) - len(_held(store, facts))


def _held(store: GraphStore, facts: Sequence[Fact]) -> set[str]:
    """Return which of the facts the graph holds; one that it holds stands there with all its ties."""
    found = store.read(
        "UNWIND $ids AS key MATCH (f:Fact {id: key}) RETURN f.id AS id", ids=[f.id for f in facts]
    )
    return {row["id"] for row in found}


def load_prior(store: GraphStore, atlas: Atlas) -> int:
    """Load the atlas facts that bear on the states the graph has read about; return how many are new."""
    seen = store.read(
        "MATCH (c:Country)<-[:ABOUT]-(f:Fact) WHERE f.source <> $atlas RETURN DISTINCT c.iso3 AS iso3 ORDER BY iso3",
        atlas=atlas.dataset.id,
    )
    known = prior_facts([row["iso3"] for row in seen], atlas)
    held = _held(store, [fact for fact, _ in known])
    rows = Rows()
    add_dataset(rows, atlas.dataset)
    fresh = [(fact, citation) for fact, citation in known if fact.id not in held]
    for fact, citation in fresh:
        add_fact(rows, fact, atlas, citation)
    if fresh:
        write_rows(store, rows)
    open_ends = _unmerged(store, [fact.id for fact, _ in known if fact.kind == "membership"])
    merge_again(store, [fact for fact, _ in known if fact.id not in held or fact.id in open_ends], atlas)
    return len(fresh)


def _unmerged(store: GraphStore, memberships: Sequence[str]) -> set[str]:
    """Return those that no Membership stands on: they are new, or a load was killed before it merged them."""
    return {row["id"] for row in store.read(UNMERGED, ids=memberships)}
