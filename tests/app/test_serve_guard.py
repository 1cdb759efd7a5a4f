"""`detente serve` lets in whom it should, reads only, and says no more than it should."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente
from detente.app.cli import cli
from detente.app.serve import answers
from detente.app.serve.access import host_name, make_gate
from detente.app.serve.command import bound
from detente.app.serve.reader import Reader
from detente.app.serve.wording import check_reading
from detente.graph.errors import StatementRejected, StoreUnavailable, UsageError

TOKEN = "a-token-of-the-tests-that-is-long"
NEWS = "OSLO, 3 March 2018 - Norway signed a contract with Sweden for patrol boats.\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guard")
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    with detente.connect(folder / "store", environ={}) as store:
        detente.load_articles(store, [folder / "a.txt"])
        yield folder / "store", store


@pytest.fixture(scope="module")
def server(graph, served):
    with served(graph[1], cypher=True) as one:
        yield one


@pytest.fixture(scope="module")
def guarded(graph, served):
    with served(graph[1], token=TOKEN) as one:
        yield one


def ask(server, path, method="GET", headers=None, host=None):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for one in host if isinstance(host, list) else [host or f"127.0.0.1:{server.port}"]:
            line.putheader("Host", one)
        for name, value in (headers or {}).items():
            line.putheader(name, value)
        line.endheaders()
        told = line.getresponse()
        return told.status, dict(told.getheaders()), told.read()
    finally:
        line.close()


def raw(server, *parts, pause=0.0):
    """Send bytes as they are and return what comes back until the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        got = b""
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while piece := line.recv(65536):
                got += piece
        except ConnectionError:
            pass
        return got


def message(content):
    told = json.loads(content)
    assert set(told) == {"error"} and set(told["error"]) == {"status", "message"}
    assert "Traceback" not in content.decode() and ".py" not in content.decode()
    return told["error"]["message"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1",
             "127.0.0.1@evil.example", "", "a b", "[::1", "[::1]x", "localhost:x"],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(server, host):
    status, _, content = ask(server, "/api/health", host=[host])
    assert status == 421
    message(content)


