"""The hand-wired network in the page against PyTorch's, wired and broken."""

import pytest
import torch
from traitlets import TraitError

from tests.widgets.examples import hand_wire, wired
from utils.cells import RNNCell, trace
from utils.data import roommate
from utils.widgets.hand_wire import HandWire

CLOSE = 1e-5
MINUS = "\N{MINUS SIGN}"
SETS, DAYS = 1200, 50
STRENGTHS = (0.1, 0.5, 1.0, 2.0)  # of what is added to the weights

WALK = """(module, every, cooks) => every.map(({ weights, weather }) => {
  const result = module.walk(weights, cooks, weather);
  const start = [...result.h.slice(0, 6)];
  const walked = module.symbols(weights, weather, start);
  const [a, h] = [walked.map(({ a }) => a), walked.map(({ h }) => h)];
  const apart = h.flat().map((value, n) => Math.abs(value - result.h[n + 6]));
  return { first: result.first, errors: result.errors, a, h, apart: Math.max(...apart) };
})"""


def weights_of(cell):
    return {name: weight.tolist() for name, weight in cell.named_parameters()}


@torch.no_grad()
def in_pytorch(cell, cooks, x, y):
    """Every a and h, the number of errors and the day of the first, from 1, or None."""
    start = -torch.ones(1, 6, dtype=torch.float64)
    start[0, 0] = 1
    step = trace(cell, x.double(), start)
    wrong = (cooks[step.h[0].argmax(-1)] != y[0]).nonzero()[:, 0].tolist()
    return step.a[0], step.h[0], len(wrong), wrong[0] + 1 if wrong else None


def test_broken_networks_go_wrong_when_pytorchs_do(javascript):
    generator = torch.Generator().manual_seed(0)
    given, expected = [], []
    for n in range(SETS):
        cell, cooks = wired()
        cell.double()
        with torch.no_grad():
            for weight in cell.parameters():
                noise = torch.randn(weight.shape, generator=generator, dtype=torch.float64)
                weight += STRENGTHS[n % len(STRENGTHS)] * noise
        x, y = roommate.with_weather(1, DAYS, seed=n)
        weather = "".join("SR"[sky] for sky in x[0].argmax(-1))
        given.append({"weights": weights_of(cell), "weather": weather})
        expected.append(in_pytorch(cell, cooks, x, y))
    page = javascript("hand_wire").run(WALK, given, cooks.tolist())
    for ours, (a, h, errors, first) in zip(page, expected, strict=True):
        assert (ours["first"], ours["errors"]) == (first, errors)
        assert (torch.tensor(ours["a"], dtype=torch.float64) - a).abs().max() < CLOSE
        assert (torch.tensor(ours["h"], dtype=torch.float64) - h).abs().max() < CLOSE
        assert ours["apart"] < CLOSE, "the fast walk and the formula"
    firsts = [first for *_, first in expected]
    assert None in firsts, "some hold"
    assert len(set(firsts)) > 10, "and others break on many different days"


def answer(page):
    return page.locator(".bw-wire-answer").inner_text()


def in_words(widget):
    """What the page says, by PyTorch."""
    if widget.first_error is None:
        return f"No error in {len(widget.weather):,} days."
    return (
        f"First error on day {widget.first_error:,}; {len(widget.errors):,} of "
        f"{len(widget.weather):,} days wrong."
    )


def test_as_wired_there_is_no_error_in_10_000_days(show):
    one = hand_wire()
    assert one.first_error is None
    assert answer(show(one)) == in_words(one) == "No error in 10,000 days."


@pytest.mark.parametrize("seed", range(4))
def test_a_random_change_counts_the_same_in_python(show, seed):
    one = hand_wire()
    generator = torch.Generator().manual_seed(seed)
    one.W_hh = (torch.tensor(one.W_hh) + torch.randn(6, 6, generator=generator)).tolist()
    one.b_h = [*one.b_h[:5], -2.5]
    assert answer(show(one)) == in_words(one)


