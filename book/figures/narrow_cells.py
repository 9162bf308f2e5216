"""The diagrams of LSTM and GRU for a narrow screen: the same parts, closer together. What is
written keeps its size, so it is the places that move, by knots between which they are drawn
out evenly."""

from collections.abc import Sequence

import numpy as np

from utils.widgets.diagram_parts import Box, Operation, Part, Squash, Weight, Wire, Word
from utils.widgets.diagrams import GATES, GRU, LSTM, Diagram
from utils.widgets.drawing import Point, word

Knots = Sequence[tuple[float, float]]  # from a place in the wide diagram to that in the narrow

LEFT, RIGHT = ((7, 2), (36, 24), (65, 46)), ((394, 270), (424, 292), (453, 314))
# Above the gates there are circles, which keep their size; below them two wires to each gate.
ABOVE_LSTM = (
    *LEFT, (99, 58), (112, 71), (125, 84), (186, 123), (212, 136), (225, 149), (238, 162),
    (264, 175), (325, 220), (338, 233), (351, 246), *RIGHT,
)  # fmt: skip
BELOW_LSTM = (
    *LEFT, (89, 52), (112, 71), (135, 90), (163, 104), (186, 123), (209, 142), (241, 156),
    (264, 175), (287, 194), (315, 214), (338, 233), (361, 252), *RIGHT,
)  # fmt: skip
WITHIN_GRU = (
    *LEFT, (84, 57), (117, 69), (127, 75), (140, 88), (153, 101), (163, 107), (203, 121),
    (210, 124), (226, 140), (242, 156), (249, 159), (255, 163), (277, 171), (290, 184),
    (303, 197), (322, 215), (339, 225), (352, 238), (365, 251), *RIGHT,
)  # fmt: skip
BOX, PILL = 46, 32  # widths


class Small(Word):
    """A word that fits between two gates."""

    __slots__ = ()

    def draw(self, where: str) -> str:
        return word(self.text, self.x, self.y, 10, "start", self.kind)


def narrowed(diagram: Diagram, above: Knots, below: Knots) -> Diagram:
    """A diagram with its parts closer together, by other knots above the gates than below."""

    def moved(x: float, y: float) -> float:
        return float(np.interp(x, *zip(*(above if y < GATES - 20 else below), strict=True)))

    def point(place: Point) -> Point:
        return moved(*place), place[1]

    def beside(part: Weight | Word, aside: float) -> float:
        """As far from the line on its left as before, or closer."""
        return moved(part.x - 6, part.y) + aside

    def part_moved(part: Part) -> Part:
        match part:
            case Wire():
                over = part.over and point(part.over)
                return part._replace(way=tuple(map(point, part.way)), over=over)
            case Box():
                return part._replace(x=moved(part.x, part.y), width=BOX)
            case Squash():
                return part._replace(x=moved(part.x, part.y), width=PILL)
            case Operation():
                return part._replace(x=moved(part.x, part.y))
            case Weight():
                return part._replace(x=beside(part, 6))
        return Small(*part._replace(x=beside(part, 4)))

    return Diagram(tuple(map(part_moved, diagram.parts)))


NARROW_LSTM = narrowed(LSTM, ABOVE_LSTM, BELOW_LSTM)
NARROW_GRU = narrowed(GRU, WITHIN_GRU, WITHIN_GRU)
