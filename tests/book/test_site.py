"""What must be true of the built pages. `make book` builds them first."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from repository import is_placeholder

ROOT = Path(__file__).parents[2]
HTML = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
PAGES = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
CHAPTERS = [page for page in PAGES if page.startswith("notebooks/")]
LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
# A link of these kinds names another page; the browser loads nothing.
NAMES_ONLY = {"next", "prev", "canonical", "author", "search", "index"}


class Page(HTMLParser):
    """A built page: every tag with its attributes, and every id."""

    def __init__(self, path: Path):
        super().__init__()
        self.path, self.tags = path, []
        self.text = path.read_text()
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self):
        return {attributes["id"] for _, attributes in self.tags if "id" in attributes}

    def loads(self):
        """The addresses that the browser asks for when it shows the page."""
        for tag, attributes in self.tags:
            if attributes.get("rel") not in NAMES_ONLY and LOADS.get(tag) in attributes:
                yield attributes[LOADS[tag]]

    def target(self, address):
        """The file and the place that a link inside the site leads to."""
        parts = urlsplit(address)
        file = (self.path.parent / unquote(parts.path)).resolve() if parts.path else self.path
        return file, unquote(parts.fragment)


@pytest.fixture(scope="module")
def site():
    assert HTML.is_dir(), "the book is not built: make book"
    return {page: Page(HTML / f"{page}.html") for page in PAGES}


def is_foreign(address):
    return bool(urlsplit(address).netloc)


@pytest.mark.parametrize("page", PAGES)
def test_no_other_host_is_asked(site, page):
    foreign = [a for a in site[page].loads() if is_foreign(a)]
    assert not foreign


@pytest.mark.parametrize("page", PAGES)
def test_everything_a_page_loads_is_there(site, page):
    for address in site[page].loads():
        if not address.startswith("data:"):
            file, _ = site[page].target(address)
            assert file.is_file(), address


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_book_lead_somewhere(site, page):
    by_path = {p.path.resolve(): p for p in site.values()}
    for attributes in site[page].all("a"):
        address = attributes.get("href", "")
        if is_foreign(address) or not address:
            continue
        file, place = site[page].target(address)
        assert file.is_file(), address
        if place and file in by_path:
            assert place in by_path[file].ids(), address


@pytest.mark.parametrize("page", PAGES)
def test_one_search_box(site, page):
    boxes = [a for a in site[page].all("input") if a.get("type") == "search"]
    assert len(boxes) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_has_alt_text(site, page):
    for attributes in site[page].all("img"):
        if "logo" not in attributes.get("class", ""):
            assert attributes.get("alt"), attributes


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapters_show_their_outputs(site, page):
    assert "cell_output" in site[page].text
    assert "<table" in site[page].text
    assert site[page].all("img")
    assert "✓" in site[page].text


@pytest.mark.parametrize("page", PAGES)
def test_formulas_come_from_the_site_itself(site, page):
    if 'class="math' in site[page].text:
        assert any("mathjax/tex-chtml.js" in address for address in site[page].loads())


def test_callouts_are_boxes(site):
    for page in CHAPTERS:
        boxes = [
            a["class"] for a in site[page].all("div") if "admonition" in a.get("class", "")
        ]
        assert any("guess" in box for box in boxes)


def test_no_dead_repository_link_while_the_address_is_a_placeholder(site):
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    if not is_placeholder(config["repository"]["url"]):
        pytest.skip("the address is set")
    for page in site.values():
        assert "OWNER" not in page.text
        assert "launch-buttons" not in page.text
        assert "colab.research" not in page.text


def test_the_address_stands_in_one_place():
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    url = config["repository"]["url"]
    files = [
        *ROOT.glob("*"),
        *(ROOT / "book").rglob("*"),
        *(ROOT / "notebooks").glob("*.ipynb"),
        *(ROOT / "utils").rglob("*.py"),
    ]
    texts = [f for f in files if f.is_file() and f.suffix in {".md", ".yml", ".py", ".ipynb"}]
    assert sum(f.read_text().count(url) for f in texts) == 1
