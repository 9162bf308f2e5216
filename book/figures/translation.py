"""The diagrams of encoder and decoder.

The encoder is blue, the decoder red; characters stand on tiles.
"""

from itertools import pairwise

from book.figures.shapes import symbol
from utils.plots.palette import mixed
from utils.plots.style import (
    BLUE,
    COLORS,
    FAINT,
    INK,
    PAPER,
    RED,
    RIGHT,
    WHITE,
    WRONG,
)  # fmt: skip
from utils.widgets.drawing import QUIET, Point, circle, wire, word

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


def state(
    name: str, x: float, y: float, color: str, radius: float = 20, size: float = 23
) -> str:
    return circle(x, y, radius, FILL[color], color) + symbol(name, x, y + 6, size=size)


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
