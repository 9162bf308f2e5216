"""The error pulse: the errors are autograd's, and what a reader does with it."""

import re

import numpy as np
import pytest
from traitlets import TraitError

from tests.browser import resize
from tests.widgets.conftest import want_no_motion
from tests.widgets.examples import error_pulse
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.tagger import Tagger
from utils.widgets.error_pulse import ErrorPulse

WIDTH = 748  # of a chapter's widgets
IN_JAVASCRIPT = """async (module, networks, weather, settings) => {
    const weights = {};
    for (const [lane, stored] of Object.entries(networks)) {
        weights[lane] = await module.restore(stored);
    }
    const xs = [...weather].map(module.oneHot);
    return module.errorsBack(weights, xs, module.cook(weather).at(-1), settings);
}"""
LANES = [("RNN",), ("RNN", "LSTM"), ("RNN", "LSTM", "attention")]


@pytest.mark.parametrize("days", [5, 60, 100])
@pytest.mark.parametrize("spread", [0.05, 0.25, 1.0])
@pytest.mark.parametrize("bias", [0.0, 1.0, 5.0])
def test_what_is_left_of_the_error_is_autograds(javascript, days, spread, bias):
    widget = error_pulse()
    widget.days, widget.spread, widget.bias = days, spread, bias
    page = javascript("error_back", "weights", "forecast")
    weather = widget.weather[:days]
    settings = {"spread": spread, "bias": bias}
    ours = page.run(IN_JAVASCRIPT, widget.networks, weather, settings)
    theirs = widget.sizes()
    assert [*ours] == [*theirs] == ["RNN", "LSTM", "attention"]
    for lane, sizes in theirs.items():
        assert len(sizes) == days
        np.testing.assert_allclose(ours[lane], sizes.numpy(), rtol=1e-6, err_msg=lane)


def test_a_larger_w_hh_makes_the_error_grow():
    widget = error_pulse()
    ends = {}
    for spread in (0.1, 0.25, 1.0):
        widget.spread = spread
        ends[spread] = {lane: sizes[-1].item() for lane, sizes in widget.sizes().items()}
    assert ends[0.1]["RNN"] < ends[0.25]["RNN"] < 0.1 < 1 < ends[1.0]["RNN"]
    assert ends[0.1]["LSTM"] == ends[1.0]["LSTM"], "it has no W_hh"
    assert 0.001 < ends[0.1]["attention"] < 1
    assert 0.001 < ends[1.0]["attention"] < 1, "no power of W_hh stands on its way"


def short(size):
    """A number as the page writes it, read back."""
    found = re.fullmatch(r"(\d+)·10(\S+)", size)
    if not found:
        return float(size)
    power = found[2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(f"{found[1]}e{power}")


def told(page):
    """How many days back, and what is left on each lane, as the widget says it."""
    text = page.locator("p[role=status]").inner_text()
    days = int(re.search(r"(\d+) days? back:", text)[1])
    return days, {
        lane: short(size) for lane, size in re.findall(r"(\w+) ([\d.·⁻⁰-⁹¹²³]+)[,.]", text)
    }


def check(page, widget, back):
    days, sizes = told(page)
    assert days == back
    theirs = widget.sizes()
    assert sizes.keys() == theirs.keys()
    for lane, size in sizes.items():
        assert size == pytest.approx(
            theirs[lane][back].item(), rel=0.06 if 0.001 <= size < 1000 else 0.5
        )


@pytest.mark.parametrize("lanes", LANES)
def test_sliders_change_what_is_left(show, lanes):
    widget = error_pulse(*lanes)
    page = show(widget)
    check(page, widget, 59)
    page.get_by_label("Spread of").press("End")
    widget.spread = 1.2
    check(page, widget, 59)
    page.get_by_label("Days", exact=True).press("Home")
    widget.days = 5
    check(page, widget, 4)
    assert page.get_by_label("Forget bias", exact=True).count() == ("LSTM" in lanes)
    if "LSTM" in lanes:
        page.get_by_label("Forget bias", exact=True).press("End")
        widget.bias = 5.0
        check(page, widget, 4)


def test_the_pulse_goes_back_by_keyboard_and_by_itself(show):
    widget = error_pulse()
    page = show(widget)
    place = page.get_by_label("Days back", exact=True)
    place.press("Home")
    check(page, widget, 0)
    right = page.locator(".bw-ep-RNN circle").first.bounding_box()["x"]
    for _ in range(3):
        place.press("ArrowUp")
    check(page, widget, 3)
    assert page.locator(".bw-ep-RNN circle").first.bounding_box()["x"] < right
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=20_000)
    check(page, widget, 59)


def test_at_the_first_step_attention_has_reached_every_day(show):
    page = show(error_pulse())
    page.get_by_label("Days back", exact=True).press("Home")
    ribbon = ".bw-ep-{} .bw-ep-ribbon"
    width = lambda lane: page.locator(ribbon.format(lane)).bounding_box()["width"]  # noqa: E731
    assert width("attention") < 5
    page.get_by_label("Days back", exact=True).press("ArrowUp")
    assert width("attention") > 20 * width("RNN")
    assert page.locator(".bw-ep-jump").last.get_attribute("d") != ""


def test_who_wants_no_motion_sees_the_end_and_steps(show):
    widget = error_pulse()
    page = show(widget)
    want_no_motion(page)
    assert not page.get_by_role("button", name="Play").is_visible()
    check(page, widget, 59)
    page.get_by_label("Days back", exact=True).press("ArrowDown")
    check(page, widget, 58)


@pytest.mark.parametrize("lanes", LANES)
def test_it_fits_on_a_screen(show, lanes):
    page = show(error_pulse(*lanes))
    resize(page, {"width": WIDTH + 16, "height": 900})
    assert page.locator(".bw").bounding_box()["height"] <= 560
    resize(page, {"width": 390, "height": 844})
    box = page.locator(".bw").bounding_box()
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(("name", "value"), [("days", 4), ("spread", 1.3), ("bias", -1.0)])
def test_values_out_of_range_change_nothing(name, value):
    widget = error_pulse()
    with pytest.raises(TraitError, match=f"expected {name} from"):
        setattr(widget, name, value)


def test_wrong_networks_and_weather():
    rnn, sunny = Tagger(RNNCell(2, 4), 3), "S" * 100
    with pytest.raises(ValueError, match="expected an RNN"):
        ErrorPulse({"LSTM": Tagger(LSTMCell(2, 4), 3)}, sunny)
    with pytest.raises(ValueError, match="another network for the lane LSTM"):
        ErrorPulse({"RNN": rnn, "LSTM": Tagger(GRUCell(2, 4), 3)}, sunny)
    for weather in ("S" * 99, "X" * 100):
        with pytest.raises(ValueError, match="at least 100 letters"):
            ErrorPulse({"RNN": rnn}, weather)
