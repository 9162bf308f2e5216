"""The look of every figure: colours, fonts, sizes."""

import importlib.util
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib_inline.config import InlineBackend

from .palette import GROUND, MEANINGS, SERIES, mixed

if TYPE_CHECKING:  # figures depend on it, though it is not imported: see _cjk_font
    import matplotlib_fontja  # noqa: F401

PAPER, INK, QUIET = (GROUND[name].light for name in ("paper", "ink", "quiet ink"))
FAINT, WHITE = GROUND["line"].light, GROUND["widget"].light
COLORS = BLUE, RED, GREEN, YELLOW, PURPLE = tuple(color.light for color in SERIES.values())
RIGHT, WRONG, BACK = (MEANINGS[name].light for name in ("right", "wrong", "back"))

# The colours of numbers, as the widgets have them: mixed with the paper.
_SHARES = np.linspace(0, 1, 128)
_UP, _DOWN = (
    [mixed(MEANINGS[sign].light, PAPER, share) for share in _SHARES]
    for sign in ("positive", "negative")
)
AMOUNT = LinearSegmentedColormap.from_list("amount", _UP)
SIGNED = LinearSegmentedColormap.from_list("signed", _DOWN[:0:-1] + _UP)


def use_style() -> None:
    """Give every figure the look of the book, and a font that has Chinese characters."""
    # The whole figure, not only its drawn part: all come out equally wide.
    InlineBackend.instance().print_figure_kwargs = {"bbox_inches": None}
    plt.rcParams.update(_settings())


def in_style() -> AbstractContextManager:
    """The same for the figures that are drawn and saved in a `with` block."""
    return plt.rc_context(_settings())


def _settings() -> dict:
    return {
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
        "grid.color": GROUND["faint line"].light,
        "legend.frameon": False,
    }


def panels(
    rows: int = 1, cols: int = 1, height: float = 2.6, **options
) -> tuple[Figure, Axes | np.ndarray]:
    """A figure as wide as the page, with `rows` x `cols` axes, `height` inches a row: one by
    itself, more as an array."""
    return plt.subplots(rows, cols, figsize=(7.2, height * rows), **options)


def _cjk_font() -> str:
    # Found without importing the package: its import would change every figure's font.
    package = Path(importlib.util.find_spec("matplotlib_fontja").origin).parent
    font = package / "fonts" / "ipaexg.ttf"
    font_manager.fontManager.addfont(font)
    return font_manager.FontProperties(fname=font).get_name()
