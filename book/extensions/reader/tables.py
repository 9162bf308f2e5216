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
PERCENT = re.compile(r"(?<=\d)\s?%(?![\w%])")
MINUS, NO_BREAK = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"


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
    '<td><p>fifteen letters</p></td><td class="short">99.8\xa0% to 100.0\xa0%</td>'
    >>> print(ascii(after("<td>-3e-02, 6e+00</td>").replace(NO_BREAK, " ")))
    '<td class="short">\\u22123 \\xd7 10<sup>\\u22122</sup>, 6</td>'
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
    """Write numbers as a book does: with a true minus, powers of ten as such, and a blank
    before the percent sign."""
    for text in cell.find_all(string=True):
        split = iter(
            POWER.split(HYPHEN.sub(MINUS, text))
        )  # what stands between powers, and their three parts
        pieces = [_spaced(next(split))]
        for number, sign, exponent, after in zip(split, split, split, split, strict=True):
            if exponent != "0":
                raised = _raised(sign.replace("-", MINUS).strip("+") + exponent)
                pieces += [f"{number}{NO_BREAK}{TIMES}{NO_BREAK}10", raised, _spaced(after)]
            else:
                pieces += [number, _spaced(after)]
        text.replace_with(*pieces)


def _spaced(text):
    return PERCENT.sub(f"{NO_BREAK}%", text)


def _raised(text):
    raised = Tag(name="sup")
    raised.string = text
    return raised


def mark_output(page):
    """Write percent signs in what code has printed as everywhere else.

    >>> from book.extensions.postprocess import BuiltPage
    >>> page = BuiltPage.of('<div class="output"><pre>5% (3.5% to 7%), x%y, %d</pre></div>')
    >>> mark_output(page)
    >>> page.tree.get_text().replace(NO_BREAK, "~")
    '5~% (3.5~% to 7~%), x%y, %d'
    """
    for text in page.tree("pre"):
        if not text.find_parent("div", class_="output"):
            continue
        for piece in text.find_all(string=PERCENT):
            piece.replace_with(_spaced(piece))


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
