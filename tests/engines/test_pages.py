"""Every page in Firefox and WebKit. `frame` fails on any error of a script, any file that is
missing and any other host."""

import pytest

from tests.book.test_in_browser import EVERY

WIDER = """return ["html", ".bd-sidebar-primary", ".bd-sidebar-secondary"].filter((name) => {
    const one = document.querySelector(name);
    return one && one.scrollWidth > one.clientWidth;
});"""


@pytest.mark.parametrize("name", EVERY)
def test_no_page_and_no_side_bar_scrolls_sideways(frame, name):
    frame.open(f"{name}.html")
    assert frame.run("return innerWidth") == 1280
    assert frame.run(WIDER) == []
    frame.resize(390)
    assert frame.run("return innerWidth") == 390
    assert frame.run(WIDER) == []
