"""Headings lead to the same places in every language: those of the original.

A translated source has ``book/headings.json``: for each page, from a heading to the original
one, both without marks. With it ``#three-steps`` is the same section on both
sides of the book, in links and in the address bar.
"""

import json
from pathlib import Path

from docutils import nodes
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from myst_parser.mdit_to_docutils.base import default_slugify

FILE = Path(__file__).parents[2] / "headings.json"
ORIGINAL = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
_here = {}  # those of the page that is being read
TEXT, FORMULA = {"text", "code_inline"}, {"math_inline"}


def slug(title):
    """Return what a link writes behind ``#`` for a heading.

    >>> slug("Three steps")
    'three-steps'
    """
    return default_slugify(_here.get(normal(title), title))


def normal(text):
    """Return a heading as FILE has it on its left side.

    >>> normal(" Two  Steps")
    'two steps'
    """
    return " ".join(text.lower().split())


def plain(heading):
    """Return a heading in the two ways that it becomes an address: for MyST's links without
    its formulas, for docutils with them.

    >>> plain("## Who keeps $h_t$, *really*?")
    ['Who keeps , really?', 'Who keeps h_t, really?']
    """
    parsed = MarkdownIt("commonmark").use(dollarmath_plugin).parse(heading)
    parts = parsed[1].children
    ways = ([p.content for p in parts if p.type in kinds] for kinds in (TEXT, TEXT | FORMULA))
    return ["".join(way) for way in ways]


def keep_places(app):
    """Have docutils name translated sections as the original ones."""
    if ORIGINAL:
        make_id = nodes.make_id
        nodes.make_id = lambda name: make_id(_here.get(normal(name), name))
        app.connect("source-read", _read)


def _read(app, page, source):
    _here.clear()
    _here.update(ORIGINAL.get(page, {}))
