"""The word writer on a page, and its values in Python."""

import re

import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from tests.widgets.examples import word_writer, writer
from utils.cells import GRUCell
from utils.vocab import Vocab
from utils.widgets.constants import MAX_SEED, WORDS
from utils.widgets.word_writer import WordWriter
from utils.widgets.writer_model import uniforms
from utils.writer import Writer

NAMES = {"de": "German", "tr": "Turkish", "fi": "Finnish"}


@pytest.fixture
def widget():
    return word_writer()


def words(page):
    """The words as they stand on the page, with those marked as copies."""
    all_texts = page.locator(".bw-words button").all_inner_texts()
    texts = [text.removesuffix("copy").strip() for text in all_texts]
    return texts, [text for text, whole in zip(texts, all_texts, strict=True) if text != whole]


def same(page, widget):
    """Whether the page shows what Python writes."""
    written, copies = words(page)
    assert written == [word or "no letter" for word in widget.words]
    assert copies == widget.copies


def test_every_control_changes_the_words_as_in_python(show, widget):
    page = show(widget)
    seen = []

    def check():
        same(page, widget)
        seen.append(tuple(widget.words))

    check()
    page.get_by_label("Mix", exact=True).fill("35")
    widget.share = 35
    check()
    page.get_by_label("Language", exact=True).select_option("Finnish")
    widget.language = "fi"
    check()
    page.get_by_label("Other language", exact=True).select_option("German")
    widget.other = "de"
    check()
    page.get_by_label("Temperature", exact=True).fill("12")
    widget.temperature = 1.3
    check()
    page.get_by_label("First letters", exact=True).fill("be\u0301")
    widget.beginning = "be\u0301"
    assert widget.beginning == "bé"
    check()
    page.get_by_role("button", name="Twenty new words").click()
    widget.seed = 2
    check()
    assert len(set(seen)) == len(seen)


def test_a_seed_brings_the_same_words_again(show, widget):
    page = show(widget)
    before, seed = words(page), page.get_by_label("Seed")
    for n in (2, 3):
        page.get_by_role("button", name="Twenty new words").press("Enter")
        assert seed.input_value() == str(n)
        assert words(page) != before
    seed.fill("1")
    seed.press("Enter")
    assert words(page) == before
    seed.fill("-1")
    seed.press("Enter")
    assert "it stays 1" in page.locator(".bw-seed-message").inner_text()
    assert words(page) == before
    seed.fill(str(MAX_SEED))
    seed.press("Enter")
    page.get_by_role("button", name="Twenty new words").click()
    assert seed.input_value() == "0"


def test_the_beginning_of_a_word_brings_the_rest_of_it(show, widget):
    """Each place has its random number, whether the letters before were drawn or given."""
    page = show(widget)
    word = widget.words[15]
    assert len(word) > 3
    page.get_by_label("First letters", exact=True).fill(word[:3])
    assert words(page)[0][15] == word


def test_a_language_with_itself_is_no_mixture(show, widget):
    page = show(widget)
    page.get_by_label("Mix", exact=True).fill("30")
    page.get_by_label("Other language", exact=True).select_option("German")
    told = page.locator(".bw-mix output")
    assert told.inner_text() == "German with itself is German"
    assert page.get_by_label("Mix", exact=True).is_disabled()
    widget.other, widget.share = "de", 30
    same(page, widget)
    assert widget.mixture == {"de": 1.0}
    assert "Told 100 % German, at" in widget.caption()
    page.get_by_label("Other language", exact=True).select_option("Turkish")
    expect(told).to_have_text("70 % German and 30 % Turkish")
    assert not page.get_by_label("Mix", exact=True).is_disabled()
    page.get_by_label("Mix", exact=True).fill("100")
    expect(told).to_have_text("100 % Turkish")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("xü", "It never saw “x”, “ü” in training; it only knows abcdéßfghijk."),
        ("A", "it only knows abcdéßfghijk. Try “a”."),
        ("a b", "It never saw a space in training;"),
        ("_a", "_ is a mark of its own"),
        ("a}", "} is a mark of its own"),
        ("aaaaaaa", "At most 6 characters; this has 7."),
        ("👨‍👩‍👧", "It never saw “👨‍👩‍👧” in training"),
    ],
)
def test_first_letters_that_it_cannot_read(show, widget, text, complaint):
    page = show(widget)
    field = page.get_by_label("First letters", exact=True)
    field.fill("ab")
    before = words(page)
    field.fill(text)
    assert complaint in page.locator(".bw-message").first.inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    assert words(page) == before
    with pytest.raises(TraitError):
        widget.beginning = text
    assert widget.beginning == ""
    field.fill("")
    assert field.get_attribute("aria-invalid") == "false"
    same(page, widget)


def bars(page):
    """From each candidate on the page to its probability and whether it was drawn."""
    return {
        row.locator("b").inner_text(): (
            float(row.locator("span").inner_text()),
            row.locator("em").count() == 1,
        )
        for row in page.locator(".bw-bars li").all()
    }


