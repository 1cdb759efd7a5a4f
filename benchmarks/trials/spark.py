"""A Spark of several processes on this machine alone: a master and workers on 127.0.0.1.

Spark is no dependency of the project (it takes half a gigabyte), so pip brings it to a folder of the user's cache.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PINNED = ("pyspark==4.3.0", "py4j==0.10.9.9", "pyarrow==26.0.1")
INSTALL_SECONDS = 600
START_SECONDS = 120
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # starts fast


class AbsentError(Exception):
    """Spark or the Java that it needs is not here."""


def home():
    """Return the folder that Spark is installed in, installing it where it is not."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "detente-spark" / PINNED[0].partition("==")[2]
    if shutil.which("java") is None:
        raise AbsentError("Spark needs Java 17 on the path")
    if not (folder / "pyspark" / "jars").is_dir() or not (folder / "pyarrow").is_dir():
        part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(part),
            *PINNED,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS)
        if done.returncode:
            shutil.rmtree(part, ignore_errors=True)
            raise AbsentError(f"pip could not install {PINNED[0]}: {done.stderr.strip()[-300:]}")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    return folder


def environment(folder, scratch):
    """Return the environment in which Spark runs, its drivers too."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return own | {
        "SPARK_HOME": str(folder / "pyspark"),
        "PYTHONPATH": str(folder),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(scratch / "spill"),
        "SPARK_DAEMON_MEMORY": "400m",
        "SPARK_DAEMON_JAVA_OPTS": QUICK,
        "PYTHONWARNINGS": "ignore",
    }


@contextlib.contextmanager
def cluster(folder, scratch, workers, memory):
    """Run a master and workers of one core each; give the address, and end all of them whatever happens."""
    signal.signal(signal.SIGTERM, _leave)  # so that what was started ends too
    port = _free_port()
    place = f"spark://127.0.0.1:{port}"
    started = []

    def start(name, kind, *options):
        command = [str(folder / "pyspark" / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}"]
        with (scratch / f"{name}.log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    [*command, "--host", "127.0.0.1", "--webui-port", "0", *options],
                    stdout=log, stderr=subprocess.STDOUT, env=environment(folder, scratch), start_new_session=True,
                )
            )  # fmt: skip

    try:
        start("master", "master.Master", "--port", str(port))
        _wait(scratch / "master.log", "I have been elected leader", started)
        for number in range(workers):
            work = str(scratch / f"work-{number}")
            start(
                f"worker-{number}",
                "worker.Worker",
                "--cores",
                "1",
                "--memory",
                memory,
                "--work-dir",
                work,
                place,
            )
        for number in range(workers):
            _wait(scratch / f"worker-{number}.log", "Successfully registered with master", started)
        yield place
    finally:
        for process in reversed(started):  # the group of a worker has its executors
            for sent in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, sent)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)


def _leave(number, frame):
    raise SystemExit(128 + number)


def _wait(log, words, started):
    end = time.monotonic() + START_SECONDS
    while words not in log.read_text(encoding="utf-8", errors="replace"):
        ended = any(process.poll() is not None for process in started)
        if ended or time.monotonic() > end:
            told = log.read_text(encoding="utf-8", errors="replace")[-400:]
            raise AbsentError(f"{log.stem} {'ended' if ended else 'did not start'}: {told}")
        time.sleep(0.1)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