def test_break_undo_and_mend(show):
    page, one = show(hand_wire()), hand_wire()
    for name, change in (("All half", lambda v: v / 2), ("No bias", lambda v: v)):
        page.get_by_role("button", name=name).click()
        one.W_xh = change(torch.tensor(one.W_xh)).tolist()
        one.W_hh = change(torch.tensor(one.W_hh)).tolist()
        one.b_h = [0.0] * 6 if name == "No bias" else [v / 2 for v in one.b_h]
        assert answer(page) == in_words(one)
    page.get_by_role("button", name="Undo").click()
    one.b_h = [-1.5] * 6
    assert answer(page) == in_words(one)
    page.get_by_role("button", name="Add noise").click()
    page.get_by_role("button", name="Cut one").click()
    page.get_by_role("button", name="As wired").click()
    assert answer(page) == "No error in 10,000 days."


def followed(one):
    """Every a and h of the widget's weights in its weather, by PyTorch."""
    cell = RNNCell(2, 6).double()
    with torch.no_grad():
        for name, weight in cell.named_parameters():
            weight.copy_(torch.tensor(getattr(one, name)))
    rainy = torch.tensor([sky == "R" for sky in one.weather])
    x = torch.nn.functional.one_hot(rainy.long(), 2)[None]
    return in_pytorch(cell, torch.tensor(one.cooks), x, roommate.cook(rainy[None]))[:2]


@pytest.mark.parametrize(
    ("breaks", "days"),
    [
        (["No bias"], 10_000),  # an early error: from the first day on
        (["All half"] * 2, 10_000),  # a later one: six days before it
        (["All half"] * 2, 18),  # near the end: the last fourteen days
        (["No bias"], 5),
    ],
)
def test_the_days_around_the_first_error(show, breaks, days):
    page, one = show(hand_wire(days)), hand_wire(days)
    for name in breaks:
        page.get_by_role("button", name=name).click()
        for weight in ("W_xh", "W_hh", "b_h"):
            share = 0.5 if name == "All half" else float(weight != "b_h")
            setattr(one, weight, (torch.tensor(getattr(one, weight)) * share).tolist())
    first = max(1, min(one.first_error - 6, days - 13))
    shown = [str(day) for day in range(first, min(first + 14, days + 1))]
    assert page.locator(".bw-fc-number").all_inner_texts() == shown
    said = page.get_by_role("row", name="model says").get_by_role("cell").all()
    told = [cell.get_attribute("title") for cell in said]
    wrong = [n for n, text in zip(shown, told, strict=True) if "wrong" in text]
    assert wrong == [str(day) for day in one.errors if str(day) in shown]
    a, h = followed(one)
    for day, unit in ((one.first_error, 1), (first, 0), (int(shown[-1]), 5)):
        page.locator(".bw-strip > span").nth(unit * len(shown) + day - first).hover()
        numbers = f"at = {a[day - 1, unit]:+.2f}, ht = {h[day - 1, unit]:+.3f}"
        line = page.locator(".bw-wire-days > .bw-line").text_content()
        assert line == f"Day {day}, unit {unit + 1}: {numbers}".replace("-", MINUS)


def test_what_is_cut_is_said_and_chosen(show):
    page = show(hand_wire(100))
    before = in_page(page)
    page.get_by_role("button", name="Cut one").click()
    (cut,) = [name for name, value in in_page(page).items() if value != before[name]]
    assert page.locator(".bw-wire-cut").text_content().startswith(f"Cut: {cut}, which was ")
    chosen = page.locator("[aria-selected=true]").get_attribute("aria-label")
    assert chosen == f"{cut}: 0"
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".bw-wire-cut").text_content() == ""


def in_page(page):
    """Every weight, by what it connects."""
    labels = page.get_by_role("gridcell").evaluate_all(
        "(all) => all.map((cell) => cell.getAttribute('aria-label'))"
    )
    pairs = (text.replace(MINUS, "-").split(": ") for text in labels)
    return {name: float(value) for name, value in pairs}


