"""The attention explorer on a page, and its values in Python."""

import math
import re

import pytest
import torch
from traitlets import TraitError

from tests.browser import resize
from tests.widgets.examples import attention_explorer
from utils.vocab import normalize


@pytest.fixture
def widget():
    return attention_explorer()


@pytest.fixture
def page(show_at_once, widget):
    return show_at_once(widget)


def ask(page, text):
    page.get_by_label("Ask", exact=True).fill(text)


def choose(page, name):
    """Choose a model, and wait until it is there."""
    page.get_by_label(name, exact=True).check()
    page.get_by_text("Loading the weights").wait_for(state="hidden")


def replies(page):
    return page.locator(".bw-reply strong").all_inner_texts()


# From the first cell over all others, row by row, there and back: of each its row, its column,
# what is said of it, and its classes. Keys that go from here one by one take much longer.
GO_OVER = """([rows, columns]) => {
    const event = (key) => new KeyboardEvent("keydown", { key, bubbles: true });
    const press = (key) => document.activeElement.dispatchEvent(event(key));
    const found = [];
    for (let row = 0; row < rows; row++) {
        if (row) press("ArrowDown");
        for (let n = 0; n < columns; n++) {
            if (n) press(row % 2 ? "ArrowLeft" : "ArrowRight");
            const line = document.querySelector(".bw-looks + p").innerText;
            const { className } = document.querySelector(".bw-cursor");
            found.push([row, row % 2 ? columns - 1 - n : n, line, className]);
        }
    }
    return found;
}"""


def weights(page):
    """What the reader finds by going over all cells of the heatmap; nan where it says that the
    model could not look, and only where that is hatched."""
    rows = page.locator(".bw-written button").count()
    columns = page.locator(".bw-sources :is(button, span)").count()
    page.get_by_role("application").focus()
    for key in ["ArrowUp"] * rows + ["ArrowLeft"] * columns + ["ArrowDown", "ArrowUp"]:
        page.keyboard.press(key)
    found = {}
    for row, column, line, hatched in page.evaluate(GO_OVER, [rows, columns]):
        assert f"(character {column + 1})" in line
        weight = re.search(r"had the weight (\S+)\.$", line)
        found[row, column] = float(weight[1]) if weight else math.nan
        assert weight or re.search("(hidden|still to come): it could not look there", line)
        assert ("bw-none" in hatched) == (weight is None)
    return torch.tensor(
        [[found[row, column] for column in range(columns)] for row in range(rows)]
    )


def in_python(widget):
    """The weights, and nan where the model could not look."""
    _, weights, mask = widget._looked(widget.model, widget.text, widget._translation())
    return torch.where(mask, weights, torch.nan)


def close(ours, theirs):
    torch.testing.assert_close(ours, theirs, atol=6e-4, rtol=0, equal_nan=True)


SUMS = ["27+68", "1+2+3", "+", "99+99"]
TEXTS = {"sums": SUMS, "words": ["a", "ab ba", "年1月1 " * 7 + "a"], "Transformer": SUMS}


@pytest.mark.parametrize("hidden", [[], [1], [2], [1, 2]])
@pytest.mark.parametrize("name", TEXTS)
def test_it_says_what_pytorch_says(read, widget, name, hidden):
    widget.model = name
    texts = [text for text in TEXTS[name] if len(text) + 1 > len(hidden)]
    for text, ours in zip(texts, read(widget.models[name], texts, hidden), strict=True):
        widget.text = text
        widget.hidden = hidden
        assert ours["answer"] == widget.answer
        looked = torch.tensor(ours["looked"]["weights"], dtype=torch.float32)
        torch.testing.assert_close(looked, widget.weights, atol=1e-5, rtol=0)
        assert (looked[:, [position - 1 for position in hidden]] == 0).all()


def test_a_hidden_state(page, widget):
    assert replies(page) == [widget.answer]
    full = widget.answer
    place = page.get_by_role("button", name="hide the state after 6")
    place.click()
    widget.hidden = [4]
    assert replies(page) == [full, widget.answer]
    assert place.get_attribute("aria-pressed") == "true"
    close(weights(page), in_python(widget))
    page.get_by_role("button", name="hide the state after the end mark }").press("Enter")
    widget.hidden = [4, 6]
    assert replies(page) == [full, widget.answer]
    page.get_by_role("button", name="Show all again").click()
    assert replies(page) == [full]
    assert place.get_attribute("aria-pressed") == "false"


def test_changed_characters_are_marked(page, widget):
    widget.model = "words"
    choose(page, "words")
    full = widget.stored_models["words"].translate([widget.text]).written[0]
    widget.hidden = [1, 2, 3, 4, 5]
    less = widget._translation().written[0]
    for n in range(5):
        page.locator(".bw-sources button").nth(n).click()
    changed = sum(full[n : n + 1] != less[n : n + 1] for n in range(max(len(full), len(less))))
    assert changed > 0, "a test that says nothing: choose another seed"
    assert (
        f"{changed} of the characters written changed"
        in page.locator(".bw-replies").inner_text()
    )
    marked = [n for n in range(len(less)) if full[n : n + 1] != less[n]]
    assert page.locator(".bw-written .bw-changed").count() == len(marked)


