"""What the tests in Firefox and WebKit share: a browser each, the built book over http."""

import pytest

from tests.book.built import HTML
from tests.browser import served
from tests.engines.driver import firefox, webkit
from tests.engines.frame import Frame
from tests.engines.server import Recording

ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="session", params=ENGINES)
def engine(request):
    with ENGINES[request.param]() as driver:
        yield driver


@pytest.fixture(scope="session")
def recording():
    """The address of a server for everything that was built."""
    with served(HTML.parent, Recording) as address:
        yield address


@pytest.fixture
def frame(engine, recording):
    """At the end of the test, fails if anything went wrong on a page."""
    frame = Frame(engine, f"{recording}/html")
    yield frame
    assert not frame.problems()
