"""Guesses on the page: asked and scored, results covered until then, and nothing hidden where
no script runs or where it would be in the way."""

import re
from contextlib import contextmanager

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.dependencies import ROOT
from tests.book.built import CHAPTERS, HTML
from tests.browser import VIOLATIONS, Watched, forgetful

FIRST, SECOND = CHAPTERS[:2]
CHOICE, NUMBER, CURVE = "text-can-it-learn", "text-cliff", "text-two-starts"
PHONE = {"width": 390, "height": 844}
COVERED = ".awaits-guess:visible"


@pytest.fixture
def read(chromium, addresses):
    """`read(chapter)`: open a chapter; its widgets wait until one comes near. At the end of the
    test, fails if something failed."""
    contexts, watched = [], []

    def open_page(chapter, **options):
        contexts.append(chromium.new_context(**options))
        watched.append(Watched(contexts[-1]))
        watched[-1].page.goto(f"{addresses['file']}/{chapter}.html")
        return watched[-1].page

    yield open_page
    for context in contexts:
        context.close()
    for one in watched:
        assert not one.problems()


def box(page, cell):
    return page.locator(f"#guess-{cell}")


def covered(page, cell):
    return page.locator(f".awaits-guess.for-{cell}")


def commit(page, cell):
    box(page, cell).get_by_role("button", name="This is my guess").click()


def choose(page, option):
    box(page, CHOICE).get_by_role("radio", name=option, exact=True).check()
    commit(page, CHOICE)
    expect(said(page, CHOICE)).not_to_be_empty()


def type_number(page, number):
    box(page, NUMBER).get_by_role("spinbutton").fill(number)
    commit(page, NUMBER)


def measured_by_day():
    """The shares that the first line of the cell's output has, as they are printed there."""
    cells = nbformat.read(ROOT / f"{FIRST}.ipynb", 4).cells
    printed = next(cell for cell in cells if cell.id == "by-day").outputs[0].text
    return re.findall(r"'([\d.]+)'", printed.splitlines()[0])


def draw(page, places, cell=CURVE):
    """Draw with the pointer: places in the drawing, as shares of its width and height."""
    drawing = box(page, cell).locator(".guess-drawing")
    drawing.scroll_into_view_if_needed()
    area = drawing.bounding_box()
    for n, (x, y) in enumerate(places):
        page.mouse.move(area["x"] + x * area["width"], area["y"] + y * area["height"])
        if n == 0:
            page.mouse.down()
    page.mouse.up()


def answer_all(page):
    """Make every guess of a page, with the keyboard's controls."""
    asked = page.locator(".admonition.guess:has(form)")
    for name in asked.evaluate_all("all => all.map((one) => one.id)"):
        cell = name.removeprefix("guess-")
        one = box(page, cell)
        if one.locator("[type=radio]").count():
            one.get_by_role("radio").first.check()
        elif one.locator("[type=number]").count():
            one.get_by_role("spinbutton").fill("1")
        else:
            one.locator("summary").click()
            for slider in one.get_by_role("slider").all():
                slider.press("End")
        commit(page, cell)


def said(page, cell):
    return box(page, cell).get_by_role("status")


def test_a_wrong_choice_opens_the_result_and_counts_for_the_book(read):
    page = read(FIRST)
    choose(page, "4")
    assert covered(page, CHOICE).is_visible()
    expect(said(page, CHOICE)).to_contain_text("You said 4; it was 0 of 5.")
    expect(said(page, CHOICE)).to_contain_text("You and the book: 0 of 1")
    marks = [("is-measured", "0measured"), ("is-you", "4you")]
    for kind, text in marks:
        assert box(page, CHOICE).locator(f"li.{kind}").text_content() == text
    assert page.evaluate("document.activeElement.textContent") == "You said 4; it was 0 of 5."
    assert page.locator(COVERED).count() == 1, "the others stay covered"


def test_a_right_choice_counts_for_the_reader(read):
    page = read(FIRST)
    choose(page, "0")
    expect(said(page, CHOICE)).to_contain_text("You said 0, and so it was.")
    expect(said(page, CHOICE)).to_contain_text("You and the book: 1 of 1")
    assert (
        "1 of 1 in this chapter; 7 still to make" in page.locator("#guess-score").inner_text()
    )


def test_nothing_is_committed_without_a_guess(read):
    page = read(FIRST)
    for cell in CHOICE, NUMBER, CURVE:
        commit(page, cell)
        assert not covered(page, cell).is_visible()
    expect(said(page, CURVE)).to_have_text("No point yet for: 1, 2, 3, 4, 5, 6, 7, 8.")
    type_number(page, "101")
    assert not covered(page, NUMBER).is_visible(), "it was asked for 0 to 100"


