"""The built book: its pages, and what a page's HTML holds. `make book` builds it."""

from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

ROOT = Path(__file__).parents[2]
HTML = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
PAGES = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
CHINESE = [f"zh/{page}" for page in PAGES]
CHAPTERS = [page for page in PAGES if page.startswith("notebooks/")]
CHINESE_CHAPTERS = [f"zh/{page}" for page in CHAPTERS]
LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
# A link of these kinds names another page; the browser loads nothing.
NAMES_ONLY = {"next", "prev", "canonical", "author", "search", "index"}


def read(names: list[str]) -> dict[str, "Page"]:
    """The built pages of these names."""
    return {name: _read(name) for name in names}


@cache
def _read(name: str) -> "Page":
    assert HTML.is_dir(), "the book is not built: make book"
    return Page(HTML / f"{name}.html")


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

    @cached_property
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
