"""A file that is made from the site, on the site: its pages lead to it once it is there.

A page says where, and hides it until then:

    <span data-file="epub" hidden>Download <a>the EPUB</a>.</span>
"""

from pathlib import Path

from bs4 import BeautifulSoup

from book.extensions.postprocess import FORMAT
from utils import files
from utils.files import READABLE, replacing

PAGE = "book/running.html"


def offer(file: Path, site: Path) -> None:
    """Put a file at the root of a site, and let PAGE lead to it.

    Args:
        file: what is offered.
        site: the folder of the pages of one language.

    Raises:
        ValueError: the page does not wait for a file of this kind.
    """
    page = BeautifulSoup((site / PAGE).read_text("utf-8"), "html.parser")
    place = page.find(attrs={"data-file": file.suffix.removeprefix(".")})
    if place is None:
        raise ValueError(f"{PAGE}: expected a place for {file.name}")
    with replacing(site / file.name, READABLE) as copy:
        copy.write(file.read_bytes())
    del place["hidden"]
    place.a["href"] = f"../{file.name}"
    files.write(site / PAGE, page.decode(formatter=FORMAT))
