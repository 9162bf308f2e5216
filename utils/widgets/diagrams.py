"""The diagrams of the cells and of attention: what stands where, and to which lines of the
formula it belongs. From one description come the figures of the book and the live picture in
the walkthrough, where each box has room for the numbers of its symbol.

A box is a symbol, an arrow leads from it to where it is used, blue is what is remembered.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..plots.style import BLUE, GREEN, INK, PURPLE, RED, YELLOW
from .diagram_parts import (
    ONE_MINUS,
    Box,
    Lines,
    Operation,
    Part,
    Squash,
    Weight,
    Wire,
    Word,
)
from .drawing import Number, Point

SIGMA, TANH = r"\sigma", r"\tanh"


class Diagram(NamedTuple):
    """Its parts, and the window in which they stand: left, top, width, height."""

    parts: tuple[Part, ...]
    window: tuple[Number, Number, Number, Number] = (0, 0, 460, 384)


# LSTM and GRU: the height of the lane above, of the gates in a row, of the rails below them.
LANE, MIDDLE, GATES, H_RAIL, X_RAIL = 40, 118, 205, 300, 356


def _gate(
    line: int, symbol: str, index: str, x: Number, color: str, name: str, **options
) -> tuple[Part, ...]:
    """A gate or candidate: its box, where h and x come up to it from the rails, and how it
    squeezes them. The last one takes the rails' ends, from `end` on; `used` are the lines that
    the box belongs to besides its own."""
    squash, end = options.get("squash", SIGMA), options.get("end")
    h_color = options.get("h_color", INK)
    left, right, foot, lines = x - 23, x + 23, GATES + 21, (line,)

    def up(aside: Number, rail: Number) -> tuple[Point, ...]:
        way = (x + aside, rail), (x + aside, foot)
        return ((end + aside, rail), *way) if end else way

    branches = end is None
    return (
        Wire(up(23, X_RAIL), lines, dot=branches, over=(right, H_RAIL)),
        Wire(up(-23, H_RAIL), lines, h_color, dot=branches),
        Weight(f"U_{index}", left + 6, H_RAIL - 22, lines),
        Weight(f"W_{index}", right + 6, X_RAIL - 22, lines),
        Box(symbol, x, GATES, (*lines, *options.get("used", ())), color),
        Squash(squash, x, GATES + 30, lines),
        Word(name, x + 6, GATES - 28, lines, "figure"),
    )


def _answer(line: int, y: Number) -> tuple[Part, ...]:
    return (
        Wire(((424, y - 67), (424, y - 21)), (line,)),
        Weight("W_{hy}", 418, y - 38, (line,), "end"),
        Box("y_t", 424, y, (line,)),
    )


RNN = Diagram(
    (
        Wire(((65, 130), (140, 130)), (1,), BLUE, lane=True),
        Wire(((170, 205), (170, 151)), (1,)),
        Wire(((199, 130), (290, 130)), (2,), BLUE, lane=True),
        Wire(((349, 130), (440, 130)), (2,), BLUE, lane=True),
        Wire(((320, 109), (320, 59)), (3,)),
        Weight("W_{hh}", 88, 118, (1,)),
        Weight("W_{xh}", 178, 183, (1,)),
        Weight("W_{hy}", 328, 90, (3,)),
        Squash(TANH, 238, 130, (2,)),
        Box("h_{t-1}", 36, 130, (1,), BLUE),
        Box("x_t", 170, 225, (1,)),
        Box("a_t", 170, 130, (1,), YELLOW),
        Box("h_t", 320, 130, (2,), BLUE),
        Box("y_t", 320, 38, (3,)),
        Word("next day", 382, 156),
    ),
    (0, 0, 460, 262),
)

ALL_GATES = (1, 2, 3, 5)


def _rail(y: Number, *stops: Number) -> list[Wire]:
    """What goes to all gates of the LSTM, from one to the next."""
    spans = enumerate(pairwise(stops))
    return [Wire(((a, y), (b, y)), ALL_GATES[n:], head=False) for n, (a, b) in spans]


LSTM = Diagram(
    (
        *_rail(H_RAIL, 65, 89, 163, 241),
        *_rail(X_RAIL, 65, 135, 209, 287),
        Wire(((112, GATES - 20), (112, LANE + 13)), (4,), RED, lit=(1,)),
        Wire(((186, GATES - 20), (186, MIDDLE), (212, MIDDLE)), (4,), GREEN, lit=(2,)),
        Wire(((264, GATES - 20), (264, MIDDLE), (238, MIDDLE)), (4,), YELLOW, lit=(3,)),
        Wire(((225, MIDDLE), (225, LANE + 13)), (4,), BLUE),
        Wire(((65, LANE), (99, LANE)), (4,), BLUE, lane=True),
        Wire(((112, LANE), (212, LANE)), (4,), BLUE, lane=True),
        Wire(((225, LANE), (394, LANE)), (4,), BLUE, lane=True),
        Wire(((338, LANE), (338, MIDDLE - 13)), (6,), BLUE, dot=True),
        Wire(((338, GATES - 20), (338, MIDDLE + 13)), (6,), PURPLE),
        Wire(((338, MIDDLE), (394, MIDDLE)), (6,)),
        *_gate(1, "f_t", "f", 112, RED, "forget", used=(4,)),
        *_gate(2, "i_t", "i", 186, GREEN, "input", used=(4,)),
        *_gate(5, "o_t", "o", 338, PURPLE, "output", end=264),  # below W_c
        *_gate(3, r"\tilde c_t", "c", 264, YELLOW, "candidate", squash=TANH, used=(4,)),
        Squash(TANH, 338, 76, (6,)),
        Operation("⊙", 112, LANE, (4,)),
        Operation("+", 225, LANE, (4,)),
        Operation("⊙", 225, MIDDLE, (4,)),
        Operation("⊙", 338, MIDDLE, (6,)),
        *_answer(7, GATES),
        Box("c_{t-1}", 36, LANE, (4,), BLUE),
        Box("c_t", 424, LANE, (4, 6), BLUE),
        Box("h_{t-1}", 36, H_RAIL, ALL_GATES),
        Box("x_t", 36, X_RAIL, ALL_GATES),
        Box("h_t", 424, MIDDLE, (6,)),
    )
)

GRU = Diagram(
    (
        Wire(((84, LANE), (84, H_RAIL), (203, H_RAIL)), (1, 2, 3), BLUE, dot=True, head=False),
        Wire(((203, H_RAIL), (290, H_RAIL), (290, GATES + 13)), (3,), BLUE),
        Wire(((65, X_RAIL), (249, X_RAIL)), (1, 2, 3), head=False),
        Wire(((249, X_RAIL), (352, X_RAIL), (352, GATES + 40)), (3,)),
        Wire(((140, GATES - 20), (140, LANE + 13)), (4,), RED),
        Wire(((140, MIDDLE), (210, MIDDLE)), (4,), RED, dot=True),
        Wire(((226, MIDDLE), (339, MIDDLE)), (4,), RED),
        Wire(((352, GATES - 20), (352, MIDDLE + 13)), (4,), YELLOW),
        Wire(((352, MIDDLE), (352, LANE + 13)), (4,), BLUE),
        Wire(((65, LANE), (127, LANE)), (4,), BLUE, lane=True),
        Wire(((140, LANE), (339, LANE)), (4,), BLUE, lane=True),
        Wire(((352, LANE), (394, LANE)), (4,), BLUE, lane=True),
        Wire(((255, GATES), (277, GATES)), (3,), PURPLE),
        Wire(((290, GATES), (322, GATES)), (3,), BLUE),
        *_gate(2, "z_t", "z", 140, RED, "update", h_color=BLUE),
        *_gate(1, "r_t", "r", 226, PURPLE, "reset", h_color=BLUE),
        Box(r"\tilde h_t", 352, GATES, (3,), YELLOW),
        Squash(TANH, 352, GATES + 30, (3,)),
        Word("candidate", 289, GATES - 28, (3,), "figure"),
        Weight("W_h", 357, X_RAIL - 22, (3,)),
        Weight("U_h", 303, GATES - 12, (3,)),
        Operation("⊙", 140, LANE, (4,)),
        Operation("+", 352, LANE, (4,)),
        Operation("⊙", 352, MIDDLE, (4,)),
        Operation("⊙", 290, GATES, (3,)),
        Operation(ONE_MINUS, 226, MIDDLE, (4,)),
        *_answer(5, MIDDLE + 10),
        Box("h_{t-1}", 36, LANE, (1, 2, 3, 4), BLUE),
        Box("h_t", 424, LANE, (4,), BLUE),
        Box("x_t", 36, X_RAIL, (1, 2, 3)),
    )
)


COLUMNS = 84, 268  # where those of a text begin and end


def _middles(text: Sequence[str]) -> list[Number]:
    """The middles of the columns of a text, one for each character."""
    left, right = COLUMNS
    width = (right - left) / len(text)
    return [left + width * (n + 0.5) for n in range(len(text))]


def attention(text: Sequence[str], before: int = 0) -> Diagram:
    """The three steps of attention, for a text of some characters: a column each. `before`:
    how many lines the formula has before those of attention."""
    middles = _middles(text)
    score, weigh, blend, move, say = ((before + line,) for line in range(1, 6))

    def up(start: Number, end: Number, lines: Lines, color: str = INK) -> list[Wire]:
        return [Wire(((x, start), (x, end)), lines, color) for x in middles]

    parts = (
        Wire(((24, 382), (10, 382), (10, 116), (161, 116)), blend, BLUE, lane=True),
        *up(360, 332, score, BLUE),
        *up(290, 262, score),
        *up(230, 202, weigh),
        Wire(((174, 170), (174, 129)), blend),
        Wire(((174, 103), (174, 77)), blend, BLUE),
        Wire(((203, 56), (376, 56)), say, BLUE),
        Wire(((306, 56), (306, 190), (372, 190)), move, BLUE, dot=True),
        Wire(((405, 290), (405, 205)), move),
        Wire(((376, 311), (276, 311)), score),
        Wire(((335, 243), (335, 224), (388, 224), (388, 205)), move),
        Wire(((405, 176), (405, 145)), move),
        Wire(((405, 103), (405, 78)), say),
        Weight("U_a", 52, 352, score),
        Weight("W_a", 318, 301, score),
        Weight("v_a", 52, 282, score),
        Weight(r"\exp", 52, 222, weigh),
        Weight("W_{sy}", 398, 96, say, "end"),
        _wide("h_i", 382, (1,), BLUE, 44),
        _wide(r"\tanh(W_a s_{t-1} + U_a h_i)", 311, score, GREEN, 42, TANH),
        _wide("e_{t,i}", 246, score, GREEN, 32),
        _wide(r"\alpha_{t,i}", 186, weigh, YELLOW, 32),
        Operation("∑", 174, 116, blend),
        Box("c_t", 174, 56, blend, BLUE),
        Box("s_{t-1}", 405, 311, score, RED),
        Box("y_{t-1}", 335, 264, move),
        Squash(r"\operatorname{GRU}", 405, 190, move, 64, 28),
        Box("s_t", 405, 124, move, RED),
        Box(r"\text{logits}_t", 405, 56, say, PURPLE),
    )
    if before:
        return Diagram(parts)
    named = Word("the encoder", 286, 387), Word("the question", 286, 426)
    return Diagram((*parts, *_letters(text, 426), *named), (0, 30, 460, 408))


def _wide(symbol: str, y: Number, lines: Lines, color: str, height: Number, name="") -> Box:
    """A box with a column for each character of a text."""
    return Box(symbol, 149, y, lines, color, 250, height, COLUMNS, name)


def _letters(text: Sequence[str], y: Number) -> list[Word]:
    return [Word(text[n], x, y, kind="character") for n, x in enumerate(_middles(text))]


def both_ways(text: Sequence[str]) -> Diagram:
    """Attention over an encoder that reads a text in both directions."""
    keys, start = (1,), (2,)
    from_each = 428, 470  # by turns from the one and, behind it, from the other
    parts = (
        *(
            Wire(((x, from_each[n % 2]), (x, 404)), keys, BLUE)
            for n, x in enumerate(_middles(text))
        ),
        Wire(((6, 444), (24, 444)), keys, BLUE, lane=True),
        Wire(((296, 476), (274, 476)), keys, BLUE, lane=True),
        Wire(((24, 476), (10, 476), (10, 532), (405, 532), (405, 510)), start, BLUE, lane=True),
        Wire(((405, 492), (405, 455)), start, BLUE, lane=True),
        Wire(((405, 413), (405, 332)), (3,), RED),
        Weight("W_s", 384, 524, start, "end"),
        _wide(r"\overrightarrow{h_i}", 444, keys, BLUE, 32),
        _wide(r"\overleftarrow{h_i}", 476, keys, BLUE, 32),
        Squash(TANH, 405, 501, start),
        Box("s_0", 405, 434, start, RED),
        *_letters(text, 513),
        Word("before", 350, 372),
        Word("the first", 344, 388),
        Word("the letters", 284, 513),
    )
    return Diagram((*attention(text, 2).parts, *parts), (0, 30, 460, 512))


def encoder_decoder(text: Sequence[str]) -> Diagram:
    """What the encoder hands over, and a step of the decoder: for a text of some characters, a
    column each."""
    parts = (
        Wire(((274, 300), (316, 300)), (1,), BLUE, lane=True),
        Wire(((345, 279), (345, 237)), (1,), BLUE, lane=True),
        Wire(((316, 216), (48, 216), (48, 131)), (2,), BLUE, lane=True),
        Wire(((77, 110), (156, 110)), (2,), RED),
        Wire(((190, 153), (190, 125)), (2,)),
        Wire(((224, 110), (291, 110)), (2,), RED),
        Wire(((349, 110), (440, 110)), (2,), RED),
        Wire(((320, 89), (320, 53)), (3,)),
        Weight("W_{sy}", 328, 76, (3,)),
        Box("h_i", 149, 300, (1,), BLUE, 250, 44, COLUMNS),
        *_letters(text, 344),
        Box("h_T", 345, 300, (1,), BLUE),
        Box("s_0", 345, 216, (1, 2), BLUE),
        Box("s_{t-1}", 48, 110, (2,), RED),
        Box("y_{t-1}", 190, 174, (2,)),
        Squash(r"\operatorname{GRU}", 190, 110, (2,), 64, 28),
        Box("s_t", 320, 110, (2,), RED),
        Box(r"\text{logits}_t", 320, 32, (3,), PURPLE),
        Word("before the first", 60, 206),
        Word("next", 392, 100),
        Word("the question", 286, 344),
    )
    return Diagram(parts, (0, 6, 460, 346))


CELLS = {"RNNCell": RNN, "LSTMCell": LSTM, "GRUCell": GRU}


def picture(diagram: Diagram) -> str:
    """A diagram for a widget."""
    window = " ".join(f"{n:g}" for n in diagram.window)
    drawn = "".join(part.draw("widget") for part in diagram.parts)
    return f'<svg viewBox="{window}" role="img">{drawn}</svg>'
