"""The parts of the diagrams of cells, and how each is drawn: in a "widget", where boxes have
room for numbers, or in a "figure"."""

from typing import NamedTuple

from ..plots.style import BLUE, GREEN, INK, PURPLE, RED, YELLOW
from .drawing import QUIET, Number, Point, circle, group, label, wire, word
from .formulas import MATHML, MINUS

Lines = tuple[int, ...]  # of the formula, counted from 1
ONE_MINUS = f"1{MINUS}"
TINTS = {BLUE: "blue", RED: "red", GREEN: "green", YELLOW: "yellow", PURPLE: "purple"}
LINE = 1.4  # the width of a frame's


class Wire(NamedTuple):
    """An arrow.

    lane: whether it carries what is remembered straight through.
    dot: whether it branches off another.
    over: where it passes over another.
    lit: further lines with which a figure lights it up.
    """

    way: tuple[Point, ...]
    lines: Lines
    color: str = INK
    lane: bool = False
    dot: bool = False
    over: Point | None = None
    head: bool = True
    lit: Lines = ()

    def draw(self, where: str) -> str:
        drawn = ""
        if self.over:
            x, y = self.over
            drawn = (
                f'<path class="gap" d="M{x} {y + 7}v-14" stroke="#ffffff" stroke-width="7"/>'
            )
        drawn += wire(
            *self.way, color=self.color, width=3.5 if self.lane else 1.5, head=self.head
        )
        if self.dot:
            drawn += circle(*self.way[0], 3, self.color, self.color, 0, "tip")
        kind = " lane" if self.lane else " blue" if self.color == BLUE else ""
        lines = ",".join(map(str, self.lines))
        return group(drawn, kind=f"bw-wire{kind}", data_line=lines)


class Box(NamedTuple):
    """A symbol of the formula. With `columns`, from left to right, it has one for each
    character of a text, and its name at the left."""

    symbol: str
    x: Number
    y: Number
    lines: Lines
    color: str | None = None
    width: Number = 58
    height: Number = 40
    columns: tuple[Number, Number] | None = None
    name: str = ""  # if not the symbol itself

    def draw(self, where: str) -> str:
        left, top = self.x - self.width / 2, self.y - self.height / 2
        area = left + 6, top + self.height - 13, self.width - 12, 8
        middle, baseline = self.x, top + 17 if where == "widget" else self.y + 5.5
        if self.columns:
            start, end = self.columns
            area = start, top + 6, end - start, self.height - 12
            middle, baseline = (left + start) / 2, self.y + 5
        name = MATHML[self.name or self.symbol]
        drawn = _frame(self, 7, self.color) + label(
            name, middle, baseline, self.color or INK, 16
        )
        if where == "widget":
            drawn += group("", kind="bw-cells", data_area=",".join(f"{n:g}" for n in area))
        kind = f"bw-box {TINTS.get(self.color, '')}".strip()
        return group(drawn, kind=kind, data_symbol=self.symbol)


class Weight(NamedTuple):
    symbol: str
    x: Number
    y: Number
    lines: Lines
    anchor: str = "start"

    def draw(self, where: str) -> str:
        name = label(MATHML[self.symbol], self.x, self.y, QUIET, 14, self.anchor)
        return group(name, kind="bw-weight", data_symbol=self.symbol)


class Squash(NamedTuple):
    """A function that the numbers go through, or a whole cell."""

    symbol: str
    x: Number
    y: Number
    lines: Lines
    width: Number = 36
    height: Number = 18

    def draw(self, where: str) -> str:
        size = 16 if self.height > 20 else 14
        drawn = _frame(self, 8) + label(MATHML[self.symbol], self.x, self.y + 5, INK, size)
        return group(drawn, kind="bw-pill", data_symbol=self.symbol)


class Operation(NamedTuple):
    """Element by element: ⊙, + or ONE_MINUS; or the sum ∑."""

    sign: str
    x: Number
    y: Number
    lines: Lines

    def draw(self, where: str) -> str:
        x, y, sign = self.x, self.y, self.sign
        drawn = circle(x, y, 15 if sign == ONE_MINUS else 12, width=LINE, kind="frame")
        if sign == "⊙":
            drawn += circle(x, y, 2.2, INK, INK, 0, "point")
        elif sign == "+":
            way = f"M{x - 6} {y}h12M{x} {y - 6}v12"
            drawn += f'<path class="plus" d="{way}" stroke="{INK}" stroke-width="1.6"/>'
        else:
            drawn += label(f"<math><mrow><mo>{sign}</mo></mrow></math>", x, y + 5, INK, 15)
        return group(drawn, kind="bw-circle", data_symbol=r"\odot" if sign == "⊙" else "")


class Word(NamedTuple):
    """What is written beside; `where` it is shown."""

    text: str
    x: Number
    y: Number
    lines: Lines = ()
    where: str = "figure widget"
    kind: str = "word"

    def draw(self, where: str) -> str:
        anchor = "middle" if self.kind == "character" else "start"
        size = 14 if where == "widget" else 11.5
        drawn = word(self.text, self.x, self.y, size, anchor, self.kind)
        return drawn if where in self.where else ""


Part = Wire | Box | Weight | Squash | Operation | Word


def _frame(part: Box | Squash, radius: Number, color: str | None = None) -> str:
    x, y = part.x - part.width / 2, part.y - part.height / 2
    opacity = ' fill-opacity=".17"' if color else ""
    return (
        f'<rect class="frame" x="{x:g}" y="{y:g}" width="{part.width:g}" '
        f'height="{part.height:g}" rx="{radius:g}" fill="{color or "#ffffff"}"{opacity} '
        f'stroke="{color or INK}" stroke-width="{LINE}"/>'
    )
