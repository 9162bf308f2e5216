"""A check must tell right from wrong, and say what is wrong."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch

from utils.exercises import Case, check


def broken(x):
    return x / 0


def said(given, expected, **options):
    """The message on an answer, without its beginning."""
    return check(lambda: given, Case((), expected), **options).message.removeprefix(
        "✗ case 1: "
    )


CASES = (Case((2.0,), 4.0, "2 doubled"), Case((5.0,), 10.0), Case((-1.0,), -2.0))


@pytest.mark.parametrize(
    ("answer", "points", "shown"),
    [
        (lambda x: 2 * x, 3, "✓ right in every case: 3"),
        (lambda x: x + 2, 1, "✗ case 2: expected 10, got 7"),
        (lambda x: x, 0, "✗ case 1: expected 4, got 2 (2 doubled)"),
        (lambda x: None, 0, "… this one is still yours to write"),
        (lambda x: 2 * x if x > 0 else None, 2, "✗ case 3: expected -2.0, got None"),
        (broken, 0, "✗ case 1: ZeroDivisionError: float division by zero"),
        (lambda x: exit(), 0, "✗ case 1: SystemExit"),
        (lambda x: "four", 0, "✗ case 1: expected 4.0, got 'four' (2 doubled)"),
        (lambda x: [4.0, 4.0], 0, "✗ case 1: expected 4.0, got a list (2 doubled)"),
        (lambda: 4.0, 0, "✗ case 1: TypeError: "),
    ],
)
def test_what_the_reader_is_told(answer, points, shown):
    verdict = check(answer, *CASES)
    assert bool(verdict) is verdict.right is (points == 3)
    assert shown in repr(verdict)
    assert (verdict.points, verdict.of) == (points, 3)
    assert verdict.begun == ("…" not in shown)


def test_a_hidden_case_tells_nothing():
    hidden = Case((41,), 4242, "4242 is the answer", hidden=True)
    for answer in (
        lambda x: x,
        lambda x: "a",
        lambda x: [x],
        lambda x: {}[x],
        lambda x: {4242},
    ):
        verdict = check(answer, Case((1,), 1), hidden)
        assert "42" not in repr(verdict)
    assert check(lambda x: x, Case((1,), 1), hidden).points == 1
    assert "case 2: wrong; what it asks is hidden" in repr(
        check(lambda x: x, Case((1,), 1), hidden)
    )
    assert "4" not in repr(hidden)


# Arguments.


def clamped(s):
    return s.clamp_(-1, 1)


def test_every_case_gets_arguments_of_its_own():
    s = torch.tensor([-3.0, 0.5, 2.0])
    case = Case((s,), torch.tensor([-1.0, 0.5, 1.0]))
    for _ in range(2):
        verdict = check(clamped, case, case)
        assert verdict
        assert "✓ right in every case: 2, but it changes what it is given" in repr(verdict)
    assert s.tolist() == [-3.0, 0.5, 2.0]
    assert repr(check(lambda s: s.clamp(-1, 1), case)) == "✓ right in every case: 1"


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        ([1, 2], lambda v: v.append(3)),
        ([1, [2]], lambda v: v[1].append(3)),
        ({"a": 1}, lambda v: v.update(a=2)),
        ({1}, lambda v: v.add(2)),
        (np.zeros(2), lambda v: v.fill(1)),
        (torch.zeros(2), lambda v: v.resize_(1)),
        (torch.nn.Linear(2, 2), lambda v: torch.nn.init.zeros_(v.weight) is None),
        ([1], lambda v: v.append(v)),
    ],
)
def test_a_wrong_answer_that_changes_its_arguments_is_told_both(argument, change):
    case = Case((argument,), 5)
    assert repr(check(lambda v: change(v) or 4, case)).startswith("✗ case 1: expected 5, got 4")
    assert "it changes what it is given" in repr(check(lambda v: change(v) or 4, case))
    assert "changes" not in repr(check(lambda v: 4, case))


def test_what_cannot_be_compared_with_itself_is_not_a_change():
    things = (
        float("nan"),
        torch.tensor([torch.nan]),
        object(),
        len,
        None,
        1j,
        torch.tensor([1j]),
    )
    assert check(lambda *_: 1, Case(things, 1)).message == "✓ right in every case: 1"


# Numbers.


@pytest.mark.parametrize(
    "given", [1, 1.0, False, torch.tensor(1), torch.ones(2), "True", [True]]
)
def test_true_is_only_true(given):
    assert not check(lambda: given, Case((), True))


def test_true_may_come_in_any_wrapping():
    for given in (True, np.True_, torch.tensor(True), np.array(True)):
        assert check(lambda given=given: given, Case((), True))


NUMBERS = [2, 2.0, torch.tensor(2), torch.tensor(2.0), np.int64(2), np.float32(2), np.array(2)]


@pytest.mark.parametrize("given", [*NUMBERS, Decimal(2), Fraction(4, 2)])
def test_a_number_may_come_in_any_wrapping(given):
    for expected in (2, 2.0, np.int64(2), torch.tensor(2), Decimal(2)):
        assert check(lambda: given, Case((), expected))
    assert check(lambda: [given], Case((), [2]))


@pytest.mark.parametrize("given", [27_961, 27_960.01, "27960", True, 27_960 + 1j, None, []])
def test_whole_numbers_are_exact(given):
    assert not check(lambda: (1, given), Case((), (1, 27_960)))
    assert not check(lambda: given, Case((), torch.tensor(27_960))) or given is None


@pytest.mark.parametrize("wrap", [list, tuple, torch.tensor, np.array])
def test_whole_numbers_are_exact_inside_lists_too(wrap):
    for expected in ([3, 4], torch.tensor([3, 4]), np.array([3, 4])):
        assert not check(lambda: wrap([3.00005, 4]), Case((), expected))
        assert check(lambda: wrap([3.0, 4]), Case((), expected))
    assert check(lambda: wrap([3.00005, 4]), Case((), [3.0, 4.0]))


def test_true_and_one_are_different_inside_lists_too():
    for expected in ([True, False], torch.tensor([True, False]), np.array([True, False])):
        assert not check(lambda: [1, 0], Case((), expected))
        assert not check(lambda: torch.tensor([1.0, 0.0]), Case((), expected))
        assert check(lambda: [True, False], Case((), expected))
        assert check(lambda: torch.tensor([True, False]), Case((), expected))
    for expected in ([1, 0], torch.tensor([1, 0]), torch.tensor([1.0, 0.0])):
        assert not check(lambda: [True, False], Case((), expected))


@pytest.mark.parametrize("off", [0.02, -0.02])
def test_the_tolerance_is_absolute(off):
    for wrap in (float, torch.tensor, lambda x: [x]):
        case = Case((), wrap(50.0))
        assert check(lambda: wrap(50 + off / 4), case, tolerance=0.01)  # noqa: B023
        assert not check(lambda: wrap(50 + off), case, tolerance=0.01)  # noqa: B023


@pytest.mark.parametrize("wrap", [float, lambda x: [x], lambda x: torch.tensor([1.0, x])])
def test_nan_and_infinity_are_right_where_they_are_expected(wrap):
    for odd in ("nan", "inf", "-inf"):
        # Made anew each time: it is not right for being the same object.
        assert check(lambda: wrap(float(odd)), Case((), wrap(float(odd))))  # noqa: B023
        assert not check(lambda: wrap(float(odd)), Case((), wrap(1.0)))  # noqa: B023
        assert not check(lambda: wrap(1.0), Case((), wrap(float(odd))))
    assert "got nan" in repr(check(lambda: wrap(torch.nan), Case((), wrap(1.0))))


@pytest.mark.parametrize(
    ("given", "expected", "message"),
    [
        (1_234_567.8, 1_234_567.9, "expected 1234567.9, got 1234567.8"),
        (0.1 + 0.2, 0.3, "expected 0.29999999999999999, got 0.30000000000000004"),
        (27_960.01, 27_960, "expected 27960, got 27960.01"),
        (1, True, "expected True, got 1"),
        (Decimal("3.00000000000000000001"), 3, "expected 3, got Decimal('3.000"),
        (10**30, 10**30 + 1, f"expected {10**30 + 1}, got {10**30}"),
    ],
)
def test_a_difference_is_shown_so_that_it_differs(given, expected, message):
    assert said(given, expected, tolerance=0.0).startswith(message)
    assert message.removeprefix("expected") in said([0, given], [0, expected], tolerance=0.0)


# Tensors, lists, texts and what holds them.


def test_tensors_are_compared_by_shape_and_value():
    expected = torch.tensor([1.0, 2.0])
    for right in (
        torch.tensor([1.0, 2.00001]),
        [1, 2],
        (torch.tensor(1.0), 2),
        np.array([1, 2]),
    ):
        assert check(lambda right=right: right, Case((), expected))
    assert said([1.0, 2.5], expected) == "the largest difference is at [1]: expected 2, got 2.5"
    assert said([[1.0, 2.0]], expected) == "expected the shape (2,), got (1, 2)"
    assert said(4.0, torch.tensor([4.0])) == "expected the shape (1,), got ()"
    assert said(torch.tensor([4.0]), 4.0) == "expected 4.0, got a list"
    assert said([[1.0], [1.0, 2.0]], expected).endswith("got rows of all lengths")
    assert said("no", expected) == "expected numbers, got 'no'"
    assert said([1j, 2], expected) == "expected numbers, got a list"


def test_rows_in_a_list_are_a_matrix():
    rows = [torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])]
    assert check(lambda: rows, Case((), torch.stack(rows)))


@pytest.mark.parametrize("wrap", [torch.Tensor.to_sparse, torch.Tensor.requires_grad_])
def test_a_tensor_may_be_sparse_or_need_a_gradient(wrap):
    case = Case((), torch.eye(2))
    assert check(lambda: wrap(torch.eye(2)), case)
    assert not check(lambda: wrap(2 * torch.eye(2)), case)
    assert check(lambda: torch.eye(2).bfloat16(), case)


def test_a_tensor_without_numbers_is_no_error_of_the_check():
    for expected in (torch.eye(2), 1.0, [1.0]):
        verdict = check(lambda: torch.eye(2, device="meta"), Case((), expected))
        assert verdict.message.startswith("✗ case 1: NotImplementedError")


@pytest.mark.parametrize(
    ("given", "expected", "message"),
    [
        ("no", "yes", "expected 'yes', got 'no'"),
        (["a", "c"], ["a", "b"], "at [1]: expected 'b', got 'c'"),
        (["a"], ["a", "b"], "expected a list of 2, got one of 1"),
        ("ab", ["a", "b"], "expected a list, got 'ab'"),
        ([[1], [2, 4]], [[1], [2, 3]], "at [1][1]: expected 3, got 4"),
        ({"a": [1]}, {"a": [2]}, "at ['a'][0]: expected 2, got 1"),
        ({"a": 1}, {"a": 1, "b": 2}, "'b' is missing"),
        ({"a": 1, "b": 2}, {"a": 1}, "'b' should not be there"),
        ({"a"}, {"a", "b"}, "'b' is missing"),
        ([torch.ones(2)], [torch.zeros(2)], "the largest difference is at [0][0]: expected 0"),
        (90 * "a" + "b", 91 * "a", "from character 90 on: expected 'a', got 'b'"),
    ],
)
def test_texts_lists_and_dictionaries(given, expected, message):
    assert said(given, expected).startswith(message)
    assert check(lambda: expected, Case((), expected))


def test_a_tuple_is_as_good_as_a_list():
    assert check(lambda: ("a", 1), Case((), ["a", 1]))
    assert check(lambda: range(3), Case((), (0, 1, 2)))
