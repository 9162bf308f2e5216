"""What is folded away, and what one presses, is read as it is shown.

MyST-NB calls all that is folded "Toggle hidden content", whatever it says, and the theme has a
button with other words than its label. A label hides the words that one sees.
"""


def drop_labels(page):
    """Take the labels off the summaries and buttons of a page that say something else.

    Args:
        page: a ``BuiltPage``; changed in place.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of(
    ...     '<summary aria-label="Toggle hidden content">Show the code</summary>'
    ...     '<button aria-label="All pages"><i></i></button>')
    >>> drop_labels(page)
    >>> str(page.tree)
    '<summary>Show the code</summary><button aria-label="All pages"><i></i></button>'
    """
    for tag in page.tree(["summary", "button"], attrs={"aria-label": True}):
        if tag.get_text(strip=True) not in tag["aria-label"]:
            del tag["aria-label"]
