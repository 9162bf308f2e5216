"""Headings without their marks, for those who compare them."""

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

TEXT, FORMULA = {"text", "code_inline"}, {"math_inline"}


def normal(text: str) -> str:
    """A heading as ``book/headings.json`` has it on its left side.

    >>> normal(" Two  Steps")
    'two steps'
    """
    return " ".join(text.lower().split())


def plain(heading: str) -> list[str]:
    """A heading in the two ways that it becomes an address: for MyST's links without
    its formulas, for docutils with them.

    >>> plain("## Who keeps $h_t$, *really*?")
    ['Who keeps , really?', 'Who keeps h_t, really?']
    """
    parsed = MarkdownIt("commonmark").use(dollarmath_plugin).parse(heading)
    parts = parsed[1].children
    ways = ([p.content for p in parts if p.type in kinds] for kinds in (TEXT, TEXT | FORMULA))
    return ["".join(way) for way in ways]