@pytest.mark.parametrize(
    ("number", "words", "score"),
    [
        ("80.5", "You said 80.5; it was 83: near enough.", "1 of 1"),
        ("60", "You said 60; it was 83.", "0 of 1"),
        ("83", "You said 83, and so it was.", "1 of 1"),
    ],
)
def test_a_number_is_marked_beside_the_measured_one(read, number, words, score):
    page = read(FIRST)
    type_number(page, number)
    expect(said(page, NUMBER)).to_contain_text(words)
    expect(said(page, NUMBER)).to_contain_text(f"You and the book: {score}")
    strip = box(page, NUMBER).locator(".guess-strip")
    places = {
        mark: re.search(r"left: ([\d.]+)%", strip.locator(mark).get_attribute("style"))[1]
        for mark in ("span.is-you", "span.is-measured")
    }
    assert places == {"span.is-you": number, "span.is-measured": "83"}


def test_a_drawn_curve_lies_over_the_measured_one(read):
    page = read(FIRST)
    draw(page, [(0.13, 0.06), (0.3, 0.2), (0.5, 0.45), (0.98, 0.6)])
    commit(page, CURVE)
    expect(said(page, CURVE)).to_contain_text("8 of your 8 points lie within 0.15")
    drawing = box(page, CURVE).get_by_role("img")
    values = enumerate(measured_by_day(), 1)
    told = ", ".join(f"{day}: {share}" for day, share in values)
    assert f"Measured: {told}." in drawing.get_attribute("aria-label")
    assert drawing.locator(".is-you path").count() == 1 + 8
    assert drawing.locator(".is-measured circle").count() == 8
    assert covered(page, CURVE).is_visible()


def test_a_curve_far_off_is_scored_so(read):
    page = read(FIRST)
    draw(page, [(0.13, 0.75), (0.98, 0.1)])
    commit(page, CURVE)
    expect(said(page, CURVE)).to_contain_text("Two in three would be near enough.")
    expect(said(page, CURVE)).to_contain_text("You and the book: 0 of 1")


def test_all_kinds_can_be_answered_by_the_keyboard(read):
    page = read(FIRST)
    box(page, CHOICE).get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(said(page, CHOICE)).to_contain_text("You said 1; it was 0 of 5.")
    box(page, CURVE).locator("summary").press("Enter")
    for slider in box(page, CURVE).get_by_role("slider").all():
        slider.press("ArrowRight")
        slider.press("Home")
        assert slider.get_attribute("aria-valuetext") == "0.00"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said(page, CURVE)).to_contain_text("0 of your 8 points")


def test_a_guess_stays_until_it_is_cleared(read):
    page = read(FIRST)
    choose(page, "4")
    type_number(page, "80")
    page.reload()
    expect(said(page, CHOICE)).to_contain_text("You said 4; it was 0 of 5.")
    expect(said(page, NUMBER)).to_contain_text("You and the book: 1 of 2")
    page.get_by_role("button", name="Clear my guesses").click()
    assert not page.locator(COVERED).count()
    assert box(page, CHOICE).get_by_role("radio").count() == 6
    page.reload()
    assert not page.locator(COVERED).count()
    expect(page.get_by_role("button", name="Clear my guesses")).to_be_disabled()


def test_everything_opens_at_once_and_closes_again(read):
    page = read(FIRST)
    box(page, CHOICE).get_by_role("button", name="Open everything").click()
    parts = page.locator(".awaits-guess").count()
    assert page.locator(COVERED).count() == parts
    assert not page.locator(".guess-cover:visible").count()
    page.goto(page.url.replace(FIRST, SECOND))
    assert page.locator(COVERED).count() == page.locator(".awaits-guess").count() > 3
    page.get_by_role("button", name="Cover results again").click()
    assert not page.locator(COVERED).count()


def test_one_result_opens_without_a_guess_and_is_not_scored(read):
    page = read(FIRST)
    page.locator(".guess-cover", has_text="make your guess first").first.get_by_role(
        "button"
    ).click()
    assert page.locator(COVERED).count() == 1
    assert "No guess made yet" in page.locator("#guess-score").inner_text()
    page.reload()
    assert not page.locator(COVERED).count()


def test_guesses_work_where_nothing_may_be_stored(chromium, addresses):
    with forgetful(chromium) as page:
        page.goto(f"{addresses['file']}/{FIRST}.html")
        choose(page, "0")
        expect(said(page, CHOICE)).to_contain_text("You and the book: 1 of 1")


