"""The diagrams of encoder and decoder, and of attention.

The encoder is blue, the decoder red; characters stand on tiles.
"""

from itertools import pairwise

from book.figures.shapes import beside, symbol
from utils.plots.palette import mixed
from utils.plots.style import (
    BLUE,
    COLORS,
    FAINT,
    GREEN,
    INK,
    PAPER,
    PURPLE,
    RED,
    RIGHT,
    WHITE,
    WRONG,
    YELLOW,
)  # fmt: skip
from utils.widgets.drawing import QUIET, Point, circle, dot, wire, word

EDGE = FAINT  # of white areas
FILL = {color: mixed(color, PAPER, 0.15) for color in (*COLORS, RIGHT, WRONG)}
QUESTION, ANSWER = "12+34}", "_46}"
# The encoder's room and the decoder's, and between them a narrow neck.
ROOMS = (
    '<path d="M36 166H346c22 0 14 27 36 27h36c22 0 14 -27 36 -27H688q18 0 18 18v40q0 18 -18 18'
    'H454c-22 0 -14 -27 -36 -27h-36c-22 0 -14 27 -36 27H36q-18 0 -18 -18v-40q0 -18 18 -18z" '
    f'fill="{WHITE}" stroke="{EDGE}" stroke-width="2"/>'
)


def area(
    x: float, y: float, width: float, height: float, line: str = EDGE, radius: float = 14
) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}" '
        f'fill="{FILL.get(line, WHITE)}" stroke="{line}" stroke-width="2"/>'
    )


def tile(character: str, x: float, y: float, line: str = EDGE) -> str:
    return area(x - 16, y - 18, 32, 36, line, radius=7) + (
        f'<text x="{x:g}" y="{y + 7.5:g}" font-size="23" text-anchor="middle" fill="{INK}" '
        f'style="font-family: ui-monospace, Menlo, Consolas, monospace">{character}</text>'
    )


def state(name: str, x: float, y: float, color: str, radius: float = 20) -> str:
    return circle(x, y, radius, FILL[color], color) + symbol(name, x, y + 6, size=23)


def dashed(*way: Point) -> str:
    return f'<g stroke-dasharray="5 4">{wire(*way, color=QUIET, width=1.8)}</g>'


def seq2seq() -> str:
    """Encoder and decoder: the state is handed over

    Left, the encoder reads the characters of 12+34} from below, and its state goes from h_1 to
    h_6. Through a narrow neck the last state is handed over: it is the decoder's first, s_0.
    Right, the decoder goes from s_1 to s_4: it is fed {, _, 4 and 6 from below and writes _,
    4, 6 and } above; what it writes at one step it is fed at the next.
    """
    written, row, read, edge = 84, 204, 304, 21.2
    reading = [46 + 56 * i for i in range(6)]
    writing = [484 + 64 * i for i in range(4)]
    drawn = [ROOMS]
    # What is written is fed in at the next step.
    for x, after in pairwise(writing):
        way = (x + 18, written), (x + 27, written), (x + 27, read), (after - 18, read)
        drawn.append(dashed(*way))
    for t, (x, character) in enumerate(zip(reading, QUESTION, strict=True), 1):
        drawn += tile(character, x, read), wire((x, read - 18), (x, row + edge), width=1.8)
        drawn.append(state(f"h_{t}", x, row, BLUE))
    for t, (x, character) in enumerate(zip(writing, ANSWER, strict=True), 1):
        fed = "{" if t == 1 else ANSWER[t - 2]
        drawn += tile(fed, x, read), wire((x, read - 18), (x, row + edge), width=1.8)
        drawn += state(f"s_{t}", x, row, RED), tile(character, x, written)
        drawn.append(wire((x, row - edge), (x, written + 20), width=1.8))
    for color, columns in ((BLUE, reading), (RED, writing)):
        for x, after in pairwise(columns):
            drawn.append(wire((x + edge, row), (after - edge, row), color=color, width=2.8))
    # The handover.
    neck = (reading[-1] + writing[0]) / 2
    drawn += wire((reading[-1] + edge, row), (neck, row), color=BLUE, width=7, head=False)
    drawn += wire((neck, row), (writing[0] - edge, row), color=RED, width=7)
    for text, y in (("all the decoder knows", 106), ("of the question", 128)):
        drawn.append(word(text, 441, y, anchor="end"))
    drawn.append(symbol("s_0", neck - 25, row - 42, RED))
    drawn += symbol("=", neck, row - 42, QUIET), symbol("h_6", neck + 25, row - 42, BLUE)
    drawn += word("encoder reads", 30, 358), word("decoder writes", 468, 46)
    drawn += dashed((468, 352), (506, 352)), word("fed in at the next step", 514, 358)
    return "".join(drawn)


