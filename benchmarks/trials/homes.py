"""The stores of the fault trials: a folder, or a real Neo4j whose process can be killed and started again."""

import contextlib
import importlib.util
import shutil
import sys
from pathlib import Path

from detente.graph.store import open_store

from .processes import ask

ROOT = Path(__file__).resolve().parents[2]


def neo4j_server():
    """Return the module of the tests that starts servers."""
    spec = importlib.util.spec_from_file_location("neo4j_server", ROOT / "tests" / "neo4j" / "server.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Folder:
    """An embedded store: a kill of the process that opened it kills its server too."""

    name = "embedded"

    def __init__(self, folder: Path):
        """Take a folder that holds nothing else."""
        self.place, self.process = folder, None

    def open(self):
        """Return the store."""
        return open_store(self.place / "store", environ={})

    def empty(self):
        """Remove all that was loaded."""
        shutil.rmtree(self.place / "store", ignore_errors=True)

    def close(self):
        """Stop what is running."""


class Served:
    """A real Neo4j of this machine, in a process of its own."""

    def __init__(self, folder: Path, version="5.26"):
        """Start it in a folder that holds nothing else."""
        self.place, self.version, self.name = folder, version, f"Neo4j {version}"
        self.module, self.stack = neo4j_server(), contextlib.ExitStack()
        self.module.START_SECONDS = 900  # what else runs may take the processors
        folder.mkdir(parents=True)
        self.server = self.stack.enter_context(self.module.serve(version, folder))

    @property
    def process(self):
        """The number of the server's process."""
        return self.server.process.pid

    def open(self):
        """Return the store."""
        return open_store(self.server.uri, environ=self.environ)

    @property
    def environ(self):
        """What the commands would read from the environment."""
        return {"XDG_DATA_HOME": str(self.place / "user")}

    def empty(self):
        """Remove all that was loaded."""
        shutil.rmtree(self.place / "user", ignore_errors=True)
        ask(_remove, self)

    def start(self):
        """Start the server again on the same folder and port."""
        port = int(self.server.uri.rpartition(":")[2])
        self.stack.close()
        self.server = self.stack.enter_context(self.module.serve(self.version, self.place, port=port))

    def kill(self):
        """Kill the server, as a power cut would."""
        self.server.process.kill()
        self.server.process.wait()

    def close(self):
        """Stop the server."""
        self.stack.close()


def _remove(home):
    with home.open() as store:
        while store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
            store.write("UNWIND $rows AS row MATCH (n) WITH n LIMIT 10000 DETACH DELETE n", [{}])
