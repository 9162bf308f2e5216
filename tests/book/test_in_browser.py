"""Every page as a browser sees it. `visit` refuses every other host, and fails on any request
to one, any file that is missing and any error of a script."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.book.built import CHINESE, PAGES
from tests.browser import VIOLATIONS, go_through, phone

KB = 1000  # of bytes on the wire, gzipped where that helps
EVERY = [*PAGES, "search", "404", *CHINESE, "zh/search"]


def weights(watched):
    """What each file of a page weighs, by its address. The page has been gone through."""
    return {
        address.split("?")[0]: min(len(body := response.body()), len(gzip.compress(body)))
        for address, response in watched.loaded.items()
    }


@pytest.mark.parametrize("name", [*PAGES, *CHINESE])
def test_over_http_a_page_is_light_and_loads_no_more_than_it_shows(look, name):
    watched = look("http", name)
    page, files = watched.page, weights(watched)
    scripts = [size for address, size in files.items() if address.endswith(".js")]
    inline = page.locator("script:not([src]):not([type='application/json'])")
    inline = len(gzip.compress("".join(inline.all_text_contents()).encode()))
    assert len(scripts) > 3
    most = 430 if name.endswith("notebooks/05_attention") else 400
    assert sum(scripts) + inline <= most * KB
    assert sum(files.values()) <= 1000 * KB
    names = " ".join(files)
    assert "fontawesome" not in names
    assert "MathJax" not in names
    formulas = page.locator("article :is(math, .bw-symbol):visible").count()
    assert ("stix-two-math" in names) == (formulas > 0)
    assert ("/widgets/" in names) == (page.locator(".book-widget").count() > 0)


@pytest.mark.parametrize("name", EVERY)
def test_from_disk_a_page_keeps_nobody_out(visit, name):
    """Among axe's rules: contrast, names, headings in order, alt text, headers of tables."""
    page = visit("file", name, color_scheme="light", reduced_motion="reduce").page
    # That a name is what one sees is no rule by default.
    options = VIOLATIONS | {"rules": {"label-content-name-mismatch": {"enabled": True}}}
    found = Axe().run(page, options=options)
    assert not found.response["violations"], found.generate_report()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    go_through(page)
    options = VIOLATIONS | {"runOnly": ["color-contrast", "link-in-text-block"]}
    found = Axe().run(page, options=options)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("name", EVERY)
def test_on_a_phone_no_page_is_wider_than_the_screen(look, name, width):
    page = look("file", name, **phone(width)).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["book/post"])
def test_on_a_phone_the_tables_of_the_post_need_no_scrolling(look, name):
    page = look("file", name, **phone()).page
    tables = page.locator("article .pst-scrollable-table-container")
    sizes = tables.evaluate_all("all => all.map(one => [one.scrollWidth, one.clientWidth])")
    assert len(sizes) > 10
    assert all(needed <= there for needed, there in sizes), sizes
