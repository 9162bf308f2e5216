"""What a phone shows: figures that fit or say that they go on, and can be enlarged. The last
tests open the results that wait for a guess."""

import pytest

from tests.book.built import CHAPTERS
from tests.browser import LAPTOP, open_guesses, phone

FIGURES = "article :is(div.cell_output, p):has(> img)"
# Of each figure its width, the room, whether it is said to go on, and by what.
BESIDE = """all => all.map((one) => [one.scrollWidth, one.clientWidth,
    one.classList.contains("goes-right"),
    Boolean(one.querySelector("button.enlarge")?.checkVisibility({ visibilityProperty: true })),
    getComputedStyle(one).maskImage])"""
SIDES = """all => all.map((one) => one.getBoundingClientRect())
    .map((box) => [box.left, box.right])"""
SCROLLS = """boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => [box.scrollWidth - box.clientWidth, getComputedStyle(box).backgroundImage])"""


@pytest.fixture(params=[390, 320])
def small(request, look):
    """`small(page)`: it, on a narrow screen."""
    return lambda name: look("file", name, **phone(request.param)).page


@pytest.mark.parametrize("name", CHAPTERS[:1])
def test_a_figure_can_be_enlarged_and_closed_again(small, name):
    page = small(name)
    box = page.locator(FIGURES).locator("visible=true").first
    box.scroll_into_view_if_needed()
    box.locator("img").tap(position={"x": 20, "y": 60})
    large = page.locator("dialog.enlarged img")
    assert large.bounding_box()["width"] > 900
    page.locator("dialog.enlarged").get_by_text("Close").tap()
    assert not large.is_visible()
    box.get_by_text("Enlarge").tap()
    assert large.is_visible()
    page.keyboard.press("Escape")
    assert not large.is_visible()


@pytest.mark.parametrize("name", CHAPTERS[3:4])
def test_panels_stand_below_each_other(small, name):
    page = small(name)
    first, second = page.locator(".panels").last.locator("img").all()[:2]
    assert first.bounding_box()["y"] < second.bounding_box()["y"]


@pytest.mark.parametrize("name", CHAPTERS[:5])
def test_a_drawing_takes_its_narrow_layout(small, name):
    page = small(name)
    drawings = page.locator("article img[src$=svg]")
    assert drawings.count()
    for drawing in drawings.all():
        drawing.scroll_into_view_if_needed()
        assert drawing.evaluate("one => one.currentSrc").endswith("-narrow.svg")
        box = drawing.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]


@pytest.mark.parametrize("name", CHAPTERS[3:4])
def test_on_a_wide_screen_panels_stand_beside_each_other(look, name):
    page = look("file", name, viewport=LAPTOP).page
    for row in page.locator(".panels").all():
        tops = {round(image.bounding_box()["y"]) for image in row.locator("img").all()}
        assert len(tops) == 1
    assert not page.locator("button.enlarge:visible").count()


@pytest.mark.parametrize("name", CHAPTERS)
def test_code_and_what_it_printed_show_that_they_go_on(small, name):
    found = small(name).locator("article div.highlight pre:visible").evaluate_all(SCROLLS)
    assert found
    assert all("gradient" in image for _, image in found)


@pytest.mark.parametrize("name", CHAPTERS)
def test_on_a_laptop_no_code_scrolls(look, name):
    page = look("file", name, viewport=LAPTOP).page
    assert page.locator("article div.highlight pre:visible").evaluate_all(SCROLLS) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_numbers_of_a_step_can_be_read(small, name):
    """The picture of the walkthrough scrolls before its letters get too small."""
    figure = small(name).locator("[data-widget=walkthrough] > figure")
    assert figure.locator("img").bounding_box()["width"] >= 700
    assert figure.get_attribute("tabindex") == "0"
    caption = figure.locator("figcaption")
    before = caption.bounding_box()["x"]
    figure.evaluate("one => one.scrollTo(200, 0)")
    assert caption.bounding_box()["x"] == pytest.approx(before, abs=2)
    figure.evaluate("one => one.scrollTo(0, 0)")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_figure_fits_or_says_that_it_goes_on(small, name):
    page = small(name)
    open_guesses(page)
    figures = page.locator(FIGURES).evaluate_all(BESIDE)
    assert figures
    for needed, there, goes_on, button, mask in figures:
        assert goes_on == (needed > there + 1)
        assert button == goes_on
        assert "gradient" in mask or not goes_on
    width = page.viewport_size["width"]
    drawn = page.locator("article :is(.panels > img, picture > img)").evaluate_all(SIDES)
    assert all(left >= 0 and right <= width for left, right in drawn), drawn


ROWS = """all => all.map((choice) => [
    choice.innerText,
    new Set([...choice.querySelectorAll("label")].map((one) => one.offsetTop)).size,
])"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_chosen_from_stays_in_one_piece(small, name):
    page = small(name)
    open_guesses(page)
    choices = page.locator("article .bw-choice:visible").evaluate_all(ROWS)
    assert [text for text, rows in choices if rows > 1] == []


APART = """all => all.filter((quote) => {
    const [number, runs] = [".figure-quoted", ".runs"].map((part) => quote.querySelector(part));
    if (!number || !runs) return false;
    const line = [...number.getClientRects()].at(-1);
    return runs.getBoundingClientRect().top > line.bottom;
}).map((quote) => quote.innerText)"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_in_the_text_a_number_and_its_runs_stay_on_one_line(small, name):
    page = small(name)
    open_guesses(page)
    quotes = page.locator("article .quote:not(td *)")
    assert quotes.evaluate_all(APART) == []
    lines = "all => all.map((one) => one.getClientRects().length)"
    assert set(page.locator("article .verdict a").evaluate_all(lines)) == {1}
