"""The figures of the cells, and of back-propagation through an RNN, whole and truncated.

A line is a vector on its way, and blue is what is remembered. LSTM and GRU are the diagrams of
the walkthrough.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from book.figures.narrow_cells import NARROW_GRU, NARROW_LSTM
from book.figures.shapes import beside, box, dots, symbol
from utils.plots.style import BACK, BLUE, FAINT, GREEN, INK, PURPLE, WHITE
from utils.widgets import diagrams
from utils.widgets.drawing import QUIET, SHADE, circle, group, wire, word


def cell(
    diagram: diagrams.Diagram, bright: set[int] = frozenset(), narrow: bool = False
) -> str:
    """A cell without its answer, as wide as the page or as a narrow screen; with some lines of
    the formula `bright`, all else is faint."""
    left, width, transform = 73, 314, "translate(15 12) scale(1.5)"
    if narrow:
        left, width, transform = 45, 227, "translate(3 12) scale(1.12)"
    answer = max(line for part in diagram.parts for line in part.lines)
    faint = drawn = ""
    for part in diagram.parts:
        if part.lines == (answer,):
            continue
        if bright and not bright & {*part.lines, *getattr(part, "lit", ())}:
            faint += part.draw("figure")
        else:
            drawn += part.draw("figure")
    faint = group(faint, opacity="0.2") if faint else ""
    room = (
        f'<rect x="{left}" y="8" width="{width}" height="370" rx="12" fill="{WHITE}" '
        f'stroke="{FAINT}"/>'
    )
    return group(room + faint + drawn, transform=transform)


def lstm(bright: set[int] = frozenset(), narrow: bool = False) -> str:
    """The LSTM

    The lane of the cell state runs straight through, from c_(t-1) to c_t: times the forget gate
    f_t, plus the input gate i_t times the candidate. The tanh of c_t times the output gate o_t
    is h_t. The gates and the candidate are computed from x_t and h_(t-1).
    """
    return cell(NARROW_LSTM if narrow else diagrams.LSTM, bright, narrow)


def gru(narrow: bool = False) -> str:
    """The GRU

    The lane of the state runs straight through, from h_(t-1) to h_t: times the update gate z_t,
    plus the candidate times 1 - z_t. The candidate is computed from x_t and from h_(t-1) times
    the reset gate r_t; the gates from x_t and h_(t-1).
    """
    return cell(NARROW_GRU if narrow else diagrams.GRU, narrow=narrow)


def rnn() -> str:
    """The RNN

    Left, one cell: x_t comes in from below by W_xh, y_t goes out above by W_hy, and h_t comes
    back in by W_hh. Right, the same cell at three steps in a row, from h_0 to h_3: the three
    weights are the same at every step.
    """
    cells = Cells(row=190, far=136, width=64, size=20)
    drawn = [symbol("=", 220, 200, QUIET, 36), cells.loop(70)]
    drawn += cells.unrolled((339, 466, 593), (268, 673)), dots(692, 190, BLUE)
    drawn.append(word("one cell", 38, 388))
    return "".join(drawn) + word("unrolled: the same weights at every step", 307, 388)


def rnn_narrow() -> str:
    """The RNN, on a narrow screen

    Above, one cell: x_t comes in from below by W_xh, y_t goes out above by W_hy, and h_t comes
    back in by W_hh. Below, the same cell at three steps in a row, from h_0 to h_3: the three
    weights are the same at every step.
    """
    above, below = (Cells(row, far=92, width=52, size=18) for row in (130, 412))
    drawn = [above.loop(84), word("one cell", 242, 136), symbol("=", 180, 284, QUIET, 36)]
    drawn += below.unrolled((84, 180, 276), (30, 333)), dots(346, 412, BLUE)
    return "".join(drawn) + word("unrolled: the same weights at every step", 16, 554, 16)


class Cells(NamedTuple):
    """Cells of an RNN in a row.

    Attributes:
        row: how far down they are.
        far: how far their answers are above them, and their inputs below.
        width: of a cell.
        size: of the weights' letters.
    """

    row: float
    far: float
    width: float
    size: float

    def loop(self, x: float) -> str:
        """A cell whose state comes back in."""
        near, up, down = x + self.width / 2, self.row - 12, self.row + 12
        away = near + 52
        way = (near, up), (away, up), (away, down), (near + 1, down)
        drawn = [self._step("t", x), wire(*way, color=BLUE, width=3.4)]
        drawn.append(beside("W_{hh}", away + 8, self.row + 6, BLUE, self.size))
        drawn.append(symbol("h_t", near + 28, self.row - 24, BLUE))
        return "".join([*drawn, symbol("h_{t-1}", near + 34, self.row + 38, BLUE)])

    def unrolled(self, columns: Sequence[float], ends: tuple[float, float]) -> str:
        """A cell at three steps in a row. `ends`: where the state comes from and goes to."""
        (begin, end), half, row = ends, self.width / 2, self.row
        drawn = [self._step(str(t), x) for t, x in enumerate(columns, 1)]
        drawn.append(symbol("h_0", begin - 16, row + 7, BLUE))
        for t, (left, right) in enumerate(pairwise([begin - half, *columns, end + half])):
            start, stop = left + half, right - half - 1
            drawn.append(wire((start, row), (stop, row), color=BLUE, width=3.4))
            middle = (start + stop) / 2
            if t < len(columns):
                drawn.append(symbol("W_{hh}", middle, row + 30, BLUE, self.size))
            if t:
                drawn.append(symbol(f"h_{t}", middle - 2, row - 13, BLUE))
        return "".join(drawn)

    def _step(self, t: str, x: float) -> str:
        row, far, size = self.row, self.far, self.size
        drawn = [
            symbol(f"x_{t}", x, row + far + 12, GREEN),
            beside("W_{xh}", x + 11, row + far / 2 + 14, GREEN, size),
            symbol(f"y_{t}", x, row - far, PURPLE),
            beside("W_{hy}", x + 11, row - far / 2 + 2, PURPLE, size),
            wire((x, row + far - 14), (x, row + 24), color=GREEN),
            wire((x, row - 24), (x, row - far + 18), color=PURPLE),
        ]
        return "".join(drawn) + box(r"\tanh", x, row, BLUE, self.width)


def bptt() -> str:
    """Back-propagation through time

    An unrolled RNN with a loss above every step. In purple the error of the last loss, L_T,
    goes back by y_T and W_hy to h_T, and from there from state to state to h_1: every step
    from h_t back to h_(t-1) is a factor diag(1 - h_t squared) W_hh.
    """
    columns = {"1": 96, "{T-2}": 240, "{T-1}": 446, "T": 652}
    return _back_through(24, columns) + _legend("the error of the last step", 434)


def bptt_narrow() -> str:
    """Back-propagation through time, on a narrow screen

    An unrolled RNN with a loss above every step. In purple the error of the last loss, L_T,
    goes back by y_T and W_hy to h_T, and from there from state to state to h_1: the step from
    h_T back to h_(T-1) is a factor diag(1 - h_T squared) W_hh, and so is each one before.
    """
    drawn = _back_through(14, {"1": 72, "{T-1}": 190, "T": 326}, 16)
    return drawn + _legend("the error of the last step", 434, narrow=True)


def _back_through(begin: float, columns: dict[str, float], size: float = 19) -> str:
    """A loss above every step, and the way back of the last one's error. `size`: of the
    factors' letters."""
    row, edge, aside = 262, 29.8, 9  # aside: the gradient's path runs beside the forward one
    drawn = [symbol("h_0", begin, row - 2)]
    for t, x in columns.items():
        up, color = (x + aside, BACK) if t == "T" else (x, INK)
        drawn += circle(x, row, 30, SHADE, BLUE), symbol(f"h_{t}", x, row + 6, size=23)
        drawn += symbol(f"x_{t}", x, 394), wire((x, 368), (x, row + 31), width=1.6)
        drawn += symbol(f"y_{t}", x, 162), wire((up, row - edge), (up, 172), width=1.6)
        drawn += symbol(f"L_{t}", x, 60, color), wire((up, 138), (up, 72), width=1.6)
    first, second, *others = columns.values()
    gap, last = (first + second) / 2, others[-1]
    steps = [*pairwise([second, *others])]
    spans = (first, gap - 16 + edge), (gap + 16 - edge, second), *steps
    drawn.append(wire((begin + 16, row - aside), (first - edge, row - aside), width=1.6))
    for start, end in [(a + edge, b - edge) for a, b in spans]:
        drawn.append(wire((start, row - aside), (end, row - aside), width=1.6))
        drawn.append(wire((end, row + aside), (start, row + aside), **BACKWARD))
    drawn += dots(gap, row - aside), dots(gap, row + aside, BACK)
    for t, (left, right) in zip(("T", "{T-1}"), reversed(steps), strict=False):
        factor = rf"\operatorname{{diag}}(1 - h_{t}^2)\, W_{{hh}}"
        drawn.append(symbol(factor, (left + right) / 2, row + 49, BACK, size))
    x = last - aside
    drawn.append(wire((x, 76), (x, 142), **BACKWARD))
    drawn.append(wire((x, 170), (x, row - edge), **BACKWARD))
    drawn.append(symbol("W_{hy}", x - 13, 206, BACK, 20, "end"))
    drawn.append(symbol(r"\partial L_T / \partial y_T", x - 13, 112, BACK, 20, "end"))
    return "".join(drawn)


