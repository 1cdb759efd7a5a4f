"""The server under attack: what writes, guesses, impersonates, drips, floods or is malformed."""

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

from trials.payloads import CYPHER, ODD, SCRIPTS
from trials.served import ask, raw, served, stored
from trials.trial import Told

from detente.graph.errors import DetenteError

TITLE = "The server"
SECONDS = (50.0, 600.0)
TOKEN = "the-token-of-a-trial-0123456789abcdefghijklm"
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS ties, count(n.name) AS names"
WRITES = (
    "CREATE (:Zed)", "MERGE (:Zed {id: 1})", "MATCH (n) DETACH DELETE n", "MATCH (n) DELETE n", "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Zed", "MATCH (n) SET n += {name: 'x'}", "MATCH (n) REMOVE n.name", "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Country {id: 'TUR'}), (b:Country) CREATE (a)-[:ZED]->(b)", "FOREACH (x IN [1] | CREATE (:Zed))", "MATCH (n) REMOVE n:Country",
    "DROP INDEX x", "CREATE INDEX FOR (n:Zed) ON (n.id)", "CREATE CONSTRAINT FOR (n:Zed) REQUIRE n.id IS UNIQUE",
    "CALL db.createLabel('Zed')", "CALL apoc.create.node(['Zed'], {})", "CALL dbms.security.createUser('z', 'z')",
    "LOAD CSV FROM 'file:///etc/passwd' AS row CREATE (:Zed {x: row})", "CREATE USER z SET PASSWORD 'zzzzzzzz'",
    "INSERT (:Zed)", "CREATE DATABASE zed", "USE system CREATE (:Zed)", "MATCH (n) CALL (n) { CREATE (z:Zed) RETURN z } RETURN z",
)  # fmt: skip
WAYS = (
    lambda s: s, str.lower, lambda s: s.replace(" ", "\n"), lambda s: s.replace(" ", "/**/"), lambda s: "RETURN 1; " + s,
    lambda s: "MATCH (a) WITH a LIMIT 1 " + s, lambda s: "RETURN 1 // x\n" + s, lambda s: "/* x */ " + s + " //",
    lambda s: "UNWIND [1] AS u CALL (u) { " + s + " } RETURN 1", lambda s: "RETURN EXISTS { " + s + " }", lambda s: "EXPLAIN " + s,
    lambda s: "PROFILE " + s, lambda s: "CYPHER runtime=slotted " + s, lambda s: "RETURN '\\\\' " + s, lambda s: "RETURN `x` AS y UNION " + s,
    lambda s: s.replace("CREATE", "\\u0043REATE").replace("SET", "\\u0053ET").replace("DELETE", "\\u0044ELETE"),
    lambda s: s.replace(" ", "\u00a0"), lambda s: s.replace(" ", "\u2003"), lambda s: "\ufeff" + s, lambda s: s.replace("E", "\u0415"),
    lambda s: "WITH 'a' AS a /*' */ " + s, lambda s: "RETURN COLLECT { " + s + " RETURN 1 }", lambda s: ":auto " + s, lambda s: "BEGIN\n" + s,
)  # fmt: skip
HOSTS = (
    "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "169.254.169.254", "[::2]",
    "127.0.0.1@evil.example", "", "a b", "[::1", "localhost:x", "localhost,evil.example", "0x7f.1", "2130706433", "rebind.network",
    "localhost#", "localhost/", "LOCALHOST.evil.example", "xn--localhost-.example", "127.1", "0", "\u0131ocalhost".encode().decode("latin-1"),
)  # fmt: skip
DEMANDED = {
    "content-security-policy": "frame-ancestors 'none'", "x-content-type-options": "nosniff", "x-frame-options": "DENY",
    "referrer-policy": "no-referrer", "cache-control": "no-store", "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin", "permissions-policy": "camera=()",
}  # fmt: skip
ANYWHERE = (
    "/",
    "/api/health",
    "/api/graph",
    "/api/tension",
    "/nothing",
    "/api/cypher?q=DELETE",
    "/%ff",
    "/?as_of=x",
    "/api/openapi.json",
)


