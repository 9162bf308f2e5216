"""Every page in Firefox and WebKit. `frame` fails on any error of a script, any file that is
missing and any other host."""

import pytest

from tests.book.built import PAGES

WIDER = """return ["html", ".bd-sidebar-primary", ".bd-sidebar-secondary"].filter((name) => {
    const one = document.querySelector(name);
    return one && one.scrollWidth > one.clientWidth;
});"""

# The parts of lines below each other that have left their place in the table.
ASTRAY = """return [...document.querySelectorAll("mtd *")].filter((part) => {
    const [cell, own] = [part.closest("mtd"), part].map((one) => one.getBoundingClientRect());
    return own.left < cell.left - 2 || own.right > cell.right + 2;
}).map((part) => part.outerHTML);"""
# The contents are much shorter than the window.
SCROLLS = """const bar = document.querySelector(".bd-sidebar-primary");
    return Boolean(bar) && bar.scrollHeight > bar.clientHeight;"""


@pytest.mark.parametrize("name", [*PAGES, "search", "404"])
def test_nothing_fails_and_everything_has_its_place(frame, name):
    check(frame, name)


def check(frame, name):
    frame.open(f"{name}.html")
    assert frame.run("return innerWidth") == 1280
    assert frame.run(WIDER) == []
    assert not frame.run(SCROLLS)
    assert frame.run(ASTRAY) == []
    frame.resize(390)
    assert frame.run("return innerWidth") == 390
    assert frame.run(WIDER) == []