def truncated() -> str:
    """Truncated back-propagation through time

    An unrolled RNN of six steps with a loss above every step, in two pieces of three steps.
    Forward, the state goes from h_0 through to h_6. In purple the errors go back from L_1, L_2
    and L_3 to h_1, and from L_4, L_5 and L_6 to h_4, where they end at a cut: between h_3 and
    h_4 there is no way back.
    """
    row, cut = 196, 380
    first, second = {1: 110, 2: 208, 3: 306}, {4: 454, 5: 552, 6: 650}
    before, after = row - ASIDE, row + ASIDE
    drawn = [symbol("h_0", 40, row - 2), wire((58, before), (85, before), **FORWARD)]
    drawn += _piece(first, row, 114), _piece(second, row, 114)
    left, right = first[3] + EDGE, second[4] - EDGE
    drawn.append(wire((left, before), (right, before), **FORWARD))
    drawn.append(wire((right, after), (cut, after), head=False, **BACKWARD))
    drawn.append(group(wire((cut, 46), (cut, 330), head=False), stroke_dasharray="5 5"))
    drawn.append(wire((cut, after - 10), (cut, after + 10), color=BACK, width=6, head=False))
    drawn.append(word("state.detach()", cut, 32, anchor="middle"))
    return "".join(drawn) + _legend("the errors, to the last cut", 364)


