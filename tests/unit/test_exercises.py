"""A check must tell right from wrong, and say what is wrong."""

import numpy as np
import pytest
import torch

from utils.exercises import Case, check


def broken(x):
    return x / 0


CASES = (Case((2.0,), 4.0, "2 doubled"), Case((5.0,), 10.0), Case((-1.0,), -2.0))


@pytest.mark.parametrize(
    ("answer", "right", "shown"),
    [
        (lambda x: 2 * x, True, "✓ right in every case: 3"),
        (lambda x: x + 2, False, "✗ case 2: expected 10, got 7"),
        (lambda x: x, False, "✗ case 1: expected 4, got 2 (2 doubled)"),
        (lambda x: None, False, "still yours to write"),
        (broken, False, "✗ case 1: ZeroDivisionError: float division by zero"),
        (lambda x: "four", False, "expected numbers, got str"),
        (lambda x: [4.0, 4.0], False, "expected the shape (), got (2,)"),
    ],
)
def test_what_the_reader_is_told(answer, right, shown):
    verdict = check(answer, *CASES)
    assert bool(verdict) is right
    assert shown in repr(verdict)


def test_tensors_are_compared_by_shape_and_value():
    case = Case((), torch.tensor([1.0, 2.0]))
    assert check(lambda: torch.tensor([1.0, 2.00001]), case)
    wrong = check(lambda: torch.tensor([1.0, 2.5]), case)
    assert not wrong
    assert "largest difference from what was expected is 0.5" in repr(wrong)


@pytest.mark.parametrize(("given", "right"), [("yes", True), ("no", False)])
def test_texts(given, right):
    assert bool(check(lambda: given, Case((), "yes"))) is right


@pytest.mark.parametrize("given", [1, 1.0, False, torch.tensor(1), torch.ones(2)])
def test_true_is_only_true(given):
    assert not check(lambda: given, Case((), True))
    assert check(lambda: torch.tensor(True), Case((), True))


@pytest.mark.parametrize("given", [2, 2.0, torch.tensor(2), np.int64(2)])
def test_a_whole_number_may_come_in_any_wrapping(given):
    assert check(lambda: given, Case((), 2))


@pytest.mark.parametrize("given", [27_961, 27_960.01, "27960", True])
def test_whole_numbers_are_exact(given):
    assert not check(lambda: given, Case((), 27_960))


@pytest.mark.parametrize("off", [0.02, -0.02])
def test_the_tolerance_is_absolute(off):
    assert check(lambda: 50 + off / 4, Case((), 50.0), tolerance=0.01)
    assert not check(lambda: 50 + off, Case((), 50.0), tolerance=0.01)


def test_one_number_in_a_list_is_not_a_bare_number():
    case = Case((), torch.tensor([4.0]))
    assert check(lambda: torch.tensor([4.0]), case)
    assert not check(lambda: 4.0, case)
