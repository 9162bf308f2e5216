"""The languages of the book. Each has the same pages at the same places, below a folder of its
own, and every page leads to itself in the other language.
"""

from typing import NamedTuple


class Language(NamedTuple):
    """A language of the book.

    Attributes:
        code: its name in ``_config.yml``.
        tag: its name in HTML.
        name: what its readers call it.
        folder: where it is on the site.
        offer: says, in this language, that a page exists in it.
        refuse: the button that declines the offer.
    """

    code: str
    tag: str
    name: str
    folder: str
    offer: str
    refuse: str


LANGUAGES = (
    Language(
        "en", "en", "English", "", "This page is also available in English.", "No, thanks"
    ),
    Language("zh_CN", "zh-CN", "中文", "zh/", "这一页也有中文版。", "不用了"),
)


def language(code):
    """Return the ``Language`` with this code.

    >>> language("zh_CN").folder
    'zh/'
    """
    return next(one for one in LANGUAGES if one.code == code)


def way_to(one, other):
    """Return the way from the folder of one language to that of another.

    >>> way_to(*LANGUAGES), way_to(*reversed(LANGUAGES))
    ('zh/', '../')
    """
    return "../" * one.folder.count("/") + other.folder


def template_context(config, docname):
    """Return what the templates need, a dictionary.

    ``other_languages``: pairs of a ``Language`` and the way to this page in it, from the root
    of this language's pages. ``versions``: pairs of a tag and an address, of this page in
    every language; none while the site's address is not known.
    """
    own = language(config.language)
    others = [one for one in LANGUAGES if one != own]
    root = config.html_baseurl.removesuffix(own.folder)
    page = f"{docname}.html"
    tags = [("x-default", LANGUAGES[0]), *((one.tag, one) for one in LANGUAGES)]
    return {
        "other_languages": [(one, f"{way_to(own, one)}{page}") for one in others],
        "versions": [(tag, f"{root}{one.folder}{page}") for tag, one in tags] if root else [],
    }
