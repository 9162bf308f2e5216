"""What the tests in a browser share: Chromium, the built book over http and from disk."""

import pytest

from tests.book.built import HTML
from tests.browser import Watched, browser, go_through, served


def pytest_addoption(parser):
    parser.addoption("--about", help="only the tests of this widget, chapter or page")


def pytest_collection_modifyitems(config, items):
    """Keep what `--about` names: a file is about it by its name, a test by an argument."""
    about = config.getoption("--about")
    if about is None:
        return
    kept = [item for item in items if is_about(item, about)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def is_about(item, name):
    arguments = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return item.path.stem.startswith(f"test_{name}") or name in arguments


@pytest.fixture(scope="session")
def chromium():
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def addresses():
    """The book's address by scheme. Over http it stands under a sub-path."""
    with served(HTML.parent) as address:
        yield {"http": f"{address}/html", "file": HTML.as_uri()}


@pytest.fixture
def visit(chromium, addresses):
    """`visit(scheme, page)`: go through a page, so that its widgets live and its pictures are
    loaded. At the end of the test, fails if something failed or another host was asked."""
    contexts, watched = [], []

    def open_page(scheme, name, **options):
        contexts.append(chromium.new_context(**options))
        watched.append(Watched(contexts[-1]))
        page = watched[-1].page
        page.goto(f"{addresses[scheme]}/{name}.html")
        go_through(page)
        return watched[-1]

    yield open_page
    for context in contexts:
        context.close()
    for one in watched:
        assert not one.problems()