def test_cut_one_cuts_one_that_is_there(show):
    page = show(hand_wire(100))
    before = in_page(page)
    assert len(before) == 54
    for _ in range(sum(value != 0 for value in before.values())):
        page.get_by_role("button", name="Cut one").click()
        after = in_page(page)
        [cut] = [name for name in before if after[name] != before[name]]
        assert after[cut] == 0
        before = after
    page.get_by_role("button", name="Cut one").click()
    assert set(in_page(page).values()) == {0}


def test_noise_changes_every_weight(show):
    page = show(hand_wire(100))
    page.evaluate("n = 0, Math.random = () => (n = (n + 0.61803) % 1)")
    before = in_page(page)
    page.get_by_role("button", name="Add noise").click()
    changes = [value - before[name] for name, value in in_page(page).items()]
    assert 0 not in changes
    assert min(changes) < 0 < max(changes)
    assert len(set(changes)) > 40


def test_undo_only_where_there_is_something_to_undo(show):
    page = show(hand_wire(100))
    undo = page.get_by_role("button", name="Undo")
    before = in_page(page)
    assert undo.is_disabled()
    for name in ("All half", "All half", "No bias"):
        page.get_by_role("button", name=name).click()
        assert undo.is_enabled()
    for _ in range(3):
        undo.click()
    assert undo.is_disabled()
    assert in_page(page) == before


def test_by_keyboard_alone(show):
    page, one = show(hand_wire()), hand_wire()
    page.get_by_role("gridcell", name="W_xh, to unit 1 from sun:").focus()
    for key in ["ArrowDown", "ArrowDown", *["ArrowRight"] * 3, "-", "-", "-", "+"]:
        page.keyboard.press(key)
    cell = page.locator(":focus")
    assert cell.get_attribute("aria-label") == "W_hh, to unit 3 from unit 2: 2"
    W_hh = [list(row) for row in one.W_hh]
    W_hh[2][1] = 2.0
    one.W_hh = W_hh
    assert answer(page) == in_words(one)
    page.get_by_role("button", name="Undo").click()  # the four steps as one
    assert "unit 2: 3" in page.locator("[aria-selected=true]").get_attribute("aria-label")


def test_a_number_typed_and_a_wrong_one(show):
    page = show(hand_wire())
    field = page.locator(".bw-wire-field")
    field.fill("-4,5")
    field.press("Enter")
    selected = page.locator("[aria-selected=true]")
    assert selected.inner_text() == f"{MINUS}4.5"
    for text in ("", "six", "1e9", "NaN", "Infinity"):
        field.fill(text)
        field.press("Enter")
        assert f"it stays {MINUS}4.5" in page.locator(".bw-wire-message").inner_text()
        assert selected.inner_text() == f"{MINUS}4.5"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("W_xh", [[0.0] * 2] * 5),
        ("W_hh", [[0.0] * 6] * 5 + [[0.0] * 5]),
        ("W_hh", "none"),
        ("b_h", [float("nan")] * 6),
        ("b_h", ["a"] * 6),
        ("b_h", [None] * 6),
    ],
)
def test_wrong_weights_change_nothing(name, value):
    one = hand_wire(days=5)
    before = getattr(one, name)
    with pytest.raises(TraitError, match=name):
        setattr(one, name, value)
    assert getattr(one, name) == before


def test_it_takes_six_wired_units_and_their_weather():
    cell, cooks = wired()
    x = roommate.with_weather(1, 5, seed=0).x
    with pytest.raises(ValueError, match="2 inputs and 6 units"):
        HandWire(RNNCell(2, 5), cooks, x)
    for wrong in (cooks[:5], cooks + 1, cooks.clamp(min=1)):
        with pytest.raises(ValueError, match="a dish, 0 to 2"):
            HandWire(cell, wrong, x)
    with pytest.raises(ValueError, match="expected x of shape"):
        HandWire(cell, cooks, x[0])


def test_halved_once_it_holds_and_halved_twice_it_errs():
    """As chapter 1 says."""
    one, first = hand_wire(), []
    for _ in range(2):
        for name in ("W_xh", "W_hh", "b_h"):
            setattr(one, name, (torch.tensor(getattr(one, name)) / 2).tolist())
        first.append(one.first_error)
    assert first == [None, 16]
