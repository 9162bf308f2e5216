"""The table of a class and the page of each student."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader

from book.course.judge import Grade
from utils import files

HERE = Path(__file__).parent
RUBRICS = yaml.safe_load((HERE / "rubrics.yml").read_text("utf-8"))
FORMULA = tuple("=+-@\t")  # how a cell begins that a spreadsheet would compute


class Row(NamedTuple):
    """The outcome of one notebook.

    chapter: such as "01_rnn"; "" if it is of none.
    file: its name.
    note: what is wrong with it, or odd.
    """

    student: str
    chapter: str
    file: str
    grades: tuple[Grade, ...]
    note: str = ""

    @property
    def points(self) -> float:
        """One for each exercise that is right in every case."""
        return round(sum(grade.share for grade in self.grades), 2)

    @property
    def of(self) -> int:
        return len(self.grades)


def write_report(folder: Path, rows: Sequence[Row]) -> None:
    """Write `points.csv` and `STUDENT.html`, one for each, into a folder that is there."""
    files.write(folder / "points.csv", table(rows))
    for student in dict.fromkeys(row.student for row in rows):
        mine = [row for row in rows if row.student == student]
        files.write(folder / f"{student}.html", page(student, mine))


def table(rows: Sequence[Row]) -> str:
    """As CSV: a line for each notebook, a column for each exercise."""
    most = max((row.of for row in rows), default=0)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    numbers = [f"exercise {n}" for n in range(1, most + 1)]
    writer.writerow(["student", "chapter", "points", "of", *numbers, "file", "note"])
    for row in rows:
        shares = [grade.share for grade in row.grades] + [""] * (most - row.of)
        line = [row.student, row.chapter, row.points, row.of, *shares, row.file, row.note]
        writer.writerow(f"'{v}" if str(v).startswith(FORMULA) else v for v in line)
    return file.getvalue()


def page(student: str, rows: Sequence[Row]) -> str:
    """As HTML. Whatever a student wrote stands in it as text."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    template = environment.get_template("page.html")
    return template.render(student=student, rows=rows, rubrics=RUBRICS)
