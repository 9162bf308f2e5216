"""Read the TeX of the walkthrough's formulas: `python -m book.figures.formulas` writes
utils/widgets/formulas.json, which a notebook needs no library to read.

In a line each symbol that has a meaning carries its own TeX as `data-symbol`; in a symbol alone
what depends on the moment t says how it does, as `data-time`.
"""

import json
from collections.abc import Iterable
from xml.etree import ElementTree

from book.formulas import to_mathml
from utils.files import write
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.cell_formulas import FORMULAS as CELLS
from utils.widgets.formulas import FILE

TRANSPOSED = "\N{MATHEMATICAL SANS-SERIF CAPITAL T}"
SUMMED = (",i}", ",j}")  # e_{t,j} of a sum is e_{t,i}


def mathml_of_all() -> dict[str, str]:
    """From the TeX of each line and each symbol to its MathML."""
    found = {}
    for formula in (*CELLS.values(), ATTENTION):
        found |= {tex: _symbol(tex) for tex in formula.symbols}
        found |= {line.math: _line(line.math, formula.symbols) for line in formula.lines}
    return found


def _tree(tex: str) -> ElementTree.Element:
    """A formula's row, with upright names and brackets no taller than a letter."""
    (row,) = ElementTree.fromstring(to_mathml(tex, "block"))
    for node in row.iter():
        text = node.text or ""
        if node.tag == "mi" and len(text) > 1:
            node.set("mathvariant", "normal")
        elif node.tag == "mo":
            node.set("stretchy", "false")
        if text == TRANSPOSED:
            node.text = "T"  # as every font has it
    return row


def _line(tex: str, symbols: Iterable[str]) -> str:
    row = _tree(tex)
    for symbol in symbols:
        for written in {symbol, symbol.replace(*SUMMED)}:
            (sought,) = _tree(written) if len(_tree(written)) == 1 else (None,)
            if sought is not None:
                _mark(row, sought, symbol)
    return _math(row, displaystyle="true")


def _mark(parent: ElementTree.Element, sought: ElementTree.Element, symbol: str) -> None:
    """Put each occurrence of the symbol sought, with or without a superscript, into a row that
    says so."""
    for n, node in enumerate(parent):
        if node.get("data-symbol"):
            continue
        if _same(node, sought) or (node.tag in ("msup", "msubsup") and _below(node, sought)):
            row = ElementTree.Element("mrow", {"data-symbol": symbol})
            row.append(node)
            parent[n] = row
        else:
            _mark(node, sought, symbol)


def _same(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    texts = one.tag == other.tag and one.text == other.text and len(one) == len(other)
    return texts and all(map(_same, one, other))


def _below(node: ElementTree.Element, sought: ElementTree.Element) -> bool:
    """Whether a node, without its superscript, is the one sought."""
    if node.tag == "msup":
        return _same(node[0], sought)
    return sought.tag == "msub" and all(map(_same, node[:2], sought))


def _symbol(tex: str) -> str:
    row = _tree(tex)
    for node in row.iter():
        if node.tag in ("msub", "msubsup"):
            index = node[1]
            first = index if index.text else next(iter(index), index)
            before = [child.text for child in index] == ["t", "\N{MINUS SIGN}", "1"]
            if before or first.text == "t":
                (index if before else first).set("data-time", "-1" if before else "0")
    return _math(row)


def _math(row: ElementTree.Element, **attributes: str) -> str:
    math = ElementTree.Element("math", attributes)
    math.append(row)
    return ElementTree.tostring(math, encoding="unicode")


def as_json() -> str:
    """What the file holds."""
    return json.dumps(mathml_of_all(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    write(FILE, as_json())
