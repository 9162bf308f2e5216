"""Made-up students: notebooks of a chapter with answers of known quality."""

import ast
import copy
import re
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from book.course.answers import stub
from book.course.grade import grade
from book.course.report import Row
from book.course.sandbox import can_isolate
from book.dependencies import ROOT
from book.packing import for_students


def whole(chapter: str) -> NotebookNode:
    """A chapter with its solutions, without outputs."""
    return copy.deepcopy(_read(chapter))


@cache
def _read(chapter: str) -> NotebookNode:
    notebook = nbformat.read(ROOT / f"notebooks/{chapter}.ipynb", as_version=4)
    for one in notebook.cells:
        if one.cell_type == "code":
            one.outputs = []
    return notebook


def handout(chapter: str) -> NotebookNode:
    """As a student gets it."""
    return for_students(whole(chapter))


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in notebook.cells if c.get("id") == name)


def exercises(chapter: str) -> list[str]:
    cells = whole(chapter).cells
    return [c.id for c in cells if c.cell_type == "code" and c.id.startswith("exercise-")]


def solution(chapter: str, exercise: str) -> str:
    """The book's solution, as a student would write it."""
    own = stub(cell(whole(chapter), exercise).source)
    code = _definition(chapter, f"{own}_solution")
    return re.sub(rf"\b{own}_solution\b", own, with_solutions(chapter, code))


def with_solutions(chapter: str, code: str) -> str:
    """Code after the solutions of other exercises that it calls."""
    called = sorted(set(re.findall(r"\b\w+_solution\b", code)))
    known = set(re.findall(r"def (\w+_solution)\b", code))
    others = [_definition(chapter, name) for name in called if name not in known]
    return "\n\n".join([*others, code])


def _definition(chapter: str, name: str) -> str:
    cells = (c for c in whole(chapter).cells if c.id.startswith("solution-"))
    parts = (part for c in cells for part in ast.parse(c.source).body)
    found = (part for part in parts if getattr(part, "name", "") == name)
    return ast.unparse(next(found))


def as_answered(chapter: str, exercise: str, code: str) -> str:
    """One of the answers in tests/notebooks/answers, as a student would write it."""
    own = stub(cell(whole(chapter), exercise).source)
    return re.sub(r"\banswer\b(?=\()", own, with_solutions(chapter, code))


def fill_in(notebook: NotebookNode, exercise: str, code: str) -> None:
    """Put an answer in the place of the stub."""
    target = cell(notebook, exercise)
    name = stub(target.source)
    body = ast.parse(target.source).body
    target.source = "\n\n".join(
        code if getattr(part, "name", "") == name else ast.unparse(part) for part in body
    )


def hand_in(folder: Path, student: str, notebook: NotebookNode, name: str = "answer") -> None:
    place = folder / student
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.ipynb").write_text(nbformat.writes(notebook), "utf-8")


def graded(folder: Path, out: Path, **options) -> dict[str, Row]:
    """The row of each student, of one notebook each."""
    return {row.student: row for row in grade(folder, out, isolate=can_isolate(), **options)}
