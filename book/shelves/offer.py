"""A file that is made from the site, on the site: its pages lead to it once it is there.

A page says where, and hides it until then:

    <span data-file="epub" hidden>Download <a>the EPUB</a>.</span>
"""

import shutil
from pathlib import Path

from bs4 import BeautifulSoup

from book.extensions.postprocess import FORMAT
from utils.files import READABLE

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
    shutil.copyfile(file, site / file.name)
    (site / file.name).chmod(READABLE)
    del place["hidden"]
    place.a["href"] = f"../{file.name}"
    (site / PAGE).write_text(page.decode(formatter=FORMAT), "utf-8")
