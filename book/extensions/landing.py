"""Two parts of the first page: the five chapters as stairs, and a widget out of a chapter.

``{climb}`` draws the stairs from ``book/pages.yml``; ``{widget} NOTEBOOK NAME`` shows a widget
as the notebook has stored it.
"""

import json
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from pages import chapters
from widgets import WIDGET


def stairs(found, address):
    """Return the HTML of the stairs: a list of links, one a chapter.

    Args:
        found: the chapters (``pages.chapters``).
        address: given a chapter's page, returns its address.
    """
    steps = "".join(
        f'<li><a href="{address(chapter.page)}">'
        f'<span class="climb-name">{escape(chapter.name)}</span>'
        f'<span class="climb-question">{escape(chapter.question)}</span>'
        f'<span class="climb-time">{chapter.minutes} minutes</span></a></li>'
        for chapter in found
    )
    return f'<nav class="climb" aria-label="The five chapters"><ol>{steps}</ol></nav>'


def stored_widget(notebook, name):
    """Return the HTML of a widget from the stored outputs of a notebook.

    Args:
        notebook: the path of the .ipynb file.
        name: the widget's name, as of its module in utils/widgets.

    Raises:
        ValueError: the notebook has no such widget.
    """
    for cell in json.loads(Path(notebook).read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if name in WIDGET.findall(html):
                return html
    raise ValueError(f"{notebook} has no widget {name!r}")


class Climb(Directive):
    """``{climb}``: the chapters with their questions and times."""

    def run(self):
        env = self.state.document.settings.env
        builder, page = env.app.builder, env.docname
        html = stairs(chapters(Path(env.srcdir)), lambda to: builder.get_relative_uri(page, to))
        env.note_dependency("book/pages.yml")
        return [nodes.raw("", html, format="html")]


class StoredWidget(Directive):
    """``{widget} NOTEBOOK NAME``: a widget out of a chapter."""

    required_arguments = 2

    def run(self):
        env = self.state.document.settings.env
        notebook, name = self.arguments
        env.note_dependency(f"{notebook}.ipynb")
        html = stored_widget(Path(env.srcdir) / f"{notebook}.ipynb", name)
        return [nodes.raw("", html, format="html")]


def setup(app):
    """Register with Sphinx."""
    app.add_directive("climb", Climb)
    app.add_directive("widget", StoredWidget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
