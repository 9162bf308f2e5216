"""Every widget on every published page answers, over http and from disk. Of the tests that
share a page these are the last: they change it."""

import pytest

from tests.browser import LAPTOP
from tests.widgets.interactions import TOUCH
from tests.widgets.notebooks import CHAPTERS
from tests.widgets.test_pages import EXPECTED


@pytest.mark.parametrize(("scheme", "options"), [("http", {}), ("file", {"viewport": LAPTOP})])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_widget_answers(look, scheme, options, chapter):
    page = look(scheme, f"notebooks/{chapter}", **options).page
    places = page.locator(".book-widget")
    names = [place.get_attribute("data-widget") for place in places.all()]
    assert names == EXPECTED[chapter]
    for name, place in zip(names, places.all(), strict=True):
        TOUCH[name](place.locator(".bw"), chapter)
