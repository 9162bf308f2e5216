"""Grade a class: `python -m book.course.grade submissions/`.

A folder of notebooks in, one folder or one file for each student; out a table, `points.csv`,
and a page for each student with what the checks say. COURSE_SEED, in the environment, makes the
hidden cases.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from book.course.answers import Cell, exercises
from book.course.judge import Grade
from book.course.report import Row, write_report
from book.course.sandbox import can_isolate
from book.course.submissions import Handed, code_of, handed_in
from book.dependencies import NOTEBOOKS, ORIGINAL, ROOT
from book.processes import KERNEL_ENVIRONMENT

SEEN = {"utils", ".venv"}  # of this folder, what an answer may read


def grade(
    folder: Path,
    out: Path,
    *,
    seed: str = "0",
    per_student: bool = False,
    seconds: float = 90,
    memory: int = 2 * 2**30,
    jobs: int = 2,
    isolate: bool = True,
    user: int | None = None,
) -> list[Row]:
    """Grade every notebook of a folder and write the table and the pages.

    Args:
        folder: the notebooks, one folder or one file for each student.
        out: where the table and the pages go.
        seed: makes the hidden cases.
        per_student: whether each student gets cases of their own.
        seconds: for one notebook.
        memory: bytes that an answer may use.
        jobs: how many notebooks at once.
        isolate: whether answers run in namespaces of their own; see `can_isolate`.
        user: the id of the user that answers run as, if root grades; None: the same.

    Returns:
        The rows of the table.
    """
    books = {path.stem: code_of(path) for path in NOTEBOOKS}
    out.mkdir(parents=True, exist_ok=True)
    handed = list(handed_in(folder, books))
    grades: dict[Path, list[Grade]] = {}
    with tempfile.TemporaryDirectory() as private:
        hidden = _hidden([folder, out, Path(private)])
        for chapter, cells in books.items():
            mine = [one for one in handed if one.chapter == chapter]
            seeds = [f"{seed}/{one.student}" if per_student else seed for one in mine]
            file = Path(private) / "seeds.json"
            file.write_text(json.dumps(seeds), "utf-8")
            job = {
                "chapter": chapter,
                "cells": cells,
                "notebooks": [str(one.path.resolve()) for one in mine],
                "seeds": str(file),
                "seconds": seconds,
                "memory": memory,
                "jobs": jobs,
                "hidden": hidden,
                "isolate": isolate,
                "user": user,
            }
            results = _run(job) if mine else []
            for one, result in zip(mine, results, strict=True):
                grades[one.path] = [Grade(*fields) for fields in result]
    rows = [_row(one, grades.get(one.path, []), books) for one in handed]
    write_report(out, rows)
    return rows


def _hidden(more: Sequence[Path]) -> list[str]:
    """The folders that answers do not see: of the book, and of the one that it is a translation
    of, all but the code; and some more."""
    roots = {ROOT, Path(os.environ.get(ORIGINAL, ROOT))}
    own = (path for root in roots for path in root.iterdir())
    own = [path for path in own if path.name not in SEEN and path.is_dir()]
    every = {path.resolve() for path in (*own, *more)}
    return sorted(str(path) for path in every if every.isdisjoint(path.parents))


def _row(one: Handed, grades: list[Grade], books: dict[str, Sequence[Cell]]) -> Row:
    note = one.note
    if one.chapter and not grades:
        note = "it could not be graded: reading it took too long, or ended the process"
    empty = [Grade(cell.id, "not graded") for cell in exercises(books.get(one.chapter, []))]
    return Row(one.student, one.chapter, one.path.name, tuple(grades or empty), note)


def _run(job: dict) -> list:
    environment = {k: v for k, v in os.environ.items() if k != "COURSE_SEED"}
    quiet = {"TQDM_DISABLE": "1", "MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "book.course.chapter"]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(job), stdout=subprocess.PIPE, text=True,
        env=environment | KERNEL_ENVIRONMENT | quiet, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(
            f"chapter {job['chapter']} could not be prepared: the reason is above"
        )
    return json.loads(done.stdout)


def course_seed() -> str:
    """COURSE_SEED, or what it is if nobody has set it."""
    seed = os.environ.get("COURSE_SEED", "")
    if not seed:
        print("COURSE_SEED is not set: anybody can reproduce the hidden cases.")
    return seed or "0"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m book.course.grade", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder or a file for each student")
    parser.add_argument("--out", type=Path, default=Path("grades"), help="where the table goes")
    parser.add_argument("--per-student", action="store_true", help="hidden cases of their own")
    parser.add_argument("--seconds", type=float, default=90, help="for one notebook")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="notebooks at once")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        sys.exit(f"{given.folder} is not a folder; name the one with the students' notebooks")
    seed = course_seed()
    isolate = can_isolate()
    print(
        "Answers run without network, shut in by "
        + ("namespaces." if isolate else "Python's audit hook alone: namespaces cannot be had.")
    )
    rows = grade(
        given.folder, given.out, seed=seed, per_student=given.per_student,
        seconds=given.seconds, jobs=max(given.jobs, 1), isolate=isolate,
    )  # fmt: skip
    for row in rows:
        print(f"{row.student:24} {row.chapter:18} {row.points:5.2f} of {row.of}  {row.note}")
    print(f"The table is {given.out / 'points.csv'}, the pages are beside it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
