"""A class of thirty, of known quality: each gets the points of what they know, side by side as
one by one. The table of who should get what is printed: `pytest -s`."""

from typing import NamedTuple

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.course.students import (
    as_answered,
    cell,
    exercises,
    fill_in,
    graded,
    hand_in,
    handout,
    solution,
)
from tests.notebooks.test_answers import RIGHT, WRONG

CHAPTER = "06_pronunciation"  # it trains nothing for its exercises
NAMES = exercises(CHAPTER)
FULL, NOTHING, SOME = "1", "0", "<1"  # what an exercise may get
FIRST = solution(CHAPTER, "exercise-1")
# What is written for the first exercise, and what it gets; the others are right.
FIRST_ANSWERS = {
    "endless loop": ("def distance(given, right):\n    while True:\n        pass", NOTHING),
    "endless before": (f"while True:\n    pass\n{FIRST}", NOTHING),
    "ends Python": ("import os\ndef distance(given, right):\n    os._exit(0)", NOTHING),
    "asks": ("def distance(given, right):\n    return int(input())", NOTHING),
    "no Python": ("def distance(given, right)\n    return 0", NOTHING),
    "no memory left": ("def distance(given, right):\n    return bytearray(2**40)", NOTHING),
    "renamed": (FIRST.replace("distance", "my_distance"), FULL),
    "prints much": (FIRST.replace(":\n", ":\n    print('x' * 2**20)\n", 1), FULL),
}


class Student(NamedTuple):
    """A notebook, and what each of its exercises should get."""

    notebook: NotebookNode
    expected: list[str]


def answering(codes: dict[str, str]) -> NotebookNode:
    notebook = handout(CHAPTER)
    for name, code in codes.items():
        if name == "exercise-1" and "def distance(given, right)\n" in code:
            cell(notebook, name).source = code
        else:
            fill_in(notebook, name, code)
    return notebook


def everyone() -> dict[str, Student]:
    right = {name: solution(CHAPTER, name) for name in NAMES}
    found = {"solved": Student(answering(right), [FULL] * 6)}
    for n in range(2):
        codes = {name: _nth(RIGHT, name, n) for name in NAMES}
        found[f"solved otherwise {n + 1}"] = Student(answering(codes), [FULL] * 6)
    for n in range(6):
        codes = {name: right[name] for name in NAMES[:n]}
        expected = [FULL] * n + [NOTHING] * (6 - n)
        found[f"knows the first {n}"] = Student(answering(codes), expected)
    for n, name in enumerate(NAMES):
        codes = right | {name: _nth(WRONG, name, n)}
        expected = [SOME if m == n else FULL for m in range(6)]
        found[f"one mistake, in {n + 1}"] = Student(answering(codes), expected)
    for n in range(4):
        codes = {name: _nth(WRONG, name, n) for name in NAMES}
        found[f"all wrong {n + 1}"] = Student(answering(codes), [SOME] * 6)
    for kind, (code, points) in FIRST_ANSWERS.items():
        notebook = answering(right | {"exercise-1": code})
        found[kind] = Student(notebook, [points] + [FULL] * 5)
    return found | _mangled(answering(right))


def _nth(answers: dict, name: str, n: int) -> str:
    """One of the answers to an exercise, from the first again after the last."""
    codes = list(answers[CHAPTER][int(name.removeprefix("exercise-"))].values())
    code = codes[n % len(codes)]
    return as_answered(CHAPTER, name, code if isinstance(code, str) else code[1])


def _mangled(solved: NotebookNode) -> dict[str, Student]:
    deleted, turned, typed = handout(CHAPTER), handout(CHAPTER), handout(CHAPTER)
    deleted.cells = [one for one in solved.cells if one.id != "exercise-2"]
    turned.cells = solved.cells[::-1]
    typed.cells = [new_code_cell(one.source) for one in solved.cells]
    return {
        "one cell deleted": Student(deleted, [FULL, NOTHING] + [FULL] * 4),
        "upside down": Student(turned, [FULL] * 6),
        "typed anew": Student(typed, [FULL] * 6),
    }


def fits(share: float, expected: str) -> bool:
    return share < 1 if expected == SOME else share == float(expected)


@pytest.fixture(scope="module")
def gradings(tmp_path_factory):
    """From the number of jobs to the rows, and to what was written."""
    folder = tmp_path_factory.mktemp("class")
    for name, student in everyone().items():
        hand_in(folder, name, student.notebook)
    found = {}
    for jobs in (1, 2):
        out = tmp_path_factory.mktemp("grades")
        rows = graded(folder, out, seed="thirty", seconds=240, jobs=jobs)
        found[jobs] = rows, {path.name: path.read_bytes() for path in out.iterdir()}
    return found


def test_everyone_gets_the_points_of_what_they_know(gradings):
    rows, _ = gradings[2]
    students = everyone()
    assert len(students) == 30
    print("\n| student | expected | given | points |\n| --- | --- | --- | ---: |")
    for name, student in students.items():
        shares = [found.share for found in rows[name].grades]
        given = ", ".join(f"{share:g}" for share in shares)
        print(f"| {name} | {', '.join(student.expected)} | {given} | {rows[name].points:g} |")
    for name, student in students.items():
        assert len(rows[name].grades) == 6
        for found, expected in zip(rows[name].grades, student.expected, strict=True):
            assert fits(found.share, expected), (name, found)
            if expected == SOME:
                assert any("✗" in message for message in found.messages), (name, found)


def test_side_by_side_they_get_what_they_get_one_by_one(gradings):
    assert gradings[1][1] == gradings[2][1]
    assert len(gradings[1][1]) == 31
