"""The walkthrough on a page: pointing, stepping, playing."""

import json
import re

import pytest
import torch

from tests.browser import resize
from tests.widgets.test_walkthrough import FORMULAS, tagger, walkthrough
from utils.widgets.formulas import MINUS
from utils.widgets.pronouncer_formula import PRONOUNCER
from utils.widgets.walkthrough import Walkthrough

INSPECTOR = ".bw-inspector"


def numbers(page):
    """The numbers that the inspector shows."""
    texts = page.locator(f"{INSPECTOR} b").all_inner_texts()
    return [float(text.replace(MINUS, "-")) for text in texts]


def shows(page, widget, symbol):
    expected = [round(value, 2) for value in widget.values(symbol).tolist()]
    return numbers(page) == pytest.approx(expected, abs=0.0051)


def lit(page, place):
    return page.locator(f"{place} .bw-lit").evaluate_all(
        "(nodes) => nodes.map((node) => node.getAttribute('data-symbol'))"
    )


def test_pointing_lights_every_copy_and_shows_the_numbers(show):
    widget = walkthrough("LSTMCell")
    widget.t, widget.line = 3, 6
    page = show(widget)
    page.locator("math [data-symbol='f_t']").first.hover()
    assert set(lit(page, "math")) == {"f_t"}
    assert page.locator("code .bw-lit").all_inner_texts() == ["f", "f"]
    assert lit(page, "svg") == ["f_t"]
    assert shows(page, widget, "f_t")
    shown = page.locator(INSPECTOR).inner_text()
    assert "forget gate" in shown
    assert "16 numbers from 0 to 1" in shown
    page.locator("code [data-symbol='c_{t-1}']").hover()
    assert set(lit(page, "math")) == {"c_{t-1}"}
    assert lit(page, "svg") == ["c_{t-1}"]
    assert shows(page, widget, "c_{t-1}")
    page.locator("svg [data-symbol='h_t'] text").hover()
    assert shows(page, widget, "h_t")
    page.locator("math [data-symbol='U_f']").hover()
    assert lit(page, "svg") == ["U_f"]
    assert page.locator(f"{INSPECTOR} .bw-strip > span").count() == 16 * 16


def test_what_is_not_computed_yet_is_empty(show):
    widget = walkthrough("GRUCell")
    widget.t, widget.line = 2, 2
    page = show(widget)
    page.locator("svg [data-symbol='h_t'] text").hover()
    assert "line 4 computes it" in page.locator(INSPECTOR).inner_text()
    assert numbers(page) == []
    cells = "svg .bw-box[data-symbol='{}'] .bw-cells rect"
    assert page.locator(cells.format("h_t")).count() == 0
    assert page.locator(cells.format("z_t")).count() > 0


def test_lines_and_days_by_keyboard(show):
    widget = walkthrough("GRUCell")
    widget.t = 2
    page = show(widget)
    page.get_by_role("application").first.focus()
    page.keyboard.press("ArrowDown")
    assert shows(page, widget, "z_t")
    assert page.locator("[aria-current=step]").inner_text() == "2"
    page.keyboard.press("PageDown")
    widget.t = 3
    assert shows(page, widget, "z_t")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert shows(page, widget, "x_t")
    assert "x 3: input: the day's weather" in page.locator(".bw-said").inner_text()
    for _ in range(4):  # past the last line: the next day begins
        page.keyboard.press("ArrowDown")
    widget.t = 4
    assert shows(page, widget, "r_t")
    page.keyboard.press("ArrowUp")
    widget.t = 3
    assert shows(page, widget, "y_t")
    assert widget.answer()[0] in page.locator(INSPECTOR).inner_text()


SAID = {
    "LSTMCell": {"h_{t-1}": "h 2", r"\tilde c_t": "c tilde 3", "W_f": "W f"},
    "AdditiveAttention": {r"\alpha_{t,i}": "\N{GREEK SMALL LETTER ALPHA} 3 , i"},
}


@pytest.mark.parametrize("kind", SAID)
def test_a_symbol_is_said_with_its_moment(show, kind):
    widget = walkthrough(kind)
    widget.t = 3
    page = show(widget)
    for tex, said in SAID[kind].items():
        page.locator(f"math [data-symbol={json.dumps(tex)}]").first.click()
        assert page.locator(".bw-said").inner_text().startswith(f"{said}: ")


def test_every_symbol_shows_its_numbers(show):
    for kind in FORMULAS:
        widget = walkthrough(kind)
        widget.t, widget.line = 2, len(FORMULAS[kind].lines)
        page = show(widget)
        for symbol in page.locator("math [data-symbol]").all():
            name = symbol.get_attribute("data-symbol")
            symbol.hover()
            about = widget.recorded["symbols"][name]
            assert about["meaning"] in page.locator(INSPECTOR).inner_text()
            if about["values"] and widget.values(name).dim() == 1 and about["shape"][0] <= 32:
                assert shows(page, widget, name)
            if about["shape"] and not about["values"]:
                assert "not on this page" in page.locator(INSPECTOR).inner_text()


