"""Formulas and figures that an engine draws in its own way."""

import pytest

from tests.book.built import CHAPTERS

# The parts of lines below each other that have left their place in the table.
ASTRAY = """return [...document.querySelectorAll("mtd *")].filter((part) => {
    const [cell, own] = [part.closest("mtd"), part].map((one) => one.getBoundingClientRect());
    return own.left < cell.left - 2 || own.right > cell.right + 2;
}).map((part) => part.outerHTML);"""
WIDTHS = """return [...document.querySelectorAll("article mo")]
    .filter((sign) => sign.textContent === "⊙")
    .map((sign) => Math.round(sign.getBoundingClientRect().width));"""
FIGURE = """const figure = document.querySelector("p > img");
    figure.scrollIntoView({ behavior: "instant", block: "center" });
    const { left, top } = figure.getBoundingClientRect();
    return [left, top];"""
PAPER = """localStorage.setItem("mode", arguments[0]);
    localStorage.setItem("theme", arguments[0]);"""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_symbols_stay_in_their_place(frame, chapter):
    frame.open(f"{chapter}.html")
    assert frame.run(ASTRAY) == []


def test_a_product_is_no_larger_on_lines_of_its_own(frame):
    frame.open("notebooks/03_gru.html")
    widths = frame.run(WIDTHS)
    assert len(widths) > 3
    assert max(widths) - min(widths) <= 1


@pytest.mark.parametrize("width", [1280, 390])
def test_in_the_dark_a_figure_has_the_page_as_its_paper(frame, width):
    frame.open("404.html")
    frame.run(PAPER, "dark")
    frame.open("notebooks/01_rnn.html", width)
    left, top = frame.run(FIGURE)
    drawn = frame.picture().getpixel((int(left) + 30, int(top) + 8))
    frame.run(PAPER, "auto")
    page = frame.run("return getComputedStyle(document.body).backgroundColor")
    assert f"rgb{drawn}" == page
