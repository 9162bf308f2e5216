"""Every page as a browser sees it: over http and from disk, with every other host refused."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.book.built import CHAPTERS, PAGES
from tests.conftest import go_through

KB = 1000  # of bytes on the wire, gzipped where that helps
EVERY = [*PAGES, "search", "404", "index"]  # the last leads to the first page


def weights(page):
    """What each file of a page weighs, by its address. The page has been opened and left."""
    loaded = {}
    page.on(
        "response", lambda response: loaded.setdefault(response.url.split("?")[0], response)
    )
    page.reload()
    go_through(page)
    return {
        address: min(len(body := response.body()), len(gzip.compress(body)))
        for address, response in loaded.items()
    }


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_fails_and_no_other_host_is_asked(visit, scheme, name):
    page = visit(scheme, name).page
    assert page.locator("h1").count() >= 1


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_light(visit, name):
    page = visit("http", name).page
    files = weights(page)
    scripts = {address: size for address, size in files.items() if address.endswith(".js")}
    assert len(scripts) > 3
    inline = page.locator("script:not([src]):not([type='application/json'])")
    inline = len(gzip.compress("".join(inline.all_text_contents()).encode()))
    assert sum(scripts.values()) + inline <= 400 * KB
    assert sum(files.values()) <= 1000 * KB


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_no_more_than_it_shows(visit, name):
    page = visit("http", name).page
    files = " ".join(weights(page))
    assert "fontawesome" not in files
    assert ("stix-two-math" in files) == (page.locator("math").count() > 0)
    assert ("/widgets/" in files) == (page.locator(".book-widget").count() > 0)


@pytest.mark.parametrize("name", EVERY)
def test_accessible(visit, name):
    page = visit("file", name, color_scheme="light", reduced_motion="reduce").page
    options = {"preload": False}  # styles cannot be fetched from disk
    found = Axe().run(page, options=options)
    assert not found.response["violations"], found.generate_report()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    go_through(page)
    found = Axe().run(
        page, options=options | {"runOnly": ["color-contrast", "link-in-text-block"]}
    )
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("name", EVERY)
def test_on_a_phone_no_page_is_wider_than_the_screen(visit, name):
    page = visit("file", name, viewport={"width": 390, "height": 844}, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_there_are_text_and_pictures_only(visit):
    page = visit("file", CHAPTERS[0]).page
    page.emulate_media(media="print")
    for place in ".bd-sidebar", ".bd-header-article", ".prev-next-area":
        assert not page.locator(place).first.is_visible()
    assert page.locator("article img").first.is_visible()
