"""What is folded away is called what it says; MyST-NB calls it all "Toggle hidden content"."""


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