def seq2seq_narrow() -> str:
    """Encoder and decoder, on a narrow screen

    Below, the encoder reads the characters of 12+34}, and its state goes from h_1 to h_6. The
    last state is handed over, up and to the left: it is the decoder's first, s_0. Above, the
    decoder goes from s_1 to s_4: it is fed {, _, 4 and 6 from below and writes _, 4, 6 and }
    above; what it writes at one step it is fed at the next.
    """
    written, row, fed, handed, encoded, read, edge = 66, 148, 230, 296, 366, 444, 21.2
    reading = [37 + 57.2 * i for i in range(6)]
    writing = [86 + 74 * i for i in range(4)]
    drawn = [area(8, row - 34, 344, 68), area(8, encoded - 34, 344, 68)]
    for x, after in pairwise(writing):
        way = (x + 18, written), (x + 37, written), (x + 37, fed), (after - 18, fed)
        drawn.append(dashed(*way))
    for t, (x, character) in enumerate(zip(reading, QUESTION, strict=True), 1):
        drawn += tile(character, x, read), wire((x, read - 18), (x, encoded + edge), width=1.8)
        drawn.append(state(f"h_{t}", x, encoded, BLUE))
    for t, (x, character) in enumerate(zip(writing, ANSWER, strict=True), 1):
        drawn += tile("{" if t == 1 else ANSWER[t - 2], x, fed), tile(character, x, written)
        drawn += wire((x, fed - 18), (x, row + edge), width=1.8), state(f"s_{t}", x, row, RED)
        drawn.append(wire((x, row - edge), (x, written + 20), width=1.8))
    for color, y, columns in ((BLUE, encoded, reading), (RED, row, writing)):
        for x, after in pairwise(columns):
            drawn.append(wire((x + edge, y), (after - edge, y), color=color, width=2.8))
    # The handover.
    turn, left, last, name = (180, handed), 28, reading[-1], handed - 16
    drawn.append(
        wire((last, encoded - edge), (last, handed), turn, color=BLUE, width=7, head=False)
    )
    way = turn, (left, handed), (left, row), (writing[0] - edge, row)
    drawn += wire(*way, color=RED, width=7), word("all that is handed over", 44, name)
    drawn += symbol("s_0", 260, name, RED), symbol("=", 287, name, QUIET)
    drawn += symbol("h_6", 314, name, BLUE)
    drawn += word("decoder writes", 70, 32), word("encoder reads", 14, 490)
    drawn += dashed((139, 484), (166, 484)), word("fed in at the next step", 172, 490, 16)
    return "".join(drawn)


def _decoder(left: float, top: float, fed: str, head: float = 40) -> list[str]:
    """The decoder, fed the true answer in training or its own guesses."""
    truth, guess, row, read = (top + y for y in (92, 158, 240, 322))
    columns = [left + 26 + 74 * t for t in range(4)]
    name = "in training" if fed == ANSWER else "when it answers"
    drawn = [word(name, left, top + head)]
    source = truth if fed == ANSWER else guess
    for t, (x, character) in enumerate(zip(columns, "_56}", strict=True), 1):
        wrong = WRONG if character == "5" else EDGE
        drawn += state(f"s_{t}", x, row, RED), tile(character, x, guess, wrong)
        drawn.append(wire((x, row - 21), (x, guess + 20), width=1.8))
        if fed == ANSWER:
            drawn.append(tile(ANSWER[t - 1], x, truth, RIGHT))
        drawn.append(tile("{" if t == 1 else fed[t - 2], x, read))
        drawn.append(wire((x, read - 18), (x, row + 21), width=1.8))
    for x, after in pairwise(columns):
        drawn.append(wire((x + 21, row), (after - 21, row), color=RED, width=2.8))
        way = (x + 18, source), (x + 37, source), (x + 37, read), (after - 18, read)
        drawn.append(dashed(*way))
    return drawn


def _rows(x: float, top: float, *names: str) -> list[str]:
    """The names of the rows of ``_decoder``."""
    places = {"right": 98, "guessed": 164, "fed": 328}
    return [word(name, x, top + places[name], anchor="middle") for name in names]


def forcing() -> str:
    """Teacher forcing and free running

    The decoder twice, with the states s_1 to s_4, and both times it guesses _, 5, 6 and }; the
    5 is wrong, it should be a 4. Left, in training, the characters of the true answer stand
    above, and these are what it is fed: {, _, 4 and 6. Right, when it answers, there is no true
    answer, and it is fed its own guesses: {, _, 5 and 6.
    """
    drawn = _decoder(34, 0, ANSWER) + _decoder(404, 0, "_56}")
    return "".join(drawn + _rows(352, 0, "right", "guessed", "fed"))


