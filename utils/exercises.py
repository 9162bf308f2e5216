"""The checks of the exercises: they say what is wrong, not only that something is."""

from collections.abc import Callable
from typing import NamedTuple

import torch


class Case(NamedTuple):
    """One question to the reader's function."""

    arguments: tuple
    expected: object  # a number, a text, a list or a tensor
    why: str = ""  # printed if the answer is another one


def check(answer: Callable, *cases: Case, tolerance: float = 1e-4) -> bool:
    """Ask the reader's function every case and print what comes of it.

    Args:
        answer: the function to be checked; one that returns None is not written yet.
        cases: what to ask it, and what it should say.
        tolerance: how far numbers may be off.

    Returns:
        Whether all cases are right.
    """
    for n, (arguments, expected, why) in enumerate(cases, start=1):
        try:
            given = answer(*arguments)
        except Exception as error:  # the reader's code may raise anything
            print(f"✗ case {n}: {answer.__name__} raised {type(error).__name__}: {error}")
            return False
        if given is None:
            print(f"… {answer.__name__} is still yours to write.")
            return False
        problem = _difference(given, expected, tolerance)
        if problem:
            print(f"✗ case {n}: {problem}", why and f"({why})")
            return False
    print("✓ right in every case:", len(cases))
    return True


def _difference(given: object, expected: object, tolerance: float) -> str:
    """What is wrong with the answer; nothing if it is right."""
    if isinstance(expected, (str, bool)):
        return "" if given == expected else f"expected {expected!r}, got {given!r}"
    try:
        given, expected = (torch.as_tensor(v, dtype=torch.float64) for v in (given, expected))
    except (TypeError, ValueError, RuntimeError):
        return f"expected numbers, got {type(given).__name__}"
    if given.shape != expected.shape:
        return f"expected the shape {tuple(expected.shape)}, got {tuple(given.shape)}"
    if torch.allclose(given, expected, rtol=tolerance, atol=tolerance):
        return ""
    if expected.dim() == 0:
        return f"expected {expected:g}, got {given:g}"
    return (
        f"the largest difference from what was expected is {(given - expected).abs().max():g}"
    )
