"""Callouts that read well everywhere: a quote whose first words are bold.

In a notebook, in JupyterLab or on GitHub ``> **Your guess.** Will it learn?`` shows as
a quote. On the page it becomes a box of its own kind, with the bold words as its title.
(sphinx-exercise's directives would show up there as raw text.)
"""

import re

from docutils import nodes

KINDS = {
    "Your guess": "guess",
    "Result": "result",
    "Failure": "failure",
    "Exercise": "exercise",
}
TITLE = re.compile(rf"({'|'.join(KINDS)})( \d+)?\.?")


def kind_of(title):
    """Return the class of the box with this title, None if it is an ordinary quote.

    >>> kind_of("Your guess."), kind_of("Exercise 2."), kind_of("Results vary.")
    ('guess', 'exercise', None)
    """
    found = TITLE.fullmatch(title)
    return KINDS[found[1]] if found else None


def to_box(quote):
    """Return the box for a quote that opens with the bold title of one, else None."""
    first = quote.next_node(nodes.paragraph)
    inline = [child for child in first.children if child.astext()] if first else []
    if not inline or not isinstance(inline[0], nodes.strong):
        return None
    bold, *rest = inline
    kind = kind_of(bold.astext())
    if kind is None:
        return None
    if rest and isinstance(rest[0], nodes.Text):
        rest[0] = nodes.Text(rest[0].lstrip())
    first.children = []
    first += rest
    box = nodes.admonition("", classes=[kind])
    box.line = quote.line
    box += nodes.title("", bold.astext().rstrip("."))
    box += [child for child in quote.children if child is not first or first.astext()]
    return box


def replace_quotes(app, doctree):
    """Replace the quotes of a page that are callouts."""
    for quote in list(doctree.findall(nodes.block_quote)):
        box = to_box(quote)
        if box is not None:
            quote.replace_self(box)
