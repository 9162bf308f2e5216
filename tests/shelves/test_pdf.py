"""The PDF of the whole book, from the built pages."""

import pytest
from pypdf import PdfReader

from book.dependencies import ROOT
from book.output import BUILD, SITE
from book.shelves import pdf
from book.shelves.articles import articles
from book.shelves.browser import chromium
from tests.installed import CHROMIUM

A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def pages():
    return articles(BUILD / SITE, ROOT / "_toc.yml")


@pytest.fixture(scope="module")
def printed(pages, tmp_path_factory):
    CHROMIUM.need()
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pdf.write(pages, target)
    return PdfReader(target)


@pytest.fixture(scope="module")
def texts(printed):
    """What stands on each page. The font has one shape for two apostrophes, and the file names
    the other one."""
    found = (" ".join(page.extract_text().split()) for page in printed.pages)
    return [
        text.replace("\N{MODIFIER LETTER APOSTROPHE}", "\N{RIGHT SINGLE QUOTATION MARK}")
        for text in found
    ]


def test_the_contents_name_the_page_of_every_heading(pages, printed, texts):
    numbers = {
        name.removeprefix("/"): printed.get_destination_page_number(place)
        for name, place in printed.named_destinations.items()
    }
    lines = list(pdf.entries(pages))
    assert len(lines) > 100
    first = min(numbers[entry.id] for entry in lines)
    contents = " ".join(texts[:first])
    for entry in lines:
        number = numbers[entry.id]
        assert entry.text in texts[number], f"{entry.text} is not on page {number + 1}"
        assert f"{entry.text} {number + 1}" in contents


def test_pages_are_as_large_and_numbered_as_they_should_be(printed, texts):
    for number, (page, text) in enumerate(zip(printed.pages, texts, strict=True), 1):
        assert tuple(round(x) for x in page.mediabox[2:]) == A4
        assert number == 1 or str(number) in (text.split()[0], text.split()[-1])


def test_nothing_is_shrunk_for_something_too_wide(printed):
    """The browser would make all of it smaller: the type of the text is 10.5 points."""
    sizes: dict[float, int] = {}

    def count(text, _, matrix, __, size):
        points = round(abs(matrix[3]) * size, 1)
        sizes[points] = sizes.get(points, 0) + len(text.strip())

    for page in printed.pages[20:40]:
        page.extract_text(visitor_text=count)
    assert max(sizes, key=sizes.get) >= 10


def test_every_figure_is_printed(pages, printed):
    raster = {file for page in pages for file in page.images() if file.suffix != ".svg"}
    kinds = [part.get_object().get("/Subtype") for part in _parts(printed)]
    assert kinds.count("/Image") >= len(raster) > 50


def _parts(printed):
    """What the pages draw besides text and lines, each once."""
    found = {}
    for page in printed.pages:
        for part in (page["/Resources"].get("/XObject") or {}).values():
            found[part.idnum] = part
    return found.values()


def test_without_a_browser_it_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(FileNotFoundError, match="expected Chromium to print the PDF"):
        chromium()
