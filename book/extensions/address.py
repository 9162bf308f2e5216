"""Where the site is published, and what only holds there.

The address follows from ``repository.url`` in ``_config.yml``: GitHub Pages shows
``github.com/OWNER/NAME`` at ``OWNER.github.io/NAME/``. ``html.baseurl`` names another place.
While neither is known no page names an address: no canonical link, no sitemap. (Sphinx writes
the canonical link itself once it has ``html_baseurl``.)
"""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from repository import is_placeholder

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?![a-z]+:|[/#])([^"]*)"')


def site_address(repository, baseurl=""):
    """Return the address of the site with a slash at its end, "" while it is not known.

    Args:
        repository: the address of the repository, which may be the placeholder or missing.
        baseurl: where the site is, if not on the repository's GitHub Pages.

    >>> site_address("https://github.com/Ada/book")
    'https://ada.github.io/book/'
    >>> site_address("https://github.com/ada/ada.github.io")
    'https://ada.github.io/'
    >>> site_address("https://github.com/OWNER/book", "https://book.example.org")
    'https://book.example.org/'
    >>> site_address("https://github.com/OWNER/book")
    ''
    """
    if baseurl:
        return baseurl.rstrip("/") + "/"
    if is_placeholder(repository) or urlsplit(repository).hostname != "github.com":
        return ""
    owner, name = urlsplit(repository).path.strip("/").removesuffix(".git").split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def sitemap(address, pages):
    """Return the text of sitemap.xml for the pages with these names.

    >>> print(sitemap("https://ada.github.io/book/", ["book/index"]))
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://ada.github.io/book/book/index.html</loc></url>
    </urlset>
    """
    places = [f"<url><loc>{escape(f'{address}{page}.html')}</loc></url>" for page in pages]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}">'
    return "\n".join([head, *places, "</urlset>"])


def absolute(html, path):
    """Return a page with every relative address made absolute; places on the page stay.

    Args:
        html: a page at the root of the site.
        path: where that root is on its host: ``/book/``.

    >>> absolute('<a href="book/index.html">, <a href="#top">, <a href="https://a.b/c">', "/x/")
    '<a href="/x/book/index.html">, <a href="#top">, <a href="https://a.b/c">'
    """
    return RELATIVE.sub(lambda found: f'{found[1]}="{urljoin(path, found[2])}"', html)


def _set_address(app, config):
    repository = config.html_theme_options.get("repository_url")
    config.html_baseurl = site_address(repository, config.html_baseurl)


def _finish(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder, address = Path(app.outdir), app.config.html_baseurl
    files = {}
    if address:
        files["sitemap.xml"] = sitemap(address, sorted(app.env.found_docs))
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"
        # A host shows it for every address it does not know, however many folders deep.
        page = (folder / "404.html").read_text("utf-8")
        files["404.html"] = absolute(page, urlsplit(address).path)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", _set_address)
    app.connect("build-finished", _finish, priority=700)  # after one_style.py
    return {"parallel_read_safe": True, "parallel_write_safe": True}
