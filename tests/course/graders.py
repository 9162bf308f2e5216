"""Try the course where it is graded, and report: `make graders`.

With nbgrader itself, in `.venv-course`: every command that an instructor uses, on every
chapter, for a student who has solved all and one who has done nothing. And as Gradescope does:
each zip is unpacked, its `setup.sh` makes an environment, and `run_autograder` grades. The
report is printed and kept as `_build/graders.md`. To try only some chapters:
`python -m tests.course.graders 06_pronunciation`
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from book.course import package, upload
from book.course.gradescope import ASSIGNMENT
from book.dependencies import NOTEBOOKS, ROOT
from tests.course.students import exercises, fill_in, hand_in, handout, solution
from utils.files import write

ENVIRONMENT = ROOT / ".venv-course"
REPORT = ROOT / "_build" / "graders.md"
STUDENTS = ["solved", "untouched"]


class Report:
    """What was tried, how long it took, and what was wrong."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, str]] = []

    def step(self, name: str, work: Callable[[], str]) -> None:
        """Do some work, which returns what is wrong with its result, if anything."""
        began = time.perf_counter()
        try:
            wrong = work()
        except subprocess.CalledProcessError as error:
            print(error.stdout)
            wrong = f"exit status {error.returncode}"
        self.rows.append((name, time.perf_counter() - began, wrong))
        print(self.line(self.rows[-1]), flush=True)

    def line(self, row: tuple[str, float, str]) -> str:
        name, seconds, wrong = row
        return f"| {f'**{wrong}**' if wrong else 'as it should'} | {seconds:.0f} | {name} |"

    @property
    def failed(self) -> bool:
        return any(wrong for *_, wrong in self.rows)

    def text(self) -> str:
        head = ["# The course where it is graded", ""]
        head += ["| result | seconds | step |", "| --- | ---: | --- |"]
        return "\n".join([*head, *map(self.line, self.rows)]) + "\n"


def run(command: list, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def unequal(what: str, given: object, expected: object) -> str:
    return "" if given == expected else f"{what}: {given}, not {expected}"


def with_nbgrader(folder: Path, chapters: list[str], report: Report) -> None:
    course = package.write(folder)
    environment = {
        "PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_PATH": str(course / "jupyter"),
    }

    def nbgrader(*arguments: str) -> str:
        said = run(["nbgrader", *arguments], course, **environment)
        if arguments[0] == "validate" and "Success!" not in said:  # its exit status is 0
            return f"it says: {said[-200:]}"
        return f"it says: {said[said.index('ERROR') :][:200]}" if "ERROR" in said else ""

    for chapter in chapters:
        place = f"source/{chapter}/{chapter}.ipynb"
        for name, arguments, before in (
            ("validate", [place], None),
            ("generate_assignment", [chapter, "--create"], None),
            ("autograde", [chapter, "--create"], lambda c=chapter: _submit(course, c)),
            ("generate_feedback", [chapter], None),
        ):
            if before:
                before()
            report.step(
                f"nbgrader {name} {chapter}", lambda n=name, a=arguments: nbgrader(n, *a)
            )
        made = [course / f"feedback/{one}/{chapter}/{chapter}.html" for one in STUDENTS]
        missing = ", ".join(str(path) for path in made if not path.is_file())
        report.step(f"feedback on {chapter}", lambda m=missing: m and f"missing: {m}")
    report.step("nbgrader export", lambda: nbgrader("export"))
    for chapter, student, score, most in _exported(course / "grades.csv"):
        n = len(exercises(chapter))
        expected = n if student == "solved" else 0
        name = f"points of {student}, {chapter}: {score:g} of {most:g}"
        report.step(name, lambda s=score, e=expected: unequal("points", s, e))


def _submit(course: Path, chapter: str) -> None:
    """Hand in what students get: once with the instructor's solutions, once as it is."""
    name = f"{chapter}.ipynb"
    released = nbformat.read(course / "release" / chapter / name, as_version=4)
    source = nbformat.read(course / "source" / chapter / name, as_version=4)
    hand_in(course / "submitted" / "untouched", chapter, released, chapter)
    known = {cell.id: cell for cell in source.cells}
    for cell in released.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = known[cell.id].source
    hand_in(course / "submitted" / "solved", chapter, released, chapter)


def _exported(path: Path) -> Iterator[tuple[str, str, float, float]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            score, most = float(row["score"]), float(row["max_score"])
            yield row["assignment"], row["student_id"], score, most


@contextmanager
def as_gradescope(zips: list[Path], report: Report) -> Iterator[Path]:
    """The folder /autograder of the service, somewhere else, after the setup. All zips have the
    same in them, but for the assignment."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)  # the user as whom a student's code may run has to pass it
    source = place / "source"
    with zipfile.ZipFile(zips[0]) as archive:
        archive.extractall(source)
    (place / "results").mkdir()
    shutil.copy(source / "run_autograder", place)
    (place / "run_autograder").chmod(0o755)
    index = {"TORCH_INDEX": os.environ.get("TORCH_INDEX", "")}
    setup = ["bash", source / "setup.sh"]
    report.step("Gradescope: setup.sh", lambda: run(setup, place, **index) and "")
    try:
        yield place
    finally:
        shutil.rmtree(place)


def _answers(chapter: str) -> Iterator[tuple[str, dict[str, str], list[float]]]:
    """Submissions with the answers to exercises, and their points."""
    names = exercises(chapter)
    right = {name: solution(chapter, name) for name in names}
    yield "all right", right, [1.0] * len(names)
    if chapter == "06_pronunciation":
        yield "half of it", {n: right[n] for n in names[::2]}, [1.0, 0.0] * 3
        yield (
            "broken",
            right | {names[0]: "def distance(given, right) return"},
            [0.0] + [1.0] * 5,
        )


def with_gradescope(folder: Path, chapters: list[str], report: Report) -> None:
    zips = {path.stem: path for path in upload.write(folder, "autumn")}
    with as_gradescope(list(zips.values()), report) as place:
        for chapter in chapters:
            with zipfile.ZipFile(zips[chapter]) as archive:
                archive.extract(ASSIGNMENT, place / "source")
            for kind, codes, points in _answers(chapter):
                notebook = handout(chapter)
                for name, code in codes.items():
                    fill_in(notebook, name, code)
                shutil.rmtree(place / "submission", ignore_errors=True)
                hand_in(place, "submission", notebook)

                def graded(points=points) -> str:
                    run([place / "run_autograder"], place)
                    found = json.loads((place / "results/results.json").read_text("utf-8"))
                    given = [test["score"] for test in found["tests"] if "score" in test]
                    return unequal("points", given, points)

                report.step(f"Gradescope: {chapter}, {kind}", graded)


def main(chapters: list[str]) -> int:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        with_nbgrader(Path(folder), chapters, report)
        with_gradescope(Path(folder), chapters, report)
    REPORT.parent.mkdir(exist_ok=True)
    write(REPORT, report.text())
    print(f"\n{report.text()}")
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [path.stem for path in NOTEBOOKS]))
