"""Each widget by itself, and the models behind them; most of it in a browser."""

from collections.abc import Iterator

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


def widgets() -> Iterator[Check]:
    alone = set(tests_in("widgets")) - {ON_PAGES, TOUCH, TIMERS, LAB, COLAB}
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
