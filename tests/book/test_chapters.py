"""What every chapter has, as it is opened: results behind guesses, exercises to mark, and on a
sheet its stage."""

import re

import pytest
from playwright.sync_api import expect

from tests.book.built import CHAPTERS
from tests.book.test_exercises import count, stored
from tests.book.test_guesses import COVERED
from tests.browser import LAPTOP, STAGE, go_through, phone
from tests.widgets.test_pages import EXPECTED


@pytest.fixture
def laptop(look):
    """`laptop(page)`: it, on a small laptop."""
    return lambda name: look("file", name, viewport=LAPTOP).page


@pytest.mark.parametrize("name", CHAPTERS)
def test_nothing_measured_is_seen_before_the_guess(laptop, name):
    page = laptop(name)
    asked = page.locator(".admonition.guess:has(form)").count()
    assert asked >= 3
    assert page.locator(".awaits-guess").count() >= asked
    assert not page.locator(COVERED).count()
    assert page.locator(".guess-cover:visible").count() >= asked


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_exercise_can_be_marked(laptop, name):
    page = laptop(name)
    places = page.locator(".admonition.exercise")
    boxes = page.locator(".exercise-done").get_by_role("checkbox")
    assert places.count() == boxes.count() >= 5
    expect(count(page)).to_contain_text(f"0 of {places.count()} exercises done")
    assert stored(page) is None, "nothing is kept before something is marked"


@pytest.mark.parametrize("name", CHAPTERS)
def test_on_the_sheet_nothing_need_be_scrolled(laptop, name):
    page = laptop(name)
    own = page.locator(".stage")
    page.locator(".stage-opener").click()
    page.wait_for_timeout(300)
    beyond, box = own.evaluate("one => one.scrollHeight - one.clientHeight"), own.bounding_box()
    page.evaluate(f"({STAGE})('closed')")
    assert beyond <= 1
    assert box["height"] <= 0.75 * LAPTOP["height"]


@pytest.mark.parametrize("name", CHAPTERS)
def test_on_a_phone_the_sheet_is_no_wider_than_the_screen(look, name):
    page = look("file", name, **phone()).page
    own = page.locator(".stage")
    page.locator(".stage-opener").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert own.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
    boxes = [button.bounding_box() for button in own.get_by_role("button").all()]
    page.evaluate(f"({STAGE})('closed')")
    for box in boxes:
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("screen", [{"viewport": LAPTOP}, phone()], ids=["laptop", "phone"])
def test_the_first_thing_to_touch_is_within_a_screen_and_a_half(look, name, screen):
    page = look("file", name, **screen).page
    first = page.locator("article .bw :is(button, input, select)").first
    assert first.locator("xpath=ancestor::*[@class='opening']").count()
    box = first.bounding_box()
    assert box["y"] + box["height"] <= 1.5 * page.viewport_size["height"]
    code = page.locator("article .cell pre").first.element_handle()
    assert first.evaluate("(one, code) => one.compareDocumentPosition(code)", code) == 4


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("name", ["notebooks/05_attention"])
def test_a_model_is_loaded_when_one_comes_near_or_chooses_it(visit, scheme, name):
    page, loaded, expected = visit(scheme, name).page, [], len(EXPECTED["05_attention"])
    page.on("request", lambda request: loaded.append(request.url))
    values = re.compile(r"/widgets/[0-9a-f]{32}\.js")
    page.reload()
    page.wait_for_load_state("networkidle")
    page.locator(".opening .bw").wait_for()
    assert len([*filter(values.search, loaded)]) == 1  # the opening's
    go_through(page)
    assert len([*filter(values.search, loaded)]) == expected
    explorer = page.get_by_role("group", name="Where attention looks").first
    explorer.get_by_label("dates", exact=True).check()
    expect(explorer.locator(".bw-reply strong").first).to_have_text("2025-11-22")
    assert len([*filter(values.search, loaded)]) == expected + 1
