"""`detente export`: every format from a store, by command and by function, with its refusals."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import detente
from detente.app.cli import cli
from detente.app.export import export_graph
from detente.graph.errors import DetenteError, UsageError
from detente.views.exports import place
from detente.views.exports.registry import FORMATS

SAMPLE = Path(str(files("detente.app") / "sample"))
NAMES = [f.name for f in FORMATS]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the sample articles in it."""
    with detente.connect(tmp_path_factory.mktemp("export") / "store", environ={}) as store:
        detente.load_articles(store, [SAMPLE])
        yield store


@pytest.fixture(scope="module")
def where(store):
    return str(store.server).removeprefix("embedded store in ")


def run(*arguments):
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def contents(path):
    if path.is_file():
        return {path.name: path.read_bytes()}
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}


@pytest.mark.parametrize("format", FORMATS, ids=NAMES)
def test_each_format_is_written_and_written_again_alike(format, store, where, tmp_path):
    one, other = tmp_path / f"a{format.suffix}", tmp_path / f"b{format.suffix}"
    done = run(format.name, "--out", one, "--store", where, "--json")
    assert done.exit_code == 0, done.output + str(done.exception)
    told = json.loads(done.stdout)
    assert told["format"] == format.name and told["path"] == str(one) and all(told["counts"].values())
    again = export_graph(store, format.name, other)
    assert dict(again.counts) == told["counts"]
    assert list(contents(one).values()) == list(contents(other).values())
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted((one.name, other.name))
    for content in contents(one).values():
        assert str(Path(where)).encode() not in content and str(SAMPLE).encode() not in content


def test_without_a_format_they_are_listed():
    told = json.loads(run("--json").stdout)
    assert [row["format"] for row in told] == NAMES and all(row["what"] for row in told)
    assert all(name in run().stdout for name in NAMES)


def test_a_snapshot_will_do_for_what_carries_scores(store, tmp_path):
    snapshot = detente.read_snapshot(store)
    done = export_graph(snapshot, "graphml", tmp_path / "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert graph.number_of_nodes() == done.counts["nodes"]
    assert "TENSION" in {d["relation"] for *_, d in graph.edges(data=True)}
    with pytest.raises(UsageError, match="from a store"):
        export_graph(snapshot, "rdf", tmp_path / "g.ttl")


def test_known_by_leaves_out_what_was_told_later(store, tmp_path):
    export_graph(store, "ftm", tmp_path / "now")
    export_graph(store, "ftm", tmp_path / "then", known_by=date(2018, 6, 30))
    now, then = (
        [json.loads(x) for x in (tmp_path / f).read_text("utf-8").splitlines()] for f in ("now", "then")
    )
    published = [d for e in then if e["schema"] == "Article" for d in e["properties"].get("publishedAt", ())]
    assert published and max(published) <= "2018-06-30"
    assert 0 < sum(e["schema"] == "Event" for e in then) < sum(e["schema"] == "Event" for e in now)
    assert len(published) < sum(e["schema"] == "Article" for e in now)


@pytest.mark.parametrize("name", ["neo4j-admin", "cypher", "parquet", "rdf"])
def test_the_whole_graph_has_no_as_of(name, store, tmp_path):
    with pytest.raises(UsageError, match="every fact with its own dates"):
        export_graph(store, name, tmp_path / "x", known_by=date(2018, 1, 1))
    assert not (tmp_path / "x").exists()


def test_wrong_arguments_are_said_before_a_store_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.app.pipeline.connect", lambda *a, **k: pytest.fail("opened a store"))
    with pytest.raises(UsageError, match="There are: graphml, gexf"):
        CliRunner().invoke(cli, ["export", "pdf", "--out", "x"], catch_exceptions=False)
    done = run("gexf")
    assert done.exit_code == 2 and "--out" in done.output


def test_a_folder_of_others_is_left_alone(where, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = run("csv", "--out", tmp_path, "--store", where)
    assert isinstance(done.exception, UsageError) and (tmp_path / "mine.txt").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_graph_that_changes_meanwhile_is_not_exported(store, tmp_path, monkeypatch):
    from detente.views.exports import pages

    monkeypatch.setattr(pages, "_key_pages", lambda *a: iter([]))
    with pytest.raises(DetenteError, match="written to the graph meanwhile"):
        export_graph(store, "cypher", tmp_path / "x.cypher")
    assert not list(tmp_path.iterdir())


def test_small_pages_give_the_same_bytes(store, tmp_path, monkeypatch):
    from detente.views.exports import neo4j_admin, pages

    monkeypatch.setattr(pages, "KEYS", 400)
    export_graph(store, "neo4j-admin", tmp_path / "a")
    for name in ("node_pages", "tie_pages"):
        real = getattr(pages, name)
        monkeypatch.setattr(neo4j_admin, name, lambda s, g, real=real: real(s, g, 150))
    export_graph(store, "neo4j-admin", tmp_path / "b")
    assert sorted(contents(tmp_path / "a")) == sorted(contents(tmp_path / "b"))
    for name, content in contents(tmp_path / "a").items():
        if name != place.MANIFEST and not name.startswith("relationships"):
            assert contents(tmp_path / "b")[name] == content
        elif name != place.MANIFEST:
            assert sorted(contents(tmp_path / "b")[name].splitlines()) == sorted(content.splitlines())
