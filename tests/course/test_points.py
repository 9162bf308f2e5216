"""Points for answers of known quality, chapter by chapter."""

import json

import pytest

from book.course import hidden
from book.course.grade import grade
from book.course.sandbox import can_isolate
from book.dependencies import NOTEBOOKS
from tests.course.students import exercises, fill_in, hand_in, handout, solution
from tests.notebooks.test_wrong_answers import WRONG

CHAPTERS = [path.stem for path in NOTEBOOKS]


def graded(folder, out, **options):
    return {row.student: row for row in grade(folder, out, isolate=can_isolate(), **options)}


def wrong_answers(chapter):
    """Of each exercise the nth wrong answer: a student for each n."""
    mistakes = {name: list(WRONG[chapter][name].values()) for name in WRONG.get(chapter, {})}
    for n in range(max(map(len, mistakes.values()), default=0)):
        yield {name: codes[n] for name, codes in mistakes.items() if n < len(codes)}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_solutions_get_full_points_stubs_none_and_wrong_answers_not_all(tmp_path, chapter):
    folder, out = tmp_path / "class", tmp_path / "grades"
    hand_in(folder, "untouched", handout(chapter))
    solved = handout(chapter)
    for name in exercises(chapter):
        fill_in(solved, name, solution(chapter, name))
    hand_in(folder, "solved", solved)
    wrong = dict(enumerate(wrong_answers(chapter)))
    for n, answers in wrong.items():
        notebook = handout(chapter)
        for name, code in answers.items():
            own = fill_in.function(notebook, name)
            fill_in(notebook, name, code.replace("def answer(", f"def {own}("))
            if name != "exercise-1":  # which others may call
                continue
        hand_in(folder, f"wrong {n}", notebook)
    rows = graded(folder, out, seed="one class")
    assert {found.status for found in rows["solved"].grades} == {"right"}, rows["solved"]
    assert rows["solved"].points == rows["solved"].of >= 5
    assert {found.status for found in rows["untouched"].grades} == {"not begun"}
    for n, answers in wrong.items():
        statuses = {found.exercise: found for found in rows[f"wrong {n}"].grades}
        for name in answers:
            assert statuses[name].status in ("partly", "wrong"), statuses[name]


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
    import random  # noqa: PLC0415

    questions = hidden.HIDDEN["06_pronunciation", "exercise-1"].questions
    ask = lambda seed: list(questions(random.Random(seed), {}))  # noqa: E731
    assert ask("a/x") == ask("a/x") != ask("b/x")
    assert json.dumps(ask("a"))


def test_every_exercise_with_hidden_cases_is_one():
    known = {(chapter, name) for chapter in CHAPTERS for name in exercises(chapter)}
    assert hidden.HIDDEN.keys() <= known
    assert len(hidden.HIDDEN) >= 24
