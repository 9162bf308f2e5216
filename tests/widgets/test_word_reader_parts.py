"""The model and the dictionary of the word reader come when they are needed: on a page, from
files of their own."""

import json

import pytest
from playwright.sync_api import expect

from book.extensions.reader import parts, widgets
from tests.browser import Watched, go_through, resize, served
from tests.widgets.examples import WORDS, pronouncer, word_reader
from utils.compact import load_compact, save_compact
from utils.data import pronouncer as pronouncer_file
from utils.data.pronunciations import split
from utils.widgets.pronouncer_model import BITS, store_pronouncer
from utils.widgets.sounds import names_of
from utils.widgets.word_reader import WordReader, dictionary_text, large_parts


@pytest.fixture
def widget():
    return word_reader()


@pytest.fixture
def built(widget, build, monkeypatch):
    """A page from disk, as the site's build leaves it, with the files beside it."""
    # What the widget stored is restored and stored again, as the site's build does.
    known = large_parts(store_pronouncer(widget.stored_model.float()), WORDS)
    monkeypatch.setattr(parts, "published", lambda: {p.key: p for p in known.values()})
    widget.stored_model.double()
    return build(widget)


@pytest.fixture
def watched(chromium):
    """A page with a list of the `files` it has loaded."""
    context = chromium.new_context()
    watched = Watched(context)
    watched.files = []
    watched.page.on("request", lambda request: watched.files.append(request.url))
    yield watched
    context.close()
    assert not watched.foreign


@pytest.fixture
def opened(watched, built):
    watched.page.goto(built.as_uri())
    go_through(watched.page)
    return watched


def ask(page, word):
    page.get_by_label("A word or a name", exact=True).fill(word)


def check_answer(page, widget, word):
    """The page says what PyTorch says."""
    widget.word = word
    expect(page.locator(".bw-bars b")).to_have_text([names_of(r.text) for r in widget.readings])
    expect(page.locator(".bw-bars span")).to_have_text(
        [f"{reading.probability:.3f}" for reading in widget.readings]
    )
    known = " or ".join(map(names_of, widget.known))
    entry = f"The dictionary has {known}: " if known else "The dictionary does not have this"
    expect(page.locator(".bw-entry")).to_contain_text(entry)
    if known:
        expect(page.locator(".bw-entry")).to_contain_text(f"is in the {widget.part} part;")
        right = "right" if widget.readings[0].text in widget.known else "wrong"
        expect(page.locator(".bw-entry")).to_contain_text(f"likeliest reading is {right}.")
    expect(page.locator(".bw-said").last).to_contain_text(f"{word}: ")


def test_over_http_and_from_disk(watched, built, widget):
    with served(built.parent) as address:
        for place in (built.as_uri(), f"{address}/{built.name}"):
            widget.word = "knight"
            watched.files.clear()
            watched.page.goto(place)
            go_through(watched.page)
            assert len(watched.files) == 2, "the page and the values"
            for word in ("rhine", "read", "knead", "o'hara", "knight", "internationalization"):
                ask(watched.page, word)
                check_answer(watched.page, widget, word)
                assert watched.page.locator(".bw-state").inner_text() == ""
            assert len(watched.files) == 4, "each part is loaded once"
    assert not watched.problems()


def test_nothing_large_is_in_the_page(built, widget):
    folder = built.parent / widgets.FOLDER
    files = {file.stem: file.stat().st_size for file in folder.iterdir()}
    keys = {about["key"] for about in widget.parts.values()}
    assert keys < files.keys()
    assert len(files) == 3
    html = widget.to_html()
    for large in widget._large.values():
        text = large.value if isinstance(large.value, str) else json.dumps(large.value)
        assert text[:100] not in html
        assert text[:100] not in json.dumps(widget.get_state(), default=str)


def test_while_it_loads_it_says_so(opened, widget):
    page = opened.page
    page.evaluate("document.head.append = (script) => (window.held = script)")
    ask(page, "knit")
    expect(page.locator(".bw-state")).to_have_text(
        "Loading the model, 0 MB … (A notebook sends it when no cell is running.)"
    )
    assert page.locator(".bw").evaluate("(it) => it.classList.contains('bw-waiting')")
    assert page.locator(".bw-bars b").first.inner_text() == "N AY T"
    page.evaluate("delete document.head.append; document.head.append(held)")
    check_answer(page, widget, "knit")
    assert page.locator(".bw-state").inner_text() == ""
    assert not page.locator(".bw").evaluate("(it) => it.classList.contains('bw-waiting')")
    assert not opened.problems()


