"""What a reader does with each widget of a page, and what PyTorch says to it: `TOUCH[name]`
takes the live widget and its chapter."""

import base64
import re
import zlib

import pytest
import torch
from playwright.sync_api import Locator, expect

from book import stair
from tests.browser import STAGE
from tests.widgets.notebooks import (
    explorer_models,
    machine_model,
    roommate_models,
    widgets,
    word_reader,
    word_writer,
)
from tests.widgets.openings import TOUCH as OPENINGS
from utils.cells import RNNCell, unroll
from utils.data.roommate import DISHES
from utils.recipes import stair as recipe
from utils.transformer import Transformer
from utils.widgets.constants import BEAM_WIDTH, READINGS
from utils.widgets.error_pulse import ErrorPulse
from utils.widgets.heads import OneHead
from utils.widgets.pronouncer_model import readings
from utils.widgets.seq2seq_model import answer as answer_and_remarks
from utils.widgets.sounds import names_of
from utils.widgets.stair import restore_step
from utils.widgets.writer_model import uniforms

MINUS = "\N{MINUS SIGN}"


def touch_roommate(widget: Locator, chapter: str) -> None:
    """Change the weather and the model: the dishes are those of the most likely class."""
    for (where, name), model in roommate_models().items():
        if where != chapter:
            continue
        widget.get_by_label(name, exact=True).check()
        widget.get_by_role("button", name=re.compile("^day 2, ")).click()
        widget.get_by_role("button", name=re.compile("^day 5, ")).press("Enter")
        days = widget.locator(".bw-sky")
        rainy = [day.get_attribute("aria-pressed") == "true" for day in days.all()]
        x = torch.nn.functional.one_hot(torch.tensor([rainy]).long(), 2).double()
        with torch.no_grad():
            best = model.double()(x).argmax(-1)[0]
        said = widget.locator(".bw-row").nth(3).locator("span")
        assert [cell.get_attribute("title").split(",")[0] for cell in said.all()] == [
            DISHES[dish] for dish in best
        ]


def touch_hand_wire(widget: Locator, chapter: str) -> None:
    """Take the bias away: the first error comes on the day that PyTorch says."""
    answer = widget.locator(".bw-wire-answer")
    expect(answer).to_have_text("No error in 10,000 days.")
    widget.get_by_role("button", name="No bias").click()
    stored = widgets(chapter)["hand_wire"]
    cell = RNNCell(2, 6).double()
    cooks, start = torch.tensor(stored["cooks"]), -torch.ones(1, 6).double()
    start[0, stored["cooks"].index(0)] = 1
    rainy = torch.tensor([[letter == "R" for letter in stored["weather"]]])
    with torch.no_grad():
        for name, weight in cell.named_parameters():
            weight.copy_(torch.tensor(stored["wired"][name]) * (name != "b_h"))
        h, _ = unroll(cell, torch.nn.functional.one_hot(rainy.long(), 2).double(), start)
    wrong = cooks[h[0].argmax(-1)] != rainy[0].cumsum(0) % 3
    first, errors = int(wrong.nonzero()[0]) + 1, int(wrong.sum())
    expect(answer).to_have_text(
        f"First error on day {first:,}; {errors:,} of 10,000 days wrong."
    )
    widget.get_by_role("button", name="As wired").press("Enter")
    expect(answer).to_have_text("No error in 10,000 days.")


def touch_train_here(widget: Locator, chapter: str) -> None:
    """Train from both first weights: one learns the rule, the other does not. (That the steps
    are PyTorch's: test_train_here.py.)"""
    shares = {}
    for spread in ("Spread 1/√16", "Spread 1"):
        widget.get_by_role("button", name=spread, exact=True).click()
        widget.get_by_role("button", name="Start", exact=True).press("Enter")
        status = widget.get_by_role("status").filter(has_text="Done after 300 steps")
        status.wait_for(timeout=60_000)
        shares[spread] = float(
            re.search(r"([\d.]+)\s% right on unseen", status.inner_text())[1]
        )
    assert shares["Spread 1/√16"] >= 99
    assert shares["Spread 1"] <= 60


