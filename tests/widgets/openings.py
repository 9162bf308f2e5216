"""What a reader does with the opening of each chapter, and what PyTorch says to it:
`TOUCH[chapter]` takes the live widget."""

import re

import torch
from playwright.sync_api import Locator, expect

from book.openings import copiers, spelling
from tests.widgets.notebooks import machine_model, roommate_models
from utils.data.roommate import DISHES, cook
from utils.diagnostics import fix_gate
from utils.tagger import Tagger
from utils.widgets.seq2seq_model import restore_model, store_model
from utils.widgets.writer_model import uniforms

LONG = uniforms(0, 1, 500)[0] < 0.5  # the days that the page counts besides those it shows


def texts(widget: Locator, row: int, block_size: int = 3) -> list[str]:
    """A row of every block, one after the other, as it is read out."""
    rows = widget.locator(".bw-op-row").all()[row::block_size]
    return [
        cell.get_attribute("aria-label") for one in rows for cell in one.locator("> *").all()
    ]


def dishes_of(model: Tagger, rainy: torch.Tensor, forgets: bool) -> torch.Tensor:
    """What the model says each day; without a memory each day is a run of its own."""
    x = torch.nn.functional.one_hot(rainy.long(), 2).double()
    with torch.no_grad():
        scores = model.double()(x[:, None])[:, 0] if forgets else model.double()(x[None])[0]
    return scores.argmax(-1)


def check_days(widget: Locator, model: Tagger, forgets: bool = False) -> None:
    """The dishes on the page, and how many are right, are those of this model."""
    rainy = torch.tensor([name.endswith("rainy") for name in texts(widget, 0)])
    said, told = dishes_of(model, rainy, forgets), texts(widget, 2)
    assert [name.split(",")[0] for name in told] == [DISHES[dish] for dish in said]
    right = int((said == cook(rainy[None])[0]).sum())
    assert sum("wrong" not in name for name in told) == right
    of_500 = int((dishes_of(model, LONG, forgets) == cook(LONG[None])[0]).sum())
    summary = f"{right} of {len(rainy)} days right; of 500 other days, {of_500}."
    expect(widget.get_by_role("status")).to_contain_text(summary)


def change_weather(widget: Locator) -> None:
    widget.get_by_role("button", name=re.compile("^day 2, ")).click()
    widget.get_by_role("button", name=re.compile("^day 5, ")).press("Enter")


def touch_memory(widget: Locator) -> None:
    """Change the weather without a memory and with it."""
    model = roommate_models()["01_rnn", "N(0, 1/16)"]
    check_days(widget, model, forgets=True)
    change_weather(widget)
    check_days(widget, model, forgets=True)
    widget.get_by_label("kept", exact=True).check()
    check_days(widget, model)


def touch_lost_thread(widget: Locator) -> None:
    """Change the weather."""
    model = roommate_models()["02_lstm", "RNN"]
    check_days(widget, model)
    change_weather(widget)
    check_days(widget, model)
    widget.get_by_role("button", name="Other weather").click()
    check_days(widget, model)


def touch_gates(widget: Locator) -> None:
    """Open each gate for good, and then all three."""
    model = roommate_models()["03_gru", "LSTM"]
    check_days(widget, model)
    names = "forget", "input", "output"
    buttons = {name[0]: widget.get_by_role("button", name=name) for name in names}
    for gate, button in buttons.items():
        button.click()
        check_days(widget, fix_gate(model, gate, 1))
        button.press("Enter")
    for gate, button in buttons.items():
        button.click()
        model = fix_gate(model, gate, 1)
    check_days(widget, model)


def touch_sums(widget: Locator) -> None:
    """Type sums: after every character the model is asked."""
    model, field = machine_model(), widget.get_by_label("A sum", exact=True)
    answers = widget.locator(".bw-op-heard b")
    for text in ("27+68", "48+9"):
        field.fill(text)
        heard = [text[: n + 1] for n in range(len(text))]
        expect(answers).to_have_text(model.marked(heard, model.translate(heard).texts))
    field.fill("48+")
    assert field.get_attribute("aria-invalid") == "true"
    expect(answers).to_have_count(4)


def touch_copiers(widget: Locator) -> None:
    """Raise digits; choose the shorter row, whose model comes then."""
    for digits in copiers.DIGITS:
        widget.get_by_label(f"{digits} digits", exact=True).check()
        given = widget.get_by_role("button", name=re.compile("^digit "))
        expect(given).to_have_count(digits)
        model = copiers.load(digits)
        model = restore_model(model, store_model(model))
        for n in (0, 3):
            given.nth(n).click()
            read = "".join(given.all_inner_texts())
            written = list(model.translate([read]).written[0][:digits])
            copied = widget.locator("span.bw-op-digit")
            expect(copied).to_have_text(written)
            right = sum(a == b for a, b in zip(read, written, strict=True))
            expect(widget.get_by_role("status")).to_contain_text(f"{right} of {digits} digits")


def touch_rule(widget: Locator) -> None:
    """Change sounds: the word is read by the new rule, and the words right are counted."""
    values = spelling.values()
    rule, tried = dict(values["rule"]), values["tried"]
    last = widget.get_by_role("status").last
    for letter, sound in (("", ""), ("h", ""), ("o", "o")):
        if letter:
            widget.get_by_label(letter, exact=True).first.select_option(sound)
            rule[letter] = sound
        said = ["".join(rule[char] for char in word) for word in (spelling.SHOWN[0], *tried)]
        names = " ".join(values["sounds"][char] for char in said[0])
        expect(widget.get_by_role("status").first).to_contain_text(f"by this rule: {names}.")
        right = sum(one in known for one, known in zip(said[1:], tried.values(), strict=True))
        expect(last).to_have_text(f"The rule reads {right} of {len(tried)} words right.")
    widget.get_by_role("button", name="The most frequent sounds").click()
    expect(last).to_have_text(re.compile(r"^The rule reads \d+ of 400"))


TOUCH = {
    "01_rnn": touch_memory,
    "02_lstm": touch_lost_thread,
    "03_gru": touch_gates,
    "04_seq2seq": touch_sums,
    "05_attention": touch_copiers,
    "06_pronunciation": touch_rule,
}
