"""What readers, students and those who grade them do with what they are given; and what is left
where it goes wrong."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from book import packing
from book.dependencies import NOTEBOOKS
from tests.book.built import CHAPTERS
from tests.runner.check import ROOT, Check
from tests.runner.checks.command import TESTS, pytest
from tests.runner.contents import code_of, commands, files, fingerprint_of, tests_in
from tests.runner.inputs import needed_by

packed = cache(packing.files)  # the same for a dozen checks, and slow to find
ELSEWHERE = "notebook elsewhere"  # a kind: not in this folder as it is committed
RUNNING = TESTS / "running"
HANDOUT, BARE_FOLDER = RUNNING / "test_handout.py", RUNNING / "test_bare_folder.py"
PACKAGE = [RUNNING / f"test_{name}.py" for name in ("package", "setup_cell", "notebooks")]
COURSE = TESTS / "course"
FINDING, POINTS = COURSE / "test_finding.py", COURSE / "test_points.py"
THIRTY, IN_CHINESE = COURSE / "test_class.py", COURSE / "test_chinese.py"


def running() -> Iterator[Check]:
    """What readers and students do with what they are given."""
    inputs = lambda: needed_by(PACKAGE).union(packed())  # noqa: E731
    yield Check("package and first cell", ELSEWHERE, pytest(*PACKAGE), inputs, tier="test")
    for chapter in CHAPTERS:
        notebook = ROOT / f"{chapter}.ipynb"

        def touched(notebook=notebook):
            kinds = ".ipynb", ".md", ".svg"  # what is read does not change what runs
            others = {path for path in packed() if path.suffix not in kinds}
            return [fingerprint_of(notebook), code_of(notebook), *others]

        for sample, test in (("handout", HANDOUT), ("bare folder", BARE_FOLDER)):
            yield Check(
                f"{sample} {notebook.stem}",
                ELSEWHERE,
                pytest(test, "--about", chapter),
                lambda test=test, touched=touched: [*touched(), *needed_by([test])],
                tier="test",
                sample=sample,
            )


def course() -> Iterator[Check]:
    """Grading: what is found in a notebook, and whole classes."""

    def inputs(*tests: Path):
        # What runs in processes of their own no import tells.
        return needed_by(tests).union(files("book/course/**/*", "utils/**/*.py"))

    chapters = lambda: map(fingerprint_of, NOTEBOOKS)  # noqa: E731
    # What stands in `nbgrader` runs in its environment, not in the book's.
    theirs = "--ignore=book/course/nbgrader"
    quick = pytest("--doctest-modules", theirs, ROOT / "book" / "course", FINDING)
    yield Check("course, finding answers", "course", quick, lambda: inputs(FINDING))
    for test in tests_in("course"):
        if test in (FINDING, POINTS):
            continue

        def whole(test=test):
            yield from inputs(test)
            yield from chapters()
            yield from files("book/locale/**/*") if test == IN_CHINESE else ()

        name = test.stem.removeprefix("test_").replace("_", " ")
        tier = "all" if test == THIRTY else "test"
        yield Check(f"course, {name}", "course", pytest(test), whole, tier=tier)
    for path in NOTEBOOKS:
        yield Check(
            f"course, points of {path.stem}",
            "course",
            pytest(POINTS, "--about", path.stem),
            lambda path=path: [*inputs(POINTS), fingerprint_of(path), code_of(path)],
            tier="test",
            sample="points",
        )


def faults() -> Iterator[Check]:
    """What happens when processes die, disks fill and two do the same at once."""
    patterns = (
        "book/*.py", "book/claims/*.py", "Makefile", "tests/engines/driver.py",
        "utils/files.py",
    )  # fmt: skip
    for test in tests_in("faults"):
        # Most of it they start in processes of their own, which no import tells.
        def inputs(test=test):
            yield from needed_by([test]).union(files(*patterns))
            yield commands(ROOT / "book" / "running.md")

        name = test.stem.removeprefix("test_")
        yield Check(
            f"faults, {name}", "faults", pytest(test), inputs, tier="test", sample="faults"
        )