def touch_walkthrough(widget: Locator, chapter: str) -> None:
    """Go on by a moment and to the last line. Its numbers, where they are few enough to be
    printed, are those of the recorded step; and the likeliest is named."""
    recorded = widgets(chapter)["walkthrough"]
    lines, symbols = recorded["recorded"]["lines"], recorded["recorded"]["symbols"]
    application = widget.locator("[role=application]").first
    widget.page.mouse.move(0, 0)  # what it points at would be shown instead
    widget.page.evaluate(f"({STAGE})('open')")
    expect(application).to_be_visible()
    application.focus()
    widget.page.keyboard.press("PageDown")
    for _ in lines[recorded["line"] :]:
        widget.page.keyboard.press("ArrowDown")
    values = symbols[lines[-1]["result"]]["values"][recorded["t"]]
    likeliest = recorded["recorded"]["answers"][values.index(max(values))]
    detail = widget.locator(".bw-inspector .bw-detail")
    expect(detail).to_contain_text(f"The likeliest: {likeliest},")
    shown = widget.locator(".bw-inspector b").all_inner_texts()
    few = values if len(values) <= 32 else []
    assert [float(text.replace(MINUS, "-")) for text in shown] == pytest.approx(few, abs=0.0051)
    widget.page.evaluate(f"({STAGE})('closed')")


def said(model, text):
    """The model's answer, with a `?` if it has marks."""
    return answer_and_remarks(model, text)[0]


def touch_adding_machine(widget: Locator, chapter: str) -> None:
    """Type a sum, and pick another one in the picture."""
    model, answer = machine_model(), widget.locator(".bw-asked strong")
    field = widget.get_by_label("A sum", exact=True)
    for text in ("48+9", "99+99", "1+2+3"):
        field.fill(text)
        expect(answer).to_have_text(said(model, text))
    field.fill("twelve")
    assert field.get_attribute("aria-invalid") == "true"
    expect(answer).to_have_text(said(model, "1+2+3"))
    widget.locator(".bw-map").scroll_into_view_if_needed()
    box = widget.locator(".bw-square").bounding_box()
    cell = box["width"] / 100
    widget.page.mouse.click(box["x"] + 61.5 * cell, box["y"] + 17.5 * cell)
    expect(field).to_have_value("17+61")
    expect(answer).to_have_text(said(model, "17+61"))


def touch_attention_explorer(widget: Locator, chapter: str) -> None:
    """Ask a sum and a date, and hide a state from the attention; or `touch_heads`."""
    models, replies = explorer_models(), widget.locator(".bw-reply strong")
    if widget.get_by_role("group", name="Head").count():
        return touch_heads(widget, models["Transformer"])
    field = widget.get_by_label("Ask", exact=True)
    field.fill("36+57")
    expect(replies.first).to_have_text(models["sums"].translate(["36+57"]).texts[0])
    widget.get_by_role("button", name="hide the state after the end mark }").click()
    hidden = torch.tensor([[False] * 5 + [True]])
    without = models["sums"].translate(["36+57"], hidden).texts[0]
    expect(replies.nth(1)).to_have_text(without)
    widget.get_by_label("dates", exact=True).check()
    expect(field).not_to_have_value("36+57")  # its weights have come
    field.fill("3. März 2031")
    expect(replies.first).to_have_text(models["dates"].translate(["3. März 2031"]).texts[0])


def touch_heads(widget: Locator, model: Transformer) -> None:
    """Ask a sum, hide its end and choose a head: the answers and the weights are PyTorch's."""
    replies = widget.locator(".bw-reply strong")
    widget.get_by_label("Ask", exact=True).fill("36+57")
    expect(replies.first).to_have_text(model.translate(["36+57"]).texts[0])
    widget.get_by_role("button", name="hide the place of the end mark }").click()
    widget.get_by_role("group", name="Block").get_by_label("2").check()
    widget.get_by_role("group", name="Head").get_by_label("3").check()
    hidden = torch.tensor([[False] * 5 + [True]])
    without = OneHead(model, block=2, head=3).translate(["36+57"], hidden)
    expect(replies.nth(1)).to_have_text(without.texts[0])
    widget.page.mouse.move(0, 0)  # off the picture, which may scroll below the pointer
    for n, written in enumerate(widget.locator(".bw-written button").all()):
        written.focus()
        most = f"({without.weights[0, n].max():.3f})"
        expect(widget.get_by_text("While it wrote")).to_contain_text(most)


