"""`detente serve`: the page and the API tell what the commands tell, to many at once."""

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import detente
from detente.app.cli import cli

SAMPLE = Path(str(files("detente.app") / "sample"))
HOSTILE = "</script><script>alert(1)</script> {{policy}} \u2028 ' \" ` -->"
SAME = [
    ("tension", "/api/tension"),
    ("alignment", "/api/alignment"),
    ("pressure", "/api/pressure"),
    ("balance", "/api/balance"),
    ("tension RUS TUR --explain --as-of 2019-07-18", "/api/tension?a=rus&b=TUR&explain=true&as_of=2019-07-18"),
    ("tension --directed --known-by 2018-12-31", "/api/tension?directed=true&known_by=2018-12-31"),
    ("alignment TUR USA --metric kappa", "/api/alignment?a=TUR&b=USA&metric=kappa"),
    ("alignment TUR USA --explain", "/api/alignment?a=TUR&b=USA&explain=true"),
    ("alignment TUR USA --source unga --year 2018 --explain", "/api/alignment?a=TUR&b=usa&source=unga&year=2018&explain=true"),
    ("alignment --source unga --metric agreement --absence abstain", "/api/alignment?source=unga&metric=agreement&absence=abstain"),
    ("alignment TUR USA --source atop --year 2018", "/api/alignment?a=TUR&b=USA&source=atop&year=2018"),
    ("pressure TUR --as-of 2019-07-18", "/api/pressure?state=tur&as_of=2019-07-18"),
    ("balance --as-of 2018-04-04 --known-by 2018-04-04", "/api/balance?as_of=2018-04-04&known_by=2018-04-04"),
    ("explain TUR/USA", "/api/explain/TUR/USA"),
    ("explain TUR --as-of 2019-07-18", "/api/explain/TUR?as_of=2019-07-18"),
    ("query", "/api/queries"),
]  # fmt: skip