def truncated_narrow() -> str:
    """Truncated back-propagation through time, on a narrow screen

    An unrolled RNN of six steps with a loss above every step, in two pieces of three steps, one
    below the other. Forward, the state goes from h_0 through to h_6. In purple the errors go
    back from L_1, L_2 and L_3 to h_1, and from L_4, L_5 and L_6 to h_4, where they end at a
    cut: between h_3 and h_4 there is no way back.
    """
    above, below, far, cut = 130, 416, 90, 270
    first, second = ({t + n: 106 + 102 * n for n in range(3)} for t in (1, 4))
    left, right, before, after = first[1] - EDGE, first[3] + EDGE, above - ASIDE, below + ASIDE
    drawn = [symbol("h_0", 32, above - 2), wire((52, before), (left, before), **FORWARD)]
    drawn += _piece(first, above, far), _piece(second, below, far)
    way = (348, before), (348, cut - 30), (22, cut - 30), (22, below - ASIDE)
    drawn.append(wire((right, before), *way, (left, below - ASIDE), **FORWARD))
    drawn.append(group(wire((10, cut), (348, cut), head=False), stroke_dasharray="5 5"))
    drawn.append(wire((left, after), (46, after), (46, cut), head=False, **BACKWARD))
    drawn.append(wire((36, cut), (56, cut), color=BACK, width=6, head=False))
    drawn.append(word("state.detach()", 348, cut + 20, 16, "end"))
    return "".join(drawn) + _legend("the errors, to the last cut", 556, narrow=True)


EDGE, ASIDE = 24.8, 8  # of a state; of the way back beside the way forward
BACKWARD, FORWARD = {"color": BACK, "width": 3.4}, {"width": 1.6}


def _legend(back: str, y: float, narrow: bool = False) -> str:
    """What the arrows are: beside each other, or on a narrow screen below each other."""
    x, right, below = (16, 0, 30) if narrow else (70, 178, 0)
    forward = wire((x, y), (x + 40, y), **FORWARD) + word("forward", x + 52, y + 6)
    x, y = x + right, y + below
    return (
        forward + wire((x + 40, y), (x, y), **BACKWARD) + word(f"back: {back}", x + 52, y + 6)
    )


def _piece(columns: dict[int, float], row: float, far: float) -> str:
    """Steps that the errors go back through, with their losses `far` above them."""
    drawn = []
    for t, x in columns.items():
        up, down, top = x + ASIDE, x - ASIDE, row - far + 12
        drawn += circle(x, row, 26, SHADE, BLUE), symbol(f"h_{t}", x, row + 6, size=23)
        drawn.append(symbol(f"x_{t}", x, row + far + 2))
        drawn.append(wire((x, row + far - 24), (x, row + 27), **FORWARD))
        drawn.append(symbol(f"L_{t}", x, row - far))
        drawn.append(wire((up, row - EDGE), (up, top), **FORWARD))
        drawn.append(wire((down, top), (down, row - EDGE), **BACKWARD))
    for left, right in [(a + EDGE, b - EDGE) for a, b in pairwise(columns.values())]:
        drawn.append(wire((left, row - ASIDE), (right, row - ASIDE), **FORWARD))
        drawn.append(wire((right, row + ASIDE), (left, row + ASIDE), **BACKWARD))
    return "".join(drawn)