def run(budget):
    """Return what the server withstood."""
    lines, failures = [], []
    with tempfile.TemporaryDirectory() as place, stored(Path(place)) as store:
        with served(store, cypher=True) as server:
            for part in (_writes, _hosts, _headers, _malformed):
                told, failed = part(budget, store, server)
                lines += told
                failures += failed
            told, failed = _described(budget, server)
            lines += told
            failures += failed
        with served(store, token=TOKEN) as guarded:
            told, failed = _guesses(budget, guarded)
            lines += told
            failures += failed
        with served(store) as slow:
            told, failed = _slow(budget, slow)
            lines += told
            failures += failed
    return Told(tuple(lines), tuple(failures))


def _writes(budget, store, server):
    """Try to write through the address of the server, and past it, through the store's own door for questions."""
    before = store.read(COUNT)
    tried = [way(write) for write in WRITES for way in WAYS]
    answers, succeeded, leaked = {}, [], []
    for statement in tried:
        status, _, content = ask(server, "/api/cypher?q=" + quote(statement))
        answers[status] = answers.get(status, 0) + 1
        if b"Traceback" in content or b"root:" in content:
            leaked.append(statement)
    if store.read(COUNT) != before:
        succeeded.append("through the server")
    past = 0
    for statement in tried if budget.long else tried[:: len(WAYS)] + tried[1 :: len(WAYS) * 3]:
        past += 1
        try:
            store.ask(statement, {}, seconds=5, most=10)
        except DetenteError:
            continue
    if store.read(COUNT) != before:
        succeeded.append("past the server's own look at the statement")
    counts = ", ".join(f"{n} with status {status}" for status, n in sorted(answers.items()))
    line = (
        f"**Writing.** {len(tried)} statements that write ({len(WRITES)} of them, hidden in {len(WAYS)} ways) were sent to "
        f"`/api/cypher`: {counts}. {past} of them were given to the store past the server's look at the words. "
        f"{len(succeeded)} succeeded: the graph held {before[0]['nodes']} nodes and {before[0]['ties']} edges before and after."
    )
    other = {
        m: ask(server, "/api/cypher?q=x", m)[0]
        for m in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
    }
    failed = [f"a write succeeded {one}" for one in succeeded] + [
        f"an answer leaked: {one}" for one in leaked
    ]
    failed += [f"{method} was answered with {status}" for method, status in other.items() if status != 405]
    return [line, f"Methods refused with 405: {', '.join(other)}.", ""], failed


def _hosts(budget, store, server):
    """Call the server by names that a page of another site could make to resolve here."""
    let_in = [host for host in HOSTS if ask(server, "/api/health", host=host)[0] == 200]
    sites = {
        site: ask(server, "/api/health", headers={"Sec-Fetch-Site": site})[0]
        for site in ("cross-site", "same-site")
    }
    line = f"**Names.** {len(HOSTS)} Host headers of others (rebinding, look-alikes, malformed): {len(let_in)} answered. Requests of other sites: {set(sites.values())}."
    return [line, ""], [f"answered to the host {host!r}" for host in let_in] + [
        f"answered a {s} request" for s, code in sites.items() if code != 403
    ]


