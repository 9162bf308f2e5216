"""The word reader: its values in Python, and what it shows on a page before anything is
loaded."""

import re

import pytest
import torch
from playwright.sync_api import expect
from traitlets import TraitError

from tests.widgets.examples import WORDS, looking_back, pronouncer, word_reader
from utils.cells import GRUCell, LSTMCell
from utils.data.pronunciations import LETTERS, SOUND_VOCAB, SOUNDS
from utils.deep import DeepAttentionDecoder, DeepEncoder
from utils.pronouncer import Pronouncer
from utils.widgets.on_demand import part_of_text, part_of_weights
from utils.widgets.pronouncer_model import store_pronouncer
from utils.widgets.sounds import MARKED, SHOWN_SOUNDS, names_of
from utils.widgets.word_reader import WordReader
from utils.words import spelled


@pytest.fixture
def widget():
    return word_reader()


def test_before_anything_is_loaded_the_first_word_has_its_answer(show, widget):
    page = show(widget)
    best = widget.readings[0]
    assert page.locator(".bw-bars b").all_inner_texts() == [
        names_of(reading.text) for reading in widget.readings
    ]
    shown = page.locator(".bw-bars span").all_inner_texts()
    assert shown == [f"{reading.probability:.3f}" for reading in widget.readings]
    assert page.locator(".bw-letters").inner_text().split() == [*"knight", "}"]
    assert page.locator(".bw-sounds b").all_inner_texts() == [names_of(c) for c in best.written]
    assert page.locator(".bw-entry").inner_text() == (
        "The dictionary has N AY T: the likeliest reading is right. The word is in the "
        "training part; the model has seen the answer."
    )
    right = [reading.text in widget.known for reading in widget.readings]
    marks = page.locator(".bw-bars small").all_inner_texts()
    assert marks == ["in the dictionary" if is_right else "" for is_right in right]
    assert page.locator(".bw-said").last.inner_text().startswith("knight: N AY T, probability")


def test_threads_are_as_wide_as_the_weights(show, widget):
    page = show(widget)
    weights = widget.readings[0].weights
    shown = weights[weights >= 0.01].tolist()
    widths = page.locator("path").evaluate_all(
        "(all) => all.map((path) => Number(path.getAttribute('stroke-width')))"
    )
    assert widths == pytest.approx([14 * weight for weight in shown], abs=0.006)
    rows, columns = (weights >= 0.01).nonzero().T.tolist()
    for path, row, column in zip(page.locator("path").all(), rows, columns, strict=True):
        start, end = re.match(
            r"M ([\d.]+) 0 C .* ([\d.]+) 100$", path.get_attribute("d")
        ).groups()
        assert float(start) == pytest.approx(100 * (column + 0.5) / weights.shape[1])
        assert float(end) == pytest.approx(100 * (row + 0.5) / weights.shape[0])
        assert path.get_attribute("data-sound") == str(row)


def test_a_sound_shows_where_the_model_looked_for_it(show, widget):
    page = show(widget)
    hint, detail = page.get_by_text("Point at a sound"), page.locator(".bw-line[aria-live]")
    assert hint.is_visible()
    tile = page.get_by_role("radio", name="AY as in my")
    assert tile.locator("small").inner_text() == "my"
    assert tile.locator("small u").inner_text() == "y"
    tile.hover()
    weights = widget.readings[0].weights[1]
    largest = int(weights.argmax())
    said = f"AY as in my: the model looked at {'knight'[largest]} ({weights[largest]:.3f})"
    assert page.get_by_text(said).is_visible()
    assert page.locator(".bw-its").count() == (weights >= 0.01).sum()
    letters = page.locator(".bw-letters span").evaluate_all(
        "(all) => all.map((letter) => Number(letter.style.getPropertyValue('--weight')))"
    )
    assert letters == pytest.approx(weights.tolist(), abs=0.0001)
    page.mouse.move(5, 5)
    assert hint.is_visible()
    assert page.locator(".bw-its").count() == 0
    assert detail.first.get_attribute("aria-live") == "polite"


def test_by_keyboard(show, widget):
    page = show(widget)
    tiles = page.locator(".bw-sounds button")
    assert tiles.evaluate_all("(all) => all.map((tile) => tile.tabIndex)") == [0, -1, -1, -1]
    tiles.first.focus()
    for name in ("AY as in my", "T as in tea", "the end mark }", "the end mark }"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(":focus")).to_have_accessible_name(name)
        assert page.get_by_text(f"{name}: the model looked at").is_visible()
    page.keyboard.press("ArrowLeft")
    chosen = page.locator(".bw-sounds [aria-checked=true]")
    expect(chosen).to_have_accessible_name("T as in tea")
    page.locator(".bw-bars input").first.focus()
    assert page.get_by_text("Point at a sound").is_visible()


