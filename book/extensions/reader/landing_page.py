"""Two parts of the first page: the chapters as stairs, and a widget out of a chapter.

``{chapter-stairs}`` draws the stairs from ``book/pages.yml``, on each step what its model says
to one number (``book/stair.json``); the widget ``stair`` asks it others.
``{widget} NOTEBOOK NAME`` shows a widget as the notebook has stored it.
"""

import json
from pathlib import Path

from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from book import stair
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
    """``{chapter-stairs}``: the chapters with their questions and times, and what their models
    say."""

    def run(self):
        for file in ("book/pages.yml", "book/stair.json"):
            self.env.note_dependency(file)
        builder, here = self.env.app.builder, self.env.docname
        every, told = chapters(Path(self.env.srcdir)), stair.read()
        values = told["values"]
        steps = [
            {
                "chapter": chapter,
                "address": builder.get_relative_uri(here, chapter.docname),
                **answer(values, said, name),
            }
            for chapter, (name, said) in zip(every, told["answers"].items(), strict=True)
        ]
        state = json.dumps(values).replace("<", "\\u003c")
        asked = {"asked": values["text"], "values": Markup(state)}
        return [raw(render("chapter-stairs.html", steps=steps, **asked))]


def answer(values, said, name):
    """Return what a model says to the first number, as the widget shows it: the answer, its
    digits, each right or not, and the share of unseen numbers of that length in percent."""
    asked = values["text"]
    digits = [(char, asked[n : n + 1] == char) for n, char in enumerate(said)]
    digits += [("·", False)] * (len(asked) - len(said))
    score = 100 * values["steps"][name]["scores"][len(asked) - 1]
    return {"said": said, "digits": digits, "score": f"{score:.0f}"}


class StoredWidget(SphinxDirective):
    """``{widget} NOTEBOOK NAME``: a widget out of a chapter."""

    required_arguments = 2

    def run(self):
        notebook, name = self.arguments
        self.env.note_dependency(f"{notebook}.ipynb")
        return [raw(stored_widget(Path(self.env.srcdir) / f"{notebook}.ipynb", name))]