def test_one_state_must_stay(page, widget):
    ask(page, "7")
    page.get_by_role("button", name="hide the state after 7").click()
    before = page.locator(".bw-replies").inner_text()
    page.get_by_role("button", name="hide the state after the end mark }").click()
    assert page.get_by_text("Leave at least one state").is_visible()
    assert page.locator(".bw-replies").inner_text() == before
    widget.text = "7"
    with pytest.raises(TraitError, match="from 1 to 2, not all of them"):
        widget.hidden = [1, 2]
    ask(page, "1+2")
    assert page.locator(".bw-sources [aria-pressed=true]").count() == 0


@pytest.mark.parametrize(
    ("model", "text", "complaint"),
    [
        ("sums", "", "Type 1 to 5 characters."),
        ("sums", "1+2+3+4", "At most 5 characters; this has 7."),
        ("sums", "😀", "It never saw “😀” in training; it only knows 0123456789+."),
        ("words", "lunedì", "It never saw “l”, “u”, “n”, “e” and others in training"),
        ("sums", "1\u00a0+1", "It never saw a no-break space in training"),
        ("words", "ab{", "{ is a mark of its own"),
        ("words", "a" * 40, "At most 36 characters; this has 40."),
    ],
)
def test_bad_input_keeps_the_last_answer(page, widget, model, text, complaint):
    choose(page, model)
    before = page.locator(".bw-replies").inner_text()
    ask(page, text)
    assert complaint in page.locator(".bw-message").first.inner_text()
    assert page.get_by_label("Ask", exact=True).get_attribute("aria-invalid") == "true"
    assert page.locator(".bw-replies").inner_text() == before
    widget.model = model
    with pytest.raises(TraitError):
        widget.text = text


@pytest.mark.parametrize("text", ["a\u00a0b", "\uff11", "e\u0301", "a\tb\n", "plain"])
def test_texts_that_look_alike_are_spelled_alike(javascript, text):
    assert javascript("seq2seq_model").call("normalize", text) == normalize(text)


@pytest.mark.parametrize("text", ["ab\u00a0ba", "\uff11\u5e74"])
def test_what_looks_like_known_characters_is_read(page, widget, text):
    choose(page, "words")
    ask(page, text)
    widget.model, widget.text = "words", text
    assert replies(page) == [widget.answer]
    assert page.get_by_label("Ask", exact=True).get_attribute("aria-invalid") == "false"


def test_a_guess_says_so(page, widget):
    ask(page, "1+2+3")
    widget.text = "1+2+3"
    assert replies(page) == [widget.answer]
    assert "?" in widget.answer
    assert page.get_by_text("the answer is a guess").is_visible()
    page.get_by_role("button", name="1+2").click()
    assert not page.get_by_text("the answer is a guess").is_visible()


def test_examples_of_the_model(page, widget):
    assert page.get_by_role("group", name="Examples").get_by_role("button").count() == 2
    choose(page, "words")
    assert page.get_by_label("Ask", exact=True).input_value() == "ab ba"
    page.get_by_role("button", name="年", exact=True).click()
    widget.model, widget.text = "words", "年 月"
    assert replies(page) == [widget.answer]
    assert page.locator(".bw-sources button").all_inner_texts() == ["年", "␣", "月", "}"]


def test_arrow_keys_go_through_what_was_written(page, widget):
    rows = page.get_by_role("radio").and_(page.locator(".bw-written button"))
    rows.first.focus()
    most = widget.weights.max(-1).values.tolist()
    for weight in most:
        assert f"({weight:.3f})" in page.get_by_text("While it wrote").inner_text()
        page.keyboard.press("ArrowDown")
    assert rows.last.get_attribute("aria-checked") == "true"


def test_the_answer_appears_character_by_character(show, widget):
    page = show(widget)
    choose(page, "words")
    page.wait_for_function(
        "[...document.querySelectorAll('.bw-written button')].at(-1).style.visibility === ''"
    )
    page.evaluate("document.querySelector('.bw-examples button').click()")
    page.get_by_role("button", name="年", exact=True).click()
    row = "[...document.querySelectorAll('.bw-written button')].map(b => b.style.visibility)"
    first, *_, last = page.evaluate(row)
    assert (first, last) == ("", "hidden")
    page.get_by_text("It gives this answer").wait_for()
    assert set(page.evaluate(row)) == {""}


def test_a_long_text_on_a_phone(show, widget):
    page = show(widget)
    resize(page, {"width": 390, "height": 844})
    choose(page, "words")
    ask(page, "年月 ab1" * 6)
    whole = page.locator(".bw")
    assert whole.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert whole.evaluate("el => el.getBoundingClientRect().right <= innerWidth")
    box = page.locator(".bw-looks")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    label = page.locator(".bw-written")
    left = label.bounding_box()["x"]
    box.evaluate("box => (box.scrollLeft = 200)")
    assert label.bounding_box()["x"] == left
    choose(page, "Transformer")
    assert whole.evaluate("el => el.scrollWidth <= el.clientWidth")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth"), "ten places fit"
    choose(page, "words")
    ask(page, "年月 ab1" * 6)
    boxes = [each.bounding_box() for each in page.locator(".bw-sources button").all()]
    sizes = [box[side] for box in boxes for side in ("width", "height")]
    assert min(sizes) >= 24
