"""The diagrams of LSTM and GRU for a narrow screen: the same parts, closer together. What is
written keeps its size, so it is the places that move, by knots between which they are drawn
out evenly."""

from collections.abc import Sequence

import numpy as np

from utils.widgets.diagram_parts import Box, Operation, Part, Squash, Weight, Wire, Word
from utils.widgets.diagrams import GATES, GRU, LSTM, Diagram
from utils.widgets.drawing import Point, word

Knots = Sequence[tuple[float, float]]  # from a place in the wide diagram to that in the narrow

LEFT, RIGHT = ((7, 2), (36, 22), (65, 42)), ((394, 274), (424, 294), (453, 314))
# Above the gates there are circles, which keep their size; below them two wires to each gate.
ABOVE_LSTM = (
    *LEFT, (99, 58), (112, 71), (125, 84), (186, 122), (212, 134.5), (225, 147.5),
    (238, 160.5), (264, 173), (325, 218), (338, 231), (351, 244), *RIGHT,
)  # fmt: skip
BELOW_LSTM = (
    *LEFT, (89, 52), (112, 71), (135, 90), (163, 103), (186, 122), (209, 141), (241, 154),
    (264, 173), (287, 192), (315, 212), (338, 231), (361, 250), *RIGHT,
)  # fmt: skip
WITHIN_GRU = (
    *LEFT, (84, 54), (117, 67), (127, 73), (140, 86), (153, 99), (163, 105), (203, 115),
    (210, 118), (226, 134), (242, 150), (249, 153), (255, 157), (277, 171), (290, 184),
    (303, 197), (322, 215), (339, 225), (352, 238), (365, 251), *RIGHT,
)  # fmt: skip
GATE, STATE, PILL = 46, 40, 32  # widths


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
                is_gate = LEFT[-1][0] < part.x < RIGHT[0][0]
                width = GATE if is_gate else STATE
                return part._replace(x=moved(part.x, part.y), width=width)
            case Squash():
                return part._replace(x=moved(part.x, part.y), width=PILL)
            case Operation():
                return part._replace(x=moved(part.x, part.y))
            case Weight():
                return part._replace(x=beside(part, 5))
        return Small(*part._replace(x=beside(part, 3)))

    return Diagram(tuple(map(part_moved, diagram.parts)))


NARROW_LSTM = narrowed(LSTM, ABOVE_LSTM, BELOW_LSTM)
NARROW_GRU = narrowed(GRU, WITHIN_GRU, WITHIN_GRU)
