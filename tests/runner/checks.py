"""Every check of the project. Slow checks come first among those that need the same."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from book import packing
from book.dependencies import NOTEBOOKS
from tests.book.built import CHAPTERS, HTML, PAGES
from tests.installed import FIREFOX, WEBKIT
from tests.runner.check import PYTEST, ROOT, Check
from tests.runner.inputs import needed_by
from tests.runner.parts import (
    code_of,
    commit,
    files,
    fingerprint_of,
    quotations,
    shown_on,
    tests_in,
)
from tests.running.unpack import UNPACKED
from utils.widgets import bundle

NBVAL, HYPOTHESIS = SLOW_PLUGINS = "nbval", "hypothesispytest"
TESTS = ROOT / "tests"
packed = cache(packing.files)  # the same for a dozen checks, and slow to find
RUFF = [sys.executable, "-m", "ruff"]
BUILD, UNPACK = "book build", "zip of the notebooks"
RUNNING = TESTS / "running"
HANDOUT, BARE_FOLDER = RUNNING / "test_handout.py", RUNNING / "test_bare_folder.py"
PACKAGE = [RUNNING / "test_package.py", RUNNING / "test_setup_cell.py"]
HOST = ROOT / "book" / "assets" / "widgets.js"
IN_BROWSER = TESTS / "book" / "test_in_browser.py"
ON_PAGES = TESTS / "widgets" / "test_pages.py"
TIMERS = TESTS / "widgets" / "test_timers.py"
GUESSES = TESTS / "book" / "test_guesses.py"
SEARCH, ADDRESS = TESTS / "book" / "test_search.py", TESTS / "book" / "test_address.py"
STAGE = TESTS / "book" / "test_stage.py"
DECKS = TESTS / "book" / "test_decks.py"
ZIPS = [TESTS / "book" / "test_offline.py", TESTS / "book" / "test_packing.py"]
WRONG_INPUT = TESTS / "unit" / "test_wrong_input.py"
LAB = TESTS / "widgets" / "test_lab.py"
OWN_RUN = TESTS / "notebooks" / "test_own_run.py"
ANSWERS = TESTS / "notebooks" / "test_answers.py"
COLAB = TESTS / "widgets" / "test_colab.py"
COURSE = TESTS / "course"
FINDING, POINTS = COURSE / "test_finding.py", COURSE / "test_points.py"
THIRTY = COURSE / "test_class.py"


def every_check() -> list[Check]:
    """All checks, in the order in which they are started."""
    parts = (
        lint, book, notebooks, code, engines, running, course, faults, pages, widgets, the_rest,
    )  # fmt: skip
    return [check for part in parts for check in part()]


def pytest(*arguments: Path | str, plugin: str = "") -> list[str]:
    """The command that runs these tests. Some plugins take longer to load than many tests to
    run: of those, only the one that is named."""
    unused = [part for name in SLOW_PLUGINS if name != plugin for part in ("-p", f"no:{name}")]
    named = (a.relative_to(ROOT).as_posix() if isinstance(a, Path) else a for a in arguments)
    return [*PYTEST, *unused, *named]


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
            pytest("--nbval", chapters / path.name, plugin=NBVAL),
            lambda path=path: [fingerprint_of(path), code_of(path), *files("*.py")],
            after=(UNPACK,),
        )


def code() -> Iterator[Check]:
    def units():
        yield from needed_by(tests_in("unit"))
        yield from files("utils/**/*", "book/**/*.py", "book/figures/*", "book/openings/*")
        yield from files("tests/**/*.py")
        yield from files("tests/benchmarks/peers/*.txt")
        yield from (ROOT / "Makefile", ROOT / ".gitignore", ROOT / "book" / "questions.md")
        yield from map(fingerprint_of, NOTEBOOKS)

    # The shapes in every signature are checked. Not with wrong input: there the shape check
    # would speak before our own message.
    shapes = (
        f"--ignore={WRONG_INPUT.relative_to(ROOT)}",
        "--jaxtyping-packages=utils,beartype.beartype",
    )
    command = pytest(TESTS / "unit", *shapes, plugin=HYPOTHESIS)
    yield Check("unit tests", "unit", command, units)
    yield Check("wrong input", "unit", pytest(WRONG_INPUT), units)

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

    yield Check("notebook structure", "notebook", pytest(*committed), structure)

    def own_run():
        yield from needed_by([OWN_RUN])
        yield from files("notebooks/*", "utils/widgets/*", "Makefile")

    yield Check("own run", "own run", pytest(OWN_RUN), own_run, tier="test")


def running() -> Iterator[Check]:
    """What readers and students do with what they are given."""
    inputs = lambda: needed_by(PACKAGE).union(packed())  # noqa: E731
    yield Check("package and first cell", "package", pytest(*PACKAGE), inputs, tier="test")
    for chapter in CHAPTERS:
        notebook = ROOT / f"{chapter}.ipynb"

        def touched(notebook=notebook):
            kinds = ".ipynb", ".md", ".svg"  # what is read does not change what runs
            others = {path for path in packed() if path.suffix not in kinds}
            return [fingerprint_of(notebook), code_of(notebook), *others]

        for kind, test in (("handout", HANDOUT), ("bare folder", BARE_FOLDER)):
            yield Check(
                f"{kind} {notebook.stem}",
                kind,
                pytest(test, "--about", chapter),
                lambda test=test, touched=touched: [*touched(), *needed_by([test])],
                tier="test",
                sampled=True,
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
        whole = lambda test=test: [*inputs(test), *chapters()]  # noqa: E731
        name = test.stem.removeprefix("test_").replace("_", " ")
        tier = "all" if test == THIRTY else "test"
        yield Check(f"course, {name}", "course", pytest(test), whole, tier=tier)
    for path in NOTEBOOKS:
        yield Check(
            f"course, points of {path.stem}",
            "points",
            pytest(POINTS, "--about", path.stem),
            lambda path=path: [*inputs(POINTS), fingerprint_of(path), code_of(path)],
            tier="test",
            sampled=True,
        )


def faults() -> Iterator[Check]:
    """What happens when processes die, disks fill and two do the same at once."""
    patterns = (
        "book/*.py", "book/claims/*.py", "book/running.md", "utils/files.py", "Makefile",
        "tests/engines/driver.py",
    )  # fmt: skip
    for test in tests_in("faults"):
        # Most of it they start in processes of their own, which no import tells.
        inputs = lambda test=test: needed_by([test]).union(files(*patterns))  # noqa: E731
        name = test.stem.removeprefix("test_")
        yield Check(
            f"faults, {name}", "faults", pytest(test), inputs, tier="test", sampled=True
        )


def widgets() -> Iterator[Check]:
    """Each widget by itself, and the models behind them; most of it in a browser."""
    alone = set(tests_in("widgets")) - {ON_PAGES, TIMERS, LAB, COLAB}
    for name in bundle.every_widget():
        own = sorted(path for path in alone if path.stem.startswith(f"test_{name}"))
        alone -= set(own)

        def inputs(name=name, own=own):
            python = {p for p in needed_by([*own, TIMERS]) if p.suffix not in (".js", ".css")}
            parts = [bundle.FOLDER / part for part in ("kit", *bundle.parts(name))]
            scripts = {part.with_suffix(kind) for part in parts for kind in (".js", ".css")}
            return python | scripts | {HOST}

        yield Check(f"widget {name}", "widget", pytest(*own, TIMERS, "--about", name), inputs)

    def models():
        yield from needed_by(alone)
        yield from files("utils/widgets/*", "tests/javascript.js")
        yield from map(code_of, NOTEBOOKS)

    command = pytest(*sorted(alone), plugin=HYPOTHESIS)
    yield Check("models in JavaScript", "models", command, models)
    yield Check(
        "widgets in JupyterLab",
        "lab",
        pytest(LAB),
        lambda: needed_by([LAB]).union(files("utils/widgets/*")),
        tier="test",
    )
    yield Check(
        "widgets, Colab's versions",
        "colab",
        pytest(COLAB),
        lambda: needed_by([COLAB]).union(files("tests/widgets/colab.txt")),
        tier="test",
    )


def engines() -> Iterator[Check]:
    """The built pages in the two other engines."""
    tests = tests_in("engines")
    for browser in (FIREFOX, WEBKIT):

        def inputs(browser=browser):
            yield browser.state()
            yield from (path for path in needed_by(tests) if TESTS in path.parents)
            yield from files("tests/engines/*", "_build/html/**/*")

        name = browser.name.lower()
        command = pytest(TESTS / "engines", "--about", name)
        yield Check(f"pages in {browser.name}", "engine", command, inputs, (BUILD,), "test")


def pages() -> Iterator[Check]:
    """The built pages: what one shows decides whether its tests run again."""
    after = (BUILD,)
    for chapter in CHAPTERS:

        def touched(chapter=chapter):
            # Of the Python, only the tests: that the models agree is another check.
            yield from (path for path in needed_by([ON_PAGES]) if TESTS in path.parents)
            yield from shown_on(chapter)
            yield code_of(ROOT / f"{chapter}.ipynb")

        name = Path(chapter).name
        command = pytest(ON_PAGES, "--about", name)
        yield Check(f"widgets on {chapter}", "widgets on a page", command, touched, after)
    for page in [*CHAPTERS, *(p for p in PAGES if p not in CHAPTERS), "search", "404"]:
        command = pytest(IN_BROWSER, "--about", page)
        inputs = lambda page=page: needed_by([IN_BROWSER]) | shown_on(page)  # noqa: E731
        yield Check(f"page {page}", "page", command, inputs, after)
    for chapter in CHAPTERS:
        name, command = Path(chapter).name, pytest(DECKS, "--about", chapter)
        inputs = lambda name=name: needed_by([DECKS]) | shown_on(f"slides/{name}")  # noqa: E731
        yield Check(f"slides of {name}", "slides", command, inputs, after, "test", sampled=True)
    apart = {IN_BROWSER, GUESSES, SEARCH, ADDRESS, STAGE, DECKS, *ZIPS}
    others = [path for path in tests_in("book") if path not in apart]

    def site(*tests: Path):
        return needed_by(tests).union(
            files("_build/html/**/*", "book/**/*", "notebooks/*", "_*.yml")
        )

    with_examples = ["--doctest-modules", ROOT / "book/formulas.py", ROOT / "book/extensions"]
    command = pytest(*with_examples, *others)
    yield Check("the site", "site", command, lambda: site(*others), after, exact=True)
    yield Check("guesses", "site", pytest(GUESSES), lambda: site(GUESSES), after)
    yield Check("the stage", "site", pytest(STAGE), lambda: site(STAGE), after)
    yield Check("search", "site", pytest(SEARCH), lambda: site(SEARCH), after, "test")
    yield Check(
        "with an address", "site", pytest(ADDRESS), lambda: with_address(), after, "test"
    )
    for name, tier in (("EPUB", "test"), ("PDF", "all")):  # printing takes minutes
        test = TESTS / "shelves" / f"test_{name.lower()}.py"
        yield Check(name, "shelves", pytest(test), lambda test=test: site(test), after, tier)
    yield Check(
        "zips",
        "zips",
        pytest(*ZIPS),
        lambda: [*site(*ZIPS), *files("utils/**/*"), commit()],
        after,
        "test",
        exact=True,
    )


def with_address() -> set[Path]:
    parts = files(
        "book/assets/**/*",
        "book/extensions/**/*",
        "book/formulas.py",
        "book/templates/**/*",
        "book/pages.yml",
    )
    own = files("_config.yml", "notebooks/02_lstm.ipynb", "utils/widgets/*", "utils/plots*")
    return needed_by([ADDRESS]).union(parts, own)


def the_rest() -> Iterator[Check]:
    runner = tests_in("runner")
    command = pytest(*runner)
    inputs = lambda: needed_by(runner).union(files("tests/**/test_*.py"))  # noqa: E731
    yield Check("the runner", "runner", command, inputs)

    def workflows():
        patterns = ".github/**/*", ".ci/*", ".binder/*", "Makefile", "CITATION.cff", "LICENSE"
        return needed_by(tests_in("publishing")).union(
            files(*patterns, "_config.yml", "book/references.md", "notebooks/*")
        )

    command = pytest("--doctest-modules", TESTS / "publishing")
    yield Check("publishing", "publishing", command, workflows, exact=True)

    def benchmarks():
        yield from needed_by(tests_in("benchmarks"))
        yield from files("utils/widgets/*")
        yield from map(code_of, NOTEBOOKS)

    command = pytest(TESTS / "benchmarks", "--benchmark-disable")
    yield Check("benchmarks, not timed", "benchmarks", command, benchmarks, tier="test")
    after = (BUILD,)  # two builds at once would be in each other's way
    for name in ("links", "newest", "graders"):
        yield Check(f"make {name}", name, ["make", name], lambda: [], after, tier="all")
