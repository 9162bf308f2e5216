"""What a reader does on a page: choose a theme, go through it by the keyboard, print."""

import re

import pytest
from PIL import ImageColor

from tests.book.built import CHAPTERS
from tests.browser import Watched
from utils.plots import PAPER


def test_the_reader_chooses_the_theme_and_it_stays(visit):
    page = visit("file", "book/index", color_scheme="light").page
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "light"
    for _ in range(3):  # light, dark, as the system
        page.get_by_label("Theme:").first.click()
        if page.evaluate(theme) == "dark":
            break
    assert page.evaluate(theme) == "dark"
    page.wait_for_timeout(300)  # the browser keeps what a page stores a moment later
    page.goto(page.url.replace("index", "running"))
    assert page.evaluate(theme) == "dark"


def test_the_first_thing_the_keyboard_meets_leads_past_the_contents(visit):
    page = visit("file", CHAPTERS[0]).page
    page.reload()  # from where the page was scrolled to, some browsers would go on
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.wait_for_function(  # it slides in
        "document.querySelector('.skip-link').getBoundingClientRect().top >= 0", timeout=2_000
    )
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_on_paper_there_are_text_and_pictures_only(visit):
    page = visit("file", CHAPTERS[0]).page
    page.emulate_media(media="print")
    for place in ".bd-sidebar-primary", ".bd-header-article", ".neighbours", ".copybtn":
        assert not page.locator(place).first.is_visible(), place
    assert page.locator("article img").first.is_visible()


@pytest.fixture
def unread(chromium, addresses):
    """`unread(page)`: a page as it comes, over http, without scrolling. At the end of the test,
    fails if something failed."""
    context = chromium.new_context()
    watched = Watched(context)

    def come(name):
        watched.page.goto(f"{addresses['http']}/{name}.html")
        return watched.page

    yield come
    context.close()
    assert not watched.problems()


@pytest.mark.parametrize("name", CHAPTERS)
def test_printed_before_it_is_read_a_chapter_has_all_its_pictures(unread, name):
    page = unread(name)
    page.wait_for_function(
        "[...document.images].every((image) => image.complete && image.naturalWidth)"
    )


def test_on_paper_what_belongs_together_stays_and_code_may_break(unread):
    page = unread(CHAPTERS[0])
    page.emulate_media(media="print")
    style = "(one, name) => getComputedStyle(one)[name]"
    for place, name, value in (
        ("p.leads", "breakAfter", "avoid"),
        ("h3", "breakAfter", "avoid"),
        ("p.caption", "breakBefore", "avoid"),
        ("div.admonition", "breakInside", "avoid"),
        ("pre", "breakInside", "auto"),
        (".cell_input", "breakInside", "auto"),
        ("div.highlight", "breakInside", "auto"),
        ("div.highlight", "display", "block"),  # Chromium breaks nothing in a row of boxes
    ):
        assert page.locator(f"article {place}").first.evaluate(style, name) == value, place
    title = page.locator("article div.admonition > .admonition-title").first
    icon = "(title) => getComputedStyle(title, '::after').printColorAdjust"
    assert title.evaluate(icon) == "exact"


def test_on_paper_figures_have_no_ground_of_their_own(unread):
    """The colour of the page, with which they are drawn, becomes white."""
    page = unread(CHAPTERS[0])
    page.emulate_media(media="print")
    said = page.locator("article .cell_output img").first.evaluate(
        "image => getComputedStyle(image).filter"
    )
    factor = float(re.fullmatch(r"brightness\((.*)\)", said)[1])
    assert all(channel * factor >= 255 for channel in ImageColor.getrgb(PAPER))


def test_paper_has_page_numbers(unread):
    page = unread(CHAPTERS[0])
    rules = page.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((rule) => rule.cssText.includes('@page')).map((rule) => rule.cssText)"
    )
    assert any("counter(page)" in rule for rule in rules)


def stops(page):
    """What the Tab key stops at, one after the other."""
    found = []
    for _ in range(500):
        page.keyboard.press("Tab")
        found.append(page.evaluate("document.activeElement.className"))
        if page.evaluate("document.activeElement === document.body"):
            return found[:-1]
    raise AssertionError("the Tab key leads nowhere")


def test_the_tab_key_stops_once_for_the_code_of_a_section_and_once_for_a_term(unread):
    page = unread(CHAPTERS[0])
    met = stops(page)
    sections = page.locator("article section:has(> div .copybtn)").count()
    assert 5 < sum("copybtn" in name for name in met) <= sections
    terms = page.locator("a.term-link").count()
    assert sum("term" in name for name in met) == terms > 5
    assert not page.locator(".cell_output .highlight-myst-ansi .copybtn").count()


def test_arrow_keys_lead_to_the_other_code_of_a_section(unread):
    page = unread(CHAPTERS[0])
    section = page.locator("article section section:has(> div .copybtn)")
    several = next(
        one
        for one in section.all()
        if len([b for b in one.locator(".copybtn").all() if b.is_visible()]) > 1
    )
    first, second = [b for b in several.locator(".copybtn").all() if b.is_visible()][:2]
    first.focus()
    page.keyboard.press("ArrowDown")
    assert second.evaluate("one => one === document.activeElement")
    assert first.get_attribute("tabindex") == "-1"
    assert second.get_attribute("tabindex") == "0"
