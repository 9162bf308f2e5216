"""The kinds of figures that several notebooks draw."""

from collections.abc import Sequence
from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from jaxtyping import Bool, Float
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from torch import Tensor

from ..training import History
from .palette import OUTCOME_COLORS
from .style import AMOUNT, COLORS, FAINT, INK, PAPER, SIGNED

# The possible outcomes of a sum, in the order in which `outcome_map` numbers them.
OUTCOMES = tuple((name, color.light) for name, color in OUTCOME_COLORS.items())

FEW = 100  # up to so many wrong sums have a dot each


def loss_curves(
    ax: Axes,
    histories: dict[str, Sequence[History]],
    window: int = 10,
    colors: Sequence[str] = COLORS,
) -> None:
    """Draw the loss of several runs per label, in its colour, smoothed over up to `window`
    steps."""
    for color, (label, runs) in zip(cycle(colors), histories.items(), strict=False):
        for n, run in enumerate(runs):
            width = min(window, len(run.loss))
            smooth = np.convolve(run.loss, np.ones(width) / width, mode="valid")
            steps = np.arange(width, len(run.loss) + 1)
            ax.plot(steps, smooth, color=color, lw=1.3, alpha=0.85, label=None if n else label)
    ax.set(xlabel="training step", ylabel="loss")
    ax.grid(axis="y")
    ax.legend()


def activation_map(
    ax: Axes, values: Float[Tensor, "time units"], title: str, *, signed: bool = True
) -> None:
    """Draw states or gates over time, one row per unit: signed from -1 to 1, else from 0 to
    1. The first column is day 1."""
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
    ax: Axes,
    weights: Float[Tensor, "target source"],
    source: str,
    answer: str,
    mask: Bool[Tensor, "target source"] | None = None,
) -> None:
    """Draw where the model looked (columns) while it wrote each character (rows).

    Args:
        weights: one row of `Translation.weights`, padding and all.
        source: the text with its end mark; it stands at the right of the columns.
        answer: what was written, marks and all, one character per row: one of
            `Translation.written`.
        mask: of the same shape as the weights, False where the model could not look; these
            places are hatched. None: it could look everywhere.

    Raises:
        ValueError: if the texts are longer than the weights have rows or columns; if the mask
            is of another shape.
    """
    rows, columns = len(answer), len(source)
    if rows > weights.shape[0] or columns > weights.shape[1]:
        raise ValueError(
            f"expected texts of at most {tuple(weights.shape)} (answer, source) characters, "
            f"got {(rows, columns)}"
        )
    looked = weights[:rows, -columns:].detach().cpu().numpy()
    if mask is not None:
        if mask.shape != weights.shape:
            raise ValueError(
                f"expected a mask of the weights' shape {tuple(weights.shape)}, "
                f"got {tuple(mask.shape)}"
            )
        looked = np.ma.array(looked, mask=~mask[:rows, -columns:].cpu().numpy())
        ax.patch.set(hatch="/////", edgecolor=FAINT, linewidth=0)  # seen where nothing is drawn
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
        held_out: of the same shape, whether the sum was held out from training.
        small: one of several side by side, without labels and without dots on wrong sums,
            which otherwise show where they are if they are few.
    """
    names, colors = zip(*OUTCOMES, strict=True)
    outcome = 2 * ~right + held_out
    ax.imshow(outcome, cmap=ListedColormap(colors), vmin=0, vmax=3)
    ax.spines[:].set_visible(False)
    if small:
        ax.set(xticks=[], yticks=[])
        return
    rows, columns = np.nonzero(~right)
    if len(rows) <= FEW:  # a single square is too small to see; many dots hide each other
        dots = [colors[n] for n in outcome[rows, columns]]
        ax.scatter(columns, rows, s=14, c=dots, clip_on=False)
    handles = [plt.Rectangle((0, 0), 1, 1, color=color) for color in colors]
    ax.legend(handles, names, loc="center left", bbox_to_anchor=(1.02, 0.5))
    ax.set(xlabel="second number", ylabel="first number")


def share_heatmap(
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
