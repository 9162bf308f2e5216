"""What a reader does on a page: choose a theme, skip the contents, print."""

from tests.book.built import CHAPTERS, PAGES


def test_the_reader_chooses_the_theme_and_it_stays(visit):
    page = visit("file", PAGES[0], color_scheme="light").page
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "light"
    for _ in range(3):  # light, dark, as the system
        page.get_by_label("Theme:").first.click()
        if page.evaluate(theme) == "dark":
            break
    assert page.evaluate(theme) == "dark"
    page.wait_for_timeout(300)  # the browser keeps what a page stores a moment later
    page.goto(page.url.replace("index", "running"))
    assert page.evaluate(theme) == "dark"


def test_the_first_thing_the_keyboard_meets_leads_past_the_contents(visit):
    page = visit("file", CHAPTERS[0]).page
    page.reload()  # from where the page was scrolled to, some browsers would go on
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.wait_for_function(  # it slides in
        "document.querySelector('.skip-link').getBoundingClientRect().top >= 0", timeout=2_000
    )
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_on_paper_there_are_text_and_pictures_only(visit):
    page = visit("file", CHAPTERS[0]).page
    page.emulate_media(media="print")
    for place in ".bd-sidebar-primary", ".bd-header-article", ".neighbours", ".copybtn":
        assert not page.locator(place).first.is_visible(), place
    assert page.locator("article img").first.is_visible()


def test_on_a_phone_the_tables_of_the_post_need_no_scrolling(visit):
    page = visit("file", "book/post", viewport={"width": 390, "height": 844}).page
    tables = page.locator("article .pst-scrollable-table-container")
    sizes = tables.evaluate_all("all => all.map(one => [one.scrollWidth, one.clientWidth])")
    assert len(sizes) > 10
    assert all(needed <= there for needed, there in sizes), sizes
