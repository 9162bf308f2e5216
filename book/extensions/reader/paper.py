"""What stays together on paper: a line that ends in a colon and what it announces, a figure and
its caption. The style sheet (``print.css``) knows them by their classes."""

from book.extensions.reader.tables import add_class

FIGURE = "Figure "


def mark_neighbours(page):
    """Mark the paragraphs of a page that belong to what comes next, or to what came before.

    Args:
        page: a ``BuiltPage``; changed in place.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of(
    ...     "<section><p>It answers:</p><p><b>Figure 1.</b> A net.</p><p>So.</p></section>")
    >>> mark_neighbours(page)
    >>> [p.get("class") for p in page.tree("p")]
    [['leads'], ['caption'], None]
    >>> page = BuiltPage.of('<div class="awaits-guess"><p>Figure 1.</p></div>')
    >>> mark_neighbours(page)
    >>> page.tree.p["class"]
    ['caption']
    """
    for paragraph in page.tree("p"):
        above = paragraph.parent
        if above.name != "section" and "awaits-guess" not in above.get("class", ()):
            continue
        text = paragraph.get_text().strip()
        if text.endswith(":"):
            add_class(paragraph, "leads")
        elif text.startswith(FIGURE):
            add_class(paragraph, "caption")
