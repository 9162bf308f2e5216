"""What the reader looks at: one style for every figure, and tables and code as Markdown."""

import importlib.util
import inspect
import textwrap
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython.display import Markdown
from jaxtyping import Float
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib_inline.config import InlineBackend
from torch import Tensor

from utils.data import Examples
from utils.data.roommate import DISHES, WEATHER, Days
from utils.tagger import Tagger
from utils.training import History, device_of

if TYPE_CHECKING:  # figures depend on it, though it is not imported: see _cjk_font
    import matplotlib_fontja  # noqa: F401

PAPER, INK, QUIET = "#faf8f4", "#2b2d33", "#8a8c93"
BLUE, RED, GREEN, YELLOW, PURPLE = "#0072b2", "#c8501e", "#00805e", "#d99a00", "#a6588a"
COLORS = (BLUE, RED, GREEN, YELLOW, PURPLE)  # told apart by colour-blind readers too

AMOUNT = LinearSegmentedColormap.from_list("amount", [PAPER, "#7fb4d6", BLUE, "#003a5c"])
SIGNED = LinearSegmentedColormap.from_list("signed", ["#7a2c0d", RED, PAPER, BLUE, "#003a5c"])


def use_style() -> None:
    """Give every figure the look of the book, and a font that has Chinese characters."""
    # The whole figure, not only its drawn part: all come out equally wide.
    InlineBackend.instance().print_figure_kwargs = {"bbox_inches": None}
    plt.rcParams.update(
        {
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "axes.facecolor": PAPER,
            "figure.dpi": 160,
            "figure.constrained_layout.use": True,
            "figure.constrained_layout.w_pad": 0.12,
            "figure.constrained_layout.h_pad": 0.1,
            "font.family": ["DejaVu Sans", _cjk_font()],
            "font.size": 9,
            "axes.titlesize": 10,
            "axes.titlelocation": "left",
            "axes.labelcolor": INK,
            "axes.edgecolor": QUIET,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": plt.cycler(color=COLORS),
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "grid.color": "#e3dfd6",
            "legend.frameon": False,
        }
    )


def panels(rows: int = 1, cols: int = 1, height: float = 2.6, **options) -> tuple[Figure, Axes]:
    """A figure as wide as the page, with `rows` x `cols` axes, `height` inches a row."""
    return plt.subplots(rows, cols, figsize=(7.2, height * rows), **options)


def curves(ax: Axes, histories: dict[str, Sequence[History]], window: int = 10) -> None:
    """Draw the loss of several runs per label, smoothed over up to `window` steps."""
    for color, (label, runs) in zip(cycle(COLORS), histories.items(), strict=False):
        for n, run in enumerate(runs):
            width = min(window, len(run.loss))
            smooth = np.convolve(run.loss, np.ones(width) / width, mode="valid")
            steps = np.arange(width, len(run.loss) + 1)
            ax.plot(steps, smooth, color=color, lw=1.3, alpha=0.85, label=None if n else label)
    ax.set(xlabel="training step", ylabel="loss")
    ax.grid(axis="y")
    ax.legend()


def strip(
    ax: Axes, values: Float[Tensor, "time units"], title: str, *, signed: bool = True
) -> None:
    """Draw states or gates over time, a row a unit: signed from -1 to 1, else from 0 to 1.
    The first column is day 1."""
    time, units = values.shape
    ax.imshow(
        values.detach().cpu().numpy().T,
        cmap=SIGNED if signed else AMOUNT,
        vmin=-1 if signed else 0,
        vmax=1,
        aspect="auto",
        interpolation="nearest",
        extent=(0.5, time + 0.5, 0, units),
    )
    ax.set(title=title, ylabel="unit", yticks=[])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def attention_heatmap(
    ax: Axes, weights: Float[Tensor, "target source"], source: str, answer: str
) -> None:
    """Draw where the model looked (columns) while it wrote each character (rows).

    Args:
        weights: one row of `Translation.weights`, padding and all.
        source: the text with its end mark; it stands at the right of the columns.
        answer: what was written, marks and all, a character a row: one of
            `Translation.written`.

    Raises:
        ValueError: if the texts are longer than the weights have rows or columns.
    """
    rows, columns = len(answer), len(source)
    if rows > weights.shape[0] or columns > weights.shape[1]:
        raise ValueError(
            f"expected texts of at most {tuple(weights.shape)} (answer, source) characters, "
            f"got {(rows, columns)}"
        )
    looked = weights[:rows, -columns:].detach().cpu().numpy()
    ax.imshow(looked, cmap=AMOUNT, vmin=0, vmax=1, aspect="auto")
    ax.set_xticks(range(columns), list(source))
    ax.set_yticks(range(rows), list(answer))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def outcome_map(
    ax: Axes, right: np.ndarray, held_out: np.ndarray, *, small: bool = False
) -> None:
    """Draw all sums of a (rows, first number) and b (columns) in one square.

    Args:
        right: (numbers, numbers) bool, whether the answer is right.
        held_out: likewise, whether the sum was kept from training.
        small: one of several side by side, without names and without dots on wrong sums.
    """
    colors = ("#dfe7ea", "#86b7d3", "#d99a00", RED)
    names = ("trained, right", "held out, right", "trained, wrong", "held out, wrong")
    outcome = 2 * ~right + held_out
    ax.imshow(outcome, cmap=ListedColormap(colors), vmin=0, vmax=3)
    ax.spines[:].set_visible(False)
    if small:
        ax.set(xticks=[], yticks=[])
        return
    rows, columns = np.nonzero(~right)  # a single square is too small to see
    ax.scatter(
        columns, rows, s=14, c=[colors[n] for n in outcome[rows, columns]], clip_on=False
    )
    handles = [plt.Rectangle((0, 0), 1, 1, color=color) for color in colors]
    ax.legend(handles, names, loc="center left", bbox_to_anchor=(1.02, 0.5))
    ax.set(xlabel="second number", ylabel="first number")


