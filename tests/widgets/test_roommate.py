"""The roommate on a page, and its values in Python."""

import pytest
from traitlets import TraitError

from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.data.roommate import DISHES
from utils.tagger import Tagger
from utils.training import set_seed
from utils.widgets.roommate import Roommate

MINUS = "\N{MINUS SIGN}"
GATES = "fiorz"  # from 0 to 1, without a sign


@pytest.fixture
def widget():
    set_seed(0)
    kinds = {"RNN": RNNCell, "LSTM": LSTMCell, "GRU": GRUCell}
    return Roommate({name: Tagger(kind(2, 5), 3) for name, kind in kinds.items()}, "SRRS")


def said(page):
    letters = {"P": DISHES[0], "H": DISHES[1], "C": DISHES[2]}
    return [
        letters[text]
        for text in page.locator(".bw-row").nth(3).locator("span").all_inner_texts()
    ]


def test_a_click_changes_the_weather_and_the_answer_is_pytorchs(show, widget):
    page = show(widget)
    assert said(page) == widget.answers
    for kind in ("RNN", "LSTM", "GRU"):
        page.get_by_label(kind, exact=True).check()
        page.get_by_role("button", name="day 2, ").click()
        page.get_by_role("button", name="one day more").click()
        widget.model = kind
        weather = [
            "R" if button.get_attribute("aria-pressed") == "true" else "S"
            for button in page.get_by_role("button", name="day ")
            .filter(has=page.locator("svg"))
            .all()
        ]
        widget.weather = "".join(weather)
        assert said(page) == widget.answers
    assert len(weather) == 7
    assert "of 7 days right" in page.get_by_role("status").inner_text()


def test_by_keyboard_alone(show, widget):
    page = show(widget)
    page.get_by_role("button", name="day 1, sunny").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="day 1, rainy").is_visible()
    widget.weather = "RRRS"
    assert said(page) == widget.answers
    page.get_by_role("application").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    number = f"{widget.steps().h[1, 1]:.3f}".replace("-", "")
    assert "unit 2: " in page.locator(".bw-line").nth(1).inner_text()
    assert number in page.locator(".bw-line").nth(1).inner_text()


BETWEEN = ("x", "h_prev", "c_prev", "a", "past")  # what went in, and steps on the way


@pytest.mark.parametrize(
    ("kind", "letters"),
    [("RNN", "h"), ("LSTM", "f i c\u0303 c o h"), ("GRU", "r z h\u0303 h")],
)
def test_every_strip_shows_the_step_it_is_named_after(show, widget, kind, letters):
    widget.model = kind
    page = show(widget)
    step = widget.steps()
    names = [name for name in step._fields if name not in BETWEEN]
    rows = page.locator(".bw-days > .bw-name")
    before = ["day", "weather", "he cooks", "model says"]
    assert rows.all_text_contents() == before + [f"{letter}t" for letter in letters.split()]
    assert page.get_by_role("application").count() == len(names)
    for n, name in enumerate(names):
        strip = page.get_by_role("application").nth(n)
        assert strip.get_attribute("aria-label").startswith(f"{name} ")
        strip.locator("span").nth(6).hover()  # second row, third column
        value = getattr(step, name)[2, 1].item()
        number = f"{value:.3f}" if name in GATES else f"{value:+.3f}".replace("-", MINUS)
        letter = letters.split()[n]
        shown = page.locator(".bw-line").nth(1).text_content()
        assert shown == f"{letter}3, unit 2: {number}"


@pytest.mark.parametrize("weather", ["", "SRX", "sr", "S" * 31, "☀"])
def test_wrong_weather_changes_nothing(widget, weather):
    with pytest.raises(TraitError, match="expected 1 to 30 letters"):
        widget.weather = weather
    assert widget.weather == "SRRS"


def test_wrong_models(widget):
    with pytest.raises(TraitError, match="expected a model of RNN, LSTM, GRU"):
        widget.model = "Transformer"
    with pytest.raises(ValueError, match="at least one trained model"):
        Roommate({})
