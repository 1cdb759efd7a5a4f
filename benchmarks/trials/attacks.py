"""Files that blow up, lead out, reach for others or call home: each is refused within time and memory."""

import ast
import contextlib
import gzip
import io
import json
import resource
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from trials import seeds

from detente.graph.errors import DetenteError
from detente.loaders.articles.remote.endpoint import split

ROOT = Path(__file__).resolve().parent.parent.parent
MEGA = 1 << 20
OPENERS = {"urlopen", "urlretrieve", "HTTPConnection", "HTTPSConnection", "create_connection", "build_opener"}
ENTITIES = {
    "a billion laughs": '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>&j;",
    "one long entity many times": '<!DOCTYPE r [<!ENTITY a "' + "x" * 100_000 + '">]>' + "&a;" * 10_000,
    "a file": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
    "an address": '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:PORT/x">]>&a;',
    "parameter entities": '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:PORT/x"> %a;]>',
    "an external type": '<!DOCTYPE r SYSTEM "http://127.0.0.1:PORT/x.dtd">',
    "an inclusion": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
    "a style": '<?xml-stylesheet href="http://127.0.0.1:PORT/x.xsl" type="text/xsl"?>',
}  # fmt: skip
NAMES = (
    "../../escaped.csv", "..\\..\\escaped.csv", "/tmp/escaped.csv", "C:\\escaped.csv", "a/../../escaped.csv", "./././../escaped.csv",
    "escaped.csv\0.txt", "//server/escaped.csv", "~/escaped.csv", "a" * 300 + ".csv", "\u202egsv.csv", "CON.csv", "$(touch escaped).csv",
)  # fmt: skip
HOSTS = (
    "http://169.254.169.254/latest/meta-data", "https://169.254.169.254/", "https://[fe80::1]/v1", "https://[::ffff:169.254.169.254]/", "https://0.0.0.0/",
    "https://[::]/", "https://2852039166/", "https://0xa9fea9fe/", "https://0251.0376.0251.0376/", "http://10.0.0.5/v1", "http://192.168.1.1/v1",
    "http://example.org/v1", "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "https://user:secret@example.org/v1", "http://127.0.0.1@example.org/",
    "http://localhost.example.org/", "http://127.0.0.1.example.org/", "//example.org", "javascript:alert(1)", "https://", "http://[::1", "https://ex ample.org", "http://2130706433/v1",
)  # fmt: skip


def bombs(folder, long):
    """Return the table rows of files that unpack into far more than they are."""
    size = (1000 if long else 300) * MEGA
    packed = _deflated(size)
    inner = seeds.zipped("t.csv", b"x")
    made = {
        ("gzip of zeros", "a.csv.gz"): packed,
        ("gzip of many members", "b.csv.gz"): _deflated(20 * MEGA) * (size // (20 * MEGA)),
        ("zip of zeros", "a.zip"): _zip({"t.csv": size}),
        ("zip that lies about its size", "b.zip"): _lying(_zip({"t.csv": size})),
        ("zip of 20,000 members", "c.zip"): _zip({f"{n}.csv": 1 for n in range(20_000)}),
        ("zip in zip in zip", "d.zip"): seeds.zipped("e.zip", seeds.zipped("f.zip", inner)),
        ("zip with members laid over one another", "f.zip"): _overlaid(),
        ("WARC packed a thousandfold", "a.warc.gz"): packed,
        ("WARC page packed a thousandfold", "b.warc"): _page(packed),
        ("PDF whose stream unpacks", "a.pdf"): _pdf(zlib.compress(b" " * (60 if long else 30) * MEGA, 9)),
        ("JSON nested 100,000 deep", "a.jsonl"): b"[" * 100_000,
        (
            "TopoJSON nested 900 deep",
            "a.json",
        ): b'{"objects": {"countries": {"geometries": [{"id": "604", "arcs": '
        + b"[" * 900
        + b"1"
        + b"]" * 900
        + b"}]}}}",
    }
    rows, failures = [], []
    for (what, name), content in made.items():
        path = folder / name
        path.write_bytes(content)
        told, seconds, peak = _apart(path)
        rows.append((what, f"{len(content) / MEGA:.2f} MB", told, f"{seconds:.1f} s", f"{peak:.0f} MB"))
        path.unlink()
        if told.startswith("crash") or seconds > 60 or peak > 1500:
            failures.append(f"{what}: {told}, {seconds:.1f} s, {peak:.0f} MB")
    return rows, failures


READ = """
import json, resource, sys, time
from pathlib import Path
from detente.graph.errors import DetenteError
from detente.loaders.articles.reading import SUFFIXES, Rejected, ending, stream
from trials.readers import dataset
path = Path(sys.argv[1])
import pypdf, warcio.archiveiterator, trafilatura, detente.loaders.dataset
before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    if ending(path) in SUFFIXES:
        told = "refused" if any(isinstance(one, Rejected) for one in stream([path])) else "read"
    else:
        dataset("borders" if path.suffix == ".json" else "rivalries")(path)
        told = "read"
except DetenteError as error:
    told = "refused"
except BaseException as error:
    told = f"crash: {type(error).__name__}"
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([told, time.process_time() - begun, (peak - before) / 1024]))
"""


def _apart(path):
    """Read a file in a process of its own; return what it said, the seconds and the megabytes it took."""
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, cwd=Path(__file__).parent.parent
    )
    last = done.stdout.strip().split("\n")[-1]
    return json.loads(last) if last.startswith("[") else (f"crash: ended with {done.returncode}", 0.0, 0.0)


