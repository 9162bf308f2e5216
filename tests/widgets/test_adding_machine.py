"""The adding machine on a page, and its values in Python."""

import re

import pytest
from traitlets import TraitError

from tests.widgets.examples import adding_machine, history
from utils.data import addition
from utils.domain import Domain
from utils.recipes import sums
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.widgets.adding_machine import AddingMachine

CHARACTERS = addition.VOCAB.characters
TEXTS = ["27+68", "99+99", "0+0", "1+2+3", "007+1", "+", "7", "+++++", "12+"]


@pytest.fixture
def widget():
    return adding_machine()


def ask(page, text):
    page.get_by_label("A sum", exact=True).fill(text)


def said(page):
    return page.locator(".bw-asked strong").inner_text()


def test_it_says_what_pytorch_says(read, widget):
    translation = widget.stored_model.translate(TEXTS)
    ours = read(widget.machine, TEXTS)
    assert [each["answer"] for each in ours] == widget.stored_model.marked(
        TEXTS, translation.texts
    )
    assert ["".join(each["written"]) for each in ours] == translation.written
    assert [each["probability"] for each in ours] == pytest.approx(
        translation.probabilities.tolist()
    )


@pytest.mark.parametrize(("favourite", "ends"), [("}", True), ("5", False)])
def test_an_answer_that_ends_and_one_that_does_not(read, widget, favourite, ends):
    model = widget.stored_model
    model.decoder.output.bias.data[CHARACTERS.index(favourite)] = 99
    machine = AddingMachine(model, *history())
    [ours] = read(machine.machine, ["1+2"])
    assert ours["ended"] == ends
    assert ours["answer"] == machine.stored_model.translate(["1+2"]).texts[0]


def test_typing_asks(show, widget):
    page = show(widget)
    assert said(page) == widget.answer
    for text in TEXTS:
        ask(page, text)
        widget.text = text
        assert said(page) == widget.answer
        guess = page.get_by_text("The question has a form that it never saw")
        assert guess.is_visible() == ("?" in widget.answer)
    page.get_by_role("button", name="58+67").click()
    assert page.get_by_label("A sum", exact=True).input_value() == "58+67"
    assert "58+67" in page.locator(".bw-verdict").inner_text()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Type 1 to 5 characters."),
        ("123+456", "At most 5 characters; this has 7."),
        ("a+b", "It never saw “a”, “b” in training; it only knows 0123456789+."),
        ("1 + 2", "It never saw a space in training"),
        ("👨‍👩‍👧", "It never saw “👨‍👩‍👧” in training"),
        ("十二", "It never saw “十”, “二” in training"),
        ("_1+2", "_ is a mark of its own"),
        ("1+2}", "} is a mark of its own"),
    ],
)
def test_bad_input_keeps_the_last_answer(show, widget, text, complaint):
    page = show(widget)
    ask(page, "12+34")
    before = page.locator(".bw-verdict").inner_text()
    ask(page, text)
    assert complaint in page.locator(".bw-message").inner_text()
    field = page.get_by_label("A sum", exact=True)
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(".bw-verdict").inner_text() == before
    ask(page, "12+34")
    assert page.locator(".bw-message").inner_text() == ""
    with pytest.raises(TraitError):
        widget.text = text
    assert widget.text == "27+68"


def test_every_candidate_with_its_probability(show, widget):
    page = show(widget)
    page.get_by_label("all 14", exact=True).check()
    written, chances = widget.probabilities()
    lists = page.locator(".bw-bars")
    assert lists.count() == len(written)
    for bars, row in zip(lists.all(), chances.tolist(), strict=True):
        expected = [f"{char}{chance:.3f}" for char, chance in zip(CHARACTERS, row, strict=True)]
        lines = bars.locator("li").all_inner_texts()
        assert [re.sub(r"\s", "", line) for line in lines] == expected
    page.get_by_label("5 likeliest", exact=True).check()
    best = lists.first.locator("li")
    assert best.count() == 5
    assert best.first.locator("b").inner_text() == written[0]


