"""Points for answers of known quality, chapter by chapter."""

import pytest

from book.dependencies import NOTEBOOKS
from tests.course.students import (
    as_answered,
    exercises,
    fill_in,
    graded,
    hand_in,
    handout,
    solution,
)
from tests.notebooks.test_answers import RIGHT, WRONG

CHAPTERS = [path.stem for path in NOTEBOOKS]
TRAIN = {("01_rnn", 5), ("02_lstm", 5)}  # of these only one wrong answer: each takes long


def made_up(chapter, answers):
    """Notebooks with the first answer to each exercise, with the second, and so on; and which
    exercises each has."""
    for n in range(max(map(len, answers.values()))):
        notebook, filled = handout(chapter), []
        for number, codes in answers.items():
            if n >= (1 if (chapter, number) in TRAIN else len(codes)):
                continue
            name = f"exercise-{number}"
            fill_in(notebook, name, as_answered(chapter, name, codes[n]))
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
