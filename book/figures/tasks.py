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
    columns: list[float], y: float, read: Texts, written: Texts, color: str = BLUE
) -> str:
    """States in a row, with what they read below them and what they write above."""
    drawn = "".join(circle(x, y, RADIUS, FILL[color], color) for x in columns)
    for x, after in pairwise(columns):
        drawn += wire((x + RADIUS, y), (after - RADIUS - 1, y), color=color)
    for n, text in read.items():
        x, below = columns[n], y + APART
        drawn += name(text, x, below) + wire((x, below - INSET), (x, y + RADIUS + 1), width=1.6)
    for n, text in written.items():
        x, above = columns[n], y - APART
        drawn += name(text, x, above) + wire((x, y - RADIUS), (x, above + INSET + 1), width=1.6)
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
    drawn = card(16, first, 122, "one to one", "an ordinary", "network")
    y = first + 144
    drawn += network([77], y, {0: "x"}, {0: "y"})
    told = "the writer: told a language,", "it writes a word"
    drawn += card(150, first, 304, "one to many", *told)
    columns = [196 + 56 * n for n in range(5)]
    drawn += network(columns, y, {0: "German"}, dict(enumerate("lund}")), RED)
    drawn += fed(columns, y)
    for x in columns[1:]:  # it is told at every step
        way = (columns[0] + 37, y + APART), (x, y + APART), (x, y + RADIUS + 1)
        drawn += wire(*way, width=1.6)
    asked = "the language of a word,", "the adding problem"
    drawn += card(466, first, 238, "many to one", *asked)
    columns = [510 + 48 * n for n in range(4)]
    drawn += network(columns, y, dict(enumerate("welt")), {3: "German"})
    drawn += card(16, second, 248, "many to many, in step", "the roommate:", "a dish a day")
    y = second + 144
    columns = [54 + 83 * n for n in range(3)]
    weather, dishes = ("sun", "rain", "sun"), ("pie", "burger", "burger")
    drawn += network(columns, y, dict(enumerate(weather)), dict(enumerate(dishes)))
    order = "sums and dates: first the question,", "then the answer"
    drawn += card(276, second, 428, "many to many, first read, then write", *order)
    columns = [304 + 46.5 * n for n in range(9)]
    reading, writing = columns[:5], columns[5:]
    drawn += network(reading, y, dict(enumerate("99+9}")), {})
    drawn += wire((reading[-1] + RADIUS, y), (writing[0] - RADIUS - 1, y), color=RED)
    return drawn + network(writing, y, {}, dict(enumerate("108}")), RED) + fed(writing, y)
