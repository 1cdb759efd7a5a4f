"""Work in forked processes, which a trial may kill: they inherit what is loaded and need not start anew."""

import contextlib
import multiprocessing
import signal
import sys
import traceback

FORK = multiprocessing.get_context("fork")
SECONDS = 3600  # of silence, after which a process counts as stuck


class Told(Exception):  # noqa: N818  it carries what another process said
    """What went wrong in a forked process."""


def begin(work, *args):
    """Start ``work(tell, *args)`` in a fork; return the process and the end of the pipe that hears ``tell``."""
    if "jpype" in sys.modules and sys.modules["jpype"].isJVMStarted():
        raise RuntimeError("this process runs Java and cannot be forked; run the trial alone: --only faults")
    hear, say = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_do, args=(say, work, args))
    process.start()
    say.close()
    return process, hear


def listen(process, hear, seconds=SECONDS):
    """Return all that a process says until it ends, however it ends, and its exit code."""
    heard = []
    with contextlib.suppress(EOFError), hear:
        while hear.poll(seconds):
            heard.append(hear.recv())
        process.kill()
    process.join()
    return heard, process.exitcode


def ask(work, *args):
    """Return what ``work(*args)`` gives in a fork; an error there is raised here."""
    heard, code = listen(*begin(_answer, work, args))
    if code or not heard or heard[-1][0] != "answer":
        raise Told(heard[-1][1] if heard else f"the process ended with {code}")
    return heard[-1][1]


def _answer(tell, work, args):
    tell(("answer", work(*args)))


def _do(say, work, args):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        work(say.send, *args)
    except BaseException as problem:
        say.send(("error", f"{type(problem).__name__}: {problem}", traceback.format_exc()))
        say.close()
        raise SystemExit(1) from None
