"""The diagrams of the cells, and of the way back through an RNN.

A line is a vector on its way, and blue is what is remembered. A box is a nonlinearity of the
sum of what enters it (times the weights beside the arrows, plus the bias); a small circle is
an operation element by element.
"""

from collections import defaultdict

from shapes import (
    BLUE,
    GREEN,
    INK,
    PURPLE,
    QUIET,
    RED,
    SHADE,
    SIGMA,
    YELLOW,
    beside,
    box,
    circle,
    dot,
    dots,
    operation,
    symbol,
    wire,
    word,
)

# LSTM and GRU: the lane above, under it the gates in a row, below them the rails of h and x.

EDGE = 16.1  # where arrows end around an operation
LEFT, RIGHT, ENTRY = 60, 660, 106  # where lines start and end outside, and where x comes in
LANE, MIDDLE, GATES, H_RAIL, X_RAIL = 76, 198, 302, 384, 420
TOP, FOOT = GATES - 24, GATES + 24  # of the gates
CELL = '<rect x="80" y="26" width="560" height="422" rx="18" fill="#fff" stroke="#dcd7cc"/>'


def lane(start: float, end: float) -> str:
    return wire((start, LANE), (end, LANE), color=BLUE, width=5)


def gate(name: str, kind: str, x: float, color: str, h: str = INK, taps: bool = True) -> str:
    """A gate, and what comes up to it from both rails; x passes over h."""
    drawn = box(kind, x, GATES, color) + beside(f"W_{name}", x + 23, 362, QUIET, 19)
    drawn += symbol(f"U_{name}", x - 23, 362, QUIET, 19, "end")
    if taps:
        left, right = x - 14, x + 14
        over = (right, H_RAIL + 9), (right, H_RAIL - 9)
        drawn += wire(*over, color="#fff", width=10, head=False)
        drawn += wire((right, X_RAIL), (right, FOOT)) + dot(right, X_RAIL)
        drawn += wire((left, H_RAIL), (left, FOOT), color=h) + dot(left, H_RAIL, h)
    return drawn


def lstm(step: str = "") -> str:
    """The LSTM

    The lane of the cell state runs straight through, from c_(t-1) to c_t: times the forget gate
    f_t, plus the input gate i_t times the candidate. The tanh of c_t times the output gate o_t
    is h_t. The gates and the candidate are computed from x_t and h_(t-1).
    """
    f, i, c, o, out = 148, 264, 380, 502, 590
    join = (i + c) / 2
    lit = defaultdict(str)  # by the steps that light it; without a step all is bright
    # The rails, and the gates.
    lit["forget input output"] += symbol("x_t", ENTRY, 503) + symbol("h_{t-1}", 32, H_RAIL + 7)
    lit["forget input output"] += wire((LEFT, H_RAIL), (f - 14, H_RAIL), head=False)
    way = (ENTRY, 480), (ENTRY, X_RAIL), (f + 14, X_RAIL)
    lit["forget input output"] += wire(*way, head=False)
    lit["input output"] += wire((f + 14, X_RAIL), (c + 14, X_RAIL), head=False)
    lit["input output"] += wire((f - 14, H_RAIL), (c - 14, H_RAIL), head=False)
    lit["output"] += wire((c + 14, X_RAIL), (o + 14, X_RAIL), (o + 14, FOOT))
    lit["output"] += wire((c - 14, H_RAIL), (o - 14, H_RAIL), (o - 14, FOOT))
    lit["output"] += gate("o", SIGMA, o, PURPLE, taps=False) + word("output", o + 13, 267)
    lit["forget"] += gate("f", SIGMA, f, RED) + word("forget", f + 13, 267)
    lit["input"] += gate("i", SIGMA, i, GREEN) + word("input", i + 13, 267)
    lit["input"] += gate("c", "tanh", c, YELLOW) + word("candidate", c + 13, 267)
    # What goes up from them to the lane.
    lit["forget cell"] += wire((f, TOP), (f, LANE + EDGE), color=RED)
    lit["forget cell"] += beside("f_t", f + 13, 244, RED)
    lit["input cell"] += wire((i, TOP), (i, MIDDLE), (join - EDGE, MIDDLE), color=GREEN)
    lit["input cell"] += wire((c, TOP), (c, MIDDLE), (join + EDGE, MIDDLE), color=YELLOW)
    lit["input cell"] += beside("i_t", i + 13, 244, GREEN) + symbol("~c_t", c + 19, 244, YELLOW)
    lit["cell"] += operation(".", f, LANE) + operation(".", join, MIDDLE)
    lit["cell"] += wire((join, MIDDLE - EDGE), (join, LANE + EDGE), color=BLUE)
    lit["cell"] += symbol("c_{t-1}", 32, LANE + 7, BLUE) + operation("+", join, LANE)
    lit["cell"] += lane(LEFT, f - EDGE) + lane(f + EDGE, join - EDGE)
    lit["cell output"] += lane(join + EDGE, RIGHT) + symbol("c_t", 688, LANE + 7, BLUE)
    # What is shown of it.
    lit["output"] += wire((out, LANE), (out, 111), color=BLUE) + dot(out, LANE, BLUE)
    lit["output"] += wire((out, 159), (out, MIDDLE - EDGE), color=BLUE)
    lit["output"] += wire((o, TOP), (o, MIDDLE), (out - EDGE, MIDDLE), color=PURPLE)
    lit["output"] += beside("o_t", o + 13, 244, PURPLE) + operation(".", out, MIDDLE)
    lit["output"] += wire((out, MIDDLE + EDGE), (out, H_RAIL), (RIGHT, H_RAIL))
    lit["output"] += box("tanh", out, 135, BLUE) + symbol("h_t", 688, H_RAIL + 7)
    bright = "".join(part for steps, part in lit.items() if step in steps)
    faint = "".join(part for steps, part in lit.items() if step not in steps)
    return CELL + (f'<g opacity=".2">{faint}</g>' if step else "") + bright


