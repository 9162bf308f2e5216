"""What the widgets share: how a number is coloured and written."""

import pytest

from utils.widgets.formulas import MINUS


@pytest.mark.parametrize(
    ("value", "color", "share"),
    [
        (-0.5, "negative", "50.0%"),
        (0.5, "positive", "50.0%"),
        (0, "positive", "0.0%"),
        (-3, "negative", "100.0%"),
        (1.5, "positive", "100.0%"),
    ],
)
def test_a_number_as_a_colour(javascript, value, color, share):
    shade = javascript("kit").call("shade", value)
    assert shade == f"color-mix(in oklab, var(--bw-{color}) {share}, var(--bw-zero))"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ([-0.001], "+0.00"),
        ([0.001], "+0.00"),
        ([-1.5], f"{MINUS}1.50"),
        ([1.5], "+1.50"),
        ([-0.1234, 3], f"{MINUS}0.123"),
    ],
)
def test_a_number_as_text(javascript, given, text):
    assert javascript("kit").call("signed", *given) == text
