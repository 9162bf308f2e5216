"""Put the cases of an exercise to the reader's function."""

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

from .comparison import difference, fault, snapshot
from .time_limit import TimeUp, at_most

OPEN = "… this one is still yours to write"


class Case(NamedTuple):
    """One question for the reader's function.

    arguments: what it is called with.
    expected: a number, True or False, a text, a tensor or an array; or a list, a tuple, a set
        or a dictionary of these.
    why: the likely mistake; printed if the answer differs.
    hidden: whether to withhold the question, the expected answer and why.
    """

    arguments: tuple
    expected: object
    why: str = ""
    hidden: bool = False

    def __repr__(self) -> str:
        shown = "hidden=True" if self.hidden else ", ".join(map(repr, self[:3]))
        return f"Case({shown})"


class Verdict(NamedTuple):
    """The outcome of a check: true if everything was right; a notebook shows the message.

    right: whether every case was right.
    message: the first case that was wrong, and what was wrong.
    points: how many cases were right.
    of: how many there are.
    begun: whether the function answered anything at all.
    """

    right: bool
    message: str
    points: int
    of: int
    begun: bool = True

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return self.message


class _Outcome(NamedTuple):
    """What came of one case: what is wrong, and what the function did."""

    problem: str = ""
    why: str = ""
    begun: bool = True
    changed: bool = False


def check(
    answer: Callable, *cases: Case, tolerance: float = 1e-4, seconds: float = 20.0
) -> Verdict:
    """Put every case to the reader's function and report the outcome.

    Each case gets arguments of its own. An answer that changes them may be right; the verdict
    says that it does.

    Args:
        answer: the function to be checked; one that returns None is not written yet.
        cases: what to ask it, and what it should say.
        tolerance: by how much a number may be off; where a whole number is expected, it must
            be exact.
        seconds: how long all cases together may take. See `at_most` for where this cannot be
            enforced.

    Returns:
        A verdict on the first case that is wrong, or on all of them, with a point for each
        case that is right.

    Raises:
        ValueError: the function cannot be called; no case is given, or one that is none or
            cannot be asked; a tolerance below 0; no time.
    """
    _must_be_possible(answer, cases, tolerance, seconds)
    outcomes: list[_Outcome] = []
    try:
        with at_most(seconds):
            for case in cases:
                outcomes.append(_ask(answer, case, tolerance))
    except TimeUp:
        limit = f"it did not end within {seconds:g} seconds"
        outcomes.append(_Outcome(limit, "is there a loop that never stops?"))
    return _verdict(outcomes, cases)


def _ask(answer: Callable, case: Case, tolerance: float) -> _Outcome:
    arguments = deepcopy(case.arguments)
    before = snapshot(arguments)
    try:
        given = answer(*arguments)
        problem, why = difference(given, case.expected, tolerance), case.why
    # The reader's code may raise anything, and what it returns may be impossible to read.
    except (Exception, SystemExit) as error:
        given, why = error, ""
        problem = f"{type(error).__name__}: {error}".removesuffix(": ")
    return _Outcome(problem, why, given is not None, _changed(arguments, before))


def _changed(arguments: tuple, before: object) -> bool:
    try:
        return bool(difference(arguments, before, 0.0))
    except Exception:  # such as a list that now contains itself
        return True


def _verdict(outcomes: list[_Outcome], cases: tuple[Case, ...]) -> Verdict:
    points, of = sum(not outcome.problem for outcome in outcomes), len(cases)
    if not any(outcome.begun for outcome in outcomes):
        return Verdict(False, OPEN, 0, of, begun=False)
    changed = any(outcome.changed for outcome in outcomes)
    if points == of:
        note = ", but it changes what it is given: work on a copy" if changed else ""
        return Verdict(True, f"✓ right in every case: {of}{note}", points, of)
    n, wrong = next((n, o) for n, o in enumerate(outcomes) if o.problem)
    if cases[n].hidden:
        message = f"✗ case {n + 1}: wrong; what it asks is hidden"
    else:
        why = f" ({wrong.why})" if wrong.why else ""
        message = f"✗ case {n + 1}: {wrong.problem}{why}"
    note = "; and it changes what it is given" if changed else ""
    return Verdict(False, message + note, points, of)


def _must_be_possible(
    answer: Callable, cases: tuple[Case, ...], tolerance: float, seconds: float
) -> None:
    if not callable(answer):
        raise ValueError(f"expected a function to check, got {type(answer).__name__}")
    if not cases:
        raise ValueError("expected at least one case to check")
    if not tolerance >= 0:
        raise ValueError(f"expected a tolerance of at least 0, got {tolerance}")
    if not seconds > 0:
        raise ValueError(f"expected more than 0 seconds, got {seconds}")
    for n, case in enumerate(cases, start=1):
        problem = _fault(case)
        if problem:
            raise ValueError(f"case {n}: {problem}")


def _fault(case: Case) -> str:
    """Why a case cannot be asked; nothing if it can."""
    if not isinstance(case, Case):
        return f"expected a Case, got {type(case).__name__}"
    if not isinstance(case.arguments, tuple):
        return f"expected a tuple of arguments, got {type(case.arguments).__name__}"
    if not isinstance(case.why, str):
        return f"expected a text that says why, got {type(case.why).__name__}"
    try:
        deepcopy(case.arguments)
    except Exception as error:  # each type has its own
        return f"its arguments cannot be copied: {error}"
    return fault(case.expected)
