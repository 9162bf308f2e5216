"""What the diagrams are drawn with, in the book's figures and in the widgets: formulas, lines,
circles. All give SVG; its colours are those of a light page, which a style sheet may change by
the classes."""

from functools import partial
from html import escape
from xml.etree import ElementTree

from ..plots.palette import SERIES, SERIES_AS_TEXT, mixed
from ..plots.style import BLUE, INK, PAPER, QUIET

SHADE = mixed(BLUE, PAPER, 0.15)
# The same colours, dark enough to be read.
AS_TEXT = {SERIES[name].light: color.light for name, color in SERIES_AS_TEXT.items()}

Number = int | float
Point = tuple[Number, Number]
BASE, BELOW, ABOVE = 0.0, 0.22, -0.4  # where a piece of a formula stands, in its size


def group(inside: str, **attributes: str) -> str:
    """A group; attributes with _ for -, and `kind` for class."""
    names = {name: name.replace("_", "-").replace("kind", "class") for name in attributes}
    written = (f' {names[name]}="{value}"' for name, value in attributes.items() if value)
    return f"<g{''.join(written)}>{inside}</g>"


def label(
    mathml: str,
    x: Number,
    y: Number,
    color: str = INK,
    size: Number = 24,
    anchor: str = "middle",
) -> str:
    """A formula on the baseline y.

    Args:
        mathml: one row; subscripts and superscripts, but no fractions or roots.
        anchor: what stands at x, the formula's "start", "middle" or "end".
    """
    (row,) = ElementTree.fromstring(mathml)
    fill = AS_TEXT.get(color, color)
    # Accents are drawn: not every font can put one on an h.
    if row.find("msub/mover") is not None:
        return _with_tilde(row[0], x, y, fill, size)
    if row[0].tag == "mover":
        return _with_arrow(row[0], x, y, fill, size)
    return _text(_runs(row), x, y, fill, size, anchor)


beside = partial(label, anchor="start")


def _with_tilde(
    node: ElementTree.Element, x: Number, y: Number, fill: str, size: Number
) -> str:
    (letter, _), index = node
    unit = size / 24
    top = y - (20.5 if letter.text == "h" else 15.5) * unit
    tilde = (
        f'<g transform="translate({x:g} {top:g}) scale({unit:g})">'
        f'<path class="tilde" d="M-5 0q4 -4.8 6 -1.4t6 -1.4" stroke="{fill}" fill="none" '
        'stroke-width="1.7" stroke-linecap="round"/></g>'
    )
    base = _text(_runs(letter), x, y, fill, size, "middle")
    return tilde + base + _text(_runs(index, BELOW), x + 6 * unit, y, fill, size, "start")


def _with_arrow(
    node: ElementTree.Element, x: Number, y: Number, fill: str, size: Number
) -> str:
    base, arrow = node
    unit = size / 24
    turned = " rotate(180)" if arrow.text == "←" else ""
    return (
        f'<g transform="translate({x:g} {y - 22 * unit:g}) scale({unit:g}){turned}">'
        f'<path class="tilde" d="M-9 0h18m-5 -4l5 4l-5 4" stroke="{fill}" fill="none" '
        'stroke-width="1.7" stroke-linecap="round"/></g>'
    ) + _text(_runs(base), x, y, fill, size, "middle")


def _runs(node: ElementTree.Element, level: Number = BASE) -> list[tuple[str, bool, Number]]:
    """The pieces of a formula: text, whether it is italic, and where it stands."""
    if node.tag in ("mrow", "mpadded", "math"):
        runs = []
        for n, child in enumerate(node):
            scripted = n and (child.tag in SCRIPTS or node[n - 1].tag in SCRIPTS)
            apart = scripted and "mo" not in (child.tag, node[n - 1].tag)
            if apart and level == BASE and node[n - 1].text != "∂":
                runs.append((" ", False, level))
            runs += _runs(child, level)
        return runs
    if node.tag in SCRIPTS:
        places = SCRIPTS[node.tag]
        scripts = [_runs(child, at) for child, at in zip(node[1:], places, strict=True)]
        # What is above is written first: what is below then goes back under it.
        return sum(reversed(scripts), _runs(node[0], level))
    text = node.text or ""
    if node.tag == "mo" and level == BASE and text in "+\N{MINUS SIGN}=⊙":
        text = f" {text} "
    italic = node.tag == "mi" and not node.get("mathvariant") and len(text) == 1
    return [(text or " ", italic, level)]


SCRIPTS = {"msub": (BELOW,), "msup": (ABOVE,), "msubsup": (BELOW, ABOVE), "munder": (BELOW,)}


def _text(runs: list, x: Number, y: Number, fill: str, size: Number, anchor: str) -> str:
    inside, before = "", BASE
    for text, italic, level in runs:
        back = f' dx="{-0.38 * size:.1f}"' if before < BASE < level else ""
        shift = f' dy="{(level - before) * size:.1f}"' if level != before else ""
        scale = f' font-size="{0.72 * size:.1f}"' if level else ""
        kind = ' class="i"' if italic else ""
        inside += f"<tspan{kind}{back}{shift}{scale}>{escape(text)}</tspan>"
        before = level
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{fill}">{inside}</text>'
    )


def word(
    text: str,
    x: Number,
    y: Number,
    size: Number = 17,
    anchor: str = "start",
    kind: str = "word",
) -> str:
    return (
        f'<text class="{kind}" x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{QUIET}">{escape(text)}</text>'
    )


def wire(*way: Point, color: str = INK, width: Number = 2.4, head: bool = True) -> str:
    """A line with round corners; the last point is the tip of its arrow."""
    at = "{0.real:.1f},{0.imag:.1f}".format
    points = [complex(*point) for point in way]
    tip, ahead = points[-1], points[-1] - points[-2]
    ahead /= abs(ahead)
    back, side = tip - ahead * (7 + 1.8 * width), ahead * (3 + 1.1 * width) * 1j
    if head:
        points[-1] = 0.2 * tip + 0.8 * back
    line = f"M{at(points[0])}"
    for a, corner, b in zip(points, points[1:], points[2:], strict=False):
        start, end = (corner + (p - corner) * min(0.5, 12 / abs(p - corner)) for p in (a, b))
        line += f"L{at(start)}Q{at(corner)} {at(end)}"
    line += f"L{at(points[-1])}"
    drawn = f'<path d="{line}" fill="none" stroke="{color}" stroke-width="{width:g}"/>'
    arrow = f"M{at(tip)}L{at(back + side)}L{at(back - side)}z"
    return drawn + f'<path class="tip" d="{arrow}" fill="{color}"/>' if head else drawn


def circle(
    x: Number,
    y: Number,
    radius: Number,
    fill: str = "#ffffff",
    line: str = INK,
    width: Number = 2.2,
    kind: str = "",
) -> str:
    shape = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}" stroke="{line}" '
    return shape + f'stroke-width="{width:g}"' + (f' class="{kind}"/>' if kind else "/>")


def dot(x: Number, y: Number, color: str = INK) -> str:
    return circle(x, y, 3.4, color, color)
