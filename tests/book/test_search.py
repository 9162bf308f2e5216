"""The search finds terms, symbols and sections: over http from a sub-path, and from a disk."""

from contextlib import contextmanager
from time import sleep

import pytest
from playwright.sync_api import expect

from tests.browser import Watched, forgetful

# What is typed, where one of the first results leads, and how many count as the first.
FINDS = [
    ("W_hh", "notebooks/01_rnn.html#the-formula", 5),
    ("W_{hh}", "notebooks/01_rnn.html#the-formula", 5),
    ("h_t", "book/glossary.html#term-hidden-state", 3),
    ("alpha", "notebooks/05_attention.html#three-steps", 5),
    ("α", "notebooks/05_attention.html#three-steps", 5),  # noqa: RUF001
    ("c_tilde", "notebooks/02_lstm.html#the-input-gate-and-the-candidate", 5),
    ("sigma_max", "notebooks/01_rnn.html#the-factor", 5),
    ("softmax(…)", "book/glossary.html#term-softmax", 1),
    ("forget gate", "book/glossary.html#term-forget-gate", 1),
    ("additive attention", "book/glossary.html#term-additive-attention", 1),
    ("GRU reset", "book/glossary.html#term-reset-gate", 1),
    ("Held-out", "book/glossary.html#term-held-out", 1),
    ("alpha_{t,i} uniform", "notebooks/05_attention.html", 1),  # through the index alone
    ("Belgisch", "notebooks/03_gru.html", 1),
]

# All results are there, and over http the extracts of the pages too.
FINISHED = """() => document.querySelector(".search-summary")?.innerText &&
    (location.protocol === "file:" ||
        [...document.querySelectorAll("ul.search > li")].every((one) => one.children[1]))"""


# The same on the Chinese pages. Chinese is found wherever it stands in a page, without a gap.
FINDS_IN_CHINESE = [
    ("遗忘门", "book/glossary.html#term-forget-gate", 1),
    ("注意力", "book/glossary.html#term-attention", 1),
    ("forget gate", "book/glossary.html#term-forget-gate", 1),
    ("GRU重置门", "book/glossary.html#term-reset-gate", 1),
    ("强制教学", "book/glossary.html#term-teacher-forcing", 1),
    ("梯度消失", "book/glossary.html#term-vanishing-gradient", 1),
    ("束搜索", "book/glossary.html#term-beam-search", 1),
    ("W_hh", "notebooks/01_rnn.html#the-formula", 5),
    ("alpha", "notebooks/05_attention.html#three-steps", 5),
    ("室友", "notebooks/01_rnn.html", 3),
    ("太阳黑子", "notebooks/03_gru.html", 3),
    ("音素", "notebooks/06_pronunciation.html", 3),
]


@pytest.fixture(params=["file", "http"])
def search(request, chromium, addresses):
    """`search(text)`: type it on a page, and return the page of results. Fails at the end if
    a script failed or another host was asked."""
    with searching(chromium, addresses[request.param] + "/") as find:
        yield find


@pytest.fixture(params=["file", "http"])
def search_in_chinese(request, chromium, addresses):
    """The same on the Chinese pages."""
    with searching(chromium, addresses[request.param] + "/zh/") as find:
        yield find


@contextmanager
def searching(chromium, address):
    context = chromium.new_context()
    watched = Watched(context)
    page = watched.page
    page.goto(address + "book/notation.html")
    page.keyboard.press("Control+k")

    def find(text):
        page.locator("input[type=search]:visible").first.fill(text)
        with page.expect_navigation(url="**/search.html?q=*"):
            page.keyboard.press("Enter")
        page.wait_for_function(FINISHED)
        return page

    find.address, find.page = address, page
    yield find
    context.close()
    assert not watched.problems()


def results(page):
    """Where the results lead."""
    return page.locator("ul.search > li > a").evaluate_all("links => links.map(a => a.href)")


def typed(page, text):
    """Type into the dialog, which is open, and wait for its results."""
    page.keyboard.type(text, delay=30)
    page.wait_for_function("document.querySelector('.search-summary').innerText")
    page.wait_for_timeout(400)  # longer than the pause that a search waits for


def test_what_is_typed_is_among_the_first_results(search):
    for text, place, most in FINDS:
        first = [link.removeprefix(search.address) for link in results(search(text))[:most]]
        assert place in first, (text, first)


def test_what_is_typed_in_chinese_is_among_the_first_results(search_in_chinese):
    search = search_in_chinese
    for text, place, most in FINDS_IN_CHINESE:
        first = [link.removeprefix(search.address) for link in results(search(text))[:most]]
        assert place in [link.split("?")[0] for link in first], (text, first)


def test_chinese_is_marked_as_it_was_typed(search_in_chinese):
    page = search_in_chinese("遗忘门")
    assert set(page.locator("ul.search .highlighted").all_text_contents()) == {"遗忘门"}


