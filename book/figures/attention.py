"""The diagram of attention's three steps, between encoder and decoder."""

from collections.abc import Sequence
from typing import NamedTuple

from book.figures.shapes import beside, symbol
from book.figures.translation import QUESTION, area, state, tile
from utils.plots.style import BLUE, GREEN, INK, PURPLE, RED, WHITE, YELLOW
from utils.widgets.drawing import QUIET, circle, dot, wire, word

# Those of chapter 5's model while it writes the 4 of 46, rounded so that they sum to 1.
WEIGHTS = 0.12, 0.13, 0.15, 0.12, 0.21, 0.27
# How far below the top of the steps what stands in each has its middle.
BLENDED, WEIGHED, SCORED, ROW, READ = 96, 260, 362, 458, 522
NAME = 20  # from the middle of the number of a step to its name


def attention() -> str:
    """Attention: three steps

    Below, the encoder's states h_1 to h_6, one for each character of 12+34}; right, the
    decoder's state s_(t-1). Step 1, score: a small network makes a score e_(t,i) of s_(t-1) and
    each h_i. Step 2, weigh: a softmax makes of the scores the weights alpha_(t,i), which sum to
    1; they are drawn as bars. Step 3, blend: the context c_t is the sum of the h_i times their
    weights. It goes with s_(t-1) and y_(t-1) into the decoder's GRU, which makes s_t; the
    output y_t is computed from s_t and c_t.
    """
    left, right, top = 50, 484, 26
    columns = [20 + 70 * i for i in range(1, 7)]
    steps = Steps(left, right, top, columns, 188, 300, size=24, bar=22, radius=20)
    drawn = [steps.draw()]
    blended, scored, row, read = (top + y for y in (BLENDED, SCORED, ROW, READ))
    way = (left, row), (24, row), (24, blended), (left - 1, blended)
    drawn.append(wire(*way, color=BLUE, width=5))
    x, fork, output, cell = 596, 526, 62, 202
    drawn += _named("output", x, output, PURPLE), _named("GRU", x, cell, RED)
    drawn += (
        state("s_{t-1}", x, scored, RED, 27),
        word("the decoder", x, scored + 50, anchor="middle"),
    )
    drawn.append(wire((x - 28, scored), (right + 1, scored), color=RED))
    drawn.append(wire((x, scored - 28), (x, cell + 24), color=RED))
    drawn += wire((x, cell - 23), (x, output + 24), color=RED), beside("s_t", x + 13, 140, RED)
    drawn.append(wire((right, blended), (fork, blended), color=BLUE, head=False))
    drawn += symbol("c_t", 506, blended - 14, BLUE), dot(fork, blended, BLUE)
    for y in (output, cell):
        drawn.append(wire((fork, blended), (fork, y), (x - 43, y), color=BLUE))
    drawn += symbol("y_{t-1}", 690, cell + 7), wire((664, cell), (x + 43, cell))
    drawn += symbol("y_t", 690, output + 7), wire((x + 42, output), (674, output))
    drawn += word("the encoder", 498, row + 6), word("the question", 498, read + 6)
    return "".join(drawn)


def attention_narrow() -> str:
    """Attention: three steps, on a narrow screen

    Below, the encoder's states h_1 to h_6, one for each character of 12+34}; above, the
    decoder, with its state s_(t-1) at the left. Step 1, score: a small network makes a score
    e_(t,i) of s_(t-1) and each h_i. Step 2, weigh: a softmax makes of the scores the weights
    alpha_(t,i), which sum to 1; they are drawn as bars. Step 3, blend: the context c_t is the
    sum of the h_i times their weights. It goes with s_(t-1) and y_(t-1) into the decoder's GRU,
    which makes s_t; the output y_t is computed from s_t and c_t.
    """
    left, right, top, decoder, before = 32, 334, 178, 92, 40
    columns = [left + 23 + 49 * i for i in range(6)]
    steps = Steps(left, right, top, columns, 134, 203, size=19, bar=14, radius=16)
    drawn = [steps.draw()]
    blended, scored, row, read = (top + y for y in (BLENDED, SCORED, ROW, READ))
    way = (right, row), (352, row), (352, blended), (right + 1, blended)
    drawn.append(wire(*way, color=BLUE, width=5))
    cell, output, fork = 150, 276, top - 36
    drawn += _named("output", output, decoder, PURPLE), _named("GRU", cell, decoder, RED)
    drawn.append(state("s_{t-1}", before, decoder, RED, 27))
    drawn.append(wire((16, decoder + 13), (16, scored), (left - 1, scored), color=RED))
    drawn.append(wire((before + 28, decoder), (cell - 43, decoder), color=RED))
    drawn.append(wire((cell + 42, decoder), (output - 43, decoder), color=RED))
    drawn.append(symbol("s_t", (cell + output) / 2, decoder - 12, RED))
    middle = (cell + output) / 2
    drawn.append(wire((middle, top), (middle, fork), color=BLUE, head=False))
    drawn += beside("c_t", middle + 8, top - 12, BLUE), dot(middle, fork, BLUE)
    for x in (cell, output):
        drawn.append(wire((middle, fork), (x, fork), (x, decoder + 24), color=BLUE))
    drawn += symbol("y_{t-1}", cell, 30), wire((cell, 42), (cell, decoder - 24))
    drawn += symbol("y_t", output, 30), wire((output, decoder - 23), (output, 44))
    drawn.append(word("the decoder", 8, 48, 16))
    drawn.append(word("the encoder reads the question", left, read + 46, 16))
    return "".join(drawn)