def gru() -> str:
    """The GRU

    The lane of the state runs straight through, from h_(t-1) to h_t: times the update gate z_t,
    plus the candidate times 1 - z_t. The candidate is computed from x_t and from h_(t-1) times
    the reset gate r_t; the gates from x_t and h_(t-1).
    """
    z, r, reset, c = 162, 296, 416, 530
    drawn = [CELL, symbol("x_t", ENTRY, 503), symbol("h_{t-1}", 32, LANE + 7, BLUE)]
    # The rails; that of h ends where the reset gate decides how much of it the candidate sees.
    way = (ENTRY, LANE), (ENTRY, H_RAIL), (reset, H_RAIL), (reset, GATES + EDGE)
    drawn += wire(*way, color=BLUE), dot(ENTRY, LANE, BLUE), operation(".", reset, GATES)
    way = (ENTRY, 480), (ENTRY, X_RAIL), (c, X_RAIL), (c, FOOT)
    drawn += wire(*way), gate("z", SIGMA, z, RED, BLUE), gate("r", SIGMA, r, PURPLE, BLUE)
    drawn += wire((r + 33, GATES), (reset - EDGE, GATES), color=PURPLE), word("reset", 342, 328)
    drawn += symbol("r_t", 363, GATES - 14, PURPLE), symbol("U_h", 462, GATES - 13, QUIET, 19)
    drawn += word("update", z + 13, 267), word("candidate", c + 13, 267)
    drawn += box("tanh", c, GATES, YELLOW), beside("W_h", c + 11, 362, QUIET, 19)
    drawn.append(wire((reset + EDGE, GATES), (c - 33, GATES), color=BLUE))
    # The lane: z keeps the old state, 1 - z takes the candidate.
    drawn += wire((z, TOP), (z, LANE + EDGE), color=RED), dot(z, MIDDLE, RED)
    drawn += wire((z, MIDDLE), (r - 20, MIDDLE), color=RED), operation("1-", r, MIDDLE)
    drawn += wire((r + 20, MIDDLE), (c - EDGE, MIDDLE), color=RED), operation(".", c, MIDDLE)
    drawn += wire((c, TOP), (c, MIDDLE + EDGE), color=YELLOW), beside("z_t", z + 13, 244, RED)
    drawn += wire((c, MIDDLE - EDGE), (c, LANE + EDGE), color=BLUE), operation("+", c, LANE)
    drawn += lane(LEFT, z - EDGE), operation(".", z, LANE), lane(z + EDGE, c - EDGE)
    drawn += lane(c + EDGE, RIGHT), symbol("h_t", 688, LANE + 7, BLUE)
    return "".join(drawn) + symbol("~h_t", c + 19, 244, YELLOW)


