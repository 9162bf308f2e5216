"""A limit on the time that the reader's code may take."""

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


class TimeUp(BaseException):
    """The time is over. Not an `Exception`, which the reader's code might catch."""


def at_most(seconds: float) -> AbstractContextManager[None]:
    """Interrupt what is done in this context after so many seconds.

    In the main thread, which is where notebooks run their cells, a signal interrupts loops and
    whatever waits. In other threads, and on Windows, which has no such signal, only Python
    code is interrupted: what waits there, or computes in one long call of a library, ends
    before anything happens. A library's call is not interrupted halfway anywhere.

    Args:
        seconds: more than 0.

    Raises:
        TimeUp: in the code of the context, when the time is over.
    """
    in_main = threading.current_thread() is threading.main_thread()
    return (_by_signal if in_main and hasattr(signal, "setitimer") else _by_thread)(seconds)


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    inside = True

    def stop(*_) -> None:
        if inside:
            raise TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    # Once more every second, for code that catches even this.
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        inside = False
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    here, done = ctypes.c_ulong(threading.get_ident()), threading.Event()
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        if not done.wait(seconds):
            raise_in(here, ctypes.py_object(TimeUp))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        raise_in(here, None)  # takes back what has not arrived
