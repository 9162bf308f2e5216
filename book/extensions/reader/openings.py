"""What opens a chapter: its failure, to be touched before any code.

``book/openings/chapters.yml`` says what is seen; one of ``utils/widgets/opening_*.js`` computes
it. The models are those of another widget of the page, whose values it shares, so that the page
loads them once; or they come from ``book/openings``.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from docutils import nodes

from book.extensions.templates import raw, render
from book.openings import copiers, spelling
from utils.widgets.seq2seq_model import store_model

FILE = Path(__file__).parents[2] / "openings" / "chapters.yml"
STYLE = "opening.css"


class Opening(NamedTuple):
    """What the file says of a chapter."""

    title: str
    says: str
    asks: str
    kind: str
    settings: dict
    of: str = ""
    made: str = ""

    @property
    def values(self) -> dict:
        """The values that no other widget of the page has."""
        return MADE[self.made]() if self.made else {}


def copier_values():
    """Return the models that copy digits, by their names; the first is asked first."""
    models = {
        f"{digits} digits": store_model(copiers.load(digits)) for digits in copiers.DIGITS
    }
    return {"models": models, "model": next(iter(models))}


MADE = {"copiers": copier_values, "spelling": spelling.values}


@cache
def openings():
    """Return the opening of each chapter, by its page."""
    chapters = yaml.safe_load(FILE.read_text("utf-8"))
    return {page: Opening(**about) for page, about in chapters.items()}


def html_of(opening):
    """Return the HTML of an opening."""
    settings = opening.settings | {"title": opening.title}
    return render(
        "opening.html",
        opening=opening,
        settings=json.dumps(settings, ensure_ascii=False),
        values=json.dumps(opening.values, ensure_ascii=False).replace("<", "\\u003c"),
    )


def add(app, doctree):
    """Put the opening of a chapter after what the chapter teaches, before the first code."""
    page = app.env.docname
    if app.builder.format != "html" or page not in openings():
        return
    app.env.note_dependency(FILE)
    section = next(doctree.findall(nodes.section))
    code = [n for n, node in enumerate(section) if has_code(node)]
    if code:  # else there is no widget whose values it could share
        section.insert(code[0], raw(html_of(openings()[page])))


def has_code(node):
    """Say whether a node is the cell of some code."""
    return isinstance(node, nodes.Element) and "cell" in node.get("classes", ())


def add_style(app, body):
    """Add the style of the openings to a page that has one."""
    if 'class="opening"' in body:
        app.add_css_file(STYLE)