def rnn() -> str:
    """The RNN

    Left, one cell: x_t comes in from below by W_xh, y_t goes out above by W_hy, and h_t comes
    back in by W_hh. Right, the same cell at three steps in a row, from h_0 to h_3: the three
    weights are the same at every step.
    """
    drawn = [symbol("=", 220, 200, QUIET, 36), symbol("h_0", 252, 197, BLUE)]
    for t, x in {"t": 70, "1": 339, "2": 466, "3": 593}.items():
        drawn += symbol(f"x_{t}", x, 338, GREEN), beside("W_{xh}", x + 11, 272, GREEN, 20)
        drawn += symbol(f"y_{t}", x, 54, PURPLE), beside("W_{hy}", x + 11, 124, PURPLE, 20)
        drawn += wire((x, 312), (x, 214), color=GREEN), wire((x, 166), (x, 72), color=PURPLE)
        drawn.append(box("tanh", x, 190, BLUE))
    loop = (102, 178), (154, 178), (154, 202), (103, 202)
    drawn += wire(*loop, color=BLUE, width=3.4), beside("W_{hh}", 162, 196, BLUE, 20)
    drawn += symbol("h_t", 128, 166, BLUE), symbol("h_{t-1}", 132, 228, BLUE)
    for start, end in ((268, 306), (371, 433), (498, 560), (625, 672)):
        drawn.append(wire((start, 190), (end, 190), color=BLUE, width=3.4))
    drawn += [symbol("W_{hh}", x, 220, BLUE, 20) for x in (284, 400, 527)]
    drawn += [symbol(f"h_{t}", x, 178, BLUE) for t, x in ((1, 400), (2, 527), (3, 646))]
    drawn += dots(692, 190, BLUE), word("one cell", 38, 388)
    return "".join(drawn) + word("unrolled: the same weights at every step", 307, 388)


def bptt() -> str:
    """Back-propagation through time

    An unrolled RNN with a loss above every step. In red the error of the last loss, L_T, goes
    back by y_T and W_hy to h_T, and from there from state to state to h_1: every step from h_t
    back to h_(t-1) is a factor diag(1 - h_t squared) W_hh.
    """
    row, edge, aside = 262, 29.8, 9  # aside: the way back runs beside the way forward
    columns = {"1": 96, "{T-2}": 240, "{T-1}": 446, "T": 652}
    drawn = [symbol("h_0", 24, row - 2)]
    for t, x in columns.items():
        up, color = (x + aside, RED) if t == "T" else (x, INK)
        drawn += circle(x, row, 30, SHADE, BLUE), symbol(f"h_{t}", x, row + 6, size=23)
        drawn += symbol(f"x_{t}", x, 394), wire((x, 368), (x, row + 31), width=1.6)
        drawn += symbol(f"y_{t}", x, 162), wire((up, row - edge), (up, 172), width=1.6)
        drawn += symbol(f"L_{t}", x, 60, color), wire((up, 138), (up, 72), width=1.6)
    first, second, third, last = columns.values()
    gap, back = (first + second) / 2, {"color": RED, "width": 3.4}
    spans = (first, gap - 16 + edge), (gap + 16 - edge, second), (second, third), (third, last)
    drawn.append(wire((40, row - aside), (first - edge, row - aside), width=1.6))
    for start, end in [(a + edge, b - edge) for a, b in spans]:
        drawn.append(wire((start, row - aside), (end, row - aside), width=1.6))
        drawn.append(wire((end, row + aside), (start, row + aside), **back))
    drawn += dots(gap, row - aside), dots(gap, row + aside, RED)
    for t, x in (("T", (third + last) / 2), ("{T-1}", (second + third) / 2)):
        drawn.append(symbol(f"diag(1 - h^2_{t}) W_{{hh}}", x, row + 49, RED, 19))
    x = last - aside
    drawn += wire((x, 76), (x, 142), **back), wire((x, 170), (x, row - edge), **back)
    drawn += symbol("W_{hy}", x - 13, 206, RED, 20, "end"), wire((288, 434), (248, 434), **back)
    drawn += symbol("∂L_T/∂y_T", x - 13, 112, RED, 20, "end"), word("forward", 122, 440)
    drawn.append(wire((70, 434), (110, 434), width=1.6))
    return "".join(drawn) + word("back: the error of the last step", 300, 440)