def test_our_own_names_are_answered_on_any_port(server):
    for host in ("localhost", "LOCALHOST:9", "127.0.0.1:1", "[::1]:80", "localhost."):
        assert ask(server, "/api/health", host=host)[0] == 200
    assert ask(server, "/api/health", host=["localhost", "evil.example"])[0] == 421
    assert ask(server, "/api/health", host=[])[0] == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_nothing_but_reading_is_allowed(server, method):
    status, headers, content = ask(server, "/api/health", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")
    assert "Access-Control-Allow-Origin" not in headers
    message(content)


@pytest.mark.parametrize("path", ["/", "/api/tension", "/api/nothing", "/api/tension?x=1"])
def test_headers_let_nothing_else_in(server, path):
    status, headers, content = ask(server, path, headers={"Origin": "https://evil.example"})
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert not [name for name in headers if name.startswith("Access-Control")]
    assert "Python" not in headers["Server"]
    length = headers["Content-Length"]
    assert len(content) == int(length)
    got, beside, nothing = ask(server, path, "HEAD")
    assert (got, beside["Content-Length"], nothing) == (status, length, b"")


def test_another_site_may_not_ask(server):
    assert ask(server, "/api/tension", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert ask(server, "/%61pi/tension", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert ask(server, "/api/tension", headers={"Sec-Fetch-Site": "same-origin"})[0] == 200


@pytest.mark.parametrize(
    "path", ["/", "/api/health", "/api/openapi.json", "/api/tension", "/nothing", "/?token=wrong"]
)
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"},
     {"Authorization": f"Bearer {TOKEN[:-1]}"}, {"Cookie": "detente=x"}, {"Cookie": "\"; ="}, {"Authorization": "Bearer ü"}],
)  # fmt: skip
def test_without_the_token_nothing_is_told(guarded, path, headers):
    status, told, content = ask(guarded, path, headers=headers)
    assert (status, told["WWW-Authenticate"]) == (401, "Bearer")
    assert "Set-Cookie" not in told
    assert TOKEN not in str(told) + content.decode()
    message(content)


def test_the_token_opens_once_and_then_stays_in_a_cookie(guarded):
    assert ask(guarded, "/api/health", headers={"Authorization": f"bearer {TOKEN}"})[0] == 200
    status, told, _ = ask(guarded, f"/?token={TOKEN}&as_of=2018-03-03")
    assert (status, told["Location"]) == (303, "/?as_of=2018-03-03")
    cookie = told["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert ask(guarded, told["Location"], headers={"Cookie": cookie.partition(";")[0]})[0] == 200
    for path in (f"//evil.example?token={TOKEN}", f"/\\evil.example?token={TOKEN}"):
        assert re.match("/[a-z]", ask(guarded, path)[1]["Location"])


def test_names_that_a_server_answers_to():
    everywhere = make_gate("0.0.0.0", 80, TOKEN, ["box.example"])
    assert all(
        everywhere.called_by_name(h) for h in ("192.0.2.7", "box.example:8000", "localhost", "[2001:db8::1]")
    )
    assert not any(
        everywhere.called_by_name(h)
        for h in ("evil.example", "0x7f.1.evil", None, "", "192.0.2.7.evil.example")
    )
    assert not make_gate("192.0.2.7", 80, TOKEN).called_by_name("localhost")
    assert host_name("xn--trkiye-3ya.example:1") == "xn--trkiye-3ya.example"


def test_the_token_is_compared_in_constant_time(monkeypatch):
    import hmac

    seen = []
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: seen.append((a, b)) or a == b)
    gate = make_gate("192.0.2.7", 80, TOKEN)
    assert gate.admits(f"Bearer {TOKEN}", None) and not gate.admits("Bearer x", f"{gate.cookie}=y")
    assert [shown for shown, _ in seen] == [TOKEN.encode(), b"x", b"y"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/nothing", 404), ("/api", 404), ("/api/query/nothing", 404), ("/api/explain/nothing", 404), ("/../x", 404),
     ("/api/query/../../x", 404), ("/api/tension?as_of=yesterday", 400), ("/api/tension?as_of=2018-01-01&as_of=2018-01-02", 400),
     ("/api/tension?a=TUR", 400), ("/api/tension?a=TUR&b=TUR", 400), ("/api/tension?explain=1", 400), ("/api/tension?x", 400),
     ("/api/alignment?metric=x", 400), ("/api/query/contracts_of?y=1", 400), (f"/api/query/low_confidence?limit={10**30}", 400), ("/?as_of=1", 400), ("/?x=%ff", 400), ("/%ff", 400),
     ("/api/explain/%3Cscript%3E", 404), ("/api/tension?" + "&".join(f"p{n}=1" for n in range(50)), 400), ("http://evil.example/", 400)],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line_of_json(server, path, status):
    got, headers, content = ask(server, path)
    assert (got, headers["Content-Type"]) == (status, "application/json; charset=utf-8")
    assert message(content)


def test_a_long_request_is_cut_off(server):
    line = b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert raw(server, line)[:12] in (b"", b"HTTP/1.1 431", b"HTTP/1.1 414")
    headers = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000
    assert raw(server, headers)[:12] in (b"", b"HTTP/1.1 431")
    assert ask(server, "/api/health")[0] == 200


@pytest.mark.parametrize("sent", [b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"\r\n" * 9, b""])  # fmt: skip
def test_what_is_no_request_breaks_nothing(graph, sent, served):
    with served(graph[1]) as server:
        server.patience = 1.0
        assert b"200 OK" not in raw(server, sent)
        assert ask(server, "/api/health")[0] == 200


def test_a_slow_request_is_dropped(graph, served):
    with served(graph[1]) as server:
        server.patience = 0.5
        start = time.monotonic()
        told = raw(server, *([b"GET / HTTP/1.1\r\n"] + [b"X: y\r\n"] * 20), pause=0.1)
        assert b"200 OK" not in told
        assert time.monotonic() - start < 20
        assert ask(server, "/api/health")[0] == 200


def test_a_store_that_fails_is_told_without_its_inside(graph, monkeypatch, served):
    with served(graph[1]) as server:
        for error, status in (
            (StoreUnavailable("bolt://secret-host:7687 is down"), 503),
            (RuntimeError("secret-host"), 500),
        ):

            def fail(*_, error=error, **__):
                raise error

            monkeypatch.setattr(type(graph[1]), "read", fail)
            got, _, content = ask(server, "/api/health")
            assert (got, "secret" in content.decode()) == (status, False)
            message(content)
            monkeypatch.undo()


READING = [
    "MATCH (f:Fact) RETURN count(f) AS n",
    "match (n) where n.name = 'CREATE; DELETE' return n.created as deleted // SET it",
    "WITH 1 AS start RETURN start /* MERGE */",
    "UNWIND [1, 2] AS x CALL (x) { RETURN x * 2 AS y } RETURN y",
    "MATCH (n) RETURN n.`set`, date.truncate('month', date('2018-03-03')) LIMIT 1",
]
WRITING = [
    "CREATE (n:Country {iso3: 'ZZZ'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.x = 1 RETURN n",
    "match (n) remove n.name return n",
    "WITH 1 AS x MERGE (n:Country {iso3: 'ZZZ'}) RETURN n",
    "WITH 1. AS x /**/ CREATE (n:Zed) RETURN n",
    "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (:Zed))",
    "MATCH (n) CALL (n) { CREATE (z:Zed) RETURN z } RETURN z",
    "RETURN 1;CREATE (n:Zed)",
    "RETURN 1 // x\nCREATE (n:Zed)",
    "RETURN 'a\\' // x' CREATE (n:Zed) RETURN n",
    "RETURN 1 \u2028CREATE (n:Zed)",
    "RETURN 1 \\u0043REATE (n:Zed)",
    "WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://localhost/' AS row RETURN row",
    "CALL dbms.listConfig()",
    "MATCH (n) CALL apoc.create.node(['Z'], {}) YIELD node RETURN node",
    "RETURN apoc.load.json('http://localhost/')",
    "RETURN `apoc.load.json`('http://localhost/')",
    "RETURN apoc.`load`('x')",
    "DROP CONSTRAINT x",
    "USE system MATCH (n) RETURN n",
    "MATCH (n) RETURN 'open",
    "",
]  # fmt: skip


@pytest.mark.parametrize("statement", READING)
def test_reading_statements_are_answered(server, statement):
    check_reading(statement)
    status, _, content = ask(server, "/api/cypher?q=" + encoded(statement))
    assert status == 200, content
    assert set(json.loads(content)) == {"columns", "rows", "truncated"}


@pytest.mark.parametrize("statement", WRITING)
def test_other_statements_are_refused_before_they_run(server, statement):
    with pytest.raises(UsageError):
        check_reading(statement)
    status, _, content = ask(server, "/api/cypher?q=" + encoded(statement))
    assert status == 400
    message(content)


def test_what_the_store_rejects_is_told_without_its_address(server):
    status, _, content = ask(server, "/api/cypher?q=" + encoded("MATCH (n RETURN n"))
    assert status == 400
    assert "the store" in message(content) and "bolt:" not in message(content)


@pytest.mark.parametrize("version", ["neo4j_526", "neo4j_2026"])
def test_a_server_stops_a_statement_that_takes_too_long(version, request, monkeypatch, served):
    uri, user, password = request.getfixturevalue(version)
    monkeypatch.setattr(answers, "CYPHER_SECONDS", 1.0)
    with (
        detente.connect(uri, environ={"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}) as store,
        served(store, cypher=True) as server,
    ):
        slow = encoded("UNWIND range(1, 1000000000) AS a WITH a WHERE a < 0 RETURN a")
        status, _, content = ask(server, f"/api/cypher?q={slow}")
        assert (status, message(content)) == (504, "the statement took more than 1 seconds")
        assert ask(server, "/api/cypher?q=RETURN%201")[0] == 200


def encoded(text):
    from urllib.parse import quote

    return quote(text, safe="")


def test_cypher_is_off_unless_allowed(guarded, server):
    authorized = {"Authorization": f"Bearer {TOKEN}"}
    assert ask(guarded, "/api/cypher?q=RETURN%201", headers=authorized)[0] == 404
    described = json.loads(ask(guarded, "/api/openapi.json", headers=authorized)[2])
    assert "/api/cypher" not in described["paths"]
    assert "/api/cypher" in json.loads(ask(server, "/api/openapi.json")[2])["paths"]


def test_a_statement_has_a_limit_of_rows_and_of_time(server, monkeypatch):
    monkeypatch.setattr(answers, "MOST_ROWS", 5)
    told = json.loads(ask(server, "/api/cypher?q=" + encoded("UNWIND range(1, 9) AS n RETURN n"))[2])
    assert (told["rows"], told["truncated"]) == ([[1], [2], [3], [4], [5]], True)
    monkeypatch.setattr(answers, "CYPHER_SECONDS", -0.9)
    waits = threading.Event()
    monkeypatch.setattr(answers, "_rows", lambda *_: waits.wait(60))
    assert [ask(server, "/api/cypher?q=RETURN%201")[0] for _ in range(3)] == [504, 504, 503]
    waits.set()


@pytest.mark.parametrize("kind", ["embedded", "neo4j_526", "neo4j_2026"])
def test_the_store_itself_keeps_nothing_that_a_question_wrote(kind, request):
    if kind == "embedded":
        refused_and_unwritten(request.getfixturevalue("embedded_store"))
        return
    uri, user, password = request.getfixturevalue(kind)
    environ = {"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    with detente.connect(uri, environ=environ) as store:
        refused_and_unwritten(store)
        with pytest.raises((StatementRejected, StoreUnavailable)):
            store.ask("UNWIND range(1, 1000000000) AS a WITH a WHERE a < 0 RETURN a", {}, seconds=1.0, most=1)


def refused_and_unwritten(store):
    for statement in ("CREATE (n:Country {iso3: 'ZZZ'})", "CREATE (n:Country {iso3: 'ZZZ'}) RETURN n"):
        with pytest.raises(StatementRejected):
            store.ask(statement, {}, seconds=5.0, most=10)
    assert store.read("MATCH (n:Country {iso3: 'ZZZ'}) RETURN n") == []
    assert store.ask("UNWIND [1, 2, 3] AS n RETURN n", {}, seconds=5.0, most=2) == (
        ["n"],
        [{"n": 1}, {"n": 2}],
    )


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
def test_ctrl_c_ends_it_cleanly(graph, sign, tmp_path):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))}
    process = subprocess.Popen(
        [Path(sys.executable).with_name("detente"), "serve", "--store", str(graph[0]), "--token"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean,
    )  # fmt: skip
    address = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    line = http.client.HTTPConnection(address[7:-1], timeout=60)
    line.request("GET", "/")
    assert line.getresponse().status == 401
    line.close()
    process.send_signal(sign)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == "" and err.count("?token=") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "0.0.0.0"])
