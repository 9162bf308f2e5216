"""Every widget of every chapter in Firefox and WebKit, beside Chromium: touched in the same way
it says the same, number by number."""

import pytest
from selenium.webdriver.common.by import By

from tests.engines.hands import InChromium, InFrame
from tests.engines.touches import TOUCH
from tests.widgets.notebooks import CHAPTERS
from tests.widgets.test_pages import EXPECTED


@pytest.fixture(scope="session")
def said_in_chromium():
    """What the widgets said, by chapter: Chromium is asked once for both other engines."""
    return {}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_widget_says_what_it_says_in_chromium(frame, visit, said_in_chromium, chapter):
    page = f"notebooks/{chapter}"
    if chapter not in said_in_chromium:
        live = visit("http", page).page.locator(".bw").all()
        said_in_chromium[chapter] = touched(chapter, map(InChromium, live))
    frame.open(f"{page}.html")
    live = frame.driver.find_elements(By.CSS_SELECTOR, ".bw")
    assert touched(chapter, map(InFrame, live)) == said_in_chromium[chapter]


def touched(chapter, hands):
    """What each widget of a chapter says after its touch, in their order."""
    said = []
    for name, hand in zip(EXPECTED[chapter], hands, strict=True):
        before = hand.text()
        TOUCH[name](hand)
        after = hand.text()
        assert after != before
        said.append((name, after))
    return said
