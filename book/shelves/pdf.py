"""One PDF of the whole book: `make pdf`. Chromium prints it, from the pages of the site."""

import os
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from book.dependencies import ROOT
from book.output import SITE, alone, folder_for
from book.packing import NAME
from book.shelves.articles import EDITION, TITLE, Article, articles, heading
from book.shelves.browser import chromium
from book.shelves.offer import offer
from utils.files import READABLE, replacing

FILE = f"{NAME}.pdf"
STYLE = Path(__file__).with_name("pdf.css")
FONT = ROOT / "utils" / "plots" / "NotoSansSC.ttf"  # of the Chinese book


class Entry(NamedTuple):
    """A line of the table of contents: a heading, its id, its depth (1: a page's title), and
    the part of the book that begins with it, else ""."""

    text: str
    id: str
    depth: int
    part: str = ""


def entries(pages: list[Article]) -> Iterator[Entry]:
    """The lines of the table of contents."""
    for page in pages:
        yield Entry(page.title, page.slug, 1, page.part)
        for title in page.body.select("section > h2"):
            yield Entry(heading(title), title["id"], 2)


def joined(pages: list[Article]) -> None:
    """Give every place an id of its own, and lead the links to them.

    A section's title has one as well: it may stand on the page after that on which the section
    begins.
    """
    for page in pages:
        for title in page.body.select("section > h2"):
            title["id"] = f"{title.parent['id']}--title"
        for tag in page.body(id=True):
            tag["id"] = f"{page.slug}--{tag['id']}"
    slugs = {page.name: page.slug for page in pages}
    known = {tag["id"] for page in pages for tag in page.body(id=True)}

    def address(name: str, fragment: str) -> str | None:
        if name not in slugs:
            return None
        place = f"{slugs[name]}--{fragment}"
        return f"#{place if place in known else slugs[name]}"

    for page in pages:
        page.relink(address)
        for file, images in page.images().items():
            for image in images:
                image["src"] = file.resolve().as_uri()


def page_of_html(pages: list[Article], numbers: dict[str, int]) -> str:
    """All articles as one page.

    Args:
        pages: after `joined`.
        numbers: the number of the page on which a place stands, by id, as far as known.
    """
    sheets = dict.fromkeys(sheet for page in pages for sheet in page.style_sheets)
    links = "".join(f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in sheets)
    bodies = "".join(
        f'<article id="{page.slug}" class="bd-article">{page.body}</article>' for page in pages
    )
    font = f"@font-face{{font-family:'Book Chinese';src:url({FONT.as_uri()})}}"
    cover = f'<header class="cover"><h1>{TITLE}</h1><p>{EDITION}</p></header>'
    return (
        f'<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{TITLE}</title>{links}<style>{font}{STYLE.read_text('utf-8')}</style></head><body>"
        f'<main class="bd-main"><div class="bd-content"><div class="bd-article-container">'
        f"{cover}{_contents(pages, numbers)}{bodies}"
        "</div></div></main></body></html>"
    )


def _contents(pages: list[Article], numbers: dict[str, int]) -> str:
    lines = []
    for entry in entries(pages):
        if entry.part:
            lines.append(f'<p class="part">{escape(entry.part)}</p>')
        words = f"<span>{escape(entry.text)}</span><span>{numbers.get(entry.id, 0)}</span>"
        lines.append(f'<a class="depth-{entry.depth}" href="#{entry.id}">{words}</a>')
    return f'<nav class="contents"><h2>Contents</h2>{"".join(lines)}</nav>'


def write(pages: list[Article], target: Path) -> int:
    """Print the pages into one file; how many sheets it has.

    It is printed twice: only then is known on which sheet each heading stands.
    """
    joined(pages)
    numbers: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []  # or it would not start
        browser = playwright.chromium.launch(executable_path=chromium(), args=as_root)
        page, html = browser.new_page(), Path(folder) / "book.html"
        for _ in range(2):
            html.write_text(page_of_html(pages, numbers), "utf-8")
            page.goto(html.as_uri())
            page.evaluate("document.fonts.ready")
            printed = Path(folder) / FILE
            page.pdf(path=printed, prefer_css_page_size=True, tagged=True, outline=True)
            reader = PdfReader(printed)
            numbers = {
                name.removeprefix("/"): reader.get_destination_page_number(place) + 1
                for name, place in reader.named_destinations.items()
            }
        browser.close()
        with replacing(target, READABLE) as file:
            file.write(printed.read_bytes())
    return len(reader.pages)


def main(arguments: list[str]) -> int:
    folder = folder_for(arguments)
    with alone(folder):
        sheets = write(articles(folder / SITE, ROOT / "_toc.yml"), folder / FILE)
        offer(folder / FILE, folder / SITE)
    size = (folder / FILE).stat().st_size / 2**20
    print(f"{folder / FILE} has {sheets} pages, {size:.1f} MiB.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
