"""The first page: one number asked of every stage, with and without scripts."""

import re

import pytest

from book import stair
from tests.book.built import CHAPTERS, HTML
from tests.widgets.interactions import TOUCH

PAGE = "book/index"


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_every_step_answers_another_number(visit, scheme):
    page = visit(scheme, PAGE).page
    place = page.locator(".book-widget")
    TOUCH["stair"](place.locator(".bw"), "")
    assert re.match(r"90210: \d of 6 repeat it", place.get_by_role("status").last.inner_text())
    addresses = [link.get_attribute("href") for link in place.locator("li > a").all()]
    assert addresses == [f"../{chapter}.html" for chapter in CHAPTERS]


def test_without_scripts_every_step_says_its_example(chromium):
    context = chromium.new_context(java_script_enabled=False)
    page, told = context.new_page(), stair.read()
    page.goto((HTML / f"{PAGE}.html").as_uri())
    assert told["values"]["text"] in page.locator(".bw-asked").inner_text()
    said = [line.inner_text() for line in page.locator(".bw-digits").all()]
    assert [line.removesuffix(" ✓") for line in said] == list(told["answers"].values())
    context.close()


def test_a_step_is_as_wide_as_what_it_says(visit):
    page = visit("file", PAGE, viewport={"width": 1280, "height": 900}).page
    lines = [line.bounding_box()["height"] for line in page.locator(".bw-digits").all()]
    assert max(lines) < 30  # twelve digits and a tick on one line
