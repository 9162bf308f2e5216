"""The stage of a chapter: where it stands, what it lights, and the places of every symbol."""

import pytest
from playwright.sync_api import expect

from tests.book.built import HTML
from tests.browser import STAGE, resize
from tests.widgets.notebooks import CHAPTERS, widgets

STAGED = {
    widgets(chapter)["walkthrough"]["recorded"]["kind"]: chapter
    for chapter in CHAPTERS
    if "walkthrough" in widgets(chapter)
}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 1280, "height": 800}
LIT = "all => [...new Set(all.map((one) => one.dataset.symbol))]"
SIZES = "all => all.map((one) => one.getBoundingClientRect().width)"


@pytest.fixture
def stage(visit):
    """`stage(chapter, **options)`: a page with a stage, and the stage itself."""

    def open_page(chapter="02_lstm", **options):
        page = visit("file", f"notebooks/{chapter}", **options).page
        return page, page.locator(".stage")

    return open_page


# ---- Its place ----


def test_on_a_wide_window_it_stands_beside_the_text(stage):
    page, own = stage(viewport=WIDE)
    text = page.locator("article section > p").first
    contents = page.locator(".bd-sidebar-secondary")
    right = text.bounding_box()["x"] + text.bounding_box()["width"]
    assert own.bounding_box()["x"] >= right
    assert own.bounding_box()["height"] == WIDE["height"]
    assert own.locator(".bw-inspector").bounding_box()["y"] + 100 < WIDE["height"]
    assert not contents.is_visible()
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 2000")
    assert own.bounding_box()["y"] == 0
    measure = text.bounding_box()["width"]
    page.locator(".stage-close").click()
    assert contents.is_visible()
    assert text.bounding_box()["width"] == measure
    page.reload()
    assert not own.is_visible()
    page.locator(".stage-opener").click()
    page.reload()
    assert own.is_visible()


def test_the_side_bar_that_folds_away_can_be_brought_back(stage):
    page, own = stage(viewport=WIDE)
    bar = page.locator(".bd-sidebar-primary")
    assert not bar.is_visible()
    page.locator(".primary-toggle").click()
    expect(bar).to_be_visible()
    assert own.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]


def test_below_that_it_is_a_sheet_that_opens_and_closes(stage):
    page, own = stage(viewport=NARROW)
    page.evaluate("scrollTo({ top: 2000, behavior: 'instant' })")
    assert not own.is_visible()
    page.locator(".stage-opener").focus()
    page.keyboard.press("Enter")
    box = own.bounding_box()
    assert page.evaluate("document.querySelector('.stage').contains(document.activeElement)")
    assert box["y"] + box["height"] == pytest.approx(NARROW["height"], abs=200)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.stage') !== null")
    page.keyboard.press("Escape")
    assert not own.is_visible()
    assert page.evaluate("document.activeElement.className") == "stage-opener"
    assert page.evaluate("scrollY") == 2000
    page.locator(".stage-show").click()
    assert own.is_visible()


def test_with_less_movement_the_sheet_is_there_at_once(stage):
    page, own = stage(viewport=NARROW, reduced_motion="reduce")
    page.locator(".stage-opener").click()
    assert own.evaluate("(one) => getComputedStyle(one).animationName") == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert own.evaluate("(one) => getComputedStyle(one).animationName") == "stage-rises"


def test_there_is_one_and_it_keeps_its_state(stage):
    page, own = stage(viewport=WIDE)
    own.get_by_role("button", name="next line").click()
    resize(page, NARROW)
    assert not own.is_visible()
    page.locator(".stage-opener").click()
    expect(own.locator("[aria-current=step]")).to_have_text("2")
    assert page.locator(".bw-formulas").count() == 1


