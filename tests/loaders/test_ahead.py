"""Writes run one after the other, with the next one made ready meanwhile."""

import threading
import time

import pytest

from detente.loaders.ahead import written


def test_the_next_is_made_ready_while_one_runs():
    made, done = threading.Event(), []

    def writes():
        # Without the overlap this would wait in vain.
        yield lambda: done.append("first") if made.wait(20) else done.append("alone")
        made.set()
        yield lambda: done.append("second")

    assert list(written(writes())) == [None, None]
    assert done == ["first", "second"]


def test_never_two_at_once():
    busy = threading.Lock()

    def write(number):
        assert busy.acquire(blocking=False)
        time.sleep(0.002)
        busy.release()
        return number

    assert list(written(lambda n=n: write(n) for n in range(50))) == list(range(50))


def test_an_error_ends_the_rest():
    done = []

    def fail():
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        list(written([lambda: done.append(1), fail, lambda: done.append(3)]))
    assert done == [1]


def test_what_was_begun_is_ended_when_making_the_next_fails():
    go, done = threading.Event(), []

    def writes():
        yield lambda: go.wait(20) and done.append("begun")
        go.set()
        raise ValueError("a row is wrong")

    with pytest.raises(ValueError, match="a row is wrong"):
        list(written(writes()))
    assert done == ["begun"]


def test_nothing_to_write():
    assert list(written([])) == []


def test_an_interrupt_while_the_thread_starts_leaves_no_write_under_way(monkeypatch):
    start, begun = threading.Thread.start, []

    def interrupted(thread):
        start(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(written([lambda: begun.append("write")]))
    time.sleep(0.2)
    assert begun == []
