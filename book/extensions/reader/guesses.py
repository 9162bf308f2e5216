"""Guesses on the page: what the script of the page needs to ask, and what it covers.

A box "Your guess" gets the data of its guess (``book/guesses.py``) as JSON; what gives the
answer away is put into boxes of its own, ``awaits-guess``. Only the script, ``guesses.js``,
covers these: without it, on paper and in the search the page reads as its notebook does.
"""

import json
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

from book.guesses import Chapter

SCRIPTS = "guess-marks.js", "guess-fields.js", "guess-curve.js", "guesses.js"
STYLE = "guesses.css"
LINES_OF_A_CELL = 10_000  # MyST-NB numbers the lines of cell n from 10,000 (n + 1) on


def add_guesses(app, doctree):
    """Prepare the guesses of a page; the callouts have been made.

    Raises:
        ExtensionError: the metadata of a guess is not as it must be.
    """
    source = Path(app.env.doc2path(app.env.docname))
    if source.suffix != ".ipynb":
        return
    try:
        guesses = Chapter(source).guesses()
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    prepare(doctree, guesses)


def prepare(doctree, guesses):
    """Put the data of the guesses into their boxes, and boxes around what they cover.

    Args:
        doctree: the page.
        guesses: its guesses, ``book.guesses.Guess``.
    """
    blocks = blocks_by_cell(doctree)
    awaits = {}
    for guess in guesses:
        own = blocks[guess.index]
        box = next(block for block in own if has_class(block, "guess"))
        box.insert(1, nodes.raw("", script_of(guess.data), format="html"))
        for index in guess.covers:
            found = own[own.index(box) + 1 :] if index == guess.index else blocks[index]
            for block in giving_away(found):
                awaits[block] = guess.cell
    for parent in {id(block.parent): block.parent for block in awaits}.values():
        children = []
        for cell, group in groupby(parent.children, awaits.get):
            group = list(group)
            children += [around(group, cell)] if cell else group
        parent.children = children
        for child in children:
            child.parent = parent


def blocks_by_cell(doctree):
    """Return the blocks of a page, not its headings, by the index of their cell."""
    blocks, index = {}, 0
    for section in [doctree, *doctree.findall(nodes.section)]:
        for block in section.children:
            if not isinstance(block, nodes.section | nodes.title):
                index = cell_of(block, index)
                blocks.setdefault(index, []).append(block)
    return blocks


def cell_of(block, before):
    """Return the index of a block's cell; if the block has none, that of the one before."""
    if isinstance(block, nodes.Element) and "cell_index" in block:
        return block["cell_index"]
    lines = (node.line for node in block.findall() if node.line)
    line = next(lines, None)
    return before if line is None else line // LINES_OF_A_CELL - 1


def has_class(node, name):
    """Say whether a node has this class."""
    return isinstance(node, nodes.Element) and name in node["classes"]


def giving_away(blocks):
    """Return those of a cell's blocks that give an answer away: all before the next heading; if
    the next guess is among them, all up to the box with the result."""
    blocks = [block for block in blocks if block.parent is blocks[0].parent]
    if any(has_class(block, "guess") for block in blocks):
        last = next(n for n, block in enumerate(blocks) if has_class(block, "result"))
        return blocks[: last + 1]
    return blocks


def around(blocks, cell):
    """Return a box around these blocks, which await the guess of this cell."""
    box = nodes.container(classes=["awaits-guess", f"for-{cell}"])
    box += blocks
    return box


def script_of(data):
    """Return data as a script that nothing in it can end.

    >>> print(script_of({"x": "</script>"}))
    <script type="application/json" class="guess-data">{"x": "<\\/script>"}</script>
    """
    text = json.dumps(data, ensure_ascii=False).replace("</", r"<\/")
    return f'<script type="application/json" class="guess-data">{text}</script>'


def add_scripts(app, body):
    """Add the scripts and the style of the guesses to a page that has some."""
    if 'class="guess-data"' in body:
        for name in SCRIPTS:
            app.add_js_file(name)
        app.add_css_file(STYLE)
