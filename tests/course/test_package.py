"""The folder for nbgrader: every exercise in two cells, under ids that stay."""

import ast
import re
from pathlib import Path

import pytest

from book.course.answers import stub
from book.course.package import for_nbgrader
from book.course.report import RUBRICS
from book.dependencies import NOTEBOOKS
from tests.course.students import cell, exercises, whole

IDS = Path(__file__).with_name("grade_ids.txt")
REGION = re.compile(r" *### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
CHAPTERS = [path.stem for path in NOTEBOOKS]


def graded(chapter):
    """From grade ids to cells."""
    cells = for_nbgrader(whole(chapter), chapter).cells
    marked = [one for one in cells if "nbgrader" in one.metadata]
    return {one.metadata.nbgrader.grade_id: one for one in marked}


def test_a_new_edition_keeps_the_ids_of_a_running_course():
    """Whoever must change one says so in the file, and to those who are teaching."""
    ids = [name for chapter in CHAPTERS for name in graded(chapter)]
    assert ids == IDS.read_text("utf-8").split()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_both_cells_together_are_the_exercise(chapter):
    found = graded(chapter)
    for name in exercises(chapter):
        task, check = found[f"{chapter}-{name}"], found[f"{chapter}-{name}-check"]
        given, shown, points = ast.parse(check.source).body[-3:]
        assert ast.unparse(shown) == "print(verdict)"
        assert ast.unparse(points) == "1 * verdict.points / verdict.of"
        parts = [*ast.parse(check.source).body[:-3], ast.Expr(given.value)]
        student = ast.parse(REGION.sub("", task.source)).body
        book = ast.parse(cell(whole(chapter), name).source).body
        assert {*map(ast.unparse, [*student, *parts])} == {*map(ast.unparse, book)}
        assert len(student) == 1
        assert (task.metadata.nbgrader.locked, check.metadata.nbgrader.locked) == (False, True)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_solutions_stand_in_regions_only(chapter):
    cells = for_nbgrader(whole(chapter), chapter).cells
    assert not [one.id for one in cells if one.id.startswith("solution")]
    for one in cells:
        compile(REGION.sub("", one.source) if one.cell_type == "code" else "", one.id, "exec")
        assert "_solution" not in one.source
    for name in exercises(chapter):
        task = graded(chapter)[f"{chapter}-{name}"]
        (function,) = ast.parse(task.source).body
        assert function.name == stub(cell(whole(chapter), name).source)
        assert len(function.body) > 1, "its docstring and the solution"
    texts = "\n".join(REGION.sub("", one.source) for one in cells)
    for rubric in RUBRICS[chapter].values():
        assert not [text for text in rubric.values() if text in texts]
