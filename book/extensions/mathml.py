"""Formulas as MathML, made when the book is built: no script, nothing to wait for.

Every current browser draws MathML, and screen readers read it. The font for it comes with
the site (``book/assets/fonts``).
"""

import html
import re
import unicodedata
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert

# What the library writes and what browsers need instead.
REPAIRS = (
    (' xmlns="http://www.w3.org/1998/Math/MathML"', ""),
    ("<mi>;</mi>", "<mo>;</mo>"),
    ("<mo>([∂∞…])</mo>", r"<mi>\1</mi>"),  # these are no operators
    # A tilde above a letter is an accent: small and close.
    (r"<mover>(<mi>\w+</mi>)<mo[^>]*>~</mo></mover>",
     r'<mover accent="true">\1<mo stretchy="false">˜</mo></mover>'),
    # A sign belongs to the number behind it, and a slash stands close.
    (r"([(\[=,]</mo>)<mo>([+−])</mo>", r'\1<mo form="prefix">\2</mo>'),
    ("<mo>/</mo>", '<mo lspace="0" rspace="0">/</mo>'),
    # The name of a function is one word, apart from its neighbours but not from a bracket.
    (r"<mo>([A-Za-z]{2,})</mo>", r"<mi>\1</mi>"),
    ("<mi>m</mi><mi>a</mi><mi>x</mi>", "<mi>max</mi>"),
    (r"(<mi>[a-z]{2,}</mi>)(?=<m[ins])", r'\1<mspace width="0.17em" />'),
    (r"(</msub>|</msup>|</msubsup>)(?=<mi>[a-z]{2,}</mi>)", r'\1<mspace width="0.17em" />'),
    ("<mo><</mo>", "<mo>&lt;</mo>"),
)  # fmt: skip
# MathML knows upright letters by their own characters only: the T of "transposed" is U+1D5B3.
SANS = re.compile(r'<mi mathvariant="sans-serif">([A-Z])</mi>')
UNKNOWN = re.compile(r"\\[A-Za-z]+|mathvariant=\"(?!normal)[^\"]*\"")
SCRIPTS = {"msub", "msup", "msubsup", "munder", "munderover"}
DESCENDERS = set("gjpqyγ")


def to_mathml(tex, display="inline"):
    """Return a formula as one ``<math>`` element.

    Args:
        tex: the formula in TeX, without the dollars.
        display: "inline", or "block" for a formula on lines of its own.

    Raises:
        ValueError: it has a command that is not known.

    >>> to_mathml("h_t")
    '<math display="inline"><mrow><msub><mi>h</mi><mi>t</mi></msub></mrow></math>'
    >>> to_mathml("y_a^2").count("<mi>"), "<mn>2</mn>" in to_mathml("y_a^2")
    (2, True)
    >>> to_mathml(r"\\unheard")
    Traceback (most recent call last):
    ValueError: the formula '\\\\unheard' has '\\\\unheard', which is not known
    >>> to_mathml(r"\\mathbb R")
    Traceback (most recent call last):
    ValueError: the formula '\\\\mathbb R' has 'mathvariant="double-struck"', which is not known
    >>> to_mathml(r"\\frac")
    Traceback (most recent call last):
    ValueError: the formula '\\\\frac' cannot be read
    """
    # The library knows lines that stand below each other by another name.
    source = tex.replace("{aligned}", "{align*}")
    try:
        mathml = html.unescape(convert(source, display=display))
        for pattern, replacement in REPAIRS:
            mathml = re.sub(pattern, replacement, mathml)
        mathml = SANS.sub(lambda m: f'<mi mathvariant="normal">{_sans(m[1])}</mi>', mathml)
        unknown = UNKNOWN.search(mathml)
        root = ElementTree.fromstring(mathml)
    except Exception as error:  # each of the library's errors is of another kind
        raise ValueError(f"the formula {tex!r} cannot be read") from error
    if unknown:
        raise ValueError(f"the formula {tex!r} has {unknown[0]!r}, which is not known")
    for node in list(root.iter()):
        if node.tag in SCRIPTS:
            _set_scripts(node)
    return ElementTree.tostring(root, encoding="unicode")


def _set_scripts(node):
    """Set the subscripts and superscripts of a symbol as TeX does."""
    base, *scripts = node
    for operator in (o for script in scripts for o in script.iter("mo")):
        operator.attrib |= {"lspace": "0", "rspace": "0"}  # t-1 stands close
    if base.text in DESCENDERS:  # its tail pushes no subscript down
        node.remove(base)
        padded = ElementTree.Element("mpadded", depth="0")
        padded.append(base)
        node.insert(0, padded)


def _sans(letter):
    return unicodedata.lookup(f"MATHEMATICAL SANS-SERIF CAPITAL {letter}")


def _inline(translator, node):
    mathml = to_mathml(node.astext())
    cell = node.parent.parent
    if isinstance(cell, nodes.entry) and isinstance(cell.parent.parent, nodes.thead):
        # The header of a column needs a name.
        mathml = mathml.replace(
            "<math", f'<math aria-label="{html.escape(_words(node.astext()))}"', 1
        )
    translator.body.append(mathml)
    raise nodes.SkipNode


def _words(tex):
    return re.sub(r"[\\{}$]", "", tex)


def _block(translator, node):
    mathml = to_mathml(node.astext(), "block")
    translator.body.append(f'<div class="math">{mathml}</div>')
    raise nodes.SkipNode


def setup(app):
    """Register with Sphinx."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
