"""What may be wrong inside a graph: loads that broke off, what was set aside, and facts that lost their ground."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from ..graph.store import GraphStore

Level = Literal["ok", "note", "wrong"]
PAGE = 200  # articles read at a time
TEXTS = "UNWIND $keys AS key MATCH (a:Article {sha256: key}) RETURN a.sha256 AS sha256, a.text AS text"
QUOTES = """\
UNWIND $keys AS key MATCH (a:Article {sha256: key})<-[:STATED_IN]-(f:Fact)
RETURN a.sha256 AS sha256, f.id AS fact, f.quotes AS quotes, f.starts AS starts, f.ends AS ends"""
LOADS = """\
MATCH (l:Load) RETURN l.source AS source, l.started AS started, l.complete AS complete, l.quarantined AS aside
ORDER BY started, source"""
KEYS = "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes AS labels, properties AS properties"
AGAIN = (
    "Something other than detente changed this graph. Load its sources again (detente load SOURCE PATH…), which "
    "puts back what they say; if this stays, load them into a new store: --store FOLDER."
)
# Each counts what should not be there, and shows one of them.
INVARIANTS: Mapping[str, str] = {
    "facts without a source": "MATCH (f:Fact) WHERE NOT EXISTS { (f)-[:STATED_IN]->() } RETURN count(f) AS n, min(f.id) AS one",
    "facts about nobody": "MATCH (f:Fact) WHERE NOT EXISTS { (f)-[:ABOUT]->() } RETURN count(f) AS n, min(f.id) AS one",
    "contracts without a fact": (
        "MATCH (t:Contract) WHERE NOT EXISTS { (:Fact)-[:SUPPORTS|DISPUTES]->(t) } RETURN count(t) AS n, min(t.id) AS one"
    ),
    "events without a fact": (
        "MATCH (t:Event) WHERE NOT EXISTS { (:Fact)-[:SUPPORTS|DISPUTES]->(t) } RETURN count(t) AS n, min(t.id) AS one"
    ),
    "memberships without a fact": (
        "MATCH (t:Membership) WHERE NOT EXISTS { (:Fact)-[:SUPPORTS|DISPUTES]->(t) } "
        "RETURN count(t) AS n, min(t.id) AS one"
    ),
    "printings without an article": (
        "MATCH (p:Publication) WHERE NOT EXISTS { (p)-[:PRINTS]->(:Article) } RETURN count(p) AS n, min(p.id) AS one"
    ),
    "edges that name a fact that is gone": (
        "MATCH ()-[r:MEMBER_OF|HOLDS_OFFICE|OVER]->() UNWIND r.facts AS id WITH DISTINCT id "
        "OPTIONAL MATCH (f:Fact {id: id}) WITH id, f WHERE f IS NULL RETURN count(id) AS n, min(id) AS one"
    ),
    "edges of a membership that is gone": (
        "MATCH ()-[r:MEMBER_OF]->() WITH DISTINCT r.membership AS id "
        "OPTIONAL MATCH (m:Membership {id: id}) WITH id, m WHERE m IS NULL RETURN count(id) AS n, min(id) AS one"
    ),
}


class Finding(NamedTuple):
    """One check: what was looked at, how it stands, what was found, and the next command where it is not well."""

    what: str
    level: Level
    found: str
    advice: str = ""


def examine(store: GraphStore) -> Iterator[Finding]:
    """Yield the checks of a graph of ours, each with its name."""
    yield from loads(store)
    yield from keys(store)
    for what, statement in INVARIANTS.items():
        (row,) = store.read(statement)
        yield _counted(what, row)
    yield from evidence(store)


def loads(store: GraphStore) -> Iterator[Finding]:
    """Yield whether every load came to its end, and whether rows were set aside."""
    told = store.read(LOADS)
    open_ones = [row for row in told if not row["complete"]]
    names = sorted({str(row["source"]) for row in open_ones})
    since = (
        f" ({', '.join(names)}; the last begun {open_ones[-1]['started']:%Y-%m-%d %H:%M})"
        if open_ones
        else ""
    )
    yield Finding(
        "loads",
        "wrong" if open_ones else "ok",
        f"{len(told)} loads, {len(open_ones)} unfinished{since}",
        f"Run the same command again: detente load {names[0]} PATH…; it resumes, and doubles nothing."
        if open_ones
        else "",
    )
    aside = sum(row["aside"] or 0 for row in told)
    if aside:
        yield Finding(
            "rows set aside",
            "note",
            f"{aside} in {sum(bool(row['aside']) for row in told)} loads",
            "Their reasons stand in the file of --quarantine and in the Load nodes; mend the rows and load again.",
        )


def keys(store: GraphStore) -> Iterator[Finding]:
    """Yield whether the constraints are there and, where one is not, whether a key is there twice."""
    from ..graph.nodes import NODES
    from ..graph.paging import keys_twice

    held = {
        (label, name) for row in store.read(KEYS) for label in row["labels"] for name in row["properties"]
    }
    missing = [n for n in NODES if (n.label, n.key.name) not in held]
    yield Finding(
        "key constraints",
        "wrong" if missing else "ok",
        f"{len(NODES) - len(missing)} of {len(NODES)}"
        + (f"; none for {', '.join(n.label for n in missing)}" if missing else ""),
        AGAIN if missing else "",
    )
    for node in missing:
        (row,) = store.read(keys_twice(node.label))
        if row["n"]:
            yield _counted(f"{node.label} keys held twice", row)


def evidence(store: GraphStore) -> Iterator[Finding]:
    """Yield whether each article has the text of its key, and each quote stands where its fact says."""
    altered: list[str] = []
    loose: list[str] = []
    facts = 0
    for page in _pages(store):
        texts = {row["sha256"]: row["text"] or "" for row in store.read(TEXTS, keys=page)}
        altered += [sha for sha, text in texts.items() if _sha256(text) != sha]
        for row in store.read(QUOTES, keys=page):
            facts += 1
            if not _stands(row, texts[row["sha256"]]):
                loose.append(row["fact"])
    yield _counted("articles whose text was changed", {"n": len(altered), "one": min(altered, default=None)})
    yield _counted(
        "facts whose quote does not stand in the text",
        {"n": len(loose), "one": min(loose, default=None)},
        facts,
    )


def _pages(store: GraphStore) -> Iterator[list[str]]:
    from ..graph.paging import keys_of

    page = [row["key"] for row in store.read(keys_of("Article"), size=PAGE)]
    while page:
        yield page
        page = [row["key"] for row in store.read(keys_of("Article", after=True), last=page[-1], size=PAGE)]


def _stands(row: Mapping[str, Any], text: str) -> bool:
    quotes: Sequence[str] = row["quotes"] or ()
    starts, ends = row["starts"] or (), row["ends"] or ()
    if not quotes or not len(quotes) == len(starts) == len(ends):
        return False
    return all(
        0 <= start < end <= len(text) and text[start:end] == quote
        for quote, start, end in zip(quotes, starts, ends, strict=True)
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _counted(what: str, row: Mapping[str, Any], of: int | None = None) -> Finding:
    n = int(row["n"] or 0)
    told = f"{n:,}" if of is None else f"{n:,} of {of:,}"
    return Finding(
        what, "wrong" if n else "ok", told + (f", such as {row['one']}" if n else ""), AGAIN if n else ""
    )
