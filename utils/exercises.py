"""The checks of the exercises: they say what is wrong, not only that something is."""

from collections.abc import Callable
from typing import NamedTuple

import torch


class Case(NamedTuple):
    """One question for the reader's function."""

    arguments: tuple
    expected: object  # a number, True or False, a text, a list of numbers or a tensor
    why: str = ""  # printed if the answer differs


class Verdict(NamedTuple):
    """The outcome of a check: true if everything was right; a notebook shows the message."""

    right: bool
    message: str

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return self.message


def check(answer: Callable, *cases: Case, tolerance: float = 1e-4) -> Verdict:
    """Put every case to the reader's function and report the outcome.

    Args:
        answer: the function to be checked; one that returns None is not written yet.
        cases: what to ask it, and what it should say.
        tolerance: by how much a number may be off; whole numbers must be exact.

    Returns:
        A verdict on the first case that is wrong, or on all of them.

    Raises:
        ValueError: no case is given.
    """
    if not cases:
        raise ValueError("expected at least one case to check")
    for n, (arguments, expected, why) in enumerate(cases, start=1):
        try:
            given = answer(*arguments)
        except Exception as error:  # the reader's code may raise anything
            return Verdict(False, f"✗ case {n}: {type(error).__name__}: {error}")
        if given is None:
            return Verdict(False, "… this one is still yours to write")
        problem = _difference(given, expected, tolerance)
        if problem:
            return Verdict(False, f"✗ case {n}: {problem}" + (f" ({why})" if why else ""))
    return Verdict(True, f"✓ right in every case: {len(cases)}")


def _difference(given: object, expected: object, tolerance: float) -> str:
    """What is wrong with the answer; nothing if it is right."""
    if isinstance(expected, (str, bool, int)):
        given = _plain(given)
        # Python takes True for 1; a reader who mixes them up should hear of it.
        mixed_up = isinstance(given, bool) != isinstance(expected, bool)
        same = not mixed_up and isinstance(given, (str, int, float)) and given == expected
        return "" if same else f"expected {expected!r}, got {given!r}"
    try:
        given, expected = (torch.as_tensor(v, dtype=torch.float64) for v in (given, expected))
    except (TypeError, ValueError, RuntimeError):
        return f"expected numbers, got {type(given).__name__}"
    if given.shape != expected.shape:
        return f"expected the shape {tuple(expected.shape)}, got {tuple(given.shape)}"
    if torch.allclose(given, expected, rtol=0, atol=tolerance):
        return ""
    if expected.dim() == 0:
        return f"expected {expected:g}, got {given:g}"
    return (
        f"the largest difference from what was expected is {(given - expected).abs().max():g}"
    )


def _plain(value: object) -> object:
    """The number in a tensor or an array that holds just one; anything else as it is."""
    try:
        return value.item()
    except (AttributeError, RuntimeError, ValueError):
        return value