def test_another_host_than_this_machine_needs_a_token(graph, host, monkeypatch):
    if host == "::1" and not has_ipv6():
        host = "localhost"
    seen = []

    def look(server):
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        line = http.client.HTTPConnection(host, server.port, timeout=60)
        line.request("GET", "/api/health")
        seen.append((line.getresponse().status, server.gate.token))
        line.close()
        server.shutdown()
        server.server_close()
        thread.join()

    monkeypatch.setattr("detente.app.serve.command.run", look)
    done = CliRunner().invoke(cli, ["serve", "--store", str(graph[0]), "--host", host])
    assert done.exit_code == 0, done.output
    ((status, token),) = seen
    if host == "0.0.0.0":
        assert status == 401 and done.stderr.count(f"?token={token}") == 1 and token not in done.stdout
        assert len(token) >= 43
    else:
        assert (status, token) == (200, None) and "token" not in done.stderr
    assert done.stdout.startswith("http://")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


HOLDER = """
import sys, detente
with detente.connect(sys.argv[1], environ={}) as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_the_store_is_opened_again_when_the_process_that_served_it_ends(graph, tmp_path, served):
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    where = tmp_path / "store"
    with detente.connect(where, environ={}) as store:
        detente.load_articles(store, [tmp_path / "a.txt"])
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(where)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "open\n"
        with Reader(lambda: detente.connect(where, environ={})) as reader, served(reader) as server:
            assert "another process" in reader.server
            first = ask(server, "/api/health")
            holder.communicate("\n", timeout=60)
            assert ask(server, "/api/health")[2] == first[2]
            assert first[0] == 200 and "another process" not in reader.server
            for write in (lambda: reader.write("", []), lambda: reader.write_many([]), reader.apply_schema):
                with pytest.raises(UsageError):
                    write()
    finally:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()


def test_a_port_that_is_taken_is_told(graph, server):
    with pytest.raises(UsageError, match="--port"):
        bound(graph[1], port=server.port)