def test_what_could_not_be_loaded_is_tried_again(opened, built, widget):
    page, folder = opened.page, built.parent / widgets.FOLDER
    away = {name: folder / f"{about['key']}.js" for name, about in widget.parts.items()}
    for file in away.values():
        file.rename(file.with_suffix(".away"))
    ask(page, "knit")
    expect(page.locator(".bw-state")).to_have_text(
        "The model could not be loaded. Below, the last word that was read."
    )
    weights, dictionary = away["weights"], away["dictionary"]
    weights.with_suffix(".away").rename(weights)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bw-entry")).to_have_text("The dictionary could not be loaded.")
    widget.word = "knit"
    best = names_of(widget.readings[0].text)
    expect(page.locator(".bw-bars b").first).to_have_text(best)
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    dictionary.with_suffix(".away").rename(dictionary)
    ask(page, "knight")
    ask(page, "knit")
    check_answer(page, widget, "knit")


def test_who_types_on_gets_the_last_word(opened, widget):
    page = opened.page
    page.get_by_label("A word or a name", exact=True).press_sequentially("rain")
    ask(page, "")
    page.get_by_label("A word or a name", exact=True).press_sequentially("thread")
    check_answer(page, widget, "thread")
    page.wait_for_timeout(400)
    check_answer(page, widget, "thread")
    assert not opened.problems()


def test_hard_words_one_after_the_other(opened, widget):
    page = opened.page
    button = page.get_by_role("button", name="Next hard test word")
    page.locator(".bw-bars input").nth(2).check()
    for word in ("rhine", "gnat", "rhine"):
        button.press("Enter")
        expect(page.get_by_label("A word or a name", exact=True)).to_have_value(word)
        check_answer(page, widget, word)
        expect(page.locator(".bw-bars input").first).to_be_checked()
        expect(page.locator(".bw-entry")).to_contain_text("; the model has never seen it.")


def test_the_button_is_not_there_without_hard_words(show, widget):
    widget.hard = []
    page = show(widget)
    assert page.get_by_role("button", name="Next hard test word").count() == 0


@pytest.mark.parametrize("word", ["knight", "rhine", "knead", "night", "nigh", "ight", "rYn"])
def test_the_dictionary_in_the_page(javascript, word):
    text = dictionary_text(WORDS)
    found = javascript("word_reader").call("lookUp", text, word)
    names = dict(zip(("training", "development", "test"), WORDS, strict=True))
    part = next((name for name, words in names.items() if word in words), "")
    assert found == {"known": list(names[part][word]) if part else [], "part": part}


def test_the_site_has_the_model_and_the_dictionary_of_the_book(tmp_path, monkeypatch):
    """And no part that a notebook did not get from there."""
    file = tmp_path / "pronouncer.json"
    monkeypatch.setattr(pronouncer_file, "FILE", file)
    parts.published.cache_clear()
    save_compact(pronouncer(), file, BITS, {})
    notebook = WordReader(load_compact(file), split())
    for name, about in notebook.parts.items():
        assert parts.part(name, about["key"]) == notebook._large[name]
    other = WordReader(pronouncer(layers=1), split())
    with pytest.raises(ValueError, match="expected the weights that a notebook has stored"):
        parts.part("weights", other.parts["weights"]["key"])
    parts.published.cache_clear()


def test_python_sends_what_is_asked_for(widget, monkeypatch):
    sent = []
    monkeypatch.setattr(widget, "send", sent.append)
    for name in ("weights", "dictionary", "keys"):
        widget._handle_custom_msg({"part": name}, [])
    assert [message["part"] for message in sent] == ["weights", "dictionary"]
    assert sent[0]["value"] == widget._large["weights"].value


@pytest.mark.parametrize("width", [390, 1280])
def test_long_words_stay_in_the_widget(opened, widget, width):
    page = opened.page
    resize(page, {"width": width, "height": 900})
    ask(page, "internationalization")
    check_answer(page, widget, "internationalization")
    whole = page.locator(".bw").bounding_box()
    assert whole["x"] + whole["width"] <= width
    last = page.locator(".bw-sounds button").last
    last.focus()
    box, frame = last.bounding_box(), page.locator(".bw-scrolls").bounding_box()
    assert box["x"] >= frame["x"] - 2
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 2
