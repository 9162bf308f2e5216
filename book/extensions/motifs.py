"""A small picture for each chapter's card, in the shapes of ``book/figures/stages.svg``.

Each function draws light on dark around the point (0, 0), within 200 to every side.
"""

from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

NIGHT, LIGHT, SKY, ORANGE = "#07344f", "#f3f7fa", "#8cc4e8", "#f3a27c"
BLUES = ("#12486a", "#24658d", "#4088b3", "#68aad3", "#9fd0ef")  # dark to light
WIDTH = 5
TIMES = "\N{MULTIPLICATION SIGN}"


def loop(ax):
    """The RNN: a state that feeds itself, between what comes in and what goes out."""
    _arrow(ax, [(-50, -195), (-50, -78)])
    _arrow(ax, [(-50, 75), (-50, 195)])
    _arrow(ax, [(0, 56), (215, 165), (215, -165), (10, -62)], SKY, WIDTH + 4)
    _node(ax, -50, 0, 74, LIGHT, "h")


def lane(ax):
    """The LSTM: a straight lane for the cell state, three gates, the hidden state below."""
    _arrow(ax, [(-200, 65), (200, 65)], SKY, 2 * WIDTH)
    _arrow(ax, [(-200, -95), (200, -95)])
    for x, sign in ((-118, TIMES), (-8, "+"), (102, TIMES)):
        ax.plot((x, x), (-95, 65), color=LIGHT, lw=WIDTH, zorder=1)
        _node(ax, x, 65, 38, SKY, sign)


def short_lane(ax):
    """The GRU: one state, two gates on it."""
    _arrow(ax, [(-200, 0), (200, 0)], SKY, 2 * WIDTH)
    for x, letter in ((-95, "r"), (55, "z")):
        _node(ax, x, 0, 56, SKY, letter)


def reader_and_writer(ax):
    """Sequence to sequence: a text is read, one vector handed over, another text written."""
    for n, letter in enumerate("12+34"):
        _node(ax, -160 + 80 * n, 145, 33, LIGHT, letter)
    _arrow(ax, [(0, 95), (0, 32)])
    for n, shade in enumerate((3, 1, 4, 2, 0)):
        _box(ax, -102 + 42 * n, -19, 36, 38, BLUES[shade])
    _arrow(ax, [(0, -30), (0, -93)], ORANGE)
    for n, letter in enumerate("46"):
        _node(ax, -40 + 80 * n, -145, 33, ORANGE, letter)


def heatmap(ax):
    """Attention: for each thing written, where in the input the model looked."""
    looks = ((3, 2, 0, 0), (1, 4, 1, 0), (0, 1, 3, 2), (0, 0, 1, 4))
    for y, row in enumerate(looks):
        for x, look in enumerate(row):
            _box(ax, -192 + 98 * x, -192 + 98 * y, 90, 90, BLUES[look], radius=10)


def stairs(ax):
    """The whole book: five steps, each on the one before."""
    for n, color in enumerate(BLUES):
        _box(ax, -196 + 80 * n, -190, 72, 120 + 65 * n, color, radius=8)


MOTIFS = (loop, lane, short_lane, reader_and_writer, heatmap)  # of chapters 1 to 5


def _node(ax, x, y, radius, color, text):
    ax.add_patch(Circle((x, y), radius, fc=NIGHT, ec=color, lw=WIDTH, zorder=3))
    style = "italic" if text.isalpha() else "normal"
    look = {"color": color, "fontsize": 0.8 * radius, "fontstyle": style, "zorder": 4}
    ax.text(x, y, text, ha="center", va="center_baseline", **look)


def _arrow(ax, points, color=LIGHT, width=WIDTH):
    """A straight arrow through two points, a curved one (Bézier) through four."""
    codes = [
        Path.MOVETO,
        *[Path.LINETO if len(points) == 2 else Path.CURVE4] * (len(points) - 1),
    ]
    style = f"-|>,head_length={0.9 + width / 8},head_width={0.4 + width / 12}"
    look = {"color": color, "lw": width, "mutation_scale": 10, "capstyle": "butt"}
    ax.add_patch(
        FancyArrowPatch(path=Path(points, codes), arrowstyle=style, joinstyle="miter", **look)
    )


def _box(ax, x, y, width, height, color, radius=5):
    shape = f"round,pad=0,rounding_size={radius}"
    ax.add_patch(FancyBboxPatch((x, y), width, height, shape, fc=color, ec="none"))
