"""Every widget on every published page, with the network refused. `make book` builds the pages
first. What the widgets answer: test_touch.py."""

import pytest

from tests.book.built import HTML
from tests.browser import LAPTOP, STAGE, phone
from tests.widgets.notebooks import CHAPTERS, widgets
from utils.weights import size

PICTURES = "article :is(.book-widget:not([data-widget^=opening]), .staged)"
EXPECTED = {  # that of the stage stands behind the text
    "01_rnn": [
        "opening_days",
        "hand_wire",
        "train_here",
        "roommate",
        "error_pulse",
        "walkthrough",
    ],
    "02_lstm": ["opening_days", "error_pulse", "roommate", "walkthrough"],
    "03_gru": ["opening_days", "roommate", "word_writer", "walkthrough"],
    "04_seq2seq": ["opening_sums", "adding_machine", "walkthrough"],
    "05_attention": [
        "opening_copy",
        "error_pulse",
        "attention_explorer",
        "attention_explorer",
        "walkthrough",
    ],
    "06_pronunciation": ["opening_letters", "word_reader", "walkthrough"],
}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_control_has_a_name_and_every_id_is_one(look, chapter):
    page = look("file", f"notebooks/{chapter}", viewport=LAPTOP).page
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))
    unnamed = """[...document.querySelectorAll(".bw :is(input, button, [role=application])")]
        .filter((one) => !one.labels?.length && !one.getAttribute("aria-label")
            && !one.textContent.trim()).map((one) => one.outerHTML)"""
    assert page.evaluate(unnamed) == []
    assert page.evaluate("[...document.querySelectorAll('.bw:not([aria-label])')].length") == 0


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_models_are_light(chapter):
    """In chapter 5 there are three, one of them the Transformer with 107,510 bytes."""
    assert weight_of_models(chapter) <= (310_000 if chapter == "05_attention" else 200_000)


@pytest.mark.parametrize("chapter", ["06_pronunciation"])
def test_what_is_loaded_on_demand_is_not_heavy(chapter):
    """The model and the dictionary: no page loads them before a word is asked."""
    parts = widgets(chapter)["word_reader"]["parts"]
    files = {name: HTML / f"_static/widgets/{part['key']}.js" for name, part in parts.items()}
    sizes = {name: file.stat().st_size for name, file in files.items()}
    assert sizes.keys() == {"weights", "dictionary"}
    assert sizes["weights"] <= 3_400_000
    assert sizes["dictionary"] <= 1_100_000


def weight_of_models(chapter):
    """Bytes of all models' weights on a page."""
    found = []

    def look(value):
        if isinstance(value, dict):
            if value and all(isinstance(v, dict) and "data" in v for v in value.values()):
                found.append(size(value))
            else:
                list(map(look, value.values()))

    for values in widgets(chapter).values():
        look(values)
    return sum(found)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_on_a_phone_no_widget_is_wider_than_the_screen(look, chapter):
    page = look("file", f"notebooks/{chapter}", **phone()).page
    page.evaluate(f"({STAGE})('open')")
    boxes = [widget.bounding_box() for widget in page.locator(".bw").all()]
    page.evaluate(f"({STAGE})('closed')")
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_scripts_and_on_paper_the_pictures_stand(chromium, look, chapter):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((HTML / "notebooks" / f"{chapter}.html").as_uri())
    for place in page.locator(PICTURES).all():
        assert place.locator("img").is_visible()
        assert len(place.locator("figcaption").inner_text()) > 40
    assert not page.locator(".opening").is_visible()
    context.close()
    paper = look("file", f"notebooks/{chapter}", viewport=LAPTOP).page
    paper.emulate_media(media="print")
    for place in paper.locator(PICTURES).all():
        assert place.locator("img").is_visible()
    assert not paper.locator(".bw:visible").count()
    assert not paper.locator(".opening").is_visible()
    paper.emulate_media(media="screen")
