"""Formulas and figures that an engine draws in its own way."""

import pytest

HEIGHTS = """return [...document.querySelectorAll("article mo")]
    .filter((sign) => sign.textContent === "⊙")
    .map((sign) => Math.round(sign.getBoundingClientRect().height));"""
# How far the symbols above a fraction's bar are from those below it.
GAP = """document.querySelector(".stage-opener").click();
    const edges = (part, side) => [...part.querySelectorAll("[data-symbol]")]
        .map((symbol) => symbol.getBoundingClientRect()[side]);
    const [above, below] = document.querySelector("mfrac:has(.bw-mini)").children;
    return Math.min(...edges(below, "top")) - Math.max(...edges(above, "bottom"));"""
FIGURE = """const figure = document.querySelector("p img");
    figure.scrollIntoView({ behavior: "instant", block: "center" });
    const { left, top } = figure.getBoundingClientRect();
    return [left, top];"""
THEME = """localStorage.setItem("mode", arguments[0]);
    localStorage.setItem("theme", arguments[0]);"""


@pytest.mark.parametrize("chapter", ["03_gru"])
def test_a_product_is_no_larger_on_lines_of_its_own(frame, chapter):
    frame.open(f"notebooks/{chapter}.html")
    heights = frame.run(HEIGHTS)
    assert len(heights) > 3
    assert max(heights) - min(heights) <= 1


@pytest.mark.parametrize("chapter", ["05_attention"])
def test_the_bar_of_a_fraction_is_clear_of_the_rings_around_symbols(frame, chapter):
    frame.open(f"notebooks/{chapter}.html")
    assert frame.run(GAP) > 4  # two rings and the bar take as much


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("chapter", ["01_rnn"])
def test_in_the_dark_a_figure_has_the_page_as_its_paper(frame, chapter, width):
    frame.open("404.html")
    frame.run(THEME, "dark")
    frame.open(f"notebooks/{chapter}.html", width)
    left, top = frame.run(FIGURE)
    drawn = frame.picture().getpixel((int(left) + 30, int(top) + 8))
    frame.run(THEME, "auto")
    page = frame.run("return getComputedStyle(document.body).backgroundColor")
    assert f"rgb{drawn}" == page
