"""The foot of a chapter: when its outputs were verified, with what, and where to take it.

The date and the versions come from the notebook's own metadata, where the tests that ran it
put them. The links to Colab and Binder are those of the theme's launch buttons.
"""

import json
from datetime import date
from pathlib import PurePosixPath

from babel.dates import format_date

# The names the projects give themselves, in the order to show them.
NAMES = {
    "python": "Python",
    "torch": "PyTorch",
    "matplotlib": "Matplotlib",
    "ipywidgets": "ipywidgets",
    "anywidget": "anywidget",
    "babel": "Babel",
}
OTHER = {"date", "fingerprint"}


def verified_sentence(verified):
    """Return when and with what the outputs of a notebook were verified.

    Args:
        verified: the notebook's metadata of that name: the date and the versions.

    Raises:
        KeyError: it holds a package that has no name here, or no date.

    >>> verified_sentence({"date": "2026-11-03", "torch": "2.13.0+cpu", "python": "3.11.7"})
    '3 November 2026 with Python 3.11.7 and PyTorch 2.13.0 (CPU)'
    """
    day = format_date(date.fromisoformat(verified["date"]), "d MMMM y", locale="en")
    unnamed = verified.keys() - NAMES.keys() - OTHER
    if unnamed:
        raise KeyError(f"foot.py: NAMES lacks {', '.join(sorted(unnamed))}")
    *first, last = [
        f"{name} {_version(verified[key])}" for key, name in NAMES.items() if key in verified
    ]
    return f"{day} with {', '.join(first)} and {last}"


def _version(text):
    public, _, build = text.partition("+")  # 2.13.0+cpu
    return f"{public} ({build.upper()})" if build else public


def launch_links(buttons):
    """Return the addresses of the theme's launch buttons, by their names.

    >>> button = {"text": "Colab", "url": "https://a.b"}
    >>> launch_links([{"label": "launch-buttons", "buttons": [button]}])
    {'Colab': 'https://a.b'}
    """
    groups = [group for group in buttons if group.get("label") == "launch-buttons"]
    return {button["text"]: button["url"] for group in groups for button in group["buttons"]}


def _add_to_context(app, pagename, templatename, context, doctree):
    verified = app.env.metadata[pagename].get("verified")
    if verified is None:
        return
    options = app.config.html_theme_options
    repository, branch = options.get("repository_url"), options.get("repository_branch", "main")
    context["foot"] = {
        "verified": verified_sentence(json.loads(verified)),
        "file": PurePosixPath(pagename).name + ".ipynb",
        "download": context["pathto"](f"_sources/{pagename}.ipynb", 1),
        "source": repository and f"{repository}/blob/{branch}/{pagename}.ipynb",
        "utils": repository and f"{repository}/tree/{branch}/utils",
        "launch": launch_links(context["header_buttons"]),
    }


def setup(app):
    """Register with Sphinx. The theme has its launch buttons ready at 501."""
    app.connect("html-page-context", _add_to_context, priority=502)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
