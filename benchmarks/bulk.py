"""The invented world as files for Neo4j's bulk importer: a large graph in minutes.

Facts are merged by the functions of the loader, so contracts, events and memberships are those that a load makes.
"""

import csv
from collections import defaultdict
from itertools import islice
from pathlib import Path

import world

from detente.atlas.book import open_atlas
from detente.graph.model import Judgement, digest
from detente.graph.nodes import NODES
from detente.graph.relationships import RELATIONSHIPS
from detente.graph.schema import VERSION
from detente.loaders.deals import merge_contracts
from detente.loaders.identity import item_key, merge_events
from detente.loaders.items import add_items, known_items
from detente.loaders.memberships import merge_memberships
from detente.loaders.over import named
from detente.loaders.prior import prior_facts
from detente.loaders.rows import (
    Rows,
    add_agreement,
    add_article,
    add_contract,
    add_dataset,
    add_event,
    add_fact,
    add_membership,
    daily_event,
    pair_of,
)

TYPES = {
    "string": "string", "integer": "long", "float": "double", "boolean": "boolean", "date": "date",
    "datetime": "datetime", "strings": "string[]", "integers": "long[]", "floats": "double[]",
}  # fmt: skip
PART = "\x1f"
OPTIONS = (
    "--array-delimiter=U+001F",
    "--multiline-fields=true",
    "--read-buffer-size=8m",
    "--bad-tolerance=0",
)
MANY = frozenset(("Fact", "Event", "Article", "Publication", "Contract", "Membership"))
BLOCK = 2_000


class Files:
    """Open files, one a label and one a type with its two labels."""

    def __init__(self, folder: Path):
        self.folder, self.open, self.seen, self.options = folder, {}, set(), []
        self.columns = {n.label: [p.name for p in n.properties] for n in NODES}
        self.columns |= {t.type: [p.name for p in t.properties] for t in RELATIONSHIPS}
        self.types = {(o.label if hasattr(o, "label") else o.type): [TYPES[p.type] for p in o.properties] for o in (*NODES, *RELATIONSHIPS)}  # fmt: skip
        self.counts = defaultdict(int)

    def add(self, rows: Rows) -> None:
        """Write rows; what several blocks tell is written once."""
        for label, found in rows.nodes.items():
            out, columns = self._nodes(label), self.columns[label]
            for key, row in found.items():
                if label in MANY or self._new(label, key):
                    out.writerow([_cell(row.get(name)) for name in columns])
                    self.counts[label] += 1
        for ends, found in rows.ties.items():
            out, columns = self._ties(*ends), self.columns[ends[0]]
            for identity, row in found.items():
                if MANY & set(ends[1:]) or self._new(ends, identity):
                    out.writerow([row["from"], row["to"], *[_cell(row.get(name)) for name in columns]])
                    self.counts["ties"] += 1

    def _new(self, kind, key) -> bool:
        if (kind, key) in self.seen:
            return False
        self.seen.add((kind, key))
        return True

    def _nodes(self, label):
        if label not in self.open:
            name = f"nodes-{label}.csv"
            key, *rest = zip(self.columns[label], self.types[label], strict=True)
            head = [f"{key[0]}:ID({label})", *(f"{n}:{t}" for n, t in rest)]
            self.options.append(f"--nodes={label}=./{name}")
            self._start(label, name, head)
        return self.open[label][1]

    def _ties(self, kind, start, end):
        if (kind, start, end) not in self.open:
            name = f"ties-{kind}-{start}-{end}.csv"
            rest = zip(self.columns[kind], self.types[kind], strict=True)
            head = [f":START_ID({start})", f":END_ID({end})", *(f"{n}:{t}" for n, t in rest)]
            self.options.append(f"--relationships={kind}=./{name}")
            self._start((kind, start, end), name, head)
        return self.open[kind, start, end][1]

    def _start(self, key, name, head):
        file = (self.folder / name).open("w", encoding="utf-8", newline="")
        self.open[key] = file, csv.writer(file, lineterminator="\n")
        self.open[key][1].writerow(head)

    def close(self) -> None:
        for file, _ in self.open.values():
            file.close()


def _cell(value):
    if value is None:
        return ""
    kind = type(value)
    if kind is str or kind is int or kind is float:
        return value
    if kind is list:
        return PART.join(map(str, value))
    if kind is bool:
        return "true" if value else "false"
    return value.isoformat()


