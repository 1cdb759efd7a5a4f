"""Text that would run somewhere else: scripts in the page and the exports, formulas in tables, Cypher in the graph."""

import csv
import json
import re
import time
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from trials.payloads import CYPHER, FORMULAS, ODD, SCRIPTS

import detente
from detente.graph.canonical import graph_hash
from detente.graph.errors import DetenteError

SHAPE = (
    "MATCH (n) UNWIND labels(n) AS name RETURN DISTINCT name ORDER BY name",
    "MATCH ()-[r]->() RETURN DISTINCT type(r) AS name ORDER BY name",
)
CELLS = re.compile(r"^[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?|-?(inf|nan)")


def corpus(folder, payloads):
    """Write articles and a data set with a payload in every field; return how many fields that are."""
    lines, fields = [], 0
    for number, payload in enumerate(payloads):
        sentence = (
            f"Norway signed a contract with Sweden for 40 patrol boats {payload} worth $20 million. "
            f"Chad accused Peru of spying, {payload} a spokesman said. Minister Oda {payload} Quenby met officials of Chile."
        )
        lines.append(
            {
                "id": f"{number} {payload}", "title": f"Talks {payload}", "outlet": f"Wire {payload}",
                "url": f"https://news.example/{number}?{payload}", "text": f"Oslo talks {payload}\n\n{sentence}", "date": "2018-03-03",
            }
        )  # fmt: skip
        fields += 6
    (folder / "hostile.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    head = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country\n"
    with (folder / "acled.csv").open("w", newline="", encoding="utf-8", errors="replace") as out:
        out.write(head)
        for number, payload in enumerate(payloads):
            plain = " ".join(payload.replace("\0", " ").split())
            csv.writer(out).writerow(
                [
                    f"A{number}",
                    "2018-03-03",
                    "Battles",
                    plain,
                    f"Military Forces of Mali {plain}",
                    f"Army {plain}",
                    plain,
                ]
            )
            fields += 4
    return fields


def formulas(folder):
    """Return how many cells of all tables that are meant for spreadsheets begin as a formula does."""
    seen, bad = 0, []
    for path in sorted(folder.rglob("*.csv")):
        if path == folder / "acled.csv" or "neo4j-admin" in path.parts:
            continue  # what went in; files of the database's own importer, which no spreadsheet should change
        with path.open(encoding="utf-8", newline="") as opened:
            for row in csv.reader(opened):
                for cell in row:
                    seen += 1
                    if CELLS.match(cell) and not NUMBER.fullmatch(cell.strip()):
                        bad.append(f"{path.name}: {cell[:40]!r}")
    return seen, bad


def parsed(folder):
    """Read every export by a strict reader of its format; return how many were and what could not be."""
    import defusedxml.ElementTree

    done, bad = 0, []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            if path.suffix in (".graphml", ".gexf", ".svg"):
                defusedxml.ElementTree.parse(path)
            elif path.name.endswith((".ftm.json", ".jsonl")):
                for line in path.read_text(encoding="utf-8").split("\n"):
                    json.loads(line or "{}")
            elif path.suffix in (".json", ".cyjs", ".geojson"):
                json.loads(path.read_text(encoding="utf-8"))
            else:
                continue
            done += 1
        except Exception as error:
            bad.append(f"{path.name}: {type(error).__name__}: {str(error)[:80]}")
    return done, bad


def exports(store, folder):
    """Write the graph in every format; return the formats and what failed."""
    from detente.app.cli import cli
    from detente.views.exports.registry import FORMATS

    bad = []
    for one in FORMATS:
        out = folder / (one.name if one.folder else f"{one.name}{one.suffix}")
        told = CliRunner().invoke(cli, ["export", one.name, "--store", str(store), "--out", str(out)])
        if told.exit_code:
            bad.append(f"{one.name}: {told.exception or told.output[-200:]}")
    return len(FORMATS), bad


def seen(page, long):
    """Open the page in Chromium and everything on it; return dialogs, requests, errors and clicks, or None."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return None
    dialogs, requests, errors, clicks = [], [], [], 0
    with sync_playwright() as play:
        try:
            browser = play.chromium.launch()
        except Error:
            try:
                browser = play.chromium.launch(executable_path=_installed())
            except Error:
                return None
        tab = browser.new_page()
        tab.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        tab.on("request", lambda r: requests.append(r.url))
        tab.on("pageerror", lambda e: errors.append(str(e)))
        tab.goto(page.as_uri())
        tab.wait_for_timeout(1500)
        end = time.monotonic() + (120 if long else 12)
        for selector in (
            "nav a, [role=tab], details > summary",
            "#network .node, #network [data-id]",
            "tr, [data-tie]",
            "button",
        ):
            found = tab.locator(selector)
            for number in range(min(found.count(), 200 if long else 12)):
                if time.monotonic() > end:
                    break
                try:
                    found.nth(number).click(timeout=400, force=True, no_wait_after=True)
                    clicks += 1
                except Error:
                    continue
        tab.wait_for_timeout(500)
        browser.close()
    outside = [u for u in requests if not u.startswith(("file:", "data:", "blob:"))]
    return dialogs, outside, errors, clicks


def _installed():
    import shutil

    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def scripts(folder, long):
    """Put scripts and formulas into every field, make the page and all exports, and look for what runs."""
    payloads = (*SCRIPTS, *FORMULAS, *ODD)
    fields = corpus(folder, payloads)
    failures = []
    run = detente.analyze([folder / "hostile.jsonl"], folder / "report")
    with detente.connect(folder / "store", environ={}) as store:
        detente.load_articles(store, [folder / "hostile.jsonl"])
        from detente.atlas.book import open_atlas
        from detente.loaders.dataset import load_dataset

        load_dataset(store, "acled", [folder / "acled.csv"], open_atlas())
    formats, bad = exports(folder / "store", folder / "exports")
    failures += [f"export {one}" for one in bad]
    done, broken = parsed(folder)
    failures += [f"not well formed: {one}" for one in broken]
    cells, running = formulas(folder)
    failures += [f"a formula in a table: {one}" for one in running[:5]]
    looked = seen(folder / "report" / "index.html", long)
    page = (folder / "report" / "index.html").read_text(encoding="utf-8")
    if page.count("<script") != 2:
        failures.append(f"the page has {page.count('<script')} scripts, not 2")
    del run
    lines = [
        f"{len(payloads)} payloads ({len(SCRIPTS)} scripts, {len(FORMULAS)} formulas, {len(ODD)} odd texts) in {fields} fields of articles and of a data set; "
        f"{formats} export formats written, {done} files parsed strictly, {cells} cells of CSV of which {len(running)} begin as a formula does."
    ]
    if looked is None:
        lines.append("No Chromium is installed: the page was not opened.")
    else:
        dialogs, outside, errors, clicks = looked
        lines.append(
            f"The page in Chromium, {clicks} clicks: {len(dialogs)} dialogs, {len(outside)} requests, {len(errors)} errors."
        )
        failures += (
            [f"a script ran: {d}" for d in dialogs[:3]]
            + [f"a request left the page: {u}" for u in outside[:3]]
            + [f"an error on the page: {e[:100]}" for e in errors[:3]]
        )
    return lines, failures


@contextmanager
def _none(where, what, failures):
    try:
        yield
    except DetenteError:
        pass
    except Exception as error:
        failures.append(f"{where} with {what!r}: {type(error).__name__}: {str(error)[:100]}")


def cypher(folder, long):
    """Put Cypher into every text and parameter; the graph keeps its shape, and questions do not change it."""
    from detente.app.explain import explanation
    from detente.app.pipeline import read_snapshot
    from detente.atlas.book import open_atlas
    from detente.graph.nodes import NODES
    from detente.graph.relationships import RELATIONSHIPS
    from detente.loaders.judging import judge
    from detente.queries.library import library

    failures, payloads = [], CYPHER
    corpus(folder, payloads)
    with detente.connect(folder / "store2", environ={}) as store:
        detente.load_articles(store, [folder / "hostile.jsonl"])
        labels, types = ({row["name"] for row in store.read(q)} for q in SHAPE)
        strange = (labels - {_name(n) for n in NODES}) | (types - {_name(r) for r in RELATIONSHIPS})
        failures += [
            f"a label or type that is not of the model: {one}" for one in sorted(strange - {"Detente"})
        ]
        titles = {row["t"] for row in store.read("MATCH (p:Publication) RETURN p.title AS t")}
        before, asked = graph_hash(store), 0
        from datetime import datetime

        snapshot = read_snapshot(store)
        for payload in payloads:
            for query in library().values():
                words = [p.name for p in query.parameters if p.type == "string"]
                if not words or (not long and asked % 4):
                    asked += bool(words)
                    continue
                asked += 1
                with _none(query.name, payload, failures):
                    given = {p.name: "1" for p in query.parameters if p.required and p.type != "string"}
                    store.read(query.text, **query.bind({**given, **dict.fromkeys(words, payload)}))
            with _none("judge", payload, failures):
                judge(
                    store,
                    open_atlas(),
                    "reject",
                    [payload],
                    reason=payload,
                    author=payload,
                    decided_at=datetime(2020, 1, 1),
                )
            with _none("explain", payload, failures):
                explanation(snapshot, payload, None, None)
        after = graph_hash(store)
    if after != before:
        failures.append("the graph changed")
    return [
        f"{len(payloads)} payloads of Cypher in every field of articles ({len(titles)} titles kept as written), in {asked} questions of the library and in judgements: "
        f"{len(labels)} labels and {len(types)} types, all of the model; the hash of the graph is {'unchanged' if after == before else 'CHANGED'}."
    ], failures


def _name(declared):
    return (
        getattr(declared, "label", None)
        or getattr(declared, "type", None)
        or getattr(declared, "name", declared)
    )


def run_all(folder, long):
    """Run both; return lines and failures."""
    lines, failures = scripts(_made(folder / "scripts"), long)
    more, failed = cypher(_made(folder / "cypher"), long)
    return lines + more, failures + failed


def _made(folder: Path):
    folder.mkdir(parents=True)
    return folder
