"""Tables that can be read: an empty corner is no header, and a number does not break.

A table of results has names on its left and on its top, and nothing where they meet.
"""

SHORT = 14  # characters


def mark_cells(page):
    """Make the empty headers of a page's tables ordinary cells, and mark short cells.

    Args:
        page: a ``BuiltPage``; changed in place.

    >>> from book.extensions.postprocess import BuiltPage
    >>> def after(html):
    ...     page = BuiltPage.of(html)
    ...     mark_cells(page)
    ...     return str(page.tree)
    >>> after('<tr><th class="head"><p></p></th><th class="head">f</th></tr>')
    '<tr><td class="short"></td><th class="head">f</th></tr>'
    >>> after("<td><p>fifteen letters</p></td>")
    '<td><p>fifteen letters</p></td>'
    >>> after('<td><p><b>6e-04</b></p></td><td class="row"><p>12</p></td>')
    '<td class="short"><p><b>6e-04</b></p></td><td class="row short"><p>12</p></td>'
    """
    for header in page.tree("th", class_="head"):
        if not header.get_text(strip=True) and not header("img"):
            header.name, header.attrs = "td", {}
            header.clear()
    for cell in page.tree("td"):
        if len(cell.get_text().strip()) <= SHORT:
            cell["class"] = [*cell.get("class", ()), "short"]
