"""Every widget of every chapter in Firefox and WebKit, beside Chromium: touched in the same way
it says the same, number by number."""

import pytest
from selenium.webdriver.common.by import By

from tests.engines.hands import InChromium, InFrame
from tests.engines.touches import TOUCH
from tests.widgets.notebooks import CHAPTERS
from tests.widgets.test_pages import EXPECTED

# How far the symbols above a fraction's bar are from those below it.
GAP = """const edges = (part, side) => [...part.querySelectorAll("[data-symbol]")]
        .map((symbol) => symbol.getBoundingClientRect()[side]);
    const [above, below] = document.querySelector("mfrac:has(.bw-mini)").children;
    return Math.min(...edges(below, "top")) - Math.max(...edges(above, "bottom"));"""


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
    """What each widget of a chapter says after its touch."""
    said = {}
    for name, hand in zip(EXPECTED[chapter], hands, strict=True):
        before = hand.text()
        TOUCH[name](hand)
        said[name] = hand.text()
        assert said[name] != before
    return said


def test_the_bar_of_a_fraction_is_clear_of_the_rings_around_symbols(frame):
    frame.open("notebooks/05_attention.html")
    assert frame.run(GAP) > 5  # two rings and the bar take 4
