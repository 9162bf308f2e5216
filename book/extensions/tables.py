"""Tables that can be read: an empty corner is no header, and a number does not break.

A table of results has names on its left and on its top, and nothing where they meet.
"""

import re

ONE_FORMULA = r"<math\b(?:(?!</math>).)*</math>"
SHORT = re.compile(
    rf'<td(?: class="([^"]*)")?>(<p>(?:[^<]{{1,14}}|{ONE_FORMULA})</p></td>)', re.S
)
EMPTY_HEADER = re.compile(r'<th class="head">(?:<p></p>)?</th>')


def without_empty_headers(body):
    """Return a page's HTML in which an empty header of a table is an ordinary cell.

    >>> without_empty_headers('<tr><th class="head"><p></p></th><th class="head">f</th></tr>')
    '<tr><td></td><th class="head">f</th></tr>'
    """
    return EMPTY_HEADER.sub("<td></td>", body)


def with_short_cells(body):
    """Return a page's HTML in which cells of few characters, or of one formula, have the
    class ``short``.

    >>> with_short_cells("<td><p>fifteen letters</p></td>")
    '<td><p>fifteen letters</p></td>'
    >>> with_short_cells('<td><p>6e-04</p></td><td class="row"><p>12</p></td>')
    '<td class="short"><p>6e-04</p></td><td class="row short"><p>12</p></td>'
    """
    return SHORT.sub(
        lambda m: f'<td class="{" ".join((m[1] or "", "short")).strip()}">{m[2]}', body
    )


def _rewrite(app, page, template, context, doctree):
    if "body" in context:
        context["body"] = with_short_cells(without_empty_headers(context["body"]))


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
