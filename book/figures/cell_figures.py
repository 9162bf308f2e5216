"""The figures of the cells, and of back-propagation through an RNN, whole and truncated.

A line is a vector on its way, and blue is what is remembered. LSTM and GRU are the diagrams of
the walkthrough.
"""

from itertools import pairwise

from book.figures.shapes import beside, box, dots, symbol
from utils.plots.style import BACK, BLUE, FAINT, GREEN, INK, PURPLE, WHITE
from utils.widgets import diagrams
from utils.widgets.drawing import QUIET, SHADE, circle, group, wire, word

ROOM = f'<rect x="73" y="8" width="314" height="370" rx="12" fill="{WHITE}" stroke="{FAINT}"/>'


def cell(diagram: diagrams.Diagram, bright: set[int] = frozenset()) -> str:
    """A cell without its answer, as wide as the page; with some lines of the formula `bright`,
    all else is faint."""
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
    return group(ROOM + faint + drawn, transform="translate(15 12) scale(1.5)")


def lstm(bright: set[int] = frozenset()) -> str:
    """The LSTM

    The lane of the cell state runs straight through, from c_(t-1) to c_t: times the forget gate
    f_t, plus the input gate i_t times the candidate. The tanh of c_t times the output gate o_t
    is h_t. The gates and the candidate are computed from x_t and h_(t-1).
    """
    return cell(diagrams.LSTM, bright)


def gru() -> str:
    """The GRU

    The lane of the state runs straight through, from h_(t-1) to h_t: times the update gate z_t,
    plus the candidate times 1 - z_t. The candidate is computed from x_t and from h_(t-1) times
    the reset gate r_t; the gates from x_t and h_(t-1).
    """
    return cell(diagrams.GRU)


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
        drawn.append(box(r"\tanh", x, 190, BLUE))
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

    An unrolled RNN with a loss above every step. In purple the error of the last loss, L_T,
    goes back by y_T and W_hy to h_T, and from there from state to state to h_1: every step
    from h_t back to h_(t-1) is a factor diag(1 - h_t squared) W_hh.
    """
    row, edge, aside = 262, 29.8, 9  # aside: the gradient's path runs beside the forward one
    columns = {"1": 96, "{T-2}": 240, "{T-1}": 446, "T": 652}
    drawn = [symbol("h_0", 24, row - 2)]
    for t, x in columns.items():
        up, color = (x + aside, BACK) if t == "T" else (x, INK)
        drawn += circle(x, row, 30, SHADE, BLUE), symbol(f"h_{t}", x, row + 6, size=23)
        drawn += symbol(f"x_{t}", x, 394), wire((x, 368), (x, row + 31), width=1.6)
        drawn += symbol(f"y_{t}", x, 162), wire((up, row - edge), (up, 172), width=1.6)
        drawn += symbol(f"L_{t}", x, 60, color), wire((up, 138), (up, 72), width=1.6)
    first, second, third, last = columns.values()
    gap, back = (first + second) / 2, {"color": BACK, "width": 3.4}
    spans = (first, gap - 16 + edge), (gap + 16 - edge, second), (second, third), (third, last)
    drawn.append(wire((40, row - aside), (first - edge, row - aside), width=1.6))
    for start, end in [(a + edge, b - edge) for a, b in spans]:
        drawn.append(wire((start, row - aside), (end, row - aside), width=1.6))
        drawn.append(wire((end, row + aside), (start, row + aside), **back))
    drawn += dots(gap, row - aside), dots(gap, row + aside, BACK)
    for t, x in (("T", (third + last) / 2), ("{T-1}", (second + third) / 2)):
        drawn.append(
            symbol(rf"\operatorname{{diag}}(1 - h_{t}^2)\, W_{{hh}}", x, row + 49, BACK, 19)
        )
    x = last - aside
    drawn += wire((x, 76), (x, 142), **back), wire((x, 170), (x, row - edge), **back)
    drawn += (
        symbol("W_{hy}", x - 13, 206, BACK, 20, "end"),
        wire((288, 434), (248, 434), **back),
    )
    drawn += (
        symbol(r"\partial L_T / \partial y_T", x - 13, 112, BACK, 20, "end"),
        word("forward", 122, 440),
    )
    drawn.append(wire((70, 434), (110, 434), width=1.6))
    return "".join(drawn) + word("back: the error of the last step", 300, 440)


def truncated() -> str:
    """Truncated back-propagation through time

    An unrolled RNN of six steps with a loss above every step, in two pieces of three steps.
    Forward, the state goes from h_0 through to h_6. In purple the errors go back from L_1, L_2
    and L_3 to h_1, and from L_4, L_5 and L_6 to h_4, where they end at a cut: between h_3 and
    h_4 there is no way back.
    """
    row, edge, aside = 196, 24.8, 8  # as in the figure of the whole way
    columns, cut = (110, 208, 306, 454, 552, 650), 380
    back, forward = {"color": BACK, "width": 3.4}, {"width": 1.6}
    drawn = [symbol("h_0", 40, row - 2), wire((58, row - aside), (85, row - aside), **forward)]
    for t, x in enumerate(columns, 1):
        up, down = x + aside, x - aside
        drawn += circle(x, row, 26, SHADE, BLUE), symbol(f"h_{t}", x, row + 6, size=23)
        drawn += symbol(f"x_{t}", x, 312), wire((x, 286), (x, row + 27), **forward)
        drawn += symbol(f"L_{t}", x, 82), wire((up, row - edge), (up, 94), **forward)
        drawn.append(wire((down, 94), (down, row - edge), **back))
    for left, right in [(a + edge, b - edge) for a, b in pairwise(columns)]:
        drawn.append(wire((left, row - aside), (right, row - aside), **forward))
        end = cut if left < cut < right else left
        drawn.append(wire((right, row + aside), (end, row + aside), head=end == left, **back))
    drawn.append(group(wire((cut, 46), (cut, 330), head=False), stroke_dasharray="5 5"))
    drawn.append(wire((cut, row - 2), (cut, row + 18), color=BACK, width=6, head=False))
    drawn += word("state.detach()", cut, 32, anchor="middle"), word("forward", 122, 370)
    drawn += wire((70, 364), (110, 364), **forward), wire((288, 364), (248, 364), **back)
    return "".join(drawn) + word("back: the errors, to the last cut", 300, 370)
