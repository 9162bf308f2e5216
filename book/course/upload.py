"""The zips for Gradescope, or any service that unpacks a zip and runs it: one for each chapter.

They have the notebooks with their solutions, which answer the hidden cases: they are for the
service and for nobody else.
"""

import json
import zipfile
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor

from book.course.answers import exercises
from book.course.gradescope import ASSIGNMENT
from book.course.submissions import code_of
from book.dependencies import NOTEBOOKS, ROOT, inputs_of
from book.packing import MODE, check_tags, put, tracked
from utils.files import replacing

STARTED = ["setup.sh", "run_autograder"]  # by the service, from the root of the zip
RUN = [ROOT / f"book/course/{name}.py" for name in ("gradescope", "chapter")]
BESIDE = [ROOT / name for name in ("requirements.txt", "constraints.txt", "LICENSE")]
PRIVATE = 0o600  # the zip: it has the solutions and the seed
RUNS = 0o100755 << 16  # the mode of a program


def contents() -> dict[str, bytes]:
    """What all these zips have, by the name in them: nothing that git does not know."""
    known = tracked("utils", "book", "notebooks")
    needed = set(NOTEBOOKS).union(*map(inputs_of, [*RUN, *NOTEBOOKS]), tracked("utils"))
    needed |= tracked("book/course")
    paths = [*sorted(needed & known), *BESIDE]
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        check_tags(notebook, path.name)
        notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
        found[f"notebooks/{path.name}"] = nbformat.writes(notebook).encode()
    here = ROOT / "book" / "course" / "autograder"
    return found | {name: (here / name).read_bytes() for name in STARTED}


def write(folder: Path, seed: str) -> list[Path]:
    """Write the zips into a folder that is there, and return their paths.

    Args:
        folder: where they go.
        seed: makes the hidden cases.
    """
    common, made = contents(), []
    for path in NOTEBOOKS:
        names = [cell.id for cell in exercises(code_of(path))]
        assignment = {"chapter": path.stem, "seed": seed, "exercises": names}
        every = common | {ASSIGNMENT: json.dumps(assignment).encode()}
        target = folder / f"{path.stem}.zip"
        with replacing(target, PRIVATE) as file, zipfile.ZipFile(file, "w") as archive:
            for name, content in every.items():
                put(archive, name, content, mode=RUNS if name in STARTED else MODE)
        made.append(target)
    return made
