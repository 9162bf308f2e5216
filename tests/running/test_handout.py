"""A student's notebook, from the handout to its last cell: one exercise solved, one solved
wrongly, the others left as they came."""

import ast

import nbformat
import pytest

from book.packing import pack
from tests.book.built import CHAPTERS, ROOT
from tests.running.notebooks import executed, unpacked

OPEN = "… this one is still yours to write"
SOLVED = "exercise-1"
WRONG = {"notebooks/03_gru": "exercise-3"}  # its second answer is given in place
WRONG_ELSEWHERE = "exercise-2"


def cell(notebook, name):
    return next(c for c in notebook.cells if c.id == name)


def first_function(code):
    node = next(n for n in ast.parse(code).body if isinstance(n, ast.FunctionDef))
    return ast.get_source_segment(code, node)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_student_reaches_the_end(tmp_path, chapter):
    folder = unpacked(pack(tmp_path / "handout.zip", solutions=False), tmp_path / "student")
    notebook = nbformat.read(folder / f"{chapter}.ipynb", as_version=4)
    whole = nbformat.read(ROOT / f"{chapter}.ipynb", as_version=4)

    solution = first_function(cell(whole, SOLVED.replace("exercise", "solution")).source)
    solved = cell(notebook, SOLVED)
    stub = first_function(solved.source)
    solved.source = solved.source.replace(stub, solution.replace("_solution(", "(", 1))
    wrong = cell(notebook, WRONG.get(chapter, WRONG_ELSEWHERE))
    stub = first_function(wrong.source)
    wrong.source = wrong.source.replace(stub, f"{stub}\n    return 0")

    said = executed(notebook, folder / "notebooks")
    verdicts = {name: text for name, text in said.items() if name.startswith("exercise-")}
    assert len(verdicts) >= 5
    assert verdicts.pop(solved.id).startswith("✓ right")
    assert verdicts.pop(wrong.id).startswith("✗ case")
    assert set(verdicts.values()) == {OPEN}
