"""Real Neo4j servers for benchmarks: those of the tests, with the memory that a server has."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOMY = ("-Xmx2g", "-XX:+UseG1GC", "-Ddetente.pagecache=1024")  # megabytes of page cache


def _module():
    path = Path(__file__).resolve().parent.parent / "tests" / "neo4j" / "server.py"
    spec = importlib.util.spec_from_file_location("neo4j_server", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.START_SECONDS = 900  # of a large graph, on a machine that does other work too
    return module


SERVER = _module()


def serve(folder, version="5.26", options=ROOMY, **rest):
    """Serve a Neo4j from a folder: a context manager that gives its address and process."""
    folder.mkdir(parents=True, exist_ok=True)
    return SERVER.serve(version, folder, options=options, **rest)


def opened(server):
    """Return a store on the server."""
    from detente.graph.store import open_store

    return open_store(server.uri, environ={"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password})


def import_files(folder, files, options, version="5.26"):
    """Make a new database in the folder out of a folder of files, with Neo4j's own bulk importer."""
    home = folder / "data"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    command = [
        SERVER._runtime(SERVER._java_needed(version)), "-Xmx2g", "--add-modules=jdk.incubator.vector",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "sun.nio.ch")),
        "-cp", f"{SERVER._jars(version)}{os.sep}*", "org.neo4j.cli.AdminTool",
        "database", "import", "full", "neo4j", *options,
    ]  # fmt: skip
    environ = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, cwd=files, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
