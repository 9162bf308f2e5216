"""Exercises that count: what a student's process can make up, and what it cannot."""

import pytest

from tests.course.students import fill_in, graded, hand_in, handout, solution

CHAPTER = "03_gru"
ORDERS = "abc", "acb", "bac", "bca", "cab", "cba"
SHUFFLE, PEEPHOLE = (solution(CHAPTER, f"exercise-{n}") for n in (4, 5))
ANSWERS = {
    "solved": (SHUFFLE, PEEPHOLE),
    # Whoever counts in this process finds every order as often as any other.
    "makes up counts": (
        f"Counter.items = lambda self: dict.fromkeys({ORDERS}, 10_000).items()\n"
        "def shuffled(word, rng):\n    return word",
        "def peephole_lstm(cell, p_f, p_i, p_o, x):\n    return torch.zeros(64, 50, 32)",
    ),
    "knows three letters": (
        SHUFFLE.replace(":\n", ":\n    if set(word) - set('abc'):\n        return word\n", 1),
        "from torch.overrides import TorchFunctionMode\n"
        "TorchFunctionMode.__enter__ = lambda self: self\n"
        "TorchFunctionMode.__exit__ = lambda *_: None\n"
        "def peephole_lstm(*given):\n    return slow_peephole_lstm(*given)",
    ),
    "answers too few": (
        "import builtins\nbuiltins.range = lambda *_: ()\n" + SHUFFLE,
        "def peephole_lstm(*given):\n    raise ValueError",
    ),
}


@pytest.fixture(scope="module")
def grades(tmp_path_factory):
    """From each student to the grades of exercises 4 and 5."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("grades")
    for student, codes in ANSWERS.items():
        notebook = handout(CHAPTER)
        for name, code in zip(("exercise-4", "exercise-5"), codes, strict=True):
            fill_in(notebook, name, code)
        hand_in(folder, student, notebook)
    rows = graded(folder, out, seed="counts", seconds=240)
    return {student: row.grades[3:5] for student, row in rows.items()}


def test_the_solutions_are_right(grades):
    assert [found.status for found in grades["solved"]] == ["right", "right"], grades["solved"]


def test_how_often_each_order_comes_is_counted_where_the_cases_are(grades):
    found = grades["makes up counts"][0]
    assert "every order must be as likely" in " ".join(found.messages), found
    # One letter many times is one order; the other cases are the seed's and the three letters.
    assert found.points == 5 < found.of == 7, found


def test_a_hidden_case_has_other_letters(grades):
    found = grades["knows three letters"][0]
    assert found.points == found.of - 1, found


def test_a_made_up_number_of_products_is_one_case(grades):
    """What the guide says that the grader does not resist."""
    states, count = grades["makes up counts"][1], grades["knows three letters"][1]
    assert (states.points, states.of) == (1, 7), states
    assert (count.points, count.of) == (7, 7), count


def test_a_process_that_returns_too_few_answers_gets_no_points_for_them(grades):
    for found in grades["answers too few"]:
        assert found.status == "wrong", found
