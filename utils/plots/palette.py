"""Every colour of the book, in a light and in a dark page, and what it means: one thing.

Figures take them from here; the style sheets of pages and widgets hold the same, which a test
sees to. They are told apart by colour-blind readers, and whatever has to be read or found
contrasts with what is behind it.
"""

from typing import NamedTuple

import numpy as np


class Color(NamedTuple):
    """A colour.

    Attributes:
        light, dark: in a light and in a dark page.
        means: what it says; empty for the ground on which things stand.
        name: what it is called.
    """

    light: str
    dark: str
    means: str = ""
    name: str = ""


# What a colour says, wherever it stands: in figures, widgets, the ledger and the text.
MEANINGS = {
    "positive": Color("#00619b", "#6bb8ec", "a number above 0; of an amount, how much", "blue"),
    "negative": Color("#c8501e", "#f2875c", "a number below 0", "orange"),
    "right": Color("#00805e", "#86e0c4", "right, passed, learned; a result", "green"),
    "wrong": Color("#8e1b3a", "#e06796", "wrong, failed, not learned; a warning", "red"),
    "back": Color("#8f4576", "#d59ad0", "the error on its way back: gradients", "purple"),
    "chosen": Color(
        "#1f5fa8", "#86b5ee", "what can be pressed; your choice, your guess", "link blue"
    ),
    "open": Color("#7347a8", "#c09bf0", "not decided; an exercise", "violet"),
}

# The outcomes of a sum: right or wrong, and deeper where the model has never seen it.
OUTCOME_COLORS = {
    "trained on, right": Color("#d3e8e0", "#1c3029"),
    "held out, right": Color("#86c5ae", "#2c6a56"),
    "trained on, wrong": Color("#c2566f", "#ea7ea8"),
    "held out, wrong": Color("#8e1b3a", "#ffd0e0"),
}

# The dishes of the roommate, behind their names; and the sun.
DISH_COLORS = {
    "pie": Color("#f3dfa8", "#4d431f"),
    "burger": Color("#cfe3f2", "#1d3f57"),
    "chicken": Color("#e6d3e8", "#4a304d"),
    "sun": Color("#e0a100", "#e0a100"),
}

# Parts of a drawing and curves of a plot, in this order, each named beside it. They judge
# nothing: where a curve shows what works and what does not, it has that colour instead.
SERIES = {
    "blue": Color("#00619b", "#6bb8ec"),
    "orange": Color("#c8501e", "#f2875c"),
    "green": Color("#00805e", "#86e0c4"),
    "yellow": Color("#d99a00", "#e0aa2c"),
    "purple": Color("#a6588a", "#d59ad0"),
}
SERIES_AS_TEXT = {"yellow": Color("#8f6500", "#e0aa2c"), "purple": Color("#8f4576", "#d59ad0")}

GROUND = {
    "paper": Color("#faf8f4", "#262b33"),  # of figures; 0 in a map of numbers
    "page": Color("#faf8f4", "#15181d"),
    "on page": Color("#ffffff", "#1c2027"),
    "widget": Color("#ffffff", "#191d23"),
    "panel": Color("#f6f5f2", "#222730"),
    "quiet ground": Color("#f3f0e9", "#1c2027"),
    "line": Color("#d9d5cb", "#3a414c"),
    "faint line": Color("#e4e1da", "#333943"),
    "ink": Color("#24262b", "#d6d9de"),
    "quiet ink": Color("#5c616b", "#a0a6b0"),
    "pointed at": Color("#143f70", "#b3d2f7"),  # a link
}


def mixed(color: str, ground: str, share: float) -> str:
    """So much of a colour on a ground, as CSS mixes them: `color-mix(in oklab, ...)`.

    >>> mixed("#00619b", "#faf8f4", 1), mixed("#00619b", "#faf8f4", 0)
    ('#00619b', '#faf8f4')
    """
    lab = share * _oklab(color) + (1 - share) * _oklab(ground)
    linear = np.linalg.solve(_TO_LMS, np.linalg.solve(_TO_LAB, lab) ** 3).clip(0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * part):02x}" for part in encoded)


# Ottosson's Oklab (2020).
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear_rgb(color: str) -> np.ndarray:
    """Red, green and blue of `#rrggbb` as amounts of light, from 0 to 1."""
    encoded = np.array([int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _oklab(color: str) -> np.ndarray:
    return _TO_LAB @ np.cbrt(_TO_LMS @ linear_rgb(color))
