"""The glossary, and the words of the chapters that show its entries."""

import gzip
import re

import pytest
from docutils import nodes
from docutils.utils import new_document

from book.extensions.reader.glossary import (
    SCRIPT,
    Entry,
    link_first_uses,
    pattern,
    running_text,
    singular,
)
from tests.book.built import CHAPTERS, HTML, PAGES
from tests.browser import Watched

GLOSSARY = HTML / "book" / "glossary.html"
LINK = re.compile(r'<a class="term-link[^"]*" href="\.\./book/glossary\.html#([^"]+)">')
ENTRY = re.compile(r"(<dt.+?)<dd>(.+?)</dd>", re.DOTALL)
MOST = 25  # more would be noise


def words(html):
    """The text of a piece of HTML."""
    html = re.sub(r'<a class="headerlink".*?</a>', "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def entries():
    """From each entry's first id to its terms and its definition, as HTML."""
    return {
        re.search(r'id="([^"]+)"', terms)[1]: (
            re.findall(r"<dt.*?</dt>", terms, re.DOTALL),
            text,
        )
        for terms, text in ENTRY.findall(GLOSSARY.read_text())
    }


def test_the_glossary_is_in_alphabetical_order():
    first = [words(terms[0]).lower() for terms, _ in entries().values()]
    assert first == sorted(first)
    assert len(first) >= 45


def test_each_entry_ends_with_the_section_that_introduces_it():
    for _, text in entries().values():
        address, label = re.findall(r'href="([^"]+)">(.*?)</a>', text, re.DOTALL)[-1]
        page, place = address.split("#")
        html = (GLOSSARY.parent / page).read_text()
        heading = re.search(
            rf'<section id="{place}">\s*(?:<span id[^>]*></span>)*<h\d>(.*?)</h\d>', html
        )
        number = re.search(r"/0(\d)_", page)[1]
        assert words(label) == f"Chapter {number}: {words(heading[1])}"


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_links_a_term_once_and_shows_its_entry(page):
    html, known = (HTML / f"{page}.html").read_text(), entries()
    linked = LINK.findall(html)
    assert 5 <= len(linked) <= MOST
    assert len(linked) == len(set(linked))
    for place in linked:
        card = re.search(
            rf'<div class="term-card" id="card-{place}" hidden>(.*?)</div>', html, re.DOTALL
        )
        assert words(known[place][1]) + " Glossary" == words(card[1])


@pytest.mark.parametrize("page", CHAPTERS)
def test_only_running_text_is_linked(page):
    html = (HTML / f"{page}.html").read_text()
    for tag in ("h1", "h2", "h3", "table", "pre", "strong", "code"):
        for part in re.findall(rf"<{tag}\b.*?</{tag}>", html, re.DOTALL):
            assert "term-link" not in part
    for part in re.findall(r"<p>(.*?)</p>", html, re.DOTALL):
        assert "term-link" not in part or not words(part).startswith("Figure ")


def test_the_script_is_small_and_only_where_it_is_needed():
    assert len(gzip.compress((HTML / "_static" / SCRIPT).read_bytes())) < 2000
    for page in PAGES:
        html = (HTML / f"{page}.html").read_text()
        assert (SCRIPT in html) == ("term-link" in html)


def test_a_term_is_found_in_the_plural_and_as_a_whole_word_only():
    find = pattern(["forget gate", "gate", "AdamW", "held-out"])
    text = "Forget\ngates, a gate; agate, gate-like, held-out sums, adamw, AdamW"
    assert find.findall(text) == ["Forget\ngates", "gate", "held-out", "AdamW"]
    assert singular("Forget\ngates", {"forget gate", "gate"}) == "forget gate"


def test_text_apart_is_passed_over():
    page = document(
        nodes.paragraph("", "", nodes.strong("", "mask"), nodes.Text(" plain")),
        nodes.paragraph("", "", nodes.emphasis("", "mask"), nodes.literal("", "mask")),
        nodes.paragraph("", "Figure 1. A mask"),
        nodes.container("", nodes.paragraph("", "a cell's mask"), classes=["cell"]),
        nodes.table("", nodes.paragraph("", "mask")),
    )
    assert [text.astext() for text, _ in running_text(page)] == [" plain"]


def test_a_word_is_linked_once_and_not_where_it_is_introduced():
    introduced = nodes.section("", nodes.paragraph("", "The mask."), ids=["three-steps"])
    page = document(introduced, nodes.paragraph("", "Masks hide, a mask hides."))
    entry = Entry("term-mask", ("mask",), nodes.definition(), ("notebooks/a", "three-steps"))
    assert link_first_uses(page, "notebooks/a", {"mask": entry}, "glossary.html") == [entry]
    links = [link.astext() for link in page.findall(nodes.reference)]
    assert links == ["Masks"]
    assert page.astext().endswith("Masks hide, a mask hides.")


def document(*parts):
    page = new_document("page")
    page += parts
    return page


@pytest.fixture(params=[False, True], ids=["mouse", "touch"])
def chapter(request, chromium):
    """Chapter 2 from a disk, and its first linked word."""
    context = chromium.new_context(
        has_touch=request.param, viewport={"width": 390, "height": 800}
    )
    watched = Watched(context)
    watched.page.goto((HTML / "notebooks" / "02_lstm.html").as_uri())
    watched.page.is_touched = request.param
    yield watched.page
    context.close()
    assert not watched.problems()


def first(page):
    """The first linked word of the page, in sight, and its card."""
    word = page.locator("a.term-link").first
    word.scroll_into_view_if_needed()
    return word, page.locator("#" + word.get_attribute("aria-describedby"))


def is_within(page, card):
    box = card.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_the_card_shows_and_goes(chapter):
    word, card = first(chapter)
    assert not card.is_visible()
    if chapter.is_touched:
        word.tap()
    else:
        word.hover()
    card.wait_for(state="visible")
    assert is_within(chapter, card)
    if not chapter.is_touched:  # the pointer may go onto the card, and stay there
        card.hover()
        chapter.wait_for_timeout(600)
        assert card.is_visible()
    chapter.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert chapter.url.endswith("02_lstm.html")


def test_the_keyboard_leads_past_the_card_or_into_it(chapter):
    word, card = first(chapter)
    chapter.keyboard.press("Tab")
    word.focus()
    card.wait_for(state="visible")
    chapter.keyboard.press("ArrowDown")
    assert card.evaluate("card => card.contains(document.activeElement)")
    chapter.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert word.evaluate("word => word === document.activeElement")
    chapter.keyboard.press("Tab")
    assert not card.evaluate("card => card.contains(document.activeElement)")


@pytest.mark.parametrize("chapter", [True], ids=["touch"], indirect=True)
def test_a_tap_elsewhere_closes_the_card_and_its_link_leads_to_the_glossary(chapter):
    word, card = first(chapter)
    word.tap()
    card.wait_for(state="visible")
    chapter.touchscreen.tap(200, 780)
    card.wait_for(state="hidden")
    word.tap()
    card.get_by_text("Glossary", exact=True).tap()
    chapter.wait_for_url("**/glossary.html#term-*")


def test_without_scripts_the_word_leads_to_its_entry(chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((HTML / "notebooks" / "02_lstm.html").as_uri())
    assert not page.locator(".term-card").first.is_visible()
    page.locator("a.term-link").first.click()
    page.wait_for_url("**/glossary.html#term-*")
    context.close()