def test_step_by_step(show, widget):
    page = show(widget)
    shown = page.locator(".bw-card:not(.bw-later)")
    assert shown.count() == page.locator(".bw-card").count()
    page.get_by_role("button", name="Step").click()
    assert shown.count() == 1
    line = page.get_by_text(re.compile("^Step 1 of"))
    assert "the encoder reads 2" in line.inner_text()
    page.locator(".bw-track").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert "the decoder is fed the start mark {" in page.get_by_text("Step 7 of").inner_text()
    page.keyboard.press("ArrowLeft")
    assert "goes to the decoder" in page.get_by_text("Step 6 of").inner_text()
    page.get_by_role("button", name="All", exact=True).click()
    assert shown.count() == page.locator(".bw-card").count()


def test_the_numbers_of_a_state(show, widget):
    page = show(widget)
    states = widget.stored_model.encoder(widget.stored_model.pack(["27+68"])).h[0]
    tile = page.get_by_role("application", name="state after +")
    tile.locator("span").nth(3).hover()
    number = f"{abs(states[2, 3].item()):.3f}"
    line = page.get_by_text("unit 4").text_content()
    assert line.startswith("h3, unit 4")
    assert line.endswith(number)


def test_play_and_less_movement(check_play, widget):
    check_play(widget, ".bw-card:not(.bw-later)", "Step 2 of")


def test_held_out_or_trained_on_by_the_sum_typed(show, widget):
    model = widget.stored_model
    model.decoder.output.bias.data[CHARACTERS.index("}")] = 99  # it answers at once: nothing
    snapshots, steps, held_out = history()
    page = show(AddingMachine(model, snapshots, steps, held_out))
    square = held_out.reshape(100, 100)
    a, b = (square & ~square.T).nonzero()
    for one, other in ((a[0], b[0]), (a[-1], b[-1])):
        ask(page, f"{one}+{other}")
        assert "held out: it never saw" in page.locator(".bw-verdict").inner_text()
        ask(page, f"{other}+{one}")
        assert "trained on this sum" in page.locator(".bw-verdict").inner_text()


def counts(page):
    numbers = page.locator(".bw-outcomes b").all_inner_texts()
    return [int(number.replace(",", "")) for number in numbers]


def test_the_slider_shows_each_moments_counts(show, widget):
    page = show(widget)
    snapshots, steps, held_out = history()
    for n, (right, step) in enumerate(zip(snapshots, steps, strict=True)):
        page.get_by_label("Moment").fill(str(n))
        assert page.locator("output").inner_text() == f"after {step} training steps"
        kinds = [right & ~held_out, right & held_out, ~right & ~held_out, ~right & held_out]
        assert counts(page) == [kind.sum() for kind in kinds]
        line = page.get_by_text(re.compile("^Right:")).inner_text()
        assert f"{right.sum():,} of 10,000 sums" in line
        assert f"{(right & held_out).sum():,} of the {held_out.sum():,} held out" in line


def test_playing_the_training_shows_every_moment(show, widget):
    page = show(widget)
    page.evaluate(
        """() => {
            const output = document.querySelector("output");
            const note = () => seen.push(output.textContent);
            window.seen = [];
            new MutationObserver(note).observe(output, { childList: true });
        }"""
    )
    page.get_by_role("button", name="Play the training").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_role("button", name="Play the training").wait_for()  # it has stopped by itself
    steps = history()[1]
    assert page.evaluate("seen") == [f"after {step} training steps" for step in steps]
    assert sum(counts(page)[:2]) == history()[0][-1].sum()