def forcing_narrow() -> str:
    """Teacher forcing and free running, on a narrow screen

    The decoder twice, with the states s_1 to s_4, and both times it guesses _, 5, 6 and }; the
    5 is wrong, it should be a 4. Above, in training, the characters of the true answer stand
    above, and these are what it is fed: {, _, 4 and 6. Below, when it answers, there is no true
    answer, and it is fed its own guesses: {, _, 5 and 6.
    """
    below = 300
    drawn = _decoder(74, 0, ANSWER) + _rows(40, 0, "right", "guessed", "fed")
    return "".join(
        drawn + _decoder(74, below, "_56}", 112) + _rows(40, below, "guessed", "fed")
    )


def attention() -> str:
    """Attention: three steps

    Below, the encoder's states h_1 to h_6, one for each character of 12+34}; right, the
    decoder's state s_(t-1). Step 1, score: a small network makes a score e_(t,i) of s_(t-1) and
    each h_i. Step 2, weigh: a softmax makes of the scores the weights alpha_(t,i), which sum to
    1; they are drawn as bars. Step 3, blend: the context c_t is the sum of the h_i times their
    weights. It goes with s_(t-1) and y_(t-1) into the decoder's GRU, which makes s_t; the
    output y_t is computed from s_t and c_t.
    """
    left, right, width = 50, 484, 434
    blended, weighed, scored, row, read = 122, 286, 388, 484, 548  # from above
    # Those of chapter 5's model while it writes the 4 of 46, rounded so that they sum to 1.
    weights = 0.12, 0.13, 0.15, 0.12, 0.21, 0.27
    drawn = [area(left, 26, width, 134, BLUE), area(left, weighed - 24, width, 48, YELLOW)]
    drawn += area(left, scored - 24, width, 48, GREEN), area(left, row - 30, width, 60)
    for number, name, y in ((1, "score", scored), (2, "weigh", weighed), (3, "blend", 58)):
        drawn += circle(78, y, 15, INK), symbol(str(number), 78, y + 7, WHITE, 21)
        drawn.append(beside(rf"\text{{{name}}}", 102, y + 7))
    network = r"v_a^{\mathsf T} \tanh(W_a s_{t-1} + U_a h_i)"
    drawn += beside(network, 188, scored + 7), beside(r"\text{softmax}", 188, weighed + 7)
    drawn.append(word("weights sum to 1", 300, weighed + 6))
    drawn.append(beside(r"c_t = \sum_i \alpha_{t,i} h_i", 188, 65))
    for i, (character, weight) in enumerate(zip(QUESTION, weights, strict=True), 1):
        x, foot, height = 20 + 70 * i, weighed - 24, 320 * weight
        drawn += tile(character, x, read), wire((x, read - 18), (x, row + 21), width=1.8)
        drawn.append(state(f"h_{i}", x, row, BLUE))
        drawn.append(wire((x, row - 21), (x, scored + 25), color=BLUE))
        drawn.append(wire((x, scored - 24), (x, weighed + 25), color=GREEN))
        drawn.append(beside(f"e_{{t,{i}}}", x + 9, scored - 45, GREEN))
        bar = (x, foot), (x, foot - height)
        drawn.append(wire(*bar, color=YELLOW, width=22, head=False))
        drawn.append(wire(bar[1], (x, blended + 21), color=YELLOW))
        drawn.append(beside(rf"\alpha_{{t,{i}}}", x + 15, foot - 14, YELLOW))
        # As blue as its weight is large.
        drawn.append(circle(x, blended, 20, WHITE, BLUE))
        drawn.append(
            f'<g fill-opacity="{1.6 * weight:g}">{circle(x, blended, 20, BLUE, BLUE)}</g>'
        )
        drawn.append(symbol(f"h_{i}", x, blended + 6, size=23))
        drawn.append(symbol("+", x + 35, blended + 7, QUIET) if i < len(weights) else "")
    way = (left, row), (24, row), (24, blended), (left - 1, blended)
    drawn.append(wire(*way, color=BLUE, width=5))
    # The decoder.
    x, fork, output, cell = 596, 526, 62, 202
    for name, y, color in (("output", output, PURPLE), ("GRU", cell, RED)):
        drawn += (
            area(x - 42, y - 23, 84, 46, color),
            symbol(rf"\text{{{name}}}", x, y + 7, size=23),
        )
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
