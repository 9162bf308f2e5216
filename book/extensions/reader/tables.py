"""Tables that can be read: an empty corner is no header, a number does not break and is written
as in a book, and numbers below each other meet at their points.

A table of results has names on its left and on its top, and nothing where they meet.
"""

import re
from itertools import zip_longest

from bs4 import Tag

SHORT = 14  # characters
SIGN, TIMES = "[-+\N{MINUS SIGN}]?", "\N{MULTIPLICATION SIGN}"
NUMBER = rf"{SIGN}[\d,]*\d(?:\.\d+)?(?:e{SIGN}\d+)?\s?[%{TIMES}]?"
COUNT = r"\d[\d,]* of \d[\d,]*"  # 5 of 5
SEVERAL = rf"\(?{NUMBER}(?:(?:,? | to | \(){NUMBER}\)?)+"  # 0.1, 0.2 and 82% (79% to 85%)
DECIMALS = re.compile(r"\.(\d+)")
HYPHEN = re.compile(r"(?<![\w.])-(?=\d)")
POWER = re.compile(rf"([\d.]+)e({SIGN})0*(\d+)")
MINUS = "\N{MINUS SIGN}"


def mark_cells(page):
    """Make the empty headers of a page's tables ordinary cells, and mark cells that do not
    break, short ones and ranges, and columns of numbers.

    Args:
        page: a ``BuiltPage``; changed in place.

    >>> from book.extensions.postprocess import BuiltPage
    >>> def after(html):
    ...     page = BuiltPage.of(html)
    ...     mark_cells(page)
    ...     return str(page.tree)
    >>> after('<tr><th class="head"><p></p></th><th class="head">f</th></tr>')
    '<tr><td class="short"></td><th class="head">f</th></tr>'
    >>> after("<td><p>fifteen letters</p></td><td>99.8% to 100.0%</td>")
    '<td><p>fifteen letters</p></td><td class="short">99.8% to 100.0%</td>'
    >>> after('<td><p><b>6e+00</b></p></td><td class="row"><p>12</p></td>')
    '<td class="short"><p><b>6</b></p></td><td class="row short"><p>12</p></td>'
    """
    for header in page.tree("th", class_="head"):
        if not header.get_text(strip=True) and not header("img"):
            header.name, header.attrs = "td", {}
            header.clear()
    for cell in page.tree("td"):
        text = cell.get_text().strip()
        if len(text) <= SHORT or re.fullmatch(SEVERAL, text):
            add_class(cell, "short")
        if re.fullmatch(f"{NUMBER}|{SEVERAL}", text):
            _typeset(cell)
    for table in page.tree("table"):
        _align(table)


def _typeset(cell):
    """Write numbers as a book does: with a true minus, and powers of ten as such."""
    for text in cell.find_all(string=True):
        if power := POWER.fullmatch(text.strip()):
            number, sign, exponent = power.groups()
            raised = [f" {TIMES} 10", _raised(sign.replace("-", MINUS).strip("+") + exponent)]
            text.replace_with(number, *(raised if exponent != "0" else []))
        else:
            text.replace_with(HYPHEN.sub(MINUS, text))


def _raised(text):
    raised = Tag(name="sup")
    raised.string = text
    return raised


def _align(table):
    """Mark the columns that hold numbers, and how much each number is short of the longest
    decimals.

    >>> from book.extensions.postprocess import BuiltPage
    >>> tree = BuiltPage.of(
    ...     "<table><tr><th>s</th><th>n</th></tr><tr><td>a</td><td>0.25</td></tr>"
    ...     "<tr><td>b</td><td>1.5</td></tr><tr><td>c</td><td>2</td></tr></table>").tree
    >>> _align(tree)
    >>> [(cell.get("class"), cell.get("style")) for cell in tree(["th", "td"])[1::2]]
    ... # doctest: +NORMALIZE_WHITESPACE
    [(['number'], None), (['number'], None), (['number'], '--short: 1ch'),
     (['number'], '--short: 2.3ch')]
    """
    if table.find(attrs={"colspan": True}) or table.find(attrs={"rowspan": True}):
        return
    for column in zip_longest(*(row(["th", "td"]) for row in table("tr"))):
        texts = [(cell, cell.get_text().strip()) for cell in column if cell is not None]
        body = [(cell, text) for cell, text in texts if cell.name == "td" and text]
        if not body or not all(re.fullmatch(f"{NUMBER}|{COUNT}", text) for _, text in body):
            continue
        for cell, _ in texts:
            add_class(cell, "number")
        decimals = [len("".join(DECIMALS.findall(text))) for _, text in body]
        for (cell, _), has in zip(body, decimals, strict=True):
            if missing := max(decimals) - has:  # the point itself is about 0.3 of a digit
                cell["style"] = f"--short: {missing + 0.3 * (not has):g}ch"


def add_class(tag, name):
    """Give a tag one more class."""
    tag["class"] = [*tag.get("class", ()), name]
