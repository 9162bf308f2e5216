"""The process in which a student's function runs, and what stands for the function elsewhere.

The judge has the cases and what they expect; the player has the student's code. Whatever that
does to `check`, to torch or to Python itself, it does to its own process. Between the two go
arguments and answers, and answers come as data alone.
"""

import ast
import os
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

import cloudpickle
import torch

from book.course.answers import Answer, Cell
from book.course.exchange import decode, encode, restore, state
from book.course.judge import asked_in
from book.course.sandbox import Limits, shut_in

LARGEST = 16 * 2**20  # bytes of an answer
_own: Callable | None = None  # in the player: the student's function


class Ended(Exception):
    """The student's code ended its own process."""


def forked(work: Callable[[Connection], None]) -> tuple[int, Connection]:
    """Start a process that does this work, with a connection to it."""
    ours, theirs = Pipe()
    process = os.fork()
    if process == 0:
        try:
            ours.close()
            work(theirs)
        finally:
            os._exit(0)
    theirs.close()
    return process, ours


def play(
    answer: Answer, book: dict, limits: Limits, isolate: bool, around: Cell | None
) -> tuple[int, Connection]:
    """Start the process of a student's function.

    Args:
        answer: its code.
        book: the names that the chapter has bound.
        limits: what it may use.
        isolate: whether in namespaces of its own.
        around: the exercise, if what it makes from the function is to run there too.
    """

    def work(connection: Connection) -> None:
        shut_in(limits, isolate, keep=[connection.fileno()])
        _serve(connection, answer, book, around)

    return forked(work)


class Proxy:
    """Called like the student's function, it asks the student's process."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.__name__ = name
        self._connection = connection
        self._over = False

    def __call__(self, *arguments, **named) -> object:
        return self.often(1, *arguments, **named)[0]

    def often(self, times: int, *arguments, **named) -> list:
        """What comes of so many calls with the same arguments, one after another."""
        if self._over:
            raise Ended("it ended Python or took too long in an earlier case")
        question = times, arguments, named, torch.is_grad_enabled()
        try:
            self._connection.send_bytes(cloudpickle.dumps(question))
            outcome, value, changed = decode(self._connection.recv_bytes(LARGEST))
        except BaseException as error:
            self._over = True  # an answer that comes later would be taken for the next one
            if isinstance(error, EOFError | ConnectionError):
                raise Ended("it ends Python itself, or uses too much memory") from None
            if isinstance(error, OSError):
                raise Ended("what it returns is too large") from None
            raise
        for place, new in changed.items():
            restore(arguments[place], new)
        if outcome == "raised":
            kind, text = value
            raise type(kind, (Exception,), {})(text)
        return value

    def __reduce__(self) -> tuple:  # among arguments, in the player: the function itself
        return own_function, ()


class Ahead:
    """A proxy that is called tens of thousands of times with the same arguments: it asks for 1,
    2, 4 ... answers at once. Whoever counts the calls does so in the judge's process."""

    def __init__(self, proxy: Proxy) -> None:
        self.__name__ = proxy.__name__
        self._proxy = proxy
        self._asked: tuple = ()
        self._times, self._answers = 1, []

    def __call__(self, *arguments) -> object:
        if arguments != self._asked:
            self._asked, self._times, self._answers = arguments, 1, []
        if not self._answers:
            self._answers = self._proxy.often(self._times, *arguments)[::-1]
            self._times *= 2
        return self._answers.pop()


def own_function() -> Callable:
    return _own


def _serve(connection: Connection, answer: Answer, book: dict, around: Cell | None) -> None:
    global _own
    torch.manual_seed(0)
    names = dict(book)
    problem = _run(answer.code, names)
    _own = names.get(answer.name)
    if around and callable(_own):
        _own = asked_in(around, dict(book), _own).function
    while True:
        try:
            times, arguments, named, grad = cloudpickle.loads(connection.recv_bytes())
        except EOFError:
            return
        before = [encode(state(argument)) for argument in arguments]
        outcome = "returned"
        try:
            if not callable(_own):
                raise problem or NameError(f"name {answer.name!r} is not defined")
            with torch.set_grad_enabled(grad):
                value = [_own(*arguments, **named) for _ in range(times)]
            encode(value)
        except BaseException as error:
            outcome, value = "raised", (type(error).__name__, str(error)[:1000])
        after = [state(argument) for argument in arguments]
        changed = {n: s for n, s in enumerate(after) if encode(s) != before[n]}
        connection.send_bytes(encode((outcome, value, changed)))


def _run(code: tuple[str, ...], names: dict) -> BaseException | None:
    """Run statement by statement; one that fails stops no other. Returns the first error."""
    first = None
    for part in code:
        for statement in ast.parse(part).body:
            try:
                exec(compile(ast.Module([statement], []), "<answer>", "exec"), names)
            except BaseException as error:
                first = first or error
    return first
