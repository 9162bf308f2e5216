"""The stair: in the page every model says what it says in PyTorch, and the file is of this
code."""

import pytest
import torch
from playwright.sync_api import expect
from traitlets import TraitError

from book import stair
from tests.widgets import examples
from utils.cells import GRUCell
from utils.recipes import stair as recipe
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.training import exact_match
from utils.transformer import Transformer
from utils.widgets.stair import Stair, restore_step, store_step

PER_LENGTH = 20  # numbers
REPEAT = """async (module, steps, { characters, max_length }, texts) => {
  const all = [...characters];
  const index = new Map(all.map((char, n) => [char, n]));
  const known = { characters: all, max_length, index };
  const said = {};
  for (const [name, stored] of Object.entries(steps)) {
    const machine = await module.load(stored);
    said[name] = texts.map((text) => module.repeat(machine, known, text));
  }
  return said;
}"""


@pytest.fixture(scope="module")
def told():
    return stair.read()


@pytest.fixture(scope="module")
def models(told):
    """The models of the first page, as it computes with them."""
    steps = told["values"]["steps"]
    return {name: restore_step(recipe.model(name, 0), steps[name]) for name in recipe.STAGES}


def test_the_file_is_of_this_code(told):
    assert stair.is_current(), "book/stair.json was made by other code: delete it, make stair"
    assert list(told["answers"]) == list(told["values"]["steps"]) == list(recipe.STAGES)


def test_what_the_page_says_without_scripts_is_what_the_models_say(told, models):
    asked = told["values"]["text"]
    said = {name: model.translate([asked]).texts[0] for name, model in models.items()}
    assert said == told["answers"]


@pytest.mark.parametrize("stage", recipe.STAGES)
def test_the_scores_are_those_of_the_models(told, models, stage):
    stored = told["values"]["steps"][stage]["scores"]
    for digits in (2, 7, recipe.LONGEST):
        asked = recipe.numbers(stair.ASKED, 2 + digits, digits)
        score = exact_match(models[stage], asked)
        # One answer may differ on another machine, where two digits are as likely.
        assert abs(score.correct - stored[digits - 1] * score.total) <= 1.5


def test_in_the_page_every_model_says_what_it_says_in_pytorch(javascript, told, models):
    lengths = range(1, recipe.LONGEST + 1)
    texts = [t for n in lengths for t in recipe.numbers(PER_LENGTH, n, n).sources]
    values = told["values"]
    ours = javascript("stair").run(REPEAT, values["steps"], values["vocab"], texts)
    for name, model in models.items():
        # In double precision, as JavaScript computes.
        assert ours[name] == model.double().translate(texts).texts, name
        model.float()


def test_digits_are_judged_by_their_place(javascript):
    marks = javascript("stair").call("judged", "1234", "1243")
    assert [mark["right"] for mark in marks] == [True, True, False, False]
    short = javascript("stair").call("judged", "123", "1")
    assert [mark["char"] for mark in short] == ["1", "·", "·"]
    long = javascript("stair").call("judged", "1", "11")
    assert [mark["right"] for mark in long] == [True, False]


def test_a_reader_asks_and_python_agrees(show):
    widget = examples.stair()
    page = show(widget)
    field = page.get_by_label("A number of up to 6 digits")
    field.fill("907")
    widget.text = "907"
    said = [line.inner_text() for line in page.locator(".bw-says .bw-said").all()]
    assert [line.split(" ")[1].rstrip(",") for line in said] == [
        answer or "nothing" for answer in widget.answers.values()
    ]
    page.get_by_role("button", name="one digit more").click()
    assert len(field.input_value()) == 4
    page.get_by_role("button", name="one digit less").press("Enter")
    expect(field).to_have_value("907")
    field.fill("90a")
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("1234567")
    assert field.get_attribute("aria-invalid") == "true"
    page.get_by_role("button", name="Another number").click()
    assert len(field.input_value()) == 3
    assert page.get_by_role("status").first.is_visible()


def other_texts():
    sizes = recipe.VOCAB, 4, 6, 3
    return Seq2Seq(Encoder(*sizes), Decoder(*sizes))


def reset_after():
    sizes = recipe.VOCAB, 4, 6, 6
    after = lambda *args: GRUCell(*args, reset="after")  # noqa: E731
    return Seq2Seq(Encoder(*sizes, cell=after), Decoder(*sizes, cell=after))


@pytest.mark.parametrize("make", [other_texts, reset_after], ids=lambda make: make.__name__)
def test_models_that_the_page_cannot_ask_are_refused(make):
    good = examples.stair().stored_models
    scores = dict.fromkeys([*good, "other"], [0.5] * 6)
    with pytest.raises(ValueError, match="expected"):
        Stair({**good, "other": make()}, scores, "1")


def test_a_transformer_is_refused():
    net = Transformer(recipe.VOCAB, recipe.VOCAB, 6, 6, 4, layers=1, heads=1)
    with pytest.raises((ValueError, AttributeError)):
        store_step(net)


def test_no_models_no_scores_and_other_texts_are_refused():
    good = examples.stair().stored_models
    with pytest.raises(ValueError, match="at least one model"):
        Stair({}, {})
    with pytest.raises(ValueError, match="a score for each length up to 6"):
        Stair(good, {key: [0.5] for key in good}, "1")
    with pytest.raises(TraitError, match="unknown character"):
        examples.stair().text = "12a"


def test_a_cell_that_reads_and_writes_is_stored_once():
    net = recipe.model("GRU", 0)
    stored = store_step(net)
    assert not any(name.startswith("decoder.cell") for name in stored["weights"])
    again = restore_step(net, stored)
    assert torch.equal(again.encoder.cell.W_r, again.decoder.cell.W_r)