def test_without_scripts_and_on_paper_it_is_a_picture(chromium, stage):
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto((HTML / "notebooks/02_lstm.html").as_uri())
    assert page.locator(".book-widget[data-widget=walkthrough] img").is_visible()
    assert page.locator(".bd-sidebar-secondary").is_visible()
    assert page.locator(".bd-sidebar-primary").is_visible()
    assert not page.locator(".stage, .stage-opener").count()
    context.close()
    page, own = stage(viewport=WIDE)
    page.emulate_media(media="print")
    assert page.locator(".staged img").is_visible()
    for one in (own, page.locator(".stage-opener"), page.locator(".stage-show")):
        assert not one.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_its_button_covers_nothing_and_the_sheet_leaves_half_of_a_phone(stage, width):
    page, own = stage(viewport={"width": width, "height": 844})
    page.emulate_media(reduced_motion="reduce")  # what rises is elsewhere a moment later
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    button, bar = page.locator(".stage-opener"), page.locator(".bd-header-article")
    inside, around = button.bounding_box(), bar.bounding_box()
    assert around["y"] == 0
    assert inside["y"] + inside["height"] <= around["height"]
    button.click()
    assert own.evaluate("(one) => one.scrollTop") == 0
    first, head = own.get_by_role("button").nth(1), own.locator(".stage-head")
    assert first.bounding_box()["y"] > head.bounding_box()["y"] + head.bounding_box()["height"]
    play, before = own.locator(".bw-play"), own.get_by_role("button", name="next line")
    assert play.bounding_box()["y"] == pytest.approx(before.bounding_box()["y"], abs=2)
    if width == 390:
        assert own.bounding_box()["height"] <= 844 / 2
    button.click()
    assert not own.is_visible()


# ---- Its light ----


def lit(page, place):
    return page.locator(f"{place} :is(.is-lit, .bw-lit)").evaluate_all(LIT)


def test_a_symbol_is_lit_everywhere(stage):
    page, own = stage(viewport=WIDE)
    symbol = page.locator("article math [data-symbol='c_{t-1}']").first
    symbol.hover()
    for place in ("article math", "article pre", ".stage math", ".stage svg"):
        assert lit(page, place) == ["c_{t-1}"], place
    assert "cell state of the day before" in own.locator(".bw-inspector").inner_text()
    page.mouse.move(5, 300)
    assert lit(page, "article") == []
    page.locator("article pre [data-symbol='i_t']").first.click()
    page.mouse.move(5, 300)
    assert lit(page, "article math") == lit(page, ".stage svg") == ["i_t"]
    page.keyboard.press("Escape")
    assert lit(page, "article") == []
    assert own.is_visible()
    own.locator("math [data-symbol='o_t']").first.click()
    page.mouse.move(5, 300)
    assert lit(page, "article math") == lit(page, "article pre") == ["o_t"]
    own.get_by_role("button", name="next line").click()
    assert lit(page, "article") == []


def test_by_keyboard_the_stage_lights_the_text(stage):
    page, own = stage(viewport=WIDE)
    own.get_by_role("application").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert lit(page, "article math") == ["x_t"]
    stops = page.locator("article [data-symbol]").evaluate_all(
        "all => all.filter((one) => one.tabIndex >= 0).length"
    )
    assert stops == 0


def test_a_tap_keeps_a_symbol(stage):
    page, _ = stage(viewport={"width": 390, "height": 844}, has_touch=True)
    symbol = page.locator("article math [data-symbol='f_t']").first
    symbol.tap()
    assert lit(page, "article math") == ["f_t"]
    page.evaluate(f"({STAGE})('open')")
    assert lit(page, ".stage svg") == ["f_t"]
    page.evaluate(f"({STAGE})('closed')")
    symbol.tap()
    assert lit(page, "article math") == []


def test_what_the_text_speaks_of_is_lit_softly_and_nothing_moves(stage):
    page, own = stage(viewport=WIDE)
    block = page.locator("article div.math:has([data-symbol='U_o'])").first
    where = own.locator("[aria-current=step]").inner_text()
    page.mouse.move(5, 300)
    block.evaluate("(one) => one.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.mouse.wheel(0, -300)
    soft = own.locator("math .is-spoken[data-symbol='U_o']")
    expect(soft).to_have_count(1)
    assert soft.evaluate("(one) => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert own.locator("[aria-current=step]").inner_text() == where
    assert lit(page, "article") == []
    own.locator("math [data-symbol='h_t']").first.click()  # what the reader chose goes first
    assert soft.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_page_without_a_walkthrough_has_no_stage():
    assert {*STAGED.values()} == {*CHAPTERS}
    for chapter in CHAPTERS.keys() - STAGED.values():
        text = (HTML / f"notebooks/{chapter}.html").read_text()
        assert "data-stage" not in text
        assert "stage.js" not in text
