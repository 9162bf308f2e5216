"""Where a formula has its symbols: in MathML each occurrence becomes a row that names its
symbol, as `data-symbol`. So the walkthrough's own formulas and those of the text are marked
alike."""

from collections.abc import Iterable
from xml.etree import ElementTree

from book.formulas import to_mathml

SUMMED = (",i}", ",j}")  # e_{t,j} of a sum is e_{t,i}


def sought(symbols: Iterable[str]) -> list[tuple[str, ElementTree.Element]]:
    """Each symbol, in TeX, with the node to look for; none for one of several nodes."""
    found = []
    for symbol in symbols:
        for written in dict.fromkeys((symbol, symbol.replace(*SUMMED))):
            (row,) = ElementTree.fromstring(to_mathml(written))
            if len(row) == 1:
                found.append((symbol, row[0]))
    return found


def mark(row: ElementTree.Element, nodes: Iterable[tuple[str, ElementTree.Element]]) -> None:
    """Mark every occurrence of each symbol, with or without a superscript.

    Args:
        row: of a formula; changed in place.
        nodes: the symbols, as `sought` gives them.
    """
    for symbol, node in nodes:
        _mark(row, node, symbol)


def _mark(parent: ElementTree.Element, node: ElementTree.Element, symbol: str) -> None:
    for n, child in enumerate(parent):
        if child.get("data-symbol"):
            continue
        raised = child.tag in ("msup", "msubsup") and _below(child, node)
        if _same(child, node) or raised:
            row = ElementTree.Element("mrow", {"data-symbol": symbol})
            row.append(child)
            parent[n] = row
        else:
            _mark(child, node, symbol)


def _same(one: ElementTree.Element, other: ElementTree.Element) -> bool:
    texts = one.tag == other.tag and one.text == other.text and len(one) == len(other)
    return texts and all(map(_same, one, other))


def _below(node: ElementTree.Element, sought: ElementTree.Element) -> bool:
    """Whether a node, without its superscript, is the one sought."""
    if node.tag == "msup":
        return _same(node[0], sought)
    return sought.tag == "msub" and all(map(_same, node[:2], sought))
