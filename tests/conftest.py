"""What the tests in a browser share: Chromium, the built book over http and from disk."""

import http.server
import threading
from functools import partial

import pytest

from tests.book.built import HTML
from tests.widgets.chromium import Watched, browser
from utils.plots import use_style


@pytest.fixture(scope="session")
def chromium():
    use_style()
    with browser() as chromium:
        yield chromium


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def addresses():
    """The book's address by scheme. Over http it stands under a sub-path."""
    handler = partial(Quiet, directory=HTML.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {
        "http": f"http://127.0.0.1:{server.server_port}/html",
        "file": HTML.as_uri(),
    }
    server.shutdown()


def go_through(page):
    """Scroll past everything that waits until the reader comes near, and wait for it."""
    for place in page.locator(".book-widget, img[loading=lazy]").all():
        place.evaluate("(place) => place.scrollIntoView()")
    page.wait_for_function(
        "!document.querySelector('.book-widget:not(.is-live)')", timeout=20_000
    )
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")


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
        assert not one.errors + one.missing + one.foreign
