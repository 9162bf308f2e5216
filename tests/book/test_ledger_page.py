"""The built page of the ledger, and the figures that the chapters quote: every mark is a saved
run, every figure leads to its row, and the filter hides nothing from anybody for good."""

import re

import pytest
from bs4 import BeautifulSoup

from book.claims.chapters import CHAPTERS, CLAIMS
from book.claims.claim import results
from book.claims.quotes import prose, quotes
from book.claims.table import table
from tests.book.built import HTML, PAGES, ROOT

LEDGER = "book/claims"
QUOTING = [
    page
    for page in PAGES
    for path in (ROOT / f"{page}.ipynb", ROOT / f"{page}.md")
    if path.exists() and quotes(prose(path))
]
PHONES = pytest.mark.parametrize("width", [390, 320])


@pytest.fixture(scope="module")
def ledger():
    return {claim.name: results(claim, of_any_code=True) for claim in CLAIMS}


@pytest.fixture(scope="module")
def built():
    return {
        page: BeautifulSoup((HTML / f"{page}.html").read_text("utf-8"), "html.parser")
        for page in (LEDGER, *QUOTING)
    }


@pytest.fixture(scope="module")
def places(built):
    """Of each of these pages its elements by their ids: to look for one takes long."""
    return {
        page: {one["id"]: one for one in reversed(tree.find_all(id=True))}
        for page, tree in built.items()
    }


def marks(tree):
    """Which runs are drawn as passed, in their order, by the shape of their marks."""
    (drawing,) = tree.select("svg.runs")
    shapes = {"circle": "passed", "path": "failed"}
    assert all(mark["class"] == [shapes[mark.name]] for mark in drawing(recursive=False))
    return [mark.name == "circle" for mark in drawing(recursive=False)]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_the_card_of_a_claim_shows_its_saved_runs(places, ledger, claim):
    outcome = ledger[claim.name]
    card = places[LEDGER][claim.name].find_parent("section", class_="claim")
    assert card.h3.get_text().startswith(
        claim.says.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    )
    (badge,) = card.select(".verdict")
    assert badge.get_text() == outcome.verdict()
    assert outcome.verdict().replace(" ", "-") in badge["class"]
    assert len(badge.select("svg")) == 1
    found = {row["id"]: marks(row) for row in card.select(".setting")}
    assert found == {claim.row_id(label): outcome.passes(label) for label in outcome.runs}
    for row in card.select(".setting"):
        label = row.select_one(".label").get_text()
        text, figures = row.get_text(" ", strip=True), outcome.row(label)
        assert figures["passed"] in text
        if row.select(".from-to"):
            assert figures["median"] in text


def test_the_filter_counts_the_claims(built, ledger):
    form = built[LEDGER].select_one(".ledger-filter")
    found = [mark["class"][0] for mark in form.select(".tally i")]
    verdicts = [outcome.verdict().replace(" ", "-") for outcome in ledger.values()]
    assert sorted(found) == sorted(verdicts)
    options = [option.get_text() for option in form.select("option")][1:]
    assert options == list(CHAPTERS)


def test_the_table_of_all_runs_lies_beside_the_page(built, ledger):
    chapters = {name: [ledger[claim.name] for claim in them] for name, them in CHAPTERS.items()}
    (link,) = built[LEDGER].select("a[download]")
    assert (HTML / "book" / link["href"]).read_text("utf-8") == table(chapters)


@pytest.mark.parametrize("page", QUOTING)
def test_every_figure_leads_to_its_row_and_brings_its_runs(built, places, ledger, page):
    source = next(path for path in ROOT.glob(f"{page}.*") if path.suffix in (".ipynb", ".md"))
    there, shown = quotes(prose(source)), built[page].select(".quote")
    assert len(there) == len(shown)
    without = []
    for quote, tree in zip(there, shown, strict=True):
        outcome = ledger[quote.claim]
        setting = quote.place.rpartition(": ")[0]
        place = outcome.claim.row_id(setting) if setting else quote.claim
        assert tree.a["href"].endswith(f"claims.html#{place}"), quote
        assert place in places[LEDGER]
        if not setting:
            assert outcome.verdict().replace(" ", "-") in tree["class"], quote
            assert len(tree.select("svg.verdict-mark")) == 1
        elif tree.select("svg.runs"):
            assert marks(tree) == outcome.passes(setting), quote
        else:
            without.append((tree, place))
    for tree, place in without:
        block = tree.find_parent("tr") or tree.find_parent("p")
        same = block.select(f'.quote a[href$="#{place}"]')
        assert same[-1].select("svg.runs"), place
        assert len(same) > 1


