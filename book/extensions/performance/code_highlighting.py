"""Quiet code: four kinds of words have a colour, all others are plain text.

Fewer colours read better, and a page of code has a third of the elements.
"""

from pygments.formatters import HtmlFormatter
from pygments.token import Comment, Keyword, Number, Operator, String

CLASSES = {
    Comment: "comment",
    Keyword: "keyword",
    Operator.Word: "keyword",  # in, not, and, or
    String: "string",
    Number: "number",
}


def css_class(token):
    """Return the class of a token, empty for plain text.

    >>> css_class(Number.Integer), css_class(Operator.Word), css_class(Operator)
    ('number', 'keyword', '')
    """
    return next((name for kind, name in CLASSES.items() if token in kind), "")


class QuietFormatter(HtmlFormatter):
    """Writes `<span class="keyword">` and its three siblings, and no others."""

    def _get_css_class(self, ttype):
        return css_class(ttype)

    _get_css_classes = _get_css_class
