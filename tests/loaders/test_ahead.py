"""Writes run one after the other, with the next one made ready meanwhile."""

import gc
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


def test_the_collector_looks_seldom_while_rows_are_made_and_as_before_afterwards():
    usual, seen = gc.get_threshold(), []
    assert list(written(lambda: seen.append(gc.get_threshold()[0]) for _ in range(2))) == [None, None]
    assert min(seen) > usual[0]
    assert gc.get_threshold() == usual

    def breaks():
        raise OSError("the store went away")

    with pytest.raises(OSError, match="went away"):
        list(written([breaks]))
    assert gc.get_threshold() == usual
