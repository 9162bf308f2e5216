"""The parts of the diagrams of cells, and how each is drawn."""

from typing import NamedTuple

from utils.widgets.drawing import (
    BLUE,
    GREEN,
    INK,
    PURPLE,
    QUIET,
    RED,
    YELLOW,
    Point,
    element,
    label,
    wire,
)
from utils.widgets.formulas import MATHML, MINUS

Lines = tuple[int, ...]  # of the formula, counted from 1
ONE_MINUS = f"1{MINUS}"
TINTS = {BLUE: "blue", RED: "red", GREEN: "green", YELLOW: "yellow", PURPLE: "purple"}


class Wire(NamedTuple):
    """An arrow. `over` is where it passes over another, `dot` says that it branches off,
    `lane` that it is what is remembered on its way through."""

    way: tuple[Point, ...]
    lines: Lines
    color: str = INK
    lane: bool = False
    dot: bool = False
    over: Point | None = None
    head: bool = True


class Box(NamedTuple):
    """A symbol of the formula. With `columns`, from left to right, it has one for each
    character of a text, and its name at the left."""

    symbol: str
    x: float
    y: float
    lines: Lines
    color: str | None = None
    width: float = 58
    height: float = 40
    columns: tuple[float, float] | None = None
    name: str = ""  # if not the symbol itself


class Weight(NamedTuple):
    symbol: str
    x: float
    y: float
    lines: Lines
    anchor: str = "start"


class Squash(NamedTuple):
    """A function that the numbers go through, or a whole cell."""

    symbol: str
    x: float
    y: float
    lines: Lines
    width: float = 36
    height: float = 18


class Operation(NamedTuple):
    """Element by element: ⊙, + or ONE_MINUS; or the sum ∑."""

    sign: str
    x: float
    y: float
    lines: Lines


class Word(NamedTuple):
    """What is written beside; `where` it is shown: in the "figure", in the "widget"."""

    text: str
    x: float
    y: float
    lines: Lines = ()
    where: str = "figure widget"
    kind: str = "word"


Part = Wire | Box | Weight | Squash | Operation | Word


def draw(part: Part, where: str = "widget") -> str:
    """One part as SVG.

    Args:
        part: of a diagram.
        where: "widget", where boxes have room for numbers, or "figure".
    """
    return DRAW[type(part)](part, where)


def _wire(part: Wire, where: str) -> str:
    drawn = ""
    if part.over:
        x, y = part.over
        gap = {"stroke": "#fff", "stroke_width": 7}
        drawn += element("path", kind="gap", d=f"M{x} {y + 7}v-14", **gap)
    drawn += wire(*part.way, color=part.color, width=3.5 if part.lane else 1.5, head=part.head)
    if part.dot:
        x, y = part.way[0]
        drawn += element("circle", kind="tip", cx=x, cy=y, r=3, fill=part.color)
    kind = "lane" if part.lane else "blue" if part.color == BLUE else ""
    lines = {"data_line": ",".join(map(str, part.lines))}
    return element("g", drawn, kind=f"bw-wire {kind}".strip(), **lines)


def _frame(x: float, y: float, width: float, height: float, radius: float, color=None) -> str:
    fill = {"fill": color or "#fff", "fill_opacity": 0.17 if color else ""}
    line = {"stroke": color or INK, "stroke_width": 1.4}
    place = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height}
    return element("rect", kind="frame", **place, rx=radius, **fill, **line)


def _box(part: Box, where: str) -> str:
    x, y, width, height = part.x, part.y, part.width, part.height
    name = MATHML[part.name or part.symbol]
    left, top = x - width / 2, y - height / 2
    area = (left + 6, top + height - 13, width - 12, 8)
    middle, baseline = x, top + 17 if where == "widget" else y + 5.5
    if part.columns:
        start, end = part.columns
        area = (start, top + 6, end - start, height - 12)
        middle, baseline = (left + start) / 2, y + 5
    drawn = _frame(x, y, width, height, 7, part.color)
    drawn += label(name, middle, baseline, part.color or INK, 16)
    if where == "widget":
        drawn += f'<g class="bw-cells" data-area="{",".join(f"{n:g}" for n in area)}"></g>'
    kind = f"bw-box {TINTS.get(part.color, '')}".strip()
    return element("g", drawn, kind=kind, data_symbol=part.symbol)


def _weight(part: Weight, where: str) -> str:
    name = label(MATHML[part.symbol], part.x, part.y, QUIET, 14, part.anchor)
    return element("g", name, kind="bw-weight", data_symbol=part.symbol)


def _squash(part: Squash, where: str) -> str:
    size = 16 if part.height > 20 else 14
    drawn = _frame(part.x, part.y, part.width, part.height, 8)
    drawn += label(MATHML[part.symbol], part.x, part.y + 5, INK, size)
    return element("g", drawn, kind="bw-pill", data_symbol=part.symbol)


def _operation(part: Operation, where: str) -> str:
    x, y, sign = part.x, part.y, part.sign
    drawn = element(
        "circle",
        kind="frame",
        **{"cx": x, "cy": y, "r": 15 if sign == ONE_MINUS else 12},
        fill="#fff",
        stroke=INK,
        stroke_width=1.4,
    )
    if sign == "⊙":
        drawn += element("circle", kind="point", cx=x, cy=y, r=2.2, fill=INK)
    elif sign == "+":
        way = f"M{x - 6} {y}h12M{x} {y - 6}v12"
        drawn += element("path", kind="plus", d=way, stroke=INK, stroke_width=1.6)
    else:
        place = {"x": x, "y": y + 5, "text_anchor": "middle", "font_size": 15}
        drawn += element("text", sign, **place)
    symbol = r"\odot" if sign == "⊙" else ""
    return element("g", drawn, kind="bw-circle", data_symbol=symbol)


def _word(part: Word, where: str) -> str:
    if where not in part.where:
        return ""
    anchor = "middle" if part.kind == "character" else "start"
    text = part.text.replace("&", "&amp;").replace("<", "&lt;")
    place = {
        "x": part.x,
        "y": part.y,
        "text_anchor": anchor,
        "font_size": 14 if where == "widget" else 11.5,
    }
    return element("text", text, kind=f"{part.kind}", **place, fill=QUIET)


DRAW = {
    Wire: _wire,
    Box: _box,
    Weight: _weight,
    Squash: _squash,
    Operation: _operation,
    Word: _word,
}