def touch_word_writer(widget: Locator, chapter: str) -> None:
    """Mix two languages, give first letters, take new random numbers: the words are
    PyTorch's."""
    writer, field = word_writer(), widget.get_by_label("First letters", exact=True)
    words = widget.locator(".bw-words button")
    widget.get_by_label("Language", exact=True).select_option("Finnish")
    widget.get_by_label("Other language", exact=True).select_option("Polish")
    widget.get_by_label("Mix", exact=True).fill("40")
    widget.get_by_label("Temperature", exact=True).fill("11")  # the twelfth: 1.2
    widget.get_by_role("button", name="Twenty new words").press("Enter")
    seed = int(widget.get_by_label("Seed").input_value())
    for beginning in ("", "ž", "ka"):
        field.fill(beginning)
        numbers = uniforms(seed, 20, writer.max_length + 1)[:, len(beginning) :]
        mixture = {"fi": 1 - 40 / 100, "pl": 40 / 100}
        expected = writer.write_from(numbers, mixture, 1.2, beginning)
        known = widgets(chapter)["word_writer"]["trained_on"]
        expect(words).to_have_text([marked(word, known) for word in expected])
    field.fill("Ka")
    assert field.get_attribute("aria-invalid") == "true"
    expect(words).to_have_text([marked(word, known) for word in expected])


def marked(word: str, trained_on: str) -> str:
    """A written word as its button shows it."""
    known = zlib.decompress(base64.b64decode(trained_on)).decode().split("\n")
    return (word or "no letter") + " copy" * (word in known)


def touch_word_reader(widget: Locator, chapter: str) -> None:
    """Type words, for which the model and the dictionary are loaded: the readings and their
    probabilities are PyTorch's."""
    field = widget.get_by_role("textbox")
    for word in ("yacht", "Zweig", "o'clock"):
        field.fill(word)
        best = readings(word_reader(), word.lower(), BEAM_WIDTH, READINGS)
        expected = [names_of(reading.text) for reading in best]
        expect(widget.locator(".bw-bars b")).to_have_text(expected, timeout=30_000)
        expect(widget.locator(".bw-bars span")).to_have_text(
            [f"{reading.probability:.3f}" for reading in best]
        )
    field.fill("naïve")
    assert field.get_attribute("aria-invalid") == "true"


def touch_error_pulse(widget: Locator, chapter: str) -> None:
    """Go back some days and make W_hh larger: what is left of the error is autograd's."""
    stored = widgets(chapter)["error_pulse"]
    pulse = ErrorPulse.drawn(*stored["lanes"])
    assert pulse.networks == stored["networks"]
    place = widget.get_by_label("Days back", exact=True)
    for _ in range(3):
        place.press("ArrowDown")
    widget.get_by_label("Spread of").press("PageUp")
    pulse.spread = float(widget.get_by_label("Spread of").get_attribute("aria-valuetext"))
    assert pulse.spread > stored["spread"]
    back = stored["days"] - 4
    left = {lane: sizes[back].item() for lane, sizes in pulse.sizes().items()}
    line = widget.locator("p[role=status]")
    expect(line).to_contain_text(f"{back} days back")
    for lane, size in left.items():
        if 0.001 <= size < 1000:
            expect(line).to_have_text(re.compile(rf"{lane} {size:#.2g}[0]*[,.]"))


def touch_opening(widget: Locator, chapter: str) -> None:
    """What the chapter's opening asks for."""
    OPENINGS[chapter](widget)


def touch_stair(widget: Locator, chapter: str) -> None:
    """Ask another number: every step says what its model says."""
    steps = stair.read()["values"]["steps"]
    widget.get_by_label(re.compile("^A number")).fill("90210")
    places = widget.locator(".bw-said").all()
    for place, (name, stored) in zip(places, steps.items(), strict=True):
        model = restore_step(recipe.model(name, 0), stored)
        answer = model.translate(["90210"]).texts[0]
        expect(place).to_have_text(re.compile(f"^says {answer}, "))


TOUCH = {
    "error_pulse": touch_error_pulse,
    "opening_copy": touch_opening,
    "opening_days": touch_opening,
    "opening_letters": touch_opening,
    "opening_sums": touch_opening,
    "roommate": touch_roommate,
    "hand_wire": touch_hand_wire,
    "train_here": touch_train_here,
    "walkthrough": touch_walkthrough,
    "adding_machine": touch_adding_machine,
    "attention_explorer": touch_attention_explorer,
    "word_writer": touch_word_writer,
    "word_reader": touch_word_reader,
    "stair": touch_stair,
}
