"""Every reader of the package as a target of fuzzing: a file's name, what to begin with, and how it is read."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from trials import seeds

from detente.atlas.book import open_atlas
from detente.graph.errors import DetenteError
from detente.loaders.sources import MODULES


@dataclass(frozen=True)
class Reader:
    """One target: ``read`` gets the path of a file with the given name."""

    name: str
    file: str
    seeds: tuple[bytes, ...]
    read: Callable[[Path], object]


class Sink:
    """A store that keeps nothing and holds nothing, so that a loader runs to its end."""

    server = "nothing"

    def __init__(self, raw):
        self.raw = raw

    def read(self, cypher, /, **parameters):
        return [{"n": 0}] if " AS n" in cypher.split("ORDER BY")[0][-8:] or "count(" in cypher else []

    def write(self, cypher, rows, /):
        for _ in rows:
            pass

    def write_many(self, batches, /):
        for _, rows in batches:
            for _ in rows:
                pass

    def apply_schema(self, *, adopt=False):
        pass


def articles(path):
    """Read a file of articles, as every command does."""
    from detente.loaders.articles.reading import Found, stream

    found = list(stream([path]))
    assert found, "neither an article nor a reason"
    for one in found:
        if isinstance(one, Found):
            one.article.text.encode()  # what is stored can be written down
            json.dumps([one.publication.title, one.publication.outlet, one.publication.url])
        else:
            assert one.reason and one.advice, one


def extraction(path):
    """Read a text whatever its language is, and check where its quotes stand."""
    from detente.loaders.articles.extract import extract
    from detente.loaders.articles.files.cleaning import clean, decode
    from detente.loaders.articles.reading import make
    from detente.loaders.load import check

    decoded = decode(path.read_bytes())
    if decoded is None or not (text := clean(decoded.text)):
        return
    article, printing = make(text, date="2018-04-03")
    for fact in extract(article, printing, open_atlas()).facts:
        check(fact, article)


def dataset(name):
    """Return the loading of a data set from one file into a store that keeps nothing."""

    def read(path):
        from detente.loaders.dataset import load_dataset

        raw = path.parent / "raw"
        try:
            load_dataset(Sink(raw), name, [path], open_atlas(), quarantine=path.parent / "quarantine.jsonl")
        finally:
            shutil.rmtree(raw, ignore_errors=True)

    return read


def dictionary(path):
    """Read a dictionary of actors, and an atlas with its names."""
    from detente.app.dictionaries import atlas_with

    atlas_with([path])


def network(path):
    """Read a network of signs and measure it a little."""
    from detente.analysis.balance_file import read_signed_edges

    read_signed_edges(path)


def scored(path):
    """Score a file of records against itself."""
    from click import ClickException
    from click.testing import CliRunner

    from detente.app.score import score

    told = CliRunner().invoke(score, [str(path), str(path), "--boot", "0"], standalone_mode=False)
    if told.exception and not isinstance(told.exception, SystemExit | ClickException):
        raise told.exception


def sentences(path):
    """Read single sentences, as `extract --sentences` does."""
    from detente.app.facts import sentence_records

    rejected = []
    list(sentence_records([path], rejected=rejected))


@lru_cache(maxsize=1)
def _prepared():
    from detente.loaders.articles.extract import annotate, prepare
    from detente.loaders.articles.reading import make

    article, printing = make(seeds.NEWS, date="2018-04-03")
    doc = prepare(article, printing, open_atlas())
    annotate(doc)
    return doc


def answered(path):
    """Take what a language model answers through the gate."""
    from detente.loaders.articles.remote.extractor import parsed
    from detente.loaders.articles.remote.gate import admit_into

    admit_into(_prepared(), parsed(path.read_bytes(), "secret"), "model")


def judgement(path):
    """Record a judgement whose ids, reason and part are what a file says."""
    from datetime import datetime

    from detente.loaders.judging import judge

    words = path.read_text("utf-8", "replace").split("\n")
    action, *ids = words or [""]
    known = ("reject", "confirm", "correct", "merge", "split", "retract")
    action = action if action in known else known[len(action) % len(known)]
    judge(
        Sink(path.parent), open_atlas(), action, ids, reason=words[-1], author=words[0], role=words[-1], to=words[0],
        decided_at=datetime(2020, 1, 1),
    )  # fmt: skip


def statement(path):
    """Look at a statement of Cypher as the server does."""
    from detente.app.serve.wording import check_reading

    check_reading(path.read_text("utf-8", "replace"))


def address(path):
    """Read what NEO4J_URI and the address of a language model may hold."""
    from detente.graph.address import find_address, raw_folder
    from detente.loaders.articles.files.html import http_only
    from detente.loaders.articles.remote.endpoint import split

    told, home = path.read_text("utf-8", "replace").replace("\0", ""), {"HOME": str(path.parent)}
    http_only(told)
    raw = raw_folder(path, home, "linux").parent
    for look in (split, lambda uri: find_address(None, {**home, "NEO4J_URI": uri}, "linux")):
        try:
            found = look(told)
        except DetenteError:
            continue
        if hasattr(found, "uri"):  # the folder of raw rows never leaves the user's own
            kept = raw_folder(found, home, "linux")
            assert kept.parent.name == "raw" and kept.name not in ("", ".", ".."), (raw, kept)


def exported(path):
    """Export into a folder that holds a manifest which is not ours: what no manifest lists is kept."""
    from detente.views.exports.place import MANIFEST, fresh_folder

    out = path.parent / "export"
    out.mkdir(exist_ok=True)
    (out / MANIFEST).write_bytes(path.read_bytes())
    (path.parent / "beside.csv").write_text("kept")
    try:
        with fresh_folder(out, "csv") as made:
            (made / "a.csv").write_text("a")
    finally:
        shutil.rmtree(out, ignore_errors=True)
        assert (path.parent / "beside.csv").read_text() == "kept"


def _readers():
    news, page = seeds.NEWS.encode(), seeds.PAGE.encode()
    samples = {p.suffix: [] for p in seeds.SAMPLES.iterdir()}
    for path in sorted(seeds.SAMPLES.iterdir()):
        samples[path.suffix].append(path.read_bytes())
    yield Reader("text", "a.txt", (news, *samples[".txt"]), articles)
    yield Reader("web page", "a.html", (page, *samples[".html"]), articles)
    yield Reader("JSON lines", "a.jsonl", (seeds.LINE.encode(), *samples[".jsonl"]), articles)
    yield Reader("PDF", "a.pdf", (seeds.pdf(),), articles)
    yield Reader("RSS and Atom", "a.rss", (seeds.RSS.encode(), seeds.ATOM.encode()), articles)
    yield Reader("WARC", "a.warc", (seeds.warc(),), articles)
    yield Reader("WARC, packed", "a.warc.gz", (seeds.packed(seeds.warc()),), articles)
    yield Reader("rules", "a.txt", (news, *samples[".txt"]), extraction)
    yield Reader("answer of a model", "a.json", (seeds.CHAT.encode(),), answered)
    for name in MODULES:
        given = seeds.TABLES[name]
        yield Reader(name, given[0][0], tuple(content.encode() for _, content in given), dataset(name))
    table = seeds.TABLES["rivalries"][0][1].encode()
    yield Reader("zip archive", "a.zip", (seeds.zipped("t.csv", table),), dataset("rivalries"))
    yield Reader("gzip file", "a.csv.gz", (seeds.packed(table),), dataset("rivalries"))
    yield Reader("Stata file", "a.dta", (stata(),), dataset("nca"))
    yield Reader("actor dictionary", "a.txt", (seeds.DICTIONARY.encode(),), dictionary)
    yield Reader("signed network", "a.csv", (seeds.TIES.encode(),), network)
    yield Reader("gold records", "a.jsonl", (json.dumps(seeds.ROW).encode(),), scored)
    yield Reader("sentences", "a.jsonl", (json.dumps(seeds.ROW).encode(),), sentences)
    yield Reader("judgement", "a.txt", (b"reject\nf1\nf2\nwrong party",), judgement)
    yield Reader("Cypher of a user", "a.txt", (seeds.STATEMENT.encode(),), statement)
    yield Reader(
        "manifest of an export", "m.json", (b'{"format": "csv", "files": {"a.csv": "00"}}',), exported
    )
    yield Reader(
        "addresses", "a.txt", (b"neo4j+s://u:p@db.example:7687", b"https://model.example/v1"), address
    )


def stata():
    """Return a small Stata file."""
    import io

    import pandas as pd

    made = io.BytesIO()
    frame = pd.DataFrame([(2, 640, 1960, 1.0, 2.0)], columns=["ccode1", "ccode2", "year", "nca", "nca_type"])
    frame.to_stata(made, write_index=False, version=117)
    return made.getvalue()


READERS = {reader.name: reader for reader in _readers()}
