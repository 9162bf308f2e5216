"""What is done to the pages once they are built: one pass.

Each page is parsed once, goes through ``PASSES`` in their order, and is written again. The
parser, html.parser, changes nothing in scripts and MathML; it lower-cases the names of SVG,
which every browser corrects (the HTML standard has the table).
"""

import posixpath
import shutil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from book.extensions.performance import images, stylesheets
from book.extensions.reader import labels, paper, symbols, tables, widgets
from book.extensions.site import decks, urls


class _Format(HTMLFormatter):
    """Writes attributes in their order, and `defer` for `defer=""`."""

    def attributes(self, tag):
        return [(name, value or None) for name, value in tag.attrs.items()]


FORMAT = _Format(EntitySubstitution.substitute_xml)


class BuiltPage(NamedTuple):
    """A page of the built site: its tree, its file, and the site's folder."""

    tree: BeautifulSoup
    file: Path
    site: Path

    @classmethod
    def of(cls, html, file=Path("page.html"), site=Path()):
        """Parse a page."""
        return cls(BeautifulSoup(html, "html.parser"), file, site)

    def file_at(self, address):
        """Return the file that an address on the page leads to."""
        return (self.file.parent / unquote(urlsplit(address).path)).resolve()

    def address_of(self, file):
        """Return the address of a file of the site, seen from the page."""
        return posixpath.relpath(file, self.file.parent)


def defer_scripts(page):
    """Let no script hold up the first paint, except 200 bytes of settings that others read at
    once. Those of the search must run in their order before the page is read to its end."""
    for script in page.tree.head("script", src=True):
        if page.file.name != "search.html" and "documentation_options" not in script["src"]:
            script["defer"] = ""


PASSES = (
    defer_scripts,
    labels.drop_labels,
    labels.name_contents,
    paper.mark_neighbours,
    symbols.connect,
    tables.mark_cells,
    tables.mark_output,
    images.optimize,
    widgets.move_values,
)


def postprocess(site, url):
    """Make the pages of a built site light.

    Args:
        site: the folder of the site.
        url: its address, "" while that is not known.
    """
    site = site.resolve()
    shutil.rmtree(site / "_static" / "vendor")  # the icon fonts, which no page loads
    files = [file for file in site.rglob("*.html") if "_static" not in file.parts]
    pages = [BuiltPage.of(file.read_text("utf-8"), file, site) for file in files]
    for page in pages:
        for change in PASSES:
            change(page)
    pages += decks.write(pages)
    stylesheets.bundle(pages, site)
    for page in pages:
        if url and page.file == site / "404.html":
            urls.make_absolute(page, urlsplit(url).path)
        page.file.write_text(page.tree.decode(formatter=FORMAT), "utf-8")
    images.remove_png(site)
