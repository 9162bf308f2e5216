"""One palette: nothing in the book has another colour, and what its colours say can be told
apart and read."""

import re
from itertools import combinations

import numpy as np
import pytest

from tests.book.built import ROOT
from utils.plots import palette
from utils.plots.palette import GROUND, MEANINGS, OUTCOME_COLORS, SERIES, linear_rgb, mixed

HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
PURE = {"#ffffff", "#000000"}  # of masks, and on paper
STYLES = sorted([*ROOT.glob("book/assets/*.css"), *ROOT.glob("utils/widgets/*.css")])
SCRIPTS = sorted([*ROOT.glob("book/assets/*.js"), *ROOT.glob("utils/widgets/*.js")])
FIGURES = [f for f in sorted(ROOT.glob("book/figures/*.svg")) if f.name != "stages.svg"]
# What a page's or a widget's variable is called here.
PAGE = {
    "--pst-color-primary": "chosen",
    "--result": "right",
    "--failure": "wrong",
    "--exercise": "open",
}
WIDGET = {
    "--bw-zero": "paper",
    "--bw-positive": "positive",
    "--bw-negative": "negative",
    "--bw-right": "right",
    "--bw-wrong": "wrong",
    "--bw-back": "back",
    "--bw-accent": "chosen",
    "--bw-ink": "ink",
    "--bw-quiet": "quiet ink",
    "--bw-line": "line",
    "--bw-paper": "widget",
    "--bw-panel": "panel",
}
# How a colour-blind eye sees: Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "all cones": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


def every_color():
    tables = MEANINGS, SERIES, OUTCOME_COLORS, GROUND, palette.DISH_COLORS
    colors = [color for table in tables for color in table.values()]
    return {one for color in [*colors, *palette.SERIES_AS_TEXT.values()] for one in color[:2]}


def in_full(color):
    return color.lower() if len(color) == 7 else "#" + "".join(2 * c for c in color[1:].lower())


@pytest.mark.parametrize("file", [*STYLES, *SCRIPTS], ids=lambda file: file.name)
def test_style_sheets_and_scripts_have_no_other_colour(file):
    used = {in_full(color) for color in HEX.findall(file.read_text("utf-8"))}
    assert used <= every_color() | PURE


@pytest.mark.parametrize("file", FIGURES, ids=lambda file: file.name)
def test_drawings_have_no_other_colour(file):
    tints = {mixed(color.light, GROUND["paper"].light, 0.15) for color in SERIES.values()}
    tints |= {mixed(MEANINGS[name].light, GROUND["paper"].light, 0.15) for name in MEANINGS}
    used = {in_full(color) for color in HEX.findall(file.read_text("utf-8"))}
    assert used <= every_color() | PURE | tints


def variables(file):
    """The values of a file's variables: in a light page, and in a dark one."""
    found = {}
    for name, color in re.findall(r"(--[\w-]+): (#\w+);", file.read_text("utf-8")):
        found.setdefault(name, []).append(in_full(color))
    return found


@pytest.mark.parametrize(
    ("file", "names"),
    [("book/assets/style.css", PAGE), ("utils/widgets/kit.css", WIDGET)],
    ids=["pages", "widgets"],
)
def test_variables_of_styles_mean_what_the_palette_says(file, names):
    found = variables(ROOT / file)
    for variable, name in names.items():
        assert found[variable] == list({**GROUND, **MEANINGS}[name][:2]), variable


def test_the_outcomes_of_sums_are_the_figures():
    found = variables(ROOT / "utils/widgets/adding_machine.css")
    names = "trained-right", "held-right", "trained-wrong", "held-wrong"
    assert [tuple(found[f"--bw-{name}"]) for name in names] == [
        color[:2] for color in OUTCOME_COLORS.values()
    ]


def contrast(one, other):
    """WCAG 2.2."""
    weights = [0.2126, 0.7152, 0.0722]
    darker, lighter = sorted(linear_rgb(color) @ weights for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_what_colours_say_can_be_read(theme):
    grounds = [GROUND[name][theme] for name in ("page", "on page", "widget", "panel")]
    for name, color in MEANINGS.items():
        least = 3 if name in ("positive", "negative") else 4.5  # those two are no text
        assert min(contrast(color[theme], ground) for ground in grounds) >= least, name


def apart(one, other, eye):
    """Distance in Oklab, as this eye sees the two, black and white being 100 apart."""
    seen = [
        np.cbrt(palette._TO_LMS @ (EYES[eye] @ linear_rgb(c)).clip(0, 1)) for c in (one, other)
    ]
    return 100 * float(np.linalg.norm(palette._TO_LAB @ (seen[0] - seen[1])))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_what_is_told_apart_by_colour_is_far_apart(theme, eye):
    pairs = [
        *combinations(("positive", "negative"), 2),
        ("right", "wrong"),
        ("negative", "wrong"),
    ]
    for one, other in pairs:
        assert apart(MEANINGS[one][theme], MEANINGS[other][theme], eye) >= 9, (one, other)
    for one, other in combinations(OUTCOME_COLORS, 2):
        assert apart(OUTCOME_COLORS[one][theme], OUTCOME_COLORS[other][theme], eye) >= 9
