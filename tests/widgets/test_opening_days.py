"""What opens chapters 1 to 3. What it says is compared with PyTorch, here and on the
page: tests/widgets/openings.py."""

import pytest

from tests.widgets.openings import TOUCH


@pytest.mark.parametrize("chapter", ["01_rnn", "02_lstm", "03_gru"])
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
