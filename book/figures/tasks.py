"""The figure of the tasks of recurrent networks, by what goes in and what comes out.

As in the figures of encoder and decoder, what reads is blue and what writes is red.
"""

from itertools import pairwise

from book.figures.translation import FILL, area, dashed, tile
from utils.plots.style import BLUE, INK, RED
from utils.widgets.drawing import QUIET, circle, wire, word

Texts = dict[int, str]  # by their place in the row, counted from 0
RADIUS, APART = 14, 66  # of a state; between a state and the tiles above and below it
INSET = 18  # of a tile, from its middle


def card(x: float, y: float, width: float, title: str, *said: str) -> str:
    """White, with a title above and lines of text below what is drawn in it."""
    middle = x + width / 2
    lines = (word(line, middle, y + 254 + 21 * n, 16, "middle") for n, line in enumerate(said))
    head = word(title, middle, y + 36, 17, "middle").replace(QUIET, INK)
    return area(x, y, width, 296) + head + "".join(lines)


def name(text: str, x: float, y: float) -> str:
    """A tile, wide enough for a word."""
    if len(text) == 1:
        return tile(text, x, y)
    width = 20 + 9 * len(text)
    return area(x - width / 2, y - INSET, width, 2 * INSET, radius=7) + (
        f'<text class="word" x="{x:g}" y="{y + 5.5:g}" font-size="16" text-anchor="middle" '
        f'fill="{INK}">{text}</text>'
    )


def network(
    columns: list[float],
    y: float,
    read: Texts,
    written: Texts,
    color: str = BLUE,
    radius: float = RADIUS,
) -> str:
    """States in a row, with what they read below them and what they write above."""
    drawn = "".join(circle(x, y, radius, FILL[color], color) for x in columns)
    for x, after in pairwise(columns):
        drawn += wire((x + radius, y), (after - radius - 1, y), color=color)
    for n, text in read.items():
        x, below = columns[n], y + APART
        drawn += name(text, x, below) + wire((x, below - INSET), (x, y + radius + 1), width=1.6)
    for n, text in written.items():
        x, above = columns[n], y - APART
        drawn += name(text, x, above) + wire((x, y - radius), (x, above + INSET + 1), width=1.6)
    return drawn


def fed(columns: list[float], y: float) -> str:
    """What is written goes in at the next step."""
    ways = (
        dashed((x + 16, y - APART + 14), (after - 11, y - 11)) for x, after in pairwise(columns)
    )
    return "".join(ways)


def tasks() -> str:
    """What goes in, and what comes out

    Five networks. One to one: x goes in, y comes out; an ordinary network. One to many: the
    word German goes in, at every step; the letters l, u, n, d and an end mark come out, and
    each goes in at the next step; the writer. Many to one: the letters w, e, l, t go in, and
    at the last one the word German comes out; the language of a word, the adding problem. Many
    to many, step by step: sun, rain, sun go in, and at each step a dish comes out; the
    roommate. Many to many, first read, then write: blue states read 99+9}, then red ones write
    108}, each character going in at the next step; sums and dates.
    """
    first, second = 16, 322
    drawn = _one_to_one(16, first, 122) + _one_to_many(150, first, 304)
    drawn += _many_to_one(466, first, 238, 48) + _in_step(16, second, 248)
    return drawn + _read_then_write(276, second, 428, 46.5)


def tasks_narrow() -> str:
    """What goes in, and what comes out, on a narrow screen

    Five networks. One to one: x goes in, y comes out; an ordinary network. Many to one: the
    letters w, e, l, t go in, and at the last one the word German comes out; the language of a
    word, the adding problem. One to many: the word German goes in, at every step; the letters
    l, u, n, d and an end mark come out, and each goes in at the next step; the writer. Many to
    many, step by step: sun, rain, sun go in, and at each step a dish comes out; the roommate.
    Many to many, first read, then write: blue states read 99+9}, then red ones write 108},
    each character going in at the next step; sums and dates.
    """
    tops = [8 + 304 * n for n in range(4)]
    drawn = _one_to_one(8, tops[0], 118) + _many_to_one(134, tops[0], 218, 46)
    drawn += _one_to_many(8, tops[1], 344) + _in_step(8, tops[2], 344)
    return drawn + _read_then_write(8, tops[3], 344, 37)


ROW = 144  # of the states in a card, from its top


def _columns(x: float, width: float, count: int, apart: float) -> list[float]:
    """Places in the middle of a card."""
    first = x + (width - apart * (count - 1)) / 2
    return [first + apart * n for n in range(count)]


def _one_to_one(x: float, y: float, width: float) -> str:
    drawn = card(x, y, width, "one to one", "an ordinary", "network")
    return drawn + network([x + width / 2], y + ROW, {0: "x"}, {0: "y"})


def _one_to_many(x: float, y: float, width: float) -> str:
    told = "the writer: told a language,", "it writes a word"
    columns, row = _columns(x, width, 5, 56), y + ROW
    drawn = card(x, y, width, "one to many", *told)
    drawn += network(columns, row, {0: "German"}, dict(enumerate("lund}")), RED)
    for column in columns[1:]:  # it is told at every step
        way = (columns[0] + 37, row + APART), (column, row + APART), (column, row + RADIUS + 1)
        drawn += wire(*way, width=1.6)
    return drawn + fed(columns, row)


def _many_to_one(x: float, y: float, width: float, apart: float) -> str:
    asked = "the language of a word,", "the adding problem"
    columns = _columns(x, width - 6, 4, apart)
    drawn = card(x, y, width, "many to one", *asked)
    return drawn + network(columns, y + ROW, dict(enumerate("welt")), {3: "German"})


def _in_step(x: float, y: float, width: float) -> str:
    columns = _columns(x, width, 3, 83)
    weather, dishes = ("sun", "rain", "sun"), ("pie", "burger", "burger")
    drawn = card(x, y, width, "many to many, in step", "the roommate:", "a dish a day")
    return drawn + network(columns, y + ROW, dict(enumerate(weather)), dict(enumerate(dishes)))


def _read_then_write(x: float, y: float, width: float, apart: float) -> str:
    order = "sums and dates: first the question,", "then the answer"
    columns, row = _columns(x, width, 9, apart), y + ROW
    reading, writing = columns[:5], columns[5:]
    radius = min(RADIUS, apart - 26)
    drawn = card(x, y, width, "many to many, first read, then write", *order)
    drawn += network(reading, row, dict(enumerate("99+9}")), {}, radius=radius)
    drawn += wire((reading[-1] + radius, row), (writing[0] - radius - 1, row), color=RED)
    drawn += network(writing, row, {}, dict(enumerate("108}")), RED, radius)
    return drawn + fed(writing, row)
