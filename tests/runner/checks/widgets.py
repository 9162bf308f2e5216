"""Each widget by itself, and the models behind them; most of it in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

from book import dependencies
from book.dependencies import NOTEBOOKS
from tests.runner.check import ROOT, Check, Part
from tests.runner.checks.command import HYPOTHESIS, TESTS, named, pytest
from tests.runner.checks.site import ON_PAGES, TOUCH
from tests.runner.contents import code_of, files, tests_in
from tests.runner.inputs import needed_by
from utils.widgets import bundle

HOST = ROOT / "book" / "assets" / "widgets.js"
TIMERS = TESTS / "widgets" / "test_timers.py"
LAB = TESTS / "widgets" / "test_lab.py"
COLAB = TESTS / "widgets" / "test_colab.py"
LAB_TEST = re.compile(r"^def (test_\w+)", re.MULTILINE)
MODULES = re.compile(r"\bjavascript\(([^)]*)\)")  # what a test runs without a browser


def widgets() -> Iterator[Check]:
    alone = set(tests_in("widgets")) - {ON_PAGES, TOUCH, TIMERS, LAB, COLAB}
    for name in bundle.every_widget():
        own = sorted(path for path in alone if path.stem.startswith(f"test_{name}"))
        alone -= set(own)

        def inputs(name=name, own=own):
            yield from python(*own, TIMERS) | scripts("kit", name) | {HOST}
            if name.startswith("opening_"):  # it has its values from a chapter
                yield from files("book/openings/*")
                yield from map(code_of, NOTEBOOKS)

        yield Check(f"widget {name}", "widget", pytest(*own, TIMERS, "--about", name), inputs)

    parity = [path for path in alone if path.stem.startswith("test_parity")]
    parity += [TESTS / "widgets" / f"test_{name}.py" for name in ("marks", "weights")]

    def of_models():
        yield from files("tests/javascript.js")
        yield from map(code_of, NOTEBOOKS)

    command, parts = pytest(plugin=HYPOTHESIS), tuple(map(in_javascript, sorted(parity)))
    yield Check("models in JavaScript", "models", command, of_models, parts=parts)
    shared = sorted(alone - set(parity))

    def of_shared():
        yield from needed_by(shared)
        yield from files("utils/widgets/*", "tests/javascript.js")
        yield from map(code_of, NOTEBOOKS)

    yield Check("what widgets share", "models", pytest(*shared), of_shared)

    def of_lab():
        yield from needed_by([LAB])
        yield from files("tests/widgets/examples.py", "Makefile")  # the kernels', and make lab

    parts = tuple(map(in_lab, LAB_TEST.findall(LAB.read_text("utf-8"))))
    yield Check("widgets in JupyterLab", "lab", pytest(), of_lab, tier="test", parts=parts)
    yield Check(
        "widgets, Colab's versions",
        "lab",
        pytest(COLAB),
        lambda: needed_by([COLAB]).union(files("tests/widgets/colab.txt")),
        tier="test",
    )


def in_javascript(test: Path) -> Part:
    """A test of models in JavaScript, with the modules that it runs."""
    inputs = lambda: python(test) | scripts(*modules_run_by(test))  # noqa: E731
    return Part(test.stem.removeprefix("test_"), (named(test),), inputs)


def in_lab(test: str) -> Part:
    """A test in JupyterLab: of the widget that it is named after, or else of any."""
    module = bundle.FOLDER / f"{test.removeprefix('test_')}.py"
    alone = lambda: dependencies.inputs_of(module)  # noqa: E731
    inputs = alone if module.exists() else lambda: files("utils/widgets/*")
    return Part(test, (f"{named(LAB)}::{test}",), inputs)


def python(*tests: Path) -> set[Path]:
    """What tests need, without the scripts and style sheets."""
    return {path for path in needed_by(tests) if path.suffix not in (".js", ".css")}


def scripts(*names: str) -> set[Path]:
    """The scripts and style sheets of these modules and of all that they import."""
    found = {bundle.FOLDER / part for name in names for part in bundle.parts(name)}
    return {part.with_suffix(kind) for part in found for kind in (".js", ".css")}


def modules_run_by(test: Path) -> set[str]:
    """The names of the modules that a test runs as they are: `javascript("models")`."""
    calls = MODULES.findall(test.read_text("utf-8"))
    return {name for call in calls for name in re.findall(r"\w+", call)}
