"""The addresses on a book that has one: a small one is built, and served below a sub-path as
GitHub Pages would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from PIL import Image

from book.extensions.site import pages, social_cards
from tests.book import built
from tests.book.built import ROOT, Page
from tests.book.test_pages import SAYS, meta
from tests.browser import Quiet, Watched, served

REPOSITORY = "https://github.com/Ada/climb"
ADDRESS = "https://ada.github.io/climb/"
CHAPTER = "notebooks/02_lstm"
PAGES = ["book/index", CHAPTER, "book/running", "book/references"]
TOC = """
format: jb-book
root: book/index
parts:
  - {caption: The climb, numbered: 1, chapters: [{file: notebooks/02_lstm}]}
  - {caption: Around it, chapters: [{file: book/running}, {file: book/references}]}
"""


def small_book(folder):
    """Write a book of four pages with our settings, but with an address."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["repository"]["url"] = REPOSITORY
    (folder / "_config.yml").write_text(yaml.safe_dump(config))
    (folder / "_toc.yml").write_text(TOC)
    (folder / "book").mkdir()
    for part in ("assets", "templates"):
        (folder / "book" / part).symlink_to(ROOT / "book" / part)
    (folder / "book" / "pages.yml").write_text(yaml.safe_dump({p: SAYS[p] for p in PAGES}))
    (folder / "book" / "index.md").write_text("# From RNN to Attention\n")
    (folder / "book" / "running.md").write_text("# How to run\n\n## In Colab\n")
    (folder / "book" / "references.md").write_text("# References\n\n## Cite this book\n")
    notebook = json.loads((ROOT / f"{CHAPTER}.ipynb").read_text("utf-8"))
    title = ["# The LSTM: a lane for memory\n", "\n", "**Time** about 40 minutes to read\n"]
    notebook["cells"] = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": title}]
    (folder / "notebooks").mkdir()
    (folder / f"{CHAPTER}.ipynb").write_text(json.dumps(notebook))


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The folder of the built book."""
    folder = tmp_path_factory.mktemp("small")
    small_book(folder)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", folder, "-W", "-n"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "html"


def canonical(page):
    return [tag["href"] for tag in page.all("link") if tag["rel"] == "canonical"]


def links(page):
    return [tag.get("href", "") for tag in page.all("a")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_its_address_and_its_card(html, name):
    page = Page(html / f"{name}.html")
    said = meta(page)
    assert canonical(page) == said["og:url"] == [f"{ADDRESS}{name}.html"]
    assert said["og:image"] == said["twitter:image"]
    (card,) = said["og:image"]
    assert Image.open(html / card.removeprefix(ADDRESS)).size == (1200, 630)
    assert said["og:image:width"] + said["og:image:height"] == ["1200", "630"]
    assert SAYS[name].get("question", "") in said["og:image:alt"][0]
    assert said["twitter:card"] == ["summary_large_image"]


def test_every_page_of_the_whole_book_has_a_card_of_its_own(tmp_path):
    about = [pages.page(ROOT, name) for name in built.PAGES]
    social_cards.draw_all(tmp_path, about, "From RNN to Attention", len(built.CHAPTERS))
    cards = [tmp_path / social_cards.card_path(name) for name in built.PAGES]
    assert {Image.open(card).size for card in cards} == {(1200, 630)}
    assert all(card.stat().st_size <= 60_000 for card in cards)
    assert len({card.read_bytes() for card in cards}) == len(cards)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_loads_a_card(html, name):
    assert not [
        address for address in Page(html / f"{name}.html").loads() if "cards/" in address
    ]


def test_the_root_is_shared_as_the_first_page(html):
    root, first = Page(html / "index.html"), Page(html / "book" / "index.html")
    assert canonical(root) == canonical(first)
    assert meta(root)["og:image"] == meta(first)["og:image"]


@pytest.mark.parametrize("name", ["404", "search"])
def test_a_page_that_is_not_to_be_found_names_no_address(html, name):
    page = Page(html / f"{name}.html")
    assert not canonical(page)
    assert "og:url" not in meta(page)


def test_the_sitemap_lists_the_pages_and_no_other(html):
    text = (html / "sitemap.xml").read_text("utf-8")
    assert text.count("<loc>") == len(PAGES)
    for page in PAGES:
        assert f"<loc>{ADDRESS}{page}.html</loc>" in text
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (html / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "address",
    [
        f"https://colab.research.google.com/github/Ada/climb/blob/main/{CHAPTER}.ipynb",
        f"https://mybinder.org/v2/gh/Ada/climb/main?urlpath=lab/tree/{CHAPTER}.ipynb",
    ],
)
def test_the_foot_leads_where_the_themes_buttons_lead(html, address):
    page = Page(html / f"{CHAPTER}.html")
    assert links(page).count(address) == 2
    foot = page.text[page.text.index('class="chapter-foot"') :]
    assert f'href="{address}"' in foot


def test_the_foot_leads_to_the_source(html):
    page = Page(html / f"{CHAPTER}.html")
    assert f"{REPOSITORY}/blob/main/{CHAPTER}.ipynb" in links(page)
    assert f"{REPOSITORY}/tree/main/utils" in links(page)


def test_all_addresses_of_the_404_page_hold_at_any_depth(html):
    page = Page(html / "404.html")
    addresses = [*page.loads(), *links(page), *(form["action"] for form in page.all("form"))]
    assert len(addresses) > 20
    for address in addresses:
        elsewhere = "https://github.com/Ada/", "https://creativecommons.org/"
        assert address.startswith(("/climb/", "#", *elsewhere)), address


class Pages(Quiet):
    """GitHub Pages: below /climb/ only, and 404.html for what is not there."""

    def translate_path(self, path):
        inside = urlsplit(path).path.startswith("/climb/")
        return super().translate_path(path.removeprefix("/climb") if inside else "/none")

    def send_error(self, code, *arguments):
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server(html):
    with served(html, Pages) as address:
        yield f"{address}/climb"


def test_a_wrong_address_far_down_shows_a_page_that_works(chromium, server):
    watched = Watched(chromium.new_context())
    page, wrong = watched.page, f"{server}/notebooks/none/of/these.html"
    page.goto(wrong, wait_until="networkidle")
    assert page.get_by_role("heading", name="There is no page at this address").is_visible()
    # The browser reports the page itself: that is what 404 means.
    assert watched.missing == [wrong]
    assert not [e for e in watched.errors if "status of 404" not in e]
    page.get_by_label("Words to look for").fill("lane")
    page.get_by_role("main").get_by_role("button", name="Search", exact=True).last.click()
    page.get_by_role("link", name="The LSTM: a lane for memory").last.click()
    page.wait_for_url(f"{server}/{CHAPTER}.html*")
    assert watched.missing == [wrong]
    assert not watched.foreign


def test_the_notebook_is_saved_under_its_name(chromium, server):
    page = chromium.new_page()
    page.goto(f"{server}/{CHAPTER}.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the notebook").click()
    assert download.value.suggested_filename == "02_lstm.ipynb"
    page.close()
