"""A course for nbgrader, and zips for Gradescope: `python -m book.course.package`, or
`make course`.

From the notebooks of the book, whose exercises are one cell each: one to fill in and a locked
one, with the cases and the check, so that no student's stub takes the cases along.
"""

import ast
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from book.course import upload
from book.course.answers import stub
from book.course.grade import course_seed
from book.course.report import RUBRICS
from book.dependencies import NOTEBOOKS
from book.output import folder_for
from book.packing import NAME, check_tags, for_students, pack
from utils import files

FOLDER = "course"
POINTS = 1  # for each exercise, and for what a Research exercise finds out
HERE = Path(__file__).parent
CONFIG = HERE / "nbgrader" / "nbgrader_config.py"
# What that imports, which nbgrader's environment does not have.
GRADER = ["names.py", "only_shown.py", "nbgrader/execution.py"]
# The kernel that nbgrader runs notebooks with: the book's own Python, whatever its own is.
KERNEL = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3",
    "language": "python",
}
RUBRIC = """**What did you find?**

### BEGIN SOLUTION
Full points: {full}

Half: {half}

None: {none}
### END SOLUTION"""


def for_nbgrader(notebook: NotebookNode, chapter: str) -> NotebookNode:
    """The instructor's version of a chapter: nbgrader makes the students' from it.

    Args:
        notebook: as the book has it.
        chapter: such as "01_rnn".
    """
    solutions = {c.id: c.source for c in notebook.cells if c.id.startswith("solution-")}
    plain = for_students(notebook)
    cells = []
    for cell in plain.cells:
        if cell.cell_type == "code" and cell.id.startswith("exercise-"):
            cells += _split(cell, chapter, solutions)
        else:
            cells.append(cell)
    return NotebookNode(plain, cells=cells)


def _split(cell: NotebookNode, chapter: str, solutions: dict) -> Iterator[NotebookNode]:
    """An exercise as a cell to fill in, a locked one and, for *Research*, one for hand
    grading."""
    name, grade_id = stub(cell.source), f"{chapter}-{cell.id}"
    lines = cell.source.splitlines()
    parts = ast.parse(cell.source).body
    (function,) = (part for part in parts if getattr(part, "name", "") == name)
    own = lines[function.lineno - 1 : function.end_lineno]
    rest = lines[: function.lineno - 1] + lines[function.end_lineno :]
    answer = _body(solutions, cell.id.replace("exercise", "solution"), name)
    region = ["    ### BEGIN SOLUTION", *answer, "    ### END SOLUTION"]
    yield _graded(
        new_code_cell("\n".join([*own, *region]), id=cell.id), grade_id, solution=True
    )
    code = re.sub(r"\n{4,}", "\n\n\n", "\n".join(rest).strip())
    check = new_code_cell(_scored(code), id=f"{cell.id}-check")
    yield _graded(check, f"{grade_id}-check", points=POINTS)
    if rubric := RUBRICS.get(chapter, {}).get(cell.id):
        found = new_markdown_cell(RUBRIC.format(**rubric), id=f"{cell.id}-found")
        yield _graded(found, f"{grade_id}-found", points=POINTS, solution=True)


def _scored(code: str) -> str:
    """The check, so that what it shows last is the points: nbgrader takes that."""
    tree = ast.parse(code)
    last = tree.body[-1]
    begin = code.splitlines()[: last.lineno - 1]
    call = "\n".join(code.splitlines()[last.lineno - 1 :])
    scored = f"verdict = {call}\nprint(verdict)\n{POINTS} * verdict.points / verdict.of"
    return "\n".join([*begin, scored])


def _body(solutions: dict, own: str, name: str) -> list[str]:
    """The lines of a solution, indented as in the function; those of others that it calls
    stand before them."""
    found = {}
    for source in solutions.values():
        for part in ast.parse(source).body:
            if isinstance(part, ast.FunctionDef):
                found[part.name] = source.splitlines(), part
    lines, function = found[f"{name}_solution"]
    decorated = [f"    # {ast.unparse(one)}" for one in function.decorator_list]
    body = lines[function.body[0].lineno - 1 : function.end_lineno]
    text = "\n".join(body)
    called = {other for other in re.findall(r"\b\w+_solution\b", text) if other in found}
    for other in sorted(called):
        text = re.sub(rf"\b{other}\b", other.removesuffix("_solution"), text)
    return [*decorated, *text.splitlines()]


def _graded(
    cell: NotebookNode, grade_id: str, points: int = 0, solution: bool = False
) -> NotebookNode:
    """With what nbgrader wants to know. The id is the same in every edition."""
    kind = {"grade": points > 0, "points": points} if points else {"grade": False}
    cell.metadata["nbgrader"] = kind | {
        "schema_version": 3,
        "grade_id": grade_id,
        "cell_type": cell.cell_type,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    return cell


def write(folder: Path) -> Path:
    """Write the folder of a course, and return it."""
    course = folder / FOLDER
    course.mkdir(parents=True, exist_ok=True)
    files.write(course / CONFIG.name, CONFIG.read_text("utf-8"))
    for name in GRADER:
        place = course / "grader" / "book" / "course" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write(place, (HERE / name).read_text("utf-8"))
    kernel = course / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True, exist_ok=True)
    files.write(kernel / "kernel.json", json.dumps(KERNEL))
    with tempfile.TemporaryDirectory() as beside:
        book = pack(Path(beside) / NAME, solutions=False).read_bytes()
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        check_tags(notebook, path.name)
        place = course / "source" / path.stem
        place.mkdir(parents=True, exist_ok=True)
        made = for_nbgrader(notebook, path.stem)
        files.write(place / path.name, f"{nbformat.writes(made)}\n")
        with files.replacing(place / f"{NAME}.zip", files.READABLE) as file:
            file.write(book)
    return course


def main(arguments: list[str]) -> int:
    course = write(folder_for(arguments))
    print(f"{course} is a course for nbgrader: one assignment for each chapter.")
    zips = course / "gradescope"
    zips.mkdir(exist_ok=True)
    upload.write(zips, course_seed())
    print(f"{zips} has a zip for Gradescope for each chapter. Keep them private.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