def _deflated(size):
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9, mtime=0) as out:
        for _ in range(size // MEGA):
            out.write(b"\0" * MEGA)
    return made.getvalue()


def _zip(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, size in members.items():
            with archive.open(name, "w", force_zip64=True) as out:
                for _ in range(max(1, size // MEGA)):
                    out.write(b"\0" * min(size, MEGA))
    return made.getvalue()


def _lying(content):
    """Return an archive whose directory says that its member is small."""
    place = content.rfind(b"PK\x01\x02")
    return content[: place + 24] + (100).to_bytes(4, "little") + content[place + 28 :]


def _overlaid():
    """Return an archive of a thousand entries that are all the same bytes."""
    one = io.BytesIO()
    with zipfile.ZipFile(one, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"\0" * 10 * MEGA)
        first = archive.infolist()[0]
        for number in range(1000):
            other = zipfile.ZipInfo(f"{number}.csv")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type", "flag_bits"):
                setattr(other, field, getattr(first, field))
            archive.filelist.append(other)
    return one.getvalue()


def _page(packed):
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\nWARC-Date: 2018-04-04T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def _pdf(stream):
    plain = seeds.pdf()
    at = plain.index(b"4 0 obj")
    end = plain.index(b"endobj", at)
    return (
        plain[:at]
        + b"4 0 obj\n<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>\nstream\n"
        + stream
        + b"\nendstream\n"
        + plain[end:]
    )


class Heard(BaseHTTPRequestHandler):
    """Notes every request."""

    def do_GET(self):
        """Note a request; redirect some elsewhere."""
        self.server.heard.append(self.path)
        self.send_response(302 if "away" in self.path else 200)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *args):
        """Say nothing."""


def listener():
    """Return a server on this machine that notes what comes."""
    server = HTTPServer(("127.0.0.1", 0), Heard)
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def entities(folder):
    """Feed XML that expands or reaches out to every reader of markup; return the counts and failures."""
    from detente.loaders.articles.reading import Rejected, stream

    server = listener()
    tried, refused, failures, slowest = 0, 0, [], 0.0
    for what, markup in ENTITIES.items():
        markup = markup.replace("PORT", str(server.server_port))
        feed = seeds.RSS.replace(
            "<rss", markup.partition("]>")[0] + ("]>" if "]>" in markup else "") + "<rss", 1
        )
        feed = feed.replace("Talks open", markup.partition("]>")[2] or markup)
        for name, content in (
            ("a.rss", feed),
            ("a.xml", feed),
            ("a.html", markup + seeds.PAGE),
            ("a.txt", markup),
        ):
            path = folder / name
            path.write_text(content)
            begun = time.process_time()
            try:
                found = list(stream([path]))
            except DetenteError:
                found = []
            except Exception as error:
                failures.append(f"{what} in {name}: {type(error).__name__}")
                continue
            slowest = max(slowest, time.process_time() - begun)
            tried += 1
            refused += bool(found) and all(isinstance(one, Rejected) for one in found)
            if any("root:" in str(one) for one in found):
                failures.append(f"{what} in {name} read a file")
    server.shutdown()
    if server.heard:
        failures.append(f"readers asked for {server.heard}")
    if slowest > 10:
        failures.append(f"an entity took {slowest:.1f} s")
    line = f"{tried} files with {len(ENTITIES)} kinds of entities and inclusions: {refused} refused, the others read as text; 0 files and {len(server.heard)} addresses opened, {slowest:.2f} s the slowest."
    return line, failures


def names(folder):
    """Load archives whose members, and files whose names, lead elsewhere."""
    from trials.readers import dataset

    table = seeds.TABLES["rivalries"][0][1].encode()
    inside = folder / "inside"
    inside.mkdir()
    before, failures = _listing(folder.parent), []
    for number, name in enumerate(NAMES):
        path = inside / f"{number}.zip"
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            info = zipfile.ZipInfo("x.csv")
            info.filename = name
            archive.writestr(info, table)
        path.write_bytes(made.getvalue())
        for loader, given in (("rivalries", path), ("gdelt2_events", path), ("unga_votes", path)):
            try:
                dataset(loader)(given)
            except DetenteError:
                pass
            except Exception as error:
                failures.append(f"a member called {name!r}: {type(error).__name__}: {error}")
        path.unlink()
    left = {p for p in _listing(folder.parent) - before if "escaped" in p and "inside" not in p}
    failures += [f"written outside: {one}" for one in left] + (
        [f"written: {p}" for p in ("/tmp/escaped.csv",) if Path(p).exists()]
    )
    return (
        f"{len(NAMES)} names of members that lead out of their archive, each with three loaders: {len(left)} files written outside.",
        failures,
    )


def _listing(folder):
    return {str(p) for p in folder.rglob("*")}


def addresses():
    """Count where the package opens an address, and what it refuses to open."""
    import urllib.request

    from detente.loaders.articles.remote.extractor import _Stay

    found = []
    for path in sorted(ROOT.glob("*/**/*.py")):
        if path.relative_to(ROOT).parts[0] not in (
            "graph",
            "atlas",
            "loaders",
            "queries",
            "analysis",
            "views",
            "app",
        ):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = (
                node.func.attr
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                else getattr(getattr(node, "func", None), "id", "")
            )
            if isinstance(node, ast.Call) and name in OPENERS:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    refused = []
    for address in HOSTS:
        try:
            split(address)
        except DetenteError:
            refused.append(address)
    server = listener()
    opener = urllib.request.build_opener(_Stay(), urllib.request.ProxyHandler({}))
    with contextlib.suppress(OSError):
        opener.open(f"http://127.0.0.1:{server.server_port}/away", timeout=10)
    server.shutdown()
    opened = [place for place in found if not place.startswith("loaders/articles/remote/extractor.py")]
    failures = [f"{place} opens an address" for place in opened]
    failures += [f"{address} was let through" for address in HOSTS if address not in refused]
    failures += [f"a redirect was followed: {server.heard}"] if server.heard != ["/away"] else []
    line = (
        f"One place of the package opens an address, that of the language model which the user set; {len(refused)} of {len(HOSTS)} addresses that are "
        f"link-local, plain http to other machines, odd or of other schemes were refused, and of 1 redirect {len(server.heard) - 1} were followed. Addresses in data are never opened."
    )
    return line, failures


def memory():
    """Return the peak of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
