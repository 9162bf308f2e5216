"""What is written: its form, the notebooks run once more, and the code of the book and of the
project around it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from book import packing
from book.dependencies import NOTEBOOKS
from tests.book.built import HTML
from tests.runner.check import Check, Part
from tests.runner.checks.command import BUILD, HYPOTHESIS, NBVAL, TESTS, named, pytest
from tests.runner.checks.running import ELSEWHERE, packed
from tests.runner.contents import code_of, files, fingerprint_of, quotations, tests_in
from tests.runner.inputs import needed_by
from tests.running.unpack import CHINESE, CHINESE_NAME, CHINESE_ZIP, UNPACKED

RUFF = [sys.executable, "-m", "ruff"]
UNPACK = "zip of the notebooks"
# With the settings of the project: those of the unpacked folder know no conftest that gives a
# kernel one thread, and the threads of two kernels fought for the cores.
COMPARE = "--nbval", "-c", "pyproject.toml"
WRONG_INPUT = TESTS / "unit" / "test_wrong_input.py"
OWN_RUN = TESTS / "notebooks" / "test_own_run.py"
ANSWERS = TESTS / "notebooks" / "test_answers.py"
BRANCH = TESTS / "translation" / "test_branch.py"
READS = re.compile(
    r"^ *(from|import) (book|pathlib|subprocess|inspect|tests\.(book|benchmarks))\b",
    re.MULTILINE,
)
READ = (
    "utils/**/*", "book/**/*.py", "book/assets/**/*", "book/figures/*", "book/openings/*",
    "book/templates/*", "book/questions.md", "book/running.md",
    "book/claims/results/copy-one-vector.json", "tests/**/*.py", "tests/benchmarks/peers/*.txt",
    "_toc.yml", "Makefile", ".gitignore",
)  # fmt: skip
READ_TEXT = {"test_guesses.py", "test_slides.py"}  # also what is between the cells of code


def lint() -> Iterator[Check]:
    def python():
        return files(
            "*.py",
            "book/**/*.py",
            "utils/**/*.py",
            "tests/**/*.py",
            "*.toml",
            "notebooks/*.toml",
        )

    def all_of_it():
        return [*python(), *NOTEBOOKS]

    for name, command in (("lint", "check"), ("format", "format --check")):
        ruff = [*RUFF, *command.split(), "."]
        yield Check(name, "lint", ruff, all_of_it, exact=True)
    layers = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    yield Check("layers", "lint", layers, python)
    scripts = "book/**/*.js", "utils/**/*.js", "tests/**/*.js", "deno.json"
    for name, command in (("lint", "lint"), ("format", "fmt --check")):
        deno = [sys.executable, "-m", "deno", *command.split(), "--quiet"]
        yield Check(f"JavaScript, {name}", "lint", deno, lambda: files(*scripts), exact=True)


def book() -> Iterator[Check]:
    patterns = "book/**/*", "notebooks/*", "utils/**/*", "_*.yml", "Makefile", "LICENSE"
    make = ["make", "book"]
    yield Check(BUILD, "build", make, lambda: files(*patterns), exact=True, makes=HTML)


def notebooks() -> Iterator[Check]:
    """Each notebook run once more, in the unpacked zip that readers take along: strict nbval
    compares what it prints with what is stored."""
    unpack = [sys.executable, "-m", "tests.running.unpack"]
    yield Check(UNPACK, "zip", unpack, packed, exact=True, makes=UNPACKED)
    chapters = UNPACKED / packing.NAME / "notebooks"
    for path in sorted(NOTEBOOKS, key=lambda path: -path.stat().st_size):
        yield Check(
            f"notebook {path.stem}",
            "notebook",
            pytest(*COMPARE, chapters / path.name, plugin=NBVAL),
            lambda path=path: [fingerprint_of(path), code_of(path), *files("*.py")],
            after=(UNPACK,),
        )


def chinese_notebooks() -> Iterator[Check]:
    """The same with the Chinese ones, as the site offers them."""
    unpack = [sys.executable, "-m", "tests.running.unpack", "zh"]
    name = "zip of the Chinese notebooks"
    inputs = lambda: [CHINESE_ZIP]  # noqa: E731
    yield Check(name, "zip", unpack, inputs, (BUILD,), "test", makes=CHINESE)
    chapters = CHINESE / CHINESE_NAME / "notebooks"
    for path in NOTEBOOKS:
        yield Check(
            f"notebook {path.stem} in Chinese",
            ELSEWHERE,
            pytest(*COMPARE, chapters / path.name, plugin=NBVAL),
            lambda path=path: [fingerprint_of(path), code_of(chapters / path.name)],
            (name,),
            "test",
            sample="notebook in Chinese",
        )


def unit(test: Path) -> Part:
    """A file of unit tests. One that reads files itself, or imports the book's code, which
    does, depends on everything listed here."""
    reads = READS.search(test.read_text("utf-8"))

    def inputs():
        yield from needed_by([test])
        if reads:
            yield from files(*READ)
            yield from map(fingerprint_of, NOTEBOOKS)
            yield from map(code_of, NOTEBOOKS)
        if test.name in READ_TEXT:
            yield from NOTEBOOKS

    return Part(test.stem.removeprefix("test_"), (named(test),), inputs)


def code() -> Iterator[Check]:
    # The shapes in every signature are checked. Not with wrong input: there the shape check
    # would speak before our own message.
    shapes = "--jaxtyping-packages=utils,beartype.beartype"
    parts = tuple(unit(test) for test in tests_in("unit") if test != WRONG_INPUT)
    command = pytest(shapes, plugin=HYPOTHESIS)
    yield Check("unit tests", "unit", command, tuple, parts=parts)
    yield Check("wrong input", "unit", pytest(WRONG_INPUT), lambda: needed_by([WRONG_INPUT]))

    def ledger():
        yield from needed_by(tests_in("claims"))
        yield from files("book/claims/**/*", "book/claims.md")
        yield from map(quotations, files("README.md", "book/*.md", "notebooks/*.ipynb"))

    yield Check("claims ledger", "claims", pytest(TESTS / "claims"), ledger)

    def answers():
        yield from needed_by([ANSWERS])
        yield from map(fingerprint_of, NOTEBOOKS)

    yield Check("answers to the exercises", "answers", pytest(ANSWERS), answers)

    committed = [path for path in tests_in("notebooks") if path not in (OWN_RUN, ANSWERS)]

    def structure():
        yield from needed_by(committed)
        yield from files("notebooks/*", "_toc.yml")
        yield from map(fingerprint_of, NOTEBOOKS)
        yield from (path.name for path in files("book/*.md"))

    yield Check("notebook structure", "structure", pytest(*committed), structure)

    def own_run():
        yield from needed_by([OWN_RUN])
        yield from files("notebooks/*", "utils/widgets/*", "Makefile")

    yield Check("own run", ELSEWHERE, pytest(OWN_RUN), own_run, tier="test")


def publishing(test: Path) -> Part:
    """Tests of what publishes the book. One reads the notebooks, others their names."""
    patterns = [".github/**/*", ".ci/*", ".binder/*", "_*.yml", "Makefile", "CITATION.cff"]
    patterns += ["LICENSE", "utils/data/*", "book/references.md", "tests/benchmarks/peers/*"]
    if test.name == "test_address.py":  # every file that names the address
        patterns.append("notebooks/*")
    names = [path.name for path in NOTEBOOKS]
    inputs = lambda: [*needed_by([test]), *files(*patterns), *names]  # noqa: E731
    return Part(test.stem.removeprefix("test_"), (named(test),), inputs)


def project() -> Iterator[Check]:
    """What is around the book: the runner, what publishes it, its speed."""
    runner = tests_in("runner")
    command = pytest(*runner)
    inputs = lambda: needed_by(runner).union(files("tests/**/test_*.py"))  # noqa: E731
    yield Check("the runner", "runner", command, inputs)

    def catalogs():
        yield from needed_by(tests_in("translation"))
        yield from files("book/**/*", "notebooks/*", "utils/**/*", "_*.yml")

    command = pytest(*(path for path in tests_in("translation") if path != BRANCH))
    yield Check("translation", "translation", command, catalogs)
    yield Check("Chinese branch", "translation", pytest(BRANCH), catalogs, tier="test")

    tests = tests_in("publishing")
    helpers = sorted({*(TESTS / "publishing").glob("*.py")}.difference(tests))
    parts, command = tuple(map(publishing, tests)), pytest("--doctest-modules", *helpers)
    yield Check("publishing", "publishing", command, tuple, exact=True, parts=parts)

    def benchmarks():
        yield from needed_by(tests_in("benchmarks"))
        yield from files("utils/widgets/*")
        yield from map(code_of, NOTEBOOKS)

    command = pytest(TESTS / "benchmarks", "--benchmark-disable")
    yield Check("benchmarks, not timed", "benchmarks", command, benchmarks, tier="test")


def whole() -> Iterator[Check]:
    """Commands of the Makefile that try everything."""
    after = (BUILD,)  # two builds at once would be in each other's way
    for name in ("links", "newest", "graders"):
        yield Check(f"make {name}", name, ["make", name], lambda: [], after, tier="all")