def test_step_by_step_with_the_probabilities_of_each_letter(show, widget):
    page = show(widget)
    page.get_by_role("button", name=re.compile("^gccikhc…$")).click()
    widget.word = 1
    steps = widget.steps()
    assert len(steps) == 7
    numbers = uniforms(widget.seed, WORDS, 7)[1].tolist()
    shown = page.locator(".bw-word button:not(.bw-later)")
    assert shown.count() == len(steps)
    for n, (step, drawn) in enumerate(steps):
        page.get_by_role("button", name="Step").press("Enter")
        assert shown.all_inner_texts() == [char for _, char in steps[: n + 1]]
        p = dict(zip(widget.stored_writer.vocab.characters, step.probabilities[0], strict=True))
        said = bars(page)
        for name, (number, is_drawn) in said.items():
            char = "}" if name == "end" else name
            assert number == pytest.approx(p[char].item(), abs=0.0006)
            assert is_drawn == (char == drawn)
        letters = [char for char in said if char != "end" and char != drawn]
        left_out = [p[char].item() for char in p if char not in (*said, "}")]
        assert min(p[char].item() for char in letters) >= max(left_out)
        assert f"Letter {n + 1}: {drawn}, with" in page.locator(".bw-written").inner_text()
        line = page.get_by_text("The random number").inner_text()
        assert f"number {numbers[n]:.3f} falls between" in line
        low, high = map(float, re.search(r"between ([\d.]+) and ([\d.]+):", line).groups())
        assert low - 0.001 <= numbers[n] <= high + 0.001
        assert high - low == pytest.approx(p[drawn].item(), abs=0.0011)
    page.get_by_role("button", name="All", exact=True).click()
    written = page.locator(".bw-written")
    assert written.inner_text() == "Word 2: “gccikhc…”, from 7 random numbers, not ended."
    assert written.get_attribute("aria-live") == "polite"


def test_by_keyboard_and_by_pointer(show, widget):
    page = show(widget)
    page.locator(".bw-word").focus()
    shown = page.locator(".bw-word button:not(.bw-later)")
    for count in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        assert shown.count() == count
    page.keyboard.press("ArrowLeft")
    assert shown.count() == 2
    page.get_by_role("button", name="All", exact=True).click()
    page.locator(".bw-word button").nth(2).click()
    assert shown.count() == 3
    assert "Letter 3" in page.locator(".bw-written").inner_text()


def test_given_letters_are_not_drawn(show, widget):
    page = show(widget)
    page.get_by_label("First letters", exact=True).fill("ab")
    page.get_by_role("button", name="Step").click()
    assert page.locator(".bw-given").inner_text() == "ab"
    assert page.locator(".bw-written").inner_text().startswith("Letter 3: ")
    assert page.get_by_text("After “ab”, what comes next?").is_visible()


def test_play_and_less_movement(check_play, widget):
    check_play(widget, ".bw-word button:not(.bw-later)", "Letter 2:")


def test_copies_of_the_training_words_are_marked(show, widget):
    page = show(widget)
    assert widget.copies == ["kah", "i"]
    assert words(page)[1] == ["kah", "i"]
    counts = page.get_by_text("of the training data")
    assert counts.inner_text().startswith("2 of the 20 are copies, word for word, of the")
    page.get_by_role("button", name="kah copy").click()
    said = page.locator(".bw-written").inner_text()
    assert said == "Word 4: “kah”, from 4 random numbers, a copy."
    assert page.get_by_role("button", name="kah copy").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("trained_on", [[], ["kah"]])
def test_a_word_without_a_letter_is_no_copy(show, trained_on):
    net = writer()
    net.output.bias.data[net.vocab.end] = 99
    widget = WordWriter(net, NAMES, trained_on, "de", "tr")
    page = show(widget)
    assert words(page) == (["no letter"] * WORDS, [])
    assert widget.words == [""] * WORDS
    assert "(no letter), (no letter)" in widget.caption()
    assert page.get_by_text("Word 1: no letter, from 1 random number.").is_visible()


def test_values_from_python(widget):
    assert widget.mixture == {"de": 1.0, "tr": 0.0}
    assert "Told 100 % German, at temperature 0.7, the network writes: kkkjkdc…" in (
        widget.caption()
    )
    assert "Of these it was trained on: kah, i." in widget.caption()
    widget.share, widget.beginning, widget.word = 25, "ab", 3
    assert widget.mixture == {"de": 0.75, "tr": 0.25}
    assert "Told 75 % German and 25 % Turkish" in widget.caption()
    assert "beginning with ab" in widget.caption()
    assert (
        f"Word 4, letter by letter, with the probability of each: {widget.words[3][2]} 0."
        in (widget.caption())
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("language", "es", "a language of de, tr, fi; got 'es'"),
        ("other", "", "a language of de, tr, fi; got ''"),
        ("share", 101, "share from 0 to 100, got 101"),
        ("share", -1, "share from 0 to 100"),
        ("temperature", 0.0, "a temperature of 0.1, 0.2, .* 2.0; got 0.0"),
        ("temperature", 0.75, "got 0.75"),
        ("temperature", float("nan"), "got nan"),
        ("beginning", "xyz", "unknown character 'x'"),
        ("beginning", "aaaaaaa", "1 to 6 characters, got 7"),
        ("seed", -1, "seed from 0 to 1,000,000,000"),
        ("word", 20, "word from 0 to 19"),
    ],
)
def test_values_that_cannot_be(widget, name, value, expected):
    before = getattr(widget, name)
    with pytest.raises(TraitError, match=expected):
        setattr(widget, name, value)
    assert getattr(widget, name) == before


def test_wrong_arguments():
    with pytest.raises(ValueError, match="a name for each of them"):
        WordWriter(writer(), {"de": "German"}, [], "de", "tr")
    alone = Writer(Vocab("ab"), ("de",), 4, 5)
    with pytest.raises(ValueError, match="two languages or more"):
        WordWriter(alone, {"de": "German"}, [], "de", "de")
    after = writer(lambda inputs, hidden: GRUCell(inputs, hidden, reset="after"))
    with pytest.raises(ValueError, match="resets the state before the product"):
        WordWriter(after, NAMES, [], "de", "tr")
    with pytest.raises(ValueError, match="got a Vocab"):
        WordWriter(Vocab("ab"), NAMES, [], "de", "tr")
