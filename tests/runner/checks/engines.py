"""The built pages in the two other engines, each chapter by itself: its tests take longest."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.book.built import CHAPTERS, CHINESE, PAGES
from tests.installed import FIREFOX, WEBKIT, Browser
from tests.runner.check import Check, Inputs, Part
from tests.runner.checks.command import BUILD, TESTS, pytest
from tests.runner.contents import files, shown_on, tests_in
from tests.runner.inputs import needed_by

AFTER = (BUILD,)
ENGINES = TESTS / "engines"
ON_PAGES, ON_CHINESE, RECORDER = (
    ENGINES / f"test_{name}.py" for name in ("pages", "chinese", "recorder")
)
OTHERS = [*(page for page in PAGES if page not in CHAPTERS), "search", "404"]


def engines() -> Iterator[Check]:
    for browser in (FIREFOX, WEBKIT):
        yield from chapters(browser)
        yield pages(browser, "other pages", ON_PAGES, OTHERS)
        yield pages(browser, "Chinese", ON_CHINESE, CHINESE)
        yield check(browser, "recorder", [RECORDER], pytest(RECORDER, "-k", key(browser)))


def chapters(browser: Browser) -> Iterator[Check]:
    tests = [test for test in tests_in("engines") if test not in (ON_CHINESE, RECORDER)]
    for chapter in CHAPTERS:
        name = Path(chapter).name
        command = pytest(*tests, "-k", f"{key(browser)} and {name}")
        shown = partial(shown_on, chapter)
        yield check(browser, f"chapter {name}", tests, command, shown, sample="chapter")


def pages(browser: Browser, name: str, test: Path, names: list[str]) -> Check:
    """One check, with each page as a part."""
    parts = tuple(Part(page, ("--about", page), partial(shown_on, page)) for page in names)
    return check(browser, name, [test], pytest(test, "-k", key(browser)), parts=parts)


def check(
    browser: Browser,
    name: str,
    tests: list[Path],
    command: list[str],
    shown: Inputs = tuple,
    sample: str = "",
    parts: tuple[Part, ...] = (),
) -> Check:
    def inputs():
        yield browser.state()
        yield from (path for path in needed_by(tests) if TESTS in path.parents)
        yield from files("tests/engines/*")
        yield from shown()

    kind = f"in {browser.name}"
    return Check(
        f"{name} {kind}",
        kind,
        command,
        inputs,
        AFTER,
        "test",
        sample=sample and f"{sample} {kind}",
        parts=parts,
    )


def key(browser: Browser) -> str:
    """The browser in the name of a test."""
    return browser.name.lower()
