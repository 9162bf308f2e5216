r"""Formulas: the one place that reads TeX.

A formula becomes MathML when the book is built. Its plain text, and the names of its symbols
for the search, are read from the same MathML. Nothing here needs Sphinx.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

from latex2mathml.converter import convert

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
WITH_SUBSCRIPT = {"msub", "msubsup", "munder", "munderover"}
WITH_SCRIPTS = {"msup", *WITH_SUBSCRIPT}
DESCENDERS = set("gjpqyγ")
NO_OPERATORS = set("∂∞…")  # the library says they are
BRACKETS = set("()[]‖|")
# What a mark above a letter is called, and the character that sets it there in plain text.
ACCENTS = {"˜": ("tilde", "\u0303"), "^": ("hat", "\u0302"), "¯": ("bar", "\u0304")}
SIGNS = {"∑": "sum", "∏": "prod", "∂": "partial", "⊙": "odot", "·": "cdot", "…": "dots"}
SIGNS |= {"∞": "infty", "√": "sqrt"}
THIN = {"width": "0.17em"}


@cache
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
    # The library knows aligned lines by another name, and reads _{max} as three letters.
    source = tex.replace("{aligned}", "{align*}").replace("_{max}", r"_{\max}")
    try:
        root = ElementTree.fromstring(convert(source, display=display).replace(NAMESPACE, ""))
    except Exception as error:  # the library's errors are all of different kinds
        raise ValueError(f"the formula {tex!r} cannot be read") from error
    for node in reversed(list(root.iter())):  # from the inside out
        _mend(node)
    unknown = next(filter(None, map(_unknown, root.iter())), None)
    if unknown:
        raise ValueError(f"the formula {tex!r} has {unknown!r}, which is not known")
    return ElementTree.tostring(root, encoding="unicode")


def _unknown(node):
    """What is left of a command, or of a kind of letters, that has no MathML."""
    command = re.search(r"\\[A-Za-z]+", node.text or "")
    kind = node.get("mathvariant", "normal")
    return f'mathvariant="{kind}"' if kind != "normal" else command and command[0]


def _mend(node):
    """Change what the library writes into what browsers need, among a node's children."""
    for child in node:
        text = child.text or ""
        if child.tag == "mo" and (text in NO_OPERATORS or (text.isalpha() and len(text) > 1)):
            child.tag = "mi"
        elif text == ";":
            child.tag = "mo"
        elif text == "/":  # stands close
            child.attrib |= {"lspace": "0", "rspace": "0"}
        elif child.tag == "mover" and child[1].text == "~":  # an accent: small and close
            child.set("accent", "true")
            child[1].text = "˜"
        elif child.get("mathvariant") == "sans-serif":  # MathML has characters for them
            child.set("mathvariant", "normal")
            child.text = unicodedata.lookup(f"MATHEMATICAL SANS-SERIF CAPITAL {text}")
    for before, sign in pairwise(list(node)):  # a sign belongs to the number behind it
        is_sign = sign.tag == "mo" == before.tag and sign.text in {"+", "−"}
        if is_sign and before.text in {"(", "[", "=", ","}:
            sign.set("form", "prefix")
    if node.tag in WITH_SCRIPTS:
        _set_scripts(node)
    else:
        _set_functions_apart(node)


def _set_functions_apart(row):
    """Put a thin space between the name of a function and its neighbours, but not a bracket."""
    for before, node in pairwise(list(row)):
        if (_is_function(before) and node.tag[:2] in ("mi", "mn", "ms")) or (
            _is_function(node) and before.tag in ("msub", "msup", "msubsup")
        ):
            row.insert(list(row).index(node), ElementTree.Element("mspace", THIN))


def _is_function(node):
    text = node.text or ""
    return node.tag == "mi" and len(text) > 1 and text.islower()


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


def symbol_names(tex):
    r"""Return the readable names of a formula's symbols, each once.

    >>> symbol_names(r"h_{t-1} W_{hh}^{\mathsf T} + b_h")
    ['h_t', 'W_hh', 'b_h']
    >>> symbol_names(r"\tilde c_t = \tanh(a)")
    ['c_tilde', 'c_tilde_t', 'tanh']
    >>> symbol_names(r"\hat{\alpha} \overline{ab}")
    ['alpha_hat', 'α_hat', 'alpha', 'α']
    >>> symbol_names(r"\delta_{t,i}")
    ['delta', 'δ', 'delta_ti', 'δ_ti']
    """
    return list(dict.fromkeys(_names(ElementTree.fromstring(to_mathml(tex)))))


def _names(node):
    subscript = node[1] if node.tag in WITH_SUBSCRIPT else None
    base = node if subscript is None else node[0]
    ways = _ways_to_write(base)
    yield from (way for way in ways if len(way) > 1 or not way.isascii())
    if subscript is not None:
        index = re.sub(r"[-+−]1$|[\s,]", "", "".join(subscript.itertext()))
        yield from (f"{way}_{index}" for way in ways if re.fullmatch(r"\w+", index))
    for child in node:
        if child is not subscript:
            yield from _names(child)


def _ways_to_write(node):
    """The names of one symbol: ``delta`` and δ, ``c_tilde``; none if the node is no symbol."""
    if node.tag == "mpadded" or (node.tag == "mrow" and len(node) == 1):
        return _ways_to_write(node[0])
    if _accent(node):
        return [f"{way}_{_accent(node)[0]}" for way in _ways_to_write(node[0])]
    text = node.text if node.tag in ("mi", "mo") else None
    text = "√" if node.tag == "msqrt" else text
    if text in SIGNS:
        return [SIGNS[text]]
    if not text or not text.isalpha() or node.get("mathvariant"):
        return []
    kind, _, name = unicodedata.name(text, "").rpartition(" ") if len(text) == 1 else ("",) * 3
    return [name.lower(), text] if kind == "GREEK SMALL LETTER" else [text]


def _accent(node):
    return ACCENTS.get(node[1].text) if node.tag == "mover" else None


def plain_text(tex):
    r"""Return a short formula as plain text.

    >>> plain_text(r"\tilde c_t"), plain_text(r"\delta_{t,i}\, h_i")
    ('c̃_t', 'δ_t,i h_i')
    >>> plain_text(r"v_a^{\mathsf T} \tanh(h_{t-1}) = 1")
    'v_aᵀ tanh(h_t−1) = 1'
    """
    return " ".join(_plain(ElementTree.fromstring(to_mathml(tex))).split())


def _plain(node):
    parts = [_plain(child) for child in node]
    if node.tag == "mover":
        return parts[0] + (_accent(node) or ("", ""))[1]
    if node.tag in WITH_SCRIPTS:
        marks = {"msup": "^", "msubsup": "_^"}.get(node.tag, "_")
        scripts = zip(marks, parts[1:], strict=False)
        tight = "".join(mark + part.replace(" ", "") for mark, part in scripts)
        return parts[0].strip() + tight.replace("^𝖳", "ᵀ")
    if node.tag == "mfrac":
        return f"{parts[0]} / {parts[1]}"
    if node.tag == "msqrt":
        return f"√{parts[0]}"
    text = " " if node.tag == "mspace" else node.text or ""
    if node.tag == "mo" and node.get("form") is None and text not in BRACKETS:
        return f"{text} " if text in ",;" else f" {text} "
    if not parts:
        return text
    text = parts[0].strip()  # a sign stands close
    for (before, after), part in zip(pairwise(node), parts[1:], strict=True):
        is_close = after.tag == "mo" or (before.tag == "mo" and before.text not in {")", "]"})
        text += part if is_close else f" {part}"
    return text
