"""Made-up students: notebooks of a chapter with answers of known quality."""

import ast
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from book.course.answers import stub
from book.dependencies import ROOT
from book.packing import for_students


def whole(chapter: str) -> NotebookNode:
    return nbformat.read(ROOT / f"notebooks/{chapter}.ipynb", as_version=4)


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
    code = cell(whole(chapter), exercise.replace("exercise", "solution")).source
    kept = [
        part
        for part in ast.parse(code).body
        if isinstance(part, ast.FunctionDef) and part.name.endswith("_solution")
    ]
    return re.sub(r"(\w+)_solution\b", r"\1", "\n\n".join(map(ast.unparse, kept)))


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