def test_long_vectors_tell_each_number(show):
    widget = walkthrough("AdditiveAttention")
    widget.t, widget.line = 2, 5
    page = show(widget)
    page.locator("math [data-symbol='c_t']").first.click()
    page.locator(".bw-note").hover()  # the pointer leaves the formula, the symbol stays
    page.locator(f"{INSPECTOR} .bw-strip > span").nth(10).hover()
    text = page.locator(f"{INSPECTOR} p").inner_text().replace(MINUS, "-")
    assert re.fullmatch(r"number 11: [+-]\d\.\d{4}", text)
    assert float(text.split(": ")[1]) == pytest.approx(
        widget.values("c_t")[10].item(), abs=1e-4
    )
    page.locator("math [data-symbol='h_i']").first.click()
    page.locator(".bw-note").hover()
    page.locator(f"{INSPECTOR} .bw-strip > span").nth(6 * 2 + 1).hover()
    text = page.locator(f"{INSPECTOR} p").inner_text().replace(MINUS, "-")
    assert text.startswith("7, number 3: ")
    assert float(text.split(": ")[1]) == pytest.approx(
        widget.values("h_i")[1, 2].item(), abs=1e-4
    )


def test_playing_goes_on_and_with_less_movement_by_steps(show):
    page = show(walkthrough("RNNCell"))
    current = page.locator("[aria-current=step]")
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Play").click()
    assert current.inner_text() == "2"
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Play").click()
    assert current.inner_text() == "3"
    page.locator("[aria-current=step]", has_text="1").wait_for()  # the next day
    page.get_by_role("button", name="Pause").click()
    assert "2 of 12" in page.locator("output").inner_text()


# ---- Colours ----


def colours(places):
    """The numbers from -1 to 1 that the colours of these elements stand for."""
    styles = places.evaluate_all("(all) => all.map((one) => one.getAttribute('style'))")
    found = re.findall(r"--bw-(positive|negative)\) ([\d.]+)%", " ".join(filter(None, styles)))
    return [float(share) / (100 if sign == "positive" else -100) for sign, share in found]


@pytest.mark.parametrize(("symbol", "line"), [("a_t", 1), ("h_t", 2), ("y_t", 3), ("x_t", 1)])
def test_colours_are_the_numbers_on_a_scale_that_stays(show, symbol, line):
    model = tagger("RNNCell")
    for weight in model.parameters():
        weight.data *= 4
    widget = Walkthrough.of_cell(model, "SRRSRR", t=1, line=line)
    days = torch.tensor(widget.recorded["symbols"][symbol]["values"])
    scale = 1 if symbol in ("h_t", "x_t") else days.abs().max().item()
    assert scale == 1 or scale > 1.05 * widget.values(symbol).abs().max()
    page = show(widget)
    page.locator(f"svg [data-symbol='{symbol}'] text").hover()
    own = f"[data-symbol='{symbol}']"
    places = [f"math {own} .bw-mini", f"svg {own} .bw-cells rect", f"{INSPECTOR} .bw-swatch"]
    if symbol != "x_t":
        places.append(f".bw-wide{own}")
    expected = (widget.values(symbol) / scale).tolist()
    for place in map(page.locator, places):
        # A symbol may stand in several lines.
        shown = colours(place)
        assert shown == pytest.approx(expected * (len(shown) // len(expected)), abs=6e-4)
        assert shown
    told = page.locator(f"{INSPECTOR} .bw-head").inner_text()
    full = re.search(r"full colour at ±(\S+)", told)
    assert (full and full[1]) == (None if scale == 1 else f"{scale:.1f}")


def test_a_stripe_of_states_has_the_first_numbers_of_each(show):
    widget = walkthrough("AdditiveAttention")
    stripe = show(widget).locator("math [data-symbol='h_i'] .bw-mini").first
    expected = widget.values("h_i")[:, :4].T.flatten().tolist()
    assert colours(stripe) == pytest.approx(expected, abs=6e-4)


def test_a_number_of_a_long_vector_is_called_by_its_name(show):
    widget = walkthrough("Pronouncer")
    widget.line = len(PRONOUNCER.lines)
    page = show(widget)
    page.locator(".bw-inspector .bw-strip > *").first.hover()
    first = widget.values(PRONOUNCER.lines[-1].result)[0].item()
    said = page.locator(".bw-inspector .bw-detail").inner_text().replace(MINUS, "-")
    assert said == f"{widget.recorded['answers'][0]}: {first:+.4f}"


@pytest.mark.parametrize("kind", FORMULAS)
def test_nothing_is_clipped_on_a_phone(show, kind):
    page = show(walkthrough(kind))
    resize(page, {"width": 390, "height": 844})
    assert page.evaluate("document.querySelector('.bw').getBoundingClientRect().right") <= 390
    # The picture and the numbers in a row scroll, and their edges say so.
    wide = """() => [...document.querySelectorAll(".bw, .bw > *, .bw-below > *, .bw-body > *")]
        .filter((one) => !one.classList.contains("bw-goes-on"))
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"""
    assert page.evaluate(wide) in ([], ["bw-line bw-said"])  # which nobody sees
    for size in page.get_by_role("button").evaluate_all(
        "(all) => all.map((one) => Math.min(one.offsetWidth, one.offsetHeight))"
    ):
        assert size >= 24
