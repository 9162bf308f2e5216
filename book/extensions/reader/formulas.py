"""Formulas on the page: MathML, made when the book is built, so that no page needs a script.

Every current browser draws MathML, and screen readers read it. Its font comes with the site
(``book/assets/fonts``).
"""

from html import escape

from docutils import nodes

from book.formulas import plain_text, to_mathml


def write_inline(translator, node):
    """Write a formula in running text, for Sphinx."""
    mathml = to_mathml(node.astext())
    cell = node.parent.parent
    if isinstance(cell, nodes.entry) and isinstance(cell.parent.parent, nodes.thead):
        label = escape(plain_text(node.astext()))  # the header of a column needs a name
        mathml = mathml.replace("<math", f'<math aria-label="{label}"', 1)
    translator.body.append(mathml)
    raise nodes.SkipNode


def write_block(translator, node):
    """Write a formula on lines of its own, for Sphinx."""
    mathml = to_mathml(node.astext(), "block")
    mathml = mathml.replace("<mo>⊙", '<mo largeop="false">⊙')  # Firefox makes a giant of it
    classes = " ".join(["math", *node["classes"]])
    translator.body.append(f'<div class="{classes}">{mathml}</div>')
    raise nodes.SkipNode
