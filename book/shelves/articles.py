"""The pages of the built site as plain articles, for a book without scripts: PDF and EPUB.

An article has the text, the figures and the pictures of the widgets. What only a page can do is
left out: buttons, cards, folded code and solutions, like on a printed page.
"""

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

# What only a page can use. `details` are folded code and solutions.
LEFT_OUT = (
    "script, noscript, style, button, form, a.headerlink, a.begin, details, source, footer, "
    "wbr, .term-card, .ledger-filter, [data-file]"
)
TITLE, AUTHOR = "From RNN to Attention", "the authors of From RNN to Attention"
EDITION = (
    "This edition has the text, the figures and pictures of what moves. What can be touched, "
    "the code behind the figures and the solutions of the exercises are on the pages of the "
    "site and in the notebooks."
)
NOT_A_PAGE = ("zip", "csv", "ipynb")  # files that a book cannot have


class Article(NamedTuple):
    """A page of the book.

    name: as in _toc.yml, such as `notebooks/01_rnn`.
    part: the part of the book that begins with it, else "".
    title: its heading, with the number of a chapter.
    body: its text; may be changed.
    folder: where the built page is, from which its addresses are seen.
    style_sheets: the files of the page's style sheets.
    """

    name: str
    part: str
    title: str
    body: Tag
    folder: Path
    style_sheets: list[Path]

    @property
    def slug(self) -> str:
        """The name for an id or a file: `notebooks-01_rnn`."""
        return self.name.replace("/", "-")

    def images(self) -> dict[Path, list[Tag]]:
        """The files of its pictures, each with the tags that show it."""
        found: dict[Path, list[Tag]] = {}
        for image in self.body("img"):
            found.setdefault(self._file(image["src"]), []).append(image)
        return found

    def relink(self, address: Callable[[str, str], str | None]) -> None:
        """Change the links to other places of the book.

        Args:
            address: of the name of a page, and of the id of a place on it (or ""). Where it
                gives None, the link becomes plain text.
        """
        for link in self.body("a", href=True):
            parts = urlsplit(link["href"])
            if parts.scheme:
                continue
            file = self._file(parts.path) if parts.path else None
            name = self._name(file) if file else self.name
            place = None if parts.path.endswith(NOT_A_PAGE) else address(name, parts.fragment)
            if place is None:
                link.unwrap()
            else:
                link["href"] = place

    def _file(self, address: str) -> Path:
        return Path(posixpath.normpath(self.folder / unquote(urlsplit(address).path)))

    def _name(self, file: Path) -> str:
        site = self.folder.parents[self.name.count("/") - 1]
        return posixpath.relpath(file.with_suffix(""), site)  # may lead to the other language


def articles(site: Path, contents: Path) -> list[Article]:
    """All pages of a built site, in their order.

    Args:
        site: the folder of the site.
        contents: _toc.yml.

    Raises:
        FileNotFoundError: the site is not built.
    """
    toc = yaml.safe_load(contents.read_text("utf-8"))
    places = [(toc["root"], "")]
    for part in toc["parts"]:
        names = [chapter["file"] for chapter in part["chapters"]]
        places += zip(names, [part["caption"]] + [""] * len(names), strict=False)
    return [_article(site, name, part) for name, part in places]


def heading(tag: Tag) -> str:
    """The words of a heading, in one line."""
    return " ".join(tag.get_text().split())


def _article(site: Path, name: str, part: str) -> Article:
    file = site / f"{name}.html"
    page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
    body = page.select_one("article.bd-article > section")
    for tag in body.select(LEFT_OUT):
        tag.decompose()
    for cell in body.select("div.cell"):
        if not cell.get_text(strip=True) and not cell.find(["img", "svg"]):
            cell.decompose()
    for picture in body("picture"):
        picture.unwrap()
    for image in body("img"):
        image["loading"] = "eager"
    title = heading(body.find("h1"))
    links = page.head("link", rel="stylesheet")
    sheets = [(file.parent / unquote(urlsplit(link["href"]).path)).resolve() for link in links]
    return Article(name, part, title, body, file.parent, sheets)
