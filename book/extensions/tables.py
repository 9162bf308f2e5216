"""Tables that can be read: an empty corner is no header, and a number does not break.

A table of results has names on its left and on its top, and nothing where they meet.
"""

import html
import re

CELL = re.compile(r'<td(?: class="([^"]*)")?>((?:(?!</td>).)*)</td>', re.DOTALL)
SHORT = 14  # characters
EMPTY_HEADER = re.compile(r'<th class="head">(?:<p></p>)?</th>')


def without_empty_headers(body):
    """Return a page's HTML in which an empty header of a table is an ordinary cell.

    >>> without_empty_headers('<tr><th class="head"><p></p></th><th class="head">f</th></tr>')
    '<tr><td></td><th class="head">f</th></tr>'
    """
    return EMPTY_HEADER.sub("<td></td>", body)


def with_short_cells(body):
    """Return a page's HTML in which cells of at most SHORT characters have the class ``short``.

    >>> with_short_cells("<td><p>fifteen letters</p></td>")
    '<td><p>fifteen letters</p></td>'
    >>> with_short_cells('<td><p><b>6e-04</b></p></td><td class="row"><p>12</p></td>')
    '<td class="short"><p><b>6e-04</b></p></td><td class="row short"><p>12</p></td>'
    """

    def marked(match):
        classes, content = match.groups()
        text = html.unescape(re.sub("<[^>]*>", "", content)).strip()
        if len(text) > SHORT:
            return match[0]
        names = f"{classes} short" if classes else "short"
        return f'<td class="{names}">{content}</td>'

    return CELL.sub(marked, body)


def _rewrite(app, page, template, context, doctree):
    if "body" in context:
        context["body"] = with_short_cells(without_empty_headers(context["body"]))


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
