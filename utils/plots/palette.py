"""Every colour of the book, in a light and in a dark page, and what it means: one thing.

Figures take them from here; the style sheets of pages and widgets hold the same, which a test
sees to. They are told apart by colour-blind readers, and whatever has to be read or found
contrasts with what is behind it.
"""

from typing import NamedTuple


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
    "positive": Color(
        "#00619b", "#6bb8ec", "a number above 0; an amount: the deeper, the more", "blue"
    ),
    "negative": Color("#c8501e", "#f2875c", "a number below 0", "rust"),
    "right": Color("#00805e", "#86e0c4", "right, passed; what works", "green"),
    "wrong": Color("#8e1b3a", "#e06796", "wrong, failed; what does not work", "wine"),
    "back": Color("#8f4576", "#d59ad0", "the error on its way back: gradients", "plum"),
    "chosen": Color(
        "#1f5fa8", "#86b5ee", "what can be pressed, and what you chose", "link blue"
    ),
    "open": Color("#7347a8", "#c09bf0", "not decided yet; exercises", "violet"),
}

# Colours of parts and curves, in this order, each named beside it. They judge nothing.
SERIES = {
    "blue": Color("#00619b", "#6bb8ec"),
    "rust": Color("#c8501e", "#f2875c"),
    "green": Color("#00805e", "#86e0c4"),
    "ochre": Color("#d99a00", "#e0aa2c"),
    "plum": Color("#a6588a", "#d59ad0"),
}

GROUND = {
    "paper": Color("#faf8f4", "#262b33"),  # of figures, and 0 in a map of numbers
    "page": Color("#faf8f4", "#15181d"),
    "above": Color("#ffffff", "#1c2027"),  # what lies on the page
    "widget": Color("#ffffff", "#191d23"),
    "panel": Color("#f6f5f2", "#222730"),
    "quiet ground": Color("#f3f0e9", "#1c2027"),
    "line": Color("#d9d5cb", "#3a414c"),
    "faint line": Color("#e4e1da", "#333943"),
    "ink": Color("#24262b", "#d6d9de"),
    "quiet ink": Color("#5c616b", "#a0a6b0"),
}