@pytest.mark.parametrize("page", QUOTING)
def test_what_the_marks_mean_stands_after_the_first(built, page):
    (key,) = built[page].select(".quote-key")
    (before,) = (quote for quote in built[page].select(".quote")[:1])
    text = str(built[page])
    assert text.index(str(before)[:40]) < text.index(str(key)[:40])


def test_a_claim_names_the_pages_that_quote_it(places, ledger):
    for name in ledger:
        card = places[LEDGER][name].find_parent("section", class_="claim")
        named = {link["href"] for link in card.select(".quoted-in a")}
        quoting = [page for page in QUOTING if f"quote-{name}" in places[page]]
        found = {re.sub(r"^book/", "", f"{page}.html") for page in quoting}
        assert named == {
            f"{'../' * address.startswith('notebooks')}{address}#quote-{name}"
            for address in found
        }
        assert named


def test_a_reader_goes_to_the_row_and_back(visit):
    chapter = "notebooks/01_rnn"
    page = visit("file", chapter, reduced_motion="reduce").page
    quote = page.locator(".quote:has(svg.runs)").nth(12)
    place, text = quote.get_attribute("id"), quote.locator("a").inner_text()
    quote.locator("a").click()
    row = page.locator(".setting:target")
    assert seen(page, row)
    assert text.strip() in row.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    page.get_by_role("link", name="Back to: ").click()
    page.wait_for_url(f"**/{chapter}.html#{place}")
    assert seen(page, page.locator(".quote:target"))


def test_without_a_way_here_there_is_no_way_back(visit, ledger):
    page = visit("file", LEDGER).page
    page.goto(f"{page.url}#{next(iter(ledger))}")
    assert page.locator(".way-back").count() == 0


def seen(page, place):
    box, size = place.bounding_box(), page.viewport_size
    return 0 <= box["y"] <= size["height"] - box["height"]


def test_the_filter_is_used_by_keyboard_and_announced(visit, ledger):
    page = visit("file", LEDGER).page
    said = page.get_by_role("status")
    assert said.inner_text() == f"{len(ledger)} of {len(ledger)} claims shown"
    page.get_by_role("radio", name="anyone").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    fits = [
        name
        for name, outcome in ledger.items()
        if (outcome.claim.said_by, outcome.verdict()) == ("the post", "does not hold")
    ]
    assert 0 < len(fits) < len(ledger)
    assert said.inner_text() == f"{len(fits)} of {len(ledger)} claims shown"
    cards = page.locator("section.claim:visible")
    assert (
        cards.locator(":scope > span[id]").evaluate_all("all => all.map(one => one.id)") == fits
    )
    assert page.locator(".ledger-index tbody tr:visible").count() == len(fits)
    page.emulate_media(media="print")
    assert page.locator("section.claim:visible").count() == len(ledger)
    assert page.locator(".ledger-index tbody tr:visible").count() == len(ledger)
    assert not page.locator(".ledger-filter input:visible").count()
    page.emulate_media(media="screen")
    hidden = next(name for name in ledger if name not in fits)
    page.evaluate("name => { location.hash = name }", hidden)
    page.locator(f"section:has(> #{hidden})").wait_for()
    assert said.inner_text().startswith(f"{len(ledger)} of")


def test_without_a_script_all_is_shown_and_nothing_asks(visit, chromium, addresses, ledger):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{addresses['file']}/{LEDGER}.html")
    assert page.locator("section.claim:visible").count() == len(ledger)
    assert page.locator(".ledger-filter .tally i:visible").count() == len(ledger)
    for control in "input", "select", "button", "output":
        assert not page.locator(f".ledger-filter {control}:visible").count(), control
    context.close()


@PHONES
def test_on_a_phone_nothing_is_cut_or_scrolls(visit, width):
    page = visit("file", LEDGER, viewport={"width": width, "height": 844}, has_touch=True).page
    beyond, scrolling = page.locator("article :not(.visually-hidden)").evaluate_all(
        """(all, width) => {
          const beyond = all.filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.left < -1 || box.right > width + 1);
          });
          const scrolling = all.filter((one) => one.scrollWidth > one.clientWidth + 1
            && getComputedStyle(one).overflowX !== "visible");
          const html = (one) => one.outerHTML.slice(0, 99);
          return [beyond.map(html), scrolling.map(html)];
        }""",
        width,
    )
    assert not beyond
    assert not scrolling


def test_no_text_of_the_picture_is_smaller_than_eleven_pixels(visit):
    page = visit("file", LEDGER).page
    sizes = page.locator(
        ".claim-runs *, .ledger-filter *, .ledger-key, .quoted-in"
    ).evaluate_all("all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 11
