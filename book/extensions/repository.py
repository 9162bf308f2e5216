"""Links to the repository, only where there is a repository to link to.

The address of the repository stands in one place, ``repository.url`` in
``_config.yml``. From it the theme derives every button that leaves the page:
Colab, Binder, "Repository", "Open issue", "Suggest edit".

Until the address is known it holds the placeholder owner ``OWNER``. Buttons made
from that would all be dead links, so this extension takes them out. Set the real
address and they appear; nothing else has to change.
"""

from urllib.parse import urlsplit

PLACEHOLDER_OWNER = "OWNER"

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


def _apply(app, config):
    config.html_theme_options = without_dead_links(config.html_theme_options)


def setup(app):
    """Register with Sphinx.

    The theme reads its options when the builder starts and again for each page;
    ``config-inited`` comes before both.
    """
    app.connect("config-inited", _apply)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
