"""Every page in Chinese in Firefox and WebKit."""

import pytest

from tests.book.built import CHINESE
from tests.engines.test_pages import check


@pytest.mark.parametrize("name", CHINESE)
def test_nothing_fails_and_everything_has_its_place(frame, name):
    check(frame, name)
