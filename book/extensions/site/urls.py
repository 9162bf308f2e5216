"""Where the repository and the site are, and what only holds there.

The address of the repository stands in one place, ``repository.url`` in ``_config.yml``. From
it the theme derives every button that leaves the page: Colab, Binder, "Repository", "Open
issue", "Suggest edit". While it holds the placeholder owner ``OWNER``, those would all be dead
links, so they are taken out; with the real address they appear.

The address of the site follows from it: GitHub Pages shows ``github.com/OWNER/NAME`` at
``OWNER.github.io/NAME/``. ``html.baseurl`` names another place. While neither is known no page
names an address: no canonical link, no sitemap. (Sphinx writes the canonical link itself once
it has ``html_baseurl``.)
"""

from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from book.languages import LANGUAGES, language

PLACEHOLDER_OWNER = "OWNER"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

# The theme options that make the theme link to the repository.
REPOSITORY_OPTIONS = (
    "launch_buttons",
    "repository_url",
    "repository_branch",
    "path_to_docs",
    "use_repository_button",
    "use_issues_button",
    "use_edit_page_button",
    "use_source_button",
)


def is_placeholder(url):
    """Say whether ``url`` is missing or still names the placeholder owner.

    >>> is_placeholder("https://example.org/OWNER/book")
    True
    >>> is_placeholder("https://example.org/ada/book")
    False
    """
    return not url or PLACEHOLDER_OWNER in urlsplit(url).path.split("/")


def without_dead_links(options):
    """Return the theme options, less those that would make dead links.

    Args:
        options: the dictionary ``html_theme_options``. It is left as it is.

    Returns:
        A new dictionary: all of ``options`` when the repository's address is real, then
        without a slash or ``.git`` at its end; otherwise ``options`` without those in
        ``REPOSITORY_OPTIONS``.
    """
    url = options.get("repository_url")
    if not is_placeholder(url):
        return {**options, "repository_url": url.rstrip("/").removesuffix(".git")}
    return {name: value for name, value in options.items() if name not in REPOSITORY_OPTIONS}


def site_url(repository, baseurl=""):
    """Return the address of the site with a slash at its end, "" while it is not known.

    Args:
        repository: the address of the repository, which may be the placeholder or missing.
        baseurl: where the site is, if not on the repository's GitHub Pages.

    >>> site_url("https://github.com/Ada/book")
    'https://ada.github.io/book/'
    >>> site_url("https://github.com/ada/ada.github.io")
    'https://ada.github.io/'
    >>> site_url("https://github.com/OWNER/book", "https://book.example.org")
    'https://book.example.org/'
    >>> site_url("https://github.com/OWNER/book")
    ''
    """
    if baseurl:
        return baseurl.rstrip("/") + "/"
    if is_placeholder(repository) or urlsplit(repository).hostname != "github.com":
        return ""
    owner, name = urlsplit(repository).path.strip("/").removesuffix(".git").split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def set_urls(app, config):
    """Set the theme's options and the site's address, before the theme and Sphinx read them."""
    config.html_theme_options = without_dead_links(config.html_theme_options)
    repository = config.html_theme_options.get("repository_url")
    site = site_url(repository, config.html_baseurl)
    config.html_baseurl = site and site + language(config.language).folder


def sitemap(url, pages):
    """Return the text of sitemap.xml for the pages with these names.

    >>> print(sitemap("https://ada.github.io/book/", ["book/index"]))
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://ada.github.io/book/book/index.html</loc></url>
    </urlset>
    """
    places = [f"<url><loc>{escape(f'{url}{page}.html')}</loc></url>" for page in pages]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}">'
    return "\n".join([head, *places, "</urlset>"])


def write_sitemap(folder, url, pages, own):
    """Tell search engines what pages there are, once the address is known.

    Args:
        folder: of the pages of one language.
        url: its address.
        pages: their names.
        own: the language. With the first one, at the root of the site, goes robots.txt.
    """
    if url:
        (folder / "sitemap.xml").write_text(sitemap(url, sorted(pages)), "utf-8")
    if url and not own.folder:
        maps = [f"Sitemap: {url}{one.folder}sitemap.xml" for one in LANGUAGES]
        robots = "\n".join(["User-agent: *", "Allow: /", *maps, ""])
        (folder / "robots.txt").write_text(robots, "utf-8")


def make_absolute(page, path):
    """Make every relative address of a page absolute; places on the page stay.

    A host shows 404.html for every address it does not know, however many folders deep.
    (sphinx-notfound-page does this before the style sheets are joined.)

    Args:
        page: a ``BuiltPage`` at the root of the site; changed in place.
        path: where the site is on its host: ``/book/``.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of('<a href="book/index.html"></a><a href="#top"></a><a href="x://b"></a>')
    >>> make_absolute(page, "/x/")
    >>> str(page.tree)
    '<a href="/x/book/index.html"></a><a href="#top"></a><a href="x://b"></a>'
    """
    for name in ("href", "src", "action", "data-content_root"):
        for tag in page.tree.find_all(attrs={name: True}):
            if not tag[name].startswith("#"):
                tag[name] = urljoin(path, tag[name])
