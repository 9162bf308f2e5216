"""Pieces of HTML from ``book/templates``, for what a template of Sphinx does not reach."""

from pathlib import Path

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parents[1] / "templates"
_environment = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def render(name, **values):
    """Return the HTML of the template of this name.

    Raises:
        UndefinedError: the template needs a value that was not given; the error names it.
    """
    return _environment.get_template(name).render(values)


def raw(html):
    """Return the node that puts HTML into a page."""
    return nodes.raw("", html, format="html")
