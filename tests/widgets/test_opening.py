"""The openings of the chapters by themselves. What they say is compared with PyTorch on the
pages: tests/widgets/openings.py."""

import json
from types import SimpleNamespace

import pytest

from book.extensions.reader.openings import html_of, openings
from tests.widgets.notebooks import widgets
from tests.widgets.openings import TOUCH


@pytest.fixture
def opened(show):
    """`opened(chapter)`: its opening, live."""

    def open_one(chapter):
        about = openings()[f"notebooks/{chapter}"]
        html = html_of(about)
        if about.of:
            values = json.dumps(widgets(chapter)[about.of]).replace("<", "\\u003c")
            end = html.rindex("</div>", 0, html.rindex("</div>"))
            script = f'<script type="application/json">{values}</script>'
            html = html[:end] + script + html[end:]
        page = show(SimpleNamespace(name="opening", to_html=lambda: html))
        return page.locator(".bw")

    return open_one


@pytest.mark.parametrize("chapter", TOUCH)
def test_it_answers_as_pytorch_does(opened, chapter):
    TOUCH[chapter](opened(chapter))


def test_days_are_reached_by_the_arrow_keys(opened):
    widget = opened("02_lstm")
    stops = widget.locator(".bw-sky").evaluate_all(
        "all => all.filter((one) => one.tabIndex === 0).length"
    )
    assert stops == 2  # blocks
    widget.get_by_role("button", name="day 1, ").focus()
    widget.page.keyboard.press("ArrowRight")
    before = widget.page.evaluate("document.activeElement.ariaLabel")
    widget.page.keyboard.press("Enter")
    after = widget.page.evaluate("document.activeElement.ariaLabel")
    assert [before, after] == ["day 2, rainy", "day 2, sunny"]


def test_a_wrong_sum_leaves_the_last_answers(opened):
    widget = opened("04_seq2seq")
    widget.get_by_label("A sum", exact=True).fill("1+x")
    assert "never saw" in widget.get_by_role("status").first.inner_text()
    assert widget.locator(".bw-op-heard b").count() == len("27+68")


def test_a_sound_is_that_of_the_letter_in_every_place(opened):
    widget = opened("06_pronunciation")
    for _ in range(3):
        widget.get_by_role("button", name="Next word").click()
    assert widget.locator("label").all_inner_texts() == list("thorough")
    widget.get_by_label("h", exact=True).first.select_option("")
    chosen = widget.get_by_label("h", exact=True).evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert chosen == ["", ""]
