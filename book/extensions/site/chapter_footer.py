"""The foot of a chapter says when its outputs were verified, and with what.

The date and the versions come from the notebook's own metadata, where the tests that ran it put
them. The links beside them are in ``book/templates/chapter-footer.html``.
"""

import json
from datetime import date

from babel.dates import format_date

# The names the projects give themselves, in the order to show them.
NAMES = {
    "python": "Python",
    "torch": "PyTorch",
    "matplotlib": "Matplotlib",
    "ipywidgets": "ipywidgets",
    "anywidget": "anywidget",
}
OTHER = {"date", "fingerprint", "seal"}


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
        raise KeyError(f"chapter_footer.py: NAMES lacks {', '.join(sorted(unnamed))}")
    *first, last = [
        f"{name} {_version(verified[key])}" for key, name in NAMES.items() if key in verified
    ]
    return f"{day} with {', '.join(first)} and {last}"


def _version(text):
    public, _, build = text.partition("+")  # 2.13.0+cpu
    return f"{public} ({build.upper()})" if build else public


def verified(env, page):
    """Return that sentence for a page, None if it is not an executed notebook."""
    stored = env.metadata[page].get("verified")
    return stored and verified_sentence(json.loads(stored))
