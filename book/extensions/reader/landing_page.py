"""Two parts of the first page: the chapters as stairs, and a widget out of a chapter.

``{chapter-stairs}`` draws the stairs from ``book/pages.yml``;
``{widget} NOTEBOOK NAME`` shows a widget as the notebook has stored it.
"""

import json
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

from book.extensions.reader.widgets import names
from book.extensions.site.pages import chapters
from book.extensions.templates import raw, render


def stored_widget(notebook, name):
    """Return the HTML of a widget from the stored outputs of a notebook.

    Args:
        notebook: the path of the .ipynb file.
        name: the widget's name, that of its module in utils/widgets.

    Raises:
        ValueError: the notebook has no such widget.
    """
    for cell in json.loads(Path(notebook).read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if name in names(html):
                return html
    raise ValueError(f"{notebook} has no widget {name!r}")


class ChapterStairs(SphinxDirective):
    """``{chapter-stairs}``: the chapters with their questions and times."""

    def run(self):
        self.env.note_dependency("book/pages.yml")
        builder, here = self.env.app.builder, self.env.docname
        steps = [
            (chapter, builder.get_relative_uri(here, chapter.docname))
            for chapter in chapters(Path(self.env.srcdir))
        ]
        return [raw(render("chapter-stairs.html", steps=steps))]


class StoredWidget(SphinxDirective):
    """``{widget} NOTEBOOK NAME``: a widget out of a chapter."""

    required_arguments = 2

    def run(self):
        notebook, name = self.arguments
        self.env.note_dependency(f"{notebook}.ipynb")
        return [raw(stored_widget(Path(self.env.srcdir) / f"{notebook}.ipynb", name))]
