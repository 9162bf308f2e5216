"""On a page the weights of a model that waits to be chosen are a file of their own."""

import pytest
from playwright.sync_api import expect

from book.extensions.reader import widgets
from tests.browser import Watched, go_through
from tests.widgets.examples import attention_explorer
from tests.widgets.test_attention_explorer import choose, replies


@pytest.fixture
def widget():
    return attention_explorer()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where a page from disk keeps what its widgets load."""
    monkeypatch.setattr(widgets, "LIGHT", 0)
    folder = tmp_path / widgets.FOLDER
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def watched(chromium, widget, folder, build):
    """The page of a reader who wants no motion, with a list of the `files` it has loaded."""
    file = build(widget)
    context = chromium.new_context(reduced_motion="reduce")
    watched = Watched(context)
    watched.files = []
    watched.page.on("request", lambda request: watched.files.append(request.url))
    watched.page.goto(file.as_uri())
    go_through(watched.page)
    yield watched
    context.close()
    assert not watched.foreign


def test_they_come_when_it_is_chosen(watched, widget, folder):
    page, files = watched.page, watched.files
    assert len(list(folder.iterdir())) == 3
    assert len(files) == 2, "the page and the values"
    for model, loaded in (
        ("sums", 2),
        ("words", 3),
        ("sums", 3),
        ("Transformer", 4),
        ("words", 4),
    ):
        choose(page, model)
        widget.model = model
        assert replies(page) == [widget.answer]
        assert len(set(files)) == len(files) == loaded
    assert not watched.problems()


def test_without_them_the_last_model_stays(watched, widget, folder):
    page, full = watched.page, widget.answer
    away = [file.rename(file.with_suffix(".away")) for file in folder.iterdir()]
    # Not `check`, which looks whether it stays chosen: here the widget takes it back.
    page.get_by_label("words", exact=True).click()
    expect(page.get_by_text("The weights of words could not be loaded.")).to_be_visible()
    assert page.get_by_label("sums", exact=True).is_checked()
    assert replies(page) == [full]
    for file in away:
        file.rename(file.with_suffix(".js"))
    choose(page, "words")
    widget.model = "words"
    assert replies(page) == [widget.answer]
    assert not page.get_by_text("could not be loaded").is_visible()


@pytest.mark.parametrize(("typed", "asked"), [("1", "1"), ("ab 1", "ab 1"), ("x", "ab ba")])
def test_what_is_typed_meanwhile_is_asked(watched, widget, typed, asked):
    """The first the model before can read, too."""
    page = watched.page
    page.evaluate(
        """(text) => {
            const all = [...document.querySelectorAll(".bw-choice input")];
            all.find((each) => each.value === "words").click();
            const field = document.querySelector("input.bw-text");
            field.value = text;
            field.dispatchEvent(new Event("input"));
        }""",
        typed,
    )
    assert page.get_by_label("words", exact=True).is_checked()
    page.get_by_text("Loading the weights").wait_for(state="hidden")
    assert page.get_by_label("words", exact=True).is_checked()
    assert page.get_by_label("Ask", exact=True).input_value() == asked
    widget.model, widget.text = "words", asked
    assert replies(page) == [widget.answer]


def test_who_chooses_again_meanwhile_gets_the_last_choice(watched, widget):
    page = watched.page
    page.evaluate(
        """() => {
            const all = [...document.querySelectorAll(".bw-choice input")];
            all.find((each) => each.value === "Transformer").click();
            all.find((each) => each.value === "sums").click();
        }"""
    )
    page.wait_for_timeout(500)  # by then the first would be there
    assert page.get_by_label("sums", exact=True).is_checked()
    assert replies(page) == [widget.answer]
    assert page.get_by_role("group", name="Head").count() == 0
    assert not page.get_by_text("Loading").is_visible()
    assert not watched.problems()
