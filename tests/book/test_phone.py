"""What a phone shows: figures that fit or say that they go on, and can be enlarged."""

import pytest

from tests.book.built import CHAPTERS, PAGES
from tests.browser import open_guesses

SCREENS = 390, 320
FIGURES = "article :is(div.cell_output, p):has(> img)"


@pytest.fixture(params=SCREENS)
def phone(request, visit):
    """`phone(page)`: it, on a narrow screen."""

    def open_page(name):
        screen = {"width": request.param, "height": 844}
        return visit("file", name, viewport=screen, has_touch=True).page

    return open_page


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_figure_fits_or_says_that_it_goes_on(phone, name):
    page = phone(name)
    open_guesses(page)
    for box in page.locator(FIGURES).all():
        needed, there = box.evaluate("one => [one.scrollWidth, one.clientWidth]")
        goes_on = "goes-right" in box.get_attribute("class")
        assert goes_on == (needed > there + 1)
        assert box.locator("button.enlarge").is_visible() == goes_on
        if goes_on:
            assert "gradient" in box.evaluate("one => getComputedStyle(one).maskImage")
    width = page.viewport_size["width"]
    for image in page.locator("article :is(.panels > img, picture > img)").all():
        box = image.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_a_figure_can_be_enlarged_and_closed_again(phone):
    page = phone(CHAPTERS[0])
    box = page.locator(FIGURES).first
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


def test_panels_stand_below_each_other_and_a_drawing_takes_its_narrow_layout(phone):
    page = phone(CHAPTERS[3])
    first, second = page.locator(".panels").last.locator("img").all()[:2]
    assert first.bounding_box()["y"] < second.bounding_box()["y"]
    for name in "seq2seq", "forcing":
        drawing = page.locator(f"picture > img[src*={name}]")
        assert drawing.evaluate("one => one.currentSrc").endswith(f"{name}-narrow.svg")


def test_on_a_wide_screen_panels_stand_beside_each_other(visit):
    page = visit("file", CHAPTERS[3]).page
    for row in page.locator(".panels").all():
        tops = {round(image.bounding_box()["y"]) for image in row.locator("img").all()}
        assert len(tops) == 1
    assert not page.locator("button.enlarge:visible").count()


@pytest.mark.parametrize("name", PAGES)
def test_at_320_pixels_no_page_is_wider_than_the_screen(visit, name):
    page = visit("file", name, viewport={"width": 320, "height": 700}, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


SCROLLS = """boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => [box.scrollWidth - box.clientWidth, getComputedStyle(box).backgroundImage])"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_code_and_what_it_printed_show_that_they_go_on(phone, name):
    found = phone(name).locator("article div.highlight pre:visible").evaluate_all(SCROLLS)
    assert found
    assert all("gradient" in image for _, image in found)


@pytest.mark.parametrize("name", CHAPTERS)
def test_on_a_laptop_no_code_scrolls(visit, name):
    page = visit("file", name, viewport={"width": 1280, "height": 800}).page
    assert page.locator("article div.highlight pre:visible").evaluate_all(SCROLLS) == []


ROWS = """all => all.map((choice) => [
    choice.innerText,
    new Set([...choice.querySelectorAll("label")].map((one) => one.offsetTop)).size,
])"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_chosen_from_stays_in_one_piece(phone, name):
    page = phone(name)
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
def test_in_the_text_a_number_and_its_runs_stay_on_one_line(phone, name):
    page = phone(name)
    open_guesses(page)
    quotes = page.locator("article .quote:not(td *)")
    assert quotes.evaluate_all(APART) == []
    lines = "all => all.map((one) => one.getClientRects().length)"
    assert set(page.locator("article .verdict a").evaluate_all(lines)) == {1}


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_numbers_of_a_step_can_be_read(phone, name):
    """The picture of the walkthrough scrolls before its letters get too small."""
    figure = phone(name).locator("[data-widget=walkthrough] > figure")
    assert figure.locator("img").bounding_box()["width"] >= 700
    assert figure.get_attribute("tabindex") == "0"
    caption = figure.locator("figcaption")
    before = caption.bounding_box()["x"]
    figure.evaluate("one => one.scrollTo(200, 0)")
    assert caption.bounding_box()["x"] == pytest.approx(before, abs=2)