def _headers(budget, store, server):
    """Look at the headers of good and bad answers, and for what was asked in them."""
    missing, echoed = [], []
    for path in ANYWHERE:
        _, headers, content = ask(server, path)
        missing += [f"{path}: {name}" for name, told in DEMANDED.items() if told not in headers.get(name, "")]
        missing += [
            f"{path}: says {headers['server']!r}" for _ in [0] if "Python" in headers.get("server", "")
        ]
    for payload in SCRIPTS:
        for path in (
            f"/{quote(payload)}",
            f"/api/tension?a={quote(payload)}",
            f"/api/query/{quote(payload)}",
            f"/?as_of={quote(payload)}",
            f"/api/explain/{quote(payload)}",
        ):
            status, headers, content = ask(server, path)
            if status >= 500 or (
                payload.encode() in content and "json" not in headers.get("content-type", "")
            ):
                echoed.append(f"{path}: {status}")
            if "\n" in str(headers.get("location", "")):
                echoed.append(path)
    line = (
        f"**Headers.** {len(DEMANDED)} protective headers on each of {len(ANYWHERE)} answers, good and bad: {len(missing)} missing. "
        f"{len(SCRIPTS)} scripts in {5 * len(SCRIPTS)} addresses: {len(echoed)} came back as anything but JSON text, or broke the server."
    )
    return [line, ""], [f"missing header: {one}" for one in missing] + [
        f"script came back: {one}" for one in echoed
    ]


def _malformed(budget, store, server):
    """Send what is no request, or far too much of one."""
    chance = random.Random(3)
    good = f"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    sent = [
        b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"\r\n" * 500, b"GET " + b"/" * 20_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        good.replace(b"\r\n\r\n", b"\r\nContent-Length: 99999999999\r\n\r\n"), good.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"),
        good + good, good.replace(b"GET", b"GE\0T"), b"GET /../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ]  # fmt: skip
    for _ in range(2_000 if budget.long else 150):
        made = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(made) + 1)
            made[at : at + chance.randrange(3)] = chance.choice(
                [bytes([chance.randrange(256)]), chance.choice((*ODD, *CYPHER)).encode("utf-8", "replace")]
            )
        sent.append(bytes(made) + b"\r\n\r\n")
    read = [raw(server, one)[0] for one in sent]
    bad = [
        one[:60]
        for one, told in zip(sent, read, strict=True)
        if b"root:" in told or b"Traceback" in told or b" 500 " in told[:40]
    ]
    big = b"x" * 65_536
    body = f"POST /api/cypher HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 100000000\r\n\r\n".encode()
    _, took = raw(server, body, *[big] * 400)
    alive = ask(server, "/api/health")[0] == 200
    line = (
        f"**Malformed.** {len(sent)} requests that are none (cut, doubled, smuggled, {sum(map(len, sent)) / 1e6:.1f} MB in all): {len(bad)} broke anything. "
        f"A body of 26 MB was answered after {took:.1f} s without being read. The server answers after all of it: {alive}."
    )
    return [line, ""], [f"broke the server or leaked: {one!r}" for one in bad] + (
        [] if alive else ["the server is gone"]
    )


def _guesses(budget, server):
    """Guess the token: by its parts, by length, in every place where it may stand."""
    chance = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789-_"
    tries = [TOKEN[:n] for n in range(len(TOKEN))] + [
        TOKEN.upper(),
        TOKEN + "x",
        " ",
        "null",
        "*",
        TOKEN[::-1],
        "\u00e9",
    ]
    tries += ["".join(chance.choice(letters) for _ in TOKEN) for _ in range(20_000 if budget.long else 300)]
    let_in = 0
    for number, one in enumerate(tries):
        shown = one.encode("utf-8").decode("latin-1")
        if number % 3 == 0:
            status = ask(server, "/api/health", headers={"Authorization": f"Bearer {shown}"})[0]
        elif number % 3 == 1:
            status = ask(server, "/api/health", headers={"Cookie": f"detente-{server.port}={shown}"})[0]
        else:
            status = ask(server, f"/api/health?token={quote(one)}")[0]
        let_in += status != 401
    right = ask(server, "/api/health", headers={"Authorization": f"Bearer {TOKEN}"})[0]
    from detente.app.serve.access import is_loopback

    line = f"**Guessing.** {len(tries)} wrong tokens as bearer, cookie and parameter: {let_in} let in; the right one: status {right}."
    return [line, ""], ([f"{let_in} wrong tokens were let in"] if let_in else []) + (
        [] if right == 200 and not is_loopback("0.0.0.0") else ["the right token was refused"]
    )