class Steps(NamedTuple):
    """The encoder and, above it, the steps.

    Attributes:
        left, right, top: the edges.
        columns: where the states stand.
        formula: where the formulas beside the names of the steps begin.
        aside: where it is said what the weights sum to.
        size: of the formulas' letters.
        bar: how wide the bar of a weight is.
        radius: of a state.
    """

    left: float
    right: float
    top: float
    columns: Sequence[float]
    formula: float
    aside: float
    size: float
    bar: float
    radius: float

    def draw(self) -> str:
        left, width, size = self.left, self.right - self.left, self.size
        weighed, scored, row = (self.top + y for y in (WEIGHED, SCORED, ROW))
        drawn = [area(left, self.top, width, 134, BLUE)]
        drawn += area(left, weighed - 24, width, 48, YELLOW), area(left, row - 30, width, 60)
        drawn.append(area(left, scored - 24, width, 48, GREEN))
        network = r"v_a^{\mathsf T} \tanh(W_a s_{t-1} + U_a h_i)"
        drawn += (
            self._name(1, "score", scored),
            beside(network, self.formula, scored + 7, size=size),
        )
        drawn.append(self._name(2, "weigh", weighed))
        drawn.append(beside(r"\text{softmax}", self.formula, weighed + 7, size=size))
        drawn.append(word("weights sum to 1", self.aside, weighed + 6, size * 0.7))
        drawn.append(self._name(3, "blend", self.top + 32))
        total = r"c_t = \sum_i \alpha_{t,i} h_i"
        drawn.append(beside(total, self.formula, self.top + 39, size=size))
        characters = zip(QUESTION, WEIGHTS, strict=True)
        for i, (character, weight) in enumerate(characters, 1):
            drawn.append(self._column(i, character, weight))
        return "".join(drawn)

    def _name(self, number: int, name: str, y: float) -> str:
        x = self.left + self.size * 7 / 6
        drawn = circle(x, y, 15, INK) + symbol(str(number), x, y + 7, WHITE, 21)
        return drawn + beside(rf"\text{{{name}}}", x + NAME, y + 7, size=self.size)

    def _column(self, i: int, character: str, weight: float) -> str:
        """A character, its state, its score, its weight and its share of the blend."""
        x, radius, size = self.columns[i - 1], self.radius, self.size
        blended, weighed, scored, row, read = (
            self.top + y for y in (BLENDED, WEIGHED, SCORED, ROW, READ)
        )
        foot, height, letters = weighed - 24, 320 * weight, radius * 1.15
        drawn = [tile(character, x, read), state(f"h_{i}", x, row, BLUE, radius, letters)]
        drawn.append(wire((x, read - 18), (x, row + radius + 1), width=1.8))
        drawn.append(wire((x, row - radius - 1), (x, scored + 25), color=BLUE))
        drawn.append(wire((x, scored - 24), (x, weighed + 25), color=GREEN))
        drawn.append(beside(f"e_{{t,{i}}}", x + 9, scored - 45, GREEN, size))
        bar = (x, foot), (x, foot - height)
        drawn.append(wire(*bar, color=YELLOW, width=self.bar, head=False))
        drawn.append(wire(bar[1], (x, blended + radius + 1), color=YELLOW))
        after = x + self.bar / 2 + 4
        drawn.append(beside(rf"\alpha_{{t,{i}}}", after, foot - 14, YELLOW, size))
        # As blue as its weight is large.
        drawn.append(circle(x, blended, radius, WHITE, BLUE))
        shade = circle(x, blended, radius, BLUE, BLUE)
        drawn.append(f'<g fill-opacity="{1.6 * weight:g}">{shade}</g>')
        drawn.append(symbol(f"h_{i}", x, blended + 6, size=letters))
        if i < len(WEIGHTS):
            middle = (x + self.columns[i]) / 2
            drawn.append(symbol("+", middle, blended + 7, QUIET, radius * 1.2))
        return "".join(drawn)


def _named(name: str, x: float, y: float, color: str) -> str:
    return area(x - 42, y - 23, 84, 46, color) + symbol(rf"\text{{{name}}}", x, y + 7, size=23)
