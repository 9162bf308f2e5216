"""The symbols of a chapter's formula, wherever the page has them.

A page with a walkthrough has one formula whose symbols have names, numbers and lines of code
(``utils/widgets/formulas.py``). Every occurrence of one in the text's formulas, and in the code
of the step where the page shows it, says so as ``data-symbol``: by that ``stage.js`` lights all
of them together. A table says where each one is.
"""

import json
import re
from collections import Counter
from typing import NamedTuple
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from book.extensions.templates import render
from book.symbols import mark, sought
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.cell_formulas import FORMULAS
from utils.widgets.pronouncer_formula import PRONOUNCER
from utils.widgets.seq2seq_formula import SEQ2SEQ

FORMULA_OF = {
    **FORMULAS,
    "Seq2Seq": SEQ2SEQ,
    "AdditiveAttention": ATTENTION,
    "Pronouncer": PRONOUNCER,
}
PLACE = '.book-widget[data-widget="walkthrough"]'
TIMES = " \N{MULTIPLICATION SIGN} "
STEP = "step-in-code"  # how the ids begin of the code that a page shows of the step


class Row(NamedTuple):
    """What the table says of a symbol.

    Attributes:
        symbol: as the formula writes it, in TeX.
        mathml: as the page shows it.
        meaning: in words.
        count: how often the text has it.
        section: the title and the id of the section that has it first, or None.
        code: its name in the code.
        place: the id of the code that the page shows and that has it first, and the number
            of its line; None if the page shows none.
        line: of the formula whose code, on the stage, has it; counted from 1.
        shape: of its numbers, "" for a function.
        tensor: the field of the step or the weights that hold them.
    """

    symbol: str
    mathml: str
    meaning: str
    count: int
    section: tuple[str, str] | None
    code: str
    place: tuple[str, int] | None
    line: int
    shape: str
    tensor: str


def connect(page):
    """Mark the symbols of a page's walkthrough, and put their table below it.

    Args:
        page: a ``BuiltPage``; changed in place.
    """
    place = page.tree.select_one(PLACE)
    if place is None:
        return
    recorded = json.loads(place.script.string)["recorded"]
    mark_formulas(page.tree, recorded["symbols"])
    mark_code(page.tree, recorded["lines"])
    table = render("symbol-table.html", rows=rows(page.tree, recorded))
    place.insert_after(BeautifulSoup(table, "html.parser"))
    page.tree.html["data-stage"] = "open"  # stage.css keeps room for it


def mark_formulas(tree, symbols):
    """Mark the symbols in every formula of a page's text.

    >>> text = "<article><math><mi>h</mi><mi>x</mi></math></article>"
    >>> page = BeautifulSoup(text, "html.parser")
    >>> mark_formulas(page, ["x"])
    >>> str(page.math)
    '<math><mi>h</mi><mrow data-symbol="x"><mi>x</mi></mrow></math>'
    """
    nodes = sought(symbols)
    for formula in tree.article("math"):
        root = ElementTree.fromstring(str(formula))
        mark(root, nodes)
        marked = ElementTree.tostring(root, encoding="unicode")
        formula.replace_with(BeautifulSoup(marked, "html.parser"))


def mark_code(tree, lines):
    """Mark the symbols in the lines of code that compute a formula, where the page shows them.

    Args:
        tree: the page's.
        lines: the formula's, as a walkthrough has recorded them.
    """
    statements = [statement for line in lines for statement in line["code"]]
    shown = 0
    for block in tree.article.select(".cell_output .highlight-python pre"):
        text = block.get_text()
        found = [match for one in statements for match in _matches(one, text)]
        for start, end, names in sorted(found, reverse=True):
            _wrap(block, start, end, "|".join(names))
        if found:
            shown += 1
            block.find_parent("div", class_="highlight-python")["id"] = f"{STEP}-{shown}"


def _matches(pieces, text):
    """The names in a statement, wherever a text has it: (start, end, symbols)."""
    pattern = "".join(f"({_flexible(piece)})" for piece, _ in pieces)
    for match in re.finditer(pattern, text):
        for n, (_, names) in enumerate(pieces, 1):
            if names:
                yield (*match.span(n), names)


def _flexible(piece):
    """A pattern for a piece of code, on one line or on several."""
    return re.sub(r"(\\?\s)+", r"\\s+", re.escape(piece))


def _wrap(block, start, end, names):
    """Put the characters from start to end of a block's text into an element."""
    before = 0
    for node in list(block.find_all(string=True)):
        after = before + len(node)
        if before <= start and end <= after:
            text = str(node)
            name = Tag(name="span", attrs={"data-symbol": names})
            name.string = text[start - before : end - before]
            rest = text[: start - before], text[end - before :]
            node.replace_with(NavigableString(rest[0]), name, NavigableString(rest[1]))
            return
        before = after


def rows(tree, recorded):
    """Return the rows of a page's table of symbols, in the order of the formula."""
    formula = FORMULA_OF[recorded["kind"]]
    section = tree.article.section  # the page, without the cards of terms
    text = [
        node for formula in section("math") for node in formula(attrs={"data-symbol": True})
    ]
    counts = Counter(node["data-symbol"] for node in text)
    in_code = _in_shown_code(tree)
    return [
        Row(
            symbol,
            about["mathml"],
            about["meaning"],
            counts[symbol],
            _section(next((node for node in text if node["data-symbol"] == symbol), None)),
            in_code.get(symbol, about["code"])[0],
            in_code[symbol][1:] if symbol in in_code else None,
            _on_stage(symbol, recorded),
            TIMES.join(map(str, about["shape"])),
            _tensor(formula, about),
        )
        for symbol, about in recorded["symbols"].items()
    ]


def _section(node):
    section = node and node.find_parent("section")
    if section is None:
        return None
    title = section.find(re.compile("^h[1-6]$")).get_text().rstrip("#")
    return title, section["id"]


def _in_shown_code(tree):
    """From a symbol to its name in the code, the id of the code that has it first, and the
    number of its line."""
    found = {}
    for block in tree.find_all(id=re.compile(f"^{STEP}")):
        line = 1
        for text in block.pre.find_all(string=True):
            for name in text.parent.get("data-symbol", "").split("|"):
                found.setdefault(name, (text, block["id"], line))
            line += text.count("\n")
    return found


def _on_stage(symbol, recorded):
    """The number of the formula's line whose code has a symbol, or what it is a part of."""
    lines, symbols = recorded["lines"], recorded["symbols"]
    whole = {name for name, about in symbols.items() if symbol in about["parts"]}
    for names in ({symbol}, whole):
        for number, line in enumerate(lines, 1):
            if any(names & {*found} for code in line["code"] for _, found in code):
                return number
    raise ValueError(f"expected {symbol} in the code of a line, got none")


def _tensor(formula, about):
    """What holds the numbers of a symbol: a field of the step, or weights."""
    if not about["shape"]:
        return ""
    name = about["code"][0]
    fields = formula.step._fields
    return f"{formula.step.__name__}.{name}" if name in fields else name
