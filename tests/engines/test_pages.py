"""Every page in Firefox and WebKit. `frame` fails on any error of a script, any file that is
missing and any other host."""

import pytest

from tests.book.test_in_browser import EVERY

WIDER = """return ["html", ".bd-sidebar-primary", ".bd-sidebar-secondary"].filter((name) => {
    const one = document.querySelector(name);
    return one && one.scrollWidth > one.clientWidth;
});"""

# The contents are much shorter than the window.
SCROLLS = """const bar = document.querySelector(".bd-sidebar-primary");
    return Boolean(bar) && bar.scrollHeight > bar.clientHeight;"""


@pytest.mark.parametrize("name", EVERY)
def test_nothing_fails_and_nothing_scrolls_that_should_not(frame, name):
    frame.open(f"{name}.html")
    assert frame.run("return innerWidth") == 1280
    assert frame.run(WIDER) == []
    assert not frame.run(SCROLLS)
    frame.resize(390)
    assert frame.run("return innerWidth") == 390
    assert frame.run(WIDER) == []
