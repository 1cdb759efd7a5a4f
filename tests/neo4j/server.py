"""Real Neo4j servers from Maven Central, started and stopped by tests and benchmarks."""

import contextlib
import functools
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MAVEN_SECONDS = 600
START_SECONDS = 180
SMALL = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # starts fast, runs slowly


class AbsentError(Exception):
    """What a server needs is not on this machine."""


class Address(NamedTuple):
    """A server to connect to; the password is empty where it asks for none."""

    uri: str
    user: str
    password: str


class Neo4j(NamedTuple):
    """A server that runs: its address, part by part, and its process."""

    uri: str
    user: str
    password: str
    process: subprocess.Popen

    @property
    def address(self) -> Address:
        """Where to connect to."""
        return Address(*self[:3])


@contextlib.contextmanager
def import_and_serve(version: str, folder: Path, files: Path, options: list[str]):
    """Run Neo4j's own bulk importer into a new database, then serve it."""
    jars, home = _jars(version), folder / "data"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    shutil.copytree(files, folder / "files")  # the importer leaves a report beside what it reads
    opened = ("java.nio", "sun.nio.ch")
    command = [
        _runtime(_java_needed(version)), "-Xmx700m", "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED", *(f"--add-opens=java.base/{n}=ALL-UNNAMED" for n in opened),
        "-cp", f"{jars}{os.sep}*", "org.neo4j.cli.AdminTool",
        "database", "import", "full", "neo4j", *options,
    ]  # fmt: skip
    environ = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        command, cwd=folder / "files", env=environ, capture_output=True, text=True, timeout=START_SECONDS
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    with serve(version, folder) as server:
        yield server


@contextlib.contextmanager
def serve(version: str, folder: Path, *, auth=False, port=None, options=SMALL):
    """Serve a Neo4j from a folder, which keeps its data: on a free port, or on the one given.

    Its process is `server.process`; it is killed at the end, since an orderly stop takes ten seconds.
    """
    jars, port = _jars(version), port or _free_port()
    command = [
        _runtime(_java_needed(version)), *options,
        "--add-modules=jdk.incubator.vector",
        *(["--enable-native-access=ALL-UNNAMED"] if version == "2026" else []),
        "-cp", os.pathsep.join((f"{jars}{os.sep}*", str(_launcher(folder)))),
        "Launcher", str(folder / "data"), str(port), *(["auth"] if auth else []),
    ]  # fmt: skip
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=out)
    try:
        server = Neo4j(f"bolt://127.0.0.1:{port}", "neo4j", "a-password-of-tests" if auth else "", process)
        _await(process, log)
        if auth:
            _change_first_password(server)
        yield server
    finally:
        process.kill()
        process.wait()
        process.stdin.close()


def _await(process, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while "ready" not in log.read_text(encoding="utf-8", errors="replace"):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"Neo4j did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def _change_first_password(server: Neo4j) -> None:
    import neo4j

    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j"), telemetry_disabled=True) as driver,
        driver.session(database="system") as session,
    ):
        session.run(change, password=server.password).consume()


def _pom(version: str, name: str) -> str:
    text = (HERE / version / "pom.xml").read_text(encoding="utf-8")
    return re.search(f"<{name}>(.+)</{name}>", text)[1]


def _java_needed(version: str) -> int:
    return int(_pom(version, "java.version"))


def _jars(version: str) -> Path:
    """Return the folder with the jars of a server; Maven fetches them once."""
    cache = Path(os.environ.get("DETENTE_NEO4J_JARS") or Path.home() / ".cache" / "detente-neo4j")
    jars = cache / _pom(version, "neo4j.version") / "lib"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise AbsentError("no mvn on the path to fetch the server's jars with")
    jars.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=jars.parent))
    pom = HERE / version / "pom.xml"
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
    done = subprocess.run(
        [maven, "-q", "-B", "-f", str(pom), *goal], capture_output=True, text=True, timeout=MAVEN_SECONDS
    )
    if done.returncode != 0:
        shutil.rmtree(fresh)
        raise AbsentError(f"mvn could not fetch the jars of {version}: {(done.stdout + done.stderr)[-500:]}")
    if not jars.is_dir():
        fresh.rename(jars)
    return jars


@functools.cache
def _java_homes() -> tuple[tuple[int, Path], ...]:
    """Return every Java of this machine as (major version, folder), the oldest first."""
    beside = [Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines"), Path("C:/Program Files/Java")]
    homes = {Path(os.environ["JAVA_HOME"])} if os.environ.get("JAVA_HOME") else set()
    homes |= {
        Path(found).resolve().parents[1] for found in (shutil.which("java"), shutil.which("javac")) if found
    }
    for folder in beside:
        homes |= {home.resolve() for home in folder.glob("*")} | set(folder.glob("*/Contents/Home"))
    spec = importlib.util.find_spec("arcadedb_embedded")
    homes |= {Path(spec.origin).parent / "jre"} if spec and spec.origin else set()
    told = []
    for home in homes:
        java = shutil.which("java", path=home / "bin")
        answer = (
            java and subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60).stderr
        )
        if answer and (match := re.search(r'version "(\d+)', answer)):
            told.append((int(match[1]), home))
    return tuple(sorted(told))


def _runtime(needed: int) -> str:
    for major, home in _java_homes():
        if major >= needed:
            return shutil.which("java", path=home / "bin")
    raise AbsentError(f"no Java {needed} or later")


def _launcher(folder: Path) -> Path:
    """Return the folder with the compiled launcher; compiled against 5.26, it runs with either server."""
    for major, home in _java_homes():
        javac = shutil.which("javac", path=home / "bin")
        if javac and major >= _java_needed("5.26"):
            classes = folder / "classes"
            path = f"{_jars('5.26')}{os.sep}*"
            source = str(HERE / "Launcher.java")
            subprocess.run(
                [javac, "-proc:none", "-d", str(classes), "-cp", path, source], check=True, timeout=120
            )
            return classes
    raise AbsentError("no javac of Java 17 or later")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
