"""Headings lead to the same places in every language: those of the original.

A translated source has ``book/headings.json``: for each page, from a heading to the original
one, both as ``book/headings.py`` gives them. With it ``#three-steps`` is the same section on
both sides of the book, in links and in the address bar.
"""

import json
from pathlib import Path

from docutils import nodes
from myst_parser.mdit_to_docutils.base import default_slugify

from book.headings import normal

FILE = Path(__file__).parents[2] / "headings.json"
ORIGINAL = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
_here = {}  # those of the page that is being read


def slug(title):
    """Return what a link writes behind ``#`` for a heading.

    >>> slug("Three steps")
    'three-steps'
    """
    return default_slugify(_here.get(normal(title), title))


def keep_places(app):
    """Have docutils name translated sections as the original ones."""
    if ORIGINAL:
        make_id = nodes.make_id
        nodes.make_id = lambda name: make_id(_here.get(normal(name), name))
        app.connect("source-read", _read)


def _read(app, page, source):
    _here.clear()
    _here.update(ORIGINAL.get(page, {}))