def write_world(folder: Path, count: int) -> tuple[list[str], dict[str, int]]:
    """Write the files of a world of so many facts; return the options of the importer and the counts of nodes."""
    folder.mkdir(parents=True, exist_ok=True)
    atlas, files, by_pair = open_atlas(), Files(folder), defaultdict(list)
    rows = world.datasets()
    add_dataset(rows, atlas.dataset)
    rows.node("Detente", "schema", id="schema", version=VERSION)
    for n in range(40):
        rows.node("Load", f"load {n}", id=f"load {n}", source="invented", complete=True, read=n, reasons=[])
    files.add(rows)
    acts = _articles(files, count, atlas, by_pair)
    _tables(files, count, atlas, by_pair)
    _merged(files, atlas, by_pair, acts)
    rows = Rows()
    for one in world.agreements():
        add_agreement(rows, one, atlas)
    files.add(rows)
    files.close()
    return [*OPTIONS, *files.options], dict(files.counts)


def _articles(files, count, atlas, by_pair):
    """Write a tenth as many articles and their facts; return the item that each act names."""
    told, acts = world.articles(count // 10), {}
    while block := list(islice(told, BLOCK)):
        rows = Rows()
        for one in block:
            add_article(rows, one.article, one.printed)
            for fact in one.facts:
                add_fact(rows, fact, atlas)
                add_items(rows, fact, one.article.text)
                by_pair[fact.kind, pair_of(fact)].append(fact)
        for row in rows.ties.get(("ABOUT", "Fact", "Item"), {}).values():
            acts[row["from"]] = row["to"], row["via"]
        for n, fact in enumerate(f for one in block[:10] for f in one.facts[:1]):
            _judged(rows, fact, n)
        files.add(rows)
    return acts


def _judged(rows, fact, n):
    made = Judgement(digest("judged", fact.id), ("reject", "confirm")[n % 2], "ana", "invented", "2024-05-01T12:00:00+00:00", (fact.id,))  # fmt: skip
    rows.node(
        "Judgement", made.id, id=made.id, action=made.action, author=made.author, reason=made.reason,
        decided_at=made.decided_at, targets=list(made.targets),
    )  # fmt: skip
    rows.tie("JUDGES", ("Judgement", made.id), ("Fact", fact.id))


def _tables(files, count, atlas, by_pair):
    told = world.rows(count - 4 * (count // 10))
    while block := list(islice(told, BLOCK)):
        rows = Rows()
        for fact in block:
            add_fact(rows, fact, atlas, f"{fact.source}, row {fact.row}")
            if fact.count is not None:
                add_event(rows, daily_event(fact), {fact.id: fact}, fact.score)
            elif fact.kind in ("contract", "membership"):
                by_pair[fact.kind, pair_of(fact)].append(fact)
        files.add(rows)
    rows = Rows()
    for fact, citation in prior_facts(sorted(world.STATES), atlas):
        add_fact(rows, fact, atlas, citation)
        by_pair[fact.kind, pair_of(fact)].append(fact)
    files.add(rows)


def _merged(files, atlas, by_pair, acts):
    """Write what the facts of each pair merge to, and which acts were over which deals."""
    items = {name.text.lower(): name.id for name in atlas.items}
    deals, done = [], []
    for (kind, pair), told in by_pair.items():
        rows, facts = Rows(), {f.id: f for f in told}
        for thing in merge_contracts(told, items) if kind == "contract" else ():
            item = known_items().get(item_key(thing.item, items).partition("+")[0])
            add_contract(rows, thing, facts, item)
            if item:
                buyer, seller = pair.split(" > ")
                deals.append({"contract": thing.id, "item": item.id, "buyer": buyer, "sellers": [seller], "signed": thing.signed})  # fmt: skip
        for thing in merge_events(told) if kind == "event" else ():
            add_event(rows, thing, facts, None)
            done += [
                {"event": thing.id, "fact": f, "pair": pair, "item": acts[f][0], "via": acts[f][1], "at": thing.date and thing.date.end}
                for f in thing.facts
                if f in acts
            ]  # fmt: skip
        for thing in merge_memberships(told) if kind == "membership" else ():
            add_membership(rows, thing, facts)
        files.add(rows)
    rows = Rows()
    for (event, contract, rule), behind in sorted(named(deals, done[:20_000]).items()):
        rows.tie("OVER", ("Event", event), ("Contract", contract), rule=rule, facts=sorted(behind))
    files.add(rows)
