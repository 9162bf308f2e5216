"""Each chapter as slides: ``slides/01_rnn.html``, from what the chapter's page shows.

``mark`` says, while the page is read, which of its blocks the slides show; ``write`` takes
them from the built page, with its formulas, pictures and widgets. ``book/slides.py`` knows the
slides.
"""

import re
from collections import defaultdict
from copy import copy
from pathlib import Path

from sphinx.errors import ExtensionError

from book.extensions.reader.guesses import blocks_by_cell
from book.extensions.templates import render
from book.slides import Deck

FOLDER = "slides"
OF = "of-cell-"
WIDGET = re.compile(r'data-widget="(\w+)"')
PARTS = {
    "math": "div.math",
    "image": "picture, p > img",
    "table": "table",
    "output": ".cell_output",
    "input": ".cell_input",
}
BY_DEFAULT = ".cell_output, div.math, picture, p > img, table"


def mark(app, doctree):
    """Mark the blocks of a chapter that its slides show, and note whether there are slides.

    Raises:
        ExtensionError: the metadata of a slide is not as it must be.
    """
    source = Path(app.env.doc2path(app.env.docname))
    if source.suffix != ".ipynb":
        return
    try:
        deck = Deck(source)
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    app.env.metadata[app.env.docname]["slides"] = bool(deck.slides)
    blocks, shown = blocks_by_cell(doctree), deck.shown()
    for index, cell in enumerate(deck.cells):
        if cell["id"] in shown:
            for block in blocks[index]:
                if hasattr(block, "attributes"):
                    block["classes"].append(OF + cell["id"])


def address(env, page):
    """Return where the slides of a page will be, from the site's root; "" if it has none."""
    return f"{FOLDER}/{Path(page).name}.html" if env.metadata[page].get("slides") else ""


def write(pages):
    """Return the decks of the chapters among these pages, each a ``BuiltPage``.

    Args:
        pages: the ``BuiltPage``s of the site, finished; the marks on them are taken away.
    """
    decks = []
    for page in pages:
        name = page.file.relative_to(page.site).with_suffix(".ipynb")
        source = page.site / "_sources" / name  # as it was when the page was built
        marked = _marked(page.tree)
        if source.exists() and (deck := Deck(source)).slides:
            decks.append(_deck(deck, page, marked))
            _unmark(_marked(decks[-1].tree))
        _unmark(marked)
    return decks


def _marked(tree):
    """The blocks of a page that are marked, by their mark."""
    marked = defaultdict(list)
    for block in tree(True):
        for name in set(block.get("class", ())):
            if name.startswith(OF):
                marked[name].append(block)
    return marked


def _unmark(marked):
    """Take the marks away; a block may have several.

    >>> from book.extensions.postprocess import BuiltPage
    >>> tree = BuiltPage.of('<p class="of-cell-a of-cell-b of-cell-a"></p>').tree
    >>> _unmark(_marked(tree))
    >>> str(tree)
    '<p></p>'
    """
    for mark, blocks in marked.items():
        for block in blocks:
            block["class"] = [name for name in block["class"] if name != mark]
            if not block["class"]:
                del block["class"]


def _deck(deck, page, marked):
    slides = [
        (slide, [_part(shown, page, marked) for shown in slide.shows]) for slide in deck.slides
    ]
    shown = "".join(part for _, parts in slides for part in parts)
    html = render(
        "deck.html",
        title=page.tree.title.string,
        chapter=f"../notebooks/{page.file.name}",
        slides=slides,
        widgets=list(dict.fromkeys(WIDGET.findall(shown))),
    )
    file = page.site / FOLDER / page.file.name
    file.parent.mkdir(exist_ok=True)
    return type(page).of(html, file, page.site)


def _part(shown, page, marked):
    """The HTML of what a slide shows of a cell, from the blocks that are marked.

    Raises:
        ExtensionError: the page has nothing of the kind.
    """
    blocks = marked[OF + shown.cell]
    wanted = PARTS.get(shown.kind, BY_DEFAULT)
    found = [part for block in blocks for part in _within(block, wanted)]
    found = [part.select_one(".book-widget") or part for part in found]
    if shown.number:
        found = found[shown.number - 1 : shown.number]
    if not found:
        raise ExtensionError(f"{page.file.stem}: a slide shows {' '.join(map(str, shown))}")
    return "".join(f'<div class="show">{_clean(part)}</div>' for part in found)


def _within(block, wanted):
    """What the selector finds in a block, or the block itself."""
    inside = block.select(wanted)
    own = [] if inside else [one for one in block.parent.select(wanted) if one is block]
    return [one for one in [*own, *inside] if not any(p in inside for p in one.parents)]


def _clean(part):
    """A copy of a part, without links and the dots of the ledger; nothing in it waits."""
    part = copy(part)
    for tag in [part, *part.find_all(True)]:
        for name in ("id", "loading", "tabindex"):
            tag.attrs.pop(name, None)
    for other in part.select("button, .its-runs"):
        other.decompose()
    for link in part.select("a"):
        link.unwrap()
    return part
