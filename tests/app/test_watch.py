"""`detente watch` loads what is new, tells what it changed, and remembers in the graph what it has seen."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente
from detente.app.cli import cli
from detente.app.digest import digest_page, write_digest
from detente.app.watch import look

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)> \u202e\x1b[2J"
FIRST = (
    "Norway and Sweden sign\n"
    "OSLO, 3 March 2018 - Norway signed a contract with Sweden for 12 patrol boats worth $20 million.\n"
    "Norway praised Sweden for its support.\n"
)
SECOND = (
    "Boats in doubt\n"
    "OSLO, 9 April 2018 - Norway has ordered 18 patrol boats from Sweden for $35 million, under the contract "
    "that the two signed on 3 March 2018.\n"
    "On Monday Norway accused Sweden of fraud. Norway expelled the Swedish ambassador and imposed sanctions on Sweden.\n"
)
THIRD = (
    f"Lima protests {HOSTILE}\n"
    "LIMA, 10 April 2018 - Peru accused Chile of spying and expelled its ambassador.\n"
    "Peru joined the Arab League on 10 April 2018.\n"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Lima protests</title>
<link>https://wire.example/1</link><pubDate>Tue, 10 Apr 2018 08:00:00 GMT</pubDate>
<description>LIMA, 10 April 2018 - Peru accused Chile of spying and expelled its ambassador. Chile rejected the
charge and recalled its own ambassador from Lima for talks with the government.</description></item></channel></rss>"""
HARSH = (
    "Norway accused Sweden of spying on its parliament.",
    "Norway imposed sanctions on Sweden over the boats, its trade minister announced.",
    "Norway expelled two diplomats of Sweden after a week of quarrels at sea.",
    "Sweden threatened Norway with war if the blockade of its harbours went on.",
    "Norwegian troops attacked Swedish positions at the border near Halden in the night.",
    "Sweden bombed a Norwegian base and said that more would follow.",
    "Norway broke off diplomatic relations with Sweden and closed its airspace.",
    "Swedish forces attacked Norwegian ships in the Skagerrak, killing nine sailors.",
)
EMPTY = "UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n"


