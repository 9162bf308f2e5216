"""What is folded away is called what it says; MyST-NB calls it all "Toggle hidden content". And
the contents of the book and of the page, which the theme calls "Main" and "Page"."""

CONTENTS = {"Main": "Contents of the book", "Page": "On this page"}


def drop_labels(page):
    """Take the labels off the summaries of a page: they would hide the words that one sees.

    Args:
        page: a ``BuiltPage``; changed in place.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of('<summary aria-label="Toggle hidden content">The code</summary>')
    >>> drop_labels(page)
    >>> str(page.tree)
    '<summary>The code</summary>'
    """
    for summary in page.tree("summary"):
        summary.attrs.pop("aria-label", None)


def name_contents(page):
    """Call the two lists of contents what they are.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of('<nav aria-label="Page"></nav><nav></nav>')
    >>> name_contents(page)
    >>> str(page.tree)
    '<nav aria-label="On this page"></nav><nav></nav>'
    """
    for nav in page.tree("nav", attrs={"aria-label": list(CONTENTS)}):
        nav["aria-label"] = CONTENTS[nav["aria-label"]]
