"""Grade one submission where Gradescope runs it: `run_autograder` of the zip that `make course`
writes calls this.

It is the book's own grader, not otter-grader (tried: 7.0.0). That runs a student's notebook
from top to bottom, trainings and all, in the process that has the cases and keeps the points,
where an answer that says it is equal to everything gets all of them; its setup fetches conda.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from book.course.grade import grade
from book.course.report import RUBRICS, Row
from book.course.sandbox import can_isolate
from book.dependencies import ROOT
from utils import files

ASSIGNMENT = "assignment.json"  # in the zip: which chapter it grades, and the seed
SECONDS = 300  # for a notebook: a container there may have half a core
NOBODY = 65534  # the user as whom a student's code runs if there are no namespaces


def results(rows: Sequence[Row], chapter: str, exercises: Sequence[str]) -> dict:
    """What Gradescope reads as results.json: a test for each exercise.

    Args:
        rows: of the notebooks that the student handed in.
        chapter: the one that is graded.
        exercises: the ids of its exercises.
    """
    row = next((one for one in rows if one.chapter == chapter), Row("", chapter, "", ()))
    known = {grade.exercise: grade for grade in row.grades}
    tests = []
    for exercise in exercises:
        found = known.get(exercise)
        said = found.messages or (found.status,) if found else ("not handed in",)
        tests.append(
            {
                "name": _name(exercise),
                "score": found.share if found else 0.0,
                "max_score": 1.0,
                "status": "passed" if found and found.status == "right" else "failed",
                "output": "\n".join(said),
                "visibility": "visible",
            }
        )
    tests += [_by_hand(*rubric) for rubric in RUBRICS.get(chapter, {}).items()]
    return {"output": _said(rows, chapter), "stdout_visibility": "hidden", "tests": tests}


def _said(rows: Sequence[Row], chapter: str) -> str:
    """About the notebooks as a whole."""
    lines = [f"{row.file}: {row.note}" for row in rows if row.note]
    lines += [
        f"{row.file}: it is chapter {row.chapter}, not {chapter}"
        for row in rows
        if row.chapter not in ("", chapter)
    ]
    if not any(row.chapter == chapter for row in rows):
        lines.append(f"No notebook of chapter {chapter} was handed in.")
    return "\n".join(lines)


def _name(exercise: str) -> str:
    return exercise.replace("exercise-", "Exercise ")


def _by_hand(exercise: str, rubric: dict) -> dict:
    """For instructors only, who give these points themselves: what to look for."""
    lines = (f"{points}: {text}" for points, text in rubric.items())
    return {
        "name": f"{_name(exercise)}, what was found out: graded by hand",
        "output": "\n\n".join(lines),
        "visibility": "hidden",
    }


def run(folder: Path) -> Path:
    """Grade what is in `submission` and write `results/results.json`.

    Args:
        folder: Gradescope's /autograder.

    Returns:
        The path of the results. If the grader itself fails, there are none: then Gradescope
        says that it failed, which is better than points that nobody earned or lost.
    """
    assignment = json.loads((ROOT / ASSIGNMENT).read_text("utf-8"))
    isolate = can_isolate()
    user = NOBODY if not isolate and os.getuid() == 0 else None
    for private in ("submission", "results"):
        (folder / private).chmod(0o700)
    with tempfile.TemporaryDirectory() as place:
        handed = Path(place) / "class"
        # Links stay links, which are not followed.
        shutil.copytree(folder / "submission", handed / "student", symlinks=True)
        rows = grade(
            handed, Path(place) / "grades", seed=assignment["seed"], seconds=SECONDS, jobs=1,
            isolate=isolate, user=user,
        )  # fmt: skip
    found = results(rows, assignment["chapter"], assignment["exercises"])
    target = folder / "results" / "results.json"
    files.write(target, json.dumps(found, ensure_ascii=False, indent=1))
    return target


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
