"""The places in the built book that a link may lead to, and those that are promised to stay.

Courses, slides and other people's pages link to headings, terms, claims and the settings of
claims. A new edition adds places: `make book`, then `python -m tests.book.anchors` writes them
into anchors.txt. One that is gone is a broken link somewhere; whoever takes it out of the file,
by hand, says so to those who are teaching.
"""

import re
from pathlib import Path

from tests.book.built import PAGES, read

FROZEN = Path(__file__).with_name("anchors.txt")
LEDGER = "book/claims"  # its headings are sentences that a new run may change; its labels stay
SETTING = re.compile(r"[a-z0-9-]+--[a-z0-9-]+")
# What a claim or a reference is called, a term, a part of a page.
KINDS = "span", "dt", "p", "section"
OWN = "quote-", "pst-"  # what the pages link back to, and the theme's: they come and go


def anchors() -> set[str]:
    """Every place of the book, with its page: `notebooks/01_rnn#the-formula`."""
    found = set()
    for name, page in read(PAGES).items():
        kinds = KINDS[:-1] if name == LEDGER else KINDS
        places = {tag["id"] for kind in kinds for tag in page.all(kind) if "id" in tag}
        if name == LEDGER:
            places |= set(filter(SETTING.fullmatch, page.ids))
        found |= {f"{name}#{place}" for place in places if not place.startswith(OWN)}
    return found


def frozen() -> set[str]:
    return set(FROZEN.read_text("utf-8").split()) if FROZEN.is_file() else set()


if __name__ == "__main__":
    lines = sorted(frozen() | anchors())
    FROZEN.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{FROZEN.name} has {len(lines)} places.")
