"""A check ends, also where the answer does not."""

import threading
import time
from contextlib import suppress

import pytest

from utils.exercises import Case, check, time_limit
from utils.exercises.time_limit import TimeUp, at_most


def endless():
    while True:
        pass


def stubborn():
    while True:
        with suppress(Exception):
            endless()


@pytest.mark.parametrize("answer", [endless, stubborn])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_function_that_does_not_end_is_interrupted(answer, elsewhere):
    verdicts, begun = [], time.perf_counter()

    def ask():
        first = Case((True,), 1)
        slow = Case((False,), 1)
        verdicts.append(
            check(lambda now: 1 if now else answer(), first, slow, first, seconds=0.2)
        )

    if elsewhere:
        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(10)
    else:
        ask()
    (verdict,) = verdicts
    assert "✗ case 2: it did not end within 0.2 seconds (is there a loop" in verdict.message
    assert (verdict.points, verdict.of) == (1, 3)
    assert time.perf_counter() - begun < 5


def test_in_the_main_thread_waiting_is_interrupted_too():
    assert "did not end" in check(lambda: time.sleep(60), Case((), 1), seconds=0.1).message


def test_without_signals_a_thread_watches(monkeypatch):
    monkeypatch.delattr(time_limit.signal, "setitimer")
    assert "did not end" in check(endless, Case((), 1), seconds=0.1).message


@pytest.mark.parametrize("limit", [time_limit._by_signal, time_limit._by_thread])
def test_a_limit_leaves_nothing_behind(limit):
    before = time_limit.signal.getsignal(time_limit.signal.SIGALRM)
    with limit(0.05):
        pass
    time.sleep(0.1)
    assert time_limit.signal.getsignal(time_limit.signal.SIGALRM) is before
    assert time_limit.signal.getitimer(time_limit.signal.ITIMER_REAL) == (0, 0)
    with pytest.raises(TimeUp), at_most(0.05):
        endless()