def keep(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A store that stays started while the tests come and go."""
    folder = tmp_path_factory.mktemp("watch") / "store"
    with detente.connect(folder, environ={}) as store:
        yield folder, store


@pytest.fixture
def store(home):
    home[1].apply_schema()
    home[1].write(EMPTY, [{"all": True}])
    return home[1]


def run(home, *arguments, code=0):
    done = CliRunner().invoke(cli, ["watch", *map(str, arguments), "--once", "--store", str(home[0])])
    assert getattr(done.exception, "exit_code", done.exit_code) == code, (done.output, done.exception)
    return json.loads(done.stdout) if "--json" in arguments else done.stdout


def test_what_is_new_is_told_once(home, store, tmp_path):
    folder = keep(tmp_path / "in", a=FIRST)
    told = run(home, folder, "--json")
    assert [a["title"] for a in told["articles"]] == ["Norway and Sweden sign"]
    (contract,) = told["contracts"]
    assert (contract["buyer"], contract["seller"], contract["value"]) == ("NOR", "SWE", 20e6)
    assert contract["said"][0]["quote"] in FIRST
    assert told["facts"] > 0 and told["as_of"] == "2018-03-03"
    again = run(home, folder, "--json")  # another process, so to say: nothing is kept but the graph
    assert again["articles"] == again["contracts"] == again["tension"] == again["contested"] == []
    assert (again["facts"], again["printings"], again["rejected"]) == (0, 0, [])
    assert list(again) == list(told)


def test_tension_that_left_its_interval_and_sources_that_disagree(home, store, tmp_path):
    folder = keep(tmp_path / "in", a=FIRST)
    run(home, folder)
    keep(folder, b=SECOND)
    told = run(home, folder, "--json")
    assert [a["title"] for a in told["articles"]] == ["Boats in doubt"]
    assert told["contracts"] == []  # another report of the contract that was known
    assert told["tension"] == [] == told["first"]  # two articles are too few to be sure that it moved
    (dispute,) = told["contested"]
    assert dispute["kind"] == "contract" and {"quantity"} <= set(dispute["on"])
    assert run(home, folder, "--json")["contested"] == []
    for number, act in enumerate(HARSH):
        keep(folder, **{f"d{number}": f"OSLO, {10 + number} April 2018 - {act}\n"})
    told = run(home, folder, "--json")
    (dyad,) = told["tension"]
    assert (dyad["a"], dyad["b"]) == ("NOR", "SWE")
    assert not dyad["before_lo"] <= dyad["value"] <= dyad["before_hi"]
    assert dyad["change"] == pytest.approx(dyad["value"] - dyad["before"])
    assert all(any(part["quote"] in act for act in HARSH) for part in dyad["said"])
    assert told["contested"] == []


def test_the_result_is_that_of_loading_at_once(home, store, tmp_path):
    from detente.graph.canonical import graph_hash

    folder = keep(tmp_path / "in", a=FIRST)
    look(store, [folder])
    keep(folder, b=SECOND, c=THIRD)
    look(store, [folder])
    watched = graph_hash(store)
    store.write(EMPTY, [{"all": True}])
    store.apply_schema()
    detente.load_articles(store, [folder])
    at_once = detente.score(detente.read_snapshot(store))
    facts = "MATCH (f:Fact) RETURN collect(f.id) AS ids"
    loaded = set(store.read(facts)[0]["ids"])
    store.write(EMPTY, [{"all": True}])
    for name in "abc":
        look(store, [folder / f"{name}.txt"])
    assert set(store.read(facts)[0]["ids"]) == loaded
    assert detente.score(detente.read_snapshot(store)).tensions == at_once.tensions
    assert watched


def test_a_feed_and_a_second_printing(home, store, tmp_path):
    pytest.importorskip("feedparser")
    feed = tmp_path / "wire.rss"
    feed.write_text(FEED, encoding="utf-8")
    told = run(home, feed, "--json")
    assert [(a["url"], a["published_at"][:10]) for a in told["articles"]] == [
        ("https://wire.example/1", "2018-04-10")
    ]
    assert told["tension"] == []
    assert {(d["a"], d["b"]) for d in told["first"]} == {("CHL", "PER")}
    feed.write_text(FEED.replace("wire.example", "other.example"), encoding="utf-8")
    again = run(home, feed, "--json")
    assert (again["articles"], again["facts"], again["printings"]) == ([], 0, 1)
    assert store.read(
        "MATCH (p:Publication)-[:PRINTS]->(a:Article) RETURN count(p) AS n, count(DISTINCT a) AS m"
    ) == [{"n": 2, "m": 1}]


def test_the_digest_as_files(home, store, tmp_path):
    folder, out = keep(tmp_path / "in", c=THIRD), tmp_path / "out" / "digests"
    told = run(home, folder, "--json", "--out", out)
    page, data = out / "digest-2018-04-10.html", out / "digest-2018-04-10.json"
    assert told["files"] == [str(page), str(data)]
    assert json.loads(data.read_text(encoding="utf-8")) == {k: v for k, v in told.items() if k != "files"}
    assert {p.name for p in out.iterdir()} == {page.name, data.name}
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text and not re.search(r"<script|<img|https?://|\x1b|\u202e", text)
    assert "&lt;script&gt;alert(1)" in text
    assert text.count("</style>") == 1
    assert [m["country"] for m in told["memberships"]] == ["PER"]
    run(home, folder, "--out", out)
    assert len(list(out.iterdir())) == 2  # nothing new, no file


def test_two_digests_of_a_day_are_kept_apart(tmp_path):
    empty = {"as_of": date(2018, 4, 10), "articles": [], "facts": 0, "printings": 0, "contracts": [], "memberships": [],
             "tension": [], "first": [], "contested": [], "rejected": []}  # fmt: skip
    other = {**empty, "rejected": ["x.txt: <b>"]}
    names = [[p.name for p in write_digest(tmp_path, one)] for one in (empty, empty, other, other)]
    assert names[0] == names[1] == ["digest-2018-04-10.html", "digest-2018-04-10.json"]
    assert names[2] == names[3] == ["digest-2018-04-10-2.html", "digest-2018-04-10-2.json"]
    assert "&lt;b&gt;" in digest_page(other)
    assert write_digest(tmp_path, {**empty, "as_of": None})[0].name == "digest-undated.html"


def test_the_text_on_the_terminal_cannot_steer_it(home, store, tmp_path):
    shown = run(home, keep(tmp_path / "in", c=THIRD))
    assert "1 new article" in shown and "Peru" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)


def test_an_empty_folder_waits_and_bad_files_are_told(home, store, tmp_path):
    folder = keep(tmp_path / "in")
    assert run(home, folder, "--json")["articles"] == []
    (folder / "bad.jsonl").write_text("{not json\n", encoding="utf-8")
    told = run(home, folder, "--json", code=3)
    assert len(told["rejected"]) == 1 and "bad.jsonl:1" in told["rejected"][0]
    keep(folder, a=FIRST)
    assert len(run(home, folder, "--json", code=3)["articles"]) == 1
    run(home, tmp_path / "nowhere", code=3)


def test_digests_do_not_go_where_articles_come_from(home, store, tmp_path):
    folder = keep(tmp_path / "in", a=FIRST)
    for out in (folder, folder / "digests"):
        run(home, folder, "--out", out, code=2)
    assert not (folder / "digests").exists()
    assert store.read("MATCH (a:Article) RETURN a.sha256 AS id") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
def test_it_polls_until_ctrl_c(home, store, tmp_path):
    folder = keep(tmp_path / "in", a=FIRST)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))}
    command = [
        Path(sys.executable).with_name("detente"),
        "watch",
        folder,
        "--every",
        "0.2",
        "--json",
        "--store",
        home[0],
    ]
    process = subprocess.Popen(
        [str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean
    )
    first = json.loads(process.stdout.readline())
    keep(folder, c=THIRD)
    second = json.loads(process.stdout.readline())
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert [len(told["articles"]) for told in (first, second)] == [1, 1]
    assert second["as_of"] == "2018-04-10"
