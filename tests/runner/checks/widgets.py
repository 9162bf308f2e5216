"""Each widget by itself, and the models behind them; most of it in a browser."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.dependencies import NOTEBOOKS
from tests.runner.check import ROOT, Check
from tests.runner.checks.command import HYPOTHESIS, TESTS, pytest
from tests.runner.checks.site import ON_PAGES, TOUCH
from tests.runner.inputs import needed_by
from tests.runner.parts import code_of, files, tests_in
from utils.widgets import bundle

HOST = ROOT / "book" / "assets" / "widgets.js"
TIMERS = TESTS / "widgets" / "test_timers.py"
LAB = TESTS / "widgets" / "test_lab.py"
COLAB = TESTS / "widgets" / "test_colab.py"
MODULES = re.compile(r"\bjavascript\(([^)]*)\)")  # what a test runs without a browser


def widgets() -> Iterator[Check]:
    alone = set(tests_in("widgets")) - {ON_PAGES, TOUCH, TIMERS, LAB, COLAB}
    for name in bundle.every_widget():
        own = sorted(path for path in alone if path.stem.startswith(f"test_{name}"))
        alone -= set(own)

        def inputs(name=name, own=own):
            return python(*own, TIMERS) | scripts("kit", name) | {HOST}

        yield Check(f"widget {name}", "widget", pytest(*own, TIMERS, "--about", name), inputs)

    parity = [path for path in alone if path.stem.startswith("test_parity")]
    parity += [TESTS / "widgets" / f"test_{name}.py" for name in ("marks", "weights")]

    def models():
        yield from python(*parity) | scripts(*modules_run_by(parity))
        yield from files("tests/javascript.js")
        yield from map(code_of, NOTEBOOKS)

    command = pytest(*sorted(parity), plugin=HYPOTHESIS)
    yield Check("models in JavaScript", "models", command, models)
    shared = sorted(alone - set(parity))

    def parts():
        yield from needed_by(shared)
        yield from files("utils/widgets/*", "tests/javascript.js")
        yield from map(code_of, NOTEBOOKS)

    yield Check("what widgets share", "models", pytest(*shared), parts)
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


def python(*tests: Path) -> set[Path]:
    """What tests need, without the scripts and style sheets."""
    return {path for path in needed_by(tests) if path.suffix not in (".js", ".css")}


def scripts(*names: str) -> set[Path]:
    """The scripts and style sheets of these modules and of all that they import."""
    parts = {bundle.FOLDER / part for name in names for part in bundle.parts(name)}
    return {part.with_suffix(kind) for part in parts for kind in (".js", ".css")}


def modules_run_by(tests: Iterable[Path]) -> set[str]:
    """The names of the modules that tests run as they are: `javascript("models")`."""
    found = (MODULES.findall(test.read_text("utf-8")) for test in tests)
    return {name for calls in found for call in calls for name in re.findall(r"\w+", call)}
