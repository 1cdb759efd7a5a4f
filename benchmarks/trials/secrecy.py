"""Planted secrets: commands that work and commands that fail are run with them, and all they leave is searched."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SECRETS = {
    "NEO4J_PASSWORD": "pw-4f1c9e2b7a-Zx!", "DETENTE_LLM_KEY": "sk-7be10dd3c2f94-key", "NEO4J_USERNAME": "neo4j",
}  # fmt: skip
HIDDEN = (SECRETS["NEO4J_PASSWORD"], SECRETS["DETENTE_LLM_KEY"])
TOKEN = re.compile(r"token=([\w-]{20,})")
LLM = {"DETENTE_LLM_URL": "http://127.0.0.1:9/v1", "DETENTE_LLM_MODEL": "m"}
BOLT = {"NEO4J_URI": "bolt://127.0.0.1:9"}
CODE = "import sys; sys.argv = ['detente', *sys.argv[1:]]; from detente.app.cli import main; main()"


def commands(folder):
    """Return commands, each with what its environment adds: some work, most fail."""
    articles = str(folder / "articles")
    yield ["-vv", "extract", articles, "--extractor", "llm"], LLM
    yield ["-vv", "load", "articles", articles, "--quarantine", str(folder / "q.jsonl")], BOLT
    yield ["-vv", "load", "articles", articles], {"NEO4J_URI": f"bolt://neo4j:{HIDDEN[0]}@127.0.0.1:9"}
    yield ["-vv", "doctor"], {**BOLT, **LLM}
    yield ["-vv", "analyze", articles, "--out", str(folder / "report")], LLM
    yield (
        [
            "-vv",
            "load",
            "articles",
            articles,
            "--store",
            str(folder / "store"),
            "--quarantine",
            str(folder / "q2.jsonl"),
        ],
        LLM,
    )
    yield (
        ["-vv", "extract", articles, "--extractor", "llm"],
        {"DETENTE_LLM_URL": f"https://u:{HIDDEN[1]}@model.example/v1", "DETENTE_LLM_MODEL": "m"},
    )


def search(folder, long):
    """Return what was run and searched, and where a secret was found."""
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text(
        "Norway accused Chad of spying on Monday. The minister of Chad said that it was wrong.\n"
    )
    (folder / "articles" / "b.jsonl").write_text("{broken\n")
    told, found, outputs, seen = [], [], 0, set()
    running = []
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(stop, seen), daemon=True)
    watcher.start()
    given = list(commands(folder))
    for arguments, more in given if long else given[:6]:
        environ = (
            {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))} | SECRETS | more
        )
        environ |= {"XDG_DATA_HOME": str(folder / "data"), "PYTHONDEVMODE": "0"}
        running.append(
            (
                arguments,
                subprocess.Popen(
                    [sys.executable, "-c", CODE, *arguments],
                    env=environ,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    cwd=folder,
                ),
            )
        )
    codes = []
    for arguments, child in running:
        said = child.communicate(timeout=280)[0].decode("utf-8", "replace")
        outputs += len(said)
        codes.append(child.returncode)
        found += [f"`detente {' '.join(arguments[:4])}` prints a secret" for one in HIDDEN if one in said]
        if "Traceback" in said:
            found.append(f"`detente {' '.join(arguments[:4])}` ends with a traceback")
    token, said = _serve(folder)
    found += [f"the token stands in {place}" for place, text in said.items() if token and token in text]
    stop.set()
    watcher.join(5)
    found += [
        "a secret stands in the command line of a process"
        for one in (*HIDDEN, *([token] if token else []))
        if any(one in line for line in seen)
    ]
    files = [p for p in folder.rglob("*") if p.is_file()]
    for path in files:
        content = path.read_bytes()
        found += [
            f"a secret stands in {path.relative_to(folder)}"
            for one in (*HIDDEN, *([token] if token else []))
            if one.encode() in content
        ]
    told.append(
        f"{len(codes)} commands with `-vv` and a planted password and key (exit codes {', '.join(map(str, codes))}), and a server with a token: {outputs:,} "
        f"letters of output, {len(files)} files (manifests, quarantine, store, page) and {len(seen)} command lines of processes hold {len(found)} secrets."
    )
    return told, found


def _serve(folder):
    """Start the server with a token, ask it wrong things, and return the token and all that was said after it."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")} | {
        "XDG_DATA_HOME": str(folder / "data")
    }
    log = tempfile.TemporaryFile()  # noqa: SIM115  it outlives the block in which it is filled
    child = subprocess.Popen(
        [sys.executable, "-c", CODE, "-vv", "serve", "--store", str(folder / "store"), "--token"],
        env=environ, stdout=subprocess.PIPE, stderr=log, cwd=folder,
    )  # fmt: skip
    try:
        address = child.stdout.readline().decode().strip()
        token, end = None, time.monotonic() + 30
        while token is None and time.monotonic() < end and child.poll() is None:
            log.seek(0)
            if match := TOKEN.search(log.read().decode("utf-8", "replace")):
                token = match[1]
            time.sleep(0.1)
        answers = {}
        if token:
            import urllib.error
            import urllib.request

            for path in (
                f"?token={token}",
                f"api/health?token={token}",
                f"nothing?token={token}x",
                "api/health",
            ):
                try:
                    with urllib.request.urlopen(address + path, timeout=30) as told:
                        answers[path.partition("?")[0] or "the page"] = told.read().decode("utf-8", "replace")
                except urllib.error.HTTPError as error:
                    answers["an error"] = error.read().decode("utf-8", "replace")
                except OSError:
                    continue
    finally:
        child.terminate()
        child.wait(30)
        child.stdout.close()
    log.seek(0)
    said = log.read().decode("utf-8", "replace")
    log.close()
    # The token is printed for the user when the server starts, twice; never again.
    answers["the log after the start"] = said[said.rfind("Ctrl-C ends it") :]
    return token, answers


def _watch(stop, seen):
    """Note the command lines of this process's children, and of theirs."""
    while not stop.is_set():
        for place in Path("/proc").glob("[0-9]*"):
            try:
                line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                environ = os.getpid() != int(place.name)
            except (OSError, ValueError):
                continue
            if environ and ("detente" in line or "java" in line):
                seen.add(line)
        time.sleep(0.1)
