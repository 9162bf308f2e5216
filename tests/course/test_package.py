"""The folder for nbgrader: every exercise in two cells, under ids that stay."""

import ast
import re
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from book.course.answers import stub
from book.course.chapter import needed_by_exercises
from book.course.only_shown import only_shown
from book.course.package import GRADER, HERE, for_nbgrader
from book.course.report import RUBRICS
from book.course.submissions import code_of
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


def run_of(chapter, cells):
    """The ids of the cells of code that nbgrader is made to run."""
    left_out = only_shown(cells, for_nbgrader(whole(chapter), chapter).cells)
    kept = (one for n, one in enumerate(cells) if n not in left_out)
    return [one.id for one in kept if one.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nbgrader_runs_what_our_grader_runs(path):
    names = exercises(path.stem)
    wanted = {one.id for one in needed_by_exercises(code_of(path))}
    wanted |= {"setup", *(f"{name}-check" for name in names)}
    cells = for_nbgrader(whole(path.stem), path.stem).cells
    kept = run_of(path.stem, cells)
    assert set(kept) == wanted
    assert len(kept) < len([one for one in cells if one.cell_type == "code"]) / 2


def test_what_a_student_wrote_is_run_with_what_it_needs():
    chapter = "01_rnn"
    cells = for_nbgrader(whole(chapter), chapter).cells
    before = run_of(chapter, cells)
    shows = next(one for one in cells if one.cell_type == "code" and one.id not in before
                 and re.match(r"\w+ = ", one.source))  # fmt: skip
    name = shows.source.split(" = ")[0]
    own = [new_code_cell(f"%time 1\n{name}", id="own"), new_code_cell("def broken(", id="no")]
    assert set(run_of(chapter, cells + own)) > {*before, "own", "no", shows.id}
    shows.source += "\nprint(1)"
    assert shows.id in run_of(chapter, cells), "the student has changed it"


def test_nothing_that_goes_to_nbgrader_needs_the_books_environment():
    """But for nbgrader's own packages."""
    theirs = {"nbformat", "nbgrader", "nbconvert"}
    copied = {f"book.course.{name[:-3].replace('/', '.')}" for name in GRADER}
    for name in [*GRADER, "nbgrader/nbgrader_config.py"]:
        tree = ast.parse((HERE / name).read_text("utf-8"))
        for part in ast.walk(tree):
            names = [part.module] if isinstance(part, ast.ImportFrom) else []
            names += [one.name for one in part.names] if isinstance(part, ast.Import) else []
            for one in names:
                root = one.partition(".")[0]
                assert root in sys.stdlib_module_names | theirs or one in copied, one
