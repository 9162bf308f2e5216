"""What of a widget is seen at once, whether its letters can be read, that a place stays in
sight once the reader is led there, and numbers below each other. The later tests open the
results that wait for a guess."""

import pytest
from playwright.sync_api import expect

from tests.book.built import CHAPTERS
from tests.browser import LAPTOP, STAGE, Watched, open_guesses, phone

BAR = 64  # above the text, which stays; `scroll-padding-top` in page.css
LEAST = 11  # pixels of a letter
FOLDED = {
    "Show the code",
    "Show the check",
    "Show a solution",
    "Every symbol: its meaning and its places",
    "Set the points with sliders",
}

HEIGHTS = """all => all.map((one) =>
    [one.parentElement.dataset.widget, one.getBoundingClientRect().height])"""

# All text that is seen, with the size of its letters: in a drawing they are scaled with it.
SMALL = """(least) => {
    const found = [];
    for (const widget of document.querySelectorAll(".bw, .stage-head")) {
        const texts = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const { parentElement: one, data } = texts.currentNode;
            const { width, height } = one.getBoundingClientRect();
            if (!data.trim() || !one.checkVisibility({ visibilityProperty: true })) continue;
            if (width <= 1 || height <= 1) continue;
            const drawing = one.closest("svg");
            const turned = drawing && one.getScreenCTM();
            const scale = turned ? Math.hypot(turned.a, turned.b) : 1;
            const size = parseFloat(getComputedStyle(one).fontSize) * scale;
            if (size < least - 0.05) found.push([widget.className, data.trim(), size]);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("name", ["notebooks/04_seq2seq"])
def test_a_widget_takes_the_room_of_the_contents_only_while_it_is_seen(look, name):
    page = look("file", name, viewport=LAPTOP).page
    machine, contents = page.locator("[data-widget=adding_machine]"), page.locator(".bd-toc")
    machine.scroll_into_view_if_needed()
    expect(contents).to_have_css("opacity", "0")
    box = machine.locator(".bw").bounding_box()
    assert box["width"] > 900
    assert box["x"] + box["width"] <= LAPTOP["width"]
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(contents).to_have_css("opacity", "1")
    assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"]


# Not every browser holds on to what is in sight by itself.
NO_ANCHOR = """document.addEventListener("DOMContentLoaded", () =>
    document.head.append(Object.assign(document.createElement("style"),
        { textContent: "* { overflow-anchor: none; }" })))"""


@pytest.mark.parametrize("by", ["address", "contents"])
@pytest.mark.parametrize("name", CHAPTERS[:1])
def test_where_a_link_leads_the_reader_stays(chromium, addresses, name, by):
    """While a widget above it takes its height."""
    place = "#experiment-2-can-it-learn-it"
    watched = Watched(chromium.new_context(viewport=LAPTOP))
    page = watched.page  # nothing lives there yet
    page.add_init_script(NO_ANCHOR)
    page.goto(f"{addresses['file']}/{name}.html" + (place if by == "address" else ""))
    if by == "contents":
        page.locator(f".bd-toc a[href='{place}']").click()
    page.locator("article .book-widget.is-live").first.wait_for()
    page.wait_for_timeout(500)
    assert page.locator(place).bounding_box()["y"] == pytest.approx(BAR, abs=30)
    page.context.close()
    assert not watched.problems()


@pytest.mark.parametrize("screen", [{"viewport": LAPTOP}, phone()], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", CHAPTERS[4:5])
def test_numbers_below_each_other_meet_at_their_points(look, name, screen):
    page = look("file", name, **screen).page
    points = page.locator("article table").evaluate_all("""tables => tables.map((table) => {
        const found = {};
        for (const cell of table.querySelectorAll("td.number")) {
            const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (text.nextNode()) {
                const at = text.currentNode.data.indexOf(".");
                if (at < 0 || !cell.checkVisibility()) continue;
                const range = document.createRange();
                range.setStart(text.currentNode, at);
                range.setEnd(text.currentNode, at + 1);
                (found[cell.cellIndex] ??= []).push(range.getBoundingClientRect().x);
            }
        }
        return Object.values(found);
    }).flat()""")
    assert len(points) > 20
    for column in points:
        assert max(column) - min(column) < 2, column


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_widget_is_seen_whole_on_a_small_laptop(look, name):
    """So that every control is in sight together with what it changes."""
    page = look("file", name, viewport=LAPTOP).page
    open_guesses(page)
    heights = page.locator("article .book-widget > .bw").evaluate_all(HEIGHTS)
    assert heights
    assert [one for one in heights if one[1] > LAPTOP["height"] - BAR] == []


@pytest.mark.parametrize("screen", [{"viewport": LAPTOP}, phone()], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_no_letters_of_a_widget_are_too_small(look, name, screen):
    page = look("file", name, **screen).page
    open_guesses(page)
    page.evaluate(f"({STAGE})('open')")
    page.wait_for_timeout(300)
    small = page.evaluate(SMALL, LEAST)
    page.evaluate(f"({STAGE})('closed')")
    assert small == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_folded_away_is_called_what_it_says(look, name):
    page = look("file", name, viewport=LAPTOP).page
    open_guesses(page)
    summaries = page.locator("article summary").evaluate_all(
        "all => all.map((one) => [one.ariaLabel, one.innerText.trim()])"
    )
    assert len(summaries) > 10
    assert {label for label, _ in summaries} == {None}
    assert {said for _, said in summaries} <= FOLDED


@pytest.mark.parametrize(
    ("name", "widget"),
    [
        ("notebooks/04_seq2seq", "adding_machine"),
        ("notebooks/05_attention", "attention_explorer"),
    ],
)
def test_the_chosen_example_is_marked(look, name, widget):
    page = look("file", name, viewport=LAPTOP).page
    examples = page.locator(f"[data-widget={widget}] .bw-examples").first.get_by_role("button")
    marked = "all => all.map((one) => one.getAttribute('aria-pressed') === 'true')"
    for n in (1, 0):
        examples.nth(n).click()
        assert examples.evaluate_all(marked) == [m == n for m in range(examples.count())]
    grounds = {
        one.evaluate("one => getComputedStyle(one).backgroundColor") for one in examples.all()
    }
    assert len(grounds) == 2
