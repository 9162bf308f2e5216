"""The chapters as stairs, on the first page: ``{chapter-stairs}`` draws them from
``book/pages.yml``, on each step what its model says to one number (``book/stair.json``). The
widget ``stair`` asks it others.
"""

import json
from pathlib import Path

from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from book import stair
from book.extensions.site.pages import chapters
from book.extensions.templates import raw, render


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
    digits, each right or not, and the share of random numbers of that length in percent."""
    asked = values["text"]
    digits = [(char, asked[n : n + 1] == char) for n, char in enumerate(said)]
    digits += [("·", False)] * (len(asked) - len(said))
    score = 100 * values["steps"][name]["scores"][len(asked) - 1]
    return {"said": said, "digits": digits, "score": f"{score:.0f}"}
