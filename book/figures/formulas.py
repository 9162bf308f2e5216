"""Read the TeX of the walkthrough's formulas: `python -m book.figures.formulas` writes
utils/widgets/formulas.json, which a notebook needs no library to read.

In a line each symbol that has a meaning carries its own TeX as `data-symbol`; in a symbol alone
what depends on the moment t says how it does, as `data-time`.
"""

import json
from collections.abc import Iterable
from xml.etree import ElementTree

from book.formulas import to_mathml
from book.symbols import mark, sought
from utils.files import write
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.cell_formulas import FORMULAS as CELLS
from utils.widgets.formulas import FILE
from utils.widgets.pronouncer_formula import PRONOUNCER
from utils.widgets.seq2seq_formula import SEQ2SEQ

TRANSPOSED = "\N{MATHEMATICAL SANS-SERIF CAPITAL T}"


def mathml_of_all() -> dict[str, str]:
    """From the TeX of each line and each symbol to its MathML."""
    found = {}
    for formula in (*CELLS.values(), SEQ2SEQ, ATTENTION, PRONOUNCER):
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
    mark(row, sought(symbols))
    return _math(row, displaystyle="true")


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
