"""The slides as a browser shows them, from disk: all of it on 1280 x 720, large enough to be
read from the last row, its widgets alive, and the chapter's words for the speaker."""

import pytest
from playwright.sync_api import TimeoutError, expect

from book.slides import Deck
from tests.book.built import CHAPTERS, CHINESE_CHAPTERS, HTML, ROOT, Page
from tests.browser import Watched, resize

SIZE = {"width": 1280, "height": 720}
# What stands outside of the slide, or is cut off; and text below 20 pixels. The indices of
# formulas are smaller.
WRONG = """() => {
    const slide = Reveal.getCurrentSlide().querySelector(".slide");
    const parts = [...slide.querySelectorAll(":not(.book-widget, .book-widget *, math *)")];
    const shown = parts.filter((part) => part.checkVisibility());
    const out = shown.filter((part) => {
        const { left, top, right, bottom, width } = part.getBoundingClientRect();
        return width && (left < -1 || top < -1 || right > 1281 || bottom > 721);
    });
    const cut = shown.filter((part) => part.matches(".show:not(:has(.book-widget))") &&
        (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1));
    const small = shown.filter((part) =>
        [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
        parseFloat(getComputedStyle(part).fontSize) * part.currentCSSZoom < 19.9);
    const name = (part) => `${part.tagName} ${part.textContent.trim().slice(0, 30)}`;
    return { out: out.map(name), cut: cut.map(name), small: small.map(name) };
}"""
# Of a widget, which may scroll once somebody works with it: whether it does before; and letters
# below 20 pixels. In a drawing the index beside a letter is smaller.
WRONG_IN_WIDGET = """() => {
    const scale = Reveal.getScale(), wrong = [];
    const size = (node) => parseFloat(getComputedStyle(node).fontSize);
    const isShown = (node) => node.checkVisibility() && node.getBoundingClientRect().width > 2;
    const isText = (node) => node.nodeType === 3 && node.data.trim();
    for (const place of document.querySelectorAll("section.present .show:has(.book-widget)")) {
        const { scrollWidth, scrollHeight, clientWidth, clientHeight } = place;
        if (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)
            wrong.push(`scrolls: ${scrollWidth} x ${scrollHeight}`);
        const inside = [...place.querySelectorAll("*")].filter(isShown);
        if (inside.length < 20) wrong.push("is empty");
        for (const node of inside) {
            let pixels = size(node) * node.currentCSSZoom;
            if (node.matches("svg text")) {
                const { a, b } = node.getScreenCTM();
                const letters = [node, ...node.querySelectorAll("tspan")];
                pixels = Math.max(...letters.map(size)) * Math.hypot(a, b) / scale;
            } else if (node.closest("svg, math, sub")) continue;
            else if (![...node.childNodes].some(isText)) continue;
            if (pixels < 19.9) wrong.push(`${pixels} pixels: ${node.textContent}`);
        }
    }
    return wrong;
}"""
SIZES = [SIZE, {"width": 1920, "height": 1080}]
IN_WIDGET = "Reveal.getCurrentSlide().querySelector('.book-widget')"


EVERY = [*CHAPTERS, *CHINESE_CHAPTERS]
HERE = "Reveal.getCurrentSlide().id"


def deck_of(chapter):
    return HTML / f"{chapter.replace('notebooks', 'slides')}.html"


def slides_of(page):
    """Go from slide to slide, and say where we are once its widget lives."""
    for number in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({number})")
        if page.evaluate(f"Boolean({IN_WIDGET})"):
            page.wait_for_function(f"{IN_WIDGET}.querySelector('.bw')", timeout=30_000)
        yield number + 1, page.evaluate(HERE)


def number_of(page, cell):
    """The index of the slide that begins at this cell."""
    ids = page.locator("section").evaluate_all("all => all.map((one) => one.id)")
    return next(n for n, name in enumerate(ids) if name.startswith(f"{cell}-"))


@pytest.fixture
def opened(chromium):
    """`opened(name)`: the slides of a chapter, from disk. At the end of the test, fails if a
    script failed or something was asked that is not there."""
    context, watched = chromium.new_context(viewport=SIZE), []

    def open_deck(chapter):
        watched.append(Watched(context))
        page = watched[-1].page
        page.goto(deck_of(chapter).as_uri())
        page.wait_for_function("Reveal.isReady()")
        return page

    yield open_deck
    context.close()
    for one in watched:
        assert not one.problems()


@pytest.mark.parametrize("chapter", EVERY)
def test_every_slide_fits_and_can_be_read(opened, chapter):
    page = opened(chapter)
    wrong = {}
    for slide in slides_of(page):
        page.wait_for_function(
            "[...Reveal.getCurrentSlide().querySelectorAll('img')].every((one) => one.complete)"
        )
        found = page.evaluate(WRONG)
        if any(found.values()):
            wrong[slide] = found
    source = Deck(ROOT / f"{chapter.removeprefix('zh/')}.ipynb")
    assert page.evaluate("Reveal.getTotalSlides()") == len(source.slides)
    assert not wrong


@pytest.mark.parametrize("size", SIZES, ids=["small", "large"])
@pytest.mark.parametrize("chapter", EVERY)
def test_what_a_widget_says_can_be_read_without_scrolling(opened, chapter, size):
    page = opened(chapter)
    resize(page, size)
    wrong = {}
    for slide in slides_of(page):
        if page.evaluate(f"Boolean({IN_WIDGET})"):
            try:  # it comes, and then it is made as large as it fits
                page.wait_for_function(f"!({WRONG_IN_WIDGET})().length", timeout=15_000)
            except TimeoutError:
                wrong[slide] = page.evaluate(WRONG_IN_WIDGET)
    assert not wrong


@pytest.mark.parametrize("chapter", CHAPTERS[:1])
def test_a_widget_on_a_slide_answers(opened, chapter):
    page = opened(chapter)
    place = number_of(page, "hand-wire")
    page.evaluate(f"Reveal.slide({place})")
    widget = page.locator("section.present .book-widget")
    expect(widget).to_contain_text("No error in 10,000 days.")
    widget.get_by_role("button", name="No bias").click()
    expect(widget).not_to_contain_text("No error in 10,000 days.")
    page.keyboard.press("ArrowRight")  # the button has the focus: not for the slides
    assert page.evaluate("Reveal.getIndices().h") == place
    page.mouse.click(640, 15)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == place + 1


@pytest.mark.parametrize("chapter", CHAPTERS[1:2])
def test_the_speaker_sees_the_words_of_the_chapter(opened, chapter):
    page = opened(chapter)
    page.evaluate("Reveal.slide(2)")
    with page.expect_popup() as opening:
        page.keyboard.press("s")
    expect(opening.value.locator(".speaker-controls-notes .value")).to_contain_text(
        "It would fill up: everything that comes along is added"
    )


@pytest.mark.parametrize("chapter", EVERY)
def test_slides_load_what_is_there_and_leave_no_mark_on_the_page(chapter):
    deck = Page(deck_of(chapter))
    loads = list(deck.loads())
    assert any("reveal.js" in address for address in loads)
    for address in loads:
        file, _ = deck.target(address)
        assert file.is_file(), address
    for page in (deck, Page(HTML / f"{chapter}.html")):
        assert "of-cell-" not in page.text
