"""The key of the colours, ``{color-key}``: what each says, in figures, widgets and text."""

from sphinx.util.docutils import SphinxDirective

from book.extensions.templates import raw, render
from utils.plots.palette import MEANINGS, OUTCOME_COLORS, SERIES


class ColorKey(SphinxDirective):
    """``{color-key}``: a table of the colours and their meanings."""

    def run(self):
        rows = [(color, color.name, color.means) for color in MEANINGS.values()]
        return [
            raw(render("color-key.html", rows=rows, outcomes=OUTCOME_COLORS, series=SERIES))
        ]