def test_no_result_comes_twice(search):
    found = results(search("forget gate"))
    assert len(found) == len(set(found))


def test_where_nothing_is_found_the_page_helps(search):
    page = search("zeppelin")
    assert results(page) == []
    assert page.locator("#search-help").is_visible()
    page.locator("#search-help").get_by_text("W_hh", exact=True).click()
    page.wait_for_selector("ul.search > li")
    assert not page.locator("#search-help").is_visible()


def test_extracts_come_over_http_and_are_not_asked_for_from_a_disk(search):
    page = search("Belgisch")
    if search.address.startswith("http"):
        page.wait_for_selector("ul.search p.context")
    else:
        assert page.locator("ul.search > li > a").count()


def test_results_come_while_one_types_and_the_address_follows(search):
    page = search("zeppelin")
    field = page.locator(".bd-search-container input[type=search]")
    field.fill("")
    field.press_sequentially("forget gate", delay=60)
    page.wait_for_url("**/search.html?q=forget%20gate")
    page.wait_for_function(FINISHED)
    found = results(page)
    place = "book/glossary.html#term-forget-gate"
    assert found[0].removeprefix(search.address).split("?")[0] == place
    assert len(found) == len(set(found))
    assert not page.locator("#search-help").is_visible()


@pytest.mark.parametrize("text", ["forget gate", "W_hh", "Belgisch"])
def test_the_dialog_finds_what_the_page_finds(search, text):
    typed(search.page, text)
    found = results(search.page)
    assert found
    assert found == results(search(text))


def test_the_dialog_says_how_much_it_found(search):
    page = search.page
    typed(page, "forget gate")
    said = page.get_by_role("dialog", name="Search").get_by_role("status")
    assert said.inner_text() == f"Found in {len(results(page))} places."
    page.keyboard.type(" zeppelin")
    expect(said).to_have_text("Nothing found.")
    assert results(page) == []


def test_the_arrow_keys_lead_through_the_dialog(search):
    page = search.page
    typed(page, "forget")
    links, field = page.locator("ul.search a"), page.locator("input[type=search]:visible")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    place = links.nth(1).evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(place)
    expect(page.locator(".highlighted").first).to_be_attached()


def test_what_leaves_the_dialog_closes_it(search):
    page = search.page
    dialog = page.get_by_role("dialog", name="Search")
    opener = page.locator(".search-button__button:visible").first
    page.keyboard.press("Escape")
    opener.focus()
    page.keyboard.press("Enter")
    typed(page, "W_hh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(dialog).to_be_hidden()


def test_the_focus_goes_back_even_if_the_dialog_was_closed_before_it_was_loaded(
    chromium, addresses
):
    page = chromium.new_context().new_page()
    page.route("**/search-dialog.js", lambda route: sleep(1) or route.continue_())
    page.goto(addresses["http"] + "/book/notation.html")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    opener = page.locator(".search-button__button:visible").first
    opener.focus()
    page.keyboard.press("Enter")
    typed(page, "W_hh")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.context.close()


def test_a_result_on_the_same_page_closes_the_dialog_and_marks_nothing(search):
    page = search.page
    typed(page, "W_hh")
    page.locator("ul.search a[href*='notation.html#']").first.click()
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    page.goto(search.address + "book/glossary.html")
    page.wait_for_load_state("networkidle")
    assert page.locator(".highlighted").count() == 0


def test_what_is_typed_before_the_search_is_loaded_is_kept(chromium, addresses):
    page = chromium.new_context().new_page()
    page.route("**/searchtools.js", lambda route: sleep(0.5) or route.continue_())
    page.goto(addresses["http"] + "/book/notation.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("forget gate")
    page.wait_for_selector("ul.search > li")
    assert page.locator("input[type=search]:visible").input_value() == "forget gate"
    page.context.close()


def test_it_finds_where_nothing_may_be_stored(chromium, addresses):
    with forgetful(chromium) as page:
        page.goto(f"{addresses['file']}/search.html?q=forget%20gate")
        page.wait_for_function(FINISHED)
        first = page.locator("ul.search > li > a").first
        assert first.get_attribute("href").endswith("glossary.html#term-forget-gate")
        first.click()
        page.wait_for_url("**/glossary.html*")


def test_extracts_have_spaces_between_blocks(search):
    page = search("Belgisch")
    joined = page.evaluate(
        "Search.htmlToText('<article><h2>One</h2><p>two</p><ul><li>three</li></ul></article>')"
    )
    assert joined.split() == ["One", "two", "three"]


@pytest.mark.parametrize("name", ["search", "book/index"])
def test_without_scripts_a_sentence_says_what_is_missing(chromium, addresses, name):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{addresses['file']}/{name}.html")
    article = page.locator(".bd-content")
    assert "JavaScript" in article.inner_text()
    assert "Error" not in article.inner_text()
    context.close()
