"""Points for answers of known quality, chapter by chapter."""

import json
import random
import re

import pytest

from book.course import hidden
from book.course.answers import stub
from book.course.grade import grade
from book.course.sandbox import can_isolate
from book.dependencies import NOTEBOOKS
from tests.course.students import (
    cell,
    exercises,
    fill_in,
    hand_in,
    handout,
    solution,
    with_solutions,
)
from tests.notebooks.test_answers import RIGHT, WRONG

CHAPTERS = [path.stem for path in NOTEBOOKS]
TRAIN = {("01_rnn", 5), ("02_lstm", 5)}  # of these only one wrong answer: each takes long


def graded(folder, out, **options):
    return {row.student: row for row in grade(folder, out, isolate=can_isolate(), **options)}


def made_up(chapter, answers):
    """Notebooks with the first answer to each exercise, with the second, and so on; and which
    exercises each has."""
    for n in range(max(map(len, answers.values()))):
        notebook, filled = handout(chapter), []
        for number, codes in answers.items():
            if n >= (1 if (chapter, number) in TRAIN else len(codes)):
                continue
            name, code = f"exercise-{number}", codes[n]
            own = stub(cell(notebook, name).source)
            code = re.sub(r"\banswer\b(?=\()", own, with_solutions(chapter, code))
            fill_in(notebook, name, code)
            filled.append(number)
        yield notebook, filled


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_points_are_those_of_the_answers(tmp_path, chapter):
    folder, out = tmp_path / "class", tmp_path / "grades"
    hand_in(folder, "untouched", handout(chapter))
    solved = handout(chapter)
    for name in exercises(chapter):
        fill_in(solved, name, solution(chapter, name))
    hand_in(folder, "solved", solved)
    right = {n: list(codes.values()) for n, codes in RIGHT[chapter].items()}
    wrong = {n: [code for _, code in codes.values()] for n, codes in WRONG[chapter].items()}
    words = {n: [said for said, _ in codes.values()] for n, codes in WRONG[chapter].items()}
    expected = {}
    for kind, answers in (("right", right), ("wrong", wrong)):
        for n, (notebook, filled) in enumerate(made_up(chapter, answers)):
            expected[f"{kind} {n}"] = filled
            hand_in(folder, f"{kind} {n}", notebook)
    rows = graded(folder, out, seed="one class", seconds=300)

    assert {found.status for found in rows["untouched"].grades} == {"not begun"}
    assert rows["solved"].points == rows["solved"].of >= 5, rows["solved"]
    for student, filled in expected.items():
        kind, n = student.split()
        for number in filled:
            found = rows[student].grades[number - 1]
            if kind == "right":
                assert found.status == "right", (student, found)
            else:
                assert found.status in ("partly", "wrong"), (student, found)
                said = " ".join(found.messages)
                assert words[number][int(n)] in said, (student, found)


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
    assert json.dumps(ask("a"))


def test_every_exercise_with_hidden_cases_is_one():
    known = {(chapter, name) for chapter in CHAPTERS for name in exercises(chapter)}
    assert hidden.HIDDEN.keys() <= known
    assert len(hidden.HIDDEN) >= 24
