"""Every check of the project, by what it is about: `sources`, `running`, `widgets`,
`site` and `engines`.
Slow checks come first among those that need the same."""

from tests.runner.check import Check
from tests.runner.checks import engines, running, site, sources, widgets


def every_check() -> list[Check]:
    """All checks, in the order in which they are started: what takes long is not last, or one
    of the two lanes would be idle beside it."""
    parts = (
        sources.lint, sources.book, sources.notebooks, engines.engines, widgets.widgets,
        sources.code, sources.project, running.running, running.course, running.faults,
        site.shelves, site.journeys, site.pages, sources.chinese_notebooks, sources.whole,
    )  # fmt: skip
    return [check for part in parts for check in part()]
