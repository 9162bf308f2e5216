"""The Chinese pages beside the English ones: the same places, numbers and links, no English."""

import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from book.dependencies import NOTEBOOKS
from book.languages import LANGUAGES
from book.translation.catalogs import LOCALE
from tests.book.built import CHAPTERS, HTML, PAGES, read

HAN = re.compile("[\u4e00-\u9fff]")
WORDS = re.compile(
    r"[A-Za-z][a-z]+(?:[ ,]+[A-Za-z]?[a-z]+){3}"
)  # four words of English together
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What stays as it is: code, formulas, and what is called so elsewhere.
AS_IT_IS = "pre, code, math, kbd, script, style, [lang=en], a.external"
BLOCKS = (
    "p, li, td, th, dt, dd, h1, h2, h3, h4, summary, button, label, legend, figcaption, title"
)
SAID = ("alt", "aria-label", "title", "placeholder", "content")
CUT = {"refused"}  # what it prints is cut after some characters
QUOTES_ENGLISH = {"book/references"}  # the titles of papers


@pytest.fixture(scope="module", params=PAGES)
def both(request):
    """A page's name, and the page in English and in Chinese, parsed."""
    files = (HTML / f"{request.param}.html", HTML / "zh" / f"{request.param}.html")
    pages = (BeautifulSoup(file.read_text("utf-8"), "html.parser") for file in files)
    return request.param, *pages


def test_each_leads_to_the_other(both):
    name, *pages = both
    site = read([name, f"zh/{name}"])
    for page, tree, other, language in zip(
        (name, f"zh/{name}"), pages, (f"zh/{name}", name), LANGUAGES, strict=True
    ):
        assert tree.html["lang"] == language.tag
        links = tree.select(".language-switch, .language-offer a")
        assert len(links) == 2
        for link in links:
            assert link["hreflang"] != language.tag
            file, _ = site[page].target(link["href"])
            assert file == (HTML / f"{other}.html").resolve()


def test_sections_figures_formulas_and_widgets_are_the_same(both):
    _, english, chinese = both
    places = [
        [s["id"] for s in page.select("article section[id]")] for page in (english, chinese)
    ]
    assert places[0] == places[1]
    for kind in (
        "article img",
        "article math:not(.term-card *)",
        "article .book-widget",
        "article table",
    ):
        assert len(english.select(kind)) == len(chinese.select(kind)), kind


def test_no_english_is_left(both):
    name, _, page = both
    said = [tag[key] for tag in page(True) for key in SAID if tag.get(key)]
    for part in page.select(AS_IT_IS):
        part.decompose()
    for block in page.select(BLOCKS):
        if not block.select_one(BLOCKS):
            said.append(block.get_text(" ", strip=True))
    left = [one for one in said if WORDS.search(one) and not HAN.search(one)]
    assert name in QUOTES_ENGLISH or left == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_slides_are_the_same_and_short(chapter):
    """At most 80 characters stand where at most 40 English words do."""
    places, said = [], []
    for folder in ("", "zh/"):
        file = HTML / f"{folder}{chapter.replace('notebooks', 'slides')}.html"
        deck = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        places.append([slide["id"] for slide in deck.find_all("section")])
        said.append([slide.select("h2, .says p, .asks, .notes") for slide in deck("section")])
    assert places[0] == places[1]
    for english, chinese in zip(*said, strict=True):
        assert [part.name for part in english] == [part.name for part in chinese]
        texts = [part.get_text() for part in chinese]
        assert not [text for text in texts if WORDS.search(text) and not HAN.search(text)]
        shown = [part.get_text() for part in chinese if part.name != "aside"]
        assert len(HAN.findall("".join(shown))) <= 80, shown


def code_of(file):
    """The cells of code of a notebook, by id."""
    cells = nbformat.read(file, as_version=4).cells
    return {cell.id: cell for cell in cells if cell.cell_type == "code"}


def numbers(cell):
    """The numbers that a cell of code has printed or shown, in any order."""
    shown = (o.get("text") or o.get("data", {}) for o in cell.outputs)
    texts = (one if isinstance(one, str) else one.get("text/plain", "") for one in shown)
    return sorted(NUMBER.findall("\n".join(texts)))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_the_same_numbers(notebook):
    english, chinese = code_of(notebook), code_of(LOCALE / "zh_CN" / notebook.name)
    assert [*english] == [*chinese]
    same = 0
    for name, cell in english.items():
        if name not in CUT and "nbval-ignore-output" not in cell.metadata.get("tags", []):
            assert numbers(chinese[name]) == numbers(cell), name
            same += bool(numbers(cell))
    assert same > 3


def test_every_chapter_is_shown_as_it_was_executed():
    """Its outputs are its own, not those that were stored for the English one."""
    for chapter in CHAPTERS:
        shown = json.loads((HTML / "zh" / "_sources" / f"{chapter}.ipynb").read_text("utf-8"))
        code = [cell for cell in shown["cells"] if cell["cell_type"] == "code"]
        assert all(cell["execution_count"] for cell in code), chapter
