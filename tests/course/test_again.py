"""The same again, side by side, with another seed."""

import random

import pytest

from book.course import hidden
from tests.course.students import exercises, fill_in, graded, hand_in, handout, solution
from tests.course.test_points import CHAPTERS


@pytest.fixture
def small_class(tmp_path):
    """Of a chapter that trains nothing for its exercises."""
    chapter = "06_pronunciation"
    names = exercises(chapter)
    for n in range(len(names)):
        notebook = handout(chapter)
        for place, name in enumerate(names):
            code = solution(chapter, name)
            if place == n:
                code = code.replace("return", "return 1 or", 1)
            if place <= n:
                fill_in(notebook, name, code)
        hand_in(tmp_path / "class", f"student {n}", notebook)
    return tmp_path / "class"


def written(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_side_by_side_or_one_by_one_and_once_more_the_points_are_the_same(
    small_class, tmp_path
):
    outs = [tmp_path / f"grades {n}" for n in range(2)]
    graded(small_class, outs[0], seed="a", jobs=4)
    graded(small_class, outs[1], seed="a", jobs=1)
    assert written(outs[0]) == written(outs[1])
    assert len({row for row in written(outs[0])["points.csv"].splitlines()}) == 7


def test_hidden_cases_are_the_seeds(tmp_path):
    """Another seed asks other questions; the same one the same."""
    questions = hidden.HIDDEN["06_pronunciation", "exercise-1"].questions
    ask = lambda seed: list(questions(random.Random(seed), {}))  # noqa: E731
    assert ask("a/x") == ask("a/x") != ask("b/x")


def test_every_exercise_with_hidden_cases_is_one():
    known = {(chapter, name) for chapter in CHAPTERS for name in exercises(chapter)}
    assert hidden.HIDDEN.keys() <= known
    assert len(hidden.HIDDEN) >= 24