@pytest.mark.parametrize("stored", ["{", "[]", '{"made": {"01_rnn/text-can-it-learn": "9"}}'])
def test_what_is_stored_by_others_does_no_harm(read, stored):
    page = read(FIRST)
    page.evaluate("text => localStorage.setItem('from-rnn-to-attention/guesses', text)", stored)
    page.reload()
    choose(page, "0")
    expect(said(page, CHOICE)).to_contain_text("You and the book: 1 of 1")


@contextmanager
def with_a_place(chromium, address, finds):
    """The first chapter, with a place to link to in what a guess covers; in a browser that
    opens by itself what it finds in hidden parts, or in another."""
    context = chromium.new_context()
    if not finds:
        context.add_init_script("delete HTMLElement.prototype.onbeforematch")
    page = context.new_page()
    html = (HTML / f"{FIRST}.html").read_text("utf-8")
    part = f'<div class="awaits-guess for-{NUMBER} '
    html = html.replace(part, part.replace("<div", '<div id="here"'))
    page.route(
        "**/01_rnn.html*", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(address)
    yield page
    context.close()


@pytest.mark.parametrize("finds", [True, False], ids=["a browser that finds", "others"])
def test_a_link_to_what_is_covered_opens_it(chromium, addresses, finds):
    address = f"{addresses['http']}/{FIRST}.html"
    in_sight = """() => {
        const { top } = document.getElementById("here").getBoundingClientRect();
        return 0 <= top && top < innerHeight;
    }"""
    with with_a_place(chromium, f"{address}#here", finds) as page:
        assert page.locator(COVERED).count() == 1
        page.wait_for_function(in_sight)
    with with_a_place(chromium, address, finds) as page:
        assert not page.locator(COVERED).count()
        page.evaluate("location.hash = 'here'")
        page.wait_for_function(in_sight)
        assert page.locator(COVERED).count() == 1


def test_what_a_search_has_marked_is_opened(read):
    page = read(FIRST)
    page.goto(f"{page.url}?highlight=slopes")  # in the caption of the cliff only
    expect(covered(page, NUMBER).locator(".highlighted")).to_be_visible()
    assert page.locator(COVERED).count() == 1


def test_what_the_browser_finds_is_opened(read):
    page = read(FIRST)
    part = covered(page, NUMBER)
    assert part.get_attribute("hidden") == "until-found"
    part.dispatch_event("beforematch")
    assert part.is_visible()


def test_without_scripts_the_page_reads_as_its_notebook(chromium, addresses):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for chapter in CHAPTERS:
        page.goto(f"{addresses['file']}/{chapter}.html")
        assert page.locator(COVERED).count() == page.locator(".awaits-guess").count() > 2
        assert (
            not page.locator("form:visible, .guess-cover").count()
            - page.locator("form.bd-search:visible").count()
        )
    context.close()


def test_on_paper_everything_is_open_and_nothing_asked(read):
    page = read(FIRST)
    choose(page, "4")
    page.emulate_media(media="print")
    assert page.locator(COVERED).count() == page.locator(".awaits-guess").count()
    assert covered(page, NUMBER).bounding_box()["height"] > 300
    places = ".guess-place, .guess-status, .guess-cover, .guess-score"
    assert not page.locator(places).locator("visible=true").count()
    assert "how many arrive?" in box(page, NUMBER).inner_text()
    last = box(page, NUMBER).locator("> p").last
    assert last.evaluate("one => getComputedStyle(one).marginBottom") == "0px"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_on_a_phone_no_guess_is_wider_than_the_screen(read, chapter):
    page = read(chapter, viewport=PHONE, has_touch=True)
    wide = "document.documentElement.scrollWidth"
    parts = """[...document.querySelectorAll(".admonition.guess, .guess-cover, .guess-score")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.id)"""
    for state in "asked", "answered":
        assert page.evaluate(wide) <= PHONE["width"], state
        assert not page.evaluate(parts), state
        answer_all(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answered_guesses_keep_nobody_out(read, scheme):
    page = read(FIRST, color_scheme=scheme, reduced_motion="reduce")
    answer_all(page)
    found = Axe().run(page, context={"include": [[".admonition.guess"]]}, options=VIOLATIONS)
    assert not found.response["violations"], found.generate_report()


def test_what_opens_does_not_move_for_those_who_want_no_motion(read):
    for motion, name in ("no-preference", "guess-opens"), ("reduce", "none"):
        page = read(FIRST, reduced_motion=motion)
        choose(page, "0")
        found = covered(page, CHOICE).evaluate("one => getComputedStyle(one).animationName")
        assert found == name
