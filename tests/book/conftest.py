"""What the tests of the pages in a browser share."""

import pytest

from tests.widgets.chromium import browser


@pytest.fixture(scope="session")
def chromium():
    with browser() as chromium:
        yield chromium


def problems(watched):
    """What went wrong on a watched page."""
    # The theme says this on every first visit, and goes on.
    errors = [error for error in watched.errors if "Got invalid theme mode" not in error]
    return errors + watched.missing + watched.foreign
