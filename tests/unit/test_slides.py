"""The slides of a notebook: their words are the chapter's, and what is wrong is named."""

import json
import re

import pytest

from book.dependencies import NOTEBOOKS
from book.slides import Deck, Shown

FORMULA_OR_TAG = re.compile(r"<math.*?</math>|<[^>]*>")
TEXT = """## Cats

**Cats** sleep. They sleep [16 hours](../book/claims.md#cats "N(0, 1): median") a day.

$$ x = 1 $$

> **Your guess.** How many
> hours?
"""


def notebook(tmp_path, *slides, text=TEXT):
    """A deck of one Markdown cell with these slides, and a code cell after it."""
    guess = {"options": ["8", "16"]}
    cells = [
        {"id": "cats", "cell_type": "markdown", "source": [text],
         "metadata": {"slides": list(slides), "guess": guess}},
        {"id": "count", "cell_type": "code", "source": ["1 + 1"], "metadata": {}},
        {"id": "dogs", "cell_type": "markdown", "source": ["Dogs do not."], "metadata": {}},
    ]  # fmt: skip
    file = tmp_path / "animals.ipynb"
    file.write_text(json.dumps({"cells": cells}), "utf-8")
    return Deck(file)


def test_a_slide_has_the_heading_above_and_words_of_the_chapter(tmp_path):
    (slide,) = notebook(tmp_path, {"says": ["**Cats** sleep."], "shows": ["count"]}).slides
    assert slide.title == "Cats"
    assert slide.says == ["<strong>Cats</strong> sleep."]
    assert slide.shows == [Shown("count")]


def test_without_a_word_on_it_the_cell_itself_is_shown(tmp_path):
    (slide,) = notebook(tmp_path, {}).slides
    assert slide.shows == [Shown("cats")]


def test_what_it_leaves_unsaid_is_for_the_speaker(tmp_path):
    (slide,) = notebook(tmp_path, {"says": ["**Cats** sleep."]}).slides
    assert slide.notes[0] == "They sleep 16 hours a day."
    assert slide.notes[-1] == "Dogs do not."
    assert not any("x = 1" in note or "Cats" in note for note in slide.notes)


def test_what_introduces_a_picture_is_said_with_the_picture(tmp_path):
    deck = notebook(tmp_path, {"says": ["**Cats** sleep."]})
    deck.cells[2]["source"] = ["### Dogs\n\nLook at the dogs."]
    picture = {"id": "picture", "cell_type": "code", "source": [""], "metadata": {"slide": {}}}
    deck.cells.append(picture)
    (tmp_path / "more.ipynb").write_text(json.dumps({"cells": deck.cells}), "utf-8")
    first, second = Deck(tmp_path / "more.ipynb").slides
    assert "Look at the dogs." not in first.notes
    assert second.notes == ["Look at the dogs."]


def test_a_quotation_may_cross_a_link(tmp_path):
    (slide,) = notebook(tmp_path, {"says": ["They sleep 16 hours a day."]}).slides
    assert slide.says == ["They sleep 16 hours a day."]


def test_a_guess_is_asked_with_its_options_or_without(tmp_path):
    first, second = notebook(
        tmp_path, {"shows": ["cats options"]}, {"shows": ["cats guess"]}
    ).slides
    assert first.asks[1] == ["8", "16"]
    assert second.asks[1] == []
    assert not first.shows


@pytest.mark.parametrize(
    ("slide", "message"),
    [
        ({"says": ["Cats bark."]}, "the chapter no longer says 'Cats bark.'"),
        ({"title": "Dogs bark"}, "the chapter no longer says 'Dogs bark'"),
        ({"shows": ["cows"]}, "it shows cows, but there is no such cell"),
        ({"shows": ["cats sound"]}, "expected 'CELL KIND N' in shows, got 'cats sound'"),
        ({"shows": ["dogs guess"]}, "dogs asks for no guess"),
        ({"words": []}, r"a slide has no \['words'\]"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, slide, message):
    with pytest.raises(ValueError, match=f"animals, slide of cats: {message}"):
        notebook(tmp_path, slide)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_has_15_to_25_slides_of_at_most_40_words(path):
    slides = Deck(path).slides
    assert 15 <= len(slides) <= 25
    for slide in slides:
        asks = [slide.asks[0], *slide.asks[1]] if slide.asks else []
        text = FORMULA_OR_TAG.sub("", " ".join([slide.title, *slide.says, *asks]))
        assert len(text.split()) <= 40, slide.cell
    assert sum(bool(slide.notes) for slide in slides) > len(slides) / 2