def _slow(budget, server):
    """Hold many connections open and drip into them, while another reader asks."""
    server.patience = 3.0
    held, ended = 60, []

    def drip():
        head = b"GET /api/health HTTP/1.1\r\n"
        ended.append(
            raw(server, *[head[i : i + 1] for i in range(len(head))], *[b"X: y\r\n"] * 40, pause=0.25)[1]
        )

    threads = [threading.Thread(target=drip, daemon=True) for _ in range(held)]
    for one in threads:
        one.start()
    time.sleep(0.5)
    begun, status = time.monotonic(), 0
    while status != 200 and time.monotonic() - begun < 30:
        try:
            status = ask(server, "/api/health")[0]
        except OSError:
            time.sleep(0.1)
    waited = time.monotonic() - begun
    for one in threads:
        one.join(40)
    longest = max(ended, default=99.0)
    line = (
        f"**Dripping.** {held} connections that sent a letter every quarter of a second were dropped after {longest:.1f} s at the latest "
        f"(the bound was set to 3 s); a reader beside them had its answer after {waited:.1f} s."
    )
    failed = [] if status == 200 else ["no answer beside slow connections"]
    return [line, ""], failed + (
        [] if len(ended) == held and longest < 25 else ["a slow connection was held open"]
    )


def _described(budget, server):
    """Let schemathesis try the API by its own description."""
    try:
        import schemathesis
    except ImportError:
        return [
            "**Described.** schemathesis is not installed (`pip install schemathesis`): the API was not tried by its description.",
            "",
        ], []
    address = f"http://127.0.0.1:{server.port}/api/openapi.json"
    command = [
        sys.executable,
        "-c",
        "from schemathesis.cli import schemathesis; schemathesis()",
        "run",
        address,
    ]
    command += [
        "--max-examples",
        str(100 if budget.long else 2),
        "--seed",
        "1",
        "--no-color",
        "--generation-database",
        "none",
    ]
    # What is Cypher and what is not, no schema can say: /api/cypher may refuse what its description allows.
    command += ["--exclude-checks", "positive_data_acceptance"]
    command += ["--suppress-health-check", "all", "--continue-on-failure", "--request-timeout", "60"]
    command += [
        "--phases",
        "coverage,fuzzing" if budget.long else "fuzzing",
        "--max-time",
        "400" if budget.long else "15",
    ]
    if not budget.long:
        command += ["--include-path-regex", "^/api/[a-z]+$"]
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, cwd=place)
    return _summed(done, schemathesis.__version__)


def _summed(done, version):
    """Return what a run of schemathesis told."""
    cases = re.search(r"(\d+) generated(?:, (\d+) found (\d+) unique failures?)?", done.stdout)
    tested = re.search(r"Tested: (\d+)", done.stdout)
    if cases is None or tested is None:
        return [], ["schemathesis did not run to its end: " + (done.stdout + done.stderr)[-300:]]
    kinds = re.findall(r"❌ ((?:ST\d+ )?[A-Z][^\n]*): (\d+)", done.stdout)
    line = (
        f"**Described.** schemathesis {version} tried {tested[1]} operations of the OpenAPI description with {int(cases[1]):,} requests: "
        f"{cases[3] or 0} failures"
        + (" (" + ", ".join(f"{name}: {n}" for name, n in kinds) + ")" if kinds else "")
        + "."
    )
    broken = re.findall(r"- ((?:ST\d+ )?[^\n]+)\n\n(?:.*?\n)*?.*?curl [^\n]*'(http[^\n]*)'", done.stdout)
    return [line, ""], [
        f"schemathesis: {what} at {address.partition('/api')[2]}" for what, address in broken[:10]
    ]
