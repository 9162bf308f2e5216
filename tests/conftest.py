"""What the tests in a browser share: Chromium, the built book over http and from disk."""

import json
from collections import OrderedDict

import pytest

from tests.book.built import HTML
from tests.browser import Watched, browser, go_through, served

MOST_OPEN = 4  # of the pages that tests share: each takes 100 MB


def pytest_addoption(parser):
    what = "only the tests of this widget, chapter or page; several may be named"
    parser.addoption("--about", action="append", default=[], help=what)


def pytest_collection_modifyitems(config, items):
    """Keep what `--about` names: a file is about it by its name, a test by an argument."""
    about = config.getoption("--about")
    if not about:
        return
    kept = [item for item in items if any(is_about(item, name) for name in about)]
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


@pytest.fixture(scope="session")
def shared_pages():
    """The pages that `look` has open."""
    pages = SharedPages()
    yield pages
    pages.close_all_but(0)


@pytest.fixture
def look(chromium, addresses, shared_pages):
    """`look(scheme, page, **options)`: the same as `visit`, but tests that ask for the same are
    given one page, which took seconds to open. They only look, or put back what they change;
    guesses, once opened, stay open."""
    used = []

    def open_page(scheme, name, **options):
        key = json.dumps([scheme, name, options])
        if key not in shared_pages.watched:
            watched = Watched(chromium.new_context(**options))
            shared_pages.watched[key] = watched
            watched.page.goto(f"{addresses[scheme]}/{name}.html")
            go_through(watched.page)
        shared_pages.watched.move_to_end(key)
        used.append(shared_pages.watched[key])
        used[-1].page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        return used[-1]

    yield open_page
    shared_pages.close_all_but(MOST_OPEN)
    for one in used:
        assert not one.problems()


class SharedPages:
    """Pages by what was asked for; the last one is that which was used last."""

    def __init__(self):
        self.watched: OrderedDict[str, Watched] = OrderedDict()

    def close_all_but(self, most):
        while len(self.watched) > most:
            self.watched.popitem(last=False)[1].page.context.close()