def share_grid(
    ax: Axes, runs: dict[tuple[int, int], list[float]], rows: Sequence, columns: Sequence
) -> None:
    """Draw a grid of shares from 0 to 1: in each cell the median of its runs, below it the
    lowest and the highest.

    Args:
        runs: from (row, column) to the shares of several runs.
        rows: the rows' names, from the top.
        columns: the columns' names.
    """
    middle = np.array([[np.median(runs[row, column]) for column in columns] for row in rows])
    ax.imshow(middle, cmap=AMOUNT, vmin=0, vmax=1.25, aspect="auto")
    for y, row in enumerate(rows):
        for x, column in enumerate(columns):
            color = PAPER if middle[y, x] > 0.6 else INK
            low, high = min(runs[row, column]), max(runs[row, column])
            ax.text(x, y, f"{middle[y, x]:.0%}", ha="center", va="bottom", color=color)
            spread = f"{low:.0%} to {high:.0%}"
            ax.text(x, y + 0.08, spread, ha="center", va="top", color=color, fontsize=7)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def tick(right: bool) -> str:
    """A tick or a cross."""
    return "✓" if right else "✗"


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Markdown:
    """A table that notebooks and the published page both render."""
    lines = [header, ["---"] * len(header), *rows]
    return Markdown("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines))


def answers_table(examples: Examples, **answers: Sequence[str]) -> Markdown:
    """Questions, right answers, and what each named model said, with ticks and crosses."""
    rows = [
        [question, right, *(f"{answer} {tick(answer == right)}" for answer in said)]
        for question, right, *said in zip(*examples, *answers.values(), strict=True)
    ]
    names = (name.replace("_", " ") for name in answers)
    return table(["question", "right", *names], rows)


@torch.no_grad()
def forecast_table(model: Tagger, days: Days, shown: range) -> Markdown:
    """The roommate's dish on some days of a single run, with the model's probabilities.

    Args:
        model: gives scores for the dishes; a tick says that the likeliest is right.
        days: one run, as `roommate.with_weather` gives it.
        shown: which days, counted from 0.
    """
    chances = model(days.x.to(device_of(model))).softmax(-1)[0].cpu()
    rows = []
    for day in shown:
        dish = days.y[0, day]
        sky = WEATHER[days.x[0, day].argmax()]
        probabilities = (f"{chance:.2f}" for chance in chances[day].tolist())
        right = tick(bool(chances[day].argmax() == dish))
        rows.append([day + 1, sky, DISHES[dish], right, *probabilities])
    return table(["day", "weather", "dish", "", *DISHES], rows)


def code(*things: object) -> Markdown:
    """The source of functions, methods or classes, read from the files they live in."""
    sources = (textwrap.dedent(inspect.getsource(thing)).rstrip() for thing in things)
    return Markdown("```python\n" + "\n\n".join(sources) + "\n```")


def _cjk_font() -> str:
    # Found without importing the package: its import would change every figure's font.
    package = Path(importlib.util.find_spec("matplotlib_fontja").origin).parent
    font = package / "fonts" / "ipaexg.ttf"
    font_manager.fontManager.addfont(font)
    return font_manager.FontProperties(fname=font).get_name()
