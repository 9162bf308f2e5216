"""A file that was made is on the site, and its page leads to it."""

import pytest

from book.shelves.offer import PAGE, offer

TEXT = '<p>Both: <span data-file="epub" hidden>get <a>the EPUB</a>.</span></p>'


@pytest.fixture
def site(tmp_path):
    page = tmp_path / "html" / PAGE
    page.parent.mkdir(parents=True)
    page.write_text(TEXT)
    return tmp_path / "html"


def test_the_page_leads_to_the_file(site, tmp_path):
    file = tmp_path / "book.epub"
    file.write_bytes(b"a book")
    offer(file, site)
    assert (site / PAGE).read_text() == TEXT.replace(" hidden", "").replace(
        "<a>", '<a href="../book.epub">'
    )
    assert (site / "book.epub").read_bytes() == b"a book"
    offer(file, site)  # the next one takes its place
    assert (site / PAGE).read_text().count("../book.epub") == 1


def test_a_file_that_no_page_waits_for_changes_nothing(site, tmp_path):
    file = tmp_path / "book.djvu"
    file.write_bytes(b"a book")
    with pytest.raises(ValueError, match=r"a place for book\.djvu"):
        offer(file, site)
    assert (site / PAGE).read_text() == TEXT
    assert not (site / "book.djvu").exists()