def test_another_reading_shows_its_own_sounds(show, widget):
    page = show(widget)
    for n in (2, 3, 1):
        page.locator(".bw-bars input").nth(n - 1).check()
        widget.reading = n
        written = widget.readings[n - 1].written
        tiles = page.locator(".bw-sounds b")
        assert tiles.all_inner_texts() == [names_of(c) for c in written]
        assert page.locator(".bw-best b").inner_text() == names_of(written.strip("}"))
        assert page.locator("path").count() == (widget.readings[n - 1].weights >= 0.01).sum()
    page.locator(".bw-bars input").first.focus()
    page.keyboard.press("ArrowDown")
    assert (
        page.locator(".bw-bars input")
        .nth(1)
        .evaluate("(it) => it === it.ownerDocument.activeElement")
    )
    assert page.locator(".bw-best").count() == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Type a word of 2 to 20 letters."),
        (" k ", "Type a word of 2 to 20 letters."),
        ("a" * 21, "At most 20 characters; this has 21."),
        ("café", "It never saw “é” in training. Try “cafe”."),
        ("two words", "It never saw a space in training."),
        ("r2d2", "It never saw “2” in training."),
        ("kn}", "} is a mark of its own"),
        ("汉字", "It never saw “汉”, “字” in training."),
    ],
)
def test_words_that_it_cannot_read(show, widget, text, complaint):
    page = show(widget)
    field = page.get_by_label("A word or a name", exact=True)
    field.fill(text)
    message = page.locator(".bw-message").inner_text()
    assert complaint in message
    assert message.endswith("Below, the last answer.")
    assert field.get_attribute("aria-invalid") == "true"
    with pytest.raises(TraitError):
        widget.word = text
    assert widget.word == "knight"
    field.fill(" KNIGHT ")
    assert field.get_attribute("aria-invalid") == "false"


@pytest.mark.parametrize(
    "text", ["Knight", " o\u2019Hara\u00a0", "O\u2018HARA", "\uff2bn\uff29t", "I\u0307x", "x"]
)
def test_a_word_is_spelled_alike(javascript, text):
    assert javascript("word_reader").call("spelled", text) == spelled(text)


def test_without_its_parts_it_says_so(show, widget):
    """As on a page that was saved without the files beside it."""
    page = show(widget)
    page.get_by_label("A word or a name", exact=True).fill("knit")
    expect(page.get_by_text("The model could not be loaded.")).to_be_visible()
    assert page.locator(".bw-bars b").first.inner_text() == "N AY T"
    page.get_by_label("A word or a name", exact=True).fill("knight")
    assert not page.get_by_text("could not be loaded").is_visible()
    assert not page.get_by_role("button", name="Try again").is_visible()


def test_values_from_python(widget):
    assert widget.readings[0].text == "nYt"
    assert (widget.known, widget.part) == (("nYt",), "training")
    widget.word = "Read"
    assert (widget.word, widget.known, widget.part) == ("read", ("rid", "rEd"), "training")
    widget.reading = 3
    widget.word = "knead"
    assert (widget.reading, widget.part) == (1, "development")
    caption = widget.caption()
    assert caption.startswith(f"How the model reads knead: {names_of(widget.readings[0].text)}")
    assert "The dictionary has N IY D; the word is in the development part." in caption
    widget.word = "o'hara"
    assert (widget.known, widget.part) == ((), "")
    assert "The dictionary does not have this word." in widget.caption()
    weights = [reading.weights for reading in widget.readings]
    assert all(len(w[0]) == 7 and torch.allclose(w.sum(1), w.new_ones(())) for w in weights)


@pytest.mark.parametrize("value", [0, 4, -1])
def test_readings_that_there_are_not(widget, value):
    with pytest.raises(TraitError, match=f"a reading from 1 to 3, got {value}"):
        widget.reading = value
    assert widget.reading == 1


def model_with(decoder_layers=1, cell=GRUCell):
    encoder = DeepEncoder(LETTERS, 4, 6, 20, cell=cell, bidirectional=True, decoder_layers=1)
    decoder = DeepAttentionDecoder(
        SOUND_VOCAB, 4, 6, 20, 3, key_size=12, cell=cell, layers=decoder_layers
    )
    return Pronouncer(encoder, decoder)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: looking_back(LETTERS, 20, SOUND_VOCAB, 20), "a Pronouncer .* got Seq2Seq"),
        (lambda: LETTERS, "got Vocab, NoneType"),
        (lambda: model_with(decoder_layers=2), "a decoder of one layer, got 2"),
        (
            lambda: model_with(cell=lambda *sizes: GRUCell(*sizes, reset="after")),
            "resets? the state before the product",
        ),
        (lambda: model_with(cell=LSTMCell), "resets? the state before the product"),
    ],
)
def test_wrong_models(make, expected):
    with pytest.raises(ValueError, match=expected):
        WordReader(make(), WORDS)


def test_wrong_words():
    with pytest.raises(ValueError, match=r"of the test part, got \['knight', 'abc'\]"):
        WordReader(pronouncer(), WORDS, hard=["gnat", "knight", "abc"])
    with pytest.raises(TraitError, match="unknown character"):
        WordReader(pronouncer(), WORDS, word="naïve")


def test_every_example_has_its_letters_marked():
    marked = [re.sub(r"[\[\]]", "", each) for each in MARKED.split()]
    assert marked == [example for _, example in SOUNDS.values()]
    assert list(SHOWN_SOUNDS) == list(SOUNDS)
    for name, _, letters, _ in SHOWN_SOUNDS.values():
        assert name
        assert letters
    assert names_of("nYt…") == "N AY T …"


def test_a_key_tells_contents_apart():
    stored = store_pronouncer(pronouncer())
    key = part_of_weights(stored).key
    assert part_of_weights(store_pronouncer(pronouncer())).key == key
    name, weight = next(iter(stored.items()))
    scale = [2 * row for row in weight["scale"]]
    assert part_of_weights({**stored, name: {**weight, "scale": scale}}).key != key
    other = {**stored, name: {**weight, "data": part_of_text("\0" * len(scale)).value}}
    assert part_of_weights(other).key != key
    assert part_of_text("a").key != part_of_text("b").key