VOTES = """UNWIND $rows AS row MATCH (a:Country {iso3: 'TUR'}), (b:Country {iso3: 'USA'})
MERGE (a)-[r:VOTED_WITH {dataset: 'unga_votes:1', year: 2018}]->(b) SET r.n = 76, r.table = row.table"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    wild = folder / "wild.txt"
    wild.write_text(
        f"Oslo {HOSTILE}\nOSLO, 3 March 2018 - Norway signed a $20 million contract with Sweden for patrol boats.\n"
        f"Norway accused Sweden of delays, {HOSTILE} a spokesman said.\n",
        encoding="utf-8",
    )
    with detente.connect(folder / "store", environ={}) as store:
        detente.load_articles(store, [SAMPLE, wild])
        store.write(VOTES, [{"table": [30, 2, 4, 0, 3, 5, 1, 0, 9, 2, 20, 4, *[0] * 4]}])
        yield folder / "store", store


@pytest.fixture(scope="module")
def server(graph, served):
    with served(graph[1], cypher=True) as one:
        yield one


def fetch(server, path, method="GET", **headers):
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}",
        method=method,
        headers={k.replace("_", "-"): v for k, v in headers.items()},
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as told:
            return told.status, dict(told.headers), told.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def asked(server, path, status=200):
    got, _, content = fetch(server, path)
    assert got == status, content
    return json.loads(content)


@pytest.mark.parametrize(("command", "path"), SAME, ids=[path for _, path in SAME])
def test_the_api_gives_what_the_command_gives(graph, server, command, path):
    done = CliRunner().invoke(cli, [*command.split(), "--json", *(["--store", str(graph[0])])])
    assert done.exit_code == 0, done.output
    assert asked(server, path) == json.loads(done.stdout)


def test_a_library_query_takes_its_parameters_by_name(graph, server):
    done = CliRunner().invoke(
        cli, ["query", "contracts_of", "--param", "state=TUR", "--store", str(graph[0]), "--json"]
    )
    wanted = {**json.loads(done.stdout), "truncated": False}
    assert wanted["rows"]
    assert asked(server, "/api/query/contracts_of?state=TUR") == wanted
    assert asked(server, "/api/query/contracts_of?param=state%3DTUR") == wanted


def test_every_answer_fits_its_description(server):
    jsonschema = pytest.importorskip("jsonschema")
    told = asked(server, "/api/openapi.json")
    contract = asked(server, "/api/query/contracts_of?state=TUR")["rows"][0][0]
    given = {
        "/api/explain/{id}": f"/api/explain/{quote(contract, safe='')}",
        "/api/cypher": "/api/cypher?q=RETURN%201",
    }
    names = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(names) == len(set(names)) > 45
    for path, methods in told["paths"].items():
        for one in methods["get"]["parameters"]:
            jsonschema.Draft202012Validator.check_schema(one["schema"])
        for status, response in methods["get"]["responses"].items():
            schema = {**response["content"]["application/json"]["schema"], "components": told["components"]}
            check = jsonschema.Draft202012Validator(schema)
            if status == "200":
                at = given.get(path, path)
                needs = [p for p in methods["get"]["parameters"] if p["required"] and p["in"] == "query"]
                if needs and "?" not in at:
                    at += "?" + "&".join(f"{p['name']}={example(p)}" for p in needs)
                check.validate(asked(server, at))
            elif status == "400":
                check.validate(asked(server, given.get(path, path).partition("?")[0] + "?nothing=1", 400))
            elif status == "404":
                check.validate(asked(server, "/api/nothing", 404))


def example(parameter):
    schema = parameter["schema"]
    return {"date": "2019-01-01"}.get(
        schema.get("format"), {"integer": "1", "number": "1"}.get(schema["type"], "TUR")
    )


def test_the_page_is_the_one_that_is_written_to_a_file(graph, server):
    from detente.views.dossier import build_dossier
    from detente.views.page import build_page

    snapshot = detente.read_snapshot(graph[1])
    s = detente.score(snapshot)
    dossier = build_dossier(snapshot, s.tensions, s.alignments, s.pressures, s.balance, s.as_of)
    status, headers, content = fetch(server, "/")
    assert (status, content.decode()) == (200, build_page(dossier))
    assert "script-src 'sha256-" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert b"<script>alert" not in content
    assert asked(server, "/api/graph") == json.loads(json.dumps(dossier))


def test_a_day_leaves_out_what_came_later(server):
    early = asked(server, "/api/graph?known_by=2018-01-15")
    whole = asked(server, "/api/graph")
    assert 0 < early["counts"]["facts"] < whole["counts"]["facts"]
    days = [f.get("reported_at") for f in early["facts"].values() if f.get("origin") == "article"]
    assert all(day <= "2018-01-15" for day in days if day)
    cited = {f for d in early["dyads"] for f, _ in (d["tension"] or {}).get("contributions", ())}
    assert cited <= set(early["facts"])


def test_many_readers_at_once_get_the_same(server):
    paths = ["/api/tension", "/", "/api/balance?as_of=2019-01-01", "/api/query/suppliers_of?state=TUR"]
    alone = {path: fetch(server, path)[2] for path in paths}

    def look(number):
        return [
            (p, fetch(server, p)[2]) for p in (paths[number % 4], paths[(number + 1) % 4], paths[number % 3])
        ]

    with ThreadPoolExecutor(20) as pool:
        told = [one for looked in pool.map(look, range(20)) for one in looked]
    assert len(told) == 60
    assert all(content == alone[path] for path, content in told)


def test_what_is_loaded_meanwhile_is_shown(tmp_path, served):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("OSLO, 3 March 2018 - Norway signed a contract with Sweden for patrol boats.\n", "utf-8")
    second.write_text(
        "LIMA, 5 May 2018 - Peru accused Chile of spying and expelled its ambassador.\n", "utf-8"
    )
    with detente.connect(tmp_path / "store", environ={}) as store:
        detente.load_articles(store, [first])
        with served(store) as server:
            before = asked(server, "/api/health")
            page = fetch(server, "/")[2]
            assert "PER" not in {e["id"] for e in asked(server, "/api/graph")["entities"]}
            assert asked(server, "/api/health") == before
            detente.load_articles(store, [second])
            assert "PER" in {e["id"] for e in asked(server, "/api/graph")["entities"]}
            assert fetch(server, "/")[2] != page
            assert asked(server, "/api/health")["stamp"] != before["stamp"]
