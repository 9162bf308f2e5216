"""The book as an EPUB: `make epub`. Formulas are MathML; a widget is its picture."""

import io
import sys
from pathlib import Path

from ebooklib import epub
from PIL import Image

from book.dependencies import ROOT
from book.output import SITE, alone, folder_for
from book.packing import NAME
from book.shelves.articles import AUTHOR, EDITION, TITLE, Article, articles, heading
from book.shelves.offer import offer
from utils.files import READABLE, replacing

FILE = f"{NAME}.epub"
STYLE = Path(__file__).with_name("epub.css")
NAMESPACES = {
    "math": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
}
PROPERTIES = {"svg": "svg", "math": "mathml"}  # what the package says of a document
# Names with capitals, which the parser of the pages does not keep.
CAPITALS = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
ONLY_SITE = ("loading", "style", "data-widget", "data-values")  # attributes


def chapter(page: Article, pages: list[Article]) -> epub.EpubHtml:
    """A page as a document of the EPUB."""
    known = {other.name: other for other in pages}

    def address(name: str, place: str) -> str | None:
        if name not in known:
            return None
        found = place and known[name].body.find(id=place)
        return f"{known[name].slug}.xhtml{f'#{place}' if found else ''}"

    page.relink(address)
    for tag in page.body(True):
        for attribute in ONLY_SITE:
            tag.attrs.pop(attribute, None)
        for small, right in CAPITALS.items():
            if small in tag.attrs:
                tag[right] = tag.attrs.pop(small)
        if tag.name in NAMESPACES:
            tag["xmlns"] = NAMESPACES[tag.name]
    for file, tags in page.images().items():
        for tag in tags:
            tag["src"] = f"images/{_image_name(file)}"
    document = epub.EpubHtml(title=page.title, file_name=f"{page.slug}.xhtml", lang="en")
    document.content = f"<html><body>{page.body.decode(formatter='minimal')}</body></html>"
    document.properties = [PROPERTIES[name] for name in PROPERTIES if page.body.find(name)]
    return document


def _lines(document: epub.EpubHtml, page: Article) -> epub.EpubHtml | tuple:
    """A page in the table of contents, with its sections if it has any."""
    sections = [(h2.parent["id"], heading(h2)) for h2 in page.body.select("section > h2")]
    links = [
        epub.Link(f"{document.file_name}#{place}", text, f"{page.slug}-{n}")
        for n, (place, text) in enumerate(sections)
    ]
    return (document, links) if links else document


def _image_name(file: Path) -> str:
    return file.name if file.suffix == ".svg" else f"{file.stem}.png"


def _image(file: Path) -> epub.EpubItem:
    """A picture, as PNG if it is not a drawing: not all readers show WebP."""
    contents, kind = file.read_bytes(), "image/svg+xml"
    if file.suffix != ".svg":
        png = io.BytesIO()
        Image.open(file).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            png, "PNG", optimize=True
        )
        contents, kind = png.getvalue(), "image/png"
    return epub.EpubItem(
        uid=f"image-{file.stem}",
        file_name=f"images/{_image_name(file)}",
        media_type=kind,
        content=contents,
    )


def bind(pages: list[Article]) -> epub.EpubBook:
    """All pages, their pictures and the table of contents."""
    book = epub.EpubBook()
    book.set_identifier(NAME)
    book.set_title(TITLE)
    book.set_language("en")
    book.add_author(AUTHOR)
    style = epub.EpubItem("style", "style.css", "text/css", STYLE.read_bytes())
    book.add_item(style)
    images = {file for page in pages for file in page.images()}
    for file in sorted(images):
        book.add_item(_image(file))
    documents = [chapter(page, pages) for page in pages]
    for document in documents:
        document.add_item(style)
        book.add_item(document)
    book.toc = [_lines(*pair) for pair in zip(documents, pages, strict=True)]
    book.spine = [_title_page(book), "nav", *documents]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    return book


def _title_page(book: epub.EpubBook) -> epub.EpubHtml:
    page = epub.EpubHtml(title=TITLE, file_name="title.xhtml", lang="en")
    page.content = f"<html><body><h1>{TITLE}</h1><p>{EDITION}</p></body></html>"
    book.add_item(page)
    return page


def main(arguments: list[str]) -> int:
    folder = folder_for(arguments)
    with alone(folder):
        book = bind(articles(folder / SITE, ROOT / "_toc.yml"))
        with replacing(folder / FILE, READABLE) as file:
            epub.write_epub(file, book, {})
        offer(folder / FILE, folder / SITE)
    size = (folder / FILE).stat().st_size / 2**20
    print(f"{folder / FILE} has {len(book.toc)} pages, {size:.1f} MiB.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
