"""The commands of the checks, and what several kinds of them need."""

from pathlib import Path

from tests.runner.check import PYTEST, ROOT

NBVAL, HYPOTHESIS = SLOW_PLUGINS = "nbval", "hypothesispytest"
TESTS = ROOT / "tests"
BUILD = "book build"  # the check that all others wait for that look at the built book


def pytest(*arguments: Path | str, plugin: str = "") -> list[str]:
    """The command that runs these tests. Some plugins take longer to load than many tests to
    run: of those, only the one that is named."""
    unused = [part for name in SLOW_PLUGINS if name != plugin for part in ("-p", f"no:{name}")]
    return [*PYTEST, *unused, *(named(a) if isinstance(a, Path) else a for a in arguments)]


def named(file: Path) -> str:
    """A file as a command names it."""
    return file.relative_to(ROOT).as_posix()