def test_the_picture_asks_the_sum_that_is_clicked(show, widget):
    page = show(widget)
    page.locator(".bw-map").scroll_into_view_if_needed()
    box = page.locator(".bw-square").bounding_box()
    cell = box["width"] / 100
    page.mouse.click(box["x"] + 4.5 * cell, box["y"] + 31.5 * cell)
    assert page.get_by_label("A sum", exact=True).input_value() == "31+4"
    widget.text = "31+4"
    assert said(page) == widget.answer
    page.get_by_role("application", name="All 10,000 sums").focus()
    for key in ("ArrowDown", "Shift+ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    snapshots, _, held_out = history()
    known = "held out" if held_out[3113] else "trained on"
    outcome = "right" if snapshots[-1][3113] else "wrong"
    expected = f"31+13 after 400 steps: {known}, {outcome}"
    assert page.locator(".bw-readout").inner_text() == expected
    page.keyboard.press("Enter")
    assert page.get_by_label("A sum", exact=True).input_value() == "31+13"


def test_values_from_python(widget):
    assert (widget.text, widget.snapshot) == ("27+68", 2)
    for snapshot in (3, -1):
        with pytest.raises(TraitError, match=f"a snapshot from 0 to 2, got {snapshot}"):
            widget.snapshot = snapshot
    widget.snapshot = 0
    right = history()[0][0].sum()
    assert f"After 100 training steps {right:,} of 10,000 sums" in widget.caption()
    with pytest.raises(TraitError, match="1 to 5 characters, got 7"):
        widget.text = "123+456"
    assert widget.text == "27+68"


def test_wrong_arguments(widget):
    model, (snapshots, steps, held_out) = widget.stored_model, history()
    with pytest.raises(ValueError, match="as many steps, got 3 and 1"):
        AddingMachine(model, snapshots, steps[:1], held_out)
    with pytest.raises(ValueError, match="at least one snapshot"):
        AddingMachine(model, [], [], held_out)
    with pytest.raises(ValueError, match=r"got float64 of shape \(10000,\)"):
        AddingMachine(model, snapshots, steps, held_out * 1.0)
    with pytest.raises(ValueError, match=r"got bool of shape \(100, 100\)"):
        AddingMachine(model, snapshots, steps, held_out.reshape(100, 100))
    with pytest.raises(TraitError, match="unknown character"):
        AddingMachine(model, snapshots, steps, held_out, text="one")
    with pytest.raises(ValueError, match="expected a Seq2Seq, got a Transformer"):
        AddingMachine(sums.transformer(seed=0), snapshots, steps, held_out)


@pytest.mark.parametrize("form", [r"(?P<a>\d+)\+(?P=a)", r"\A\d\Z", r"\d++", r"(?i)a"])
def test_a_form_that_javascript_reads_otherwise(form):
    encoder = Encoder(addition.VOCAB, 2, 3, max_length=5, domain=Domain(form))
    model = Seq2Seq(encoder, Decoder(addition.VOCAB, 2, 3, max_length=3))
    with pytest.raises(ValueError, match="a pattern that JavaScript reads as Python does"):
        AddingMachine(model, *history())


def test_a_value_set_elsewhere_reaches_the_view(show, widget):
    page = show(widget)
    page.evaluate(
        """async () => {
            const stored = document.querySelector(".book-widget script").textContent;
            const values = JSON.parse(stored);
            const heard = {};
            const model = (window.model = {
                get: (name) => values[name],
                set: (name, value) => { values[name] = value; heard[`change:${name}`]?.(); },
                on: (event, listener) => { heard[event] = listener; },
                off: (event) => { delete heard[event]; },
                save_changes() {},
            });
            const el = document.body.appendChild(document.createElement("div"));
            el.id = "second";
            window.end = await bookWidgets.adding_machine.render({ model, el });
        }"""
    )
    second = page.locator("#second")
    page.evaluate("model.set('text', '99+1'), model.set('snapshot', 0)")
    widget.text = "99+1"
    assert second.locator(".bw-asked strong").inner_text() == widget.answer
    assert second.get_by_label("A sum", exact=True).input_value() == "99+1"
    assert second.locator("output").inner_text() == "after 100 training steps"
    second.get_by_label("A sum", exact=True).fill("5+5")
    assert page.evaluate("model.get('text')") == "5+5"
    page.evaluate("end(), model.set('text', '1+1')")
    assert "5+5" in second.locator(".bw-verdict").inner_text()
